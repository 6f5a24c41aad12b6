/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ops/scratch.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"

static const char *const endings[] = {"", "-wal", "-shm", "-journal", ".key"};

/* A signal handler can only reach what has static storage. One a program is the rule: the demo or a
 * dry run; the dashboard may open a demo from within. */
static struct scratch *volatile live[4];

/* Only what a signal handler may call. */
static void remove_files(const struct scratch *scratch)
{
    char path[PATH_MAX + 16];
    size_t length = strlen(scratch->path);
    memcpy(path, scratch->path, length);
    for (size_t i = 0; i < ARRAY_COUNT(endings); i++) {
        memcpy(path + length, endings[i], strlen(endings[i]) + 1);
        unlink(path);
    }
    rmdir(scratch->folder);
}

static void register_as(struct scratch *now, struct scratch *before)
{
    for (size_t i = 0; i < ARRAY_COUNT(live); i++) {
        if (live[i] == before) {
            live[i] = now;
            return;
        }
    }
}

bool scratch_make(struct scratch *scratch, struct err *err)
{
    const char *base = getenv("TMPDIR");
    base = base && *base ? base : "/tmp";
    int length = snprintf(scratch->folder, sizeof scratch->folder, "%s/campane.XXXXXX", base);
    if (length < 0 || (size_t)length >= sizeof scratch->folder || !mkdtemp(scratch->folder)) {
        scratch->folder[0] = '\0';
        return err_errno(err, ERR_IO, errno, _("no temporary folder can be made in %s"), base);
    }
    snprintf(scratch->path, sizeof scratch->path, "%s/scratch.db", scratch->folder);
    register_as(scratch, NULL);
    return true;
}

void scratch_remove(struct scratch *scratch)
{
    if (!scratch->folder[0]) {
        return;
    }
    remove_files(scratch);
    register_as(NULL, scratch);
    scratch->folder[0] = '\0';
}

void scratch_sweep(void)
{
    for (size_t i = 0; i < ARRAY_COUNT(live); i++) {
        if (live[i]) {
            remove_files(live[i]);
        }
    }
}
