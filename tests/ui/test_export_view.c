/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is seen goes to files and to the clipboard, from the real views.
 */
#include <sys/stat.h>
#include <unistd.h>

#include <cjson/cJSON.h>

#include "lib/golden.h"
#include "unit/app_views.h"

static const struct app_views views = {view_all, &view_first, &view_detail};

static void begin(struct rig *rig)
{
    struct err err = ERR_INIT;
    rig_begin_with(rig, 2, &views);
    check_ok(app_look(&rig->app, "dark", &err), &err);
    rig_wait(rig, "Sent");
    rig_keys(rig, "2");
    rig_wait(rig, "2 campaigns");
    rig_wait(rig, "Campaign 1");
    assert_int_equal(chdir(check_folder()), 0);
}

/* Choose the n-th kind, write it under this name and read it. */
static char *export(struct rig *rig, int kind, const char *name)
{
    char keys[16] = "e";
    for (int i = 0; i < kind; i++) {
        strcat(keys, "j");
    }
    unlink(name);
    rig_keys(rig, keys);
    rig_expect(rig, "Export this view");
    rig_keys(rig, "<Enter>");
    rig_expect(rig, "campane-");
    rig_keys(rig, "<C-u>");
    rig_keys(rig, name);
    rig_keys(rig, "<Enter>");
    rig_expect(rig, "written: ");
    return check_read(name, NULL);
}

static void wait_for_tables(struct rig *rig)
{
    for (int i = 0; i < 500 && !app_has_tables(&rig->app); i++) {
        usleep(10000);
        rig_look(rig);
    }
    assert_true(app_has_tables(&rig->app));
}

static void expect_in(const char *text, const char *piece)
{
    if (!strstr(text, piece)) {
        fail_msg("no \"%s\" in:\n%s", piece, text);
    }
}

static void a_view_is_written_in_every_format(void **state)
{
    (void)state;
    static const char *const pieces[][6] = {
        {"name,start,sent,", ",rate_base,benchmark,timezone,filter,as_of\r\n", "\nCampaign 1,",
         ",100,", ",delivered,reference,UTC,,"},
        {"{\"schema\":\"campane.view/1\",\"view\":\"campaigns\"", "\"rate_base\":\"delivered\"",
         "\"filter\":null", "\"name\":\"Campaign 1\"", "\"sent\":100"},
        {"## Campaigns", "2 campaigns · all time · per delivered · benchmark reference",
         "| Campaign 1 |"},
        {"<!DOCTYPE html>", "<p dir=\"auto\">2 campaigns · all time",
         "<td dir=\"auto\" class=\"t\">Campaign 1</td>", "</html>"},
        {"Campaigns\n\n2 campaigns", "Campaign 1  "},
        {"<svg ", "Campaign 1"},
    };
    static const char *const names[] = {"a.csv", "a.json", "a.md", "a.html", "a.txt", "a.svg"};
    struct rig rig;
    begin(&rig);
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        char *text = export(&rig, (int)i, names[i]);
        for (size_t k = 0; k < ARRAY_COUNT(pieces[i]) && pieces[i][k]; k++) {
            expect_in(text, pieces[i][k]);
        }
        assert_null(strstr(text, "Export this view")); /* a picture is one of the view */
        free(text);
    }
    rig_end(&rig);
}

/* Whatever is in front gives a whole JSON document with its tables. */
static void every_view_can_be_written(void **state)
{
    (void)state;
    static const struct {
        const char *keys, *view, *piece;
    } cases[] = {
        {"1", "overview", "\"kpi\""},      {"4", "trends", "\"date\""},
        {"8", "benchmarks", "\"kpi\""},    {"9", "imports", "\"tables\":[\n{"},
        {"2<Enter>", "detail", "\"kpi\""},
    };
    struct rig rig;
    begin(&rig);
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        rig_keys(&rig, cases[i].keys);
        rig_wait_gone(&rig, "reading");
        wait_for_tables(&rig);
        char name[64], head[64];
        snprintf(name, sizeof name, "%s.json", cases[i].view);
        snprintf(head, sizeof head, "\"view\":\"%s\"", cases[i].view);
        char *text = export(&rig, 1, name);
        expect_in(text, head);
        expect_in(text, cases[i].piece);
        cJSON *json = cJSON_Parse(text);
        assert_non_null(json);
        cJSON_Delete(json);
        free(text);
    }
    rig_end(&rig);
}

static void a_file_that_is_there_is_asked_about(void **state)
{
    (void)state;
    struct rig rig;
    begin(&rig);
    free(export(&rig, 0, "there.csv"));
    struct stat before, after;
    assert_int_equal(stat("there.csv", &before), 0);
    rig_keys(&rig, "e<Enter><C-u>there.csv<Enter>");
    rig_expect(&rig, "there is such a file already");
    assert_int_equal(stat("there.csv", &after), 0);
    assert_int_equal(before.st_ino, after.st_ino);
    rig_keys(&rig, "x"); /* another name, then this one again: asked anew */
    rig_keys(&rig, "<Backspace><Enter>");
    rig_expect(&rig, "written: there.csv");
    rig_keys(&rig, "e<Enter><C-u>.<Enter>");
    rig_expect(&rig, "that is a folder");
    rig_keys(&rig, "<C-u>/nowhere/x.csv<Enter>");
    rig_expect(&rig, "there is no folder");
    assert_non_null(rig.app.overlay.ops); /* the name can be mended */
    rig_keys(&rig, "<C-u>mended.csv<Enter>");
    rig_expect(&rig, "written: mended.csv");
    assert_null(rig.app.overlay.ops);
    rig_end(&rig);
}

static void cells_rows_and_tables_are_copied(void **state)
{
    (void)state;
    struct rig rig;
    begin(&rig);
    rig_keys(&rig, "lly");
    rig_expect(&rig, "copied: 100");
    assert_string_equal(strbuf_text(&rig.app.clip), "100");
    rig_keys(&rig, "Y");
    expect_in(strbuf_text(&rig.app.clip), "\t100\t");
    assert_null(strchr(strbuf_text(&rig.app.clip), '\n'));
    rig_keys(&rig, "eG<Enter>");
    expect_in(strbuf_text(&rig.app.clip), "Campaign\tStart\tSent");
    expect_in(strbuf_text(&rig.app.clip), "\nCampaign 1\t");
    rig_keys(&rig, "1y");
    rig_expect(&rig, "Overview");
    rig_end(&rig);
}

/* Of marked rows only these are written and copied; a picture is of the whole screen. */
static void marks_choose_what_is_written(void **state)
{
    (void)state;
    struct rig rig;
    begin(&rig);
    rig_keys(&rig, "j e");
    rig_expect(&rig, "Export 1 marked row");
    rig_keys(&rig, "<Enter><C-u>marked.csv<Enter>");
    rig_expect(&rig, "written: marked.csv, 1 marked row");
    char *text = check_read("marked.csv", NULL);
    size_t lines = 0;
    for (const char *c = text; *c; c++) {
        lines += *c == '\n';
    }
    assert_int_equal(lines, 2);
    assert_true(!strstr(text, "Campaign 1") || !strstr(text, "Campaign 2"));
    free(text);
    rig_keys(&rig, "ej<Enter><C-u>marked.json<Enter>");
    rig_expect(&rig, "written: marked.json");
    text = check_read("marked.json", NULL);
    expect_in(text, "\"marked\":1");
    free(text);
    rig_keys(&rig, "ejj<Enter><C-u>marked.md<Enter>");
    rig_expect(&rig, "written: marked.md");
    text = check_read("marked.md", NULL);
    expect_in(text, "only the marked row (1)");
    free(text);
    rig_keys(&rig, "eG<Enter>");
    rig_expect(&rig, "1 marked row is copied");
    assert_true(!strstr(strbuf_text(&rig.app.clip), "Campaign 1") ||
                !strstr(strbuf_text(&rig.app.clip), "Campaign 2"));
    rig_keys(&rig, "Y"); /* still the row under the cursor */
    assert_null(strchr(strbuf_text(&rig.app.clip), '\n'));
    rig_end(&rig);
}

/* Whoever may only look (perhaps through a forced command of sshd) writes no files. */
static void read_only_copies_but_writes_nothing(void **state)
{
    (void)state;
    struct rig rig;
    begin(&rig);
    rig.options.read_only = true;
    rig_keys(&rig, "e");
    rig_expect(&rig, "Clipboard");
    assert_null(strstr(rig_look(&rig), "CSV"));
    assert_int_equal(rig.app.overlay.picker.count, 1);
    rig_end(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_view_is_written_in_every_format),
        cmocka_unit_test(every_view_can_be_written),
        cmocka_unit_test(a_file_that_is_there_is_asked_about),
        cmocka_unit_test(cells_rows_and_tables_are_copied),
        cmocka_unit_test(marks_choose_what_is_written),
        cmocka_unit_test(read_only_copies_but_writes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
