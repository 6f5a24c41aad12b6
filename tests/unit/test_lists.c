/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lists that exist once, beside what the tests of each module say of theirs: every entry is
 * explained to people, and no word means two things. */
#include "lib/check.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/help.h"
#include "cli/options.h"
#include "model/attrs.h"
#include "model/counter.h"
#include "model/kpi_info.h"
#include "ui/canvas/role.h"
#include "ui/keymap/keymap.h"

static size_t command_count(void)
{
    size_t count = 0;
    while (command_all[count]) {
        count++;
    }
    return count;
}

/* A sentence without its full stop, as lists show it: "Show this help and leave". */
static void check_sentence(const char *name, const char *text)
{
    size_t length = text ? strlen(text) : 0;
    if (length < 8 || !isupper((unsigned char)text[0]) || text[length - 1] == '.' ||
        !strchr(text, ' ') || strchr(text, '\n') || strstr(text, "  ")) {
        fail_msg("%s: \"%s\" is no sentence for a list", name, text ? text : "");
    }
}

/* Words that end a sentence in help and manual, "people who clicked a link or URL button". */
static void check_words(const char *name, const char *text)
{
    size_t length = text ? strlen(text) : 0;
    if (length < 3 || isspace((unsigned char)text[0]) || text[length - 1] == '.' ||
        strchr(text, '\n')) {
        fail_msg("%s: \"%s\" does not explain it", name, text ? text : "");
    }
}

/* Small letters, digits and the given joint only, a letter first. */
static void check_name(const char *name, char joint)
{
    bool good = name && islower((unsigned char)name[0]);
    for (const char *at = name; good && *at; at++) {
        good = islower((unsigned char)*at) || isdigit((unsigned char)*at) ||
               (*at == joint && at[1] && at[1] != joint);
    }
    if (!good) {
        fail_msg("\"%s\" is no good name", name ? name : "");
    }
}

static void check_differ(const char *a, const char *b)
{
    if (strcmp(a, b) == 0) {
        fail_msg("\"%s\" is there twice", a);
    }
}

static void options_are_explained_and_differ(void **state)
{
    (void)state;
    for (int id = 0; id < OPTION_COUNT; id++) {
        const struct option_info *info = option_info((enum cli_option)id);
        check_name(info->name, '-');
        check_sentence(info->name, info->help);
        /* The word for a value is written as the manual writes such words: FILE, WxH, N%. */
        assert_true(!info->value || isupper((unsigned char)info->value[0]));
        for (int other = 0; other < id; other++) {
            const struct option_info *before = option_info((enum cli_option)other);
            check_differ(info->name, before->name);
            check_differ(info->help, before->help);
            char letter = option_letter((enum cli_option)id);
            assert_true(!letter || letter != option_letter((enum cli_option)other));
        }
    }
}

/* What is listed is taken somewhere, and nowhere listed twice. */
static void options_have_commands(void **state)
{
    (void)state;
    static const struct command nothing = {.name = "nothing"};
    for (int id = 0; id < OPTION_COUNT; id++) {
        bool common = option_of(&nothing, (enum cli_option)id);
        size_t takers = 0;
        for (size_t i = 0; command_all[i]; i++) {
            size_t times = 0;
            for (size_t j = 0; command_all[i]->options[j] != OPTION_HELP; j++) {
                assert_true(j + 1 < COMMAND_OPTIONS_MAX); /* the list is ended */
                times += command_all[i]->options[j] == (enum cli_option)id;
            }
            if (times > (common ? 0 : 1)) {
                fail_msg("%s lists --%s, which %s", command_all[i]->name,
                         option_info((enum cli_option)id)->name,
                         common ? "every command takes" : "it has already");
            }
            takers += times;
        }
        if (!common && !takers) {
            fail_msg("no command takes --%s", option_info((enum cli_option)id)->name);
        }
    }
}

static void commands_are_explained_and_differ(void **state)
{
    (void)state;
    for (size_t i = 0; command_all[i]; i++) {
        const struct command *command = command_all[i];
        if (command->name[0]) {
            check_name(command->name, '-');
        } else {
            assert_int_equal(i, 0); /* the dashboard leads the help */
        }
        check_sentence(command->name, command->summary);
        assert_non_null(command->usage);
        assert_non_null(command->run);
        assert_true(command->operands_min <= command->operands_max);
        assert_ptr_equal(command_find(command->name), command);
        for (size_t other = 0; other < i; other++) {
            check_differ(command->name, command_all[other]->name);
            check_differ(command->summary, command_all[other]->summary);
        }
        for (const char *line = command->examples; line && *line; line++) {
            while (*line == ' ') {
                line++;
            }
            if (strncmp(line, "campane", strlen("campane")) != 0 && !strstr(line, "| campane")) {
                fail_msg("an example of %s is no command: %s", command->name, line);
            }
            line = strchr(line, '\n');
            assert_non_null(line);
        }
    }
    assert_true(command_count() > 1);
}

/* --help leaves nothing out. */
static void help_names_everything(void **state)
{
    (void)state;
    for (size_t i = 0; command_all[i]; i++) {
        char *text = NULL;
        size_t size = 0;
        FILE *out = open_memstream(&text, &size);
        assert_non_null(out);
        assert_int_equal(help_print(out, command_all[i]), 0);
        assert_int_equal(fclose(out), 0);
        for (int id = 0; id < OPTION_COUNT; id++) {
            const struct option_info *info = option_info((enum cli_option)id);
            const char *value = command_option_value(command_all[i], (enum cli_option)id);
            char word[64];
            snprintf(word, sizeof word, "--%s%s%s\n", info->name, value ? " " : "",
                     value ? value : "");
            bool line = strstr(text, word) != NULL;
            word[strlen(word) - 1] = ' ';
            if (option_of(command_all[i], (enum cli_option)id) != (line || strstr(text, word))) {
                fail_msg("the help of \"%s\" and --%s", command_all[i]->name, info->name);
            }
        }
        for (size_t other = 1; i == 0 && command_all[other]; other++) {
            /* Long ones wrap: their beginning stands in one piece. */
            char begin[24];
            snprintf(begin, sizeof begin, "%s", command_all[other]->summary);
            assert_non_null(strstr(text, begin));
        }
        free(text);
    }
}

static void counters_and_kpis_are_explained(void **state)
{
    (void)state;
    for (int id = 0; id < COUNTER_COUNT; id++) {
        const struct counter_info *info = counter_info((enum counter)id);
        check_name(info->name, '_');
        check_words(info->name, info->help);
        for (int other = 0; other < id; other++) {
            check_differ(info->name, counter_info((enum counter)other)->name);
            check_differ(info->label, counter_info((enum counter)other)->label);
            check_differ(info->help, counter_info((enum counter)other)->help);
        }
    }
    for (int id = 0; id < KPI_COUNT; id++) {
        const struct kpi_info *info = kpi_info((enum kpi)id);
        check_name(info->name, '_');
        check_words(info->name, info->words);
        for (int other = 0; other < id; other++) {
            check_differ(info->name, kpi_info((enum kpi)other)->name);
            check_differ(info->label, kpi_info((enum kpi)other)->label);
        }
    }
    for (int id = 0; id < ATTR_COUNT; id++) {
        const struct attr_info *info = attr_info((enum attr)id);
        check_name(info->name, '_');
        check_words(info->name, info->help);
        for (int other = 0; other < id; other++) {
            check_differ(info->label, attr_info((enum attr)other)->label);
        }
    }
}

/* Filters, columns and --sort name KPIs, counters and attributes alike, and so does a CSV header.
 */
static void one_word_has_one_meaning(void **state)
{
    (void)state;
    for (int id = 0; id < KPI_COUNT; id++) {
        const struct kpi_info *info = kpi_info((enum kpi)id);
        enum counter counter = counter_by_name(info->name, true);
        /* A KPI that is a counter has its name. */
        if (counter != COUNTER_NONE &&
            !(info->formula == KPI_FORMULA_COUNT && info->numerator == counter)) {
            fail_msg("%s is a KPI and a counter", info->name);
        }
        assert_int_equal(attr_by_name(info->name, true), ATTR_NONE);
    }
    for (int id = 0; id < ATTR_COUNT; id++) {
        assert_int_equal(counter_by_name(attr_info((enum attr)id)->name, true), COUNTER_NONE);
    }
    /* A column name belongs to one counter: looked up, it leads back to the line it stands in. */
    for (int id = 0; id < COUNTER_STORED; id++) {
        const char *names = counter_info((enum counter)id)->csv;
        while (*names) {
            char name[64];
            size_t length = strcspn(names, " ");
            assert_true(length < sizeof name);
            memcpy(name, names, length);
            name[length] = '\0';
            assert_int_equal(counter_by_name(name, true), id);
            assert_int_equal(attr_by_name(name, true), ATTR_NONE);
            names += length;
            names += strspn(names, " ");
        }
    }
}

static void actions_are_explained(void **state)
{
    (void)state;
    for (int id = 0; id < ACTION_COUNT; id++) {
        const struct action_info *info = action_info((enum action)id);
        check_name(info->name, '-');
        check_sentence(info->name, info->help);
        for (int other = 0; other < id; other++) {
            const struct action_info *before = action_info((enum action)other);
            check_differ(info->help, before->help);
            /* Two hints that read the same never stand in one footer. */
            if (info->hint && before->hint && (info->where & before->where)) {
                check_differ(info->hint, before->hint);
            }
        }
    }
}

static void roles_are_explained(void **state)
{
    (void)state;
    for (int id = 0; id < ROLE_COUNT; id++) {
        check_words(role_name((enum role)id), role_words((enum role)id));
        for (int other = 0; other < id; other++) {
            check_differ(role_name((enum role)id), role_name((enum role)other));
            assert_true(role_letter((enum role)id) != role_letter((enum role)other));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_are_explained_and_differ),
        cmocka_unit_test(options_have_commands),
        cmocka_unit_test(commands_are_explained_and_differ),
        cmocka_unit_test(help_names_everything),
        cmocka_unit_test(counters_and_kpis_are_explained),
        cmocka_unit_test(one_word_has_one_meaning),
        cmocka_unit_test(actions_are_explained),
        cmocka_unit_test(roles_are_explained),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
