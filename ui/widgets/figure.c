/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/figure.h"

#include <stdio.h>
#include <string.h>

static bool is_ascii(const char *text)
{
    while (*text && !(*text & 0x80)) {
        text++;
    }
    return *text == '\0';
}

const char *figure_words(const struct cell *cell, bool brief, bool ascii, char buffer[64])
{
    const char *words = cell_words(cell, brief, buffer);
    if (!ascii || cell->kind != CELL_MONEY) {
        return words;
    }
    const char *sign = currency_sign(cell->currency);
    const char *place = is_ascii(sign) ? NULL : strstr(words, sign);
    if (place) {
        char made[64];
        snprintf(made, sizeof made, "%.*s%s%s", (int)(place - words), words, cell->currency.code,
                 place + strlen(sign));
        memcpy(buffer, made, sizeof made);
    }
    return buffer;
}
