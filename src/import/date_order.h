/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Day before month or month before day: decided from all dates of the file, or the file is refused.
 * Nothing is guessed.
 */
#ifndef CAMPANE_IMPORT_DATE_ORDER_H
#define CAMPANE_IMPORT_DATE_ORDER_H

#include "import/table.h"

/* Decide for a table at one of whose rows a date could not be read without (ROW_ORDERLESS). Sets
 * table->row.order and leaves a note that says what decided. False: refused, unreadable or
 * cancelled. The reader stands anywhere afterwards. One pass over the file. */
bool date_order_decide(struct table *table, struct cancel *cancel, struct err *err);

#endif
