/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The program itself on a pseudo terminal: the demo, a store of one's own, imports, and what other
 * processes do meanwhile. (What the terminal itself asks for: test_app_terminal.c.)
 */
#include "lib/dashboard_host.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define DEMO_DAYS2                                                                                 \
    "2026-07-05,Herbst,1000,900,500\n2026-07-06,Herbst,1000,900,500\n"                             \
    "2026-07-07,Herbst,1000,900,500\n2026-07-08,Herbst,1000,900,500\n"
#define DEMO_DAYS "2026-07-03,Herbst,1000,900,500\n2026-07-04,Herbst,1000,900,500\n"

static struct harness *start_demo(void)
{
    static const char *const argv[] = {"./campane", "demo", NULL};
    struct harness *harness = dashboard_start(argv, 120, 40);
    harness_wait_text(harness, "34 campaigns");
    harness_settle(harness);
    return harness;
}

static void the_demo_shows_every_view(void **state)
{
    (void)state;
    struct harness *harness = start_demo();
    assert_true(harness_find(harness, "DEMO") == 0);
    harness_keys(harness, "2");
    harness_wait_text(harness, "Start▼");
    harness_keys(harness, "jj<Enter>");
    harness_wait_text(harness, "Funnel");
    harness_keys(harness, "q9");
    harness_wait_text(harness, "webhook-2026-10.ndjson");
    harness_keys(harness, "1");
    harness_wait_text(harness, "Needs attention");
    harness_keys(harness, "q");
    dashboard_check_bye(harness);
}

/* Enter on a tile shows how it went; a set of tab 8 grades from then on. */
static void figures_lead_on(void **state)
{
    (void)state;
    struct harness *harness = start_demo();
    harness_keys(harness, "l<Enter>");
    harness_wait_text(harness, "Delivery by day");
    harness_keys(harness, "8");
    harness_wait_text(harness, "reference grades");
    harness_keys(harness, "l<Enter>");
    harness_wait_text(harness, "measured-2026 grades");
    harness_keys(harness, "1");
    harness_wait_text(harness, "benchmark measured-2026");
    harness_keys(harness, "q");
    dashboard_check_bye(harness);
}

/* The rows below the tiles lead to what they are about: what moved to its course, messages without
 * a campaign to the question whose they are. */
static void rows_of_the_overview_lead_on(void **state)
{
    (void)state;
    /* Of all time nothing moved in the campaigns themselves; in 60 days Panier oublié did, last. */
    static const char *const argv[] = {"./campane", "demo", "--last", "60d", NULL};
    struct harness *harness = dashboard_start(argv, 120, 40);
    harness_wait_text(harness, "Moved most, beyond chance");
    harness_keys(harness, "G<Enter>");
    harness_wait_text(harness, "CTR by day");
    harness_wait_text(harness, "Panier oublié");
    harness_keys(harness, "Q");
    dashboard_check_bye(harness);

    harness = start_demo();
    harness_wait_text(harness, "Needs attention");
    harness_keys(harness, "gjjjj<Enter>"); /* past three rows of tiles at most to the first line */
    harness_wait_text(harness, "Funnel");
    harness_keys(harness, "qq");
    dashboard_check_bye(harness);
}

/* The tab is there once there is feedback; / looks for words in it, Esc shows all again. */
static void feedback_is_searched(void **state)
{
    (void)state;
    const char *store = dashboard_new_store();
    char command[4096];
    struct harness *harness;
    snprintf(command, sizeof command,
             "cd '%s' && printf 'message_id,campaign,recipient,sent_at\\n"
             "w1,Spring,+4915100000001,2026-10-01 10:00:00\\n' >sent.csv && printf '"
             "given_at,campaign,rating,scale,kind,comment\\n"
             "2026-10-03 10:00:00,Spring,4,5,csat,quick\\n"
             "2026-10-04 10:00:00,Spring,2,5,complaint,Très lent\\n' >said.csv",
             check_folder());
    assert_int_equal(system(command), 0);
    static const char *const files[] = {"sent.csv", "said.csv"};
    for (size_t i = 0; i < ARRAY_COUNT(files); i++) {
        char path[512];
        snprintf(path, sizeof path, "%s/%s", check_folder(), files[i]);
        dashboard_import(store, path);
    }
    harness = dashboard_start_on(store);
    harness_wait_text(harness, "1 campaign");
    harness_keys(harness, "7");
    harness_wait_text(harness, "50.0 %");
    harness_wait_text(harness, "quick");
    harness_keys(harness, "/");
    harness_wait_text(harness, "Words in comments");
    harness_keys(harness, "tres<Enter>");
    harness_wait_text(harness, "1 of 2");
    harness_wait_text(harness, "Très lent");
    harness_wait_no_text(harness, "quick");
    harness_keys(harness, "<Esc>");
    harness_wait_text(harness, "2 of 2");
    harness_wait_text(harness, "quick");
    harness_keys(harness, "q");
    dashboard_check_bye(harness);
}

static void overlays_open_and_close(void **state)
{
    (void)state;
    static const struct {
        const char *keys, *text;
    } cases[] = {
        {"?", "Draw the whole screen again"},
        {"p", "other days"},
        {"B", "Quartiles of"},
        {"i", "Import a file"},
    };
    struct harness *harness = start_demo();
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        harness_keys(harness, cases[i].keys);
        harness_wait_text(harness, "╭─");
        if (cases[i].keys[0] == '?') {
            harness_settle(harness); /* else what is not there may only not be drawn yet */
            harness_wait_no_text(harness, "looking up");
            harness_keys(harness, "G");
        }
        harness_wait_text(harness, cases[i].text);
        harness_keys(harness, "<Esc>");
        harness_wait_no_text(harness, cases[i].text);
    }
    harness_keys(harness, "9");
    harness_wait_text(harness, "stands");
    harness_keys(harness, "x");
    harness_wait_text(harness, "yes");
    harness_keys(harness, "<Esc>Q");
    dashboard_check_bye(harness);
}

static void a_figure_is_explained(void **state)
{
    (void)state;
    struct harness *harness = start_demo();
    harness_keys(harness, "2");
    harness_wait_text(harness, "Start▼");
    harness_keys(harness, "lll?");
    harness_wait_text(harness, "Formula");
    harness_wait_text(harness, "delivered / sent");
    harness_keys(harness, "<Esc>Q");
    dashboard_check_bye(harness);
}

static void searching_narrows_the_list(void **state)
{
    (void)state;
    struct harness *harness = start_demo();
    harness_keys(harness, "2/diwali");
    harness_wait_text(harness, "1 of 34 match");
    harness_wait_text(harness, "Diwali early access");
    harness_keys(harness, "<Enter>");
    harness_wait_text(harness, "1 of 34 campaigns");
    harness_keys(harness, "<Esc>");
    harness_wait_text(harness, "34 campaigns · all");
    harness_keys(harness, "n");
    harness_wait_text(harness, "▸ Diwali early access");
    harness_keys(harness, "/(");
    harness_wait_text(harness, "^");
    harness_keys(harness, "<Esc>");
    harness_wait_no_text(harness, "^");
    harness_keys(harness, "Q");
    dashboard_check_bye(harness);
}

/* Key by key, and in one piece as it is pasted: the list and the number are those of what stands
 * there, not those of the word that was there on the way. */
static void a_comparison_is_typed_and_pasted(void **state)
{
    (void)state;
    struct harness *harness = start_demo();
    harness_keys(harness, "2/ctr");
    harness_wait_text(harness, "0 of 34 match");
    harness_keys(harness, "<");
    harness_wait_text(harness, "^ a value is missing");
    harness_wait_text(harness, "34 campaigns · all");
    harness_wait_text(harness, "▸ ");
    harness_wait_no_text(harness, "match");
    harness_keys(harness, "2");
    harness_wait_text(harness, "^ \"2\"");
    harness_keys(harness, "%");
    harness_wait_text(harness, "2 of 34 match");
    harness_wait_text(harness, "▸ Newsletter Oktober");
    harness_keys(harness, "<Esc>");
    harness_wait_text(harness, "34 campaigns · all");
    harness_keys(harness, "/ctr<2% or ctr<");
    harness_wait_text(harness, "^ a value is missing");
    harness_wait_text(harness, "2 of 34 campaigns · all time · ctr<2%");
    harness_keys(harness, "3%");
    harness_wait_text(harness, "2 of 34 match");
    harness_keys(harness, "<Enter><Esc>/<C-p>");
    harness_wait_text(harness, "/ ctr<2% or ctr<3%");
    harness_keys(harness, "<Esc>Q");
    dashboard_check_bye(harness);
}

/* From a marked pair, from the selected campaign, and from a campaign's own screen. */
static void campaigns_are_compared(void **state)
{
    (void)state;
    struct harness *harness = start_demo();
    harness_keys(harness, "2/diwali");
    harness_wait_text(harness, "1 of 34 match");
    harness_keys(harness, "<Enter>=");
    harness_wait_text(harness, "B wins.");
    harness_keys(harness, "d");
    harness_wait_text(harness, "Critical value");
    harness_keys(harness, "<Esc>");
    harness_wait_no_text(harness, "Critical value");
    harness_keys(harness, "2<Esc>");
    harness_wait_text(harness, "Newsletter Oktober"); /* the whole list again */
    harness_keys(harness, "g<Space><Space>");
    harness_wait_text(harness, " *");
    harness_keys(harness, "=");
    harness_wait_text(harness, "Campaigns against each other");
    harness_keys(harness, "n");
    harness_wait_text(harness, "by variant");
    harness_keys(harness, "2/diwali");
    harness_wait_text(harness, "1 of 34 match");
    harness_keys(harness, "<Enter><Enter>");
    harness_wait_text(harness, "Funnel");
    harness_keys(harness, "=");
    harness_wait_text(harness, "B wins.");
    harness_keys(harness, "Q");
    dashboard_check_bye(harness);
}

/* The plan form: what is wrong is said beside the field, what is right is kept and followed. */
static void a_test_is_declared_changed_and_dropped(void **state)
{
    (void)state;
    struct harness *harness = start_demo();
    harness_keys(harness, "2/diwali");
    harness_wait_text(harness, "1 of 34 match");
    harness_keys(harness, "<Enter>P");
    harness_wait_text(harness, "Declare a test");
    harness_wait_text(harness, "A,B"); /* its arms are known */
    harness_keys(harness, "<Down><Down><Down><C-u>A,A<Enter>");
    harness_wait_text(harness, "\"A\" is named twice");
    harness_keys(harness, "<C-u>A:50,B:50<Down><Right><Right><Down><C-u>many<Enter>");
    harness_wait_text(harness, "is a number such as 6000, not \"many\"");
    harness_keys(harness, "<C-u>20000<Enter>");
    harness_wait_text(harness, "Plan for Diwali early access");
    harness_wait_text(harness, "ends at 20 000 per arm");
    harness_keys(harness, "<Esc>=");
    harness_wait_text(harness, "B wins.");
    harness_wait_text(harness, "after the first day: judged as without a plan");
    harness_keys(harness, "P");
    harness_wait_text(harness, "Ctrl-X drop");
    harness_keys(harness, "<Enter>");
    harness_wait_text(harness, "nothing was changed");
    harness_keys(harness, "P");
    harness_wait_text(harness, "Ctrl-X drop");
    harness_keys(harness, "<C-x>");
    harness_wait_text(harness, "Drop the plan for Diwali early access?");
    harness_keys(harness, "y");
    harness_wait_text(harness, "the plan is dropped");
    harness_wait_no_text(harness, "judged as without a plan");
    harness_keys(harness, "P");
    harness_wait_text(harness, "Ctrl-R bring back");
    harness_keys(harness, "<C-r>");
    harness_wait_text(harness, "brought back on");
    harness_keys(harness, "<Esc>");
    harness_wait_text(harness, "judged as without a plan");
    harness_keys(harness, "P");
    harness_wait_text(harness, "Ctrl-X drop");
    harness_keys(harness, "<Esc>Q");
    dashboard_check_bye(harness);
}

/* All of them by its tab, one from the list: the day, another figure, weeks, and back to all. */
static void trends_are_followed(void **state)
{
    (void)state;
    struct harness *harness = start_demo();
    harness_keys(harness, "4");
    harness_wait_text(harness, "CTR by day  All campaigns");
    harness_wait_text(harness, "2026-10-27  26.3 %");
    harness_keys(harness, "<Left>");
    harness_wait_text(harness, "2026-10-26  37.6 %");
    harness_keys(harness, "w<Down>");
    harness_wait_text(harness, "Reply by week");
    harness_keys(harness, "2/diwali");
    harness_wait_text(harness, "1 of 34 match");
    harness_keys(harness, "<Enter>t");
    harness_wait_text(harness, "Diwali early access");
    harness_keys(harness, "4<Esc>");
    harness_wait_text(harness, "1 campaign");
    harness_keys(harness, "Q");
    dashboard_check_bye(harness);
}

/* A log whose statuses name no campaign: three of one number, two of another, on two days. */
static const char *nameless_log(void)
{
    static char path[512];
    snprintf(path, sizeof path, "%s/nameless.ndjson", check_folder());
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    for (int i = 0; i < 5; i++) {
        fprintf(file,
                "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\",\"changes\":[{"
                "\"field\":\"messages\",\"value\":{\"metadata\":{\"phone_number_id\":\"%s\"},"
                "\"statuses\":[{\"id\":\"wamid.%d\",\"status\":\"delivered\",\"timestamp\":\"%d\","
                "\"recipient_id\":\"491510000000%d\"}]}}]}]}\n",
                i < 3 ? "111" : "222", i, 1790848800 + i / 4 * 86400, i);
    }
    fclose(file);
    return path;
}

/* By number, then by days, which are offered as they are; nothing is left then, and no key. */
static void messages_without_a_campaign_get_one(void **state)
{
    (void)state;
    const char *store = dashboard_new_store();
    dashboard_import(store, nameless_log());
    struct harness *harness = dashboard_start_on(store);
    harness_wait_text(harness, "U assign");
    harness_keys(harness, "U");
    harness_wait_text(harness, "Which messages?");
    harness_wait_text(harness, "sent from 111                  3 messages");
    harness_wait_text(harness, "sent from 222                  2 messages");
    harness_keys(harness, "\r");
    harness_wait_text(harness, "All sent from 111 that name no campaign");
    harness_keys(harness, "\r");
    harness_wait_text(harness, "the campaign needs a name");
    harness_keys(harness, "Diwali\r");
    harness_wait_text(harness, "3 messages belong to Diwali now");
    harness_wait_text(harness, "2 messages name no campaign yet");
    harness_keys(harness, "\033");
    harness_wait_text(harness, "2 messages name no campaign");
    harness_keys(harness, "2");
    harness_wait_text(harness, "Start▼");
    harness_keys(harness, "G");
    harness_wait_text(harness, "▸ (unattributed)");
    harness_wait_text(harness, "U assign");
    harness_keys(harness, "U");
    harness_wait_text(harness, "by the days they were sent on  2 messages");
    harness_keys(harness, "G\r");
    harness_wait_text(harness, "2026-10-01..2026-10-02");
    harness_keys(harness, "x\r");
    harness_wait_text(harness, "is no period");
    harness_keys(harness, "\0252026-10-01\r");
    harness_wait_text(harness, "All sent in 2026-10-01..2026-10-01");
    harness_keys(harness, "Holi\r");
    harness_wait_text(harness, "1 message belongs to Holi now");
    harness_wait_text(harness, "1 message names no campaign yet");
    harness_keys(harness, "\033");
    harness_wait_text(harness, "Holi");
    harness_keys(harness, "g");
    harness_settle(harness);
    assert_true(harness_find(harness, "U assign") < 0);
    harness_keys(harness, "q");
    dashboard_check_bye(harness);
}

static void a_first_file_fills_the_first_screen(void **state)
{
    (void)state;
    const char *store = dashboard_new_store();
    struct harness *harness = dashboard_start_on(store);
    harness_wait_text(harness, "No campaigns yet");
    harness_keys(harness, "i");
    harness_wait_text(harness, "Import a file");
    harness_keys(harness, dashboard_write_days("days.csv", DEMO_DAYS));
    harness_keys(harness, "<Enter>");
    harness_wait_text(harness, "Import this file?");
    harness_wait_text(harness, "File    days.csv");
    harness_wait_text(harness, "Format  daily counters");
    harness_keys(harness, "<Esc>"); /* back to the path */
    harness_wait_text(harness, "Import a file");
    harness_keys(harness, "<Enter>");
    harness_wait_text(harness, "Import this file?");
    harness_keys(harness, "<Enter>");
    harness_wait_text(harness, "Imported");
    harness_keys(harness, "<Esc>");
    harness_wait_text(harness, "1 campaign · all time");
    harness_keys(harness, "2");
    harness_wait_text(harness, "▸ Herbst");
    harness_keys(harness, "9");
    harness_wait_text(harness, "stands");
    harness_keys(harness, "x");
    harness_wait_text(harness, "Undo import 1");
    harness_keys(harness, "y");
    harness_wait_text(harness, "No campaigns yet");
    harness_keys(harness, "q");
    dashboard_check_bye(harness);
}

/* What was left out of an import is said with its line and what stands there. */
static void rejected_rows_are_listed(void **state)
{
    (void)state;
    const char *store = dashboard_new_store();
    struct harness *harness = dashboard_start_on(store);
    harness_wait_text(harness, "No campaigns yet");
    harness_keys(harness, "i");
    harness_wait_text(harness, "Import a file");
    harness_keys(harness, dashboard_write_days("bad.csv", DEMO_DAYS DEMO_DAYS2
                                               "2026-07-09,Herbst,many,900,500\n"));
    harness_keys(harness, "<Enter>");
    harness_wait_text(harness, "it will be rejected");
    harness_keys(harness, "<Enter>");
    harness_wait_text(harness, "Imported");
    harness_keys(harness, "G");
    harness_wait_text(harness, "The rejected rows:");
    harness_wait_text(harness, "line 8, column 19: ");
    harness_wait_text(harness, "> 2026-07-09,Herbst,many,900,500");
    harness_keys(harness, "<Esc>Q");
    dashboard_check_bye(harness);
}

/* Feedback and the weeks of Retention have columns to choose; the triangle has none. */
static void columns_of_feedback_and_retention(void **state)
{
    (void)state;
    char folder[560];
    snprintf(folder, sizeof folder, "XDG_CONFIG_HOME=%s/columns", check_folder());
    const char *const env[] = {folder, NULL};
    static const char *const argv[] = {"./campane", "demo", NULL};
    struct harness_options options = {.argv = argv, .columns = 120, .rows = 40, .env = env};
    struct harness *harness = harness_start(&options);
    harness_wait_text(harness, "34 campaigns");
    harness_keys(harness, "7");
    harness_wait_text(harness, "of 0 to 10");
    harness_wait_text(harness, "Kind ");
    harness_keys(harness, "c");
    harness_wait_text(harness, "[x] Kind");
    harness_keys(harness, "<Esc>4<Tab>");
    harness_wait_text(harness, "1 of 3");
    harness_keys(harness, "c");
    harness_settle(harness);
    assert_int_equal(harness_find(harness, "Columns:"), -1);
    harness_keys(harness, "nc");
    harness_wait_text(harness, "Columns:");
    harness_wait_text(harness, "[x] Returning");
    harness_keys(harness, "<Esc>Q");
    dashboard_check_bye(harness);
}

static void nothing_to_copy_is_said(void **state)
{
    (void)state;
    struct harness *harness = start_demo();
    harness_keys(harness, "y");
    harness_wait_text(harness, "no cell is under a cursor here: e copies the whole table");
    harness_keys(harness, "Q");
    dashboard_check_bye(harness);
}

static void what_another_process_imports_is_seen(void **state)
{
    (void)state;
    const char *store = dashboard_new_store();
    struct harness *harness = dashboard_start_on(store);
    harness_wait_text(harness, "No campaigns yet");
    dashboard_import(store, dashboard_write_days("first.csv", DEMO_DAYS));
    harness_wait_text(harness, "1 campaign · all time");
    harness_keys(harness, "2");
    harness_wait_text(harness, "▸ Herbst");
    dashboard_import(store, dashboard_write_days("second.csv", "2026-07-05,Winter,500,400,300\n"));
    harness_wait_text(harness, "2 campaigns");
    harness_wait_text(harness, "▸ Herbst");
    harness_keys(harness, "q");
    dashboard_check_bye(harness);
}

static void the_demo_is_a_key_away(void **state)
{
    (void)state;
    struct harness *harness = dashboard_start_on(dashboard_new_store());
    harness_wait_text(harness, "No campaigns yet");
    harness_keys(harness, "D");
    harness_wait_text(harness, "DEMO");
    harness_wait_text(harness, "34 campaigns");
    harness_keys(harness, "q");
    harness_wait_text(harness, "No campaigns yet");
    assert_int_equal(harness_find(harness, "DEMO"), -1);
    harness_keys(harness, "q");
    dashboard_check_bye(harness);
}

static void nothing_can_be_written_read_only(void **state)
{
    (void)state;
    const char *store = dashboard_new_store();
    dashboard_import(store, dashboard_write_days("read.csv", DEMO_DAYS));
    const char *argv[] = {"./campane", "--store", store, "--read-only", NULL};
    struct harness *harness = dashboard_start(argv, 100, 30);
    harness_wait_text(harness, "READ-ONLY");
    harness_wait_text(harness, "1 campaign");
    harness_keys(harness, "i9x");
    harness_wait_text(harness, "read.csv");
    harness_settle(harness);
    assert_int_equal(harness_find(harness, "╭─"), -1);
    harness_keys(harness, "1B");
    harness_wait_text(harness, "Quartiles of");
    harness_keys(harness, "j<Enter>");
    harness_wait_text(harness, "until you leave");
    harness_keys(harness, "q");
    dashboard_check_bye(harness);
}

static void a_file_that_is_no_store_is_said(void **state)
{
    (void)state;
    const char *path = dashboard_write_days("poem.db", "roses are red\n");
    struct harness *harness = dashboard_start_on(path);
    harness_wait_text(harness, "✗");
    harness_keys(harness, "?");
    harness_wait_text(harness, "Go one row up");
    harness_keys(harness, "<Esc>q");
    dashboard_check_bye(harness);
}

static void a_monkey_does_no_harm(void **state)
{
    (void)state;
    static const char *const keys[] = {
        "j", "k", "<Enter>", "<Esc>",  "/",    "p", "b", "B",     "?",      "2",
        "1", "9", "s",       "S",      "n",    "N", "G", "g",     "<C-u>",  "r",
        "l", "h", "<Tab>",   "<PgDn>", "<Up>", "c", "a", "<C-l>", "<S-Tab>"};
    struct harness *harness = start_demo();
    uint32_t random = 7;
    for (int i = 0; i < 600; i++) {
        random = random * 1664525 + 1013904223;
        harness_keys(harness, keys[(random >> 16) % ARRAY_COUNT(keys)]);
        if (random >> 28 == 0) {
            harness_resize(harness, 20 + (int)(random >> 8) % 160, 5 + (int)(random >> 4) % 50);
        }
    }
    harness_resize(harness, 120, 40);
    harness_settle(harness);
    assert_true(harness_state(harness).clears <= 1);
    harness_keys(harness, "<C-c>");
    dashboard_check_bye(harness);
}

/* The name of the selected campaign reaches the clipboard of the terminal that is in front. */
static void cells_are_copied_by_osc_52(void **state)
{
    (void)state;
    struct harness *harness = start_demo();
    harness_keys(harness, "2");
    harness_wait_text(harness, "Black-Friday");
    harness_keys(harness, "jy");
    harness_wait_text(harness, "copied: Black-Friday-Warteliste");
    /* printf %s Black-Friday-Warteliste | base64 */
    assert_true(harness_wrote(harness, "\033]52;c;QmxhY2stRnJpZGF5LVdhcnRlbGlzdGU=\a"));
    harness_keys(harness, "lly");
    harness_wait_text(harness, "copied: 5 100");
    harness_keys(harness, "Q");
    assert_int_equal(harness_wait_exit(harness), 0);
    harness_free(harness);
}

/* A tmux whose server hangs keeps nobody waiting: the terminal is asked itself then. */
static void a_tmux_that_hangs_is_left(void **state)
{
    (void)state;
    char folder[512], tmux[600], path[1200];
    snprintf(folder, sizeof folder, "%s/hanging", check_folder());
    snprintf(tmux, sizeof tmux, "%s/tmux", folder);
    assert_int_equal(mkdir(folder, 0700), 0);
    FILE *file = fopen(tmux, "w");
    assert_non_null(file);
    fputs("#!/bin/sh\nexec sleep 600\n", file);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(chmod(tmux, 0700), 0);
    snprintf(path, sizeof path, "PATH=%s:%s", folder, getenv("PATH"));
    const char *const env[] = {path, "TMUX=/tmp/none,1,0", NULL};
    static const char *const argv[] = {"./campane", "demo", NULL};
    struct harness_options options = {.argv = argv, .columns = 120, .rows = 40, .env = env};
    struct harness *harness = harness_start(&options);
    harness_wait_text(harness, "34 campaigns");
    harness_keys(harness, "2");
    harness_wait_text(harness, "Black-Friday");
    harness_keys(harness, "jy");
    harness_wait_text(harness, "copied: Black-Friday-Warteliste");
    assert_true(harness_wrote(harness, "\033]52;c;QmxhY2stRnJpZGF5LVdhcnRlbGlzdGU=\a"));
    harness_keys(harness, "Q");
    assert_int_equal(harness_wait_exit(harness), 0);
    harness_free(harness);
}

/* A script takes the marked campaigns while a person looks at the screen. */
static void marked_ids_go_to_a_pipe(void **state)
{
    (void)state;
    char command[1024], path[600];
    snprintf(path, sizeof path, "%s/ids", check_folder());
    snprintf(command, sizeof command, "./campane demo --print >%s", path);
    const char *const argv[] = {"/bin/sh", "-c", command, NULL};
    struct harness *harness = dashboard_start(argv, 120, 40);
    harness_wait_text(harness, "34 campaigns");
    harness_keys(harness, "2");
    harness_wait_text(harness, "Black-Friday");
    harness_keys(harness, "  Q");
    assert_int_equal(harness_wait_exit(harness), 0);
    harness_check_restored(harness);
    harness_free(harness);
    char *ids = check_read(path, NULL);
    assert_int_equal(strspn(ids, "0123456789abcdefghijklmnopqrstuvwxyz\n"), strlen(ids));
    assert_int_equal(strlen(ids), 18); /* two of eight letters, a line each */
    free(ids);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_demo_shows_every_view),
        cmocka_unit_test(figures_lead_on),
        cmocka_unit_test(rows_of_the_overview_lead_on),
        cmocka_unit_test(feedback_is_searched),
        cmocka_unit_test(overlays_open_and_close),
        cmocka_unit_test(a_figure_is_explained),
        cmocka_unit_test(searching_narrows_the_list),
        cmocka_unit_test(a_comparison_is_typed_and_pasted),
        cmocka_unit_test(campaigns_are_compared),
        cmocka_unit_test(a_test_is_declared_changed_and_dropped),
        cmocka_unit_test(trends_are_followed),
        cmocka_unit_test(messages_without_a_campaign_get_one),
        cmocka_unit_test(a_first_file_fills_the_first_screen),
        cmocka_unit_test(what_another_process_imports_is_seen),
        cmocka_unit_test(the_demo_is_a_key_away),
        cmocka_unit_test(nothing_can_be_written_read_only),
        cmocka_unit_test(a_file_that_is_no_store_is_said),
        cmocka_unit_test(rejected_rows_are_listed),
        cmocka_unit_test(nothing_to_copy_is_said),
        cmocka_unit_test(columns_of_feedback_and_retention),
        cmocka_unit_test(cells_are_copied_by_osc_52),
        cmocka_unit_test(a_tmux_that_hangs_is_left),
        cmocka_unit_test(marked_ids_go_to_a_pipe),
        cmocka_unit_test(a_monkey_does_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
