/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "cli/command.h"
#include "import/values.h"
#include "report/events.h"
#include "store/events.h"

/* --- adding ----------------------------------------------------------------------------------- */

/* "2026-10-06" or "2026-10-06..2026-10-08". */
static bool parse_days(const char *text, struct event *event)
{
    const char *dots = strstr(text, "..");
    char first[24];
    size_t length = dots ? (size_t)(dots - text) : strlen(text);
    if (length >= sizeof first) {
        return false;
    }
    memcpy(first, text, length);
    first[length] = '\0';
    return civil_parse_day(first, &event->first) &&
           civil_parse_day(dots ? dots + 2 : first, &event->last) && event->last >= event->first;
}

/* Words on one line, without what steers a terminal and without phone numbers and addresses; NULL:
 * none are left. */
static const char *clean(struct cli *cli, const char *text)
{
    struct strbuf out = STRBUF_INIT;
    if (text) {
        value_note(text, strlen(text), &out);
    }
    const char *kept = out.length ? arena_strdup(cli->arena, strbuf_text(&out)) : NULL;
    strbuf_free(&out);
    return kept;
}

static int add(struct cli *cli)
{
    struct err err = ERR_INIT;
    struct event event = {.text = clean(cli, cli->operands[1]),
                          .tag = clean(cli, cli->option[OPTION_TAG])};
    int64_t id;
    if (!parse_days(cli->operands[0], &event)) {
        return cli_usage(cli,
                         _("an event is on a day such as 2026-10-06, or on days such as "
                           "2026-10-06..2026-10-08, not \"%.40s\""),
                         cli->operands[0]);
    }
    if (!event.text) {
        return cli_usage(cli, "%s", _("an event needs words that say what happened"));
    }
    struct store *store = cli_store_open(cli, CLI_WRITE, NULL, &err);
    bool done = store && events_add(store, &event, &id, &err);
    if (done && !cli_given(cli, OPTION_QUIET)) {
        cli_say(cli, _("Event %lld is marked on trends; campane event drop %lld takes it back"),
                (long long)id, (long long)id);
    }
    int status = done ? 0 : cli_fail(&err);
    store_close(store);
    return status;
}

/* --- listing, dropping -------------------------------------------------------------------------
 */

static int list(struct cli *cli)
{
    return cli_list(cli, events_table, NULL);
}

static int change(struct cli *cli, bool drop)
{
    struct err err = ERR_INIT;
    char *end;
    errno = 0;
    long long id = strtoll(cli->operands[1], &end, 10);
    if (cli->operands[1][0] < '1' || cli->operands[1][0] > '9' || *end || errno) {
        return cli_usage(cli, _("an event has a number, not \"%.40s\""), cli->operands[1]);
    }
    struct store *store = cli_store_open(cli, CLI_WRITE, NULL, &err);
    bool done = store && (drop ? events_drop(store, id, &err) : events_restore(store, id, &err));
    if (done && !cli_given(cli, OPTION_QUIET)) {
        cli_say(cli,
                drop ? _("Event %lld is dropped; campane event restore %lld brings it back")
                     : _("Event %lld stands again; campane event drop %lld takes it back"),
                id, id);
    }
    int status = done ? 0 : cli_fail(&err);
    store_close(store);
    return status;
}

static int run(struct cli *cli)
{
    const char *first = cli->operand_count ? cli->operands[0] : "list";
    bool drops = strcmp(first, "drop") == 0, restores = strcmp(first, "restore") == 0;
    if (strcmp(first, "list") == 0) {
        return cli->operand_count < 2
                   ? list(cli)
                   : cli_usage(cli, _("event list does not know what to do with \"%s\""),
                               cli->operands[1]);
    }
    if (cli->operand_count < 2) {
        return drops || restores ? cli_usage(cli, _("event %s needs the number of an event"), first)
                                 : cli_usage(cli, "%s", _("an event needs a day and words"));
    }
    return drops || restores ? change(cli, drops) : add(cli);
}

const struct command command_event = {
    .name = "event",
    .usage = "[OPTION]... DATE[..DATE] TEXT | list | drop ID | restore ID",
    .summary = N_("Mark what happened on a day: a holiday, an outage, a new price"),
    .help = N_(
        "Events are marked on the charts of trends and named beside the days they fall on, "
        "so that an odd day can be explained. They belong to no file: imports and their "
        "undoing leave them alone. A dropped one stays in the list and can be brought back by its "
        "number."),
    .options = {OPTION_TAG, OPTION_FORMAT, OPTION_OUTPUT, OPTION_QUIET, OPTION_ASCII},
    .operands_min = 0,
    .operands_max = 2,
    .examples = "  campane event 2026-10-06 \"provider down from 9 to 12\" --tag outage\n"
                "  campane event 2026-12-24..2026-12-26 Christmas --tag holiday\n"
                "  campane event list\n",
    .operand_words = "list drop restore",
    .run = run,
};
