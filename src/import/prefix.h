/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The digest of a source's beginning, for any length of it that was read: what the ledger keeps of
 * a file and asks about when the file comes back longer. States of the digest are kept at up to
 * PREFIX_MARKS places, so that shorter beginnings are answered without reading all again.
 */
#ifndef CAMPANE_IMPORT_PREFIX_H
#define CAMPANE_IMPORT_PREFIX_H

#include "base/keyhash.h"
#include "import/byte_source.h"

#define PREFIX_MARKS 64

struct prefix_mark {
    uint64_t length; /* bytes in the digest */
    uint64_t feeds;  /* line feeds among them; counted while `counting` */
    struct digest digest;
};

struct prefix {
    struct byte_source *source;
    struct prefix_mark running;
    struct prefix_mark marks[PREFIX_MARKS];
    size_t count;
    uint64_t interval; /* bytes between two marks, doubled when there are too many */
    bool counting;
};

/* Watch everything that is read from the source (which has given out nothing yet). The prefix must
 * not move and must live as long as the source is read. */
void prefix_begin(struct prefix *prefix, struct byte_source *source);

/* Take it for granted that the source begins with what `mark` holds, so that these bytes need not
 * be read. Before anything behind them was read. */
void prefix_trust(struct prefix *prefix, const struct prefix_mark *mark);

/* The digest of the first `length` bytes as a state that can go on; else as prefix_digest. */
bool prefix_state(struct prefix *prefix, uint64_t length, struct cancel *cancel,
                  struct prefix_mark *mark, struct err *err);

/* Take in the first `length` bytes, as far as that is not done. False: cancelled, unreadable
 * (err says which), or the source is shorter (ERR_REFUSED). The source is left anywhere. */
bool prefix_extend(struct prefix *prefix, uint64_t length, struct cancel *cancel, struct err *err);

/* Take in everything. */
bool prefix_extend_all(struct prefix *prefix, struct cancel *cancel, struct err *err);

/* The digest of the first `length` bytes, and how many line feeds are in them (feeds may be NULL).
 * Reads what was not read yet, or again from the nearest mark; false as prefix_extend. The source
 * is left anywhere. */
bool prefix_digest(struct prefix *prefix, uint64_t length, struct cancel *cancel,
                   unsigned char out[32], uint64_t *feeds, struct err *err);

#endif
