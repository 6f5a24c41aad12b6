/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/sets.h"

#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "kpi/own.h"
#include "report/words.h"
#include "text/format.h"

static struct cell empty(void)
{
    return (struct cell){.kind = CELL_EMPTY, .grade = GRADE_NONE};
}

static struct cell text_or_empty(const char *text)
{
    return text && text[0] ? cell_text(text) : empty();
}

static struct table *new_table(struct arena *arena, const char *title,
                               const struct table_column *columns, size_t count, size_t rows)
{
    struct table_column *kept = ARENA_ARRAY(arena, struct table_column, count);
    if (!kept) {
        return NULL;
    }
    memcpy(kept, columns, count * sizeof *kept);
    return table_new(arena, title, kept, count, rows);
}

/* --- all sets -------------------------------------------------------------------------------- */

/* "kind flow, channel email"; of own sets "broadcast, whatsapp". NULL: out of memory. */
static const char *bind_words(struct arena *arena, const struct benchmark_set *set)
{
    struct strbuf out = STRBUF_INIT;
    for (size_t i = 0; i < set->bind_count; i++) {
        const struct benchmark_bind *bind = &set->binds[i];
        const struct {
            const char *label, *value;
        } parts[] = {
            {_("kind"), bind->kind == KIND_UNKNOWN ? NULL : campaign_kind_name(bind->kind)},
            {_("industry"), bind->industry},
            {_("country"), bind->country},
            {_("channel"), bind->channel}};
        strbuf_puts(&out, i > 0 ? ", " : "");
        size_t first = 0;
        for (size_t k = 0; k < ARRAY_COUNT(parts); k++) {
            if (parts[k].value) {
                strbuf_printf(&out, "%s%s %s", first++ ? " + " : "", parts[k].label,
                              parts[k].value);
            }
        }
    }
    const char *kept = out.failed ? NULL : arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&out);
    return kept;
}

/* Whether the set at a place is the first under its id: own sets share one. */
static bool is_first(const struct benchmarks *all, size_t at)
{
    return benchmark_find(all, all->sets[at].id) == &all->sets[at];
}

static size_t rows_of(const struct benchmarks *all, const char *id)
{
    size_t rows = 0;
    for (size_t i = 0; i < all->count; i++) {
        rows += strcmp(all->sets[i].id, id) == 0 ? all->sets[i].row_count : 0;
    }
    return rows;
}

static void put_counts(struct table *table, size_t row, const struct benchline *line,
                       const char *id)
{
    for (size_t i = 0; i < line->count; i++) {
        for (size_t grade = 0; strcmp(line->sets[i].id, id) == 0 && grade < GRADE_COUNT; grade++) {
            *table_cell(table, row, 7 + grade) = cell_count(line->sets[i].counts[grade]);
        }
    }
}

static bool put_set(struct arena *arena, struct table *table, size_t row, const struct scope *scope,
                    const struct sets *sets, const struct benchmark_set *set)
{
    const char *bound = set->conditional ? "" : bind_words(arena, set);
    bool current = strcmp(set->id, scope->benchmark) == 0;
    if (!bound) {
        return false;
    }
    const struct cell cells[] = {
        cell_text(set->id),
        text_or_empty(current ? _("in force") : NULL),
        cell_text(set->conditional ? _("Your own campaigns of 90 days, by kind and channel")
                                   : set->title),
        text_or_empty(set->origin),
        text_or_empty(set->date),
        text_or_empty(bound),
        cell_count((int64_t)rows_of(sets->all, set->id)),
    };
    memcpy(table_cell(table, row, 0), cells, sizeof cells);
    put_counts(table, row, sets->line, set->id);
    return true;
}

static struct table *sets_table(struct arena *arena, const struct scope *scope,
                                const struct sets *sets)
{
    const struct table_column columns[] = {
        {.id = "id", .title = _("Set"), .kind = CELL_TEXT},
        {.id = "state", .title = _("State"), .kind = CELL_TEXT, .priority = 1},
        {.id = "title", .title = _("Title"), .kind = CELL_TEXT, .priority = 3, .min_columns = 12},
        {.id = "origin", .title = _("Origin"), .kind = CELL_TEXT, .priority = 4},
        {.id = "date", .title = _("Date"), .kind = CELL_TEXT, .priority = 6},
        {.id = "bound_to", .title = _("Bound to"), .kind = CELL_TEXT, .priority = 5},
        {.id = "rows", .title = _("KPIs"), .kind = CELL_COUNT, .align = TABLE_RIGHT, .priority = 6},
        {.id = "poor",
         .title = _("Poor"),
         .help = _("campaigns by the grade of their CTR"),
         .kind = CELL_COUNT,
         .align = TABLE_RIGHT,
         .priority = 2},
        {.id = "typical",
         .title = _("Typical"),
         .help = _("campaigns by the grade of their CTR"),
         .kind = CELL_COUNT,
         .align = TABLE_RIGHT,
         .priority = 2},
        {.id = "good",
         .title = _("Good"),
         .help = _("campaigns by the grade of their CTR"),
         .kind = CELL_COUNT,
         .align = TABLE_RIGHT,
         .priority = 2},
        {.id = "best",
         .title = _("Best"),
         .help = _("campaigns by the grade of their CTR"),
         .kind = CELL_COUNT,
         .align = TABLE_RIGHT,
         .priority = 2},
    };
    struct table *table =
        new_table(arena, _("Benchmark sets"), columns, ARRAY_COUNT(columns), sets->all->count);
    if (!table) {
        return NULL;
    }
    size_t row = 0;
    for (size_t i = 0; i < sets->all->count; i++) {
        if (is_first(sets->all, i) &&
            !put_set(arena, table, row++, scope, sets, &sets->all->sets[i])) {
            return NULL;
        }
    }
    table->row_count = row;
    bool own = benchmark_find(sets->all, OWN_ID) != NULL;
    if (!table_note(table, arena,
                    _("Counts are campaigns by the grade of their CTR; too small ones are left "
                      "out.")) ||
        (!own && !table_note(table, arena,
                             arena_printf(arena,
                                          _("Your own set (own) needs %d campaigns of one kind and "
                                            "channel with %d delivered in the last %d days."),
                                          OWN_MIN_CAMPAIGNS, OWN_MIN_DELIVERED, OWN_DAYS)))) {
        return NULL;
    }
    return table;
}

bool sets_build(struct arena *arena, struct store *store, const struct scope *scope,
                struct cancel *cancel, const struct sets **sets, struct err *err)
{
    struct sets *made = ARENA_NEW(arena, struct sets);
    struct scope learned = *scope;
    if (!made) {
        return err_memory(err);
    }
    if (!scope_learn(arena, store, scope, KPI_NONE, cancel, &made->all, err)) {
        return false;
    }
    learned.sets = made->all;
    learned.has_own = true;
    if (!benchline_build(arena, store, &learned, cancel, &made->line, err)) {
        return false;
    }
    made->table = sets_table(arena, scope, made);
    if (!made->table) {
        return err_memory(err);
    }
    *sets = made;
    return true;
}

/* --- one set --------------------------------------------------------------------------------- */

static struct cell edge(enum kpi id, double value, struct currency currency)
{
    struct cell cell = {.kind = (uint8_t)item_kpi_kind(id), .grade = GRADE_NONE};
    if (cell.kind == CELL_MONEY) {
        cell.integer = words_micros(value);
        cell.currency = currency;
    } else {
        cell.number = value;
    }
    return cell;
}

static bool ceiling_cell(struct arena *arena, const struct benchmark_row *row, struct cell *cell)
{
    *cell = empty();
    switch (row->ceiling) {
    case CEILING_NONE:
        return true;
    case CEILING_VALUE:
        *cell = edge(row->kpi, row->ceiling_value, row->currency);
        return true;
    case CEILING_KPI:
        break;
    }
    char factor[FORMAT_SIZE];
    *cell = cell_text(arena_printf(arena, "%s × %s", format_number(row->ceiling_value, factor),
                                   kpi_info(row->ceiling_kpi)->name));
    return cell->text != NULL;
}

static const char *base_name(enum benchmark_base base)
{
    return base == BENCHMARK_BASE_ANY ? NULL : base == BENCHMARK_BASE_SENT ? "sent" : "delivered";
}

static bool put_row(struct arena *arena, struct table *table, size_t at,
                    const struct benchmark_row *row, const char *whose)
{
    struct cell ceiling;
    if (!ceiling_cell(arena, row, &ceiling)) {
        return false;
    }
    const struct cell cells[] = {cell_text(kpi_info(row->kpi)->name),
                                 text_or_empty(whose),
                                 text_or_empty(base_name(row->base)),
                                 edge(row->kpi, row->typical, row->currency),
                                 edge(row->kpi, row->good, row->currency),
                                 edge(row->kpi, row->best, row->currency),
                                 ceiling,
                                 text_or_empty(row->source),
                                 text_or_empty(row->date),
                                 text_or_empty(row->sample),
                                 text_or_empty(row->note)};
    memcpy(table_cell(table, at, 0), cells, sizeof cells);
    return true;
}

static struct table *rows_table(struct arena *arena, const struct benchmarks *all, const char *id)
{
    const struct table_column columns[] = {
        {.id = "kpi", .title = _("KPI"), .kind = CELL_TEXT},
        {.id = "for", .title = _("For"), .kind = CELL_TEXT, .priority = 1},
        {.id = "base", .title = _("Base"), .kind = CELL_TEXT, .priority = 2},
        {.id = "typical", .title = _("Typical"), .kind = CELL_NUMBER, .align = TABLE_RIGHT},
        {.id = "good", .title = _("Good"), .kind = CELL_NUMBER, .align = TABLE_RIGHT},
        {.id = "best", .title = _("Best"), .kind = CELL_NUMBER, .align = TABLE_RIGHT},
        {.id = "ceiling",
         .title = _("Ceiling"),
         .help = _("while it lies below the typical edge, values under that edge get no grade"),
         .kind = CELL_NUMBER,
         .align = TABLE_RIGHT,
         .priority = 3},
        {.id = "source", .title = _("Source"), .kind = CELL_TEXT, .priority = 4},
        {.id = "date", .title = _("Date"), .kind = CELL_TEXT, .priority = 5},
        {.id = "sample", .title = _("Sample"), .kind = CELL_TEXT, .priority = 5},
        {.id = "note", .title = _("Note"), .kind = CELL_TEXT, .priority = 6},
    };
    struct table *table = new_table(arena, id, columns, ARRAY_COUNT(columns), rows_of(all, id));
    size_t at = 0;
    for (size_t i = 0; table && i < all->count; i++) {
        const struct benchmark_set *set = &all->sets[i];
        if (strcmp(set->id, id) != 0) {
            continue;
        }
        const char *whose = set->conditional ? bind_words(arena, set) : "";
        for (size_t k = 0; whose && k < set->row_count; k++) {
            if (!put_row(arena, table, at++, &set->rows[k], whose)) {
                return NULL;
            }
        }
        table = whose ? table : NULL;
    }
    return table;
}

static const char *claim_words(struct arena *arena, const struct benchmark_claim *claim)
{
    char low[WORDS_SIZE], high[WORDS_SIZE];
    struct kpi_value value = {.has_value = true, .value = claim->low, .currency = claim->currency};
    words_value(claim->kpi, &value, low);
    if (claim->low == claim->high) {
        return arena_strdup(arena, low);
    }
    value.value = claim->high;
    return arena_printf(arena, "%s – %s", low, words_value(claim->kpi, &value, high));
}

static struct table *claims_table(struct arena *arena, const struct benchmark_set *set)
{
    const struct table_column columns[] = {
        {.id = "kpi", .title = _("KPI"), .kind = CELL_TEXT},
        {.id = "claim", .title = _("Claimed"), .kind = CELL_TEXT, .align = TABLE_RIGHT},
        {.id = "source", .title = _("Source"), .kind = CELL_TEXT, .priority = 1},
        {.id = "date", .title = _("Date"), .kind = CELL_TEXT, .priority = 2},
        {.id = "note", .title = _("Note"), .kind = CELL_TEXT, .priority = 3},
    };
    struct table *table =
        new_table(arena, _("Claimed, not used"), columns, ARRAY_COUNT(columns), set->claim_count);
    for (size_t i = 0; table && i < set->claim_count; i++) {
        const struct benchmark_claim *claim = &set->claims[i];
        const char *words = claim_words(arena, claim);
        const struct cell cells[] = {cell_text(kpi_info(claim->kpi)->name), cell_text(words),
                                     text_or_empty(claim->source), text_or_empty(claim->date),
                                     text_or_empty(claim->note)};
        memcpy(table_cell(table, i, 0), cells, sizeof cells);
        table = words ? table : NULL;
    }
    return table;
}

static bool refuse(const struct benchmarks *all, const char *id, struct err *err)
{
    if (strcmp(id, OWN_ID) == 0) {
        return err_set(err, ERR_NOT_FOUND,
                       _("there is no own set yet: it needs %d campaigns of one kind and channel "
                         "with %d delivered in the last %d days"),
                       OWN_MIN_CAMPAIGNS, OWN_MIN_DELIVERED, OWN_DAYS);
    }
    struct strbuf names = STRBUF_INIT;
    for (size_t i = 0; i < all->count; i++) {
        if (is_first(all, i)) {
            strbuf_printf(&names, "%s, ", all->sets[i].id);
        }
    }
    strbuf_puts(&names, OWN_ID);
    err_set(err, ERR_NOT_FOUND, _("there is no benchmark set \"%.60s\""), id);
    err_todo(err, _("there are: %s"), strbuf_text(&names));
    strbuf_free(&names);
    return false;
}

static const char *set_words(struct arena *arena, const struct benchmark_set *set)
{
    const char *parts[] = {set->conditional ? _("Your own campaigns of 90 days, by kind and "
                                                "channel")
                                            : set->title,
                           set->origin, set->date, set->note};
    struct strbuf out = STRBUF_INIT;
    for (size_t i = 0; i < ARRAY_COUNT(parts); i++) {
        if (parts[i][0]) {
            strbuf_printf(&out, "%s%s", out.length ? " · " : "", parts[i]);
        }
    }
    const char *kept = out.failed ? NULL : arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&out);
    return kept;
}

bool sets_detail(struct arena *arena, struct store *store, const struct scope *scope,
                 const char *id, struct cancel *cancel, const struct set_detail **detail,
                 struct err *err)
{
    const struct benchmarks *all = scope->sets;
    if (strcmp(id, OWN_ID) == 0 && !scope_learn(arena, store, scope, KPI_NONE, cancel, &all, err)) {
        return false;
    }
    const struct benchmark_set *set = benchmark_find(all, id);
    if (!set) {
        return refuse(all, id, err);
    }
    struct set_detail *made = ARENA_NEW(arena, struct set_detail);
    if (!made) {
        return err_memory(err);
    }
    made->id = set->id;
    made->words = set_words(arena, set);
    made->rows = rows_table(arena, all, set->id);
    made->claimed = claims_table(arena, set);
    if (!made->words || !made->rows || !made->claimed) {
        return err_memory(err);
    }
    *detail = made;
    return true;
}
