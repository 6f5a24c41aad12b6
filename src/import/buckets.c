/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/buckets.h"

void buckets_look(struct buckets *buckets, const struct tally *tally, int64_t submitted)
{
    int64_t sent = 0, delivered = 0, read = 0, failed = 0;
    bool knows_sent = tally_get(tally, COUNTER_SENT, &sent);
    if (!tally_get(tally, COUNTER_DELIVERED, &delivered) ||
        !tally_get(tally, COUNTER_READ, &read) || delivered + read == 0) {
        return;
    }
    buckets->rows++;
    buckets->inverted += read > delivered;
    if (!knows_sent) {
        return;
    }
    buckets->sent_short = buckets->sent_short || sent < delivered + read;
    if (submitted > 0 && tally_get(tally, COUNTER_FAILED, &failed)) {
        buckets->summed++;
        buckets->summing += sent + delivered + read + failed == submitted;
    }
}

static bool sums_up(const struct buckets *buckets)
{
    return buckets->summed > 0 && buckets->summing == buckets->summed;
}

bool buckets_exclusive(const struct buckets *buckets)
{
    return sums_up(buckets) || buckets->inverted * 2 > buckets->rows;
}

bool buckets_sent_apart(const struct buckets *buckets)
{
    return sums_up(buckets) || buckets->sent_short;
}

void buckets_join(const struct buckets *buckets, struct tally *tally)
{
    int64_t sent, delivered, read;
    if (!tally_get(tally, COUNTER_READ, &read) ||
        !tally_get(tally, COUNTER_DELIVERED, &delivered)) {
        return;
    }
    tally_set(tally, COUNTER_DELIVERED, delivered + read);
    if (buckets_sent_apart(buckets) && tally_get(tally, COUNTER_SENT, &sent)) {
        tally_set(tally, COUNTER_SENT, sent + delivered + read);
    }
}
