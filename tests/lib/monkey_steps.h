/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The steps of the monkey: made by chance from a seed, written one a line so that people can read
 * them, read back, and left out where they are not needed.
 */
#ifndef CAMPANE_TESTS_LIB_MONKEY_STEPS_H
#define CAMPANE_TESTS_LIB_MONKEY_STEPS_H

#include "base/base.h"

enum step_kind {
    STEP_KEYS,   /* "keys jj<Enter>": at once, as harness_keys takes them */
    STEP_BYTES,  /* "bytes 1b5b39": as they are */
    STEP_RESIZE, /* "size 80 24" */
    STEP_CLICK,  /* "click 3 4" */
    STEP_WHEEL,  /* "wheel 3 4 1": up with 1 */
    STEP_LOOK,   /* "look": draw all anew and compare */
    STEP_STOP,   /* "stop": Ctrl-Z and fg */
    STEP_SIGNAL, /* "signal 15": that ends it; it is started again */
    STEP_IMPORT, /* "import 7": another process takes in a file made from this number */
    STEP_UNDO,   /* "undo 12": another process undoes this import */
    STEP_KINDS
};

enum { STEP_LINE = 512 };

struct step {
    enum step_kind kind;
    char text[STEP_LINE]; /* KEYS, BYTES */
    size_t length;
    int x, y; /* RESIZE, CLICK, WHEEL */
    int number;
};

/* False when it is none. */
bool step_parse(const char *line, struct step *step);

struct step_source {
    uint64_t state;
    char keys[256][16]; /* of all actions, as harness_keys takes them */
    size_t count;
    unsigned made;
    int columns, rows;
};

void step_source_init(struct step_source *source, uint64_t seed);
void step_next(struct step_source *source, char line[STEP_LINE]);

/* Run `self` with CAMPANE_MONKEY_REPLAY over fewer and fewer of the lines of a file, as long as it
 * fails; leaves FILE.short. An exit status for main. */
int step_shrink(const char *self, const char *file);

#endif
