/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config/settings.h"

#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "config/file.h"
#include "model/names.h"
#include "text/utf8.h"

static const struct setting_info infos[SETTING_COUNT] = {
#define SETTING_INFO(id, name, value, words, help) [SETTING_##id] = {name, value, words, help},
    SETTING_LIST(SETTING_INFO)
#undef SETTING_INFO
};

const struct setting_info *setting_info(enum setting id)
{
    return &infos[id];
}

/* One line of a file, without its end. */
struct line {
    const char *file; /* for messages */
    uint64_t number;
    const char *text;
    size_t length;
};

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

/* The error of a line about a piece of it, which is made fit to be shown. */
static bool refuse(const struct line *line, const char *words, const char *piece, size_t length,
                   struct err *err)
{
    struct strbuf shown = STRBUF_INIT;
    utf8_sanitize(&shown, piece, length, 64);
    err_set(err, ERR_REFUSED, "%s \"%s\"", words, strbuf_text(&shown));
    strbuf_free(&shown);
    return err_at(err, line->file, line->number, (uint64_t)(piece - line->text) + 1);
}

static bool find(const char *name, size_t length, enum setting *id)
{
    for (int i = 0; i < SETTING_COUNT; i++) {
        if (strlen(infos[i].name) == length && memcmp(infos[i].name, name, length) == 0) {
            *id = (enum setting)i;
            return true;
        }
    }
    return false;
}

static bool refuse_name(const struct line *line, const char *name, size_t length, struct err *err)
{
    struct strbuf known = STRBUF_INIT;
    for (int i = 0; i < SETTING_COUNT; i++) {
        strbuf_printf(&known, "%s%s", i ? ", " : "", infos[i].name);
    }
    refuse(line, _("there is no setting"), name, length, err);
    err_todo(err, _("known settings: %s"), strbuf_text(&known));
    strbuf_free(&known);
    return false;
}

/* Whether a value is one that the setting can have. */
static bool fits(enum setting id, const char *value)
{
    if (id == SETTING_STORE) {
        return value[0] == '/' || (value[0] == '~' && value[1] == '/');
    }
    return infos[id].words[0] ? names_hold(infos[id].words, value) : value[0] != '\0';
}

static bool read_line(struct arena *arena, const struct line *line, bool seen[SETTING_COUNT],
                      struct settings *settings, struct err *err)
{
    const char *name = line->text;
    size_t length = line->length;
    trim(&name, &length);
    if (length == 0 || name[0] == '#') {
        return true;
    }
    const char *equals = memchr(name, '=', length);
    if (!equals) {
        refuse(line, _("this is not \"name = value\":"), name, length, err);
        return err_todo(err, _("a comment begins with #"));
    }
    const char *text = equals + 1;
    size_t text_length = length - (size_t)(text - name);
    length = (size_t)(equals - name);
    trim(&name, &length);
    trim(&text, &text_length);

    enum setting id;
    if (!find(name, length, &id)) {
        return refuse_name(line, name, length, err);
    }
    if (seen[id]) {
        return refuse(line, _("the file sets twice"), name, length, err);
    }
    if (memchr(text, '\0', text_length)) {
        return refuse(line, _("a NUL byte in the value of"), name, length, err);
    }
    const char *value = arena_strndup(arena, text, text_length);
    if (!value) {
        return err_memory(err);
    }
    if (!fits(id, value)) {
        refuse(line, _("wrong value"), text, text_length, err);
        return err_todo(err, _("%s is: %s"), infos[id].name,
                        id == SETTING_STORE ? _("an absolute path, or one that begins with ~/")
                                            : _(infos[id].help));
    }
    seen[id] = true;
    settings->value[id] = value;
    settings->origin[id] = line->file;
    return true;
}

static bool read_text(struct arena *arena, const char *file, const char *text, size_t length,
                      struct settings *settings, struct err *err)
{
    bool seen[SETTING_COUNT] = {false};
    struct line line = {.file = file, .number = 1, .text = text};
    const char *end = text + length;
    if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        line.text += 3;
    }
    for (; line.text < end; line.number++) {
        const char *stop = memchr(line.text, '\n', (size_t)(end - line.text));
        line.length = (size_t)((stop ? stop : end) - line.text);
        if (!read_line(arena, &line, seen, settings, err)) {
            return false;
        }
        line.text += line.length + 1;
    }
    return true;
}

static bool read_file(struct arena *arena, const char *path, struct settings *settings,
                      struct err *err)
{
    struct err failure = ERR_INIT;
    size_t length = 0;
    char *text = file_read(path, &length, &failure);
    if (!text) {
        if (failure.code != ERR_NOT_FOUND && err) {
            *err = failure;
        }
        return failure.code == ERR_NOT_FOUND;
    }
    const char *name = arena_strdup(arena, path);
    bool done = name ? read_text(arena, name, text, length, settings, err) : err_memory(err);
    mem_free(text);
    return done;
}

const struct settings *settings_load(struct arena *arena, const char *system_path,
                                     const char *user_path, struct err *err)
{
    struct settings *settings = ARENA_NEW(arena, struct settings);
    if (!settings) {
        err_memory(err);
        return NULL;
    }
    for (int i = 0; i < SETTING_COUNT; i++) {
        settings->value[i] = infos[i].value;
    }
    if ((system_path && !read_file(arena, system_path, settings, err)) ||
        (user_path && !read_file(arena, user_path, settings, err))) {
        return NULL;
    }
    return settings;
}
