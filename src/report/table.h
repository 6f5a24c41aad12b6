/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The neutral table: columns with unit and role, rows, footnotes. Every list the program shows or
 * writes is one of these first: export writes it as text, CSV, JSON or Markdown, a widget draws
 * it. A cell holds the value, not its words, so that sorting, export and drawing agree.
 *
 * A finished table is immutable and lives in one arena, so it can be handed between threads.
 */
#ifndef CAMPANE_REPORT_TABLE_H
#define CAMPANE_REPORT_TABLE_H

#include "base/arena.h"
#include "base/civil.h"
#include "base/money.h"
#include "kpi/kpi_eval.h"
#include "model/benchmark.h"

enum cell_kind {
    CELL_EMPTY,   /* nothing belongs here */
    CELL_UNKNOWN, /* a value belongs here and is not known: "n/a", reason says why */
    CELL_TEXT,
    CELL_COUNT,   /* integer */
    CELL_PERCENT, /* number, a fraction */
    CELL_POINTS,  /* number, a difference of fractions */
    CELL_TIMES,   /* number */
    CELL_NUMBER,  /* number */
    CELL_MONEY,   /* integer, millionths of currency */
    CELL_DAY,     /* integer; DAY_NONE: no date */
    CELL_MOMENT,  /* integer, seconds UTC */
    CELL_SPARK,   /* spark */
    CELL_GAUGE    /* gauge; only pages that can draw show it, all others leave the column out */
};

enum cell_flag {
    CELL_PARTIAL = 1,   /* days that do not know it were left out (over 5 % of sends) */
    CELL_ESTIMATED = 2, /* shown with "est." */
    CELL_OVER = 4,      /* numerator over its denominator */
    CELL_CERTAIN = 8,   /* the grade is certain; otherwise leaning ("~") */
    CELL_COUNTING = 16  /* still counting: the value may grow */
};

/* A small series: one value a day or step, NAN where there is none (a gap, not a zero). */
struct spark {
    const float *values;
    uint16_t count;
    float low, high; /* the scale to draw on; equal: no scale */
};

/* A value on the bands of what judges it. */
struct gauge {
    double value, low, high;    /* low and high: the interval, NAN without one */
    double before, target;      /* NAN: none */
    double typical, good, best; /* edges of the bands, as in a benchmark row */
    double begin, end;          /* of the scale */
    int direction;              /* 1: more is better, -1 */
    const char *words;          /* the same in words, translated */
};

struct cell {
    union {
        const char *text; /* sanitised UTF-8 */
        int64_t integer;
        double number;
        const struct spark *spark;
        const struct gauge *gauge;
    };
    struct currency currency;
    uint8_t kind;   /* enum cell_kind */
    int8_t grade;   /* enum grade */
    uint8_t flags;  /* enum cell_flag */
    uint8_t reason; /* enum kpi_reason: why unknown, or why not graded */
};

enum table_align { TABLE_LEFT, TABLE_RIGHT };

struct table_column {
    const char *id;      /* "ctr", "name", "sent": key in CSV and JSON, never translated */
    const char *title;   /* translated: "CTR" */
    const char *help;    /* translated sentence, NULL; of gauges: what they are, if no benchmark */
    enum cell_kind kind; /* what its cells hold where they are known */
    enum table_align align;
    uint8_t priority;    /* 0 is never dropped; the highest goes first when there is no room */
    uint8_t min_columns; /* display columns below which it is dropped rather than squeezed */
    uint8_t max_columns; /* 0: as wide as it likes (names) */
    bool graded;         /* its cells carry grades: room for the letter */
    bool key;            /* for scripts only: CSV and JSON have it, pages for people do not */
    bool paired;         /* goes with the column before it when there is no room */
    int direction;       /* of the KPI: 1, -1, 0 */
};

/* A column that rows are ordered by. */
struct table_key {
    int column;
    bool descending;
};
#define TABLE_KEYS_MAX 3

struct table {
    const char *title; /* translated */
    const struct table_column *columns;
    size_t column_count;
    struct cell *cells; /* row by row */
    size_t row_count;
    int64_t *row_ids;         /* what a row stands for (campaign number, import id);
                                 NULL: rows stand for nothing that can be opened */
    const char *const *notes; /* translated footnotes */
    size_t note_count;
    int sort_column; /* -1: not sorted by a column */
    bool sort_descending;
    /* What decides between rows that are the same there, in this order. */
    struct table_key then[TABLE_KEYS_MAX - 1];
    size_t then_count;
};

/* A table with room for rows × columns empty cells, or NULL (memory). columns are kept, not
 * copied. */
struct table *table_new(struct arena *arena, const char *title, const struct table_column *columns,
                        size_t column_count, size_t row_count);

static inline struct cell *table_cell(const struct table *table, size_t row, size_t column)
{
    return &table->cells[row * table->column_count + column];
}

/* The column of an id, or -1. */
int table_column_by_id(const struct table *table, const char *id);

/* A table with these columns of another one, in this order, then those for scripts that are not
 * among them; row ids, notes and the order of the rows as there. Cells and columns are copied, what
 * they point to is lent. NULL: out of memory. */
struct table *table_pick(struct arena *arena, const struct table *table, const int *columns,
                         size_t count);

/* A table with only the rows that stand for one of these (row_ids), in the order they have there;
 * columns and notes are lent, cells copied. NULL: out of memory. rows x count steps. */
struct table *table_pick_rows(struct arena *arena, const struct table *table, const int64_t *ids,
                              size_t count);

/* Append a footnote (copied into the arena). */
bool table_note(struct table *table, struct arena *arena, const char *text);

/* Stable sort of the rows (cells and row_ids) by a column; unknown and empty cells last in both
 * directions (so are DAY_NONE, TIME_NONE and NAN), text by fold_compare, money by currency first.
 * False when there is no such column or no memory (the table is unchanged). O(n log n). */
bool table_sort(struct table *table, int column, bool descending);

/* So, by the first key; where rows are the same in it by the next one (at most TABLE_KEYS_MAX; more
 * are not looked at). */
bool table_sort_by(struct table *table, const struct table_key *keys, size_t count);

/* Which of the keys of its order a column is: 1 is the first; 0: none. */
size_t table_key_of(const struct table *table, int column, bool *descending);

/* <0, 0, >0 as table_sort orders ascending (unknown after everything). */
int cell_compare(const struct cell *a, const struct cell *b);

/* Words of a cell for people ("20.2 %", "€ 41.2k", "n/a"), without the grade. brief: at most about
 * 8 columns, for cells under a title that says the unit: "20.2", "11.2", "10-02"; an estimate
 * begins with "≈" (otherwise " est." follows). A moment is shown in UTC ("2026-10-09 12:04 UTC").
 * Empty cells and sparklines are "". The buffer holds 64 bytes; text cells are returned as they are
 * (NULL as ""). */
const char *cell_words(const struct cell *cell, bool brief, char buffer[64]);

/* Cells from values. */
struct cell cell_text(const char *text);
struct cell cell_count(int64_t count);
struct cell cell_day(int32_t day);
struct cell cell_unknown(enum kpi_reason reason);

#endif
