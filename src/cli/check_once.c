/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/check_once.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "config/keep.h"

/* What a rule is remembered by: its words, and what the command asked of it: with other days,
 * another base or benchmark it is another question. */
static bool rule_id(const struct cli *cli, const struct check_rule *rule, char id[INCIDENT_ID_SIZE])
{
    static const enum cli_option asked[] = {OPTION_FROM, OPTION_TO, OPTION_LAST, OPTION_BASE,
                                            OPTION_BENCHMARK};
    const char *where = cli->option[OPTION_WHERE];
    const char *text =
        arena_printf(cli->arena, "%s\n%s\n%s", rule->name, rule->text, where ? where : "");
    for (size_t i = 0; text && i < ARRAY_COUNT(asked); i++) {
        const char *given = cli->option[asked[i]];
        text = given ? arena_printf(cli->arena, "%s\n%zu %s", text, i, given) : text;
    }
    if (text) {
        keep_digest(text, id);
    }
    return text != NULL;
}

/* A store is remembered by its file, whatever way leads to it. */
static const char *memory_path(struct cli *cli, const struct store *store, struct err *err)
{
    char whole[PATH_MAX], digest[INCIDENT_ID_SIZE];
    keep_digest(realpath(store_path(store), whole) ? whole : store_path(store), digest);
    const char *name = arena_printf(cli->arena, "check-%s", digest);
    const char *path = name ? paths_user_state(cli->arena, &cli->env, name) : NULL;
    if (!path) {
        err_set(err, ERR_IO, "%s", _("--once needs a folder to remember in, and there is no home"));
        err_todo(err, "%s", "XDG_STATE_HOME=/var/lib/campane");
    }
    return path;
}

struct comparing {
    struct cli *cli;
    const struct check *check;
    const struct check_question *question;
    const struct incidents *before;
    struct incidents *after;
    struct check_event *events;
    size_t event_count;
    int64_t *since;
    int64_t now;
};

static void add_event(struct comparing *comparing, const struct check_line *line,
                      const struct check_rule *rule, const struct incident *incident, bool began)
{
    comparing->events[comparing->event_count++] =
        (struct check_event){.line = line,
                             .rule = rule,
                             .began = began,
                             .number = incident->number,
                             .since = incident->since,
                             .campaign = incident->name[0] ? incident->name : NULL};
}

/* Those that fail now. */
static bool see_failing(struct comparing *comparing)
{
    for (size_t i = 0; i < comparing->check->count; i++) {
        const struct check_line *line = &comparing->check->lines[i];
        struct incident incident = {.number = line->number,
                                    .since = comparing->now,
                                    .name = line->campaign ? line->campaign : ""};
        comparing->since[i] = TIME_NONE;
        if (line->state != CHECK_FAILS || (line->rule->each && line->number < 0)) {
            continue;
        }
        if (!rule_id(comparing->cli, line->rule, incident.rule)) {
            return false;
        }
        const struct incident *known =
            incidents_find(comparing->before, incident.rule, incident.number);
        if (known) {
            incident.since = known->since;
        } else {
            add_event(comparing, line, line->rule, &incident, true);
        }
        comparing->since[i] = incident.since;
        comparing->after->rows[comparing->after->count++] = incident;
    }
    return true;
}

/* The line of a campaign, or of all; NULL: a campaign that holds, or is not looked at any more. */
static const struct check_line *line_of(const struct check *check, const struct check_rule *rule,
                                        int64_t number)
{
    for (size_t i = 0; i < check->count; i++) {
        if (check->lines[i].rule == rule && check->lines[i].number == number) {
            return &check->lines[i];
        }
    }
    return NULL;
}

static bool is_held(const struct check *check, const struct check_rule *rule, int64_t number)
{
    for (size_t i = 0; i < check->held_count; i++) {
        if (check->held[i].rule == rule && check->held[i].number == number) {
            return true;
        }
    }
    return false;
}

/* A campaign that is in no line holds, or has nothing in the period any more, or the filter leaves
 * it out. */
static void end_event(struct comparing *comparing, const struct check_rule *rule,
                      const struct check_line *line, const struct incident *known)
{
    add_event(comparing, line_of(comparing->check, rule, -1), rule, known, false);
    comparing->events[comparing->event_count - 1].holds =
        line != NULL || is_held(comparing->check, rule, known->number);
}

/* Those that failed before: they fail still, they ended, or nobody can tell. */
static bool see_known(struct comparing *comparing)
{
    const struct check_question *question = comparing->question;
    for (size_t i = 0; i < comparing->before->count; i++) {
        const struct incident *known = &comparing->before->rows[i];
        const struct check_rule *rule = NULL;
        for (size_t k = 0; k < question->count && !rule; k++) {
            char id[INCIDENT_ID_SIZE];
            if (!rule_id(comparing->cli, &question->rules[k], id)) {
                return false;
            }
            rule = strcmp(id, known->rule) == 0 ? &question->rules[k] : NULL;
        }
        const struct check_line *line =
            rule ? line_of(comparing->check, rule, known->number) : NULL;
        if (rule && (!line || line->state == CHECK_HOLDS)) {
            end_event(comparing, rule, line, known);
        } else if (!line || line->state != CHECK_FAILS) {
            comparing->after->rows[comparing->after->count++] = *known;
        }
    }
    return true;
}

bool check_once_compare(struct cli *cli, const struct store *store, const struct check *check,
                        const struct check_question *question, struct check_once *once,
                        struct err *err)
{
    struct incidents before;
    bool broken;
    const char *path = memory_path(cli, store, err);
    if (!path || !incidents_load(cli->arena, path, &before, &broken, err)) {
        return false;
    }
    if (broken) {
        cli_warn(_("%s is not what check --once keeps: everything that fails is told anew"), path);
    }
    size_t most = before.count + check->count;
    struct comparing comparing = {.cli = cli,
                                  .check = check,
                                  .question = question,
                                  .before = &before,
                                  .after = &once->after,
                                  .events = ARENA_ARRAY(cli->arena, struct check_event, most + 1),
                                  .since = ARENA_ARRAY(cli->arena, int64_t, check->count + 1),
                                  .now = store_now(store)};
    *once = (struct check_once){.path = path,
                                .after = {ARENA_ARRAY(cli->arena, struct incident, most + 1), 0}};
    if (!comparing.events || !comparing.since || !once->after.rows || !see_failing(&comparing) ||
        !see_known(&comparing)) {
        return err_memory(err);
    }
    once->events = comparing.events;
    once->count = comparing.event_count;
    once->since = comparing.since;
    return true;
}

bool check_once_keep(const struct check_once *once, struct err *err)
{
    return incidents_save(once->path, &once->after, err);
}
