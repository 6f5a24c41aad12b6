/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ops/merge.h"

#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "import/values.h"
#include "store/query.h"

#define NAMED 3 /* so many campaigns are named in the ledger */

/* "campaign=Diwali log into=Diwali", or "campaigns=12 into=Diwali". */
static bool describe(struct store *store, struct arena *arena, const int64_t *campaigns,
                     size_t count, int64_t target, const char *into, struct strbuf *words,
                     struct err *err)
{
    size_t others = 0;
    for (size_t i = 0; i < count; i++) {
        others += campaigns[i] != target;
    }
    if (others > NAMED) {
        strbuf_printf(words, "campaigns=%zu ", others);
    }
    for (size_t i = 0; others <= NAMED && i < count; i++) {
        const char *name;
        if (campaigns[i] == target) {
            continue;
        }
        if (!query_name(store, arena, campaigns[i], &name, err)) {
            return false;
        }
        strbuf_printf(words, "campaign=%s ", name);
    }
    strbuf_printf(words, "into=%s", into);
    return !words->failed || err_memory(err);
}

bool ops_merge(struct store *store, struct arena *arena, const int64_t *campaigns, size_t count,
               int64_t target, const char *name, bool dry_run, struct merge_result *result,
               struct cancel *cancel, struct err *err)
{
    struct strbuf clean = STRBUF_INIT, words = STRBUF_INIT;
    const char *into = NULL;
    bool ok = true;
    if (target >= 0) {
        ok = query_name(store, arena, target, &into, err);
    } else {
        value_name(name, strlen(name), &clean);
        into = strbuf_text(&clean);
        ok = clean.failed   ? err_memory(err)
             : into[0] != 0 ? true
                            : err_set(err, ERR_USAGE, "%s", _("nothing is left of that name"));
    }
    ok = ok && describe(store, arena, campaigns, count, target, into, &words, err);
    struct merge_wish wish = {.campaigns = campaigns,
                              .count = count,
                              .target = target,
                              .target_name = into,
                              .words = strbuf_text(&words),
                              .dry_run = dry_run};
    ok = ok && store_merge(store, arena, &wish, result, cancel, err);
    strbuf_free(&clean);
    strbuf_free(&words);
    return ok;
}
