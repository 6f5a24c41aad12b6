/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config/reasons.h"

#include <string.h>

#include "base/i18n.h"
#include "config/document.h"
#include "embed/reasons.h"

#define TEXT_BYTES 400

static const struct {
    const char *name, *label;
} looks[REASON_LOOK_COUNT] = {
#define REASON_LOOK_ROW(id, name, label) {name, label},
    REASON_LOOK_LIST(REASON_LOOK_ROW)
#undef REASON_LOOK_ROW
};

const char *reason_look_name(enum reason_look look)
{
    return looks[look].name;
}

const char *reason_look_label(enum reason_look look)
{
    return _(looks[look].label);
}

struct reader {
    const struct document *document;
    struct arena *arena;
    const char *where;
    struct err *err;
};

static bool read_kpi(struct reader *reader, const cJSON *object, enum kpi *kpi)
{
    const cJSON *value = document_member(object, "kpi");
    const char *name = document_string(value);
    *kpi = name ? kpi_by_name(name) : KPI_NONE;
    return *kpi != KPI_NONE ||
           document_refuse(reader->document, value ? value : object, reader->err,
                           _("%s: \"kpi\" names no KPI"), reader->where);
}

static bool read_when(struct reader *reader, const cJSON *object, struct reason *row)
{
    row->when = KPI_NONE;
    if (!object) {
        return true;
    }
    if (!document_keys(reader->document, object, "kpi at_least", reader->where, reader->err) ||
        !read_kpi(reader, object, &row->when)) {
        return false;
    }
    return document_number(document_member(object, "at_least"), &row->at_least) ||
           document_refuse(reader->document, object, reader->err,
                           _("%s: \"at_least\" is no number"), reader->where);
}

static bool read_look(struct reader *reader, const cJSON *object, struct reason *row)
{
    const cJSON *value = document_member(object, "look");
    const char *name = document_string(value);
    for (int i = 0; name && i < REASON_LOOK_COUNT; i++) {
        if (strcmp(looks[i].name, name) == 0) {
            row->look = (enum reason_look)i;
            return true;
        }
    }
    return document_refuse(
        reader->document, value ? value : object, reader->err,
        _("%s: \"look\" is none of list, timing, preview, cta, frequency, segment"), reader->where);
}

static bool read_row(struct reader *reader, const cJSON *object, struct reason *row)
{
    if (!document_keys(reader->document, object, "kpi when look text", reader->where,
                       reader->err) ||
        !read_kpi(reader, object, &row->kpi) ||
        !read_when(reader, document_member(object, "when"), row) ||
        !read_look(reader, object, row) ||
        !document_text(reader->document, reader->arena, object, "text", TEXT_BYTES, reader->where,
                       &row->text, reader->err)) {
        return false;
    }
    return row->text[0] || document_refuse(reader->document, object, reader->err,
                                           _("%s: \"text\" is missing"), reader->where);
}

static const struct reasons *read_rows(struct reader *reader, const cJSON *list)
{
    size_t count = (size_t)cJSON_GetArraySize(list);
    struct reasons *reasons = ARENA_NEW(reader->arena, struct reasons);
    struct reason *rows = ARENA_ARRAY(reader->arena, struct reason, count + 1);
    if (!reasons || !rows) {
        err_memory(reader->err);
        return NULL;
    }
    const cJSON *item = list->child;
    for (size_t i = 0; i < count; i++, item = item->next) {
        reader->where = arena_printf(reader->arena, _("row %zu"), i + 1);
        if (!reader->where) {
            err_memory(reader->err);
            return NULL;
        }
        if (!read_row(reader, item, &rows[i])) {
            return NULL;
        }
    }
    *reasons = (struct reasons){rows, count};
    return reasons;
}

static const struct reasons *read_document(struct reader *reader)
{
    const cJSON *root = reader->document->root;
    double version = 0;
    reader->where = reader->document->name;
    if (!document_keys(reader->document, root, "campane_reasons note rows", reader->where,
                       reader->err)) {
        return NULL;
    }
    if (!document_number(document_member(root, "campane_reasons"), &version) ||
        !(version >= 1 && version <= 1)) {
        document_refuse(reader->document, root, reader->err,
                        _("no file of reasons: it does not begin with \"campane_reasons\": 1"));
        return NULL;
    }
    const cJSON *rows = document_member(root, "rows");
    if (!cJSON_IsArray(rows)) {
        document_refuse(reader->document, rows ? rows : root, reader->err,
                        _("%s: \"%s\" is not a list"), reader->where, "rows");
        return NULL;
    }
    return read_rows(reader, rows);
}

const struct reasons *reasons_parse(struct arena *arena, const char *text, size_t length,
                                    const char *name, struct err *err)
{
    struct document document;
    if (!document_parse(&document, name, text, length, err)) {
        return NULL;
    }
    struct reader reader = {.document = &document, .arena = arena, .err = err};
    const struct reasons *reasons = read_document(&reader);
    document_free(&document);
    return reasons;
}

const struct reasons *reasons_load(struct arena *arena, struct err *err)
{
    return reasons_parse(arena, (const char *)embed_reasons[0].bytes, embed_reasons[0].length,
                         embed_reasons[0].name, err);
}
