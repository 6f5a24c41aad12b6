/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/market.h"

#include <string.h>

#include "model/names.h"

/* Countries with prices of their own are listed too: a list may lack them. */
static const struct {
    const char *region;
    const char *countries;
} regions[] = {
    {"North America", "US CA"},
    {"Rest of Africa", "DZ AO BJ BW BF BI CM TD CG ER ET GA GM GH GW CI KE LS LY LR MG MW ML MR MA"
                       " MZ NA NE RW SN SL SO SS SD SZ TZ TG TN UG ZM NG ZA EG"},
    {"Rest of Asia Pacific", "AF AU BD KH CN HK JP LA MN NP NZ PG PH SG LK TW TJ TH TM UZ VN IN ID"
                             " MY PK"},
    {"Rest of Central & Eastern Europe", "AL AM AZ BY BG HR CZ GE GR HU LV LT MD MK PL RO RS SK SI"
                                         " UA RU"},
    {"Rest of Latin America", "BO CR DO EC SV GT HT HN JM NI PA PY PR UY VE AR BR CL CO MX PE"},
    {"Rest of Middle East", "BH IQ JO KW LB OM QA YE AE IL SA TR"},
    {"Rest of Western Europe", "AT BE DK FI IE NO PT SE CH FR DE IT NL ES GB"},
};

const char *market_region(const char *country)
{
    for (size_t i = 0; i < ARRAY_COUNT(regions); i++) {
        if (names_hold(regions[i].countries, country)) {
            return regions[i].region;
        }
    }
    return MARKET_OTHER;
}
