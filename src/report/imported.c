/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/imported.h"

#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "report/joined.h"
#include "report/places.h"
#include "report/totals.h"
#include "report/unknown.h"
#include "report/walk.h"
#include "text/format.h"

struct lines {
    struct arena *arena;
    struct vec all; /* const char * */
    bool failed;
};

static void add(struct lines *lines, const char *text)
{
    const char **place = vec_push(&lines->all);
    lines->failed |= !place || !text;
    if (place) {
        *place = text;
    }
}

/* The lines in the arena; NULL: out of memory. Frees the vec. */
static struct imported *finish(struct lines *lines)
{
    struct imported *made = ARENA_NEW(lines->arena, struct imported);
    size_t count = lines->all.count;
    const char **kept = vec_keep(&lines->all, lines->arena);
    if (!made || !kept || lines->failed) {
        return NULL;
    }
    made->lines = kept;
    made->line_count = count;
    return made;
}

/* --- one file -------------------------------------------------------------------------------- */

static bool changed_nothing(const struct ingest_result *result)
{
    return result->messages_new == 0 && result->messages_changed == 0 && result->days_new == 0 &&
           result->days_changed == 0 && result->facts_changed == 0 && result->notices_new == 0;
}

static void add_rows(struct lines *lines, const struct imported_file *file)
{
    char rows[FORMAT_SIZE], rejected[FORMAT_SIZE], ignored[FORMAT_SIZE];
    struct strbuf out = STRBUF_INIT;
    strbuf_printf(&out, NG_("%s row", "%s rows", file->rows), format_count(file->rows, rows));
    if (file->rejected > 0) {
        strbuf_printf(&out, _(", %s rejected"), format_count(file->rejected, rejected));
        if (file->rejects) {
            strbuf_printf(&out, _(" (see %s)"), file->rejects);
        }
    }
    if (file->ignored > 0) {
        strbuf_printf(&out, _(", %s with nothing to count"), format_count(file->ignored, ignored));
    }
    add(lines, out.failed ? NULL : arena_strdup(lines->arena, strbuf_text(&out)));
    strbuf_free(&out);
}

/* Whether there is any of them; then the line goes on and the number is written. */
static bool begin_effect(struct strbuf *out, int64_t count, char number[FORMAT_SIZE])
{
    if (count <= 0) {
        return false;
    }
    strbuf_puts(out, ", ");
    format_count(count, number);
    return true;
}

static void add_effect(struct lines *lines, const struct imported_file *file)
{
    const struct ingest_result *result = &file->result;
    char number[FORMAT_SIZE], days[FORMAT_SIZE];
    struct strbuf out = STRBUF_INIT;
    strbuf_printf(&out, NG_("%s campaign", "%s campaigns", result->campaigns),
                  format_count(result->campaigns, number));
    if (result->campaigns_new > 0) {
        strbuf_printf(&out, _(" (%s new)"), format_count(result->campaigns_new, number));
    }
    if (result->first_day != DAY_NONE) {
        strbuf_printf(&out, ", %s",
                      format_day_range(result->first_day, result->last_day, false, days));
    }
    if (begin_effect(&out, result->messages_new, number)) {
        strbuf_printf(&out, NG_("%s new message", "%s new messages", result->messages_new), number);
    }
    if (begin_effect(&out, result->messages_changed, number)) {
        strbuf_printf(&out,
                      NG_("%s changed message", "%s changed messages", result->messages_changed),
                      number);
    }
    int64_t dated = result->days_new - result->undated_new;
    if (begin_effect(&out, dated, number)) {
        strbuf_printf(&out, NG_("%s new day", "%s new days", dated), number);
    }
    dated = result->days_changed - result->undated_changed;
    if (begin_effect(&out, dated, number)) {
        strbuf_printf(&out, NG_("%s changed day", "%s changed days", dated), number);
    }
    if (begin_effect(&out, result->undated_new, number)) {
        strbuf_printf(&out,
                      NG_("%s new sum of a whole campaign", "%s new sums of whole campaigns",
                          result->undated_new),
                      number);
    }
    if (begin_effect(&out, result->undated_changed, number)) {
        strbuf_printf(&out,
                      NG_("%s changed sum of a whole campaign",
                          "%s changed sums of whole campaigns", result->undated_changed),
                      number);
    }
    if (begin_effect(&out, result->notices_new, number)) {
        strbuf_printf(&out,
                      NG_("%s new notice of Meta", "%s new notices of Meta", result->notices_new),
                      number);
    }
    add(lines, out.failed ? NULL : arena_strdup(lines->arena, strbuf_text(&out)));
    strbuf_free(&out);
}

const char *imported_twin_words(struct arena *arena, int64_t twin)
{
    return arena_printf(arena,
                        _("the same content stands as import %lld: it may count twice; campane "
                          "imports undo %lld takes that one back"),
                        (long long)twin, (long long)twin);
}

const struct imported *imported_file_words(struct arena *arena, const struct imported_file *file)
{
    const struct ingest_result *result = &file->result;
    struct lines lines = {.arena = arena, .all = VEC_INIT(const char *)};
    char number[FORMAT_SIZE];
    add(&lines, file->why ? arena_printf(arena, "%s: %s (%s)", file->file, file->format, file->why)
                          : arena_printf(arena, "%s: %s", file->file, file->format));
    bool nothing = file->repeated || changed_nothing(result);
    if (file->repeated) {
        add(&lines, _("The same content was imported before: nothing changes."));
    } else {
        add_rows(&lines, file);
        add_effect(&lines, file);
        if (nothing) {
            add(&lines,
                file->continued ? _("Nothing new: only what was added to the file was read.")
                : result->campaigns + result->notices > 0 ? _("Nothing new: all of it was known.")
                                                          : _("There is nothing to count in it."));
        }
    }
    if (file->dry_run) {
        add(&lines, _("Dry run: nothing was written."));
    }
    if (result->conflicts > 0) {
        add(&lines,
            arena_printf(arena,
                         NG_("%s figure of earlier imports was corrected.",
                             "%s figures of earlier imports were corrected.", result->conflicts),
                         format_count(result->conflicts, number)));
    }
    if (result->repeated > 0) {
        add(&lines, arena_printf(arena,
                                 NG_("%s day that the file states more than once was added up.",
                                     "%s days that the file states more than once were added up.",
                                     result->repeated),
                                 format_count(result->repeated, number)));
    }
    if (file->twin) {
        add(&lines, imported_twin_words(arena, file->twin));
    }
    if (file->zone) {
        add(&lines, arena_printf(arena,
                                 file->zone_asked
                                     ? _("Times without a zone were read in %s, as --zone says.")
                                     : _("Times without a zone were read in %s, the store's zone; "
                                         "--zone ZONE names another."),
                                 file->zone));
    }
    for (size_t i = 0; i < file->note_count; i++) {
        add(&lines, arena_strdup(arena, file->notes[i]));
    }
    struct imported *made = finish(&lines);
    if (made) {
        made->nothing_new = nothing;
    }
    return made;
}

/* --- the store ------------------------------------------------------------------------------- */

struct survey {
    struct unknowns unknowns;
    int32_t first, last;
    int64_t campaigns, unattributed;
};

static void survey_add(struct survey *survey, const struct report_item *item,
                       const struct scope *scope)
{
    if (item->what == ITEM_UNATTRIBUTED) {
        total_get(item->total, COUNTER_SENT, &survey->unattributed);
        return;
    }
    survey->campaigns++;
    if (item->start != DAY_NONE && (survey->first == DAY_NONE || item->start < survey->first)) {
        survey->first = item->start;
    }
    int32_t end = item->end == DAY_NONE ? item->start : item->end;
    survey->last = end > survey->last ? end : survey->last;
    unknown_add(&survey->unknowns, item, scope);
}

static bool survey_store(struct store *store, const struct scope *scope, struct cancel *cancel,
                         struct survey *survey, struct err *err)
{
    struct err trouble = ERR_INIT;
    struct report_item item;
    const struct walk_options bare = {.bare = true};
    struct walk *walk = walk_open(store, scope, &bare, cancel, err);
    if (!walk) {
        return false;
    }
    while (walk_next(walk, &item, &trouble)) {
        survey_add(survey, &item, scope);
    }
    walk_close(walk);
    if (trouble.code != ERR_NONE && err) {
        *err = trouble;
    }
    return trouble.code == ERR_NONE;
}

static const char *money_words(struct arena *arena, const struct totals *totals)
{
    struct currency currency = item_currency(&totals->item);
    if (total_is_mixed(totals->item.total)) {
        struct strbuf out = STRBUF_INIT;
        for (size_t i = 0; i < totals->currency_count; i++) {
            const char *code = totals->by_currency[i].currency.code;
            strbuf_printf(&out, "%s%s", i ? ", " : "",
                          strcmp(code, "XXX") == 0 ? _("one not named") : code);
        }
        if (totals->mixed > 0) {
            strbuf_printf(&out,
                          NG_("%s%lld campaign holds several itself",
                              "%s%lld campaigns hold several themselves", totals->mixed),
                          out.length ? "; " : "", (long long)totals->mixed);
        }
        const char *words = out.length ? arena_printf(arena, _("money in several currencies (%s)"),
                                                      strbuf_text(&out))
                                       : _("money in several currencies");
        bool failed = out.failed;
        strbuf_free(&out);
        return failed ? NULL : words;
    }
    if (strcmp(currency.code, "XXX") == 0) {
        return _("amounts name no currency");
    }
    return currency.code[0] ? arena_printf(arena, _("money in %s"), currency.code) : "";
}

static void add_head(struct lines *lines, struct store *store, const struct survey *survey,
                     const struct scope *scope, const struct totals *totals)
{
    char number[FORMAT_SIZE], days[FORMAT_SIZE];
    struct strbuf out = STRBUF_INIT;
    const char *money = money_words(lines->arena, totals);
    strbuf_printf(&out, NG_("%s campaign", "%s campaigns", survey->campaigns),
                  format_count(survey->campaigns, number));
    if (survey->first != DAY_NONE && survey->last != DAY_NONE) {
        strbuf_printf(&out, ", %s", format_day_range(survey->first, survey->last, false, days));
    }
    strbuf_printf(&out, _(", days as in %s"), scope->zone);
    const char *from = places_zone_from(store_zone_from(store));
    if (from) {
        strbuf_printf(&out, " (%s)", from);
    }
    if (money && money[0]) {
        strbuf_printf(&out, ", %s", money);
    }
    lines->failed |= !money;
    add(lines, out.failed ? NULL : arena_strdup(lines->arena, strbuf_text(&out)));
    strbuf_free(&out);
}

static bool fill(struct lines *lines, struct store *store, const struct scope *scope,
                 struct cancel *cancel, struct err *err)
{
    struct survey survey = {.first = DAY_NONE, .last = DAY_NONE};
    const struct totals *totals;
    const struct benchline *line;
    const char *unknown[UNKNOWN_COUNT];
    if (!survey_store(store, scope, cancel, &survey, err) ||
        !totals_build(lines->arena, store, scope, cancel, &totals, err) ||
        !benchline_build(lines->arena, store, scope, cancel, &line, err)) {
        return false;
    }
    add_head(lines, store, &survey, scope, totals);
    int count = unknown_words(&survey.unknowns, lines->arena, unknown, NULL);
    for (int i = 0; i < count; i++) {
        add(lines, unknown[i]);
    }
    if (survey.unattributed > 0) {
        char number[FORMAT_SIZE];
        add(lines,
            arena_printf(lines->arena,
                         NG_("%s %s message: campane assign, or U in the dashboard, gives it a "
                             "campaign",
                             "%s %s messages: campane assign, or U in the dashboard, gives "
                             "them a campaign",
                             survey.unattributed),
                         CAMPAIGN_UNATTRIBUTED, format_count(survey.unattributed, number)));
    }
    struct joined joined;
    if (!joined_words(lines->arena, store, &joined, err)) {
        return false;
    }
    for (size_t i = 0; i < joined.line_count; i++) {
        add(lines, joined.lines[i]);
    }
    if (line->text) {
        add(lines, line->text);
    }
    return count >= 0 || err_memory(err);
}

bool imported_store_words(struct arena *arena, struct store *store, const struct scope *scope,
                          struct cancel *cancel, const struct imported **imported, struct err *err)
{
    struct lines lines = {.arena = arena, .all = VEC_INIT(const char *)};
    if (!fill(&lines, store, scope, cancel, err)) {
        vec_free(&lines.all);
        return false;
    }
    struct imported *made = finish(&lines);
    if (!made) {
        return err_memory(err);
    }
    *imported = made;
    return true;
}
