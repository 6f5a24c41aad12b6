/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/standing.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "report/column.h"
#include "report/unknown.h"
#include "report/walk.h"
#include "report/words.h"
#include "store/ledger.h"
#include "text/format.h"

/* What campaigns are judged by here. `weight` says how much a surely poor grade matters; `leaning`
 * that one which is not sure does, too. A verdict counts by the first in `verdict` order. */
static const struct {
    enum kpi kpi;
    double weight;
    bool leaning;
} judged[] = {
    {KPI_CTR, 1, false},
    {KPI_ROCS, 1, false},
    {KPI_CLICK_TO_CONVERSION_RATE, 0.5, false},
    {KPI_OPEN_RATE_ADJUSTED, 0.5, false},
    {KPI_DELIVERY_RATE, 1, false},
    {KPI_OPTOUT_RATE, 2, true},
};

enum { JUDGED = ARRAY_COUNT(judged), VERDICTS = 5 /* opt-outs are no success */ };

/* A line that may be shown. */
struct candidate {
    double weight;
    int64_t number;
    const char *name;
    enum kpi kpi;
    struct kpi_result result;
    int64_t sent;
};

struct builder {
    struct arena *arena, *scratch;
    struct store *store;
    const struct scope *scope;
    struct cancel *cancel;
    struct err *err;
    struct standing *standing;
    struct bench_count *bench;
    struct unknowns unknowns;
    struct total sum;
    int64_t graded[VERDICTS][GRADE_COUNT], certain[VERDICTS][GRADE_COUNT];
    struct candidate worst[STANDING_LINES]; /* heaviest first */
    size_t worst_count;
    int64_t unattributed;
    struct attention lines[2 * STANDING_LINES];
    size_t line_count;
};

/* --- while walking
 * ------------------------------------------------------------------------------------ */

/* How far outside its typical band, as a share of the edge, times those who were sent it. */
static double weight_of(const struct kpi_result *result, int64_t sent, double weight)
{
    double edge = result->grade.row->typical;
    double far = edge > 0 ? fabs(result->value.value - edge) / edge : 1;
    return weight * fmin(far, 1) * (double)sent * (result->grade.certain ? 1 : 0.25);
}

static bool keep_candidate(struct builder *builder, const struct candidate *candidate)
{
    size_t at = builder->worst_count;
    while (at > 0 && builder->worst[at - 1].weight < candidate->weight) {
        at--;
    }
    if (at == STANDING_LINES) {
        return true;
    }
    const char *name = arena_strdup(builder->scratch, candidate->name);
    if (!name) {
        return false;
    }
    size_t last =
        builder->worst_count < STANDING_LINES ? builder->worst_count++ : STANDING_LINES - 1;
    memmove(&builder->worst[at + 1], &builder->worst[at], (last - at) * sizeof *builder->worst);
    builder->worst[at] = *candidate;
    builder->worst[at].name = name;
    return true;
}

/* One line a campaign: its heaviest. */
static bool judge(struct builder *builder, const struct report_item *item)
{
    struct candidate heaviest = {.weight = -1};
    int64_t sent = 0;
    total_get(item->total, COUNTER_SENT, &sent);
    for (int i = 0; i < JUDGED; i++) {
        struct kpi_result result = item_kpi(item, builder->scope, judged[i].kpi);
        enum grade grade = result.grade.grade;
        if (grade == GRADE_NONE) {
            continue;
        }
        if (i < VERDICTS) {
            builder->graded[i][grade]++;
            builder->certain[i][grade] += result.grade.certain;
        }
        if (grade != GRADE_POOR || !(result.grade.certain || judged[i].leaning)) {
            continue;
        }
        double weight = weight_of(&result, sent, judged[i].weight);
        if (weight > heaviest.weight) {
            heaviest =
                (struct candidate){weight, item->number, item->name, judged[i].kpi, result, sent};
        }
    }
    if (heaviest.weight < 0) {
        return true;
    }
    builder->standing->attention_more++;
    return keep_candidate(builder, &heaviest);
}

static bool see_campaign(struct builder *builder, const struct report_item *item)
{
    total_add(&builder->sum, item->total);
    if (item->what == ITEM_UNATTRIBUTED) {
        total_get(item->total, COUNTER_SENT, &builder->unattributed);
        return true;
    }
    builder->standing->still_counting += item->counting_until != DAY_NONE;
    unknown_add(&builder->unknowns, item, builder->scope);
    bench_count_add(builder->bench, item);
    return judge(builder, item);
}

static bool walk_all(struct builder *builder)
{
    const struct benchmarks *sets;
    if (!scope_learn(builder->arena, builder->store, builder->scope, builder->cancel, &sets,
                     builder->err)) {
        return false;
    }
    builder->bench = bench_count_new(builder->arena, builder->scope, sets);
    if (!builder->bench) {
        return err_memory(builder->err);
    }
    struct walk *walk =
        walk_open(builder->store, builder->scope, NULL, builder->cancel, builder->err);
    if (!walk) {
        return false;
    }
    struct report_item item;
    while (walk_next(walk, &item, builder->err)) {
        if (!see_campaign(builder, &item)) {
            err_memory(builder->err);
            break;
        }
    }
    builder->standing->campaigns = walk_seen(walk);
    builder->standing->matching = walk_matching(walk);
    walk_close(walk);
    return builder->err->code == ERR_NONE;
}

static bool count_all(struct builder *builder)
{
    if (scope_is_everything(builder->scope)) {
        builder->standing->all = builder->standing->campaigns;
        return true;
    }
    struct campaign_name *names;
    size_t count;
    if (!query_names(builder->store, builder->scratch, &names, &count, builder->err)) {
        return false;
    }
    builder->standing->all = (int64_t)count;
    return true;
}

/* --- the verdict
 * -------------------------------------------------------------------------------------- */

static int64_t sum_of(const int64_t counts[GRADE_COUNT])
{
    return counts[GRADE_POOR] + counts[GRADE_TYPICAL] + counts[GRADE_GOOD] + counts[GRADE_BEST];
}

/* The first KPI that grades at least half as many campaigns as the one that grades most. */
static int choose_verdict(const struct builder *builder)
{
    int64_t most = 0;
    for (int i = 0; i < VERDICTS; i++) {
        int64_t sum = sum_of(builder->graded[i]);
        most = sum > most ? sum : most;
    }
    for (int i = 0; i < VERDICTS && most >= STANDING_GRADED; i++) {
        if (2 * sum_of(builder->graded[i]) >= most) {
            return i;
        }
    }
    return -1;
}

static void put_counts(struct strbuf *out, const struct builder *builder, int which)
{
    const int64_t *graded = builder->graded[which];
    int64_t sum = sum_of(graded);
    strbuf_printf(out,
                  NG_("%lld of %lld campaign typical or better by %s",
                      "%lld of %lld campaigns typical or better by %s", sum),
                  (long long)(sum - graded[GRADE_POOR]), (long long)sum,
                  column_kpi_title(judged[which].kpi));
    if (graded[GRADE_POOR] > 0) {
        int64_t sure = builder->certain[which][GRADE_POOR];
        strbuf_printf(out, _(", %lld poor"), (long long)graded[GRADE_POOR]);
        if (sure < graded[GRADE_POOR]) {
            strbuf_printf(out, _(" (%lld surely)"), (long long)sure);
        }
    }
    strbuf_putc(out, '.');
}

/* Whether it pays: only where both amounts are known. */
static void put_return(struct strbuf *out, const struct builder *builder)
{
    struct kpi_value rocs = kpi_eval(KPI_ROCS, &builder->sum, &builder->scope->options);
    char words[FORMAT_SIZE];
    if (!rocs.has_value) {
        return;
    }
    format_ratio(rocs.value, false, words);
    if (rocs.value < 1) {
        strbuf_printf(out, _(" Revenue does not cover the cost: %s times it."), words);
    } else {
        strbuf_printf(out, _(" Revenue is %s times the cost."), words);
    }
}

static bool write_verdict(struct builder *builder)
{
    struct standing *standing = builder->standing;
    int which = choose_verdict(builder);
    standing->verdict_kpi = KPI_NONE;
    if (which < 0) {
        return true;
    }
    standing->verdict_kpi = judged[which].kpi;
    memcpy(standing->graded, builder->graded[which], sizeof standing->graded);
    memcpy(standing->certain, builder->certain[which], sizeof standing->certain);
    struct strbuf out = STRBUF_INIT;
    put_counts(&out, builder, which);
    put_return(&out, builder);
    standing->verdict = out.failed ? NULL : arena_strdup(builder->arena, strbuf_text(&out));
    strbuf_free(&out);
    return standing->verdict || err_memory(builder->err);
}

/* --- what needs attention
 * ----------------------------------------------------------------------------- */

static bool add_line(struct builder *builder, const struct attention *line)
{
    if (!line->text) {
        return err_memory(builder->err);
    }
    if (builder->line_count < ARRAY_COUNT(builder->lines)) {
        builder->lines[builder->line_count++] = *line;
    }
    return true;
}

/* The last seven whole days against the 28 before: today's messages are still on their way. */
static bool find_falling(struct builder *builder)
{
    const struct scope *scope = builder->scope;
    int32_t end = scope->period.to < scope->today ? scope->period.to : scope->today - 1;
    struct period week = {end - 6, end}, before = {end - 34, end - 7};
    struct total now, then;
    if (scope->filter || (scope->period.from != DAY_NONE && scope->period.from > before.from)) {
        return true;
    }
    if (!query_sum(builder->store, week.from, week.to, &now, builder->err) ||
        !query_sum(builder->store, before.from, before.to, &then, builder->err)) {
        return false;
    }
    struct kpi_value rate = kpi_eval(KPI_DELIVERY_RATE, &now, &scope->options);
    struct kpi_value old = kpi_eval(KPI_DELIVERY_RATE, &then, &scope->options);
    int64_t minimum = kpi_info(KPI_DELIVERY_RATE)->minimum;
    if (!rate.has_interval || !old.has_interval || rate.denominator < minimum ||
        old.denominator < minimum || rate.high >= old.low || old.value - rate.value < 0.01) {
        return true;
    }
    char from[FORMAT_SIZE], to[FORMAT_SIZE];
    struct attention line = {
        .kind = ATTENTION_FALLING,
        .number = -1,
        .kpi = KPI_DELIVERY_RATE,
        .grade = GRADE_NONE,
        .text = arena_printf(
            builder->arena, _("Delivery fell to %s in the last 7 days, from %s in the 28 before"),
            format_percent(rate.value, true, to), format_percent(old.value, true, from))};
    return add_line(builder, &line);
}

static bool add_grade(struct builder *builder, const struct candidate *candidate)
{
    char value[WORDS_SIZE], distance[WORDS_SIZE], sent[FORMAT_SIZE];
    struct attention line = {
        .kind = ATTENTION_GRADE,
        .number = candidate->number,
        .name = arena_strdup(builder->arena, candidate->name),
        .kpi = candidate->kpi,
        .grade = candidate->result.grade.grade,
        .certain = candidate->result.grade.certain,
        .text =
            arena_printf(builder->arena, _("%s %s, %s (%s sent)"), column_kpi_title(candidate->kpi),
                         words_value(candidate->kpi, &candidate->result.value, value),
                         words_distance(candidate->kpi, &candidate->result.grade, distance),
                         format_count(candidate->sent, sent))};
    return line.name ? add_line(builder, &line) : err_memory(builder->err);
}

static bool add_unattributed(struct builder *builder)
{
    char count[FORMAT_SIZE];
    if (builder->unattributed == 0) {
        return true;
    }
    struct attention line = {
        .kind = ATTENTION_UNATTRIBUTED,
        .name = CAMPAIGN_UNATTRIBUTED,
        .kpi = KPI_NONE,
        .grade = GRADE_NONE,
        .text = arena_printf(builder->arena,
                             NG_("%s message names no campaign", "%s messages name no campaign",
                                 builder->unattributed),
                             format_count(builder->unattributed, count))};
    return add_line(builder, &line);
}

static bool add_unknown(struct builder *builder)
{
    const char *texts[UNKNOWN_COUNT];
    enum kpi kpis[UNKNOWN_COUNT];
    int count = unknown_words(&builder->unknowns, builder->arena, texts, kpis);
    if (count < 0) {
        return err_memory(builder->err);
    }
    for (int i = 0; i < count && i < 3; i++) {
        struct attention line = {.kind = ATTENTION_UNKNOWN,
                                 .number = -1,
                                 .kpi = kpis[i],
                                 .grade = GRADE_NONE,
                                 .text = texts[i]};
        if (!add_line(builder, &line)) {
            return false;
        }
    }
    return true;
}

/* The newest import that stands, if it left rows out. */
static bool add_rejected(struct builder *builder)
{
    struct import_run *runs;
    size_t count, at = 0;
    if (!ledger_list(builder->store, builder->scratch, &runs, &count, builder->err)) {
        return false;
    }
    while (at < count && runs[at].undone_at != TIME_NONE) {
        at++;
    }
    if (at == count || runs[at].rejected == 0) {
        return true;
    }
    char rejected[FORMAT_SIZE], rows[FORMAT_SIZE];
    struct attention line = {
        .kind = ATTENTION_REJECTED,
        .number = runs[at].id,
        .name = arena_strdup(builder->arena, runs[at].file),
        .kpi = KPI_NONE,
        .grade = GRADE_NONE,
        .text = arena_printf(builder->arena,
                             NG_("%s of %s row of the last import was rejected",
                                 "%s of %s rows of the last import were rejected", runs[at].rows),
                             format_count(runs[at].rejected, rejected),
                             format_count(runs[at].rows, rows))};
    return line.name ? add_line(builder, &line) : err_memory(builder->err);
}

/* What is not about one campaign keeps its place; campaigns share the rest. */
static bool write_attention(struct builder *builder)
{
    struct standing *standing = builder->standing;
    if (!find_falling(builder)) {
        return false;
    }
    size_t first = builder->line_count;
    if (!add_unattributed(builder) || !add_unknown(builder) || !add_rejected(builder)) {
        return false;
    }
    struct attention others[STANDING_LINES];
    size_t other_count = builder->line_count - first;
    memcpy(others, &builder->lines[first], other_count * sizeof *others);
    builder->line_count = first;
    size_t room = STANDING_LINES - first - other_count;
    for (size_t i = 0; i < builder->worst_count && i < room; i++) {
        if (!add_grade(builder, &builder->worst[i])) {
            return false;
        }
        standing->attention_more--;
    }
    for (size_t i = 0; i < other_count; i++) {
        add_line(builder, &others[i]);
    }
    struct attention *kept = ARENA_ARRAY(builder->arena, struct attention, builder->line_count);
    if (!kept) {
        return err_memory(builder->err);
    }
    memcpy(kept, builder->lines, builder->line_count * sizeof *kept);
    standing->attention = kept;
    standing->attention_count = builder->line_count;
    return true;
}

/* --- all of it
 * ----------------------------------------------------------------------------------------- */

/* Campaigns that the scope's benchmark does not judge. */
static bool write_notes(struct builder *builder)
{
    struct standing *standing = builder->standing;
    const struct benchline *line = bench_count_finish(builder->bench);
    const char **notes = ARENA_ARRAY(builder->arena, const char *, 1);
    if (!line || !notes) {
        return err_memory(builder->err);
    }
    standing->line = line;
    struct strbuf bound = STRBUF_INIT;
    for (size_t i = 0; i < line->count && !builder->scope->benchmark_forced; i++) {
        const struct benchline_set *set = &line->sets[i];
        if (set->bound && !set->current) {
            strbuf_printf(&bound, "%s%s (%lld)", bound.length ? ", " : "", set->id,
                          (long long)sum_of(set->counts));
        }
    }
    if (bound.length > 0) {
        notes[0] = arena_printf(builder->arena, _("Campaigns judged by sets of their own kind: %s"),
                                strbuf_text(&bound));
        standing->notes = notes;
        standing->note_count = 1;
    }
    bool ok = !bound.failed && (bound.length == 0 || notes[0]);
    strbuf_free(&bound);
    return ok || err_memory(builder->err);
}

bool standing_build(struct arena *arena, struct store *store, const struct scope *scope,
                    struct cancel *cancel, const struct standing **standing, struct err *err)
{
    struct err trouble = ERR_INIT;
    struct arena *scratch = arena_new();
    struct builder *builder = scratch ? ARENA_NEW(scratch, struct builder) : NULL;
    struct standing *made = ARENA_NEW(arena, struct standing);
    bool ok = (builder && made) || err_memory(&trouble);
    if (ok) {
        builder->arena = arena;
        builder->scratch = scratch;
        builder->store = store;
        builder->scope = scope;
        builder->cancel = cancel;
        builder->err = &trouble;
        builder->standing = made;
        ok = walk_all(builder) && count_all(builder) && write_verdict(builder) &&
             write_attention(builder) && write_notes(builder);
    }
    arena_free(scratch);
    if (ok) {
        *standing = made;
    } else if (err) {
        *err = trouble;
    }
    return ok;
}

struct table *standing_table(struct arena *arena, const struct standing *standing)
{
    struct table_column *columns = ARENA_ARRAY(arena, struct table_column, 2);
    int64_t *ids = ARENA_ARRAY(arena, int64_t, standing->attention_count);
    if (!columns || !ids) {
        return NULL;
    }
    columns[0] = (struct table_column){
        .id = "name", .title = _("What"), .kind = CELL_TEXT, .min_columns = 12};
    columns[1] = (struct table_column){.id = "text", .title = _("Why"), .kind = CELL_TEXT};
    struct table *table =
        table_new(arena, _("Needs attention"), columns, 2, standing->attention_count);
    if (!table) {
        return NULL;
    }
    table->row_ids = ids;
    for (size_t i = 0; i < standing->attention_count; i++) {
        const struct attention *line = &standing->attention[i];
        ids[i] = line->number;
        *table_cell(table, i, 0) = cell_text(line->name ? line->name : _("All campaigns"));
        *table_cell(table, i, 1) = cell_text(line->text);
    }
    if (standing->attention_more > 0 &&
        !table_note(
            table, arena,
            arena_printf(arena,
                         NG_("and %zu more campaign with a poor grade",
                             "and %zu more campaigns with a poor grade", standing->attention_more),
                         standing->attention_more))) {
        return NULL;
    }
    return table;
}
