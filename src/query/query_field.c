/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/query_field.h"

#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "text/near.h"

#define NAME_MAX_BYTES 48
#define NAMED          3

static const struct {
    const char *name;
    enum query_what what;
} facts[] = {{"name", QUERY_NAME},
             {"alias", QUERY_ALIAS},
             {"tag", QUERY_TAG},
             {"start", QUERY_START},
             {"end", QUERY_END},
             {"kind", QUERY_FACT},
             {"goal", QUERY_FACT},
             {"industry", QUERY_FACT},
             {"id", QUERY_FACT},
             {"group", QUERY_FACT},
             {"note", QUERY_FACT},
             {QUERY_FACT_ARCHIVED, QUERY_FACT},
             {QUERY_FACT_EXCLUDED, QUERY_FACT}};

const char *query_field_name(size_t index)
{
    if (index < ARRAY_COUNT(facts)) {
        return facts[index].name;
    }
    index -= ARRAY_COUNT(facts);
    if (index < ATTR_COUNT) {
        return attr_info((enum attr)index)->name;
    }
    index -= ATTR_COUNT;
    if (index < COUNTER_COUNT) {
        return counter_info((enum counter)index)->name;
    }
    index -= COUNTER_COUNT;
    /* Where a counter has the name of a KPI ("conversations") it is the counter; offered once. */
    for (int id = 0; id < KPI_COUNT; id++) {
        if (counter_by_name(kpi_info((enum kpi)id)->name, false) == COUNTER_NONE && index-- == 0) {
            return kpi_info((enum kpi)id)->name;
        }
    }
    return NULL;
}

static bool lower_name(const char *name, char lower[NAME_MAX_BYTES])
{
    size_t length = strlen(name);
    for (size_t i = 0; i <= length && i < NAME_MAX_BYTES; i++) {
        lower[i] = name[i] >= 'A' && name[i] <= 'Z' ? (char)(name[i] - 'A' + 'a') : name[i];
    }
    return length < NAME_MAX_BYTES;
}

static bool find(const char *name, struct query_field *field)
{
    char lower[NAME_MAX_BYTES];
    struct query_field found = {.attr = ATTR_NONE, .counter = COUNTER_NONE, .kpi = KPI_NONE};
    if (!lower_name(name, lower)) {
        return false;
    }
    for (size_t i = 0; i < ARRAY_COUNT(facts); i++) {
        if (strcmp(facts[i].name, lower) == 0) {
            found.what = facts[i].what;
            found.fact = facts[i].name;
            *field = found;
            return true;
        }
    }
    if ((found.attr = attr_by_name(lower, false)) != ATTR_NONE) {
        found.what = QUERY_ATTR;
    } else if ((found.counter = counter_by_name(lower, false)) != COUNTER_NONE) {
        found.what = QUERY_COUNTER;
    } else if ((found.kpi = kpi_by_name(lower)) != KPI_NONE) {
        found.what = QUERY_KPI;
    } else {
        return false;
    }
    *field = found;
    return true;
}

bool query_field_exists(const char *name)
{
    struct query_field field;
    return find(name, &field);
}

bool query_field_find(const char *name, struct query_field *field, struct err *err)
{
    if (find(name, field)) {
        return true;
    }
    char lower[NAME_MAX_BYTES] = "";
    struct strbuf near = STRBUF_INIT;
    size_t named = 0;
    bool fits = lower_name(name, lower);
    for (size_t i = 0; fits && query_field_name(i) && named < NAMED; i++) {
        if (near_resembles(lower, query_field_name(i))) {
            strbuf_printf(&near, "%s%s", named++ ? ", " : "", query_field_name(i));
        }
    }
    err_set(err, ERR_USAGE, _("there is no figure or attribute \"%.40s\""), name);
    if (named > 0) {
        err_todo(err, _("did you mean %s?"), strbuf_text(&near));
    } else {
        err_todo(err, _("for example: ctr, sent, optout_rate, channel, segment, start"));
    }
    strbuf_free(&near);
    return false;
}

enum query_type query_field_type(const struct query_field *field)
{
    switch (field->what) {
    case QUERY_START:
    case QUERY_END:
        return QUERY_DAY;
    case QUERY_GRADE:
        return QUERY_BAND;
    case QUERY_COUNTER:
        return counter_info(field->counter)->kind == COUNTER_KIND_MONEY ? QUERY_MONEY
                                                                        : QUERY_NUMBER;
    case QUERY_KPI:
        switch (kpi_info(field->kpi)->unit) {
        case KPI_UNIT_PERCENT:
            return QUERY_SHARE;
        case KPI_UNIT_MONEY:
            return QUERY_MONEY;
        case KPI_UNIT_TIMES:
        case KPI_UNIT_NUMBER:
        case KPI_UNIT_MINUTES:
        case KPI_UNIT_POINTS:
            return QUERY_NUMBER;
        }
        return QUERY_NUMBER;
    case QUERY_NAME:
    case QUERY_ALIAS:
    case QUERY_TAG:
    case QUERY_FACT:
    case QUERY_ATTR:
        break;
    }
    return QUERY_TEXT;
}
