/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check_theme.h"
#include "lib/golden.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ui/canvas/area.h"
#include "ui/canvas/dump.h"
#include "ui/canvas/lines.h"
#include "ui/canvas/plot.h"
#include "ui/canvas/svg_shape.h"
#include "ui/canvas/write.h"

static struct canvas *make(void)
{
    struct canvas *canvas = canvas_new(24, 4, 0);
    struct area area = area_of(canvas);
    area_text(&area, 1, 0, PEN(ROLE_TITLE), "a <b> & \"c\"");
    area_text(&area, 0, 1, PEN(ROLE_TEXT), "عرض x");
    area_text(&area, 8, 1, PEN(ROLE_POOR), "P");
    area_text(&area, 10, 1, PEN(ROLE_TEXT), "日本");
    struct area box = area_in(&area, 0, 2, 6, 2);
    area_ground(&box, ROLE_OVERLAY);
    lines_box(&box, PEN(ROLE_BORDER), PEN(ROLE_TITLE), NULL);
    area_text(&area, 8, 2, PEN_STYLE(ROLE_BAR, STYLE_REVERSE), "██▌░");
    plot_line(&area, 30, 8, 40, 11, 1, PEN(ROLE_CHART));
    area_text(&area, 8, 3, PEN_STYLE(ROLE_MATCH, STYLE_UNDERLINE), "dé");
    area_cursor(&area, 9, 3);
    return canvas;
}

static void text_cuts_blanks_and_isolates(void **state)
{
    (void)state;
    struct canvas *canvas = make();
    struct strbuf out = STRBUF_INIT;
    write_text(&out, canvas);
    assert_string_equal(strbuf_text(&out), " a <b> & \"c\"\n"
                                           "\u2068عرض x\u2069   P 日本\n"
                                           "╭────╮  ██▌░   ⠉⠒⠢⠤⢄⡀\n"
                                           "╰────╯  dé\n");
    strbuf_free(&out);
    canvas_free(canvas);
}

static void rtl_at_the_end_is_closed(void **state)
{
    (void)state;
    struct canvas *canvas = canvas_new(4, 1, 0);
    struct area area = area_of(canvas);
    struct strbuf out = STRBUF_INIT;
    area_text(&area, 0, 0, PEN(ROLE_TEXT), "עדכו");
    write_text(&out, canvas);
    assert_string_equal(strbuf_text(&out), "\u2068עדכו\u2069\n");
    strbuf_free(&out);
    canvas_free(canvas);
}

static void ansi_names_styles(void **state)
{
    (void)state;
    struct canvas *canvas = canvas_new(8, 2, 0);
    struct area area = area_of(canvas);
    area_text(&area, 0, 0, PEN(ROLE_POOR), "P");
    area_text(&area, 2, 0, PEN(ROLE_SELECTED), "ab");
    area_text(&area, 4, 0, PEN(ROLE_TEXT), "日");
    area_text(&area, 6, 0, PEN(ROLE_POOR), "  "); /* blanks are not seen */
    area_text(&area, 0, 1, PEN(ROLE_DEMO), " D ");
    static const struct {
        enum depth depth;
        const char *want;
    } cases[] = {
        {DEPTH_256, "\033[0;38;5;208mP\033[0m \033[0;1;38;5;231mab\033[0m日\n"
                    "\033[0;48;5;222m \033[0;1;38;5;16;48;5;222mD\033[0;48;5;222m \033[0m\n"},
        {DEPTH_16, "\033[0;93mP\033[0m \033[0;1;97mab\033[0m日\n"
                   "\033[0;103m \033[0;30;103mD\033[0;103m \033[0m\n"},
        {DEPTH_8, "\033[0;33mP\033[0m \033[0;1mab\033[0m日\n"
                  "\033[0;43m \033[0;30;43mD\033[0;43m \033[0m\n"},
        {DEPTH_NONE, "P \033[0;1mab\033[0m日\n"
                     "\033[0;7m D \033[0m\n"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct strbuf out = STRBUF_INIT;
        write_ansi(&out, canvas, check_theme("dark"), cases[i].depth);
        assert_string_equal(strbuf_text(&out), cases[i].want);
        strbuf_free(&out);
    }
    canvas_free(canvas);
}

static void svg_is_as_it_was(void **state)
{
    (void)state;
    struct canvas *canvas = make();
    struct strbuf out = STRBUF_INIT;
    write_svg(&out, canvas, check_theme("dark"), "<Title> & more");
    golden_text("writers.svg", strbuf_text(&out));
    strbuf_free(&out);
    canvas_free(canvas);
}

static void svg_escapes_and_balances(void **state)
{
    (void)state;
    struct canvas *canvas = make();
    struct strbuf out = STRBUF_INIT;
    write_svg(&out, canvas, check_theme("light"), NULL);
    const char *svg = strbuf_text(&out);
    assert_null(strstr(svg, "<b>"));
    assert_non_null(strstr(svg, "a &lt;b&gt; &amp; &quot;c&quot;"));
    assert_null(strstr(svg, "<title>"));
    size_t opened = 0, closed = 0;
    for (const char *c = svg; *c; c++) {
        if (c[0] == '<') {
            closed += c[1] == '/';
            opened += c[1] != '/';
        } else if (c[0] == '/' && c[1] == '>') {
            closed++;
        }
    }
    assert_int_equal(opened, closed);
    strbuf_free(&out);
    canvas_free(canvas);
}

/* Every run stands at its column and fills its columns, whatever the font. */
static void svg_runs_hold_their_columns(void **state)
{
    (void)state;
    struct canvas *canvas = canvas_new(20, 1, 0);
    struct area area = area_of(canvas);
    area_text(&area, 0, 0, PEN(ROLE_TEXT), "ab  cd e");
    area_text(&area, 10, 0, PEN(ROLE_TEXT), "日本x");
    struct strbuf out = STRBUF_INIT;
    write_svg(&out, canvas, check_theme("dark"), NULL);
    const char *svg = strbuf_text(&out);
    assert_non_null(strstr(svg, "<text x=\"14\" y=\"27.4\" textLength=\"16.8\">ab</text>"));
    assert_non_null(strstr(svg, "<text x=\"47.6\" y=\"27.4\" textLength=\"33.6\">cd e</text>"));
    assert_non_null(strstr(svg, "<text x=\"98\" y=\"27.4\" textLength=\"33.6\" "
                                "lengthAdjust=\"spacingAndGlyphs\">日本</text>"));
    assert_non_null(strstr(svg, "<text x=\"131.6\" y=\"27.4\" textLength=\"8.4\">x</text>"));
    strbuf_free(&out);
    canvas_free(canvas);
}

/* A shape never leaves its cell: the numbers behind M, H and V and the sums of h and v. */
static void shapes_stay_in_their_cell(void **state)
{
    (void)state;
    for (uint32_t cp = 0x2500; cp < 0x2900; cp++) {
        struct strbuf out = STRBUF_INIT;
        svg_shape_add(&out, cp, 0, 0, 84, 180);
        assert_int_equal(out.length > 0, svg_shape_known(cp) && cp != 0x2800);
        double x = 0, y = 0;
        for (const char *c = strbuf_text(&out); *c; c++) {
            char *end = NULL;
            double number = strtod(c + 1, &end);
            if (*c == 'M') {
                x = number;
                y = strtod(end, &end);
            } else if (*c == 'h') {
                x += number;
            } else if (*c == 'v') {
                y += number;
            } else if (*c == 'H') {
                x = number;
            } else if (*c == 'V') {
                y = number;
            } else {
                continue;
            }
            assert_true(x > -0.2 && x < 8.6 && y > -0.2 && y < 18.2);
        }
        strbuf_free(&out);
    }
}

static void dump_tells_everything(void **state)
{
    (void)state;
    struct canvas *canvas = make();
    golden_canvas("writers", canvas);
    canvas_clear(canvas);
    assert_true(canvas_resize(canvas, 2, 1));
    struct strbuf out = STRBUF_INIT;
    dump_canvas(&out, canvas);
    assert_string_equal(strbuf_text(&out), "canvas 2 x 1\n|  |\nroles\n|..|\ncursor hidden\n");
    strbuf_free(&out);
    canvas_free(canvas);
}

static void no_memory_is_told_at_the_end(void **state)
{
    (void)state;
    struct canvas *canvas = make();
    const struct palette *dark = check_theme("dark");
    for (int writer = 0; writer < 4; writer++) {
        struct strbuf out = STRBUF_INIT;
        mem_fault_after(1, true);
        if (writer == 0) {
            write_text(&out, canvas);
        } else if (writer == 1) {
            write_ansi(&out, canvas, dark, DEPTH_256);
        } else if (writer == 2) {
            write_svg(&out, canvas, dark, "x");
        } else {
            dump_canvas(&out, canvas);
        }
        mem_fault_after(0, false);
        assert_true(out.failed);
        strbuf_free(&out);
    }
    canvas_free(canvas);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_cuts_blanks_and_isolates),
        cmocka_unit_test(rtl_at_the_end_is_closed),
        cmocka_unit_test(ansi_names_styles),
        cmocka_unit_test(svg_is_as_it_was),
        cmocka_unit_test(svg_escapes_and_balances),
        cmocka_unit_test(svg_runs_hold_their_columns),
        cmocka_unit_test(shapes_stay_in_their_cell),
        cmocka_unit_test(dump_tells_everything),
        cmocka_unit_test(no_memory_is_told_at_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
