/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/alias.h"

#include <string.h>

#include "import/values.h"
#include "text/fold.h"

#define MESSAGE  RECORD_MESSAGE
#define SENT     RECORD_SENT
#define DAILY    RECORD_DAILY
#define CAMPAIGN RECORD_CAMPAIGN
#define ORDER    RECORD_ORDER
#define CLICK    RECORD_CLICK
#define FEEDBACK RECORD_FEEDBACK
#define RATE     RECORD_RATE

struct alias {
    const char *key;
    enum field field;
    unsigned records;
};

static const struct alias aliases[] = {
#define ALIAS(key, field, records) {key, FIELD_##field, records},
#define ALIAS_ATTR(key, attr)      {key, (enum field)(FIELD_ATTR + ATTR_##attr), RECORD_ANY},
#define ALIAS_UTM(key, attr)       {key, (enum field)(FIELD_ATTR + ATTR_##attr), ORDER | CLICK},
#define ALIAS_COUNTER(key, counter)                                                                \
    {key, (enum field)(FIELD_COUNTER + COUNTER_##counter), RECORD_DAILY | RECORD_CAMPAIGN},
#include "import/alias.def"
#include "import/alias_local.def"
#include "import/alias_script.def"
#undef ALIAS
#undef ALIAS_ATTR
#undef ALIAS_UTM
#undef ALIAS_COUNTER
};

#define RANK_NAME    0
#define RANK_CSV     1   /* further names of counter.def and attr.def */
#define KEY_TEXT_MAX 200 /* bytes of a name that can be known */

#define RANK_ALIAS 2 /* + place in alias.def */

static bool is_separator(char c)
{
    return c == ' ' || c == '_' || c == '-' || c == '.' || c == '#';
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* The key of a text in small letters, or of ASCII in any. */
static void make_key(const char *text, size_t length, char key[ALIAS_KEY_SIZE])
{
    size_t at = 0;
    for (size_t i = 0; i < length; i++) {
        if (is_separator(text[i])) {
            continue;
        }
        if (at == ALIAS_KEY_SIZE - 1) {
            at = 0;
            break;
        }
        bool curly = length - i >= 3 && memcmp(text + i, "\xe2\x80\x99", 3) == 0; /* ’ */
        key[at++] = curly ? '\'' : lower(text[i]);
        i += curly ? 2 : 0;
    }
    key[at] = '\0';
}

void alias_key(const char *text, size_t length, char key[ALIAS_KEY_SIZE])
{
    value_trim(&text, &length);
    bool ascii = true;
    for (size_t i = 0; ascii && i < length; i++) {
        ascii = (unsigned char)text[i] < 0x80;
    }
    if (ascii || length > KEY_TEXT_MAX) {
        make_key(text, ascii ? length : 0, key);
        return;
    }
    struct strbuf folded = STRBUF_INIT;
    fold_text(&folded, text, length);
    make_key(strbuf_text(&folded), folded.failed ? 0 : folded.length, key);
    strbuf_free(&folded);
}

/* Whether a name of the program has this key. length SIZE_MAX: up to the terminator. */
static bool has_key(const char *name, size_t length, const char *key)
{
    for (size_t i = 0; i < length && name[i]; i++) {
        if (is_separator(name[i])) {
            continue;
        }
        if (name[i] != *key) {
            return false;
        }
        key++;
    }
    return !*key;
}

static bool list_has_key(const char *list, const char *key)
{
    while (*list) {
        size_t length = strcspn(list, " ");
        if (has_key(list, length, key)) {
            return true;
        }
        list += length + (list[length] == ' ');
    }
    return false;
}

enum field alias_find(enum record record, const char *key, int *rank)
{
    int unused;
    rank = rank ? rank : &unused;
    if (!*key) {
        return FIELD_NONE;
    }
    for (size_t i = 0; i < ARRAY_COUNT(aliases); i++) {
        if (aliases[i].key[0] == key[0] && (aliases[i].records & (unsigned)record) &&
            strcmp(aliases[i].key, key) == 0) {
            *rank = RANK_ALIAS + (int)i;
            return aliases[i].field;
        }
    }
    *rank = RANK_NAME;
    for (int i = 0; i < FIELD_COUNT; i++) {
        const struct field_info *info = field_info((enum field)i);
        if (field_belongs((enum field)i, record) && has_key(info->name, SIZE_MAX, key)) {
            return (enum field)i;
        }
    }
    *rank = RANK_CSV;
    for (int i = 0; i < COUNTER_STORED && (record & (RECORD_DAILY | RECORD_CAMPAIGN)); i++) {
        if (list_has_key(counter_info((enum counter)i)->csv, key)) {
            return (enum field)(FIELD_COUNTER + i);
        }
    }
    for (int i = 0; i < ATTR_COUNT; i++) {
        if (field_belongs((enum field)(FIELD_ATTR + i), record) &&
            list_has_key(attr_info((enum attr)i)->csv, key)) {
            return (enum field)(FIELD_ATTR + i);
        }
    }
    return FIELD_NONE;
}

bool alias_is_known(const char *key)
{
    static const enum record records[] = {RECORD_ANY, ORDER, CLICK, FEEDBACK, RATE};
    for (size_t i = 0; i < ARRAY_COUNT(records); i++) {
        if (alias_find(records[i], key, NULL) != FIELD_NONE) {
            return true;
        }
    }
    return false;
}

/* What stands in brackets at the end of a name, understood; false when it is something else. */
static bool read_extra(const char *text, size_t length, struct alias_extra *extra)
{
    value_trim(&text, &length);
    if (length == 3 && (memcmp(text, "UTC", 3) == 0 || memcmp(text, "GMT", 3) == 0)) {
        extra->utc = true;
        return true;
    }
    /* A currency as it would stand beside an amount. */
    char amount[16] = "1 ";
    int64_t micros;
    if (length == 0 || length > sizeof amount - 3) {
        return false;
    }
    memcpy(amount + 2, text, length);
    return value_money(amount, length + 2, '.', &micros, &extra->currency) == VALUE_OK &&
           extra->currency.code[0];
}

enum field alias_column(enum record record, const char *name, int *rank, struct alias_extra *extra)
{
    size_t length = strlen(name);
    *extra = (struct alias_extra){0};
    if (length > 0 && name[length - 1] == ')') {
        const char *open = strrchr(name, '(');
        bool understood =
            open && read_extra(open + 1, (size_t)(name + length - 1 - open - 1), extra);
        length = understood ? (size_t)(open - name) : length;
    }
    char key[ALIAS_KEY_SIZE];
    alias_key(name, length, key);
    enum field field = alias_find(record, key, rank);
    if (field == FIELD_NONE) {
        return FIELD_NONE;
    }
    enum field_type type = field_info(field)->type;
    bool fits = (!extra->currency.code[0] || type == FIELD_TYPE_MONEY) &&
                (!extra->utc || type == FIELD_TYPE_TIME);
    return fits ? field : FIELD_NONE;
}
