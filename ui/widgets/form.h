/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A form in a box: fields one under the other, each typed or chosen among a few, with a line of
 * words about the field that is being filled in.
 */
#ifndef CAMPANE_UI_WIDGETS_FORM_H
#define CAMPANE_UI_WIDGETS_FORM_H

#include "ui/widgets/dialog.h"
#include "ui/widgets/input.h"

#define FORM_FIELDS_MAX  14
#define FORM_CHOICES_MAX 20

struct form_field {
    const char *label;
    const char *words; /* about it, translated */
    bool hidden;
    const char *choices[FORM_CHOICES_MAX]; /* count 0: it is typed */
    size_t choice_count, chosen;
    struct input input;
    const char *blank; /* what is seen where nothing was typed; NULL: nothing */
};

struct form {
    const char *title;
    struct form_field fields[FORM_FIELDS_MAX];
    size_t count, at;    /* at: the field that gets the keys; never a hidden one */
    const char *mistake; /* "" or NULL: none, the words of the field stand there */
    const char *note;    /* under the words of a field while there is no mistake; NULL */
};

/* To the next field that is not hidden, or the one before; at an end it stays. Whether it moved. */
bool form_step(struct form *form, bool forward);

/* The next choice of a field, or the one before, round and round; false: it is typed. */
bool form_turn(struct form_field *field, bool forward);

void form_draw(struct form *form, const struct area *all, const struct hint *hints, size_t count);

/* The field at a place of the screen; -1: none. */
int form_hit(const struct form *form, const struct area *all, int x, int y);

#endif
