/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/help.h"

#include <string.h>

#include "base/i18n.h"
#include "cli/options.h"
#include "text/width.h"

#define COLUMN  24
#define COLUMNS 79
#define NAMES   16

/* A text whose first line begins at a column, further ones at an indent; words go to the next line
 * where it is full. A newline in the text stays one. */
static void print_text(FILE *out, const char *text, int column, int indent)
{
    bool first = true;
    while (*text) {
        size_t length = strcspn(text, " \n");
        int width = width_text(text, length);
        if (!first && column + 1 + width > COLUMNS) {
            fprintf(out, "\n%*s", indent, "");
            column = indent;
            first = true;
        }
        fprintf(out, "%s%.*s", first ? "" : " ", (int)length, text);
        column += width + !first;
        first = false;
        text += length;
        if (*text == '\n') {
            /* What is set in columns keeps its blanks. */
            size_t blanks = strspn(text + 1, " ");
            fprintf(out, "\n%*s", (int)blanks + indent, "");
            column = (int)blanks + indent;
            first = true;
            text += 1 + blanks;
        } else if (*text == ' ') {
            text++;
        }
    }
    fputc('\n', out);
}

static void print_option(FILE *out, const struct command *command, enum cli_option id)
{
    const struct option_info *info = option_info(id);
    char letter = option_letter(id);
    int used = letter ? fprintf(out, "  -%c, --%s", letter, info->name)
                      : fprintf(out, "  --%s", info->name);
    const char *value = command_option_value(command, id);
    if (value) {
        used += fprintf(out, " %s", value);
    }
    if (used >= COLUMN) {
        fputc('\n', out);
        used = 0;
    }
    fprintf(out, "%*s", COLUMN - used, "");
    print_text(out, _(command_option_help(command, id)), COLUMN, COLUMN);
}

static void print_commands(FILE *out)
{
    fputs(_("\nCommands:\n"), out);
    for (size_t i = 0; command_all[i]; i++) {
        if (command_all[i]->name[0]) {
            int used = fprintf(out, "  %s", command_all[i]->name);
            fprintf(out, "%*s", NAMES - used, "");
            print_text(out, _(command_all[i]->summary), NAMES, NAMES);
        }
    }
    fputs(_("\ncampane COMMAND --help says more of each.\n"), out);
}

static void print_options(FILE *out, const struct command *command)
{
    bool any = false;
    for (size_t i = 0; command->options[i] != OPTION_HELP; i++) {
        if (!any) {
            fputs(_("\nOptions:\n"), out);
            any = true;
        }
        print_option(out, command, command->options[i]);
    }
    fputs(_("\nOptions of every command:\n"), out);
    for (int id = 0; id < OPTION_COUNT; id++) {
        bool own = false;
        for (size_t i = 0; command->options[i] != OPTION_HELP; i++) {
            own = own || command->options[i] == (enum cli_option)id;
        }
        if (!own && option_of(command, (enum cli_option)id)) {
            print_option(out, command, (enum cli_option)id);
        }
    }
}

int help_print(FILE *out, const struct command *command)
{
    bool whole = !command->name[0];
    fprintf(out, _("Usage: campane %s%s%s\n"), command->name, whole ? "" : " ", _(command->usage));
    if (whole) {
        fputs(_("       campane COMMAND ...\n"), out);
    }
    fputc('\n', out);
    print_text(out, _(command->summary), 0, 0);
    if (command->help) {
        fputc('\n', out);
        print_text(out, _(command->help), 0, 0);
    }
    if (command->lines) {
        fprintf(out, "\n%s", command->lines);
    }
    if (whole) {
        print_commands(out);
    }
    print_options(out, command);
    if (command->examples) {
        fprintf(out, _("\nExamples:\n%s"), command->examples);
    }
    return 0;
}
