/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A growing byte string. After an allocation failed it stays `failed` and all further calls do
 * nothing, so a chain of appends is checked once at its end. What is appended must not lie in the
 * buffer itself.
 */
#ifndef CAMPANE_BASE_STRBUF_H
#define CAMPANE_BASE_STRBUF_H

#include <stdarg.h>

#include "base/base.h"

struct strbuf {
    char *data;    /* terminated once anything was appended; NULL before */
    size_t length; /* bytes without the terminator */
    size_t capacity;
    bool failed; /* out of memory happened */
};

#define STRBUF_INIT                                                                                \
    {                                                                                              \
        NULL, 0, 0, false                                                                          \
    }

void strbuf_free(struct strbuf *buf);
void strbuf_clear(struct strbuf *buf); /* length 0, memory and `failed` kept */
void strbuf_truncate(struct strbuf *buf, size_t length);

void strbuf_add(struct strbuf *buf, const char *bytes, size_t length);
void strbuf_puts(struct strbuf *buf, const char *text); /* NULL adds nothing */
void strbuf_putc(struct strbuf *buf, char c);
void strbuf_repeat(struct strbuf *buf, char c, size_t count);
void strbuf_printf(struct strbuf *buf, const char *format, ...) CAMPANE_PRINTF(2, 3);
void strbuf_vprintf(struct strbuf *buf, const char *format, va_list args) CAMPANE_PRINTF(2, 0);

/* The text, "" when empty or failed; lent until the next change. */
const char *strbuf_text(const struct strbuf *buf);

/* Hand the allocated text over (free with mem_free) and empty the buffer; NULL if it failed. */
char *strbuf_take(struct strbuf *buf) CAMPANE_NODISCARD;

#endif
