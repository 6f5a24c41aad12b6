/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "cli/check_once.h"
#include "cli/command.h"
#include "config/checks.h"
#include "export/check_json.h"
#include "text/ascii.h"
#include "text/utf8.h"

/* Without any days of its own a rule is about so many. */
#define DAYS "last 30d"

struct work {
    struct cli *cli;
    struct store *store;
    struct scope_request request;
    struct check_question question;
    const struct check *check;
    struct check_once once;
    enum export_format format;
    bool line; /* --nagios */
};

/* --- rules ------------------------------------------------------------------------------------ */

/* A mistake in --rule, with a caret under its place. */
static void show_mistake(const char *text, struct err *err)
{
    uint64_t column = err->column;
    struct strbuf safe = STRBUF_INIT;
    err->column = 0;
    utf8_sanitize(&safe, text, strlen(text), 0);
    cli_warn("--rule: %s%s%s", err->text, err->todo[0] ? "; " : "", err->todo);
    if (column > 0 && !safe.failed) {
        fprintf(stderr, "  %s\n  %*s^\n", strbuf_text(&safe), (int)(column - 1), "");
    }
    strbuf_free(&safe);
}

/* The rules without bytes that a terminal would obey: they are shown, and mailed; NULL: out of
 * memory. */
static char *readable(struct cli *cli, const char *lines)
{
    struct strbuf out = STRBUF_INIT;
    for (const char *at = lines;; at++) {
        size_t length = strcspn(at, "\n");
        utf8_sanitize(&out, at, length, 0);
        at += length;
        if (!*at) {
            break;
        }
        strbuf_putc(&out, '\n');
    }
    char *made = out.failed ? NULL : arena_strdup(cli->arena, strbuf_text(&out));
    strbuf_free(&out);
    return made;
}

/* --rule, one a line. False: *status is the exit status. */
static bool rules_of_options(struct cli *cli, const char *budget, struct check_rule *rules,
                             size_t *count, int *status)
{
    struct err err = ERR_INIT;
    char *words = readable(cli, cli->option[OPTION_RULE]);
    char *rest = NULL;
    if (!words) {
        err_memory(&err);
        *status = cli_fail(&err);
        return false;
    }
    for (char *text = strtok_r(words, "\n", &rest); text; text = strtok_r(NULL, "\n", &rest)) {
        if (*count == CHECKS_MAX) {
            *status = cli_usage(cli, _("--rule can be given %d times"), CHECKS_MAX);
            return false;
        }
        if (!check_rule_parse(cli->arena, text, text, budget, &rules[*count], &err)) {
            show_mistake(text, &err);
            *status = err_exit_status(err.code);
            return false;
        }
        *count += 1;
    }
    return true;
}

/* A mistake in a line of a file has its place. Returns false. */
static bool place_mistake(const struct checks_line *line, struct err *err)
{
    if (err->code == ERR_USAGE) {
        uint64_t behind = err->column ? err->column - 1 : 0;
        err->code = ERR_REFUSED;
        err_at(err, line->file ? line->file : "checks.conf", line->line, line->column + behind);
    }
    return false;
}

static bool rules_of_files(struct cli *cli, const struct checks *checks, struct check_rule *rules,
                           size_t *count, struct err *err)
{
    for (size_t i = 0; i < checks->count; i++) {
        const struct checks_line *line = &checks->lines[i];
        if (!check_rule_parse(cli->arena, line->name, line->text, checks->budget.text, &rules[i],
                              err)) {
            return place_mistake(line, err);
        }
        *count += 1;
    }
    return true;
}

/* NULL: failed, or the budget of the files is no amount. */
static const struct checks *read_files(struct cli *cli, struct err *err)
{
    const char *system = arena_printf(cli->arena, "%s/campane/checks.conf", cli->env.sysconfdir);
    const char *user = paths_user_config(cli->arena, &cli->env, "checks.conf");
    if (!system) {
        err_memory(err);
        return NULL;
    }
    const struct checks *checks = checks_load(cli->arena, system, user, err);
    if (checks && checks->budget.text &&
        !check_budget_parse(cli->arena, checks->budget.text, err)) {
        place_mistake(&checks->budget, err);
        return NULL;
    }
    return checks;
}

/* Where --rule is given those alone; --stale is one more. */
static bool gather_rules(struct work *work, int *status)
{
    struct cli *cli = work->cli;
    struct err err = ERR_INIT;
    size_t count = 0;
    const char *stale = cli->option[OPTION_STALE];
    struct check_rule *rules = ARENA_ARRAY(cli->arena, struct check_rule, CHECKS_MAX + 1);
    const struct checks *checks = rules ? read_files(cli, &err) : NULL;
    bool ok = checks || (rules ? false : err_memory(&err));
    if (ok && cli_given(cli, OPTION_RULE)) {
        if (!rules_of_options(cli, checks->budget.text, rules, &count, status)) {
            return false;
        }
    } else {
        ok = ok && rules_of_files(cli, checks, rules, &count, &err);
    }
    if (ok && stale) {
        struct check_rule *rule = &rules[count++];
        *rule = (struct check_rule){.name = _("last import"),
                                    .text = arena_printf(cli->arena, "--stale %s", stale),
                                    .what = CHECK_STALE,
                                    .kpi = KPI_NONE,
                                    .counter = COUNTER_NONE};
        ok = rule->text ? check_hours_parse(stale, &rule->hours, &err) : err_memory(&err);
    }
    if (!ok) {
        *status = cli_fail(&err);
        return false;
    }
    work->question.rules = rules;
    work->question.count = count;
    return true;
}

/* --- words ------------------------------------------------------------------------------------ */

static void put_rule(struct strbuf *out, const char *word, const struct check_rule *rule,
                     const char *campaign, const char *text)
{
    bool named = rule->name != rule->text && strcmp(rule->name, rule->text) != 0;
    strbuf_printf(out, "%s: %s%s%s", word, rule->name, named ? ": " : "", named ? rule->text : "");
    if (campaign) {
        strbuf_printf(out, " (%s)", campaign);
    }
    strbuf_printf(out, "\n    %s\n", text ? text : _("it is not looked at any more"));
}

/* "2 of 6 rules fail", "6 rules hold", "5 of 6 rules hold, 1 not known". */
static void put_count(struct strbuf *out, const struct check *check)
{
    const size_t *by = check->by_state;
    if (by[CHECK_FAILS] > 0) {
        strbuf_printf(out, NG_("%zu of %zu rule fails", "%zu of %zu rules fail", check->rules),
                      by[CHECK_FAILS], check->rules);
    } else {
        strbuf_printf(out, NG_("%zu of %zu rule holds", "%zu of %zu rules hold", check->rules),
                      by[CHECK_HOLDS], check->rules);
    }
    for (int i = CHECK_UNSURE; i <= CHECK_UNKNOWN; i++) {
        if (by[i] > 0) {
            strbuf_printf(out, ", %zu %s", by[i], check_state_words((enum check_state)i));
        }
    }
}

/* What a mail says: what fails first. */
static void put_text(struct strbuf *out, const struct work *work)
{
    const struct check *check = work->check;
    char now[24];
    put_count(out, check);
    strbuf_printf(out, " · %s · %s\n", civil_format_utc(store_now(work->store), now),
                  store_path(work->store));
    for (int state = 0; state < CHECK_STATES; state++) {
        for (size_t i = 0; i < check->count; i++) {
            const struct check_line *line = &check->lines[i];
            /* Of campaigns that may fail, or that nobody knows, the sum of them is enough. */
            if (line->state != (enum check_state)state ||
                (line->number >= 0 && state != CHECK_FAILS)) {
                continue;
            }
            strbuf_putc(out, '\n');
            put_rule(out, check_state_words(line->state), line->rule, line->campaign, line->text);
        }
    }
}

/* What began and what ended since the last time. */
static void put_events(struct strbuf *out, const struct work *work)
{
    char since[24];
    if (work->once.count == 0) {
        return;
    }
    put_count(out, work->check);
    strbuf_printf(out, " · %s · %s\n", civil_format_utc(store_now(work->store), since),
                  store_path(work->store));
    for (size_t i = 0; i < work->once.count; i++) {
        const struct check_event *event = &work->once.events[i];
        strbuf_putc(out, '\n');
        put_rule(out,
                 event->began   ? _("begins to fail")
                 : event->holds ? _("holds again")
                                : _("no longer looked at"),
                 event->rule, event->campaign, event->line ? event->line->text : NULL);
        if (!event->began) {
            strbuf_printf(out, _("    It failed since %s\n"),
                          civil_format_utc(event->since, since));
        }
    }
}

/* One line as monitoring wants it; its first words are not translated. */
static void put_line(struct strbuf *out, const struct work *work)
{
    const struct check *check = work->check;
    const char *lead = ": ";
    size_t fails = check->by_state[CHECK_FAILS];
    strbuf_puts(out, fails ? "CAMPANE WARNING - " : "CAMPANE OK - ");
    put_count(out, check);
    for (size_t i = 0; i < check->count; i++) {
        bool sum = check->lines[i].rule->each && check->lines[i].number < 0;
        if (check->lines[i].state == CHECK_FAILS && !sum) {
            strbuf_printf(out, "%s%s", lead, check->lines[i].rule->name);
            if (check->lines[i].campaign) {
                strbuf_printf(out, " (%s)", check->lines[i].campaign);
            }
            lead = ", ";
        }
    }
    /* What stands behind the bar is read by programs: no name may bring another one. */
    for (size_t i = 0; i < out->length; i++) {
        out->data[i] = out->data[i] == '|' ? '/' : out->data[i];
    }
    strbuf_printf(out, " | fails=%zu;0 unsure=%zu unknown=%zu holds=%zu\n", fails,
                  check->by_state[CHECK_UNSURE], check->by_state[CHECK_UNKNOWN],
                  check->by_state[CHECK_HOLDS]);
}

static bool write_json(struct work *work, struct sink *sink, struct err *err)
{
    struct arena *arena = work->cli->arena;
    struct check_json_ended *ended =
        ARENA_ARRAY(arena, struct check_json_ended, work->once.count + 1);
    struct check_json document = {.check = work->check,
                                  .store = store_path(work->store),
                                  .now = store_now(work->store),
                                  .since = work->once.since,
                                  .ended = ended};
    for (size_t i = 0; ended && i < work->once.count; i++) {
        const struct check_event *event = &work->once.events[i];
        if (!event->began) {
            ended[document.ended_count++] = (struct check_json_ended){
                event->rule, event->number, event->campaign, event->holds, event->since};
        }
    }
    return ended ? check_json_write(sink, &document, err) : err_memory(err);
}

static bool write_check(struct work *work, struct sink *sink, struct err *err)
{
    struct strbuf out = STRBUF_INIT, plain = STRBUF_INIT;
    bool fails = work->check->by_state[CHECK_FAILS] > 0;
    if (work->format == EXPORT_JSON) {
        return write_json(work, sink, err);
    }
    if (work->line) {
        put_line(&out, work);
    } else if (cli_given(work->cli, OPTION_ONCE)) {
        put_events(&out, work);
    } else if (fails || !cli_given(work->cli, OPTION_QUIET)) {
        put_text(&out, work);
    }
    if (work->cli->ascii) {
        ascii_text(&plain, strbuf_text(&out));
    }
    bool ok = (!out.failed && !plain.failed) || err_memory(err);
    if (ok) {
        sink_puts(sink, strbuf_text(work->cli->ascii ? &plain : &out));
    }
    strbuf_free(&out);
    strbuf_free(&plain);
    return ok;
}

/* --- the command ------------------------------------------------------------------------------ */

static bool prepare(struct work *work, struct err *err)
{
    struct cli *cli = work->cli;
    work->line = cli_given(cli, OPTION_NAGIOS);
    if (!cli_format(cli, 1U << EXPORT_TEXT | 1U << EXPORT_JSON, &work->format, err) ||
        !cli_request(cli, &work->request, err)) {
        return false;
    }
    if (work->line && work->format == EXPORT_JSON) {
        return err_set(err, ERR_USAGE, "%s",
                       _("--nagios and --format json are two ways to say it"));
    }
    if (!cli_given(cli, OPTION_FROM) && !cli_given(cli, OPTION_TO) &&
        !cli_given(cli, OPTION_LAST) && !period_parse(DAYS, &work->request.period, err)) {
        return false;
    }
    work->question.request = &work->request;
    work->question.sets = cli_benchmarks(cli, err);
    return work->question.sets != NULL;
}

/* Tell first, remember then. */
static int tell(struct work *work)
{
    struct err err = ERR_INIT;
    bool once = cli_given(work->cli, OPTION_ONCE);
    bool ok = check_build(work->cli->arena, work->store, &work->question, cli_cancel(),
                          &work->check, &err) &&
              (!once || check_once_compare(work->cli, work->store, work->check, &work->question,
                                           &work->once, &err));
    struct sink *sink = ok ? cli_sink(work->cli, &err) : NULL;
    if (!sink) {
        return cli_fail_scope(work->cli, &err);
    }
    if (!write_check(work, sink, &err)) {
        sink_abandon(sink);
        return cli_fail(&err);
    }
    int fails = work->check->by_state[CHECK_FAILS] > 0;
    int status = cli_end(sink, fails);
    if (once && status == fails && !check_once_keep(&work->once, &err)) {
        return cli_fail(&err);
    }
    return status;
}

static int run(struct cli *cli)
{
    struct err err = ERR_INIT;
    struct work work = {.cli = cli};
    int status = 0;
    if (!prepare(&work, &err)) {
        return cli_fail_scope(cli, &err);
    }
    if (!gather_rules(&work, &status)) {
        return status;
    }
    work.store = cli_store_open(cli, CLI_READ, NULL, &err);
    if (!work.store) {
        return cli_fail(&err);
    }
    status = tell(&work);
    store_close(work.store);
    return status;
}

const struct command command_check = {
    .name = "check",
    .usage = "[OPTION]...",
    .summary = N_("Hold campaigns to rules, for cron: warn when one fails"),
    .help = N_(
        "The rules are those that are shipped, /etc/campane/checks.conf and "
        "~/.config/campane/checks.conf over them, or those of --rule alone. A rule says what "
        "shall hold: a comparison as in a filter, of all campaigns together or of \"each\"; that a "
        "rate is \"not rising\" or \"not falling\" in the last 7 days; or Meta's quality. \"over\" "
        "names its days (the last 30), \"where\" its campaigns, \"kind = flow\" for one. All of it "
        "is in man campane-check.\n\n"
        "Exit status 1: a rule surely fails. What chance could have made, and what nobody knows, "
        "is said and fails nothing. With --once, what began to fail or holds again since the last "
        "run is told, and nothing else; that is remembered in ~/.local/state/campane, so that a "
        "store that can only be read will do. --nagios writes one line for monitoring."),
    .formats = N_("Write as text or json"),
    .options = {OPTION_RULE, OPTION_STALE, OPTION_ONCE, OPTION_NAGIOS, OPTION_FORMAT, OPTION_OUTPUT,
                COMMAND_SCOPE, OPTION_QUIET, OPTION_ASCII},
    .operands_max = 0,
    .examples = "  campane check --quiet --stale 26h\n"
                "  campane check --once\n"
                "  campane check --rule 'optout_rate <= 0.6% where kind = broadcast'\n"
                "  campane check --rule 'each ctr >= 10% over 7d where sent > 1k'\n"
                "  campane check --nagios --rule 'cost <= 5000 EUR over this month'\n",
    .run = run,
};
