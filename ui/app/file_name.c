/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app/file_name.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "text/utf8.h"

enum { NAMED = 6 }; /* that a note lists */

/* Typed text to a path; false when it is too long. */
static bool expand(const char *typed, size_t length, char *buffer, size_t size)
{
    const char *home = getenv("HOME");
    bool at_home = length >= 2 && typed[0] == '~' && typed[1] == '/' && home && *home;
    int made = at_home ? snprintf(buffer, size, "%s%.*s", home, (int)length - 1, typed + 1)
                       : snprintf(buffer, size, "%.*s", (int)length, typed);
    return made >= 0 && (size_t)made < size;
}

bool file_name_expand(const char *typed, char *buffer, size_t size, struct err *err)
{
    typed += strspn(typed, " ");
    size_t length = strlen(typed);
    while (length > 0 && typed[length - 1] == ' ') {
        length--;
    }
    if (length == 0) {
        return err_set(err, ERR_USAGE, _("type the path of a file"));
    }
    return expand(typed, length, buffer, size) || err_set(err, ERR_USAGE, _("that is too long"));
}

bool file_name_resolve(const char *typed, char *buffer, size_t size, struct err *err)
{
    struct stat file;
    if (!file_name_expand(typed, buffer, size, err)) {
        return false;
    }
    if (stat(buffer, &file) != 0 || access(buffer, R_OK) != 0) {
        return err_errno(err, ERR_IO, errno, "%s", typed + strspn(typed, " "));
    }
    return !S_ISDIR(file.st_mode) || err_set(err, ERR_USAGE, _("that is a folder"));
}

/* --- completion ------------------------------------------------------------------------------ */

struct found {
    char common[NAME_MAX + 1]; /* what all of them begin with */
    char names[NAMED][NAME_MAX + 1];
    size_t count;
};

/* The first few by name, however the folder lists them. */
static void keep_name(struct found *found, const char *name)
{
    size_t kept = found->count < NAMED ? found->count : NAMED;
    size_t place = kept;
    while (place > 0 && strcmp(name, found->names[place - 1]) < 0) {
        place--;
    }
    if (place < NAMED) {
        size_t moved = (kept < NAMED ? kept : NAMED - 1) - place;
        memmove(found->names[place + 1], found->names[place], moved * sizeof found->names[0]);
        snprintf(found->names[place], sizeof found->names[0], "%s", name);
    }
}

static void add_name(struct found *found, const char *name)
{
    keep_name(found, name);
    if (found->count++ == 0) {
        snprintf(found->common, sizeof found->common, "%s", name);
        return;
    }
    size_t same = 0;
    while (found->common[same] && found->common[same] == name[same]) {
        same++;
    }
    /* Not through the middle of a character. */
    while (same > 0 && ((unsigned char)found->common[same] & 0xc0) == 0x80) {
        same--;
    }
    found->common[same] = '\0';
}

static void look(const char *folder, const char *begin, struct found *found)
{
    DIR *entries = opendir(folder);
    struct dirent *entry;
    size_t length = strlen(begin);
    while (entries && (entry = readdir(entries))) {
        const char *name = entry->d_name;
        bool hidden = name[0] == '.' && begin[0] != '.';
        /* A name that cannot be typed is not completed to. */
        if (!hidden && strncmp(name, begin, length) == 0 && strcmp(name, ".") != 0 &&
            strcmp(name, "..") != 0 && utf8_valid(name, strlen(name), NULL)) {
            add_name(found, name);
        }
    }
    if (entries) {
        closedir(entries);
    }
}

static void tell(const struct found *found, struct err *note)
{
    struct strbuf names = STRBUF_INIT;
    if (found->count == 0) {
        err_set(note, ERR_USAGE, _("no file begins like that"));
        return;
    }
    for (size_t i = 0; i < found->count && i < NAMED; i++) {
        strbuf_printf(&names, "%s%s", i ? "  " : "", found->names[i]);
    }
    strbuf_puts(&names, found->count > NAMED ? "  …" : "");
    err_set(note, ERR_USAGE, "%s", strbuf_text(&names));
    strbuf_free(&names);
}

static void set_completed(struct input *input, const char *folder, size_t folder_length,
                          const struct found *found)
{
    struct strbuf text = STRBUF_INIT, path = STRBUF_INIT;
    struct stat file;
    strbuf_add(&text, input->text, folder_length);
    strbuf_puts(&text, found->common);
    strbuf_printf(&path, "%s/%s", folder, found->common);
    if (found->count == 1 && stat(strbuf_text(&path), &file) == 0 && S_ISDIR(file.st_mode)) {
        strbuf_putc(&text, '/');
    }
    input_set(input, strbuf_text(&text));
    strbuf_free(&text);
    strbuf_free(&path);
}

void file_name_complete(struct input *input, struct err *note)
{
    char folder[PATH_MAX] = ".", begin[NAME_MAX + 1];
    struct found found = {.count = 0};
    const char *slash = strrchr(input->text, '/');
    size_t folder_length = slash ? (size_t)(slash - input->text) + 1 : 0;
    if (strlen(input->text + folder_length) > NAME_MAX ||
        (slash && !expand(input->text, folder_length, folder, sizeof folder))) {
        return;
    }
    snprintf(begin, sizeof begin, "%s", input->text + folder_length);
    look(folder, begin, &found);
    err_clear(note);
    if (found.count > 0 && strlen(found.common) >= strlen(begin)) {
        set_completed(input, folder, folder_length, &found);
    }
    if (found.count != 1) {
        tell(&found, note);
    }
}
