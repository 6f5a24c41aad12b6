/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/term/typed.h"

#include <wchar.h>

struct key typed_decode(uint32_t code_point)
{
    struct key key = {.code = code_point};
    switch (code_point) {
    case '\t':
        key.code = KC_TAB;
        return key;
    case '\r':
    case '\n':
        key.code = KC_ENTER;
        return key;
    case 27:
        key.code = KC_ESCAPE;
        return key;
    case 127:
        key.code = KC_BACKSPACE;
        return key;
    default:
        break;
    }
    if (code_point >= 1 && code_point <= 26) {
        key.code = 'a' + code_point - 1;
        key.mods = KM_CTRL;
    } else if (code_point < 32 || (code_point >= 0x80 && code_point < 0xa0) ||
               code_point > 0x10ffff) {
        key.code = 0;
    }
    return key;
}

static const struct {
    int number;
    uint32_t code;
    uint8_t mods;
} special[] = {
    {KEY_UP, KC_UP, 0},
    {KEY_DOWN, KC_DOWN, 0},
    {KEY_LEFT, KC_LEFT, 0},
    {KEY_RIGHT, KC_RIGHT, 0},
    {KEY_SR, KC_UP, KM_SHIFT},
    {KEY_SF, KC_DOWN, KM_SHIFT},
    {KEY_SLEFT, KC_LEFT, KM_SHIFT},
    {KEY_SRIGHT, KC_RIGHT, KM_SHIFT},
    {KEY_HOME, KC_HOME, 0},
    {KEY_FIND, KC_HOME, 0},
    {KEY_END, KC_END, 0},
    {KEY_SELECT, KC_END, 0},
    {KEY_PPAGE, KC_PAGE_UP, 0},
    {KEY_NPAGE, KC_PAGE_DOWN, 0},
    {KEY_ENTER, KC_ENTER, 0},
    {KEY_BTAB, KC_TAB, KM_SHIFT},
    {KEY_BACKSPACE, KC_BACKSPACE, 0},
    {KEY_DC, KC_DELETE, 0},
    {KEY_IC, KC_INSERT, 0},
    {KEY_F(1), KC_F1, 0},
    {KEY_F(5), KC_F5, 0},
};

static struct key decode_mouse(void)
{
    struct key key = {0};
    MEVENT event;
    if (getmouse(&event) == ERR) {
        return key;
    }
    if (event.bstate & BUTTON1_PRESSED) {
        key.code = KC_CLICK;
#if NCURSES_MOUSE_VERSION > 1
    } else if (event.bstate & BUTTON4_PRESSED) {
        key.code = KC_WHEEL_UP;
    } else if (event.bstate & BUTTON5_PRESSED) {
        key.code = KC_WHEEL_DOWN;
#endif
    }
    key.x = (int16_t)event.x;
    key.y = (int16_t)event.y;
    return key;
}

static struct key decode_special(int number)
{
    struct key key = {0};
    if (number == KEY_MOUSE) {
        return decode_mouse();
    }
    for (size_t i = 0; i < ARRAY_COUNT(special); i++) {
        if (special[i].number == number) {
            key.code = special[i].code;
            key.mods = special[i].mods;
        }
    }
    return key;
}

/* Behind an Esc came "[" or "O" at once: a sequence that terminfo does not know. Its letters must
 * not be taken for keys, so it is read to its end. */
static void swallow_sequence(WINDOW *window, wint_t first)
{
    wint_t got = first;
    int limit = 64;
    while (limit-- > 0 && wget_wch(window, &got) == OK) {
        if (first == 'O' || (got >= 0x40 && got <= 0x7e)) {
            return;
        }
    }
}

/* A lone Esc, or false when it began a sequence that was swallowed. */
static bool escape(WINDOW *window)
{
    wint_t next;
    int kind = wget_wch(window, &next);
    if (kind == ERR) {
        return true;
    }
    if (kind == OK && (next == '[' || next == 'O')) {
        swallow_sequence(window, next);
        return false;
    }
    if (kind == OK) {
        unget_wch((wchar_t)next); /* Esc, and then quickly something else */
    } else {
        ungetch((int)next);
    }
    return true;
}

bool typed_next(WINDOW *window, struct key *key)
{
    for (;;) {
        wint_t got;
        int kind = wget_wch(window, &got);
        if (kind == ERR) {
            return false;
        }
        struct key made = kind == KEY_CODE_YES ? decode_special((int)got) : typed_decode(got);
        if (made.code == KC_ESCAPE && kind == OK && !escape(window)) {
            continue;
        }
        if (made.code) {
            *key = made;
            return true;
        }
    }
}
