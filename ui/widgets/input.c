/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/input.h"

#include <string.h>

#include "text/utf8.h"

void input_set(struct input *input, const char *text)
{
    struct input made = INPUT_INIT;
    size_t length = text ? strlen(text) : 0;
    while (made.length < length) {
        struct glyph glyph;
        size_t taken = width_glyph(text + made.length, length - made.length, &glyph);
        if (!taken || made.length + taken >= INPUT_SIZE) {
            break;
        }
        memcpy(made.text + made.length, text + made.length, taken);
        made.length += taken;
    }
    made.cursor = made.length;
    *input = made;
}

bool input_insert(struct input *input, uint32_t cp)
{
    bool direction = cp == 0x061c || cp == 0x200e || cp == 0x200f ||
                     (cp >= 0x202a && cp <= 0x202e) || (cp >= 0x2066 && cp <= 0x2069);
    if (cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || cp > 0x10ffff || direction) {
        return false;
    }
    char bytes[4];
    size_t taken = utf8_encode(cp, bytes);
    if (input->length + taken >= INPUT_SIZE) {
        return false;
    }
    input->left = input->left < input->cursor ? input->left : input->cursor;
    memmove(input->text + input->cursor + taken, input->text + input->cursor,
            input->length - input->cursor + 1);
    memcpy(input->text + input->cursor, bytes, taken);
    input->length += taken;
    input->cursor += taken;
    return true;
}

/* The edge of the grapheme before a place. Graphemes can only be told from the beginning. */
static size_t edge_before(const struct input *input, size_t place)
{
    size_t edge = 0;
    while (edge < place) {
        struct glyph glyph;
        size_t taken = width_glyph(input->text + edge, input->length - edge, &glyph);
        if (!taken || edge + taken >= place) {
            break;
        }
        edge += taken;
    }
    return edge;
}

static size_t edge_behind(const struct input *input, size_t place)
{
    struct glyph glyph;
    return place + width_glyph(input->text + place, input->length - place, &glyph);
}

static bool move_to(struct input *input, size_t place)
{
    bool changed = place != input->cursor;
    input->cursor = place;
    return changed;
}

bool input_left(struct input *input)
{
    return move_to(input, edge_before(input, input->cursor));
}

bool input_right(struct input *input)
{
    return move_to(input, edge_behind(input, input->cursor));
}

bool input_home(struct input *input)
{
    return move_to(input, 0);
}

bool input_end(struct input *input)
{
    return move_to(input, input->length);
}

/* Take the bytes from … to away and put the cursor there. */
static bool erase(struct input *input, size_t from, size_t to)
{
    if (from >= to) {
        return false;
    }
    memmove(input->text + from, input->text + to, input->length - to + 1);
    input->length -= to - from;
    input->cursor = from;
    input->left = input->left < from ? input->left : from;
    return true;
}

bool input_erase(struct input *input)
{
    return erase(input, edge_before(input, input->cursor), input->cursor);
}

bool input_erase_next(struct input *input)
{
    return erase(input, input->cursor, edge_behind(input, input->cursor));
}

bool input_erase_word(struct input *input)
{
    size_t from = input->cursor;
    while (from > 0 && input->text[from - 1] == ' ') {
        from--;
    }
    while (from > 0 && input->text[from - 1] != ' ') {
        from--;
    }
    return erase(input, from, input->cursor);
}

bool input_erase_all(struct input *input)
{
    return erase(input, 0, input->length);
}

void input_draw(struct input *input, const struct area *area, int x, int y, int columns,
                const char *prompt)
{
    int used = 0;
    if (prompt && *prompt && columns > 4) {
        used = 1 + area_cut(area, x, y, columns / 2, PEN(ROLE_INPUT_PROMPT), prompt);
    }
    int room = columns - used;
    if (room < 1) {
        return;
    }
    struct area field = area_in(area, x + used, y, room, 1);
    area_fill(&field, PEN(ROLE_INPUT), ' ');
    if (input->left > input->cursor) {
        input->left = input->cursor;
    }
    /* One column is kept free for a cursor behind the last letter. */
    while (input->left < input->cursor &&
           width_text(input->text + input->left, input->cursor - input->left) > room - 1) {
        input->left = edge_behind(input, input->left);
    }
    while (input->left > 0) {
        size_t before = edge_before(input, input->left);
        if (width_text(input->text + before, input->length - before) > room - 1) {
            break;
        }
        input->left = before;
    }
    area_typed(&field, 0, 0, PEN(ROLE_INPUT), input->text + input->left,
               input->length - input->left);
    area_cursor(&field, width_text(input->text + input->left, input->cursor - input->left), 0);
}
