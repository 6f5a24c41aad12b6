/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check_theme.h"

#include <string.h>

#include "lib/check.h"

const struct palette *check_theme(const char *name)
{
    static struct arena *arena; /* reachable at the end, so no leak */
    struct err err = ERR_INIT;
    if (!arena) {
        arena = arena_new();
    }
    const struct palette *palette = theme_load(arena, NULL, name, &err);
    check_ok(palette, &err);
    return palette;
}
