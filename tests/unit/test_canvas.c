/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "text/bidi.h"
#include "ui/canvas/bar.h"
#include "ui/canvas/lines.h"
#include "ui/canvas/plot.h"
#include "ui/canvas/wrap.h"
#include "ui/canvas/write.h"

/* --- help ------------------------------------------------------------------------------------ */

static struct strbuf text;

static const char *row_of(const struct canvas *canvas, int y)
{
    strbuf_clear(&text);
    for (int x = 0; x < canvas->width; x++) {
        canvas_cell_text(&text, canvas_at(canvas, x, y));
    }
    return strbuf_text(&text);
}

/* No half of a wide character anywhere. */
static void check_halves(const struct canvas *canvas)
{
    for (int y = 0; y < canvas->height; y++) {
        for (int x = 0; x < canvas->width; x++) {
            const struct canvas_cell *cell = canvas_at(canvas, x, y);
            const struct canvas_cell *next = canvas_at(canvas, x + 1, y);
            assert_true(cell->width <= 2);
            if (cell->width == 2) {
                assert_non_null(next);
                assert_int_equal(next->width, 0);
            }
            if (cell->width == 0) {
                assert_true(x > 0);
                assert_int_equal(canvas_at(canvas, x - 1, y)->width, 2);
            }
        }
    }
}

static int free_text(void **state)
{
    (void)state;
    strbuf_free(&text);
    return 0;
}

/* --- cells ----------------------------------------------------------------------------------- */

static void sizes_are_brought_into_range(void **state)
{
    (void)state;
    struct canvas *canvas = canvas_new(0, -5, 0);
    assert_int_equal(canvas->width, 1);
    assert_int_equal(canvas->height, 1);
    assert_true(canvas_resize(canvas, 3, 2));
    assert_string_equal(row_of(canvas, 1), "   ");
    assert_null(canvas_at(canvas, 3, 0));
    assert_null(canvas_at(canvas, 0, 2));
    assert_null(canvas_at(canvas, -1, 0));
    assert_int_equal(canvas->cursor_x, -1);
    canvas_free(canvas);
    canvas_free(NULL);
}

static void no_memory_leaves_the_canvas(void **state)
{
    (void)state;
    mem_fault_after(1, false);
    assert_null(canvas_new(2, 2, 0));
    mem_fault_after(2, false);
    assert_null(canvas_new(2, 2, 0));
    mem_fault_after(0, false);
    struct canvas *canvas = canvas_new(2, 1, 0);
    struct area area = area_of(canvas);
    area_text(&area, 0, 0, PEN(ROLE_TEXT), "ab");
    mem_fault_after(1, false);
    assert_false(canvas_resize(canvas, 5, 5));
    mem_fault_after(0, false);
    assert_int_equal(canvas->width, 2);
    assert_string_equal(row_of(canvas, 0), "ab");
    canvas_free(canvas);
}

static void wide_characters_are_never_halved(void **state)
{
    (void)state;
    struct canvas *canvas = canvas_new(6, 1, 0);
    struct area area = area_of(canvas);
    area_text(&area, 0, 0, PEN(ROLE_TEXT), "日本語");
    assert_string_equal(row_of(canvas, 0), "日本語");
    area_put(&area, 1, 0, PEN(ROLE_TEXT), 'x'); /* the right half */
    assert_string_equal(row_of(canvas, 0), " x本語");
    area_put(&area, 2, 0, PEN(ROLE_TEXT), 'y'); /* the left half */
    assert_string_equal(row_of(canvas, 0), " xy 語");
    area_text(&area, 3, 0, PEN(ROLE_TEXT), "中"); /* over a left half */
    assert_string_equal(row_of(canvas, 0), " xy中 ");
    check_halves(canvas);
    area_text(&area, 5, 0, PEN(ROLE_TEXT), "中"); /* over the edge */
    assert_string_equal(row_of(canvas, 0), " xy中 ");
    area_text(&area, -1, 0, PEN(ROLE_TEXT), "中文");
    assert_string_equal(row_of(canvas, 0), " 文中 ");
    check_halves(canvas);
    canvas_free(canvas);
}

static void marks_stay_with_their_base(void **state)
{
    (void)state;
    struct canvas *canvas = canvas_new(8, 1, 0);
    struct area area = area_of(canvas);
    assert_int_equal(area_text(&area, 0, 0, PEN(ROLE_TEXT), "दीवाली"), 6);
    assert_string_equal(row_of(canvas, 0), "दीवाली  ");
    area_text(&area, 0, 0, PEN(ROLE_TEXT), "x");
    assert_int_equal(canvas_at(canvas, 0, 0)->mark_count, 0);
    /* Five marks: the fifth is dropped. */
    area_text(&area, 7, 0, PEN(ROLE_TEXT), "e\u0301\u0302\u0303\u0304\u0306");
    assert_int_equal(canvas_at(canvas, 7, 0)->mark_count, 4);
    canvas_free(canvas);
}

static void controls_never_reach_a_cell(void **state)
{
    (void)state;
    struct canvas *canvas = canvas_new(12, 1, 0);
    struct area area = area_of(canvas);
    area_text(&area, 0, 0, PEN(ROLE_TEXT), "a\033[2J\xc2\x9b\x7f\u202e\xff z");
    for (int x = 0; x < canvas->width; x++) {
        const struct canvas_cell *cell = canvas_at(canvas, x, 0);
        assert_true(cell->base >= 0x20 && (cell->base < 0x7f || cell->base >= 0xa0));
        assert_true(cell->base < 0x202a || cell->base > 0x202e);
        for (int i = 0; i < cell->mark_count; i++) {
            assert_true(cell->marks[i] < 0x202a || cell->marks[i] > 0x202e);
        }
    }
    canvas_free(canvas);
}

static void ascii_canvas_holds_only_ascii(void **state)
{
    (void)state;
    struct canvas *canvas = canvas_new(40, 4, CANVAS_ASCII);
    struct area area = area_of(canvas);
    area_text(&area, 0, 0, PEN(ROLE_TEXT), "Panier oublié 日本 عرض € ×2 🎉");
    area_text(&area, 0, 3, PEN(ROLE_TEXT), "a much longer text than fits");
    struct area box = area_in(&area, 0, 1, 10, 3);
    lines_box(&box, PEN(ROLE_BORDER), PEN(ROLE_TITLE), "é");
    bar_draw(&area, 12, 1, 10, 0.55, PEN(ROLE_BAR));
    plot_line(&area, 12, 4, 30, 7, 1, PEN(ROLE_CHART));
    area_field(&area, 30, 0, 6, WIDTH_LEFT, PEN(ROLE_TEXT), "abcdefghij");
    for (int y = 0; y < canvas->height; y++) {
        for (int x = 0; x < canvas->width; x++) {
            const struct canvas_cell *cell = canvas_at(canvas, x, y);
            assert_true(cell->base >= 0x20 && cell->base < 0x7f);
            assert_int_equal(cell->mark_count, 0);
            assert_int_equal(cell->width, 1);
        }
    }
    assert_memory_equal(row_of(canvas, 0), "Panier oublie <", 15);
    assert_non_null(strstr(row_of(canvas, 0), "abcd.."));
    canvas_free(canvas);
}

/* What is drawn is as wide as it was measured, cut to its room, and wrapped in as many rows. */
static void ascii_is_measured_as_it_is_drawn(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "€ 12 563.20", "双十一 大促 VIP", "Straße → ½ ×", "🎉 मुफ़्त 한국", "plain", "zł 5", "½ off"};
    struct canvas *canvas = canvas_new(60, 4, CANVAS_ASCII);
    struct area area = area_of(canvas);
    for (size_t i = 0; i < ARRAY_COUNT(texts); i++) {
        struct strbuf form = STRBUF_INIT;
        const char *whole = area_form(&area, texts[i], &form);
        int columns = area_columns(&area, texts[i]);
        assert_int_equal(columns, strlen(whole));
        canvas_clear(canvas);
        assert_int_equal(area_text(&area, 0, 0, PEN(ROLE_TEXT), texts[i]), columns);
        assert_memory_equal(row_of(canvas, 0), whole, strlen(whole));
        for (int room = 1; room <= columns; room++) {
            canvas_clear(canvas);
            int used = area_cut(&area, 0, 1, room, PEN(ROLE_TEXT), texts[i]);
            assert_in_range(used, 1, room);
            assert_int_equal(area_field(&area, 0, 2, room, WIDTH_RIGHT, PEN(ROLE_TEXT), texts[i]),
                             room);
            assert_true(strspn(row_of(canvas, 1) + room, " ") == (size_t)(60 - room));
            assert_int_equal(strncmp(row_of(canvas, 1), whole, (size_t)used) == 0, room == columns);
            struct area narrow = area_in(&area, 0, 0, room, 4);
            assert_int_equal(wrap_rows(texts[i], room, true),
                             wrap_draw(&narrow, 0, PEN(ROLE_TEXT), texts[i]));
        }
        strbuf_free(&form);
    }
    canvas_free(canvas);
}

static void copy_and_compare(void **state)
{
    (void)state;
    struct canvas *a = canvas_new(5, 2, CANVAS_SHADES);
    struct canvas *b = canvas_new(1, 1, 0);
    struct area area = area_of(a);
    area_text(&area, 0, 1, PEN_STYLE(ROLE_TITLE, STYLE_BOLD), "日x");
    area_cursor(&area, 2, 1);
    assert_true(canvas_copy(b, a));
    assert_string_equal(row_of(b, 1), "日x  ");
    assert_int_equal(b->cursor_x, 2);
    assert_int_equal(b->flags, CANVAS_SHADES);
    assert_true(canvas_cell_equal(canvas_at(a, 0, 1), canvas_at(b, 0, 1)));
    area_put(&area, 2, 1, PEN(ROLE_TITLE), 'x'); /* not bold any more */
    assert_false(canvas_cell_equal(canvas_at(a, 2, 1), canvas_at(b, 2, 1)));
    canvas_free(a);
    canvas_free(b);
}

/* --- areas ----------------------------------------------------------------------------------- */

static void nested_areas_clip(void **state)
{
    (void)state;
    struct canvas *canvas = canvas_new(10, 3, 0);
    struct area all = area_of(canvas);
    area_fill(&all, PEN(ROLE_TEXT), '.');
    struct area outer = area_in(&all, 2, 1, 5, 1);
    struct area inner = area_in(&outer, -1, 0, 20, 5);
    area_text(&inner, 0, 0, PEN(ROLE_TEXT), "0123456789");
    area_text(&inner, 0, 1, PEN(ROLE_TEXT), "never");
    area_text(&inner, 0, -1, PEN(ROLE_TEXT), "never");
    assert_string_equal(row_of(canvas, 0), "..........");
    assert_string_equal(row_of(canvas, 1), "..12345...");
    assert_string_equal(row_of(canvas, 2), "..........");
    struct area nothing = area_in(&outer, 8, 0, 3, 1);
    area_text(&nothing, 0, 0, PEN(ROLE_TEXT), "xxx");
    area_fill(&nothing, PEN(ROLE_TEXT), 'x');
    struct area negative = area_in(&all, 3, 0, -2, -2);
    area_fill(&negative, PEN(ROLE_TEXT), 'x');
    assert_string_equal(row_of(canvas, 1), "..12345...");
    struct area wide = area_in(&all, 0, 0, 3, 1);
    area_text(&wide, 0, 0, PEN(ROLE_TEXT), "日日"); /* the second lies half outside */
    assert_string_equal(row_of(canvas, 0), "日 .......");
    canvas_free(canvas);
}

static void strips_are_taken_off(void **state)
{
    (void)state;
    struct canvas *canvas = canvas_new(10, 4, 0);
    struct area rest = area_of(canvas);
    struct area top = area_take_top(&rest, 1);
    struct area bottom = area_take_bottom(&rest, 1);
    struct area left = area_take_left(&rest, 3);
    struct area right = area_take_right(&rest, 2);
    area_fill(&top, PEN(ROLE_TEXT), 't');
    area_fill(&bottom, PEN(ROLE_TEXT), 'b');
    area_fill(&left, PEN(ROLE_TEXT), 'l');
    area_fill(&right, PEN(ROLE_TEXT), 'r');
    area_fill(&rest, PEN(ROLE_TEXT), '.');
    assert_string_equal(row_of(canvas, 0), "tttttttttt");
    assert_string_equal(row_of(canvas, 1), "lll.....rr");
    assert_string_equal(row_of(canvas, 3), "bbbbbbbbbb");
    struct area much = area_take_top(&rest, 99);
    assert_int_equal(much.height, 2);
    assert_int_equal(rest.height, 0);
    struct area none = area_take_left(&rest, -1);
    assert_int_equal(none.width, 0);
    canvas_free(canvas);
}

static void fields_are_exact(void **state)
{
    (void)state;
    struct canvas *canvas = canvas_new(12, 1, 0);
    struct area area = area_of(canvas);
    static const struct {
        const char *text;
        int columns;
        enum width_align align;
        const char *want;
    } cases[] = {
        {"abc", 6, WIDTH_LEFT, "abc   ......"},
        {"abc", 6, WIDTH_RIGHT, "   abc......"},
        {"abc", 6, WIDTH_CENTER, " abc  ......"},
        {"abcdefg", 6, WIDTH_LEFT, "abcde\u2026......"},
        {"ab cdefg", 4, WIDTH_LEFT, "ab\u2026 ........"},
        {"日本語", 4, WIDTH_LEFT, "日\u2026 ........"},
        {"日本語", 5, WIDTH_RIGHT, "日本\u2026......."},
        {"日", 1, WIDTH_LEFT, "\u2026..........."},
        {"abc", 1, WIDTH_LEFT, "\u2026..........."},
        {"", 2, WIDTH_LEFT, "  .........."},
        {NULL, 2, WIDTH_LEFT, "  .........."},
        {"abc", 0, WIDTH_LEFT, "............"},
        {"abc", -3, WIDTH_LEFT, "............"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        area_fill(&area, PEN(ROLE_TEXT), '.');
        area_field(&area, 0, 0, cases[i].columns, cases[i].align, PEN(ROLE_TEXT), cases[i].text);
        assert_string_equal(row_of(canvas, 0), cases[i].want);
        check_halves(canvas);
    }
    canvas_free(canvas);
}

static void ground_stays_under_text(void **state)
{
    (void)state;
    struct canvas *canvas = canvas_new(4, 1, 0);
    struct area area = area_of(canvas);
    area_ground(&area, ROLE_OVERLAY);
    area_text(&area, 0, 0, PEN(ROLE_TITLE), "ab");
    assert_int_equal(canvas_at(canvas, 0, 0)->ground, ROLE_OVERLAY);
    assert_int_equal(canvas_at(canvas, 0, 0)->role, ROLE_TITLE);
    struct pen pen = {ROLE_TEXT, ROLE_BAND_BEST, 0};
    area_put(&area, 1, 0, pen, 'x');
    assert_int_equal(canvas_at(canvas, 1, 0)->ground, ROLE_BAND_BEST);
    area_clear(&area);
    assert_int_equal(canvas_at(canvas, 1, 0)->ground, ROLE_TEXT);
    area_text(&area, 0, 0, PEN(ROLE_TEXT), "عر");
    area_paint(&area, PEN_STYLE(ROLE_ERROR, STYLE_BOLD));
    assert_int_equal(canvas_at(canvas, 0, 0)->role, ROLE_ERROR);
    assert_int_equal(canvas_at(canvas, 0, 0)->attrs, STYLE_BOLD | STYLE_RTL);
    canvas_free(canvas);
}

/* --- lines, bars, dots, paragraphs ----------------------------------------------------------- */

static void boxes_at_every_size(void **state)
{
    (void)state;
    for (int height = 1; height < 5; height++) {
        for (int width = 1; width < 12; width++) {
            struct canvas *canvas = canvas_new(width, height, 0);
            struct area area = area_of(canvas);
            struct area inside = lines_box(&area, PEN(ROLE_BORDER), PEN(ROLE_TITLE), "A title");
            assert_true(inside.width >= 0 && inside.height >= 0);
            assert_true(inside.width <= width && inside.height <= height);
            canvas_free(canvas);
        }
    }
    struct canvas *canvas = canvas_new(9, 3, 0);
    struct area area = area_of(canvas);
    lines_box(&area, PEN(ROLE_BORDER), PEN(ROLE_TITLE), "Titles");
    assert_string_equal(row_of(canvas, 0), "╭─ Ti… ─╮");
    assert_string_equal(row_of(canvas, 1), "│       │");
    assert_string_equal(row_of(canvas, 2), "╰───────╯");
    lines_rule(&area, 1, PEN(ROLE_BORDER), PEN(ROLE_TITLE), "ab");
    assert_string_equal(row_of(canvas, 1), "── ab ───");
    canvas_free(canvas);
    canvas = canvas_new(5, 3, CANVAS_CONSOLE);
    area = area_of(canvas);
    lines_box(&area, PEN(ROLE_BORDER), PEN(ROLE_TITLE), NULL);
    assert_string_equal(row_of(canvas, 0), "┌───┐");
    canvas_free(canvas);
}

static void bars_are_honest(void **state)
{
    (void)state;
    struct canvas *canvas = canvas_new(4, 1, 0);
    struct area area = area_of(canvas);
    static const struct {
        double fraction;
        const char *want;
    } cases[] = {
        {0, "    "},           {-1, "    "},
        {(double)NAN, "    "}, {0.0001, "▏   "},
        {0.5, "██  "},         {0.53125, "██▏ "},
        {0.9999, "███▉"},      {1, "████"},
        {7, "████"},           {(double)INFINITY, "████"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        canvas_clear(canvas);
        bar_draw(&area, 0, 0, 4, cases[i].fraction, PEN(ROLE_BAR));
        assert_string_equal(row_of(canvas, 0), cases[i].want);
    }
    canvas_clear(canvas);
    canvas->flags = CANVAS_CONSOLE;
    bar_draw(&area, 0, 0, 4, 0.4, PEN(ROLE_BAR));
    assert_string_equal(row_of(canvas, 0), "█▌  ");
    canvas_clear(canvas);
    canvas->flags = CANVAS_ASCII;
    bar_draw(&area, 0, 0, 4, 0.99, PEN(ROLE_BAR));
    assert_string_equal(row_of(canvas, 0), "### ");
    assert_int_equal(bar_draw(&area, 0, 0, 0, 1, PEN(ROLE_BAR)), 0);
    canvas_free(canvas);
}

static void levels_have_eight_heights(void **state)
{
    (void)state;
    struct canvas *canvas = canvas_new(11, 1, 0);
    struct area area = area_of(canvas);
    for (int i = 0; i < 11; i++) {
        bar_level(&area, i, 0, i - 1, PEN(ROLE_SPARK));
    }
    assert_string_equal(row_of(canvas, 0), "  ▁▂▃▄▅▆▇██");
    canvas->flags = CANVAS_ASCII;
    for (int i = 0; i < 11; i++) {
        bar_level(&area, i, 0, i - 1, PEN(ROLE_SPARK));
    }
    assert_string_equal(row_of(canvas, 0), "  __..--=^^");
    canvas_free(canvas);
}

static void dots_are_added(void **state)
{
    (void)state;
    struct canvas *canvas = canvas_new(2, 1, 0);
    struct area area = area_of(canvas);
    plot_dot(&area, 0, 0, PEN(ROLE_CHART));
    assert_string_equal(row_of(canvas, 0), "⠁ ");
    plot_dot(&area, 1, 3, PEN(ROLE_CHART));
    plot_dot(&area, 3, 1, PEN(ROLE_CHART));
    assert_string_equal(row_of(canvas, 0), "⢁⠐");
    plot_dot(&area, -1, 0, PEN(ROLE_CHART));
    plot_dot(&area, 4, 0, PEN(ROLE_CHART));
    plot_dot(&area, 0, 4, PEN(ROLE_CHART));
    assert_string_equal(row_of(canvas, 0), "⢁⠐");
    canvas_clear(canvas);
    plot_line(&area, 0, 3, 3, 0, 1, PEN(ROLE_CHART));
    assert_string_equal(row_of(canvas, 0), "⡠⠊");
    canvas_clear(canvas);
    plot_line(&area, 3, 0, 0, 0, 2, PEN(ROLE_CHART)); /* dotted, backwards */
    assert_string_equal(row_of(canvas, 0), "⠈⠈");
    canvas_clear(canvas);
    canvas->flags = CANVAS_ASCII;
    plot_dot(&area, 0, 0, PEN(ROLE_CHART));
    plot_dot(&area, 1, 1, PEN(ROLE_CHART));
    assert_string_equal(row_of(canvas, 0), "'.");
    plot_dot(&area, 0, 1, PEN(ROLE_CHART));
    assert_string_equal(row_of(canvas, 0), ":.");
    canvas_clear(canvas);
    canvas->flags = CANVAS_CONSOLE;
    plot_dot(&area, 0, 0, PEN(ROLE_CHART));
    plot_dot(&area, 1, 0, PEN(ROLE_CHART));
    plot_dot(&area, 1, 1, PEN(ROLE_CHART));
    assert_string_equal(row_of(canvas, 0), "▀█");
    canvas_free(canvas);
}

static void dots_do_not_leave_an_area(void **state)
{
    (void)state;
    struct canvas *canvas = canvas_new(4, 3, 0);
    struct area all = area_of(canvas);
    struct area inner = area_in(&all, 1, 1, 2, 1);
    plot_line(&inner, -50, -20, 60, 30, 1, PEN(ROLE_CHART));
    assert_string_equal(row_of(canvas, 0), "    ");
    assert_string_equal(row_of(canvas, 2), "    ");
    assert_int_equal(canvas_at(canvas, 0, 1)->base, ' ');
    assert_int_equal(canvas_at(canvas, 3, 1)->base, ' ');
    canvas_free(canvas);
}

static void paragraphs_break_at_blanks(void **state)
{
    (void)state;
    struct canvas *canvas = canvas_new(8, 6, 0);
    struct area area = area_of(canvas);
    int rows = wrap_draw(&area, 0, PEN(ROLE_TEXT), "one two three\n\n日本語日本 abcdefghijk");
    static const char *const want[] = {"one two ", "three   ", "        ",
                                       "日本語日", "本      ", "abcdefgh"};
    for (int y = 0; y < 6; y++) {
        assert_string_equal(row_of(canvas, y), want[y]);
    }
    assert_int_equal(rows, 7);
    assert_int_equal(wrap_rows("one two three", 8, false), 2);
    /* A figure stays whole: "about", "63 375", "of 4.9 %", "12 1234". */
    const char *figures = "about 63 375 of 4.9 % 12 1234", *line;
    static const char *const lines[] = {"about", "63 375", "of 4.9 %", "12 1234"};
    for (size_t i = 0; i < 4; i++) {
        size_t length;
        assert_true(wrap_next(&figures, 8, &line, &length));
        assert_int_equal(length, strlen(lines[i]));
        assert_memory_equal(line, lines[i], length);
    }
    /* So does an amount, with its currency. */
    const char *amounts = "cost of € 12 802.80 or EUR 5 to -£ 3, E 7 and AT 5", *amount;
    static const char *const parts[] = {"cost of",      "€ 12 802.80", "or EUR 5",
                                        "to -£ 3, E 7", "and AT",      "5"};
    static const int columns[] = {11, 12, 9, 12, 6, 6};
    for (size_t i = 0; i < ARRAY_COUNT(parts); i++) {
        size_t length;
        assert_true(wrap_next(&amounts, columns[i], &amount, &length));
        assert_int_equal(length, strlen(parts[i]));
        assert_memory_equal(amount, parts[i], length);
    }
    assert_int_equal(wrap_rows("123 456 789 012", 9, false), 2); /* longer than a line: cut */
    assert_int_equal(wrap_rows("", 8, false), 0);
    assert_int_equal(wrap_rows(NULL, 8, false), 0);
    assert_int_equal(wrap_rows("日本", 1, false), 2); /* wider than the line: each alone */
    assert_int_equal(wrap_rows("abc", 0, false), 3);
    assert_int_equal(wrap_rows("ab   cd", 2, false), 2);
    canvas_free(canvas);
}

/* --- roles and palettes ---------------------------------------------------------------------- */

static void roles_have_names_and_letters(void **state)
{
    (void)state;
    for (int i = 0; i < ROLE_COUNT; i++) {
        assert_int_equal(role_by_name(role_name((enum role)i)), i);
        assert_true(*role_words((enum role)i));
        for (int j = 0; j < i; j++) {
            assert_int_not_equal(role_letter((enum role)i), role_letter((enum role)j));
        }
    }
    assert_int_equal(role_by_name("no such role"), -1);
}

static void palette_table_is_xterms(void **state)
{
    (void)state;
    assert_int_equal(palette_rgb(16), 0x000000);
    assert_int_equal(palette_rgb(208), 0xff8700);
    assert_int_equal(palette_rgb(231), 0xffffff);
    assert_int_equal(palette_rgb(232), 0x080808);
    assert_int_equal(palette_rgb(255), 0xeeeeee);
    assert_int_equal(palette_rgb(12), 0x5c5cff);
    assert_int_equal(palette_rgb(256), 0xffffff);
    check_double(palette_contrast(0x000000, 0xffffff), 21, 1e-9, 0);
    check_double(palette_contrast(0x767676, 0xffffff), 4.54, 0.005, 0);
}

static void styles_stand_on_grounds(void **state)
{
    (void)state;
    static struct palette palette;
    palette.styles[DEPTH_256][ROLE_TEXT] = (struct style){-1, -1, 0};
    palette.styles[DEPTH_256][ROLE_TITLE] = (struct style){231, -1, STYLE_BOLD};
    palette.styles[DEPTH_256][ROLE_DEMO] = (struct style){16, 222, 0};
    palette.styles[DEPTH_256][ROLE_OVERLAY] = (struct style){252, 235, 0};
    struct style style = palette_style(&palette, DEPTH_256, ROLE_TITLE, ROLE_OVERLAY, 0);
    assert_int_equal(style.fg, 231);
    assert_int_equal(style.bg, 235);
    assert_int_equal(style.attrs, STYLE_BOLD);
    style = palette_style(&palette, DEPTH_256, ROLE_TEXT, ROLE_OVERLAY, STYLE_RTL);
    assert_int_equal(style.fg, 252);
    assert_int_equal(style.attrs, 0);
    style = palette_style(&palette, DEPTH_256, ROLE_DEMO, ROLE_OVERLAY, STYLE_DIM);
    assert_int_equal(style.bg, 222);
    assert_int_equal(style.attrs, STYLE_DIM);
    style = palette_style(&palette, DEPTH_256, ROLE_TEXT, ROLE_TEXT, 0);
    assert_int_equal(style.fg, -1);
    assert_int_equal(style.bg, -1);
}

/* What stands in a row, as it is seen. */
static void assert_seen(unsigned flags, int columns, const char *words, const char *want)
{
    struct canvas *canvas = canvas_new(20, 1, flags);
    struct area area = area_of(canvas);
    struct strbuf out = STRBUF_INIT;
    area_field(&area, 0, 0, columns, WIDTH_LEFT, PEN(ROLE_TEXT), words);
    area_put(&area, columns, 0, PEN(ROLE_TEXT), '|'); /* where the next cell begins */
    for (int x = 0; x < 20; x++) {
        canvas_cell_text(&out, canvas_at(canvas, x, 0));
    }
    while (out.length > 0 && out.data[out.length - 1] == ' ') {
        strbuf_truncate(&out, out.length - 1);
    }
    assert_string_equal(strbuf_text(&out), want);
    strbuf_free(&out);
    canvas_free(canvas);
}

/* Only where somebody asked for it, cell by cell, and no cell gets wider or moves. */
static void right_to_left_text_is_put_in_order(void **state)
{
    (void)state;
    assert_seen(0, 8, "שלום", "שלום    |");
    if (!bidi_available()) {
        assert_seen(CANVAS_BIDI, 8, "שלום", "שלום    |");
        return;
    }
    assert_seen(CANVAS_BIDI, 8, "Sale", "Sale    |");
    assert_seen(CANVAS_BIDI, 8, "שלום", "םולש    |");
    /* Numbers and Latin words keep their own order; brackets are mirrored. */
    assert_seen(CANVAS_BIDI, 12, "שלום 25", "25 םולש     |");
    assert_seen(CANVAS_BIDI, 12, "(שלום) x", "x (םולש)    |");
    assert_seen(CANVAS_BIDI, 12, "Sale שלום 2", "Sale 2 םולש |");
    /* Marks stay with their letter, an emoji is as wide as it was. */
    assert_seen(CANVAS_BIDI, 8, "שָׁל", "לשָׁ      |");
    assert_seen(CANVAS_BIDI, 8, "של😀", "😀לש    |");
    /* Arabic letters are joined: initial, medial, final. */
    assert_seen(CANVAS_BIDI, 8, "ببب", "\uFE90\uFE92\uFE91     |");
    /* What is cut off is at the left, where the text goes on. */
    assert_seen(CANVAS_BIDI, 4, "שלוםשלום", "…ולש|");
    /* Nothing is turned around in ASCII. */
    assert_seen(CANVAS_BIDI | CANVAS_ASCII, 8, "abc", "abc     |");
}

/* Of any length. */
static void long_right_to_left_text_is_drawn(void **state)
{
    (void)state;
    struct strbuf longest = STRBUF_INIT;
    for (int i = 0; i < BIDI_MAX + 100; i++) {
        strbuf_puts(&longest, "ש");
    }
    struct canvas *canvas = canvas_new(1000, 1, CANVAS_BIDI);
    struct area area = area_of(canvas);
    assert_int_equal(area_text(&area, 0, 0, PEN(ROLE_TEXT), strbuf_text(&longest)), BIDI_MAX + 100);
    strbuf_truncate(&longest, 2 * BIDI_MAX);
    assert_int_equal(area_text(&area, 0, 0, PEN(ROLE_TEXT), strbuf_text(&longest)), BIDI_MAX);
    strbuf_free(&longest);
    canvas_free(canvas);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes_are_brought_into_range),
        cmocka_unit_test(no_memory_leaves_the_canvas),
        cmocka_unit_test(wide_characters_are_never_halved),
        cmocka_unit_test(marks_stay_with_their_base),
        cmocka_unit_test(controls_never_reach_a_cell),
        cmocka_unit_test(ascii_canvas_holds_only_ascii),
        cmocka_unit_test(ascii_is_measured_as_it_is_drawn),
        cmocka_unit_test(copy_and_compare),
        cmocka_unit_test(nested_areas_clip),
        cmocka_unit_test(strips_are_taken_off),
        cmocka_unit_test(fields_are_exact),
        cmocka_unit_test(ground_stays_under_text),
        cmocka_unit_test(boxes_at_every_size),
        cmocka_unit_test(bars_are_honest),
        cmocka_unit_test(levels_have_eight_heights),
        cmocka_unit_test(dots_are_added),
        cmocka_unit_test(dots_do_not_leave_an_area),
        cmocka_unit_test(paragraphs_break_at_blanks),
        cmocka_unit_test(roles_have_names_and_letters),
        cmocka_unit_test(palette_table_is_xterms),
        cmocka_unit_test(styles_stand_on_grounds),
        cmocka_unit_test(right_to_left_text_is_put_in_order),
        cmocka_unit_test(long_right_to_left_text_is_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, free_text);
}
