/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "report/column.h"
#include "report/compare_private.h"

static struct table_column column_of(const char *id, const char *title, enum cell_kind kind)
{
    return (struct table_column){.id = id,
                                 .title = title,
                                 .kind = kind,
                                 .align = kind == CELL_TEXT ? TABLE_LEFT : TABLE_RIGHT};
}

static struct cell number_cell(enum cell_kind kind, bool known, double value)
{
    if (!known) {
        return cell_unknown(KPI_REASON_NONE);
    }
    return (struct cell){.number = value, .kind = (uint8_t)kind, .grade = GRADE_NONE};
}

static struct cell money_cell(bool known, double value, struct currency currency)
{
    if (!known) {
        return cell_unknown(KPI_REASON_NONE);
    }
    return (struct cell){.integer = words_micros(value),
                         .currency = currency,
                         .kind = CELL_MONEY,
                         .grade = GRADE_NONE};
}

static struct cell rate_cell(const struct compare_kpi *kpi, size_t arm)
{
    const struct compare_rate *rate = &kpi->arms[arm];
    if (!rate->known) {
        return cell_unknown(KPI_REASON_UNKNOWN_COUNTER);
    }
    return kpi->money ? money_cell(rate->has_value, rate->value, rate->currency)
                      : number_cell(CELL_PERCENT, rate->has_value, rate->value);
}

const char *compare_value_words(const struct compare_kpi *kpi, size_t arm, char buffer[64])
{
    struct cell cell = rate_cell(kpi, arm);
    return cell_words(&cell, false, buffer);
}

/* A difference of rates, or of money. */
static struct cell change_cell(const struct compare_kpi *kpi, bool known, double value)
{
    return kpi->money ? money_cell(known, value, kpi->arms[0].currency)
                      : number_cell(CELL_POINTS, known, value);
}

const char *compare_change_words(const struct compare_kpi *kpi, bool known, double value,
                                 char buffer[64])
{
    struct cell cell = change_cell(kpi, known, value);
    return cell_words(&cell, false, buffer);
}

/* "CTR · delivered" where it is not the comparison's base. */
const char *compare_kpi_words(struct arena *arena, const struct compare *compare,
                              const struct compare_kpi *kpi)
{
    const char *title = column_kpi_title(kpi->kpi);
    bool second = kpi != &compare->kpis[0] && kpi->kpi == compare->goal;
    return second ? arena_printf(arena, "%s %s", title, _("among delivered")) : title;
}

static const struct compare_guardrail *guardrail_of(const struct compare *compare, enum kpi kpi)
{
    for (size_t i = 0; i < compare->guardrail_count; i++) {
        if (compare->guardrails[i].kpi == kpi) {
            return &compare->guardrails[i];
        }
    }
    return NULL;
}

const char *compare_says(const struct compare *compare, const struct compare_kpi *kpi)
{
    for (size_t i = 0; kpi->role != COMPARE_GOAL && i < compare->arm_count; i++) {
        if (!kpi->money && kpi->arms[i].count.x > kpi->arms[i].count.n) {
            return _("more than there were people");
        }
    }
    const struct compare_guardrail *guardrail = guardrail_of(compare, kpi->kpi);
    if (guardrail) {
        return guardrail->state == COMPARE_SAFE   ? _("fine")
               : guardrail->state == COMPARE_HARM ? _("harm")
                                                  : _("not known yet");
    }
    if (kpi->role == COMPARE_GOAL && compare->arm_count == 2) {
        return kpi->pairs[0].text;
    }
    /* The goal's are said once, for the whole. */
    bool same = compare->counted && kpi->young && strcmp(kpi->young, compare->counted) == 0;
    return kpi->note ? kpi->note : kpi->young && !same ? kpi->young : "";
}

static const char *role_words(enum compare_role role)
{
    return role == COMPARE_GOAL ? _("goal") : role == COMPARE_GUARDRAIL ? _("watch") : "";
}

/* Everything that the sentence leaves to notes. */
static bool put_notes(struct table *table, struct arena *arena, const struct compare *compare)
{
    bool ok = true;
    for (size_t i = 0; ok && i < compare->kpi_count; i++) {
        const struct compare_kpi *kpi = &compare->kpis[i];
        if (kpi->role == COMPARE_OTHER && kpi->kpi == compare->goal) {
            ok = table_note(table, arena,
                            _("among delivered: can favor a template that WhatsApp delivers to "
                              "keener people"));
        }
    }
    for (size_t i = 0; ok && i < compare->note_count; i++) {
        ok = table_note(table, arena, compare->notes[i]);
    }
    return ok;
}

struct table *compare_table(struct arena *arena, const struct compare *compare)
{
    size_t arms = compare->arm_count, changes = arms == 2 ? 3 : 0, count = 2 + arms + changes + 1;
    struct table_column *columns = ARENA_ARRAY(arena, struct table_column, count);
    if (!columns) {
        return NULL;
    }
    columns[0] = column_of("kpi", _("KPI"), CELL_TEXT);
    columns[1] = column_of("role", _("Role"), CELL_TEXT);
    for (size_t i = 0; i < arms; i++) {
        const char *id = arena_printf(arena, "arm_%zu", i + 1);
        if (!id) {
            return NULL;
        }
        columns[2 + i] = column_of(id, compare->arms[i].shown, CELL_PERCENT);
    }
    if (changes) {
        const char *title =
            compare->campaigns
                ? _("Difference")
                : arena_printf(arena, "%s − %s", compare->arms[1].shown, compare->arms[0].shown);
        if (!title) {
            return NULL;
        }
        columns[4] = column_of("difference", title, CELL_POINTS);
        columns[5] = column_of("low", _("From"), CELL_POINTS);
        columns[6] = column_of("high", _("To"), CELL_POINTS);
    }
    columns[count - 1] = column_of("says", _("Says"), CELL_TEXT);
    struct table *table =
        table_new(arena, _("Side by side"), columns, count, 1 + compare->kpi_count);
    if (!table) {
        return NULL;
    }
    *table_cell(table, 0, 0) = cell_text(_("Sent"));
    for (size_t i = 0; i < arms; i++) {
        *table_cell(table, 0, 2 + i) = compare->arms[i].has_sent
                                           ? cell_count(compare->arms[i].sent)
                                           : cell_unknown(KPI_REASON_UNKNOWN_COUNTER);
    }
    if (compare->counted) {
        *table_cell(table, 0, count - 1) = cell_text(compare->counted);
    }
    for (size_t row = 0; row < compare->kpi_count; row++) {
        const struct compare_kpi *kpi = &compare->kpis[row];
        const char *title = compare_kpi_words(arena, compare, kpi);
        if (!title) {
            return NULL;
        }
        *table_cell(table, row + 1, 0) = cell_text(title);
        *table_cell(table, row + 1, 1) = cell_text(role_words(kpi->role));
        for (size_t i = 0; i < arms; i++) {
            *table_cell(table, row + 1, 2 + i) = rate_cell(kpi, i);
        }
        if (changes && kpi->pair_count) {
            const struct compare_pair *pair = &kpi->pairs[0];
            *table_cell(table, row + 1, 4) =
                change_cell(kpi, pair->has_difference, pair->difference);
            *table_cell(table, row + 1, 5) = change_cell(kpi, pair->has_interval, pair->low);
            *table_cell(table, row + 1, 6) = change_cell(kpi, pair->has_interval, pair->high);
        }
        const char *words = compare_says(compare, kpi);
        *table_cell(table, row + 1, count - 1) = cell_text(words ? words : "");
    }
    return put_notes(table, arena, compare) ? table : NULL;
}

/* Pairs on rows: `title` over those that are named first. */
static struct table *pairs_begin(struct arena *arena, const struct compare_kpi *kpi,
                                 const char *title, size_t rows)
{
    static const char *const ids[] = {"b", "a", "difference", "low", "high", "says"};
    struct table_column *columns = ARENA_ARRAY(arena, struct table_column, 6);
    if (!columns) {
        return NULL;
    }
    const char *titles[] = {
        column_kpi_title(kpi->kpi), _("Against"), _("Difference"), _("From"), _("To"), _("Says")};
    for (size_t i = 0; i < 6; i++) {
        bool number = i >= 2 && i <= 4;
        columns[i] = column_of(ids[i], titles[i], number ? CELL_POINTS : CELL_TEXT);
    }
    return table_new(arena, title, columns, 6, rows);
}

static void put_pair(struct table *table, size_t row, const struct compare *compare,
                     const struct compare_kpi *kpi, const struct compare_pair *pair)
{
    *table_cell(table, row, 0) = cell_text(compare->arms[pair->b].shown);
    *table_cell(table, row, 1) = cell_text(compare->arms[pair->a].shown);
    *table_cell(table, row, 2) = change_cell(kpi, pair->has_difference, pair->difference);
    *table_cell(table, row, 3) = change_cell(kpi, pair->has_interval, pair->low);
    *table_cell(table, row, 4) = change_cell(kpi, pair->has_interval, pair->high);
    *table_cell(table, row, 5) = cell_text(pair->text ? pair->text : "");
}

struct table *compare_pairs_table(struct arena *arena, const struct compare *compare, size_t index)
{
    const struct compare_kpi *kpi = &compare->kpis[index];
    struct table *table = pairs_begin(arena, kpi, _("Each against each"), kpi->pair_count);
    for (size_t row = 0; table && row < kpi->pair_count; row++) {
        put_pair(table, row, compare, kpi, &kpi->pairs[row]);
    }
    return table;
}

struct table *compare_control_table(struct arena *arena, const struct compare *compare)
{
    const struct compare_kpi *goal = &compare->kpis[0];
    struct table *table =
        pairs_begin(arena, goal, _("Each against the first"), compare->rival_count);
    for (size_t row = 0; table && row < compare->rival_count; row++) {
        put_pair(table, row, compare, goal, &compare->rivals[row].pair);
    }
    return table;
}

/* --- for scripts -------------------------------------------------------------------------------
 */

enum rows_column {
    ROWS_KPI,
    ROWS_ROLE,
    ROWS_BASE,
    ROWS_A,
    ROWS_B,
    ROWS_A_X,
    ROWS_A_N,
    ROWS_B_X,
    ROWS_B_N,
    ROWS_A_VALUE,
    ROWS_B_VALUE,
    ROWS_DIFFERENCE,
    ROWS_LOW,
    ROWS_HIGH,
    ROWS_LIFT,
    ROWS_LIFT_LOW,
    ROWS_LIFT_HIGH,
    ROWS_STATE,
    ROWS_COUNT
};

static const struct {
    const char *id;
    enum cell_kind kind;
} rows_columns[ROWS_COUNT] = {
    [ROWS_KPI] = {"kpi", CELL_TEXT},
    [ROWS_ROLE] = {"role", CELL_TEXT},
    [ROWS_BASE] = {"base", CELL_TEXT},
    [ROWS_A] = {"a", CELL_TEXT},
    [ROWS_B] = {"b", CELL_TEXT},
    [ROWS_A_X] = {"a_x", CELL_COUNT},
    [ROWS_A_N] = {"a_n", CELL_COUNT},
    [ROWS_B_X] = {"b_x", CELL_COUNT},
    [ROWS_B_N] = {"b_n", CELL_COUNT},
    [ROWS_A_VALUE] = {"a_value", CELL_NUMBER},
    [ROWS_B_VALUE] = {"b_value", CELL_NUMBER},
    [ROWS_DIFFERENCE] = {"difference", CELL_NUMBER},
    [ROWS_LOW] = {"low", CELL_NUMBER},
    [ROWS_HIGH] = {"high", CELL_NUMBER},
    [ROWS_LIFT] = {"lift", CELL_NUMBER},
    [ROWS_LIFT_LOW] = {"lift_low", CELL_NUMBER},
    [ROWS_LIFT_HIGH] = {"lift_high", CELL_NUMBER},
    [ROWS_STATE] = {"state", CELL_TEXT},
};

static struct cell people_cell(const struct compare_kpi *kpi, size_t arm, bool successes)
{
    const struct compare_rate *rate = &kpi->arms[arm];
    if (!rate->known || (successes && kpi->money)) {
        return cell_unknown(KPI_REASON_UNKNOWN_COUNTER);
    }
    uint64_t count = successes ? rate->count.x : rate->count.n;
    return cell_count(count > INT64_MAX ? INT64_MAX : (int64_t)count);
}

/* Fractions; money in whole units of its currency. */
static struct cell plain(const struct compare_kpi *kpi, bool known, double value)
{
    return number_cell(CELL_NUMBER, known, kpi->money ? value / 1e6 : value);
}

static void fill_row(const struct compare *compare, const struct compare_kpi *kpi,
                     const struct compare_pair *pair, struct cell *cells)
{
    const char *state = compare_state_name(pair->state);
    cells[ROWS_KPI] = cell_text(kpi_info(kpi->kpi)->name);
    cells[ROWS_ROLE] = cell_text(compare_role_name(kpi->role));
    cells[ROWS_BASE] = cell_text(counter_info(kpi->denominator)->name);
    cells[ROWS_A] = cell_text(compare->arms[pair->a].name);
    cells[ROWS_B] = cell_text(compare->arms[pair->b].name);
    cells[ROWS_A_X] = people_cell(kpi, pair->a, true);
    cells[ROWS_A_N] = people_cell(kpi, pair->a, false);
    cells[ROWS_B_X] = people_cell(kpi, pair->b, true);
    cells[ROWS_B_N] = people_cell(kpi, pair->b, false);
    cells[ROWS_A_VALUE] = plain(kpi, kpi->arms[pair->a].has_value, kpi->arms[pair->a].value);
    cells[ROWS_B_VALUE] = plain(kpi, kpi->arms[pair->b].has_value, kpi->arms[pair->b].value);
    cells[ROWS_DIFFERENCE] = plain(kpi, pair->has_difference, pair->difference);
    cells[ROWS_LOW] = plain(kpi, pair->has_interval, pair->low);
    cells[ROWS_HIGH] = plain(kpi, pair->has_interval, pair->high);
    cells[ROWS_LIFT] = number_cell(CELL_NUMBER, pair->has_lift, pair->lift);
    cells[ROWS_LIFT_LOW] = number_cell(CELL_NUMBER, pair->has_lift_low, pair->lift_low);
    cells[ROWS_LIFT_HIGH] = number_cell(CELL_NUMBER, pair->has_lift_high, pair->lift_high);
    cells[ROWS_STATE] = cell_text(state ? state : "");
}

struct table *compare_rows(struct arena *arena, const struct compare *compare)
{
    size_t rows = 0;
    for (size_t i = 0; i < compare->kpi_count; i++) {
        rows += compare->kpis[i].pair_count;
    }
    struct table_column *columns = ARENA_ARRAY(arena, struct table_column, ROWS_COUNT);
    for (size_t i = 0; columns && i < ROWS_COUNT; i++) {
        columns[i] = column_of(rows_columns[i].id, rows_columns[i].id, rows_columns[i].kind);
    }
    struct table *table = columns ? table_new(arena, _("Pairs"), columns, ROWS_COUNT, rows) : NULL;
    size_t row = 0;
    for (size_t i = 0; table && i < compare->kpi_count; i++) {
        for (size_t k = 0; k < compare->kpis[i].pair_count; k++) {
            fill_row(compare, &compare->kpis[i], &compare->kpis[i].pairs[k],
                     table_cell(table, row++, 0));
        }
    }
    return table;
}
