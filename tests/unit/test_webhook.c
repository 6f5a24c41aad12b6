/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the webhook format makes of single entries. Whole files: test_webhook_log.c. */
#include "lib/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "unit/harvest.h"

static struct harvest harvest;

static int set_up(void **state)
{
    (void)state;
    harvest_init(&harvest);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    harvest_free(&harvest);
    return 0;
}

/* One body with one list of a value; '%' of the caller's text is no format. */
static void import_list(const char *field, const char *list, const char *entries)
{
    struct strbuf text = STRBUF_INIT;
    strbuf_printf(
        &text,
        "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\",\"changes\":[{"
        "\"value\":{\"messaging_product\":\"whatsapp\",\"metadata\":{"
        "\"display_phone_number\":\"15550783881\",\"phone_number_id\":"
        "\"106540352242922\"},\"%s\":[%s]},\"field\":\"%s\"}]}]}\n",
        list, entries, field);
    harvest_clear(&harvest);
    harvest_text(&harvest, strbuf_text(&text));
    strbuf_free(&text);
}

static void import_status(const char *entries)
{
    import_list("messages", "statuses", entries);
}

static void import_message(const char *entries)
{
    import_list("messages", "messages", entries);
}

static int64_t when(const char *id, enum message_status status)
{
    const struct harvested *found = harvest_find(&harvest, id);
    return found ? found->message.at[status] : TIME_NONE;
}

/* --- statuses --------------------------------------------------------------------------------- */

static void states_of_a_message(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        enum message_status status;
    } cases[] = {{"sent", MESSAGE_SENT},
                 {"delivered", MESSAGE_DELIVERED},
                 {"read", MESSAGE_READ},
                 {"played", MESSAGE_READ},
                 {"failed", MESSAGE_FAILED}};
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        char entry[200];
        snprintf(entry, sizeof entry,
                 "{\"timestamp\":\"1750030073\",\"status\":\"%s\",\"id\":\"wamid.A\","
                 "\"recipient_id\":\"16505551234\"}",
                 cases[i].name);
        import_status(entry);
        assert_int_equal(harvest.messages.count, 1);
        const struct harvested *one = harvest_find(&harvest, "wamid.A");
        assert_non_null(one);
        for (int status = 0; status < MESSAGE_STATUS_COUNT; status++) {
            assert_true(one->message.at[status] ==
                        (status == (int)cases[i].status ? 1750030073 : TIME_NONE));
        }
        assert_int_equal(one->message.recipient,
                         keyhash_id(harvest.hash, KEYHASH_RECIPIENT, "16505551234", 11));
        assert_int_equal(one->message.code, 0);
        assert_true(one->message.cost == MESSAGE_MONEY_NONE);
        assert_int_equal(harvest.tally.rows, 1);
        assert_int_equal(harvest.tally.rejected, 0);
        assert_int_equal(harvest.tally.ignored, 0);
        assert_int_equal(harvest.tally.first, 1750030073);
        assert_int_equal(harvest.tally.last, 1750030073);
        assert_true(harvest.tally.as_of == TIME_NONE);
        assert_int_equal(one->known, COUNTER_BIT(COUNTER_SENT) | COUNTER_BIT(COUNTER_FAILED) |
                                         COUNTER_BIT(COUNTER_FAILED_CAP) |
                                         COUNTER_BIT(COUNTER_FAILED_UNREACHABLE) |
                                         COUNTER_BIT(COUNTER_DELIVERED) |
                                         COUNTER_BIT(COUNTER_READ) | COUNTER_BIT(COUNTER_REPLIERS) |
                                         COUNTER_BIT(COUNTER_OPTOUTS));
    }
}

static void states_that_count_nothing(void **state)
{
    (void)state;
    import_status("{\"id\":\"a\",\"status\":\"deleted\",\"timestamp\":\"1750030073\"},"
                  "{\"id\":\"a\",\"status\":\"warning\",\"timestamp\":\"1750030073\"},"
                  "{\"id\":\"a\",\"status\":\"enqueued\",\"timestamp\":1710941393420},"
                  "{\"id\":\"a\",\"status\":\"flown\"},{\"id\":\"a\",\"status\":\"flown\"}");
    assert_int_equal(harvest.messages.count, 0);
    assert_int_equal(harvest.tally.ignored, 1);
    assert_int_equal(harvest.tally.rejected, 0);
    assert_true(harvest_noted(&harvest, "deleted 1, warning 1, enqueued 1, flown 2"));
    /* One that says none is bad: what it said is lost. */
    harvest_clear(&harvest);
    import_status("{\"id\":\"a\",\"timestamp\":\"1750030073\"}");
    assert_int_equal(harvest.tally.rejected, 1);
}

static void times(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t at; /* TIME_NONE: a reject */
        const char *reason;
    } cases[] = {
        {"\"1750030073\"", 1750030073, NULL},
        {"1750030073", 1750030073, NULL},
        {"1750030073.0", 1750030073, NULL},
        {"1710941393420", 1710941393, NULL},
        {"\"1710941393999\"", 1710941393, NULL},
        {"631152000", 631152000, NULL},
        {"631151999", TIME_NONE, "1990"},
        {"4133980799", 4133980799, NULL},
        {"4133980800", TIME_NONE, "2100"},
        {"0", TIME_NONE, "1990"},
        {"-1750030073", TIME_NONE, "-1750030073"},
        {"1750030073000000", TIME_NONE, "2100"},
        {"1750030073.5", TIME_NONE, "1990"},
        {"99999999999999999999999", TIME_NONE, "2100"},
        {"\"2025-06-15T12:00:00Z\"", TIME_NONE, "2025-06-15"},
        {"\"\\u001b[31m\"", TIME_NONE, "\xEF\xBF\xBD[31m"},
        {"\"\"", TIME_NONE, "1990"},
        {"null", TIME_NONE, "without a timestamp"},
        {"{\"s\":1750030073}", TIME_NONE, "without a timestamp"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        char entry[200];
        snprintf(entry, sizeof entry, "{\"id\":\"x\",\"status\":\"sent\",\"timestamp\":%s}",
                 cases[i].text);
        import_status(entry);
        if (cases[i].at == TIME_NONE) {
            assert_int_equal(harvest.tally.rejected, 1);
            const struct import_reject *reject = harvest.rejects.data;
            if (!strstr(reject->reason, cases[i].reason)) {
                fail_msg("%s: %s", cases[i].text, reject->reason);
            }
            assert_null(harvest_find(&harvest, "x"));
        } else {
            assert_int_equal(harvest.tally.rejected, 0);
            assert_int_equal(when("x", MESSAGE_SENT), cases[i].at);
        }
    }
}

static void failures(void **state)
{
    (void)state;
    static const struct {
        const char *errors;
        int code;
    } cases[] = {
        {"[{\"code\":131049,\"title\":\"t\"}]", 131049},
        {"[{\"title\":\"t\",\"code\":\"131026\"}]", 131026},
        {"[{\"code\":131050},{\"code\":131026}]", 131050},
        {"[{},{\"code\":470}]", 470},
        {"{\"code\":131047}", 131047},
        {"[]", 0},
        {"null", 0},
        {"[{\"code\":\"E-17\"}]", 0},
        {"[{\"code\":-5}]", 0},
        {"[{\"code\":99999999999}]", 0},
        {"[{\"error_data\":{\"code\":5}}]", 0},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        char entry[256];
        snprintf(entry, sizeof entry,
                 "{\"id\":\"f\",\"status\":\"failed\",\"timestamp\":\"1750030073\",\"errors\":%s}",
                 cases[i].errors);
        import_status(entry);
        const struct harvested *one = harvest_find(&harvest, "f");
        assert_non_null(one);
        assert_int_equal(one->message.at[MESSAGE_FAILED], 1750030073);
        assert_int_equal(one->message.code, cases[i].code);
    }
    /* An error beside another state (seen in examples) is no failure. */
    import_status("{\"id\":\"f\",\"status\":\"read\",\"timestamp\":\"1750030073\",\"errors\":[{"
                  "\"code\":131049}]}");
    assert_int_equal(harvest_find(&harvest, "f")->message.code, 0);
    assert_true(when("f", MESSAGE_FAILED) == TIME_NONE);
}

static void a_message_may_fail_and_arrive(void **state)
{
    (void)state;
    import_status("{\"id\":\"m\",\"status\":\"read\",\"timestamp\":\"1750030099\"},"
                  "{\"id\":\"m\",\"status\":\"failed\",\"timestamp\":\"1750030080\",\"errors\":[{"
                  "\"code\":131026}]},"
                  "{\"id\":\"m\",\"status\":\"failed\",\"timestamp\":\"1750030070\",\"errors\":[{"
                  "\"code\":131047}]},"
                  "{\"id\":\"m\",\"status\":\"delivered\",\"timestamp\":\"1750030090\"},"
                  "{\"id\":\"m\",\"status\":\"delivered\",\"timestamp\":\"1750030085\"},"
                  "{\"id\":\"m\",\"status\":\"sent\",\"timestamp\":\"1750030073\"}");
    assert_int_equal(harvest.messages.count, 1);
    assert_int_equal(harvest.statements, 6);
    assert_int_equal(when("m", MESSAGE_DELIVERED), 1750030085);
    assert_int_equal(when("m", MESSAGE_FAILED), 1750030070);
    struct tally tally;
    const struct harvested *one = harvest_find(&harvest, "m");
    assert_int_equal(one->message.code, 131047);
    message_tally(&one->message, one->known, &tally);
    assert_int_equal(tally.value[COUNTER_SENT], 1);
    assert_int_equal(tally.value[COUNTER_FAILED], 0);
    assert_int_equal(tally.value[COUNTER_DELIVERED], 1);
    assert_false(tally.known & COUNTER_BIT(COUNTER_CLICKERS));
    assert_false(tally.known & COUNTER_BIT(COUNTER_COST_MESSAGE));
}

static void recipients(void **state)
{
    (void)state;
    static const struct {
        const char *keys;
        const char *normal; /* "": unknown */
        const char *country;
    } cases[] = {
        {"\"recipient_id\":\"16505551234\"", "16505551234", "US"},
        {"\"recipient_id\":\"447700900123\"", "447700900123", "GB"},
        {"\"recipient_id\":\"+44 7700 900123\"", "447700900123", "GB"},
        {"\"recipient_id\":447700900123", "447700900123", "GB"},
        {"\"recipient_id\":\"447700900123\",\"recipient_user_id\":\"GB.99\"", "447700900123", "GB"},
        {"\"recipient_user_id\":\"US.13491208655302741918\"", "US.13491208655302741918", "US"},
        {"\"recipient_id\":\"\",\"recipient_user_id\":\"US.1349\"", "US.1349", "US"},
        {"\"recipient_id\":null", "", NULL},
        {"\"recipient_id\":\"4477****123\"", "", NULL},
        {"\"recipient_id\":\"1.65056E+10\"", "", NULL},
        {"\"recipient_type\":\"individual\",\"recipient_id\":\"447700900123\"", "447700900123",
         "GB"},
        {"\"recipient_type\":\"group\",\"recipient_id\":\"447700900123\"", "", NULL},
        {"\"recipient_id\":\"447700900123\",\"recipient_participant_id\":\"447700900124\"", "",
         NULL},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        char entry[300];
        snprintf(entry, sizeof entry,
                 "{\"id\":\"r\",\"status\":\"sent\",\"timestamp\":\"1750030073\",%s}",
                 cases[i].keys);
        import_status(entry);
        const struct harvested *one = harvest_find(&harvest, "r");
        assert_non_null(one);
        uint64_t want =
            keyhash_id(harvest.hash, KEYHASH_RECIPIENT, cases[i].normal, strlen(cases[i].normal));
        const char *country = one->value[ATTR_COUNTRY];
        if (one->message.recipient != want || !country != !cases[i].country ||
            (country && strcmp(country, cases[i].country) != 0)) {
            fail_msg("%s: country %s", cases[i].keys, country ? country : "-");
        }
        if (strpbrk(cases[i].keys, "*E+")) {
            assert_int_equal(harvest_noted(&harvest, "masked"), !cases[i].normal[0]);
        }
    }
}

/* Brazil's mobile numbers stand in files with and without the ninth digit. */
static void both_forms_of_a_number_are_one_person(void **state)
{
    (void)state;
    import_status("{\"id\":\"a\",\"status\":\"sent\",\"timestamp\":\"1750030073\","
                  "\"recipient_id\":\"551187654321\"},"
                  "{\"id\":\"b\",\"status\":\"sent\",\"timestamp\":\"1750030073\","
                  "\"recipient_id\":\"5511987654321\"}");
    const struct harvested *a = harvest_find(&harvest, "a");
    assert_true(a->message.recipient != 0);
    assert_int_equal(a->message.recipient, harvest_find(&harvest, "b")->message.recipient);
    assert_string_equal(a->value[ATTR_COUNTRY], "BR");
}

/* --- what a status hangs on ------------------------------------------------------------------- */

static void attributes(void **state)
{
    (void)state;
    import_status("{\"id\":\"a\",\"status\":\"sent\",\"timestamp\":\"1750030073\",\"recipient_id\":"
                  "\"447700900123\",\"biz_opaque_callback_data\":\"campaign=Spring;template=t;"
                  "country=FR\",\"pricing\":{\"category\":\"AUTHENTICATION-INTERNATIONAL\"}}");
    const struct harvested *one = harvest_find(&harvest, "a");
    assert_string_equal(one->campaign, "Spring");
    assert_int_equal(one->rank, ATTR_RANK_HINT);
    assert_string_equal(one->value[ATTR_TEMPLATE], "t");
    assert_string_equal(one->value[ATTR_COUNTRY], "FR"); /* said is better than guessed */
    assert_string_equal(one->value[ATTR_CHANNEL], "whatsapp");
    assert_string_equal(one->value[ATTR_SENDER], "106540352242922");
    assert_string_equal(one->value[ATTR_CATEGORY], "authentication_international");
    assert_null(one->value[ATTR_VARIANT]);

    /* JSON in the string, with the escapes of both; PHP writes "/" as "\/". */
    import_status("{\"id\":\"wamid.a\\/b\",\"status\":\"sent\",\"timestamp\":\"1750030073\","
                  "\"biz_opaque_callback_data\":\"{\\\"campaign\\\":\\\"a\\\\/b \\\\u00e9\\\"}\"}");
    one = harvest_find(&harvest, "wamid.a/b");
    assert_non_null(one);
    assert_string_equal(one->campaign, "a/b \xC3\xA9");
    assert_null(one->value[ATTR_CATEGORY]);

    import_status("{\"id\":\"a\",\"status\":\"sent\",\"timestamp\":\"1750030073\","
                  "\"biz_opaque_callback_data\":\"{\\\"campaign\\\":\"}");
    assert_null(harvest_find(&harvest, "a")->campaign);
    assert_true(harvest_noted(&harvest, "biz_opaque_callback_data"));

    import_status("{\"id\":\"a\",\"status\":\"sent\",\"timestamp\":\"1750030073\","
                  "\"biz_opaque_callback_data\":\"order=5;campaign=x\"}");
    assert_string_equal(harvest_find(&harvest, "a")->campaign, "x");
    assert_true(harvest_noted(&harvest, "order 1"));
}

static void what_the_user_says_of_the_file(void **state)
{
    (void)state;
    harvest.request.campaign = "Autumn";
    import_status("{\"id\":\"a\",\"status\":\"sent\",\"timestamp\":\"1750030073\"},"
                  "{\"id\":\"b\",\"status\":\"sent\",\"timestamp\":\"1750030073\","
                  "\"biz_opaque_callback_data\":\"newsletter-17\"},"
                  "{\"id\":\"c\",\"status\":\"sent\",\"timestamp\":\"1750030073\","
                  "\"biz_opaque_callback_data\":\"variant=B\"}");
    assert_string_equal(harvest_find(&harvest, "a")->campaign, "Autumn");
    assert_int_equal(harvest_find(&harvest, "a")->rank, ATTR_RANK_STATED);
    assert_string_equal(harvest_find(&harvest, "b")->campaign, "newsletter-17");
    assert_int_equal(harvest_find(&harvest, "b")->rank, ATTR_RANK_HINT);
    assert_string_equal(harvest_find(&harvest, "c")->campaign, "Autumn");
    assert_string_equal(harvest_find(&harvest, "c")->value[ATTR_VARIANT], "B");
    /* An answer does not pull the message it answers into that campaign. */
    import_message("{\"id\":\"i\",\"from\":\"447700900123\",\"timestamp\":\"1750030099\",\"type\":"
                   "\"text\",\"context\":{\"id\":\"b\"}}");
    assert_null(harvest_find(&harvest, "b")->campaign);
    assert_int_equal(harvest_find(&harvest, "b")->rank, ATTR_RANK_HINT);
}

static void metadata_may_come_last(void **state)
{
    (void)state;
    harvest_text(
        &harvest,
        "{\"entry\":[{\"changes\":[{\"field\":\"messages\",\"value\":{\"statuses\":[{\"id\":"
        "\"a\",\"status\":\"sent\",\"timestamp\":\"1750030073\"}],\"metadata\":{"
        "\"phone_number_id\":\"77\"}}},{\"value\":{\"metadata\":{\"display_phone_number\":"
        "\"15550783881\"},\"statuses\":[{\"id\":\"b\",\"status\":\"sent\",\"timestamp\":"
        "\"1750030073\"}]}}]}]}");
    assert_string_equal(harvest_find(&harvest, "a")->value[ATTR_SENDER], "77");
    /* No phone number is kept in clear: no id, no sender. */
    assert_null(harvest_find(&harvest, "b")->value[ATTR_SENDER]);
}

/* --- messages of people ----------------------------------------------------------------------- */

#define FROM "\"from\":\"447700900123\",\"id\":\"wamid.in\",\"timestamp\":\"1750030099\""

static void answers(void **state)
{
    (void)state;
    static const char *const entries[] = {
        "{" FROM ",\"type\":\"text\",\"context\":{\"from\":\"15550783881\",\"id\":\"m\"}}",
        "{\"context\":{\"id\":\"m\"}," FROM ",\"type\":\"button\",\"button\":{\"text\":\"Yes\"}}",
        "{" FROM ",\"type\":\"interactive\",\"interactive\":{\"type\":\"list_reply\"},"
        "\"context\":{\"id\":\"m\",\"from\":\"106540352242922\"}}",
        "{" FROM ",\"type\":\"reaction\",\"reaction\":{\"emoji\":\"\\ud83d\\ude00\","
        "\"message_id\":\"m\"}}",
        "{" FROM ",\"type\":\"image\",\"context\":{\"id\":\"m\"},\"referral\":{}}",
    };
    for (size_t i = 0; i < ARRAY_COUNT(entries); i++) {
        import_message(entries[i]);
        assert_int_equal(harvest.messages.count, 1);
        assert_int_equal(harvest.persons.count, 0);
        assert_int_equal(when("m", MESSAGE_REPLIED), 1750030099);
        const struct harvested *one = harvest_find(&harvest, "m");
        assert_int_equal(one->message.recipient,
                         keyhash_id(harvest.hash, KEYHASH_RECIPIENT, "447700900123", 12));
        assert_null(one->campaign);
        assert_string_equal(one->value[ATTR_COUNTRY], "GB");
        assert_string_equal(one->value[ATTR_CHANNEL], "whatsapp");
    }
    /* In a group the message was not sent to the one who answers. */
    import_message("{" FROM ",\"type\":\"text\",\"group_id\":\"g\",\"context\":{\"id\":\"m\"}}");
    assert_int_equal(harvest_find(&harvest, "m")->message.recipient, 0);
}

static void words_to_nobody(void **state)
{
    (void)state;
    static const char *const entries[] = {
        "{" FROM ",\"type\":\"text\",\"text\":{\"body\":\"hi\"}}",
        "{" FROM ",\"type\":\"button\",\"button\":{\"payload\":\"YES\"}}",
        "{" FROM ",\"type\":\"text\",\"context\":{\"forwarded\":true}}",
        "{" FROM ",\"type\":\"text\",\"context\":{\"frequently_forwarded\":true,\"id\":null}}",
        "{" FROM ",\"type\":\"order\",\"order\":{\"product_items\":[]}}",
        "{" FROM ",\"type\":\"some_new_type\"}",
        /* an answer to the person's own words */
        "{" FROM ",\"type\":\"text\",\"context\":{\"from\":\"447700900123\",\"id\":\"own\"}}",
    };
    uint64_t id = keyhash_id(harvest.hash, KEYHASH_EVENT, "wamid.in", 8);
    for (size_t i = 0; i < ARRAY_COUNT(entries); i++) {
        import_message(entries[i]);
        assert_int_equal(harvest.messages.count, 0);
        assert_int_equal(harvest.persons.count, 1);
        assert_int_equal(harvest_acts(&harvest, "447700900123", PERSON_REPLY), 1);
        const struct person_event *event = harvest.persons.data;
        assert_int_equal(event->id, id);
        assert_int_equal(event->at, 1750030099);
    }
    import_message("{\"from_user_id\":\"BR.7749\",\"id\":\"x\",\"timestamp\":\"1750030099\","
                   "\"type\":\"text\"}");
    assert_int_equal(harvest_acts(&harvest, "BR.7749", PERSON_REPLY), 1);
}

static void messages_that_are_no_answers(void **state)
{
    (void)state;
    static const char *const entries[] = {
        "{" FROM ",\"type\":\"system\",\"system\":{\"type\":\"user_changed_number\"}}",
        "{" FROM ",\"type\":\"unsupported\",\"errors\":[{\"code\":131051}]}",
        "{" FROM ",\"type\":\"unknown\"}",
        "{" FROM ",\"type\":\"request_welcome\"}",
        "{" FROM ",\"type\":\"reaction\",\"reaction\":{\"message_id\":\"m\",\"emoji\":\"\"}}",
        "{" FROM ",\"type\":\"reaction\",\"reaction\":{\"message_id\":\"m\"}}",
        "{" FROM ",\"type\":\"text\",\"referral\":{\"source_type\":\"ad\"}}",
        "{\"id\":\"x\",\"timestamp\":\"1750030099\",\"type\":\"text\"}",
    };
    for (size_t i = 0; i < ARRAY_COUNT(entries); i++) {
        import_message(entries[i]);
        assert_int_equal(harvest.messages.count, 0);
        assert_int_equal(harvest.persons.count, 0);
        assert_int_equal(harvest.tally.rejected, 0);
        assert_int_equal(harvest.tally.ignored, 1);
        assert_true(harvest_noted(&harvest, "nothing to count"));
    }
}

/* --- preferences ------------------------------------------------------------------------------ */

static void preferences(void **state)
{
    (void)state;
    import_list(
        "user_preferences", "user_preferences",
        "{\"wa_id\":\"447700900123\",\"category\":\"marketing_messages\",\"value\":\"stop\","
        "\"timestamp\":1731705721},"
        "{\"wa_id\":\"447700900123\",\"category\":\"marketing_messages\",\"value\":\"resume\","
        "\"timestamp\":\"1731705800\"},"
        "{\"timestamp\":\"1731705721\",\"value\":\"stop\",\"category\":\"marketing_messages\","
        "\"wa_id\":\"+447700900123\"}," /* the first once more, written differently */
        "{\"wa_id\":\"447700900123\",\"category\":\"marketing_messages\",\"value\":\"stop\","
        "\"timestamp\":1731705900},"
        "{\"wa_id\":\"447700900123\",\"category\":\"other\",\"value\":\"stop\","
        "\"timestamp\":1731705900},"
        "{\"user_id\":\"GB.1\",\"value\":\"signup\",\"signup_id\":\"9\",\"timestamp\":"
        "1731705721},"
        "{\"wa_id\":\"447700900123\",\"value\":\"maybe\",\"timestamp\":1731705721}");
    assert_int_equal(harvest.tally.rejected, 0);
    assert_int_equal(harvest_acts(&harvest, "447700900123", PERSON_STOP), 3);
    assert_int_equal(harvest_acts(&harvest, "447700900123", PERSON_RESUME), 1);
    assert_int_equal(harvest_acts(&harvest, "GB.1", PERSON_RESUME), 1);
    assert_int_equal(harvest.persons.count, 5);
    assert_true(harvest_noted(&harvest, "user_preferences 1"));
}

/* --- bad entries ------------------------------------------------------------------------------ */

static void bad_entries_are_one_reject_a_body(void **state)
{
    (void)state;
    import_status("{\"id\":\"a\",\"status\":\"sent\",\"timestamp\":\"1750030073\"},"
                  "{\"id\":\"\",\"status\":\"sent\",\"timestamp\":\"1750030073\"},"
                  "{\"status\":\"read\",\"timestamp\":\"1750030073\"},"
                  "{\"id\":\"b\",\"status\":\"sent\",\"timestamp\":\"1\"},"
                  "{\"id\":\"c\",\"status\":\"sent\",\"timestamp\":\"1750030073\"}");
    assert_int_equal(harvest.tally.rows, 1);
    assert_int_equal(harvest.tally.rejected, 1);
    assert_int_equal(harvest.tally.ignored, 0);
    assert_int_equal(harvest.messages.count, 2); /* what is good is taken */
    const struct import_reject *reject = harvest.rejects.data;
    assert_string_equal(reject->reason,
                        "a status or message without an id (and 2 more in this body)");
    import_message("{\"from\":\"447700900123\",\"timestamp\":\"1750030073\",\"type\":\"text\"}");
    reject = harvest.rejects.data;
    assert_string_equal(reject->reason, "a status or message without an id");
    import_message("{\"from\":\"447700900123\",\"id\":\"x\",\"type\":\"text\"}");
    reject = harvest.rejects.data;
    assert_string_equal(reject->reason, "an entry without a timestamp");
    import_list("user_preferences", "user_preferences",
                "{\"value\":\"stop\",\"timestamp\":1731705721}");
    reject = harvest.rejects.data;
    assert_string_equal(reject->reason, "a preference that names nobody");
}

static void places_of_bad_entries(void **state)
{
    (void)state;
    harvest_text(&harvest, "\r\n{\"entry\":[\r\n {\"changes\":[\r\n  {\"value\":{\"statuses\":[\r\n"
                           "    {\"id\":\"a\",\"status\":\"sent\",\r\n"
                           "     \"timestamp\": \"never\"}]}}]}]}\r\n");
    assert_true(harvest_rejected(&harvest, 6, 20, "never"));
}

/* --- shapes of a body ------------------------------------------------------------------------- */

static void odd_shapes_do_no_harm(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint64_t rejected, ignored;
    } cases[] = {
        {"{\"entry\":[]}", 0, 1},
        {"{\"entry\":null}", 0, 1},
        {"{\"entry\":\"x\"}", 0, 1},
        {"{\"entry\":[[],1,{\"changes\":{}}]}", 0, 1},
        {"{\"entry\":[{\"changes\":[{\"value\":null}]}]}", 0, 1},
        {"{\"entry\":[{\"changes\":[{\"value\":{\"statuses\":{}}}]}]}", 1, 0},
        {"{\"entry\":[{\"changes\":[{\"value\":{\"statuses\":[1,null,[]]}}]}]}", 0, 1},
        {"{\"entry\":[{\"changes\":[{\"value\":{\"statuses\":[{\"id\":\"a\",\"status\":{},"
         "\"timestamp\":[]}]}}]}]}",
         1, 0},
        {"{\"entry\":[{\"changes\":[{\"value\":{\"messages\":[{}]}}]}]}", 1, 0},
        {"{\"entry\":[{\"changes\":[{\"value\":{\"user_preferences\":[{}]}}]}]}", 0, 1},
        {"{\"object\":\"instagram\",\"entry\":[{\"changes\":[{\"value\":{\"statuses\":[{}]}}]}]}",
         0, 1},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        harvest_clear(&harvest);
        harvest.request.as = "webhook";
        harvest_text(&harvest, cases[i].text);
        assert_int_equal(harvest.tally.rows, 1);
        if (harvest.tally.rejected != cases[i].rejected ||
            harvest.tally.ignored != cases[i].ignored) {
            fail_msg("%s: %d rejected, %d ignored", cases[i].text, (int)harvest.tally.rejected,
                     (int)harvest.tally.ignored);
        }
        assert_int_equal(harvest.messages.count + harvest.persons.count, 0);
    }
}

static void keys_may_hold_escapes(void **state)
{
    (void)state;
    harvest_text(&harvest, "{\"\\u0065ntry\":[{\"changes\":[{\"v\\u0061lue\":{\"stat\\u0075ses\":[{"
                           "\"\\u0069d\":\"a\",\"status\":\"sent\",\"timest\\u0061mp\":"
                           "\"1750030073\"}]}}]}]}");
    assert_int_equal(when("a", MESSAGE_SENT), 1750030073);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(states_of_a_message),
        TEST(states_that_count_nothing),
        TEST(times),
        TEST(failures),
        TEST(a_message_may_fail_and_arrive),
        TEST(recipients),
        TEST(both_forms_of_a_number_are_one_person),
        TEST(attributes),
        TEST(what_the_user_says_of_the_file),
        TEST(metadata_may_come_last),
        TEST(answers),
        TEST(words_to_nobody),
        TEST(messages_that_are_no_answers),
        TEST(preferences),
        TEST(bad_entries_are_one_reject_a_body),
        TEST(places_of_bad_entries),
        TEST(odd_shapes_do_no_harm),
        TEST(keys_may_hold_escapes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
