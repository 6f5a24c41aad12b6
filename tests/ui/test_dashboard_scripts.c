/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names of other scripts in the program itself: turned where the terminal does not, and found where
 * only ASCII is drawn.
 */
#include "lib/dashboard_host.h"

#include "base/strbuf.h"
#include "text/bidi.h"

static void keep_bytes(void *user, const char *bytes, size_t length)
{
    strbuf_add(user, bytes, length);
}

/* Right-to-left names: in their own order for the terminal to turn, unless the setting says that
 * the terminal does not; it is told so then, and told otherwise at the end. */
static void right_to_left_names_are_turned_when_asked(void **state)
{
    (void)state;
    const char *store = dashboard_new_store();
    char config[600];
    snprintf(config, sizeof config, "%s/bidi.conf", check_folder());
    FILE *file = fopen(config, "w");
    assert_non_null(file);
    fputs("bidi = program\n", file);
    fclose(file);
    struct harness *harness = dashboard_start_on(store);
    struct strbuf plain = STRBUF_INIT;
    harness_listen(harness, keep_bytes, &plain);
    harness_wait_text(harness, "No campaigns yet");
    harness_keys(harness, "i");
    harness_keys(harness, dashboard_write_days("rtl.csv", "2026-07-03,שלום (25),1000,900,500\n"
                                                          "2026-07-04,Herbst,900,800,400\n"));
    harness_keys(harness, "<Enter>");
    harness_wait_text(harness, "Import this file?");
    harness_keys(harness, "<Enter>");
    harness_wait_text(harness, "Imported");
    harness_keys(harness, "<Esc>2");
    harness_wait_text(harness, " שלום (25) ");
    harness_keys(harness, "Q");
    dashboard_check_bye(harness);
    assert_null(strstr(strbuf_text(&plain), "\033[8l"));
    assert_null(strstr(strbuf_text(&plain), "\033[8h"));
    strbuf_free(&plain);
    if (!bidi_available()) {
        return;
    }
    const char *argv[] = {"./campane", "--store",          store, "--config", config,
                          "--now",     "2026-10-31T12:00", NULL};
    struct strbuf all = STRBUF_INIT;
    harness = dashboard_start(argv, 100, 30);
    harness_listen(harness, keep_bytes, &all);
    harness_wait_text(harness, "1 Overview");
    assert_non_null(strstr(strbuf_text(&all), "\033[8l"));
    harness_keys(harness, "2");
    harness_wait_text(harness, " (25) םולש ");
    /* The figures stand where they stand beside other names. */
    int turned = harness_find(harness, " (25) םולש "), other = harness_find(harness, "Herbst");
    for (int x = 0; x < 100; x++) {
        struct harness_cell a = harness_cell(harness, x, turned);
        struct harness_cell b = harness_cell(harness, x, other);
        assert_int_equal(a.text[0] == '%' || a.text[0] == '.',
                         b.text[0] == '%' || b.text[0] == '.');
    }
    harness_keys(harness, "Q");
    harness_wait_exit(harness);
    assert_non_null(strstr(strbuf_text(&all), "\033[8h"));
    harness_check_restored(harness);
    harness_free(harness);
    strbuf_free(&all);
}

static const char *const ascii_names[] = {"双十一预热 VIP", "春节 返场", "दिवाली सेल", "ลดราคา",
                                          "عرض الأسبوع",    "🎉 Été",     "አማርኛ €5"};

/* Where only ASCII is drawn nothing else is written, every name is told apart, and what is typed or
 * pasted finds names as they are. */
static void names_are_found_where_only_ascii_is_drawn(void **state)
{
    (void)state;
    const char *store = dashboard_new_store();
    struct strbuf rows = STRBUF_INIT, all = STRBUF_INIT;
    for (size_t i = 0; i < ARRAY_COUNT(ascii_names); i++) {
        strbuf_printf(&rows, "2026-10-%02zu,%s,1000,900,500\n", i + 1, ascii_names[i]);
    }
    dashboard_import(store, dashboard_write_days("ascii.csv", strbuf_text(&rows)));
    static const char *const shown[] = {"<66a43> VIP", "<77161>",  "divali sel", "ldraka",
                                        "'rd alasbw'", "<79> Ete", " EUR 5"};
    const char *argv[] = {"./campane", "--store", store, "--now", "2026-10-31T12:00", NULL};
    struct harness_options options = {
        .argv = argv, .columns = 80, .rows = 24, .term = "xterm", .locale = "C"};
    struct harness *harness = harness_start(&options);
    harness_listen(harness, keep_bytes, &all);
    harness_wait_text(harness, "1 Overview");
    harness_keys(harness, "2");
    for (size_t i = 0; i < ARRAY_COUNT(shown); i++) {
        harness_wait_text(harness, shown[i]);
    }
    for (size_t i = 0; i < ARRAY_COUNT(shown); i++) {
        harness_keys(harness, "/");
        harness_send(harness, ascii_names[i], strlen(ascii_names[i]));
        harness_wait_text(harness, "1 of 7 match");
        harness_wait_text(harness, shown[i]);
        harness_keys(harness, "<Esc>");
        harness_wait_no_text(harness, "match");
    }
    harness_keys(harness, "?G");
    harness_wait_text(harness, "<3fa1c>");
    harness_keys(harness, "<Esc>E");
    harness_wait_text(harness, "Alias");
    harness_keys(harness, "<Esc><Enter>");
    harness_wait_text(harness, "Funnel");
    harness_keys(harness, "Q");
    dashboard_check_bye(harness);
    for (size_t i = 0; i < all.length; i++) {
        assert_true((unsigned char)all.data[i] < 0x80);
    }
    strbuf_free(&rows);
    strbuf_free(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(right_to_left_names_are_turned_when_asked),
        cmocka_unit_test(names_are_found_where_only_ascii_is_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
