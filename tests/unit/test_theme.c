/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "lib/check_theme.h"
#include "ui/theme/theme.h"

static const char *const shipped[] = {"dark", "light", "high-contrast", "safe", "16", "mono"};

static void themes_are_found(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct err err = ERR_INIT;
    const char *const *names = theme_names(arena, NULL, &err);
    check_ok(names, &err);
    for (size_t i = 0; i < ARRAY_COUNT(shipped); i++) {
        assert_string_equal(names[i], shipped[i]);
        assert_string_equal(check_theme(names[i])->name, names[i]);
    }
    assert_null(names[ARRAY_COUNT(shipped)]);
    static const char *const not_there[] = {"Dark", "", "../dark", ".theme", "dark.theme"};
    for (size_t i = 0; i < ARRAY_COUNT(not_there); i++) {
        assert_null(theme_load(arena, NULL, not_there[i], &err));
        assert_int_equal(err.code, ERR_NOT_FOUND);
    }
    arena_free(arena);
}

static const char *put(const char *name, const char *text)
{
    static char path[600];
    snprintf(path, sizeof path, "%s/%s", check_folder(), name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    return path;
}

static void people_bring_their_own(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct err err = ERR_INIT;
    const char *const folders[] = {"/nowhere", check_folder(), NULL};
    put("mine.theme", "# mine\nbase = light\r\npage = #102030 on #FFEEDD\n"
                      "hint.key = 1 on 231 bold underline | 4 | - dim\ntext = 5\n");
    put("dark.theme", "base = mine\nerror = 9 | 9 | 1 | - reverse\n");
    const struct palette *mine = theme_load(arena, folders, "mine", &err);
    check_ok(mine, &err);
    const struct palette *light = check_theme("light");
    assert_string_equal(mine->name, "mine");
    assert_int_equal(mine->page_fg, 0x102030);
    assert_int_equal(mine->page_bg, 0xffeedd);
    const struct style *key = &mine->styles[DEPTH_256][ROLE_HINT_KEY];
    assert_true(key->fg == 1 && key->bg == 231);
    assert_int_equal(key->attrs, STYLE_BOLD | STYLE_UNDERLINE);
    assert_int_equal(mine->styles[DEPTH_16][ROLE_HINT_KEY].fg, 4);
    assert_int_equal(mine->styles[DEPTH_16][ROLE_HINT_KEY].attrs, 0);
    assert_int_equal(mine->styles[DEPTH_8][ROLE_HINT_KEY].attrs, STYLE_DIM);
    assert_memory_equal(&mine->styles[DEPTH_NONE], &light->styles[DEPTH_NONE],
                        sizeof light->styles[DEPTH_NONE]);
    assert_int_equal(mine->styles[DEPTH_256][ROLE_TEXT].fg, 5);
    assert_int_equal(mine->styles[DEPTH_256][ROLE_POOR].fg, light->styles[DEPTH_256][ROLE_POOR].fg);
    /* One's own "dark" goes before the program's, and may be based on another of one's own. */
    const struct palette *dark = theme_load(arena, folders, "dark", &err);
    check_ok(dark, &err);
    assert_int_equal(dark->page_fg, 0x102030);
    assert_int_equal(dark->styles[DEPTH_NONE][ROLE_ERROR].attrs, STYLE_REVERSE);
    const char *const *names = theme_names(arena, folders, &err);
    check_ok(names, &err);
    assert_string_equal(names[ARRAY_COUNT(shipped)], "mine");
    assert_null(names[ARRAY_COUNT(shipped) + 1]);
    arena_free(arena);
}

static void mistakes_in_a_theme_have_a_place(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint64_t line, column;
        const char *says;
    } rows[] = {
        {"base = dark\ntxt = 1\n", 2, 1, "no role \"txt\""},
        {"base = dark\ntext = 256\n", 2, 8, "\"256\""},
        {"base = dark\ntext = 1 | 16\n", 2, 12, "\"16\""},
        {"base = dark\ntext = 1 | 1 | 8\n", 2, 16, "\"8\""},
        {"base = dark\ntext = 1 | 1 | 1 | 1\n", 2, 20, "\"1\""},
        {"base = dark\ntext = 1 | 1 | 1 | - | -\n", 2, 23, "more than four"},
        {"base = dark\ntext = red\n", 2, 8, "no color here: \"red\""},
        {"base = dark\ntext = 1 on\n", 2, 12, "no color here: \"\""},
        {"base = dark\ntext = 1 blink\n", 2, 10, "no attribute: \"blink\""},
        {"base = dark\ntext = 1 ||\n", 2, 8, "without a color"},
        {"base = dark\ntext = 1\ntext = 2\n", 3, 1, "sets twice"},
        {"base = dark\npage = black\n", 2, 8, "\"black\""},
        {"base = dark\npage = #000000 #ffffff\n", 2, 16, "here stands"},
        {"base = dark\npage = #000000 on #fffff\n", 2, 19, "\"#fffff\""},
        {"base = nothing\n", 1, 8, "no theme \"nothing\""},
        {"base = wrong\n", 1, 8, "based on itself"},
        {"text = 1\nbase = dark\n", 2, 1, "first line"},
        {"text\n", 1, 1, "name = value"},
        {"text = 1 | 1 | 1 | -\n", 0, 0, "says nothing of"},
        {"text = 1\n", 1, 8, "less than four"},
        {"base = \n", 1, 7, "no name of a theme"},
    };
    const char *const folders[] = {check_folder(), NULL};
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        struct arena *arena = arena_new();
        struct err err = ERR_INIT;
        put("wrong.theme", rows[i].text);
        assert_null(theme_load(arena, folders, "wrong", &err));
        if (!strstr(err.text, rows[i].says) || err.line != rows[i].line ||
            err.column != rows[i].column) {
            fail_msg("row %zu: %d:%d \"%s\"", i, (int)err.line, (int)err.column, err.text);
        }
        assert_non_null(strstr(err.file, "wrong.theme"));
        arena_free(arena);
    }
}

static void running_out_of_memory_is_told(void **state)
{
    (void)state;
    const char *const folders[] = {check_folder(), NULL};
    put("mine.theme", "base = light\ntext = 5\n");
    for (uint64_t n = 1;; n++) {
        struct arena *arena = arena_new();
        struct err err = ERR_INIT;
        mem_fault_after(n, false);
        const struct palette *palette = theme_load(arena, folders, "mine", &err);
        uint64_t asked = mem_fault_after(0, false);
        assert_int_equal(palette == NULL, err.code == ERR_MEMORY);
        arena_free(arena);
        if (asked < n) {
            assert_non_null(palette);
            assert_true(n > 2);
            return;
        }
    }
}

static void terminal_says_its_background(void **state)
{
    (void)state;
    static const struct {
        const char *says, *theme;
    } cases[] = {
        {NULL, "dark"},    {"", "dark"},          {"15;0", "dark"}, {"0;15", "light"},
        {"0;7", "light"},  {"0;8", "dark"},       {"12;8", "dark"}, {"0;default;15", "light"},
        {"0;9", "light"},  {"0;default", "dark"}, {"0;16", "dark"}, {"0;150", "dark"},
        {"0;10", "light"}, {"15", "dark"},        {";", "dark"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        assert_string_equal(theme_for_terminal(cases[i].says), cases[i].theme);
    }
}

/* A role that a table leaves out would be black on black, 0 and 0. */
static void every_role_has_an_entry(void **state)
{
    (void)state;
    static const int limits[DEPTH_COUNT] = {0, 8, 16, 256};
    for (size_t i = 0; i < ARRAY_COUNT(shipped); i++) {
        for (int depth = 0; depth < DEPTH_COUNT; depth++) {
            for (int role = 0; role < ROLE_COUNT; role++) {
                struct style style = check_theme(shipped[i])->styles[depth][role];
                assert_true(style.fg >= -1 && style.fg < limits[depth]);
                assert_true(style.bg >= -1 && style.bg < limits[depth]);
                assert_false(style.fg == style.bg && style.fg != -1);
                assert_int_equal(style.attrs & ~STYLE_SEEN, 0);
            }
        }
    }
}

static bool is_band(int role)
{
    return role == ROLE_BAND_POOR || role == ROLE_BAND_TYPICAL || role == ROLE_BAND_GOOD ||
           role == ROLE_BAND_BEST;
}

/* Lines are told from their surroundings, not read: WCAG asks 3:1 of them, 4.5:1 of text. */
static double wanted_contrast(int role)
{
    return role == ROLE_BORDER || role == ROLE_BAR_REST ? 3 : 4.5;
}

static void check_contrast(const struct palette *palette, int role, int ground, uint32_t page)
{
    struct style style = palette_style(palette, DEPTH_256, (enum role)role, (enum role)ground, 0);
    uint32_t fg = style.fg < 0 ? palette->page_fg : palette_rgb(style.fg);
    uint32_t bg = style.bg < 0 ? page : palette_rgb(style.bg);
    double contrast = palette_contrast(fg, bg);
    if (contrast < wanted_contrast(role)) {
        fail_msg("%s: %s on %s has a contrast of %.2f", palette->name, role_name((enum role)role),
                 role_name((enum role)ground), contrast);
    }
}

static void text_can_be_read(void **state)
{
    (void)state;
    static const struct {
        const char *theme;
        uint32_t pages[2];
    } cases[] = {{"dark", {0x000000, 0x1e1e1e}},
                 {"light", {0xffffff, 0xfafafa}},
                 {"high-contrast", {0x000000, 0x1e1e1e}},
                 {"safe", {0x000000, 0x1e1e1e}}};
    /* What is drawn over bands. */
    static const int over_bands[] = {ROLE_MEASURE, ROLE_CHART, ROLE_CHART_PREVIOUS};
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        const struct palette *palette = check_theme(cases[i].theme);
        for (int role = 0; role < ROLE_COUNT; role++) {
            check_contrast(palette, role, ROLE_TEXT, cases[i].pages[0]);
            check_contrast(palette, role, ROLE_TEXT, cases[i].pages[1]);
            check_contrast(palette, role, ROLE_TEXT, palette->page_bg);
            check_contrast(palette, role, ROLE_OVERLAY, 0);
        }
        for (int band = 0; band < ROLE_COUNT; band++) {
            for (size_t j = 0; is_band(band) && j < ARRAY_COUNT(over_bands); j++) {
                check_contrast(palette, over_bands[j], band, 0);
            }
        }
    }
}

/* WCAG 2.1, 1.4.6: 7 to 1, on black. What is drawn over a ground of its own is not text on it. */
static void high_contrast_is_high(void **state)
{
    (void)state;
    const struct palette *palette = check_theme("high-contrast");
    for (int role = 0; role < ROLE_COUNT; role++) {
        struct style style = palette->styles[DEPTH_256][role];
        uint32_t fg = style.fg < 0 ? palette->page_fg : palette_rgb(style.fg);
        uint32_t bg = style.bg < 0 ? palette->page_bg : palette_rgb(style.bg);
        if (palette_contrast(fg, bg) < 7) {
            fail_msg("%s has a contrast of %.2f", role_name((enum role)role),
                     palette_contrast(fg, bg));
        }
    }
}

/* --- for people who see colors differently -----------------------------------------------------
 */

/* Matrices of G. Machado, M. Oliveira and L. Fernandes, "A Physiologically-based Model for
 * Simulation of Color Vision Deficiency" (2009), severity 1.0, on linear RGB. */
static const double visions[4][3][3] = {
    {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
    {{0.152286, 1.052583, -0.204868},
     {0.114503, 0.786281, 0.099216},
     {-0.003882, -0.048116, 1.051998}},
    {{0.367322, 0.860646, -0.227968},
     {0.280085, 0.672501, 0.047413},
     {-0.011820, 0.042940, 0.968881}},
    {{1.255528, -0.076749, -0.178779},
     {-0.078411, 0.930809, 0.147602},
     {0.004733, 0.691367, 0.303900}},
};

static double linear(uint32_t byte)
{
    double value = byte / 255.0;
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static double curve(double t)
{
    return t > 0.008856 ? cbrt(t) : 7.787 * t + 16.0 / 116;
}

/* CIE L*a*b* of a color as one sees it. */
static void seen(uint32_t rgb, const double vision[3][3], double lab[3])
{
    double from[3] = {linear(rgb >> 16 & 255), linear(rgb >> 8 & 255), linear(rgb & 255)};
    double to[3];
    for (int i = 0; i < 3; i++) {
        double sum = vision[i][0] * from[0] + vision[i][1] * from[1] + vision[i][2] * from[2];
        to[i] = sum < 0 ? 0 : sum > 1 ? 1 : sum;
    }
    double x = curve((0.4124 * to[0] + 0.3576 * to[1] + 0.1805 * to[2]) / 0.95047);
    double y = curve(0.2126 * to[0] + 0.7152 * to[1] + 0.0722 * to[2]);
    double z = curve((0.0193 * to[0] + 0.1192 * to[1] + 0.9505 * to[2]) / 1.08883);
    lab[0] = 116 * y - 16;
    lab[1] = 500 * (x - y);
    lab[2] = 200 * (y - z);
}

static double difference(uint32_t a, uint32_t b, const double vision[3][3])
{
    double p[3], q[3];
    seen(a, vision, p);
    seen(b, vision, q);
    return sqrt((p[0] - q[0]) * (p[0] - q[0]) + (p[1] - q[1]) * (p[1] - q[1]) +
                (p[2] - q[2]) * (p[2] - q[2]));
}

static void grades_differ_in_every_eye(void **state)
{
    (void)state;
    static const enum role groups[][4] = {
        {ROLE_POOR, ROLE_TYPICAL, ROLE_GOOD, ROLE_BEST},
        {ROLE_DELTA_GOOD, ROLE_DELTA_BAD, ROLE_DELTA_SAME, ROLE_DELTA_SAME},
        {ROLE_ERROR, ROLE_OK, ROLE_OK, ROLE_OK},
    };
    static const char *const colored[] = {"dark", "light", "high-contrast", "safe"};
    for (size_t theme = 0; theme < ARRAY_COUNT(colored); theme++) {
        const struct palette *palette = check_theme(colored[theme]);
        for (size_t g = 0; g < ARRAY_COUNT(groups); g++) {
            for (int a = 0; a < 4; a++) {
                for (int b = 0; b < a; b++) {
                    if (groups[g][a] == groups[g][b]) {
                        continue;
                    }
                    uint32_t p = palette_rgb(palette->styles[DEPTH_256][groups[g][a]].fg);
                    uint32_t q = palette_rgb(palette->styles[DEPTH_256][groups[g][b]].fg);
                    for (size_t eye = 0; eye < ARRAY_COUNT(visions); eye++) {
                        if (difference(p, q, visions[eye]) < 20) {
                            fail_msg("%s: %s and %s look alike in eye %d", palette->name,
                                     role_name(groups[g][a]), role_name(groups[g][b]), (int)eye);
                        }
                    }
                }
            }
        }
    }
}

/* Without color these are told by attributes (what is not here has a sign or a letter: see
 * test_widgets). */
static void states_differ_without_color(void **state)
{
    (void)state;
    static const enum role pairs[][2] = {
        {ROLE_TAB, ROLE_TAB_CURRENT},
        {ROLE_HINT, ROLE_HINT_KEY},
        {ROLE_HEADER, ROLE_HEADER_CURRENT},
        {ROLE_HEADER_SORTED, ROLE_HEADER_CURRENT},
        {ROLE_TEXT, ROLE_HEADER},
        {ROLE_TEXT, ROLE_SELECTED},
        {ROLE_TEXT, ROLE_MATCH},
        {ROLE_TEXT, ROLE_INPUT},
        {ROLE_TEXT, ROLE_ERROR},
        {ROLE_WARNING, ROLE_ERROR},
        {ROLE_TEXT, ROLE_DEMO},
        {ROLE_SCOPE, ROLE_SCOPE_STRONG},
        {ROLE_LABEL, ROLE_VALUE},
        {ROLE_TEXT, ROLE_OVERLAY_TITLE},
    };
    for (size_t theme = 0; theme < ARRAY_COUNT(shipped); theme++) {
        for (size_t i = 0; i < ARRAY_COUNT(pairs); i++) {
            const struct style *styles = check_theme(shipped[theme])->styles[DEPTH_NONE];
            assert_int_not_equal(styles[pairs[i][0]].attrs, styles[pairs[i][1]].attrs);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(themes_are_found),
        cmocka_unit_test(people_bring_their_own),
        cmocka_unit_test(mistakes_in_a_theme_have_a_place),
        cmocka_unit_test(running_out_of_memory_is_told),
        cmocka_unit_test(high_contrast_is_high),
        cmocka_unit_test(terminal_says_its_background),
        cmocka_unit_test(every_role_has_an_entry),
        cmocka_unit_test(text_can_be_read),
        cmocka_unit_test(grades_differ_in_every_eye),
        cmocka_unit_test(states_differ_without_color),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
