/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <stdio.h>
#include <string.h>

#include "lib/scenes.h"
#include "ui/widgets/table_view.h"

struct fixture {
    struct arena *arena;
    struct table *table;
    struct table_view view;
    struct canvas *canvas;
    struct area area;
};

static struct fixture begin(size_t rows, int width, int height)
{
    struct fixture fixture = {.arena = arena_new(), .view = TABLE_VIEW_INIT};
    fixture.table = scenes_table(fixture.arena, rows);
    fixture.canvas = canvas_new(width, height, 0);
    fixture.area = area_of(fixture.canvas);
    table_view_show(&fixture.view, fixture.table);
    table_view_draw(&fixture.view, &fixture.area, NULL);
    return fixture;
}

static void end(struct fixture *fixture)
{
    canvas_free(fixture->canvas);
    arena_free(fixture->arena);
}

static void draw(struct fixture *fixture)
{
    canvas_clear(fixture->canvas);
    table_view_draw(&fixture->view, &fixture->area, NULL);
}

static bool is_shown(const struct fixture *fixture, const char *id)
{
    return fixture->view.x[table_column_by_id(fixture->table, id)] >= 0;
}

static void columns_go_by_priority(void **state)
{
    (void)state;
    static const char *const order[] = {"trend",     "engagement_rate", "revenue",
                                        "rocs",      "delivery_rate",   "start",
                                        "open_rate", "optout_rate",     "sent"};
    struct fixture fixture = begin(12, 160, 10);
    size_t gone = 0;
    for (int width = 160; width > 4; width--) {
        fixture.area = area_in(&fixture.area, 0, 0, width, 10);
        draw(&fixture);
        while (gone < ARRAY_COUNT(order) && !is_shown(&fixture, order[gone])) {
            gone++;
        }
        /* What comes later in the order is still there. */
        for (size_t i = gone; i < ARRAY_COUNT(order); i++) {
            assert_true(is_shown(&fixture, order[i]));
        }
        assert_true(is_shown(&fixture, "name"));
        assert_true(is_shown(&fixture, "ctr"));
    }
    assert_int_equal(gone, ARRAY_COUNT(order));
    end(&fixture);
}

static void columns_never_overlap(void **state)
{
    (void)state;
    struct fixture fixture = begin(12, 200, 10);
    for (int width = 200; width >= 40; width--) {
        fixture.area = area_in(&fixture.area, 0, 0, width, 10);
        draw(&fixture);
        int end_of_last = 0;
        for (size_t i = 0; i < fixture.table->column_count; i++) {
            if (fixture.view.x[i] >= 0) {
                assert_true(fixture.view.x[i] >= end_of_last + 2);
                end_of_last = fixture.view.x[i] + fixture.view.width[i];
            }
        }
        assert_true(end_of_last <= width);
    }
    end(&fixture);
}

static void current_column_is_never_dropped(void **state)
{
    (void)state;
    struct fixture fixture = begin(12, 60, 10);
    assert_int_equal(fixture.view.column, -1);
    assert_false(is_shown(&fixture, "trend"));
    table_view_column(&fixture.view, 1);
    assert_int_equal(fixture.view.column, 0);
    for (size_t i = 1; i < fixture.table->column_count; i++) {
        table_view_column(&fixture.view, 1);
        draw(&fixture);
        assert_int_equal(fixture.view.column, (int)i);
        assert_true(fixture.view.x[i] >= 0);
        assert_int_equal(
            canvas_at(fixture.canvas, fixture.view.x[i] + fixture.view.width[i] - 1, 0)->role == 0,
            fixture.table->columns[i].align == TABLE_LEFT);
    }
    table_view_column(&fixture.view, 1); /* the end */
    assert_int_equal(fixture.view.column, (int)fixture.table->column_count - 1);
    table_view_column(&fixture.view, -100);
    assert_int_equal(fixture.view.column, 0);
    end(&fixture);
}

/* Going to the end of many rows looks at those that are seen there, not at all between. */
static void only_rows_in_sight_are_measured(void **state)
{
    (void)state;
    struct fixture fixture = begin(3000, 160, 10);
    static const char far[] = "A name that is so long that no other one of all those thousands of "
                              "rows is anywhere as long as it";
    static const char last[] = "A name that is quite long, being the last one in a list that has "
                               "no end";
    int before = fixture.view.natural[0];
    table_cell(fixture.table, 2000, 0)->text = far;
    table_cell(fixture.table, 2999, 0)->text = last;
    table_view_select(&fixture.view, 9, 2999);
    draw(&fixture);
    assert_in_range(fixture.view.natural[0], sizeof last - 1, sizeof last + 1);
    assert_true(fixture.view.natural[0] > before);
    assert_int_equal(fixture.view.seen_to - fixture.view.seen_from, 9);
    table_view_select(&fixture.view, 9, 2000);
    draw(&fixture);
    int widest = fixture.view.natural[0];
    assert_in_range(widest, sizeof far - 1, sizeof far + 1);
    /* Columns do not become narrower again. */
    table_view_select(&fixture.view, 9, 0);
    draw(&fixture);
    assert_int_equal(fixture.view.natural[0], widest);
    end(&fixture);
}

/* --- chosen columns -------------------------------------------------------------------------- */

static const struct table_layout chosen = {.columns = {{"sent", 0},
                                                       {"rocs", 12},
                                                       {"name", 20},
                                                       {"gone", 5},
                                                       {"start", 0},
                                                       {"trend", 0},
                                                       {"revenue", 0},
                                                       {"ctr", 2}},
                                           .count = 8};

static int x_of(const struct fixture *fixture, const char *id)
{
    return fixture->view.x[table_column_by_id(fixture->table, id)];
}

static int width_of(const struct fixture *fixture, const char *id)
{
    return fixture->view.width[table_column_by_id(fixture->table, id)];
}

/* In the order and as wide as somebody chose; numbers are never narrower than they are. */
static void chosen_columns_have_their_order_and_width(void **state)
{
    (void)state;
    static const char *const order[] = {"name", "sent", "rocs", "start", "trend", "revenue", "ctr"};
    struct fixture fixture = begin(12, 160, 10);
    int natural = width_of(&fixture, "ctr");
    table_view_arrange(&fixture.view, &chosen);
    draw(&fixture);
    for (size_t i = 1; i < ARRAY_COUNT(order); i++) {
        assert_int_equal(x_of(&fixture, order[i]),
                         x_of(&fixture, order[i - 1]) + width_of(&fixture, order[i - 1]) + 2);
    }
    assert_int_equal(width_of(&fixture, "name"), 20);
    assert_int_equal(width_of(&fixture, "rocs"), 12);
    assert_true(width_of(&fixture, "ctr") >= natural - 2 && width_of(&fixture, "ctr") > 2);
    assert_false(is_shown(&fixture, "delivery_rate"));
    for (size_t i = 0; i < ARRAY_COUNT(order); i++) {
        table_view_column(&fixture.view, 1);
        assert_string_equal(fixture.table->columns[fixture.view.column].id, order[i]);
    }
    /* The usual ones again. */
    table_view_arrange(&fixture.view, NULL);
    draw(&fixture);
    assert_true(is_shown(&fixture, "delivery_rate"));
    end(&fixture);
}

/* What has no room is scrolled to; the names stay, and signs tell where there is more. */
static void chosen_columns_are_scrolled(void **state)
{
    (void)state;
    struct fixture fixture = begin(12, 60, 10);
    table_view_arrange(&fixture.view, &chosen);
    draw(&fixture);
    assert_true(is_shown(&fixture, "sent"));
    assert_false(is_shown(&fixture, "ctr"));
    assert_int_equal(canvas_at(fixture.canvas, 59, 0)->base, 0x203a);
    for (int i = 0; i < 7; i++) {
        table_view_column(&fixture.view, 1);
        draw(&fixture);
        int at = fixture.view.column;
        assert_int_equal(fixture.view.x[0], 2);
        assert_int_equal(fixture.view.width[0], 20);
        assert_true(fixture.view.x[at] >= 0);
        assert_true(fixture.view.x[at] + fixture.view.width[at] <= 60);
    }
    assert_true(is_shown(&fixture, "ctr"));
    assert_false(is_shown(&fixture, "sent"));
    assert_int_equal(canvas_at(fixture.canvas, 22, 0)->base, 0x2039);
    assert_int_not_equal(canvas_at(fixture.canvas, 59, 0)->base, 0x203a);
    table_view_column(&fixture.view, -5);
    draw(&fixture);
    assert_true(is_shown(&fixture, "sent"));
    /* A wider screen shows all of it. */
    struct canvas *wide = canvas_new(200, 10, 0);
    canvas_free(fixture.canvas);
    fixture.canvas = wide;
    fixture.area = area_of(wide);
    table_view_column(&fixture.view, 6);
    draw(&fixture);
    assert_int_equal(fixture.view.left, 1);
    assert_true(is_shown(&fixture, "sent"));
    end(&fixture);
}

/* However narrow: nothing overlaps, nothing leaves the screen. */
static void chosen_columns_never_overlap(void **state)
{
    (void)state;
    struct fixture fixture = begin(12, 200, 10);
    table_view_arrange(&fixture.view, &chosen);
    for (int column = 0; column < 7; column++) {
        table_view_column(&fixture.view, column ? 1 : -100);
        for (int width = 160; width >= 4; width--) {
            int seen = 0;
            fixture.area = area_in(&fixture.area, 0, 0, width, 10);
            draw(&fixture);
            fixture.area = area_of(fixture.canvas);
            for (size_t i = 0; i < fixture.table->column_count; i++) {
                seen += fixture.view.x[i] >= 0;
                for (size_t k = 0; k < i; k++) {
                    if (fixture.view.x[i] >= 0 && fixture.view.x[k] >= 0) {
                        assert_true(fixture.view.x[i] >=
                                        fixture.view.x[k] + fixture.view.width[k] ||
                                    fixture.view.x[k] >= fixture.view.x[i] + fixture.view.width[i]);
                    }
                }
                assert_true(fixture.view.x[i] + fixture.view.width[i] <= width);
            }
            assert_true(seen >= 1);
        }
    }
    end(&fixture);
}

/* A choice for another table is none. */
static void columns_of_another_table_are_ignored(void **state)
{
    (void)state;
    static const struct table_layout other = {.columns = {{"name", 0}, {"gone", 5}}, .count = 2};
    struct fixture fixture = begin(12, 200, 10);
    table_view_arrange(&fixture.view, &other);
    draw(&fixture);
    assert_true(is_shown(&fixture, "ctr"));
    assert_true(is_shown(&fixture, "trend"));
    end(&fixture);
}

/* "1▼Sent" and "Campaign▲2": the sign and which one it is. */
static void several_sort_columns_are_numbered(void **state)
{
    (void)state;
    struct fixture fixture = begin(12, 160, 10);
    int sent = table_column_by_id(fixture.table, "sent");
    draw(&fixture);
    int before = fixture.view.width[sent];
    assert_true(table_sort_by(fixture.table, (struct table_key[]){{sent, true}, {0, false}}, 2));
    draw(&fixture);
    assert_true(fixture.view.width[sent] <= before + 1);
    int title = fixture.view.x[sent] + fixture.view.width[sent] - 4;
    assert_int_equal(canvas_at(fixture.canvas, title, 0)->base, 'S');
    assert_int_equal(canvas_at(fixture.canvas, title - 1, 0)->base, 0x25bc);
    assert_int_equal(canvas_at(fixture.canvas, title - 2, 0)->base, '1');
    assert_int_equal(canvas_at(fixture.canvas, 10, 0)->base, 0x25b2);
    assert_int_equal(canvas_at(fixture.canvas, 11, 0)->base, '2');
    assert_true(table_sort(fixture.table, 0, false));
    draw(&fixture);
    assert_int_equal(canvas_at(fixture.canvas, 10, 0)->base, 0x25b2);
    assert_int_equal(canvas_at(fixture.canvas, 11, 0)->base, ' ');
    end(&fixture);
}

static void selected_row_has_marker_and_bold_name(void **state)
{
    (void)state;
    struct fixture fixture = begin(40, 100, 11);
    size_t page = table_view_page(11);
    assert_int_equal(page, 10);
    table_view_move(&fixture.view, page, 13);
    draw(&fixture);
    int marked = -1;
    for (int y = 1; y < 11; y++) {
        bool marker = canvas_at(fixture.canvas, 0, y)->base == 0x25b8;
        assert_int_equal(canvas_at(fixture.canvas, 2, y)->role, marker ? ROLE_SELECTED : ROLE_TEXT);
        marked = marker ? y : marked;
    }
    assert_int_equal(marked, 10);
    int64_t id;
    assert_true(table_view_selected(&fixture.view, &id));
    assert_int_equal(id, 1013);
    /* Passive tables have none. */
    canvas_clear(fixture.canvas);
    table_view_draw(&fixture.view, &fixture.area, &(struct table_view_options){.passive = true});
    for (int y = 1; y < 11; y++) {
        assert_int_equal(canvas_at(fixture.canvas, 0, y)->base, ' ');
        assert_int_equal(canvas_at(fixture.canvas, 2, y)->role, ROLE_TEXT);
    }
    end(&fixture);
}

static void another_table_keeps_row_and_line(void **state)
{
    (void)state;
    struct fixture fixture = begin(40, 100, 11);
    size_t page = table_view_page(11);
    table_view_select(&fixture.view, page, 20);
    table_view_move(&fixture.view, page, -3);
    size_t line = fixture.view.scroll.selected - fixture.view.scroll.top;
    assert_true(line > 0);
    struct table *again = scenes_table(fixture.arena, 40);
    assert_true(table_sort(again, 2, true));
    table_view_show(&fixture.view, again);
    draw(&fixture);
    int64_t id;
    assert_true(table_view_selected(&fixture.view, &id));
    assert_int_equal(id, 1017);
    /* On the same line, unless it came too near to an end of the list. */
    size_t selected = fixture.view.scroll.selected;
    if (selected >= line && selected + page <= 40 + line) {
        assert_int_equal(selected - fixture.view.scroll.top, line);
    }
    struct table *fewer = scenes_table(fixture.arena, 5); /* the row is gone */
    table_view_show(&fixture.view, fewer);
    draw(&fixture);
    assert_true(fixture.view.scroll.selected < 5);
    struct table *none = scenes_table(fixture.arena, 0);
    table_view_show(&fixture.view, none);
    draw(&fixture);
    assert_false(table_view_selected(&fixture.view, &id));
    table_view_show(&fixture.view, fixture.table);
    draw(&fixture);
    assert_true(table_view_selected(&fixture.view, &id));
    end(&fixture);
}

static void widths_stand_still_while_rows_scroll(void **state)
{
    (void)state;
    struct fixture fixture = begin(300, 120, 11);
    int before[TABLE_VIEW_COLUMNS];
    memcpy(before, fixture.view.x, sizeof before);
    for (int i = 0; i < 40; i++) {
        table_view_move(&fixture.view, 10, 7);
        draw(&fixture);
        assert_memory_equal(fixture.view.x, before, fixture.table->column_count * sizeof *before);
    }
    end(&fixture);
}

static void places_are_hit(void **state)
{
    (void)state;
    struct fixture fixture = begin(12, 120, 11);
    size_t row = 99;
    int column = 99;
    int x = fixture.view.x[5] + 1;
    assert_int_equal(table_view_hit(&fixture.view, x, 0, &row, &column), TABLE_VIEW_TITLE);
    assert_int_equal(column, 5);
    assert_int_equal(table_view_hit(&fixture.view, x, 3, &row, &column), TABLE_VIEW_ROW);
    assert_int_equal(row, 2);
    table_view_move(&fixture.view, 10, 11);
    draw(&fixture);
    assert_int_equal(table_view_hit(&fixture.view, 0, 1, &row, &column), TABLE_VIEW_ROW);
    assert_int_equal(row, 2); /* two rows have scrolled away */
    assert_int_equal(table_view_hit(&fixture.view, 1, 0, &row, &column), TABLE_VIEW_NOTHING);
    assert_int_equal(table_view_hit(&fixture.view, 3, 11, &row, &column), TABLE_VIEW_NOTHING);
    assert_int_equal(table_view_hit(&fixture.view, -1, 3, &row, &column), TABLE_VIEW_NOTHING);
    end(&fixture);
}

static void tables_of_any_shape_are_drawn(void **state)
{
    (void)state;
    static struct table_column many[TABLE_VIEW_COLUMNS + 10];
    for (size_t i = 0; i < ARRAY_COUNT(many); i++) {
        many[i] = (struct table_column){
            .id = "c", .title = i % 3 ? "C" : "", .kind = CELL_COUNT, .priority = (uint8_t)(i % 7)};
    }
    struct arena *arena = arena_new();
    struct canvas *canvas = canvas_new(300, 5, 0);
    struct area area = area_of(canvas);
    struct table_view view = TABLE_VIEW_INIT;
    table_view_draw(&view, &area, NULL); /* no table yet */
    table_view_move(&view, 4, 3);
    table_view_column(&view, 1);
    struct table *empty = table_new(arena, "T", many, 0, 0);
    table_view_show(&view, empty);
    table_view_draw(&view, &area, NULL);
    struct table *wide = table_new(arena, "T", many, ARRAY_COUNT(many), 3);
    for (size_t i = 0; i < 3 * ARRAY_COUNT(many); i++) {
        wide->cells[i] = cell_count((int64_t)i);
    }
    table_view_show(&view, wide); /* without row ids */
    table_view_draw(&view, &area, NULL);
    assert_int_equal(canvas_at(canvas, 2, 1)->base, '0');
    int64_t id;
    assert_false(table_view_selected(&view, &id));
    canvas_free(canvas);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_go_by_priority),
        cmocka_unit_test(columns_never_overlap),
        cmocka_unit_test(current_column_is_never_dropped),
        cmocka_unit_test(only_rows_in_sight_are_measured),
        cmocka_unit_test(chosen_columns_have_their_order_and_width),
        cmocka_unit_test(chosen_columns_are_scrolled),
        cmocka_unit_test(chosen_columns_never_overlap),
        cmocka_unit_test(columns_of_another_table_are_ignored),
        cmocka_unit_test(several_sort_columns_are_numbered),
        cmocka_unit_test(selected_row_has_marker_and_bold_name),
        cmocka_unit_test(another_table_keeps_row_and_line),
        cmocka_unit_test(widths_stand_still_while_rows_scroll),
        cmocka_unit_test(places_are_hit),
        cmocka_unit_test(tables_of_any_shape_are_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
