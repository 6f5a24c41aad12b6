/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/account.h"

#include "base/i18n.h"
#include "store/codec.h"

bool account_held(struct change *change, bool *held, struct err *err)
{
    sqlite3_stmt *find = db_statement(
        change->db, "SELECT 1 FROM dim WHERE campaign = 0 AND source IN (?1, ?2) LIMIT 1", err);
    if (!find) {
        return false;
    }
    db_bind_int(find, 1, SOURCE_ANALYTICS);
    db_bind_int(find, 2, SOURCE_ACCOUNT);
    enum db_step step = db_step(change->db, find, err);
    *held = step == DB_ROW;
    db_reset(find);
    return step != DB_FAILED;
}

/* What a total knows. */
static bool add_known(struct db *db, sqlite3_stmt *row, counter_mask *known, struct err *err)
{
    struct total total;
    if (!codec_read_total(sqlite3_column_blob(row, 0), (size_t)sqlite3_column_bytes(row, 0),
                          &total)) {
        err_set(err, ERR_STORE_DAMAGED, _("%s: the totals of a campaign cannot be read"),
                db_path(db));
        return err_todo(err, _("campane store rebuild makes them again"));
    }
    for (int id = 0; id < COUNTER_STORED; id++) {
        *known |= total.known[id] ? COUNTER_BIT(id) : 0;
    }
    return true;
}

bool account_leave_out(struct change *change, struct census *census, struct err *err)
{
    counter_mask known = 0;
    int32_t first = DAY_NONE, last = DAY_NONE;
    census_days(census, SOURCE_ANALYTICS, &first, &last);
    census_days(census, SOURCE_ACCOUNT, &first, &last);
    if (first == DAY_NONE) {
        return true;
    }
    sqlite3_stmt *find = db_statement(
        change->db,
        /* What is excluded was sent from the account, too. */
        "SELECT data FROM (SELECT * FROM campaign_total UNION ALL SELECT * FROM excluded_total)"
        " WHERE campaign <> 0 AND (start IS NULL OR start <= ?2)"
        " AND (finish IS NULL OR finish >= ?1)"
        " AND (channel IS NULL OR channel IN ('whatsapp', 'mixed'))",
        err);
    if (!find) {
        return false;
    }
    db_bind_int(find, 1, first);
    db_bind_int(find, 2, last);
    enum db_step step;
    while ((step = db_step(change->db, find, err)) == DB_ROW) {
        if (!add_known(change->db, find, &known, err)) {
            db_reset(find);
            return false;
        }
    }
    census_leave_out(census, SOURCE_ANALYTICS, known);
    census_leave_out(census, SOURCE_ACCOUNT, known);
    return step == DB_DONE;
}

void account_leave_out_of_part(const struct ruling *whole, struct census *part)
{
    static const enum source sources[] = {SOURCE_ANALYTICS, SOURCE_ACCOUNT};
    for (size_t i = 0; i < ARRAY_COUNT(sources); i++) {
        census_leave_out(part, sources[i], ~whole->coverage[sources[i]]);
    }
}
