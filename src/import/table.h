/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What all CSV formats share: reading records by a mapping, rejects, rows of totals, the order of
 * dates, notes, going on in a file that grew. A format gives the mapping and the kind of record;
 * record_*.c turns rows into messages and reports.
 */
#ifndef CAMPANE_IMPORT_TABLE_H
#define CAMPANE_IMPORT_TABLE_H

#include "import/format.h"
#include "import/record_source.h"
#include "import/row.h"

/* What said the currency of amounts. */
enum currency_from {
    CURRENCY_COLUMN,  /* a column of its own, or the header of the amounts */
    CURRENCY_SIGN,    /* a sign or code beside the amounts */
    CURRENCY_DOLLAR,  /* a bare "$", which several currencies have */
    CURRENCY_PROFILE, /* the profile */
    CURRENCY_NOWHERE  /* nothing: "XXX" */
};

struct currency_taken {
    struct currency currency; /* "": none */
    enum currency_from from;
    const char *column; /* of CURRENCY_COLUMN */
};
#define TABLE_CURRENCIES 4 /* that are told of */

struct table {
    struct import_context *context;
    struct mapping *mapping;
    struct record_source *records;
    struct record_source own; /* records, unless several tables share them */
    uint16_t rule;            /* of the records that are for this table */
    struct csv_mark start;    /* behind the header */
    struct row row;
    const struct record_ops *ops;
    void *state; /* of the ops */
    bool prepared;
    uint64_t totals;  /* rows of totals left out */
    uint64_t checked; /* for looking at the cancel flag now and then */
    int64_t latest;   /* events behind it lie in the future; INT64_MAX */
    struct currency_taken currencies[TABLE_CURRENCIES];
};

/* What becomes of a row. */
enum record_step {
    RECORD_DONE,
    RECORD_IGNORED,  /* understood, nothing to count */
    RECORD_REJECTED, /* row->reason, row->column */
    RECORD_SURVEY,   /* look at all rows that are to come first (ops->survey), then ask again */
    RECORD_FAILED    /* err */
};

/* A kind of record. */
struct record_ops {
    /* The state, made when mapping and reader are there. NULL: refused or out of memory. */
    void *(*open)(struct table *table, struct err *err);

    /* Before the first row is read; may walk over the table. May be NULL. */
    bool (*prepare)(struct table *table, struct cancel *cancel, struct err *err);

    /* Take in table->row (read from the record). batch NULL: only take note of it, as of a row that
     * was imported before. */
    enum record_step (*add)(struct table *table, const struct csv_record *record,
                            struct batch *batch, struct err *err);

    /* RECORD_SURVEY was answered; mark is where the row in question begins. */
    bool (*survey)(struct table *table, const struct csv_mark *mark, struct cancel *cancel,
                   struct err *err);

    void (*next_batch)(struct table *table);
    bool (*finish)(struct table *table, struct err *err); /* notes at the end */
    bool (*lacks_campaign)(const struct table *table);
    bool (*per_row_identity)(const struct table *table);
    bool (*must_replay)(const struct table *table); /* resuming needs the rows before */
    void (*close)(void *state);                     /* accepts NULL */

    /* What the records can know of a message, and setting it to what all rules of a file know
     * together; NULL: not of messages. */
    counter_mask (*known)(const struct table *table);
    void (*set_known)(struct table *table, counter_mask known);
};

extern const struct record_ops record_message_ops;
extern const struct record_ops record_report_ops;
extern const struct record_ops record_order_ops;
extern const struct record_ops record_touch_ops; /* clicks, feedback */
extern const struct record_ops record_rate_ops;

/* A table by a mapping, which it takes over (also on failure). csv gives the dialect. */
struct table *table_open(struct import_context *context, struct mapping *mapping,
                         const struct csv_sniff *csv, struct err *err);

/* A table of canonical or provider's columns: by the alias table. */
struct table *table_open_alias(struct import_context *context, enum record record, struct err *err);

/* The same over records that are there, of which those of one rule are for it. The caller reads
 * them and hands each to its table by table_take. */
struct table *table_open_shared(struct import_context *context, struct mapping *mapping,
                                struct record_source *records, uint16_t rule, struct err *err);

/* Before the first record is taken; at most once, and it may walk over all. */
bool table_prepare(struct table *table, struct cancel *cancel, struct err *err);

/* Take in one record; batch NULL: only take note of it. *again: it has to be read once more, the
 * records stand before it. */
bool table_take(struct table *table, const struct csv_record *record, const struct csv_mark *mark,
                struct batch *batch, bool *again, struct cancel *cancel, struct err *err);

/* The notes at the end. */
enum import_step table_finish(struct table *table, struct err *err);

/* Whether the row before `offset` had come to its end when it was taken in. A last row without a
 * line end counts as whole: most tables end so, and reading it again would count it twice. */
bool table_ended_row(struct import_context *context, uint64_t offset, struct err *err);

/* Go over the rows from a mark, read each into table->row and call visit, until it gives false (an
 * error is then in err, or *stop was set) or there are no more. Rows that cannot be read are left
 * out. The reader then stands wherever it stopped: call csv_return. */
typedef bool table_visit(struct table *table, const struct csv_record *record, void *user,
                         bool *stop, struct err *err);
bool table_walk(struct table *table, const struct csv_mark *from, table_visit *visit, void *user,
                struct cancel *cancel, struct err *err);

/* The currency of a row's amounts: what the currency column says, else the amounts' signs, else the
 * profile's; "XXX" when there are amounts and nothing says it, "" without amounts. False: the row
 * is rejected, since it names two. */
bool table_currency(struct table *table, struct currency *currency);

/* Note which currencies were taken so far and why; false: out of memory. */
bool table_note_currencies(struct table *table);

/* --- for struct import_format ----------------------------------------------------------------- */

bool table_resume(void *state, uint64_t offset, uint64_t row, struct err *err);
enum import_step table_read(void *state, struct batch *batch, struct cancel *cancel,
                            struct err *err);
bool table_lacks_campaign(const void *state);
bool table_per_row_identity(const void *state);
void table_close(void *state);

#endif
