/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include "ui/widgets/tile.h"

static void check_row(const struct canvas *canvas, int y, const char *want)
{
    struct strbuf row = STRBUF_INIT;
    for (int x = 0; x < canvas->width; x++) {
        canvas_cell_text(&row, canvas_at(canvas, x, y));
    }
    assert_memory_equal(strbuf_text(&row), want, strlen(want));
    strbuf_free(&row);
}

/* Half an amount would read like another one. */
static void amounts_without_room_are_said_in_short(void **state)
{
    (void)state;
    const struct tile one = {.label = "Revenue",
                             .value = {.kind = CELL_MONEY,
                                       .integer = 1563112500000,
                                       .currency = {"EUR"},
                                       .grade = GRADE_NONE}};
    const struct tile several = {.label = "Revenue",
                                 .value = cell_text("€ 1 563 112.50"),
                                 .note = "₹ 192 075.00 · PLN 9 000.00",
                                 .brief_value = "€ 1.6M",
                                 .brief_note = "₹ 192.1k · PLN 9.0k"};
    static const struct {
        unsigned flags;
        int columns;
        const char *value, *note;
    } cases[] = {
        {0, 28, "€ 1 563 112.50", "₹ 192 075.00 · PLN 9 000.00"},
        {0, 14, "€ 1 563 112.50", "₹ 192.1k"},
        {0, 12, "€ 1.6M", "₹ 192.1k"},
        {CANVAS_ASCII, 32, "EUR 1 563 112.50", "INR 192 075.00 - PLN 9 000.00"},
        {CANVAS_ASCII, 16, "EUR 1 563 112.50", "INR 192.1k"},
        {CANVAS_ASCII, 14, "EUR 1.6M", "INR 192.1k"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct canvas *canvas = canvas_new(cases[i].columns, 3, cases[i].flags);
        struct area area = area_of(canvas);
        const char *value = cases[i].value, *note = cases[i].note;
        tile_draw(&area, &one);
        check_row(canvas, 1, value);
        canvas_clear(canvas);
        tile_draw(&area, &several);
        check_row(canvas, 1, value);
        check_row(canvas, 2, note);
        canvas_free(canvas);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(amounts_without_room_are_said_in_short),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
