/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The program's own themes, for tests.
 */
#ifndef CAMPANE_TESTS_LIB_CHECK_THEME_H
#define CAMPANE_TESTS_LIB_CHECK_THEME_H

#include "ui/theme/theme.h"

/* Fails the test when there is none of that name; lives until the program ends. */
const struct palette *check_theme(const char *name);

#endif
