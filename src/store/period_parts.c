/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/period_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "store/codec.h"

struct period_parts {
    struct store *store;
    struct arena *arena;
    size_t count; /* of attributes */
    struct strbuf columns;
    struct vec labels; /* int64_t, `count` of each dim */
    struct label_texts texts;
    struct part_sum *spare;
    sqlite3_stmt *totals; /* the stored figures, dim by dim */
    int64_t total_dim;    /* of the row at hand; INT64_MAX: there is none */
    /* the dim at hand */
    enum source source;
    struct ruling ruling; /* ruling_single of that */
    bool ruled;
    struct part_sum *of[PARTED_MAX]; /* NULL: the campaign states no such attribute */
    struct total total;
};

struct period_parts *period_parts_new(struct store *store, struct arena *arena,
                                      const enum attr *attrs, size_t count, struct err *err)
{
    struct period_parts *parts = mem_new(1, sizeof *parts);
    if (!parts) {
        err_memory(err);
        return NULL;
    }
    parts->store = store;
    parts->arena = arena;
    parts->count = count < PARTED_MAX ? count : PARTED_MAX;
    parts->labels = (struct vec)VEC_INIT(int64_t);
    parts->texts.arena = arena;
    for (size_t i = 0; i < parts->count; i++) {
        strbuf_printf(&parts->columns, ", %s", attr_info(attrs[i])->name);
    }
    parts->totals = db_prepare(store->db, "SELECT dim, data FROM total ORDER BY dim", err);
    if (!parts->totals || parts->columns.failed) {
        if (parts->totals) {
            err_memory(err);
        }
        period_parts_free(parts);
        return NULL;
    }
    parts->total_dim = -1;
    return parts;
}

void period_parts_free(struct period_parts *parts)
{
    if (!parts) {
        return;
    }
    sqlite3_finalize(parts->totals);
    strbuf_free(&parts->columns);
    vec_free(&parts->labels);
    map64_free(&parts->texts.by_label);
    mem_free(parts);
}

const char *period_parts_columns(const struct period_parts *parts)
{
    return strbuf_text(&parts->columns);
}

bool period_parts_label(struct period_parts *parts, uint32_t dim, sqlite3_stmt *row, int column,
                        uint32_t *stated)
{
    *stated = 0;
    while (parts->labels.count < ((size_t)dim + 1) * parts->count) {
        if (!vec_push(&parts->labels)) {
            return false;
        }
    }
    for (size_t i = 0; i < parts->count; i++) {
        int64_t label = db_column_int(row, column + (int)i);
        *VEC_AT(&parts->labels, int64_t, dim * parts->count + i) = label;
        *stated |= label ? 1u << i : 0;
    }
    return true;
}

/* --- a dim ----------------------------------------------------------------------------------- */

/* Which counters and slots the stored figures of a dim have, to the parts that it is of. */
static bool see_stored(struct period_parts *parts, uint32_t dim, struct err *err)
{
    struct db *db = parts->store->db;
    struct total total;
    while (parts->total_dim < dim) {
        enum db_step step = db_step(db, parts->totals, err);
        if (step == DB_FAILED) {
            return false;
        }
        parts->total_dim = step == DB_ROW ? db_column_int(parts->totals, 0) : INT64_MAX;
    }
    if (parts->total_dim != dim) {
        return true;
    }
    if (!codec_read_total(sqlite3_column_blob(parts->totals, 1),
                          (size_t)sqlite3_column_bytes(parts->totals, 1), &total)) {
        return err_set(err, ERR_STORE_DAMAGED, _("%s: the totals of a campaign cannot be read"),
                       db_path(db));
    }
    counter_mask known = 0;
    uint64_t slots = 0;
    for (int id = 0; id < COUNTER_COUNT; id++) {
        known |= total.known[id] ? COUNTER_BIT(id) : 0;
    }
    for (int slot = 0; slot < kpi_slot_count(); slot++) {
        slots |= (uint64_t)(total.slot[slot].tallies != 0) << slot;
    }
    for (size_t i = 0; i < parts->count; i++) {
        if (parts->of[i]) {
            parts->of[i]->known |= known;
            parts->of[i]->slots |= slots;
        }
    }
    return true;
}

static struct part_sum *part_new(struct period_parts *parts)
{
    struct part_sum *part = parts->spare;
    if (!part) {
        return ARENA_NEW(parts->arena, struct part_sum);
    }
    parts->spare = part->next;
    memset(part, 0, sizeof *part);
    return part;
}

static struct part_sum *part_of(struct period_parts *parts, struct part_sum **sums, size_t which,
                                int64_t label)
{
    for (struct part_sum *part = *sums; part; part = part->next) {
        if (part->which == which && part->label == label) {
            part->several |= part->source != parts->source;
            return part;
        }
    }
    struct part_sum *part = part_new(parts);
    if (part) {
        part->which = which;
        part->label = label;
        part->source = (uint8_t)parts->source;
        part->next = *sums;
        *sums = part;
    }
    return part;
}

bool period_parts_begin(struct period_parts *parts, uint32_t dim, enum source source,
                        uint32_t stated, struct part_sum **sums, struct err *err)
{
    if (!parts->ruled || parts->source != source) {
        ruling_single(&parts->ruling, source);
        parts->ruled = true;
    }
    parts->source = source;
    memset(&parts->total, 0, sizeof parts->total);
    for (size_t i = 0; i < parts->count; i++) {
        parts->of[i] = NULL;
        if (stated & (1u << i)) {
            int64_t label = *VEC_AT(&parts->labels, int64_t, dim * parts->count + i);
            parts->of[i] = part_of(parts, sums, i, label);
            if (!parts->of[i]) {
                return err_memory(err);
            }
        }
    }
    return see_stored(parts, dim, err);
}

void period_parts_add(struct period_parts *parts, struct currency currency,
                      const struct block *block, uint32_t days)
{
    ruling_add_block(&parts->ruling, parts->source, currency, block, days, &parts->total);
}

const struct total *period_parts_end(struct period_parts *parts)
{
    for (size_t i = 0; i < parts->count && parts->total.tallies > 0; i++) {
        if (parts->of[i]) {
            total_add(&parts->of[i]->total, &parts->total);
        }
    }
    return &parts->total;
}

/* --- a campaign ------------------------------------------------------------------------------ */

/* Whether the sums are those that the part's own ruling gives (ruling_of_total): it has one source,
 * and where that knows both counters of a slot it does so in one tally. */
static bool tells(const struct part_sum *part)
{
    if (part->several) {
        return false;
    }
    for (int index = 0; index < kpi_slot_count(); index++) {
        const struct kpi_slot *slot = kpi_slot(index);
        bool known = slot->denominator != COUNTER_NONE && !(slot->needs & ~part->known);
        if (known && (part->source == SOURCE_FACTS || !(part->slots & UINT64_C(1) << index))) {
            return false;
        }
    }
    return true;
}

/* As a campaign's dims are listed, of which the first decides where parts are alike. */
static int by_source(const void *left, const void *right)
{
    const struct parts_sum *a = left, *b = right;
    return (int)a->source - (int)b->source;
}

bool period_parts_make(struct period_parts *parts, const struct part_sum *sums, size_t which,
                       const struct parts_asked *asked, bool *told, struct part_total **made,
                       size_t *count, struct err *err)
{
    size_t found = 0;
    for (const struct part_sum *part = sums; part; part = part->next) {
        found += part->which == which;
    }
    struct parts_sum *all = ARENA_ARRAY(asked->arena, struct parts_sum, found + 1);
    *told = true;
    if (!all) {
        return err_memory(err);
    }
    found = 0;
    for (const struct part_sum *part = sums; part; part = part->next) {
        if (part->which != which) {
            continue;
        }
        if (!tells(part)) {
            *told = false;
            return true;
        }
        all[found++] =
            (struct parts_sum){part->label, part->source,
                               (part->known & COUNTER_BIT(COUNTER_SENT)) != 0, &part->total};
    }
    qsort(all, found, sizeof *all, by_source);
    return query_parts_summed(asked, all, found, &parts->texts, made, count, err);
}

void period_parts_give_back(struct period_parts *parts, struct part_sum **sums)
{
    while (*sums) {
        struct part_sum *part = *sums;
        *sums = part->next;
        part->next = parts->spare;
        parts->spare = part;
    }
}
