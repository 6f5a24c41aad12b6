/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Plain views to test the dashboard with, and stores for it to look at. A view lists campaign names
 * (part 0), counts what was sent (part 1) and asks for the selected campaign's number.
 */
#ifndef CAMPANE_TESTS_UNIT_APP_VIEWS_H
#define CAMPANE_TESTS_UNIT_APP_VIEWS_H

#include "ui/app/app_private.h"
#include "unit/report_store.h"

/* "overview" (1), "campaigns" (2), "imports" (9), "detail" and "first". */
extern const struct app_views plain_views;
/* So, and a tab 5 with the pages "table", "heat" and "failures", of which "heat" is never offered,
 * and a tab 7 that is not. */
extern const struct app_views paged_views;

/* Lives as long as the program. */
const struct benchmarks *plain_sets(void);
const struct settings *plain_settings(void);

/* A store with so many campaigns named "Campaign 1" … that have sent 100 each. */
void plain_store(struct fixture *fixture, int campaigns);
/* One more. */
void plain_campaign(struct fixture *fixture, const char *name);

struct app_options plain_options(const char *path, const struct clock *clock);

/* Make the plain views' loads wait (in slices, until cancelled) while this is set. */
void plain_hold(bool hold);

/* How often a part was read. */
int plain_reads(void);

/* --- the dashboard without a terminal --------------------------------------------------------- */

struct rig {
    struct fixture fixture;
    struct app_options options;
    struct app app;
    struct canvas *canvas;
    struct canvas *kept; /* drawn as the desk does, to be the same */
    struct strbuf text;
};

/* A store with so many campaigns (-1: none at all), and the dashboard on it, 80 x 24. */
void rig_begin(struct rig *rig, int campaigns);
void rig_begin_with(struct rig *rig, int campaigns, const struct app_views *views);
void rig_end(struct rig *rig);

/* What is left of one whose dashboard and store are ended. */
void rig_forget(struct rig *rig);

/* Keys as term_harness.h has them: "j<Enter><C-u>". */
void rig_keys(struct rig *rig, const char *keys);
void rig_click(struct rig *rig, int x, int y);

/* Take what has come and draw; the text of the picture, lent until the next call. */
const char *rig_look(struct rig *rig);

/* Take what comes until nothing is being read any more, which the scope line would say. */
void rig_calm(struct rig *rig);

/* The whole screen in each size, UTF-8 and ASCII, as golden pictures "NAME-80x24[-ascii]". */
void rig_shoot(struct rig *rig, const char *name);

/* Until the picture holds this text; fails with the picture when it does not for 30 s. */
void rig_wait(struct rig *rig, const char *text);
void rig_wait_gone(struct rig *rig, const char *text);

/* Fails with the picture unless it holds the text now. */
void rig_expect(struct rig *rig, const char *text);

#endif
