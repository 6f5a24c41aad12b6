/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/vec.h"
#include "store/campaign_roll.h"
#include "store/touch.h"

/* A campaign that a name stands for. Its own name is meant by coupons and UTM campaigns too; what
 * its messages state as UTM campaign, by UTM campaigns only. */
struct meaning {
    uint64_t code;
    int64_t campaign;
    bool utm_only;
};

/* The days on which a campaign sent something. */
struct sends {
    struct vec days; /* int32_t, ascending, each once */
    bool any_undated;
};

struct touch_names {
    struct change *change;
    struct vec meanings;      /* struct meaning, by code */
    struct vec sends;         /* struct sends */
    struct map64 by_campaign; /* campaign -> place in sends + 1 */
};

static int by_code(const void *a, const void *b)
{
    const struct meaning *x = a, *y = b;
    if (x->code != y->code) {
        return x->code < y->code ? -1 : 1;
    }
    return x->campaign < y->campaign ? -1 : x->campaign > y->campaign;
}

static bool add_names(struct touch_names *names, const char *sql, bool utm_only, struct err *err)
{
    struct change *change = names->change;
    sqlite3_stmt *rows = db_statement(change->db, sql, err);
    if (!rows) {
        return false;
    }
    enum db_step step;
    while ((step = db_step(change->db, rows, err)) == DB_ROW) {
        uint64_t code = attribution_code(db_column_text(rows, 1));
        struct meaning *meaning = code ? vec_push(&names->meanings) : NULL;
        if (code && !meaning) {
            db_reset(rows);
            return err_memory(err);
        }
        if (meaning) {
            *meaning = (struct meaning){code, db_column_int(rows, 0), utm_only};
        }
    }
    return step == DB_DONE;
}

struct touch_names *touch_names_new(struct change *change, struct err *err)
{
    struct touch_names *names = mem_new(1, sizeof *names);
    if (!names) {
        err_memory(err);
        return NULL;
    }
    names->change = change;
    names->meanings = (struct vec)VEC_INIT(struct meaning);
    names->sends = (struct vec)VEC_INIT(struct sends);
    if (!add_names(names,
                   "SELECT coalesce(m.target, c.id), c.name FROM campaign c"
                   " LEFT JOIN merged m ON m.campaign = c.id WHERE c.id <> 0 UNION"
                   " SELECT m.target, g.name FROM merging g JOIN merged m USING (campaign)",
                   false, err) ||
        !add_names(names,
                   "SELECT DISTINCT d.campaign, l.text FROM dim d JOIN label l ON"
                   " l.id = d.utm_campaign WHERE d.campaign > 0 AND d.source <> 5"
                   " AND EXISTS (SELECT 1 FROM series s WHERE s.dim = d.id)",
                   true, err)) {
        touch_names_free(names);
        return NULL;
    }
    if (names->meanings.count > 0) {
        qsort(names->meanings.data, names->meanings.count, sizeof(struct meaning), by_code);
    }
    return names;
}

void touch_names_free(struct touch_names *names)
{
    if (!names) {
        return;
    }
    for (size_t i = 0; i < names->sends.count; i++) {
        vec_free(&VEC_AT(&names->sends, struct sends, i)->days);
    }
    vec_free(&names->sends);
    vec_free(&names->meanings);
    map64_free(&names->by_campaign);
    mem_free(names);
}

/* --- send days ---------------------------------------------------------------------------------
 */

static bool see_block(void *context, int32_t number, const struct block *block, struct err *err)
{
    struct sends *sends = context;
    for (uint32_t days = block->present[COUNTER_SENT]; days; days &= days - 1) {
        int day = __builtin_ctz(days);
        if (block->value[COUNTER_SENT][day] <= 0) {
            continue;
        }
        if (number == BLOCK_UNDATED) {
            sends->any_undated = true;
            continue;
        }
        int32_t *place = vec_push(&sends->days);
        if (!place) {
            return err_memory(err);
        }
        *place = block_first_day(number) + day;
    }
    return true;
}

static int by_day(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return x < y ? -1 : x > y;
}

static bool load_sends(struct touch_names *names, int64_t campaign, struct sends *sends,
                       struct err *err)
{
    struct vec dims = VEC_INIT(struct roll_dim);
    bool ok = roll_dims(names->change->db, campaign, ATTR_NONE, &dims, err);
    for (size_t i = 0; ok && i < dims.count; i++) {
        const struct roll_dim *dim = VEC_AT(&dims, struct roll_dim, i);
        ok = dim->source == SOURCE_FACTS ||
             roll_blocks(names->change->db, dim->id, see_block, sends, err);
    }
    vec_free(&dims);
    if (!ok || sends->days.count == 0) {
        return ok;
    }
    int32_t *days = sends->days.data;
    qsort(days, sends->days.count, sizeof *days, by_day);
    size_t kept = 1;
    for (size_t i = 1; i < sends->days.count; i++) {
        if (days[i] != days[kept - 1]) {
            days[kept++] = days[i];
        }
    }
    sends->days.count = kept;
    return true;
}

static const struct sends *find_sends(struct touch_names *names, int64_t campaign, struct err *err)
{
    bool fresh;
    uint64_t *place = map64_put(&names->by_campaign, (uint64_t)campaign, &fresh);
    if (!place) {
        err_memory(err);
        return NULL;
    }
    if (*place == 0) {
        struct sends *sends = vec_push(&names->sends);
        if (!sends) {
            err_memory(err);
            return NULL;
        }
        sends->days = (struct vec)VEC_INIT(int32_t);
        if (!load_sends(names, campaign, sends, err)) {
            return NULL;
        }
        *place = names->sends.count;
    }
    return VEC_AT(&names->sends, struct sends, *place - 1);
}

/* The last send day up to `day`; false: it sent nothing by then. Undated sends count where there
 * are no others. */
static bool last_send(const struct sends *sends, int32_t day, int32_t *last)
{
    const int32_t *days = sends->days.data;
    size_t low = 0, high = sends->days.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (days[middle] <= day) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    *last = low > 0 ? days[low - 1] : DAY_NONE;
    return low > 0 || (sends->days.count == 0 && sends->any_undated);
}

/* --- finding ------------------------------------------------------------------------------------
 */

static size_t first_meaning(const struct touch_names *names, uint64_t code)
{
    size_t low = 0, high = names->meanings.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (VEC_AT(&names->meanings, struct meaning, middle)->code < code) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

bool touch_names_find(struct touch_names *names, const struct link *link, int32_t day,
                      struct named_campaign *named, struct err *err)
{
    const struct {
        uint64_t code;
        enum touch_by by;
    } given[] = {
        {link->campaign, TOUCH_CAMPAIGN}, {link->coupon, TOUCH_COUPON}, {link->utm, TOUCH_UTM}};
    int window = (int)(names->change->window / 86400);
    *named = (struct named_campaign){TOUCH_NONE, 0, DAY_NONE};
    for (size_t i = 0; i < ARRAY_COUNT(given) && named->by == TOUCH_NONE; i++) {
        size_t at = given[i].code ? first_meaning(names, given[i].code) : names->meanings.count;
        for (; at < names->meanings.count; at++) {
            const struct meaning *meaning = VEC_AT(&names->meanings, struct meaning, at);
            if (meaning->code != given[i].code) {
                break;
            }
            if (meaning->utm_only && given[i].by != TOUCH_UTM) {
                continue;
            }
            const struct sends *sends = find_sends(names, meaning->campaign, err);
            struct named_campaign candidate = {given[i].by, meaning->campaign, DAY_NONE};
            if (!sends) {
                return false;
            }
            if (last_send(sends, day, &candidate.day) &&
                attribution_names(candidate.by, candidate.day, day, window) &&
                attribution_names_better(&candidate, named)) {
                *named = candidate;
            }
        }
    }
    return true;
}

static bool note_meaning(struct touch_names *names, const struct meaning *meaning, struct err *err)
{
    static const char *const lists[] = {
        "INSERT OR IGNORE INTO temp.touch_todo SELECT 1, id, 0 FROM orders WHERE utm_code = ?1",
        "INSERT OR IGNORE INTO temp.touch_todo SELECT 2, id, 0 FROM clicks WHERE utm_code = ?1",
        /* meant by a campaign's own name only */
        "INSERT OR IGNORE INTO temp.touch_todo SELECT 1, id, 0 FROM orders WHERE coupon_code = ?1",
        "INSERT OR IGNORE INTO temp.touch_todo SELECT 1, id, 0 FROM orders"
        " WHERE campaign_code = ?1",
        "INSERT OR IGNORE INTO temp.touch_todo SELECT 2, id, 0 FROM clicks"
        " WHERE campaign_code = ?1",
        "INSERT OR IGNORE INTO temp.touch_todo SELECT 3, id, 0 FROM feedback"
        " WHERE campaign_code = ?1"};
    size_t count = meaning->utm_only ? 2 : ARRAY_COUNT(lists);
    for (size_t i = 0; i < count; i++) {
        if (!touch_run(names->change, lists[i], (int64_t)meaning->code, 0, err)) {
            return false;
        }
    }
    return true;
}

bool touch_names_note(struct touch_names *names, struct err *err)
{
    struct change *change = names->change;
    size_t cursor = 0;
    uint64_t campaign, unused;
    while (map64_next(&change->campaigns_touched, &cursor, &campaign, &unused)) {
        if (!touch_run(change,
                       "INSERT OR IGNORE INTO temp.touch_todo SELECT kind, id, 0 FROM touch_match"
                       " WHERE campaign = ?1 AND touched_by BETWEEN 2 AND 4",
                       (int64_t)campaign, 0, err)) {
            return false;
        }
    }
    for (size_t i = 0; i < names->meanings.count; i++) {
        const struct meaning *meaning = VEC_AT(&names->meanings, struct meaning, i);
        if (map64_get(&change->campaigns_touched, (uint64_t)meaning->campaign) &&
            !note_meaning(names, meaning, err)) {
            return false;
        }
    }
    return true;
}
