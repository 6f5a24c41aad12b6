/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <math.h>
#include <string.h>

#include "ui/theme/theme.h"

static void themes_are_found(void **state)
{
    (void)state;
    static const char *const names[] = {"dark", "light", "mono"};
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        assert_string_equal(theme_find(names[i])->name, names[i]);
        assert_ptr_equal(theme_at(i), theme_find(names[i]));
    }
    assert_null(theme_at(ARRAY_COUNT(names)));
    assert_null(theme_find("Dark"));
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
        assert_string_equal(theme_for_terminal(cases[i].says)->name, cases[i].theme);
    }
}

/* A role that a table leaves out would be black on black, 0 and 0. */
static void every_role_has_an_entry(void **state)
{
    (void)state;
    static const int limits[DEPTH_COUNT] = {0, 8, 16, 256};
    for (size_t i = 0; theme_at(i); i++) {
        for (int depth = 0; depth < DEPTH_COUNT; depth++) {
            for (int role = 0; role < ROLE_COUNT; role++) {
                struct style style = theme_at(i)->styles[depth][role];
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
    } cases[] = {{"dark", {0x000000, 0x1e1e1e}}, {"light", {0xffffff, 0xfafafa}}};
    /* What is drawn over bands. */
    static const int over_bands[] = {ROLE_MEASURE, ROLE_CHART, ROLE_CHART_PREVIOUS};
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        const struct palette *palette = theme_find(cases[i].theme);
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
    for (size_t theme = 0; theme < 2; theme++) {
        const struct palette *palette = theme_at(theme);
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
    for (size_t theme = 0; theme_at(theme); theme++) {
        for (size_t i = 0; i < ARRAY_COUNT(pairs); i++) {
            const struct style *styles = theme_at(theme)->styles[DEPTH_NONE];
            assert_int_not_equal(styles[pairs[i][0]].attrs, styles[pairs[i][1]].attrs);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(themes_are_found),
        cmocka_unit_test(terminal_says_its_background),
        cmocka_unit_test(every_role_has_an_entry),
        cmocka_unit_test(text_can_be_read),
        cmocka_unit_test(grades_differ_in_every_eye),
        cmocka_unit_test(states_differ_without_color),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
