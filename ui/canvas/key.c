/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/canvas/key.h"

#include <stdio.h>
#include <string.h>

#include "text/utf8.h"

static const char *const names[] = {
#define KEY_CODE_NAME(id, name) name,
    KEY_CODE_LIST(KEY_CODE_NAME)
#undef KEY_CODE_NAME
};

bool key_equal(struct key a, struct key b)
{
    return a.code == b.code && a.mods == b.mods;
}

static bool parse_code(const char *text, size_t length, uint32_t *code)
{
    if (length == 5 && memcmp(text, "Space", 5) == 0) {
        *code = ' ';
        return true;
    }
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        if (strlen(names[i]) == length && memcmp(names[i], text, length) == 0) {
            *code = KC_FIRST + 1 + (uint32_t)i;
            return true;
        }
    }
    bool valid;
    return length > 0 && utf8_decode(text, length, code, &valid) == length && valid &&
           *code > 0x20 && *code != 0x7f;
}

bool key_parse(const char *text, size_t length, struct key *key)
{
    struct key got = {0};
    while (length > 2 && text[1] == '-' && (text[0] == 'C' || text[0] == 'S')) {
        uint8_t mod = text[0] == 'C' ? KM_CTRL : KM_SHIFT;
        if (got.mods & mod) {
            return false;
        }
        got.mods |= mod;
        text += 2;
        length -= 2;
    }
    if (!parse_code(text, length, &got.code)) {
        return false;
    }
    if ((got.mods & KM_SHIFT) && got.code < KC_FIRST) {
        return false; /* the terminal sends "A", not Shift and "a" */
    }
    if ((got.mods & KM_CTRL) && got.code < KC_FIRST && (got.code < 'a' || got.code > 'z')) {
        return false;
    }
    if ((got.mods & KM_CTRL) && got.code < 0x80 && strchr("ijm", (int)got.code)) {
        return false; /* the terminal sends these for Tab and Enter */
    }
    *key = got;
    return true;
}

static struct key from_control(uint32_t byte)
{
    switch (byte) {
    case '\t':
        return (struct key){.code = KC_TAB};
    case '\r':
    case '\n':
        return (struct key){.code = KC_ENTER};
    case 27:
        return (struct key){.code = KC_ESCAPE};
    case 127:
        return (struct key){.code = KC_BACKSPACE};
    default:
        break;
    }
    if (byte >= 1 && byte <= 26) {
        return (struct key){.code = 'a' + byte - 1, .mods = KM_CTRL};
    }
    return (struct key){0};
}

struct key key_from_bytes(const char *bytes, size_t length)
{
    uint32_t code_point;
    bool valid;
    if (length == 0 || utf8_decode(bytes, length, &code_point, &valid) != length || !valid) {
        return (struct key){0};
    }
    if (code_point < 0x20 || (code_point >= 0x7f && code_point < 0xa0)) {
        return from_control(code_point);
    }
    return (struct key){.code = code_point};
}

const char *key_format(struct key key, char buffer[KEY_NAME_SIZE])
{
    const char *shift = key.mods & KM_SHIFT ? "S-" : "";
    const char *ctrl = key.mods & KM_CTRL ? "C-" : "";
    char bytes[5] = {0};
    const char *name = bytes;
    if (key.code > KC_FIRST && key.code < KC_BEYOND) {
        name = names[key.code - KC_FIRST - 1];
    } else if (key.code == ' ') {
        name = "Space";
    } else {
        utf8_encode(key.code, bytes);
    }
    snprintf(buffer, KEY_NAME_SIZE, "%s%s%s", ctrl, shift, name);
    return buffer;
}
