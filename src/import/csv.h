/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables as text: delimiter, quotes, header. The reader streams records of fields; quoted newlines
 * and doubled quotes are understood, a quote that never closes is a reject of bounded size.
 */
#ifndef CAMPANE_IMPORT_CSV_H
#define CAMPANE_IMPORT_CSV_H

#include "base/arena.h"
#include "import/lines.h"

#define CSV_COLUMNS_MAX 1024

struct csv_dialect {
    char delimiter;      /* ',' ';' '\t' '|' */
    char decimal;        /* '.' or ','; 0: decided value by value */
    uint64_t skip_lines; /* title or comment lines above the header */
    char comment;        /* lines that begin with it are skipped; 0: none */
    bool headless;       /* there is no header: the first record is a row */
};

/* What is known of a table beforehand (a profile's input); what is zero is found out. */
struct csv_wish {
    char delimiter, decimal, comment;
    uint64_t header_line; /* 1-based line of the header */
    bool headless;
};

/* A table as its beginning shows it. */
struct csv_sniff {
    struct csv_dialect dialect;
    const char *const *header; /* column names, trimmed, sanitised, in file order */
    size_t columns;
};

/* Look at a beginning: dialect and header in the arena, or NULL when it is no table (fewer than
 * two columns, JSON, binary) or (*memory true; it is left alone otherwise) memory is short. A
 * "sep=;" line is obeyed; title lines above the header are found. */
const struct csv_sniff *csv_sniff(struct arena *arena, const char *text, size_t length,
                                  bool *memory);

/* As csv_sniff, but obeying a wish. A headless table has empty column names. */
const struct csv_sniff *csv_sniff_as(struct arena *arena, const char *text, size_t length,
                                     const struct csv_wish *wish, bool *memory);

struct csv_field {
    const char *text; /* unquoted, not terminated, leading and trailing blanks trimmed */
    size_t length;
    uint32_t column; /* 1-based byte column in the line where it begins */
    bool doubled;    /* private to csv.c */
};

struct csv_record {
    const struct csv_field *fields; /* lent until the next call */
    size_t count;
    uint64_t line;   /* number of its first line */
    uint64_t row;    /* 1-based, header not counted */
    const char *raw; /* the record as it stands in the file */
    size_t raw_length;
    const char *broken;     /* why it cannot be used (translated), NULL when it can */
    uint64_t broken_column; /* 1-based byte column of what is wrong, 0: the whole row */
    uint64_t begin;         /* decoded offset of its first byte */
    uint64_t end;           /* decoded offset behind it */
    bool complete;          /* its last line ended by a newline */
    uint16_t rule;          /* of a profile with several: which one it is for; CSV_NO_RULE, … */
};

#define CSV_NO_RULE   UINT16_MAX        /* none: understood, counts nothing */
#define CSV_SKIP_RULE (UINT16_MAX - 1u) /* one that says to leave it out */

struct csv_reader;

/* A reader at the start of the source; the header is skipped. */
struct csv_reader *csv_reader_new(struct byte_source *source, const struct csv_dialect *dialect,
                                  struct err *err) CAMPANE_NODISCARD;
void csv_reader_free(struct csv_reader *reader);

enum lines_step csv_next(struct csv_reader *reader, struct csv_record *record, struct err *err);

/* Where a reader stands: to come back to after the source was read for something else, or to go on
 * at in a file that grew. */
struct csv_mark {
    uint64_t offset; /* decoded bytes before it */
    uint64_t row;    /* records before it, the header not counted */
    uint64_t line;   /* number of the line that begins there */
    uint64_t item;   /* records given out of a document that begins there; 0 in tables */
};
void csv_mark(const struct csv_reader *reader, struct csv_mark *mark);
bool csv_return(struct csv_reader *reader, const struct csv_mark *mark, struct err *err);

#endif
