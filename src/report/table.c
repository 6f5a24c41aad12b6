/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/table.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "text/fold.h"
#include "text/format.h"

struct table *table_new(struct arena *arena, const char *title, const struct table_column *columns,
                        size_t column_count, size_t row_count)
{
    if (column_count && row_count > SIZE_MAX / column_count) {
        return NULL;
    }
    struct table *table = ARENA_NEW(arena, struct table);
    struct cell *cells = ARENA_ARRAY(arena, struct cell, column_count * row_count);
    if (!table || !cells) {
        return NULL;
    }
    for (size_t i = 0; i < column_count * row_count; i++) {
        cells[i].grade = GRADE_NONE;
    }
    table->title = title;
    table->columns = columns;
    table->column_count = column_count;
    table->cells = cells;
    table->row_count = row_count;
    table->sort_column = -1;
    return table;
}

/* Where a column went; -1: nowhere. */
static int place_of(const int *columns, size_t count, int column)
{
    for (size_t i = 0; i < count; i++) {
        if (columns[i] == column) {
            return (int)i;
        }
    }
    return -1;
}

static void pick_order(struct table *made, const struct table *table, const int *columns,
                       size_t count)
{
    made->sort_column = place_of(columns, count, table->sort_column);
    made->sort_descending = table->sort_descending;
    for (size_t i = 0; i < table->then_count && made->sort_column >= 0; i++) {
        int place = place_of(columns, count, table->then[i].column);
        if (place >= 0) {
            made->then[made->then_count++] = (struct table_key){place, table->then[i].descending};
        }
    }
}

struct table *table_pick(struct arena *arena, const struct table *table, const int *columns,
                         size_t count)
{
    int *all = ARENA_ARRAY(arena, int, count + table->column_count);
    struct table_column *described =
        ARENA_ARRAY(arena, struct table_column, count + table->column_count);
    if (!all || !described) {
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        all[i] = columns[i];
    }
    for (size_t i = 0; i < table->column_count; i++) {
        if (table->columns[i].key && place_of(all, count, (int)i) < 0) {
            all[count++] = (int)i;
        }
    }
    struct table *made = table_new(arena, table->title, described, count, table->row_count);
    for (size_t i = 0; made && i < count; i++) {
        described[i] = table->columns[all[i]];
        for (size_t row = 0; row < table->row_count; row++) {
            *table_cell(made, row, i) = *table_cell(table, row, (size_t)all[i]);
        }
    }
    if (made) {
        made->row_ids = table->row_ids;
        made->notes = table->notes;
        made->note_count = table->note_count;
        pick_order(made, table, all, count);
    }
    return made;
}

static bool is_among(const int64_t *ids, size_t count, int64_t id)
{
    for (size_t i = 0; i < count; i++) {
        if (ids[i] == id) {
            return true;
        }
    }
    return false;
}

struct table *table_pick_rows(struct arena *arena, const struct table *table, const int64_t *ids,
                              size_t count)
{
    struct table *made =
        table_new(arena, table->title, table->columns, table->column_count, table->row_count);
    if (!made) {
        return NULL;
    }
    struct cell *cells = made->cells;
    int64_t *row_ids = made->row_ids;
    *made = *table;
    made->cells = cells;
    made->row_ids = row_ids ? row_ids : ARENA_ARRAY(arena, int64_t, table->row_count + 1);
    made->row_count = 0;
    for (size_t row = 0; made->row_ids && table->row_ids && row < table->row_count; row++) {
        if (is_among(ids, count, table->row_ids[row])) {
            memcpy(table_cell(made, made->row_count, 0), table_cell(table, row, 0),
                   table->column_count * sizeof *table->cells);
            made->row_ids[made->row_count++] = table->row_ids[row];
        }
    }
    return made->row_ids ? made : NULL;
}

int table_column_by_id(const struct table *table, const char *id)
{
    for (size_t i = 0; i < table->column_count; i++) {
        if (strcmp(table->columns[i].id, id) == 0) {
            return (int)i;
        }
    }
    return -1;
}

bool table_note(struct table *table, struct arena *arena, const char *text)
{
    /* Notes are few: a new list each time is simpler than room to grow. */
    const char **notes = ARENA_ARRAY(arena, const char *, table->note_count + 1);
    char *copy = arena_strdup(arena, text);
    if (!notes || !copy) {
        return false;
    }
    for (size_t i = 0; i < table->note_count; i++) {
        notes[i] = table->notes[i];
    }
    notes[table->note_count] = copy;
    table->notes = notes;
    table->note_count++;
    return true;
}

/* --- order ----------------------------------------------------------------------------------- */

static bool is_missing(const struct cell *cell)
{
    switch ((enum cell_kind)cell->kind) {
    case CELL_EMPTY:
    case CELL_UNKNOWN:
        return true;
    case CELL_PERCENT:
    case CELL_POINTS:
    case CELL_TIMES:
    case CELL_NUMBER:
        return isnan(cell->number);
    case CELL_DAY:
        return cell->integer == DAY_NONE;
    case CELL_MOMENT:
        return cell->integer == TIME_NONE || cell->integer == TIME_SOME;
    case CELL_TEXT:
        return !cell->text;
    case CELL_SPARK:
        return !cell->spark;
    case CELL_GAUGE:
        return !cell->gauge;
    case CELL_COUNT:
    case CELL_MONEY:
    default:
        return false;
    }
}

static int compare_integers(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b;
}

static int compare_values(const struct cell *a, const struct cell *b)
{
    if (a->kind != b->kind) {
        return a->kind < b->kind ? -1 : 1;
    }
    switch ((enum cell_kind)a->kind) {
    case CELL_TEXT:
        return fold_compare(a->text, b->text);
    case CELL_PERCENT:
    case CELL_POINTS:
    case CELL_TIMES:
    case CELL_NUMBER:
        return a->number < b->number ? -1 : a->number > b->number;
    case CELL_MONEY:
        if (!currency_equal(a->currency, b->currency)) {
            return strcmp(a->currency.code, b->currency.code);
        }
        return compare_integers(a->integer, b->integer);
    case CELL_COUNT:
    case CELL_DAY:
    case CELL_MOMENT:
        return compare_integers(a->integer, b->integer);
    case CELL_EMPTY:
    case CELL_UNKNOWN:
    case CELL_SPARK:
    case CELL_GAUGE:
    default:
        return 0;
    }
}

/* How two cells stand to each other; only what is known is turned around. */
static int order(const struct cell *a, const struct cell *b, bool descending)
{
    bool missing_a = is_missing(a);
    bool missing_b = is_missing(b);
    if (missing_a || missing_b) {
        return (int)missing_a - (int)missing_b;
    }
    int result = compare_values(a, b);
    return descending ? (result < 0) - (result > 0) : result;
}

int cell_compare(const struct cell *a, const struct cell *b)
{
    return order(a, b, false);
}

/* What is compared lies close together, names folded once: of 100 000 rows each is looked at a
 * good many times. */
struct sort_cell {
    struct cell cell;
    size_t folded; /* where the folded form of a text begins in the words */
};

struct sorting {
    const struct table_key *keys;
    size_t count;
    struct sort_cell *cells; /* count a row */
    struct strbuf words;
};

static bool is_words(const struct cell *cell)
{
    return cell->kind == CELL_TEXT && cell->text;
}

/* As fold_compare: folded forms are UTF-8, whose bytes order as its code points do. */
static int order_words(const struct sorting *sorting, const struct sort_cell *a,
                       const struct sort_cell *b)
{
    const char *words = strbuf_text(&sorting->words);
    int result = strcmp(words + a->folded, words + b->folded);
    return result ? result : strcmp(a->cell.text, b->cell.text);
}

static int order_by(const struct sorting *sorting, size_t key, size_t a, size_t b)
{
    const struct sort_cell *cell_a = &sorting->cells[a * sorting->count + key];
    const struct sort_cell *cell_b = &sorting->cells[b * sorting->count + key];
    bool descending = sorting->keys[key].descending;
    if (!is_words(&cell_a->cell) || !is_words(&cell_b->cell)) {
        return order(&cell_a->cell, &cell_b->cell, descending);
    }
    int result = order_words(sorting, cell_a, cell_b);
    return descending ? (result < 0) - (result > 0) : result;
}

static bool comes_after(const struct sorting *sorting, size_t a, size_t b)
{
    int result = 0;
    for (size_t i = 0; i < sorting->count && result == 0; i++) {
        result = order_by(sorting, i, a, b);
    }
    return result > 0;
}

/* False: out of memory. */
static bool take_keys(struct sorting *sorting, const struct table *table)
{
    sorting->cells = mem_new(table->row_count * sorting->count, sizeof *sorting->cells);
    for (size_t row = 0; sorting->cells && row < table->row_count; row++) {
        for (size_t i = 0; i < sorting->count; i++) {
            struct sort_cell *cell = &sorting->cells[row * sorting->count + i];
            cell->cell = *table_cell(table, row, (size_t)sorting->keys[i].column);
            cell->folded = sorting->words.length;
            if (is_words(&cell->cell)) {
                fold_text(&sorting->words, cell->cell.text, strlen(cell->cell.text));
                strbuf_putc(&sorting->words, '\0');
            }
        }
    }
    return sorting->cells && !sorting->words.failed;
}

/* Merges from[low … middle) and from[middle … high) into to[low … high). */
static void merge(const struct sorting *sorting, const size_t *from, size_t *to, size_t low,
                  size_t middle, size_t high)
{
    size_t left = low;
    size_t right = middle;
    for (size_t i = low; i < high; i++) {
        bool take_right =
            left == middle || (right < high && comes_after(sorting, from[left], from[right]));
        to[i] = take_right ? from[right++] : from[left++];
    }
}

/* Sorts the `count` row numbers at rows, with as much room behind them; returns where they are. */
static const size_t *merge_sort(const struct sorting *sorting, size_t *rows, size_t count)
{
    size_t *from = rows;
    size_t *to = rows + count;
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t low = 0; low < count; low += 2 * width) {
            size_t middle = count - low < width ? count : low + width;
            size_t high = count - low < 2 * width ? count : low + 2 * width;
            merge(sorting, from, to, low, middle, high);
        }
        size_t *swap = from;
        from = to;
        to = swap;
    }
    return from;
}

static bool has_columns(const struct table *table, const struct table_key *keys, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (keys[i].column < 0 || (size_t)keys[i].column >= table->column_count) {
            return false;
        }
    }
    return count > 0;
}

static void note_order(struct table *table, const struct table_key *keys, size_t count)
{
    table->sort_column = keys[0].column;
    table->sort_descending = keys[0].descending;
    table->then_count = count - 1;
    for (size_t i = 1; i < count; i++) {
        table->then[i - 1] = keys[i];
    }
}

size_t table_key_of(const struct table *table, int column, bool *descending)
{
    if (column >= 0 && table->sort_column == column) {
        *descending = table->sort_descending;
        return 1;
    }
    for (size_t i = 0; column >= 0 && i < table->then_count; i++) {
        if (table->then[i].column == column) {
            *descending = table->then[i].descending;
            return i + 2;
        }
    }
    return 0;
}

bool table_sort(struct table *table, int column, bool descending)
{
    return table_sort_by(table, &(struct table_key){column, descending}, 1);
}

bool table_sort_by(struct table *table, const struct table_key *keys, size_t key_count)
{
    key_count = key_count < TABLE_KEYS_MAX ? key_count : TABLE_KEYS_MAX;
    if (!has_columns(table, keys, key_count)) {
        return false;
    }
    size_t count = table->row_count;
    size_t columns = table->column_count;
    size_t *rows = mem_new(count, 2 * sizeof *rows);
    struct cell *cells = mem_new(count * columns, sizeof *cells);
    int64_t *ids = mem_new(count, sizeof *ids);
    struct sorting sorting = {.keys = keys, .count = key_count, .words = STRBUF_INIT};
    bool ok = rows && cells && ids && take_keys(&sorting, table);
    if (ok && count > 0) {
        for (size_t i = 0; i < count; i++) {
            rows[i] = i;
        }
        const size_t *sorted = merge_sort(&sorting, rows, count);
        for (size_t i = 0; i < count; i++) {
            memcpy(&cells[i * columns], &table->cells[sorted[i] * columns],
                   columns * sizeof *cells);
            ids[i] = table->row_ids ? table->row_ids[sorted[i]] : 0;
        }
        memcpy(table->cells, cells, count * columns * sizeof *cells);
        if (table->row_ids) {
            memcpy(table->row_ids, ids, count * sizeof *ids);
        }
    }
    mem_free(rows);
    mem_free(cells);
    mem_free(ids);
    mem_free(sorting.cells);
    strbuf_free(&sorting.words);
    if (ok) {
        note_order(table, keys, key_count);
    }
    return ok;
}

/* --- words ----------------------------------------------------------------------------------- */

/* "2026-10-09 12:04 UTC", brief "10-09 12:04". */
static void moment_words(int64_t seconds, bool brief, char buffer[FORMAT_SIZE])
{
    struct civil civil;
    civil_from_seconds(seconds, &civil);
    if (brief) {
        snprintf(buffer, FORMAT_SIZE, "%02d-%02d %02d:%02d", civil.month, civil.day, civil.hour,
                 civil.minute);
    } else {
        snprintf(buffer, FORMAT_SIZE, "%04d-%02d-%02d %02d:%02d UTC", civil.year, civil.month,
                 civil.day, civil.hour, civil.minute);
    }
}

static void value_words(const struct cell *cell, bool brief, char buffer[FORMAT_SIZE])
{
    switch ((enum cell_kind)cell->kind) {
    case CELL_COUNT:
        if (brief) {
            format_count_fit(cell->integer, 9, buffer);
        } else {
            format_count(cell->integer, buffer);
        }
        break;
    case CELL_PERCENT:
        format_percent(cell->number, !brief, buffer);
        break;
    case CELL_POINTS:
        format_points(cell->number, true, buffer);
        break;
    case CELL_TIMES:
        format_ratio(cell->number, !brief, buffer);
        break;
    case CELL_NUMBER:
        format_number(cell->number, buffer);
        break;
    case CELL_MONEY:
        if (brief) {
            format_money_short(cell->integer, cell->currency, buffer);
        } else {
            format_money(cell->integer, cell->currency, buffer);
        }
        break;
    case CELL_DAY:
        if (brief) {
            format_day_short((int32_t)cell->integer, buffer);
        } else {
            format_day((int32_t)cell->integer, buffer);
        }
        break;
    case CELL_MOMENT:
        moment_words(cell->integer, brief, buffer);
        break;
    case CELL_EMPTY:
    case CELL_UNKNOWN:
    case CELL_TEXT:
    case CELL_SPARK:
    case CELL_GAUGE:
    default:
        break;
    }
}

const char *cell_words(const struct cell *cell, bool brief, char buffer[64])
{
    buffer[0] = '\0';
    if (cell->kind == CELL_EMPTY || cell->kind == CELL_SPARK || cell->kind == CELL_GAUGE) {
        return buffer;
    }
    if (cell->kind == CELL_TEXT) {
        return cell->text ? cell->text : buffer;
    }
    if (is_missing(cell)) {
        bool undated = cell->kind == CELL_DAY && !brief;
        snprintf(buffer, 64, "%s", undated ? _("no date") : _("n/a"));
        return buffer;
    }
    if (!(cell->flags & CELL_ESTIMATED)) {
        value_words(cell, brief, buffer);
        return buffer;
    }
    char words[FORMAT_SIZE] = "";
    value_words(cell, brief, words);
    if (brief) {
        snprintf(buffer, 64, "\xe2\x89\x88%.50s", words);
    } else {
        snprintf(buffer, 64, "%.50s %s", words, _("est."));
    }
    return buffer;
}

struct cell cell_text(const char *text)
{
    return (struct cell){.text = text, .kind = CELL_TEXT, .grade = GRADE_NONE};
}

struct cell cell_count(int64_t count)
{
    return (struct cell){.integer = count, .kind = CELL_COUNT, .grade = GRADE_NONE};
}

struct cell cell_day(int32_t day)
{
    return (struct cell){.integer = day, .kind = CELL_DAY, .grade = GRADE_NONE};
}

struct cell cell_unknown(enum kpi_reason reason)
{
    return (struct cell){.kind = CELL_UNKNOWN, .grade = GRADE_NONE, .reason = (uint8_t)reason};
}
