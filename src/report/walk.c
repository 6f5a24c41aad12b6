/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/walk.h"

#include <string.h>

#include "base/mem.h"
#include "base/vec.h"
#include "report/column.h"

struct walk {
    struct store *store;
    const struct scope *scope;
    /* Also of a sorted walk, though all is read when it opens: an open cursor is one state of the
     * store. */
    struct campaign_cursor *cursor;
    struct campaign_cursor *excluded; /* comes after it; NULL: nobody asks */
    size_t limit;
    size_t given;
    int64_t seen, matching, hidden;
    bool list;
    bool pair; /* two periods are walked at once */
    bool sorted;
    struct table *order; /* row_ids: numbers in order; its columns are sorted by */
    bool unattributed;   /* comes after the order */
    struct arena *arena; /* order */
    struct arena *lent;  /* the row of a sorted walk */
    struct campaign_row row;
    struct benches_book *book;
};

static void make_item(struct walk *walk, struct report_item *item)
{
    item_of_row(walk->scope, &walk->row, item);
    item->benches = benches_of(walk->book, item->kind, item->channel, item->industry);
}

/* --- in the store's order -------------------------------------------------------------------- */

static bool next_row(struct walk *walk, struct err *err)
{
    struct err trouble = ERR_INIT;
    if (campaign_cursor_next(walk->cursor, &walk->row, &trouble)) {
        return true;
    }
    if (trouble.code != ERR_NONE) {
        if (err) {
            *err = trouble;
        }
        return false;
    }
    return walk->excluded && campaign_cursor_next(walk->excluded, &walk->row, err);
}

static bool next_stored(struct walk *walk, struct report_item *item, struct err *err)
{
    while (next_row(walk, err)) {
        /* Of two periods those come, too, which are only in the one before. */
        bool campaign = walk->row.number != 0 && (!walk->pair || walk->row.total.tallies > 0);
        walk->seen += campaign;
        if (!scope_takes(walk->scope, &walk->row) || (walk->row.number == 0 && walk->limit > 0)) {
            continue;
        }
        if (walk->list && scope_hides(walk->scope, walk->row.number)) {
            walk->hidden++;
            continue;
        }
        walk->matching += campaign;
        if (walk->limit > 0 && walk->given == walk->limit) {
            continue; /* the rest is only counted */
        }
        walk->given += campaign;
        make_item(walk, item);
        return true;
    }
    return false;
}

/* --- sorted ---------------------------------------------------------------------------------- */

struct sort_key {
    int64_t number;
    struct cell cells[WALK_SORT_MAX];
};

/* What is sorted by. */
struct sort_columns {
    struct column columns[WALK_SORT_MAX];
    size_t count;
};

static bool keep_key(struct walk *walk, const struct sort_columns *by,
                     const struct report_item *item, struct vec *keys)
{
    struct sort_key *key = vec_push(keys);
    if (!key) {
        return false;
    }
    key->number = item->number;
    for (size_t i = 0; i < by->count; i++) {
        struct cell *cell = &key->cells[i];
        *cell = column_cell(&by->columns[i], item, walk->scope);
        if (cell->kind == CELL_TEXT && cell->text) {
            cell->text = arena_strdup(walk->arena, cell->text);
            if (!cell->text) {
                return false;
            }
        }
    }
    return true;
}

static bool read_keys(struct walk *walk, const struct sort_columns *by, struct vec *keys,
                      struct err *err)
{
    struct err trouble = ERR_INIT;
    struct report_item item;
    while (next_stored(walk, &item, &trouble)) {
        if (item.what == ITEM_UNATTRIBUTED) {
            walk->unattributed = true;
        } else if (!keep_key(walk, by, &item, keys)) {
            return err_memory(err);
        }
    }
    if (trouble.code != ERR_NONE && err) {
        *err = trouble;
    }
    return trouble.code == ERR_NONE;
}

static bool make_order(struct walk *walk, const struct vec *keys, size_t count, bool descending,
                       struct err *err)
{
    static const struct table_column columns[WALK_SORT_MAX] = {
        {.id = "1"}, {.id = "2"}, {.id = "3"}};
    struct table_key order[WALK_SORT_MAX];
    walk->order = table_new(walk->arena, "", columns, count, keys->count);
    int64_t *ids = ARENA_ARRAY(walk->arena, int64_t, keys->count);
    if (!walk->order || !ids) {
        return err_memory(err);
    }
    walk->order->row_ids = ids;
    for (size_t i = 0; i < keys->count; i++) {
        const struct sort_key *from = VEC_AT(keys, struct sort_key, i);
        ids[i] = from->number;
        memcpy(table_cell(walk->order, i, 0), from->cells, count * sizeof *from->cells);
    }
    for (size_t i = 0; i < count; i++) {
        order[i] = (struct table_key){(int)i, descending};
    }
    return table_sort_by(walk->order, order, count) || err_memory(err);
}

static bool open_sorted(struct walk *walk, const struct walk_options *options, struct err *err)
{
    struct sort_columns by = {.count = 0};
    struct vec keys = VEC_INIT(struct sort_key);
    by.count = column_list(options->sort, by.columns, WALK_SORT_MAX, err);
    if (by.count == 0) {
        return false;
    }
    walk->arena = arena_new();
    walk->lent = arena_new();
    bool ok = (walk->arena && walk->lent) || err_memory(err);
    walk->limit = 0; /* everything is read, the best are given */
    ok = ok && read_keys(walk, &by, &keys, err) &&
         make_order(walk, &keys, by.count, options->descending, err);
    walk->limit = options->limit;
    walk->unattributed &= walk->limit == 0;
    walk->sorted = true;
    walk->given = 0;
    vec_free(&keys);
    return ok;
}

static bool next_sorted(struct walk *walk, struct report_item *item, struct err *err)
{
    int64_t number = 0;
    bool campaign =
        walk->given < walk->order->row_count && (walk->limit == 0 || walk->given < walk->limit);
    if (campaign) {
        number = walk->order->row_ids[walk->given++];
    } else if (walk->unattributed) {
        walk->unattributed = false;
    } else {
        return false;
    }
    arena_reset(walk->lent);
    if (!query_campaign(walk->store, walk->lent, number, walk->scope->period.from,
                        walk->scope->period.to, &walk->row, err)) {
        return false;
    }
    make_item(walk, item);
    return true;
}

/* --- the walk -------------------------------------------------------------------------------- */

static struct campaign_cursor *open_pair(const struct walk *walk, const struct walk_past *past,
                                         struct cancel *cancel, struct err *err)
{
    const struct campaign_pair pair = {.from = walk->scope->period.from,
                                       .to = walk->scope->period.to,
                                       .past_from = past->days.from,
                                       .past_to = past->days.to,
                                       .choice = past->choice,
                                       .whole = past->whole};
    return campaign_cursor_pair(walk->store, &pair, cancel, err);
}

static struct campaign_cursor *open_cursor(const struct walk *walk,
                                           const struct walk_options *options,
                                           struct cancel *cancel, struct err *err)
{
    const struct scope *scope = walk->scope;
    enum campaign_order order = CAMPAIGN_ORDER_START;
    if (options && options->past) {
        return open_pair(walk, options->past, cancel, err);
    }
    if (options && options->attr_count > 0) {
        return campaign_cursor_parted(walk->store, scope->period.from, scope->period.to,
                                      options->attrs, options->attr_count, cancel, err);
    }
    if (options && options->sort) {
        order = CAMPAIGN_ORDER_NAME;
    } else if (options && options->unordered) {
        order = CAMPAIGN_ORDER_NONE;
    } else if (options && options->bare && !scope->filter) {
        order = CAMPAIGN_BARE;
    }
    return campaign_cursor_open(walk->store, scope->period.from, scope->period.to, order, cancel,
                                err);
}

struct walk *walk_open(struct store *store, const struct scope *scope,
                       const struct walk_options *options, struct cancel *cancel, struct err *err)
{
    struct walk *walk = mem_new(1, sizeof *walk);
    if (!walk) {
        err_memory(err);
        return NULL;
    }
    walk->store = store;
    walk->scope = scope;
    walk->limit = options ? options->limit : 0;
    walk->list = options && options->list;
    walk->pair = options && options->past;
    bool sort = options && options->sort;
    walk->book = benches_new(scope);
    if (!walk->book) {
        err_memory(err);
        walk_close(walk);
        return NULL;
    }
    walk->cursor = open_cursor(walk, options, cancel, err);
    if (walk->cursor && walk->list && query_asks_excluded(scope->filter)) {
        walk->excluded = campaign_cursor_excluded(store, scope->period.from, scope->period.to,
                                                  sort ? CAMPAIGN_ORDER_NAME : CAMPAIGN_ORDER_START,
                                                  cancel, err);
        if (!walk->excluded) {
            walk_close(walk);
            return NULL;
        }
    }
    if (!walk->cursor || (sort && !open_sorted(walk, options, err))) {
        walk_close(walk);
        return NULL;
    }
    return walk;
}

bool walk_next(struct walk *walk, struct report_item *item, struct err *err)
{
    return walk->sorted ? next_sorted(walk, item, err) : next_stored(walk, item, err);
}

bool walk_parts(struct walk *walk, struct arena *arena, enum attr attr, struct part_total **parts,
                size_t *count, struct err *err)
{
    return campaign_cursor_parts(walk->cursor, arena, attr, parts, count, err);
}

int64_t walk_seen(const struct walk *walk)
{
    return walk->seen;
}

int64_t walk_matching(const struct walk *walk)
{
    return walk->matching;
}

int64_t walk_hidden(const struct walk *walk)
{
    return walk->hidden;
}

void walk_close(struct walk *walk)
{
    if (!walk) {
        return;
    }
    campaign_cursor_close(walk->excluded);
    campaign_cursor_close(walk->cursor);
    benches_free(walk->book);
    arena_free(walk->arena);
    arena_free(walk->lent);
    mem_free(walk);
}
