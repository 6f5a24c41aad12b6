/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ops/exclude.h"

#include "base/i18n.h"
#include "base/strbuf.h"
#include "store/query.h"

bool ops_exclude_campaigns(struct store *store, const int64_t *campaigns, size_t count, bool away,
                           struct exclude_result *result, struct cancel *cancel, struct err *err)
{
    struct arena *arena = arena_new();
    struct strbuf words = STRBUF_INIT;
    const char *name = "";
    bool ok = arena || err_memory(err);
    if (ok && count == 1 && campaigns[0] != 0) {
        ok = query_name(store, arena, campaigns[0], &name, err);
    }
    strbuf_puts(&words, away ? "count " : "");
    if (count == 1) {
        strbuf_printf(&words, "campaign=%s", name);
    } else {
        strbuf_printf(&words, "campaigns=%zu", count);
    }
    ok = ok && (!words.failed || err_memory(err)) &&
         store_exclude(store, EXCLUDE_CAMPAIGN, campaigns, count, away, strbuf_text(&words), result,
                       cancel, err);
    strbuf_free(&words);
    arena_free(arena);
    return ok;
}

bool ops_exclude_recipients(struct store *store, const struct recipients_source *source, bool away,
                            struct exclude_result *result, struct cancel *cancel, struct err *err)
{
    struct vec recipients = VEC_INIT(uint64_t);
    struct strbuf words = STRBUF_INIT;
    if (!store_need_key(store, err)) {
        return false;
    }
    bool ok = recipients_read(store, source, &recipients, err);
    if (ok && recipients.count == 0) {
        err_set(err, ERR_REFUSED, "%s", _("nobody is named"));
        ok = err_todo(err, "%s", _("give phone numbers or e-mail addresses, one a line"));
    }
    strbuf_printf(&words, "%srecipients=%zu", away ? "count " : "", recipients.count);
    ok = ok && (!words.failed || err_memory(err)) &&
         store_exclude(store, EXCLUDE_RECIPIENT, recipients.data, recipients.count, away,
                       strbuf_text(&words), result, cancel, err);
    strbuf_free(&words);
    vec_free(&recipients);
    return ok;
}
