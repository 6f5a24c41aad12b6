/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "store/touch_private.h"

/* Add (sign 1) or take away what rows of (dim, day, known, counts, revenue) count. */
static bool book(struct change *change, const char *sql, int sign, struct err *err)
{
    sqlite3_stmt *rows = db_statement(change->db, sql, err);
    if (!rows) {
        return false;
    }
    enum db_step step;
    while ((step = db_step(change->db, rows, err)) == DB_ROW) {
        struct tally tally;
        memset(&tally, 0, sizeof tally);
        tally.known = (counter_mask)db_column_int(rows, 2);
        for (counter_mask counts = (counter_mask)db_column_int(rows, 3); counts;
             counts &= counts - 1) {
            tally.value[__builtin_ctz(counts)] = 1;
        }
        tally.value[COUNTER_REVENUE] = db_column_int(rows, 4);
        if (!deltas_add(change, (uint32_t)db_column_int(rows, 0), (int32_t)db_column_int(rows, 1),
                        &tally, sign, err)) {
            db_reset(rows);
            return false;
        }
    }
    return step == DB_DONE;
}

/* One clicker per message in touch_clicked that has clicks now. */
static bool book_clickers(struct change *change, const char *sql, int sign, struct err *err)
{
    sqlite3_stmt *rows = db_statement(change->db, sql, err);
    if (!rows) {
        return false;
    }
    enum db_step step;
    while ((step = db_step(change->db, rows, err)) == DB_ROW) {
        struct tally tally;
        memset(&tally, 0, sizeof tally);
        tally.known = CLICK_COUNTERS;
        tally.value[COUNTER_CLICKERS] = 1;
        if (!deltas_add(change, (uint32_t)db_column_int(rows, 0), (int32_t)db_column_int(rows, 1),
                        &tally, sign, err)) {
            db_reset(rows);
            return false;
        }
    }
    return step == DB_DONE;
}

#define CLICKERS_OF                                                                                \
    "SELECT m.dim, m.day FROM temp.touch_clicked c JOIN touch_match m ON m.message = c.message"    \
    " AND m.kind = 2"

/* What is chosen anew and counts something else than before. */
static bool count_altered(struct change *change, struct err *err)
{
    int64_t altered;
    if (!db_integer(change->db,
                    "SELECT count(*) FROM temp.touch_todo t JOIN touch_match m ON m.kind = t.kind"
                    " AND m.id = t.id LEFT JOIN temp.touch_chosen n ON n.kind = t.kind"
                    " AND n.id = t.id WHERE n.id IS NULL OR n.dim IS NOT m.dim OR n.day <> m.day"
                    " OR n.counts <> m.counts OR n.revenue <> m.revenue",
                    0, &altered, err)) {
        return false;
    }
    change->touches->altered += altered;
    return true;
}

static bool take_away(struct change *change, struct err *err)
{
    return touch_run(change,
                     "INSERT OR IGNORE INTO temp.touch_clicked SELECT m.message, 1"
                     " FROM temp.touch_todo t JOIN touch_match m ON m.kind = t.kind AND m.id = t.id"
                     " WHERE t.kind = 2 AND m.message IS NOT NULL",
                     0, 0, err) &&
           book_clickers(change, CLICKERS_OF " GROUP BY c.message", -1, err) &&
           book(change,
                "SELECT m.dim, m.day, m.known, m.counts, m.revenue FROM temp.touch_todo t"
                " JOIN touch_match m ON m.kind = t.kind AND m.id = t.id WHERE m.dim IS NOT NULL",
                -1, err) &&
           touch_run(change,
                     "DELETE FROM touch_match WHERE (kind, id) IN"
                     " (SELECT kind, id FROM temp.touch_todo)",
                     0, 0, err);
}

/* As where rows are taken in: many new ones come in random order for the indexes. */
#define MANY_ROWS 50000

static bool put_in_bulk(struct change *change, struct err *err)
{
    struct strbuf again = STRBUF_INIT;
    int64_t fresh, rows = 0;
    bool ok = db_integer(change->db, "SELECT count(*) FROM temp.touch_chosen", 0, &fresh, err) &&
              (fresh <= MANY_ROWS ||
               db_integer(change->db, "SELECT count(*) FROM touch_match", 0, &rows, err));
    bool many = ok && fresh > MANY_ROWS && fresh > rows / 2;
    ok = ok && (!many || touch_drop_indexes(change, "touch_match", &again, err)) &&
         touch_run(change,
                   "INSERT INTO touch_match SELECT * FROM temp.touch_chosen ORDER BY kind, id", 0,
                   0, err) &&
         (!many || db_exec(change->db, strbuf_text(&again), err));
    strbuf_free(&again);
    return ok;
}

static bool put_in(struct change *change, struct err *err)
{
    /* A message that has clicks which stay where they are has its clicker already. */
    return touch_run(change,
                     "INSERT OR IGNORE INTO temp.touch_clicked SELECT message, 0"
                     " FROM temp.touch_chosen n WHERE kind = 2 AND message IS NOT NULL AND NOT"
                     " EXISTS (SELECT 1 FROM touch_match m WHERE m.message = n.message"
                     " AND m.kind = 2)",
                     0, 0, err) &&
           put_in_bulk(change, err) &&
           book_clickers(change, CLICKERS_OF " GROUP BY c.message", 1, err) &&
           book(change,
                "SELECT dim, day, known, counts, revenue FROM temp.touch_chosen"
                " WHERE dim IS NOT NULL",
                1, err);
}

bool touch_book(struct change *change, struct err *err)
{
    return count_altered(change, err) && take_away(change, err) && put_in(change, err);
}
