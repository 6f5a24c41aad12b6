/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which segment, template, country, weekday … works: the figures of all campaigns of a scope pooled
 * by what their messages have in common.
 */
#ifndef CAMPANE_REPORT_BREAKDOWN_H
#define CAMPANE_REPORT_BREAKDOWN_H

#include "report/column.h"

enum breakdown_what {
    BREAKDOWN_ATTR,     /* an attribute of dims (attr.def) */
    BREAKDOWN_KIND,     /* of the campaign */
    BREAKDOWN_INDUSTRY, /* of the campaign */
    BREAKDOWN_WEEKDAY,  /* of the day of sending, in the store's zone */
    /* These need message rows. */
    BREAKDOWN_HOUR,         /* of sending, in the store's zone */
    BREAKDOWN_HOUR_WEEKDAY, /* both */
    BREAKDOWN_FREQUENCY     /* how many messages the person got in the week (from Monday), from all
                               campaigns that pass the filter */
};

struct breakdown_dimension {
    enum breakdown_what what;
    enum attr attr;   /* of BREAKDOWN_ATTR */
    const char *name; /* "segment"; never translated */
};

/* All of them, in the order in which they are offered; lent for ever. */
const struct breakdown_dimension *breakdown_all(size_t *count);

/* Those that this store has anything to say of, in the same order. */
struct breakdown_offer {
    const struct breakdown_dimension *dimensions;
    size_t count;
};
bool breakdown_offered(struct arena *arena, struct store *store,
                       const struct breakdown_offer **offer, struct err *err);

/* ERR_USAGE with the nearest names. */
bool breakdown_by_name(const char *name, struct breakdown_dimension *dimension, struct err *err);

/* "Segment", "Weekday"; translated. */
const char *breakdown_title(const struct breakdown_dimension *dimension);

/* A rate of a row against those of the other rows in the same campaigns (Mantel and Haenszel,
 * campaign by campaign: that one campaign did better than another makes no row stand out), each p
 * raised by Holm's correction for the rows that were looked at. People and days differ still, so
 * this says where to look, not what to do. */
struct breakdown_spread {
    bool judged;       /* a rate of people, in at least one campaign that has other rows, too */
    int64_t campaigns; /* in which it was held against others */
    double difference;
    double p_adjusted;
    int side; /* 1: above the others, -1: below, beyond chance (p_adjusted < 0.05); 0: neither */
};

/* Of FREQUENCY: people in the weeks in which they got that many messages, each person once a week.
 */
struct breakdown_people {
    int64_t weeks;       /* people and weeks */
    int64_t left, asked; /* those in which the person opted out, of those in which that is known */
    bool has_share;      /* asked > 0 */
    double share, low, high; /* left / asked, with its Wilson 95 % interval */
};

struct breakdown_row {
    const char *key;   /* never translated; "" for what states none */
    const char *label; /* translated: "Monday", "(none)" */
    struct report_item item;
    int64_t campaigns; /* that have such messages */
    bool has_share;
    double share; /* of all of the table in the breakdown's first counter, 0 … 1 */
    const struct breakdown_spread *spread; /* one a KPI of the options */
    const struct breakdown_within *within; /* what that is made of */
    struct breakdown_people people;        /* of FREQUENCY */
};

#define BREAKDOWN_KPIS_MAX     16
#define BREAKDOWN_COUNTERS_MAX 5

/* The key of a cell of HOUR_WEEKDAY: weekday 0 Monday … 6 Sunday. "mon 09". */
const char *breakdown_cell_key(int weekday, int hour, char buffer[8]);
/* "Mon"; translated. */
const char *breakdown_weekday_short(int weekday);

/* From how many in a rate's denominator on a cell of the map says enough to be colored. */
#define BREAKDOWN_CELL_ENOUGH 100

struct breakdown_options {
    const enum kpi *kpis; /* NULL: breakdown_default_kpis */
    size_t kpi_count;     /* at most BREAKDOWN_KPIS_MAX */
};

/* delivery_rate, open_rate, ctr, engagement_rate, optout_rate, conversion_rate, rocs. Of links and
 * kinds of conversions that no message states: aov, revenue_per_conversion. */
extern const enum kpi breakdown_default_kpis[];
extern const size_t breakdown_default_count;

struct breakdown {
    struct breakdown_dimension dimension;
    const enum kpi *kpis;
    size_t kpi_count;
    /* What stands before the KPIs: sends; of links and kinds of conversions, where messages do not
     * state them, what is known of those: visits, key events, conversions, orders. */
    enum counter counters[BREAKDOWN_COUNTERS_MAX];
    size_t counter_count;
    struct breakdown_row *rows; /* weekdays, hours and frequencies in their order, others by those
                                   counters, largest first; what states none last */
    size_t row_count;
    bool has_messages; /* there are message rows; asked only where the dimension needs them */
    int64_t undated;   /* sends left out of weekdays and hours, since nothing tells their day or
                          hour; of FREQUENCY: since nobody says to whom they went */
    int64_t unstated;  /* sends of ATTR that only reports count which do not state it: in no row */
    /* Campaigns whose rows count more sends than the campaign: the log that tells the rows knows
     * messages that the report which is believed of the campaign does not. */
    struct {
        int64_t campaigns, rows_sent, sent;
    } over;
    int64_t nameless; /* messages that name no campaign: in no row */
    int64_t campaigns, matching,
        seen;            /* that have anything in them; past the filter; in the period */
    struct table *table; /* key, campaigns, the first counter, its share, the other counters, the
                            KPIs, revenue, what stands out */
    const struct table *const *grids; /* of HOUR_WEEKDAY: sends, then KPIs, hours down and weekdays
                                         across; for text */
    size_t grid_count;
    const char *says; /* "CTR: vip above the others, beyond chance; …"; NULL: nothing stands out */
};

/* Pools Σ numerators / Σ denominators over the campaigns of the scope; what is not attributed to a
 * campaign is left out. Where several files speak of a campaign's messages, those of one are taken
 * (sources never add up), and what names only the campaign, such as orders, is in the row of none.
 * One pass over the blocks of all campaigns that pass the filter (kind, industry: over their
 * totals; hours and frequencies: over all messages). */
bool breakdown_build(struct arena *arena, struct store *store, const struct scope *scope,
                     const struct breakdown_dimension *dimension,
                     const struct breakdown_options *options, struct cancel *cancel,
                     struct breakdown **breakdown, struct err *err);

#endif
