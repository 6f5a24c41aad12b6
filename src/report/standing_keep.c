/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/standing_keep.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "text/utf8.h"

/* A standing as text is a run of fields, each ended by a tab: whole numbers, and texts with a '+'
 * before them ('-' where there is none). Control characters never reach a sanitised text; one that
 * has some is not kept. */

/* --- the key --------------------------------------------------------------------------------- */

static void put_sets(struct strbuf *key, const struct benchmarks *all)
{
    for (size_t i = 0; i < all->count; i++) {
        const struct benchmark_set *set = &all->sets[i];
        strbuf_printf(key, "set %s|%s|%d|%s\n", set->id, set->origin, set->conditional,
                      set->channel ? set->channel : "");
        for (size_t bind = 0; bind < set->bind_count; bind++) {
            const struct benchmark_bind *to = &set->binds[bind];
            strbuf_printf(key, "bind %d|%s|%s|%s\n", (int)to->kind,
                          to->industry ? to->industry : "", to->country ? to->country : "",
                          to->channel ? to->channel : "");
        }
        for (size_t row = 0; row < set->row_count; row++) {
            const struct benchmark_row *of = &set->rows[row];
            strbuf_printf(key, "row %d %d %a %a %a %s %d %a %d\n", (int)of->kpi, (int)of->base,
                          of->typical, of->good, of->best, of->currency.code, (int)of->ceiling,
                          of->ceiling_value, (int)of->ceiling_kpi);
        }
    }
}

bool standing_key(struct store *store, const struct scope *scope, struct strbuf *key)
{
    char stamp[STORE_STAMP_SIZE];
    if (!scope->keep || scope->filter || !scope_is_everything(scope) ||
        !store_stamp(store, stamp)) {
        return false;
    }
    strbuf_printf(key, "%s\n%" PRId32 " %d %a %d\n%s|%d%d\n", stamp, scope->today,
                  (int)scope->options.base, scope->options.receipts_off, scope->window_days,
                  scope->benchmark, scope->benchmark_forced, scope->benchmark_chosen);
    put_sets(key, scope->sets);
    return !key->failed;
}

/* One file a store. */
static void name_of(const struct store *store, char name[32])
{
    char digest[17];
    keep_digest(store_path(store), digest);
    snprintf(name, 32, "standing-%s", digest);
}

/* The file beside the store. */
static bool path_beside(const struct store *store, struct strbuf *path)
{
    strbuf_printf(path, "%s.first", store_path(store));
    return !path->failed;
}

/* --- writing --------------------------------------------------------------------------------- */

static void put_number(struct strbuf *out, int64_t number)
{
    strbuf_printf(out, "%" PRId64 "\t", number);
}

static void put_text(struct strbuf *out, const char *text)
{
    strbuf_printf(out, "%c%s\t", text ? '+' : '-', text ? text : "");
    for (const char *at = text; at && *at; at++) {
        out->failed |= (unsigned char)*at < ' ';
    }
}

static void put_counts(struct strbuf *out, const int64_t counts[GRADE_COUNT])
{
    for (int i = 0; i < GRADE_COUNT; i++) {
        put_number(out, counts[i]);
    }
}

static void put_line(struct strbuf *out, const struct benchline *line)
{
    put_text(out, line->text);
    put_number(out, (int64_t)line->count);
    for (size_t i = 0; i < line->count; i++) {
        const struct benchline_set *set = &line->sets[i];
        put_text(out, set->id);
        put_text(out, set->origin);
        put_number(out, set->own);
        put_number(out, set->bound);
        put_number(out, set->current);
        put_counts(out, set->counts);
    }
}

bool standing_write(const struct standing *standing, struct strbuf *out)
{
    put_number(out, standing->campaigns);
    put_number(out, standing->matching);
    put_number(out, standing->all);
    put_text(out, standing->verdict);
    put_number(out, standing->verdict_kpi);
    put_counts(out, standing->graded);
    put_counts(out, standing->certain);
    put_number(out, standing->still_counting);
    put_number(out, (int64_t)standing->attention_more);
    put_number(out, (int64_t)standing->attention_count);
    for (size_t i = 0; i < standing->attention_count; i++) {
        const struct attention *line = &standing->attention[i];
        put_number(out, line->kind);
        put_number(out, line->number);
        put_text(out, line->name);
        put_number(out, line->kpi);
        put_number(out, line->grade);
        put_number(out, line->certain);
        put_text(out, line->text);
    }
    put_line(out, standing->line);
    put_number(out, (int64_t)standing->note_count);
    for (size_t i = 0; i < standing->note_count; i++) {
        put_text(out, standing->notes[i]);
    }
    return !out->failed;
}

/* --- reading --------------------------------------------------------------------------------- */

struct fields {
    struct arena *arena;
    char *at;
    bool failed;
};

static const char *next(struct fields *fields)
{
    char *end = strchr(fields->at, '\t');
    if (!end || fields->failed) {
        fields->failed = true;
        return "";
    }
    const char *field = fields->at;
    *end = '\0';
    fields->at = end + 1;
    return field;
}

static int64_t get_number(struct fields *fields)
{
    const char *field = next(fields);
    char *end;
    int64_t number = strtoll(field, &end, 10);
    fields->failed |= end == field || *end != '\0';
    return number;
}

static int64_t get_within(struct fields *fields, int64_t low, int64_t high)
{
    int64_t number = get_number(fields);
    fields->failed |= number < low || number > high;
    return fields->failed ? low : number;
}

static size_t get_count(struct fields *fields)
{
    return (size_t)get_within(fields, 0, 10000);
}

/* The file may be another person's: what could move a terminal's cursor is not taken from it. */
static bool is_plain(const char *text)
{
    const unsigned char *at = (const unsigned char *)text;
    for (; *at >= ' ' && *at != 0x7f && !(at[0] == 0xc2 && at[1] < 0xa0); at++) {
    }
    return *at == '\0' && utf8_valid(text, strlen(text), NULL);
}

static const char *get_text(struct fields *fields)
{
    const char *field = next(fields);
    if (field[0] != '+') {
        fields->failed |= field[0] != '-';
        return NULL;
    }
    const char *kept = arena_strdup(fields->arena, field + 1);
    fields->failed |= kept == NULL || !is_plain(field + 1);
    return kept;
}

static void get_counts(struct fields *fields, int64_t counts[GRADE_COUNT])
{
    for (int i = 0; i < GRADE_COUNT; i++) {
        counts[i] = get_within(fields, 0, INT64_MAX);
    }
}

static const struct attention *get_attention(struct fields *fields, size_t count)
{
    struct attention *lines = ARENA_ARRAY(fields->arena, struct attention, count);
    fields->failed |= !lines;
    for (size_t i = 0; i < count && !fields->failed; i++) {
        struct attention *line = &lines[i];
        line->kind = (enum attention_kind)get_within(fields, 0, ATTENTION_QUALITY);
        line->number = get_number(fields);
        line->name = get_text(fields);
        line->kpi = (enum kpi)get_within(fields, KPI_NONE, KPI_COUNT - 1);
        line->grade = (enum grade)get_within(fields, GRADE_NONE, GRADE_COUNT - 1);
        line->certain = get_within(fields, 0, 1) == 1;
        line->text = get_text(fields);
        fields->failed |= !line->text;
    }
    return lines;
}

static const struct benchline *get_line(struct fields *fields)
{
    struct benchline *line = ARENA_NEW(fields->arena, struct benchline);
    if (!line) {
        fields->failed = true;
        return NULL;
    }
    line->text = get_text(fields);
    line->count = get_count(fields);
    struct benchline_set *sets = ARENA_ARRAY(fields->arena, struct benchline_set, line->count);
    fields->failed |= !sets;
    for (size_t i = 0; i < line->count && !fields->failed; i++) {
        sets[i].id = get_text(fields);
        sets[i].origin = get_text(fields);
        sets[i].own = get_within(fields, 0, 1) == 1;
        sets[i].bound = get_within(fields, 0, 1) == 1;
        sets[i].current = get_within(fields, 0, 1) == 1;
        get_counts(fields, sets[i].counts);
        fields->failed |= !sets[i].id || !sets[i].origin;
    }
    line->sets = sets;
    return line;
}

static void get_notes(struct fields *fields, struct standing *standing)
{
    standing->note_count = get_count(fields);
    const char **notes = ARENA_ARRAY(fields->arena, const char *, standing->note_count);
    fields->failed |= !notes;
    for (size_t i = 0; i < standing->note_count && !fields->failed; i++) {
        notes[i] = get_text(fields);
        fields->failed |= !notes[i];
    }
    standing->notes = notes;
}

const struct standing *standing_read(struct arena *arena, char *text)
{
    struct fields fields = {arena, text, false};
    struct standing *standing = ARENA_NEW(arena, struct standing);
    if (!standing) {
        return NULL;
    }
    standing->campaigns = get_number(&fields);
    standing->matching = get_number(&fields);
    standing->all = get_number(&fields);
    standing->verdict = get_text(&fields);
    standing->verdict_kpi = (enum kpi)get_within(&fields, KPI_NONE, KPI_COUNT - 1);
    get_counts(&fields, standing->graded);
    get_counts(&fields, standing->certain);
    standing->still_counting = get_number(&fields);
    standing->attention_more = (size_t)get_within(&fields, 0, INT32_MAX);
    standing->attention_count = get_count(&fields);
    standing->attention = get_attention(&fields, standing->attention_count);
    standing->line = get_line(&fields);
    get_notes(&fields, standing);
    return fields.failed || *fields.at != '\0' ? NULL : standing;
}

/* --- both ------------------------------------------------------------------------------------ */

const struct standing *standing_recall(struct arena *arena, const struct store *store,
                                       const struct scope *scope, const char *key)
{
    char name[32];
    name_of(store, name);
    char *text = keep_read(scope->keep, name, key);
    struct strbuf beside = STRBUF_INIT;
    if (!text && path_beside(store, &beside)) {
        text = keep_read_at(scope->keep, strbuf_text(&beside), key);
    }
    strbuf_free(&beside);
    const struct standing *standing = text ? standing_read(arena, text) : NULL;
    mem_free(text);
    return standing;
}

void standing_remember(const struct store *store, const struct scope *scope, const char *key,
                       const struct standing *standing)
{
    char name[32];
    struct strbuf text = STRBUF_INIT, beside = STRBUF_INIT;
    bool share = scope->keep->share && path_beside(store, &beside);
    if (standing->campaigns >= STANDING_KEEP_CAMPAIGNS && standing_write(standing, &text)) {
        name_of(store, name);
        keep_write(scope->keep, name, key, strbuf_text(&text));
        if (share) {
            keep_write_at(scope->keep, strbuf_text(&beside), store_path(store), key,
                          strbuf_text(&text));
        }
    } else if (share) {
        (void)unlink(strbuf_text(&beside)); /* of a larger store that this once was */
    }
    strbuf_free(&text);
    strbuf_free(&beside);
}
