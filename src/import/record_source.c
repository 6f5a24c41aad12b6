/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/record_source.h"

static enum lines_step next(void *state, struct csv_record *record, struct err *err)
{
    return csv_next(state, record, err);
}

static void mark_here(const void *state, struct csv_mark *mark)
{
    csv_mark(state, mark);
}

static bool go(void *state, const struct csv_mark *mark, struct err *err)
{
    return csv_return(state, mark, err);
}

static void close_reader(void *state)
{
    csv_reader_free(state);
}

bool record_source_csv(struct record_source *records, struct byte_source *source,
                       const struct csv_dialect *dialect, struct err *err)
{
    static const struct record_source_ops ops = {
        .next = next, .mark = mark_here, .go = go, .close = close_reader};
    records->state = csv_reader_new(source, dialect, err);
    records->ops = records->state ? &ops : NULL;
    return records->state != NULL;
}
