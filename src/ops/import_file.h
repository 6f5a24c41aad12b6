/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ops: what changes the store, with progress and cancel, for the command line and the dashboard
 * alike. Here: taking in a file. (Undo, rebuild, backup and settings are single calls of the
 * store.) Not here: printing, asking, exit codes.
 */
#ifndef CAMPANE_OPS_IMPORT_FILE_H
#define CAMPANE_OPS_IMPORT_FILE_H

#include "base/arena.h"
#include "import/import.h"
#include "store/ingest.h"

/* More rejected rows than this share refuse a file unless keep_going. */
#define OPS_REJECT_SHARE 0.20

struct ops_progress {
    const char *file;                 /* name without folder */
    uint64_t bytes_done, bytes_total; /* of the file on disk; total 0: unknown */
    uint64_t rows, rejected;
    bool settling; /* all is read; totals are being made */
};

struct ops_import {
    struct import_request file; /* hash, zone (when NULL: the store's), now and spool_folder are
                                   filled in by ops_import_file */
    bool dry_run, keep_going, many;
    /* A file that is followed: where it was left, its path, device, inode and time filled in; gets
     * where it is left now. The caller knows that the file still begins with what was taken in.
     * NULL: it is not followed. */
    struct followed *followed;
    struct cancel *cancel; /* may be NULL */
    /* Called every few thousand rows; may be NULL. */
    void (*progress)(void *context, const struct ops_progress *progress);
    /* A per-recipient file names no campaign: write a name into buffer, or return false to take the
     * file's own name. Not asked for standard input. May be NULL (false). */
    bool (*ask_campaign)(void *context, const struct import_head *head, char *buffer, size_t size);
    /* Somebody else is writing, for so many seconds now; false gives up. May be NULL. */
    bool (*waiting)(void *context, int seconds);
    void *context;
};

struct ops_imported {
    const char *file, *format, *title, *why, *profile; /* in the caller's arena; profile NULL */
    const char *campaign; /* that was asked for or taken from the file's name; NULL */
    bool unchanged;       /* the store holds all of it already: nothing was written */
    int64_t twin;         /* a standing import of the same content, where this one added to what
                             it said, so that both may count; 0: there is none */
    bool continued;       /* a file that grew: only its new part was read */
    struct import_tally tally; /* of this run */
    const char *zone;          /* of times without one; NULL: there were none */
    bool zone_asked;           /* it is the request's, not the store's */
    struct ingest_result result;
    const struct import_reject *rejects; /* the first ones */
    size_t reject_count;
    const char *const *notes; /* translated sentences */
    size_t note_count;
};

/* Recognise a file, read it and take it in, in one transaction: on failure nothing was changed.
 * `arena` holds the result's strings. Errors as importer_open, importer_read and ingest_* give
 * them; ERR_REFUSED when too many rows are rejected. */
bool ops_import_file(struct store *store, const struct ops_import *request, struct arena *arena,
                     struct ops_imported *result, struct err *err);

#endif
