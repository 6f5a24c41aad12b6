/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/occurrences.h"

#include "base/map.h"
#include "base/mem.h"

#define FILTER_BITS   (UINT64_C(1) << 27)
#define FILTER_WORDS  (FILTER_BITS / 64)
#define FILTER_PROBES 4

struct occurrences {
    struct map64 counts; /* identity -> times so far */
    bool surveyed;       /* what is not in counts comes only once */
    struct map64 coming; /* during a survey: those that may come again */
    uint64_t *filter;
    bool too_many;
};

struct occurrences *occurrences_new(void)
{
    return mem_new(1, sizeof(struct occurrences));
}

void occurrences_free(struct occurrences *occurrences)
{
    if (occurrences) {
        map64_free(&occurrences->counts);
        map64_free(&occurrences->coming);
        mem_free(occurrences->filter);
        mem_free(occurrences);
    }
}

bool occurrences_full(const struct occurrences *occurrences)
{
    return !occurrences->surveyed && occurrences->counts.count >= OCCURRENCES_FULL;
}

uint64_t occurrences_count(struct occurrences *occurrences, uint64_t identity)
{
    if (occurrences->surveyed) {
        uint64_t *count = map64_get(&occurrences->counts, identity);
        return count ? ++*count : 1;
    }
    uint64_t *count = map64_put(&occurrences->counts, identity, NULL);
    return count ? ++*count : 0;
}

bool occurrences_begin(struct occurrences *occurrences)
{
    mem_free(occurrences->filter);
    map64_free(&occurrences->coming);
    occurrences->too_many = false;
    occurrences->filter = mem_new(FILTER_WORDS, sizeof *occurrences->filter);
    return occurrences->filter != NULL;
}

/* Set the identity's bits; whether all were set before. The identity is a hash already: its halves
 * give the places. */
static bool filter_add(uint64_t *filter, uint64_t identity)
{
    uint64_t place = identity * UINT64_C(0x9e3779b97f4a7c15);
    uint64_t stride = (identity >> 32 | identity << 32) * UINT64_C(0xbf58476d1ce4e5b9) | 1;
    bool all = true;
    for (int i = 0; i < FILTER_PROBES; i++) {
        uint64_t bit = place >> 37; /* the upper 27 bits */
        uint64_t mask = UINT64_C(1) << (bit % 64);
        all = all && (filter[bit / 64] & mask);
        filter[bit / 64] |= mask;
        place += stride;
    }
    return all;
}

bool occurrences_look(struct occurrences *occurrences, uint64_t identity)
{
    if (occurrences->too_many) {
        return true;
    }
    uint64_t *before = map64_get(&occurrences->counts, identity);
    if (!before && !filter_add(occurrences->filter, identity)) {
        return true;
    }
    uint64_t *count = map64_put(&occurrences->coming, identity, NULL);
    if (!count) {
        return false;
    }
    *count = before ? *before : 0;
    occurrences->too_many = occurrences->coming.count > OCCURRENCES_MAX;
    return true;
}

bool occurrences_end(struct occurrences *occurrences)
{
    mem_free(occurrences->filter);
    occurrences->filter = NULL;
    map64_free(&occurrences->counts);
    occurrences->counts = occurrences->coming;
    occurrences->coming = (struct map64)MAP64_INIT;
    occurrences->surveyed = true;
    return !occurrences->too_many;
}
