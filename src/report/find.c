/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/find.h"

#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "store/edits.h"
#include "store/merge.h"
#include "text/fold.h"
#include "text/utf8.h"

/* How well a name fits, the best first. */
enum fit { FIT_WHOLE, FIT_BEGIN, FIT_PART, FIT_NONE };

struct matches {
    size_t count[FIT_NONE];
    int64_t numbers[FIT_NONE][FIND_NAMED];
    const char *names[FIT_NONE][FIND_NAMED];
};

static void add_match(struct matches *matches, enum fit fit, int64_t number, const char *name)
{
    size_t place = matches->count[fit]++;
    if (place < FIND_NAMED) {
        matches->numbers[fit][place] = number;
        matches->names[fit][place] = name;
    }
}

/* Whether another one that is named has the same name. */
static bool is_shared(const struct matches *matches, enum fit fit, size_t named, size_t at)
{
    for (size_t i = 0; i < named; i++) {
        if (i != at && strcmp(matches->names[fit][i], matches->names[fit][at]) == 0) {
            return true;
        }
    }
    return false;
}

static enum fit fit_of(const char *name, const char *folded, struct strbuf *scratch)
{
    strbuf_clear(scratch);
    fold_text(scratch, name, strlen(name));
    const char *own = strbuf_text(scratch);
    if (strcmp(own, folded) == 0) {
        return FIT_WHOLE;
    }
    const char *at = strstr(own, folded);
    return !at ? FIT_NONE : at == own ? FIT_BEGIN : FIT_PART;
}

static bool refuse_several(const struct matches *matches, enum fit fit, const char *text,
                           struct err *err)
{
    struct strbuf names = STRBUF_INIT;
    size_t named = matches->count[fit] < FIND_NAMED ? matches->count[fit] : FIND_NAMED;
    for (size_t i = 0; i < named; i++) {
        char id[9];
        campaign_id_format(matches->numbers[fit][i], id);
        strbuf_printf(&names, "%s\"%.60s\"", i ? ", " : "", matches->names[fit][i]);
        if (is_shared(matches, fit, named, i)) {
            strbuf_printf(&names, " (%s)", id);
        }
    }
    if (matches->count[fit] > named) {
        strbuf_puts(&names, ", …");
    }
    err_set(err, ERR_USAGE,
            NG_("\"%.80s\" fits %zu campaign", "\"%.80s\" fits %zu campaigns", matches->count[fit]),
            text, matches->count[fit]);
    err_todo(err, "%s", strbuf_text(&names));
    strbuf_free(&names);
    return false;
}

/* Names by which campaigns can be meant: as they are shown, and beside it by what people corrected,
 * and by the names of those that are merged into them. */
struct called {
    const struct campaign_name *names;
    size_t count;
    const struct campaign_edit *edits;
    size_t edit_count;
    const struct merge_row *merged;
    size_t merged_count;
};

/* What a campaign of that number is part of; the number itself where it is merged into none. */
static int64_t target_of(const struct called *called, int64_t number)
{
    for (size_t i = 0; i < called->merged_count; i++) {
        if (called->merged[i].number == number) {
            return called->merged[i].target;
        }
    }
    return number;
}

/* The campaigns whose name is exactly that: as it is shown, else as it was corrected or imported,
 * or as one was that is merged into it. Two may be shown by one name, which is an alias of one of
 * them. */
static void find_exactly(const struct called *called, const char *text, struct matches *matches)
{
    for (size_t i = 0; i < called->count; i++) {
        if (strcmp(called->names[i].name, text) == 0) {
            add_match(matches, FIT_WHOLE, called->names[i].number, called->names[i].name);
        }
    }
    for (size_t i = 0; matches->count[FIT_WHOLE] == 0 && i < called->edit_count; i++) {
        const struct campaign_edit *edit = &called->edits[i];
        if (strcmp(edit->name, text) == 0 || strcmp(edit->imported, text) == 0 ||
            (edit->alias && strcmp(edit->alias, text) == 0)) {
            add_match(matches, FIT_BEGIN, target_of(called, edit->number), text);
        }
    }
    bool any = matches->count[FIT_WHOLE] || matches->count[FIT_BEGIN];
    for (size_t i = 0; !any && i < called->merged_count; i++) {
        if (strcmp(called->merged[i].name, text) == 0) {
            add_match(matches, FIT_BEGIN, called->merged[i].target, text);
        }
    }
}

/* Whether one is named so; *several: more than one is, which err says. */
static bool exactly(const struct called *called, const char *text, int64_t *number, bool *several,
                    struct err *err)
{
    struct matches matches = {0};
    find_exactly(called, text, &matches);
    enum fit fit = matches.count[FIT_WHOLE] ? FIT_WHOLE : FIT_BEGIN;
    *number = matches.count[fit] == 1 ? matches.numbers[fit][0] : *number;
    *several = matches.count[fit] > 1;
    if (*several) {
        refuse_several(&matches, fit, text, err);
    }
    return matches.count[fit] == 1;
}

/* How well any name of a campaign fits. */
static enum fit fit_of_campaign(const struct called *called, const struct campaign_name *name,
                                const char *folded, struct strbuf *scratch)
{
    const struct campaign_edit *edit = edits_find(called->edits, called->edit_count, name->number);
    enum fit best = fit_of(name->name, folded, scratch);
    const char *const others[] = {edit ? edit->name : NULL, edit ? edit->imported : NULL};
    for (size_t i = 0; edit && i < ARRAY_COUNT(others); i++) {
        enum fit fit = fit_of(others[i], folded, scratch);
        best = fit < best ? fit : best;
    }
    for (size_t i = 0; i < called->merged_count; i++) {
        if (called->merged[i].target == name->number) {
            enum fit fit = fit_of(called->merged[i].name, folded, scratch);
            best = fit < best ? fit : best;
        }
    }
    return best;
}

static bool choose(const struct called *called, const char *text, int64_t *number, struct err *err)
{
    int64_t id = 0;
    bool is_id = campaign_id_parse(text, &id);
    id = is_id ? target_of(called, id) : id;
    const struct campaign_name *by_id = NULL;
    struct matches matches = {0};
    struct strbuf folded = STRBUF_INIT, scratch = STRBUF_INIT;
    bool several;
    if (exactly(called, text, number, &several, err) || several) {
        return !several;
    }
    fold_text(&folded, text, strlen(text));
    bool ok = true;
    for (size_t i = 0; ok && i < called->count; i++) {
        const struct campaign_name *name = &called->names[i];
        by_id = is_id && name->number == id ? name : by_id;
        enum fit fit = fit_of_campaign(called, name, strbuf_text(&folded), &scratch);
        ok = !folded.failed && !scratch.failed;
        if (ok && fit != FIT_NONE && folded.length > 0) {
            add_match(&matches, fit, name->number, name->name);
        }
    }
    strbuf_free(&folded);
    strbuf_free(&scratch);
    if (!ok) {
        return err_memory(err);
    }
    if (by_id) {
        *number = by_id->number;
        return true;
    }
    for (enum fit fit = FIT_WHOLE; fit < FIT_NONE; fit++) {
        if (matches.count[fit] == 1) {
            *number = matches.numbers[fit][0];
            return true;
        }
        if (matches.count[fit] > 1) {
            return refuse_several(&matches, fit, text, err);
        }
    }
    err_set(err, ERR_NOT_FOUND, _("no campaign fits \"%.80s\""), text);
    return err_todo(err, _("campane campaigns lists them"));
}

/* Excluded ones, too: they are looked at, and counted again. */
static bool names_of_all(struct store *store, struct arena *arena, struct campaign_name **names,
                         size_t *count, struct err *err)
{
    struct campaign_name *counted, *excluded;
    size_t counted_count, excluded_count;
    if (!query_names(store, arena, &counted, &counted_count, err) ||
        !query_names_excluded(store, arena, &excluded, &excluded_count, err)) {
        return false;
    }
    *names = counted;
    *count = counted_count + excluded_count;
    if (excluded_count == 0) {
        return true;
    }
    struct campaign_name *all = ARENA_ARRAY(arena, struct campaign_name, *count);
    if (!all) {
        return err_memory(err);
    }
    if (counted_count > 0) {
        memcpy(all, counted, counted_count * sizeof *all);
    }
    memcpy(all + counted_count, excluded, excluded_count * sizeof *all);
    *names = all;
    return true;
}

static bool read_called(struct store *store, struct arena *arena, struct called *called,
                        struct err *err)
{
    struct campaign_name *names;
    struct campaign_edit *edits;
    struct merge_row *merged;
    if (!names_of_all(store, arena, &names, &called->count, err) ||
        !edits_list(store, arena, &edits, &called->edit_count, err) ||
        !merge_list(store, arena, &merged, &called->merged_count, err)) {
        return false;
    }
    called->names = names;
    called->edits = edits;
    called->merged = merged;
    return true;
}

bool find_campaign(struct store *store, const char *text, int64_t *number, struct err *err)
{
    struct strbuf clean = STRBUF_INIT;
    utf8_sanitize(&clean, text, strlen(text), 0);
    struct arena *arena = arena_new();
    struct called called = {.count = 0};
    bool ok = (arena && !clean.failed) || err_memory(err);
    if (ok && strcmp(strbuf_text(&clean), CAMPAIGN_UNATTRIBUTED) == 0) {
        *number = 0;
    } else {
        ok = ok && read_called(store, arena, &called, err) &&
             choose(&called, strbuf_text(&clean), number, err);
    }
    arena_free(arena);
    strbuf_free(&clean);
    return ok;
}

bool find_campaign_called(struct store *store, const char *text, int64_t *number, struct err *err)
{
    struct strbuf clean = STRBUF_INIT;
    utf8_sanitize(&clean, text, strlen(text), 0);
    struct arena *arena = arena_new();
    struct called called = {.count = 0};
    bool several = false;
    *number = -1;
    bool ok =
        ((arena && !clean.failed) || err_memory(err)) && read_called(store, arena, &called, err);
    int64_t id;
    if (ok && !exactly(&called, strbuf_text(&clean), number, &several, err) && !several &&
        campaign_id_parse(strbuf_text(&clean), &id)) {
        id = target_of(&called, id);
        for (size_t i = 0; i < called.count; i++) {
            *number = called.names[i].number == id ? id : *number;
        }
    }
    arena_free(arena);
    strbuf_free(&clean);
    return ok && !several;
}
