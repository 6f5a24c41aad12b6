/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One line of text being typed. Editing is by grapheme: a letter with its marks, an emoji sequence
 * go as one.
 */
#ifndef CAMPANE_UI_WIDGETS_INPUT_H
#define CAMPANE_UI_WIDGETS_INPUT_H

#include "ui/canvas/area.h"

#define INPUT_SIZE 4096

struct input {
    char text[INPUT_SIZE]; /* valid UTF-8, terminated */
    size_t length;         /* bytes */
    size_t cursor;         /* byte before which typing goes; at a grapheme's edge */
    size_t left;           /* first byte that is seen; belongs to input_draw */
};

#define INPUT_INIT                                                                                 \
    {                                                                                              \
        {0}, 0, 0, 0                                                                               \
    }

/* Replace the text (cut at INPUT_SIZE - 1, whole graphemes; NULL is ""), cursor behind it. */
void input_set(struct input *input, const char *text);

/* Put a code point in. Controls, direction marks and what does not fit are refused: false. */
bool input_insert(struct input *input, uint32_t cp);

/* All return whether text or cursor changed. */
bool input_left(struct input *input);
bool input_right(struct input *input);
bool input_home(struct input *input);
bool input_end(struct input *input);
bool input_erase(struct input *input);      /* the grapheme before the cursor */
bool input_erase_next(struct input *input); /* the one behind it */
bool input_erase_word(struct input *input); /* back to the beginning of a word */
bool input_erase_all(struct input *input);

/* Prompt, then the text in what is left of the columns, scrolled so that the cursor is seen; puts
 * the canvas' cursor there. */
void input_draw(struct input *input, const struct area *area, int x, int y, int columns,
                const char *prompt);

#endif
