/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people wrote is kept without the numbers and addresses in it. */
#include "text/personal.h"

#include <string.h>

#include "lib/check.h"

static void masks(const char *text, const char *wanted)
{
    struct strbuf out = STRBUF_INIT;
    personal_mask(&out, text, strlen(text));
    assert_false(out.failed);
    assert_string_equal(strbuf_text(&out), wanted);
    strbuf_free(&out);
}

static void numbers_and_addresses_are_masked(void **unused)
{
    (void)unused;
    masks("call me: +49 151 0000-0001, please", "call me: [phone], please");
    masks("(0711) 123 45 67", "[phone]");
    masks("WA919876543210x", "WA[phone]x");
    masks("0091 98765.43210 or 98765\xc2\xa0"
          "43210",
          "[phone] or [phone]");
    masks("\xd9\xa0\xd9\xa5\xd9\xa0\xd9\xa1\xd9\xa2\xd9\xa3\xd9\xa4\xd9\xa5", "[phone]");
    masks("write to Ana.Lopez+shop@mail.example.com.", "write to [e-mail].");
    masks("<j\xc3\xb6rg@m\xc3\xbcller.de>", "<[e-mail]>");
    masks("12345678@web.de", "[e-mail]");
    masks("a@b.co,c@d.co", "[e-mail],[e-mail]");
}

static void other_text_stays(void **unused)
{
    (void)unused;
    static const char *const kept[] = {"",
                                       "late by 3 days, order 1042",
                                       "ordered 2026-10-01 10:30, came 5.10.2026",
                                       "01/10/2026",
                                       "5/5 @home, 100%",
                                       "me@home",
                                       "\xe5\xbe\x88\xe5\xa5\xbd 10/10",
                                       "bad \xff\xc3 bytes"};
    for (size_t i = 0; i < ARRAY_COUNT(kept); i++) {
        masks(kept[i], kept[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_and_addresses_are_masked),
        cmocka_unit_test(other_text_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
