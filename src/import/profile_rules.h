/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The inside of a profile, for mapping.c, json_records.c and format_profile.c.
 */
#ifndef CAMPANE_IMPORT_PROFILE_RULES_H
#define CAMPANE_IMPORT_PROFILE_RULES_H

#include "import/json_pointer.h"
#include "import/mapping.h"

#define PROFILE_RULES_MAX 64

/* Where a value stands: a header, or a pointer into the record. */
struct profile_place {
    const char *name;            /* as written */
    struct json_pointer pointer; /* of JSON */
};

struct profile_field {
    enum field field;
    const struct profile_place *from; /* of headers the first that is there is taken, of pointers
                                         the first that has a value in the record */
    size_t from_count;
    uint32_t column;                   /* 1-based number instead; 0: by header */
    bool optional;                     /* the file need not have such a column */
    const struct json_pointer *inside; /* into JSON that the value is; NULL */
    struct map_reading reading;
};

/* What a record must hold for a rule to be for it. */
struct profile_match {
    struct profile_place place;
    bool present;             /* without texts: whether there is to be a value */
    bool exists;              /* same: whatever stands there will do, null too */
    bool negated;             /* none of the texts */
    const char *const *texts; /* one of these, in any case; "x*": any that begin so */
    size_t count;
};

/* What one kind of record of the file is. */
struct profile_rule {
    enum record record;
    bool event; /* a status tells of itself only, not of what comes before it */
    bool skip;  /* understood, nothing to count */
    const struct json_pointer *records; /* of JSON: the first that leads anywhere is taken */
    size_t record_count;
    const struct profile_match *matches; /* all must hold */
    size_t match_count;
    const struct profile_field *fields;
    size_t field_count;
    const struct map_constant *constants;
    size_t constant_count;
    enum map_buckets buckets;
};

struct profile_keys {
    const struct profile_match *matches; /* all of them */
    size_t count;
};

/* How a file is known to be one of the profile's. */
struct profile_recognition {
    const struct profile_keys *keys; /* of JSON: one of these must hold in the document */
    size_t key_count;
    const char *const *headers; /* of CSV: all must be there */
    size_t header_count;
};

struct profile {
    const char *name, *title, *digest;
    bool json;
    struct csv_wish wish;
    enum source_encoding encoding;
    const char *total_row; /* NULL */
    struct profile_recognition recognition;
    const struct profile_rule *rules; /* of a record the first that fits is taken; never none */
    size_t rule_count;
};

/* Whether a text is one of a match's (a list of values with "*" at an end), in any case. */
bool profile_text_is(const char *pattern, const char *text, size_t length);

/* Whether a match, or all of a list, holds for a record of a document. */
bool profile_match_json(const struct profile_match *match, const struct json_spot *spot);
bool profile_match_all(const struct profile_match *list, size_t count,
                       const struct json_spot *spot);

/* The first of a profile's keys that holds in a document; NULL. */
const struct profile_keys *profile_match_keys(const struct profile_recognition *recognition,
                                              const struct json_spot *spot);

/* Whether it holds for a text, empty for none. */
bool profile_match_text(const struct profile_match *match, const char *text, size_t length);

#endif
