/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/profile_rule.h"

#include <string.h>

#include "base/i18n.h"
#include "import/profile_field.h"

bool profile_refuse(const struct profile_reader *reader, const cJSON *value, const char *key,
                    const char *words)
{
    return document_refuse(reader->document, value, reader->err, "%s%s%s %s", reader->where,
                           reader->where[0] && key[0] ? "." : "", key, words);
}

int profile_read_word(const struct document *document, const cJSON *value, const char *where,
                      const struct profile_word *words, size_t count, struct err *err)
{
    const char *text = document_string(value);
    struct strbuf names = STRBUF_INIT;
    for (size_t i = 0; i < count; i++) {
        if (text && strcmp(text, words[i].name) == 0) {
            return words[i].value;
        }
    }
    for (size_t i = 0; i < count; i++) {
        strbuf_puts(&names, i ? ", " : "");
        strbuf_puts(&names, words[i].name);
    }
    document_refuse(document, value, err, _("%s is none of: %s"), where, strbuf_text(&names));
    strbuf_free(&names);
    return -1;
}

/* --- places ----------------------------------------------------------------------------------- */

static bool read_pointer(const struct profile_reader *reader, const cJSON *value, const char *key,
                         const char *text, struct json_pointer *pointer)
{
    bool memory;
    const char *wrong = json_pointer_parse(reader->arena, text, pointer, &memory);
    if (memory) {
        return err_memory(reader->err);
    }
    return !wrong ||
           document_refuse(reader->document, value, reader->err, _("%s%s%s: the pointer \"%s\" %s"),
                           reader->where, reader->where[0] && key[0] ? "." : "", key,
                           document_shown(reader->arena, text), _(wrong));
}

bool profile_read_place(const struct profile_reader *reader, const cJSON *value, const char *key,
                        const char *text, struct profile_place *place)
{
    if (reader->json) {
        place->name = arena_strdup(reader->arena, text[0] ? text : "/");
        return read_pointer(reader, value, key, text, &place->pointer) &&
               (place->name || err_memory(reader->err));
    }
    if (!text[0]) {
        return profile_refuse(reader, value, key, _("is neither a header nor a column's number"));
    }
    if (text[0] == '/' || (text[0] == '^' && text[1] == '/')) {
        return profile_refuse(reader, value, key,
                              _("is a JSON pointer, but the input is csv (\"input\": {\"type\": "
                                "\"json\"})"));
    }
    place->name = arena_strdup(reader->arena, text);
    return place->name || err_memory(reader->err);
}

/* --- match ------------------------------------------------------------------------------------ */

static bool add_text(const struct profile_reader *reader, const cJSON *item, const char *key,
                     const char **text)
{
    if (document_string(item)) {
        *text = arena_strdup(reader->arena, document_string(item));
    } else if (cJSON_IsNumber(item)) {
        *text = arena_printf(reader->arena, "%.15g", item->valuedouble);
    } else {
        return profile_refuse(reader, item, key,
                              _("is neither text, a list of texts, true nor false"));
    }
    return *text || err_memory(reader->err);
}

static bool read_match_value(const struct profile_reader *reader, const cJSON *value,
                             const char *key, struct profile_match *match)
{
    if (cJSON_IsBool(value) || cJSON_IsNull(value)) {
        match->present = !cJSON_IsFalse(value);
        match->exists = cJSON_IsNull(value);
        return true;
    }
    bool list = cJSON_IsArray(value);
    size_t count = list ? (size_t)cJSON_GetArraySize(value) : 1;
    const char **texts = ARENA_ARRAY(reader->arena, const char *, count + 1);
    if (!texts) {
        return err_memory(reader->err);
    }
    if (count == 0) {
        return profile_refuse(reader, value, key, _("is an empty list"));
    }
    const cJSON *item = list ? value->child : value;
    for (size_t i = 0; i < count; i++, item = item->next) {
        if (!add_text(reader, item, key, &texts[i])) {
            return false;
        }
    }
    match->texts = texts;
    match->count = count;
    return true;
}

/* An object of places and what must stand there. */
static bool read_matches(const struct profile_reader *reader, const cJSON *object,
                         const struct profile_match **matches, size_t *match_count)
{
    if (!object) {
        return true;
    }
    if (!cJSON_IsObject(object)) {
        return profile_refuse(reader, object, "", _("is not an object"));
    }
    size_t count = (size_t)cJSON_GetArraySize(object);
    struct profile_match *list = ARENA_ARRAY(reader->arena, struct profile_match, count + 1);
    if (!list) {
        return err_memory(reader->err);
    }
    size_t at = 0;
    for (const cJSON *member = object->child; member; member = member->next) {
        const char *shown = document_shown(reader->arena, member->string);
        const cJSON *value = member;
        if (!shown) {
            return err_memory(reader->err);
        }
        if (cJSON_IsObject(member)) {
            if (!document_keys(reader->document, member, "not", reader->where, reader->err)) {
                return false;
            }
            value = document_member(member, "not");
            list[at].negated = true;
            if (!value || cJSON_IsBool(value)) {
                return profile_refuse(reader, member, shown,
                                      _("is neither text, a list of texts, true nor false"));
            }
        }
        if (!profile_read_place(reader, member, shown, member->string, &list[at].place) ||
            !read_match_value(reader, value, shown, &list[at])) {
            return false;
        }
        at++;
    }
    *matches = list;
    *match_count = at;
    return true;
}

/* --- recognize -------------------------------------------------------------------------------- */

static bool read_headers(const struct profile_reader *reader, const cJSON *list,
                         struct profile_recognition *recognition)
{
    size_t count = cJSON_IsArray(list) ? (size_t)cJSON_GetArraySize(list) : 0;
    const char **headers = ARENA_ARRAY(reader->arena, const char *, count + 1);
    if (!headers) {
        return err_memory(reader->err);
    }
    if (count == 0) {
        return profile_refuse(reader, list, "headers", _("is no list of headers"));
    }
    const cJSON *item = list->child;
    for (size_t i = 0; i < count; i++, item = item->next) {
        const char *text = document_string(item);
        if (!text || !text[0]) {
            return profile_refuse(reader, item, "headers", _("is no list of headers"));
        }
        headers[i] = arena_strdup(reader->arena, text);
        if (!headers[i]) {
            return err_memory(reader->err);
        }
    }
    recognition->headers = headers;
    recognition->header_count = count;
    return true;
}

/* One object of matches, or a list of those of which one is to hold. */
static bool read_keys(const struct profile_reader *reader, const cJSON *value,
                      struct profile_recognition *recognition)
{
    bool list = cJSON_IsArray(value);
    size_t count = list ? (size_t)cJSON_GetArraySize(value) : 1;
    struct profile_keys *keys = ARENA_ARRAY(reader->arena, struct profile_keys, count + 1);
    if (!keys) {
        return err_memory(reader->err);
    }
    const cJSON *item = list ? value->child : value;
    for (size_t i = 0; i < count; i++, item = item->next) {
        if (!read_matches(reader, item, &keys[i].matches, &keys[i].count)) {
            return false;
        }
        if (keys[i].count == 0) {
            return profile_refuse(reader, item, "", _("is empty"));
        }
    }
    recognition->keys = keys;
    recognition->key_count = count;
    return count > 0 || profile_refuse(reader, value, "", _("is empty"));
}

bool profile_read_recognition(const struct document *document, struct arena *arena,
                              struct profile *profile, struct err *err)
{
    struct profile_reader reader = {document, arena, profile->json, "recognize", err};
    const cJSON *object = document_member(document->root, "recognize");
    if (!object) {
        return true;
    }
    if (!document_keys(document, object, profile->json ? "keys" : "headers", "recognize", err)) {
        return false;
    }
    const cJSON *list = document_member(object, profile->json ? "keys" : "headers");
    if (!list) {
        return profile_refuse(&reader, object, "", _("is empty"));
    }
    if (!profile->json) {
        return read_headers(&reader, list, &profile->recognition);
    }
    reader.where = "recognize.keys";
    return read_keys(&reader, list, &profile->recognition);
}

/* --- record ----------------------------------------------------------------------------------- */

#define RECORD_EVENT (-2)

static bool read_record(const struct profile_reader *reader, const cJSON *value,
                        struct profile_rule *rule)
{
    static const struct profile_word words[] = {
        {"message", RECORD_MESSAGE}, {"event", RECORD_EVENT},       {"sent", RECORD_SENT},
        {"daily", RECORD_DAILY},     {"campaign", RECORD_CAMPAIGN}, {"order", RECORD_ORDER},
        {"click", RECORD_CLICK},     {"feedback", RECORD_FEEDBACK}, {"rate", RECORD_RATE}};
    if (!value) {
        return document_refuse(reader->document, reader->document->root, reader->err,
                               _("the key \"record\" is missing")) ||
               err_todo(reader->err, _("say what a row is: message, event, sent, daily, campaign, "
                                       "order, click, feedback or rate"));
    }
    int record = profile_read_word(reader->document, value, "record", words, ARRAY_COUNT(words),
                                   reader->err);
    rule->event = record == RECORD_EVENT;
    rule->record = rule->event ? RECORD_MESSAGE : (enum record)record;
    return record != -1;
}

static bool read_records(const struct profile_reader *reader, const cJSON *value,
                         struct profile_rule *rule)
{
    bool list = cJSON_IsArray(value);
    size_t count = list ? (size_t)cJSON_GetArraySize(value) : 1;
    struct json_pointer *pointers = ARENA_ARRAY(reader->arena, struct json_pointer, count + 1);
    if (!pointers) {
        return err_memory(reader->err);
    }
    if (value && !reader->json) {
        return profile_refuse(reader, value, "records", _("is only for json"));
    }
    if (count == 0) {
        return profile_refuse(reader, value, "records", _("is an empty list"));
    }
    const cJSON *item = list ? value->child : value;
    for (size_t i = 0; i < count; i++) {
        const char *text = item ? document_string(item) : "";
        if (!text || text[0] == '^') {
            return profile_refuse(reader, item, "records", _("is no pointer"));
        }
        if (!read_pointer(reader, item, "records", text, &pointers[i])) {
            return false;
        }
        item = item ? item->next : NULL;
    }
    rule->records = pointers;
    rule->record_count = count;
    return true;
}

/* --- constants -------------------------------------------------------------------------------- */

static bool read_constant(const struct profile_reader *reader, const struct profile_rule *rule,
                          const cJSON *member, struct map_constant *constant)
{
    const struct document *document = reader->document;
    const char *shown = document_shown(reader->arena, member->string);
    if (!shown) {
        return err_memory(reader->err);
    }
    constant->field = field_by_name(rule->record, member->string);
    if (constant->field == FIELD_NONE || constant->field == FIELD_MESSAGE_ID ||
        constant->field == FIELD_RECIPIENT) {
        return document_refuse(document, member, reader->err,
                               constant->field == FIELD_NONE
                                   ? _("constants: there is no field \"%s\" in such a record")
                                   : _("constants: \"%s\" differs from row to row"),
                               shown);
    }
    if (cJSON_IsNumber(member)) {
        constant->text = arena_printf(reader->arena, "%.15g", member->valuedouble);
    } else if (cJSON_IsBool(member)) {
        constant->text = cJSON_IsTrue(member) ? "true" : "false";
    } else if (document_string(member)) {
        constant->text = arena_strdup(reader->arena, document_string(member));
    } else {
        return document_refuse(document, member, reader->err,
                               _("constants.%s is neither text nor a number"), shown);
    }
    return constant->text || err_memory(reader->err);
}

/* Those of the object that the rule does not have yet; `common`: those of no such record are left
 * out, since they are for other rules. */
static bool add_constants(const struct profile_reader *reader, const cJSON *object, bool common,
                          struct map_constant *constants, struct profile_rule *rule)
{
    size_t had = rule->constant_count;
    if (object && !cJSON_IsObject(object)) {
        return document_refuse(reader->document, object, reader->err, _("%s is not an object"),
                               "constants");
    }
    for (const cJSON *member = object ? object->child : NULL; member; member = member->next) {
        struct map_constant *constant = &constants[rule->constant_count];
        if (common && field_by_name(rule->record, member->string) == FIELD_NONE) {
            continue;
        }
        if (!read_constant(reader, rule, member, constant)) {
            return false;
        }
        bool taken = false;
        for (size_t i = 0; i < rule->constant_count && !taken; i++) {
            taken = constants[i].field == constant->field;
            if (taken && i >= had) {
                return document_refuse(reader->document, member, reader->err,
                                       _("constants: \"%s\" stands there twice"),
                                       field_info(constant->field)->name);
            }
        }
        rule->constant_count += !taken;
    }
    return true;
}

static bool read_constants(const struct profile_reader *reader, const cJSON *own,
                           const cJSON *common, struct profile_rule *rule)
{
    size_t count = (size_t)(own ? cJSON_GetArraySize(own) : 0) +
                   (size_t)(common ? cJSON_GetArraySize(common) : 0);
    struct map_constant *constants = ARENA_ARRAY(reader->arena, struct map_constant, count + 1);
    if (!constants) {
        return err_memory(reader->err);
    }
    rule->constants = constants;
    return add_constants(reader, own, false, constants, rule) &&
           add_constants(reader, common, true, constants, rule);
}

/* --- rules ------------------------------------------------------------------------------------ */

static bool read_buckets(const struct profile_reader *reader, const cJSON *value,
                         struct profile_rule *rule)
{
    static const struct profile_word words[] = {{"cumulative", BUCKETS_CUMULATIVE},
                                                {"exclusive", BUCKETS_EXCLUSIVE}};
    if (!value) {
        return true;
    }
    int buckets = profile_read_word(reader->document, value, "buckets", words, ARRAY_COUNT(words),
                                    reader->err);
    bool report = rule->record == RECORD_DAILY || rule->record == RECORD_CAMPAIGN;
    if (buckets == BUCKETS_EXCLUSIVE && !report) {
        return document_refuse(reader->document, value, reader->err,
                               _("buckets: \"exclusive\" is for daily and campaign records"));
    }
    rule->buckets = (enum map_buckets)buckets;
    return buckets >= 0;
}

/* The key of a rule, else the profile's. */
static const cJSON *either(const cJSON *object, const cJSON *root, const char *key)
{
    const cJSON *own = document_member(object, key);
    return own || object == root ? own : document_member(root, key);
}

static bool read_skip(const struct profile_reader *reader, const cJSON *object,
                      struct profile_rule *rule)
{
    const cJSON *value = document_member(object, "skip");
    if (value && !cJSON_IsBool(value)) {
        return profile_refuse(reader, value, "skip", _("is neither true nor false"));
    }
    rule->skip = value && cJSON_IsTrue(value);
    return true;
}

/* One rule: an object of "rules", or the profile itself. */
static bool read_rule(const struct profile_reader *reader, const cJSON *object,
                      struct profile_rule *rule)
{
    const cJSON *root = reader->document->root;
    struct profile_reader match = *reader;
    match.where = "match";
    if (!read_skip(reader, object, rule) ||
        !read_records(reader, either(object, root, "records"), rule) ||
        !read_matches(&match, document_member(object, "match"), &rule->matches,
                      &rule->match_count)) {
        return false;
    }
    if (rule->skip) {
        rule->record = RECORD_MESSAGE;
        return true;
    }
    const cJSON *fields = document_member(object, "fields");
    const cJSON *common = object == root ? NULL : document_member(root, "fields");
    return read_record(reader, either(object, root, "record"), rule) &&
           read_constants(reader, document_member(object, "constants"),
                          object == root ? NULL : document_member(root, "constants"), rule) &&
           profile_read_fields(reader, fields, common, rule) &&
           read_buckets(reader, either(object, root, "buckets"), rule);
}

bool profile_read_rules(const struct document *document, struct arena *arena,
                        struct profile *profile, struct err *err)
{
    struct profile_reader reader = {document, arena, profile->json, "", err};
    const cJSON *list = document_member(document->root, "rules");
    size_t count = list && cJSON_IsArray(list) ? (size_t)cJSON_GetArraySize(list) : 1;
    struct profile_rule *rules = ARENA_ARRAY(arena, struct profile_rule, count + 1);
    if (!rules) {
        return err_memory(err);
    }
    profile->rules = rules;
    profile->rule_count = count;
    if (!list) {
        return read_rule(&reader, document->root, rules);
    }
    if (!cJSON_IsArray(list) || count == 0 || count > PROFILE_RULES_MAX) {
        return document_refuse(document, list, err, _("rules is no list of 1 to %d rules"),
                               PROFILE_RULES_MAX);
    }
    const cJSON *match = document_member(document->root, "match");
    if (match) {
        return document_refuse(document, match, err,
                               _("match stands in the rules, not beside them"));
    }
    const cJSON *item = list->child;
    bool all_skip = true;
    for (size_t i = 0; i < count; i++, item = item->next) {
        reader.where = arena_printf(arena, "rules[%zu]", i + 1);
        if (!reader.where) {
            return err_memory(err);
        }
        if (!document_keys(document, item, "record records match constants fields skip buckets",
                           reader.where, err) ||
            !read_rule(&reader, item, &rules[i])) {
            return false;
        }
        all_skip = all_skip && rules[i].skip;
    }
    return !all_skip || document_refuse(document, list, err, _("rules leave everything out"));
}
