/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The canonical file of messages: one row each, a column per state. */
#include "base/i18n.h"
#include "import/look.h"
#include "import/table.h"

static int sniff_messages(const struct sniff *sniff, struct strbuf *why)
{
    static const enum field fields[] = {FIELD_MESSAGE_ID,   FIELD_RECIPIENT, FIELD_SENT_AT,
                                        FIELD_DELIVERED_AT, FIELD_READ_AT,   FIELD_CLICKED_AT,
                                        FIELD_CONVERTED_AT};
    struct look look;
    if (!look_at(sniff, RECORD_MESSAGE, &look) || !look.canonical || !look_is_personal(&look) ||
        !look_has_state(&look, false) || look_has(&look, FIELD_STATUS) || look_is_other(sniff)) {
        return 0;
    }
    look_why(&look, fields, ARRAY_COUNT(fields), why);
    return 90;
}

static void *open_messages(struct import_context *context, struct err *err)
{
    return table_open_alias(context, RECORD_MESSAGE, err);
}

const struct import_format import_format_messages = {
    .id = "messages",
    .title = N_("messages"),
    .help = N_("campane's own CSV of messages: message_id, campaign, recipient, sent_at, "
               "delivered_at, read_at …"),
    .sniff = sniff_messages,
    .open = open_messages,
    .resume = table_resume,
    .read = table_read,
    .lacks_campaign = table_lacks_campaign,
    .per_row_identity = table_per_row_identity,
    .close = table_close,
};
