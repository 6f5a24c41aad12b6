/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Attribution: candidates in, choice out. Last touch inside the window (kpis.md).
 */
#ifndef CAMPANE_MODEL_ATTRIBUTION_H
#define CAMPANE_MODEL_ATTRIBUTION_H

#include "model/person.h"

/* Whether a message of moment `sent` can be what an event at `at` answers: sent <= at and
 * at - sent <= window seconds. Undated messages never can. */
bool attribution_inside(int64_t sent, int64_t at, int64_t window);

/* Whether candidate beats best for the same event: the later moment, then the higher key. A best
 * without a message is beaten by any. */
bool attribution_better(const struct touch *candidate, const struct touch *best);

#endif
