/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files behind money.h share.
 */
#ifndef CAMPANE_REPORT_MONEY_PRIVATE_H
#define CAMPANE_REPORT_MONEY_PRIVATE_H

#include "base/vec.h"
#include "report/money.h"

struct money_builder {
    struct arena *arena;
    struct store *store;
    const struct scope *scope;
    struct money *made;
    struct cancel *cancel;
    struct err *err;
};

/* Cohorts, and the worth of a customer in every currency. */
bool money_cohorts(struct money_builder *builder, struct money_currency *currencies, size_t count);

/* The tables with their notes. */
bool money_lay_out(struct money_builder *builder);

/* Sentences about a currency, as notes of the table of figures. */
bool money_say(struct money_builder *builder, struct table *table);

/* A column of figures, and one of words. */
struct table_column money_figure(const char *id, const char *title, const char *help,
                                 enum cell_kind kind, uint8_t priority);
struct cell money_cell(int64_t micros, struct currency currency, bool estimated);
struct cell money_share_cell(double share);

#endif
