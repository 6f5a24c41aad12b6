/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/maintain.h"
#include "store/store_private.h"

#define BUSY_GIVE_UP 10 /* seconds without somebody who is asked */

static bool begin_write(struct change *change, bool (*waiting)(void *, int), void *context,
                        struct err *err)
{
    sqlite3 *handle = db_handle(change->db);
    bool begun = false;
    struct err why = ERR_INIT;
    sqlite3_busy_timeout(handle, 1000);
    for (int seconds = 0; !begun; seconds++) {
        err_clear(&why);
        begun = db_exec(change->db, "BEGIN IMMEDIATE", &why);
        if (begun || why.code != ERR_BUSY || change_cancelled(change, &why)) {
            break;
        }
        if (waiting ? !waiting(context, seconds + 1) : seconds + 1 >= BUSY_GIVE_UP) {
            break;
        }
    }
    sqlite3_busy_timeout(handle, 5000);
    if (!begun && err) {
        *err = why;
    }
    return begun;
}

static void change_free(struct change *change)
{
    dims_free(change->dims);
    deltas_free(change->deltas);
    map64_free(&change->dims_touched);
    map64_free(&change->campaigns_touched);
    map64_free(&change->blocks_touched);
    map64_free(&change->alone);
    map64_free(&change->forgotten);
    map64_free(&change->no_recipients);
    map64_free(&change->no_campaigns);
    mem_free(change->people);
    touches_close(change);
    assign_close(change);
    strbuf_free(&change->scratch);
}

bool change_begin(struct change *change, struct store *store, bool many, struct cancel *cancel,
                  bool (*waiting)(void *, int), void *waiting_context, struct err *err)
{
    memset(change, 0, sizeof *change);
    change->store = store;
    change->db = store->db;
    change->cancel = cancel;
    if (store->read_only) {
        err_set(err, ERR_READ_ONLY, _("%s: the store is opened for reading only"), store->path);
        return store->warning[0] && err_todo(err, "%s", store->warning);
    }
    change->dims = dims_new(store->db, many, err);
    change->deltas = change->dims ? deltas_new(err) : NULL;
    if (!change->deltas || !begin_write(change, waiting, waiting_context, err)) {
        change_free(change);
        return false;
    }
    int window;
    if (!dims_load_merged(change->dims, err) || !store_window(store, &window, err) ||
        !forgotten_load(change, err) || !exclude_load(change, err) || !assign_open(change, err) ||
        !persons_prepare(change, err) || !touches_prepare(change, err)) {
        change_abort(change);
        return false;
    }
    change->window = (int64_t)window * 86400;
    return true;
}

bool change_settle(struct change *change, struct err *err)
{
    return persons_attribute(change, true, err) && deltas_flush(change, err) &&
           touches_settle(change, err) && totals_settle(change, err);
}

bool change_commit(struct change *change, struct err *err)
{
    if (!db_exec(change->db, "COMMIT", err)) {
        change_abort(change);
        return false;
    }
    change_free(change);
    return true;
}

void change_abort(struct change *change)
{
    /* SQLite may have rolled back by itself (disk full): then this says so and nothing is lost. */
    if (!sqlite3_get_autocommit(db_handle(change->db))) {
        struct err ignored = ERR_INIT;
        db_exec(change->db, "ROLLBACK", &ignored);
    }
    change_free(change);
}

bool change_touch(struct change *change, uint32_t dim, int32_t block, struct err *err)
{
    return (map64_put(&change->dims_touched, dim, NULL) &&
            map64_put(&change->blocks_touched, (uint64_t)(int64_t)block, NULL)) ||
           err_memory(err);
}

bool change_touch_campaign(struct change *change, int64_t campaign, struct err *err)
{
    campaign = dims_target(change->dims, campaign);
    return campaign < 0 || map64_put(&change->campaigns_touched, (uint64_t)campaign, NULL) ||
           err_memory(err);
}

bool change_drop(struct change *change, const char *sql, int64_t id, bool *any, struct err *err)
{
    sqlite3_stmt *drop = db_statement(change->db, sql, err);
    if (!drop) {
        return false;
    }
    db_bind_int(drop, 1, id);
    if (!db_run(change->db, drop, err)) {
        return false;
    }
    if (any) {
        *any = sqlite3_changes(db_handle(change->db)) > 0;
    }
    return true;
}
