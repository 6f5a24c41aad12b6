/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "base/base.h"
#include "config/benchmarks.h"
#include "man/roff.h"
#include "report/words.h"

/* --- KPIs ------------------------------------------------------------------------------------ */

static void put_fact(const char *name, const char *text)
{
    printf(".br\n%s: ", name);
    roff_put(text);
    fputc('\n', stdout);
}

static const char *unit_words(enum kpi_unit unit)
{
    static const char *const words[] = {[KPI_UNIT_PERCENT] = "per cent (in JSON a fraction)",
                                        [KPI_UNIT_MONEY] = "money, with its currency",
                                        [KPI_UNIT_TIMES] = "times",
                                        [KPI_UNIT_NUMBER] = "number",
                                        [KPI_UNIT_MINUTES] = "minutes",
                                        [KPI_UNIT_POINTS] = "points, from -100 to 100"};
    return words[unit];
}

static void put_bringers(enum kpi id, const struct kpi_info *info)
{
    const char *query = words_unlock_query(id);
    if (query) {
        put_fact("Told by", query);
        return;
    }
    put_fact("Told by", words_unlock(info->numerator));
    if (info->denominator != COUNTER_NONE &&
        strcmp(words_unlock(info->denominator), words_unlock(info->numerator)) != 0) {
        put_fact("and by", words_unlock(info->denominator));
    }
}

void roff_kpis(void)
{
    for (int i = 0; i < KPI_COUNT; i++) {
        const struct kpi_info *info = kpi_info((enum kpi)i);
        printf(".TP\n\\fB%s\\fR\n", info->name);
        roff_put(info->label);
        fputs(": ", stdout);
        roff_put(info->words);
        fputs(".\n", stdout);
        put_fact("Unit", unit_words(info->unit));
        put_fact("Better", info->direction > 0   ? "higher"
                           : info->direction < 0 ? "lower"
                                                 : "neither; it is context");
        if (info->based) {
            put_fact("Base", "delivered; sent with --base sent");
        }
        if (info->minimum > 0) {
            char words[64];
            snprintf(words, sizeof words, "below %lld %s", (long long)info->minimum,
                     info->formula == KPI_FORMULA_RATE || info->formula == KPI_FORMULA_OPEN_ADJUSTED
                         ? "in the denominator"
                         : "conversions");
            if (info->formula != KPI_FORMULA_QUERY) {
                put_fact(info->formula == KPI_FORMULA_RATE ||
                                 info->formula == KPI_FORMULA_OPEN_ADJUSTED
                             ? "Too few to grade"
                             : "Leaning only",
                         words);
            }
        }
        put_bringers((enum kpi)i, info);
    }
}

/* --- counters -------------------------------------------------------------------------------- */

void roff_counters(void)
{
    for (int i = 0; i < COUNTER_COUNT; i++) {
        const struct counter_info *info = counter_info((enum counter)i);
        printf(".TP\n\\fB%s\\fR\n", info->name);
        roff_put(info->help);
        fputs(".\n", stdout);
        put_fact("Told by", words_unlock((enum counter)i));
    }
}

/* --- benchmarks ------------------------------------------------------------------------------ */

static void put_edge(const struct benchmark_row *row, double edge)
{
    char words[WORDS_SIZE];
    struct kpi_value value = {.has_value = true, .value = edge, .currency = row->currency};
    roff_put(words_value(row->kpi, &value, words));
}

/* Lower edges where more is better, upper ones where less is. */
static void put_bands(const struct benchmark_row *row)
{
    bool higher = kpi_info(row->kpi)->direction > 0;
    fputs(".br\n", stdout);
    fputs(higher ? "typical from " : "typical up to ", stdout);
    put_edge(row, row->typical);
    fputs(higher ? ", good from " : ", good below ", stdout);
    put_edge(row, row->good);
    fputs(higher ? ", best from " : ", best up to ", stdout);
    put_edge(row, row->best);
    if (row->ceiling == CEILING_KPI) {
        printf("; no grade below typical while %g times %s lies under it", row->ceiling_value,
               kpi_info(row->ceiling_kpi)->name);
    } else if (row->ceiling == CEILING_VALUE) {
        fputs("; no grade below typical, since no more than ", stdout);
        put_edge(row, row->ceiling_value);
        fputs(" can be measured", stdout);
    }
    fputs(".\n", stdout);
}

static void put_text(const char *name, const char *text)
{
    if (text[0]) {
        put_fact(name, text);
    }
}

static void put_row(const struct benchmark_row *row)
{
    printf(".TP\n\\fB%s\\fR\n", kpi_info(row->kpi)->name);
    if (row->base != BENCHMARK_BASE_ANY) {
        printf("Per %s.\n", row->base == BENCHMARK_BASE_SENT ? "sent" : "delivered");
    }
    put_bands(row);
    put_text("Source", row->source);
    put_text("Date", row->date);
    put_text("Sample", row->sample);
    put_text("Note", row->note);
}

static void put_claims(const struct benchmark_set *set)
{
    for (size_t i = 0; i < set->claim_count; i++) {
        const struct benchmark_claim *claim = &set->claims[i];
        const struct benchmark_row as_row = {.kpi = claim->kpi, .currency = claim->currency};
        printf(".TP\n\\fB%s\\fR, claimed and not used\n", kpi_info(claim->kpi)->name);
        put_edge(&as_row, claim->low);
        if (claim->high > claim->low) {
            fputs(" to ", stdout);
            put_edge(&as_row, claim->high);
        }
        fputs(".\n", stdout);
        put_text("Source", claim->source);
        put_text("Note", claim->note);
    }
}

static void put_binds(const struct benchmark_set *set)
{
    for (size_t i = 0; i < set->bind_count; i++) {
        const struct benchmark_bind *bind = &set->binds[i];
        const char *what = bind->channel    ? bind->channel
                           : bind->country  ? bind->country
                           : bind->industry ? bind->industry
                                            : campaign_kind_name(bind->kind);
        put_fact("Judges from the start", what);
    }
}

bool roff_benchmarks(void)
{
    struct err err = ERR_INIT;
    struct arena *arena = arena_new();
    const struct benchmarks *all = arena ? benchmarks_load(arena, NULL, &err) : NULL;
    for (size_t i = 0; all && i < all->count; i++) {
        const struct benchmark_set *set = &all->sets[i];
        printf(".SS %s\n", set->id);
        roff_put(set->title);
        fputs(".\n", stdout);
        put_text("Origin", set->origin);
        put_text("Note", set->note);
        if (set->channel) {
            put_fact("Judges only", set->channel);
        }
        put_binds(set);
        for (size_t row = 0; row < set->row_count; row++) {
            put_row(&set->rows[row]);
        }
        put_claims(set);
    }
    if (!all) {
        fprintf(stderr, "mkman: %s\n", err.text);
    }
    arena_free(arena);
    return all != NULL;
}
