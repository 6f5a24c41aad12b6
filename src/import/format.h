/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a format is: a name, a way to recognise itself, and a reader that fills batches.
 * One file per format, each ends with its `const struct import_format`; format.def lists them.
 */
#ifndef CAMPANE_IMPORT_FORMAT_H
#define CAMPANE_IMPORT_FORMAT_H

#include "base/strbuf.h"
#include "import/csv.h"
#include "import/import.h"
#include "import/lines.h"
#include "import/reject.h"

/* The beginning of a file, for recognition. */
struct sniff {
    const char *text; /* first 64 KiB of the decoded text, not terminated */
    size_t length;
    bool whole;                     /* that is all of it */
    const struct csv_sniff *csv;    /* how it would be read as a table; NULL: it is no table */
    struct arena *arena;            /* the importer's; NULL: profiles are not looked for */
    const struct profile **profile; /* gets the shipped profile that recognises it; NULL: same */
};

/* What a format's reader works with; owned by the importer. */
struct import_context {
    const struct import_request *request;
    struct byte_source *source;
    struct reject_log *rejects;
    struct arena *arena;           /* lives as long as the importer */
    struct import_tally *tally;    /* rows, ignored, first, last, as_of, size: kept by the format */
    struct vec *notes;             /* const char *: import_note */
    const struct csv_sniff *csv;   /* dialect and header as sniffed; NULL */
    const struct profile *profile; /* by which it is read: named, or recognised; NULL */
    const char *campaign;          /* what rows that name no campaign belong to; NULL: nothing */
    unsigned char content[32];     /* digest of the whole content after importer_prepare */
    uint64_t resume_line;          /* for resume: the number of the line in which offset lies */
};

/* Add a remark once (the same text again is dropped). */
bool import_note(struct import_context *context, const char *format, ...) CAMPANE_PRINTF(2, 3);

/* Widen the range of event times. */
void import_seen(struct import_context *context, int64_t moment);

struct import_format {
    const char *id;    /* for --as */
    const char *title; /* untranslated */
    const char *help;  /* untranslated sentence: what it is and who writes it */
    bool keep_highest; /* counts of such files are reset later: the higher value is to stay */

    /* 0: certainly not; 100: certainly. A reason (translated) is appended to `why` when > 0. For a
     * near miss (score 0) it may append what is missing. */
    int (*sniff)(const struct sniff *sniff, struct strbuf *why);

    /* Set up the reader's state at the start of the source. NULL: refused, err says why. */
    void *(*open)(struct import_context *context, struct err *err);

    /* Go on behind `offset` decoded bytes and `row` rows of a file read before. */
    bool (*resume)(void *state, uint64_t offset, uint64_t row, struct err *err);

    /* Fill the (cleared) batch; IMPORT_END when there is no more. Checks `cancel` at least every
     * few thousand records. */
    enum import_step (*read)(void *state, struct batch *batch, struct cancel *cancel,
                             struct err *err);

    /* Whether per-recipient rows name no campaign by themselves; may be NULL (false). */
    bool (*lacks_campaign)(const void *state);

    /* Whether rows are identified by the file's content and their place in it, so that `content`
     * has to be there before the first read; may be NULL (false). */
    bool (*per_row_identity)(const void *state);

    void (*close)(void *state); /* accepts NULL */
};

#define FORMAT(id) extern const struct import_format import_format_##id;
#include "import/format.def"
#undef FORMAT

#endif
