/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines that are taken over from the picture before: which, and that the picture is the one that is
 * drawn from scratch whatever is done (rig_look compares them).
 */
#include "lib/check.h"

#include <poll.h>
#include <unistd.h>

#include "base/mem.h"
#include "lib/scenes.h"
#include "ui/canvas/kept.h"
#include "ui/widgets/table_view.h"
#include "unit/app_views.h"

static const struct app_views real_views = {view_all, &view_first, &view_detail};

/* --- lines ----------------------------------------------------------------------------------- */

static const int owners[2];

static bool put(struct canvas *canvas, int y, uint64_t row, uint64_t state, const char *text)
{
    struct area area = area_of(canvas);
    struct kept_line line = {&owners[0], 1, row, state};
    if (kept_line(&area, y, &line)) {
        return true;
    }
    area_text(&area, 0, y, PEN(ROLE_TEXT), text);
    return false;
}

static char first_of(const struct canvas *canvas, int y)
{
    return (char)canvas_at(canvas, 0, y)->base;
}

static void a_line_is_taken_over_wherever_it_stood(void **state)
{
    (void)state;
    struct canvas *canvas = canvas_new(4, 4, 0);
    kept_start(canvas);
    kept_turn(canvas, false);
    assert_false(put(canvas, 0, 1, 0, "a"));
    assert_false(put(canvas, 1, 2, 0, "b"));
    assert_false(put(canvas, 2, 3, 0, "c"));
    kept_turn(canvas, true);
    assert_true(put(canvas, 0, 2, 0, "?"));
    assert_true(put(canvas, 1, 3, 0, "?"));
    assert_false(put(canvas, 2, 4, 0, "d"));
    assert_int_equal(first_of(canvas, 0), 'b');
    assert_int_equal(first_of(canvas, 1), 'c');
    assert_int_equal(first_of(canvas, 2), 'd');
    assert_int_equal(first_of(canvas, 3), ' ');
    kept_turn(canvas, true); /* and again from the picture that was itself taken over */
    assert_true(put(canvas, 3, 2, 0, "?"));
    assert_int_equal(first_of(canvas, 3), 'b');
    assert_int_equal(first_of(canvas, 0), ' ');
    kept_turn(canvas, true);
    assert_false(put(canvas, 0, 4, 0, "d")); /* not in the picture before this one */
    canvas_free(canvas);
}

static void what_differs_is_drawn(void **state)
{
    (void)state;
    struct canvas *canvas = canvas_new(4, 2, 0);
    struct area all = area_of(canvas), half = area_in(&all, 0, 0, 2, 2);
    kept_turn(canvas, false);
    assert_false(put(canvas, 0, 1, 0, "a")); /* nothing is kept yet */
    kept_turn(canvas, true);
    assert_false(put(canvas, 0, 1, 0, "a"));
    kept_start(canvas);
    kept_turn(canvas, false);
    assert_false(put(canvas, 0, 1, 0, "a"));
    kept_turn(canvas, true);
    assert_false(put(canvas, 0, 1, 1, "b"));
    kept_turn(canvas, true);
    assert_false(kept_line(&half, 0, &(struct kept_line){&owners[0], 1, 1, 1}));
    kept_turn(canvas, true);
    assert_true(kept_line(&half, 0, &(struct kept_line){&owners[0], 1, 1, 1}));
    kept_turn(canvas, true);
    assert_false(kept_line(&half, 0, &(struct kept_line){&owners[0], 2, 1, 1}));
    kept_turn(canvas, true);
    assert_false(kept_line(&half, 0, &(struct kept_line){&owners[1], 2, 1, 1}));
    kept_turn(canvas, false);
    assert_false(kept_line(&half, 0, &(struct kept_line){&owners[1], 2, 1, 1}));
    kept_turn(canvas, true);
    assert_false(kept_line(&all, 5, &(struct kept_line){&owners[1], 2, 1, 1})); /* outside */
    assert_false(kept_line(&all, 0, &(struct kept_line){NULL, 2, 1, 1}));
    assert_true(canvas_resize(canvas, 5, 2));
    assert_null(canvas->kept);
    canvas_free(canvas);
}

static void without_memory_all_is_drawn(void **state)
{
    (void)state;
    for (unsigned failing = 1; failing <= 4; failing++) {
        struct canvas *canvas = canvas_new(4, 2, 0);
        mem_fault_after(failing, false);
        kept_start(canvas);
        mem_fault_after(0, false);
        assert_null(canvas->kept);
        kept_turn(canvas, true);
        assert_false(put(canvas, 0, 1, 0, "a"));
        assert_int_equal(first_of(canvas, 0), 'a');
        canvas_free(canvas);
    }
}

/* --- the dashboard --------------------------------------------------------------------------- */

/* Many campaigns of which no two look the same, some without money, over some weeks. */
static void import_campaigns(struct fixture *fixture)
{
    enum { CAMPAIGNS = 90 };
    static struct figures rows[CAMPAIGNS];
    static char names[CAMPAIGNS][40];
    for (int i = 0; i < CAMPAIGNS; i++) {
        snprintf(names[i], sizeof names[i], i % 7 ? "Letter %d" : "\xe4\xbf\xa1 Letter %d", i * i);
        rows[i] = FIGURES(names[i], i % 3 ? NULL : "b", NULL, 1 + i % 9, 1 + i % 28, 100 + i * i,
                          90 + i * i, 40 + i, i, i % 5, i % 3 ? i % 4 : ZERO, i % 6,
                          i % 4 ? "EUR" : NULL, i * 31, i * 7, 0);
    }
    import_figures(fixture, "letters.csv", rows, CAMPAIGNS);
}

static unsigned next(uint64_t *chance, size_t below)
{
    *chance = *chance * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)((*chance >> 33) % below);
}

/* Each picture is compared (rig_look). Every third step nothing is waited for. What is exported on
 * the way lands in the test's own folder. */
static void any_keys_lead_to_the_picture_drawn_from_scratch(void **state)
{
    (void)state;
    static const char *const keys[] = {"j",
                                       "j",
                                       "j",
                                       "jj",
                                       "k",
                                       "k",
                                       "<PgDn>",
                                       "<PgUp>",
                                       "g",
                                       "G",
                                       "<C-d>",
                                       "<C-u>",
                                       "l",
                                       "h",
                                       "s",
                                       "S",
                                       " ",
                                       " j",
                                       "n",
                                       "N",
                                       "<Tab>",
                                       "<Enter>",
                                       "<Esc>",
                                       "1",
                                       "2",
                                       "2",
                                       "3",
                                       "4",
                                       "5",
                                       "6",
                                       "7",
                                       "8",
                                       "9",
                                       "b",
                                       "/let<Enter>",
                                       "/ctr>0.01<Enter>",
                                       "/<C-u><Enter>",
                                       "?",
                                       "c",
                                       "<F10>",
                                       "x",
                                       "t",
                                       "<Esc><Esc>"};
    static const struct {
        int width, height;
    } sizes[] = {{120, 40}, {80, 24}, {60, 16}};
    assert_int_equal(chdir(check_folder()), 0);
    for (size_t i = 0; i < ARRAY_COUNT(sizes); i++) {
        struct rig rig;
        uint64_t chance = 7 + i;
        rig_begin_with(&rig, 3, &real_views);
        import_campaigns(&rig.fixture);
        canvas_free(rig.canvas);
        rig.app.width = sizes[i].width;
        rig.app.height = sizes[i].height;
        rig.canvas = canvas_new(sizes[i].width, sizes[i].height, rig.app.flags);
        rig_keys(&rig, "2");
        rig_wait(&rig, "Letter");
        for (int step = 0; step < 700 && !rig.app.quit; step++) {
            rig_keys(&rig, keys[next(&chance, ARRAY_COUNT(keys))]);
            rig_look(&rig);
            while (step % 3 && (app_target(&rig.app)->pending || rig.app.asking)) {
                poll(NULL, 0, 1);
                rig_look(&rig);
            }
        }
        assert_false(rig.app.quit);
        rig_end(&rig);
    }
}

/* --- tables ---------------------------------------------------------------------------------- */

enum { HEIGHT = 12 };

struct board {
    struct arena *arena;
    struct table *table;
    struct canvas *canvas;
    struct table_view view;
};

static void draw(struct board *board, bool same, const uint8_t *matches)
{
    struct area area = area_of(board->canvas);
    struct table_view_options options = {.matches = matches};
    kept_turn(board->canvas, same);
    table_view_draw(&board->view, &area, &options);
}

/* Where it stands the widget must stay: it is known by that. */
static void begin(struct board *board, size_t rows)
{
    *board = (struct board){.arena = arena_new(), .view = TABLE_VIEW_INIT};
    board->table = scenes_table(board->arena, rows);
    board->canvas = canvas_new(200, HEIGHT, 0);
    kept_start(board->canvas);
    table_view_show(&board->view, board->table);
    draw(board, false, NULL);
}

static void end(struct board *board)
{
    canvas_free(board->canvas);
    arena_free(board->arena);
}

/* Behind the widget's back, so that it is seen which rows are drawn; as wide as what was there. */
static void overwrite(struct board *board)
{
    for (size_t row = 0; row < board->table->row_count; row++) {
        struct cell *cell = table_cell(board->table, row, 0);
        char *text = arena_strdup(board->arena, cell->text);
        assert_non_null(text);
        text[0] = '#';
        cell->text = text;
    }
}

static int overwritten(const struct board *board)
{
    int count = 0;
    for (int y = 1; y < HEIGHT; y++) {
        count += canvas_at(board->canvas, 2, y)->base == '#';
    }
    return count;
}

static void a_move_draws_two_rows(void **state)
{
    (void)state;
    struct board board;
    begin(&board, 60);
    size_t page = table_view_page(HEIGHT);
    overwrite(&board);
    table_view_move(&board.view, page, 1);
    draw(&board, true, NULL);
    assert_int_equal(overwritten(&board), 2);
    for (int i = 2; i < HEIGHT - 1; i++) {
        table_view_move(&board.view, page, 1);
        draw(&board, true, NULL);
        assert_int_equal(overwritten(&board), i + 1);
    }
    end(&board);
}

static void a_line_more_in_sight_is_one_line_drawn(void **state)
{
    (void)state;
    struct board board;
    begin(&board, 60);
    size_t page = table_view_page(HEIGHT);
    table_view_move(&board.view, page, (long)page - 1);
    draw(&board, true, NULL);
    overwrite(&board);
    table_view_move(&board.view, page, 1);
    draw(&board, true, NULL);
    assert_int_equal(overwritten(&board), 2); /* that, and the one that was selected */
    end(&board);
}

static void matches_and_marks_are_drawn(void **state)
{
    (void)state;
    struct board board;
    begin(&board, 60);
    uint8_t matches[60] = {[3] = TABLE_VIEW_MARKED, [5] = TABLE_VIEW_FOUND};
    overwrite(&board);
    draw(&board, true, matches);
    assert_int_equal(overwritten(&board), 2);
    assert_int_equal(canvas_at(board.canvas, 1, 4)->base, '*');
    matches[3] = 0;
    draw(&board, true, matches);
    assert_int_equal(canvas_at(board.canvas, 1, 4)->base, ' ');
    end(&board);
}

static void a_table_shown_anew_is_drawn(void **state)
{
    (void)state;
    struct board board;
    begin(&board, 60);
    overwrite(&board);
    table_view_show(&board.view, board.table);
    draw(&board, true, NULL);
    assert_int_equal(overwritten(&board), HEIGHT - 1);
    end(&board);
}

/* Of many rows the later ones are measured when they come into sight: columns may move by that. */
static void columns_that_moved_are_drawn(void **state)
{
    (void)state;
    struct board board;
    begin(&board, 600);
    size_t page = table_view_page(HEIGHT);
    assert_int_equal(board.table->row_count, 600);
    int column = table_column_by_id(board.table, "ctr");
    *table_cell(board.table, 505, (size_t)column) =
        (struct cell){.kind = CELL_PERCENT, .number = 12345.678, .grade = GRADE_NONE};
    table_view_select(&board.view, page, 500);
    board.view.scroll.top = 494;
    draw(&board, true, NULL);
    overwrite(&board);
    int before = board.view.width[column];
    table_view_select(&board.view, page, 505);
    draw(&board, true, NULL);
    assert_true(board.view.width[column] > before);
    assert_int_equal(overwritten(&board), HEIGHT - 1);
    end(&board);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_taken_over_wherever_it_stood),
        cmocka_unit_test(what_differs_is_drawn),
        cmocka_unit_test(without_memory_all_is_drawn),
        cmocka_unit_test(a_move_draws_two_rows),
        cmocka_unit_test(a_line_more_in_sight_is_one_line_drawn),
        cmocka_unit_test(matches_and_marks_are_drawn),
        cmocka_unit_test(a_table_shown_anew_is_drawn),
        cmocka_unit_test(columns_that_moved_are_drawn),
        cmocka_unit_test(any_keys_lead_to_the_picture_drawn_from_scratch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
