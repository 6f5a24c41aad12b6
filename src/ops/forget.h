/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Forgetting persons who ask for it.
 */
#ifndef CAMPANE_OPS_FORGET_H
#define CAMPANE_OPS_FORGET_H

#include <stdio.h>

#include "store/maintain.h"

/* Forget those whom the lines of `in` name: phone numbers, e-mail addresses or user ids, as imports
 * take them; blank lines are passed over. country: of numbers without a country code, or NULL.
 * ERR_REFUSED names the first line that is none of these, or says that there is none; nobody is
 * forgotten then. */
bool ops_forget(struct store *store, FILE *in, const char *country, struct store_forgotten *result,
                struct cancel *cancel, struct err *err);

#endif
