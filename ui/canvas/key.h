/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What comes from a terminal: keys, clicks, a new size. ui/term makes them, ui/keymap looks them
 * up, views never see more of a terminal than this.
 */
#ifndef CAMPANE_UI_CANVAS_KEY_H
#define CAMPANE_UI_CANVAS_KEY_H

#include "base/base.h"

/* Keys without a code point: id, the name that key files and the help use. */
#define KEY_CODE_LIST(X)                                                                           \
    X(UP, "Up")                                                                                    \
    X(DOWN, "Down")                                                                                \
    X(LEFT, "Left")                                                                                \
    X(RIGHT, "Right")                                                                              \
    X(HOME, "Home")                                                                                \
    X(END, "End")                                                                                  \
    X(PAGE_UP, "PgUp")                                                                             \
    X(PAGE_DOWN, "PgDn")                                                                           \
    X(ENTER, "Enter")                                                                              \
    X(ESCAPE, "Esc")                                                                               \
    X(TAB, "Tab")                                                                                  \
    X(BACKSPACE, "Backspace")                                                                      \
    X(DELETE, "Del")                                                                               \
    X(INSERT, "Ins")                                                                               \
    X(F1, "F1")                                                                                    \
    X(F2, "F2")                                                                                    \
    X(F3, "F3")                                                                                    \
    X(F4, "F4")                                                                                    \
    X(F5, "F5")                                                                                    \
    X(F6, "F6")                                                                                    \
    X(F7, "F7")                                                                                    \
    X(F8, "F8")                                                                                    \
    X(F9, "F9")                                                                                    \
    X(F10, "F10")                                                                                  \
    X(F11, "F11")                                                                                  \
    X(F12, "F12")                                                                                  \
    X(CLICK, "Click")                                                                              \
    X(WHEEL_UP, "WheelUp")                                                                         \
    X(WHEEL_DOWN, "WheelDown")                                                                     \
    X(RESIZE, "Resize")                                                                            \
    X(SUSPEND, "Suspend")                                                                          \
    X(RESUME, "Resume")                                                                            \
    X(HANGUP, "Hangup")

/* RESIZE: the terminal has a new size. SUSPEND: somebody asks the program to stop (SIGTSTP).
 * RESUME: it runs again and everything has to be drawn. HANGUP: the terminal is gone. */
enum key_code {
    KC_FIRST = 0x110000, /* behind the last code point */
#define KEY_CODE_ENUM(id, name) KC_##id,
    KEY_CODE_LIST(KEY_CODE_ENUM)
#undef KEY_CODE_ENUM
        KC_BEYOND
};

enum key_mod { KM_SHIFT = 1, KM_CTRL = 2 };

struct key {
    uint32_t code; /* a code point (a letter with KM_CTRL is in lower case) or enum key_code; 0: no
                      key */
    uint8_t mods;  /* enum key_mod; SHIFT only with keys that have no code point */
    int16_t x, y;  /* CLICK and WHEEL: the cell */
};

bool key_equal(struct key a, struct key b); /* code and mods */

/* "j", "C-c", "S-Tab", "Space", "PgDn" to a key; false when it names none. */
bool key_parse(const char *text, size_t length, struct key *key);

/* The key of what a terminal sends for one character: UTF-8, or a control byte (Ctrl and a letter,
 * Tab, Enter, Esc, Backspace). Code 0 when it is none, or not one whole character. */
struct key key_from_bytes(const char *bytes, size_t length);

#define KEY_NAME_SIZE 24

/* Its name, as key_parse reads it. Writes into the caller's buffer and returns it. */
const char *key_format(struct key key, char buffer[KEY_NAME_SIZE]);

#endif
