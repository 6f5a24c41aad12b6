/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <errno.h>

static void assert_words(const struct err *err, const char *want)
{
    char buffer[1024];
    assert_string_equal(err_format(err, buffer, sizeof buffer), want);
}

static void sets_and_formats(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    assert_false(err_set(&err, ERR_REFUSED, "row %d has %s", 7, "no date"));
    assert_int_equal(err.code, ERR_REFUSED);
    assert_words(&err, "row 7 has no date");
    assert_false(err_at(&err, "june.csv", 12, 3));
    assert_words(&err, "june.csv:12:3: row 7 has no date");
    assert_false(err_todo(&err, "try --encoding %s", "latin-1"));
    assert_words(&err, "june.csv:12:3: row 7 has no date; try --encoding latin-1");
    err_clear(&err);
    assert_int_equal(err.code, ERR_NONE);
    assert_words(&err, "no error");
}

static void leaves_out_unknown_places(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    err_set(&err, ERR_IO, "cut short");
    err_at(&err, "a.csv", 0, 0);
    assert_words(&err, "a.csv: cut short");
    err_at(&err, NULL, 9, 0);
    assert_words(&err, "a.csv:9: cut short");
    err_set(&err, ERR_IO, "cut short"); /* a new error forgets the place */
    assert_words(&err, "cut short");
    err_at(&err, NULL, 9, 0);
    assert_words(&err, "9: cut short");
    err_at(&err, NULL, 9, 4);
    assert_words(&err, "9:4: cut short");
}

static void takes_null(void **state)
{
    (void)state;
    assert_false(err_set(NULL, ERR_IO, "%d", 1));
    assert_false(err_errno(NULL, ERR_IO, ENOENT, "x"));
    assert_false(err_memory(NULL));
    assert_false(err_at(NULL, "f", 1, 1));
    assert_false(err_todo(NULL, "x"));
    err_clear(NULL);
    assert_words(NULL, "no error");
    char one[1] = {'x'};
    assert_string_equal(err_format(NULL, one, 1), "");
    err_format(NULL, one, 0);
}

static void falls_back_to_the_code(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    assert_false(err_memory(&err));
    assert_words(&err, "out of memory");
    err_set(&err, ERR_STORE_NEWER, "%s", "");
    assert_words(&err, "the store is newer than this program");
}

static void appends_the_reason(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    assert_false(err_errno(&err, ERR_NOT_FOUND, ENOENT, "cannot open %s", "x"));
    char want[256];
    snprintf(want, sizeof want, "cannot open x: %s", strerror(ENOENT));
    assert_words(&err, want);
}

static void knows_the_exit_statuses(void **state)
{
    (void)state;
    assert_int_equal(err_exit_status(ERR_NONE), 0);
    assert_int_equal(err_exit_status(ERR_USAGE), 2);
    assert_int_equal(err_exit_status(ERR_NO_TERMINAL), 2);
    assert_int_equal(err_exit_status(ERR_IO), 3);
    assert_int_equal(err_exit_status(ERR_BUSY), 3);
    assert_int_equal(err_exit_status(ERR_STORE_NEWER), 4);
    assert_int_equal(err_exit_status(ERR_STORE_DAMAGED), 4);
    assert_int_equal(err_exit_status(ERR_ROWS_REJECTED), 5);
    assert_int_equal(err_exit_status(ERR_REFUSED), 6);
    assert_int_equal(err_exit_status(ERR_CANCELLED), 130);
    assert_int_equal(err_exit_status((enum err_code)999), 3);
}

static void never_steers_a_terminal(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    err_set(&err, ERR_IO, "a\x1b[2J\r\n\tb\x7f");
    assert_words(&err, "a?[2J???b?");
    err_set(&err, ERR_IO,
            "c1 \xC2\x9B"
            "31m raw \x9b end");
    assert_words(&err, "c1 ?31m raw ? end");
    err_set(&err, ERR_IO, "bidi \xE2\x80\xAE rlo \xE2\x81\xA6 lri \xE2\x80\xA8 ls");
    assert_words(&err, "bidi ? rlo ? lri ? ls");
    err_set(&err, ERR_IO, "good é € 😀");
    assert_words(&err, "good é € 😀");
    err_set(&err, ERR_IO, "bad \xC0\xAF \xED\xA0\x80 \xF5\x80\x80\x80 \xE2\x82");
    assert_words(&err, "bad ?? ??? ???? ??");
    err_at(&err, "evil\x1b]0;x\x07.csv", 1, 1);
    err_todo(&err, "say\x1b[31m");
    assert_words(&err, "evil?]0;x?.csv:1:1: bad ?? ??? ???? ??; say?[31m");
}

static void cuts_between_characters(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    char text[1000];
    for (size_t shift = 0; shift < 4; shift++) {
        memset(text, 'x', shift);
        for (size_t i = shift; i + 4 < sizeof text; i += 4) {
            memcpy(text + i, "😀", 4);
        }
        text[shift + (sizeof text - 4 - shift) / 4 * 4] = '\0';
        err_set(&err, ERR_IO, "%s", text);
        assert_in_range(strlen(err.text), sizeof err.text - 4, sizeof err.text - 1);
        assert_null(strchr(err.text, '?'));
        err_todo(&err, "%s", text);
        assert_null(strchr(err.todo, '?'));
        err_at(&err, text, 1, 1);
        assert_memory_equal(err.file, "...", 3);
        assert_null(strchr(err.file, '?'));
        for (size_t size = 1; size < 60; size++) {
            char small[64];
            memset(small, '#', sizeof small);
            err_format(&err, small, size);
            assert_in_range(strlen(small), size > 4 ? size - 4 : 0, size - 1);
            assert_int_equal(small[size], '#');
        }
    }
    memset(text, 'd', 300);
    strcpy(text + 300, "/june.csv");
    err_at(&err, text, 0, 0);
    assert_int_equal(strlen(err.file), sizeof err.file - 1);
    assert_string_equal(err.file + strlen(err.file) - 9, "/june.csv");
}

static void wraps_its_own_text(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    err_set(&err, ERR_IO, "disk full");
    err_at(&err, "a", 1, 1);
    err_set(&err, ERR_REFUSED, "cannot import %s: %s", err.file, err.text);
    assert_words(&err, "cannot import a: disk full");
    err_todo(&err, "free");
    err_todo(&err, "%s some space", err.todo);
    assert_words(&err, "cannot import a: disk full; free some space");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sets_and_formats),
        cmocka_unit_test(leaves_out_unknown_places),
        cmocka_unit_test(takes_null),
        cmocka_unit_test(falls_back_to_the_code),
        cmocka_unit_test(appends_the_reason),
        cmocka_unit_test(knows_the_exit_statuses),
        cmocka_unit_test(never_steers_a_terminal),
        cmocka_unit_test(cuts_between_characters),
        cmocka_unit_test(wraps_its_own_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
