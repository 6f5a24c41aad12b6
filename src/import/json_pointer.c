/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/json_pointer.h"

#include <string.h>

#include "base/i18n.h"

/* --- reading ---------------------------------------------------------------------------------- */

static uint32_t index_of(const char *name, size_t length)
{
    uint32_t value = 0;
    if (length == 0 || length > 6 || (length > 1 && name[0] == '0')) {
        return UINT32_MAX;
    }
    for (size_t i = 0; i < length; i++) {
        if (name[i] < '0' || name[i] > '9') {
            return UINT32_MAX;
        }
        value = value * 10 + (uint32_t)(name[i] - '0');
    }
    return value;
}

/* One step up to the next "/", its "~1" and "~0" resolved in place; NULL: a "~" of another kind. */
static char *read_step(char *text, struct json_step *step)
{
    char *to = text;
    step->name = text;
    step->every = text[0] == '*' && (text[1] == '/' || !text[1]);
    while (*text && *text != '/') {
        char c = *text++;
        if (c == '~') {
            if (*text != '0' && *text != '1') {
                return NULL;
            }
            c = *text++ == '0' ? '~' : '/';
        }
        *to++ = c;
    }
    step->length = (size_t)(to - step->name);
    step->index = index_of(step->name, step->length);
    return text;
}

const char *json_pointer_parse(struct arena *arena, const char *text, struct json_pointer *pointer,
                               bool *memory)
{
    struct json_step steps[JSON_STEPS_MAX];
    *pointer = (struct json_pointer){.text = arena_strdup(arena, text)};
    char *copy = arena_strdup(arena, text);
    *memory = !copy || !pointer->text;
    if (*memory) {
        return N_("out of memory");
    }
    pointer->from_top = copy[0] == '^';
    char *at = copy + pointer->from_top;
    while (*at) {
        if (*at != '/') {
            return N_("does not begin with \"/\"");
        }
        if (pointer->count == JSON_STEPS_MAX) {
            return N_("has too many steps");
        }
        at = read_step(at + 1, &steps[pointer->count++]);
        if (!at) {
            return N_("has a \"~\" that is neither \"~0\" nor \"~1\"");
        }
    }
    /* Names end only now: their slashes were needed until here. */
    struct json_step *kept = ARENA_ARRAY(arena, struct json_step, pointer->count + 1);
    *memory = !kept;
    if (*memory) {
        return N_("out of memory");
    }
    for (size_t i = 0; i < pointer->count; i++) {
        kept[i] = steps[i];
        copy[(size_t)(kept[i].name - copy) + kept[i].length] = '\0';
    }
    pointer->steps = kept;
    return NULL;
}

/* --- following -------------------------------------------------------------------------------- */

/* Where a step without "*" leads to from a node. */
static uint32_t follow(const struct json_tree *tree, uint32_t number, const struct json_step *step)
{
    enum json_kind kind = (enum json_kind)json_node(tree, number)->kind;
    if (kind == JSON_IS_OBJECT) {
        uint32_t member = json_tree_first(tree, number);
        while (member != JSON_NODE_NONE &&
               !json_tree_key_is(tree, member, step->name, step->length)) {
            member = json_tree_next(tree, number, member);
        }
        return member;
    }
    if (kind != JSON_IS_ARRAY || step->index == UINT32_MAX) {
        return JSON_NODE_NONE;
    }
    uint32_t item = json_tree_first(tree, number);
    for (uint32_t i = 0; item != JSON_NODE_NONE && i < step->index; i++) {
        item = json_tree_next(tree, number, item);
    }
    return item;
}

static bool each(const struct json_step *steps, size_t count, const struct json_tree *tree,
                 uint32_t number, json_pointer_visit *visit, void *user)
{
    while (count > 0 && number != JSON_NODE_NONE) {
        const struct json_step *step = steps++;
        count--;
        if (!step->every) {
            number = follow(tree, number, step);
            continue;
        }
        enum json_kind kind = (enum json_kind)json_node(tree, number)->kind;
        if (kind == JSON_IS_OBJECT) {
            continue;
        }
        uint32_t item = kind == JSON_IS_ARRAY ? json_tree_first(tree, number) : JSON_NODE_NONE;
        for (; item != JSON_NODE_NONE; item = json_tree_next(tree, number, item)) {
            if (!each(steps, count, tree, item, visit, user)) {
                return false;
            }
        }
        return true;
    }
    return number == JSON_NODE_NONE || visit(user, tree, number);
}

bool json_pointer_each(const struct json_pointer *pointer, const struct json_tree *tree,
                       uint32_t from, json_pointer_visit *visit, void *user)
{
    return each(pointer->steps, pointer->count, tree, from, visit, user);
}

static bool keep_first(void *user, const struct json_tree *tree, uint32_t number)
{
    uint32_t *found = user;
    if (json_node(tree, number)->kind == JSON_IS_NULL) {
        return true;
    }
    *found = number;
    return false;
}

uint32_t json_pointer_find(const struct json_pointer *pointer, const struct json_tree *tree,
                           uint32_t from)
{
    uint32_t found = JSON_NODE_NONE;
    json_pointer_each(pointer, tree, from, keep_first, &found);
    return found;
}

bool json_pointer_begins(const struct json_pointer *pointer, const struct json_tree *tree,
                         uint32_t from)
{
    size_t count = 0;
    while (count < pointer->count && !pointer->steps[count].every) {
        count++;
    }
    const struct json_pointer begin = {.steps = pointer->steps, .count = count};
    uint32_t found = json_pointer_find(&begin, tree, from);
    return found != JSON_NODE_NONE &&
           (count == pointer->count || json_node(tree, found)->kind == JSON_IS_ARRAY ||
            json_node(tree, found)->kind == JSON_IS_OBJECT);
}
