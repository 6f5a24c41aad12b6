/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app/overlay_edit.h"

bool overlay_edit(struct input *input, enum action action, struct key key)
{
    static const struct {
        enum action action;
        bool (*run)(struct input *input);
        bool edits;
    } deeds[] = {
        {ACTION_INPUT_LEFT, input_left, false},      {ACTION_INPUT_RIGHT, input_right, false},
        {ACTION_INPUT_HOME, input_home, false},      {ACTION_INPUT_END, input_end, false},
        {ACTION_ERASE, input_erase, true},           {ACTION_ERASE_NEXT, input_erase_next, true},
        {ACTION_ERASE_WORD, input_erase_word, true}, {ACTION_ERASE_ALL, input_erase_all, true},
    };
    for (size_t i = 0; i < ARRAY_COUNT(deeds); i++) {
        if (deeds[i].action == action) {
            return deeds[i].run(input) && deeds[i].edits;
        }
    }
    return action == ACTION_NONE && key.code < KC_FIRST && !(key.mods & KM_CTRL) &&
           input_insert(input, key.code);
}

bool overlay_rows(enum action action, long page, long *rows)
{
    static const struct {
        enum action action;
        long rows, halves; /* of a page */
    } moves[] = {
        {ACTION_UP, -1, 0},
        {ACTION_DOWN, 1, 0},
        {ACTION_PAGE_UP, 0, -2},
        {ACTION_PAGE_DOWN, 0, 2},
        {ACTION_HALF_UP, 0, -1},
        {ACTION_HALF_DOWN, 0, 1},
        {ACTION_FIRST, -OVERLAY_FAR, 0},
        {ACTION_LAST, OVERLAY_FAR, 0},
    };
    for (size_t i = 0; i < ARRAY_COUNT(moves); i++) {
        if (moves[i].action == action) {
            *rows = moves[i].rows + moves[i].halves * page / 2;
            return true;
        }
    }
    return false;
}
