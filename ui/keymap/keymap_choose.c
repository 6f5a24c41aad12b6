/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keys of people's own: the default keys without what their choices take, then the choices.
 */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "ui/keymap/keymap.h"

static bool is_moving(enum action id)
{
    return id >= ACTION_UP && id <= ACTION_LAST;
}

/* A key that puts a character into a line. */
static bool is_typed(struct key key)
{
    return key.code < KC_FIRST && !(key.mods & KM_CTRL);
}

static bool is_for_typing(enum action id)
{
    return (action_info(id)->where & (IN_INPUT | IN_FORM)) != 0;
}

bool keymap_action(const char *name, enum action *id)
{
    for (int i = 0; i < ACTION_COUNT; i++) {
        if (strcmp(action_info((enum action)i)->name, name) == 0) {
            *id = (enum action)i;
            return true;
        }
    }
    return false;
}

static const char *next_word(const char *at, size_t *length)
{
    at += strspn(at, " \t");
    *length = strcspn(at, " \t");
    return at;
}

static bool meet(enum action a, enum action b)
{
    return (action_info(a)->where & action_info(b)->where) != 0;
}

static bool add(struct keymap *map, enum action id, struct key key, struct err *err)
{
    if (map->count == KEYMAP_MAX) {
        return err_set(err, ERR_REFUSED, _("more than %d keys"), KEYMAP_MAX);
    }
    map->bindings[map->count].key = key;
    map->bindings[map->count].action = id;
    map->count++;
    return true;
}

/* The action that has a key already in a place of another's. */
static enum action holder(const struct keymap *map, enum action id, struct key key)
{
    for (size_t i = 0; i < map->count; i++) {
        if (key_equal(map->bindings[i].key, key) && meet(map->bindings[i].action, id)) {
            return map->bindings[i].action;
        }
    }
    return ACTION_NONE;
}

static bool add_chosen(struct keymap *map, enum action id, const char *word, size_t length,
                       struct err *err)
{
    struct key key;
    const struct key always = {.code = 'c', .mods = KM_CTRL};
    const char *name = action_info(id)->name;
    if (!key_parse(word, length, &key)) {
        err_set(err, ERR_REFUSED, _("%s: there is no key named \"%.*s\""), name,
                length > 24 ? 24 : (int)length, word);
        return err_todo(err, "%s", _("write keys as a, A, C-a, Enter, Space, Tab, S-Tab, F5"));
    }
    if (key_equal(key, always) && id != ACTION_INTERRUPT) {
        return err_set(err, ERR_REFUSED, _("%s: Ctrl-C always leaves"), name);
    }
    if (is_for_typing(id) && is_typed(key)) {
        err_set(err, ERR_REFUSED, _("%s: \"%.*s\" could not be typed into a line then"), name,
                (int)length, word);
        return err_todo(err, "%s", _("this action takes keys such as Enter, F5 or C-a"));
    }
    enum action other = holder(map, id, key);
    if (other == id) {
        return true; /* said twice */
    }
    if (other != ACTION_NONE) {
        err_set(err, ERR_REFUSED, _("%s: \"%.*s\" is chosen for %s already"), name, (int)length,
                word, action_info(other)->name);
        return err_todo(err, "%s", _("both are valid in the same view; choose another key"));
    }
    return add(map, id, key, err);
}

static bool take_choice(struct keymap *map, const struct keymap_choice *choice,
                        bool chosen[ACTION_COUNT], struct err *err)
{
    enum action id;
    if (!keymap_action(choice->action, &id)) {
        err_set(err, ERR_REFUSED, _("there is no action \"%.40s\""), choice->action);
        return err_todo(err, "%s", _("campane --print-config lists them"));
    }
    if (chosen[id]) {
        return err_set(err, ERR_REFUSED, _("the keys of %s are set twice"), choice->action);
    }
    chosen[id] = true;
    size_t length;
    const char *word = next_word(choice->keys, &length);
    if (length == 4 && memcmp(word, "none", 4) == 0) {
        bool needed = id == ACTION_BACK || id == ACTION_ACCEPT || id == ACTION_CHOOSE ||
                      id == ACTION_INTERRUPT;
        next_word(word + length, &length);
        if (length > 0) {
            return err_set(err, ERR_REFUSED, _("%s: \"none\" with other keys"), choice->action);
        }
        return !needed || err_set(err, ERR_REFUSED, _("%s needs a key"), choice->action);
    }
    if (length == 0) {
        return err_set(err, ERR_REFUSED, _("%s: no key is named"), choice->action);
    }
    for (; length > 0; word = next_word(word + length, &length)) {
        if (!add_chosen(map, id, word, length, err)) {
            return false;
        }
    }
    return true;
}

static bool has_key(const struct keymap *map, enum action id)
{
    for (size_t i = 0; i < map->count; i++) {
        if (map->bindings[i].action == id) {
            return true;
        }
    }
    return false;
}

/* The choice that has a default key of an action; 0 where there is none. */
static size_t find_taker(const struct keymap *usual, const struct keymap *map, enum action id,
                         const struct keymap_choice *choices, size_t count)
{
    for (size_t i = 0; i < usual->count; i++) {
        if (usual->bindings[i].action != id) {
            continue;
        }
        enum action taker = holder(map, id, usual->bindings[i].key);
        for (size_t k = 0; taker != ACTION_NONE && k < count; k++) {
            if (strcmp(choices[k].action, action_info(taker)->name) == 0) {
                return k;
            }
        }
    }
    return 0;
}

/* Nobody may be locked in by keys that others took. */
static bool can_be_left(const struct keymap *usual, const struct keymap *map,
                        const struct keymap_choice *choices, size_t count, size_t *wrong,
                        struct err *err)
{
    static const enum action needed[] = {ACTION_BACK, ACTION_ACCEPT, ACTION_CHOOSE};
    for (size_t i = 0; i < ARRAY_COUNT(needed); i++) {
        if (!has_key(map, needed[i])) {
            *wrong = find_taker(usual, map, needed[i], choices, count);
            err_set(err, ERR_REFUSED, _("%s is left without a key"), action_info(needed[i])->name);
            return err_todo(err, "%s", _("another action took it; choose one for it, too"));
        }
    }
    return true;
}

bool keymap_choose(struct keymap *map, bool letters, const struct keymap_choice *choices,
                   size_t count, size_t *wrong, struct err *err)
{
    struct keymap usual, made = {.count = 0};
    bool chosen[ACTION_COUNT] = {false};
    *wrong = 0;
    if (!keymap_init(&usual, err)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        *wrong = i;
        if (!take_choice(&made, &choices[i], chosen, err)) {
            return false;
        }
    }
    for (size_t i = 0; i < usual.count; i++) {
        enum action id = usual.bindings[i].action;
        struct key key = usual.bindings[i].key;
        bool letter = is_moving(id) && key.code < KC_FIRST;
        bool kept = id == ACTION_INTERRUPT || (!chosen[id] && (letters || !letter));
        if (kept && holder(&made, id, key) == ACTION_NONE && !add(&made, id, key, err)) {
            return false;
        }
    }
    if (!can_be_left(&usual, &made, choices, count, wrong, err)) {
        return false;
    }
    *map = made;
    return true;
}
