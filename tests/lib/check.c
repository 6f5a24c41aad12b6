/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <errno.h>
#include <ftw.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

/* What a test writes is gone after it: no test waits for the disk, SQLite in it neither. (The
 * linker lets these stand for libc's in all libraries of the program.) */
int fsync(int file)
{
    (void)file;
    return 0;
}

int fdatasync(int file)
{
    (void)file;
    return 0;
}

const char *check_path(const char *relative)
{
    static char path[4096];
    const char *srcdir = getenv("srcdir");
    snprintf(path, sizeof path, "%s/%s", srcdir ? srcdir : ".", relative);
    return path;
}

static char folder[512];

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *ftw)
{
    (void)status;
    (void)type;
    (void)ftw;
    return remove(path);
}

static void remove_folder(void)
{
    nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

const char *check_folder(void)
{
    if (!folder[0]) {
        const char *base = getenv("TMPDIR");
        snprintf(folder, sizeof folder, "%s/campane-test.XXXXXX", base ? base : "/tmp");
        if (!mkdtemp(folder)) {
            fail_msg("mkdtemp %s: %s", folder, strerror(errno));
        }
        atexit(remove_folder);
    }
    return folder;
}

char *check_read(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        fail_msg("%s: %s", path, strerror(errno));
    }
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *text = malloc((size_t)size + 1);
    assert_non_null(text);
    size_t got = fread(text, 1, (size_t)size, file);
    fclose(file);
    assert_int_equal(got, size);
    text[got] = '\0';
    if (length) {
        *length = got;
    }
    return text;
}

void check_faults(bool (*work)(void *context), void *context)
{
    for (int forever = 0; forever < 2; forever++) {
        bool refused = true;
        for (uint64_t n = 1; refused; n++) {
            mem_fault_after(n, forever);
            bool done = work(context);
            refused = mem_fault_after(0, false) >= n;
            if (done == refused) {
                fail_msg("allocation %llu %s, and the work says it %s", (unsigned long long)n,
                         refused ? "was refused" : "was never asked for",
                         done ? "succeeded" : "failed");
            }
        }
    }
}

void check_near(double got, double want, double abs, double rel, const char *file, int line)
{
    if (!(fabs(got - want) <= abs + rel * fabs(want))) {
        print_error("%.17g is not near %.17g\n", got, want);
        _fail(file, line);
    }
}
