/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "report/table.h"

static const struct table_column columns[] = {
    {.id = "name", .title = "Campaign", .kind = CELL_TEXT},
    {.id = "sent", .title = "Sent", .kind = CELL_COUNT, .align = TABLE_RIGHT},
    {.id = "ctr", .title = "CTR", .kind = CELL_PERCENT, .align = TABLE_RIGHT, .graded = true},
};

enum { ROWS = 6 };

static struct cell percent(double value)
{
    return (struct cell){.number = value, .kind = CELL_PERCENT, .grade = GRADE_NONE};
}

static struct cell money(int64_t micros, const char *code)
{
    struct cell cell = {.integer = micros, .kind = CELL_MONEY, .grade = GRADE_NONE};
    memcpy(cell.currency.code, code, 4);
    return cell;
}

static struct table *make(struct arena *arena)
{
    static const char *const names[ROWS] = {"Zebra", "été", "Ete", "apple", "ETE", "برد"};
    struct table *table = table_new(arena, "Campaigns", columns, ARRAY_COUNT(columns), ROWS);
    assert_non_null(table);
    table->row_ids = ARENA_ARRAY(arena, int64_t, ROWS);
    for (size_t i = 0; i < ROWS; i++) {
        *table_cell(table, i, 0) = cell_text(names[i]);
        *table_cell(table, i, 1) = cell_count(i % 2 ? 10 : 20);
        table->row_ids[i] = 100 + (int64_t)i;
    }
    *table_cell(table, 0, 2) = percent(0.2);
    *table_cell(table, 1, 2) = cell_unknown(KPI_REASON_UNKNOWN_COUNTER);
    *table_cell(table, 2, 2) = percent(0.1);
    *table_cell(table, 3, 2) = percent((double)NAN);
    *table_cell(table, 4, 2) = percent(0.3);
    return table; /* row 5: empty */
}

static void check_ids(const struct table *table, const char *want)
{
    char got[ROWS + 1] = {0};
    for (size_t i = 0; i < ROWS; i++) {
        got[i] = (char)('0' + table->row_ids[i] - 100);
    }
    assert_string_equal(got, want);
}

static void new_table_is_empty_and_unsorted(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct table *table = table_new(arena, "T", columns, 3, 2);
    assert_int_equal(table->sort_column, -1);
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(table->cells[i].kind, CELL_EMPTY);
        assert_int_equal(table->cells[i].grade, GRADE_NONE);
    }
    assert_null(table_new(arena, "T", columns, 3, SIZE_MAX / 2));
    struct table *none = table_new(arena, "T", columns, 3, 0);
    assert_non_null(none);
    assert_true(table_sort(none, 1, false));
    arena_free(arena);
}

static void columns_are_found_by_id(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct table *table = make(arena);
    assert_int_equal(table_column_by_id(table, "ctr"), 2);
    assert_int_equal(table_column_by_id(table, "CTR"), -1);
    arena_free(arena);
}

static void notes_keep_their_order(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct table *table = make(arena);
    char text[] = "first";
    assert_true(table_note(table, arena, text));
    text[0] = 'X';
    assert_true(table_note(table, arena, "second"));
    assert_int_equal(table->note_count, 2);
    assert_string_equal(table->notes[0], "first");
    assert_string_equal(table->notes[1], "second");
    arena_free(arena);
}

static void text_sorts_for_people(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct table *table = make(arena);
    assert_true(table_sort(table, 0, false));
    check_ids(table, "342105"); /* apple, ETE, Ete, été by bytes, Zebra, Arabic */
    assert_int_equal(table->sort_column, 0);
    assert_false(table->sort_descending);
    assert_true(table_sort(table, 0, true));
    check_ids(table, "501243");
    assert_true(table->sort_descending);
    arena_free(arena);
}

static void sort_is_stable_both_ways(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct table *table = make(arena);
    assert_true(table_sort(table, 1, false));
    check_ids(table, "135024");
    assert_true(table_sort(table, 1, true));
    check_ids(table, "024135");
    arena_free(arena);
}

/* What is the same in one column is ordered by the next, each in its own direction. */
static void several_columns_decide(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct table *table = make(arena);
    bool descending;
    assert_true(table_sort_by(table, (struct table_key[]){{1, true}, {0, false}}, 2));
    check_ids(table, "420315");
    assert_int_equal(table->sort_column, 1);
    assert_int_equal(table->then_count, 1);
    assert_int_equal(table_key_of(table, 1, &descending), 1);
    assert_true(descending);
    assert_int_equal(table_key_of(table, 0, &descending), 2);
    assert_false(descending);
    assert_int_equal(table_key_of(table, 2, &descending), 0);
    assert_true(table_sort_by(table, (struct table_key[]){{1, false}, {0, true}}, 2));
    check_ids(table, "513024");
    assert_true(table_sort_by(table, (struct table_key[]){{1, true}, {2, true}, {0, false}}, 3));
    check_ids(table, "402315"); /* unknown figures last, and by name */
    assert_false(table_sort_by(table, (struct table_key[]){{1, true}, {3, true}}, 2));
    assert_false(table_sort_by(table, NULL, 0));
    check_ids(table, "402315");
    assert_true(table_sort(table, 0, false));
    assert_int_equal(table->then_count, 0);
    arena_free(arena);
}

/* Chosen columns in their order; those for scripts are never lost. */
static void columns_are_picked(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct table *table = make(arena);
    struct table_column with_key[3] = {columns[0], columns[1], columns[2]};
    with_key[1].key = true;
    table->columns = with_key;
    assert_true(table_sort_by(table, (struct table_key[]){{0, false}, {2, true}}, 2));
    struct table *picked = table_pick(arena, table, (int[]){2, 0}, 2);
    assert_int_equal(picked->column_count, 3);
    assert_string_equal(picked->columns[0].id, "ctr");
    assert_string_equal(picked->columns[1].id, with_key[0].id);
    assert_string_equal(picked->columns[2].id, with_key[1].id);
    assert_int_equal(picked->row_count, table->row_count);
    assert_string_equal(table_cell(picked, 0, 1)->text, table_cell(table, 0, 0)->text);
    assert_ptr_equal(picked->row_ids, table->row_ids);
    assert_int_equal(picked->sort_column, 1);
    assert_int_equal(picked->then_count, 1);
    assert_int_equal(picked->then[0].column, 0);
    assert_true(picked->then[0].descending);
    picked = table_pick(arena, table, (int[]){2}, 1);
    assert_int_equal(picked->sort_column, -1);
    assert_int_equal(picked->then_count, 0);
    arena_free(arena);
}

static void unknown_is_last_both_ways(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct table *table = make(arena);
    assert_true(table_sort(table, 2, false));
    check_ids(table, "204135");
    assert_true(table_sort(table, 2, true));
    check_ids(table, "402135");
    arena_free(arena);
}

static void cells_move_with_their_row(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct table *table = make(arena);
    assert_true(table_sort(table, 2, false));
    assert_string_equal(table_cell(table, 0, 0)->text, "Ete");
    assert_int_equal(table_cell(table, 0, 1)->integer, 20);
    table->row_ids = NULL;
    assert_true(table_sort(table, 0, false));
    assert_string_equal(table_cell(table, 0, 0)->text, "apple");
    arena_free(arena);
}

static void many_rows_sort_like_an_insertion(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    enum { MANY = 1000 };
    struct table *table = table_new(arena, "T", columns, 3, MANY);
    table->row_ids = ARENA_ARRAY(arena, int64_t, MANY);
    uint32_t random = 1;
    for (size_t i = 0; i < MANY; i++) {
        random = random * 1664525u + 1013904223u;
        *table_cell(table, i, 1) = cell_count(random >> 24);
        table->row_ids[i] = (int64_t)i;
    }
    assert_true(table_sort(table, 1, false));
    for (size_t i = 1; i < MANY; i++) {
        int64_t before = table_cell(table, i - 1, 1)->integer;
        int64_t here = table_cell(table, i, 1)->integer;
        assert_true(before < here || (before == here && table->row_ids[i - 1] < table->row_ids[i]));
    }
    arena_free(arena);
}

static void sort_without_memory_changes_nothing(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct table *table = make(arena);
    for (uint64_t n = 1; n <= 3; n++) {
        mem_fault_after(n, false);
        assert_false(table_sort(table, 0, false));
        mem_fault_after(0, false);
        check_ids(table, "012345");
        assert_int_equal(table->sort_column, -1);
    }
    assert_false(table_sort(table, 3, false));
    assert_false(table_sort(table, -1, false));
    arena_free(arena);
}

static void compare_knows_every_kind(void **state)
{
    (void)state;
    struct cell day = cell_day(10);
    struct cell later = cell_day(11);
    struct cell undated = cell_day(DAY_NONE);
    assert_true(cell_compare(&day, &later) < 0);
    assert_true(cell_compare(&undated, &later) > 0);
    struct cell euros = money(5000000, "EUR");
    struct cell more = money(6000000, "EUR");
    struct cell dollars = money(1, "USD");
    assert_true(cell_compare(&euros, &more) < 0);
    assert_true(cell_compare(&more, &dollars) < 0);
    struct cell unknown = cell_unknown(KPI_REASON_TOO_FEW);
    struct cell empty = {.kind = CELL_EMPTY};
    assert_int_equal(cell_compare(&unknown, &empty), 0);
    assert_true(cell_compare(&unknown, &dollars) > 0);
    assert_int_equal(unknown.reason, KPI_REASON_TOO_FEW);
}

struct words_case {
    struct cell cell;
    const char *full, *brief;
};

static void words_are_for_people(void **state)
{
    (void)state;
    struct cell estimated = percent(0.881);
    estimated.flags = CELL_ESTIMATED;
    const struct words_case cases[] = {
        {percent(0.2017), "20.2 %", "20.2"},
        {percent(0), "0.00 %", "0.00"},
        {percent(0.0032), "0.32 %", "0.32"},
        {estimated, "88.1 % est.", "≈88.1"},
        {cell_count(24570), "24 570", "24 570"},
        {cell_count(1234567890), "1 234 567 890", "1.2G"},
        {{.number = 0.025, .kind = CELL_POINTS}, "+2.5 pt", "+2.5 pt"},
        {{.number = 11.23, .kind = CELL_TIMES}, "11.2 ×", "11.2"},
        {money(41200000000, "EUR"), "€ 41 200.00", "€ 41.2k"},
        {cell_day(20728), "2026-10-02", "10-02"},
        {cell_day(DAY_NONE), "no date", "n/a"},
        {{.integer = 1791547445, .kind = CELL_MOMENT}, "2026-10-09 12:04 UTC", "10-09 12:04"},
        {cell_unknown(KPI_REASON_UNKNOWN_COUNTER), "n/a", "n/a"},
        {percent((double)NAN), "n/a", "n/a"},
        {cell_text("Panier oublié"), "Panier oublié", "Panier oublié"},
        {cell_text(NULL), "", ""},
        {{.kind = CELL_EMPTY}, "", ""},
        {{.kind = CELL_SPARK}, "", ""},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        char buffer[64];
        assert_string_equal(cell_words(&cases[i].cell, false, buffer), cases[i].full);
        assert_string_equal(cell_words(&cases[i].cell, true, buffer), cases[i].brief);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_table_is_empty_and_unsorted),
        cmocka_unit_test(columns_are_found_by_id),
        cmocka_unit_test(notes_keep_their_order),
        cmocka_unit_test(text_sorts_for_people),
        cmocka_unit_test(sort_is_stable_both_ways),
        cmocka_unit_test(several_columns_decide),
        cmocka_unit_test(columns_are_picked),
        cmocka_unit_test(unknown_is_last_both_ways),
        cmocka_unit_test(cells_move_with_their_row),
        cmocka_unit_test(many_rows_sort_like_an_insertion),
        cmocka_unit_test(sort_without_memory_changes_nothing),
        cmocka_unit_test(compare_knows_every_kind),
        cmocka_unit_test(words_are_for_people),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
