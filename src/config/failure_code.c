/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config/failure_code.h"

#include "base/i18n.h"

static const struct row {
    int32_t code;
    const char *meaning, *todo;
} rows[] = {
#define FAILURE(code, meaning, todo) {code, meaning, todo},
#include "config/failure_code.def"
#undef FAILURE
};

static const struct row *find(int32_t code)
{
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        if (rows[i].code == code) {
            return &rows[i];
        }
    }
    return NULL;
}

static const char *words(const char *text)
{
    return text[0] ? _(text) : ""; /* the translation of "" is the catalogue's head */
}

const char *failure_code_meaning(int32_t code)
{
    const struct row *row = find(code);
    return row ? words(row->meaning) : "";
}

const char *failure_code_todo(int32_t code)
{
    const struct row *row = find(code);
    return row ? words(row->todo) : "";
}
