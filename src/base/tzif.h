/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The reader of TZif files (RFC 8536, versions 1 to 4). Only zone.c uses it.
 */
#ifndef CAMPANE_BASE_TZIF_H
#define CAMPANE_BASE_TZIF_H

#include "base/base.h"

struct tzif {
    int32_t first;      /* seconds east of UTC before the first change */
    size_t count;       /* changes */
    int64_t *at;        /* their moments, rising */
    int32_t *offset;    /* seconds east from then on */
    const char *rule;   /* the POSIX rule after the last change, lent from the file's bytes; */
    size_t rule_length; /* 0: none */
};

/* The largest offset that is believed (RFC 8536 says under 26 hours). */
#define TZIF_OFFSET_MAX (26 * 3600 - 1)

enum tzif_result {
    TZIF_OK,
    TZIF_MEMORY,
    TZIF_OTHER,  /* not a TZif file */
    TZIF_CUT,    /* shorter than its head says */
    TZIF_BROKEN, /* a number that cannot be */
    TZIF_LEAP,   /* counts leap seconds ("right/…"): not POSIX time */
};

/* Reads nothing past bytes[length). *tzif is filled on TZIF_OK only; give it to tzif_free. */
enum tzif_result tzif_parse(const void *bytes, size_t length, struct tzif *tzif);
void tzif_free(struct tzif *tzif);

#endif
