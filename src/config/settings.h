/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The configuration file: `name = value` and `key.ACTION = KEYS` lines, `#` comments, in
 * $XDG_CONFIG_HOME/campane/config and /etc/campane/config (the user's wins). An unknown name, a
 * name set twice in one file or a wrong value is an error with the line's number; nothing is
 * guessed. "#" begins a comment only at the start of a line, since paths may hold it.
 */
#ifndef CAMPANE_CONFIG_SETTINGS_H
#define CAMPANE_CONFIG_SETTINGS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/i18n.h"

/* SETTING(id, "name", default, "words that it may be", help): every one is text here; who uses it
 * parses it. No words: any text. A path is absolute, or begins with "~/". */
#define SETTING_LIST(X)                                                                            \
    X(STORE, "store", NULL, "", N_("path of the store"))                                           \
    X(THEME, "theme", "dark", "", N_("name of the color theme"))                                   \
    X(GRADES, "grades", "letters", "letters signs", N_("letters or signs"))                        \
    X(KEYS, "keys", "vi", "vi plain",                                                              \
      N_("vi or plain: letters such as hjkl, g and G move, or arrows and Home only"))              \
    X(MOUSE, "mouse", "yes", "yes no", N_("yes or no"))                                            \
    X(BIDI, "bidi", "terminal", "terminal program",                                                \
      N_("terminal or program: which of them puts right-to-left text in order"))                   \
    X(BASE, "base", "delivered", "delivered sent",                                                 \
      N_("delivered or sent: what rates are divided by"))                                          \
    X(TIGHTEST, "tightest", NULL, "",                                                              \
      N_("recipients at which a test without a plan sees most (5000)"))                            \
    X(OPTOUT_MARGIN, "optout_margin", NULL, "",                                                    \
      N_("points that a winner may add to opt-outs, such as 0.1pt"))                               \
    X(BLOCK_MARGIN, "block_margin", NULL, "",                                                      \
      N_("points that a winner may add to blocks, such as 0.05pt"))                                \
    X(FAILURE_MARGIN, "failure_margin", NULL, "",                                                  \
      N_("points that a winner may add to failures, such as 1pt"))                                 \
    X(SAME, "same", NULL, "", N_("points within which arms count as the same, such as 0.5pt"))

enum setting {
#define SETTING_ENUM(id, name, value, words, help) SETTING_##id,
    SETTING_LIST(SETTING_ENUM)
#undef SETTING_ENUM
        SETTING_COUNT
};

struct setting_info {
    const char *name;
    const char *value; /* the default; NULL: none */
    const char *words; /* that it may be, separated by spaces; "": any text */
    const char *help;  /* untranslated */
};

/* Lent for ever. */
const struct setting_info *setting_info(enum setting id);

/* `key.ACTION = KEYS`: what it means is for ui/keymap, which says where a mistake is by these. */
struct setting_key {
    const char *action, *keys;
    const char *file;
    uint64_t line, column; /* of the keys */
    uint64_t action_column;
};

struct settings {
    const char *value[SETTING_COUNT];  /* NULL where there is no default (setting_info) */
    const char *origin[SETTING_COUNT]; /* file that set it, NULL: the default */
    struct {
        uint64_t line, column;
    } place[SETTING_COUNT];         /* of the value in that file; 0: the default */
    const struct setting_key *keys; /* in the order of the files; of two of one action in two
                                       files only the user's is here */
    size_t key_count;
};

/* Defaults, then the files in order (each may be missing, NULL is skipped). All text is in the
 * arena. NULL: ERR_REFUSED with file and line, ERR_IO when a file is there and cannot be read,
 * ERR_MEMORY. */
const struct settings *settings_load(struct arena *arena, const char *system_path,
                                     const char *user_path, struct err *err);

#endif
