/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/attention.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "report/column.h"
#include "report/words.h"
#include "store/ledger.h"
#include "text/format.h"

static const struct {
    enum kpi kpi;
    double weight;
    bool leaning;
} judged[JUDGED_COUNT] = {
#define JUDGED_ROW(id, weight, leaning) {KPI_##id, weight, leaning},
    JUDGED_LIST(JUDGED_ROW)
#undef JUDGED_ROW
};

enum kpi attention_kpi(int which)
{
    return judged[which].kpi;
}

/* A line that may be shown. */
struct candidate {
    double weight;
    int64_t number;
    int32_t start;
    struct item_judge judge;
    int64_t sent;
};

/* Whichever came first on the walk: of equally heavy ones the later campaign, then a number. */
static bool is_heavier(const struct candidate *a, const struct candidate *b)
{
    if (a->weight > b->weight || a->weight < b->weight) {
        return a->weight > b->weight;
    }
    return a->start != b->start ? a->start > b->start : a->number < b->number;
}

struct attention_list {
    struct arena *arena, *scratch;
    const struct scope *scope;
    struct candidate worst[ATTENTION_LINES]; /* heaviest first */
    size_t worst_count;
    size_t poor; /* campaigns that would have a line */
    struct attention lines[2 * ATTENTION_LINES];
    size_t line_count;
};

struct attention_list *attention_new(struct arena *arena, struct arena *scratch,
                                     const struct scope *scope)
{
    struct attention_list *list = ARENA_NEW(scratch, struct attention_list);
    if (list) {
        list->arena = arena;
        list->scratch = scratch;
        list->scope = scope;
    }
    return list;
}

/* --- campaigns ------------------------------------------------------------------------------- */

/* How far outside its typical band, as a share of the edge, times those who were sent it. */
static double weight_of(const struct kpi_result *result, int64_t sent, double weight)
{
    double edge = result->grade.row->typical;
    double far = edge > 0 ? fabs(result->value.value - edge) / edge : 1;
    return weight * fmin(far, 1) * (double)sent * (result->grade.certain ? 1 : 0.25);
}

static void keep_candidate(struct attention_list *list, const struct candidate *candidate)
{
    size_t at = list->worst_count;
    while (at > 0 && is_heavier(candidate, &list->worst[at - 1])) {
        at--;
    }
    if (at == ATTENTION_LINES) {
        return;
    }
    size_t last = list->worst_count < ATTENTION_LINES ? list->worst_count++ : ATTENTION_LINES - 1;
    memmove(&list->worst[at + 1], &list->worst[at], (last - at) * sizeof *list->worst);
    list->worst[at] = *candidate;
}

void attention_see(struct attention_list *list, const struct report_item *item,
                   const struct item_judge judges[JUDGED_COUNT])
{
    struct candidate heaviest = {.weight = -1};
    int64_t sent = 0;
    total_get(item->total, COUNTER_SENT, &sent);
    for (int i = 0; i < JUDGED_COUNT; i++) {
        const struct grade_result *grade = &judges[i].result.grade;
        if (grade->grade != GRADE_POOR || !(grade->certain || judged[i].leaning)) {
            continue;
        }
        double weight = weight_of(&judges[i].result, sent, judged[i].weight);
        if (weight > heaviest.weight) {
            heaviest = (struct candidate){weight, item->number, item->start, judges[i], sent};
        }
    }
    if (heaviest.weight >= 0) {
        list->poor++;
        keep_candidate(list, &heaviest);
    }
}

/* --- lines ----------------------------------------------------------------------------------- */

static bool add_line(struct attention_list *list, const struct attention *line, struct err *err)
{
    if (!line->text) {
        return err_memory(err);
    }
    if (list->line_count < ARRAY_COUNT(list->lines)) {
        list->lines[list->line_count++] = *line;
    }
    return true;
}

static bool add_worse(struct attention_list *list, enum attention_kind kind,
                      const struct health_rate *rate, struct err *err)
{
    struct attention line = {.kind = kind,
                             .number = -1,
                             .kpi = rate->kpi,
                             .grade = rate->grade.grade,
                             .certain = rate->grade.certain};
    if (rate->way == HEALTH_STEADY) {
        return true;
    }
    line.text = health_words(list->arena, rate);
    return add_line(list, &line, err);
}

/* Fewer messages arrive, more people opt out, or more run into Meta's limit. */
static bool add_health(struct attention_list *list, const struct health *health, struct err *err)
{
    bool ok = add_worse(list, ATTENTION_FALLING, &health->delivery, err);
    for (int i = 0; ok && i < HEALTH_RATES; i++) {
        ok = add_worse(list, ATTENTION_RISING, &health->rates[i], err);
    }
    return ok;
}

/* What Meta finds fault with: quality below GREEN, and what it stopped. */
static bool add_quality(struct attention_list *list, const struct account *account, struct err *err)
{
    struct attention line = {.kind = ATTENTION_QUALITY,
                             .number = -1,
                             .name = account->quality_of ? account->quality_of : _("Phone number"),
                             .kpi = KPI_NONE,
                             .grade = account->quality == QUALITY_RED ? GRADE_POOR : GRADE_TYPICAL,
                             .certain = true};
    if (account->quality > QUALITY_GREEN) {
        line.text = account_fault_words(list->arena, account);
        if (!add_line(list, &line, err)) {
            return false;
        }
    }
    for (size_t i = 0; i < account->trouble_count; i++) {
        line.name = account->troubles[i].name ? account->troubles[i].name : _("Account");
        line.grade = GRADE_NONE;
        line.text = account->troubles[i].text;
        if (!add_line(list, &line, err)) {
            return false;
        }
    }
    return true;
}

static bool add_grade(struct attention_list *list, struct store *store,
                      const struct candidate *candidate, struct err *err)
{
    char value[WORDS_SIZE], distance[WORDS_SIZE], sent[FORMAT_SIZE];
    struct attention line = {
        .kind = ATTENTION_GRADE,
        .number = candidate->number,
        .kpi = candidate->judge.kpi,
        .grade = candidate->judge.result.grade.grade,
        .certain = candidate->judge.result.grade.certain,
        .text = arena_printf(
            list->arena, _("%s %s, %s (%s sent)"), column_kpi_title(candidate->judge.kpi),
            words_value(candidate->judge.kpi, &candidate->judge.result.value, value),
            words_distance(candidate->judge.kpi, &candidate->judge.result.grade, distance),
            format_count(candidate->sent, sent))};
    return query_name(store, list->arena, candidate->number, &line.name, err) &&
           add_line(list, &line, err);
}

static bool add_unattributed(struct attention_list *list, int64_t messages, struct err *err)
{
    char count[FORMAT_SIZE];
    if (messages == 0) {
        return true;
    }
    struct attention line = {.kind = ATTENTION_UNATTRIBUTED,
                             .name = CAMPAIGN_UNATTRIBUTED,
                             .kpi = KPI_NONE,
                             .grade = GRADE_NONE,
                             .text = arena_printf(list->arena,
                                                  NG_("%s message names no campaign",
                                                      "%s messages name no campaign", messages),
                                                  format_count(messages, count))};
    return add_line(list, &line, err);
}

#define UNKNOWN_LINES 3

static bool add_unknown(struct attention_list *list, const struct unknowns *unknowns,
                        struct err *err)
{
    const char *texts[UNKNOWN_COUNT];
    enum kpi kpis[UNKNOWN_COUNT];
    int count = unknown_words(unknowns, list->arena, texts, kpis);
    if (count < 0) {
        return err_memory(err);
    }
    for (int i = 0; i < count && i < UNKNOWN_LINES; i++) {
        struct attention line = {.kind = ATTENTION_UNKNOWN,
                                 .number = -1,
                                 .kpi = kpis[i],
                                 .grade = GRADE_NONE,
                                 .text = texts[i]};
        if (!add_line(list, &line, err)) {
            return false;
        }
    }
    return true;
}

/* The newest file that stands, if it left rows out; what people decided since is none. */
static bool add_rejected(struct attention_list *list, struct store *store, struct err *err)
{
    struct import_run *runs;
    size_t count, at = 0;
    if (!ledger_list(store, list->scratch, &runs, &count, err)) {
        return false;
    }
    while (at < count && (runs[at].undone_at != TIME_NONE || ledger_is_decision(&runs[at]))) {
        at++;
    }
    if (at == count || runs[at].rejected == 0) {
        return true;
    }
    char rejected[FORMAT_SIZE], rows[FORMAT_SIZE];
    struct attention line = {
        .kind = ATTENTION_REJECTED,
        .number = runs[at].id,
        .name = arena_strdup(list->arena, runs[at].file),
        .kpi = KPI_NONE,
        .grade = GRADE_NONE,
        .text = arena_printf(list->arena,
                             NG_("%s of %s row of the last import was rejected",
                                 "%s of %s rows of the last import were rejected", runs[at].rows),
                             format_count(runs[at].rejected, rejected),
                             format_count(runs[at].rows, rows))};
    return line.name ? add_line(list, &line, err) : err_memory(err);
}

/* What is not about one campaign keeps its place; campaigns share the rest. */
static bool fill(struct attention_list *list, struct store *store, const struct health *health,
                 const struct account *account, const struct unknowns *unknowns,
                 int64_t unattributed, struct err *err)
{
    if (!add_quality(list, account, err) || !add_health(list, health, err)) {
        return false;
    }
    size_t first = list->line_count;
    if (!add_unattributed(list, unattributed, err) || !add_unknown(list, unknowns, err) ||
        !add_rejected(list, store, err)) {
        return false;
    }
    struct attention others[ATTENTION_LINES];
    size_t other_count = list->line_count - first;
    memcpy(others, &list->lines[first], other_count * sizeof *others);
    list->line_count = first;
    size_t room = ATTENTION_LINES - first - other_count;
    for (size_t i = 0; i < list->worst_count && i < room; i++) {
        if (!add_grade(list, store, &list->worst[i], err)) {
            return false;
        }
        list->poor--;
    }
    for (size_t i = 0; i < other_count; i++) {
        add_line(list, &others[i], err);
    }
    return true;
}

size_t attention_poor(const struct attention_list *list)
{
    return list->poor;
}

bool attention_finish(struct attention_list *list, struct store *store, const struct health *health,
                      const struct account *account, const struct unknowns *unknowns,
                      int64_t unattributed, const struct attention **lines, size_t *count,
                      size_t *more, struct err *err)
{
    if (!fill(list, store, health, account, unknowns, unattributed, err)) {
        return false;
    }
    struct attention *kept = ARENA_ARRAY(list->arena, struct attention, list->line_count);
    if (!kept) {
        return err_memory(err);
    }
    memcpy(kept, list->lines, list->line_count * sizeof *kept);
    *lines = kept;
    *count = list->line_count;
    *more = list->poor;
    return true;
}
