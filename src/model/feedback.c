/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/feedback.h"

#include <math.h>

/* In any case. */
static bool is_kind(const char *kind, const char *word)
{
    for (; kind && *word; kind++, word++) {
        char c = *kind >= 'A' && *kind <= 'Z' ? (char)(*kind + ('a' - 'A')) : *kind;
        if (c != *word) {
            return false;
        }
    }
    return kind && !*kind;
}

void feedback_count(struct feedback_counts *counts, double rating, int64_t scale, const char *kind)
{
    bool csat = is_kind(kind, FEEDBACK_CSAT), nps = is_kind(kind, FEEDBACK_NPS);
    counts->all++;
    counts->of_kind += kind != NULL;
    counts->complaints += is_kind(kind, FEEDBACK_COMPLAINT);
    if (isnan(rating)) {
        return;
    }
    if ((scale == 5 && !nps) || (scale == 0 && csat)) {
        bool counted = rating >= 1 && rating <= 5;
        counts->rated += counted;
        counts->satisfied += counted && rating >= 4;
    } else if ((scale == 10 && !csat) || (scale == 0 && nps)) {
        bool counted = rating >= 0 && rating <= 10;
        counts->asked += counted;
        counts->promoters += counted && rating >= 9;
        counts->detractors += counted && rating <= 6;
    }
}

void feedback_add(struct feedback_counts *a, const struct feedback_counts *b)
{
    a->all += b->all;
    a->of_kind += b->of_kind;
    a->complaints += b->complaints;
    a->rated += b->rated;
    a->satisfied += b->satisfied;
    a->asked += b->asked;
    a->promoters += b->promoters;
    a->detractors += b->detractors;
}
