/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config/views.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "config/file.h"
#include "config/pairs.h"

struct reading {
    struct arena *arena;
    struct views *views;
};

/* Ids of columns, sets of benchmarks among them (benchmarks_parse.c). */
static const char word_bytes[] =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";

static bool is_word(const char *text, size_t length)
{
    size_t good = strspn(text, word_bytes);
    return length > 0 && good >= length;
}

bool views_read_width(const char *text, size_t length, int *width)
{
    *width = 0;
    if (length == 0) {
        return true;
    }
    for (size_t i = 1; i < length; i++) {
        if (text[i] < '0' || text[i] > '9' || *width > VIEWS_WIDTH_MAX) {
            return false;
        }
        *width = *width * 10 + (text[i] - '0');
    }
    return *width >= 1 && *width <= VIEWS_WIDTH_MAX;
}

static bool is_there(const struct views_column *columns, size_t count, const char *id)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(columns[i].id, id) == 0) {
            return true;
        }
    }
    return false;
}

static bool read_column(struct reading *reading, const struct pair *pair, const char *word,
                        size_t length, struct views_line *line, struct views_column *columns,
                        struct err *err)
{
    const char *colon = memchr(word, ':', length);
    size_t name = colon ? (size_t)(colon - word) : length;
    struct views_column *column = &columns[line->count];
    if (line->count == VIEWS_COLUMNS_MAX) {
        return pair_refuse(pair, _("more columns than a table can have, from"), word, length, err);
    }
    if (!is_word(word, name)) {
        return pair_refuse(pair, _("no column can be called"), word, length, err);
    }
    if (!views_read_width(word + name, length - name, &column->width)) {
        pair_refuse(pair, _("a width is missing or wrong"), word, length, err);
        return err_todo(err, _("columns are 1 to %d wide, such as name:30"), VIEWS_WIDTH_MAX);
    }
    column->id = arena_strndup(reading->arena, word, name);
    column->column = (uint64_t)(word - pair->text) + 1;
    if (!column->id) {
        return err_memory(err);
    }
    if (is_there(columns, line->count, column->id)) {
        return pair_refuse(pair, _("the line names twice"), word, name, err);
    }
    line->count++;
    return true;
}

static bool take(void *context, const struct pair *pair, struct err *err)
{
    struct reading *reading = context;
    struct views *views = reading->views;
    struct views_line *lines = ARENA_ARRAY(reading->arena, struct views_line, views->count + 1);
    struct views_column *columns =
        ARENA_ARRAY(reading->arena, struct views_column, pair->value_length / 2 + 1);
    if (!lines || !columns) {
        return err_memory(err);
    }
    if (views->count == VIEWS_MAX) {
        return pair_refuse(pair, _("more views than there are, from"), pair->name,
                           pair->name_length, err);
    }
    if (!is_word(pair->name, pair->name_length)) {
        return pair_refuse(pair, _("no view is called"), pair->name, pair->name_length, err);
    }
    for (size_t i = 0; i < views->count; i++) {
        lines[i] = views->lines[i];
        if (pair_is(pair, lines[i].view)) {
            return pair_refuse(pair, _("the file sets twice"), pair->name, pair->name_length, err);
        }
    }
    struct views_line *line = &lines[views->count];
    *line = (struct views_line){arena_strndup(reading->arena, pair->name, pair->name_length),
                                columns, 0, pair->line};
    if (!line->view) {
        return err_memory(err);
    }
    const char *at = pair->value, *end = pair->value + pair->value_length;
    while (at < end) {
        size_t length = 0;
        while (at + length < end && at[length] != ' ' && at[length] != '\t') {
            length++;
        }
        if (length > 0 && !read_column(reading, pair, at, length, line, columns, err)) {
            return false;
        }
        at += length + 1;
    }
    if (line->count == 0) {
        return pair_refuse(pair, _("there are no columns for"), pair->name, pair->name_length, err);
    }
    views->lines = lines;
    views->count++;
    return true;
}

/* *text is NULL where there is no file; free with mem_free. */
static bool read_text(const char *path, char **text, size_t *length, struct err *err)
{
    struct err why = ERR_INIT;
    *text = file_read(path, length, &why);
    bool ok = *text || why.code == ERR_NOT_FOUND;
    if (!ok && err) {
        *err = why;
    }
    return ok;
}

static const struct views *parse(struct arena *arena, const char *path, const char *text,
                                 size_t length, struct err *err)
{
    struct views *views = ARENA_NEW(arena, struct views);
    struct reading reading = {arena, views};
    if (!views || !(views->path = arena_strdup(arena, path))) {
        err_memory(err);
        return NULL;
    }
    return !text || pairs_read(views->path, text, length, take, &reading, err) ? views : NULL;
}

const struct views *views_load(struct arena *arena, const char *path, struct err *err)
{
    char *text;
    size_t length = 0;
    if (!read_text(path, &text, &length, err)) {
        return NULL;
    }
    const struct views *views = parse(arena, path, text, length, err);
    mem_free(text);
    return views;
}

/* --- writing --------------------------------------------------------------------------------- */

static void put_line(struct strbuf *out, const char *view, const struct views_column *columns,
                     size_t count)
{
    strbuf_printf(out, "%s =", view);
    for (size_t i = 0; i < count; i++) {
        strbuf_printf(out, " %s", columns[i].id);
        if (columns[i].width > 0) {
            strbuf_printf(out, ":%d", columns[i].width);
        }
    }
    strbuf_putc(out, '\n');
}

bool views_save(struct arena *arena, const char *path, const char *view,
                const struct views_column *columns, size_t count, struct err *err)
{
    char *text;
    size_t length = 0;
    uint64_t number = 0;
    if (!read_text(path, &text, &length, err)) {
        return false;
    }
    const struct views *views = parse(arena, path, text, length, err);
    struct strbuf out = STRBUF_INIT, line = STRBUF_INIT;
    for (size_t i = 0; views && i < views->count; i++) {
        number = strcmp(views->lines[i].view, view) == 0 ? views->lines[i].line : number;
    }
    bool ok = views != NULL;
    if (ok && count > 0 && number == 0 && views->count >= VIEWS_MAX) {
        err_set(err, ERR_REFUSED, _("%s: more views than can be kept"), path);
        ok = err_todo(err, _("there may be %d: take out lines of views that are no more"),
                      VIEWS_MAX);
    }
    if (ok && (count > 0 || number > 0)) {
        if (count > 0) {
            put_line(&line, view, columns, count);
        }
        pairs_replace(&out, text, length, number, strbuf_text(&line));
        ok = ((!out.failed && !line.failed) || err_memory(err)) &&
             file_write(path, strbuf_text(&out), out.length, err);
    }
    strbuf_free(&out);
    strbuf_free(&line);
    mem_free(text);
    return ok;
}
