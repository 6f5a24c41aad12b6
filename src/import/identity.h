/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The keys of messages that come from a table: of their id; without one, of campaign, template,
 * recipient, sent time and which of the rows like it a row is; without a recipient either, of the
 * file's content and the row's place in it.
 */
#ifndef CAMPANE_IMPORT_IDENTITY_H
#define CAMPANE_IMPORT_IDENTITY_H

#include "import/format.h"
#include "import/row.h"

struct identity;

/* What a row is identified by. */
struct identity_row {
    const struct attrs *attrs;
    const struct strbuf *recipient; /* normal form; empty: none */
    const struct cell *id;          /* message id; NULL */
    int64_t sent;                   /* time; TIME_NONE, TIME_SOME */
    uint64_t begin;                 /* decoded offset of the record */
};

struct identity *identity_new(const struct import_context *context, const struct mapping *mapping,
                              struct err *err) CAMPANE_NODISCARD;
void identity_free(struct identity *identity);

bool identity_by_id(const struct identity *identity);        /* a column gives message ids */
bool identity_by_recipient(const struct identity *identity); /* a column gives recipients */

enum identity_step {
    IDENTITY_KEY,    /* *key is it */
    IDENTITY_SURVEY, /* all rows to come have to be looked at first */
    IDENTITY_FAILED  /* out of memory */
};
enum identity_step identity_key(struct identity *identity, const struct identity_row *row,
                                uint64_t *key);

/* A survey: begin (again), look at each row to come, end. End is false with err set when too many
 * rows look alike. */
bool identity_survey_begin(struct identity *identity, struct err *err);
bool identity_survey_look(struct identity *identity, const struct identity_row *row,
                          struct err *err);
bool identity_survey_end(struct identity *identity, struct err *err);

/* The key of an event of a person. 0: out of memory. */
uint64_t identity_event(struct identity *identity, const char *act, const struct strbuf *recipient,
                        int64_t at);

#endif
