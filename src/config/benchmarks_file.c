/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config/benchmarks_file.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "config/benchmarks.h"
#include "config/document_edit.h"
#include "config/file.h"

/* What a change works on: the text as it is so far. */
struct change {
    struct arena *arena;
    const struct benchmarks_file *file;
    const char *id;
    enum kpi kpi;
    const char *text;
    struct err *err;
};

/* The places of the row in the document, as far as there are any. */
struct places {
    const cJSON *root, *sets, *set, *rows, *row;
};

bool benchmarks_file_read(struct arena *arena, const char *path, struct benchmarks_file *file,
                          struct err *err)
{
    struct err why = ERR_INIT;
    size_t length = 0;
    char *text = file_read(path, &length, &why);
    *file = (struct benchmarks_file){.path = path};
    if (!text && why.code == ERR_NOT_FOUND) {
        return true;
    }
    if (!text) {
        if (err) {
            *err = why;
        }
        return false;
    }
    file->text = arena_strndup(arena, text, length);
    file->length = length;
    mem_free(text);
    return file->text || err_memory(err);
}

/* --- finding --------------------------------------------------------------------------------- */

static bool is_list(const struct document *document, const cJSON *value, struct err *err)
{
    return !value || cJSON_IsArray(value) ||
           document_refuse(document, value, err, _("is not a list"));
}

static const cJSON *with_text(const cJSON *list, const char *key, const char *text)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, list)
    {
        const char *found = document_string(document_member(item, key));
        if (found && strcmp(found, text) == 0) {
            return item;
        }
    }
    return NULL;
}

static bool find(const struct change *change, const struct document *document,
                 struct places *places)
{
    memset(places, 0, sizeof *places);
    places->root = document->root;
    if (!cJSON_IsObject(places->root)) {
        return document_refuse(document, places->root, change->err, _("is not an object"));
    }
    places->sets = cJSON_GetObjectItemCaseSensitive(places->root, "sets");
    if (!is_list(document, places->sets, change->err)) {
        return false;
    }
    places->set = with_text(places->sets, "id", change->id);
    places->rows = places->set ? cJSON_GetObjectItemCaseSensitive(places->set, "rows") : NULL;
    if (!is_list(document, places->rows, change->err)) {
        return false;
    }
    places->row = with_text(places->rows, "kpi", kpi_info(change->kpi)->name);
    return true;
}

/* --- JSON of what is put in ------------------------------------------------------------------ */

/* As people write it: blanks behind commas and colons. */
static const char *spaced(struct arena *arena, const char *json)
{
    struct strbuf out = STRBUF_INIT;
    bool inside = false;
    for (const char *at = json; *at; at++) {
        strbuf_putc(&out, *at);
        if (*at == '"') {
            inside = !inside;
        } else if (inside && *at == '\\' && at[1]) {
            strbuf_putc(&out, *++at);
        } else if (!inside && (*at == ',' || *at == ':')) {
            strbuf_putc(&out, ' ');
        }
    }
    const char *made = out.failed ? NULL : arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&out);
    return made;
}

static const char *print(struct arena *arena, const cJSON *value)
{
    char *json = cJSON_PrintUnformatted(value);
    const char *made = json ? spaced(arena, json) : NULL;
    cJSON_free(json);
    return made;
}

/* The set with this row alone, as a document, checked as a file of it would be. */
static const char *alone(struct arena *arena, const struct benchmark_set *set,
                         const struct benchmark_row *row, struct err *err)
{
    const struct benchmark_set one = {.id = set->id,
                                      .title = set->title,
                                      .origin = set->origin,
                                      .date = set->date,
                                      .note = set->note,
                                      .rows = row,
                                      .row_count = 1};
    const struct benchmark_set *const sets[] = {&one};
    const char *text = benchmarks_write(arena, sets, 1);
    if (!text) {
        err_memory(err);
        return NULL;
    }
    return benchmarks_parse(arena, text, strlen(text), set->id, err) ? text : NULL;
}

/* --- changing -------------------------------------------------------------------------------- */

/* Takes over the new text. */
static bool keep(struct change *change, const char *text)
{
    change->text = text ? text : change->text;
    return text || err_memory(change->err);
}

/* One member of a row that is there; json NULL: without it. */
static bool put_member(struct change *change, const char *key, const cJSON *wanted)
{
    struct document document;
    struct places places;
    if (!document_parse(&document, change->file->path, change->text, strlen(change->text),
                        change->err)) {
        return false;
    }
    bool ok = find(change, &document, &places);
    const cJSON *member = ok ? cJSON_GetObjectItemCaseSensitive(places.row, key) : NULL;
    const char *json = ok && wanted ? print(change->arena, wanted) : NULL;
    if (ok && wanted && !json) {
        ok = err_memory(change->err);
    } else if (ok && member && !wanted) {
        ok = keep(change, document_remove(&document, change->arena, places.row, member));
    } else if (ok && member && !cJSON_Compare(member, wanted, true)) {
        ok = keep(change, document_replace(&document, change->arena, member, json));
    } else if (ok && !member && wanted) {
        ok = keep(change, document_append(&document, change->arena, places.row, key, json));
    }
    document_free(&document);
    return ok;
}

/* A sample that is a number in the file is text once it was read: it is the same. */
static bool says_same(const cJSON *member, const cJSON *wanted)
{
    char words[32];
    double number;
    if (!document_number(member, &number) || !document_string(wanted)) {
        return false;
    }
    snprintf(words, sizeof words, "%.15g", number);
    return strcmp(words, document_string(wanted)) == 0;
}

static bool put_members(struct change *change, const cJSON *row, const cJSON *old_sample)
{
    static const char *const keys[] = {"base",   "typical", "good",   "best",
                                       "source", "date",    "sample", "note"};
    for (size_t i = 0; i < ARRAY_COUNT(keys); i++) {
        const cJSON *wanted = cJSON_GetObjectItemCaseSensitive(row, keys[i]);
        bool base = strcmp(keys[i], "base") == 0 && !kpi_info(change->kpi)->based;
        bool sample = strcmp(keys[i], "sample") == 0 && says_same(old_sample, wanted);
        if (!base && !sample && !put_member(change, keys[i], wanted)) {
            return false;
        }
    }
    return true;
}

/* Where the row is to go: into the row, the rows, the set, the sets, whatever there is. */
static bool put(struct change *change, const cJSON *set)
{
    struct document document;
    struct places places;
    const cJSON *rows = cJSON_GetObjectItemCaseSensitive(set, "rows");
    const cJSON *row = rows->child;
    if (!document_parse(&document, change->file->path, change->text, change->file->length,
                        change->err)) {
        return false;
    }
    const cJSON *into = NULL, *what = NULL;
    const char *key = NULL;
    bool ok = find(change, &document, &places);
    if (ok && places.row) {
        ok = put_members(change, row, document_member(places.row, "sample"));
    } else if (ok && places.rows) {
        into = places.rows;
        what = row;
    } else if (ok && places.set) {
        into = places.set;
        key = "rows";
        what = rows;
    } else if (ok && places.sets) {
        into = places.sets;
        what = set;
    }
    if (ok && what) {
        const char *json = print(change->arena, what);
        ok = json ? keep(change, document_append(&document, change->arena, into, key, json))
                  : err_memory(change->err);
    } else if (ok && !places.row) {
        ok = document_refuse(&document, places.root, change->err, _("there is no list \"sets\""));
    }
    document_free(&document);
    return ok;
}

/* --- writing --------------------------------------------------------------------------------- */

static bool is_as_read(const struct change *change)
{
    struct benchmarks_file now;
    const struct benchmarks_file *then = change->file;
    if (!benchmarks_file_read(change->arena, then->path, &now, change->err)) {
        return false;
    }
    bool same = (now.text != NULL) == (then->text != NULL) && now.length == then->length &&
                (!now.text || memcmp(now.text, then->text, now.length) == 0);
    if (!same) {
        err_set(change->err, ERR_REFUSED, _("was changed meanwhile; nothing was written"));
        err_at(change->err, then->path, 0, 0);
        err_todo(change->err, _("open the form again: it begins with what is there now"));
    }
    return same;
}

static bool write_out(const struct change *change)
{
    struct document document;
    size_t length = strlen(change->text);
    /* Whatever was put together must be JSON before it replaces anything. */
    if (!document_parse(&document, change->file->path, change->text, length, change->err)) {
        return false;
    }
    document_free(&document);
    return is_as_read(change) && file_write(change->file->path, change->text, length, change->err);
}

bool benchmarks_file_put(struct arena *arena, const struct benchmarks_file *file,
                         const struct benchmark_set *set, const struct benchmark_row *row,
                         struct err *err)
{
    struct change change = {arena, file, set->id, row->kpi, file->text, err};
    const char *document = alone(arena, set, row, err);
    if (!document) {
        return false;
    }
    if (!file->text) {
        change.text = arena_printf(arena, "%s\n", document);
        return change.text ? write_out(&change) : err_memory(err);
    }
    cJSON *root = cJSON_Parse(document);
    bool ok = root ? put(&change, cJSON_GetObjectItemCaseSensitive(root, "sets")->child)
                   : err_memory(err);
    cJSON_Delete(root);
    return ok && write_out(&change);
}

bool benchmarks_file_drop(struct arena *arena, const struct benchmarks_file *file, const char *id,
                          enum kpi kpi, struct err *err)
{
    struct change change = {arena, file, id, kpi, file->text, err};
    struct document document;
    struct places places = {0};
    if (file->text && (!document_parse(&document, file->path, file->text, file->length, err))) {
        return false;
    }
    bool ok = !file->text || find(&change, &document, &places);
    if (ok && !places.row) {
        ok =
            err_set(err, ERR_NOT_FOUND, _("set \"%s\" has no row for %s"), id, kpi_info(kpi)->name);
    } else if (ok) {
        ok = keep(&change, document_remove(&document, arena, places.rows, places.row));
    }
    if (file->text) {
        document_free(&document);
    }
    return ok && write_out(&change);
}
