/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/svg.h"

#include <math.h>

#include "base/i18n.h"
#include "export/html.h"
#include "text/format.h"

/* Numbers with one decimal, whatever the locale: the C locale rules numbers (cli.c). */
static void put(struct strbuf *out, const char *before, double value, const char *behind)
{
    char words[FORMAT_SIZE];
    strbuf_puts(out, before);
    strbuf_puts(out, format_double(round(value * 10) / 10, words));
    strbuf_puts(out, behind);
}

/* --- sparkline ------------------------------------------------------------------------------- */

#define SPARK_WIDTH  96.0
#define SPARK_HEIGHT 24.0
#define SPARK_EDGE   2.0

struct scale {
    double low, high;
};

static struct scale scale_of(const struct spark *spark)
{
    struct scale scale = {(double)spark->low, (double)spark->high};
    if (scale.low < scale.high) {
        return scale;
    }
    scale = (struct scale){HUGE_VAL, -HUGE_VAL};
    for (size_t i = 0; i < spark->count; i++) {
        if (!isnan(spark->values[i])) {
            scale.low = fmin(scale.low, (double)spark->values[i]);
            scale.high = fmax(scale.high, (double)spark->values[i]);
        }
    }
    return scale;
}

static double x_of(const struct spark *spark, size_t at)
{
    double part = spark->count > 1 ? (double)at / (double)(spark->count - 1) : 0.5;
    return SPARK_EDGE + part * (SPARK_WIDTH - 2 * SPARK_EDGE);
}

static double y_of(const struct spark *spark, const struct scale *scale, size_t at)
{
    double part = scale->high > scale->low
                      ? ((double)spark->values[at] - scale->low) / (scale->high - scale->low)
                      : 0.5;
    return SPARK_HEIGHT - SPARK_EDGE - fmin(1, fmax(0, part)) * (SPARK_HEIGHT - 2 * SPARK_EDGE);
}

static bool is_there(const struct spark *spark, size_t at)
{
    return at < spark->count && !isnan(spark->values[at]);
}

static void put_point(struct strbuf *out, const struct spark *spark, const struct scale *scale,
                      size_t at)
{
    put(out, "<circle cx=\"", x_of(spark, at), "\" cy=\"");
    put(out, "", y_of(spark, scale, at), "\" r=\"1.5\"/>");
}

void svg_spark(struct strbuf *out, const struct spark *spark)
{
    struct scale scale = scale_of(spark);
    if (scale.low > scale.high) {
        return; /* nothing is known */
    }
    strbuf_printf(out, "<svg class=\"spark\" viewBox=\"0 0 96 24\" width=\"96\" height=\"24\" "
                       "role=\"img\" aria-label=\"");
    html_escape(out, _("day by day"));
    strbuf_puts(out, "\"><path d=\"");
    size_t last = 0;
    for (size_t i = 0; i < spark->count; i++) {
        bool joined = i > 0 && is_there(spark, i - 1);
        if (is_there(spark, i) && (joined || is_there(spark, i + 1))) {
            put(out, joined ? "L" : "M", x_of(spark, i), " ");
            put(out, "", y_of(spark, &scale, i), "");
        }
        last = is_there(spark, i) ? i : last;
    }
    strbuf_puts(out, "\"/>");
    for (size_t i = 0; i < spark->count; i++) {
        bool alone = (i == 0 || !is_there(spark, i - 1)) && !is_there(spark, i + 1);
        if (is_there(spark, i) && (alone || i == last)) {
            put_point(out, spark, &scale, i);
        }
    }
    strbuf_puts(out, "</svg>");
}

/* --- gauge ----------------------------------------------------------------------------------- */

#define GAUGE_WIDTH  160.0
#define GAUGE_HEIGHT 18

static double place(const struct gauge *gauge, double value)
{
    return fmin(1, fmax(0, (value - gauge->begin) / (gauge->end - gauge->begin))) * GAUGE_WIDTH;
}

static void put_box(struct strbuf *out, const char *class, double from, double to, int y,
                    int height)
{
    if (to > from) {
        strbuf_printf(out, "<rect class=\"%s\" y=\"%d\" height=\"%d\"", class, y, height);
        put(out, " x=\"", from, "\"");
        put(out, " width=\"", to - from, "\"/>");
    }
}

/* A stroke across the graph. */
static void put_stroke(struct strbuf *out, const char *class, const struct gauge *gauge,
                       double value, int y, int height)
{
    if (!isnan(value)) {
        double x = fmin(GAUGE_WIDTH - 1, fmax(1, place(gauge, value)));
        put_box(out, class, x - 1, x + 1, y, height);
    }
}

void svg_gauge(struct strbuf *out, const struct gauge *gauge)
{
    bool up = gauge->direction > 0;
    double first = place(gauge, up ? gauge->typical : gauge->best);
    double second = place(gauge, gauge->good);
    double third = place(gauge, up ? gauge->best : gauge->typical);
    strbuf_printf(out,
                  "<svg class=\"gauge\" viewBox=\"0 0 160 %d\" width=\"160\" height=\"%d\" "
                  "role=\"img\" aria-label=\"",
                  GAUGE_HEIGHT, GAUGE_HEIGHT);
    html_escape(out, gauge->words);
    strbuf_puts(out, "\"><title>");
    html_escape(out, gauge->words);
    strbuf_puts(out, "</title>");
    put_box(out, up ? "b0" : "b3", 0, first, 1, 16);
    put_box(out, up ? "b1" : "b2", first, second, 1, 16);
    put_box(out, up ? "b2" : "b1", second, third, 1, 16);
    put_box(out, up ? "b3" : "b0", third, GAUGE_WIDTH, 1, 16);
    put_box(out, "bar", 0, place(gauge, gauge->value), 6, 6);
    if (!isnan(gauge->low)) {
        put_box(out, "sure", place(gauge, gauge->low), place(gauge, gauge->high), 8, 2);
    }
    put_stroke(out, "before", gauge, gauge->before, 4, 10);
    put_stroke(out, "target", gauge, gauge->target, 0, GAUGE_HEIGHT);
    strbuf_puts(out, "</svg>");
}
