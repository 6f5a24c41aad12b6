/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Markets of the channel's price lists: some countries have prices of their own, the others share
 * those of a region.
 */
#ifndef CAMPANE_MODEL_MARKET_H
#define CAMPANE_MODEL_MARKET_H

#include "base/base.h"

/* The region of a country (ISO 3166 code in capitals) as the lists name it ("Rest of Africa");
 * "Other" for those of none. Lent for ever. */
const char *market_region(const char *country);

#define MARKET_OTHER "Other"

#endif
