/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/failure.h"

#include <string.h>

#include "import/values.h"

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static bool equals(const char *text, size_t length, const char *word)
{
    for (size_t i = 0; i < length; i++) {
        if (!word[i] || lower(text[i]) != word[i]) {
            return false;
        }
    }
    return !word[length];
}

static bool is_one_of(const char *text, size_t length, const char *const *words)
{
    for (; *words; words++) {
        if (equals(text, length, *words)) {
            return true;
        }
    }
    return false;
}

bool failure_is_one(const char *text, size_t length)
{
    static const char *const fine[] = {"0",       "0.0", "no error",   "no_error",
                                       "noerror", "ok",  "success",    "false",
                                       "no",      "na",  "successful", NULL};
    value_trim(&text, &length);
    return !value_is_empty(text, length) && !is_one_of(text, length, fine);
}

int32_t failure_code(const char *text, size_t length)
{
    value_trim(&text, &length);
    while (length > 0 && strchr("(#[ ", text[0]) && text[0]) {
        text++;
        length--;
    }
    int64_t code = 0;
    for (size_t i = 0; i < length && text[i] >= '0' && text[i] <= '9'; i++) {
        code = code * 10 + (text[i] - '0');
        if (code > INT32_MAX) {
            return 0;
        }
    }
    return (int32_t)code;
}

bool failure_direction(const char *text, size_t length, bool *incoming)
{
    static const char *const in[] = {"true",    "1",        "in", "incoming",
                                     "inbound", "received", "mo", NULL};
    static const char *const out[] = {
        "false", "0",        "out",          "outgoing",       "sent",
        "mt",    "outbound", "outbound-api", "outbound-reply", "outbound-call",
        NULL};
    value_trim(&text, &length);
    *incoming = is_one_of(text, length, in);
    return *incoming || is_one_of(text, length, out);
}
