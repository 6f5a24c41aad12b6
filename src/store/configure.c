/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/i18n.h"
#include "store/maintain.h"
#include "store/touch_fees.h"

static bool is_window(const char *value)
{
    size_t length = strlen(value);
    return length > 0 && length < 3 && strspn(value, "0123456789") == length && value[0] != '0' &&
           (length == 1 || value[0] < '9' || value[1] == '0');
}

static bool is_fee(const char *value)
{
    struct touch_fees fees;
    return touch_fees_parse(value, &fees);
}

static bool is_tax(const char *value)
{
    return strcmp(value, "excluded") == 0 || strcmp(value, "included") == 0;
}

/* Words between commas. */
static bool is_words(const char *value)
{
    size_t length = strlen(value);
    return length < STORE_STOP_WORDS_SIZE && strspn(value, " ,-") < length &&
           !strpbrk(value, "\r\n\t");
}

static const struct {
    const char *name;
    bool (*is)(const char *value);
    const char *words;
    bool derives; /* figures follow from it */
} known[] = {
    {STORE_SETTING_WINDOW, is_window, N_("a number of days from 1 to 90"), true},
    {STORE_SETTING_COST_PLATFORM, is_fee,
     N_("an amount as in \"0.005 USD per message\" or \"49 EUR per month\""), true},
    {STORE_SETTING_ORDER_TAX, is_tax, N_("included or excluded"), false},
    {STORE_SETTING_STOP_WORDS, is_words,
     N_("a list of words between commas, with \"-\" before those that are none"), false},
};

static bool check(const char *name, const char *value, bool *derives, struct err *err)
{
    for (size_t i = 0; i < ARRAY_COUNT(known); i++) {
        if (strcmp(name, known[i].name) == 0) {
            *derives = known[i].derives;
            return !value[0] || known[i].is(value) ||
                   err_set(err, ERR_REFUSED, _("%s is %s, not \"%s\""), name, _(known[i].words),
                           value);
        }
    }
    err_set(err, ERR_REFUSED, _("there is no setting \"%s\""), name);
    return err_todo(err, _("the settings are %s, %s, %s and %s"), known[0].name, known[1].name,
                    known[2].name, known[3].name);
}

static bool put(struct change *change, const char *name, const char *value, struct err *err)
{
    sqlite3_stmt *put =
        db_statement(change->db,
                     value[0] ? "REPLACE INTO setting (name, value, since) VALUES (?1, ?2, ?3)"
                              : "DELETE FROM setting WHERE name = ?1",
                     err);
    if (!put) {
        return false;
    }
    db_bind_text(put, 1, name);
    if (value[0]) {
        db_bind_text(put, 2, value);
        db_bind_int(put, 3, store_now(change->store));
    }
    return db_run(change->db, put, err);
}

bool store_configure(struct store *store, const char *name, const char *value,
                     struct cancel *cancel, struct err *err)
{
    struct change change;
    bool derives = false;
    int window;
    if (!check(name, value, &derives, err) ||
        !change_begin(&change, store, true, cancel, NULL, NULL, err)) {
        return false;
    }
    bool ok = put(&change, name, value, err) && store_window(store, &window, err);
    if (ok) {
        change.window = (int64_t)window * 86400;
    }
    if (!ok || (derives && !rebuild_within(&change, err))) {
        change_abort(&change);
        return false;
    }
    return change_commit(&change, err);
}
