/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether people stay: weekly cohorts of recipients, who came back from week to week, new and
 * returning ones, who left and after which message, who bought again.
 *
 * A person is engaged in a week when they read, clicked or replied to a message that was sent to
 * them in that week: as everywhere, what a message brings counts on the day it was sent. Messages
 * of which no source could know any of the three say nothing and are left out.
 */
#ifndef CAMPANE_REPORT_RETENTION_H
#define CAMPANE_REPORT_RETENTION_H

#include "report/scope.h"
#include "report/table.h"

/* As many weeks, up to the end of the period, are looked at; JSON has them, too. */
#define RETENTION_WEEKS_MAX 26

/* People among people, with the Wilson 95 % interval. */
struct retention_share {
    int64_t x, n;
    bool has; /* n > 0 */
    double value, low, high;
};

/* The people of a cohort in a week: of all of them, how many were engaged. reached 0: nothing was
 * sent to any of them in that week, which is not the same as that nobody was engaged. */
struct retention_cell {
    int64_t reached;
    struct retention_share engaged; /* of the whole cohort */
    bool counting;                  /* the week still counts */
};

struct retention_cohort {
    int32_t week;                       /* its Monday: of the first message that a person got */
    int64_t people;                     /* who got it */
    const struct retention_cell *cells; /* that week, the next … up to the last that is shown */
    size_t count;
};

struct retention_week {
    int32_t week;                  /* its Monday */
    int64_t people;                /* to whom anything was sent */
    int64_t fresh;                 /* of those: for the first time */
    int64_t engaged;               /* of those */
    struct retention_share stayed; /* engaged now and in the week before / engaged in that */
    struct retention_share left;   /* opted out / of people where that can be known */
    bool counting;
};

/* After which messages people left. */
struct retention_leaving {
    int64_t campaign;            /* 0: (unattributed) */
    char id[9];                  /* its public id; "" for 0 */
    const char *name;            /* of the campaign */
    const char *template;        /* "": none is stated */
    struct retention_share left; /* messages that somebody opted out after, of those delivered */
};

struct retention {
    bool has_messages;   /* there are message rows at all */
    int64_t people;      /* who got anything in those weeks */
    struct period weeks; /* the first and last day that is looked at */
    bool cut;            /* the period is longer */
    int64_t no_person;   /* messages of the period that say not to whom they went */
    int64_t no_word;     /* so, of which nothing after sending can be known */
    const struct retention_cohort *cohorts; /* earliest first */
    size_t cohort_count;
    const struct retention_week *rows; /* earliest first */
    size_t week_count;
    const struct retention_leaving *leavings; /* most first */
    size_t leaving_count;
    /* retention_rate, repeat_purchase_rate, time_to_read of all campaigns of the scope. */
    struct kpi_value retention_rate, repeat_purchase_rate, time_to_read;
    const char *base; /* whose share retention_rate is: "of 548 people of 2 Sep–1 Oct"; translated;
                         NULL where it is unknown */
    int64_t matching, seen; /* campaigns */
    struct table *triangle; /* cohort, people, then a column a week after it */
    struct table *weekly;   /* a row a week */
    struct table *leaving;
    const char *const *notes; /* translated */
    size_t note_count;
};

/* Two passes over all messages, each sorted by the database; memory is bounded by the weeks and the
 * templates, not by messages or people. */
bool retention_build(struct arena *arena, struct store *store, const struct scope *scope,
                     struct cancel *cancel, const struct retention **retention, struct err *err);

#endif
