/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Makes a large store for measuring: CAMPAIGNS x DAYS x VARIANTS of daily counters, seeded, through
 * the store's own interface.
 *
 *     tests/bench/make_store FILE [CAMPAIGNS [DAYS [VARIANTS]]]     (10000 365 2)
 *
 * Days end on 2026-10-31; measure with --now 2026-10-31.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/ingest.h"

#define LAST_DAY 20757 /* 2026-10-31 */

static uint64_t state = 42;

static uint64_t next_random(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

/* About share of n, with noise. */
static int64_t part(int64_t n, double share)
{
    double noise = 0.9 + 0.2 * (double)(next_random() % 1000) / 1000.0;
    int64_t value = (int64_t)((double)n * share * noise);
    return value > n ? n : value;
}

static const char *const words[] = {"Early access",  "Panier oublié",     "Wochenend-Angebot",
                                    "Back in stock", "عرض نهاية الأسبوع", "新年优惠",
                                    "दीवाली",        "Spring drop",       "Last call"};

static void name_of(int campaign, char *name, size_t size)
{
    snprintf(name, size, "%s %05d", words[campaign % (int)ARRAY_COUNT(words)], campaign);
}

static void add_row(struct batch *batch, int campaign, int variant, int32_t day)
{
    char name[64];
    name_of(campaign, name, sizeof name);
    struct attrs attrs = {.campaign = name, .source = SOURCE_DAILY, .currency = {"EUR"}};
    attrs.value[ATTR_CHANNEL] = "whatsapp";
    attrs.value[ATTR_VARIANT] = variant == 0 ? "A" : variant == 1 ? "B" : "C";
    struct report_tally *row = batch_report(batch, batch_attrs(batch, &attrs), day);
    if (!row) {
        exit(3);
    }
    double quality = 0.5 + 1.2 * (double)(campaign * 7919 % 1000) / 1000.0;
    int64_t sent = 40 + (int64_t)(next_random() % 120);
    int64_t delivered = part(sent, 0.96);
    int64_t clickers = part(delivered, 0.18 * quality);
    tally_set(&row->tally, COUNTER_SENT, sent);
    tally_set(&row->tally, COUNTER_DELIVERED, delivered);
    tally_set(&row->tally, COUNTER_READ, part(delivered, 0.78));
    tally_set(&row->tally, COUNTER_CLICKERS, clickers);
    tally_set(&row->tally, COUNTER_REPLIERS, part(delivered, 0.05));
    tally_set(&row->tally, COUNTER_OPTOUTS, next_random() % 6 == 0);
    int64_t conversions = part(clickers, 0.2 * quality);
    tally_set(&row->tally, COUNTER_CONVERSIONS, conversions);
    tally_set(&row->tally, COUNTER_REVENUE, conversions * 37 * MONEY_UNIT);
    tally_set(&row->tally, COUNTER_COST_MESSAGE, delivered * 75000);
}

static void fail(const struct err *err)
{
    char words_of[1024];
    fprintf(stderr, "make_store: %s\n", err_format(err, words_of, sizeof words_of));
    exit(3);
}

int main(int argc, char **argv)
{
    int campaigns = argc > 2 ? atoi(argv[2]) : 10000;
    int days = argc > 3 ? atoi(argv[3]) : 365;
    int variants = argc > 4 ? atoi(argv[4]) : 2;
    struct err err = ERR_INIT;
    struct clock clock = {(int64_t)(LAST_DAY + 1) * 86400 - 3600};
    if (argc < 2) {
        fprintf(stderr, "usage: make_store FILE [CAMPAIGNS [DAYS [VARIANTS]]]\n");
        return 2;
    }
    struct store_options options = {
        .path = argv[1], .create = true, .zone = "UTC", .clock = &clock, .cache_kib = 16384};
    struct store *store = store_open(&options, &err);
    if (!store) {
        fail(&err);
    }
    struct ingest_options ingest_options = {
        .file = "bench.csv", .format = "daily", .options = "", .many = true};
    struct ingest *ingest = ingest_begin(store, &ingest_options, &err);
    struct batch *batch = batch_new();
    if (!ingest || !batch) {
        fail(&err);
    }
    uint64_t rows = 0;
    for (int day = 0; day < days; day++) {
        for (int campaign = 0; campaign < campaigns; campaign++) {
            for (int variant = 0; variant < variants; variant++, rows++) {
                add_row(batch, campaign, variant, LAST_DAY - days + 1 + day);
            }
            if (batch_size(batch) >= BATCH_FULL) {
                if (!ingest_add(ingest, batch, &err)) {
                    fail(&err);
                }
                batch_clear(batch);
            }
        }
    }
    if (!ingest_add(ingest, batch, &err)) {
        fail(&err);
    }
    struct ingest_file file = {
        .size = rows, .rows = rows, .first = TIME_NONE, .last = TIME_NONE, .as_of = TIME_NONE};
    struct ingest_result result;
    if (!ingest_finish(ingest, &file, &result, &err)) {
        fail(&err);
    }
    printf("%llu rows, %lld days, %lld campaigns\n", (unsigned long long)rows,
           (long long)result.days_new, (long long)result.campaigns);
    batch_free(batch);
    store_close(store);
    return 0;
}
