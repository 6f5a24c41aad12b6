/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cli/subcommand.h"
#include "completion/shell.h"
#include "config/benchmarks.h"
#include "import/registry.h"
#include "model/kpi_info.h"
#include "report/breakdown.h"
#include "ui/app/app.h"

static const struct {
    enum cli_option id;
    const char *words;
} fixed[] = {
    {OPTION_BASE, "delivered sent"},
    {OPTION_AGAINST, "before year"},
    {OPTION_BY, "variant template segment language country cta channel"},
    {OPTION_CHANNEL, "whatsapp email sms rcs"},
    {OPTION_DATE_ORDER, "dmy mdy ymd"},
    {OPTION_LAST, "7d 30d 90d week month quarter year"},
    {OPTION_LOOKS, "daily one"},
    {OPTION_RANDOMIZED, "yes no"},
    {OPTION_RATING, "low middle high none"},
    {OPTION_KIND, "complaint review suggestion none"},
    {OPTION_SIZE, "120x40 80x24 60x16"},
};

static const enum cli_option files[] = {OPTION_STORE, OPTION_CONFIG, OPTION_OUTPUT, OPTION_PROFILE,
                                        OPTION_REJECTS};

static void add_kpis(struct strbuf *words)
{
    for (int id = 0; id < KPI_COUNT; id++) {
        strbuf_printf(words, "%s%s", id ? " " : "", kpi_info((enum kpi)id)->name);
    }
}

static void add_import_formats(struct strbuf *words)
{
    size_t count;
    const struct import_format *const *formats = registry_formats(&count);
    for (size_t i = 0; i < count; i++) {
        strbuf_printf(words, "%s%s", i ? " " : "", formats[i]->id);
    }
}

/* The shipped sets, and those that a store makes. */
static void add_benchmarks(struct strbuf *words)
{
    struct err err = ERR_INIT;
    struct arena *arena = arena_new();
    const struct benchmarks *all = arena ? benchmarks_load(arena, NULL, &err) : NULL;
    for (size_t i = 0; all && i < all->count; i++) {
        strbuf_printf(words, "%s ", all->sets[i].id);
    }
    strbuf_puts(words, "own targets");
    arena_free(arena);
}

/* The formats that the help of --format names; "as" and "or" go between them. */
static void add_formats(const struct command *command, struct strbuf *words)
{
    static const char *const known[] = {"text", "json", "csv", "md",   "ansi",
                                        "svg",  "html", "eml", "table"};
    const char *help = command_option_help(command, OPTION_FORMAT);
    for (size_t i = 0; i < ARRAY_COUNT(known); i++) {
        if (strstr(help, known[i])) {
            strbuf_printf(words, "%s%s", words->length ? " " : "", known[i]);
        }
    }
}

const struct command *words_teller(const struct command *command, enum cli_option id)
{
    for (size_t i = 0; !command->name[0] && !option_of(command, id) && command_all[i]; i++) {
        if (option_of(command_all[i], id)) {
            return command_all[i];
        }
    }
    return command;
}

void words_with_value(const char *between, struct strbuf *words)
{
    for (int id = 0; id < OPTION_COUNT; id++) {
        const struct option_info *info = option_info((enum cli_option)id);
        char letter = option_letter((enum cli_option)id);
        if (info->value) {
            strbuf_printf(words, "%s--%s", words->length ? between : "", info->name);
        }
        if (info->value && letter) {
            strbuf_printf(words, "%s-%c", between, letter);
        }
    }
}

enum value_kind words_of_option(const struct command *command, enum cli_option id,
                                struct strbuf *words)
{
    if (!command_option_value(command, id)) {
        return VALUE_NONE;
    }
    for (size_t i = 0; i < ARRAY_COUNT(files); i++) {
        if (files[i] == id) {
            return VALUE_FILE;
        }
    }
    if (id == OPTION_KIND && strcmp(command->name, "feedback") != 0) {
        strbuf_puts(words, "broadcast drip flow post_purchase ctwa_ad service bot");
        return VALUE_WORDS;
    }
    bool trend = strcmp(command->name, "trend") == 0;
    if (id == OPTION_BY && (trend || strcmp(command->name, "money") == 0)) {
        strbuf_puts(words, trend ? "day week month" : "currency campaign cohort");
        return VALUE_WORDS;
    }
    for (size_t i = 0; i < ARRAY_COUNT(fixed); i++) {
        if (fixed[i].id == id) {
            strbuf_printf(words, "%s", fixed[i].words);
            return VALUE_WORDS;
        }
    }
    if (id == OPTION_FORMAT) {
        add_formats(command, words);
    } else if (id == OPTION_AS) {
        add_import_formats(words);
    } else if (id == OPTION_BENCHMARK) {
        add_benchmarks(words);
    } else if (id == OPTION_GOAL && strcmp(command->name, "edit") == 0) {
        strbuf_puts(words, "sales leads service brand none");
    } else if (id == OPTION_KPI || id == OPTION_GOAL || id == OPTION_SORT || id == OPTION_COLUMNS) {
        add_kpis(words);
    }
    return words->length ? VALUE_WORDS : VALUE_FREE;
}

bool words_are_listed(const struct command *command, enum cli_option id)
{
    const char *value = command_option_value(command, id);
    return value && strchr(value, ',');
}

void words_of_deeds(const struct command *command, bool on_files, const char *between,
                    struct strbuf *words)
{
    for (size_t i = 0; i < command->subcommand_count; i++) {
        const struct subcommand *deed = &command->subcommands[i];
        if ((deed->operand && strcmp(deed->operand, "FILE") == 0) == on_files) {
            strbuf_printf(words, "%s%s", words->length ? between : "", deed->name);
        }
    }
}

bool words_of_command(const struct command *command, struct strbuf *words)
{
    for (size_t i = 0; i < command->subcommand_count; i++) {
        strbuf_printf(words, "%s%s", i ? " " : "", command->subcommands[i].name);
    }
    if (strcmp(command->name, "trend") == 0) {
        add_kpis(words);
    } else if (strcmp(command->name, "breakdown") == 0) {
        size_t count;
        const struct breakdown_dimension *dimensions = breakdown_all(&count);
        for (size_t i = 0; i < count; i++) {
            strbuf_printf(words, "%s%s", i ? " " : "", dimensions[i].name);
        }
    } else if (strcmp(command->name, "snapshot") == 0) {
        for (size_t i = 0; app_snapshot_views[i]; i++) {
            strbuf_printf(words, "%s%s", i ? " " : "", app_snapshot_views[i]);
        }
    } else if (command->operand_words) {
        strbuf_printf(words, "%s", command->operand_words);
    }
    return strstr(command->usage, "FILE") != NULL;
}
