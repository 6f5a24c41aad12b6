/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config/filters.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "config/file.h"
#include "config/pairs.h"
#include "text/utf8.h"

struct reading {
    struct arena *arena;
    struct filters *filters;
};

static bool take(void *context, const struct pair *pair, struct err *err)
{
    struct reading *reading = context;
    struct filters *filters = reading->filters;
    struct filters_line *lines =
        ARENA_ARRAY(reading->arena, struct filters_line, filters->count + 1);
    if (!lines) {
        return err_memory(err);
    }
    if (filters->count == FILTERS_MAX) {
        pair_refuse(pair, _("more filters than can be kept, from"), pair->name, pair->name_length,
                    err);
        return err_todo(err, _("there may be %d"), FILTERS_MAX);
    }
    if (pair->name_length == 0 || pair->name_length > FILTERS_NAME_MAX) {
        return pair_refuse(pair, _("no filter can be called"), pair->name, pair->name_length, err);
    }
    for (size_t i = 0; i < filters->count; i++) {
        lines[i] = filters->lines[i];
        if (pair_is(pair, lines[i].name)) {
            return pair_refuse(pair, _("the file sets twice"), pair->name, pair->name_length, err);
        }
    }
    struct filters_line *line = &lines[filters->count];
    *line = (struct filters_line){arena_strndup(reading->arena, pair->name, pair->name_length),
                                  arena_strndup(reading->arena, pair->value, pair->value_length),
                                  pair->line};
    if (!line->name || !line->filter) {
        return err_memory(err);
    }
    filters->lines = lines;
    filters->count++;
    return true;
}

/* *text is NULL where there is no file; free with mem_free. */
static const struct filters *read_file(struct arena *arena, const char *path, char **text,
                                       size_t *length, struct err *err)
{
    struct err why = ERR_INIT;
    struct filters *filters = ARENA_NEW(arena, struct filters);
    struct reading reading = {arena, filters};
    const char *name = arena_strdup(arena, path);
    *text = file_read(path, length, &why);
    if (!*text && why.code != ERR_NOT_FOUND) {
        if (err) {
            *err = why;
        }
        return NULL;
    }
    if (!filters || !name) {
        err_memory(err);
        return NULL;
    }
    return !*text || pairs_read(name, *text, *length, take, &reading, err) ? filters : NULL;
}

const struct filters *filters_load(struct arena *arena, const char *path, struct err *err)
{
    char *text;
    size_t length = 0;
    const struct filters *filters = read_file(arena, path, &text, &length, err);
    mem_free(text);
    return filters;
}

/* Whether it can stand in a line and on a screen as it is. */
static bool is_plain(const char *text, size_t length, bool *failed)
{
    struct strbuf clean = STRBUF_INIT;
    utf8_sanitize(&clean, text, length, SIZE_MAX);
    bool plain = clean.failed || strcmp(strbuf_text(&clean), text) == 0;
    *failed = clean.failed;
    strbuf_free(&clean);
    return plain;
}

/* White space means nothing in a filter; a line has one end. */
static void put_filter(struct strbuf *out, const char *name, const char *filter)
{
    strbuf_printf(out, "%s = ", name);
    for (const char *at = filter; *at; at++) {
        strbuf_putc(out, (unsigned char)*at < ' ' ? ' ' : *at);
    }
    strbuf_putc(out, '\n');
}

static bool check_name(const char *name, struct err *err)
{
    size_t length = strlen(name);
    bool failed = false;
    bool blank = length > 0 && (name[0] == ' ' || name[length - 1] == ' ');
    if (length == 0 || length > FILTERS_NAME_MAX || blank || name[0] == '#' || strchr(name, '=') ||
        !is_plain(name, length, &failed)) {
        err_set(err, ERR_USAGE, _("no filter can be called \"%.60s\""), name);
        return err_todo(err, _("a name has at most %d bytes, no = in it and no # in front"),
                        FILTERS_NAME_MAX);
    }
    return !failed || err_memory(err);
}

bool filters_save(struct arena *arena, const char *path, const char *name, const char *filter,
                  struct err *err)
{
    char *text = NULL;
    size_t length = 0;
    uint64_t number = 0;
    struct strbuf out = STRBUF_INIT, line = STRBUF_INIT;
    if (!check_name(name, err)) {
        return false;
    }
    const struct filters *filters = read_file(arena, path, &text, &length, err);
    for (size_t i = 0; filters && i < filters->count; i++) {
        number = strcmp(filters->lines[i].name, name) == 0 ? filters->lines[i].line : number;
    }
    bool ok = filters != NULL;
    if (ok && filter && number == 0 && filters->count >= FILTERS_MAX) {
        err_set(err, ERR_REFUSED, _("%s: more filters than can be kept"), path);
        ok = err_todo(err, _("there may be %d: take one away first"), FILTERS_MAX);
    }
    if (ok && (filter || number > 0)) {
        if (filter) {
            put_filter(&line, name, filter);
        }
        pairs_replace(&out, text ? text : "", length, number, strbuf_text(&line));
        ok = ((!out.failed && !line.failed) || err_memory(err)) &&
             file_write(path, strbuf_text(&out), out.length, err);
    }
    strbuf_free(&out);
    strbuf_free(&line);
    mem_free(text);
    return ok;
}
