/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What people said, one by one. Comments are as the store has them: sanitised, without phone
 * numbers and addresses.
 */
#ifndef CAMPANE_STORE_QUERY_COMMENTS_H
#define CAMPANE_STORE_QUERY_COMMENTS_H

#include "store/store.h"

struct comment {
    int64_t id;
    int64_t campaign;
    int32_t day;             /* it counts on: of the message it belongs to; DAY_NONE */
    int64_t at;              /* when it was given; TIME_NONE: nobody says */
    double rating;           /* NAN: none */
    int64_t scale;           /* 0: nobody said */
    const char *kind, *text; /* NULL: none */
};

struct comment_cursor;

/* Walk the feedback that was joined to campaigns and counts in [from, to], each once, in however
 * many files it stands, as query_feedback counts it; in no order people know. campaign -1: of all.
 * One pass over all feedback. NULL: failed. */
struct comment_cursor *comment_cursor_open(struct store *store, int64_t campaign, int32_t from,
                                           int32_t to, struct err *err) CAMPANE_NODISCARD;
/* The next one, texts lent until the next call; false at the end or on failure (err is set then;
 * pass one that is clear). */
bool comment_cursor_next(struct comment_cursor *cursor, struct comment *comment, struct err *err);
void comment_cursor_close(struct comment_cursor *cursor); /* NULL is fine */

/* The text of one, in the arena; NULL where it has none (any more). One seek. */
bool query_comment_text(struct store *store, struct arena *arena, int64_t id, const char **text,
                        struct err *err);

#endif
