/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A tool's or a person's summary: one row per campaign. */
#include "base/i18n.h"
#include "import/look.h"
#include "import/table.h"

static int sniff_summary(const struct sniff *sniff, struct strbuf *why)
{
    static const enum field fields[] = {FIELD_CAMPAIGN, (enum field)(FIELD_COUNTER + COUNTER_SENT),
                                        (enum field)(FIELD_COUNTER + COUNTER_DELIVERED),
                                        (enum field)(FIELD_COUNTER + COUNTER_READ),
                                        (enum field)(FIELD_COUNTER + COUNTER_CLICKERS)};
    struct look look, person;
    if (!look_at(sniff, RECORD_CAMPAIGN, &look) || look.counters == 0 ||
        !look_at(sniff, RECORD_MESSAGE, &person) || look_is_personal(&person)) {
        return 0;
    }
    if (!look_has(&look, FIELD_CAMPAIGN)) {
        strbuf_puts(why, _("a summary also has a column that names the campaign"));
        return 0;
    }
    look_why(&look, fields, ARRAY_COUNT(fields), why);
    return look.counters > 1 ? 75 : 50;
}

static void *open_summary(struct import_context *context, struct err *err)
{
    return table_open_alias(context, RECORD_CAMPAIGN, err);
}

const struct import_format import_format_summary = {
    .id = "summary",
    .title = N_("campaign summary"),
    .help = N_("a sending tool's or hand-made CSV with one row per campaign: name, date, sent, "
               "delivered, read, failed …"),
    .sniff = sniff_summary,
    .open = open_summary,
    .resume = table_resume,
    .read = table_read,
    .lacks_campaign = table_lacks_campaign,
    .per_row_identity = table_per_row_identity,
    .close = table_close,
};
