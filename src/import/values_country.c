/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "import/values.h"

struct country {
    const char *code;
    const char *code3;
    const char *names; /* English names, separated by '|' */
};

static const struct country countries[] = {
#define COUNTRY(code, code3, names) {code, code3, names},
#include "import/country.def"
#undef COUNTRY
};

/* The next letter of a name as it is compared: small, without blanks and punctuation. 0: no more.
 */
static char next_letter(const char **at, const char *end)
{
    while (*at < end) {
        char c = *(*at)++;
        if (c >= 'A' && c <= 'Z') {
            return (char)(c + 32);
        }
        if ((c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80) {
            return c;
        }
    }
    return 0;
}

static bool same_name(const char *a, const char *a_end, const char *b, const char *b_end)
{
    for (;;) {
        char x = next_letter(&a, a_end);
        char y = next_letter(&b, b_end);
        if (x != y) {
            return false;
        }
        if (!x) {
            return true;
        }
    }
}

static bool has_name(const struct country *country, const char *text, size_t length)
{
    const char *name = country->names;
    for (;;) {
        size_t size = strcspn(name, "|");
        if (same_name(text, text + length, name, name + size)) {
            return true;
        }
        if (!name[size]) {
            return false;
        }
        name += size + 1;
    }
}

const char *value_country(const char *text, size_t length)
{
    value_trim(&text, &length);
    const char *scan = text;
    if (!next_letter(&scan, text + length)) {
        return NULL;
    }
    for (size_t i = 0; i < ARRAY_COUNT(countries); i++) {
        const struct country *country = &countries[i];
        if ((length == 2 && same_name(text, text + 2, country->code, country->code + 2)) ||
            (length == 3 && same_name(text, text + 3, country->code3, country->code3 + 3)) ||
            has_name(country, text, length)) {
            return country->code;
        }
    }
    return NULL;
}
