/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ops/assign.h"

#include <string.h>

#include "base/i18n.h"
#include "import/values.h"
#include "model/attrs.h"
#include "store/edits.h"

/* As a label of the store; NULL where nothing is left. */
static const char *clean(struct strbuf *out, const char *text)
{
    if (text) {
        value_name(text, strlen(text), out);
    }
    return out->length ? strbuf_text(out) : NULL;
}

/* Who corrected a campaign's name means that one by it, not a new one: the name by which files call
 * it, in the arena; else the name itself. */
static bool name_in_files(struct store *store, struct arena *arena, const char **name,
                          struct err *err)
{
    struct campaign_edit *edits;
    size_t count;
    if (!edits_list(store, arena, &edits, &count, err)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (strcmp(edits[i].name, *name) == 0 ||
            (edits[i].alias && strcmp(edits[i].alias, *name) == 0)) {
            *name = edits[i].imported;
            break;
        }
    }
    return true;
}

bool ops_assign(struct store *store, const struct ops_assign *wanted, struct assign_result *result,
                struct cancel *cancel, struct err *err)
{
    struct strbuf campaign = STRBUF_INIT, template = STRBUF_INIT, number = STRBUF_INIT,
                  mask = STRBUF_INIT;
    struct assign_rule rule = {.campaign = clean(&campaign, wanted->campaign),
                               .template = clean(&template, wanted->template),
                               .sender = clean(&number, wanted->number),
                               .first = wanted->first,
                               .last = wanted->last};
    bool ok = !wanted->number || store_need_key(store, err);
    if (!ok) {
        /* Numbers are kept as hashes. */
    } else if (!rule.campaign || strcmp(rule.campaign, CAMPAIGN_UNATTRIBUTED) == 0) {
        ok = err_set(err, ERR_REFUSED, "%s", _("the campaign needs a name"));
    } else if ((wanted->template && !rule.template) || (wanted->number && !rule.sender)) {
        ok = err_set(err, ERR_REFUSED, "%s", _("an empty name fits nothing"));
    }
    if (ok && rule.sender) {
        value_sender(wanted->number, strlen(wanted->number), store_hash(store), &mask);
        rule.sender_mask = strbuf_text(&mask);
    }
    if (ok && (campaign.failed || template.failed || number.failed || mask.failed)) {
        ok = err_memory(err);
    }
    struct arena *arena = arena_new();
    ok = ok && (arena || err_memory(err)) && name_in_files(store, arena, &rule.campaign, err) &&
         store_assign(store, &rule, result, cancel, err);
    arena_free(arena);
    strbuf_free(&campaign);
    strbuf_free(&template);
    strbuf_free(&number);
    strbuf_free(&mask);
    return ok;
}
