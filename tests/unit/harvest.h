/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For tests of formats: run the importer over a text or a file and keep what it gave, merged as a
 * store would, so that two runs can be compared.
 */
#ifndef CAMPANE_TESTS_UNIT_HARVEST_H
#define CAMPANE_TESTS_UNIT_HARVEST_H

#include "import/import.h"

/* All that is said of one message. */
struct harvested {
    struct message message;
    enum attr_rank rank; /* of the campaign */
    const char *campaign;
    const char *value[ATTR_COUNT];
    counter_mask known;
};

struct harvest {
    struct keyhash *hash;
    struct zone *zone;
    struct arena *arena;
    struct vec messages; /* struct harvested, by key */
    struct vec persons;  /* struct person_event, each once, by id */
    struct import_tally tally;
    struct vec rejects; /* struct import_reject, the first ones */
    struct vec notes;   /* const char * */
    const char *why, *options;
    size_t statements;             /* messages before merging */
    struct import_request request; /* path is filled in by harvest_*; others may be set before */
};

void harvest_init(struct harvest *harvest);
void harvest_free(struct harvest *harvest);
void harvest_clear(struct harvest *harvest); /* what was kept; hash and request stay */

/* Import and add to what is there. offset > 0: continue there. The test fails when opening or
 * reading does. */
void harvest_file(struct harvest *harvest, const char *path, uint64_t offset);
void harvest_bytes(struct harvest *harvest, const void *bytes, size_t length);
void harvest_text(struct harvest *harvest, const char *text);

/* NULL when nothing is said of it. */
const struct harvested *harvest_find(const struct harvest *harvest, const char *message_id);

/* How many events of this kind a person (normal form) has. */
size_t harvest_acts(const struct harvest *harvest, const char *person, enum person_act act);

/* All of it as one text, for comparing: equal when the store would be equal. Free with mem_free. */
char *harvest_dump(const struct harvest *harvest);

/* Whether a note (a reject's reason) contains the words. */
bool harvest_noted(const struct harvest *harvest, const char *words);
bool harvest_rejected(const struct harvest *harvest, uint64_t line, uint64_t column,
                      const char *words);

#endif
