/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/json_value.h"

#include <stdlib.h>
#include <string.h>

/* "1.5e-05" as "0.000015": what reads numbers knows no exponents. */
static const char *written_out(struct arena *arena, const char *text, size_t length)
{
    char number[64];
    if (length >= sizeof number) {
        return arena_strndup(arena, text, length);
    }
    memcpy(number, text, length);
    number[length] = '\0';
    double value = strtod(number, NULL);
    if (!(value > -1e18 && value < 1e18)) {
        return arena_strndup(arena, text, length);
    }
    char *out = arena_printf(arena, "%.9f", value);
    if (out) {
        size_t end = strlen(out);
        while (out[end - 1] == '0') {
            out[--end] = '\0';
        }
        if (out[end - 1] == '.') {
            out[end - 1] = '\0';
        }
    }
    return out;
}

static const char *plain(const struct json_tree *tree, uint32_t number, struct arena *arena)
{
    struct strbuf text = STRBUF_INIT;
    json_tree_text(tree, number, &text);
    const char *copy = text.failed ? NULL : arena_strndup(arena, strbuf_text(&text), text.length);
    strbuf_free(&text);
    return copy;
}

bool json_value_text(const struct json_tree *tree, uint32_t number, enum field_type type,
                     struct arena *arena, bool copy, const char **text, size_t *length)
{
    *text = "";
    *length = 0;
    if (number == JSON_NODE_NONE) {
        return true;
    }
    const struct json_node *node = json_node(tree, number);
    const char *written = tree->text + node->at;
    bool list = node->kind == JSON_IS_ARRAY || node->kind == JSON_IS_OBJECT;
    if (node->kind == JSON_IS_NULL) {
        return true;
    }
    if (list && (type == FIELD_TYPE_FLAG || type == FIELD_TYPE_HAPPENED)) {
        *text = json_tree_first(tree, number) == JSON_NODE_NONE ? "0" : "1";
        *length = 1;
        return true;
    }
    if (list && type != FIELD_TYPE_HITS) {
        return true;
    }
    *text = written;
    *length = node->length;
    if (node->escaped) {
        *text = plain(tree, number, arena);
    } else if (node->kind == JSON_IS_NUMBER &&
               (memchr(written, 'e', node->length) || memchr(written, 'E', node->length))) {
        *text = written_out(arena, written, node->length);
    } else if (copy) {
        *text = arena_strndup(arena, written, node->length);
        return *text != NULL;
    } else {
        return true;
    }
    *length = *text ? strlen(*text) : 0;
    return *text != NULL;
}

bool json_value_inside(struct json_tree *scratch, const char *text, size_t length,
                       const struct profile_field *field, struct arena *arena, const char **found,
                       size_t *found_length)
{
    *found = "";
    *found_length = 0;
    value_trim(&text, &length);
    if (length == 0) {
        return true;
    }
    if (json_tree_read(scratch, text, length) != TREE_WHOLE) {
        return !scratch->memory;
    }
    return json_value_text(scratch, json_pointer_find(field->inside, scratch, 0),
                           field->reading.type, arena, true, found, found_length);
}
