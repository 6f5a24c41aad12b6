/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The bundled sample as a store for tests of screens: taken in once for a test program through the
 * real importers, with its pinned clock.
 */
#ifndef CAMPANE_TESTS_LIB_VIEW_SAMPLE_H
#define CAMPANE_TESTS_LIB_VIEW_SAMPLE_H

#include "lib/check.h"
#include "report/scope.h"

struct view_sample {
    struct demo *demo;
    struct store *store;
    struct arena *arena;
    const struct benchmarks *sets;
};

/* Fails the test when it cannot be made. */
void view_sample_open(struct view_sample *sample);
void view_sample_close(struct view_sample *sample);

/* A scope of it in its arena; period and where NULL: all. */
void view_sample_scope(struct view_sample *sample, const char *period, const char *where,
                       struct scope *scope);

/* The number of a campaign by its name. */
int64_t view_sample_campaign(struct view_sample *sample, const char *name);

#endif
