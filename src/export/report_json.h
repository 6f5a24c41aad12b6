/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The JSON document "campane.report/1" of `report`, `campaigns` and `show` (product.md): keys are a
 * contract, every % a fraction, money {"amount","currency"}, unknown null, never translated.
 *
 * Beyond product.md: a campaign has "group", "note", "tags" [] and "archived" (what people said of
 * it); without an end the period's dates are null; in totals id, name, alias, channel, kind, goal,
 * start, end and still_counting_until are null; where money of several currencies meets, totals
 * hold "by_currency": [{"currency", "revenue", "cost", …}] beside. "health" stands beside the
 * totals where anything is known of it: "week", "before" (their days), "optout_rate" and
 * "cap_rate", each with the value of both, "alert" (it rose beyond chance within the campaigns of
 * both) and "observed" (it rose, but of other campaigns; health.h); of `report`
 * also "quality" {"value" "RED"|"YELLOW"|"GREEN", "since", "of" (template; null: a number), "count"
 * (so many stand so)} and "messaging_limit" {"value" (people a day; null: without a limit),
 * "since", "used" {"share", "count", "counted" "recipients"|"sent", "day"}} (account.h). `report`
 * then has "verdict", "attention" [{"kind", "campaign", "name", "kpi", "grade", "text"}] and
 * "movers" [{"campaign", "name", "kpi", "now", "before", "better", "p", "text"}] (movers.h), and
 * "brief" (brief_json.h), and no phone number or address in any name: "name", "alias", "group",
 * "note", "tags", "channel" and "of" are masked (text/personal.h), "id" and "campaign" are what
 * joins; "name" of rows that were rejected is no file's. One campaign a line, so that large stores
 * stream and lines can be compared.
 */
#ifndef CAMPANE_EXPORT_REPORT_JSON_H
#define CAMPANE_EXPORT_REPORT_JSON_H

#include "export/sink.h"
#include "report/brief.h"
#include "report/totals.h"
#include "report/walk.h"

/* What stands before the campaigns. */
struct report_head {
    const struct totals *totals;
    const struct health *health; /* NULL: not asked */
    /* Of `report`; NULL: not asked. */
    const struct account *account;
    const struct brief *brief;
};

/* The whole document; the walk is drained, not closed. Memory: that of one campaign. */
bool report_json_write(struct sink *sink, const struct scope *scope, const struct report_head *head,
                       struct walk *walk, struct err *err);

/* `show`: the totals are the one campaign's. */
bool report_json_show(struct sink *sink, const struct scope *scope, const struct report_item *item,
                      struct err *err);

#endif
