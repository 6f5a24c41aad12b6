/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A data file compiled into the program. embed.sh writes headers that each hold a table
 * `embed_NAME` of these; exactly one .c file includes each.
 */
#ifndef CAMPANE_DATA_EMBED_H
#define CAMPANE_DATA_EMBED_H

#include <stddef.h>

struct embed_file {
    const char *name;           /* below data/: "schema/001-first.sql" */
    const unsigned char *bytes; /* terminated by a 0 that does not count */
    size_t length;
};

#endif
