/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <string.h>

#include "import/stop_word.h"
#include "text/fold.h"

static bool is(const char *text)
{
    return stop_word_is(text, strlen(text), NULL);
}

/* A word that is not in its own search form could never be found. */
static void words_are_search_forms(void **state)
{
    static const char *const words[] = {
#define STOP_WORD(language, text) text,
#include "import/stop_word.def"
#undef STOP_WORD
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(words); i++) {
        struct strbuf form = STRBUF_INIT;
        fold_text(&form, words[i], strlen(words[i]));
        assert_string_equal(strbuf_text(&form), words[i]);
        strbuf_free(&form);
        assert_true(is(words[i]));
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(words[i], words[j]);
        }
    }
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

/* One or more of what people type in each language, as they type it. */
static void nine_languages(void **state)
{
    static const char *const texts[] = {"Stop promotions",
                                        "BAJA",
                                        "Darme de baja.",
                                        "No más mensajes",
                                        "Cancelar suscripción!",
                                        "SAIR",
                                        "PARAR",
                                        "Não quero mais receber",
                                        "ARRET",
                                        "ARRÊT",
                                        "STOP PUB",
                                        "Me désabonner",
                                        "Désinscription",
                                        "ABMELDEN",
                                        "Stopp!",
                                        "Keine Werbung mehr",
                                        "إيقاف",
                                        "إلغاء الاشتراك",
                                        "أوقف",
                                        "توقف!",
                                        "BERHENTI",
                                        "Hentikan",
                                        "Batal langganan",
                                        "退订",
                                        "退訂",
                                        "取消订阅",
                                        "取消訂閱",
                                        "拒收！",
                                        "หยุด",
                                        "ยกเลิกการรับข้อความ",
                                        "ԴԱԴԱՐԵՑՆԵԼ",
                                        "Դադարեցրեք։",
                                        "Ստոպ",
                                        "Հրաժարվել",
                                        "«Stop»"};
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(texts); i++) {
        if (!is(texts[i])) {
            fail_msg("%s is a stop word", texts[i]);
        }
    }
}

static bool is_own(const char *text, const char *own)
{
    return stop_word_is(text, strlen(text), own);
}

static void a_list_of_ones_own(void **state)
{
    (void)state;
    assert_false(is("no gracias"));
    assert_true(!is_own("No, gracias", "x,No, gracias")); /* a comma parts words */
    assert_true(is_own("No gracias!", " no gracias , -ALTO"));
    assert_true(is_own("NÓ GRACIAS", "no gracias"));
    assert_true(is("alto"));
    assert_false(is_own("Alto", " no gracias , -ALTO"));
    assert_true(is_own("baja", "no gracias,-alto"));
    assert_false(is_own("", ",,-,"));
    assert_false(is_own("-", ",,-,"));
}

static void other_words_are_replies(void **state)
{
    (void)state;
    assert_false(is(""));
    assert_false(is("..."));
    assert_false(is("Do not stop"));
    assert_false(is("stop by the shop?"));
    assert_false(is("الغاء")); /* "cancel", as of an order */
    assert_false(is("ยกเลิก"));
    assert_false(is("td")); /* "tudo", for short */
    assert_false(is("stop it"));
    assert_false(is("non-stop"));
    assert_false(is("cancel my order"));
    assert_false(stop_word_is("stop\0stop", 9, NULL));
    char text[4096];
    memset(text, 's', sizeof text);
    assert_false(stop_word_is(text, sizeof text, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_search_forms),  cmocka_unit_test(whole_messages_are_opt_outs),
        cmocka_unit_test(nine_languages),          cmocka_unit_test(a_list_of_ones_own),
        cmocka_unit_test(other_words_are_replies),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
