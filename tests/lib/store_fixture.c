/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/store_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void fixture_reopen(struct fixture *fixture)
{
    struct err err = ERR_INIT;
    store_close(fixture->store);
    struct store_options options = {
        .path = fixture->path, .create = true, .zone = "UTC", .clock = &fixture->clock};
    fixture->store = store_open(&options, &err);
    check_ok(fixture->store, &err);
}

void fixture_open(struct fixture *fixture, const char *zone)
{
    static int number;
    struct err err = ERR_INIT;
    snprintf(fixture->path, sizeof fixture->path, "%s/store-%d/campane.db", check_folder(),
             ++number);
    fixture->clock.pinned = FIXTURE_NOW;
    struct store_options options = {.path = fixture->path,
                                    .create = true,
                                    .zone = zone ? zone : "UTC",
                                    .clock = &fixture->clock};
    fixture->store = store_open(&options, &err);
    check_ok(fixture->store, &err);
}

void fixture_close(struct fixture *fixture)
{
    store_close(fixture->store);
    fixture->store = NULL;
}

struct attrs fixture_attrs(const char *campaign, enum source source, counter_mask known)
{
    struct attrs attrs = {
        .campaign = campaign, .source = source, .rank = ATTR_RANK_STATED, .known = known};
    return attrs;
}

int64_t fixture_import(struct fixture *fixture, const char *file, const struct batch *batch,
                       int64_t as_of)
{
    struct err err = ERR_INIT;
    struct ingest_options options = {.file = file, .format = "test", .options = "", .many = true};
    struct ingest *ingest = ingest_begin(fixture->store, &options, &err);
    check_ok(ingest, &err);
    if (!ingest_add(ingest, batch, &err)) {
        ingest_abort(ingest);
        check_ok(false, &err);
    }
    struct ingest_file facts = {.size = 1,
                                .rows = batch_size(batch),
                                .first = TIME_NONE,
                                .last = TIME_NONE,
                                .as_of = as_of};
    struct ingest_result result;
    check_ok(ingest_finish(ingest, &facts, &result, &err), &err);
    return result.import;
}

void fixture_digest(struct fixture *fixture, char text[33])
{
    struct err err = ERR_INIT;
    check_ok(store_digest(fixture->store, text, &err), &err);
    struct arena *arena = arena_new();
    struct store_problem *problems;
    size_t count;
    check_ok(store_check(fixture->store, arena, &problems, &count, NULL, &err), &err);
    if (count > 0) {
        fail_msg("%s", problems[0].text);
    }
    arena_free(arena);
}

int64_t fixture_counter(struct fixture *fixture, const char *campaign, enum counter counter)
{
    struct err err = ERR_INIT;
    struct arena *arena = arena_new();
    struct campaign_row row;
    int64_t value = -1;
    int64_t number = strcmp(campaign, CAMPAIGN_UNATTRIBUTED) == 0 ? 0 : campaign_number(campaign);
    if (!query_campaign(fixture->store, arena, number, DAY_NONE, INT32_MAX, &row, &err)) {
        value = -2;
    } else if (!total_get(&row.total, counter, &value)) {
        value = -1;
    }
    arena_free(arena);
    return value;
}

size_t fixture_runs(struct fixture *fixture)
{
    struct err err = ERR_INIT;
    struct arena *arena = arena_new();
    struct import_run *all;
    size_t count;
    check_ok(ledger_list(fixture->store, arena, &all, &count, &err), &err);
    arena_free(arena);
    return count;
}
