/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the words in an order's row mean: its status, the means of payment, yes and no.
 */
#ifndef CAMPANE_IMPORT_ORDER_WORDS_H
#define CAMPANE_IMPORT_ORDER_WORDS_H

#include "model/order.h"

/* What a status says; false when nobody knows the word (the order then stands). refunded: all of
 * it was paid back; returned: it came back. */
bool order_words_status(const char *text, size_t length, enum order_state *state, bool *refunded,
                        bool *returned);

/* Whether a means of payment is cash on delivery. */
bool order_words_cod(const char *text, size_t length);

/* Yes or no, "new" or "returning"; ORDER_FLAG_NONE when nothing is said, or nobody knows what. */
enum order_flag order_words_flag(const char *text, size_t length);

#endif
