/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ops/forget.h"

#include "base/i18n.h"
#include "ops/recipients.h"

bool ops_forget(struct store *store, FILE *in, const char *country, struct store_forgotten *result,
                struct cancel *cancel, struct err *err)
{
    struct vec recipients = VEC_INIT(uint64_t);
    if (!store_need_key(store, err)) {
        return false;
    }
    const struct recipients_source source = {
        .in = in,
        .country = country,
        .todo = _("nobody was forgotten; for local numbers name their country (--country)")};
    bool ok = recipients_read(store, &source, &recipients, err);
    if (ok && recipients.count == 0) {
        err_set(err, ERR_REFUSED, "%s", _("nobody is named"));
        ok = err_todo(err, "%s", _("give phone numbers on standard input, one a line"));
    }
    ok = ok && store_forget(store, recipients.data, recipients.count, result, cancel, err);
    vec_free(&recipients);
    return ok;
}
