/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * By what an order, click or comment is joined, from the cells of its row: message, person,
 * campaign, coupon, UTM campaign.
 */
#ifndef CAMPANE_IMPORT_LINK_CELLS_H
#define CAMPANE_IMPORT_LINK_CELLS_H

#include "import/table.h"
#include "model/order.h"

struct link_cells {
    struct table *table;
    struct strbuf recipient; /* normal form of the row at hand */
    struct strbuf text;
    uint64_t unread; /* rows whose phone number or address could not be understood */
};

void link_cells_init(struct link_cells *cells, struct table *table);
void link_cells_free(struct link_cells *cells);

/* Fill in what the row names; link->key and link->at are left alone. A phone number that cannot be
 * understood is counted, not refused: the row still says what it says. False: out of memory. */
bool link_cells_read(struct link_cells *cells, struct link *link);

/* The moment of a field; TIME_NONE when it is empty. False: the row is rejected, the time lies in
 * the future. */
bool link_cells_time(struct link_cells *cells, enum field field, int64_t *at);

/* The value of "utm_campaign=…" or "utm_campaign: …" in a text, decoded; false when it has none. */
bool link_cells_utm(const char *text, size_t length, const char *name, struct strbuf *out);

/* A sanitised copy of a text in the batch's arena, cut at 255 bytes, or at `most`; NULL when
 * nothing is left of it or (*failed) memory was short. */
const char *link_cells_copy(struct batch *batch, const char *text, size_t length, bool *failed);
const char *link_cells_copy_most(struct batch *batch, const char *text, size_t length, size_t most,
                                 bool *failed);

/* Say how many rows named nobody that can be understood. */
bool link_cells_finish(struct link_cells *cells, struct err *err);

#endif
