/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People: phone numbers, addresses, user ids; senders. */
#include <stdio.h>
#include <string.h>

#include "import/values.h"
#include "text/personal.h"
#include "text/utf8.h"

#define PHONE_MAX   15 /* digits of a number with its country code (E.164) */
#define PHONE_MIN   7
#define PREFIX_MAX  7 /* digits of the longest prefix in calling.def */
#define USER_ID_MAX 160
#define ADDRESS_MAX 254
#define NAME_SIZE   256
#define LETTERS     4
#define UNSURE_MAX  10 /* up to so many digits a number may lack its country code */

/* --- calling codes ---------------------------------------------------------------------------- */

struct calling {
    const char *prefix;
    uint32_t low, high; /* first PREFIX_MAX digits of the numbers it covers */
    char country[3];
    uint8_t code_size; /* digits of the calling code inside prefix */
    char trunk[3];
    uint8_t least, most;
};

#define SIZE(prefix) (sizeof(#prefix) - 1)
#define POWER(n)                                                                                   \
    ((n) == 0   ? 1u                                                                               \
     : (n) == 1 ? 10u                                                                              \
     : (n) == 2 ? 100u                                                                             \
     : (n) == 3 ? 1000u                                                                            \
     : (n) == 4 ? 10000u                                                                           \
     : (n) == 5 ? 100000u                                                                          \
                : 1000000u)
#define UNIT(prefix) POWER(PREFIX_MAX - SIZE(prefix))

static const struct calling callings[] = {
#define CALLING(prefix, country, code_size, trunk, least, most)                                    \
    {#prefix,                                                                                      \
     prefix##u * UNIT(prefix),                                                                     \
     prefix##u * UNIT(prefix) + UNIT(prefix) - 1,                                                  \
     country,                                                                                      \
     code_size,                                                                                    \
     trunk,                                                                                        \
     least,                                                                                        \
     most},
#include "import/calling.def"
#undef CALLING
};

/* The entry with the longest prefix of the number; NULL when there is none. */
static const struct calling *calling_of(const char *digits, size_t length)
{
    uint32_t number = 0;
    for (size_t i = 0; i < PREFIX_MAX; i++) {
        number = number * 10 + (i < length ? (uint32_t)(digits[i] - '0') : 0);
    }
    size_t from = 0, to = ARRAY_COUNT(callings);
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (callings[middle].low <= number) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    /* Longer prefixes come behind the shorter ones that hold them. */
    while (from > 0) {
        const struct calling *entry = &callings[--from];
        if (number <= entry->high && strlen(entry->prefix) <= length) {
            return entry;
        }
        if (entry->prefix[0] != digits[0]) {
            return NULL;
        }
    }
    return NULL;
}

static const struct calling *calling_of_country(const char *country)
{
    for (size_t i = 0; i < ARRAY_COUNT(callings); i++) {
        if (callings[i].country[0] == country[0] && callings[i].country[1] == country[1]) {
            return &callings[i];
        }
    }
    return NULL;
}

static bool length_fits(const struct calling *entry, size_t national)
{
    return national >= entry->least && national <= entry->most;
}

/* Numbers behind the code begin with 0 only in Italy, San Marino, Ivory Coast, Gabon and Congo. */
static bool may_begin_with_0(const struct calling *entry)
{
    static const char *const codes[] = {"39", "378", "225", "241", "242"};
    for (size_t i = 0; i < ARRAY_COUNT(codes); i++) {
        if (strncmp(entry->prefix, codes[i], strlen(codes[i])) == 0) {
            return true;
        }
    }
    return false;
}

/* Whether digits can be a number with its country code. */
static bool is_international(const char *digits, size_t length)
{
    const struct calling *entry = calling_of(digits, length);
    return entry && length > entry->code_size && length_fits(entry, length - entry->code_size) &&
           (digits[entry->code_size] != '0' || may_begin_with_0(entry));
}

const char *value_phone_country(const char *digits, size_t length)
{
    const struct calling *entry = calling_of(digits, length);
    if (!entry || length <= entry->code_size || !entry->country[0] ||
        !length_fits(entry, length - entry->code_size)) {
        return NULL;
    }
    return entry->country;
}

/* --- phone numbers ---------------------------------------------------------------------------- */

struct phone {
    char digit[PHONE_MAX + 8];
    size_t count;
    bool international; /* "+" or "00" in front */
};

static bool starts(const char *text, size_t length, const char *with)
{
    size_t size = strlen(with);
    if (size > length) {
        return false;
    }
    for (size_t i = 0; i < size; i++) {
        char c = text[i] >= 'A' && text[i] <= 'Z' ? (char)(text[i] + 32) : text[i];
        if (c != with[i]) {
            return false;
        }
    }
    return true;
}

static bool ends(const char *text, size_t length, const char *with)
{
    size_t size = strlen(with);
    return size <= length && starts(text + length - size, size, with);
}

/* Bytes of a sign that may stand between the digits of a phone number. */
static size_t filler_at(const char *text, size_t length)
{
    if (text[0] && strchr("-()./", text[0])) {
        return 1;
    }
    if (length >= 3 && memcmp(text, "\xe2\x80", 2) == 0 && (unsigned char)text[2] >= 0x90 &&
        (unsigned char)text[2] <= 0x95) {
        return 3; /* hyphens and dashes */
    }
    const char *after = text;
    size_t rest = length;
    value_trim(&after, &rest);
    return (size_t)(after - text); /* the text does not end with a blank */
}

static bool take_digits(const char *text, size_t length, struct phone *phone)
{
    phone->count = 0;
    phone->international = false;
    for (size_t i = 0; i < length;) {
        if (text[i] >= '0' && text[i] <= '9') {
            if (phone->count == PHONE_MAX + 3) {
                return false;
            }
            phone->digit[phone->count++] = text[i++];
        } else if (text[i] == '+' && phone->count == 0 && !phone->international) {
            phone->international = true;
            i++;
        } else {
            size_t size = filler_at(text + i, length - i);
            if (size == 0) {
                return false;
            }
            i += size;
        }
    }
    return phone->count > 0;
}

static void drop(struct phone *phone, size_t at, size_t count)
{
    memmove(phone->digit + at, phone->digit + at + count, phone->count - at - count);
    phone->count -= count;
}

static bool insert(struct phone *phone, size_t at, const char *digits, size_t count)
{
    if (phone->count + count > PHONE_MAX) {
        return false;
    }
    memmove(phone->digit + at + count, phone->digit + at, phone->count - at);
    memcpy(phone->digit + at, digits, count);
    phone->count += count;
    return true;
}

/* Give a number the calling code of a country when it lacks one. */
static bool localize(struct phone *phone, const char *country)
{
    const struct calling *entry = calling_of_country(country);
    if (!entry) {
        return is_international(phone->digit, phone->count);
    }
    size_t trunk = strlen(entry->trunk);
    size_t code = entry->code_size;
    bool coded = phone->count > code && memcmp(phone->digit, entry->prefix, code) == 0 &&
                 length_fits(entry, phone->count - code);
    if (trunk > 0 && phone->count > trunk && memcmp(phone->digit, entry->trunk, trunk) == 0 &&
        length_fits(entry, phone->count - trunk)) {
        drop(phone, 0, trunk);
        return insert(phone, 0, entry->prefix, code);
    }
    bool local =
        length_fits(entry, phone->count) && (phone->digit[0] != '0' || may_begin_with_0(entry));
    /* Where numbers are dialled without a trunk prefix a short one is more likely local. */
    if (local && (!coded || (trunk == 0 && phone->count <= UNSURE_MAX))) {
        return insert(phone, 0, entry->prefix, code);
    }
    return coded || is_international(phone->digit, phone->count);
}

/* Numbers that are written in two ways get one: the mobile "1" of Mexico and "9" of Argentina go,
 * the ninth digit of Brazil's mobile numbers comes. */
static void unify(struct phone *phone)
{
    if (phone->count == 13 && memcmp(phone->digit, "521", 3) == 0) {
        drop(phone, 2, 1);
    } else if (phone->count == 13 && memcmp(phone->digit, "549", 3) == 0) {
        drop(phone, 2, 1);
    } else if (phone->count == 12 && memcmp(phone->digit, "55", 2) == 0 && phone->digit[4] >= '6') {
        insert(phone, 4, "9", 1);
    }
}

/* A spreadsheet's number ("16505551234.0"): the digits before the point. */
static size_t without_fraction(const char *text, size_t length)
{
    size_t end = length;
    while (end > 0 && text[end - 1] == '0') {
        end--;
    }
    if (end == length || end < PHONE_MIN + 1 || text[end - 1] != '.') {
        return length;
    }
    for (size_t i = 0; i + 1 < end; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return length;
        }
    }
    return end - 1;
}

static enum value_result read_phone(const char *text, size_t length, const char *country,
                                    struct strbuf *normal)
{
    struct phone phone;
    if (!take_digits(text, without_fraction(text, length), &phone)) {
        return VALUE_BAD;
    }
    if (!phone.international && phone.count > 2 && memcmp(phone.digit, "00", 2) == 0) {
        phone.international = true;
        drop(&phone, 0, 2);
    }
    if (phone.international) {
        if (phone.digit[0] == '0') {
            return VALUE_BAD;
        }
    } else if (country) {
        if (!localize(&phone, country)) {
            return VALUE_BAD;
        }
    } else if (phone.digit[0] == '0' ||
               (phone.count <= UNSURE_MAX && !is_international(phone.digit, phone.count))) {
        return VALUE_BAD;
    }
    if (phone.count < PHONE_MIN || phone.count > PHONE_MAX) {
        return VALUE_BAD;
    }
    unify(&phone);
    strbuf_add(normal, phone.digit, phone.count);
    return VALUE_OK;
}

/* --- recipients ------------------------------------------------------------------------------- */

/* "CC." or "CC.ENT." and letters and digits: the id of a WhatsApp user without a number. */
static bool is_user_id(const char *text, size_t length)
{
    if (length < 4 || length > USER_ID_MAX || text[2] != '.') {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        bool upper = c >= 'A' && c <= 'Z';
        if (i < 2 ? !upper
                  : !(upper || c == '.' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) {
            return false;
        }
    }
    return text[length - 1] != '.';
}

static enum value_result read_address(const char *text, size_t length, const char *at,
                                      struct strbuf *normal)
{
    size_t before = (size_t)(at - text);
    size_t after = length - before - 1;
    if (length > ADDRESS_MAX || before == 0 || after < 3 || memchr(at + 1, '@', after) ||
        !memchr(at + 1, '.', after) || at[1] == '.' || text[length - 1] == '.') {
        return VALUE_BAD;
    }
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c <= ' ' || c == 0x7f || strchr("<>()[]\\,;:\"*", c)) {
            return VALUE_BAD;
        }
    }
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        strbuf_putc(normal, c >= 'A' && c <= 'Z' ? (char)(c + 32) : c);
    }
    return VALUE_OK;
}

enum value_result value_recipient(const char *text, size_t length, const char *country,
                                  struct strbuf *normal)
{
    static const char *const prefixes[] = {"whatsapp:", "tel:", "mailto:", "p:", "'"};
    static const char *const chats[] = {"@s.whatsapp.net", "@c.us"};
    value_trim(&text, &length);
    if (value_is_empty(text, length)) {
        return VALUE_EMPTY;
    }
    for (size_t i = 0; i < ARRAY_COUNT(prefixes); i++) {
        if (starts(text, length, prefixes[i])) {
            text += strlen(prefixes[i]);
            length -= strlen(prefixes[i]);
            value_trim(&text, &length);
        }
    }
    for (size_t i = 0; i < ARRAY_COUNT(chats); i++) {
        if (ends(text, length, chats[i])) {
            length -= strlen(chats[i]);
        }
    }
    if (length == 0) {
        return VALUE_BAD;
    }
    const char *at = memchr(text, '@', length);
    if (at) {
        return read_address(text, length, at, normal);
    }
    if (is_user_id(text, length)) {
        strbuf_add(normal, text, length);
        return VALUE_OK;
    }
    return read_phone(text, length, country, normal);
}

/* --- senders ---------------------------------------------------------------------------------- */

void value_name(const char *text, size_t length, struct strbuf *out)
{
    utf8_sanitize(out, text, length, NAME_SIZE);
}

void value_note(const char *text, size_t length, struct strbuf *out)
{
    struct strbuf masked = STRBUF_INIT;
    personal_mask(&masked, text, length);
    value_name(strbuf_text(&masked), masked.length, out);
    out->failed |= masked.failed;
    strbuf_free(&masked);
}

void value_sender(const char *text, size_t length, const struct keyhash *hash, struct strbuf *out)
{
    value_trim(&text, &length);
    char digit[64];
    size_t count = 0;
    for (size_t i = 0; i < length; i++) {
        if (text[i] >= '0' && text[i] <= '9' && count < sizeof digit) {
            digit[count++] = text[i];
        }
    }
    if (count < PHONE_MIN) {
        utf8_sanitize(out, text, length, 0);
        return;
    }
    size_t zeros = 0;
    while (count - zeros > PHONE_MIN && digit[zeros] == '0') {
        zeros++; /* 0044… and 44… are one sender */
    }
    uint64_t id = keyhash_id(hash, KEYHASH_RECIPIENT, digit + zeros, count - zeros);
    char letters[LETTERS];
    for (size_t i = 0; i < LETTERS; i++) {
        letters[i] = (char)('a' + id % 26);
        id /= 26;
    }
    strbuf_puts(out, "\xe2\x80\xa6");
    strbuf_add(out, digit + count - 4, 4);
    strbuf_putc(out, ' ');
    strbuf_add(out, letters, LETTERS);
}
