/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Zone files of arbitrary bytes: either an error, or a zone whose answers are in range.
 */
#include <stdlib.h>

#include "base/zone.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const int64_t moments[] = {INT64_MIN + 1, -9999999999,  0, 1790000000, 4102444800,
                                      253402300799,  INT64_MAX - 1};
    struct err err = ERR_INIT;
    struct zone *zone = zone_from_bytes("Fuzz/Zone", data, size, &err);
    for (size_t i = 0; zone && i < ARRAY_COUNT(moments); i++) {
        int32_t offset = zone_offset(zone, moments[i]);
        int32_t day = zone_day(zone, moments[i]);
        struct civil civil;
        zone_civil(zone, moments[i], &civil);
        zone_moment(zone, &civil);
        if (offset < -200 * 3600 || offset > 200 * 3600 || day < CIVIL_DAY_MIN ||
            day > CIVIL_DAY_MAX) {
            abort();
        }
    }
    zone_free(zone);
    return 0;
}
