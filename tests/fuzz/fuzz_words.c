/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Small texts that people and shops write into a field: what a sender put beside a message, words
 * that ask to be left alone, states and means of payment of orders, parameters of a link.
 */
#include <stdint.h>
#include <string.h>

#include "fuzz/format_run.h"
#include "import/callback_data.h"
#include "import/link_cells.h"
#include "import/order_words.h"
#include "import/stop_word.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_name(const char *text)
{
    if (text) {
        struct strbuf clean = STRBUF_INIT;
        utf8_sanitize(&clean, text, strlen(text), 0);
        must(text[0] && strcmp(strbuf_text(&clean), text) == 0);
        must(strlen(text) <= CALLBACK_VALUE_SIZE);
        strbuf_free(&clean);
    }
}

static void callback(const char *text, size_t length)
{
    struct arena *arena = arena_new();
    struct attrs attrs = {0};
    struct word_count unknown = {0};
    bool memory = false;
    bool read = callback_data_read(arena, text, length, &attrs, &unknown, &memory);
    must(!memory);
    if (read) {
        check_name(attrs.campaign);
        for (int i = 0; i < ATTR_COUNT; i++) {
            check_name(attrs.value[i]);
        }
    }
    struct strbuf words = STRBUF_INIT;
    word_count_text(&unknown, &words);
    must(utf8_valid(strbuf_text(&words), words.length, NULL));
    strbuf_free(&words);
    arena_free(arena);
}

/* Blanks and an exclamation mark around a stop word change nothing. */
static void stop(const char *text, size_t length)
{
    if (stop_word_is(text, length, NULL)) {
        struct strbuf louder = STRBUF_INIT;
        strbuf_putc(&louder, ' ');
        strbuf_add(&louder, text, length);
        strbuf_puts(&louder, " !");
        must(stop_word_is(louder.data, louder.length, NULL));
        strbuf_free(&louder);
    }
    stop_word_is(text, length, "no gracias, -stop, ,-");
}

static void orders(const char *text, size_t length)
{
    enum order_state state = ORDER_STATE_NONE;
    bool refunded = false, returned = false;
    bool known = order_words_status(text, length, &state, &refunded, &returned);
    must(state <= ORDER_STATE_VOID && (known || (!refunded && !returned)));
    order_words_cod(text, length);
    must(order_words_flag(text, length) <= ORDER_FLAG_YES);
    struct strbuf value = STRBUF_INIT;
    bool found = link_cells_utm(text, length, "utm_campaign", &value);
    must(!value.failed && (!found || value.length <= length));
    strbuf_free(&value);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    callback(text, size);
    stop(text, size);
    orders(text, size);
    return 0;
}
