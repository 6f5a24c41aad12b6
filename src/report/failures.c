/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/failures.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/map.h"
#include "base/vec.h"
#include "config/failure_code.h"
#include "model/message.h"
#include "report/walk.h"
#include "text/format.h"

/* What the counters of a campaign say that no code has told of yet; each of the named kinds is
 * known or 0. */
struct untold {
    int64_t failed, cap, unreachable;
};

struct gathering {
    struct arena *arena;
    struct store *store;
    const struct scope *scope;
    struct cancel *cancel;
    struct failures *failures;
    struct map64 campaigns;              /* that count: an index into untold */
    struct vec untold;                   /* struct untold */
    struct vec rows;                     /* struct failure_row */
    int32_t last;                        /* day of the sparklines' end */
    bool coded_day[FAILURES_SPARK_DAYS]; /* codes are known of that day */
    struct err *err;
};

/* --- the campaigns --------------------------------------------------------------------------- */

static bool take_campaign(struct gathering *gathering, int64_t number, const struct total *total)
{
    struct failures *failures = gathering->failures;
    int64_t count;
    uint64_t *place = map64_put(&gathering->campaigns, (uint64_t)number, NULL);
    struct untold *untold = place ? vec_push(&gathering->untold) : NULL;
    if (!untold) {
        return err_memory(gathering->err);
    }
    *place = gathering->untold.count - 1;
    *untold = (struct untold){0};
    if (total_get(total, COUNTER_SENT, &count)) {
        failures->has_sent = true;
        failures->sent += count;
    }
    if (total_get(total, COUNTER_FAILED, &count)) {
        failures->has_failed = true;
        failures->failed += count;
        untold->failed = count;
    }
    failures->has_more_cap |= total_get(total, COUNTER_FAILED_CAP, &untold->cap);
    failures->has_more_unreachable |=
        total_get(total, COUNTER_FAILED_UNREACHABLE, &untold->unreachable);
    return true;
}

static bool walk_all(struct gathering *gathering)
{
    struct err trouble = ERR_INIT;
    struct report_item item;
    struct walk *walk =
        walk_open(gathering->store, gathering->scope, NULL, gathering->cancel, gathering->err);
    bool ok = walk != NULL;
    while (ok && walk_next(walk, &item, &trouble)) {
        ok = take_campaign(gathering, item.number, item.total);
    }
    if (walk) {
        gathering->failures->matching = walk_matching(walk);
        gathering->failures->seen = walk_seen(walk);
    }
    walk_close(walk);
    if (trouble.code != ERR_NONE && gathering->err) {
        *gathering->err = trouble;
    }
    return ok && trouble.code == ERR_NONE;
}

static bool take_campaigns(struct gathering *gathering, int64_t number)
{
    struct campaign_row row;
    if (number == FAILURES_ALL) {
        return walk_all(gathering);
    }
    gathering->failures->matching = gathering->failures->seen = 1;
    return query_campaign(gathering->store, gathering->arena, number, gathering->scope->period.from,
                          gathering->scope->period.to, &row, gathering->err) &&
           take_campaign(gathering, number, &row.total);
}

static struct untold *untold_of(struct gathering *gathering, int64_t campaign)
{
    const uint64_t *place = map64_get(&gathering->campaigns, (uint64_t)campaign);
    return place ? VEC_AT(&gathering->untold, struct untold, *place) : NULL;
}

static void tell(struct untold *untold, const struct failure_count *count)
{
    if (!untold) {
        return;
    }
    untold->failed -= count->messages;
    untold->cap -= count->code == MESSAGE_CODE_CAP ? count->messages : 0;
    untold->unreachable -= count->code == MESSAGE_CODE_UNREACHABLE ? count->messages : 0;
}

/* --- rows ------------------------------------------------------------------------------------ */

static struct failure_row *row_of(struct gathering *gathering, int32_t code)
{
    for (size_t i = 0; i < gathering->rows.count; i++) {
        struct failure_row *row = VEC_AT(&gathering->rows, struct failure_row, i);
        if (row->code == code) {
            return row;
        }
    }
    float *values = ARENA_ARRAY(gathering->arena, float, FAILURES_SPARK_DAYS);
    struct spark *spark = ARENA_NEW(gathering->arena, struct spark);
    struct failure_row *row = values && spark ? vec_push(&gathering->rows) : NULL;
    for (int i = 0; row && i < FAILURES_SPARK_DAYS; i++) {
        values[i] = gathering->coded_day[i] ? 0 : NAN;
    }
    if (row) {
        *spark = (struct spark){.values = values, .count = FAILURES_SPARK_DAYS};
        row->code = code;
        row->meaning = failure_code_meaning(code);
        row->todo = failure_code_todo(code);
        row->spark = spark;
    }
    return row;
}

static void add_day(const struct gathering *gathering, struct failure_row *row,
                    const struct failure_count *count)
{
    int32_t first = gathering->last - FAILURES_SPARK_DAYS + 1;
    if (count->day != DAY_NONE && count->day >= first && count->day <= gathering->last) {
        float *values = (float *)(uintptr_t)row->spark->values; /* made here */
        float *value = &values[count->day - first];
        *value = (isnan(*value) ? 0 : *value) + (float)count->messages;
        struct spark *spark = (struct spark *)(uintptr_t)row->spark;
        spark->high = fmaxf(spark->high, *value);
    }
}

static bool within(const struct period *period, int32_t day)
{
    return day == DAY_NONE ? period->from == DAY_NONE : day >= period->from && day <= period->to;
}

static bool add(struct gathering *gathering, const struct failure_count *count,
                const struct failure_count *last)
{
    const struct scope *scope = gathering->scope;
    struct failure_row *row = row_of(gathering, count->code);
    if (!row) {
        return err_memory(gathering->err);
    }
    if (within(&scope->period, count->day)) {
        tell(untold_of(gathering, count->campaign), count);
        row->messages += count->messages;
        row->campaigns += !last || last->campaign != count->campaign || last->code != count->code;
    }
    if (gathering->failures->has_before && within(&scope->before, count->day)) {
        row->before += count->messages;
    }
    add_day(gathering, row, count);
    return true;
}

/* By code and campaign, so that campaigns can be counted. */
static int by_code(const void *a, const void *b)
{
    const struct failure_count *x = a, *y = b;
    if (x->code != y->code) {
        return x->code < y->code ? -1 : 1;
    }
    if (x->campaign != y->campaign) {
        return x->campaign < y->campaign ? -1 : 1;
    }
    return (x->day > y->day) - (x->day < y->day);
}

/* Meta's limit first, whatever its number. */
static int by_messages(const void *a, const void *b)
{
    const struct failure_row *x = a, *y = b;
    bool cap_x = x->code == MESSAGE_CODE_CAP, cap_y = y->code == MESSAGE_CODE_CAP;
    if (cap_x != cap_y) {
        return cap_x ? -1 : 1;
    }
    if (x->messages != y->messages) {
        return x->messages > y->messages ? -1 : 1;
    }
    return (x->code > y->code) - (x->code < y->code);
}

/* The first day of anything that is shown. */
static int32_t first_day(const struct gathering *gathering)
{
    const struct scope *scope = gathering->scope;
    int32_t from = scope->period.from;
    int32_t shown = gathering->last - FAILURES_SPARK_DAYS + 1;
    from = shown < from ? shown : from;
    return gathering->failures->has_before && scope->before.from < from ? scope->before.from : from;
}

static bool read_coded(struct gathering *gathering, int64_t number)
{
    const struct scope *scope = gathering->scope;
    struct failures *failures = gathering->failures;
    struct coded_sends *sends;
    size_t count;
    int32_t first = gathering->last - FAILURES_SPARK_DAYS + 1;
    if (!query_coded_sends(gathering->store, gathering->arena, number, first_day(gathering),
                           scope->period.to, &sends, &count, gathering->cancel, gathering->err)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        int32_t day = sends[i].day;
        if (!untold_of(gathering, sends[i].campaign)) {
            continue;
        }
        if (within(&scope->period, day)) {
            failures->has_coded = true;
            failures->coded += sends[i].sent;
        }
        failures->has_coded_before |= failures->has_before && within(&scope->before, day);
        if (day != DAY_NONE && day >= first && day <= gathering->last) {
            gathering->coded_day[day - first] = true;
        }
    }
    return true;
}

static bool read_counts(struct gathering *gathering, int64_t number)
{
    const struct scope *scope = gathering->scope;
    struct failure_count *counts;
    size_t count;
    int32_t from = first_day(gathering);
    if (!query_failures(gathering->store, gathering->arena, number, from, scope->period.to, &counts,
                        &count, gathering->cancel, gathering->err)) {
        return false;
    }
    qsort(counts, count, sizeof *counts, by_code);
    const struct failure_count *last = NULL;
    for (size_t i = 0; i < count; i++) {
        if (!untold_of(gathering, counts[i].campaign)) {
            continue;
        }
        if (!add(gathering, &counts[i], last)) {
            return false;
        }
        last = within(&scope->period, counts[i].day) ? &counts[i] : last;
    }
    return true;
}

static bool keep_rows(struct gathering *gathering)
{
    struct failures *failures = gathering->failures;
    size_t count = gathering->rows.count;
    struct failure_row *rows = vec_keep(&gathering->rows, gathering->arena);
    if (!rows) {
        return err_memory(gathering->err);
    }
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (rows[i].messages > 0) {
            rows[kept++] = rows[i];
        }
    }
    count = kept;
    qsort(rows, count, sizeof *rows, by_messages);
    for (size_t i = 0; i < count; i++) {
        /* What failed without a code may be from a source that names none. */
        rows[i].has_share = rows[i].code != 0 && failures->has_coded && failures->coded > 0;
        rows[i].share = rows[i].has_share ? (double)rows[i].messages / (double)failures->coded : 0;
    }
    failures->rows = rows;
    failures->row_count = count;
    return true;
}

/* What counters say beyond the codes; one campaign's surplus does not hide another's. */
static int64_t sum_untold(struct gathering *gathering)
{
    struct failures *failures = gathering->failures;
    int64_t failed = 0;
    for (size_t i = 0; i < gathering->untold.count; i++) {
        const struct untold *untold = VEC_AT(&gathering->untold, struct untold, i);
        failed += untold->failed > 0 ? untold->failed : 0;
        failures->more_cap += untold->cap > 0 ? untold->cap : 0;
        failures->more_unreachable += untold->unreachable > 0 ? untold->unreachable : 0;
    }
    return failed;
}

/* --- the table ------------------------------------------------------------------------------- */

static bool leaves_out(const char *id, int64_t number, bool brief, bool before)
{
    bool more = strcmp(id, "spark") == 0 || strcmp(id, "todo") == 0;
    return (number != FAILURES_ALL && strcmp(id, "campaigns") == 0) || (brief && more) ||
           (!before && strcmp(id, "before") == 0);
}

static const struct table_column *make_columns(struct arena *arena, int64_t number, bool brief,
                                               bool before, size_t *count)
{
    const struct table_column columns[] = {
        {.id = "code", .title = _("Code"), .kind = CELL_TEXT, .align = TABLE_RIGHT},
        {.id = "messages",
         .title = _("Messages"),
         .kind = CELL_COUNT,
         .align = TABLE_RIGHT,
         .priority = 1},
        {.id = "share",
         .title = _("Of sent"),
         .help = _("of the messages of logs and lists that name codes"),
         .kind = CELL_PERCENT,
         .align = TABLE_RIGHT,
         .priority = 2},
        {.id = "before",
         .title = _("Before"),
         .help = _("messages in the period it is compared with"),
         .kind = CELL_COUNT,
         .align = TABLE_RIGHT,
         .priority = 6},
        {.id = "campaigns",
         .title = _("Campaigns"),
         .kind = CELL_COUNT,
         .align = TABLE_RIGHT,
         .priority = 7},
        {.id = "spark",
         .title = _("30 days"),
         .help = _("failures a day, each row on a scale of its own from 0"),
         .kind = CELL_SPARK,
         .priority = 5,
         .min_columns = 8,
         .max_columns = 30},
        {.id = "meaning",
         .title = _("Meaning"),
         .kind = CELL_TEXT,
         .priority = 3,
         .min_columns = 16},
        {.id = "todo",
         .title = _("What to do"),
         .kind = CELL_TEXT,
         .priority = 8,
         .min_columns = 30},
    };
    struct table_column *made = ARENA_ARRAY(arena, struct table_column, ARRAY_COUNT(columns));
    *count = 0;
    for (size_t i = 0; made && i < ARRAY_COUNT(columns); i++) {
        if (!leaves_out(columns[i].id, number, brief, before)) {
            made[(*count)++] = columns[i];
        }
    }
    return made;
}

static void put(struct table *table, size_t at, const char *id, struct cell cell)
{
    int column = table_column_by_id(table, id);
    if (column >= 0) {
        *table_cell(table, at, (size_t)column) = cell;
    }
}

static bool fill_row(const struct gathering *gathering, struct table *table, size_t at)
{
    const struct failure_row *row = &gathering->failures->rows[at];
    const char *code = arena_printf(gathering->arena, "%d", (int)row->code);
    const struct spark *spark = row->spark->high > 0 ? row->spark : NULL;
    if (!code) {
        return err_memory(gathering->err);
    }
    put(table, at, "code", cell_text(code));
    put(table, at, "messages", cell_count(row->messages));
    put(table, at, "share",
        row->has_share
            ? (struct cell){.number = row->share, .kind = CELL_PERCENT, .grade = GRADE_NONE}
            : cell_unknown(KPI_REASON_UNKNOWN_COUNTER));
    put(table, at, "before",
        gathering->failures->has_coded_before ? cell_count(row->before)
                                              : cell_unknown(KPI_REASON_UNKNOWN_COUNTER));
    put(table, at, "campaigns", cell_count(row->campaigns));
    put(table, at, "spark", (struct cell){.spark = spark, .kind = CELL_SPARK, .grade = GRADE_NONE});
    put(table, at, "meaning", cell_text(row->meaning));
    put(table, at, "todo", cell_text(row->todo));
    return true;
}

static bool put_note(const struct gathering *gathering, struct table *table, const char *words)
{
    return (words && table_note(table, gathering->arena, words)) || err_memory(gathering->err);
}

/* Of which kind the failures without codes are, as far as counters tell. */
static bool note_kinds(const struct gathering *gathering, struct table *table)
{
    const struct failures *failures = gathering->failures;
    char cap[FORMAT_SIZE], gone[FORMAT_SIZE];
    const char *words = NULL;
    format_count(failures->more_cap, cap);
    format_count(failures->more_unreachable, gone);
    if (failures->more_cap > 0 && failures->more_unreachable > 0) {
        words = arena_printf(gathering->arena,
                             _("Reports count %s more held back by Meta and %s more not on "
                               "WhatsApp, without codes."),
                             cap, gone);
    } else if (failures->more_cap > 0) {
        words = arena_printf(gathering->arena,
                             _("Reports count %s more held back by Meta, without codes."), cap);
    } else if (failures->more_unreachable > 0) {
        words = arena_printf(gathering->arena,
                             _("Reports count %s more not on WhatsApp, without codes."), gone);
    } else {
        return true;
    }
    return put_note(gathering, table, words);
}

static bool note_order(const struct gathering *gathering, struct table *table, bool brief)
{
    const struct failures *failures = gathering->failures;
    bool cap = false;
    for (size_t i = 0; i < failures->row_count; i++) {
        cap |= failures->rows[i].code == MESSAGE_CODE_CAP;
    }
    return failures->row_count < 2 ||
           ((!cap || put_note(gathering, table,
                              _("131049 is Meta's limit per person, not a fault of the list."))) &&
            (brief ||
             put_note(gathering, table,
                      cap ? _("131049 stands first, others by how many messages they stopped.")
                          : _("The codes that stopped the most messages stand first."))));
}

static bool note(struct gathering *gathering, struct table *table, bool brief)
{
    const struct failures *failures = gathering->failures;
    char number[FORMAT_SIZE];
    int64_t more = sum_untold(gathering);
    if (!note_order(gathering, table, brief)) {
        return false;
    }
    if (more > 0 &&
        !put_note(
            gathering, table,
            arena_printf(
                gathering->arena,
                NG_("%s more failure is counted by reports that name no code: a message log would "
                    "tell.",
                    "%s more failures are counted by reports that name no codes: a message log "
                    "would tell.",
                    more),
                format_count(more, number)))) {
        return false;
    }
    bool nothing = failures->row_count == 0 && more == 0 && failures->more_cap == 0 &&
                   failures->more_unreachable == 0;
    return note_kinds(gathering, table) &&
           (!nothing || put_note(gathering, table, _("Nothing failed, as far as is known.")));
}

static bool lay_out(struct gathering *gathering, int64_t number, bool brief)
{
    struct failures *failures = gathering->failures;
    size_t count = 0;
    const struct table_column *columns =
        make_columns(gathering->arena, number, brief, failures->has_before, &count);
    struct table *table = columns ? table_new(gathering->arena, _("Failures by code"), columns,
                                              count, failures->row_count)
                                  : NULL;
    if (!table) {
        return err_memory(gathering->err);
    }
    for (size_t i = 0; i < failures->row_count; i++) {
        if (!fill_row(gathering, table, i)) {
            return false;
        }
    }
    failures->table = table;
    return note(gathering, table, brief);
}

bool failures_build(struct arena *arena, struct store *store, const struct scope *scope,
                    int64_t number, bool brief, struct cancel *cancel,
                    const struct failures **failures, struct err *err)
{
    struct gathering gathering = {.arena = arena,
                                  .store = store,
                                  .scope = scope,
                                  .cancel = cancel,
                                  .failures = ARENA_NEW(arena, struct failures),
                                  .campaigns = MAP64_INIT,
                                  .untold = VEC_INIT(struct untold),
                                  .rows = VEC_INIT(struct failure_row),
                                  .err = err};
    if (!gathering.failures) {
        return err_memory(err);
    }
    gathering.failures->has_before = scope->has_delta && scope->choice.kind != PERIOD_ALL;
    int32_t today = scope->choice.kind == PERIOD_ALL ? scope->recent.to : scope->today;
    gathering.last = scope->period.to < today ? scope->period.to : today;
    bool ok = take_campaigns(&gathering, number) && read_coded(&gathering, number) &&
              read_counts(&gathering, number) && keep_rows(&gathering) &&
              lay_out(&gathering, number, brief);
    vec_free(&gathering.rows);
    vec_free(&gathering.untold);
    map64_free(&gathering.campaigns);
    if (ok) {
        *failures = gathering.failures;
    }
    return ok;
}
