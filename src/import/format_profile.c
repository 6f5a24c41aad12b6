/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any table or JSON, by a profile: one that is named, or one of those that come with the program.
 */
#include "base/i18n.h"
#include "base/mem.h"
#include "import/profile_rules.h"
#include "import/profile_shipped.h"
#include "import/table_group.h"

#define BEGINNING (64u << 10)

/* Look at the beginning again, as the profile says the table is. NULL with err set. */
static const struct csv_sniff *sniff_table(struct import_context *context,
                                           const struct profile *profile, struct err *err)
{
    char *text = mem_new(BEGINNING, 1);
    size_t length = 0;
    int64_t got = text ? 1 : -1;
    if (!text) {
        err_memory(err);
    } else if (!byte_source_seek(context->source, 0, err)) {
        got = -1;
    }
    while (got > 0 && length < BEGINNING) {
        got = byte_source_read(context->source, text + length, BEGINNING - length, err);
        length += got > 0 ? (size_t)got : 0;
    }
    bool memory = false;
    const struct csv_sniff *csv =
        got >= 0 ? csv_sniff_as(context->arena, text, length, &profile->wish, &memory) : NULL;
    if (memory) {
        err_memory(err);
    } else if (got >= 0 && !csv) {
        err_set(err, ERR_REFUSED, _("profile %s: the file is no table of columns"), profile->name);
    }
    mem_free(text);
    return csv;
}

static void *open_profile(struct import_context *context, struct err *err)
{
    const struct profile *profile = context->profile;
    if (!profile) {
        err_set(err, ERR_USAGE, _("the format \"profile\" needs --profile FILE"));
        return NULL;
    }
    if (profile->json) {
        context->csv = NULL;
        return table_group_open(context, profile, NULL, err);
    }
    const struct csv_sniff *csv = sniff_table(context, profile, err);
    if (!csv) {
        return NULL;
    }
    context->csv = csv;
    return table_group_open(context, profile, csv, err);
}

const struct import_format import_format_profile = {
    .id = "profile",
    .title = N_("by a profile"),
    .help = N_("any CSV or JSON whose columns or values a profile maps (--profile FILE); the known "
               "platforms' are recognized by themselves"),
    .sniff = profile_sniff,
    .open = open_profile,
    .resume = table_group_resume,
    .read = table_group_read,
    .lacks_campaign = table_group_lacks_campaign,
    .per_row_identity = table_group_per_row_identity,
    .close = table_group_close,
};
