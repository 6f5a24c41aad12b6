/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What every unit test includes: cmocka with the headers it wants before it, and the way to the
 * project's files. Tests find their fixtures through $srcdir, so they run in any build folder.
 */
#ifndef CAMPANE_TESTS_LIB_CHECK_H
#define CAMPANE_TESTS_LIB_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/err.h"

/* $srcdir/relative, in a static buffer that the next call overwrites. */
const char *check_path(const char *relative);

/* A fresh folder under $TMPDIR for this test program, made on first use, removed at exit. */
const char *check_folder(void);

/* All of a file, terminated, length in *length when not NULL; fails the test when it cannot be
 * read. Free with free(). */
char *check_read(const char *path, size_t *length);

/* Fail with the error's words unless ok. */
#define check_ok(ok, err)                                                                          \
    do {                                                                                           \
        if (!(ok)) {                                                                               \
            char check_words[1024];                                                                \
            fail_msg("%s", err_format((err), check_words, sizeof check_words));                    \
        }                                                                                          \
    } while (0)

/* Run work(context) with its n-th allocation failing, for every n, both once and for good, until a
 * run asks for fewer than n. work cleans up after itself and returns whether it succeeded: it must
 * not when an allocation was refused, and must when none was. */
void check_faults(bool (*work)(void *context), void *context);

/* |got - want| <= abs + rel * |want|; both NaN is a failure. */
void check_near(double got, double want, double abs, double rel, const char *file, int line);
#define check_double(got, want, abs, rel)                                                          \
    check_near((got), (want), (abs), (rel), __FILE__, __LINE__)

#endif
