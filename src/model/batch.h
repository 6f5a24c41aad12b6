/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A batch: what a format hands to the store, some thousands of plain records at a time. All text in
 * it is sanitised and lives in the batch's arena; everything that identifies a person is already a
 * keyed hash. A batch knows nothing of files or SQL.
 */
#ifndef CAMPANE_MODEL_BATCH_H
#define CAMPANE_MODEL_BATCH_H

#include "base/arena.h"
#include "base/vec.h"
#include "model/attrs.h"
#include "model/campaign.h"
#include "model/message.h"
#include "model/notice.h"
#include "model/order.h"
#include "model/person.h"
#include "model/tally.h"

/* Counts of one dim and day that a report states. */
struct report_tally {
    uint32_t attrs; /* index into the batch's attrs */
    int32_t day;    /* DAY_NONE: a summary, or no date given */
    struct tally tally;
};

struct batch {
    struct arena *arena;
    struct vec attrs;          /* struct attrs, each combination once */
    struct vec messages;       /* struct message; dim is an index into attrs */
    struct vec persons;        /* struct person_event */
    struct vec reports;        /* struct report_tally */
    struct vec campaigns;      /* struct campaign_facts */
    struct vec orders;         /* struct order */
    struct vec clicks;         /* struct click */
    struct vec feedback;       /* struct feedback */
    struct vec rates;          /* struct rate */
    struct vec notices;        /* struct notice */
    struct batch_index *index; /* finds equal attrs; private to batch.c */
};

/* An empty batch, or NULL. */
struct batch *batch_new(void) CAMPANE_NODISCARD;
void batch_free(struct batch *batch);

/* Forget all records; memory is kept for the next round. */
void batch_clear(struct batch *batch);

/* The index of attrs in the batch, added (strings copied) when new; UINT32_MAX when out of memory.
 * About 100 ns for a combination that is there. */
uint32_t batch_attrs(struct batch *batch, const struct attrs *attrs);

/* A new zeroed/initialised record, or NULL when out of memory. */
struct message *batch_message(struct batch *batch, uint64_t key, uint32_t attrs);
struct person_event *batch_person(struct batch *batch);
struct report_tally *batch_report(struct batch *batch, uint32_t attrs, int32_t day);
struct campaign_facts *batch_campaign(struct batch *batch, const char *name);
/* Their texts are the caller's to put into the batch's arena. */
struct order *batch_order(struct batch *batch, uint64_t key);
struct click *batch_click(struct batch *batch, uint64_t key);
struct feedback *batch_feedback(struct batch *batch, uint64_t key);
struct rate *batch_rate(struct batch *batch);
struct notice *batch_notice(struct batch *batch);

/* How many records it holds; a format stops filling at BATCH_FULL. */
size_t batch_size(const struct batch *batch);
#define BATCH_FULL 8192

#endif
