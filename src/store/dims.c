/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/dims.h"

#include <string.h>

#include "base/i18n.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/vec.h"
#include "model/campaign.h"
#include "store/ingest.h"

/* Beyond this many kept rows or labels the memory is given up and built anew: an import's memory
 * must not grow with its input. */
#define DIMS_KEPT_MAX 60000

/* What messages can bring in money. */
#define DIMS_MONEY (COUNTER_BIT(COUNTER_REVENUE) | COUNTER_BIT(COUNTER_COST_MESSAGE))

/* Strings or rows that were seen, and the ids the store gave them. */
struct kept {
    struct intern *seen;
    struct vec ids;     /* uint64_t by number of `seen` */
    struct map64 by_id; /* id -> number */
};

struct dims {
    struct db *db;
    bool many;
    struct kept labels, rows, campaigns;
    struct map64 merged; /* campaign -> what it is merged into */
    struct map64 targets;
    int64_t new_campaigns;
};

static bool kept_open(struct kept *kept)
{
    kept->ids = (struct vec)VEC_INIT(uint64_t);
    kept->seen = intern_new();
    return kept->seen != NULL;
}

static void kept_close(struct kept *kept)
{
    intern_free(kept->seen);
    vec_free(&kept->ids);
    map64_free(&kept->by_id);
}

static void kept_clear(struct kept *kept)
{
    intern_clear(kept->seen);
    vec_clear(&kept->ids);
    map64_clear(&kept->by_id);
}

static bool kept_find(const struct kept *kept, const void *bytes, size_t length, uint64_t *id)
{
    uint32_t number = intern_find(kept->seen, bytes, length);
    if (number == INTERN_NONE || number >= kept->ids.count) {
        return false;
    }
    *id = *VEC_AT(&kept->ids, uint64_t, number);
    return true;
}

static bool kept_add(struct kept *kept, const void *bytes, size_t length, uint64_t id,
                     struct err *err)
{
    if (intern_count(kept->seen) >= DIMS_KEPT_MAX) {
        kept_clear(kept);
    }
    uint32_t number = intern_add(kept->seen, bytes, length);
    if (number == INTERN_NONE) {
        return err_memory(err);
    }
    if (number < kept->ids.count) {
        *VEC_AT(&kept->ids, uint64_t, number) = id;
    } else {
        uint64_t *place = vec_push(&kept->ids);
        if (!place) {
            kept_clear(kept);
            return err_memory(err);
        }
        *place = id;
    }
    uint64_t *back = map64_put(&kept->by_id, id, NULL);
    if (!back) {
        return err_memory(err);
    }
    *back = number;
    return true;
}

static const void *kept_get(const struct kept *kept, uint64_t id, size_t *length)
{
    const uint64_t *number = map64_get(&kept->by_id, id);
    return number ? intern_get(kept->seen, (uint32_t)*number, length) : NULL;
}

struct dims *dims_new(struct db *db, bool many, struct err *err)
{
    struct dims *dims = mem_new(1, sizeof *dims);
    if (!dims) {
        err_memory(err);
        return NULL;
    }
    dims->db = db;
    dims->many = many;
    if (!kept_open(&dims->labels) || !kept_open(&dims->rows) || !kept_open(&dims->campaigns)) {
        err_memory(err);
        dims_free(dims);
        return NULL;
    }
    return dims;
}

void dims_free(struct dims *dims)
{
    if (dims) {
        kept_close(&dims->labels);
        kept_close(&dims->rows);
        kept_close(&dims->campaigns);
        map64_free(&dims->merged);
        map64_free(&dims->targets);
        mem_free(dims);
    }
}

void dims_forget(struct dims *dims)
{
    kept_clear(&dims->labels);
    kept_clear(&dims->rows);
    kept_clear(&dims->campaigns);
}

bool dims_load_merged(struct dims *dims, struct err *err)
{
    dims_forget(dims);
    map64_clear(&dims->merged);
    map64_clear(&dims->targets);
    sqlite3_stmt *rows = db_statement(dims->db, "SELECT campaign, target FROM merged", err);
    if (!rows) {
        return false;
    }
    enum db_step step;
    while ((step = db_step(dims->db, rows, err)) == DB_ROW) {
        uint64_t target = (uint64_t)db_column_int(rows, 1);
        uint64_t *place = map64_put(&dims->merged, (uint64_t)db_column_int(rows, 0), NULL);
        if (!place || !map64_put(&dims->targets, target, NULL)) {
            db_reset(rows);
            return err_memory(err);
        }
        *place = target;
    }
    return step == DB_DONE;
}

bool dims_any_merged(const struct dims *dims)
{
    return dims->merged.count > 0;
}

bool dims_is_target(const struct dims *dims, int64_t campaign)
{
    return dims->targets.count > 0 && map64_get(&dims->targets, (uint64_t)campaign) != NULL;
}

int64_t dims_target(const struct dims *dims, int64_t campaign)
{
    const uint64_t *target =
        dims->merged.count > 0 ? map64_get(&dims->merged, (uint64_t)campaign) : NULL;
    return target ? (int64_t)*target : campaign;
}

void dims_move(struct dim_row *row, int64_t campaign)
{
    row->campaign = row->said = campaign;
}

uint32_t dims_counted(struct dims *dims, uint32_t id, struct err *err)
{
    if (!dims_any_merged(dims)) {
        return id;
    }
    const struct dim_row *kept = dims_row(dims, id, err);
    if (!kept || kept->said == kept->campaign) {
        return kept ? id : 0;
    }
    struct dim_row row = *kept;
    dims_move(&row, row.campaign);
    return dims_id(dims, &row, err);
}

int64_t dims_new_campaigns(const struct dims *dims)
{
    return dims->new_campaigns;
}

/* The label's id, 0 when failed. */
static uint32_t label_id(struct dims *dims, const char *text, struct err *err)
{
    uint64_t id;
    size_t length = strlen(text);
    if (kept_find(&dims->labels, text, length, &id)) {
        return (uint32_t)id;
    }
    sqlite3_stmt *find = db_statement(dims->db, "SELECT id FROM label WHERE text = ?1", err);
    if (!find) {
        return 0;
    }
    db_bind_text(find, 1, text);
    enum db_step step = db_step(dims->db, find, err);
    if (step == DB_FAILED) {
        return 0;
    }
    if (step == DB_ROW) {
        id = (uint64_t)db_column_int(find, 0);
        db_reset(find);
    } else {
        sqlite3_stmt *add = db_statement(dims->db, "INSERT INTO label (text) VALUES (?1)", err);
        if (!add) {
            return 0;
        }
        db_bind_text(add, 1, text);
        if (!db_run(dims->db, add, err)) {
            return 0;
        }
        id = (uint64_t)sqlite3_last_insert_rowid(db_handle(dims->db));
    }
    return kept_add(&dims->labels, text, length, id, err) ? (uint32_t)id : 0;
}

uint32_t dims_text(struct dims *dims, const char *text, struct err *err)
{
    return label_id(dims, text, err);
}

const char *dims_label(struct dims *dims, uint32_t label, struct err *err)
{
    if (label == 0) {
        return "";
    }
    const char *text = kept_get(&dims->labels, label, NULL);
    if (text) {
        return text;
    }
    sqlite3_stmt *find = db_statement(dims->db, "SELECT text FROM label WHERE id = ?1", err);
    if (!find) {
        return NULL;
    }
    db_bind_int(find, 1, label);
    enum db_step step = db_step(dims->db, find, err);
    if (step != DB_ROW) {
        if (step == DB_DONE) {
            err_set(err, ERR_STORE_DAMAGED, _("%s: label %u is missing"), db_path(dims->db), label);
        }
        return NULL;
    }
    text = db_column_text(find, 0);
    bool kept = text && kept_add(&dims->labels, text, strlen(text), label, err);
    db_reset(find);
    return kept ? kept_get(&dims->labels, label, NULL) : NULL;
}

/* What counts for another campaign needs that one, which no file may have named. *there: it was
 * there. */
static bool add_target(struct dims *dims, int64_t number, bool *there, struct err *err)
{
    sqlite3_stmt *add = db_statement(
        dims->db,
        "INSERT OR IGNORE INTO campaign SELECT target, name FROM merged WHERE campaign = ?1", err);
    if (!add) {
        return false;
    }
    db_bind_int(add, 1, number);
    if (!db_run(dims->db, add, err)) {
        return false;
    }
    *there = sqlite3_changes(db_handle(dims->db)) == 0;
    return true;
}

static bool add_campaign(struct dims *dims, int64_t number, const char *name, struct err *err)
{
    bool known = number == 0;
    if (dims_target(dims, number) != number && !add_target(dims, number, &known, err)) {
        return false;
    }
    if (dims->new_campaigns >= INGEST_NEW_CAMPAIGNS_MAX && !dims->many && !known) {
        err_set(err, ERR_REFUSED,
                _("this file would make more than %d new campaigns; the last one is \"%.60s\""),
                INGEST_NEW_CAMPAIGNS_MAX, name);
        return err_todo(err, _("is the campaign column the right one? If so, import with --many"));
    }
    sqlite3_stmt *add =
        db_statement(dims->db, "INSERT INTO campaign (id, name) VALUES (?1, ?2)", err);
    if (!add) {
        return false;
    }
    db_bind_int(add, 1, number);
    db_bind_text(add, 2, name);
    if (!db_run(dims->db, add, err)) {
        return false;
    }
    dims->new_campaigns += !known;
    return true;
}

int64_t dims_campaign(struct dims *dims, const char *name, struct err *err)
{
    /* "(unattributed)" as a name means what it says, so an export can be imported again. */
    bool none = !name || !*name || strcmp(name, CAMPAIGN_UNATTRIBUTED) == 0;
    const char *text = none ? CAMPAIGN_UNATTRIBUTED : name;
    uint64_t kept;
    if (kept_find(&dims->campaigns, text, strlen(text), &kept)) {
        return (int64_t)kept;
    }
    int64_t number = none ? 0 : campaign_number(text);
    for (;;) {
        sqlite3_stmt *find = db_statement(dims->db, "SELECT name FROM campaign WHERE id = ?1", err);
        if (!find) {
            return -1;
        }
        db_bind_int(find, 1, number);
        enum db_step step = db_step(dims->db, find, err);
        if (step == DB_FAILED) {
            return -1;
        }
        if (step == DB_DONE) {
            if (!add_campaign(dims, number, text, err)) {
                return -1;
            }
            break;
        }
        const char *other = db_column_text(find, 0);
        bool same = other && strcmp(other, text) == 0;
        db_reset(find);
        if (same) {
            break;
        }
        number++; /* two names with the same 40 bits */
    }
    return kept_add(&dims->campaigns, text, strlen(text), (uint64_t)number, err) ? number : -1;
}

bool dims_describe(struct dims *dims, const struct attrs *attrs, struct dim_row *row,
                   struct err *err)
{
    struct dim_row out;
    memset(&out, 0, sizeof out);
    out.said = dims_campaign(dims, attrs->campaign, err);
    if (out.said < 0) {
        return false;
    }
    out.campaign = dims_target(dims, out.said);
    for (int id = 0; id < ATTR_COUNT; id++) {
        if (attrs->value[id] && *attrs->value[id]) {
            out.label[id] = label_id(dims, attrs->value[id], err);
            if (!out.label[id]) {
                return false;
            }
        }
    }
    out.source = (uint8_t)attrs->source;
    memcpy(out.currency.code, attrs->currency.code, sizeof out.currency.code);
    if (source_is_message(attrs->source)) {
        out.rank = (uint8_t)attrs->rank;
        out.known = attrs->known | COUNTER_BIT(COUNTER_SENT);
        if (!out.currency.code[0] && (out.known & DIMS_MONEY)) {
            memcpy(out.currency.code, "XXX", 4); /* amounts of a currency that nobody named */
        }
    }
    *row = out;
    return true;
}

static const char dim_find[] =
    "SELECT id FROM dim WHERE campaign = ?1 AND source = ?2 AND template = ?3 AND variant = ?4"
    " AND segment = ?5 AND language = ?6 AND country = ?7 AND cta = ?8 AND channel = ?9"
    " AND sender = ?10 AND category = ?11 AND utm_source = ?12 AND utm_medium = ?13"
    " AND utm_campaign = ?14 AND utm_content = ?15 AND conversion_type = ?16 AND rank = ?17"
    " AND known = ?18 AND currency = ?19 AND said = ?20";

static const char dim_add[] =
    "INSERT INTO dim (campaign, source, template, variant, segment, language, country, cta,"
    " channel, sender, category, utm_source, utm_medium, utm_campaign, utm_content,"
    " conversion_type, rank, known, currency, said) VALUES"
    " (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)";

static const char dim_get[] =
    "SELECT said, source, template, variant, segment, language, country, cta, channel, sender,"
    " category, utm_source, utm_medium, utm_campaign, utm_content, conversion_type, rank, known,"
    " currency FROM dim WHERE id = ?1";

/* As dim.campaign has it: where what is reported is merged into another dim, nobody reads it here.
 */
static int64_t stored_campaign(const struct dim_row *row)
{
    bool merged_away = row->said != row->campaign && !source_is_message((enum source)row->source);
    return merged_away ? -1 : row->campaign;
}

static void bind_row(sqlite3_stmt *statement, const struct dim_row *row)
{
    db_bind_int(statement, 1, stored_campaign(row));
    db_bind_int(statement, 2, row->source);
    for (int id = 0; id < ATTR_COUNT; id++) {
        db_bind_int(statement, 3 + id, row->label[id]);
    }
    db_bind_int(statement, 3 + ATTR_COUNT, row->rank);
    db_bind_int(statement, 4 + ATTR_COUNT, row->known);
    db_bind_currency(statement, 5 + ATTR_COUNT, row->currency);
    db_bind_int(statement, 6 + ATTR_COUNT, row->said);
}

static const char dim_count[] =
    "SELECT count(*) FROM dim WHERE campaign = ?1 AND said = ?2 AND source <> 5";

/* The attribute with the most values among a campaign's dims, for the message. */
static bool widest_attr(struct dims *dims, const struct dim_row *row, enum attr *widest,
                        int64_t *values, struct err *err)
{
    sqlite3_stmt *count = db_statement(
        dims->db,
        "SELECT count(DISTINCT template), count(DISTINCT variant), count(DISTINCT segment),"
        " count(DISTINCT language), count(DISTINCT country), count(DISTINCT cta),"
        " count(DISTINCT channel), count(DISTINCT sender), count(DISTINCT category),"
        " count(DISTINCT utm_source), count(DISTINCT utm_medium), count(DISTINCT utm_campaign),"
        " count(DISTINCT utm_content), count(DISTINCT conversion_type) FROM dim"
        " WHERE campaign = ?1 AND said = ?2",
        err);
    if (!count) {
        return false;
    }
    db_bind_int(count, 1, stored_campaign(row));
    db_bind_int(count, 2, row->said);
    if (db_step(dims->db, count, err) != DB_ROW) {
        return false;
    }
    *values = 0;
    for (int id = 0; id < ATTR_COUNT; id++) {
        if (db_column_int(count, id) > *values) {
            *values = db_column_int(count, id);
            *widest = (enum attr)id;
        }
    }
    db_reset(count);
    return true;
}

static bool check_cap(struct dims *dims, const struct dim_row *row, struct err *err)
{
    if (dims->many) {
        return true;
    }
    sqlite3_stmt *count = db_statement(dims->db, dim_count, err);
    if (!count) {
        return false;
    }
    db_bind_int(count, 1, stored_campaign(row));
    db_bind_int(count, 2, row->said);
    if (db_step(dims->db, count, err) != DB_ROW) {
        return false;
    }
    int64_t rows = db_column_int(count, 0);
    db_reset(count);
    if (rows < INGEST_DIMS_MAX) {
        return true;
    }
    enum attr widest = ATTR_TEMPLATE;
    int64_t values;
    if (!widest_attr(dims, row, &widest, &values, err)) {
        return false;
    }
    err_set(err, ERR_REFUSED,
            _("one campaign would get over %d combinations of attributes: the field \"%s\" has "
              "%lld different values"),
            INGEST_DIMS_MAX, attr_info(widest)->name, (long long)values);
    return err_todo(err, _("leave that column out with a profile, or import with --many"));
}

uint32_t dims_id(struct dims *dims, const struct dim_row *row, struct err *err)
{
    uint64_t id;
    if (kept_find(&dims->rows, row, sizeof *row, &id)) {
        return (uint32_t)id;
    }
    sqlite3_stmt *find = db_statement(dims->db, dim_find, err);
    if (!find) {
        return 0;
    }
    bind_row(find, row);
    enum db_step step = db_step(dims->db, find, err);
    if (step == DB_FAILED) {
        return 0;
    }
    if (step == DB_ROW) {
        id = (uint64_t)db_column_int(find, 0);
        db_reset(find);
    } else {
        sqlite3_stmt *add = row->source == SOURCE_FACTS || check_cap(dims, row, err)
                                ? db_statement(dims->db, dim_add, err)
                                : NULL;
        if (!add) {
            return 0;
        }
        bind_row(add, row);
        if (!db_run(dims->db, add, err)) {
            return 0;
        }
        id = (uint64_t)sqlite3_last_insert_rowid(db_handle(dims->db));
        /* Where it counts must be there before anybody looks for dims in other currencies. */
        if (stored_campaign(row) < 0) {
            struct dim_row counted = *row;
            dims_move(&counted, row->campaign);
            if (!dims_id(dims, &counted, err)) {
                return 0;
            }
        }
    }
    return kept_add(&dims->rows, row, sizeof *row, id, err) ? (uint32_t)id : 0;
}

const struct dim_row *dims_row(struct dims *dims, uint32_t id, struct err *err)
{
    const struct dim_row *kept = kept_get(&dims->rows, id, NULL);
    if (kept) {
        return kept;
    }
    sqlite3_stmt *get = db_statement(dims->db, dim_get, err);
    if (!get) {
        return NULL;
    }
    db_bind_int(get, 1, id);
    enum db_step step = db_step(dims->db, get, err);
    if (step != DB_ROW) {
        if (step == DB_DONE) {
            err_set(err, ERR_STORE_DAMAGED, _("%s: dim %u is missing"), db_path(dims->db), id);
        }
        return NULL;
    }
    struct dim_row row;
    memset(&row, 0, sizeof row);
    row.said = db_column_int(get, 0);
    row.campaign = dims_target(dims, row.said);
    row.source = (uint8_t)db_column_int(get, 1);
    for (int attr = 0; attr < ATTR_COUNT; attr++) {
        row.label[attr] = (uint32_t)db_column_int(get, 2 + attr);
    }
    row.rank = (uint8_t)db_column_int(get, 2 + ATTR_COUNT);
    row.known = (counter_mask)db_column_int(get, 3 + ATTR_COUNT);
    row.currency = db_column_currency(get, 4 + ATTR_COUNT);
    db_reset(get);
    if (row.source >= SOURCE_COUNT) {
        err_set(err, ERR_STORE_DAMAGED, _("%s: dim %u has no source"), db_path(dims->db), id);
        return NULL;
    }
    return kept_add(&dims->rows, &row, sizeof row, id, err) ? kept_get(&dims->rows, id, NULL)
                                                            : NULL;
}

static bool campaign_name(struct dims *dims, int64_t number, const char **name, struct err *err)
{
    *name = kept_get(&dims->campaigns, (uint64_t)number, NULL);
    if (*name) {
        return true;
    }
    sqlite3_stmt *get = db_statement(dims->db, "SELECT name FROM campaign WHERE id = ?1", err);
    if (!get) {
        return false;
    }
    db_bind_int(get, 1, number);
    enum db_step step = db_step(dims->db, get, err);
    if (step != DB_ROW) {
        return step == DB_DONE &&
               err_set(err, ERR_STORE_DAMAGED, _("%s: a campaign is missing"), db_path(dims->db));
    }
    const char *text = db_column_text(get, 0);
    bool kept = text && kept_add(&dims->campaigns, text, strlen(text), (uint64_t)number, err);
    db_reset(get);
    *name = kept ? kept_get(&dims->campaigns, (uint64_t)number, NULL) : NULL;
    return *name != NULL;
}

/* Which of two statements of a field stands: `a` and `b` are campaign numbers or labels, 0 unknown.
 * field: an attr, or ATTR_NONE for the campaign. */
static bool choose(struct dims *dims, enum attr field, int64_t *best, uint8_t *best_rank,
                   int64_t candidate, uint8_t rank, struct err *err)
{
    if (candidate == 0 || candidate == *best) {
        if (candidate != 0 && rank > *best_rank) {
            *best_rank = rank;
        }
        return true;
    }
    bool better = *best == 0 || rank > *best_rank;
    if (!better && rank == *best_rank) {
        /* Labels can be forgotten when another is read: compare a copy's order, not two pointers.
         */
        const char *text = NULL;
        char first[256];
        if (field == ATTR_NONE ? !campaign_name(dims, *best, &text, err)
                               : !(text = dims_label(dims, (uint32_t)*best, err))) {
            return false;
        }
        size_t length = strlen(text);
        length = length < sizeof first - 1 ? length : sizeof first - 1;
        memcpy(first, text, length);
        first[length] = '\0';
        if (field == ATTR_NONE ? !campaign_name(dims, candidate, &text, err)
                               : !(text = dims_label(dims, (uint32_t)candidate, err))) {
            return false;
        }
        int order = strncmp(text, first, sizeof first - 1);
        better = order < 0 || (order == 0 && candidate < *best);
    }
    if (better) {
        *best = candidate;
        *best_rank = rank;
    }
    return true;
}

bool dims_combine(struct dims *dims, const uint32_t *ids, size_t count, struct dim_row *row,
                  struct err *err)
{
    struct dim_row out;
    memset(&out, 0, sizeof out);
    out.source = SOURCE_COUNT;
    int64_t best[ATTR_COUNT + 1] = {0};
    uint8_t rank[ATTR_COUNT + 1] = {0};
    for (size_t i = 0; i < count; i++) {
        const struct dim_row *kept = dims_row(dims, ids[i], err);
        if (!kept) {
            return false;
        }
        struct dim_row one = *kept; /* reading labels may move it */
        for (int field = 0; field <= ATTR_COUNT; field++) {
            bool is_campaign = field == ATTR_COUNT;
            if (!choose(dims, is_campaign ? ATTR_NONE : (enum attr)field, &best[field],
                        &rank[field], is_campaign ? one.said : (int64_t)one.label[field], one.rank,
                        err)) {
                return false;
            }
        }
        out.known |= one.known;
        out.rank = one.rank > out.rank ? one.rank : out.rank;
        out.source = one.source < out.source ? one.source : out.source;
    }
    out.said = best[ATTR_COUNT];
    out.campaign = dims_target(dims, out.said);
    for (int field = 0; field < ATTR_COUNT; field++) {
        out.label[field] = (uint32_t)best[field];
    }
    *row = out;
    return true;
}
