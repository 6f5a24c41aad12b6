/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config/pairs.h"

#include <string.h>

#include "base/i18n.h"
#include "text/utf8.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static void trim(const char **text, size_t *length)
{
    while (*length > 0 && is_blank((*text)[0])) {
        *text += 1;
        *length -= 1;
    }
    while (*length > 0 && is_blank((*text)[*length - 1])) {
        *length -= 1;
    }
}

bool pair_refuse(const struct pair *pair, const char *words, const char *piece, size_t length,
                 struct err *err)
{
    struct strbuf shown = STRBUF_INIT;
    utf8_sanitize(&shown, piece, length, 64);
    err_set(err, ERR_REFUSED, "%s \"%s\"", words, strbuf_text(&shown));
    strbuf_free(&shown);
    return err_at(err, pair->file, pair->line, (uint64_t)(piece - pair->text) + 1);
}

bool pair_is(const struct pair *pair, const char *name)
{
    return strlen(name) == pair->name_length && memcmp(name, pair->name, pair->name_length) == 0;
}

/* True without a call for a line that says nothing. */
static bool read_line(struct pair *pair, pair_take *take, void *context, struct err *err)
{
    const char *name = pair->text;
    size_t length = pair->length;
    trim(&name, &length);
    if (length == 0 || name[0] == '#') {
        return true;
    }
    const char *equals = memchr(name, '=', length);
    if (!equals) {
        pair_refuse(pair, _("this is not \"name = value\":"), name, length, err);
        return err_todo(err, _("a comment begins with #"));
    }
    pair->name = name;
    pair->name_length = (size_t)(equals - name);
    pair->value = equals + 1;
    pair->value_length = length - pair->name_length - 1;
    trim(&pair->name, &pair->name_length);
    trim(&pair->value, &pair->value_length);
    if (memchr(pair->value, '\0', pair->value_length)) {
        return pair_refuse(pair, _("a NUL byte in the value of"), pair->name, pair->name_length,
                           err);
    }
    return take(context, pair, err);
}

bool pairs_read(const char *file, const char *text, size_t length, pair_take *take, void *context,
                struct err *err)
{
    struct pair pair = {.file = file, .line = 1, .text = text};
    const char *end = text + length;
    if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        pair.text += 3;
    }
    for (; pair.text < end; pair.line++) {
        const char *stop = memchr(pair.text, '\n', (size_t)(end - pair.text));
        pair.length = (size_t)((stop ? stop : end) - pair.text);
        if (!read_line(&pair, take, context, err)) {
            return false;
        }
        pair.text += pair.length + 1;
    }
    return true;
}

void pairs_replace(struct strbuf *out, const char *text, size_t length, uint64_t number,
                   const char *with)
{
    uint64_t line = 1;
    for (size_t at = 0; at < length; line++) {
        const char *end = memchr(text + at, '\n', length - at);
        size_t bytes = end ? (size_t)(end - text) - at + 1 : length - at;
        if (line != number) {
            strbuf_add(out, text + at, bytes);
        } else {
            strbuf_puts(out, with);
        }
        at += bytes;
    }
    if (number == 0 && *with) {
        if (length > 0 && text[length - 1] != '\n') {
            strbuf_putc(out, '\n');
        }
        strbuf_puts(out, with);
    }
}
