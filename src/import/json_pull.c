/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/json_pull.h"

#include <string.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "base/i18n.h"

/* Out of the way of the paths that are taken a million times. */
#if defined(__GNUC__)
#define COLD __attribute__((cold, noinline))
#else
#define COLD
#endif

enum state {
    STATE_VALUE,      /* a value must come */
    STATE_FIRST_ITEM, /* a value or the end of the array */
    STATE_FIRST_KEY,  /* a key or the end of the object */
    STATE_AFTER,      /* behind a value: comma, an end, or the end of the document */
    STATE_DONE,
    STATE_ERROR
};

void json_pull_init(struct json_pull *json, const char *text, size_t length)
{
    json->text = text;
    json->length = length;
    json->at = 0;
    json->depth = 0;
    json->state = STATE_VALUE;
    json->escaped = false;
    json->cut = false;
    json->value = NULL;
    json->value_length = 0;
    json->error = NULL;
}

size_t json_pull_offset(const struct json_pull *json)
{
    return json->at;
}

const char *json_pull_error(const struct json_pull *json)
{
    return json->error;
}

COLD static enum json_token fail(struct json_pull *json, size_t at, const char *error)
{
    json->at = at;
    json->state = STATE_ERROR;
    json->error = error;
    return JSON_ERROR;
}

COLD static enum json_token fail_cut(struct json_pull *json)
{
    json->cut = true;
    return fail(json, json->length, N_("the JSON text ends too early"));
}

static inline size_t skip_blanks(const struct json_pull *json, size_t at)
{
    const char *text = json->text;
    size_t length = json->length;
    while (at < length && (unsigned char)text[at] <= ' ') {
        if (text[at] != ' ' && text[at] != '\n' && text[at] != '\r' && text[at] != '\t') {
            break;
        }
        at++;
    }
    return at;
}

/* --- strings ---------------------------------------------------------------------------------- */

/* Plain bytes of a string are all but the quote, the backslash, controls and what is beyond ASCII.
 */
static inline bool is_plain(char c)
{
    return (unsigned char)c >= 0x20 && (unsigned char)c < 0x80 && c != '"' && c != '\\';
}

#if defined(__SSE2__)

#define STEP 16

/* How many of the next STEP bytes are plain before the first that is not. */
static inline size_t plain_step(const char *text)
{
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)text);
    __m128i quotes = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
    __m128i slashes = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));
    __m128i controls = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1f)), bytes);
    __m128i hits = _mm_or_si128(_mm_or_si128(quotes, slashes), _mm_or_si128(controls, bytes));
    unsigned mask = (unsigned)_mm_movemask_epi8(hits); /* bytes themselves: those beyond ASCII */
    return mask ? (size_t)__builtin_ctz(mask) : STEP;
}

#else

#define STEP     8
#define BYTES(c) (UINT64_C(0x0101010101010101) * (c))

/* The same in one word: a byte b is zero where (b - 1) & ~b has its high bit. A borrow can only
 * spoil the bytes above the first hit, so the first hit in memory is looked for byte by byte. */
static inline size_t plain_step(const char *text)
{
    uint64_t word;
    memcpy(&word, text, STEP);
    uint64_t quotes = word ^ BYTES('"');
    uint64_t slashes = word ^ BYTES('\\');
    uint64_t hits = ((quotes - BYTES(1)) & ~quotes) | ((slashes - BYTES(1)) & ~slashes) |
                    ((word - BYTES(0x20)) & ~word) | word;
    if (!(hits & BYTES(0x80))) {
        return STEP;
    }
    size_t count = 0;
    while (is_plain(text[count])) {
        count++;
    }
    return count;
}

#endif

/* The first byte from `at` that is not plain, or the length. */
static inline size_t plain_run(const char *text, size_t at, size_t length)
{
    while (length - at >= STEP) {
        size_t count = plain_step(text + at);
        at += count;
        if (count < STEP) {
            return at;
        }
    }
    while (at < length && is_plain(text[at])) {
        at++;
    }
    return at;
}

/* Bytes of the UTF-8 sequence at text, of which `length` are there; 0 when it is none, -1 when it
 * is only cut by the end. */
static int utf8_sequence(const char *text, size_t length)
{
    const unsigned char *s = (const unsigned char *)text;
    unsigned char low = 0x80, high = 0xBF; /* of the second byte */
    int count;
    if (s[0] >= 0xC2 && s[0] <= 0xDF) {
        count = 2;
    } else if (s[0] >= 0xE0 && s[0] <= 0xEF) {
        count = 3;
        low = s[0] == 0xE0 ? 0xA0 : 0x80;
        high = s[0] == 0xED ? 0x9F : 0xBF;
    } else if (s[0] >= 0xF0 && s[0] <= 0xF4) {
        count = 4;
        low = s[0] == 0xF0 ? 0x90 : 0x80;
        high = s[0] == 0xF4 ? 0x8F : 0xBF;
    } else {
        return 0;
    }
    for (int i = 1; i < count; i++) {
        if ((size_t)i >= length) {
            return -1;
        }
        if (s[i] < low || s[i] > high) {
            return 0;
        }
        low = 0x80;
        high = 0xBF;
    }
    return count;
}

static inline bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* Step over the escape at `at`; false after an error. */
static bool check_escape(struct json_pull *json, size_t *at)
{
    size_t left = json->length - *at;
    if (left < 2) {
        fail_cut(json);
        return false;
    }
    switch (json->text[*at + 1]) {
    case '"':
    case '\\':
    case '/':
    case 'b':
    case 'f':
    case 'n':
    case 'r':
    case 't':
        *at += 2;
        return true;
    case 'u':
        for (size_t i = 2; i < 6; i++) {
            if (i >= left) {
                fail_cut(json);
                return false;
            }
            if (!is_hex(json->text[*at + i])) {
                fail(json, *at + i, N_("\\u must be followed by four hexadecimal digits"));
                return false;
            }
        }
        *at += 6;
        return true;
    default:
        fail(json, *at + 1, N_("there is no such escape in JSON"));
        return false;
    }
}

/* Go on in a string at a byte that is not plain, to its end; SIZE_MAX after an error. */
static size_t rest_of_string(struct json_pull *json, size_t at)
{
    for (;;) {
        if (at >= json->length) {
            fail_cut(json);
            return SIZE_MAX;
        }
        unsigned char c = (unsigned char)json->text[at];
        if (c == '"') {
            return at;
        }
        if (c == '\\') {
            json->escaped = true;
            if (!check_escape(json, &at)) {
                return SIZE_MAX;
            }
        } else if (c == '\n' || c == '\r') {
            fail(json, at, N_("the line ends inside a string"));
            return SIZE_MAX;
        } else if (c < 0x20) {
            fail(json, at, N_("a control character inside a string"));
            return SIZE_MAX;
        } else {
            int count = utf8_sequence(json->text + at, json->length - at);
            if (count < 0) {
                fail_cut(json);
                return SIZE_MAX;
            }
            if (count == 0) {
                fail(json, at, N_("a string is not UTF-8"));
                return SIZE_MAX;
            }
            at += (size_t)count;
        }
        at = plain_run(json->text, at, json->length);
    }
}

/* Read the string whose first byte behind the quote is at `start`. */
static inline enum json_token read_string(struct json_pull *json, size_t start,
                                          enum json_token token)
{
    size_t at = plain_run(json->text, start, json->length);
    json->escaped = false;
    if (at >= json->length || json->text[at] != '"') {
        at = rest_of_string(json, at);
        if (at == SIZE_MAX) {
            return JSON_ERROR;
        }
    }
    json->value = json->text + start;
    json->value_length = at - start;
    json->at = at + 1;
    return token;
}

/* --- numbers and words ------------------------------------------------------------------------ */

static inline bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Step over at least one digit; false after an error. */
static bool check_digits(struct json_pull *json, size_t *at)
{
    if (*at >= json->length) {
        fail_cut(json);
        return false;
    }
    if (!is_digit(json->text[*at])) {
        fail(json, *at, N_("a digit was expected in a number"));
        return false;
    }
    while (*at < json->length && is_digit(json->text[*at])) {
        ++*at;
    }
    return true;
}

static enum json_token read_number(struct json_pull *json, size_t at)
{
    const char *text = json->text;
    size_t start = at;
    if (text[at] == '-') {
        at++;
    }
    size_t digits = at;
    if (!check_digits(json, &at)) {
        return JSON_ERROR;
    }
    if (text[digits] == '0' && at - digits > 1) {
        return fail(json, digits, N_("a number begins with a zero"));
    }
    if (at < json->length && text[at] == '.') {
        at++;
        if (!check_digits(json, &at)) {
            return JSON_ERROR;
        }
    }
    if (at < json->length && (text[at] == 'e' || text[at] == 'E')) {
        at++;
        if (at < json->length && (text[at] == '+' || text[at] == '-')) {
            at++;
        }
        if (!check_digits(json, &at)) {
            return JSON_ERROR;
        }
    }
    json->value = text + start;
    json->value_length = at - start;
    json->at = at;
    json->escaped = false;
    json->state = STATE_AFTER;
    return JSON_NUMBER;
}

static enum json_token read_word(struct json_pull *json, size_t at, const char *word,
                                 enum json_token token)
{
    for (size_t i = 0; word[i]; i++) {
        if (at + i >= json->length) {
            return fail_cut(json);
        }
        if (json->text[at + i] != word[i]) {
            return fail(json, at + i, N_("this is no JSON value"));
        }
    }
    json->at = at + strlen(word);
    json->state = STATE_AFTER;
    return token;
}

/* --- structure -------------------------------------------------------------------------------- */

static inline enum json_token begin(struct json_pull *json, size_t at, uint8_t kind)
{
    if (json->depth == JSON_DEPTH_MAX) {
        return fail(json, at, N_("the JSON is nested deeper than 64 levels"));
    }
    json->stack[json->depth++] = kind;
    json->at = at + 1;
    json->state = kind == '{' ? STATE_FIRST_KEY : STATE_FIRST_ITEM;
    return kind == '{' ? JSON_OBJECT_BEGIN : JSON_ARRAY_BEGIN;
}

static inline enum json_token end(struct json_pull *json, size_t at)
{
    uint8_t kind = json->stack[--json->depth];
    json->at = at + 1;
    json->state = STATE_AFTER;
    return kind == '{' ? JSON_OBJECT_END : JSON_ARRAY_END;
}

static inline enum json_token read_key(struct json_pull *json, size_t at)
{
    if (json->text[at] != '"') {
        return fail(json, at, N_("a key in quotes was expected"));
    }
    if (read_string(json, at + 1, JSON_KEY) == JSON_ERROR) {
        return JSON_ERROR;
    }
    at = skip_blanks(json, json->at);
    if (at >= json->length) {
        return fail_cut(json);
    }
    if (json->text[at] != ':') {
        return fail(json, at, N_("a colon was expected behind the key"));
    }
    json->at = at + 1;
    json->state = STATE_VALUE;
    return JSON_KEY;
}

static inline enum json_token read_value(struct json_pull *json, size_t at)
{
    switch (json->text[at]) {
    case '"':
        json->state = STATE_AFTER;
        return read_string(json, at + 1, JSON_STRING);
    case '{':
        return begin(json, at, '{');
    case '[':
        return begin(json, at, '[');
    case 't':
        return read_word(json, at, "true", JSON_TRUE);
    case 'f':
        return read_word(json, at, "false", JSON_FALSE);
    case 'n':
        return read_word(json, at, "null", JSON_NULL);
    default:
        if (json->text[at] == '-' || is_digit(json->text[at])) {
            return read_number(json, at);
        }
        return fail(json, at, N_("this is no JSON value"));
    }
}

static enum json_token finish(struct json_pull *json, size_t at)
{
    json->at = at;
    json->state = STATE_DONE;
    return JSON_DONE;
}

enum json_token json_pull_next(struct json_pull *json)
{
    if (json->state == STATE_ERROR) {
        return JSON_ERROR;
    }
    size_t at = skip_blanks(json, json->at);
    if (json->state == STATE_DONE || (json->state == STATE_AFTER && json->depth == 0)) {
        return finish(json, at);
    }
    if (at >= json->length) {
        return fail_cut(json);
    }
    char c = json->text[at];
    switch ((enum state)json->state) {
    case STATE_VALUE:
        return read_value(json, at);
    case STATE_FIRST_ITEM:
        return c == ']' ? end(json, at) : read_value(json, at);
    case STATE_FIRST_KEY:
        return c == '}' ? end(json, at) : read_key(json, at);
    case STATE_AFTER: {
        bool object = json->stack[json->depth - 1] == '{';
        if (c == (object ? '}' : ']')) {
            return end(json, at);
        }
        if (c != ',') {
            return fail(json, at,
                        object ? N_("a comma or } was expected") : N_("a comma or ] was expected"));
        }
        at = skip_blanks(json, at + 1);
        if (at >= json->length) {
            return fail_cut(json);
        }
        return object ? read_key(json, at) : read_value(json, at);
    }
    case STATE_DONE:
    case STATE_ERROR:
        break;
    }
    return JSON_ERROR;
}

bool json_pull_rest(struct json_pull *json, enum json_token token)
{
    if (token != JSON_OBJECT_BEGIN && token != JSON_ARRAY_BEGIN) {
        return token != JSON_ERROR;
    }
    int outside = json->depth - 1;
    while (json->depth > outside) {
        if (json_pull_next(json) == JSON_ERROR) {
            return false;
        }
    }
    return true;
}

bool json_pull_skip(struct json_pull *json)
{
    return json_pull_rest(json, json_pull_next(json));
}
