/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/standing.h"

#include <stdio.h>

#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "report/column.h"
#include "report/standing_keep.h"
#include "report/walk.h"
#include "report/words.h"
#include "text/format.h"

#define FOREIGN_MAX 4 /* channels that are named */

/* Messages of channels that the benchmark does not speak of, which the sums have too. */
struct foreign {
    const char *names[FOREIGN_MAX];
    size_t count;
    int64_t sent, all; /* all: of every channel */
};

struct builder {
    struct arena *arena, *scratch;
    struct store *store;
    const struct scope *scope;
    struct cancel *cancel;
    struct err *err;
    struct standing *standing;
    struct benchline_count *bench;
    struct unknowns unknowns;
    struct total sum; /* of what ROCS asks */
    struct attention_list *attention;
    int64_t graded[JUDGED_VERDICTS][GRADE_COUNT], certain[JUDGED_VERDICTS][GRADE_COUNT];
    int64_t unattributed;
    struct movers_sum *moved;        /* NULL: not asked here */
    const struct benchmark_set *set; /* that judges the sums; NULL: none */
    struct foreign foreign;
    struct health health;
    struct account account;
};

/* --- while walking --------------------------------------------------------------------------- */

static void judge(struct builder *builder, const struct report_item *item)
{
    struct item_judge judges[JUDGED_COUNT];
    for (int i = 0; i < JUDGED_COUNT; i++) {
        judges[i] = item_judge(item, builder->scope, attention_kpi(i));
        enum grade grade = judges[i].result.grade.grade;
        if (i < JUDGED_VERDICTS && grade != GRADE_NONE) {
            builder->graded[i][grade]++;
            builder->certain[i][grade] += judges[i].result.grade.certain;
        }
    }
    attention_see(builder->attention, item, judges);
}

static bool see_channel(struct builder *builder, const struct report_item *item)
{
    struct foreign *foreign = &builder->foreign;
    int64_t sent;
    if (!total_get(item->total, COUNTER_SENT, &sent) || sent == 0) {
        return true;
    }
    foreign->all = counter_sum(foreign->all, sent);
    if (!builder->set || benchmark_speaks_of(builder->set, item->channel)) {
        return true;
    }
    foreign->sent = counter_sum(foreign->sent, sent);
    for (size_t i = 0; i < foreign->count; i++) {
        if (strcmp(foreign->names[i], item->channel) == 0) {
            return true;
        }
    }
    if (foreign->count < FOREIGN_MAX) {
        const char *name = arena_strdup(builder->scratch, item->channel);
        if (!name) {
            return err_memory(builder->err);
        }
        foreign->names[foreign->count++] = name;
    }
    return true;
}

static void see_campaign(struct builder *builder, const struct report_item *item)
{
    total_add_slot(&builder->sum, item->total, kpi_slot_of(KPI_ROCS, builder->scope->options.base));
    if (item->what == ITEM_UNATTRIBUTED) {
        total_get(item->total, COUNTER_SENT, &builder->unattributed);
        return;
    }
    builder->standing->still_counting += item->counting_until != DAY_NONE;
    unknown_add(&builder->unknowns, item, builder->scope);
    benchline_count_add(builder->bench, item);
    judge(builder, item);
}

static bool walk_all(struct builder *builder)
{
    const struct benchmarks *sets;
    if (!scope_learn(builder->arena, builder->store, builder->scope, KPI_CTR, builder->cancel,
                     &sets, builder->err)) {
        return false;
    }
    builder->bench = benchline_count_new(builder->arena, builder->scope, sets);
    builder->attention = attention_new(builder->arena, builder->scratch, builder->scope);
    if (!builder->bench || !builder->attention) {
        return err_memory(builder->err);
    }
    builder->set = benchmark_find(sets, builder->scope->benchmark);
    struct walk_options options = {.bare = true};
    struct walk_past past;
    if (standing_moves(builder->scope)) {
        builder->moved = movers_open(builder->arena, builder->scope);
        if (!builder->moved) {
            return err_memory(builder->err);
        }
        past = movers_past(builder->scope);
        past.whole = true;
        options.past = &past;
    }
    struct walk *walk =
        walk_open(builder->store, builder->scope, &options, builder->cancel, builder->err);
    if (!walk) {
        return false;
    }
    struct report_item item;
    bool ok = true;
    while (ok && walk_next(walk, &item, builder->err)) {
        ok = see_channel(builder, &item) &&
             (!builder->moved || movers_see(builder->moved, &item, builder->err));
        if (item.total->tallies > 0) {
            see_campaign(builder, &item);
        }
    }
    builder->standing->campaigns = walk_seen(walk);
    builder->standing->matching = walk_matching(walk);
    walk_close(walk);
    return ok && builder->err->code == ERR_NONE &&
           (!builder->moved || movers_finish(builder->moved, builder->store,
                                             &builder->standing->movers, builder->err));
}

bool standing_moves(const struct scope *scope)
{
    return scope->has_delta && scope->recent.from == scope->period.from &&
           scope->recent.to == scope->period.to;
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

/* --- the verdict ----------------------------------------------------------------------------- */

static int64_t sum_of(const int64_t counts[GRADE_COUNT])
{
    return counts[GRADE_POOR] + counts[GRADE_TYPICAL] + counts[GRADE_GOOD] + counts[GRADE_BEST];
}

/* The first KPI that grades at least half as many campaigns as the one that grades most. */
static int choose_verdict(const struct builder *builder)
{
    int64_t most = 0;
    for (int i = 0; i < JUDGED_VERDICTS; i++) {
        int64_t sum = sum_of(builder->graded[i]);
        most = sum > most ? sum : most;
    }
    for (int i = 0; i < JUDGED_VERDICTS && most >= STANDING_GRADED; i++) {
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
                  column_kpi_title(attention_kpi(which)));
    if (graded[GRADE_POOR] > 0) {
        int64_t sure = builder->certain[which][GRADE_POOR];
        strbuf_printf(out, _(", %lld poor"), (long long)graded[GRADE_POOR]);
        if (sure == 0) {
            strbuf_puts(out, _(" (none surely)"));
        } else if (sure < graded[GRADE_POOR]) {
            strbuf_printf(out, _(" (%lld surely)"), (long long)sure);
        }
    }
}

/* What goes the wrong way, and how many campaigns do badly in something. */
static void put_alarms(struct strbuf *out, const struct builder *builder)
{
    static const char *const rising[HEALTH_RATES] = {
        [HEALTH_OPTOUTS] = N_("; opt-out rising"), [HEALTH_CAP] = N_("; Meta holds back more")};
    size_t poor = attention_poor(builder->attention);
    for (int i = 0; i < HEALTH_RATES && builder->health.known; i++) {
        strbuf_puts(out, builder->health.rates[i].way == HEALTH_WORSE ? _(rising[i]) : "");
    }
    if (poor > 0) {
        strbuf_printf(out, NG_("; %zu needs a look", "; %zu need a look", poor), poor);
    }
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
    standing->verdict_kpi = attention_kpi(which);
    memcpy(standing->graded, builder->graded[which], sizeof standing->graded);
    memcpy(standing->certain, builder->certain[which], sizeof standing->certain);
    struct strbuf out = STRBUF_INIT;
    put_counts(&out, builder, which);
    put_alarms(&out, builder);
    strbuf_putc(&out, '.');
    put_return(&out, builder);
    standing->verdict = out.failed ? NULL : arena_strdup(builder->arena, strbuf_text(&out));
    strbuf_free(&out);
    return standing->verdict || err_memory(builder->err);
}

/* --- all of it ------------------------------------------------------------------------------- */

/* Campaigns that the scope's benchmark does not judge; NULL: none, or out of memory (*failed). */
static const char *bound_words(struct builder *builder, const struct benchline *line, bool *failed)
{
    struct strbuf bound = STRBUF_INIT;
    for (size_t i = 0; i < line->count && !builder->scope->benchmark_forced; i++) {
        const struct benchline_set *set = &line->sets[i];
        if (set->bound && !set->current) {
            strbuf_printf(&bound, "%s%s (%lld)", bound.length ? ", " : "", set->id,
                          (long long)sum_of(set->counts));
        }
    }
    const char *words =
        bound.length > 0
            ? arena_printf(builder->arena, _("Campaigns judged by sets of their own kind: %s"),
                           strbuf_text(&bound))
            : NULL;
    *failed |= bound.failed || (bound.length > 0 && !words);
    strbuf_free(&bound);
    return words;
}

/* The sums have messages of channels that their benchmark says nothing of. */
static const char *foreign_words(struct builder *builder, bool *failed)
{
    const struct foreign *foreign = &builder->foreign;
    char share[FORMAT_SIZE];
    if (foreign->sent == 0 || foreign->sent == foreign->all) {
        return NULL;
    }
    struct strbuf names = STRBUF_INIT;
    for (size_t i = 0; i < foreign->count; i++) {
        strbuf_printf(&names, "%s%s", i ? ", " : "", foreign->names[i]);
    }
    const char *words =
        arena_printf(builder->arena,
                     _("%s of what was sent is of %s, which %s does not judge: the filter "
                       "channel = %s leaves it out"),
                     format_percent((double)foreign->sent / (double)foreign->all, true, share),
                     strbuf_text(&names), builder->set->id, builder->set->channel);
    *failed |= names.failed || !words;
    strbuf_free(&names);
    return words;
}

static bool write_notes(struct builder *builder)
{
    struct standing *standing = builder->standing;
    const struct benchline *line = benchline_count_finish(builder->bench);
    const char **notes = ARENA_ARRAY(builder->arena, const char *, 2);
    bool failed = false;
    if (!line || !notes) {
        return err_memory(builder->err);
    }
    standing->line = line;
    const char *said[] = {foreign_words(builder, &failed), bound_words(builder, line, &failed)};
    for (size_t i = 0; i < ARRAY_COUNT(said); i++) {
        if (said[i]) {
            notes[standing->note_count++] = said[i];
        }
    }
    standing->notes = notes;
    return !failed || err_memory(builder->err);
}

static bool standing_walk(struct arena *arena, struct store *store, const struct scope *scope,
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
        ok = health_build(store, scope, cancel, &builder->health, &trouble) &&
             account_build(arena, store, scope, &builder->account, &trouble) && walk_all(builder) &&
             count_all(builder) && write_verdict(builder) &&
             attention_finish(builder->attention, store, &builder->health, &builder->account,
                              &builder->unknowns, builder->unattributed, &made->attention,
                              &made->attention_count, &made->attention_more, &trouble) &&
             write_notes(builder);
        movers_free(builder->moved);
    }
    arena_free(scratch);
    if (ok) {
        *standing = made;
    } else if (err) {
        *err = trouble;
    }
    return ok;
}

bool standing_build(struct arena *arena, struct store *store, const struct scope *scope,
                    struct cancel *cancel, const struct standing **standing, struct err *err)
{
    struct strbuf key = STRBUF_INIT;
    bool keep = standing_key(store, scope, &key);
    const struct standing *kept =
        keep ? standing_recall(arena, store, scope, strbuf_text(&key)) : NULL;
    bool ok = true;
    if (kept) {
        *standing = kept;
    } else {
        ok = standing_walk(arena, store, scope, cancel, standing, err);
    }
    if (ok && keep && !kept) {
        standing_remember(store, scope, strbuf_text(&key), *standing);
    }
    strbuf_free(&key);
    return ok;
}

const char *standing_more_words(const struct standing *standing, char buffer[WORDS_SIZE])
{
    size_t campaigns = standing->attention_more;
    for (size_t i = 0; i < standing->attention_count; i++) {
        campaigns += standing->attention[i].kind == ATTENTION_GRADE;
    }
    buffer[0] = '\0';
    if (standing->attention_more > 0) {
        snprintf(buffer, WORDS_SIZE,
                 NG_("%zu campaign, %zu of them not in the list",
                     "%zu campaigns, %zu of them not in the list", campaigns),
                 campaigns, standing->attention_more);
    }
    return buffer;
}

struct table *standing_table(struct arena *arena, const struct standing *standing,
                             const char *limit)
{
    size_t first = limit ? 1 : 0, count = first + standing->attention_count;
    char more[WORDS_SIZE];
    struct table_column *columns = ARENA_ARRAY(arena, struct table_column, 2);
    int64_t *ids = ARENA_ARRAY(arena, int64_t, count);
    if (!columns || !ids) {
        return NULL;
    }
    columns[0] = (struct table_column){
        .id = "name", .title = _("What"), .kind = CELL_TEXT, .min_columns = 12};
    columns[1] = (struct table_column){.id = "text", .title = _("Why"), .kind = CELL_TEXT};
    struct table *table = table_new(arena, _("Needs attention"), columns, 2, count);
    if (!table) {
        return NULL;
    }
    table->row_ids = ids;
    if (limit) {
        ids[0] = -1;
        *table_cell(table, 0, 0) = cell_text(_("Messaging limit"));
        *table_cell(table, 0, 1) = cell_text(limit);
    }
    for (size_t i = 0; i < standing->attention_count; i++) {
        const struct attention *line = &standing->attention[i];
        ids[first + i] = line->number;
        *table_cell(table, first + i, 0) = cell_text(line->name ? line->name : _("All campaigns"));
        *table_cell(table, first + i, 1) = cell_text(line->text);
    }
    standing_more_words(standing, more);
    return !more[0] || table_note(table, arena, more) ? table : NULL;
}
