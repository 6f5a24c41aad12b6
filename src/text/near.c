/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/near.h"

#include <string.h>

size_t near_edits(const char *a, const char *b)
{
    size_t row[NEAR_MAX + 1];
    size_t length = strlen(b);
    if (length > NEAR_MAX || strlen(a) > NEAR_MAX) {
        return NEAR_MAX;
    }
    for (size_t j = 0; j <= length; j++) {
        row[j] = j;
    }
    for (size_t i = 1; a[i - 1]; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= length; j++) {
            size_t swap = corner + (a[i - 1] != b[j - 1]);
            size_t least = row[j] < row[j - 1] ? row[j] : row[j - 1];
            corner = row[j];
            row[j] = swap < least + 1 ? swap : least + 1;
        }
    }
    return row[length];
}

bool near_resembles(const char *typed, const char *id)
{
    return (strlen(typed) >= 3 && (strstr(id, typed) || strstr(typed, id))) ||
           near_edits(typed, id) <= 2;
}
