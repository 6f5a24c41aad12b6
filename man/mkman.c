/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fills a man page: copies standard input to standard output and puts in, for a line that is
 *   @COMMANDS@  every command with its usage, summary and its options
 *   @OPTIONS@   the options of every command
 *   @SETTINGS@  the settings of the configuration file
 *   @KEYS@      the keys of the dashboard
 *   @FORMATS@   the formats that `import` recognizes
 *   @PROFILES@  the profiles that come with the program
 *   @FIELDS@    what columns can mean, attributes and counters included
 *   @KPIS@, @COUNTERS@, @BENCHMARKS@  see roff.h
 * what the program's tables say.
 */
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/options.h"
#include "config/settings.h"
#include "import/field.h"
#include "import/profile.h"
#include "import/profile_shipped.h"
#include "import/registry.h"
#include "man/roff.h"
#include "ui/keymap/keymap.h"

static void put_option(const struct command *command, enum cli_option id)
{
    const struct option_info *info = option_info(id);
    fputs(".TP\n", stdout);
    if (option_letter(id)) {
        printf("\\fB\\-%c\\fR, ", option_letter(id));
    }
    fputs("\\fB\\-\\-", stdout);
    roff_put(info->name);
    fputs("\\fR", stdout);
    const char *value = command_option_value(command, id);
    if (value) {
        fputs(" \\fI", stdout);
        roff_put(value);
        fputs("\\fR", stdout);
    }
    fputc('\n', stdout);
    roff_put(command_option_help(command, id));
    fputs(".\n", stdout);
}

static void put_command(const struct command *command)
{
    fputs(".SS \"campane", stdout);
    if (command->name[0]) {
        fputc(' ', stdout);
        roff_put(command->name);
    }
    fputc(' ', stdout);
    roff_put(command->usage);
    fputs("\"\n", stdout);
    roff_put(command->summary);
    fputs(command->summary[strlen(command->summary) - 1] == '?' ? "\n" : ".\n", stdout);
    if (command->help) {
        fputs(".PP\n", stdout);
        for (const char *at = command->help; *at;) {
            size_t length = strcspn(at, "\n");
            char line[512];
            snprintf(line, sizeof line, "%.*s", (int)length, at);
            if (length) {
                roff_put(line);
                fputc('\n', stdout);
            } else {
                fputs(".PP\n", stdout);
            }
            at += length + (at[length] == '\n');
        }
    }
    for (size_t i = 0; command->options[i] != OPTION_HELP; i++) {
        put_option(command, command->options[i]);
    }
    if (command->lines) {
        fputs(".PP\n.nf\n", stdout);
        roff_put(command->lines);
        fputs(".fi\n", stdout);
    }
    if (command->examples) {
        fputs(".PP\n.nf\n", stdout);
        roff_put(command->examples);
        fputs(".fi\n", stdout);
    }
}

static void put_commands(void)
{
    for (size_t i = 0; command_all[i]; i++) {
        put_command(command_all[i]);
    }
}

static void put_options(void)
{
    static const struct command none = {.name = "none", .options = {OPTION_HELP}};
    for (int id = 0; id < OPTION_COUNT; id++) {
        if (option_of(&none, (enum cli_option)id)) {
            put_option(&none, (enum cli_option)id);
        }
    }
}

static void put_settings(void)
{
    for (int id = 0; id < SETTING_COUNT; id++) {
        const struct setting_info *info = setting_info((enum setting)id);
        fputs(".TP\n\\fB", stdout);
        roff_put(info->name);
        fputs("\\fR\n", stdout);
        roff_put(info->help);
        if (info->value) {
            fputs(" (", stdout);
            roff_put(info->value);
            fputs(")", stdout);
        }
        fputs(".\n", stdout);
    }
}

static bool put_keys(void)
{
    struct keymap map;
    struct err err = ERR_INIT;
    if (!keymap_init(&map, &err)) {
        fprintf(stderr, "mkman: %s\n", err.text);
        return false;
    }
    enum action ids[ACTION_COUNT];
    char keys[KEYMAP_KEYS_SIZE];
    size_t count = keymap_help(IN_ALL, 0, ids);
    for (size_t i = 0; i < count; i++) {
        fputs(".TP\n\\fB", stdout);
        roff_put(keymap_keys(&map, ids[i], false, keys));
        fputs("\\fR\n", stdout);
        roff_put(action_info(ids[i])->help);
        fputs(".\n", stdout);
    }
    return true;
}

static void put_formats(void)
{
    size_t count;
    const struct import_format *const *formats = registry_formats(&count);
    for (size_t i = 0; i < count; i++) {
        fputs(".TP\n\\fB", stdout);
        roff_put(formats[i]->id);
        fputs("\\fR\n", stdout);
        roff_put(formats[i]->title);
        fputs(": ", stdout);
        roff_put(formats[i]->help);
        fputs(".\n", stdout);
    }
}

static bool put_profiles(void)
{
    const char *file;
    struct err err = ERR_INIT;
    struct arena *arena = arena_new();
    bool done = arena != NULL;
    for (size_t i = 0; done && (file = profile_shipped_file(i)) != NULL; i++) {
        char name[64];
        const char *begin = strchr(file, '/') + 1;
        snprintf(name, sizeof name, "%.*s", (int)strcspn(begin, "."), begin);
        const struct profile *profile = profile_load(arena, name, &err);
        done = profile != NULL;
        if (done) {
            fputs(".TP\n\\fB", stdout);
            roff_put(name);
            fputs("\\fR\n", stdout);
            roff_put(profile_title(profile));
            fputs(".\n", stdout);
        }
    }
    arena_free(arena);
    return done;
}

/* The records that a field belongs to, in a canonical file's words. */
static void put_records(unsigned records)
{
    static const struct {
        unsigned record;
        const char *name;
    } names[] = {{RECORD_MESSAGE, "message"},
                 {RECORD_SENT, "sent"},
                 {RECORD_DAILY, "daily"},
                 {RECORD_CAMPAIGN, "campaign"}};
    const char *between = " (";
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        if (records & names[i].record) {
            printf("%s%s", between, names[i].name);
            between = ", ";
        }
    }
    fputs(")", stdout);
}

static void put_fields(void)
{
    for (int id = 0; id < FIELD_COUNT; id++) {
        const struct field_info *info = field_info((enum field)id);
        fputs(".TP\n\\fB", stdout);
        roff_put(info->name);
        fputs("\\fR\n", stdout);
        roff_put(info->help);
        put_records(info->records);
        fputs(".\n", stdout);
    }
}

/* One line of the page: a marker of the list, or text. False: it could not be made. */
static bool put_line(const char *line)
{
    static const struct {
        const char *name;
        void (*put)(void);
    } markers[] = {{"@COMMANDS@\n", put_commands}, {"@OPTIONS@\n", put_options},
                   {"@SETTINGS@\n", put_settings}, {"@FORMATS@\n", put_formats},
                   {"@FIELDS@\n", put_fields},     {"@KPIS@\n", roff_kpis},
                   {"@COUNTERS@\n", roff_counters}};
    for (size_t i = 0; i < ARRAY_COUNT(markers); i++) {
        if (strcmp(line, markers[i].name) == 0) {
            markers[i].put();
            return true;
        }
    }
    if (strcmp(line, "@KEYS@\n") == 0) {
        return put_keys();
    }
    if (strcmp(line, "@PROFILES@\n") == 0) {
        return put_profiles();
    }
    if (strcmp(line, "@BENCHMARKS@\n") == 0) {
        return roff_benchmarks();
    }
    fputs(line, stdout);
    return true;
}

int main(void)
{
    char line[2048];
    while (fgets(line, sizeof line, stdin)) {
        if (!put_line(line)) {
            return 1;
        }
    }
    return ferror(stdout) || fflush(stdout) ? 1 : 0;
}
