/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/campaign.h"
#include "store/store_private.h"

static const char put_fact[] =
    "INSERT INTO campaign_fact (campaign, import, channel, industry, kind, goal, start, finish)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (campaign, import) DO UPDATE SET"
    " channel = coalesce(min(excluded.channel, channel), excluded.channel, channel),"
    " industry = coalesce(min(excluded.industry, industry), excluded.industry, industry),"
    " kind = coalesce(excluded.kind, kind), goal = coalesce(excluded.goal, goal),"
    " start = coalesce(min(excluded.start, start), excluded.start, start),"
    " finish = coalesce(max(excluded.finish, finish), excluded.finish, finish)"
    " WHERE channel IS NOT coalesce(min(excluded.channel, channel), excluded.channel, channel)"
    " OR industry IS NOT coalesce(min(excluded.industry, industry), excluded.industry, industry)"
    " OR kind IS NOT coalesce(excluded.kind, kind) OR goal IS NOT coalesce(excluded.goal, goal)"
    " OR start IS NOT coalesce(min(excluded.start, start), excluded.start, start)"
    " OR finish IS NOT coalesce(max(excluded.finish, finish), excluded.finish, finish)";

bool facts_add(struct change *change, int64_t import, const struct campaign_facts *facts,
               bool *changed, struct err *err)
{
    int64_t campaign = dims_campaign(change->dims, facts->campaign, err);
    sqlite3_stmt *put = campaign < 0 ? NULL : db_statement(change->db, put_fact, err);
    if (!put) {
        return false;
    }
    db_bind_int(put, 1, campaign);
    db_bind_int(put, 2, import);
    db_bind_text(put, 3, facts->channel);
    db_bind_text(put, 4, facts->industry);
    db_bind_int_or(put, 5, facts->kind, KIND_UNKNOWN);
    db_bind_int_or(put, 6, facts->goal, GOAL_UNKNOWN);
    db_bind_int_or(put, 7, facts->start, DAY_NONE);
    db_bind_int_or(put, 8, facts->end, DAY_NONE);
    if (!db_run(change->db, put, err)) {
        return false;
    }
    *changed = sqlite3_changes(db_handle(change->db)) > 0;
    return change_touch_campaign(change, campaign, err);
}

bool facts_remove(struct change *change, int64_t import, struct err *err)
{
    sqlite3_stmt *of_import =
        db_statement(change->db, "SELECT campaign FROM campaign_fact WHERE import = ?1", err);
    if (!of_import) {
        return false;
    }
    db_bind_int(of_import, 1, import);
    enum db_step step;
    while ((step = db_step(change->db, of_import, err)) == DB_ROW) {
        if (!change_touch_campaign(change, db_column_int(of_import, 0), err)) {
            db_reset(of_import);
            return false;
        }
    }
    sqlite3_stmt *drop =
        step == DB_DONE
            ? db_statement(change->db, "DELETE FROM campaign_fact WHERE import = ?1", err)
            : NULL;
    if (!drop) {
        return false;
    }
    db_bind_int(drop, 1, import);
    return db_run(change->db, drop, err);
}
