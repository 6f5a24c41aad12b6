/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Daily counters: one row per day and campaign (template, segment …). */
#include "base/i18n.h"
#include "import/look.h"
#include "import/table.h"

static int sniff_daily(const struct sniff *sniff, struct strbuf *why)
{
    static const enum field fields[] = {FIELD_DATE, FIELD_CAMPAIGN,
                                        (enum field)(FIELD_COUNTER + COUNTER_SENT),
                                        (enum field)(FIELD_COUNTER + COUNTER_DELIVERED),
                                        (enum field)(FIELD_COUNTER + COUNTER_READ)};
    struct look look, person;
    if (!look_at(sniff, RECORD_DAILY, &look) || look.counters == 0 ||
        !look_at(sniff, RECORD_MESSAGE, &person) || look_is_personal(&person)) {
        return 0;
    }
    bool named = look_has(&look, FIELD_CAMPAIGN) || look_has(&look, FIELD_ATTR);
    if (!look_has(&look, FIELD_DATE)) {
        return 0;
    }
    if (!named) {
        strbuf_puts(
            why, _("daily counters also name a campaign or a template; where all rows are of one "
                   "campaign, --as daily --campaign NAME says so"));
        return 0;
    }
    /* Other tools' summaries have a date too: that of the campaign. */
    if (!look.canonical && !look_repeats(sniff, &look, FIELD_DATE)) {
        return 0;
    }
    look_why(&look, fields, ARRAY_COUNT(fields), why);
    return look.canonical ? 90 : 80;
}

static void *open_daily(struct import_context *context, struct err *err)
{
    struct table *table = table_open_alias(context, RECORD_DAILY, err);
    if (table) {
        table->mapping->buckets = BUCKETS_CUMULATIVE;
    }
    return table;
}

const struct import_format import_format_daily = {
    .id = "daily",
    .title = N_("daily counters"),
    .help = N_("a CSV with one row per day and campaign: date, campaign, sent, delivered, read, "
               "clicked …"),
    .sniff = sniff_daily,
    .open = open_daily,
    .resume = table_resume,
    .read = table_read,
    .lacks_campaign = table_lacks_campaign,
    .per_row_identity = table_per_row_identity,
    .close = table_close,
};
