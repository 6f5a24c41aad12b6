/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/bayes.h"

#include <math.h>

#include "stats/quadrature.h"

#define NODES STATS_QUADRATURE_NODES

/* Where the density has fallen to exp(-DEPTH) of its peak it ends. */
#define DEPTH 50.0
/* Panels of one posterior, a side of its mode. */
#define PANELS 8
#define EDGES  (2 * PANELS + 1)

struct posterior {
    double successes, failures;
    double mode;        /* x / n */
    double shift;       /* the mode less the origin of coordinates */
    double edge[EDGES]; /* of its panels, in those coordinates */
    double scale;       /* 1 / integral of the density as `density` has it */
};

/* At a place d off the mode, relative to the peak. */
static double at_offset(const struct posterior *p, double d)
{
    double sum = 0;
    if (p->successes > 0) {
        sum += p->successes * log1p(fmax(d / p->mode, -1));
    }
    if (p->failures > 0) {
        sum += p->failures * log1p(fmax(-d / (1 - p->mode), -1));
    }
    return sum;
}

static double density(const struct posterior *p, double place)
{
    return exp(at_offset(p, place - p->shift));
}

/* How far off the mode, towards `end` (also an offset), the logarithm falls to -depth, nearly: it
 * bends down everywhere, so Newton's steps come from outside, and quickly. */
static double falls_to(const struct posterior *p, double end, double depth)
{
    double n = p->successes + p->failures;
    double d = copysign(sqrt(2 * depth * p->mode * (1 - p->mode) / n), end);
    if (at_offset(p, end) > -depth) {
        return end;
    }
    d = fabs(d) < fabs(end) ? d : end / 2;
    for (int i = 0; i < 60; i++) {
        double above = at_offset(p, d) + depth, slope = 0;
        slope += p->successes > 0 ? p->successes / (p->mode + d) : 0;
        slope -= p->failures > 0 ? p->failures / (1 - p->mode - d) : 0;
        if (fabs(above) < 1e-3 * depth) {
            break;
        }
        double next = d - above / slope;
        d = fabs(next) < fabs(end) && next * end > 0 ? next : (d + end) / 2;
    }
    return d;
}

/* Panels end where the logarithm has fallen by 1/2, 2, 9/2 ...: about a standard deviation each. */
static void split(struct posterior *p)
{
    for (int i = -PANELS; i <= PANELS; i++) {
        double share = (double)i / PANELS;
        double end = i < 0 ? -p->mode : 1 - p->mode;
        p->edge[PANELS + i] = p->shift + (i ? falls_to(p, end, DEPTH * share * share) : 0);
    }
}

static double integral(const struct posterior *p, double from, double to)
{
    double sum = 0, half = (to - from) / 2;
    for (int i = 0; i < NODES; i++) {
        sum +=
            stats_quadrature_weight[i] * density(p, from + half * (1 + stats_quadrature_node[i]));
    }
    return sum * half;
}

static void prepare(struct posterior *p, struct stats_count count, double origin)
{
    p->successes = (double)count.x;
    p->failures = (double)(count.n - count.x);
    p->mode = p->successes / (double)count.n;
    p->shift = p->mode - origin;
    split(p);
    double sum = 0;
    for (int i = 0; i + 1 < EDGES; i++) {
        sum += integral(p, p->edge[i], p->edge[i + 1]);
    }
    p->scale = 1 / sum;
}

/* The edges of both, in order. */
static void merge(const struct posterior *p, const struct posterior *q, double edges[2 * EDGES])
{
    int i = 0, j = 0;
    for (int k = 0; k < 2 * EDGES; k++) {
        bool first = j == EDGES || (i < EDGES && p->edge[i] <= q->edge[j]);
        edges[k] = first ? p->edge[i++] : q->edge[j++];
    }
}

/* What is known of one posterior up to a place v: the chance F(v) that it lies below, and
 * L(v) = E[max(v - rate, 0)], whose slope is F. Both only ever grow. */
struct course {
    double below, lead;
};

/* matrix[i][j]: what f(node j) adds to the integral of f from -1 to node i; exact for polynomials
 * up to degree 15. From the integrals of Legendre's polynomials: the one of P_k from -1 to x is
 * (P_{k+1}(x) - P_{k-1}(x)) / (2 k + 1). */
static void cumulate(double matrix[NODES][NODES])
{
    double legendre[NODES][NODES + 1];
    for (int i = 0; i < NODES; i++) {
        double x = stats_quadrature_node[i];
        legendre[i][0] = 1;
        legendre[i][1] = x;
        for (int k = 1; k < NODES; k++) {
            legendre[i][k + 1] =
                ((2 * k + 1) * x * legendre[i][k] - k * legendre[i][k - 1]) / (k + 1);
        }
    }
    for (int i = 0; i < NODES; i++) {
        for (int j = 0; j < NODES; j++) {
            double sum = legendre[i][1] + 1;
            for (int k = 1; k < NODES; k++) {
                sum += legendre[j][k] * (legendre[i][k + 1] - legendre[i][k - 1]);
            }
            matrix[i][j] = stats_quadrature_weight[j] * sum / 2;
        }
    }
}

/* One posterior over one panel: its mass and its course at the nodes; moves the course to the
 * panel's end. */
struct stretch {
    double mass[NODES];
    struct course at[NODES];
};

static void pass(const struct posterior *p, double from, double half, double matrix[NODES][NODES],
                 struct course *course, struct stretch *stretch)
{
    double value[NODES], end = 0, end_lead = 0;
    bool any = from + 2 * half > p->edge[0] && from < p->edge[EDGES - 1];
    for (int i = 0; i < NODES; i++) {
        value[i] = any ? p->scale * density(p, from + half * (1 + stats_quadrature_node[i])) : 0;
        stretch->mass[i] = value[i] * half * stats_quadrature_weight[i];
        end += stretch->mass[i];
    }
    for (int i = 0; i < NODES; i++) {
        double sum = 0;
        for (int j = 0; j < NODES && any; j++) {
            sum += matrix[i][j] * value[j];
        }
        stretch->at[i].below = course->below + fmax(sum * half, 0);
    }
    for (int i = 0; i < NODES; i++) {
        double sum = 0;
        for (int j = 0; j < NODES; j++) {
            sum += matrix[i][j] * stretch->at[j].below;
        }
        stretch->at[i].lead = course->lead + fmax(sum * half, 0);
        end_lead += stretch->at[i].below * half * stats_quadrature_weight[i];
    }
    course->below += end;
    course->lead += end_lead;
}

enum stats_status stats_bayes(struct stats_count a, struct stats_count b, struct stats_bayes *out)
{
    enum stats_status status = stats_count_check_pair(a, b);
    if (status != STATS_OK) {
        return status;
    }
    /* Coordinates start at the mode of the narrower one: near it nothing is lost. */
    struct posterior pa, pb;
    double origin = stats_count_rate(a.n > b.n ? a : b);
    prepare(&pa, a, origin);
    prepare(&pb, b, origin);
    double edges[2 * EDGES], matrix[NODES][NODES];
    merge(&pa, &pb, edges);
    cumulate(matrix);
    struct course course_a = {0}, course_b = {0};
    struct stretch on_a, on_b;
    double chance_a = 0, chance_b = 0, loss_a = 0, loss_b = 0;
    for (int k = 0; k + 1 < 2 * EDGES; k++) {
        double half = (edges[k + 1] - edges[k]) / 2;
        if (!(half > 0)) {
            continue;
        }
        pass(&pa, edges[k], half, matrix, &course_a, &on_a);
        pass(&pb, edges[k], half, matrix, &course_b, &on_b);
        for (int i = 0; i < NODES; i++) {
            chance_b += on_b.mass[i] * on_a.at[i].below;
            loss_a += on_b.mass[i] * on_a.at[i].lead;
            chance_a += on_a.mass[i] * on_b.at[i].below;
            loss_b += on_a.mass[i] * on_b.at[i].lead;
        }
    }
    double better = chance_b < chance_a ? chance_b : 1 - fmin(chance_a, 1);
    *out = (struct stats_bayes){better, loss_a, loss_b};
    return STATS_OK;
}
