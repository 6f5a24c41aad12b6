/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/table_view.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "text/ascii.h"
#include "ui/canvas/kept.h"
#include "ui/widgets/marks.h"
#include "ui/widgets/sparkline.h"

enum { MARGIN = 2, GAP = 2, MEASURE_AT_FIRST = 400, NAME_LEAST = 12 };
#define TITLES UINT64_MAX /* the line above all rows */

static int column_count(const struct table_view *view)
{
    size_t count = view->table ? view->table->column_count : 0;
    return count < TABLE_VIEW_COLUMNS ? (int)count : TABLE_VIEW_COLUMNS;
}

static size_t row_count(const struct table_view *view)
{
    return view->table ? view->table->row_count : 0;
}

/* --- measuring ------------------------------------------------------------------------------- */

static bool can_shrink(const struct table_column *column)
{
    return column->kind == CELL_TEXT || column->kind == CELL_SPARK;
}

static int cell_columns(const struct table_view *view, const struct cell *cell)
{
    if (cell->kind == CELL_SPARK) {
        return cell->spark ? cell->spark->count : 0;
    }
    char buffer[64];
    return ascii_columns(cell_words(cell, true, buffer), view->ascii);
}

static int cell_marks(const struct table_column *column, const struct cell *cell)
{
    if (column->graded) {
        return 2;
    }
    if (!(cell->flags & (CELL_COUNTING | CELL_OVER))) {
        return 0;
    }
    return column->kind == CELL_TEXT ? 2 : 1; /* behind words stands a blank first */
}

static void measure_row(struct table_view *view, size_t row)
{
    int count = column_count(view);
    for (int i = 0; i < count; i++) {
        const struct cell *cell = table_cell(view->table, row, (size_t)i);
        int columns = cell_columns(view, cell);
        int marks = cell_marks(&view->table->columns[i], cell);
        if (view->table->columns[i].kind == CELL_TEXT) {
            columns += marks; /* behind the words, not in a column of their own */
            marks = 0;
        }
        view->natural[i] = columns > view->natural[i] ? columns : view->natural[i];
        view->marks[i] = marks > view->marks[i] ? marks : view->marks[i];
    }
}

/* Widths only grow, so that columns stand still while rows scroll by. Only rows in sight count
 * beside the first ones: it costs the same wherever one goes among however many. */
static void measure(struct table_view *view, size_t from, size_t to)
{
    to = to < row_count(view) ? to : row_count(view);
    for (size_t row = from < view->measured ? view->measured : from; row < to; row++) {
        if (row < view->seen_from || row >= view->seen_to) {
            measure_row(view, row);
        }
    }
    view->seen_from = from;
    view->seen_to = to;
}

static void measure_afresh(struct table_view *view)
{
    view->measured = view->seen_from = view->seen_to = 0;
    for (int i = 0; i < column_count(view); i++) {
        /* Sparklines often come later than the rows: their room is theirs from the beginning. */
        bool spark = view->table->columns[i].kind == CELL_SPARK;
        view->natural[i] = spark ? view->table->columns[i].max_columns : 0;
        view->marks[i] = view->table->columns[i].graded ? 2 : 0;
        view->x[i] = -1;
        view->width[i] = 0;
    }
    measure(view, 0, MEASURE_AT_FIRST);
    view->measured = view->seen_to;
}

/* --- which columns --------------------------------------------------------------------------- */

static void put_in_order(struct table_view *view, int column, int width)
{
    view->chosen[column] = width;
    view->order[view->order_count++] = column;
}

static void put_in_order_all(struct table_view *view)
{
    view->order_count = 0;
    for (int i = 0; i < column_count(view); i++) {
        if (!view->table->columns[i].key) {
            put_in_order(view, i, 0);
        }
    }
}

/* Columns the table does not have are left out; one that names none of its columns but the first is
 * of another table. */
static void follow_layout(struct table_view *view)
{
    const struct table_layout *layout = view->layout;
    view->order_count = 0;
    put_in_order(view, 0, 0);
    for (size_t i = 0; i < layout->count; i++) {
        int column = table_column_by_id(view->table, layout->columns[i].id);
        if (column == 0) {
            view->chosen[0] = layout->columns[i].width;
        } else if (column > 0 && column < column_count(view) && !view->table->columns[column].key) {
            put_in_order(view, column, layout->columns[i].width);
        }
    }
}

/* Whether what is seen was chosen, and so is scrolled, not dropped. */
static bool is_arranged(const struct table_view *view)
{
    return view->layout && view->order_count > 1;
}

static int place_of(const struct table_view *view, int column)
{
    for (int place = 0; place < view->order_count; place++) {
        if (view->order[place] == column) {
            return place;
        }
    }
    return -1;
}

static void put_columns(struct table_view *view)
{
    view->order_count = 0;
    memset(view->chosen, 0, sizeof view->chosen);
    if (view->layout && column_count(view) > 0) {
        follow_layout(view);
    }
    if (!is_arranged(view)) {
        put_in_order_all(view);
    }
    if (view->column >= 0 && place_of(view, view->column) < 0) {
        view->column = 0; /* the one it was on is not seen any more */
    }
}

void table_view_arrange(struct table_view *view, const struct table_layout *layout)
{
    view->layout = layout;
    view->edition++;
    view->left = 1;
    put_columns(view);
}

/* --- the state ------------------------------------------------------------------------------- */

/* The current column is the one of the same id; where there is none, that of the same place. */
static void keep_column(struct table_view *view, const char *id)
{
    int same = id && view->table ? table_column_by_id(view->table, id) : -1;
    if (same >= 0 && same < column_count(view)) {
        view->column = same;
    } else if (view->column >= column_count(view)) {
        view->column = column_count(view) - 1;
    }
}

void table_view_show(struct table_view *view, const struct table *table)
{
    int64_t id = 0;
    bool had_row = table_view_selected(view, &id);
    size_t line = view->scroll.selected - view->scroll.top;
    const char *column = view->column >= 0 && view->column < column_count(view)
                             ? view->table->columns[view->column].id
                             : NULL;
    view->table = table;
    view->edition++;
    keep_column(view, column);
    put_columns(view);
    measure_afresh(view);
    for (size_t row = 0; had_row && table && table->row_ids && row < table->row_count; row++) {
        if (table->row_ids[row] == id) {
            view->scroll.selected = row;
            view->scroll.top = row > line ? row - line : 0;
            return;
        }
    }
    if (view->scroll.selected >= row_count(view)) {
        scroll_fit(&view->scroll, row_count(view), line + 1);
    }
}

size_t table_view_page(int height)
{
    return height > 2 ? (size_t)height - 1 : 1;
}

void table_view_move(struct table_view *view, size_t page, long rows)
{
    scroll_by(&view->scroll, row_count(view), page, rows);
}

void table_view_select(struct table_view *view, size_t page, size_t row)
{
    scroll_to(&view->scroll, row_count(view), page, row);
}

void table_view_column(struct table_view *view, int by)
{
    int place = view->column < 0 ? -1 : place_of(view, view->column);
    place = view->column < 0 && by < 0 ? 0 : place + by;
    place = place < 0 ? 0 : place;
    place = place >= view->order_count ? view->order_count - 1 : place;
    if (place >= 0) {
        view->column = view->order[place];
    }
}

bool table_view_selected(const struct table_view *view, int64_t *id)
{
    if (!view->table || !view->table->row_ids || view->scroll.selected >= row_count(view)) {
        return false;
    }
    *id = view->table->row_ids[view->scroll.selected];
    return true;
}

/* --- layout ---------------------------------------------------------------------------------- */

/* The number of a column among several that decide the order, for which its title has room. */
static size_t number_of(const struct table_view *view, int i, bool *descending)
{
    return table_key_of(view->table, i, descending);
}

static int title_width(const struct table_view *view, int i)
{
    bool descending;
    bool numbered = view->table->then_count > 0 && number_of(view, i, &descending) > 0;
    return ascii_columns(view->table->columns[i].title, view->ascii) + numbered;
}

/* Columns that one takes at least, and would like to take. */
static int least_width(const struct table_view *view, int i)
{
    const struct table_column *column = &view->table->columns[i];
    int title = title_width(view, i);
    int natural = view->natural[i] + view->marks[i];
    if (!can_shrink(column)) {
        return natural > title ? natural : title;
    }
    int wide = natural > title ? natural : title;
    int least = column->min_columns > 4 ? column->min_columns : 4;
    return wide < least ? wide : least;
}

static int wanted_width(const struct table_view *view, int i)
{
    const struct table_column *column = &view->table->columns[i];
    int least = least_width(view, i);
    int natural = view->natural[i] + view->marks[i];
    if (can_shrink(column) && column->max_columns && natural > column->max_columns) {
        natural = column->max_columns;
    }
    return natural > least ? natural : least;
}

static int total_width(const struct table_view *view)
{
    int total = 0;
    for (int i = 0; i < column_count(view); i++) {
        if (view->width[i]) {
            total += view->width[i] + (total ? GAP : 0);
        }
    }
    return total;
}

/* The column to give up next: of those that may go the one of the highest number, the last of
 * equals. -1 when none may. */
static int least_needed(const struct table_view *view)
{
    int found = -1;
    for (int i = 1; i < column_count(view); i++) {
        int priority = view->table->columns[i].priority;
        if (view->width[i] && priority && i != view->column &&
            (found < 0 || priority >= view->table->columns[found].priority)) {
            found = i;
        }
    }
    return found;
}

/* A column, with those that tell nothing without it. */
static void give_up(struct table_view *view, int i)
{
    const struct table_column *columns = view->table->columns;
    int first = i, last = i;
    while (first > 1 && columns[first].paired) {
        first--;
    }
    while (last + 1 < column_count(view) && columns[last + 1].paired) {
        last++;
    }
    for (int at = first; at <= last; at++) {
        if (at == i || at != view->column) {
            view->width[at] = 0;
        }
    }
}

static void clear_layout(struct table_view *view)
{
    for (int i = 0; i < column_count(view); i++) {
        view->x[i] = -1;
        view->width[i] = 0;
    }
}

/* --- columns that were chosen ---------------------------------------------------------------- */

static int chosen_width(const struct table_view *view, int i, int room)
{
    int least = least_width(view, i), wanted = wanted_width(view, i), width = view->chosen[i];
    if (!width) {
        int third = room / 3 > NAME_LEAST ? room / 3 : NAME_LEAST;
        return i == 0 && wanted > third ? third : wanted;
    }
    if (!can_shrink(&view->table->columns[i])) {
        width = width > least ? width : least; /* numbers are never cut */
    }
    return width < room ? width : room;
}

/* The place behind the last one that is seen when those from `left` on are. */
static int end_of(const struct table_view *view, int left, int room)
{
    int used = view->width[view->order[0]], place = left;
    while (place < view->order_count && used + GAP + view->width[view->order[place]] <= room) {
        used += GAP + view->width[view->order[place++]];
    }
    return place;
}

/* As lay_out, for columns that are scrolled: the current one is in sight, and the room is filled as
 * far as there are columns. The width of each is told first; those out of sight lose it. */
static bool lay_out_chosen(struct table_view *view, int room)
{
    int current = place_of(view, view->column);
    clear_layout(view);
    for (int place = 0; place < view->order_count; place++) {
        view->width[view->order[place]] = chosen_width(view, view->order[place], room);
    }
    if (end_of(view, 1, room) < view->order_count) {
        room -= room > 4 ? 2 : 0; /* for the sign that there is more */
    }
    view->left = view->left < 1 ? 1 : view->left;
    view->left = view->left > view->order_count - 1 ? view->order_count - 1 : view->left;
    view->left = current > 0 && current < view->left ? current : view->left;
    while (current > view->left && end_of(view, view->left, room) <= current) {
        view->left++;
    }
    while (view->left > 1 && end_of(view, view->left - 1, room) == view->order_count) {
        view->left--;
    }
    int end = end_of(view, view->left, room), x = MARGIN;
    end = end == view->left ? end + 1 : end; /* cut rather than nothing */
    bool more = end < view->order_count;
    for (int place = 0; place < view->order_count; place++) {
        int i = view->order[place];
        if (place > 0 && (place < view->left || place >= end)) {
            view->width[i] = 0;
            continue;
        }
        int rest = MARGIN + room - x;
        view->width[i] = view->width[i] < rest ? view->width[i] : rest > 0 ? rest : 0;
        view->x[i] = view->width[i] ? x : -1;
        x += view->width[i] + GAP;
    }
    return more;
}

/* --- columns as there is room ---------------------------------------------------------------- */

/* Fills x and width. Returns whether columns were dropped. */
static bool lay_out(struct table_view *view, int room)
{
    int count = column_count(view);
    bool dropped = false;
    if (is_arranged(view)) {
        return lay_out_chosen(view, room);
    }
    for (int i = 0; i < count; i++) {
        int least = least_width(view, i);
        view->width[i] = view->table->columns[i].key ? 0 : least > 0 ? least : 1;
    }
    while (total_width(view) > room) {
        int i = least_needed(view);
        if (i < 0) {
            break;
        }
        give_up(view, i);
        dropped = true;
    }
    int rest = room - total_width(view);
    for (int i = 0; i < count && rest > 0; i++) {
        int more = view->width[i] ? wanted_width(view, i) - view->width[i] : 0;
        more = more < rest ? more : rest;
        view->width[i] += more;
        rest -= more;
    }
    int x = MARGIN;
    for (int i = 0; i < count; i++) {
        view->x[i] = view->width[i] ? x : -1;
        x += view->width[i] ? view->width[i] + GAP : 0;
    }
    return dropped;
}

/* --- drawing --------------------------------------------------------------------------------- */

/* "1▼CTR", "Name▲2"; without numbers where one column alone decides. */
static void draw_title(const struct table_view *view, const struct area *area, int i)
{
    const struct table *table = view->table;
    bool descending = false;
    size_t number = number_of(view, i, &descending);
    bool numbered = number > 0 && table->then_count > 0;
    struct pen pen = PEN(i == view->column ? ROLE_HEADER_CURRENT
                         : number          ? ROLE_HEADER_SORTED
                                           : ROLE_HEADER);
    const char *title = table->columns[i].title;
    bool right = table->columns[i].align == TABLE_RIGHT;
    int columns = area_columns(area, title), room = view->width[i] - numbered;
    columns = columns < room ? columns : room;
    int x = view->x[i] + (right ? view->width[i] - columns : 0);
    area_cut(area, x, 0, columns, pen, title);
    if (number) {
        struct pen sign = PEN(ROLE_HEADER_SORTED);
        bool apart = !right && !numbered && area_is_ascii(area); /* "Startv" reads like a word */
        int beside = right ? x - 1 : x + columns + apart;
        area_sign(area, beside, 0, sign, descending ? 0x25bc : 0x25b2, descending ? 'v' : '^');
        if (numbered) {
            area_put(area, right ? beside - 1 : beside + 1, 0, sign, (uint32_t)('0' + number));
        }
    }
}

static struct pen cell_pen(const struct cell *cell)
{
    return PEN(cell->kind == CELL_UNKNOWN ? ROLE_UNKNOWN : ROLE_TEXT);
}

/* The signs behind a value. */
static void draw_marks(const struct area *area, int x, int y, const struct cell *cell, int marks)
{
    bool graded = cell->grade >= 0 && cell->kind != CELL_UNKNOWN && cell->kind != CELL_EMPTY;
    if (marks == 2 && graded) {
        marks_grade(area, x, y, cell->grade, (cell->flags & CELL_CERTAIN) != 0);
    }
    if (marks == 2 && cell->kind == CELL_TEXT) {
        x++;
    }
    if (marks && (cell->flags & CELL_OVER)) {
        area_put(area, x, y, PEN(ROLE_WARNING), '!');
    } else if (marks && (cell->flags & CELL_COUNTING) &&
               (!graded || (cell->flags & CELL_CERTAIN))) {
        area_put(area, x, y, PEN(ROLE_COUNTING), '+');
    }
}

static void draw_cell(const struct table_view *view, const struct area *area, size_t row, int y,
                      int i)
{
    const struct table_column *column = &view->table->columns[i];
    const struct cell *cell = table_cell(view->table, row, (size_t)i);
    int marks = column->kind == CELL_TEXT ? cell_marks(column, cell) : view->marks[i];
    int room = view->width[i] - marks;
    if (cell->kind == CELL_SPARK) {
        sparkline_draw(area, view->x[i], y, view->width[i], cell->spark, SPARKLINE_IN_ROWS,
                       ROLE_SPARK);
        return;
    }
    char buffer[64];
    const char *words = cell_words(cell, true, buffer);
    int columns = area_columns(area, words);
    int x = view->x[i];
    if (column->align == TABLE_RIGHT && columns < room) {
        x += room - columns;
    }
    int used = area_cut(area, x, y, room, cell_pen(cell), words);
    draw_marks(area, column->align == TABLE_RIGHT ? view->x[i] + room : x + used, y, cell, marks);
}

static void draw_name(const struct table_view *view, const struct area *area, size_t row, int y,
                      bool selected, bool matches)
{
    const struct cell *cell = table_cell(view->table, row, 0);
    struct pen pen = PEN(selected ? ROLE_SELECTED : matches ? ROLE_MATCH : ROLE_TEXT);
    pen.attrs = selected && matches ? STYLE_UNDERLINE : 0;
    char buffer[64];
    const char *words = cell_words(cell, true, buffer);
    int x = view->x[0];
    int marks = cell_marks(&view->table->columns[0], cell);
    int room = view->width[0] - marks;
    if (view->table->columns[0].align == TABLE_RIGHT) {
        int columns = area_columns(area, words);
        x += columns < room ? room - columns : 0;
    }
    int used = area_cut(area, x, y, room, pen, words);
    draw_marks(area, x + used, y, cell, marks);
}

static void draw_row(const struct table_view *view, const struct area *area, size_t row, int y,
                     bool selected, uint8_t match)
{
    if (selected) {
        area_sign(area, 0, y, PEN(ROLE_MARKER), 0x25b8, '>');
    }
    if (match & TABLE_VIEW_MARKED) {
        area_put(area, 1, y, PEN(ROLE_MARK), '*');
    }
    draw_name(view, area, row, y, selected, (match & TABLE_VIEW_FOUND) != 0);
    for (int i = 1; i < column_count(view); i++) {
        if (view->x[i] >= 0) {
            draw_cell(view, area, row, y, i);
        }
    }
}

/* How many of the row's sparklines have come: they are read behind the rows. */
static uint64_t sparks_in(const struct table_view *view, size_t row)
{
    uint64_t count = 0;
    for (int i = 1; i < column_count(view); i++) {
        if (view->x[i] >= 0 && view->table->columns[i].kind == CELL_SPARK) {
            count += table_cell(view->table, row, (size_t)i)->kind == CELL_SPARK;
        }
    }
    return count;
}

static void draw_rows(const struct table_view *view, const struct area *area,
                      const struct table_view_options *options)
{
    enum { SELECTED = 1 << 8, SPARKS = 1 << 16 }; /* above enum table_view_match */
    for (int y = 1; y < area->height; y++) {
        size_t row = view->scroll.top + (size_t)y - 1;
        if (row >= row_count(view)) {
            return;
        }
        bool selected = row == view->scroll.selected && !options->passive;
        uint8_t match = options->matches ? options->matches[row] : 0;
        uint64_t state = match + (selected ? SELECTED : 0u) + sparks_in(view, row) * SPARKS;
        struct kept_line line = {view, view->edition, row, state};
        if (!kept_line(area, y, &line)) {
            draw_row(view, area, row, y, selected, match);
        }
    }
}

static void draw_titles(const struct table_view *view, const struct area *area, bool dropped)
{
    for (int i = 0; i < column_count(view); i++) {
        if (view->x[i] >= 0) {
            draw_title(view, area, i);
        }
    }
    if (dropped && total_width(view) + MARGIN + 1 < area->width) {
        area_sign(area, area->width - 1, 0, PEN(ROLE_DIM), 0x203a, '>');
    }
    if (is_arranged(view) && view->left > 1) {
        area_sign(area, MARGIN + view->width[0], 0, PEN(ROLE_DIM), 0x2039, '<');
    }
}

/* Lay out for the rows in sight. Columns that stand elsewhere than before are another edition.
 * Returns whether columns were dropped. */
static bool fit_columns(struct table_view *view, size_t page, int room)
{
    int x[TABLE_VIEW_COLUMNS], width[TABLE_VIEW_COLUMNS], marks[TABLE_VIEW_COLUMNS];
    memcpy(x, view->x, sizeof x);
    memcpy(width, view->width, sizeof width);
    memcpy(marks, view->marks, sizeof marks);
    measure(view, view->scroll.top, view->scroll.top + page);
    bool dropped = lay_out(view, room);
    bool same = memcmp(x, view->x, sizeof x) == 0 &&
                memcmp(width, view->width, sizeof width) == 0 &&
                memcmp(marks, view->marks, sizeof marks) == 0;
    view->edition += !same;
    return dropped;
}

void table_view_draw(struct table_view *view, const struct area *area,
                     const struct table_view_options *options)
{
    static const struct table_view_options none = {0};
    options = options ? options : &none;
    if (column_count(view) == 0) {
        return;
    }
    size_t page = table_view_page(area->height);
    scroll_fit(&view->scroll, row_count(view), page);
    if (view->ascii != area_is_ascii(area)) {
        view->ascii = area_is_ascii(area);
        measure_afresh(view);
    }
    bool dropped = fit_columns(view, page, area->width - MARGIN);
    struct kept_line titles = {view, view->edition, TITLES, (uint64_t)(view->column + 1)};
    if (!kept_line(area, 0, &titles)) {
        draw_titles(view, area, dropped);
    }
    if (row_count(view) == 0 && options->empty) {
        area_cut(area, MARGIN, 2, area->width - MARGIN, PEN(ROLE_DIM), options->empty);
    }
    draw_rows(view, area, options);
}

enum table_view_hit table_view_hit(const struct table_view *view, int x, int y, size_t *row,
                                   int *column)
{
    if (y < 0 || x < 0) {
        return TABLE_VIEW_NOTHING;
    }
    int hit = -1;
    for (int i = 0; i < column_count(view); i++) {
        if (view->x[i] >= 0 && x >= view->x[i] && x < view->x[i] + view->width[i]) {
            hit = i;
        }
    }
    if (y == 0) {
        if (hit >= 0) {
            *column = hit;
        }
        return hit >= 0 ? TABLE_VIEW_TITLE : TABLE_VIEW_NOTHING;
    }
    size_t at = view->scroll.top + (size_t)y - 1;
    if (at >= row_count(view)) {
        return TABLE_VIEW_NOTHING;
    }
    *row = at;
    if (hit >= 0) {
        *column = hit;
    }
    return TABLE_VIEW_ROW;
}
