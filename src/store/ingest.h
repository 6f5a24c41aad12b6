/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Taking in a file: one transaction, one row in the ledger. Nothing of it is visible to anybody
 * until ingest_finish; ingest_abort (or a kill) leaves the store as it was.
 */
#ifndef CAMPANE_STORE_INGEST_H
#define CAMPANE_STORE_INGEST_H

#include "model/batch.h"
#include "store/followed.h"
#include "store/ledger.h"
#include "store/store.h"

struct ingest;

struct ingest_options {
    const char *file;    /* name for the ledger, without folder */
    const char *format;  /* id */
    const char *profile; /* NULL */
    const char *options; /* importer_options() */
    bool keep_highest;   /* counts of this source are reset later: the higher value stays */
    bool many;           /* --many: no caps on new campaigns and dims */
    bool dry_run;        /* do everything, then roll back */
    /* What the ledger was when `continues` was decided; when somebody was faster, ingest_begin
     * gives NULL and sets `outdated`: look again. NULL: whatever it is. */
    const struct ledger_stamp *stamp;
    bool *outdated;
    int64_t continues;     /* import id whose file grew; 0: a new import */
    struct cancel *cancel; /* may be NULL */
    /* Called while another writer holds the store, about once a second, with the seconds waited so
     * far; false gives up (ERR_BUSY). NULL: give up after 10 seconds. */
    bool (*waiting)(void *context, int seconds);
    void *waiting_context;
};

#define INGEST_NEW_CAMPAIGNS_MAX 200
#define INGEST_DIMS_MAX          2000

/* Begin: waits for the write lock. NULL: read-only store, busy, full disk. */
struct ingest *ingest_begin(struct store *store, const struct ingest_options *options,
                            struct err *err) CAMPANE_NODISCARD;

/* Take in a batch. False: cancelled, disk full, out of memory, or a cap was exceeded (ERR_REFUSED
 * naming campaign and field); call ingest_abort then. */
bool ingest_add(struct ingest *ingest, const struct batch *batch, struct err *err);

struct ingest_file {
    uint64_t size;
    unsigned char digest[32];
    uint64_t rows, rejected, ignored; /* of this run */
    int64_t first, last;              /* event times, TIME_NONE */
    int64_t as_of;                    /* TIME_NONE: now */
    const struct followed *followed;  /* where it was left, when it is followed; NULL */
};

struct ingest_result {
    int64_t import; /* id in the ledger; 0 when nothing was written (dry run) */
    int64_t messages_new, messages_changed; /* messages added, and altered */
    int64_t days_new, days_changed;         /* reported days added, and altered */
    int64_t undated_new, undated_changed;   /* among them: sums that name no day */
    int64_t facts_changed;                  /* campaign attributes, person events */
    int64_t notices, notices_new; /* of Meta on the account: all in it; those not known before */
    int64_t repeated;  /* reported days that the same file stated more than once: added up */
    int64_t conflicts; /* figures of earlier imports that it corrected */
    int64_t campaigns_new;
    int64_t campaigns;           /* campaigns this file speaks of */
    int64_t unattributed;        /* messages in the store that name no campaign */
    int32_t first_day, last_day; /* of what it speaks of; DAY_NONE */
};

/* Merge, recompute what was touched, write the ledger row, commit. Frees the ingest, also on
 * failure (nothing was changed then). */
bool ingest_finish(struct ingest *ingest, const struct ingest_file *file,
                   struct ingest_result *result, struct err *err);

/* Roll back and free; NULL is fine. */
void ingest_abort(struct ingest *ingest);

#endif
