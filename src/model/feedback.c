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

/* The scale of the score that a rating is in: 5, 10, or 0 where it is in none. */
static int scale_of(double rating, int64_t scale, const char *kind)
{
    bool csat = is_kind(kind, FEEDBACK_CSAT), nps = is_kind(kind, FEEDBACK_NPS);
    if (isnan(rating)) {
        return 0;
    }
    if ((scale == 5 && !nps) || (scale == 0 && csat)) {
        return rating >= 1 && rating <= 5 ? 5 : 0;
    }
    if ((scale == 10 && !csat) || (scale == 0 && nps)) {
        return rating >= 0 && rating <= 10 ? 10 : 0;
    }
    return 0;
}

void feedback_count(struct feedback_counts *counts, double rating, int64_t scale, const char *kind)
{
    int of = scale_of(rating, scale, kind);
    counts->all++;
    counts->of_kind += kind != NULL;
    counts->complaints += is_kind(kind, FEEDBACK_COMPLAINT);
    if (of == 5) {
        counts->rated++;
        counts->satisfied += rating >= 4;
    } else if (of == 10) {
        counts->asked++;
        counts->promoters += rating >= 9;
        counts->detractors += rating <= 6;
    } else {
        counts->unplaced += !isnan(rating);
    }
}

enum feedback_level feedback_level(double rating, int64_t scale, const char *kind)
{
    int of = scale_of(rating, scale, kind);
    if (isnan(rating)) {
        return FEEDBACK_UNRATED;
    }
    if (of == 0) {
        return FEEDBACK_UNPLACED;
    }
    double low = of == 5 ? 2 : 6, high = of == 5 ? 4 : 9;
    return rating <= low ? FEEDBACK_LOW : rating >= high ? FEEDBACK_HIGH : FEEDBACK_MIDDLE;
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
    a->unplaced += b->unplaced;
}
