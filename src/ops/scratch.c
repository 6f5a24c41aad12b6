/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ops/scratch.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/i18n.h"

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
    return true;
}

void scratch_remove(struct scratch *scratch)
{
    if (!scratch->folder[0]) {
        return;
    }
    static const char *const endings[] = {"", "-wal", "-shm", "-journal", ".key"};
    for (size_t i = 0; i < ARRAY_COUNT(endings); i++) {
        char path[PATH_MAX + 16];
        snprintf(path, sizeof path, "%s%s", scratch->path, endings[i]);
        unlink(path);
    }
    rmdir(scratch->folder);
    scratch->folder[0] = '\0';
}
