/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include "base/mem.h"
#include "base/strbuf.h"

static void appends(void **state)
{
    (void)state;
    struct strbuf buf = STRBUF_INIT;
    assert_string_equal(strbuf_text(&buf), "");
    strbuf_puts(&buf, NULL);
    strbuf_puts(&buf, "");
    strbuf_add(&buf, NULL, 0);
    strbuf_repeat(&buf, 'x', 0);
    assert_null(buf.data);
    strbuf_puts(&buf, "ab");
    strbuf_putc(&buf, 'c');
    strbuf_repeat(&buf, '-', 3);
    strbuf_printf(&buf, "%d/%s", 7, "z");
    strbuf_add(&buf, "0\0001", 3);
    assert_int_equal(buf.length, 12);
    assert_memory_equal(buf.data, "abc---7/z0\0001", 13);
    strbuf_truncate(&buf, 20); /* never longer */
    assert_int_equal(buf.length, 12);
    strbuf_truncate(&buf, 5);
    assert_string_equal(strbuf_text(&buf), "abc--");
    strbuf_clear(&buf);
    assert_string_equal(strbuf_text(&buf), "");
    strbuf_free(&buf);
    strbuf_free(&buf);
}

static void prints_past_its_room(void **state)
{
    (void)state;
    for (int width = 0; width < 200; width++) { /* around every capacity */
        struct strbuf buf = STRBUF_INIT;
        strbuf_printf(&buf, "%*s", width, "");
        strbuf_printf(&buf, "%*d!", width, 5);
        assert_int_equal(buf.length, (size_t)(width + (width ? width : 1) + 1));
        assert_int_equal(strlen(strbuf_text(&buf)), buf.length);
        assert_int_equal(buf.data[buf.length - 1], '!');
        strbuf_free(&buf);
    }
}

static void hands_over(void **state)
{
    (void)state;
    struct strbuf buf = STRBUF_INIT;
    char *text = strbuf_take(&buf);
    assert_string_equal(text, "");
    mem_free(text);
    strbuf_puts(&buf, "mine");
    text = strbuf_take(&buf);
    assert_string_equal(text, "mine");
    assert_null(buf.data);
    assert_int_equal(buf.length, 0);
    mem_free(text);
}

static void stays_failed(void **state)
{
    (void)state;
    struct strbuf buf = STRBUF_INIT;
    strbuf_puts(&buf, "before");
    strbuf_add(&buf, "x", SIZE_MAX); /* cannot be */
    assert_true(buf.failed);
    strbuf_puts(&buf, "after");
    strbuf_putc(&buf, 'a');
    strbuf_repeat(&buf, 'a', 3);
    strbuf_printf(&buf, "%d", 1);
    assert_int_equal(buf.length, 6);
    assert_string_equal(strbuf_text(&buf), "");
    strbuf_clear(&buf);
    assert_true(buf.failed);
    assert_null(strbuf_take(&buf));
    assert_false(buf.failed); /* emptied: a new beginning */
}

static bool work(void *context)
{
    (void)context;
    struct strbuf buf = STRBUF_INIT;
    for (int i = 0; i < 100; i++) {
        strbuf_printf(&buf, "%d:%50s", i, "");
        strbuf_puts(&buf, "some words");
        strbuf_repeat(&buf, '=', 9);
    }
    char *text = strbuf_take(&buf);
    bool done = text;
    mem_free(text);
    text = strbuf_take(&buf);
    done = text && done;
    mem_free(text);
    return done;
}

static void survives_faults(void **state)
{
    (void)state;
    check_faults(work, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(appends),         cmocka_unit_test(prints_past_its_room),
        cmocka_unit_test(hands_over),      cmocka_unit_test(stays_failed),
        cmocka_unit_test(survives_faults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
