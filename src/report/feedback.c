/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/feedback.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/map.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "report/feedback_private.h"
#include "report/walk.h"
#include "store/query_comments.h"
#include "store/query_touches.h"
#include "text/fold.h"

/* --- choosing -------------------------------------------------------------------------------- */

static const struct {
    enum feedback_level level;
    const char *name;
} levels[] = {{FEEDBACK_LOW, "low"},
              {FEEDBACK_MIDDLE, "middle"},
              {FEEDBACK_HIGH, "high"},
              {FEEDBACK_UNRATED, "none"}};

const char *feedback_level_name(enum feedback_level level)
{
    for (size_t i = 0; i < ARRAY_COUNT(levels); i++) {
        if (levels[i].level == level) {
            return levels[i].name;
        }
    }
    return NULL;
}

/* A number without sign or exponent: "4", "4.5". */
static bool read_number(const char *text, size_t length, double *number)
{
    char digits[16];
    bool point = false;
    if (length == 0 || length >= sizeof digits) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        bool is_point = text[i] == '.' && !point && i > 0 && i + 1 < length;
        if (!is_point && (text[i] < '0' || text[i] > '9')) {
            return false;
        }
        point |= is_point;
        digits[i] = text[i];
    }
    digits[length] = '\0';
    *number = strtod(digits, NULL);
    return true;
}

bool feedback_choose_rating(const char *words, struct feedback_choice *choice, struct err *err)
{
    for (size_t i = 0; i < ARRAY_COUNT(levels); i++) {
        if (strcmp(words, levels[i].name) == 0) {
            choice->by_level = true;
            choice->level = levels[i].level;
            return true;
        }
    }
    const char *dots = strstr(words, "..");
    size_t length = dots ? (size_t)(dots - words) : strlen(words);
    double low, high;
    bool right = read_number(words, length, &low);
    high = low;
    if (right && dots) {
        right = read_number(dots + 2, strlen(dots + 2), &high) && low <= high;
    }
    if (!right) {
        err_set(err, ERR_USAGE, _("\"%.40s\" is no rating"), words);
        return err_todo(err, _("take low, middle, high, none, a number (4) or two (1..2)"));
    }
    choice->by_rating = true;
    choice->low = low;
    choice->high = high;
    return true;
}

/* --- gathering ------------------------------------------------------------------------------- */

struct gathering {
    struct arena *arena;
    struct store *store;
    const struct scope *scope;
    struct cancel *cancel;
    struct feedback *feedback;
    struct map64 names;         /* of the campaigns that count: const char * */
    struct intern *kinds;       /* as files say them; "" for none */
    struct vec kind_counts;     /* int64_t, by their number */
    struct vec weeks;           /* struct feedback_week */
    struct map64 week_at;       /* monday: place in weeks */
    struct vec entries;         /* struct feedback_entry */
    struct strbuf search, kind; /* folded */
    struct err *err;
};

static bool keep_name(struct gathering *gathering, int64_t number, const char *name)
{
    const char *kept = arena_strdup(gathering->arena, name ? name : "");
    uint64_t *place = kept ? map64_put(&gathering->names, (uint64_t)number, NULL) : NULL;
    if (!place) {
        return err_memory(gathering->err);
    }
    *place = (uint64_t)(uintptr_t)kept;
    return true;
}

static bool walk_names(struct gathering *gathering)
{
    struct err trouble = ERR_INIT;
    struct report_item item;
    struct walk *walk =
        walk_open(gathering->store, gathering->scope, NULL, gathering->cancel, gathering->err);
    if (!walk) {
        return false;
    }
    bool ok = true;
    while (ok && walk_next(walk, &item, &trouble)) {
        ok = keep_name(gathering, item.number, item.name);
    }
    walk_close(walk);
    if (trouble.code != ERR_NONE && gathering->err) {
        *gathering->err = trouble;
    }
    return ok && trouble.code == ERR_NONE;
}

/* Whose feedback counts. Without a filter that is everybody's: names are enough. */
static bool take_names(struct gathering *gathering)
{
    struct campaign_name *names;
    size_t count;
    int64_t only = gathering->feedback->choice.campaign;
    if (only != FEEDBACK_ALL) {
        const char *name;
        return query_name(gathering->store, gathering->arena, only, &name, gathering->err) &&
               keep_name(gathering, only, name);
    }
    if (gathering->scope->filter) {
        return walk_names(gathering);
    }
    if (!query_names(gathering->store, gathering->arena, &names, &count, gathering->err)) {
        return false;
    }
    bool ok = keep_name(gathering, 0, CAMPAIGN_UNATTRIBUTED);
    for (size_t i = 0; ok && i < count; i++) {
        ok = keep_name(gathering, names[i].number, names[i].name);
    }
    return ok;
}

static bool count_kind(struct gathering *gathering, const char *kind, const char **kept)
{
    uint32_t number = intern_add(gathering->kinds, kind ? kind : "", kind ? strlen(kind) : 0);
    if (number == INTERN_NONE) {
        return err_memory(gathering->err);
    }
    if (number == gathering->kind_counts.count && !vec_push(&gathering->kind_counts)) {
        return err_memory(gathering->err);
    }
    ++*VEC_AT(&gathering->kind_counts, int64_t, number);
    *kept = kind ? intern_get(gathering->kinds, number, NULL) : NULL;
    return true;
}

static bool count_week(struct gathering *gathering, const struct comment *comment)
{
    if (comment->day == DAY_NONE) {
        return true;
    }
    int32_t monday = comment->day - civil_weekday(comment->day);
    bool fresh;
    uint64_t *place = map64_put(&gathering->week_at, (uint64_t)(int64_t)monday, &fresh);
    if (!place) {
        return err_memory(gathering->err);
    }
    if (fresh) {
        *place = gathering->weeks.count;
        struct feedback_week *week = vec_push(&gathering->weeks);
        if (!week) {
            return err_memory(gathering->err);
        }
        week->monday = monday;
        week->counts.campaign = -1;
    }
    feedback_count(&VEC_AT(&gathering->weeks, struct feedback_week, *place)->counts,
                   comment->rating, comment->scale, comment->kind);
    return true;
}

static bool is_chosen(const struct gathering *gathering, const struct comment *comment,
                      enum feedback_level level)
{
    const struct feedback_choice *choice = &gathering->feedback->choice;
    if ((choice->by_level && level != choice->level) ||
        (choice->by_rating &&
         !(comment->rating >= choice->low && comment->rating <= choice->high))) {
        return false;
    }
    if (choice->kind &&
        (!comment->kind
             ? choice->kind[0] != '\0'
             : !choice->kind[0] || !fold_equals(comment->kind, strbuf_text(&gathering->kind)))) {
        return false;
    }
    return !gathering->search.length ||
           (comment->text && fold_contains(comment->text, strbuf_text(&gathering->search)));
}

static bool take(struct gathering *gathering, const struct comment *comment)
{
    struct feedback *feedback = gathering->feedback;
    const uint64_t *name = map64_get(&gathering->names, (uint64_t)comment->campaign);
    const char *kind = NULL;
    if (!name) {
        return true;
    }
    feedback_count(&feedback->counts, comment->rating, comment->scale, comment->kind);
    if (!count_kind(gathering, comment->kind, &kind) || !count_week(gathering, comment)) {
        return false;
    }
    enum feedback_level level = feedback_level(comment->rating, comment->scale, comment->kind);
    if (!is_chosen(gathering, comment, level)) {
        return true;
    }
    struct feedback_entry *entry = vec_push(&gathering->entries);
    if (!entry) {
        return err_memory(gathering->err);
    }
    bool dated = comment->at != TIME_NONE && comment->at != TIME_SOME;
    *entry = (struct feedback_entry){
        .id = comment->id,
        .campaign = comment->campaign,
        .name = (const char *)(uintptr_t)*name,
        .day = comment->day,
        .given = dated ? zone_day(gathering->scope->zone_rules, comment->at) : DAY_NONE,
        .at = dated ? comment->at : TIME_NONE,
        .rating = comment->rating,
        .scale = comment->scale,
        .level = level,
        .kind = kind,
    };
    campaign_id_format(comment->campaign, entry->campaign_id);
    return true;
}

static bool read_comments(struct gathering *gathering)
{
    const struct period *period = &gathering->scope->period;
    struct err trouble = ERR_INIT;
    struct comment comment;
    struct comment_cursor *cursor =
        comment_cursor_open(gathering->store, gathering->feedback->choice.campaign, period->from,
                            period->to, gathering->err);
    if (!cursor) {
        return false;
    }
    bool ok = true;
    while (ok && comment_cursor_next(cursor, &comment, &trouble)) {
        ok = (!cancelled(gathering->cancel) ||
              err_set(gathering->err, ERR_CANCELLED, _("stopped"))) &&
             take(gathering, &comment);
    }
    comment_cursor_close(cursor);
    if (ok && trouble.code != ERR_NONE && gathering->err) {
        *gathering->err = trouble;
    }
    return ok && trouble.code == ERR_NONE;
}

/* --- what is kept ---------------------------------------------------------------------------- */

static int by_time(const void *a, const void *b)
{
    const struct feedback_entry *x = a, *y = b;
    if (x->at != y->at) {
        return x->at > y->at ? -1 : 1; /* TIME_NONE is the smallest: last */
    }
    return (x->id > y->id) - (x->id < y->id);
}

static int by_monday(const void *a, const void *b)
{
    const struct feedback_week *x = a, *y = b;
    return (x->monday > y->monday) - (x->monday < y->monday);
}

static int by_count(const void *a, const void *b)
{
    const struct feedback_kind *x = a, *y = b;
    if (!x->kind[0] != !y->kind[0]) {
        return x->kind[0] ? -1 : 1;
    }
    if (x->count != y->count) {
        return x->count > y->count ? -1 : 1;
    }
    return strcmp(x->kind, y->kind);
}

/* The interned kind of an entry goes; the same text in the arena stays. */
static bool keep_kinds(struct gathering *gathering)
{
    struct feedback *feedback = gathering->feedback;
    size_t count = intern_count(gathering->kinds);
    struct feedback_kind *kinds = ARENA_ARRAY(gathering->arena, struct feedback_kind, count + 1);
    const char **texts = ARENA_ARRAY(gathering->arena, const char *, count + 1);
    if (!kinds || !texts) {
        return err_memory(gathering->err);
    }
    for (uint32_t i = 0; i < count; i++) {
        texts[i] = arena_strdup(gathering->arena, intern_get(gathering->kinds, i, NULL));
        if (!texts[i]) {
            return err_memory(gathering->err);
        }
        kinds[i] = (struct feedback_kind){texts[i], *VEC_AT(&gathering->kind_counts, int64_t, i)};
    }
    for (size_t i = 0; i < gathering->entries.count; i++) {
        struct feedback_entry *entry = VEC_AT(&gathering->entries, struct feedback_entry, i);
        if (entry->kind) {
            entry->kind = texts[intern_find(gathering->kinds, entry->kind, strlen(entry->kind))];
        }
    }
    qsort(kinds, count, sizeof *kinds, by_count);
    feedback->kinds = kinds;
    feedback->kind_count = count;
    return true;
}

static bool keep_rows(struct gathering *gathering)
{
    struct feedback *feedback = gathering->feedback;
    feedback->week_count = gathering->weeks.count;
    struct feedback_week *weeks = vec_keep(&gathering->weeks, gathering->arena);
    feedback->matching = (int64_t)gathering->entries.count;
    if (gathering->entries.count > 1) {
        qsort(gathering->entries.data, gathering->entries.count, sizeof(struct feedback_entry),
              by_time);
    }
    if (feedback->choice.limit && gathering->entries.count > feedback->choice.limit) {
        gathering->entries.count = feedback->choice.limit;
    }
    feedback->entry_count = gathering->entries.count;
    struct feedback_entry *entries = vec_keep(&gathering->entries, gathering->arena);
    if (!weeks || !entries) {
        return err_memory(gathering->err);
    }
    qsort(weeks, feedback->week_count, sizeof *weeks, by_monday);
    feedback->weeks = weeks;
    feedback->entries = entries;
    for (size_t i = 0; !feedback->choice.bare && i < feedback->entry_count; i++) {
        if (!query_comment_text(gathering->store, gathering->arena, entries[i].id, &entries[i].text,
                                gathering->err)) {
            return false;
        }
    }
    return true;
}

static bool count_strays(struct gathering *gathering)
{
    struct touch_summary summary;
    if (!gathering->scope->has_feedback) {
        return true;
    }
    if (!query_touches(gathering->store, gathering->arena, TOUCH_FACT_FEEDBACK, &summary,
                       gathering->err)) {
        return false;
    }
    gathering->feedback->strays = summary.by[TOUCH_NONE];
    return true;
}

static bool gather(struct gathering *gathering)
{
    const struct feedback_choice *choice = &gathering->feedback->choice;
    if (choice->search) {
        fold_text(&gathering->search, choice->search, strlen(choice->search));
    }
    if (choice->kind) {
        fold_text(&gathering->kind, choice->kind, strlen(choice->kind));
    }
    if (!gathering->kinds || gathering->search.failed || gathering->kind.failed) {
        return err_memory(gathering->err);
    }
    return take_names(gathering) && read_comments(gathering) && keep_kinds(gathering) &&
           keep_rows(gathering) && count_strays(gathering);
}

bool feedback_build(struct arena *arena, struct store *store, const struct scope *scope,
                    const struct feedback_choice *choice, struct cancel *cancel,
                    struct feedback **feedback, struct err *err)
{
    struct gathering gathering = {.arena = arena,
                                  .store = store,
                                  .scope = scope,
                                  .cancel = cancel,
                                  .feedback = ARENA_NEW(arena, struct feedback),
                                  .names = MAP64_INIT,
                                  .kinds = intern_new(),
                                  .kind_counts = VEC_INIT(int64_t),
                                  .weeks = VEC_INIT(struct feedback_week),
                                  .week_at = MAP64_INIT,
                                  .entries = VEC_INIT(struct feedback_entry),
                                  .search = STRBUF_INIT,
                                  .kind = STRBUF_INIT,
                                  .err = err};
    bool ok = gathering.feedback || err_memory(err);
    if (ok) {
        gathering.feedback->choice = *choice;
        gathering.feedback->counts.campaign = -1;
        ok = gather(&gathering) && feedback_score_all(arena, gathering.feedback, err) &&
             feedback_lay_out(arena, scope, gathering.feedback, err);
    }
    map64_free(&gathering.names);
    map64_free(&gathering.week_at);
    intern_free(gathering.kinds);
    vec_free(&gathering.kind_counts);
    vec_free(&gathering.weeks);
    vec_free(&gathering.entries);
    strbuf_free(&gathering.search);
    strbuf_free(&gathering.kind);
    if (ok) {
        *feedback = gathering.feedback;
    }
    return ok;
}

bool feedback_texts(struct arena *arena, struct store *store, const int64_t *ids, size_t count,
                    const char *const **texts, struct err *err)
{
    const char **made = ARENA_ARRAY(arena, const char *, count + 1);
    if (!made) {
        return err_memory(err);
    }
    for (size_t i = 0; i < count; i++) {
        if (!query_comment_text(store, arena, ids[i], &made[i], err)) {
            return false;
        }
    }
    *texts = made;
    return true;
}
