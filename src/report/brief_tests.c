/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tests of a brief: what was sent in variants or templates, or has a plan, and how it stands.
 */
#include "base/i18n.h"
#include "report/brief_private.h"
#include "report/compare.h"

/* Campaigns that are looked at for tests: each costs a comparison. */
#define CANDIDATES_MAX 24

struct shown {
    const char *name;
    char id[9];
    const struct compare *compare;
};

/* Segments are chosen, not drawn: who got what is no test. What nobody declared and nobody split in
 * two is none either. */
static bool is_test(const struct compare *compare)
{
    bool drawn = compare->planned || compare->by == ATTR_VARIANT || compare->by == ATTR_TEMPLATE;
    bool split =
        compare->state != COMPARE_BROKEN_SPLIT || compare->planned || compare->by == ATTR_VARIANT;
    return drawn && split && compare->state != COMPARE_NOT_A_TEST &&
           compare->state != COMPARE_NO_DATA;
}

static const char *status_words(const struct compare *compare)
{
    switch (compare->state) {
    case COMPARE_WINNER:
    case COMPARE_LOSER:
    case COMPARE_EQUAL:
        return _("decided");
    case COMPARE_DATA_ERROR:
    case COMPARE_BROKEN_SPLIT:
        return _("cannot be judged");
    case COMPARE_TOO_EARLY:
    case COMPARE_NO_DIFFERENCE:
    case COMPARE_TOO_FEW:
    case COMPARE_NO_DATA:
    case COMPARE_NOT_A_TEST:
    case COMPARE_NONE:
    case COMPARE_STATE_COUNT:
    default:
        return compare->ended ? _("ended open") : _("running");
    }
}

static bool fill(const struct brief_builder *builder, struct table *table, size_t row,
                 const struct shown *shown)
{
    const struct compare *compare = shown->compare;
    bool won = compare->winner >= 0 && (size_t)compare->winner < compare->arm_count;
    const char *name = brief_masked(builder->arena, shown->name);
    const char *winner = won ? compare->arms[compare->winner].shown : "";
    const char *id = arena_strdup(builder->arena, shown->id);
    const struct cell cells[] = {
        cell_text(name),
        cell_text(id),
        cell_text(compare_state_name(compare->state)),
        cell_text(compare->goal == KPI_NONE ? "" : kpi_info(compare->goal)->name),
        cell_text(status_words(compare)),
        cell_text(compare->goal == KPI_NONE ? "" : column_kpi_title(compare->goal)),
        cell_text(winner),
        cell_day(compare->decided_on),
        cell_text(compare->text ? compare->text : "")};
    for (size_t i = 0; i < ARRAY_COUNT(cells); i++) {
        *table_cell(table, row, i) = cells[i];
    }
    if (compare->decided_on == DAY_NONE) {
        *table_cell(table, row, 7) = (struct cell){.kind = CELL_EMPTY, .grade = GRADE_NONE};
    }
    return name && id;
}

static bool lay_out(struct brief_builder *builder, const struct shown *shown, size_t count)
{
    const struct table_column columns[] = {
        brief_words("campaign", _("Campaign")), brief_words("id", _("Id")),
        brief_words("state", _("State")),       brief_words("kpi", _("KPI")),
        brief_words("status", _("Status")),     brief_words("goal", _("By")),
        brief_words("winner", _("Winner")),     brief_figure("decided", _("Since"), CELL_DAY),
        brief_words("says", _("What it says"))};
    struct table_column *kept =
        ARENA_ARRAY(builder->arena, struct table_column, ARRAY_COUNT(columns));
    if (!kept) {
        return err_memory(builder->err);
    }
    for (size_t i = 0; i < ARRAY_COUNT(columns); i++) {
        kept[i] = columns[i];
        kept[i].key = i >= 1 && i <= 3;
        kept[i].align = TABLE_LEFT;
    }
    struct table *table = table_new(builder->arena, "", kept, ARRAY_COUNT(columns), count);
    for (size_t i = 0; table && i < count; i++) {
        if (!fill(builder, table, i, &shown[i])) {
            return err_memory(builder->err);
        }
    }
    return brief_keep(builder, BRIEF_TESTS, table, _("Nothing was sent in two variants."));
}

bool brief_tests(struct brief_builder *builder)
{
    const struct compare_tests *tests;
    struct shown shown[BRIEF_TESTS_MAX];
    size_t count = 0;
    if (!compare_tests(builder->arena, builder->store, builder->scope, builder->cancel, &tests,
                       builder->err)) {
        return false;
    }
    for (size_t i = 0; i < tests->count && i < CANDIDATES_MAX && count < BRIEF_TESTS_MAX; i++) {
        struct shown *one = &shown[count];
        const struct compare_request request = {.campaigns = &tests->tests[i].number,
                                                .campaign_count = 1,
                                                .by = ATTR_NONE,
                                                .goal = KPI_NONE,
                                                .masked = true};
        if (!compare_build(builder->arena, builder->store, builder->scope, &request,
                           builder->cancel, &one->compare, builder->err)) {
            return false;
        }
        one->name = tests->tests[i].name;
        campaign_id_format(tests->tests[i].number, one->id);
        count += is_test(one->compare);
    }
    return lay_out(builder, shown, count);
}
