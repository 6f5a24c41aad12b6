/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values as files write them: tests/fixtures/values.tsv holds the cases. */
#include "lib/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "import/hits.h"
#include "import/values.h"
#include "lib/import_lines.h"

struct text {
    char bytes[512];
    size_t length;
};

/* C escapes: \xHH and \t. */
static void unescape(const char *from, size_t size, struct text *text)
{
    text->length = 0;
    for (size_t i = 0; i < size; i++) {
        assert_true(text->length < sizeof text->bytes - 1);
        char c = from[i];
        if (c == '\\' && i + 3 < size && from[i + 1] == 'x') {
            char hex[3] = {from[i + 2], from[i + 3], '\0'};
            c = (char)strtol(hex, NULL, 16);
            i += 3;
        }
        text->bytes[text->length++] = c;
    }
    text->bytes[text->length] = '\0';
}

static const char *result_word(enum value_result result, const char *fine)
{
    return result == VALUE_OK ? fine : result == VALUE_EMPTY ? "empty" : "bad";
}

static enum date_order order_of(const char *option)
{
    return option[0] == 'd'   ? DATE_DMY
           : option[0] == 'm' ? DATE_MDY
           : option[0] == 'y' ? DATE_YMD
                              : DATE_ORDER_UNKNOWN;
}

static struct zone *zone_of(const char *option)
{
    struct err err = ERR_INIT;
    struct zone *zone = zone_load(strlen(option) > 1 ? option + 1 : "UTC", &err);
    check_ok(zone != NULL, &err);
    return zone;
}

static void show_moment(enum value_result result, int64_t moment, bool date_only,
                        struct strbuf *out)
{
    char text[24];
    strbuf_puts(out, result_word(result, ""));
    if (result == VALUE_OK) {
        strbuf_printf(out, "%s%s", moment == TIME_SOME ? "?" : civil_format_utc(moment, text),
                      date_only ? " date" : "");
    }
}

static void do_count(const char *option, const struct text *in, struct strbuf *out)
{
    int64_t count = -7;
    char decimal = option[0] == '0' ? '\0' : option[0];
    enum value_result result = value_count(in->bytes, in->length, decimal, &count);
    strbuf_puts(out, result_word(result, ""));
    if (result == VALUE_OK) {
        strbuf_printf(out, "%lld", (long long)count);
    } else {
        assert_int_equal(count, -7);
    }
}

static void do_money(const char *option, const struct text *in, struct strbuf *out)
{
    int64_t micros = -7;
    char text[32];
    struct currency currency = {"???"};
    char decimal = option[0] == '0' ? '\0' : option[0];
    enum value_result result = value_money(in->bytes, in->length, decimal, &micros, &currency);
    strbuf_puts(out, result_word(result, ""));
    if (result == VALUE_OK) {
        strbuf_printf(out, "%s%s%s", money_decimal(micros, (struct currency){"USD"}, text),
                      currency.code[0] ? " " : "", currency.code);
    } else {
        assert_int_equal(micros, -7);
        assert_string_equal(currency.code, "???");
    }
}

static void do_flag(const char *option, const struct text *in, struct strbuf *out)
{
    bool flag = false;
    (void)option;
    enum value_result result = value_flag(in->bytes, in->length, &flag);
    strbuf_puts(out, result_word(result, flag ? "yes" : "no"));
}

static void do_time(const char *option, const struct text *in, struct strbuf *out)
{
    struct zone *zone = zone_of(option);
    int64_t moment = -7;
    bool date_only = false;
    enum value_result result =
        value_time(in->bytes, in->length, order_of(option), zone, &moment, &date_only);
    show_moment(result, moment, date_only, out);
    zone_free(zone);
}

static void do_day(const char *option, const struct text *in, struct strbuf *out)
{
    struct zone *zone = zone_of(option);
    int32_t day = DAY_NONE;
    char text[24];
    enum value_result result = value_day(in->bytes, in->length, order_of(option), zone, &day);
    strbuf_puts(out, result_word(result, civil_format_day(day, text)));
    zone_free(zone);
}

static void do_orders(const char *option, const struct text *in, struct strbuf *out)
{
    unsigned orders = value_time_orders(in->bytes, in->length);
    (void)option;
    strbuf_puts(out, orders & 1u << DATE_DMY ? "d" : "");
    strbuf_puts(out, orders & 1u << DATE_MDY ? "m" : "");
    strbuf_puts(out, orders & 1u << DATE_YMD ? "y" : "");
    strbuf_puts(out, orders ? "" : "-");
}

static void do_format(const char *option, const struct text *in, struct strbuf *out)
{
    struct zone *zone = zone_of("?");
    int64_t moment = -7;
    int32_t day = DAY_NONE;
    bool date_only = false;
    enum value_result result =
        value_time_format(in->bytes, in->length, option, zone, &moment, &date_only);
    show_moment(result, moment, date_only, out);
    assert_int_equal(value_day_format(in->bytes, in->length, option, &day), result);
    assert_true((result == VALUE_OK) == (day != DAY_NONE));
    zone_free(zone);
}

static void do_pattern(const char *option, const struct text *in, struct strbuf *out)
{
    (void)in;
    strbuf_puts(out, value_time_pattern(option) ? "yes" : "no");
}

static void do_recipient(const char *option, const struct text *in, struct strbuf *out)
{
    enum value_result result =
        value_recipient(in->bytes, in->length, option[0] ? option : NULL, out);
    if (result != VALUE_OK) {
        assert_int_equal(out->length, 0);
        strbuf_puts(out, result_word(result, ""));
    }
}

static void do_phone_country(const char *option, const struct text *in, struct strbuf *out)
{
    const char *country = value_phone_country(in->bytes, in->length);
    (void)option;
    strbuf_puts(out, country ? country : "-");
}

static void do_status(const char *option, const struct text *in, struct strbuf *out)
{
    static const char *const words[] = {"nothing", "sent",    "delivered", "read",
                                        "clicked", "replied", "opted out", "failed"};
    enum value_status status = VALUE_STATUS_NOTHING;
    (void)option;
    enum value_result result = value_status(in->bytes, in->length, &status);
    strbuf_puts(out, result_word(result, words[status]));
}

static void do_country(const char *option, const struct text *in, struct strbuf *out)
{
    const char *country = value_country(in->bytes, in->length);
    (void)option;
    strbuf_puts(out, country ? country : "-");
}

static void do_sender(const char *option, const struct text *in, struct strbuf *out)
{
    (void)option;
    value_sender(in->bytes, in->length, import_lines_key(), out);
}

static void do_hits(const char *option, const struct text *in, struct strbuf *out)
{
    struct zone *zone = zone_of("?");
    int64_t moment = -7;
    (void)option;
    enum value_result result = hits_read(in->bytes, in->length, zone, &moment);
    show_moment(result, moment, false, out);
    zone_free(zone);
}

static const struct {
    const char *kind;
    void (*run)(const char *option, const struct text *in, struct strbuf *out);
} kinds[] = {{"count", do_count},
             {"money", do_money},
             {"flag", do_flag},
             {"time", do_time},
             {"day", do_day},
             {"orders", do_orders},
             {"format", do_format},
             {"pattern", do_pattern},
             {"recipient", do_recipient},
             {"phone_country", do_phone_country},
             {"status", do_status},
             {"country", do_country},
             {"sender", do_sender},
             {"hits", do_hits}};
#define KINDS (sizeof kinds / sizeof kinds[0])

/* Run one line; false when it does not give what it should. */
static bool run_line(const char *line, size_t size, size_t number, size_t kind)
{
    const char *field[4];
    size_t length[4];
    for (size_t i = 0; i < 4; i++) {
        const char *tab = i < 3 ? memchr(line, '\t', size) : line + size;
        if (!tab) {
            fail_msg("line %zu has too few fields", number);
        }
        field[i] = line;
        length[i] = (size_t)(tab - line);
        size -= length[i] + (i < 3);
        line = tab + 1;
    }
    if (strlen(kinds[kind].kind) != length[0] ||
        memcmp(field[0], kinds[kind].kind, length[0]) != 0) {
        return true;
    }
    struct text option, in, want;
    struct strbuf got = STRBUF_INIT;
    unescape(field[1], length[1], &option);
    unescape(field[2], length[2], &in);
    unescape(field[3], length[3], &want);
    kinds[kind].run(option.bytes, &in, &got);
    bool same = strcmp(strbuf_text(&got), want.bytes) == 0;
    if (!same) {
        print_error("line %zu: %.*s (%s) of \"%.*s\" gives \"%s\", not \"%s\"\n", number,
                    (int)length[0], field[0], option.bytes, (int)length[2], field[2],
                    strbuf_text(&got), want.bytes);
    }
    strbuf_free(&got);
    return same;
}

static void test_kind(void **state)
{
    size_t kind = *(size_t *)*state;
    size_t length, failed = 0, number = 0;
    char *text = check_read(check_path("tests/fixtures/values.tsv"), &length);
    for (char *line = text; line < text + length;) {
        char *end = strchr(line, '\n');
        assert_non_null(end);
        number++;
        if (line[0] != '#') {
            failed += !run_line(line, (size_t)(end - line), number, kind);
        }
        line = end + 1;
    }
    free(text);
    assert_int_equal(failed, 0);
}

/* calling.def is searched by halves: it has to be sorted as text. */
static void test_calling_sorted(void **state)
{
    static const char *const prefixes[] = {
#define CALLING(prefix, country, code, trunk, least, most) #prefix,
#include "import/calling.def"
#undef CALLING
    };
    (void)state;
    for (size_t i = 1; i < sizeof prefixes / sizeof prefixes[0]; i++) {
        assert_true(strcmp(prefixes[i - 1], prefixes[i]) < 0);
        assert_true(strlen(prefixes[i]) <= 7);
    }
}

static void test_scripts(void **state)
{
    static const struct {
        const char *text;
        char decimal;
        int64_t count; /* -1: bad */
    } counts[] = {{"١٢٣٤", 0, 1234},
                  {"۱٬۲۳۴", 0, 1234},
                  {"१२", 0, 12},
                  {"๑๒๓", 0, 123},
                  {"９，０００", 0, 9000},
                  {"1.2万", 0, 12000},
                  {"3萬", 0, 30000},
                  {"1.5亿", '.', 150000000},
                  {"1,5億", ',', 150000000},
                  {"1.23456万", 0, -1},
                  {"万", 0, -1},
                  {"1万2", 0, -1},
                  {"１２三", 0, -1}};
    (void)state;
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        int64_t count = -1;
        enum value_result result =
            value_count(counts[i].text, strlen(counts[i].text), counts[i].decimal, &count);
        if ((result == VALUE_OK ? count : -1) != counts[i].count) {
            fail_msg("%s is %d, %lld", counts[i].text, (int)result, (long long)count);
        }
    }
    struct currency currency;
    int64_t micros;
    assert_int_equal(value_money("۱٬۲۳۴٫۵۰", strlen("۱٬۲۳۴٫۵۰"), 0, &micros, &currency), VALUE_OK);
    assert_int_equal(micros, 1234500000);
    assert_int_equal(value_money("1.234万", strlen("1.234万"), '.', &micros, &currency), VALUE_OK);
    assert_int_equal(micros, INT64_C(12340000000));
}

int main(void)
{
    static struct CMUnitTest tests[KINDS + 2];
    static size_t numbers[KINDS];
    for (size_t i = 0; i < KINDS; i++) {
        numbers[i] = i;
        tests[i] = (struct CMUnitTest){
            .name = kinds[i].kind, .test_func = test_kind, .initial_state = &numbers[i]};
    }
    tests[KINDS] = (struct CMUnitTest)cmocka_unit_test(test_calling_sorted);
    tests[KINDS + 1] = (struct CMUnitTest)cmocka_unit_test(test_scripts);
    return _cmocka_run_group_tests("values", tests, KINDS + 2, NULL, NULL);
}
