/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers and dates in the digits and signs of other scripts. */
#include "import/values_script.h"

#include <string.h>

#include "text/utf8.h"

/* The digit zero of each script; the nine others follow it. */
static const uint32_t zeros[] = {0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6,
                                 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6, 0x0E50,
                                 0x0ED0, 0x0F20, 0x1040, 0x17E0, 0x1810, 0xFF10};

static const struct {
    uint32_t sign;
    char plain; /* '\0': nothing */
} signs[] = {
    {0x066B, '.'},  /* Arabic decimal separator */
    {0x066C, '\''}, /* Arabic thousands separator */
    {0x066A, '%'},  {0x2212, '-'},  {0xFF05, '%'}, {0xFF08, '('},  {0xFF09, ')'},
    {0xFF0B, '+'},  {0xFF0C, ','},  {0xFF0D, '-'}, {0xFF0E, '.'},  {0xFF0F, '/'},
    {0xFF1A, ':'},  {0x5E74, '-'},  {0x6708, '-'}, {0x65E5, '\0'}, /* year, month, day */
    {0x200E, '\0'}, {0x200F, '\0'}, {0x061C, '\0'}                 /* marks of direction */
};

/* The plain character for a code point; false when it is none of these. */
static bool plain_of(uint32_t cp, char decimal, char *plain)
{
    for (size_t i = 0; i < ARRAY_COUNT(zeros); i++) {
        if (cp >= zeros[i] && cp <= zeros[i] + 9) {
            *plain = (char)('0' + (cp - zeros[i]));
            return true;
        }
    }
    for (size_t i = 0; i < ARRAY_COUNT(signs); i++) {
        if (cp == signs[i].sign) {
            *plain = cp == 0x066B && decimal == ',' ? ',' : signs[i].plain;
            return true;
        }
    }
    return false;
}

/* Powers of ten that numbers of East Asia are counted in. */
static int power_of(uint32_t cp)
{
    switch (cp) {
    case 0x4E07: /* 万 */
    case 0x842C:
        return 4;
    case 0x4EBF: /* 亿 */
    case 0x5104:
        return 8;
    default:
        return 0;
    }
}

bool value_is_plain(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if ((unsigned char)text[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

bool value_plain(const char **text, size_t *length, char decimal, char plain[VALUE_PLAIN_SIZE],
                 int *power)
{
    const char *at = *text;
    size_t left = *length, made = 0;
    bool changed = false;
    *power = 0;
    while (left > 0) {
        uint32_t cp;
        size_t size = utf8_decode(at, left, &cp, NULL);
        int ten = cp >= 0x80 ? power_of(cp) : 0;
        char c = '\0';
        if (made + size > VALUE_PLAIN_SIZE) {
            return false;
        }
        if (ten > 0 && *power == 0) {
            *power = ten;
            changed = true;
        } else if (*power > 0 && (made == 0 || (cp >= '0' && cp <= '9'))) {
            return false; /* "1万2", "万" */
        } else if (cp >= 0x80 && plain_of(cp, decimal, &c)) {
            plain[made] = c;
            made += c != '\0';
            changed = true;
        } else {
            memcpy(plain + made, at, size);
            made += size;
        }
        at += size;
        left -= size;
    }
    if (changed) {
        *text = plain;
        *length = made;
    }
    return changed;
}

bool value_is_buddhist(const char *text, size_t length)
{
    char plain[VALUE_PLAIN_SIZE];
    int power;
    if (!value_is_plain(text, length)) {
        value_plain(&text, &length, 0, plain, &power);
    }
    for (size_t i = 0; i < length;) {
        size_t digits = 0;
        int number = 0;
        for (; i < length && text[i] >= '0' && text[i] <= '9'; i++) {
            number = digits < 4 ? number * 10 + (text[i] - '0') : 0;
            digits++;
        }
        if (digits >= 4) {
            return digits == 4 && value_buddhist_year(number) != number;
        }
        i += digits == 0;
    }
    return false;
}

int value_buddhist_year(int year)
{
    return year > 2400 && year <= 2643 ? year - 543 : year;
}
