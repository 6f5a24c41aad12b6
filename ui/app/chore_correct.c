/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app/chore_private.h"

#include "base/i18n.h"
#include "ops/exclude.h"
#include "store/ledger.h"

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

/* Both or neither: what was corrected is taken back where the rest does not work. */
static bool exclude(struct chore *chore, struct store *store, int64_t edited,
                    struct exclude_result *made, struct err *err)
{
    const struct chore_correction *wish = &chore->options.correction;
    if (wish->exclude == CHORE_EXCLUDE_LEAVE ||
        ops_exclude_campaigns(store, wish->campaigns, wish->count,
                              wish->exclude == CHORE_EXCLUDE_IN, made, &chore->cancel, err)) {
        return true;
    }
    struct err worse = ERR_INIT;
    if (edited && !ledger_undo(store, edited, NULL, &worse)) {
        err_todo(err, _("the rest was corrected before: import %lld undoes it"), (long long)edited);
    }
    return false;
}

bool chore_correct(struct chore *chore, struct store *store, struct err *err)
{
    const struct chore_correction *wish = &chore->options.correction;
    struct edit_result edited = {0};
    struct exclude_result excluded = {0};
    if (!read_draft(chore, store, err)) {
        return false;
    }
    if (edit_draft_stamp(chore->result.draft_of_edit) != wish->seen) {
        chore->result.changed_meanwhile = true;
        return err_set(err, ERR_REFUSED, "%s",
                       _("somebody else changed it meanwhile; nothing was written"));
    }
    if (wish->edits && !ops_edit(store, &wish->wanted, wish->campaigns, wish->count, &edited,
                                 &chore->cancel, err)) {
        return false;
    }
    if (!exclude(chore, store, edited.run, &excluded, err)) {
        return false;
    }
    if (wish->exclude == CHORE_EXCLUDE_OUT || wish->wanted.archive == OPS_EDIT_ARCHIVE) {
        chore->result.away = wish->campaigns;
        chore->result.away_count = wish->count;
    }
    chore->result.runs[0] = edited.run;
    chore->result.runs[1] = excluded.run;
    chore->result.changed = wish->count == 1 && (edited.run || excluded.run) ? 1
                            : edited.changed > excluded.changed              ? edited.changed
                                                                             : excluded.changed;
    return true;
}
