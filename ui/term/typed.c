/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/term/typed.h"

#include <poll.h>
#include <string.h>
#include <unistd.h>

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
    {KEY_F(2), KC_F2, 0},
    {KEY_F(3), KC_F3, 0},
    {KEY_F(4), KC_F4, 0},
    {KEY_F(5), KC_F5, 0},
    {KEY_F(6), KC_F6, 0},
    {KEY_F(7), KC_F7, 0},
    {KEY_F(8), KC_F8, 0},
    {KEY_F(9), KC_F9, 0},
    {KEY_F(10), KC_F10, 0},
    {KEY_F(11), KC_F11, 0},
    {KEY_F(12), KC_F12, 0},
};

/* Press and release that come together curses makes a click of, and two of these a double one. */
#define ONE_CLICK  (BUTTON1_PRESSED | BUTTON1_CLICKED)
#define MORE_CLICK (BUTTON1_DOUBLE_CLICKED | BUTTON1_TRIPLE_CLICKED)

static struct key decode_mouse(struct typed *typed)
{
    struct key key = {0};
    MEVENT event;
    if (getmouse(&event) == ERR) {
        return key;
    }
    if (event.bstate & (ONE_CLICK | MORE_CLICK)) {
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
    typed->again = event.bstate & MORE_CLICK ? key : typed->again;
    return key;
}

static struct key decode_special(struct typed *typed, int number)
{
    struct key key = {0};
    if (number == KEY_MOUSE) {
        return decode_mouse(typed);
    }
    for (size_t i = 0; i < ARRAY_COUNT(special); i++) {
        if (special[i].number == number) {
            key.code = special[i].code;
            key.mods = special[i].mods;
        }
    }
    return key;
}

enum { SEQUENCE_MAX = 64, PAUSE = 25 }; /* bytes; milliseconds inside of one */

/* A line may deliver a sequence in parts. */
static int next_byte(WINDOW *window)
{
    int got = wgetch(window);
    struct pollfd fd = {.fd = STDIN_FILENO, .events = POLLIN};
    return got == ERR && poll(&fd, 1, PAUSE) > 0 ? wgetch(window) : got;
}

/* Behind an Esc came "[" or "O" at once: a sequence that terminfo does not know. Its letters must
 * not be taken for keys, so it is read to its end. One that was cut ends before what no sequence
 * holds: a control (Ctrl-C must be heard), a key of curses, a character. One is an answer (2: it
 * can, and does not now; 1: it does already). */
static void swallow_sequence(struct typed *typed, int first)
{
    char sequence[SEQUENCE_MAX + 1] = {0};
    int got;
    for (int i = 0; i < SEQUENCE_MAX && (got = next_byte(typed->window)) != ERR; i++) {
        if (got < 0x20 || got >= 0x7f) {
            ungetch(got);
            return;
        }
        sequence[i] = (char)got;
        if (first == 'O' || got >= 0x40) {
            break;
        }
    }
    if (first == '[' && strncmp(sequence, "?2026;", 6) == 0) {
        typed->answered = true;
        typed->syncs = strcmp(sequence + 6, "1$y") == 0 || strcmp(sequence + 6, "2$y") == 0;
    }
}

/* A lone Esc, or false when it began a sequence that was swallowed. */
static bool escape(struct typed *typed)
{
    int next = wgetch(typed->window);
    if (next == '[' || next == 'O') {
        swallow_sequence(typed, next);
        return false;
    }
    if (next != ERR) {
        ungetch(next); /* Esc, and then quickly something else */
    }
    return true;
}

/* Bytes that a character of this first byte has. */
static unsigned bytes_of(unsigned char first)
{
    return first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
}

/* One more byte of a character. It may come in parts (over a slow line), so what is there is kept
 * until the rest comes. Code 0 while it is not whole, or when it is wrong. */
static struct key gather(struct typed *typed, int byte)
{
    struct key none = {0};
    bool follows = (byte & 0xc0) == 0x80;
    if (follows == (typed->count == 0)) {
        typed->count = 0;
        if (follows) {
            return none;
        }
    }
    typed->bytes[typed->count++] = (char)byte;
    unsigned wanted = bytes_of((unsigned char)typed->bytes[0]);
    if (typed->count < wanted) {
        return none;
    }
    struct key made = key_from_bytes(typed->bytes, typed->count);
    typed->count = 0;
    return made;
}

bool typed_next(struct typed *typed, struct key *key)
{
    int got;
    if (typed->again.code) {
        *key = typed->again;
        typed->again.code = 0;
        return true;
    }
    while ((got = wgetch(typed->window)) != ERR) {
        struct key made;
        if (got >= 0x80 && got < KEY_MIN) {
            made = gather(typed, got);
        } else if (got >= KEY_MIN) {
            typed->count = 0;
            made = decode_special(typed, got);
        } else {
            typed->count = 0;
            made = key_from_bytes((char[]){(char)got}, 1);
            if (made.code == KC_ESCAPE && !escape(typed)) {
                continue;
            }
        }
        if (made.code) {
            *key = made;
            return true;
        }
    }
    return false;
}
