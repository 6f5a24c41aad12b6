/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ledger: which file said what, and taking it back.
 */
#ifndef CAMPANE_STORE_LEDGER_H
#define CAMPANE_STORE_LEDGER_H

#include "model/counter.h"
#include "store/store.h"

struct import_run {
    int64_t id;
    const char *file, *format, *profile, *options; /* profile NULL: none */
    uint64_t size;
    unsigned char digest[32];
    int64_t imported_at, updated_at, as_of;
    int64_t rows, rejected, ignored, changed, conflicts;
    int64_t first, last; /* TIME_NONE: no times */
    bool folded;         /* over 90 days old: cannot be undone any more */
    int64_t undone_at;   /* TIME_NONE: it stands */
};

#define LEDGER_FOLD_DAYS 90

/* Whether it is what people decided (edit, target, assign, exclude) and no file: it stands in the
 * ledger so that it can be undone. */
bool ledger_is_decision(const struct import_run *run);

/* All imports, newest first, undone ones included; strings in the arena. */
bool ledger_list(struct store *store, struct arena *arena, struct import_run **runs, size_t *count,
                 struct err *err);

/* One import; ERR_NOT_FOUND. */
bool ledger_get(struct store *store, struct arena *arena, int64_t id, struct import_run *run,
                struct err *err);

/* Standing imports of a format with the same options that are not larger than `size` bytes (0: any
 * size), largest first: a file that begins with one of them continues it. */
bool ledger_candidates(struct store *store, struct arena *arena, const char *format,
                       const char *options, uint64_t size, struct import_run **runs, size_t *count,
                       struct err *err);

/* The oldest standing import of another id that read the same bytes as the same format, so with
 * other options; 0: there is none. */
bool ledger_twin(struct store *store, const struct import_run *run, int64_t *twin, struct err *err);

/* Two numbers that are others once somebody imported or undid something. */
struct ledger_stamp {
    int64_t last, sum;
};
bool ledger_stamp(struct store *store, struct ledger_stamp *stamp, struct err *err);

struct import_change {
    const char *campaign;
    int32_t day; /* DAY_NONE: a summary */
    enum counter counter;
    int64_t before, after;
};
/* Figures the import corrected when it came (at most 1 000 are kept; import_run.conflicts counts
 * all). */
bool ledger_changes(struct store *store, struct arena *arena, int64_t id,
                    struct import_change **changes, size_t *count, struct err *err);

/* Names of the campaigns an import speaks of (at most `limit`), and how many there are. */
bool ledger_campaigns(struct store *store, struct arena *arena, int64_t id, size_t limit,
                      const char ***names, size_t *count, int64_t *all, struct err *err);

/* Take exactly this import's effect away, in one transaction. ERR_NOT_FOUND, ERR_REFUSED when it
 * was undone before or is folded; ERR_READ_ONLY of what files brought without the key. */
bool ledger_undo(struct store *store, int64_t id, struct cancel *cancel, struct err *err);

#endif
