/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values over any bytes: nothing is half read, nothing is out of range, and what is refused leaves
 * its result alone. Up to a zero byte stands a pattern for dates, behind it the value.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "import/failure.h"
#include "import/hits.h"
#include "import/values.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define EARLIEST 631065600  /* 1989-12-31: the first day, in any zone */
#define LATEST   4134067200 /* 2101-01-02 */

static void must(bool true_thing)
{
    if (!true_thing) {
        abort();
    }
}

static void numbers(const char *text, size_t length)
{
    static const char decimals[] = {'\0', '.', ','};
    for (size_t i = 0; i < sizeof decimals; i++) {
        int64_t count = -1, micros = -77;
        struct currency currency = {"?"};
        enum value_result result = value_count(text, length, decimals[i], &count);
        must(result == VALUE_OK ? count >= 0 : count == -1);
        result = value_money(text, length, decimals[i], &micros, &currency);
        must(result == VALUE_OK || (micros == -77 && currency.code[0] == '?'));
        must(strlen(currency.code) == 3 || !currency.code[0] || currency.code[0] == '?');
    }
    bool flag = true;
    value_flag(text, length, &flag);
}

static void times(const char *text, size_t length, const struct zone *zone)
{
    for (enum date_order order = DATE_ORDER_UNKNOWN; order <= DATE_YMD; order++) {
        int64_t moment = -1;
        int32_t day = DAY_NONE;
        bool date_only = false;
        enum value_result result = value_time(text, length, order, zone, &moment, &date_only);
        must(result == VALUE_OK ? moment >= EARLIEST && moment <= LATEST : moment == -1);
        must(value_day(text, length, order, zone, &day) == result);
        must((day != DAY_NONE) == (result == VALUE_OK));
    }
    /* Each possible order reads it, and an ambiguous date is not read without one. */
    unsigned orders = value_time_orders(text, length);
    for (enum date_order order = DATE_DMY; order <= DATE_YMD; order++) {
        int64_t moment;
        bool date_only;
        must(!(orders & 1u << order) ||
             value_time(text, length, order, zone, &moment, &date_only) == VALUE_OK);
    }
    int64_t moment;
    bool date_only;
    must((orders & (orders - 1)) == 0 ||
         value_time(text, length, DATE_ORDER_UNKNOWN, zone, &moment, &date_only) == VALUE_BAD);
    moment = -1;
    enum value_result result = hits_read(text, length, zone, &moment);
    must(result == VALUE_OK || moment == -1);
}

static void people(const char *text, size_t length, const struct keyhash *hash)
{
    static const char *const countries[] = {NULL, "IN", "IT", "US", "RU", "ZZ"};
    for (size_t i = 0; i < sizeof countries / sizeof countries[0]; i++) {
        struct strbuf normal = STRBUF_INIT, again = STRBUF_INIT;
        enum value_result result = value_recipient(text, length, countries[i], &normal);
        must((result == VALUE_OK) == (normal.length > 0));
        bool phone = normal.length > 0 && strspn(normal.data, "0123456789") == normal.length;
        if (phone) {
            must(normal.length >= 7 && normal.length <= 15);
            const char *country = value_phone_country(normal.data, normal.length);
            must(!country || strlen(country) == 2);
            /* A normal form is its own normal form. */
            strbuf_putc(&again, '+');
            strbuf_add(&again, normal.data, normal.length);
            struct strbuf twice = STRBUF_INIT;
            must(value_recipient(again.data, again.length, NULL, &twice) == VALUE_OK);
            must(strcmp(twice.data, normal.data) == 0);
            strbuf_free(&twice);
        }
        strbuf_free(&normal);
        strbuf_free(&again);
    }
    struct strbuf sender = STRBUF_INIT;
    value_sender(text, length, hash, &sender);
    must(utf8_valid(strbuf_text(&sender), sender.length, NULL));
    size_t digits = 0;
    for (size_t i = 0; i < sender.length; i++) {
        digits += sender.data[i] >= '0' && sender.data[i] <= '9';
    }
    must(digits < 7);
    strbuf_free(&sender);
}

static void words(const char *text, size_t length)
{
    enum value_status status;
    bool incoming;
    const char *country = value_country(text, length);
    must(!country || strlen(country) == 2);
    value_status(text, length, &status);
    failure_is_one(text, length);
    must(failure_code(text, length) >= 0);
    failure_direction(text, length, &incoming);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct keyhash *hash;
    static struct zone *zone;
    if (!hash) {
        hash = keyhash_new(NULL);
        zone = zone_load("UTC", NULL);
    }
    const uint8_t *zero = size ? memchr(data, 0, size) : NULL;
    const char *text = (const char *)data;
    size_t length = size;
    if (zero) {
        const char *pattern = text;
        int64_t moment = -1;
        int32_t day = DAY_NONE;
        bool date_only;
        length = size - (size_t)(zero + 1 - data);
        text = (const char *)zero + 1;
        enum value_result result =
            value_time_format(text, length, pattern, zone, &moment, &date_only);
        must(result == VALUE_OK ? moment >= EARLIEST && moment <= LATEST : moment == -1);
        must(value_day_format(text, length, pattern, &day) == result);
        value_time_pattern(pattern);
    }
    numbers(text, length);
    times(text, length, zone);
    people(text, length, hash);
    words(text, length);
    return 0;
}
