/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/strbuf.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"

void strbuf_free(struct strbuf *buf)
{
    mem_free(buf->data);
    *buf = (struct strbuf)STRBUF_INIT;
}

void strbuf_clear(struct strbuf *buf)
{
    strbuf_truncate(buf, 0);
}

void strbuf_truncate(struct strbuf *buf, size_t length)
{
    if (buf->data && length <= buf->length) {
        buf->length = length;
        buf->data[length] = '\0';
    }
}

/* Room for `more` bytes and the terminator; false and `failed` when there is none. */
static bool grow(struct strbuf *buf, size_t more)
{
    if (buf->failed) {
        return false;
    }
    if (more < buf->capacity - buf->length) {
        return true;
    }
    if (more >= (size_t)PTRDIFF_MAX - buf->length) {
        buf->failed = true;
        return false;
    }
    size_t wanted = buf->length + more + 1;
    size_t capacity = buf->capacity < 64 ? 64 : buf->capacity + buf->capacity / 2;
    if (capacity < wanted) {
        capacity = wanted;
    }
    char *data = mem_resize(buf->data, capacity, 1);
    if (!data) {
        buf->failed = true;
        return false;
    }
    buf->data = data;
    buf->capacity = capacity;
    return true;
}

void strbuf_add(struct strbuf *buf, const char *bytes, size_t length)
{
    if (length > 0 && grow(buf, length)) {
        memcpy(buf->data + buf->length, bytes, length);
        buf->length += length;
        buf->data[buf->length] = '\0';
    }
}

void strbuf_puts(struct strbuf *buf, const char *text)
{
    if (text) {
        strbuf_add(buf, text, strlen(text));
    }
}

void strbuf_putc(struct strbuf *buf, char c)
{
    strbuf_add(buf, &c, 1);
}

void strbuf_repeat(struct strbuf *buf, char c, size_t count)
{
    if (count > 0 && grow(buf, count)) {
        memset(buf->data + buf->length, c, count);
        buf->length += count;
        buf->data[buf->length] = '\0';
    }
}

void strbuf_vprintf(struct strbuf *buf, const char *format, va_list args)
{
    if (buf->failed) {
        return;
    }
    va_list again;
    va_copy(again, args);
    size_t room = buf->capacity - buf->length;
    int length = vsnprintf(room > 0 ? buf->data + buf->length : NULL, room, format, args);
    if (length < 0) {
        buf->failed = true;
    } else if ((size_t)length < room) {
        buf->length += (size_t)length;
    } else if (grow(buf, (size_t)length)) {
        vsnprintf(buf->data + buf->length, (size_t)length + 1, format, again);
        buf->length += (size_t)length;
    }
    va_end(again);
    if (buf->data) {
        buf->data[buf->length] = '\0'; /* takes back a half-written line after a failure */
    }
}

void strbuf_printf(struct strbuf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    strbuf_vprintf(buf, format, args);
    va_end(args);
}

const char *strbuf_text(const struct strbuf *buf)
{
    return buf->data && !buf->failed ? buf->data : "";
}

char *strbuf_take(struct strbuf *buf)
{
    char *text = NULL;
    if (!buf->failed) {
        text = buf->data ? buf->data : mem_strndup("", 0);
        buf->data = NULL;
    }
    strbuf_free(buf);
    return text;
}
