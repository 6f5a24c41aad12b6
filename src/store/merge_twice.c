/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One list of messages without ids that was imported under two names of a campaign. Under one name
 * its rows would have had the same identity: recipient, template, time and how often these occur in
 * a file (import/identity.h).
 */
#include "store/merge.h"

#include "base/vec.h"
#include "store/query_private.h"

_Static_assert(SOURCE_ROWS == 1, "as the statements have it");

/* Messages of a campaign with what makes them one, and each import that states one. As many as the
 * import with the most has there would be of one name. */
#define STATED                                                                                     \
    "WITH held (key, import, recipient, sent, template) AS MATERIALIZED"                           \
    " (SELECT m.key, m.import, m.recipient, coalesce(m.sent, -1), d.template FROM message m"       \
    " JOIN dim d ON d.id = m.dim WHERE d.campaign = ?1 AND d.source = 1"                           \
    " AND m.recipient IS NOT NULL),"                                                               \
    " stated (recipient, sent, template, import, n) AS MATERIALIZED"                               \
    " (SELECT recipient, sent, template, import, count(*) FROM"                                    \
    " (SELECT key, import, recipient, sent, template FROM held UNION"                              \
    " SELECT h.key, x.import, h.recipient, h.sent, h.template FROM held h"                         \
    " JOIN message_more x ON x.key = h.key) GROUP BY recipient, sent, template, import),"          \
    " alike (recipient, sent, template, extra) AS MATERIALIZED"                                    \
    " (SELECT h.recipient, h.sent, h.template, h.n - max(s.n) FROM"                                \
    " (SELECT recipient, sent, template, count(*) AS n FROM held"                                  \
    " GROUP BY recipient, sent, template) h"                                                       \
    " JOIN stated s ON s.recipient = h.recipient AND s.sent = h.sent AND s.template = h.template"  \
    " GROUP BY h.recipient, h.sent, h.template HAVING h.n > max(s.n))"

/* An import with some of them. */
struct holder {
    int64_t import, alike;
    int64_t extra; /* of the messages that are too many, those that would go with it */
    bool folded;
};

static bool list_holders(struct change *change, int64_t target, struct vec *holders,
                         struct err *err)
{
    sqlite3_stmt *rows =
        db_statement(change->db,
                     STATED " SELECT s.import, sum(s.n), sum(min(s.n, a.extra)), r.folded"
                            " FROM stated s"
                            " JOIN alike a ON a.recipient = s.recipient AND a.sent = s.sent"
                            " AND a.template = s.template JOIN import_run r ON r.id = s.import"
                            " GROUP BY s.import ORDER BY s.import DESC",
                     err);
    if (!rows) {
        return false;
    }
    db_bind_int(rows, 1, target);
    enum db_step step = DB_DONE;
    bool ok = true;
    while (ok && (step = db_step(change->db, rows, err)) == DB_ROW) {
        struct holder *holder = vec_push(holders);
        ok = holder || err_memory(err);
        if (holder) {
            *holder = (struct holder){db_column_int(rows, 0), db_column_int(rows, 1),
                                      db_column_int(rows, 2), db_column_int(rows, 3) != 0};
        }
    }
    db_reset(rows);
    return ok && step == DB_DONE;
}

static bool ask(struct change *change, const char *sql, int64_t id, int64_t *value, struct err *err)
{
    sqlite3_stmt *find = db_statement(change->db, sql, err);
    if (!find) {
        return false;
    }
    db_bind_int(find, 1, id);
    enum db_step step = db_step(change->db, find, err);
    *value = step == DB_ROW ? db_column_int(find, 0) : 0;
    db_reset(find);
    return step != DB_FAILED;
}

static bool name_file(struct change *change, struct arena *arena, struct merge_twice *twice,
                      struct err *err)
{
    sqlite3_stmt *find = db_statement(change->db, "SELECT file FROM import_run WHERE id = ?1", err);
    if (!find) {
        return false;
    }
    db_bind_int(find, 1, twice->import);
    enum db_step step = db_step(change->db, find, err);
    twice->file = step == DB_ROW ? arena_strdup(arena, db_column_text(find, 0)) : "";
    db_reset(find);
    return step != DB_FAILED && (twice->file || err_memory(err));
}

/* The newest that says nothing else, or, where all do, the newest. */
static bool choose(struct change *change, struct arena *arena, const struct vec *holders,
                   struct merge_twice *twice, struct err *err)
{
    for (size_t i = 0; i < holders->count; i++) {
        const struct holder *holder = VEC_AT(holders, struct holder, i);
        int64_t all;
        if (holder->folded) {
            continue;
        }
        if (!ask(change,
                 "SELECT count(*) FROM (SELECT key FROM message WHERE import = ?1 UNION"
                 " SELECT key FROM message_more WHERE import = ?1)",
                 holder->import, &all, err)) {
            return false;
        }
        if (!twice->import || all == holder->alike) {
            twice->import = holder->import;
            twice->others = all - holder->alike;
            twice->left = twice->messages - holder->extra;
        }
        if (twice->others == 0) {
            break;
        }
    }
    return !twice->import || name_file(change, arena, twice, err);
}

bool merge_find_twice(struct change *change, struct arena *arena, int64_t target,
                      struct merge_twice *twice, struct err *err)
{
    struct vec holders = VEC_INIT(struct holder);
    *twice = (struct merge_twice){0};
    bool ok = ask(change, STATED " SELECT coalesce(sum(extra), 0) FROM alike", target,
                  &twice->messages, err);
    if (ok && twice->messages > 0) {
        ok = list_holders(change, target, &holders, err) &&
             choose(change, arena, &holders, twice, err);
    }
    vec_free(&holders);
    return ok;
}
