/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/counter.h"

#include <string.h>

#include "base/i18n.h"
#include "model/names.h"

static const struct counter_info infos[COUNTER_COUNT] = {
#define COUNTER(number, id, name, kind, role, csv, label, help)                                    \
    [number] = {name, COUNTER_KIND_##kind, COUNTER_ROLE_##role, csv, label, help},
#include "model/counter.def"
#undef COUNTER
    [COUNTER_COST] = {"cost", COUNTER_KIND_MONEY, COUNTER_ROLE_FACT, "", N_("Cost"),
                      N_("the sum of the costs that are known")},
};

_Static_assert(COUNTER_COUNT <= 32, "a counter_mask holds 32 counters");

const struct counter_info *counter_info(enum counter id)
{
    return &infos[id];
}

enum counter counter_by_name(const char *name, bool csv)
{
    /* "cost" is the derived sum as a key and the fee of a message as a column. */
    int count = csv ? (int)COUNTER_STORED : (int)COUNTER_COUNT;
    for (int i = 0; i < count; i++) {
        if (strcmp(infos[i].name, name) == 0 || (csv && names_hold(infos[i].csv, name))) {
            return (enum counter)i;
        }
    }
    return COUNTER_NONE;
}
