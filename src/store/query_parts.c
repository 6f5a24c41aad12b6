/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/map.h"
#include "base/mem.h"
#include "model/census.h"
#include "model/joiner.h"
#include "model/order.h"
#include "store/account.h"
#include "store/query_private.h"

/* A group of dims (one value of an attribute, or one source) on its way to a total of its own. */
struct group {
    int64_t label;
    struct census *census;
    struct ruling ruling;
    uint8_t source; /* of its dims; RULING_NONE: it has none yet */
    struct joiner *joiner;
    struct total total;
};

struct grouping {
    struct store *store;
    struct arena *arena;
    struct vec dims;   /* struct roll_dim */
    struct vec groups; /* struct group */
    struct map64 by_label;
    int64_t number; /* of the campaign */
    int32_t start, end, from, to;
    struct ruling whole; /* the campaign's */
    counter_mask others; /* taken from the facts, though the campaign takes them from elsewhere */
    uint8_t source;      /* of sends, that parts are drawn from */
    const struct campaign_row *row; /* of the days that are asked for; NULL: not read yet */
    struct label_texts *texts;      /* NULL: each text is read anew */
    /* while walking */
    struct group *group;
    const struct roll_dim *dim;
};

static struct group *group_of(struct grouping *grouping, int64_t label)
{
    bool fresh;
    uint64_t *place = map64_put(&grouping->by_label, (uint64_t)label, &fresh);
    if (!place) {
        return NULL;
    }
    if (fresh) {
        struct group *group = vec_push(&grouping->groups);
        if (!group) {
            return NULL;
        }
        group->label = label;
        group->source = RULING_NONE;
        *place = grouping->groups.count - 1;
    }
    return VEC_AT(&grouping->groups, struct group, *place);
}

static bool count_block(void *context, int32_t number, const struct block *block, struct err *err)
{
    struct grouping *grouping = context;
    return census_add(grouping->group->census, grouping->dim->source, number, block) ||
           err_memory(err);
}

static bool add_block(void *context, int32_t number, const struct block *block, struct err *err)
{
    struct grouping *grouping = context;
    struct group *group = grouping->group;
    uint32_t days = number == BLOCK_UNDATED
                        ? query_undated_in(grouping->start, grouping->from, grouping->to)
                        : block_days_in(number, grouping->from, grouping->to);
    ruling_add_block(&group->ruling, grouping->dim->source, grouping->dim->currency, block, days,
                     &group->total);
    return !group->ruling.has_days ||
           joiner_add(group->joiner, grouping->dim->source, number, block, days) || err_memory(err);
}

static bool walk(struct grouping *grouping,
                 bool (*each)(void *, int32_t, const struct block *, struct err *), struct err *err)
{
    for (size_t i = 0; i < grouping->dims.count; i++) {
        grouping->dim = VEC_AT(&grouping->dims, struct roll_dim, i);
        grouping->group = group_of(grouping, grouping->dim->label);
        if (!grouping->group) {
            return err_memory(err);
        }
        if (!grouping->group->census && !(grouping->group->census = census_new(grouping->arena))) {
            return err_memory(err);
        }
        if (!roll_blocks(grouping->store->db, grouping->dim->id, each, grouping, err)) {
            return false;
        }
    }
    return true;
}

static void rule(struct grouping *grouping, struct group *group)
{
    census_rule(group->census, grouping->start, grouping->end, &group->ruling);
}

static void leave_out(struct grouping *grouping, counter_mask facts, counter_mask others)
{
    for (size_t i = 0; i < grouping->groups.count; i++) {
        struct census *census = VEC_AT(&grouping->groups, struct group, i)->census;
        for (int source = 0; source < SOURCE_COUNT; source++) {
            census_leave_out(census, (enum source)source, source == SOURCE_FACTS ? facts : others);
        }
    }
}

/* A report and the orders themselves may both tell what was bought, one in parts that state a value
 * and one in those that state none: they would add up. All parts take a counter from the campaign's
 * own source where that states values, from the facts where only those do. */
static void part_facts(struct grouping *grouping)
{
    counter_mask stated[SOURCE_COUNT] = {0}, facts = 0, others = 0;
    if (!grouping->whole.coverage[SOURCE_FACTS]) {
        return;
    }
    for (size_t i = 0; i < grouping->groups.count; i++) {
        struct group *group = VEC_AT(&grouping->groups, struct group, i);
        rule(grouping, group);
        for (int source = 0; group->label != 0 && source < SOURCE_COUNT; source++) {
            stated[source] |= group->ruling.coverage[source];
        }
    }
    for (counter_mask rest = ORDER_COUNTERS | CLICK_COUNTERS; rest; rest &= rest - 1) {
        int id = __builtin_ctz(rest);
        uint8_t whole = grouping->whole.counter[id];
        if (whole >= SOURCE_COUNT || whole == SOURCE_FACTS) {
            continue;
        }
        facts |= stated[whole] & COUNTER_BIT(id);
        others |= ~stated[whole] & stated[SOURCE_FACTS] & COUNTER_BIT(id);
    }
    grouping->others = others;
    leave_out(grouping, facts, others);
}

/* The source that parts are drawn from: the campaign's own for sends where a stated part has it, or
 * where none has any; else that of most sends among those that state a value. */
static uint8_t parts_source(const struct grouping *grouping)
{
    uint8_t best = grouping->whole.counter[COUNTER_SENT];
    int64_t most = -1;
    for (size_t i = 0; i < grouping->groups.count; i++) {
        const struct group *group = VEC_AT(&grouping->groups, struct group, i);
        uint8_t source = group->ruling.counter[COUNTER_SENT];
        int64_t sent;
        if (group->label == 0 || source == RULING_NONE ||
            !total_get(&group->total, COUNTER_SENT, &sent)) {
            continue;
        }
        if (source == grouping->whole.counter[COUNTER_SENT]) {
            return source;
        }
        if (sent > most) {
            most = sent;
            best = source;
        }
    }
    return best;
}

/* Whether what is in the group speaks of other messages than the parts drawn from that source. */
static bool adds_up(const struct group *group, uint8_t source)
{
    uint8_t by = group->ruling.counter[COUNTER_SENT];
    return by == RULING_NONE || by == source;
}

/* Give the part without a value what the campaign has beyond the stated ones of those counters;
 * money that is mixed cannot be told apart. */
static void add_rest(counter_mask counters, const struct total *whole, const struct total *stated,
                     struct total *none)
{
    for (counter_mask left = counters; left; left &= left - 1) {
        enum counter id = (enum counter)__builtin_ctz(left);
        bool money = counter_info(id)->kind == COUNTER_KIND_MONEY;
        int64_t all = whole->sum[id], part = stated->sum[id];
        if (!whole->known[id] || (money && (total_is_mixed(whole) || total_is_mixed(stated)))) {
            continue;
        }
        /* What is left of a sum that nobody knows is over as it is. */
        bool over = counter_is_over(all) || counter_is_over(part);
        int64_t rest = over ? INT64_MAX : counter_sum(all, -part);
        if (rest < none->sum[id]) {
            continue;
        }
        none->sum[id] = rest;
        none->known[id] += none->known[id] == 0;
        none->tallies += none->tallies == 0;
        if (money && all > part) {
            total_add_currency(none, whole->currency);
            none->mixed |= whole->mixed & TOTAL_ESTIMATED;
        }
    }
}

static bool slot_is_over(const struct total_slot *slot)
{
    return counter_is_over(slot->numerator) || counter_is_over(slot->denominator);
}

/* The pairs of counters to go with it. One that is shared out against one that is not: nobody knows
 * of which messages the rest is; nor what is left of a sum that nobody knows. */
static void add_rest_slots(counter_mask split, counter_mask unknown, const struct total *whole,
                           const struct total *stated, struct total *none)
{
    for (int i = 0; i < kpi_slot_count(); i++) {
        counter_mask needs = kpi_slot(i)->needs;
        const struct total_slot *all = &whole->slot[i], *part = &stated->slot[i];
        struct total_slot *slot = &none->slot[i];
        bool both = !(needs & ~split) || !(needs & ~unknown);
        bool over = slot_is_over(all) || slot_is_over(part);
        if (both ? over : (needs & split) != 0) {
            memset(slot, 0, sizeof *slot);
        } else if (both && all->tallies > 0 &&
                   counter_sum(all->denominator, -part->denominator) > slot->denominator) {
            *slot = (struct total_slot){counter_sum(all->numerator, -part->numerator),
                                        counter_sum(all->denominator, -part->denominator), 0, 1,
                                        all->levels};
        }
    }
}

/* Of what the stated parts do not tell, the campaign's own source may know more: of orders, where
 * the parts take theirs from the facts, and, where no message without a value is counted beside
 * them, of what they know nothing of. */
static bool keep_rest(struct grouping *grouping, struct err *err)
{
    struct campaign_row read;
    const struct campaign_row *row = grouping->row;
    struct total stated;
    struct group *none = NULL;
    grouping->source = parts_source(grouping);
    memset(&stated, 0, sizeof stated);
    for (size_t i = 0; i < grouping->groups.count; i++) {
        struct group *group = VEC_AT(&grouping->groups, struct group, i);
        if (group->label == 0) {
            none = group;
        } else if (adds_up(group, grouping->source)) {
            total_add(&stated, &group->total);
        }
    }
    bool apart = none && !adds_up(none, grouping->source);
    counter_mask unknown = 0;
    for (int id = 0; apart && id < COUNTER_COUNT; id++) {
        unknown |= stated.known[id] == 0 ? COUNTER_BIT(id) : 0;
    }
    if (!none || !(grouping->others | unknown)) {
        return true;
    }
    if (!row && !query_campaign(grouping->store, grouping->arena, grouping->number, grouping->from,
                                grouping->to, &read, err)) {
        return false;
    }
    row = row ? row : &read;
    if (apart) {
        memset(&none->total, 0, sizeof none->total);
        none->ruling.counter[COUNTER_SENT] = RULING_NONE;
    }
    add_rest(grouping->others | unknown, &row->total, &stated, &none->total);
    add_rest_slots(grouping->others & ~unknown, unknown, &row->total, &stated, &none->total);
    return true;
}

/* The stored figures of the dims, of all days, by group. *told false: some group has several
 * sources. */
static bool add_stored(struct grouping *grouping, bool *told, struct err *err)
{
    *told = true;
    for (size_t i = 0; i < grouping->dims.count && *told; i++) {
        const struct roll_dim *dim = VEC_AT(&grouping->dims, struct roll_dim, i);
        struct group *group = group_of(grouping, dim->label);
        struct total total;
        if (!group) {
            return err_memory(err);
        }
        *told = group->source == RULING_NONE || group->source == dim->source;
        group->source = (uint8_t)dim->source;
        if (*told) {
            if (!roll_total(grouping->store->db, dim->id, &total, err)) {
                return false;
            }
            total_add(&group->total, &total);
        }
    }
    return true;
}

/* The blocks of the days that are asked for, under rulings that are known. */
static bool add_asked(struct grouping *grouping, struct err *err)
{
    int32_t first = grouping->from == DAY_NONE ? BLOCK_UNDATED + 1 : block_of_day(grouping->from);
    int32_t last = grouping->to == INT32_MAX ? INT32_MAX : block_of_day(grouping->to);
    bool undated = query_undated_in(grouping->start, grouping->from, grouping->to);
    for (size_t i = 0; i < grouping->dims.count; i++) {
        grouping->dim = VEC_AT(&grouping->dims, struct roll_dim, i);
        grouping->group = group_of(grouping, grouping->dim->label);
        uint32_t id = grouping->dim->id;
        struct db *db = grouping->store->db;
        if (!roll_blocks_between(db, id, first, last, add_block, grouping, err) ||
            (undated && !roll_blocks_between(db, id, BLOCK_UNDATED, BLOCK_UNDATED, add_block,
                                             grouping, err))) {
            return false;
        }
    }
    return true;
}

/* What the stored figures of dims tell, without a walk over all days: where each group has one
 * source, and all that it states counts. Of (unattributed), and beside facts, it may not. *told
 * false: they do not. */
static bool roll_stored(struct grouping *grouping, bool parts, bool *told, struct err *err)
{
    bool everything = grouping->from == DAY_NONE && grouping->to == INT32_MAX;
    *told =
        grouping->number != ACCOUNT_CAMPAIGN && !(parts && grouping->whole.coverage[SOURCE_FACTS]);
    if (!*told) {
        return true;
    }
    if (!add_stored(grouping, told, err)) {
        return false;
    }
    for (size_t i = 0; i < grouping->groups.count && *told; i++) {
        struct group *group = VEC_AT(&grouping->groups, struct group, i);
        *told = ruling_of_total(&group->ruling, (enum source)group->source, &group->total);
    }
    for (size_t i = 0; i < grouping->groups.count && !(everything && *told); i++) {
        struct group *group = VEC_AT(&grouping->groups, struct group, i);
        memset(&group->total, 0, sizeof group->total);
    }
    return !*told || everything || add_asked(grouping, err);
}

/* Else two walks: who knows what, then the sums under what follows from it. */
static bool roll_groups(struct grouping *grouping, bool parts, struct err *err)
{
    bool told;
    if (!roll_stored(grouping, parts, &told, err)) {
        return false;
    }
    if (told) {
        return true;
    }
    if (!walk(grouping, count_block, err)) {
        return false;
    }
    if (parts) {
        part_facts(grouping);
    }
    for (size_t i = 0; i < grouping->groups.count; i++) {
        struct group *group = VEC_AT(&grouping->groups, struct group, i);
        account_leave_out_of_part(&grouping->whole, group->census);
        rule(grouping, group);
        if (group->ruling.has_days && !(group->joiner = joiner_new(grouping->arena))) {
            return err_memory(err);
        }
    }
    if (!walk(grouping, add_block, err)) {
        return false;
    }
    for (size_t i = 0; i < grouping->groups.count; i++) {
        struct group *group = VEC_AT(&grouping->groups, struct group, i);
        if (group->joiner) {
            joiner_finish(group->joiner, &group->ruling, &group->total);
        }
    }
    return true;
}

static void grouping_free(struct grouping *grouping)
{
    for (size_t i = 0; i < grouping->groups.count; i++) {
        struct group *group = VEC_AT(&grouping->groups, struct group, i);
        census_free(group->census);
        joiner_free(group->joiner);
    }
    vec_free(&grouping->dims);
    vec_free(&grouping->groups);
    map64_free(&grouping->by_label);
}

static bool grouping_open(struct grouping *grouping, struct store *store, struct arena *arena,
                          int64_t number, enum attr attr, int32_t from, int32_t to, struct err *err)
{
    memset(grouping, 0, sizeof *grouping);
    grouping->store = store;
    grouping->arena = arena;
    grouping->dims = (struct vec)VEC_INIT(struct roll_dim);
    grouping->groups = (struct vec)VEC_INIT(struct group);
    grouping->number = number;
    grouping->from = from;
    grouping->to = to;
    struct campaign_row row;
    if (!query_campaign(store, arena, number, DAY_NONE, INT32_MAX, &row, err)) {
        return false;
    }
    grouping->start = row.start;
    grouping->end = row.end;
    grouping->whole = row.ruling;
    return roll_dims(store->db, number, attr, &grouping->dims, err);
}

static int by_sends(const void *a, const void *b)
{
    const struct part_total *x = a, *y = b;
    int64_t sent_x = x->total.sum[COUNTER_SENT], sent_y = y->total.sum[COUNTER_SENT];
    if (sent_x != sent_y) {
        return sent_x > sent_y ? -1 : 1;
    }
    if (!x->value || !y->value) {
        return x->value ? -1 : y->value != NULL;
    }
    return strcmp(x->value, y->value);
}

bool query_label_text(struct store *store, struct arena *arena, int64_t label, const char **text,
                      struct err *err)
{
    *text = NULL;
    if (label == 0) {
        return true;
    }
    sqlite3_stmt *get = db_statement(store->db, "SELECT text FROM label WHERE id = ?1", err);
    if (!get) {
        return false;
    }
    db_bind_int(get, 1, label);
    enum db_step step = db_step(store->db, get, err);
    const char *found = step == DB_ROW ? db_column_text(get, 0) : NULL;
    *text = arena_strdup(arena, found);
    db_reset(get);
    if (!found) {
        return step == DB_DONE &&
               err_set(err, ERR_STORE_DAMAGED, _("%s: a label is missing"), store->path);
    }
    return *text || err_memory(err);
}

static bool text_of(struct grouping *grouping, int64_t label, const char **text, struct err *err)
{
    struct label_texts *texts = grouping->texts;
    if (!texts) {
        return query_label_text(grouping->store, grouping->arena, label, text, err);
    }
    bool fresh;
    uint64_t *place = map64_put(&texts->by_label, (uint64_t)label, &fresh);
    if (!place) {
        return err_memory(err);
    }
    if (fresh) {
        const char *read;
        if (!query_label_text(grouping->store, texts->arena, label, &read, err)) {
            return false;
        }
        *place = (uint64_t)(uintptr_t)read;
    }
    *text = (const char *)(uintptr_t)*place;
    return true;
}

static bool knows_anything(const struct total *total)
{
    bool knows = false;
    for (int id = 0; id < COUNTER_STORED; id++) {
        knows = knows || total->known[id] > 0;
    }
    return knows;
}

/* Groups with anything in them, as parts. */
static bool collect_parts(struct grouping *grouping, struct part_total **parts, size_t *count,
                          struct err *err)
{
    struct part_total *all =
        ARENA_ARRAY(grouping->arena, struct part_total, grouping->groups.count + 1);
    if (!all) {
        return err_memory(err);
    }
    size_t kept = 0;
    bool stated = false;
    for (size_t i = 0; i < grouping->groups.count; i++) {
        struct group *group = VEC_AT(&grouping->groups, struct group, i);
        if (!knows_anything(&group->total)) {
            continue;
        }
        all[kept].adds_up = adds_up(group, grouping->source);
        if (!text_of(grouping, group->label, &all[kept].value, err)) {
            return false;
        }
        stated |= all[kept].value != NULL;
        all[kept++].total = group->total;
    }
    if (!stated) {
        kept = 0;
    }
    qsort(all, kept, sizeof *all, by_sends);
    *parts = all;
    *count = kept;
    return true;
}

/* Whether a dim of the campaign states the attribute. */
static bool states_any(const struct grouping *grouping)
{
    for (size_t i = 0; i < grouping->dims.count; i++) {
        if (VEC_AT(&grouping->dims, struct roll_dim, i)->label != 0) {
            return true;
        }
    }
    return false;
}

bool query_parts(struct store *store, struct arena *arena, int64_t number, enum attr attr,
                 int32_t from, int32_t to, struct part_total **parts, size_t *count,
                 struct err *err)
{
    struct grouping grouping;
    bool begun;
    if (!query_begin(store->db, &begun, err)) {
        return false;
    }
    bool ok = grouping_open(&grouping, store, arena, number, attr, from, to, err);
    /* Where none does there are no parts, whatever the days say. */
    ok = ok &&
         (!states_any(&grouping) ||
          (roll_groups(&grouping, true, err) && keep_rest(&grouping, err))) &&
         collect_parts(&grouping, parts, count, err);
    query_end(store->db, begun);
    grouping_free(&grouping);
    return ok;
}

bool query_parts_summed(const struct parts_asked *asked, const struct parts_sum *sums,
                        size_t sum_count, struct label_texts *texts, struct part_total **parts,
                        size_t *count, struct err *err)
{
    const struct campaign_row *row = asked->row;
    struct grouping grouping = {.store = asked->store,
                                .arena = asked->arena,
                                .dims = VEC_INIT(struct roll_dim),
                                .groups = VEC_INIT(struct group),
                                .number = row->number,
                                .start = row->start,
                                .end = row->end,
                                .from = asked->from,
                                .to = asked->to,
                                .whole = row->ruling,
                                .row = row,
                                .texts = texts};
    bool ok = true;
    for (size_t i = 0; ok && i < sum_count; i++) {
        struct group *group = vec_push(&grouping.groups);
        ok = group || err_memory(err);
        if (group) {
            group->label = sums[i].label;
            group->source = (uint8_t)sums[i].source;
            group->ruling.counter[COUNTER_SENT] =
                sums[i].sends ? (uint8_t)sums[i].source : RULING_NONE;
            group->total = *sums[i].total;
        }
    }
    ok = ok && keep_rest(&grouping, err) && collect_parts(&grouping, parts, count, err);
    grouping_free(&grouping);
    return ok;
}

bool query_sources(struct store *store, struct arena *arena, int64_t number,
                   struct source_total **sources, size_t *count, struct err *err)
{
    struct grouping grouping;
    bool begun;
    if (!query_begin(store->db, &begun, err)) {
        return false;
    }
    bool ok = grouping_open(&grouping, store, arena, number, ATTR_NONE, DAY_NONE, INT32_MAX, err);
    for (size_t i = 0; ok && i < grouping.dims.count; i++) {
        struct roll_dim *dim = VEC_AT(&grouping.dims, struct roll_dim, i);
        dim->label = dim->source;
    }
    ok = ok && roll_groups(&grouping, false, err);
    struct source_total *all =
        ok ? ARENA_ARRAY(arena, struct source_total, grouping.groups.count + 1) : NULL;
    size_t kept = 0;
    for (int source = 0; all && source < SOURCE_COUNT; source++) {
        for (size_t i = 0; i < grouping.groups.count; i++) {
            const struct group *group = VEC_AT(&grouping.groups, struct group, i);
            if (group->label == source && group->total.tallies > 0) {
                all[kept++] = (struct source_total){(enum source)source,
                                                    group->ruling.coverage[source], group->total};
            }
        }
    }
    query_end(store->db, begun);
    grouping_free(&grouping);
    if (!all) {
        return ok ? err_memory(err) : false;
    }
    *sources = all;
    *count = kept;
    return true;
}
