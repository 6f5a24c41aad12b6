/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A log as a sequence of bodies: one a line, pretty-printed over many, one behind the other without
 * line ends, or the items of one array; with blank lines, commas and brackets between them, words
 * in front of a body on its line, and damaged ones among the good. Memory is bounded by LINE_LIMIT,
 * however long the file or its lines are.
 *
 * The stream shows where something begins (a body is whatever begins with "{"); its reader says how
 * far that goes, or that it is broken, and then the stream finds where the next body begins:
 *
 *     while ((step = webhook_stream_next(stream, &piece, err)) == STREAM_BODY)
 *         read piece.text … : take(length) | more() and again | broken(where)
 */
#ifndef CAMPANE_IMPORT_WEBHOOK_STREAM_H
#define CAMPANE_IMPORT_WEBHOOK_STREAM_H

#include "import/format.h"

struct webhook_stream;

/* Whether a body begins at a "{": 1, 0; -1: the text is too short to say. */
typedef int webhook_begins(const char *text, size_t length);

/* A part of the text; lent until the next call. */
struct piece {
    const char *text;
    size_t length;   /* for a body: all that is there so far, not only the body */
    uint64_t line;   /* of its first byte, 1-based */
    uint64_t column; /* same */
    bool complete;   /* of junk: a line end or a body follows, so that it is all of it */
};

enum stream_step {
    STREAM_BODY, /* the text begins with "{" */
    STREAM_JUNK, /* a line, or the rest of one, in which no body begins; already taken */
    STREAM_END,
    STREAM_FAILED
};

/* From where the source stands. */
struct webhook_stream *webhook_stream_new(struct byte_source *source, webhook_begins *begins,
                                          struct err *err) CAMPANE_NODISCARD;
void webhook_stream_free(struct webhook_stream *stream);
bool webhook_stream_seek(struct webhook_stream *stream, uint64_t offset, uint64_t line,
                         struct err *err);

/* What comes next, behind what was taken. */
enum stream_step webhook_stream_next(struct webhook_stream *stream, struct piece *piece,
                                     struct err *err);

/* The body took `length` bytes. */
void webhook_stream_take(struct webhook_stream *stream, size_t length);

enum stream_more {
    STREAM_MORE,       /* the piece has grown (and moved) */
    STREAM_NO_MORE,    /* the source ends here */
    STREAM_TOO_LARGE,  /* the body is longer than LINE_LIMIT */
    STREAM_MORE_FAILED /* unreadable, out of memory */
};

/* The body is not complete in the piece: read on. The piece is updated. */
enum stream_more webhook_stream_more(struct webhook_stream *stream, struct piece *piece,
                                     struct err *err);

/* The body is broken at byte `at` of the piece: take it, up to where the next one begins. That is
 * the end of its line when it broke there; else the next line at which a body begins. The piece
 * becomes what was taken, `complete` as for junk. */
bool webhook_stream_broken(struct webhook_stream *stream, struct piece *piece, size_t at,
                           struct err *err);

/* Decoded offset behind what was taken. */
uint64_t webhook_stream_offset(const struct webhook_stream *stream);

/* The line in which that lies. */
uint64_t webhook_stream_line(const struct webhook_stream *stream);

/* Add remarks on words around bodies, and on an array that was opened at the start of the source
 * and is not closed. */
bool webhook_stream_note(const struct webhook_stream *stream, struct import_context *context);

/* Whether what stands at byte `at` of a piece is a logger's mark that it cut the text there:
 * "...", "[truncated]". */
bool webhook_stream_is_cut(const struct piece *piece, size_t at);

/* Whether a body of a webhook seems to begin here: "{" and then "object" or "entry". -1: the text
 * is too short to say. */
int webhook_stream_begins(const char *text, size_t length);

/* Line and column of byte `at` of a piece. */
void webhook_piece_place(const struct piece *piece, size_t at, uint64_t *line, uint64_t *column);

#endif
