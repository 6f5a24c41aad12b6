/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Errors as values: a code, the place in the input, what happened, and what to do about it.
 *
 * A message has no final full stop and does not begin with the program's name; err_format puts
 * the place in front. Text from input is sanitised by the caller before it goes into a message
 * (utf8_sanitize); err_* itself replaces by '?' what could steer a terminal (control characters,
 * bytes that are not UTF-8, direction overrides) as a last line of defence. Words that are too long
 * are cut between characters. Arguments may lie in the same err: a text can be wrapped in a new
 * one.
 */
#ifndef CAMPANE_BASE_ERR_H
#define CAMPANE_BASE_ERR_H

#include "base/base.h"

/* code, exit status of the program (product.md), words used when no message was given */
#define ERR_LIST(X)                                                                                \
    X(NONE, 0, "no error")                                                                         \
    X(USAGE, 2, "wrong use")                                                                       \
    X(NO_TERMINAL, 2, "no terminal")                                                               \
    X(NOT_FOUND, 2, "not found")                                                                   \
    X(IO, 3, "cannot read or write")                                                               \
    X(BUSY, 3, "the store is busy")                                                                \
    X(READ_ONLY, 3, "the store is read-only")                                                      \
    X(MEMORY, 3, "out of memory")                                                                  \
    X(STORE_NEWER, 4, "the store is newer than this program")                                      \
    X(STORE_DAMAGED, 4, "the store is damaged")                                                    \
    X(ROWS_REJECTED, 5, "some rows were rejected")                                                 \
    X(REFUSED, 6, "the file was refused")                                                          \
    X(CANCELLED, 130, "stopped")

enum err_code {
#define ERR_ENUM(id, status, words) ERR_##id,
    ERR_LIST(ERR_ENUM)
#undef ERR_ENUM
};

struct err {
    enum err_code code;
    uint64_t line;   /* 1-based line of the input file; 0: no place */
    uint64_t column; /* 1-based byte column; 0: unknown */
    char file[192];  /* name as the user gave it, shortened in front; "": none */
    char text[384];  /* what happened */
    char todo[256];  /* what to do; "": nothing useful to say */
};

#define ERR_INIT                                                                                   \
    {                                                                                              \
        0                                                                                          \
    }

/* Fill err with code and message (place and advice are cleared). Always returns false, so that
 * `return err_set(err, ...)` reads well. err may be NULL. */
bool err_set(struct err *err, enum err_code code, const char *format, ...) CAMPANE_PRINTF(3, 4);

/* As err_set, with strerror(errnum) appended after a colon. */
bool err_errno(struct err *err, enum err_code code, int errnum, const char *format, ...)
    CAMPANE_PRINTF(4, 5);

/* Out of memory: needs no allocation. Returns false. */
bool err_memory(struct err *err);

/* Add the place to an error that is set; file NULL leaves the name, which is else replaced (a long
 * one keeps its end). Returns false. */
bool err_at(struct err *err, const char *file, uint64_t line, uint64_t column);

/* Add the advice ("import it with --encoding latin-1"). Returns false. */
bool err_todo(struct err *err, const char *format, ...) CAMPANE_PRINTF(2, 3);

void err_clear(struct err *err);

/* The exit status that product.md gives to the code. */
int err_exit_status(enum err_code code);

/* "file:line:column: text; todo" into buffer (always terminated, cut when too small; parts that are
 * not known are left out). Returns buffer. The untranslated words of the code stand in when text is
 * empty; err NULL is "no error". */
const char *err_format(const struct err *err, char *buffer, size_t size);

#endif
