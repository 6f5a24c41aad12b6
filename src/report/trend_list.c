/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/trend_list.h"

#include <math.h>

#include "base/i18n.h"
#include "base/vec.h"
#include "report/trend_private.h"
#include "report/words.h"
#include "stats/holm.h"

enum {
    NAME,
    ID,
    VALUE,
    BEFORE,
    CHANGE,
    LAST,
    DATE,
    SPARK,
    STATE,
    VERDICT,
    DIRECTION,
    TEXT,
    COLUMNS
};

struct listing {
    struct arena *arena;
    struct store *store;
    const struct scope *scope;
    struct trend_request request;
    struct cancel *cancel;
    struct vec trends; /* const struct trend * */
    struct err *err;
};

static struct cell empty(void)
{
    return (struct cell){.kind = CELL_EMPTY, .grade = GRADE_NONE};
}

/* --- which ----------------------------------------------------------------------------------- */

static bool push(struct listing *listing, const struct trend *trend)
{
    const struct trend **place = vec_push(&listing->trends);
    if (!place) {
        return err_memory(listing->err);
    }
    *place = trend;
    return true;
}

static bool is_known(const struct trend *trend)
{
    bool known = trend->whole.known || trend->currency_count > 0;
    for (size_t i = 0; i < trend->count; i++) {
        known |= trend->points[i].known;
    }
    return known;
}

/* Each currency by itself where there are several. */
static bool push_parted(struct listing *listing, const struct trend *mixed)
{
    struct trend_request one = listing->request;
    one.measure = mixed->measure;
    for (size_t i = 0; i < mixed->currency_count; i++) {
        const struct trend *trend;
        one.currency = mixed->currencies[i];
        if (!trend_build(listing->arena, listing->store, listing->scope, &one, listing->cancel,
                         &trend, listing->err) ||
            (is_known(trend) && !push(listing, trend))) {
            return false;
        }
    }
    return true;
}

static bool push_several(struct listing *listing, const struct trend_measure *measures,
                         size_t count)
{
    const struct trend **made = ARENA_ARRAY(listing->arena, const struct trend *, count + 1);
    if (!made) {
        return err_memory(listing->err);
    }
    if (count &&
        !trend_build_several(listing->arena, listing->store, listing->scope, &listing->request,
                             measures, count, listing->cancel, made, listing->err)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        bool parted = made[i]->currency_count > 0;
        if (parted ? !push_parted(listing, made[i])
                   : is_known(made[i]) && !push(listing, made[i])) {
            return false;
        }
    }
    return true;
}

static bool gather(struct listing *listing, bool people)
{
    size_t all, count = 0;
    const struct trend_measure *offered = trend_offered(&all);
    struct trend_measure *wanted = ARENA_ARRAY(listing->arena, struct trend_measure, all);
    bool *known = ARENA_ARRAY(listing->arena, bool, all);
    if (!wanted || !known) {
        return err_memory(listing->err);
    }
    if (!trend_known(listing->store, listing->scope, offered, all, known, listing->err)) {
        return false;
    }
    for (size_t i = 0; i < TREND_MAIN; i++) {
        if (known[i]) {
            wanted[count++] = offered[i];
        }
    }
    if (!push_several(listing, wanted, count)) {
        return false;
    }
    count = 0;
    for (size_t i = TREND_MAIN; people && i < all; i++) {
        if (known[i] && trend_is_of_facts(offered[i])) {
            wanted[count++] = offered[i];
        }
    }
    if (listing->request.by == TREND_DAY) { /* one day has too few of them, and nobody stayed */
        listing->request.by = TREND_WEEK;
    }
    return push_several(listing, wanted, count);
}

/* --- directions, looked at together ----------------------------------------------------------- */

struct looked {
    size_t figures; /* that a direction was looked for in */
    size_t alone;   /* that would rise or fall if they were looked at alone */
};

static bool is_moving(const struct trend_direction *direction)
{
    return direction->state == TREND_RISING || direction->state == TREND_FALLING;
}

/* The same trend without the direction that it has alone; NULL: out of memory. */
static const struct trend *hold_back(struct arena *arena, const struct trend *alone, size_t figures)
{
    struct trend *trend = ARENA_NEW(arena, struct trend);
    const char *text =
        arena_printf(arena,
                     alone->direction.state == TREND_RISING
                         ? _("%s: looked at alone it rises; among %zu figures that may be chance.")
                         : _("%s: looked at alone it falls; among %zu figures that may be chance."),
                     trend_measure_title(alone->measure), figures);
    if (!trend || !text) {
        return NULL;
    }
    *trend = *alone;
    trend->direction.alone = alone->direction.state == TREND_RISING ? 1 : -1;
    trend->direction.state = TREND_STEADY;
    trend->direction.verdict = 0;
    trend->direction.text = text;
    return trend;
}

/* Of twenty figures that nothing moves, one would rise or fall beyond 5 %: the rows are held to
 * that level together. */
static bool look_together(struct listing *listing, const struct trend **trends, size_t count,
                          struct looked *looked)
{
    double *p = ARENA_ARRAY(listing->arena, double, count + 1);
    if (!p) {
        return err_memory(listing->err);
    }
    *looked = (struct looked){0};
    for (size_t i = 0; i < count; i++) {
        if (trends[i]->direction.state != TREND_TOO_FEW) {
            p[looked->figures++] = trends[i]->direction.p;
        }
    }
    if (!stats_holm(p, looked->figures, p, listing->err)) {
        return false;
    }
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        const struct trend *trend = trends[i];
        if (trend->direction.state != TREND_TOO_FEW && p[at++] >= TREND_LEVEL &&
            is_moving(&trend->direction)) {
            trends[i] = hold_back(listing->arena, trend, looked->figures);
            looked->alone++;
            if (!trends[i]) {
                return err_memory(listing->err);
            }
        }
    }
    return true;
}

/* --- rows ------------------------------------------------------------------------------------ */

static const char *name_of(struct arena *arena, const struct trend *trend, enum trend_by by)
{
    const char *name = trend_measure_title(trend->measure);
    const char *unit = trend_measure_unit(trend->measure);
    if (trend->kind != CELL_MONEY && trend_is_money(trend->measure) && trend->currency.code[0]) {
        const char *currency = words_currency(&trend->currency);
        bool coded = currency == trend->currency.code;
        name = arena_printf(arena, coded ? "%s %s" : "%s, %s", name, currency);
    }
    if (name && unit[0]) {
        name = arena_printf(arena, "%s, %s", name, unit);
    }
    return name && trend->by != by ? arena_printf(arena, _("%s by week"), name) : name;
}

static const char *direction_words(const struct trend *trend)
{
    const struct trend_direction *direction = &trend->direction;
    switch (direction->state) {
    case TREND_TOO_FEW:
        return trend_is_of_facts(trend->measure) ? _("too few weeks") : _("too few days");
    case TREND_STEADY:
        return direction->alone > 0   ? _("rising, may be chance")
               : direction->alone < 0 ? _("falling, may be chance")
                                      : _("steady");
    case TREND_RISING:
        return direction->verdict > 0   ? _("rising, for the better")
               : direction->verdict < 0 ? _("rising, for the worse")
                                        : _("rising");
    case TREND_FALLING:
        break;
    }
    return direction->verdict > 0   ? _("falling, for the better")
           : direction->verdict < 0 ? _("falling, for the worse")
                                    : _("falling");
}

/* Steps in so many shares at most: the mean of those that are known. */
enum { SPARK_MOST = 40 };

static bool put_spark(struct arena *arena, const struct trend *trend, struct cell *cell)
{
    struct spark *spark = ARENA_NEW(arena, struct spark);
    size_t steps = trend->complete, shares = steps < SPARK_MOST ? steps : SPARK_MOST;
    float *values = ARENA_ARRAY(arena, float, shares + 1);
    bool any = false;
    if (!spark || !values) {
        return false;
    }
    for (size_t share = 0; share < shares; share++) {
        double sum = 0;
        size_t known = 0;
        for (size_t i = share * steps / shares; i < (share + 1) * steps / shares; i++) {
            sum += trend->points[i].known ? trend->points[i].value : 0;
            known += trend->points[i].known;
        }
        values[share] = known ? (float)(sum / (double)known) : (float)NAN;
        any |= known > 0;
    }
    *spark = (struct spark){.values = values, .count = (uint16_t)shares};
    *cell = any ? (struct cell){.spark = spark, .kind = CELL_SPARK, .grade = GRADE_NONE} : empty();
    return true;
}

/* The last step that is complete and known. */
static const struct trend_point *last_of(const struct trend *trend)
{
    size_t at = trend->complete;
    while (at > 0 && !trend->points[at - 1].known) {
        at--;
    }
    return at ? &trend->points[at - 1] : NULL;
}

static bool put_row(struct arena *arena, const struct trend *trend, enum trend_by by,
                    struct cell *row)
{
    static const char *const verdicts[] = {"worse", "", "better"};
    const struct trend_point *last = last_of(trend);
    const char *name = name_of(arena, trend, by);
    row[NAME] = cell_text(name);
    row[ID] = cell_text(trend_measure_id(trend->measure));
    row[VALUE] = trend_cell(trend, &trend->whole);
    row[BEFORE] = trend->has_before ? trend_cell(trend, &trend->whole_before) : empty();
    row[CHANGE] = trend->change ? cell_text(trend->change) : empty();
    row[LAST] = last ? trend_cell(trend, last) : empty();
    row[DATE] = last ? cell_day(last->date) : empty();
    row[STATE] = cell_text(trend_state_name(trend->direction.state));
    row[VERDICT] = cell_text(verdicts[1 + trend->direction.verdict]);
    row[DIRECTION] = cell_text(direction_words(trend));
    row[TEXT] = cell_text(trend->direction.text);
    return name && put_spark(arena, trend, &row[SPARK]);
}

static struct table *lay_out(struct arena *arena, enum trend_by by,
                             const struct trend *const *trends, size_t count)
{
    static const char *const lasts[] = {[TREND_DAY] = N_("Last day"),
                                        [TREND_WEEK] = N_("Last week"),
                                        [TREND_MONTH] = N_("Last month")};
    struct table_column *columns = ARENA_ARRAY(arena, struct table_column, COLUMNS);
    int64_t *ids = ARENA_ARRAY(arena, int64_t, count + 1);
    bool before = false; /* where there is no period before, pages have no room for its columns */
    if (!columns || !ids) {
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        before |= trends[i]->has_before;
    }
    columns[NAME] = (struct table_column){
        .id = "name", .title = _("KPI"), .kind = CELL_TEXT, .min_columns = 16};
    columns[ID] =
        (struct table_column){.id = "kpi", .title = _("KPI"), .kind = CELL_TEXT, .key = true};
    columns[VALUE] = (struct table_column){.id = "value",
                                           .title = _("Together"),
                                           .help = _("all complete days of the period"),
                                           .kind = CELL_NUMBER,
                                           .align = TABLE_RIGHT};
    columns[BEFORE] = (struct table_column){.id = "before",
                                            .title = _("Before"),
                                            .help = _("as many days of the period before"),
                                            .kind = CELL_NUMBER,
                                            .align = TABLE_RIGHT,
                                            .priority = 4,
                                            .key = !before};
    columns[CHANGE] = (struct table_column){.id = "change",
                                            .title = _("Change"),
                                            .kind = CELL_TEXT,
                                            .align = TABLE_RIGHT,
                                            .priority = 2,
                                            .min_columns = 10,
                                            .max_columns = 12,
                                            .key = !before};
    columns[LAST] = (struct table_column){.id = "last",
                                          .title = _(lasts[by]),
                                          .help = _("the last of which all has come"),
                                          .kind = CELL_NUMBER,
                                          .align = TABLE_RIGHT,
                                          .priority = 3};
    columns[DATE] =
        (struct table_column){.id = "date", .title = _("Day"), .kind = CELL_DAY, .key = true};
    columns[SPARK] = (struct table_column){
        .id = "spark",
        .title = _("Course"),
        .help = _("each row on a scale of its own, from its lowest to its highest"),
        .kind = CELL_SPARK,
        .min_columns = 8,
        .max_columns = SPARK_MOST};
    columns[STATE] = (struct table_column){
        .id = "direction", .title = _("Direction"), .kind = CELL_TEXT, .key = true};
    columns[VERDICT] = (struct table_column){
        .id = "verdict", .title = _("Verdict"), .kind = CELL_TEXT, .key = true};
    columns[DIRECTION] = (struct table_column){
        .id = "goes", .title = _("Direction"), .kind = CELL_TEXT, .priority = 1, .min_columns = 23};
    columns[TEXT] =
        (struct table_column){.id = "text", .title = _("Sentence"), .kind = CELL_TEXT, .key = true};
    struct table *table = table_new(arena, _("KPIs over time"), columns, COLUMNS, count);
    for (size_t i = 0; table && i < count; i++) {
        ids[i] = (int64_t)i;
        if (!put_row(arena, trends[i], by, table_cell(table, i, 0))) {
            return NULL;
        }
    }
    if (table) {
        table->row_ids = ids;
    }
    return table;
}

/* Where only one figure was looked at, alone and together are the same. */
static bool note_looked(struct arena *arena, struct table *table, const struct looked *looked)
{
    if (looked->figures < 2) {
        return true;
    }
    const char *text =
        looked->alone
            ? arena_printf(arena,
                           _("Directions: %zu figures are looked at together (Holm); %zu more "
                             "would rise or fall alone."),
                           looked->figures, looked->alone)
            : arena_printf(arena, _("Directions: %zu figures are looked at together (Holm)."),
                           looked->figures);
    return text && table_note(table, arena, text);
}

static bool add_notes(struct arena *arena, struct table *table, const struct trend_list *list,
                      const struct looked *looked)
{
    bool counting = false;
    for (size_t i = 0; i < list->count; i++) {
        counting |= list->trends[i]->counting_from != DAY_NONE;
    }
    if (!list->count) {
        return table_note(table, arena, _("Nothing is known of these days."));
    }
    return table_note(
               table, arena,
               _("Course: each row on a scale of its own, from its lowest to its highest.")) &&
           note_looked(arena, table, looked) &&
           (!counting ||
            table_note(table, arena, _("What is still counting is left out of all of it.")));
}

bool trend_list_build(struct arena *arena, struct store *store, const struct scope *scope,
                      const struct trend_request *request, bool people, struct cancel *cancel,
                      const struct trend_list **list, struct err *err)
{
    struct listing listing = {.arena = arena,
                              .store = store,
                              .scope = scope,
                              .request = *request,
                              .cancel = cancel,
                              .trends = VEC_INIT(const struct trend *),
                              .err = err};
    struct trend_list *made = ARENA_NEW(arena, struct trend_list);
    bool ok = (made || err_memory(err)) && gather(&listing, people);
    const struct trend **trends = NULL;
    struct looked looked = {0};
    if (ok) {
        made->count = listing.trends.count;
        made->trends = trends = vec_keep(&listing.trends, arena);
        ok = trends ? look_together(&listing, trends, made->count, &looked) : err_memory(err);
    }
    if (ok) {
        made->table = lay_out(arena, request->by, made->trends, made->count);
        ok = (made->table && add_notes(arena, made->table, made, &looked)) || err_memory(err);
    }
    vec_free(&listing.trends);
    *list = ok ? made : *list;
    return ok;
}
