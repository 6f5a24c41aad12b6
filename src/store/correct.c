/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/correct.h"

#include "base/i18n.h"
#include "store/store_private.h"

static bool check(const struct correct_wish *wish, struct err *err)
{
    for (size_t i = 0; i < wish->word_count; i++) {
        if (wish->words[i].field == EDIT_NAME && wish->count > 1) {
            return err_set(err, ERR_REFUSED, "%s",
                           _("a name is for one campaign, not for several"));
        }
    }
    for (size_t i = 0; i < wish->count; i++) {
        if (wish->campaigns[i] == 0) {
            return err_set(err, ERR_REFUSED, _("%s is no campaign"), CAMPAIGN_UNATTRIBUTED);
        }
    }
    return true;
}

/* *out counts those that are left out now, or count again. */
static bool put_campaign(struct change *change, const struct correct_wish *wish, int64_t campaign,
                         struct edit_result *made, int64_t *out, struct err *err)
{
    bool altered = false;
    int64_t before = *out;
    if (wish->word_count > 0 &&
        !edits_put(change, made->run, campaign, wish->words, wish->word_count, &altered, err)) {
        return false;
    }
    if (wish->exclude != CORRECT_AS_IT_IS &&
        !exclude_put(change, made->run, EXCLUDE_CAMPAIGN, campaign,
                     wish->exclude == CORRECT_COUNT_AGAIN, out, err)) {
        return false;
    }
    made->changed += altered || *out > before;
    return true;
}

static bool put_all(struct change *change, const struct correct_wish *wish,
                    struct edit_result *made, int64_t *out, struct err *err)
{
    if ((wish->stands && !wish->stands(wish->context, err)) ||
        !ledger_add_decision(change, wish->word_count ? EDIT_FORMAT : EXCLUDE_FORMAT, wish->shown,
                             &made->run, err)) {
        return false;
    }
    for (size_t i = 0; i < wish->count; i++) {
        if (!put_campaign(change, wish, wish->campaigns[i], made, out, err)) {
            return false;
        }
    }
    return true;
}

bool store_correct(struct store *store, const struct correct_wish *wish, struct edit_result *result,
                   struct cancel *cancel, struct err *err)
{
    struct change change;
    struct edit_result made = {0};
    int64_t out = 0;
    *result = made;
    if (!check(wish, err) || !change_begin(&change, store, true, cancel, NULL, NULL, err)) {
        return false;
    }
    bool ok = put_all(&change, wish, &made, &out, err);
    if (!ok || made.changed == 0) {
        change_abort(&change); /* nothing is others than before: no row of the ledger either */
        return ok;
    }
    if (!ledger_note_changed(&change, made.run, made.changed, err) ||
        !(out > 0 ? rebuild_within(&change, err) : change_settle(&change, err))) {
        change_abort(&change);
        return false;
    }
    *result = made;
    return change_commit(&change, err);
}
