/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a table's records come from: the rows of a CSV, or what a profile selects in JSON
 * documents. Both are given out as struct csv_record, so that everything behind (mapping, rejects,
 * dates, identity, going on in a file that grew) is one.
 */
#ifndef CAMPANE_IMPORT_RECORD_SOURCE_H
#define CAMPANE_IMPORT_RECORD_SOURCE_H

#include "import/csv.h"

struct record_source {
    const struct record_source_ops *ops;
    void *state;
};

struct record_source_ops {
    enum lines_step (*next)(void *state, struct csv_record *record, struct err *err);
    void (*mark)(const void *state, struct csv_mark *mark);
    bool (*go)(void *state, const struct csv_mark *mark, struct err *err);
    void (*close)(void *state);
};

/* A CSV at the start of the source; the header is skipped. False: unreadable, out of memory. */
bool record_source_csv(struct record_source *records, struct byte_source *source,
                       const struct csv_dialect *dialect, struct err *err) CAMPANE_NODISCARD;

/* The next record; LINES_END, LINES_FAILED as csv_next. */
static inline enum lines_step record_source_next(struct record_source *records,
                                                 struct csv_record *record, struct err *err)
{
    return records->ops->next(records->state, record, err);
}

/* Where it stands, and going (back) to such a place. */
static inline void record_source_mark(const struct record_source *records, struct csv_mark *mark)
{
    records->ops->mark(records->state, mark);
}

static inline bool record_source_go(struct record_source *records, const struct csv_mark *mark,
                                    struct err *err)
{
    return records->ops->go(records->state, mark, err);
}

static inline void record_source_close(struct record_source *records)
{
    if (records->ops) {
        records->ops->close(records->state);
        records->ops = NULL;
    }
}

#endif
