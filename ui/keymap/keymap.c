/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/keymap/keymap.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"

static const struct action_info infos[ACTION_COUNT] = {
#define ACTION(id, name, keys, where, rank, hint, help)                                            \
    [ACTION_##id] = {name, keys, where, rank, hint, help},
#include "ui/keymap/action.def"
#undef ACTION
};

const struct action_info *action_info(enum action id)
{
    return &infos[id];
}

static bool bind(struct keymap *map, enum action id, const char *name, size_t length,
                 struct err *err)
{
    struct key key;
    if (!key_parse(name, length, &key)) {
        return err_set(err, ERR_USAGE, _("%s: there is no key named %.*s"), infos[id].name,
                       (int)length, name);
    }
    if (map->count == KEYMAP_MAX) {
        return err_set(err, ERR_USAGE, _("%s: more than %d keys"), infos[id].name, KEYMAP_MAX);
    }
    map->bindings[map->count].key = key;
    map->bindings[map->count].action = id;
    map->count++;
    return true;
}

bool keymap_init(struct keymap *map, struct err *err)
{
    struct keymap made = {.count = 0};
    for (int id = 0; id < ACTION_COUNT; id++) {
        const char *keys = infos[id].keys;
        while (*keys) {
            size_t length = strcspn(keys, " ");
            if (!bind(&made, (enum action)id, keys, length, err)) {
                return false;
            }
            keys += length;
            keys += strspn(keys, " ");
        }
    }
    *map = made;
    return true;
}

enum action keymap_find(const struct keymap *map, unsigned where, struct key key)
{
    for (size_t i = 0; i < map->count; i++) {
        if ((infos[map->bindings[i].action].where & where) &&
            key_equal(map->bindings[i].key, key)) {
            return map->bindings[i].action;
        }
    }
    return ACTION_NONE;
}

/* "C-c" is how key files write it; people read "Ctrl-C". */
static void add_key(struct key key, char *buffer, size_t size)
{
    size_t used = strlen(buffer);
    const char *blank = used ? " " : "";
    if ((key.mods & KM_CTRL) && key.code < KC_FIRST) {
        snprintf(buffer + used, size - used, "%sCtrl-%c", blank, (int)key.code - 'a' + 'A');
    } else if (key.mods & KM_SHIFT) {
        char name[KEY_NAME_SIZE];
        key.mods &= (uint8_t)~KM_SHIFT;
        snprintf(buffer + used, size - used, "%sShift-%s", blank, key_format(key, name));
    } else {
        char name[KEY_NAME_SIZE];
        snprintf(buffer + used, size - used, "%s%s", blank, key_format(key, name));
    }
}

const char *keymap_keys(const struct keymap *map, enum action id, bool first,
                        char buffer[KEYMAP_KEYS_SIZE])
{
    buffer[0] = '\0';
    for (size_t i = 0; i < map->count; i++) {
        if (map->bindings[i].action == id) {
            add_key(map->bindings[i].key, buffer, KEYMAP_KEYS_SIZE);
            if (first) {
                break;
            }
        }
    }
    return buffer;
}

const char *keymap_hint_keys(const struct keymap *map, enum action id,
                             char buffer[KEYMAP_KEYS_SIZE])
{
    static const struct {
        enum action first, second;
    } pairs[] = {
#define PAIR(first, second) {ACTION_##first, ACTION_##second},
#include "ui/keymap/hint.def"
    };
    keymap_keys(map, id, true, buffer);
    for (size_t i = 0; i < ARRAY_COUNT(pairs); i++) {
        if (pairs[i].first == id) {
            char other[KEYMAP_KEYS_SIZE];
            size_t used = strlen(buffer);
            keymap_keys(map, pairs[i].second, true, other);
            snprintf(buffer + used, KEYMAP_KEYS_SIZE - used, "%s%s", used && other[0] ? "/" : "",
                     other);
        }
    }
    return buffer;
}

const char *keymap_names(const struct keymap *map, enum action id, char buffer[KEYMAP_KEYS_SIZE])
{
    buffer[0] = '\0';
    for (size_t i = 0; i < map->count; i++) {
        if (map->bindings[i].action == id) {
            char name[KEY_NAME_SIZE];
            size_t used = strlen(buffer);
            snprintf(buffer + used, KEYMAP_KEYS_SIZE - used, "%s%s", used ? " " : "",
                     key_format(map->bindings[i].key, name));
        }
    }
    if (!buffer[0]) {
        snprintf(buffer, KEYMAP_KEYS_SIZE, "none");
    }
    return buffer;
}

size_t keymap_help(unsigned where, const struct action_set *hidden, enum action ids[ACTION_COUNT])
{
    size_t count = 0;
    for (int id = 0; id < ACTION_COUNT; id++) {
        if ((infos[id].where & where) && !(hidden && hidden->has[id])) {
            ids[count++] = (enum action)id;
        }
    }
    return count;
}

int keymap_rank(enum action id, unsigned where, unsigned when)
{
    static const struct {
        enum action id;
        unsigned where, when;
        int rank;
    } exceptions[] = {
#define HINT(id, where, when, rank) {ACTION_##id, where, when, rank},
#include "ui/keymap/hint.def"
    };
    int rank = infos[id].rank;
    for (size_t i = 0; i < ARRAY_COUNT(exceptions); i++) {
        if (exceptions[i].id == id && (exceptions[i].where & where) &&
            (exceptions[i].when == WHEN_EVER || (exceptions[i].when & when))) {
            rank = exceptions[i].rank;
        }
    }
    return rank;
}

size_t keymap_hints(unsigned where, unsigned when, const struct action_set *hidden, size_t most,
                    enum action ids[ACTION_COUNT])
{
    int ranks[ACTION_COUNT];
    size_t all = keymap_help(where, hidden, ids);
    size_t count = 0, kept = 0;
    for (size_t i = 0; i < all; i++) {
        enum action id = ids[i];
        int rank = keymap_rank(id, where, when);
        if (!rank) {
            continue;
        }
        size_t place = count++; /* <= i, so nothing unread is overwritten */
        while (place > 0 && ranks[place - 1] > rank) {
            ids[place] = ids[place - 1];
            ranks[place] = ranks[place - 1];
            place--;
        }
        ids[place] = id;
        ranks[place] = rank;
        kept += rank >= RANK_KEPT;
    }
    if (count > most) {
        kept = kept > most ? most : kept;
        memmove(ids + (most - kept), ids + (count - kept), kept * sizeof *ids);
        count = most;
    }
    return count;
}
