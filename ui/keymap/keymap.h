/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ui/keymap: which key does what, where. Actions (action.def), the lookup from a key, the hints of
 * the footer and the rows of the help, all from one list.
 * Not here: what an action does (ui/views, ui/app). Pure.
 */
#ifndef CAMPANE_UI_KEYMAP_KEYMAP_H
#define CAMPANE_UI_KEYMAP_KEYMAP_H

#include "base/err.h"
#include "ui/canvas/key.h"

/* What is in front and gets the keys: one bit each. */
enum key_where {
    IN_OVERVIEW = 1,
    IN_CAMPAIGNS = 2,
    IN_DETAIL = 4,
    IN_IMPORTS = 8,
    IN_EMPTY = 16,     /* the first screen of an empty store */
    IN_HELP = 32,      /* the help overlay */
    IN_PICKER = 64,    /* a list to choose from */
    IN_INPUT = 128,    /* a line being typed: keys that are not bound here are text */
    IN_QUESTION = 256, /* a yes-or-no dialog */
    IN_COMPARE = 512,
    IN_TRENDS = 1024,
    IN_BREAKDOWN = 2048,
    IN_FORM = 4096, /* a form being filled in: as IN_INPUT */
    IN_RETENTION = 8192,
    IN_HEAT = 16384,
    IN_FREQUENCY = 32768,
    IN_FAILURES = 65536,
    IN_OPPORTUNITIES = 131072,
    IN_MONEY = 262144,
    IN_WHATIF = 524288,
    IN_FEEDBACK = 1048576,
    IN_BENCHMARKS = 2097152,
    IN_KPIS = 4194304,
    IN_VIEWS = IN_OVERVIEW | IN_CAMPAIGNS | IN_DETAIL | IN_IMPORTS | IN_COMPARE | IN_TRENDS |
               IN_BREAKDOWN | IN_RETENTION | IN_HEAT | IN_FREQUENCY | IN_FAILURES |
               IN_OPPORTUNITIES | IN_MONEY | IN_WHATIF | IN_FEEDBACK | IN_BENCHMARKS | IN_KPIS,
    IN_COLUMNS = 8388608, /* the list of columns to choose from */
    IN_PEEK = 16777216,   /* what was seen of a file before it is imported */
    IN_ALL = 33554431
};

/* What is so at the moment, where that changes which keys are likely: one bit each. */
enum key_when {
    WHEN_EVER = 0,
    WHEN_MARKED = 1,   /* there are marked rows */
    WHEN_FILTERED = 2, /* a filter is in force */
    WHEN_BUSY = 4      /* something is being done that can be stopped */
};

enum action {
#define ACTION(id, name, keys, where, rank, hint, help) ACTION_##id,
#include "ui/keymap/action.def"
#undef ACTION
    ACTION_COUNT,
    ACTION_NONE = -1
};

/* Some of the actions; a zeroed one: none. */
struct action_set {
    bool has[ACTION_COUNT];
};

/* The action is in the set from now on, if so; where it is not so, the set stays as it is. */
static inline void action_set_add(struct action_set *set, enum action id, bool so)
{
    set->has[id] = set->has[id] || so;
}

struct action_info {
    const char *name;
    const char *keys;
    unsigned where; /* enum key_where */
    int rank;
    const char *hint; /* untranslated, NULL where it is never one */
    const char *help; /* untranslated */
};

/* Lent for ever; id must be 0 … ACTION_COUNT - 1. */
const struct action_info *action_info(enum action id);

#define KEYMAP_MAX 320

struct keymap {
    struct {
        struct key key;
        enum action action;
    } bindings[KEYMAP_MAX];
    size_t count;
};

/* The default keys. False when the list names a key that does not exist or has too many (a test
 * holds the shipped list to that). */
bool keymap_init(struct keymap *map, struct err *err);

/* The action of a name ("sort"); false: there is none. */
bool keymap_action(const char *name, enum action *id);

/* What a person wants an action's keys to be. */
struct keymap_choice {
    const char *action; /* its name */
    const char *keys;   /* as in action.def; "none": no key */
};

/* The default keys with a person's choices put in. A chosen key is taken from every action that has
 * it by default in a place where both are valid; `letters` false takes away letters that move
 * (hjkl, g, G, Ctrl-F ...), which choices may use then. Ctrl-C always leaves, and lines that are
 * typed keep every key that can be typed.
 * False: ERR_REFUSED; *wrong is the choice that names no action or no key, or whose key another
 * choice has in the same place. The map is as before then. */
bool keymap_choose(struct keymap *map, bool letters, const struct keymap_choice *choices,
                   size_t count, size_t *wrong, struct err *err);

/* What a key does where one bit of enum key_where is in front; ACTION_NONE: nothing. */
enum action keymap_find(const struct keymap *map, unsigned where, struct key key);

#define KEYMAP_KEYS_SIZE 64

/* The keys of an action as people read them ("Up k", "C-c" as "Ctrl-C"), the first only when
 * `first`. Writes into the caller's buffer and returns it. */
const char *keymap_keys(const struct keymap *map, enum action id, bool first,
                        char buffer[KEYMAP_KEYS_SIZE]);

/* All of them as key_parse reads them, separated by blanks: "Up k", "C-c"; "none" without any. */
const char *keymap_names(const struct keymap *map, enum action id, char buffer[KEYMAP_KEYS_SIZE]);

/* The key of an action's hint: its first, with a "/" and that of its partner where there is one
 * (PAIR in hint.def). "": it has none. */
const char *keymap_hint_keys(const struct keymap *map, enum action id,
                             char buffer[KEYMAP_KEYS_SIZE]);

#define HINTS_MOST 6  /* in a footer */
#define RANK_KEPT  90 /* ranks from here on are always among them */

/* The rank of an action's hint in a place and a state (enum key_when, or'ed); 0: it is none. */
int keymap_rank(enum action id, unsigned where, unsigned when);

/* The likeliest actions that are valid where, `most` at most, as a footer shows them: by rank,
 * those that are always shown at the end. Those in `hidden` (NULL: none) are left out. Writes their
 * ids and returns how many. */
size_t keymap_hints(unsigned where, unsigned when, const struct action_set *hidden, size_t most,
                    enum action ids[ACTION_COUNT]);

/* All actions that are valid where, in the order of action.def; so. */
size_t keymap_help(unsigned where, const struct action_set *hidden, enum action ids[ACTION_COUNT]);

#endif
