/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/theme/theme.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "config/file.h"
#include "embed/themes.h"
#include "ui/theme/theme_parse.h"

#define SUFFIX ".theme"

enum { BASES_MAX = 8, NAMES_MAX = 64 };

/* The name that a file has as a theme; false: it is none. */
static bool name_of(const char *file, size_t *length)
{
    size_t all = strlen(file), suffix = strlen(SUFFIX);
    *length = all > suffix ? all - suffix : 0;
    return *length > 0 && file[0] != '.' && strcmp(file + *length, SUFFIX) == 0;
}

static const char *embedded_name(size_t i)
{
    const char *slash = strrchr(embed_themes[i].name, '/');
    return slash ? slash + 1 : embed_themes[i].name;
}

static const struct embed_file *find_embedded(const char *name)
{
    for (size_t i = 0; i < ARRAY_COUNT(embed_themes); i++) {
        size_t length;
        const char *file = embedded_name(i);
        if (name_of(file, &length) && strlen(name) == length && memcmp(file, name, length) == 0) {
            return &embed_themes[i];
        }
    }
    return NULL;
}

/* --- loading --------------------------------------------------------------------------------- */

static const struct palette *load(struct arena *arena, const char *const *folders, const char *name,
                                  int depth, struct err *err);

static const struct palette *parse(struct arena *arena, const char *const *folders,
                                   const char *file, const char *name, const char *text,
                                   size_t length, int depth, struct err *err)
{
    const struct palette *base = NULL;
    struct theme_base on;
    struct palette *palette = ARENA_NEW(arena, struct palette);
    if (!palette) {
        err_memory(err);
        return NULL;
    }
    if (!theme_parse_base(file, text, length, &on, err)) {
        return NULL;
    }
    if (on.name[0]) {
        base = load(arena, folders, on.name, depth + 1, err);
        if (!base) {
            if (err && err->line == 0) {
                err_at(err, file, on.line, on.column);
            }
            return NULL;
        }
    }
    return theme_parse(arena, file, name, text, length, base, palette, err) ? palette : NULL;
}

/* The text of people's own theme, and its path; mem_free. NULL: ERR_NOT_FOUND where there is none,
 * or what file_read says. */
static char *read_own(struct arena *arena, const char *const *folders, const char *name,
                      const char **path, size_t *length, struct err *err)
{
    for (; folders && *folders; folders++) {
        struct err failure = ERR_INIT;
        *path = arena_printf(arena, "%s/%s%s", *folders, name, SUFFIX);
        char *text = *path ? file_read(*path, length, &failure) : NULL;
        if (text || !*path || failure.code != ERR_NOT_FOUND) {
            if (!*path) {
                err_memory(err);
            } else if (!text && err) {
                *err = failure;
            }
            return text;
        }
    }
    err_set(err, ERR_NOT_FOUND, _("there is no theme \"%.40s\""), name);
    return NULL;
}

static const struct palette *load(struct arena *arena, const char *const *folders, const char *name,
                                  int depth, struct err *err)
{
    struct err failure = ERR_INIT;
    const char *path = NULL;
    size_t length = 0;
    const struct palette *palette = NULL;
    if (depth > BASES_MAX) {
        err_set(err, ERR_REFUSED, _("theme \"%.40s\" is based on itself"), name);
        return NULL;
    }
    if (strchr(name, '/') || name[0] == '.') {
        err_set(err, ERR_NOT_FOUND, _("there is no theme \"%.40s\""), name);
        return NULL;
    }
    char *text = read_own(arena, folders, name, &path, &length, &failure);
    const struct embed_file *shipped = find_embedded(name);
    if (text) {
        palette = parse(arena, folders, path, name, text, length, depth, err);
    } else if (failure.code == ERR_NOT_FOUND && shipped) {
        /* What the program's own are based on is the program's own. */
        palette = parse(arena, NULL, shipped->name, name, (const char *)shipped->bytes,
                        shipped->length, depth, err);
    } else if (err) {
        *err = failure;
    }
    mem_free(text);
    return palette;
}

const struct palette *theme_load(struct arena *arena, const char *const *folders, const char *name,
                                 struct err *err)
{
    return load(arena, folders, name, 0, err);
}

/* --- names ----------------------------------------------------------------------------------- */

static bool add_name(struct arena *arena, const char **names, size_t *count, const char *file)
{
    size_t length;
    if (!name_of(file, &length) || *count + 1 >= NAMES_MAX) {
        return true;
    }
    for (size_t i = 0; i < *count; i++) {
        if (strlen(names[i]) == length && memcmp(names[i], file, length) == 0) {
            return true;
        }
    }
    names[*count] = arena_strndup(arena, file, length);
    return names[(*count)++] != NULL;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool add_folder(struct arena *arena, const char **names, size_t *count, const char *path)
{
    DIR *folder = opendir(path);
    size_t first = *count;
    bool ok = true;
    const struct dirent *entry;
    while (folder && ok && (entry = readdir(folder))) {
        ok = add_name(arena, names, count, entry->d_name);
    }
    if (folder) {
        closedir(folder);
    }
    if (*count > first) {
        qsort(names + first, *count - first, sizeof *names, by_name);
    }
    return ok;
}

const char *const *theme_names(struct arena *arena, const char *const *folders, struct err *err)
{
    const char **names = ARENA_ARRAY(arena, const char *, NAMES_MAX);
    size_t count = 0;
    bool ok = names != NULL;
    for (size_t i = 0; ok && i < ARRAY_COUNT(embed_themes); i++) {
        ok = add_name(arena, names, &count, embedded_name(i));
    }
    for (; ok && folders && *folders; folders++) {
        ok = add_folder(arena, names, &count, *folders);
    }
    if (!ok) {
        err_memory(err);
        return NULL;
    }
    names[count] = NULL;
    return names;
}

const char *theme_for_terminal(const char *colorfgbg)
{
    const char *background = colorfgbg ? strrchr(colorfgbg, ';') : NULL;
    if (!background) {
        return THEME_USUAL;
    }
    background++;
    /* 7 is light gray, 9 … 15 the bright colors; 8 is dark gray. */
    bool one_digit = background[0] && !background[1];
    bool is_light = one_digit ? background[0] == '7' || background[0] == '9'
                              : background[0] == '1' && background[1] >= '0' &&
                                    background[1] <= '5' && !background[2];
    return is_light ? "light" : THEME_USUAL;
}
