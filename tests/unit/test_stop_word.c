/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <string.h>

#include "import/stop_word.h"

static bool is(const char *text)
{
    return stop_word_is(text, strlen(text));
}

static void whole_messages_are_opt_outs(void **state)
{
    (void)state;
    assert_true(is("STOP"));
    assert_true(is("Stop!"));
    assert_true(is("  \"stop\". "));
    assert_true(is("STOPP"));
    assert_true(is("Désabonner"));
    assert_true(is("arrêt"));
    assert_true(is("Cancelar inscrição"));
    assert_true(is("СТОП"));
    assert_true(is("إيقاف"));
    assert_true(is("הסר"));
    assert_true(is("退订"));
    assert_true(is("หยุด"));
}

static void other_words_are_replies(void **state)
{
    (void)state;
    assert_false(is(""));
    assert_false(is("..."));
    assert_false(is("Do not stop"));
    assert_false(is("stop by the shop?"));
    assert_false(is("non-stop"));
    assert_false(is("cancel my order"));
    assert_false(stop_word_is("stop\0stop", 9));
    char text[4096];
    memset(text, 's', sizeof text);
    assert_false(stop_word_is(text, sizeof text));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_messages_are_opt_outs),
        cmocka_unit_test(other_words_are_replies),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
