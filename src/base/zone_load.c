/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where zones come from: their names, the folders of the system, the system's own zone.
 */
#include "base/zone.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"

#define FILE_BYTES ((size_t)1 << 20) /* the longest real zone has under 4 KiB */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "+05:30", "-0300", "+05" */
static bool parse_offset(const char *name, int32_t *offset)
{
    if (name[0] != '+' && name[0] != '-') {
        return false;
    }
    const char *at = name + 1;
    if (!is_digit(at[0]) || !is_digit(at[1])) {
        return false;
    }
    int hours = (at[0] - '0') * 10 + (at[1] - '0');
    int minutes = 0;
    at += 2;
    if (*at) {
        at += *at == ':';
        if (!is_digit(at[0]) || !is_digit(at[1]) || at[2]) {
            return false;
        }
        minutes = (at[0] - '0') * 10 + (at[1] - '0');
    }
    if (hours > 23 || minutes > 59) {
        return false;
    }
    int32_t east = hours * 3600 + minutes * 60;
    *offset = name[0] == '-' ? -east : east;
    return true;
}

/* A name that stays inside the zone folder and is short enough for zone_name. */
static bool usable_name(const char *name)
{
    size_t length = strlen(name);
    if (length == 0 || length >= ZONE_NAME_SIZE || name[0] == '/' || strstr(name, "..")) {
        return false;
    }
    for (; *name; name++) {
        bool letter = (*name >= 'A' && *name <= 'Z') || (*name >= 'a' && *name <= 'z');
        if (!letter && !is_digit(*name) && !strchr("_+-/.", *name)) {
            return false;
        }
    }
    return true;
}

/* The bytes of a file into a fresh buffer; false with errno (EFBIG: no zone is that long). */
static bool read_file(const char *path, char **bytes, size_t *length)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) {
        return false;
    }
    struct stat status;
    char *buffer = NULL;
    size_t got = 0;
    int why = 0;
    if (fstat(fd, &status) != 0) {
        why = errno;
    } else if (!S_ISREG(status.st_mode)) {
        why = ENOENT;
    } else if (status.st_size < 0 || (uintmax_t)status.st_size > FILE_BYTES) {
        why = EFBIG;
    } else if (!(buffer = mem_new((size_t)status.st_size, 1))) {
        why = ENOMEM;
    }
    while (why == 0 && got < (size_t)status.st_size) {
        ssize_t n = read(fd, buffer + got, (size_t)status.st_size - got);
        if (n == 0) {
            break;
        }
        if (n > 0) {
            got += (size_t)n;
        } else if (errno != EINTR) {
            why = errno;
        }
    }
    close(fd);
    if (why != 0) {
        mem_free(buffer);
        errno = why;
        return false;
    }
    *bytes = buffer;
    *length = got;
    return true;
}

static const char *const folders[] = {"/usr/share/zoneinfo", "/usr/lib/zoneinfo",
                                      "/usr/share/lib/zoneinfo"};

static bool any_folder(void)
{
    const char *own = getenv("TZDIR");
    bool any = own && access(own, X_OK) == 0;
    for (size_t i = 0; !any && i < ARRAY_COUNT(folders); i++) {
        any = access(folders[i], X_OK) == 0;
    }
    return any;
}

static struct zone *unknown_zone(const char *name, struct err *err)
{
    err_set(err, ERR_NOT_FOUND, _("there is no time zone “%s”"), name);
    if (any_folder()) {
        err_todo(err, _("zones are named as the files of /usr/share/zoneinfo, for instance "
                        "Europe/Berlin; an offset as +05:30 works too"));
    } else {
        err_todo(err, _("install the package tzdata, or give an offset as +05:30"));
    }
    return NULL;
}

struct zone *zone_load(const char *name, struct err *err)
{
    int32_t offset = 0;
    if (strcmp(name, "UTC") == 0 || parse_offset(name, &offset)) {
        return zone_fixed(name, offset, err);
    }
    if (!usable_name(name)) {
        return unknown_zone(name, err);
    }
    const char *own = getenv("TZDIR");
    for (size_t i = own && *own ? 0 : 1; i <= ARRAY_COUNT(folders); i++) {
        char path[PATH_MAX];
        const char *folder = i == 0 ? own : folders[i - 1];
        int written = snprintf(path, sizeof path, "%s/%s", folder, name);
        if (written < 0 || (size_t)written >= sizeof path) {
            continue;
        }
        char *bytes = NULL;
        size_t length = 0;
        if (read_file(path, &bytes, &length)) {
            struct zone *zone = zone_from_bytes(name, bytes, length, err);
            mem_free(bytes);
            return zone;
        }
        if (errno == ENOMEM) {
            err_memory(err);
            return NULL;
        }
        if (errno != ENOENT && errno != ENOTDIR && errno != EFBIG) {
            err_errno(err, ERR_IO, errno, _("cannot read the time zone file “%s”"), path);
            return NULL;
        }
    }
    return unknown_zone(name, err);
}

/* Servers call it "Etc/UTC"; people do not. */
static const char *plain_name(const char *name)
{
    static const char *const same[] = {"Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu"};
    for (size_t i = 0; i < ARRAY_COUNT(same); i++) {
        if (strcmp(name, same[i]) == 0) {
            return "UTC";
        }
    }
    return name;
}

/* Copies name into buffer if zone_load can read it. */
static bool offer_name(const char *given, char *buffer, size_t size)
{
    const char *name = plain_name(given);
    struct zone *zone = strlen(name) < size ? zone_load(name, NULL) : NULL;
    if (zone) {
        memcpy(buffer, name, strlen(name) + 1);
    }
    zone_free(zone);
    return zone;
}

/* The part of a path behind ".../zoneinfo/", or the text as it is. */
static const char *behind_folder(const char *text)
{
    static const char folder[] = "zoneinfo/";
    const char *at = strstr(text, folder);
    return at ? at + sizeof folder - 1 : text;
}

static bool system_name(char *buffer, size_t size)
{
    const char *tz = getenv("TZ");
    if (tz) {
        return offer_name(behind_folder(tz + (*tz == ':')), buffer, size);
    }
    char text[PATH_MAX];
    ssize_t length = readlink("/etc/localtime", text, sizeof text - 1);
    if (length > 0) {
        text[length] = '\0';
        if (offer_name(behind_folder(text), buffer, size)) {
            return true;
        }
    }
    char *bytes = NULL;
    size_t count = 0;
    if (!read_file("/etc/timezone", &bytes, &count)) {
        return false;
    }
    if (count >= sizeof text) {
        count = sizeof text - 1;
    }
    memcpy(text, bytes, count);
    text[count] = '\0';
    mem_free(bytes);
    text[strcspn(text, " \t\r\n")] = '\0';
    return offer_name(text, buffer, size);
}

const char *zone_system_name(char *buffer, size_t size)
{
    if (size > 0 && !system_name(buffer, size)) {
        snprintf(buffer, size, "UTC");
    }
    return buffer;
}
