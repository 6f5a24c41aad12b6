/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/order_words.h"

#include <string.h>

#include "import/alias.h"
#include "import/values.h"

static const struct {
    const char *key; /* as alias_key makes it */
    enum order_state state;
    bool refunded, returned;
} states[] = {
    {"paid", ORDER_STATE_STANDS, false, false},
    {"partiallypaid", ORDER_STATE_STANDS, false, false},
    {"pending", ORDER_STATE_STANDS, false, false},
    {"authorized", ORDER_STATE_STANDS, false, false},
    {"processing", ORDER_STATE_STANDS, false, false},
    {"completed", ORDER_STATE_STANDS, false, false},
    {"complete", ORDER_STATE_STANDS, false, false},
    {"confirmed", ORDER_STATE_STANDS, false, false},
    {"fulfilled", ORDER_STATE_STANDS, false, false},
    {"shipped", ORDER_STATE_STANDS, false, false},
    {"delivered", ORDER_STATE_STANDS, false, false},
    {"onhold", ORDER_STATE_STANDS, false, false},
    {"open", ORDER_STATE_STANDS, false, false},
    {"new", ORDER_STATE_STANDS, false, false},
    {"success", ORDER_STATE_STANDS, false, false},
    {"partiallyrefunded", ORDER_STATE_STANDS, false, false},
    {"refunded", ORDER_STATE_STANDS, true, false},
    {"returned", ORDER_STATE_STANDS, false, true},
    {"rto", ORDER_STATE_STANDS, false, true},
    {"returnedtoorigin", ORDER_STATE_STANDS, false, true},
    {"rtodelivered", ORDER_STATE_STANDS, false, true},
    {"draft", ORDER_STATE_DRAFT, false, false},
    {"checkoutdraft", ORDER_STATE_DRAFT, false, false},
    {"autodraft", ORDER_STATE_DRAFT, false, false},
    {"failed", ORDER_STATE_DRAFT, false, false},
    {"expired", ORDER_STATE_DRAFT, false, false},
    {"abandoned", ORDER_STATE_DRAFT, false, false},
    {"voided", ORDER_STATE_VOID, false, false},
    {"void", ORDER_STATE_VOID, false, false},
    {"cancelled", ORDER_STATE_VOID, false, false},
    {"canceled", ORDER_STATE_VOID, false, false},
    {"trash", ORDER_STATE_VOID, false, false},
    {"deleted", ORDER_STATE_VOID, false, false},
    {"declined", ORDER_STATE_VOID, false, false},
};

bool order_words_status(const char *text, size_t length, enum order_state *state, bool *refunded,
                        bool *returned)
{
    char key[ALIAS_KEY_SIZE];
    alias_key(text, length, key);
    const char *word = strncmp(key, "wc", 2) == 0 ? key + 2 : key; /* "wc-completed" */
    *state = ORDER_STATE_STANDS;
    *refunded = *returned = false;
    for (size_t i = 0; i < ARRAY_COUNT(states); i++) {
        if (strcmp(states[i].key, word) == 0) {
            *state = states[i].state;
            *refunded = states[i].refunded;
            *returned = states[i].returned;
            return true;
        }
    }
    return false;
}

bool order_words_cod(const char *text, size_t length)
{
    char key[ALIAS_KEY_SIZE];
    alias_key(text, length, key);
    return strcmp(key, "cod") == 0 || strstr(key, "cashondelivery") || strstr(key, "(cod)");
}

enum order_flag order_words_flag(const char *text, size_t length)
{
    static const struct {
        const char *key;
        enum order_flag flag;
    } words[] = {
        {"new", ORDER_FLAG_YES},      {"first", ORDER_FLAG_YES},   {"firsttime", ORDER_FLAG_YES},
        {"returning", ORDER_FLAG_NO}, {"existing", ORDER_FLAG_NO}, {"repeat", ORDER_FLAG_NO},
        {"returned", ORDER_FLAG_YES}, {"rto", ORDER_FLAG_YES},     {"delivered", ORDER_FLAG_NO}};
    bool flag;
    if (value_flag(text, length, &flag) == VALUE_OK) {
        return flag ? ORDER_FLAG_YES : ORDER_FLAG_NO;
    }
    char key[ALIAS_KEY_SIZE];
    alias_key(text, length, key);
    for (size_t i = 0; i < ARRAY_COUNT(words); i++) {
        if (strcmp(words[i].key, key) == 0) {
            return words[i].flag;
        }
    }
    return ORDER_FLAG_NONE;
}
