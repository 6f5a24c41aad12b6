/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/vec.h"
#include "store/query_private.h"

#define NAMES_OF(table)                                                                            \
    "SELECT c.id, " SHOWN_NAME " AS shown FROM campaign c JOIN " table                             \
    " t ON t.campaign = c.id" SHOWN_JOIN " WHERE c.id <> 0 ORDER BY shown"

static bool read_names(struct store *store, struct arena *arena, const char *sql,
                       struct campaign_name **names, size_t *count, struct err *err)
{
    sqlite3_stmt *rows = db_statement(store->db, sql, err);
    if (!rows) {
        return false;
    }
    struct vec found = VEC_INIT(struct campaign_name);
    enum db_step step = DB_DONE;
    bool ok = true;
    while (ok && (step = db_step(store->db, rows, err)) == DB_ROW) {
        struct campaign_name *name = vec_push(&found);
        ok = name && (name->name = arena_strdup(arena, db_column_text(rows, 1)));
        if (!ok) {
            err_memory(err);
            break;
        }
        name->number = db_column_int(rows, 0);
    }
    db_reset(rows);
    ok = ok && step == DB_DONE;
    size_t n = found.count;
    struct campaign_name *all = ok ? vec_keep(&found, arena) : NULL;
    vec_free(&found);
    if (!all) {
        return ok ? err_memory(err) : false;
    }
    *names = all;
    *count = n;
    return true;
}

bool query_names(struct store *store, struct arena *arena, struct campaign_name **names,
                 size_t *count, struct err *err)
{
    return read_names(store, arena, NAMES_OF("campaign_total"), names, count, err);
}

bool query_names_excluded(struct store *store, struct arena *arena, struct campaign_name **names,
                          size_t *count, struct err *err)
{
    return read_names(store, arena, NAMES_OF("excluded_total"), names, count, err);
}

/* Columns of dim by attribute: attr.def names them. */
static const char *const label_queries[ATTR_COUNT] = {
#define ATTR(number, id, name, csv, label, help)                                                   \
    [ATTR_##id] = "SELECT DISTINCT d.campaign, l.text FROM dim d JOIN total t ON t.dim = d.id"     \
                  " JOIN label l ON l.id = d." name " WHERE d.campaign <> 0 AND d." name " <> 0"   \
                  " AND d.campaign NOT IN (SELECT id FROM excluded WHERE kind = 1)"                \
                  " ORDER BY d.campaign, l.text",
#include "model/attr.def"
#undef ATTR
};

bool query_labels(struct store *store, struct arena *arena, enum attr attr,
                  struct campaign_label **labels, size_t *count, struct err *err)
{
    sqlite3_stmt *rows = db_statement(store->db, label_queries[attr], err);
    if (!rows) {
        return false;
    }
    struct vec found = VEC_INIT(struct campaign_label);
    enum db_step step = DB_DONE;
    bool ok = true;
    while (ok && (step = db_step(store->db, rows, err)) == DB_ROW) {
        struct campaign_label *label = vec_push(&found);
        ok = (label && (label->text = arena_strdup(arena, db_column_text(rows, 1)))) ||
             err_memory(err);
        if (ok) {
            label->number = db_column_int(rows, 0);
        }
    }
    db_reset(rows);
    ok = ok && step == DB_DONE;
    size_t n = found.count;
    struct campaign_label *all = ok ? vec_keep(&found, arena) : NULL;
    vec_free(&found);
    if (!all) {
        return ok ? err_memory(err) : false;
    }
    *labels = all;
    *count = n;
    return true;
}

bool query_stated(struct store *store, bool stated[ATTR_COUNT], struct err *err)
{
    sqlite3_stmt *row = db_statement(store->db,
                                     "SELECT 0"
#define ATTR(number, id, name, csv, label, help) ", max(" name ")"
#include "model/attr.def"
#undef ATTR
                                     " FROM dim",
                                     err);
    if (!row) {
        return false;
    }
    enum db_step step = db_step(store->db, row, err);
    for (int i = 0; i < ATTR_COUNT; i++) {
        stated[i] = step == DB_ROW && db_column_int_or(row, i + 1, 0) != 0;
    }
    db_reset(row);
    return step != DB_FAILED;
}
