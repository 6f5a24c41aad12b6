/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/look.h"

#include <string.h>

#include "base/i18n.h"
#include "import/alias.h"
#include "import/csv_scan.h"
#include "model/message.h"
#include "model/names.h"

#define NAMED_MAX  4  /* columns that are named as the reason */
#define REPEAT_MAX 64 /* rows that are compared */

static bool is_own_name(enum field field, const char *name)
{
    if (strcmp(field_info(field)->name, name) == 0) {
        return true;
    }
    if (field >= FIELD_COUNTER) {
        return names_hold(counter_info((enum counter)(field - FIELD_COUNTER))->csv, name);
    }
    return false;
}

bool look_at(const struct sniff *sniff, enum record record, struct look *look)
{
    *look = (struct look){.csv = sniff->csv, .canonical = true};
    memset(look->place, 0xff, sizeof look->place);
    if (!sniff->csv) {
        return false;
    }
    int ranks[FIELD_COUNT];
    for (size_t i = 0; i < sniff->csv->columns; i++) {
        int rank = 0;
        struct alias_extra extra;
        enum field field = alias_column(record, sniff->csv->header[i], &rank, &extra);
        if (field == FIELD_NONE) {
            continue;
        }
        look->known++;
        look->canonical = look->canonical && is_own_name(field, sniff->csv->header[i]);
        bool taken = look->place[field] != LOOK_NONE;
        look->counters += field >= FIELD_COUNTER && !taken;
        if (!taken || rank < ranks[field]) {
            look->place[field] = (uint16_t)i;
            ranks[field] = rank;
        }
    }
    return true;
}

bool look_is_other(const struct sniff *sniff)
{
    const struct csv_sniff *csv = sniff->csv;
    static const char *const others[] = {"orderid", "ordername", "ordernumber", "orderedat",
                                         "url",     "rating",    "lineitemname"};
    for (size_t i = 0; i < csv->columns; i++) {
        char key[ALIAS_KEY_SIZE];
        alias_key(csv->header[i], strlen(csv->header[i]), key);
        for (size_t j = 0; j < ARRAY_COUNT(others); j++) {
            if (strcmp(key, others[j]) == 0) {
                return true;
            }
        }
    }
    return false;
}

static bool has_key(const char *name, const char *key)
{
    char own[ALIAS_KEY_SIZE];
    alias_key(name, strlen(name), own);
    return strcmp(own, key) == 0;
}

bool look_names(const struct sniff *sniff, const char *key)
{
    for (size_t i = 0; sniff->csv && i < sniff->csv->columns; i++) {
        if (has_key(sniff->csv->header[i], key)) {
            return true;
        }
    }
    return false;
}

bool look_is_named(const struct look *look, enum field field, const char *key)
{
    return look_has(look, field) && has_key(look->csv->header[look->place[field]], key);
}

bool look_has(const struct look *look, enum field field)
{
    return look->place[field] != LOOK_NONE;
}

bool look_has_attr(const struct look *look)
{
    for (int i = 0; i < ATTR_COUNT; i++) {
        if (i != ATTR_CHANNEL && i != ATTR_CATEGORY &&
            look_has(look, (enum field)(FIELD_ATTR + i))) {
            return true;
        }
    }
    return false;
}

bool look_has_state(const struct look *look, bool beyond_sent)
{
    if (look_has(look, FIELD_STATUS)) {
        return true;
    }
    for (int i = beyond_sent ? MESSAGE_DELIVERED : MESSAGE_SENT; i < MESSAGE_STATUS_COUNT; i++) {
        if (look_has(look, (enum field)(FIELD_SENT_AT + i)) ||
            look_has(look, (enum field)(FIELD_SENT + i))) {
            return true;
        }
    }
    return false;
}

bool look_is_personal(const struct look *look)
{
    return look_has(look, FIELD_MESSAGE_ID) || look_has(look, FIELD_RECIPIENT);
}

/* Whether a row of the beginning has the campaign of an earlier one and another date. */
static bool repeats(const struct sniff *sniff, size_t campaign, size_t date)
{
    struct csv_field fields[CSV_COLUMNS_MAX];
    struct csv_field campaigns[REPEAT_MAX], dates[REPEAT_MAX];
    size_t rows = 0, at = 0;
    uint64_t lines = 0;
    while (at < sniff->length && rows < REPEAT_MAX) {
        struct csv_scan scan;
        size_t feedless = 0;
        enum csv_scan_step step = csv_scan(sniff->text + at, sniff->length - at, true,
                                           sniff->csv->dialect.delimiter, &feedless, fields, &scan);
        bool row = step == CSV_SCAN_RECORD && lines > sniff->csv->dialect.skip_lines;
        lines += scan.line_ends + 1;
        at += scan.length + scan.width;
        if (!row || scan.count <= campaign || scan.count <= date || !fields[campaign].length) {
            continue;
        }
        for (size_t i = 0; i < rows; i++) {
            bool same = campaigns[i].length == fields[campaign].length &&
                        memcmp(campaigns[i].text, fields[campaign].text, campaigns[i].length) == 0;
            bool other = dates[i].length != fields[date].length ||
                         memcmp(dates[i].text, fields[date].text, dates[i].length) != 0;
            if (same && other) {
                return true;
            }
        }
        campaigns[rows] = fields[campaign];
        dates[rows++] = fields[date];
    }
    return false;
}

bool look_repeats(const struct sniff *sniff, const struct look *look, enum field date)
{
    if (!look_has(look, FIELD_CAMPAIGN) || !look_has(look, date)) {
        return false;
    }
    return repeats(sniff, look->place[FIELD_CAMPAIGN], look->place[date]);
}

void look_why(const struct look *look, const enum field *fields, size_t count, struct strbuf *why)
{
    size_t named = 0;
    for (size_t i = 0; i < count && named < NAMED_MAX; i++) {
        if (look_has(look, fields[i])) {
            strbuf_puts(why, named++ ? ", " : _("its columns "));
            strbuf_puts(why, look->csv->header[look->place[fields[i]]]);
        }
    }
}
