/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which of the rows that look alike a row is: the n-th occurrence of its identity in the file, in
 * bounded memory. Up to OCCURRENCES_FULL identities are simply counted. Then the rest of the file
 * has to be looked through once (a survey): a filter of fixed size finds which identities may come
 * again (all that do, and some that do not), and only those are counted from then on; all others
 * are the first of their kind.
 *
 * The filter takes 16 MiB and stays sharp up to some twenty million rows. A file of more that
 * repeat than OCCURRENCES_MAX is refused: without message ids or times its rows cannot be told
 * apart.
 */
#ifndef CAMPANE_IMPORT_OCCURRENCES_H
#define CAMPANE_IMPORT_OCCURRENCES_H

#include "base/base.h"

#define OCCURRENCES_FULL 250000
#define OCCURRENCES_MAX  1000000

struct occurrences;

struct occurrences *occurrences_new(void) CAMPANE_NODISCARD;
void occurrences_free(struct occurrences *occurrences);

/* Whether a survey is due before the next count. */
bool occurrences_full(const struct occurrences *occurrences);

/* How often the identity was there, this time included; 0: out of memory. */
uint64_t occurrences_count(struct occurrences *occurrences, uint64_t identity);

/* A survey: begin (also when one was begun before), every identity of the rows that are still to
 * come, end. False: out of memory; for _end: too many repeat. */
bool occurrences_begin(struct occurrences *occurrences);
bool occurrences_look(struct occurrences *occurrences, uint64_t identity);
bool occurrences_end(struct occurrences *occurrences);

#endif
