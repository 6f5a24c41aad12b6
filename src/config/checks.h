/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rules that `campane check` holds campaigns to, as texts by name: the shipped ones, then the
 * machine's and the user's checks.conf, a line each:
 *     opt-outs = optout_rate <= 0.6% where kind = broadcast
 * What a rule means is for report/check_rule.h.
 */
#ifndef CAMPANE_CONFIG_CHECKS_H
#define CAMPANE_CONFIG_CHECKS_H

#include "base/arena.h"
#include "base/err.h"

#define CHECKS_NAME_MAX 60  /* bytes */
#define CHECKS_MAX      200 /* rules in force at once */

struct checks_line {
    const char *name, *text;
    const char *file;      /* where it stands; NULL: it was shipped */
    uint64_t line, column; /* of the text, from 1 */
};

struct checks {
    const struct checks_line *lines;
    size_t count;
    struct checks_line budget; /* text: an amount, "5000 EUR"; NULL: none was set */
};

/* The rules of a text laid over others (over NULL: there are none): one of the same name takes its
 * place, "off" takes it out (of none it does nothing), what is new comes behind. `budget = AMOUNT`
 * is no rule. file NULL: the shipped text. Everything is in the arena. NULL: ERR_REFUSED with the
 * place of a mistake, ERR_MEMORY. */
const struct checks *checks_parse(struct arena *arena, const struct checks *over, const char *file,
                                  const char *text, size_t length, struct err *err);

/* The shipped ones, and those of the files over them (NULL, or not there: none). NULL: as above, or
 * ERR_IO. */
const struct checks *checks_load(struct arena *arena, const char *system, const char *user,
                                 struct err *err);

#endif
