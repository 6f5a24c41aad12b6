/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/form.h"

#include "ui/canvas/wrap.h"

/* Words have three rows where there is room, else two. */
enum { COLUMNS = 72, WORDS_MIN = 2, WORDS_MAX = 3, LABEL_MAX = 24, GAP = 2 };

static int visible(const struct form *form)
{
    int rows = 0;
    for (size_t i = 0; i < form->count; i++) {
        rows += !form->fields[i].hidden;
    }
    return rows;
}

static int word_rows(const struct form *form, const struct area *all)
{
    int room = all->height - visible(form) - 3;
    return room < WORDS_MIN ? WORDS_MIN : room < WORDS_MAX ? room : WORDS_MAX;
}

static int label_columns(const struct area *area, const struct form *form)
{
    int columns = 0;
    for (size_t i = 0; i < form->count; i++) {
        int own = area_columns(area, form->fields[i].label);
        columns = own > columns ? own : columns;
    }
    return columns < LABEL_MAX ? columns : LABEL_MAX;
}

bool form_step(struct form *form, bool forward)
{
    size_t at = form->at;
    while (forward ? at + 1 < form->count : at > 0) {
        at = forward ? at + 1 : at - 1;
        if (!form->fields[at].hidden) {
            form->at = at;
            return true;
        }
    }
    return false;
}

bool form_turn(struct form_field *field, bool forward)
{
    if (!field->choice_count) {
        return false;
    }
    size_t by = forward ? 1 : field->choice_count - 1;
    field->chosen = (field->chosen + by) % field->choice_count;
    return true;
}

static void draw_field(struct form *form, struct form_field *field, const struct area *row,
                       int label)
{
    bool here = field == &form->fields[form->at];
    struct area value = area_in(row, label + GAP, 0, row->width - label - GAP, 1);
    area_cut(row, 0, 0, label, PEN(here ? ROLE_VALUE : ROLE_LABEL), field->label);
    if (field->choice_count) {
        int used = area_text(&value, 0, 0, PEN(here ? ROLE_INPUT_PROMPT : ROLE_DIM), "<");
        used += 1 + area_cut(&value, used + 1, 0, value.width - used - 3,
                             PEN(here ? ROLE_VALUE : ROLE_TEXT), field->choices[field->chosen]);
        area_text(&value, used + 1, 0, PEN(here ? ROLE_INPUT_PROMPT : ROLE_DIM), ">");
        if (here) {
            area_cursor(&value, 2, 0);
        }
        return;
    }
    if (here) {
        input_draw(&field->input, &value, 0, 0, value.width, NULL);
    } else {
        area_cut(&value, 0, 0, value.width, PEN(ROLE_TEXT), field->input.text);
    }
    if (!field->input.length && field->blank) {
        int x = here ? 2 : 0; /* the cursor stands where typing would go */
        area_cut(&value, x, 0, value.width - x, PEN(ROLE_DIM), field->blank);
    }
}

static void draw_words(const struct form *form, const struct area *area)
{
    bool wrong = form->mistake && form->mistake[0];
    const char *text = wrong ? form->mistake : form->fields[form->at].words;
    int used = wrap_draw(area, 0, PEN(wrong ? ROLE_ERROR : ROLE_DIM), text ? text : "");
    if (!wrong && form->note && used < area->height) {
        struct area rest = area_in(area, 0, used, area->width, area->height - used);
        wrap_draw(&rest, 0, PEN(ROLE_NOTE), form->note);
    }
}

void form_draw(struct form *form, const struct area *all, const struct hint *hints, size_t count)
{
    int said = word_rows(form, all);
    struct area inside = dialog_open(all, COLUMNS, visible(form) + said + 1, form->title);
    struct area bottom = area_take_bottom(&inside, 1);
    struct area words = area_take_bottom(&inside, said);
    int label = label_columns(&inside, form), y = 0;
    dialog_hints(&bottom, 0, 0, bottom.width, hints, count);
    draw_words(form, &words);
    for (size_t i = 0; i < form->count; i++) {
        if (!form->fields[i].hidden) {
            struct area row = area_in(&inside, 0, y++, inside.width, 1);
            draw_field(form, &form->fields[i], &row, label);
        }
    }
}

int form_hit(const struct form *form, const struct area *all, int x, int y)
{
    int rows = visible(form) + word_rows(form, all) + 3, columns = COLUMNS + 4;
    rows = rows < all->height ? rows : all->height;
    columns = columns < all->width ? columns : all->width;
    int row = y - (all->height - rows) / 2 - 1, column = x - (all->width - columns) / 2;
    if (column < 1 || column >= columns - 1) {
        return -1;
    }
    for (size_t i = 0; i < form->count; i++) {
        if (!form->fields[i].hidden && row-- == 0) {
            return (int)i;
        }
    }
    return -1;
}
