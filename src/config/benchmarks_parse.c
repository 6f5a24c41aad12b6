/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/i18n.h"
#include "config/benchmarks.h"
#include "config/benchmarks_row.h"

#define ID_BYTES 64

/* Text that is NULL when it says nothing. */
static bool text_or_null(struct benchmarks_reader *reader, const cJSON *object, const char *key,
                         const char **out)
{
    if (!benchmarks_text(reader, object, key, out)) {
        return false;
    }
    *out = (*out)[0] ? *out : NULL;
    return true;
}

static bool read_bind(struct benchmarks_reader *reader, const cJSON *object,
                      struct benchmark_bind *bind)
{
    const char *kind = NULL;
    if (!document_keys(reader->document, object, "kind industry country channel", reader->where,
                       reader->err) ||
        !text_or_null(reader, object, "kind", &kind) ||
        !text_or_null(reader, object, "industry", &bind->industry) ||
        !text_or_null(reader, object, "country", &bind->country) ||
        !text_or_null(reader, object, "channel", &bind->channel)) {
        return false;
    }
    bind->kind = campaign_kind_parse(kind);
    if (kind && bind->kind == KIND_UNKNOWN) {
        return document_refuse(reader->document, document_member(object, "kind"), reader->err,
                               _("%s: there is no campaign kind \"%s\""), reader->where, kind);
    }
    if (!kind && !bind->industry && !bind->country && !bind->channel) {
        return document_refuse(reader->document, object, reader->err,
                               _("%s: names none of kind, industry, country, channel"),
                               reader->where);
    }
    return true;
}

/* An array member of the document: how many items it has; absent: 0. */
static bool array_of(struct benchmarks_reader *reader, const cJSON *object, const char *key,
                     const cJSON **first, size_t *count)
{
    const cJSON *value = document_member(object, key);
    if (value && !cJSON_IsArray(value)) {
        return document_refuse(reader->document, value, reader->err, _("%s: \"%s\" is not a list"),
                               reader->where, key);
    }
    *first = value ? value->child : NULL;
    *count = value ? (size_t)cJSON_GetArraySize(value) : 0;
    return true;
}

/* Go on to a part of the object at hand, whose name may be NULL for want of memory: then messages
 * name the whole. */
static void enter(struct benchmarks_reader *reader, const char *whole, const char *part)
{
    reader->where = part ? part : whole;
}

static bool read_rows(struct benchmarks_reader *reader, const cJSON *object,
                      struct benchmark_set *set)
{
    const char *whole = reader->where;
    const cJSON *item;
    size_t count;
    if (!array_of(reader, object, "rows", &item, &count)) {
        return false;
    }
    struct benchmark_row *rows = ARENA_ARRAY(reader->arena, struct benchmark_row, count);
    if (!rows) {
        return err_memory(reader->err);
    }
    set->rows = rows;
    for (size_t i = 0; i < count; i++, item = item->next) {
        enter(reader, whole, arena_printf(reader->arena, _("%s, row %zu"), whole, i + 1));
        if (!benchmarks_row_read(reader, item, &rows[i])) {
            return false;
        }
        if (benchmark_row(set, rows[i].kpi)) {
            return document_refuse(reader->document, item, reader->err,
                                   _("%s: %s has a row already"), reader->where,
                                   kpi_info(rows[i].kpi)->name);
        }
        set->row_count = i + 1;
    }
    reader->where = whole;
    return true;
}

static bool read_binds(struct benchmarks_reader *reader, const cJSON *object,
                       struct benchmark_set *set)
{
    const char *whole = reader->where;
    const cJSON *item;
    if (!array_of(reader, object, "bind", &item, &set->bind_count)) {
        return false;
    }
    struct benchmark_bind *binds =
        ARENA_ARRAY(reader->arena, struct benchmark_bind, set->bind_count);
    if (!binds) {
        return err_memory(reader->err);
    }
    set->binds = binds;
    for (size_t i = 0; i < set->bind_count; i++, item = item->next) {
        enter(reader, whole, arena_printf(reader->arena, _("%s, bind %zu"), whole, i + 1));
        if (!read_bind(reader, item, &binds[i])) {
            return false;
        }
    }
    reader->where = whole;
    return true;
}

static bool read_claims(struct benchmarks_reader *reader, const cJSON *object,
                        struct benchmark_set *set)
{
    const char *whole = reader->where;
    const cJSON *item;
    if (!array_of(reader, object, "claimed", &item, &set->claim_count)) {
        return false;
    }
    struct benchmark_claim *claims =
        ARENA_ARRAY(reader->arena, struct benchmark_claim, set->claim_count);
    if (!claims) {
        return err_memory(reader->err);
    }
    set->claims = claims;
    for (size_t i = 0; i < set->claim_count; i++, item = item->next) {
        enter(reader, whole, arena_printf(reader->arena, _("%s, claim %zu"), whole, i + 1));
        if (!benchmarks_claim_read(reader, item, &claims[i])) {
            return false;
        }
    }
    reader->where = whole;
    return true;
}

/* Ids are typed on command lines: no spaces, nothing that a shell or a screen would change. */
static bool read_id(struct benchmarks_reader *reader, const cJSON *object,
                    struct benchmark_set *set)
{
    static const char allowed[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
    const cJSON *id = document_member(object, "id");
    const char *word = document_string(id);
    size_t length = word ? strlen(word) : 0;
    if (length == 0 || length > ID_BYTES || strspn(word, allowed) != length) {
        return document_refuse(
            reader->document, id ? id : object, reader->err,
            _("%s: \"id\" is not a word of letters, digits, \".\", \"_\", \"-\""), reader->where);
    }
    if (strcmp(word, "own") == 0) {
        document_refuse(reader->document, id, reader->err,
                        _("%s: the id \"own\" is kept for what your own campaigns reached"),
                        reader->where);
        return err_todo(reader->err, _("choose another id, for example targets"));
    }
    set->id = arena_strdup(reader->arena, word);
    return set->id ? true : err_memory(reader->err);
}

static bool read_set(struct benchmarks_reader *reader, const cJSON *object,
                     struct benchmark_set *set)
{
    if (!document_keys(reader->document, object,
                       "id title origin date note channel bind rows claimed", reader->where,
                       reader->err) ||
        !read_id(reader, object, set)) {
        return false;
    }
    enter(reader, reader->where, arena_printf(reader->arena, _("set \"%s\""), set->id));
    return benchmarks_text(reader, object, "title", &set->title) &&
           benchmarks_text(reader, object, "origin", &set->origin) &&
           benchmarks_text(reader, object, "date", &set->date) &&
           benchmarks_text(reader, object, "note", &set->note) &&
           text_or_null(reader, object, "channel", &set->channel) &&
           read_binds(reader, object, set) && read_rows(reader, object, set) &&
           read_claims(reader, object, set);
}

static bool read_document(struct benchmarks_reader *reader, struct benchmarks *all)
{
    const cJSON *root = reader->document->root;
    const cJSON *item;
    size_t count;
    reader->where = _("the file");
    if (!document_keys(reader->document, root, "campane_benchmarks sets", reader->where,
                       reader->err)) {
        return false;
    }
    const cJSON *version = document_member(root, "campane_benchmarks");
    double number = 0;
    if (!document_number(version, &number) || number < 1 || number > 1) {
        document_refuse(reader->document, version ? version : root, reader->err,
                        _("\"campane_benchmarks\" is not 1"));
        return err_todo(reader->err, _("a benchmarks file begins {\"campane_benchmarks\": 1, "
                                       "\"sets\": …"));
    }
    if (!array_of(reader, root, "sets", &item, &count)) {
        return false;
    }
    struct benchmark_set *sets = ARENA_ARRAY(reader->arena, struct benchmark_set, count);
    if (!sets) {
        return err_memory(reader->err);
    }
    all->sets = sets;
    for (; all->count < count; all->count++, item = item->next) {
        enter(reader, _("the file"), arena_printf(reader->arena, _("set %zu"), all->count + 1));
        struct benchmark_set *set = &sets[all->count];
        if (!read_set(reader, item, set)) {
            return false;
        }
        if (benchmark_find(all, set->id)) {
            return document_refuse(reader->document, item, reader->err,
                                   _("there are two sets \"%s\""), set->id);
        }
    }
    return true;
}

const struct benchmarks *benchmarks_parse(struct arena *arena, const char *text_of_file,
                                          size_t length, const char *name, struct err *err)
{
    struct benchmarks *all = ARENA_NEW(arena, struct benchmarks);
    struct document document;
    if (!all) {
        err_memory(err);
        return NULL;
    }
    if (!document_parse(&document, name, text_of_file, length, err)) {
        return NULL;
    }
    struct benchmarks_reader reader = {&document, arena, err, ""};
    bool done = read_document(&reader, all);
    document_free(&document);
    return done ? all : NULL;
}
