/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ops/rotated.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/i18n.h"
#include "base/vec.h"

/* "." or "-", a number or date (digits, dashes, dots, underscores, T), or ".old"; its length. */
static size_t stamp_length(const char *text)
{
    if (strncmp(text, ".old", 4) == 0) {
        return 4;
    }
    if ((text[0] != '.' && text[0] != '-') || text[1] < '0' || text[1] > '9') {
        return 0;
    }
    size_t length = 1 + strspn(text + 1, "0123456789-_.T");
    /* ".gz" begins with a dot that is no part of the date. */
    while (text[length - 1] == '.') {
        length--;
    }
    return length;
}

bool rotated_is(const char *name, const char *base)
{
    size_t whole = strlen(base);
    const char *dot = strrchr(base, '.');
    size_t stem = dot && dot > base ? (size_t)(dot - base) : whole;
    const char *ending = NULL;
    if (strncmp(name, base, whole) == 0) {
        ending = name + whole;
        ending += stamp_length(ending);
        if (ending > name + whole && (!ending[0] || strcmp(ending, ".gz") == 0)) {
            return true;
        }
    }
    if (stem == whole || strncmp(name, base, stem) != 0) {
        return false;
    }
    size_t stamp = stamp_length(name + stem);
    ending = name + stem + stamp;
    size_t rest = whole - stem;
    return stamp > 0 && strncmp(ending, base + stem, rest) == 0 &&
           (!ending[rest] || strcmp(ending + rest, ".gz") == 0);
}

static int by_time(const void *a, const void *b)
{
    const struct rotated *one = a, *other = b;
    if (one->modified != other->modified) {
        return one->modified < other->modified ? -1 : 1;
    }
    if (one->nanoseconds != other->nanoseconds) {
        return one->nanoseconds < other->nanoseconds ? -1 : 1;
    }
    return strcmp(one->name, other->name);
}

static bool add(struct vec *found, struct arena *arena, const char *folder, const char *name,
                int64_t since)
{
    struct stat status;
    const char *path = arena_printf(arena, "%s/%s", folder, name);
    const char *copy = arena_strdup(arena, name);
    if (!path || !copy) {
        return false;
    }
    if (stat(path, &status) != 0 || !S_ISREG(status.st_mode) || status.st_size == 0 ||
        (int64_t)status.st_mtime < since) {
        return true;
    }
    struct rotated *file = vec_push(found);
    if (!file) {
        return false;
    }
    *file = (struct rotated){path,
                             copy,
                             (int64_t)status.st_mtim.tv_sec,
                             (int64_t)status.st_mtim.tv_nsec,
                             (uint64_t)status.st_dev,
                             (uint64_t)status.st_ino};
    return true;
}

bool rotated_find(struct arena *arena, const char *path, int64_t since,
                  const struct rotated **files, size_t *count, struct err *err)
{
    const char *slash = strrchr(path, '/');
    const char *folder = arena_printf(arena, "%.*s", (int)(slash - path), path);
    if (!folder) {
        return err_memory(err);
    }
    DIR *open = opendir(folder[0] ? folder : "/");
    if (!open) {
        err_errno(err, ERR_IO, errno, _("cannot look for rotated files"));
        return err_at(err, folder, 0, 0);
    }
    struct vec found = VEC_INIT(struct rotated);
    bool ok = true;
    const struct dirent *entry;
    while (ok && (entry = readdir(open))) {
        ok = !rotated_is(entry->d_name, slash + 1) ||
             add(&found, arena, folder, entry->d_name, since);
    }
    closedir(open);
    if (found.count > 0) {
        qsort(found.data, found.count, sizeof(struct rotated), by_time);
    }
    *count = found.count;
    *files = ok ? vec_keep(&found, arena) : NULL;
    vec_free(&found);
    return *files || err_memory(err);
}
