/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Filters from anywhere: parsed or refused with a place inside of the text, and never true together
 * with their negation.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "query/query.h"
#include "text/width.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
    if (!holds) {
        abort();
    }
}

static bool get_counter(const void *context, enum counter id, int64_t *value)
{
    (void)context;
    *value = (int64_t)id * 100;
    return id % 2 == 0;
}

static bool get_attribute(const void *context, enum attr attr, size_t index, const char **value)
{
    (void)context;
    *value = index ? "b" : "a";
    return attr % 2 == 0 && index < 2;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct query_getters getters = {.counter = get_counter,
                                                 .attribute = get_attribute};
    static const char *const former[] = {"diwali_v1"};
    static const struct query_row row = {
        .name = "Diwali early access", .former = former, .former_count = 1, .getters = &getters};
    struct arena *arena = arena_new();
    char *text = mem_new(size + 16, 1);
    must(arena && text);
    memcpy(text, data, size);
    struct err err = ERR_INIT;
    const struct query *query = query_parse(arena, text, &err);
    if (!query) {
        must(err.code == ERR_USAGE && err.column >= 1 && err.text[0]);
        must(err.column <= (uint64_t)width_text(text, strlen(text)) + 1);
        size_t whole = query_whole(arena, text);
        must(whole <= strlen(text));
        text[whole] = '\0';
        must(query_parse(arena, text, NULL)); /* what stands before a mistake has none */
    } else if (!query_is_empty(query)) {
        snprintf(text, size + 16, "not (%.*s)", (int)size, (const char *)data);
        const struct query *negation = query_parse(arena, text, NULL);
        must(!negation || !query_matches(query, &row) || !query_matches(negation, &row));
    }
    mem_free(text);
    arena_free(arena);
    return 0;
}
