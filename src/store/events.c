/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/events.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "store/query_private.h"

/* A row of `edit`: action "event", subject "2026-10-06..2026-10-08", value the tag, a newline, the
 * text. */
#define ACTION_EVENT "event"
#define SUBJECT_SIZE 64

static bool read_days(const char *subject, struct event *event)
{
    char first[16];
    const char *dots = subject ? strstr(subject, "..") : NULL;
    size_t length = dots ? (size_t)(dots - subject) : 0;
    if (!dots || length >= sizeof first) {
        return false;
    }
    memcpy(first, subject, length);
    first[length] = '\0';
    return civil_parse_day(first, &event->first) && civil_parse_day(dots + 2, &event->last);
}

static bool keep_row(struct store *store, struct arena *arena, sqlite3_stmt *row,
                     struct event *event, struct err *err)
{
    const char *value = db_column_text(row, 4);
    const char *line = value ? strchr(value, '\n') : NULL;
    *event = (struct event){.id = db_column_int(row, 0),
                            .made_at = db_column_int(row, 1),
                            .dropped_at = db_column_int_or(row, 2, TIME_NONE)};
    if (!line || !read_days(db_column_text(row, 3), event)) {
        return err_set(err, ERR_STORE_DAMAGED, _("%s: an event cannot be read"), store->path);
    }
    event->text = arena_strdup(arena, line + 1);
    event->tag = line > value ? arena_strndup(arena, value, (size_t)(line - value)) : NULL;
    return (event->text && (event->tag || line == value)) || err_memory(err);
}

static int by_day(const void *a, const void *b)
{
    const struct event *x = a, *y = b;
    if (x->first != y->first) {
        return x->first < y->first ? -1 : 1;
    }
    return (x->id > y->id) - (x->id < y->id);
}

bool events_list(struct store *store, struct arena *arena, int32_t from, int32_t to, bool dropped,
                 struct event **events, size_t *count, struct err *err)
{
    sqlite3_stmt *rows = db_statement(store->db,
                                      "SELECT id, made_at, undone_at, subject, value FROM edit"
                                      " WHERE action = '" ACTION_EVENT "' ORDER BY id",
                                      err);
    if (!rows) {
        return false;
    }
    struct vec found = VEC_INIT(struct event);
    enum db_step step = DB_DONE;
    bool ok = true;
    while (ok && (step = db_step(store->db, rows, err)) == DB_ROW) {
        struct event event;
        ok = keep_row(store, arena, rows, &event, err);
        bool meets = ok && event.last >= from && event.first <= to;
        if (meets && (dropped || event.dropped_at == TIME_NONE)) {
            struct event *place = vec_push(&found);
            ok = place || err_memory(err);
            if (place) {
                *place = event;
            }
        }
    }
    db_reset(rows);
    ok = ok && step == DB_DONE;
    if (ok && found.count > 1) {
        qsort(found.data, found.count, found.width, by_day);
    }
    size_t all = found.count;
    struct event *kept = ok ? vec_keep(&found, arena) : NULL;
    vec_free(&found);
    if (!kept) {
        return ok ? err_memory(err) : false;
    }
    *events = kept;
    *count = all;
    return true;
}

static bool writable(struct store *store, struct err *err)
{
    if (store->read_only) {
        err_set(err, ERR_READ_ONLY, _("%s: the store is opened for reading only"), store->path);
        return store->warning[0] && err_todo(err, "%s", store->warning);
    }
    return true;
}

bool events_add(struct store *store, const struct event *event, int64_t *id, struct err *err)
{
    char first[24], last[24], subject[SUBJECT_SIZE];
    struct strbuf value = STRBUF_INIT;
    if (!writable(store, err)) {
        return false;
    }
    snprintf(subject, sizeof subject, "%s..%s", civil_format_day(event->first, first),
             civil_format_day(event->last, last));
    strbuf_printf(&value, "%s\n%s", event->tag ? event->tag : "", event->text);
    sqlite3_stmt *add = value.failed
                            ? NULL
                            : db_statement(store->db,
                                           "INSERT INTO edit (made_at, action, subject, value)"
                                           " VALUES (?1, '" ACTION_EVENT "', ?2, ?3)",
                                           err);
    bool ok = add != NULL || (value.failed && err_memory(err));
    if (ok) {
        db_bind_int(add, 1, store_now(store));
        db_bind_text(add, 2, subject);
        db_bind_text(add, 3, strbuf_text(&value));
        ok = db_run(store->db, add, err);
        *id = ok ? sqlite3_last_insert_rowid(db_handle(store->db)) : 0;
    }
    strbuf_free(&value);
    return ok;
}

/* One statement is a transaction of its own. */
static bool set_dropped(struct store *store, int64_t id, bool drop, struct err *err)
{
    if (!writable(store, err)) {
        return false;
    }
    sqlite3_stmt *update = db_statement(
        store->db,
        drop ? "UPDATE edit SET undone_at = ?2 WHERE id = ?1 AND action = '" ACTION_EVENT
               "' AND undone_at IS NULL"
             : "UPDATE edit SET undone_at = NULL WHERE id = ?1 AND action = '" ACTION_EVENT
               "' AND undone_at IS NOT NULL AND ?2 IS NOT NULL",
        err);
    if (!update) {
        return false;
    }
    db_bind_int(update, 1, id);
    db_bind_int(update, 2, store_now(store));
    if (!db_run(store->db, update, err)) {
        return false;
    }
    if (sqlite3_changes(db_handle(store->db)) == 0) {
        err_set(err, ERR_NOT_FOUND,
                drop ? _("there is no event %lld that stands")
                     : _("there is no event %lld that was dropped"),
                (long long)id);
        return err_todo(err, "%s", _("campane event list shows them"));
    }
    return true;
}

bool events_drop(struct store *store, int64_t id, struct err *err)
{
    return set_dropped(store, id, true, err);
}

bool events_restore(struct store *store, int64_t id, struct err *err)
{
    return set_dropped(store, id, false, err);
}
