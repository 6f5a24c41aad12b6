/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app/chore_private.h"

#include "base/i18n.h"

/* In an arena of its own, which the taker keeps. */
static bool read_draft(struct chore *chore, struct store *store, struct err *err)
{
    const struct chore_correction *wish = &chore->options.correction;
    chore->result.held = arena_new();
    return (chore->result.held || err_memory(err)) &&
           edit_draft_build(chore->result.held, store, wish->campaigns, wish->count,
                            &chore->result.draft_of_edit, err);
}

bool chore_correct_read(struct chore *chore, struct store *store, struct err *err)
{
    return read_draft(chore, store, err);
}

/* Nobody else can write by now, so that what is compared is what is written over. */
static bool still_stands(void *context, struct err *err)
{
    struct chore *chore = context;
    if (!read_draft(chore, chore->store, err)) {
        return false;
    }
    if (edit_draft_stamp(chore->result.draft_of_edit) == chore->options.correction.seen) {
        return true;
    }
    chore->result.changed_meanwhile = true;
    return err_set(err, ERR_REFUSED, "%s",
                   _("somebody else changed it meanwhile; nothing was written"));
}

bool chore_correct(struct chore *chore, struct store *store, struct err *err)
{
    const struct chore_correction *wish = &chore->options.correction;
    struct ops_edit wanted = wish->wanted;
    struct edit_result edited;
    chore->store = store;
    wanted.stands = still_stands;
    wanted.context = chore;
    if (!ops_edit(store, &wanted, wish->campaigns, wish->count, &edited, &chore->cancel, err)) {
        return false;
    }
    if (wanted.exclude == OPS_EDIT_LEAVE_OUT || wanted.archive == OPS_EDIT_ARCHIVE) {
        chore->result.away = wish->campaigns;
        chore->result.away_count = wish->count;
    }
    chore->result.run = edited.run;
    chore->result.changed = edited.changed;
    return true;
}
