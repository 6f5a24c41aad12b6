/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/benches.h"

#include <string.h>

#include "base/mem.h"

struct benches_book {
    const struct scope *scope;
    struct arena *arena;
    struct benches *classes[BENCHES_MAX];
    int count;
    int last; /* that was asked for: the next campaign is mostly of the same */
};

struct benches_book *benches_new(const struct scope *scope)
{
    struct benches_book *book = mem_new(1, sizeof *book);
    if (!book || !(book->arena = arena_new())) {
        mem_free(book);
        return NULL;
    }
    book->scope = scope;
    return book;
}

void benches_free(struct benches_book *book)
{
    if (book) {
        arena_free(book->arena);
        mem_free(book);
    }
}

static bool same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool is_of(const struct benches *class, enum campaign_kind kind, const char *channel,
                  const char *industry)
{
    return class->kind == kind && same_text(class->channel, channel) &&
           same_text(class->industry, industry);
}

static struct benches *add_class(struct benches_book *book, enum campaign_kind kind,
                                 const char *channel, const char *industry)
{
    struct benches *class = ARENA_NEW(book->arena, struct benches);
    const char *own_channel = arena_strdup(book->arena, channel);
    const char *own_industry = arena_strdup(book->arena, industry);
    if (!class || (channel && !own_channel) || (industry && !own_industry)) {
        return NULL;
    }
    *class = (struct benches){
        .index = book->count, .kind = kind, .channel = own_channel, .industry = own_industry};
    struct grade_context context = {.sets = book->scope->sets,
                                    .chosen = book->scope->benchmark,
                                    .force = book->scope->benchmark_forced,
                                    .kind = kind,
                                    .channel = own_channel,
                                    .industry = own_industry};
    for (int id = 0; id < KPI_COUNT; id++) {
        class->kpi[id] = grade_bench((enum kpi)id, &context);
    }
    book->last = book->count;
    book->classes[book->count++] = class;
    return class;
}

const struct benches *benches_of(struct benches_book *book, enum campaign_kind kind,
                                 const char *channel, const char *industry)
{
    if (book->count > 0 && is_of(book->classes[book->last], kind, channel, industry)) {
        return book->classes[book->last];
    }
    for (int i = 0; i < book->count; i++) {
        if (is_of(book->classes[i], kind, channel, industry)) {
            book->last = i;
            return book->classes[i];
        }
    }
    return book->count < BENCHES_MAX ? add_class(book, kind, channel, industry) : NULL;
}
