/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clicks on links, one a row: of a link shortener, or of the shop. */
#include "base/i18n.h"
#include "import/look.h"
#include "import/table.h"
#include "model/message.h"

static int sniff_clicks(const struct sniff *sniff, struct strbuf *why)
{
    static const enum field fields[] = {FIELD_CLICKED_AT, FIELD_MESSAGE_ID, FIELD_RECIPIENT,
                                        FIELD_CAMPAIGN, FIELD_URL};
    struct look look, message;
    if (!look_at(sniff, RECORD_CLICK, &look) || !look_has(&look, FIELD_CLICKED_AT) ||
        !look_at(sniff, RECORD_MESSAGE, &message)) {
        return 0;
    }
    /* A column for anything else that becomes of a message makes it a file of messages. */
    for (int i = MESSAGE_SENT; i < MESSAGE_STATUS_COUNT; i++) {
        if (i != MESSAGE_CLICKED && (look_has(&message, (enum field)(FIELD_SENT_AT + i)) ||
                                     look_has(&message, (enum field)(FIELD_SENT + i)))) {
            return 0;
        }
    }
    if (look_has(&message, FIELD_STATUS)) {
        return 0;
    }
    if (!look_has(&look, FIELD_MESSAGE_ID) && !look_has(&look, FIELD_RECIPIENT) &&
        !look_has(&look, FIELD_CAMPAIGN)) {
        strbuf_puts(why, _("clicks also name a message_id, a recipient or a campaign"));
        return 0;
    }
    look_why(&look, fields, ARRAY_COUNT(fields), why);
    return look_has(&look, FIELD_URL) || look_is_named(&look, FIELD_CLICKED_AT, "clickedat") ? 93
                                                                                             : 0;
}

static void *open_clicks(struct import_context *context, struct err *err)
{
    return table_open_alias(context, RECORD_CLICK, err);
}

const struct import_format import_format_clicks = {
    .id = "clicks",
    .title = N_("clicks"),
    .help =
        N_("a CSV with one row per click: clicked_at, and message_id, recipient or campaign, url"),
    .sniff = sniff_clicks,
    .open = open_clicks,
    .resume = table_resume,
    .read = table_read,
    .lacks_campaign = table_lacks_campaign,
    .per_row_identity = table_per_row_identity,
    .close = table_close,
};
