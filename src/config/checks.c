/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config/checks.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "config/file.h"
#include "config/pairs.h"
#include "embed/checks.h"
#include "text/utf8.h"

struct reading {
    struct arena *arena;
    const char *file;
    struct checks *checks;
    struct checks_line *lines; /* room for CHECKS_MAX */
    bool set[CHECKS_MAX];      /* by this one */
};

/* Whether it can stand on a screen and in a mail as it is. */
static bool is_plain(const char *text, size_t length)
{
    struct strbuf clean = STRBUF_INIT;
    utf8_sanitize(&clean, text, length, SIZE_MAX);
    bool plain = !clean.failed && clean.length == length &&
                 (length == 0 || memcmp(strbuf_text(&clean), text, length) == 0);
    strbuf_free(&clean);
    return plain;
}

static void take_out(struct reading *reading, size_t at)
{
    struct checks *checks = reading->checks;
    size_t behind = --checks->count - at;
    memmove(&reading->lines[at], &reading->lines[at + 1], behind * sizeof *reading->lines);
    memmove(&reading->set[at], &reading->set[at + 1], behind * sizeof *reading->set);
}

static bool put(struct reading *reading, const struct pair *pair, struct checks_line *line,
                struct err *err)
{
    *line =
        (struct checks_line){arena_strndup(reading->arena, pair->name, pair->name_length),
                             arena_strndup(reading->arena, pair->value, pair->value_length),
                             reading->file, pair->line, (uint64_t)(pair->value - pair->text) + 1};
    return (line->name && line->text) || err_memory(err);
}

static bool take(void *context, const struct pair *pair, struct err *err)
{
    struct reading *reading = context;
    struct checks *checks = reading->checks;
    size_t at = 0;
    if (pair->name_length == 0 || pair->name_length > CHECKS_NAME_MAX ||
        !is_plain(pair->name, pair->name_length)) {
        return pair_refuse(pair, _("no rule can be called"), pair->name, pair->name_length, err);
    }
    if (pair->value_length == 0 || !is_plain(pair->value, pair->value_length)) {
        return pair_refuse(pair, _("this is no rule:"), pair->value, pair->value_length, err);
    }
    if (pair_is(pair, "budget")) {
        return put(reading, pair, &checks->budget, err);
    }
    while (at < checks->count && !pair_is(pair, reading->lines[at].name)) {
        at++;
    }
    if (at < checks->count && reading->set[at]) {
        return pair_refuse(pair, _("the file sets twice"), pair->name, pair->name_length, err);
    }
    if (pair->value_length == 3 && memcmp(pair->value, "off", 3) == 0) {
        if (at < checks->count) {
            take_out(reading, at);
        }
        return true;
    }
    if (at == CHECKS_MAX) {
        pair_refuse(pair, _("more rules than can be checked, from"), pair->name, pair->name_length,
                    err);
        return err_todo(err, _("there may be %d"), CHECKS_MAX);
    }
    checks->count += at == checks->count;
    reading->set[at] = true;
    return put(reading, pair, &reading->lines[at], err);
}

const struct checks *checks_parse(struct arena *arena, const struct checks *over, const char *file,
                                  const char *text, size_t length, struct err *err)
{
    struct reading reading = {.arena = arena,
                              .file = file ? arena_strdup(arena, file) : NULL,
                              .checks = ARENA_NEW(arena, struct checks),
                              .lines = ARENA_ARRAY(arena, struct checks_line, CHECKS_MAX)};
    if (!reading.checks || !reading.lines || (file && !reading.file)) {
        err_memory(err);
        return NULL;
    }
    if (over) {
        *reading.checks = *over;
        memcpy(reading.lines, over->lines, over->count * sizeof *over->lines);
    }
    reading.checks->lines = reading.lines;
    const char *named = file ? reading.file : "checks.conf";
    return pairs_read(named, text, length, take, &reading, err) ? reading.checks : NULL;
}

/* What a file lays over the others; they as they are where there is none. */
static const struct checks *lay(struct arena *arena, const struct checks *over, const char *path,
                                struct err *err)
{
    struct err why = ERR_INIT;
    size_t length = 0;
    char *text = path ? file_read(path, &length, &why) : NULL;
    if (!text && why.code != ERR_NONE && why.code != ERR_NOT_FOUND) {
        if (err) {
            *err = why;
        }
        return NULL;
    }
    const struct checks *made = text ? checks_parse(arena, over, path, text, length, err) : over;
    mem_free(text);
    return made;
}

const struct checks *checks_load(struct arena *arena, const char *system, const char *user,
                                 struct err *err)
{
    const struct embed_file *shipped = &embed_checks[0];
    const struct checks *checks =
        checks_parse(arena, NULL, NULL, (const char *)shipped->bytes, shipped->length, err);
    checks = checks ? lay(arena, checks, system, err) : NULL;
    return checks ? lay(arena, checks, user, err) : NULL;
}
