/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/find.h"

#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "text/fold.h"
#include "text/utf8.h"

/* How well a name fits, the best first. */
enum fit { FIT_WHOLE, FIT_BEGIN, FIT_PART, FIT_NONE };

struct matches {
    size_t count[FIT_NONE];
    int64_t number[FIT_NONE]; /* of the first */
    const char *names[FIT_NONE][FIND_NAMED];
};

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
        strbuf_printf(&names, "%s\"%.60s\"", i ? ", " : "", matches->names[fit][i]);
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

static bool choose(const struct campaign_name *names, size_t count, const char *text,
                   int64_t *number, struct err *err)
{
    int64_t id = 0;
    bool is_id = campaign_id_parse(text, &id);
    const struct campaign_name *by_id = NULL;
    struct matches matches = {0};
    struct strbuf folded = STRBUF_INIT, scratch = STRBUF_INIT;
    fold_text(&folded, text, strlen(text));
    bool ok = true;
    for (size_t i = 0; ok && i < count; i++) {
        if (strcmp(names[i].name, text) == 0) {
            strbuf_free(&folded);
            strbuf_free(&scratch);
            *number = names[i].number;
            return true;
        }
        by_id = is_id && names[i].number == id ? &names[i] : by_id;
        enum fit fit = fit_of(names[i].name, strbuf_text(&folded), &scratch);
        ok = !folded.failed && !scratch.failed;
        if (ok && fit != FIT_NONE && folded.length > 0) {
            size_t place = matches.count[fit]++;
            matches.number[fit] = place == 0 ? names[i].number : matches.number[fit];
            if (place < FIND_NAMED) {
                matches.names[fit][place] = names[i].name;
            }
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
            *number = matches.number[fit];
            return true;
        }
        if (matches.count[fit] > 1) {
            return refuse_several(&matches, fit, text, err);
        }
    }
    err_set(err, ERR_NOT_FOUND, _("no campaign fits \"%.80s\""), text);
    return err_todo(err, _("campane campaigns lists them"));
}

bool find_campaign(struct store *store, const char *text, int64_t *number, struct err *err)
{
    struct strbuf clean = STRBUF_INIT;
    utf8_sanitize(&clean, text, strlen(text), 0);
    struct arena *arena = arena_new();
    struct campaign_name *names;
    size_t count;
    bool ok = (arena && !clean.failed) || err_memory(err);
    if (ok && strcmp(strbuf_text(&clean), CAMPAIGN_UNATTRIBUTED) == 0) {
        *number = 0;
    } else {
        ok = ok && query_names(store, arena, &names, &count, err) &&
             choose(names, count, strbuf_text(&clean), number, err);
    }
    arena_free(arena);
    strbuf_free(&clean);
    return ok;
}
