/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app/chore_private.h"

#include "base/i18n.h"
#include "ops/merge.h"
#include "store/query.h"

enum { NAMED = 4 }; /* campaigns, where all must stand in a box */

bool chore_merge_read(struct chore *chore, struct store *store, struct err *err)
{
    const struct chore_merge *wish = &chore->options.merge;
    return merge_choices(chore->arena, store, wish->campaigns, wish->count,
                         &chore->result.merge_choices, err);
}

/* Which name stays, and what the command says. */
static bool say(struct chore *chore, struct store *store, const struct merge_result *made,
                struct err *err)
{
    const struct chore_merge *wish = &chore->options.merge;
    const char *name, *words = merged_words(chore->arena, made, NAMED);
    if (!query_name(store, chore->arena, wish->target, &name, err)) {
        return false;
    }
    chore->result.title = name;
    chore->result.words =
        words ? arena_printf(chore->arena, _("\"%.80s\" stays.\n%s%s"), name, words,
                             _("It holds for later imports, too; Imports takes it back"))
              : NULL;
    return chore->result.words || err_memory(err);
}

bool chore_merge_try(struct chore *chore, struct store *store, struct err *err)
{
    struct chore_merge *wish = &chore->options.merge;
    struct merge_result made;
    chore->result.number = wish->target;
    return ops_merge(store, chore->arena, wish->campaigns, wish->count, wish->target, NULL, true,
                     &made, &chore->cancel, err) &&
           say(chore, store, &made, err);
}

bool chore_merge(struct chore *chore, struct store *store, struct err *err)
{
    struct chore_merge *wish = &chore->options.merge;
    struct merge_result made;
    if (!ops_merge(store, chore->arena, wish->campaigns, wish->count, wish->target, NULL, false,
                   &made, &chore->cancel, err)) {
        return false;
    }
    chore->result.run = made.run;
    chore->result.changed = (int64_t)made.count;
    chore->result.title = made.whole.name;
    chore->result.away = wish->campaigns;
    chore->result.away_count = wish->count;
    return true;
}
