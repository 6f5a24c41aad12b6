/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parts of a profile that say what a record is: "record", "records", "match", "constants",
 * "buckets", "rules"; and "recognize". Fields: profile_field.h.
 */
#ifndef CAMPANE_IMPORT_PROFILE_RULE_H
#define CAMPANE_IMPORT_PROFILE_RULE_H

#include "config/document.h"
#include "import/profile_rules.h"

/* What is being read. */
struct profile_reader {
    const struct document *document;
    struct arena *arena;
    bool json;         /* places are pointers */
    const char *where; /* "fields.sent_at", "rules[2].match" */
    struct err *err;
};

/* Refuse a value: "WHERE.KEY words". Returns false. */
bool profile_refuse(const struct profile_reader *reader, const cJSON *value, const char *key,
                    const char *words);

/* A word of a list of words; -1 with err set when it is none. */
struct profile_word {
    const char *name;
    int value;
};
int profile_read_word(const struct document *document, const cJSON *value, const char *where,
                      const struct profile_word *words, size_t count, struct err *err);

/* A place in a record: a header or, in JSON, a pointer. */
bool profile_read_place(const struct profile_reader *reader, const cJSON *value, const char *key,
                        const char *text, struct profile_place *place);

/* All rules of the profile, whose input is known. Errors name the path. */
bool profile_read_rules(const struct document *document, struct arena *arena,
                        struct profile *profile, struct err *err);

bool profile_read_recognition(const struct document *document, struct arena *arena,
                              struct profile *profile, struct err *err);

#endif
