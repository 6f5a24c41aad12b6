/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/profile.h"

#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "base/keyhash.h"
#include "base/mem.h"
#include "config/document.h"
#include "config/file.h"
#include "import/profile_field.h"

#define NAME_SIZE 200

const char *profile_name(const struct profile *profile)
{
    return profile->name;
}

const char *profile_title(const struct profile *profile)
{
    return profile->title;
}

const char *profile_digest(const struct profile *profile)
{
    return profile->digest;
}

enum source_encoding profile_encoding(const struct profile *profile)
{
    return profile->encoding;
}

/* A word of a list of words; -1 with err set when it is none. */
struct word {
    const char *name;
    int value;
};

static int read_word(const struct document *document, const cJSON *value, const char *where,
                     const struct word *words, size_t count, struct err *err)
{
    const char *text = document_string(value);
    struct strbuf names = STRBUF_INIT;
    for (size_t i = 0; i < count; i++) {
        if (text && strcmp(text, words[i].name) == 0) {
            strbuf_free(&names);
            return words[i].value;
        }
        strbuf_puts(&names, i ? ", " : "");
        strbuf_puts(&names, words[i].name);
    }
    document_refuse(document, value, err, _("%s is none of: %s"), where, strbuf_text(&names));
    strbuf_free(&names);
    return -1;
}

/* --- record ----------------------------------------------------------------------------------- */

#define RECORD_LATER 0

static bool read_record(const struct document *document, struct profile *profile, struct err *err)
{
    static const struct word words[] = {
        {"message", RECORD_MESSAGE},   {"sent", RECORD_SENT},   {"daily", RECORD_DAILY},
        {"campaign", RECORD_CAMPAIGN}, {"order", RECORD_ORDER}, {"click", RECORD_CLICK},
        {"feedback", RECORD_FEEDBACK}, {"rate", RECORD_RATE},   {"event", RECORD_LATER}};
    const cJSON *value = document_member(document->root, "record");
    if (!value) {
        return document_refuse(document, document->root, err, _("the key \"record\" is missing")) ||
               err_todo(err, _("say what a row is: message, sent, daily, campaign, order, click, "
                               "feedback or rate"));
    }
    int record = read_word(document, value, "record", words, ARRAY_COUNT(words), err);
    if (record == RECORD_LATER) {
        return document_refuse(document, value, err,
                               _("record: \"%s\" cannot be read by this version; it reads message, "
                                 "sent, daily, campaign, order, click, feedback and rate"),
                               document_string(value));
    }
    profile->record = (enum record)record;
    return record > 0;
}

/* --- input ------------------------------------------------------------------------------------ */

static bool read_encoding(const struct document *document, const cJSON *value,
                          struct profile *profile, struct err *err)
{
    static const struct word words[] = {
        {"utf-8", ENCODING_UTF8},        {"utf8", ENCODING_UTF8},
        {"utf-16le", ENCODING_UTF16LE},  {"utf-16be", ENCODING_UTF16BE},
        {"latin-1", ENCODING_LATIN1},    {"latin1", ENCODING_LATIN1},
        {"iso-8859-1", ENCODING_LATIN1}, {"windows-1252", ENCODING_LATIN1}};
    if (!value) {
        return true;
    }
    int encoding = read_word(document, value, "input.encoding", words, ARRAY_COUNT(words), err);
    profile->encoding = (enum source_encoding)encoding;
    return encoding >= 0;
}

/* A text of one byte out of a set; 0 when it is absent. */
static bool read_sign(const struct document *document, const cJSON *value, const char *where,
                      const char *allowed, char *sign, struct err *err)
{
    if (!value) {
        return true;
    }
    const char *text = document_string(value);
    bool one = text && text[0] && !text[1];
    if (one && (allowed ? strchr(allowed, text[0]) != NULL
                        : text[0] > ' ' && text[0] <= '~' && text[0] != '"')) {
        *sign = text[0];
        return true;
    }
    return document_refuse(document, value, err,
                           allowed ? _("%s is none of the signs %s")
                                   : _("%s is not one sign (ASCII, no quote)%s"),
                           where,
                           allowed && strchr(allowed, '\t') ? ", ; | \\t"
                           : allowed                        ? allowed
                                                            : "");
}

static bool read_header_row(const struct document *document, const cJSON *value,
                            struct csv_wish *wish, struct err *err)
{
    double number;
    if (!value) {
        return true;
    }
    if (!document_number(value, &number) || !(number >= 0 && number <= 1000) ||
        number != (double)(int)number) {
        return document_refuse(document, value, err,
                               _("input.header_row is not the number of a line (0: there is no "
                                 "header)"));
    }
    wish->header_line = (uint64_t)number;
    wish->headless = wish->header_line == 0;
    return true;
}

static bool read_input(const struct document *document, struct arena *arena,
                       struct profile *profile, struct err *err)
{
    static const struct word types[] = {{"csv", 1}, {"json", RECORD_LATER}};
    const cJSON *input = document_member(document->root, "input");
    struct csv_wish *wish = &profile->wish;
    const char *total = "";
    if (!input) {
        return true;
    }
    if (!document_keys(document, input,
                       "type delimiter encoding decimal header_row comment total_row", "input",
                       err)) {
        return false;
    }
    const cJSON *type = document_member(input, "type");
    int kind = type ? read_word(document, type, "input.type", types, ARRAY_COUNT(types), err) : 1;
    if (kind == RECORD_LATER) {
        return document_refuse(document, type, err,
                               _("input.type: \"json\" cannot be read by this version; it reads "
                                 "csv"));
    }
    if (kind < 0 ||
        !read_sign(document, document_member(input, "delimiter"), "input.delimiter", ",;\t|",
                   &wish->delimiter, err) ||
        !read_sign(document, document_member(input, "decimal"), "input.decimal", ".,",
                   &wish->decimal, err) ||
        !read_sign(document, document_member(input, "comment"), "input.comment", NULL,
                   &wish->comment, err) ||
        !read_encoding(document, document_member(input, "encoding"), profile, err) ||
        !read_header_row(document, document_member(input, "header_row"), wish, err) ||
        !document_text(document, arena, input, "total_row", NAME_SIZE, "input.total_row", &total,
                       err)) {
        return false;
    }
    profile->total_row = total[0] ? total : NULL;
    return true;
}

/* --- constants -------------------------------------------------------------------------------- */

static bool read_constant(const struct document *document, struct arena *arena,
                          const struct profile *profile, const cJSON *member,
                          struct map_constant *constant, struct err *err)
{
    const char *shown = document_shown(arena, member->string);
    constant->field = field_by_name(profile->record, member->string);
    if (constant->field == FIELD_NONE || constant->field == FIELD_MESSAGE_ID ||
        constant->field == FIELD_RECIPIENT) {
        return document_refuse(document, member, err,
                               constant->field == FIELD_NONE
                                   ? _("constants: there is no field \"%s\" in such a record")
                                   : _("constants: \"%s\" differs from row to row"),
                               shown);
    }
    if (cJSON_IsNumber(member)) {
        constant->text = arena_printf(arena, "%.15g", member->valuedouble);
    } else if (cJSON_IsBool(member)) {
        constant->text = cJSON_IsTrue(member) ? "true" : "false";
    } else if (document_string(member)) {
        constant->text = arena_strdup(arena, document_string(member));
    } else {
        return document_refuse(document, member, err,
                               _("constants.%s is neither text nor a number"), shown);
    }
    return constant->text || err_memory(err);
}

static bool read_constants(const struct document *document, struct arena *arena,
                           struct profile *profile, struct err *err)
{
    const cJSON *object = document_member(document->root, "constants");
    if (!object) {
        return true;
    }
    if (!cJSON_IsObject(object)) {
        return document_refuse(document, object, err, _("%s is not an object"), "constants");
    }
    size_t count = (size_t)cJSON_GetArraySize(object);
    struct map_constant *constants = ARENA_ARRAY(arena, struct map_constant, count + 1);
    if (!constants) {
        return err_memory(err);
    }
    for (const cJSON *member = object->child; member; member = member->next) {
        struct map_constant *constant = &constants[profile->constant_count];
        if (!read_constant(document, arena, profile, member, constant, err)) {
            return false;
        }
        for (size_t i = 0; i < profile->constant_count; i++) {
            if (constants[i].field == constant->field) {
                return document_refuse(document, member, err,
                                       _("constants: \"%s\" stands there twice"),
                                       field_info(constant->field)->name);
            }
        }
        profile->constant_count++;
    }
    profile->constants = constants;
    return true;
}

/* --- the whole -------------------------------------------------------------------------------- */

static bool read_buckets(const struct document *document, struct profile *profile, struct err *err)
{
    static const struct word words[] = {{"cumulative", BUCKETS_CUMULATIVE},
                                        {"exclusive", BUCKETS_EXCLUSIVE}};
    const cJSON *value = document_member(document->root, "buckets");
    if (!value) {
        return true;
    }
    int buckets = read_word(document, value, "buckets", words, ARRAY_COUNT(words), err);
    bool report = profile->record == RECORD_DAILY || profile->record == RECORD_CAMPAIGN;
    if (buckets == BUCKETS_EXCLUSIVE && !report) {
        return document_refuse(document, value, err,
                               _("buckets: \"exclusive\" is for daily and campaign records"));
    }
    profile->buckets = (enum map_buckets)buckets;
    return buckets >= 0;
}

static bool read_version(const struct document *document, struct err *err)
{
    double version;
    const cJSON *value = document_member(document->root, "campane_profile");
    if (!value) {
        return document_refuse(document, document->root, err,
                               _("no profile: the key \"campane_profile\" is missing"));
    }
    if (!document_number(value, &version) || version < 1 || version > 1) {
        return document_refuse(
            document, value, err,
            _("campane_profile is not 1; a newer program may read this profile"));
    }
    return true;
}

/* The digest of the document without its blanks, so that laying it out anew changes nothing. */
static const char *digest_of(struct arena *arena, const cJSON *root)
{
    char *text = cJSON_PrintUnformatted(root);
    if (!text) {
        return NULL;
    }
    struct digest digest;
    unsigned char bytes[32];
    digest_begin(&digest);
    digest_add(&digest, text, strlen(text));
    digest_peek(&digest, bytes);
    cJSON_free(text);
    uint64_t number = 0;
    for (int i = 0; i < 8; i++) {
        number = number << 8 | bytes[i];
    }
    return arena_printf(arena, "%016" PRIx64, number);
}

static bool read_profile(const struct document *document, struct arena *arena,
                         struct profile *profile, struct err *err)
{
    if (!cJSON_IsObject(document->root)) {
        return document_refuse(document, document->root, err, _("%s is not an object"),
                               _("the profile"));
    }
    if (!read_version(document, err) ||
        !document_keys(document, document->root,
                       "campane_profile name title record input constants fields buckets",
                       _("profile"), err) ||
        !document_text(document, arena, document->root, "name", NAME_SIZE, "name", &profile->name,
                       err) ||
        !document_text(document, arena, document->root, "title", NAME_SIZE, "title",
                       &profile->title, err)) {
        return false;
    }
    if (!profile->name[0]) {
        return document_refuse(document, document->root, err, _("the key \"name\" is missing"));
    }
    if (!profile->title[0]) {
        profile->title = profile->name;
    }
    if (!read_record(document, profile, err) || !read_input(document, arena, profile, err) ||
        !read_constants(document, arena, profile, err) ||
        !profile_read_fields(document, arena, profile, err) ||
        !read_buckets(document, profile, err)) {
        return false;
    }
    profile->digest = digest_of(arena, document->root);
    return profile->digest || err_memory(err);
}

const struct profile *profile_parse(struct arena *arena, const char *text, size_t length,
                                    const char *name, struct err *err)
{
    struct document document;
    struct profile *profile = ARENA_NEW(arena, struct profile);
    if (!profile) {
        err_memory(err);
        return NULL;
    }
    if (!document_parse(&document, name, text, length, err)) {
        return NULL;
    }
    bool done = read_profile(&document, arena, profile, err);
    document_free(&document);
    return done ? profile : NULL;
}

const struct profile *profile_load(struct arena *arena, const char *path, struct err *err)
{
    size_t length;
    char *text = file_read(path, &length, err);
    if (!text) {
        /* One that is named and not there cannot be read. */
        if (err && err->code == ERR_NOT_FOUND) {
            err->code = ERR_IO;
        }
        return NULL;
    }
    const struct profile *profile = profile_parse(arena, text, length, path, err);
    mem_free(text);
    return profile;
}
