/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <limits.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/progress.h"
#include "cli/store_info.h"
#include "cli/subcommand.h"
#include "ops/forget.h"
#include "store/maintain.h"
#include "text/format.h"
#include "text/utf8.h"

static const char way_out[] = N_("restore a backup, or import the files again into a new store");

/* What a store still tells that is too damaged to be opened or checked, and what to do. */
static void say_salvage(struct cli *cli, struct err *why)
{
    struct err err = ERR_INIT;
    struct store_salvage salvage;
    const char *path;
    if (why->code != ERR_STORE_DAMAGED) {
        return;
    }
    err_todo(why, "%s", _(way_out));
    if (!cli_store_path(cli, &path, &err) || !store_salvage(path, cli->arena, &salvage, &err) ||
        salvage.file_count == 0) {
        return;
    }
    cli_say(cli, "%s", _("What was imported into it, as far as that can be read:"));
    for (size_t i = 0; i < salvage.file_count; i++) {
        struct strbuf name = STRBUF_INIT;
        utf8_sanitize(&name, salvage.files[i], strlen(salvage.files[i]), 255);
        cli_say(cli, "  %s", strbuf_text(&name));
        strbuf_free(&name);
    }
    if (!salvage.all) {
        cli_say(cli, "%s", _("The rest of this list is damaged."));
    }
}

static bool do_check(struct cli *cli, struct store *store, const char *operand, struct err *err);

/* What all of these do: open the store, work with a remark on standard error while it
 * lasts, and say what was done. */
static int work(struct cli *cli, enum cli_open how, const char *operand, const char *remark,
                bool (*doing)(struct cli *, struct store *, const char *, struct err *))
{
    struct err err = ERR_INIT;
    struct progress progress;
    struct store *store = cli_store_open(cli, how, NULL, &err);
    if (!store) {
        if (doing == do_check) {
            say_salvage(cli, &err);
        } else if (err.code == ERR_STORE_DAMAGED) {
            err_todo(&err, "%s", _(way_out));
        }
        return cli_fail(&err);
    }
    progress_begin(&progress, cli_given(cli, OPTION_QUIET), cli->ascii);
    progress_note(&progress, remark);
    cli_cancel();
    bool done = doing(cli, store, operand, &err);
    progress_end(&progress);
    int status = done ? 0 : cli_fail(&err);
    store_close(store);
    return status;
}

static int info(struct cli *cli, const char *operand)
{
    (void)operand;
    return store_info_run(cli);
}

/* --- check ----------------------------------------------------------------------------------- */

static bool do_check(struct cli *cli, struct store *store, const char *operand, struct err *err)
{
    struct store_problem *problems;
    size_t count;
    (void)operand;
    if (!store_check(store, cli->arena, &problems, &count, cli_cancel(), err)) {
        say_salvage(cli, err);
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        cli_say(cli, "%s", problems[i].text);
    }
    if (count) {
        err_set(err, ERR_STORE_DAMAGED, NG_("%s has %zu problem", "%s has %zu problems", count),
                store_path(store), count);
        return err_todo(err, "%s",
                        _("campane store rebuild makes figures again from what was imported; "
                          "where the file itself is damaged, restore a backup"));
    }
    if (!cli_given(cli, OPTION_QUIET)) {
        cli_say(cli,
                store_is_read_only(store)
                    ? _("%s: the file is sound (to compare its figures with the imports, the "
                        "right to write is needed)")
                    : _("%s is sound"),
                store_path(store));
    }
    return true;
}

static int check(struct cli *cli, const char *operand)
{
    return work(cli, CLI_EITHER, operand, _("comparing every figure with what was imported …"),
                do_check);
}

/* --- backup ---------------------------------------------------------------------------------- */

static bool do_backup(struct cli *cli, struct store *store, const char *path, struct err *err)
{
    bool without_key = cli_given(cli, OPTION_NO_KEY);
    if (!store_backup(store, path, without_key, cli_cancel(), err)) {
        return false;
    }
    if (cli_given(cli, OPTION_QUIET)) {
        return true;
    }
    if (without_key) {
        cli_say(cli,
                _("Copied to %s, without the key: the copy can be read, but nothing can be "
                  "imported into it"),
                path);
    } else {
        cli_say(cli, _("Copied to %s, its key to %s.key"), path, path);
    }
    return true;
}

static int backup(struct cli *cli, const char *path)
{
    return work(cli, CLI_READ, path, _("copying …"), do_backup);
}

/* --- rebuild and vacuum ---------------------------------------------------------------------- */

static bool do_rebuild(struct cli *cli, struct store *store, const char *operand, struct err *err)
{
    (void)operand;
    /* Another zone cuts the days of everybody, and no row of the ledger takes it back. */
    if ((cli->option[OPTION_ZONE] && !store_need_key(store, err)) ||
        !store_rebuild(store, cli->option[OPTION_ZONE], cli_cancel(), err)) {
        return false;
    }
    if (!cli_given(cli, OPTION_QUIET)) {
        cli_say(cli, _("All figures were made again; days are cut in %s"),
                zone_name(store_zone(store)));
    }
    return true;
}

static int rebuild(struct cli *cli, const char *operand)
{
    return work(cli, CLI_WRITE, operand, _("making all figures again …"), do_rebuild);
}

static bool do_vacuum(struct cli *cli, struct store *store, const char *operand, struct err *err)
{
    struct store_info before, after;
    char words[2][FORMAT_SIZE];
    (void)operand;
    if (!store_info(store, &before, err) || !store_vacuum(store, cli_cancel(), err) ||
        !store_info(store, &after, err)) {
        return false;
    }
    if (!cli_given(cli, OPTION_QUIET)) {
        cli_say(cli, _("%s before, %s now"), format_bytes(before.bytes, words[0]),
                format_bytes(after.bytes, words[1]));
    }
    return true;
}

static int vacuum(struct cli *cli, const char *operand)
{
    return work(cli, CLI_WRITE, operand, _("giving back unused pages …"), do_vacuum);
}

/* --- settings -------------------------------------------------------------------------------- */

static bool do_set(struct cli *cli, struct store *store, const char *operand, struct err *err)
{
    const char *equals = strchr(operand, '=');
    const char *name =
        equals ? arena_strndup(cli->arena, operand, (size_t)(equals - operand)) : operand;
    if (!name) {
        return err_memory(err);
    }
    if (!equals) {
        return err_set(err, ERR_REFUSED, _("%s: NAME=VALUE is needed"), operand);
    }
    if (!store_configure(store, name, equals + 1, cli_cancel(), err)) {
        return false;
    }
    if (!cli_given(cli, OPTION_QUIET) && equals[1]) {
        cli_say(cli, _("%s: %s from now on"), name, equals + 1);
    } else if (!cli_given(cli, OPTION_QUIET)) {
        cli_say(cli, _("%s: nothing is set any more"), name);
    }
    return true;
}

static int set(struct cli *cli, const char *operand)
{
    return work(cli, CLI_WRITE, operand, _("making all figures again …"), do_set);
}

/* --- forget ---------------------------------------------------------------------------------- */

static bool do_forget(struct cli *cli, struct store *store, const char *operand, struct err *err)
{
    struct store_forgotten result;
    char words[2][FORMAT_SIZE];
    (void)operand;
    if (!ops_forget(store, stdin, cli->option[OPTION_COUNTRY], &result, cli_cancel(), err)) {
        return false;
    }
    if (!cli_given(cli, OPTION_QUIET)) {
        cli_say(cli,
                NG_("%s of %s person was known and is forgotten; nothing of theirs is taken in "
                    "again",
                    "%s of %s persons were known and are forgotten; nothing of theirs is taken in "
                    "again",
                    result.people),
                format_count(result.known, words[0]), format_count(result.people, words[1]));
        cli_say(cli,
                _("Messages whose recipient nobody can tell any more: %s; comments removed: "
                  "%s; no figure changed. Backups and the files that were imported still "
                  "hold what they held"),
                format_count(result.messages, words[0]), format_count(result.comments, words[1]));
    }
    return true;
}

static int forget(struct cli *cli, const char *operand)
{
    const char *from = cli->option[OPTION_RECIPIENT];
    if (!from || strcmp(from, "-") != 0) {
        return cli_usage(cli, "%s",
                         _("store forget reads numbers from standard input only, where no list of "
                           "processes shows them: --recipient -"));
    }
    return work(cli, CLI_WRITE, operand, _("making all figures again …"), do_forget);
}

/* --- share ----------------------------------------------------------------------------------- */

static bool do_share(struct cli *cli, struct store *store, const char *operand, struct err *err)
{
    char closed[PATH_MAX];
    const char *writers = cli->option[OPTION_WRITERS];
    const char *group = writers ? writers : cli->option[OPTION_GROUP];
    (void)operand;
    if (!store_share(store, group, writers != NULL, closed, err)) {
        return false;
    }
    if (!cli_given(cli, OPTION_QUIET)) {
        cli_say(cli,
                writers
                    ? _("Members of %s can read and correct %s; its key stays yours, and so "
                        "does importing")
                    : _("Members of %s can read %s; its key stays yours, and so does importing"),
                group, store_path(store));
    }
    if (closed[0]) {
        cli_warn(_("members of %s cannot get there: the folder %s is closed to them"), group,
                 closed);
    }
    return true;
}

static int share(struct cli *cli, const char *operand)
{
    const char *group = cli->option[OPTION_GROUP], *writers = cli->option[OPTION_WRITERS];
    if (!group && !writers) {
        return cli_usage(cli, "%s",
                         _("store share needs to know with whom: --group GROUP, or --writers GROUP "
                           "of those who correct, too"));
    }
    if (group && writers && strcmp(group, writers) != 0) {
        return cli_usage(cli, "%s",
                         _("a file is of one group: name that of the writers alone, and let who "
                           "only reads use --read-only"));
    }
    return work(cli, CLI_WRITE, operand, _("sharing …"), do_share);
}

static const struct subcommand subcommands[] = {
    {"info", NULL, {OPTION_FORMAT, OPTION_OUTPUT, OPTION_ASCII}, info},
    {"check", NULL, {OPTION_QUIET, OPTION_ASCII}, check},
    {"backup", "FILE", {OPTION_NO_KEY, OPTION_QUIET, OPTION_ASCII}, backup},
    {"rebuild", NULL, {OPTION_ZONE, OPTION_QUIET, OPTION_ASCII}, rebuild},
    {"set", "NAME=VALUE", {OPTION_QUIET, OPTION_ASCII}, set},
    {"forget", NULL, {OPTION_RECIPIENT, OPTION_COUNTRY, OPTION_QUIET, OPTION_ASCII}, forget},
    {"share", NULL, {OPTION_GROUP, OPTION_WRITERS, OPTION_QUIET, OPTION_ASCII}, share},
    {"vacuum", NULL, {OPTION_QUIET, OPTION_ASCII}, vacuum},
};

static int run(struct cli *cli)
{
    return subcommand_run(cli, subcommands, ARRAY_COUNT(subcommands));
}

const struct command command_store = {
    .name = "store",
    .usage = "[OPTION]... [COMMAND [OPERAND]]",
    .summary = N_("Look after the store: where it is, whether it is sound, copies"),
    .help = N_(
        "What can be done: info, check, backup FILE, rebuild, set NAME=VALUE, forget, share, "
        "vacuum.\n\n"
        "info says where a store is looked for and what is in the one that is taken. check "
        "reads all of it and compares every figure with what was imported (exit status 4 "
        "when something is wrong). backup makes a consistent copy while others work; its "
        "key goes beside it.\n\n"
        "rebuild makes all figures again from what was imported; with --zone, days of "
        "messages are cut in that zone from now on. vacuum gives unused space back to the "
        "disk.\n\n"
        "set decides for all who use the store: window_days, how many days after a message "
        "an order may come to belong to it (5); cost_platform, what the software takes: "
        "\"0.005 USD per message\" or \"49 EUR per month\", which the messages of a month "
        "share (it is left out of campaigns whose files tell that cost); order_tax, included "
        "or excluded, for files that are imported from then on; stop_words, replies that are "
        "opt-outs beside the known ones, and behind a \"-\" some that are none. An empty value "
        "takes a setting back.\n\n"
        "forget --recipient - reads phone numbers, e-mail addresses or user ids from standard "
        "input, one a line, and cuts every link to these persons: their comments go, nobody can "
        "tell any more which messages and orders were theirs, and what is imported later comes "
        "without them. Figures stay. Copies of the store and imported files are not changed.\n\n"
        "share --group GROUP lets the members of a group of this machine read the store: the "
        "folder becomes 2750, the files 0640. With --writers GROUP they correct it, too (2770, "
        "0660): edit, merge, exclude campaigns, assign, events, targets, tests, settings, and undo "
        "of such decisions; whoever may do that could as well destroy the file. The key stays "
        "its owner's, who alone imports, undoes imports, changes the zone, and does what goes "
        "by phone number. "
        "The folder must hold nothing else, and the folders above it must be open: "
        "/var/lib/campane is where everybody's campane looks by itself."),
    .formats = N_("store info: write as text, json or md"),
    .options = {OPTION_FORMAT, OPTION_OUTPUT, OPTION_NO_KEY, OPTION_ZONE, OPTION_RECIPIENT,
                OPTION_COUNTRY, OPTION_GROUP, OPTION_WRITERS, OPTION_QUIET, OPTION_ASCII},
    .operands_max = SIZE_MAX,
    .examples = "  campane store\n"
                "  campane store backup /mnt/backup/campane.db\n"
                "  campane store rebuild --zone Asia/Kolkata\n"
                "  campane store set 'cost_platform=49 EUR per month'\n"
                "  campane store share --group marketing\n"
                "  campane store share --writers marketing\n"
                "  echo +4915100000001 | campane store forget --recipient -\n",
    .subcommands = subcommands,
    .subcommand_count = ARRAY_COUNT(subcommands),
    .run = run,
};
