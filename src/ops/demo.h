/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The demo: the bundled sample campaigns, taken in through the real importers into a temporary
 * store.
 */
#ifndef CAMPANE_OPS_DEMO_H
#define CAMPANE_OPS_DEMO_H

#include "ops/import_file.h"

struct demo;

/* Make the store in a folder of its own under $TMPDIR and take in all files of the sample folder,
 * in the order of its file `manifest`: a name a line, then --campaign and --channel as `campane
 * import` has them. "zone NAME" comes before all files; "now TIME" is when the files behind it are
 * taken in, so that the ledger has a history. The clock stands still at the last of these.
 * NULL: the sample is missing or broken. */
struct demo *demo_new(const char *sample_folder, struct cancel *cancel,
                      struct err *err) CAMPANE_NODISCARD;

/* Remove the store and its folder; NULL is fine. */
void demo_free(struct demo *demo);

const char *demo_path(const struct demo *demo);          /* of the store */
const struct clock *demo_clock(const struct demo *demo); /* pinned */

#endif
