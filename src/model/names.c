/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/names.h"

#include <string.h>

static int folded(char c)
{
    if (c >= 'A' && c <= 'Z') {
        return c - 'A' + 'a';
    }
    return c == '-' || c == ' ' ? '_' : c;
}

int names_compare(const char *a, const char *b)
{
    while (*a && folded(*a) == folded(*b)) {
        a++;
        b++;
    }
    return folded(*a) - folded(*b);
}

bool names_same(const char *a, const char *b)
{
    return a && b ? names_compare(a, b) == 0 : a == b;
}

bool names_hold(const char *list, const char *name)
{
    size_t length = strlen(name);
    if (length == 0) {
        return false;
    }
    while (*list) {
        size_t word = strcspn(list, " ");
        if (word == length && memcmp(list, name, length) == 0) {
            return true;
        }
        list += word;
        list += *list == ' ';
    }
    return false;
}
