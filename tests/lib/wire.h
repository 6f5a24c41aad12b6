/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a program may write to a terminal, byte by byte: valid UTF-8 without controls, and only such
 * sequences as move, color, set modes, or hand text to the clipboard. Everything else would be text
 * of somebody's data that acts on the terminal.
 */
#ifndef CAMPANE_TESTS_LIB_WIRE_H
#define CAMPANE_TESTS_LIB_WIRE_H

#include "base/base.h"

struct wire {
    int state;
    unsigned length;  /* of the sequence so far */
    uint32_t cp;      /* of the character so far */
    int need, of;     /* bytes that it still lacks, bytes that it has in all */
    char begin[24];   /* of the sequence */
    char last[24];    /* bytes that came, until something was wrong: that one is the last */
    const char *what; /* the first thing that was wrong; NULL: nothing so far */
    uint64_t at;      /* where, from the first byte on */
    uint64_t count;   /* bytes so far */
};

/* Zeroed: ready. */
void wire_feed(struct wire *wire, const char *bytes, size_t length);

/* Whether it ended behind a whole character or sequence. */
bool wire_whole(const struct wire *wire);

#endif
