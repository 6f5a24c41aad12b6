/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sending tool's report per recipient: WATI, AiSensy, Interakt, Kaleyra, Connectly, wolkvox … */
#include "base/i18n.h"
#include "import/look.h"
#include "import/table.h"

static int sniff_recipients(const struct sniff *sniff, struct strbuf *why)
{
    static const enum field fields[] = {FIELD_RECIPIENT, FIELD_MESSAGE_ID, FIELD_STATUS,
                                        FIELD_SENT_AT,   FIELD_SENT,       FIELD_DELIVERED_AT,
                                        FIELD_DELIVERED, FIELD_READ_AT,    FIELD_READ};
    struct look look;
    if (!look_at(sniff, RECORD_MESSAGE, &look) || !look_is_personal(&look) ||
        look_is_other(sniff)) {
        return 0;
    }
    if (!look_has_state(&look, false)) {
        strbuf_puts(why, _("a report per recipient also has a status, or times like Sent At"));
        return 0;
    }
    look_why(&look, fields, ARRAY_COUNT(fields), why);
    return 80;
}

static void *open_recipients(struct import_context *context, struct err *err)
{
    return table_open_alias(context, RECORD_MESSAGE, err);
}

const struct import_format import_format_recipients = {
    .id = "recipients",
    .title = N_("report per recipient"),
    .help = N_("a sending tool's CSV with one row per recipient: phone number, status or times, "
               "error"),
    .sniff = sniff_recipients,
    .open = open_recipients,
    .resume = table_resume,
    .read = table_read,
    .lacks_campaign = table_lacks_campaign,
    .per_row_identity = table_per_row_identity,
    .close = table_close,
};
