/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/benchline.h"

#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "kpi/own.h"
#include "report/walk.h"
#include "report/words.h"

struct benchline_count {
    struct arena *arena;
    const struct scope *scope;
    const struct benchmarks *sets;
    struct benchline_set *found; /* one per id, the scope's benchmark first */
    size_t count;
    /* By class of campaigns: what judges their CTR as things are, then under each of `found`. NULL:
     * none of the class came yet. */
    const struct grade_bench *classes[BENCHES_MAX];
    struct grade_bench *spare; /* for a campaign of no class */
};

static bool is_bound(const struct benchmark_set *set)
{
    return set->bind_count > 0 && !set->conditional;
}

static struct benchline_set *by_id(struct benchline_count *counts, const char *id)
{
    for (size_t i = 0; i < counts->count; i++) {
        if (strcmp(counts->found[i].id, id) == 0) {
            return &counts->found[i];
        }
    }
    return NULL;
}

static void list_set(struct benchline_count *counts, const struct benchmark_set *set)
{
    if (!by_id(counts, set->id)) {
        counts->found[counts->count++] =
            (struct benchline_set){.id = set->id,
                                   .origin = set->origin,
                                   .own = strcmp(set->id, OWN_ID) == 0,
                                   .bound = is_bound(set),
                                   .current = strcmp(set->id, counts->scope->benchmark) == 0};
    }
}

struct benchline_count *benchline_count_new(struct arena *arena, const struct scope *scope,
                                            const struct benchmarks *sets)
{
    struct benchline_count *counts = ARENA_NEW(arena, struct benchline_count);
    struct benchline_set *found = ARENA_ARRAY(arena, struct benchline_set, sets->count + 1);
    struct grade_bench *spare = ARENA_ARRAY(arena, struct grade_bench, sets->count + 2);
    if (!counts || !found || !spare) {
        return NULL;
    }
    *counts = (struct benchline_count){
        .arena = arena, .scope = scope, .sets = sets, .found = found, .spare = spare};
    const struct benchmark_set *current = benchmark_find(sets, scope->benchmark);
    if (current) {
        list_set(counts, current);
    }
    for (size_t i = 0; i < sets->count; i++) {
        list_set(counts, &sets->sets[i]);
    }
    return counts;
}

/* --- what judges a campaign ------------------------------------------------------------------ */

static void find_benches(const struct benchline_count *counts, const struct report_item *item,
                         struct grade_bench *benches)
{
    struct grade_context context = {.sets = counts->sets,
                                    .chosen = counts->scope->benchmark,
                                    .kind = item->kind,
                                    .channel = item->channel,
                                    .industry = item->industry};
    benches[0] = grade_bench(KPI_CTR, &context);
    for (size_t i = 0; i < counts->count; i++) {
        context.chosen = counts->found[i].id;
        benches[i + 1] = grade_bench(KPI_CTR, &context);
    }
}

static const struct grade_bench *benches_for(struct benchline_count *counts,
                                             const struct report_item *item)
{
    const struct benches *class = item->benches;
    if (class && counts->classes[class->index]) {
        return counts->classes[class->index];
    }
    struct grade_bench *benches =
        class ? ARENA_ARRAY(counts->arena, struct grade_bench, counts->count + 1) : NULL;
    if (benches) {
        counts->classes[class->index] = benches;
    } else {
        benches = counts->spare;
    }
    find_benches(counts, item, benches);
    return benches;
}

/* Count the grade that a benchmark gives, for the set `only` (NULL: for bound ones). */
static void count_grade(struct benchline_count *counts, const struct report_item *item,
                        const struct kpi_value *value, const struct grade_bench *bench,
                        struct benchline_set *only)
{
    struct grade_result result =
        grade_against(KPI_CTR, value, item->total, &counts->scope->options, item->goal, bench);
    if (result.grade == GRADE_NONE) {
        return;
    }
    struct benchline_set *judge = by_id(counts, result.set->id);
    if (judge && (only ? judge == only : judge->bound)) {
        judge->counts[result.grade]++;
    }
}

bool benchline_count_add(struct benchline_count *counts, const struct report_item *item)
{
    if (item->what != ITEM_CAMPAIGN) {
        return false;
    }
    struct kpi_value value = kpi_eval(KPI_CTR, item->total, &counts->scope->options);
    if (!value.has_value || value.denominator < kpi_info(KPI_CTR)->minimum) {
        return false;
    }
    const struct grade_bench *benches = benches_for(counts, item);
    count_grade(counts, item, &value, &benches[0], NULL);
    for (size_t i = 0; i < counts->count; i++) {
        if (!counts->found[i].bound) {
            count_grade(counts, item, &value, &benches[i + 1], &counts->found[i]);
        }
    }
    return true;
}

static bool counts_any(const struct benchline_set *set)
{
    int64_t sum = 0;
    for (int grade = 0; grade < GRADE_COUNT; grade++) {
        sum += set->counts[grade];
    }
    return sum > 0;
}

/* "reference (published targets):", "own 90 days:" */
static void put_name(struct strbuf *out, const struct benchline_set *set)
{
    strbuf_puts(out, set->id);
    if (set->origin[0]) {
        strbuf_printf(out, set->own ? " %s" : " (%s)", set->origin);
    }
    strbuf_putc(out, ':');
}

static const char *line_words(struct arena *arena, const struct benchline *line)
{
    struct strbuf out = STRBUF_INIT;
    strbuf_puts(&out, _("Benchmark"));
    for (size_t i = 0; i < line->count; i++) {
        const struct benchline_set *set = &line->sets[i];
        strbuf_puts(&out, i == 0 ? " " : " · ");
        put_name(&out, set);
        for (int grade = 0; grade < GRADE_COUNT; grade++) {
            if (i == 0) {
                strbuf_printf(&out, " %s", words_grade((enum grade)grade));
            }
            strbuf_printf(&out, " %lld", (long long)set->counts[grade]);
        }
    }
    const char *kept = out.failed ? NULL : arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&out);
    return kept;
}

const struct benchline *benchline_count_finish(struct benchline_count *counts)
{
    struct benchline *line = ARENA_NEW(counts->arena, struct benchline);
    if (!line) {
        return NULL;
    }
    for (size_t i = 0; i < counts->count; i++) {
        if (counts_any(&counts->found[i])) {
            counts->found[line->count++] = counts->found[i];
        }
    }
    line->sets = counts->found;
    if (line->count > 0 && !counts->scope->benchmark_chosen) {
        line->text = line_words(counts->arena, line);
        return line->text ? line : NULL;
    }
    return line;
}

bool benchline_build(struct arena *arena, struct store *store, const struct scope *scope,
                     struct cancel *cancel, const struct benchline **line, struct err *err)
{
    const struct benchmarks *sets;
    if (!scope_learn(arena, store, scope, KPI_CTR, cancel, &sets, err)) {
        return false;
    }
    struct benchline_count *counts = benchline_count_new(arena, scope, sets);
    const struct walk_options bare = {.bare = true};
    struct walk *walk = counts ? walk_open(store, scope, &bare, cancel, err) : NULL;
    if (!walk) {
        return counts ? false : err_memory(err);
    }
    struct err trouble = ERR_INIT;
    struct report_item item;
    while (walk_next(walk, &item, &trouble)) {
        benchline_count_add(counts, &item);
    }
    walk_close(walk);
    if (trouble.code != ERR_NONE) {
        if (err) {
            *err = trouble;
        }
        return false;
    }
    const struct benchline *made = benchline_count_finish(counts);
    if (!made) {
        return err_memory(err);
    }
    *line = made;
    return true;
}
