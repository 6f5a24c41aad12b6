/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/attrs.h"

#include <string.h>

#include "base/i18n.h"
#include "model/names.h"

static const struct attr_info infos[ATTR_COUNT] = {
#define ATTR(number, id, name, csv, label, help) [number] = {name, csv, label, help},
#include "model/attr.def"
#undef ATTR
};

const struct attr_info *attr_info(enum attr id)
{
    return &infos[id];
}

enum attr attr_by_name(const char *name, bool csv)
{
    for (int i = 0; i < ATTR_COUNT; i++) {
        if (strcmp(infos[i].name, name) == 0 || (csv && names_hold(infos[i].csv, name))) {
            return (enum attr)i;
        }
    }
    return ATTR_NONE;
}

static const struct {
    const char *name;
    bool message;
} sources[SOURCE_COUNT] = {
    [SOURCE_EVENTS] = {"events", true},    [SOURCE_ROWS] = {"rows", true},
    [SOURCE_DAILY] = {"daily", false},     [SOURCE_ANALYTICS] = {"analytics", false},
    [SOURCE_SUMMARY] = {"summary", false}, [SOURCE_FACTS] = {"facts", false},
    [SOURCE_ACCOUNT] = {"account", false},
};

const char *source_name(enum source source)
{
    return sources[source].name;
}

bool source_is_message(enum source source)
{
    return sources[source].message;
}
