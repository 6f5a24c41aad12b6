/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config/incidents.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "config/file.h"
#include "text/utf8.h"

/* The first line: what the file is, and of which version. */
static const char head[] = "campane incidents 1\n";
/* The last one: without it the file is not whole. */
static const char tail[] = "end\n";

/* "RULE NUMBER SINCE NAME"; false: it is no such line. */
static bool read_row(struct arena *arena, const char *line, size_t length, struct incident *row)
{
    char *text = arena_strndup(arena, line, length), *end;
    if (!text || length < INCIDENT_ID_SIZE || text[16] != ' ' ||
        strspn(text, "0123456789abcdef") != 16) {
        return false;
    }
    memcpy(row->rule, text, 16);
    row->rule[16] = '\0';
    errno = 0;
    row->number = strtoll(text + 17, &end, 10);
    if (*end != ' ' || row->number < -1) {
        return false;
    }
    row->since = strtoll(end + 1, &end, 10);
    row->name = end + 1;
    return *end == ' ' && errno == 0;
}

static bool read_rows(struct arena *arena, const char *text, size_t length,
                      struct incidents *incidents)
{
    const size_t ends = sizeof head - 1 + sizeof tail - 1;
    if (length < ends || memcmp(text, head, sizeof head - 1) != 0 ||
        memcmp(text + length - (sizeof tail - 1), tail, sizeof tail - 1) != 0 ||
        memchr(text, '\0', length)) {
        return false;
    }
    const char *at = text + sizeof head - 1, *end = text + length - (sizeof tail - 1);
    while (at < end) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        if (!stop ||
            !read_row(arena, at, (size_t)(stop - at), &incidents->rows[incidents->count])) {
            return false;
        }
        incidents->count++;
        at = stop + 1;
    }
    return true;
}

bool incidents_load(struct arena *arena, const char *path, struct incidents *incidents,
                    bool *broken, struct err *err)
{
    struct err why = ERR_INIT;
    size_t length = 0, lines = 0;
    struct incidents found = {NULL, 0};
    char *text = file_read(path, &length, &why);
    if (!text && why.code != ERR_NOT_FOUND) {
        if (err) {
            *err = why;
        }
        return false;
    }
    for (size_t i = 0; text && i < length; i++) {
        lines += text[i] == '\n';
    }
    found.rows = ARENA_ARRAY(arena, struct incident, lines + 1);
    bool whole = !text || (found.rows && read_rows(arena, text, length, &found));
    mem_free(text);
    if (!found.rows) {
        return err_memory(err);
    }
    if (broken) {
        *broken = !whole;
    }
    found.count = whole ? found.count : 0;
    *incidents = found;
    return true;
}

bool incidents_save(const char *path, const struct incidents *incidents, struct err *err)
{
    struct strbuf out = STRBUF_INIT;
    strbuf_puts(&out, head);
    for (size_t i = 0; i < incidents->count; i++) {
        const struct incident *row = &incidents->rows[i];
        strbuf_printf(&out, "%s %" PRId64 " %" PRId64 " ", row->rule, row->number, row->since);
        utf8_sanitize(&out, row->name, strlen(row->name), SIZE_MAX);
        strbuf_putc(&out, '\n');
    }
    strbuf_puts(&out, tail);
    bool ok = out.failed ? err_memory(err) : file_write(path, strbuf_text(&out), out.length, err);
    strbuf_free(&out);
    return ok;
}

const struct incident *incidents_find(const struct incidents *incidents, const char *rule,
                                      int64_t number)
{
    for (size_t i = 0; i < incidents->count; i++) {
        const struct incident *row = &incidents->rows[i];
        if (row->number == number && strcmp(row->rule, rule) == 0) {
            return row;
        }
    }
    return NULL;
}
