/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Bytes of the valid UTF-8 sequence at s (1 … 4) with its code point in *cp, or 0. base stands
 * below src/text, so it has these few lines of its own. */
static size_t sequence(const unsigned char *s, uint32_t *cp)
{
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t length = s[0] < 0x80 ? 1 : s[0] < 0xC2 ? 0 : s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;
    if (s[0] > 0xF4 || length == 0) {
        return 0;
    }
    uint32_t value = length == 1 ? s[0] : s[0] & (0x7Fu >> length);
    for (size_t i = 1; i < length; i++) {
        if ((s[i] & 0xC0) != 0x80) { /* the terminator stops this too */
            return 0;
        }
        value = value << 6 | (s[i] & 0x3Fu);
    }
    if (value < smallest[length] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) {
        return 0;
    }
    *cp = value;
    return length;
}

static bool harmless(uint32_t cp)
{
    return cp >= 0x20 && (cp < 0x7F || cp > 0x9F) &&     /* C0, DEL, C1 */
           cp != 0x200E && cp != 0x200F &&               /* direction marks */
           (cp < 0x2028 || cp > 0x202E) &&               /* separators, embeddings, overrides */
           (cp < 0x2066 || cp > 0x2069) && cp != 0x061C; /* isolates */
}

/* Replaces in place by '?' whatever could steer a terminal; never makes the text longer. */
static void clean(char *text)
{
    unsigned char *from = (unsigned char *)text;
    unsigned char *to = from;
    while (*from) {
        uint32_t cp = 0;
        size_t length = sequence(from, &cp);
        if (length == 0 || !harmless(cp)) {
            *to++ = '?';
            from += length ? length : 1;
            continue;
        }
        for (size_t i = 0; i < length; i++) {
            *to++ = *from++;
        }
    }
    *to = '\0';
}

/* Shortens text to at most `length` bytes without leaving half a character at the end. */
static void cut(char *text, size_t length)
{
    while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80) {
        length--;
    }
    text[length] = '\0';
}

static void CAMPANE_PRINTF(3, 0)
    write_words(char *out, size_t size, const char *format, va_list args)
{
    /* Through a copy, since an argument may be the text that is replaced. */
    char words[512];
    if (vsnprintf(words, sizeof words, format, args) < 0) {
        words[0] = '\0';
    }
    if (strlen(words) >= size) {
        cut(words, size - 1);
    }
    clean(words);
    memcpy(out, words, strlen(words) + 1);
}

_Static_assert(sizeof(((struct err *)0)->text) <= 384 && sizeof(((struct err *)0)->todo) <= 384,
               "write_words must see one byte more than fits, to cut between characters");

static void CAMPANE_PRINTF(3, 0)
    begin(struct err *err, enum err_code code, const char *format, va_list args)
{
    char text[sizeof err->text];
    write_words(text, sizeof text, format, args);
    err_clear(err);
    err->code = code;
    memcpy(err->text, text, sizeof text);
}

bool err_set(struct err *err, enum err_code code, const char *format, ...)
{
    if (err) {
        va_list args;
        va_start(args, format);
        begin(err, code, format, args);
        va_end(args);
    }
    return false;
}

/* strerror_r comes in two forms: GNU's gives the text, POSIX's a status. */
static const char *words_of_status(int status, const char *buffer)
{
    return status == 0 ? buffer : "unknown error";
}

static const char *words_of_text(const char *text, const char *buffer)
{
    (void)buffer;
    return text;
}

static const char *errno_words(int errnum, char *buffer, size_t size)
{
    buffer[0] = '\0';
    return _Generic(strerror_r(errnum, buffer, size), int
                    : words_of_status, default
                    : words_of_text)(strerror_r(errnum, buffer, size), buffer);
}

static bool append(char *out, size_t size, const char *words)
{
    size_t used = strlen(out);
    size_t room = size - 1 - used;
    size_t length = strlen(words);
    if (length <= room) {
        memcpy(out + used, words, length + 1);
        return true;
    }
    while (room > 0 && ((unsigned char)words[room] & 0xC0) == 0x80) {
        room--;
    }
    memcpy(out + used, words, room);
    out[used + room] = '\0';
    return false;
}

bool err_errno(struct err *err, enum err_code code, int errnum, const char *format, ...)
{
    if (err) {
        va_list args;
        va_start(args, format);
        begin(err, code, format, args);
        va_end(args);
        char reason[128];
        char words[136];
        snprintf(words, sizeof words, ": %s", errno_words(errnum, reason, sizeof reason));
        clean(words);
        append(err->text, sizeof err->text, words);
    }
    return false;
}

bool err_memory(struct err *err)
{
    if (err) {
        err_clear(err);
        err->code = ERR_MEMORY;
    }
    return false;
}

bool err_at(struct err *err, const char *file, uint64_t line, uint64_t column)
{
    if (!err) {
        return false;
    }
    err->line = line;
    err->column = column;
    if (file && file != err->file) {
        static const char dots[] = "...";
        size_t length = strlen(file);
        err->file[0] = '\0';
        if (length >= sizeof err->file) {
            append(err->file, sizeof err->file, dots);
            file += length - (sizeof err->file - sizeof dots);
            while (((unsigned char)*file & 0xC0) == 0x80) {
                file++;
            }
        }
        append(err->file, sizeof err->file, file);
        clean(err->file);
    }
    return false;
}

bool err_todo(struct err *err, const char *format, ...)
{
    if (err) {
        va_list args;
        va_start(args, format);
        write_words(err->todo, sizeof err->todo, format, args);
        va_end(args);
    }
    return false;
}

void err_clear(struct err *err)
{
    if (err) {
        err->code = ERR_NONE;
        err->line = 0;
        err->column = 0;
        err->file[0] = '\0';
        err->text[0] = '\0';
        err->todo[0] = '\0';
    }
}

static const struct {
    int status;
    const char *words;
} codes[] = {
#define ERR_ROW(id, status, words) [ERR_##id] = {status, words},
    ERR_LIST(ERR_ROW)
#undef ERR_ROW
};

static bool known(enum err_code code)
{
    return (size_t)code < ARRAY_COUNT(codes);
}

int err_exit_status(enum err_code code)
{
    return known(code) ? codes[code].status : codes[ERR_IO].status;
}

const char *err_format(const struct err *err, char *buffer, size_t size)
{
    if (size == 0) {
        return buffer;
    }
    buffer[0] = '\0';
    if (!err) {
        append(buffer, size, codes[ERR_NONE].words);
        return buffer;
    }
    char place[64] = "";
    if (err->line > 0 && err->column > 0) {
        snprintf(place, sizeof place, "%s%llu:%llu: ", err->file[0] ? ":" : "",
                 (unsigned long long)err->line, (unsigned long long)err->column);
    } else if (err->line > 0) {
        snprintf(place, sizeof place, "%s%llu: ", err->file[0] ? ":" : "",
                 (unsigned long long)err->line);
    } else if (err->file[0]) {
        snprintf(place, sizeof place, ": ");
    }
    const char *text = err->text[0]       ? err->text
                       : known(err->code) ? codes[err->code].words
                                          : codes[ERR_IO].words;
    if (append(buffer, size, err->file) && append(buffer, size, place) &&
        append(buffer, size, text) && err->todo[0] && append(buffer, size, "; ")) {
        append(buffer, size, err->todo);
    }
    return buffer;
}
