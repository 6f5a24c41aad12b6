/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The configuration file: `name = value` lines, `#` comments, in $XDG_CONFIG_HOME/campane/config
 * and /etc/campane/config (the user's wins). An unknown name or a wrong value is an error with the
 * line's number; nothing is guessed.
 */
#ifndef CAMPANE_CONFIG_SETTINGS_H
#define CAMPANE_CONFIG_SETTINGS_H

#include "base/arena.h"
#include "base/err.h"

/* SETTING(id, "name", default, help): every one is text here; who uses it parses it. */
#define SETTING_LIST(X)                                                                            \
    X(STORE, "store", NULL, "path of the store")                                                   \
    X(THEME, "theme", "dark", "name of the color theme")                                           \
    X(GRADES, "grades", "letters", "letters or signs")                                             \
    X(MOUSE, "mouse", "yes", "yes or no")                                                          \
    X(BASE, "base", "delivered", "delivered or sent: what rates are divided by")

enum setting {
#define SETTING_ENUM(id, name, value, help) SETTING_##id,
    SETTING_LIST(SETTING_ENUM)
#undef SETTING_ENUM
    SETTING_COUNT
};

struct settings {
    const char *value[SETTING_COUNT]; /* never NULL but for STORE */
    const char *origin[SETTING_COUNT]; /* file that set it, NULL: the default */
};

/* Defaults, then the files in order (each may be missing, NULL is skipped). */
const struct settings *settings_load(struct arena *arena, const char *system_path,
                                     const char *user_path, struct err *err);

#endif
