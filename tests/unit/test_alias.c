/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What columns are called and what they mean. */
#include "lib/check.h"

#include <string.h>

#include "import/alias.h"
#include "import/occurrences.h"

static void test_key(void **state)
{
    static const struct {
        const char *text, *key;
    } cases[] = {
        {"WhatsApp Message ID", "whatsappmessageid"},
        {"WHATSAPP_MESSAGE-ID", "whatsappmessageid"},
        {"  S.No ", "sno"},
        {"#Sent", "sent"},
        {"Opt-outs", "optouts"},
        {"error_details.error_code", "errordetailserrorcode"},
        {"\xc2\xa0Phone\xe2\x80\x8b", "phone"},
        {"Situa\xc3\xa7\xc3\xa3o", "situacao"},
        {"Date d\xe2\x80\x99"
         "envoi",
         "dated'envoi"},
        {"", ""},
        {"___", ""},
        {"a name that is longer than any name of a column that could be known to mean something",
         ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char key[ALIAS_KEY_SIZE];
        alias_key(cases[i].text, strlen(cases[i].text), key);
        assert_string_equal(key, cases[i].key);
    }
}

/* A key that is not in its own form could never be found. */
static void test_keys_are_keys(void **state)
{
    static const char *const keys[] = {
#define ALIAS(key, field, records)  key,
#define ALIAS_ATTR(key, attr)       key,
#define ALIAS_UTM(key, attr)        key,
#define ALIAS_COUNTER(key, counter) key,
#include "import/alias.def"
#include "import/alias_local.def"
#include "import/alias_script.def"
#undef ALIAS
#undef ALIAS_ATTR
#undef ALIAS_UTM
#undef ALIAS_COUNTER
    };
    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        char key[ALIAS_KEY_SIZE];
        alias_key(keys[i], strlen(keys[i]), key);
        assert_string_equal(key, keys[i]);
    }
}

static void check_column(enum record record, const char *name, int want, const char *currency,
                         bool utc)
{
    int rank;
    struct alias_extra extra;
    enum field field = alias_column(record, name, &rank, &extra);
    if ((int)field != want) {
        fail_msg("%s is field %d, not %d", name, (int)field, want);
    }
    if (field != FIELD_NONE) {
        assert_string_equal(extra.currency.code, currency);
        assert_int_equal(extra.utc, utc);
    }
}

static void test_columns(void **state)
{
    (void)state;
    check_column(RECORD_MESSAGE, "Phone Number", FIELD_RECIPIENT, "", false);
    check_column(RECORD_MESSAGE, "Sent At (UTC)", FIELD_SENT_AT, "", true);
    check_column(RECORD_MESSAGE, "Sent At (IST)", FIELD_NONE, "", false);
    check_column(RECORD_MESSAGE, "Sent At (INR)", FIELD_NONE, "", false);
    check_column(RECORD_MESSAGE, "Cost (EUR)", FIELD_COST, "EUR", false);
    check_column(RECORD_MESSAGE, "Cost (UTC)", FIELD_NONE, "", false);
    check_column(RECORD_CAMPAIGN, "Revenue (\xe2\x82\xb9)", FIELD_COUNTER + COUNTER_REVENUE, "INR",
                 false);
    check_column(RECORD_CAMPAIGN, "Revenue (Rs)", FIELD_NONE, "", false);
    check_column(RECORD_CAMPAIGN, "Revenue ()", FIELD_NONE, "", false);
    check_column(RECORD_CAMPAIGN, "Revenue)", FIELD_NONE, "", false);
    check_column(RECORD_CAMPAIGN, "Read (%)", FIELD_NONE, "", false);
    check_column(RECORD_CAMPAIGN, "Read %", FIELD_NONE, "", false);
    check_column(RECORD_CAMPAIGN, "Open Rate", FIELD_NONE, "", false);
    check_column(RECORD_CAMPAIGN, "Name", FIELD_CAMPAIGN, "", false);
    check_column(RECORD_MESSAGE, "Name", FIELD_NONE, "", false);
    check_column(RECORD_MESSAGE, "Date", FIELD_SENT_AT, "", false);
    check_column(RECORD_DAILY, "Date", FIELD_DATE, "", false);
    check_column(RECORD_CAMPAIGN, "Date", FIELD_START, "", false);
    check_column(RECORD_DAILY, "clicked", FIELD_COUNTER + COUNTER_CLICKERS, "", false);
    check_column(RECORD_MESSAGE, "clicked", FIELD_CLICKED, "", false);
    check_column(RECORD_MESSAGE, "From", FIELD_ATTR + ATTR_SENDER, "", false);
    check_column(RECORD_MESSAGE, "ID", FIELD_NONE, "", false);
    check_column(RECORD_SENT, "status", FIELD_NONE, "", false);
}

/* Of several columns with one meaning the better one is taken. */
static void test_ranks(void **state)
{
    static const struct {
        enum record record;
        const char *better, *worse;
    } cases[] = {
        {RECORD_MESSAGE, "Phone", "Recipient"},
        {RECORD_MESSAGE, "To", "Contact"},
        {RECORD_MESSAGE, "Template", "Template Name"},
        {RECORD_MESSAGE, "Template Name", "Template ID"},
        {RECORD_MESSAGE, "Campaign", "Campaign Name"},
        {RECORD_CAMPAIGN, "Campaign Name", "Name"},
        {RECORD_MESSAGE, "Campaign Name", "Campaign ID"},
        {RECORD_MESSAGE, "Sent At", "Date"},
        {RECORD_MESSAGE, "Failed Reason", "Error"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int better, worse;
        struct alias_extra extra;
        enum field a = alias_column(cases[i].record, cases[i].better, &better, &extra);
        enum field b = alias_column(cases[i].record, cases[i].worse, &worse, &extra);
        assert_true(a != FIELD_NONE && a == b);
        assert_true(better < worse);
    }
}

static void check_named(enum record record, const char *name, int field)
{
    char key[ALIAS_KEY_SIZE];
    alias_key(name, strlen(name), key);
    if ((int)alias_find(record, key, NULL) != field || (int)field_by_name(record, name) != field) {
        fail_msg("%s does not lead to its field", name);
    }
}

/* Every name of the program's own lists leads to its field. */
static void test_own_names(void **state)
{
    static const enum record records[] = {RECORD_MESSAGE, RECORD_SENT, RECORD_DAILY,
                                          RECORD_CAMPAIGN};
    (void)state;
    for (size_t r = 0; r < 4; r++) {
        for (int i = 0; i < FIELD_COUNT; i++) {
            const struct field_info *info = field_info((enum field)i);
            assert_true(info->name[0] && info->help[0] && info->records);
            if (info->records & (unsigned)records[r]) {
                check_named(records[r], info->name, i);
            }
        }
    }
    for (int i = 0; i < COUNTER_STORED; i++) {
        const char *names = counter_info((enum counter)i)->csv;
        if (names[0] && !strchr(names, ' ')) {
            check_named(RECORD_DAILY, names, FIELD_COUNTER + i);
            check_named(RECORD_CAMPAIGN, names, FIELD_COUNTER + i);
        }
    }
    assert_int_equal(field_by_name(RECORD_DAILY, "nothing"), FIELD_NONE);
    assert_int_equal(field_by_name(RECORD_DAILY, "recipient"), FIELD_NONE);
    assert_int_equal(alias_find(RECORD_ANY, "", NULL), FIELD_NONE);
}

/* A key that stands twice in alias.def for one kind of record would never be reached. */
static void test_keys_differ(void **state)
{
    enum {
        MESSAGE = RECORD_MESSAGE,
        SENT = RECORD_SENT,
        DAILY = RECORD_DAILY,
        CAMPAIGN = RECORD_CAMPAIGN,
        ORDER = RECORD_ORDER,
        CLICK = RECORD_CLICK,
        FEEDBACK = RECORD_FEEDBACK,
        RATE = RECORD_RATE
    };
    static const struct {
        const char *key;
        unsigned records;
    } keys[] = {
#define ALIAS(key, field, records)  {key, records},
#define ALIAS_ATTR(key, attr)       {key, RECORD_ANY},
#define ALIAS_UTM(key, attr)        {key, RECORD_ORDER | RECORD_CLICK},
#define ALIAS_COUNTER(key, counter) {key, RECORD_DAILY | RECORD_CAMPAIGN},
#include "import/alias.def"
#undef ALIAS
#undef ALIAS_ATTR
#undef ALIAS_UTM
#undef ALIAS_COUNTER
    };
    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        char key[ALIAS_KEY_SIZE];
        alias_key(keys[i].key, strlen(keys[i].key), key);
        assert_string_equal(key, keys[i].key);
        for (size_t j = 0; j < i; j++) {
            if (strcmp(keys[i].key, keys[j].key) == 0 && (keys[i].records & keys[j].records)) {
                fail_msg("%s stands twice", keys[i].key);
            }
        }
    }
}

/* --- occurrences -------------------------------------------------------------------------------
 */

static uint64_t spread(uint64_t number)
{
    number = (number + 1) * UINT64_C(0x9e3779b97f4a7c15);
    return number ^ number >> 31;
}

static void test_occurrences(void **state)
{
    (void)state;
    struct occurrences *occurrences = occurrences_new();
    assert_int_equal(occurrences_count(occurrences, 7), 1);
    assert_int_equal(occurrences_count(occurrences, 7), 2);
    assert_int_equal(occurrences_count(occurrences, 0), 1);
    for (uint64_t i = 0; !occurrences_full(occurrences); i++) {
        assert_int_equal(occurrences_count(occurrences, spread(i)), 1);
    }
    /* What is to come: all of the first again, and a million others, of which a few come twice. */
    assert_true(occurrences_begin(occurrences));
    for (uint64_t i = 0; i < 1100000; i++) {
        assert_true(occurrences_look(occurrences, spread(i)));
    }
    for (uint64_t i = 1000000; i < 1000100; i++) {
        assert_true(occurrences_look(occurrences, spread(i)));
    }
    assert_true(occurrences_look(occurrences, 7));
    assert_true(occurrences_end(occurrences));
    assert_false(occurrences_full(occurrences));
    for (uint64_t i = 0; i < 1100000; i++) {
        uint64_t times = i < OCCURRENCES_FULL - 2 ? 2 : 1;
        assert_int_equal(occurrences_count(occurrences, spread(i)), times);
    }
    for (uint64_t i = 1000000; i < 1000100; i++) {
        assert_int_equal(occurrences_count(occurrences, spread(i)), 2);
    }
    assert_int_equal(occurrences_count(occurrences, 7), 3);
    occurrences_free(occurrences);
    occurrences_free(NULL);
}

static void test_too_many(void **state)
{
    (void)state;
    struct occurrences *occurrences = occurrences_new();
    assert_true(occurrences_begin(occurrences));
    for (int turn = 0; turn < 2; turn++) {
        for (uint64_t i = 0; i < OCCURRENCES_MAX + 10; i++) {
            assert_true(occurrences_look(occurrences, spread(i)));
        }
    }
    assert_false(occurrences_end(occurrences));
    assert_true(occurrences_begin(occurrences)); /* a survey may be begun again */
    assert_true(occurrences_look(occurrences, 1));
    assert_true(occurrences_end(occurrences));
    occurrences_free(occurrences);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_key),         cmocka_unit_test(test_keys_are_keys),
        cmocka_unit_test(test_columns),     cmocka_unit_test(test_ranks),
        cmocka_unit_test(test_own_names),   cmocka_unit_test(test_keys_differ),
        cmocka_unit_test(test_occurrences), cmocka_unit_test(test_too_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
