/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/field.h"

#include <string.h>

#include "base/i18n.h"

#define MESSAGE  RECORD_MESSAGE
#define SENT     RECORD_SENT
#define DAILY    RECORD_DAILY
#define CAMPAIGN RECORD_CAMPAIGN
#define ORDER    RECORD_ORDER
#define CLICK    RECORD_CLICK
#define FEEDBACK RECORD_FEEDBACK
#define RATE     RECORD_RATE

/* What orders and clicks say of themselves: where people came from, and what they did. Everything
 * else an order hangs on is its message's. */
static bool is_of_orders(enum attr attr)
{
    return (attr >= ATTR_UTM_SOURCE && attr <= ATTR_CONVERSION_TYPE) || attr == ATTR_COUNTRY;
}

static const struct field_info infos[FIELD_COUNT] = {
#define FIELD(id, name, type, records, help) {name, help, FIELD_TYPE_##type, records},
#include "import/field.def"
#undef FIELD
#define ATTR(number, id, name, csv, label, help)                                                   \
    [FIELD_ATTR + ATTR_##id] = {name, help, FIELD_TYPE_TEXT, RECORD_ANY},
#include "model/attr.def"
#undef ATTR
#define COUNTER(number, id, name, kind, role, csv, label, help)                                    \
    [FIELD_COUNTER + COUNTER_##                                                                    \
        id] = {name, help,                                                                         \
               COUNTER_KIND_##kind == COUNTER_KIND_MONEY ? FIELD_TYPE_MONEY : FIELD_TYPE_COUNT,    \
               RECORD_DAILY | RECORD_CAMPAIGN},
#include "model/counter.def"
#undef COUNTER
};

bool field_belongs(enum field id, enum record record)
{
    int attr = (int)id - FIELD_ATTR;
    bool is_attr = attr >= 0 && attr < ATTR_COUNT;
    return (infos[id].records & (unsigned)record) ||
           (is_attr && (record & (RECORD_ORDER | RECORD_CLICK)) && is_of_orders((enum attr)attr));
}

const struct field_info *field_info(enum field id)
{
    return &infos[id];
}

enum field field_by_name(enum record record, const char *name)
{
    for (int i = 0; i < FIELD_COUNT; i++) {
        if (field_belongs((enum field)i, record) && strcmp(infos[i].name, name) == 0) {
            return (enum field)i;
        }
    }
    enum counter counter = counter_by_name(name, true);
    if (counter != COUNTER_NONE && (int)counter < COUNTER_STORED &&
        (record & (RECORD_DAILY | RECORD_CAMPAIGN))) {
        return (enum field)(FIELD_COUNTER + (int)counter);
    }
    enum attr attr = attr_by_name(name, true);
    bool belongs = attr != ATTR_NONE && field_belongs((enum field)(FIELD_ATTR + (int)attr), record);
    return belongs ? (enum field)(FIELD_ATTR + (int)attr) : FIELD_NONE;
}

const char *field_type_name(enum field_type type)
{
    static const char *const names[] = {
        [FIELD_TYPE_TEXT] = "text",     [FIELD_TYPE_PHONE] = "phone",
        [FIELD_TYPE_TIME] = "time",     [FIELD_TYPE_DATE] = "date",
        [FIELD_TYPE_COUNT] = "count",   [FIELD_TYPE_FLAG] = "flag",
        [FIELD_TYPE_MONEY] = "money",   [FIELD_TYPE_PERCENT] = "percent",
        [FIELD_TYPE_STATUS] = "status", [FIELD_TYPE_HAPPENED] = "happened",
        [FIELD_TYPE_HITS] = "hits"};
    return names[type];
}
