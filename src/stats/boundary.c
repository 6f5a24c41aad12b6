/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/boundary.h"

#include <math.h>

#include "base/mem.h"
#include "stats/normal.h"
#include "stats/quadrature.h"

#define NODES STATS_QUADRATURE_NODES

/* Panels are at most WIDTH spreads of the narrower of the steps to and from a look; what lies more
 * than REACH spreads away adds nothing. */
#define WIDTH      6.0
#define REACH      8.5
#define PANELS_MIN 4
#define PANELS_MAX 8000

/* The density of B(t) inside the last boundary. It is even: only the half above 0 is kept. */
struct density {
    size_t panels;
    double half;   /* the boundary; panels cover [0, half] */
    double *value; /* [panels * NODES] density times weight */
    double *place; /* where */
};

static void density_free(struct density *density)
{
    mem_free(density->value);
    mem_free(density->place);
}

static bool density_new(struct density *density, double half, double spread)
{
    double panels = ceil(half / (WIDTH * spread));
    density->panels = (size_t)fmin(fmax(panels, PANELS_MIN), PANELS_MAX);
    density->half = half;
    density->value = mem_new(density->panels * NODES, sizeof *density->value);
    density->place = mem_new(density->panels * NODES, sizeof *density->place);
    if (!density->value || !density->place) {
        density_free(density);
        return false;
    }
    double width = half / (double)density->panels;
    for (size_t i = 0; i < density->panels; i++) {
        for (size_t j = 0; j < NODES; j++) {
            density->place[i * NODES + j] =
                width * ((double)i + (1 + stats_quadrature_node[j]) / 2);
            density->value[i * NODES + j] = width / 2 * stats_quadrature_weight[j];
        }
    }
    return true;
}

/* The nodes within REACH spreads of x: [*from, *to), by whole panels. */
static void reach(const struct density *density, double x, double spread, size_t *from, size_t *to)
{
    double width = density->half / (double)density->panels;
    double panels = (double)density->panels;
    double low = floor((x - REACH * spread) / width), high = ceil((x + REACH * spread) / width);
    *from = (size_t)fmin(fmax(low, 0), panels) * NODES;
    *to = (size_t)fmin(fmax(high, 0), panels) * NODES;
}

static double normal_density(double z)
{
    return 0.39894228040143267794 * exp(-z * z / 2);
}

/* The density after a step of this spread, at x; NULL: the start, all at 0. */
static double density_at(const struct density *density, double x, double spread)
{
    if (!density) {
        return normal_density(x / spread) / spread;
    }
    double sum = 0;
    size_t from, to;
    reach(density, x, spread, &from, &to);
    for (size_t i = from; i < to; i++) {
        sum += density->value[i] * normal_density((x - density->place[i]) / spread);
    }
    reach(density, -x, spread, &from, &to);
    for (size_t i = from; i < to; i++) {
        sum += density->value[i] * normal_density((x + density->place[i]) / spread);
    }
    return sum / spread;
}

/* The chance that the step ends above x. */
static double chance_above(const struct density *density, double x, double spread)
{
    if (!density) {
        return stats_normal_upper(x / spread);
    }
    double sum = 0;
    size_t from, to;
    reach(density, x, spread, &from, &to);
    for (size_t i = from; i < density->panels * NODES; i++) {
        sum += density->value[i] * stats_normal_upper((x - density->place[i]) / spread);
    }
    reach(density, -x, spread, &from, &to);
    for (size_t i = 0; i < to; i++) {
        sum += density->value[i] * stats_normal_upper((x + density->place[i]) / spread);
    }
    return sum;
}

/* |z| above which the step ends with chance `spend`, at most the largest: Newton on the logarithm,
 * which is nearly a parabola, within a bracket. */
static double solve(const struct density *density, double t, double spread, double spend)
{
    double root = sqrt(t), low = 0, high = STATS_BOUNDARY_MAX, z = 2;
    if (chance_above(density, high * root, spread) >= spend) {
        return high;
    }
    for (int i = 0; i < 60 && high - low > 1e-12; i++) {
        double chance = chance_above(density, z * root, spread);
        double slope = -root * density_at(density, z * root, spread), next = low;
        if (chance > spend) {
            low = z;
        } else {
            high = z;
        }
        if (chance > 0 && slope < 0) {
            next = z - chance * log(chance / spend) / slope;
        }
        if (fabs(next - z) < 1e-12) {
            return next;
        }
        z = next > low && next < high ? next : (low + high) / 2;
    }
    return (low + high) / 2;
}

/* What a panel of the density adds to a panel of the next one: at distance D of their middles, in
 * spreads, exp(-(D + u - v)^2 / 2) is exp(-D^2 / 2) exp(-D u) exp(D v) exp(-(u - v)^2 / 2), and
 * the last of these is the same for all pairs of panels. */
struct kernel {
    double u[NODES], v[NODES]; /* nodes off their panel's middle, in spreads */
    double near[NODES][NODES]; /* [to][from] */
};

static void kernel_fill(struct kernel *kernel, double to_width, double from_width)
{
    for (size_t i = 0; i < NODES; i++) {
        kernel->u[i] = to_width / 2 * stats_quadrature_node[i];
        kernel->v[i] = from_width / 2 * stats_quadrature_node[i];
    }
    for (size_t i = 0; i < NODES; i++) {
        for (size_t j = 0; j < NODES; j++) {
            kernel->near[i][j] = normal_density(kernel->u[i] - kernel->v[j]);
        }
    }
}

/* mirrored: the panel below 0 that is not kept; its nodes come the other way round. */
static void add_panel(const struct kernel *kernel, const double *from, bool mirrored,
                      double distance, double sum[NODES])
{
    double share[NODES], far = exp(-distance * distance / 2);
    for (size_t j = 0; j < NODES; j++) {
        share[j] = from[mirrored ? NODES - 1 - j : j] * exp(distance * kernel->v[j]);
    }
    for (size_t i = 0; i < NODES; i++) {
        double own = 0;
        for (size_t j = 0; j < NODES; j++) {
            own += kernel->near[i][j] * share[j];
        }
        sum[i] += own * far * exp(-distance * kernel->u[i]);
    }
}

/* Multiply the weights of `after` by the density after a step from `density` (NULL: the start). */
static void carry(const struct density *density, double spread, struct density *after)
{
    if (!density) {
        for (size_t i = 0; i < after->panels * NODES; i++) {
            after->value[i] *= density_at(NULL, after->place[i], spread);
        }
        return;
    }
    struct kernel kernel;
    double from_width = density->half / (double)density->panels / spread;
    double to_width = after->half / (double)after->panels / spread;
    double most = REACH + (from_width + to_width) / 2;
    kernel_fill(&kernel, to_width, from_width);
    for (size_t to = 0; to < after->panels; to++) {
        double sum[NODES] = {0}, middle = ((double)to + 0.5) * to_width;
        for (size_t from = 0; from < density->panels; from++) {
            double other = ((double)from + 0.5) * from_width;
            const double *value = &density->value[from * NODES];
            if (fabs(middle - other) < most) {
                add_panel(&kernel, value, false, middle - other, sum);
            }
            if (middle + other < most) {
                add_panel(&kernel, value, true, middle + other, sum);
            }
        }
        for (size_t i = 0; i < NODES; i++) {
            after->value[to * NODES + i] *= sum[i] / spread;
        }
    }
}

/* Spent up to t, a side. */
static double spent(double t, double quantile)
{
    return 2 * stats_normal_upper(quantile / sqrt(t));
}

static bool rises(const double *t, size_t looks)
{
    bool fine = true;
    for (size_t i = 0; i < looks; i++) {
        fine = fine && t[i] > (i ? t[i - 1] : 0) && t[i] <= 1;
    }
    return fine;
}

/* The look that counts next after `look`; `looks` when there is none. */
static size_t next_look(const double *t, size_t looks, size_t look)
{
    size_t next = look + 1;
    while (next < looks && t[next] - t[look] < STATS_BOUNDARY_STEP) {
        next++;
    }
    return next;
}

static bool find(const double *t, const double *spend, size_t looks, double alpha, double *critical)
{
    double quantile = stats_normal_upper_quantile(alpha / 4);
    double before = 0, done = 0;
    struct density density = {0};
    bool started = false;
    size_t look = 0;
    while (look < looks) {
        size_t next = next_look(t, looks, look);
        const struct density *last = started ? &density : NULL;
        double spread = sqrt(t[look] - before);
        double spending = spent(spend[look], quantile);
        critical[look] = solve(last, t[look], spread, spending - done);
        for (size_t i = look + 1; i < next; i++) {
            critical[i] = STATS_BOUNDARY_MAX;
        }
        if (next < looks) {
            struct density after;
            double ahead = sqrt(t[next] - t[look]);
            if (!density_new(&after, critical[look] * sqrt(t[look]), fmin(spread, ahead))) {
                density_free(&density);
                return false;
            }
            carry(last, spread, &after);
            density_free(&density);
            density = after;
            started = true;
        }
        before = t[look];
        done = spending;
        look = next;
    }
    density_free(&density);
    return true;
}

bool stats_boundary_spend(const double *t, const double *spend, size_t looks, double alpha,
                          double *critical, struct err *err)
{
    const double *by = spend ? spend : t;
    if (!(alpha > 0 && alpha < 1) || !rises(t, looks) || !rises(by, looks)) {
        return err_set(err, ERR_USAGE, "%s",
                       "information times must rise within 0 to 1, alpha lie between them");
    }
    double *found = mem_new(looks, sizeof *found);
    bool done = found && find(t, by, looks, alpha, found);
    for (size_t i = 0; done && i < looks; i++) {
        critical[i] = found[i];
    }
    mem_free(found);
    return done || err_memory(err);
}

bool stats_boundary(const double *t, size_t looks, double alpha, double *critical, struct err *err)
{
    return stats_boundary_spend(t, NULL, looks, alpha, critical, err);
}
