/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/canvas/role.h"

#include <string.h>

static const struct {
    const char *name, *words;
    char letter;
} roles[ROLE_COUNT] = {
#define ROLE(id, name, letter, words) [ROLE_##id] = {name, words, letter},
#include "ui/canvas/role.def"
#undef ROLE
};

const char *role_name(enum role role)
{
    return roles[role].name;
}

int role_by_name(const char *name)
{
    for (int i = 0; i < ROLE_COUNT; i++) {
        if (strcmp(roles[i].name, name) == 0) {
            return i;
        }
    }
    return -1;
}

char role_letter(enum role role)
{
    return roles[role].letter;
}

const char *role_words(enum role role)
{
    return roles[role].words;
}
