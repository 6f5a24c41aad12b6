/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * import: from the bytes of a file to batches of plain records. A file is opened by a source
 * (bytes), recognised by sniffing (which format), and read by one format behind
 * struct import_format; nothing here knows the store or SQL.
 * Not here: what happens to the records (src/ops, src/store), words of the result (src/ops).
 *
 * This header is what src/ops uses. The inside: byte_source.h (bytes), lines.h (lines), csv.h,
 * json_pull.h, format.h (what a format is), registry.h, profile.h, reject.h, values.h (numbers,
 * dates, phones), alias.def.
 */
#ifndef CAMPANE_IMPORT_IMPORT_H
#define CAMPANE_IMPORT_IMPORT_H

#include "base/arena.h"
#include "base/cancel.h"
#include "base/err.h"
#include "base/keyhash.h"
#include "base/strbuf.h"
#include "base/zone.h"
#include "import/byte_source.h"
#include "import/values.h"
#include "model/batch.h"

struct profile;
struct importer;

struct import_request {
    const char *path;              /* "-": standard input */
    const char *as;                /* format id, NULL: recognise from the content */
    const struct profile *profile; /* NULL: none; excludes `as` */
    const char *campaign;          /* for files that name none; "@file": the file's own name without
                                      folder and ending; NULL */
    const char *channel;           /* for files that name none; NULL: the format's own idea */
    const char *country;           /* ISO 3166 code for phone numbers without a country, NULL */
    const struct zone *zone;       /* of times without a zone; never NULL */
    enum date_order date_order;    /* of dates like 05/06/2026; UNKNOWN: the file's dates tell */
    enum source_encoding encoding; /* AUTO: a byte order mark or the profile says, else UTF-8 */
    const struct keyhash *hash;    /* never NULL */
    bool without_tax;              /* amounts of orders are taken without the tax in them */
    const char *stop_words;        /* further words that are opt-outs, and "-word" for some that
                                      are none, separated by commas; NULL */
    const char *rejects;           /* file for rejected rows, NULL: only counted and named */
    const char *spool_folder;      /* where standard input is spooled (an unlinked 0600 file) */
    const int *file;               /* read this open regular file, which path only names; NULL */
    uint64_t end;                  /* read only so many bytes of it; 0: all */
    bool growing;                  /* it is being written: what is unfinished at its end is left for
                                      later and is no reject */
    int64_t now;                   /* for times in the far future and as-of; seconds */
    struct cancel *cancel;         /* stops the spooling of standard input; NULL */
};

/* Everything that changes how the bytes become records, as one line of text ("as=messages
 * zone=UTC campaign=Spring"; blanks, "%" and controls in values as %20), for the ledger: a file is
 * only the continuation of an earlier import when this is equal. Known after importer_open. */
const char *importer_options(const struct importer *importer);

/* Open the file, recognise the format and read as much as that takes (the header line of a CSV).
 * NULL: cannot be read (ERR_IO) or is none of the known formats (ERR_REFUSED: what was seen, and
 * the nearest format's missing columns). The request's strings must live as long. */
struct importer *importer_open(const struct import_request *request,
                               struct err *err) CAMPANE_NODISCARD;
void importer_free(struct importer *importer);

/* Look at the file's beginning and append the profile that would be guessed for it (JSON, with a
 * line feed); *wanted: no format takes the file without, and some column could be guessed. False:
 * unreadable, no table, out of memory. Only path, encoding and spool_folder of the request are
 * looked at. */
bool importer_guess(const struct import_request *request, struct strbuf *out, bool *wanted,
                    struct err *err);

/* Append what encodings the file may be in when it is not UTF-8, a few lines each (encoding.h).
 * False: it is UTF-8, unreadable, or fits none. */
bool importer_encodings(const struct import_request *request, struct strbuf *out);

struct import_head {
    const char *format;    /* id: "webhook" */
    const char *title;     /* translated: "Meta webhook log" */
    const char *why;       /* translated: what made it this format */
    const char *profile;   /* name of the profile used, NULL */
    const char *name;      /* the file's name without folder, sanitised */
    bool needs_campaign;   /* per-recipient rows and nothing names a campaign: ask, or they appear
                              under the file's name */
    bool per_row_identity; /* rows are identified by file content and row number */
    bool keep_highest;     /* counts are reset later: the store is to keep the higher ones */
};
const struct import_head *importer_head(const struct importer *importer);

/* A descriptor of what is read, for another importer_open (`file`), also where the path cannot be
 * opened twice; the caller closes it. -1: too many files are open. */
int importer_file(const struct importer *importer, struct err *err);

/* --- continuing an earlier import of the same, now longer file -------------------------------- */

/* Whether the file begins with `size` bytes (after decompression, as read) whose digest this is. An
 * empty beginning says nothing: false.
 * Reads those bytes once; cheap answers when the file is shorter, or when a longer beginning was
 * asked about before. False also when reading failed: importing then meets the error itself. Before
 * the first read only. */
bool importer_begins_with(struct importer *importer, uint64_t size, const unsigned char digest[32],
                          struct cancel *cancel);

/* Start reading after the first `offset` bytes (a header is still read first). `row` is how many
 * rows were read before, so that places in messages and row identities go on. */
bool importer_continue(struct importer *importer, uint64_t offset, uint64_t row, struct err *err);

/* How far a file was taken in, so that its beginning need not be read again. */
struct import_place {
    uint64_t size;  /* bytes after decompression, as in struct import_tally */
    uint64_t feeds; /* line feeds among them */
    struct digest digest;
    unsigned char tail[32]; /* digest of the last IMPORT_TAIL of them */
};
#define IMPORT_TAIL 4096

/* Trust that the file begins with what lies before the place; importer_begins_with then compares
 * without reading. Before the first read only. */
void importer_trust(struct importer *importer, const struct import_place *place);

/* The place behind what was taken in; after IMPORT_END of a file that is `growing`. Reads from a
 * mark near it when something unfinished follows. */
bool importer_place(struct importer *importer, struct cancel *cancel, struct import_place *place,
                    struct err *err);

/* Compute the digest of the whole content first, for formats that identify rows by it; no-op for
 * others. Call before the first read. */
bool importer_prepare(struct importer *importer, struct cancel *cancel, struct err *err);

/* --- reading ---------------------------------------------------------------------------------- */

enum import_step { IMPORT_MORE, IMPORT_END, IMPORT_FAILED };

/* Clear the batch and fill it with the next records (about BATCH_FULL). IMPORT_END: the batch holds
 * the last ones (maybe none). IMPORT_FAILED: cancelled, unreadable, out of memory. Bad rows are
 * rejects, not failures. */
enum import_step importer_read(struct importer *importer, struct batch *batch,
                               struct cancel *cancel, struct err *err);

struct import_tally {
    uint64_t rows;        /* records read (lines of a log, rows of a table), rejected ones too */
    uint64_t rejected;    /* rows with something bad in them; the rest of such a row may be taken */
    uint64_t ignored;     /* understood, but nothing to count in them (template updates …) */
    uint64_t bytes_done;  /* of the file as it lies on disk, for progress */
    uint64_t bytes_total; /* 0: unknown */
    int64_t first, last;  /* range of event times; TIME_NONE */
    int64_t as_of;        /* the file's own as-of; TIME_NONE: it has none */
    bool local_times;     /* some times had no zone of their own: the request's was taken */
    uint64_t size;        /* bytes taken in after decompression, up to the end of the last whole
                             record (with those of an earlier import that this one continues);
                             what importer_begins_with is asked about next time */
    unsigned char digest[32]; /* of those bytes; valid after IMPORT_END */
};
const struct import_tally *importer_tally(const struct importer *importer);

struct import_reject {
    uint64_t line, column; /* column 0: the whole row */
    const char *reason;    /* translated */
    const char *row;       /* what stands there: sanitised, cut, phone numbers and e-mail addresses
                              masked (personal.h); "" when nothing does */
};
/* The first rejects (at most 100), for messages. */
size_t importer_rejects(const struct importer *importer, const struct import_reject **rejects);

/* Remarks to print once: columns that were ignored, buckets that were exclusive, how dates were
 * read, a path the bodies were found under. Translated sentences. */
size_t importer_notes(const struct importer *importer, const char *const **notes);

#endif
