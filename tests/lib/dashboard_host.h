/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The program itself on a pseudo terminal, with stores and files of a test's own. Whatever fails
 * fails the test.
 */
#ifndef CAMPANE_TESTS_LIB_DASHBOARD_HOST_H
#define CAMPANE_TESTS_LIB_DASHBOARD_HOST_H

#include "lib/term_harness.h"

struct harness *dashboard_start(const char *const *argv, int columns, int rows);

/* On a store, 100 x 30, on 2026-10-31. */
struct harness *dashboard_start_on(const char *store);

/* A path that is not there yet, in a buffer that the next call overwrites. */
const char *dashboard_new_store(void);

/* A file of days ("2026-07-03,Herbst,1000,900,500\n": day, campaign, sent, delivered, read); its
 * path in a buffer that the next call overwrites. */
const char *dashboard_write_days(const char *name, const char *text);

/* Another process takes a file in. */
void dashboard_import(const char *store, const char *file);

/* It ends well, and leaves the terminal as it was. Frees the harness. */
void dashboard_check_bye(struct harness *harness);

#endif
