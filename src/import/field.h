/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a column can mean, whatever its name: the fields of field.def, the attributes of a dim and
 * the counters. Canonical files, aliases and profiles all map to these.
 */
#ifndef CAMPANE_IMPORT_FIELD_H
#define CAMPANE_IMPORT_FIELD_H

#include "model/attrs.h"
#include "model/counter.h"

/* What a row of a table is. */
enum record {
    RECORD_MESSAGE = 1,  /* one message */
    RECORD_SENT = 2,     /* one message of a sent list */
    RECORD_DAILY = 4,    /* a day's counters */
    RECORD_CAMPAIGN = 8, /* a campaign's counters */
    RECORD_ANY = 15,     /* all of these */
    RECORD_ORDER = 16,   /* an order or another goal action, or a part of one */
    RECORD_CLICK = 32,
    RECORD_FEEDBACK = 64,
    RECORD_RATE = 128 /* a price per message */
};

enum field_type {
    FIELD_TYPE_TEXT,
    FIELD_TYPE_PHONE,
    FIELD_TYPE_TIME,
    FIELD_TYPE_DATE,
    FIELD_TYPE_COUNT,
    FIELD_TYPE_FLAG,
    FIELD_TYPE_MONEY,
    FIELD_TYPE_PERCENT, /* never imported: rates are computed from counts */
    FIELD_TYPE_STATUS,
    FIELD_TYPE_HAPPENED, /* a flag or a time */
    FIELD_TYPE_HITS      /* a number or a JSON list of {…, "ts": time} */
};

enum field {
#define FIELD(id, name, type, records, help) FIELD_##id,
#include "import/field.def"
#undef FIELD
    FIELD_ATTR,                              /* + enum attr */
    FIELD_COUNTER = FIELD_ATTR + ATTR_COUNT, /* + enum counter */
    FIELD_COUNT = FIELD_COUNTER + COUNTER_STORED,
    FIELD_NONE = -1
};

struct field_info {
    const char *name;
    const char *help; /* untranslated */
    enum field_type type;
    unsigned records; /* enum record, or'ed */
};

/* Whether a row of that kind can have the field. */
bool field_belongs(enum field id, enum record record);

/* Lent for ever; id must be 0 … FIELD_COUNT - 1. */
const struct field_info *field_info(enum field id);

/* The field of a record by its name; for counters and attributes by the further names of
 * counter.def and attr.def too. FIELD_NONE when there is none. */
enum field field_by_name(enum record record, const char *name);

/* "text", "phone" … as profiles write them; "happened" and "hits" are not for them. */
const char *field_type_name(enum field_type type);

#endif
