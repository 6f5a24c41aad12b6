/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the failure codes of providers mean (failure_code.def).
 */
#ifndef CAMPANE_CONFIG_FAILURE_CODE_H
#define CAMPANE_CONFIG_FAILURE_CODE_H

#include "base/base.h"

/* Translated; "" where nobody knows. Lent for ever. */
const char *failure_code_meaning(int32_t code);
const char *failure_code_todo(int32_t code);

#endif
