/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people said: ratings, complaints, comments. */
#include "base/i18n.h"
#include "import/look.h"
#include "import/table.h"

static int sniff_feedback(const struct sniff *sniff, struct strbuf *why)
{
    static const enum field fields[] = {FIELD_GIVEN_AT, FIELD_RATING, FIELD_FEEDBACK_KIND,
                                        FIELD_COMMENT};
    struct look look;
    if (!look_at(sniff, RECORD_FEEDBACK, &look) ||
        (!look_has(&look, FIELD_RATING) && !look_has(&look, FIELD_COMMENT))) {
        return 0;
    }
    if (!look_has(&look, FIELD_GIVEN_AT)) {
        strbuf_puts(why, _("feedback also says when it was given"));
        return 0;
    }
    if (!look_has(&look, FIELD_MESSAGE_ID) && !look_has(&look, FIELD_RECIPIENT) &&
        !look_has(&look, FIELD_CAMPAIGN)) {
        strbuf_puts(why, _("feedback also names a recipient, a message_id or a campaign"));
        return 0;
    }
    look_why(&look, fields, ARRAY_COUNT(fields), why);
    return look_is_named(&look, FIELD_GIVEN_AT, "givenat") ? 94 : 76;
}

static void *open_feedback(struct import_context *context, struct err *err)
{
    return table_open_alias(context, RECORD_FEEDBACK, err);
}

const struct import_format import_format_feedback = {
    .id = "feedback",
    .title = N_("feedback"),
    .help = N_("a CSV with one row per rating or comment: given_at, and recipient, message_id or "
               "campaign, rating, scale, kind, comment"),
    .sniff = sniff_feedback,
    .open = open_feedback,
    .resume = table_resume,
    .read = table_read,
    .lacks_campaign = table_lacks_campaign,
    .per_row_identity = table_per_row_identity,
    .close = table_close,
};
