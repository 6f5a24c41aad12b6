/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writes a made-up log of Meta webhook bodies, one a line, to standard output: the same lines for
 * the same seed. Usage: gen_webhook [LINES [SEED]]   (1000000 lines, seed 1)
 *
 * Messages of seven campaigns are sent one after the other; each gives its statuses (sent,
 * delivered, read, or failed with a code), some a reply, a reaction, a button or a preference. The
 * bodies go through a pool from which they are drawn at random, so that they come out of order; one
 * in fifty comes twice. Campaigns are named in biz_opaque_callback_data in its three forms, one
 * campaign not at all. Phone numbers are of ranges that nobody can have.
 */
#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define POOL      20000
#define LINE_SIZE 2048
#define START     1772323200 /* 2026-03-01T00:00:00Z */

static uint64_t state;

static uint64_t next(void)
{
    uint64_t z = state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

static uint32_t dice(uint32_t sides)
{
    return (uint32_t)((next() >> 32) * sides >> 32);
}

static bool chance(uint32_t per_thousand)
{
    return dice(1000) < per_thousand;
}

/* --- the pool --------------------------------------------------------------------------------- */

static char pool[POOL][LINE_SIZE];
static size_t pooled;
static uint64_t left;

static void write_line(const char *line)
{
    if (left == 0) {
        return;
    }
    left--;
    fputs(line, stdout);
}

/* Take a line in; once the pool is full another one leaves it, sometimes to come again. */
static void put(const char *line)
{
    if (pooled < POOL) {
        strcpy(pool[pooled++], line);
        return;
    }
    uint32_t place = dice(POOL);
    write_line(pool[place]);
    if (!chance(20)) {
        strcpy(pool[place], line);
    } else {
        put(line);
    }
}

static void empty_pool(void)
{
    while (pooled > 0) {
        uint32_t place = dice((uint32_t)pooled);
        write_line(pool[place]);
        pooled--;
        memmove(pool[place], pool[pooled], LINE_SIZE);
    }
}

/* --- people and messages ---------------------------------------------------------------------- */

struct range {
    const char *prefix;
    int digits;
    uint32_t count;
};

static const struct range ranges[] = {{"1650555", 4, 10000},   {"447700900", 3, 1000},
                                      {"550000", 7, 3000000},  {"910000", 8, 20000000},
                                      {"49000000", 6, 500000}, {"2340000000", 5, 90000}};

struct message {
    char recipient[32];
    char user[48];
    char id[96];
    int64_t sent;
    int campaign;
    bool contacts, conversation;
};

static void base64(const unsigned char *bytes, size_t length, char *out)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    while (length > 0) {
        uint32_t word = (uint32_t)bytes[0] << 16 | (length > 1 ? (uint32_t)bytes[1] << 8 : 0) |
                        (length > 2 ? bytes[2] : 0);
        *out++ = digits[word >> 18];
        *out++ = digits[word >> 12 & 63];
        *out++ = length > 1 ? digits[word >> 6 & 63] : '=';
        *out++ = length > 2 ? digits[word & 63] : '=';
        bytes += 3;
        length -= length < 3 ? length : 3;
    }
    *out = '\0';
}

/* An id as Meta makes them: the number and something unique, in base 64. */
static void make_id(const char *number, char *out)
{
    unsigned char bytes[64] = {0x1D, 0x18, 0};
    size_t length = strlen(number);
    bytes[2] = (unsigned char)length;
    memcpy(bytes + 3, number, length);
    memcpy(bytes + 3 + length, "\x15\x02\x00\x11\x18\x12", 6);
    char unique[24];
    snprintf(unique, sizeof unique, "%016" PRIX64 "00", next());
    memcpy(bytes + 9 + length, unique, 18);
    strcpy(out, "wamid.");
    base64(bytes, length + 27, out + 6);
}

static void make_message(struct message *message, uint64_t number)
{
    const struct range *range = &ranges[dice(sizeof ranges / sizeof ranges[0])];
    snprintf(message->recipient, sizeof message->recipient, "%s%0*u", range->prefix, range->digits,
             dice(range->count));
    snprintf(message->user, sizeof message->user, "US.%019" PRIu64,
             next() % UINT64_C(1000000000000000000));
    make_id(message->recipient, message->id);
    message->campaign = (int)dice(7);
    message->sent = START + (int64_t)(number / 40) + message->campaign * 86400;
    message->contacts = chance(600);
    message->conversation = chance(300);
}

/* --- bodies ----------------------------------------------------------------------------------- */

static const char *const callbacks[7] = {
    "campaign=spring_sale;template=spring_a;variant=A;segment=vip;language=en",
    "campaign=spring_sale;template=spring_b;variant=B;segment=vip;language=en",
    "{\\\"campaign\\\":\\\"Win back\\\",\\\"template\\\":\\\"we_miss_you\\\",\\\"segment\\\":"
    "\\\"90 days\\\"}",
    "{\\\"campaign\\\":\\\"Aktion M\\u00e4rz\\\",\\\"language\\\":\\\"de\\\"}",
    "newsletter-17",
    "cart_recovery",
    NULL};

struct body {
    char text[LINE_SIZE];
    size_t length;
};

static void add(struct body *body, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void add(struct body *body, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int count =
        vsnprintf(body->text + body->length, sizeof body->text - body->length, format, args);
    va_end(args);
    if (count < 0 || (size_t)count >= sizeof body->text - body->length) {
        fputs("gen_webhook: a line is too long\n", stderr);
        exit(1);
    }
    body->length += (size_t)count;
}

static void begin(struct body *body, bool field_first, const char *field)
{
    body->length = 0;
    add(body, "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"102290129340398\","
              "\"changes\":[{");
    if (field_first) {
        add(body, "\"field\":\"%s\",", field);
    }
    add(body,
        "\"value\":{\"messaging_product\":\"whatsapp\",\"metadata\":{\"display_phone_number\":"
        "\"15550783881\",\"phone_number_id\":\"106540352242922\"}");
}

static void end(struct body *body, bool field_first, const char *field)
{
    add(body, "}");
    if (!field_first) {
        add(body, ",\"field\":\"%s\"", field);
    }
    add(body, "}]}]}\n");
    put(body->text);
}

static void add_contact(struct body *body, const struct message *message, bool name)
{
    add(body, ",\"contacts\":[{");
    if (name) {
        add(body, "\"profile\":{\"name\":\"Zo\xc3\xab \\u0410\xe2\x98\x80 %u\"},", dice(1000));
    }
    add(body, "\"wa_id\":\"%s\",\"user_id\":\"%s\"}]", message->recipient, message->user);
}

static void add_pricing(struct body *body, const struct message *message)
{
    if (message->conversation) {
        add(body,
            ",\"conversation\":{\"id\":\"%016" PRIx64 "%016" PRIx64
            "\",\"origin\":{\"type\":\"marketing\"}}",
            next(), next());
    }
    add(body,
        ",\"pricing\":{\"billable\":true,\"pricing_model\":\"PMP\",\"type\":\"regular\","
        "\"category\":\"%s\"}",
        message->campaign == 5 ? "utility" : "marketing");
}

static void add_status(struct body *body, const struct message *message, const char *status,
                       int64_t at, int code)
{
    add(body,
        "{\"id\":\"%s\",\"status\":\"%s\",\"timestamp\":\"%" PRId64 "\",\"recipient_id\":\"%s\"",
        message->id, status, at, message->recipient);
    if (message->contacts) {
        add(body, ",\"recipient_user_id\":\"%s\"", message->user);
    }
    if (callbacks[message->campaign]) {
        add(body, ",\"biz_opaque_callback_data\":\"%s\"", callbacks[message->campaign]);
    }
    if (code == 0 && strcmp(status, "read") != 0) {
        add_pricing(body, message);
    }
    if (code) {
        add(body,
            ",\"errors\":[{\"code\":%d,\"title\":\"Message undeliverable\",\"message\":"
            "\"Message undeliverable\",\"error_data\":{\"details\":\"Message Undeliverable.\"},"
            "\"href\":\"/documentation/business-messaging/whatsapp/support/error-codes\"}]",
            code);
    }
    add(body, "}");
}

static void put_status(const struct message *message, const char *status, int64_t at, int code)
{
    struct body body;
    bool field_first = chance(100);
    begin(&body, field_first, "messages");
    if (message->contacts) {
        add_contact(&body, message, chance(500));
    }
    add(&body, ",\"statuses\":[");
    add_status(&body, message, status, at, code);
    add(&body, "]");
    end(&body, field_first, "messages");
}

/* Delivered and read in one POST. */
static void put_both(const struct message *message, int64_t delivered, int64_t read)
{
    struct body body;
    begin(&body, false, "messages");
    add(&body, ",\"statuses\":[");
    add_status(&body, message, "delivered", delivered, 0);
    add(&body, ",");
    add_status(&body, message, "read", read, 0);
    add(&body, "]");
    end(&body, false, "messages");
}

static void put_reply(const struct message *message, int64_t at, uint32_t kind)
{
    struct body body;
    char id[96];
    make_id(message->recipient, id);
    begin(&body, false, "messages");
    add_contact(&body, message, true);
    add(&body, ",\"messages\":[{");
    if (kind < 3) {
        add(&body, "\"context\":{\"from\":\"15550783881\",\"id\":\"%s\"},", message->id);
    }
    add(&body, "\"from\":\"%s\",\"id\":\"%s\",\"timestamp\":\"%" PRId64 "\",", message->recipient,
        id, at);
    switch (kind) {
    case 0:
        add(&body, "\"type\":\"button\",\"button\":{\"payload\":\"YES\",\"text\":\"Yes, please\"}");
        break;
    case 1:
        add(&body,
            "\"type\":\"interactive\",\"interactive\":{\"type\":\"list_reply\",\"list_reply\":"
            "{\"id\":\"row-%u\",\"title\":\"Row\"}}",
            dice(9));
        break;
    case 4:
        add(&body,
            "\"type\":\"reaction\",\"reaction\":{\"message_id\":\"%s\",\"emoji\":"
            "\"\\ud83d\\ude00\"}",
            message->id);
        break;
    default:
        add(&body, "\"text\":{\"body\":\"Thanks \xe2\x80\x93 \\\"does it come\\\" in another "
                   "color?\"},\"type\":\"text\"");
    }
    add(&body, "}]");
    end(&body, false, "messages");
}

static void put_preference(const struct message *message, int64_t at, const char *value)
{
    struct body body;
    begin(&body, false, "user_preferences");
    add_contact(&body, message, true);
    add(&body,
        ",\"user_preferences\":[{\"wa_id\":\"%s\",\"detail\":\"User requested to %s marketing "
        "messages\",\"category\":\"marketing_messages\",\"value\":\"%s\",\"timestamp\":%" PRId64
        "}]",
        message->recipient, value, value, at);
    end(&body, false, "user_preferences");
}

static void put_template_update(int64_t at)
{
    struct body body;
    body.length = 0;
    add(&body,
        "{\"entry\":[{\"id\":\"102290129340398\",\"time\":%" PRId64 ",\"changes\":[{\"value\":"
        "{\"event\":\"APPROVED\",\"message_template_id\":1689556908129832,"
        "\"message_template_name\":\"order_confirmation\",\"message_template_language\":"
        "\"en_US\",\"reason\":\"NONE\"},\"field\":\"message_template_status_update\"}]}],"
        "\"object\":\"whatsapp_business_account\"}\n",
        at);
    put(body.text);
}

static void live(uint64_t number)
{
    static const int codes[] = {131049, 131026, 131026, 131049, 131050, 130472, 131047};
    struct message message;
    make_message(&message, number);
    put_status(&message, "sent", message.sent, 0);
    if (chance(60)) {
        put_status(&message, "failed", message.sent + 1 + dice(30),
                   codes[dice(sizeof codes / sizeof codes[0])]);
        if (!chance(30)) {
            return; /* one in thirty is delivered after all, on another device */
        }
    }
    if (chance(30)) {
        return;
    }
    int64_t delivered = message.sent + (chance(700) ? dice(20) : dice(200000));
    int64_t read = delivered + 5 + dice(chance(600) ? 3000 : 200000);
    bool reads = chance(620);
    if (reads && chance(50)) {
        put_both(&message, delivered, read);
    } else {
        if (!reads || !chance(80)) {
            put_status(&message, "delivered", delivered, 0); /* an open chat gives only "read" */
        }
        if (reads) {
            put_status(&message, chance(10) ? "played" : "read", read, 0);
        }
    }
    if (reads && chance(60)) {
        put_reply(&message, read + 10 + dice(4000), dice(5));
    }
    if (reads && chance(8)) {
        put_preference(&message, read + 60 + dice(1000), "stop");
        if (chance(200)) {
            put_preference(&message, read + 4000 + dice(1000), "resume");
        }
    }
    if (chance(1)) {
        put_template_update(message.sent);
    }
}

int main(int argc, char **argv)
{
    static char buffer[1 << 16];
    setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
    uint64_t lines = argc > 1 ? strtoull(argv[1], NULL, 10) : 1000000;
    state = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
    left = lines;
    for (uint64_t number = 0; left > pooled; number++) {
        live(number);
    }
    empty_pool();
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
