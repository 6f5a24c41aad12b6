/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What single messages and orders tell of the people of a campaign, counted.
 */
#ifndef CAMPANE_MODEL_PEOPLE_H
#define CAMPANE_MODEL_PEOPLE_H

#include "base/base.h"

struct people_counts {
    int64_t campaign; /* number; of a sum: -1 */
    /* Recipients who read, clicked or replied: in the period before, and of those also in this one.
     */
    bool has_engaged; /* messages of either period know any of it */
    int64_t engaged_before, stayed;
    int64_t customers, again; /* people with one order or more, and with two or more */
    int64_t readings;         /* messages of which both delivery and reading are dated */
    double median_reading;    /* seconds from one to the other; 0 without readings */
};

#endif
