/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/golden.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "lib/scenes.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/bullet.h"
#include "ui/widgets/chart.h"
#include "ui/widgets/dialog.h"
#include "ui/widgets/form.h"
#include "ui/widgets/frame.h"
#include "ui/widgets/funnel.h"
#include "ui/widgets/help.h"
#include "ui/widgets/input.h"
#include "ui/widgets/marks.h"
#include "ui/widgets/picker.h"
#include "ui/widgets/scroll.h"
#include "ui/widgets/sparkline.h"
#include "ui/widgets/ticks.h"

#define UNKNOWN ((double)NAN)
#define ENDLESS ((double)INFINITY)

static struct strbuf text;

static const char *row_of(const struct canvas *canvas, int y)
{
    strbuf_clear(&text);
    for (int x = 0; x < canvas->width; x++) {
        canvas_cell_text(&text, canvas_at(canvas, x, y));
    }
    return strbuf_text(&text);
}

static int free_text(void **state)
{
    (void)state;
    strbuf_free(&text);
    return 0;
}

/* --- every scene ----------------------------------------------------------------------------- */

static void golden_scene(const struct scene *scene, unsigned flags, const char *suffix)
{
    char name[64];
    struct canvas *canvas = canvas_new(scene->width, scene->height, flags);
    struct area area = area_of(canvas);
    scene->draw(&area);
    snprintf(name, sizeof name, "%s%s", scene->name, suffix);
    golden_canvas(name, canvas);
    canvas_free(canvas);
}

static void scenes_look_as_they_did(void **state)
{
    (void)state;
    for (size_t i = 0; i < scene_count; i++) {
        golden_scene(&scenes[i], 0, "");
        golden_scene(&scenes[i], CANVAS_ASCII | CANVAS_SHADES, "-ascii");
    }
}

static void poorer_terminals_look_as_they_did(void **state)
{
    (void)state;
    for (size_t i = 0; i < scene_count; i++) {
        if (strstr(scenes[i].name, "bullets") || strcmp(scenes[i].name, "chart") == 0) {
            golden_scene(&scenes[i], CANVAS_SHADES, "-16");
            golden_scene(&scenes[i], CANVAS_SHADES | CANVAS_CONSOLE, "-console");
        } else if (strcmp(scenes[i].name, "table-60") == 0) {
            golden_scene(&scenes[i], CANVAS_SIGNS, "-signs");
        }
    }
}

static void check_border(const struct canvas *canvas, int width, int height)
{
    for (int y = 0; y < canvas->height; y++) {
        for (int x = 0; x < canvas->width; x++) {
            if (x >= 2 && x < 2 + width && y >= 2 && y < 2 + height) {
                continue;
            }
            const struct canvas_cell *cell = canvas_at(canvas, x, y);
            assert_int_equal(cell->base, '#');
            assert_int_equal(cell->role, ROLE_ERROR);
            assert_int_equal(cell->ground, ROLE_TEXT);
        }
    }
}

static void check_wide_characters(const struct canvas *canvas)
{
    for (int y = 0; y < canvas->height; y++) {
        for (int x = 0; x < canvas->width; x++) {
            const struct canvas_cell *cell = canvas_at(canvas, x, y);
            const struct canvas_cell *next = canvas_at(canvas, x + 1, y);
            assert_int_equal(cell->width == 2, next && next->width == 0);
        }
    }
}

static void check_ascii(const struct canvas *canvas)
{
    for (int i = 0; i < canvas->width * canvas->height; i++) {
        assert_true(canvas->cells[i].base >= 0x20 && canvas->cells[i].base < 0x7f);
        assert_int_equal(canvas->cells[i].mark_count, 0);
    }
}

/* Any size down to nothing: no cell outside is touched, no wide character is halved, and an ASCII
 * canvas stays one. */
static void scenes_stay_in_their_area(void **state)
{
    (void)state;
    static const int widths[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 17, 24, 31, 60, 90};
    static const int heights[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 12, 20};
    static const unsigned flags[] = {0, CANVAS_ASCII | CANVAS_SHADES,
                                     CANVAS_SHADES | CANVAS_CONSOLE | CANVAS_SIGNS};
    for (size_t i = 0; i < scene_count * ARRAY_COUNT(flags); i++) {
        unsigned flag = flags[i % ARRAY_COUNT(flags)];
        for (size_t w = 0; w < ARRAY_COUNT(widths); w++) {
            for (size_t h = 0; h < ARRAY_COUNT(heights); h++) {
                struct canvas *canvas = canvas_new(widths[w] + 4, heights[h] + 4, flag);
                struct area all = area_of(canvas);
                area_fill(&all, PEN(ROLE_ERROR), '#');
                struct area area = area_in(&all, 2, 2, widths[w], heights[h]);
                scenes[i / ARRAY_COUNT(flags)].draw(&area);
                check_border(canvas, widths[w], heights[h]);
                check_wide_characters(canvas);
                if (flag & CANVAS_ASCII) {
                    check_ascii(canvas);
                }
                canvas_free(canvas);
            }
        }
    }
}

/* --- told without color ---------------------------------------------------------------------- */

static void grades_differ_by_their_signs(void **state)
{
    (void)state;
    static const unsigned flags[] = {0, CANVAS_ASCII, CANVAS_SIGNS, CANVAS_SIGNS | CANVAS_ASCII};
    for (size_t f = 0; f < ARRAY_COUNT(flags); f++) {
        char seen[8][16];
        struct canvas *canvas = canvas_new(2, 1, flags[f]);
        struct area area = area_of(canvas);
        for (int i = 0; i < 8; i++) {
            canvas_clear(canvas);
            marks_grade(&area, 0, 0, i / 2, i % 2 == 0);
            snprintf(seen[i], sizeof seen[i], "%s", row_of(canvas, 0));
            for (int j = 0; j < i; j++) {
                assert_string_not_equal(seen[i], seen[j]);
            }
        }
        canvas_clear(canvas);
        marks_grade(&area, 0, 0, GRADE_NONE, true);
        marks_grade(&area, 0, 0, GRADE_COUNT, true);
        assert_string_equal(row_of(canvas, 0), "  ");
        canvas_free(canvas);
    }
}

static void changes_differ_by_their_words(void **state)
{
    (void)state;
    for (int columns = 2; columns < 20; columns++) {
        char better[64];
        struct canvas *canvas = canvas_new(columns, 1, 0);
        struct area area = area_of(canvas);
        marks_delta(&area, 0, 0, columns, MARKS_BETTER, "+0.1 pt");
        snprintf(better, sizeof better, "%s", row_of(canvas, 0));
        canvas_clear(canvas);
        int used = marks_delta(&area, 0, 0, columns, MARKS_WORSE, "+0.1 pt");
        assert_true(used <= columns);
        assert_string_not_equal(row_of(canvas, 0), better);
        canvas_free(canvas);
    }
    assert_int_equal(marks_change(0.1, 1), MARKS_BETTER);
    assert_int_equal(marks_change(0.1, -1), MARKS_WORSE);
    assert_int_equal(marks_change(-0.1, -1), MARKS_BETTER);
    assert_int_equal(marks_change(-0.1, 0), MARKS_NEUTRAL);
    assert_int_equal(marks_change(0, 1), MARKS_SAME);
    assert_int_equal(marks_change(UNKNOWN, 1), MARKS_SAME);
}

static void messages_differ_by_their_signs(void **state)
{
    (void)state;
    char seen[4][64];
    for (int kind = BANNER_ERROR; kind <= BANNER_NOTE; kind++) {
        struct canvas *canvas = canvas_new(10, 1, CANVAS_ASCII);
        struct area area = area_of(canvas);
        banner_draw(&area, 0, (enum banner_kind)kind, "words");
        snprintf(seen[kind], sizeof seen[kind], "%s", row_of(canvas, 0));
        for (int other = 0; other < kind; other++) {
            assert_string_not_equal(seen[kind], seen[other]);
        }
        canvas_free(canvas);
    }
}

/* --- bullets --------------------------------------------------------------------------------- */

static void bullets_know_every_edge(void **state)
{
    (void)state;
    struct bullet up = {.has_bands = true, .edges = {.15, .25, .30}, .direction = 1};
    struct bullet down = {.has_bands = true, .edges = {.006, .003, .002}, .direction = -1};
    static const struct {
        double value;
        int grade;
    } ups[] = {{.1499, GRADE_POOR}, {.15, GRADE_TYPICAL}, {.2499, GRADE_TYPICAL}, {.25, GRADE_GOOD},
               {.2999, GRADE_GOOD}, {.30, GRADE_BEST},    {2, GRADE_BEST},        {-1, GRADE_POOR}},
      downs[] = {{.002, GRADE_BEST},    {.0021, GRADE_GOOD},   {.0029, GRADE_GOOD},
                 {.003, GRADE_TYPICAL}, {.006, GRADE_TYPICAL}, {.0061, GRADE_POOR},
                 {0, GRADE_BEST}};
    for (size_t i = 0; i < ARRAY_COUNT(ups); i++) {
        assert_int_equal(bullet_band(&up, ups[i].value), ups[i].grade);
    }
    for (size_t i = 0; i < ARRAY_COUNT(downs); i++) {
        assert_int_equal(bullet_band(&down, downs[i].value), downs[i].grade);
    }
    up.has_bands = false;
    assert_int_equal(bullet_band(&up, .2), GRADE_NONE);
}

static void bullet_scales_show_the_bands(void **state)
{
    (void)state;
    static const double edges[][3] = {{.9, .95, .97}, {.15, .25, .3}, {5, 7, 10}, {.5, .5, .5},
                                      {0, 0, 0},      {.85, .9, .95}, {1, 1, 1}};
    for (size_t i = 0; i < ARRAY_COUNT(edges); i++) {
        struct bullet bullet = {.has_value = true,
                                .value = .3,
                                .has_bands = true,
                                .edges = {edges[i][0], edges[i][1], edges[i][2]},
                                .direction = 1};
        bullet_scale(&bullet, 0, edges[i][2] <= 1 ? 1 : ENDLESS);
        assert_true(bullet.low < bullet.high);
        assert_true(bullet.high >= edges[i][2]);
        assert_true(isfinite(bullet.low) && isfinite(bullet.high));
    }
    struct bullet bare = {.has_value = false};
    bullet_scale(&bare, 0, 1);
    assert_true(bare.low < bare.high);
}

/* --- sparklines ------------------------------------------------------------------------------ */

static void gaps_are_not_zeros(void **state)
{
    (void)state;
    struct canvas *canvas = canvas_new(6, 1, 0);
    struct area area = area_of(canvas);
    const float values[] = {0, NAN, 8, INFINITY, 99, -5};
    const struct spark spark = {.values = values, .count = 6, .low = 0, .high = 8};
    sparkline_draw(&area, 0, 0, 6, &spark, SPARKLINE_ALONE, ROLE_SPARK);
    assert_string_equal(row_of(canvas, 0), "▁·█·█▁");
    canvas_clear(canvas);
    sparkline_draw(&area, 0, 0, 6, &spark, SPARKLINE_IN_ROWS, ROLE_SPARK);
    assert_string_equal(row_of(canvas, 0), "▁·▇·▇▁");
    canvas_clear(canvas);
    assert_int_equal(sparkline_draw(&area, 0, 0, 3, &spark, SPARKLINE_ALONE, ROLE_SPARK), 3);
    assert_string_equal(row_of(canvas, 0), "▁██   ");
    const struct spark none = {.values = values + 1, .count = 1};
    canvas_clear(canvas);
    sparkline_draw(&area, 0, 0, 6, &none, SPARKLINE_ALONE, ROLE_SPARK);
    assert_string_equal(row_of(canvas, 0), "·     ");
    assert_int_equal(sparkline_draw(&area, 0, 0, 6, NULL, SPARKLINE_ALONE, ROLE_SPARK), 0);
    canvas_free(canvas);
}

/* --- ticks and charts ------------------------------------------------------------------------ */

static void ticks_are_nice_and_cover(void **state)
{
    (void)state;
    static const double ranges[][2] = {{0, 1},
                                       {.149, .301},
                                       {12, 13},
                                       {-5, 5},
                                       {0, 1e9},
                                       {.3, .3},
                                       {0, 0},
                                       {-3, -1},
                                       {1e-7, 2e-7},
                                       {99, 101},
                                       {0.1, 0.30000000000000004}};
    for (size_t i = 0; i < ARRAY_COUNT(ranges); i++) {
        for (int most = 1; most < 9; most++) {
            struct ticks ticks = ticks_make(ranges[i][0], ranges[i][1], most);
            double slack = ticks.step * 1e-6;
            assert_true(ticks.count >= 1 && ticks.count <= most);
            assert_true(ticks.first <= ranges[i][0] + slack);
            assert_true(ticks.first + ticks.count * ticks.step >= ranges[i][1] - slack);
        }
    }
    struct ticks ticks = ticks_make(.149, .301, 5);
    check_double(ticks.step, .05, 1e-12, 0);
    check_double(ticks.first, .10, 1e-12, 0);
    assert_int_equal(ticks.count, 5);
    ticks = ticks_make_whole(0, 2, 8);
    check_double(ticks.step, 1, 1e-12, 0);
    ticks = ticks_make(UNKNOWN, 3, 0);
    assert_int_equal(ticks.count, 1);
}

static void ticks_have_units(void **state)
{
    (void)state;
    static const struct {
        double value, step;
        enum cell_kind kind;
        const char *want;
    } cases[] = {
        {.2, .05, CELL_PERCENT, "20 %"},     {.0025, .0005, CELL_PERCENT, "0.25 %"},
        {-1e-18, .05, CELL_PERCENT, "0 %"},  {5, 1, CELL_TIMES, "5 ×"},
        {2.5, .5, CELL_TIMES, "2.5 ×"},      {.01, .01, CELL_POINTS, "1 pt"},
        {12000, 2000, CELL_COUNT, "12 000"}, {1200000, 200000, CELL_COUNT, "1.2M"},
        {4e10, 1e10, CELL_MONEY, "€ 40.0k"}, {3.5, .5, CELL_NUMBER, "3.5"},
        {1e6, 1e5, CELL_NUMBER, "1000000"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        char buffer[64];
        struct currency euro = {"EUR"};
        assert_string_equal(ticks_words(cases[i].value, cases[i].step, cases[i].kind, euro, buffer),
                            cases[i].want);
    }
}

static void charts_take_odd_series(void **state)
{
    (void)state;
    static const double none[] = {UNKNOWN, UNKNOWN};
    static const double one[] = {3};
    static const double zeros[] = {0, 0, 0};
    static const double huge[] = {1e300, -1e300, ENDLESS, 1};
    static const struct chart charts[] = {
        {.values = none, .count = 2, .first_day = DAY_NONE, .step_days = 1, .kind = CELL_NUMBER},
        {.values = NULL, .count = 0, .first_day = 0, .step_days = 1, .kind = CELL_NUMBER},
        {.values = one, .count = 1, .first_day = 20696, .step_days = 1, .kind = CELL_COUNT},
        {.values = zeros,
         .count = 3,
         .first_day = 20696,
         .step_days = 7,
         .kind = CELL_COUNT,
         .from_zero = true},
        {.values = huge,
         .count = 4,
         .first_day = DAY_NONE,
         .step_days = 1,
         .kind = CELL_TIMES,
         .has_bands = true,
         .edges = {5, 7, 10},
         .direction = 1,
         .previous = none,
         .previous_count = 2},
    };
    for (size_t i = 0; i < ARRAY_COUNT(charts); i++) {
        for (int width = 1; width < 60; width += 3) {
            struct canvas *canvas = canvas_new(width, 9, 0);
            struct area area = area_of(canvas);
            chart_draw(&area, &charts[i]);
            canvas_free(canvas);
        }
    }
    struct canvas *canvas = canvas_new(40, 8, 0);
    struct area area = area_of(canvas);
    chart_draw(&area, &charts[0]);
    assert_non_null(strstr(row_of(canvas, 4), "no day with a known value"));
    canvas_free(canvas);
}

/* --- funnels --------------------------------------------------------------------------------- */

static void largest_drop_skips_the_unknown(void **state)
{
    (void)state;
    const struct funnel_stage stages[] = {
        {"a", true, 100}, {"b", false, 0}, {"c", true, 30}, {"d", true, 29}};
    assert_int_equal(funnel_largest_drop(stages, 4), 2);
    assert_int_equal(funnel_largest_drop(stages, 2), -1);
    assert_int_equal(funnel_largest_drop(stages, 0), -1);
    const struct funnel_stage growing[] = {{"a", true, 1}, {"b", true, 2}, {"c", true, 2}};
    assert_int_equal(funnel_largest_drop(growing, 3), -1);
    const struct funnel_stage empty[] = {{"a", true, 0}, {"b", true, 0}};
    struct canvas *canvas = canvas_new(60, 2, 0);
    struct area area = area_of(canvas);
    assert_int_equal(funnel_draw(&area, empty, 2), 2);
    assert_null(strstr(row_of(canvas, 1), "%"));
    canvas_free(canvas);
}

/* --- input ----------------------------------------------------------------------------------- */

static void typing_goes_by_grapheme(void **state)
{
    (void)state;
    struct input input = INPUT_INIT;
    assert_true(input_insert(&input, 'a'));
    assert_true(input_insert(&input, 0x65e5));
    assert_true(input_insert(&input, 'e'));
    assert_true(input_insert(&input, 0x301));
    assert_string_equal(input.text, "a日e\u0301");
    assert_true(input_left(&input));
    assert_int_equal(input.cursor, 4);
    assert_true(input_left(&input));
    assert_true(input_left(&input));
    assert_false(input_left(&input));
    assert_true(input_right(&input));
    assert_true(input_insert(&input, 'b'));
    assert_string_equal(input.text, "ab日e\u0301");
    assert_true(input_erase_next(&input));
    assert_string_equal(input.text, "abe\u0301");
    assert_true(input_end(&input));
    assert_true(input_erase(&input));
    assert_string_equal(input.text, "ab");
    assert_false(input_erase_next(&input));
    assert_false(input_right(&input));
    assert_false(input_end(&input));
    assert_true(input_home(&input));
    assert_false(input_erase(&input));
    assert_false(input_insert(&input, 27));
    assert_false(input_insert(&input, 0x202e));
    assert_false(input_insert(&input, 0x110000));
    assert_false(input_insert(&input, 0x9b));
    assert_string_equal(input.text, "ab");
}

static void words_are_erased(void **state)
{
    (void)state;
    struct input input = INPUT_INIT;
    input_set(&input, "sent > 1000  ");
    assert_true(input_erase_word(&input));
    assert_string_equal(input.text, "sent > ");
    assert_true(input_erase_word(&input));
    assert_string_equal(input.text, "sent ");
    assert_true(input_erase_all(&input));
    assert_false(input_erase_all(&input));
    assert_false(input_erase_word(&input));
    assert_string_equal(input.text, "");
}

static void input_has_an_end(void **state)
{
    (void)state;
    static char many[3 * INPUT_SIZE + 1];
    for (size_t i = 0; i + 3 < sizeof many; i += 3) {
        memcpy(many + i, "日", 3);
    }
    struct input input = INPUT_INIT;
    input_set(&input, many);
    assert_int_equal(input.length, (INPUT_SIZE - 1) / 3 * 3);
    while (input_insert(&input, 'x')) {
    }
    assert_int_equal(input.length, INPUT_SIZE - 1);
    assert_int_equal(input.text[INPUT_SIZE - 1], 0);
    input_set(&input, NULL);
    assert_int_equal(input.length, 0);
}

static void input_scrolls_with_its_cursor(void **state)
{
    (void)state;
    struct canvas *canvas = canvas_new(8, 1, 0);
    struct area area = area_of(canvas);
    struct input input = INPUT_INIT;
    input_set(&input, "0123456789日本");
    input_draw(&input, &area, 0, 0, 8, NULL);
    assert_string_equal(row_of(canvas, 0), "789日本 ");
    assert_int_equal(canvas->cursor_x, 7);
    input_left(&input);
    input_left(&input);
    input_draw(&input, &area, 0, 0, 8, NULL);
    assert_int_equal(canvas->cursor_x, 3);
    input_home(&input);
    input_draw(&input, &area, 0, 0, 8, NULL);
    assert_string_equal(row_of(canvas, 0), "01234567");
    assert_int_equal(canvas->cursor_x, 0);
    input_end(&input);
    input_draw(&input, &area, 0, 0, 8, NULL);
    input_erase_all(&input);
    input_draw(&input, &area, 0, 0, 8, NULL);
    assert_string_equal(row_of(canvas, 0), "        ");
    /* The prompt never takes more than half. */
    input_set(&input, "abc");
    input_draw(&input, &area, 0, 0, 8, "a long prompt");
    assert_string_equal(row_of(canvas, 0), "a l… bc ");
    canvas_free(canvas);
}

/* Random edits keep the text valid and the cursor at an edge and in sight. */
static void random_edits_keep_the_text_whole(void **state)
{
    (void)state;
    static const uint32_t letters[] = {'a', ' ', 0xe9, 0x65e5, 0x301, 0x1f389, 0x200d, 0x0627};
    struct canvas *canvas = canvas_new(12, 1, 0);
    struct area area = area_of(canvas);
    struct input input = INPUT_INIT;
    uint32_t random = 12345;
    for (int i = 0; i < 20000; i++) {
        random = random * 1664525u + 1013904223u;
        switch (random >> 28) {
        case 0:
            input_left(&input);
            break;
        case 1:
            input_right(&input);
            break;
        case 2:
            input_home(&input);
            break;
        case 3:
            input_end(&input);
            break;
        case 4:
            input_erase(&input);
            break;
        case 5:
            input_erase_next(&input);
            break;
        case 6:
            input_erase_word(&input);
            break;
        default:
            input_insert(&input, letters[random >> 20 & 7]);
            break;
        }
        assert_int_equal(strlen(input.text), input.length);
        assert_true(input.cursor <= input.length);
        if (i % 7 == 0) {
            input_draw(&input, &area, 0, 0, 12, NULL);
            assert_true(canvas->cursor_x >= 0 && canvas->cursor_x < 12);
            assert_true(input.left <= input.cursor);
        }
    }
    canvas_free(canvas);
}

/* --- scrolling ------------------------------------------------------------------------------- */

static void scrolling_keeps_the_selection_in_sight(void **state)
{
    (void)state;
    struct scroll scroll = {0, 0};
    scroll_by(&scroll, 100, 10, 1);
    assert_int_equal(scroll.selected, 1);
    scroll_by(&scroll, 100, 10, 9);
    assert_int_equal(scroll.selected, 10);
    assert_int_equal(scroll.top, 1);
    scroll_by(&scroll, 100, 10, 1000);
    assert_int_equal(scroll.selected, 99);
    assert_int_equal(scroll.top, 90);
    scroll_by(&scroll, 100, 10, -1000);
    assert_int_equal(scroll.selected, 0);
    assert_int_equal(scroll.top, 0);
    scroll_to(&scroll, 100, 10, 55);
    assert_int_equal(scroll.selected, 55);
    scroll_fit(&scroll, 20, 10); /* the list became shorter */
    assert_int_equal(scroll.selected, 19);
    assert_int_equal(scroll.top, 10);
    scroll_fit(&scroll, 20, 50); /* the page larger */
    assert_int_equal(scroll.top, 0);
    scroll_fit(&scroll, 0, 0);
    assert_int_equal(scroll.selected, 0);
    scroll_by(&scroll, 0, 10, 3);
    assert_int_equal(scroll.selected, 0);
    scroll_by(&scroll, 5, 0, LONG_MAX);
    assert_int_equal(scroll.selected, 4);
    scroll_by(&scroll, 5, 1, LONG_MIN);
    assert_int_equal(scroll.selected, 0);
    scroll_page(&scroll, 30, 10, 5);
    assert_int_equal(scroll.top, 5);
    scroll_page(&scroll, 30, 10, 100);
    assert_int_equal(scroll.top, 20);
    scroll_page(&scroll, 3, 10, 1);
    assert_int_equal(scroll.top, 0);
}

static void scroll_bar_shows_both_ends(void **state)
{
    (void)state;
    struct canvas *canvas = canvas_new(1, 4, CANVAS_ASCII);
    struct area area = area_of(canvas);
    static const struct {
        size_t top;
        const char *want;
    } cases[] = {{0, "#|||"}, {90, "|||#"}, {45, "|#||"}};
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct scroll scroll = {cases[i].top, cases[i].top};
        canvas_clear(canvas);
        scroll_bar(&area, &scroll, 100, 10);
        for (int y = 0; y < 4; y++) {
            assert_int_equal(canvas_at(canvas, 0, y)->base, cases[i].want[y]);
        }
    }
    canvas_clear(canvas);
    struct scroll scroll = {0, 0};
    scroll_bar(&area, &scroll, 10, 10);
    assert_int_equal(canvas_at(canvas, 0, 0)->base, ' ');
    canvas_free(canvas);
}

/* --- dialogs, pickers, help, frame ------------------------------------------------------------ */

static void help_hint_is_kept_longest(void **state)
{
    (void)state;
    static const struct hint hints[] = {{"Enter", "open"}, {"/", "search"}, {"?", "help"}};
    static const struct {
        int columns;
        const char *want;
    } cases[] = {{40, "Enter open   / search   ? help"},
                 {27, "Enter open   ? help"},
                 {18, "? help"},
                 {5, ""}};
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct canvas *canvas = canvas_new(40, 1, 0);
        struct area area = area_of(canvas);
        int used = dialog_hints(&area, 0, 0, cases[i].columns, hints, 3);
        assert_int_equal(used, (int)strlen(cases[i].want));
        assert_memory_equal(row_of(canvas, 0), cases[i].want, strlen(cases[i].want));
        canvas_free(canvas);
    }
}

static void picker_is_hit_where_it_is_drawn(void **state)
{
    (void)state;
    static const struct picker_item items[] = {
        {"one", NULL, false}, {"two", "x", true}, {"three", NULL, false}};
    struct picker picker = {.title = "P", .items = items, .count = 3};
    for (int height = 3; height < 20; height++) {
        struct canvas *canvas = canvas_new(50, height, 0);
        struct area area = area_of(canvas);
        picker_draw(&picker, &area, NULL, 0);
        for (int y = 0; y < height; y++) {
            int hit = picker_hit(&picker, &area, 25, y);
            if (hit >= 0) {
                assert_non_null(strstr(row_of(canvas, y), items[hit].label));
            }
        }
        assert_int_equal(picker_hit(&picker, &area, 0, height / 2), -1);
        canvas_free(canvas);
    }
}

static void forms_step_over_what_is_hidden(void **state)
{
    (void)state;
    struct form *form = mem_new(1, sizeof *form);
    static const char *const labels[] = {"one", "two", "three", "four"};
    form->title = "F";
    form->count = ARRAY_COUNT(labels);
    for (size_t i = 0; i < form->count; i++) {
        form->fields[i].label = labels[i];
    }
    form->fields[1].hidden = true;
    form->fields[3].choices[0] = "yes";
    form->fields[3].choices[1] = "no";
    form->fields[3].choice_count = 2;
    assert_false(form_step(form, false));
    assert_true(form_step(form, true) && form->at == 2);
    assert_true(form_step(form, true) && form->at == 3);
    assert_false(form_step(form, true));
    assert_true(form_step(form, false) && form_step(form, false) && form->at == 0);
    assert_false(form_turn(&form->fields[0], true));
    assert_true(form_turn(&form->fields[3], true) && form->fields[3].chosen == 1);
    assert_true(form_turn(&form->fields[3], true) && form->fields[3].chosen == 0);
    assert_true(form_turn(&form->fields[3], false) && form->fields[3].chosen == 1);
    for (int height = 5; height < 20; height++) {
        struct canvas *canvas = canvas_new(50, height, 0);
        struct area area = area_of(canvas);
        form_draw(form, &area, NULL, 0);
        for (int y = 0; y < height && height > 9; y++) {
            int hit = form_hit(form, &area, 25, y);
            assert_true(hit < 0 || strstr(row_of(canvas, y), labels[hit]) != NULL);
            assert_int_not_equal(hit, 1);
        }
        assert_int_equal(form_hit(form, &area, 0, height / 2), -1);
        canvas_free(canvas);
    }
    mem_free(form);
}

static void help_counts_its_rows(void **state)
{
    (void)state;
    static const struct help_line lines[] = {
        {NULL, "Title"}, {"a", "short"}, {"b", "a sentence that is too long for twenty columns"}};
    assert_int_equal(help_rows(lines, 3, 80, false), 3);
    assert_int_equal(help_rows(lines, 3, 20, false), 7);
    assert_int_equal(help_page(24), 20);
    assert_int_equal(help_page(1), 1);
    struct canvas *canvas = canvas_new(20, 7, CANVAS_ASCII);
    struct area area = area_of(canvas);
    struct scroll scroll = {.top = 99};
    help_draw(&area, "Help", lines, 3, &scroll, NULL, 0);
    assert_int_equal(scroll.top, 4); /* the last page */
    assert_non_null(strstr(row_of(canvas, 2), "twenty"));
    canvas_free(canvas);
}

static void tabs_are_hit_where_they_are_drawn(void **state)
{
    (void)state;
    static const struct frame_tab tabs[] = {{1, "Overview"}, {2, "Campaigns"}, {9, "Imports"}};
    struct frame frame = {
        .title = "campane", .badge = "DEMO", .tabs = tabs, .tab_count = 3, .current = 2};
    for (int width = 60; width <= 120; width += 60) {
        struct canvas *canvas = canvas_new(width, 5, 0);
        struct area area = area_of(canvas);
        struct area body = frame_draw(&area, &frame);
        assert_int_equal(body.height, 2);
        for (int x = 0; x < width; x++) {
            uint32_t base = canvas_at(canvas, x, 0)->base;
            if (base >= '1' && base <= '9') {
                assert_int_equal(frame_hit(&area, &frame, x), (int)(base - '0'));
            }
        }
        assert_int_equal(frame_hit(&area, &frame, 0), 0);
        assert_int_equal(frame_hit(&area, &frame, width - 1), 0);
        canvas_free(canvas);
    }
    /* All nine with the demo's badge fit exactly, with one blank between them; one column less has
     * numbers only. */
    static const struct frame_tab all[] = {{1, "Overview"}, {2, "Campaigns"},  {3, "Compare"},
                                           {4, "Trends"},   {5, "Breakdown"},  {6, "Opportunities"},
                                           {7, "Feedback"}, {8, "Benchmarks"}, {9, "Imports"}};
    frame.tabs = all;
    frame.tab_count = ARRAY_COUNT(all);
    for (int width = 119; width <= 130; width++) {
        struct canvas *canvas = canvas_new(width, 5, 0);
        struct area area = area_of(canvas);
        frame_draw(&area, &frame);
        const char *title = row_of(canvas, 0);
        assert_non_null(strstr(title, width < 120   ? "1  2 Campaigns  3  4"
                                      : width < 129 ? "1 Overview 2 Campaigns 3 Compare"
                                                    : "1 Overview  2 Campaigns  3 Compare"));
        assert_true(!!strstr(title, "9 Imports") == (width >= 120));
        canvas_free(canvas);
    }
    assert_true(frame_fits(60, 16));
    assert_false(frame_fits(59, 16));
    assert_false(frame_fits(60, 15));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scenes_look_as_they_did),
        cmocka_unit_test(poorer_terminals_look_as_they_did),
        cmocka_unit_test(scenes_stay_in_their_area),
        cmocka_unit_test(grades_differ_by_their_signs),
        cmocka_unit_test(changes_differ_by_their_words),
        cmocka_unit_test(messages_differ_by_their_signs),
        cmocka_unit_test(bullets_know_every_edge),
        cmocka_unit_test(bullet_scales_show_the_bands),
        cmocka_unit_test(gaps_are_not_zeros),
        cmocka_unit_test(ticks_are_nice_and_cover),
        cmocka_unit_test(ticks_have_units),
        cmocka_unit_test(charts_take_odd_series),
        cmocka_unit_test(largest_drop_skips_the_unknown),
        cmocka_unit_test(typing_goes_by_grapheme),
        cmocka_unit_test(words_are_erased),
        cmocka_unit_test(input_has_an_end),
        cmocka_unit_test(input_scrolls_with_its_cursor),
        cmocka_unit_test(random_edits_keep_the_text_whole),
        cmocka_unit_test(scrolling_keeps_the_selection_in_sight),
        cmocka_unit_test(scroll_bar_shows_both_ends),
        cmocka_unit_test(help_hint_is_kept_longest),
        cmocka_unit_test(picker_is_hit_where_it_is_drawn),
        cmocka_unit_test(forms_step_over_what_is_hidden),
        cmocka_unit_test(help_counts_its_rows),
        cmocka_unit_test(tabs_are_hit_where_they_are_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, free_text);
}
