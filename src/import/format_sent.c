/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sent list: which message id belongs to which campaign. Statuses come from a log. */
#include "base/i18n.h"
#include "import/look.h"
#include "import/table.h"

static int sniff_sent(const struct sniff *sniff, struct strbuf *why)
{
    static const enum field fields[] = {FIELD_MESSAGE_ID, FIELD_CAMPAIGN, FIELD_SENT_AT,
                                        FIELD_RECIPIENT};
    struct look look;
    if (!look_at(sniff, RECORD_MESSAGE, &look) || look_has_state(&look, true) ||
        !look_has(&look, FIELD_MESSAGE_ID) || look_is_other(sniff)) {
        return 0;
    }
    if (!look_has(&look, FIELD_CAMPAIGN) && !look_has_attr(&look)) {
        strbuf_puts(why, _("a sent list also says which campaign a message belongs to"));
        return 0;
    }
    look_why(&look, fields, ARRAY_COUNT(fields), why);
    return 95;
}

static void *open_sent(struct import_context *context, struct err *err)
{
    return table_open_alias(context, RECORD_SENT, err);
}

const struct import_format import_format_sent = {
    .id = "sent",
    .title = N_("sent list"),
    .help = N_("a CSV that says which campaign (template, variant, segment) a message id belongs "
               "to: message_id, campaign, …"),
    .sniff = sniff_sent,
    .open = open_sent,
    .resume = table_resume,
    .read = table_read,
    .lacks_campaign = table_lacks_campaign,
    .per_row_identity = table_per_row_identity,
    .close = table_close,
};
