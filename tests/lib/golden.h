/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Golden files: what a picture looked like when somebody last looked at it. They lie in
 * tests/ui/golden. With UPDATE_GOLDENS=1 in the environment (`make update-goldens`) a file that
 * differs is written anew instead of failing the test; either way the difference is printed.
 */
#ifndef CAMPANE_TESTS_LIB_GOLDEN_H
#define CAMPANE_TESTS_LIB_GOLDEN_H

#include "lib/check.h"

#include "ui/canvas/canvas.h"

/* Fails the test unless tests/ui/golden/NAME holds exactly this text. */
void golden_text(const char *name, const char *text);

/* The same of a canvas as dump_canvas writes it; NAME.txt. */
void golden_canvas(const char *name, const struct canvas *canvas);

#endif
