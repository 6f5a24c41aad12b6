/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Small drawings inside an HTML page: a sparkline, a gauge (bullet graph). Their colors are classes
 * that html.c's style knows, so they follow light and dark.
 */
#ifndef CAMPANE_EXPORT_SVG_H
#define CAMPANE_EXPORT_SVG_H

#include "base/strbuf.h"
#include "report/table.h"

/* A line through the known values; gaps stay open, a value alone is a dot. It says its lowest and
 * highest value's place only; the figures stand beside it. */
void svg_spark(struct strbuf *out, const struct spark *spark);

/* The bands, the value as a bar with its interval, a stroke for the target and a thin one for the
 * period before. */
void svg_gauge(struct strbuf *out, const struct gauge *gauge);

#endif
