/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words of a cell as a picture can show them.
 */
#ifndef CAMPANE_UI_WIDGETS_FIGURE_H
#define CAMPANE_UI_WIDGETS_FIGURE_H

#include "report/table.h"

/* As cell_words; where only ASCII is drawn a currency whose sign is beyond it is called by its code
 * ("EUR 18.9k"): of the sign one letter would be left, which several currencies share. */
const char *figure_words(const struct cell *cell, bool brief, bool ascii, char buffer[64]);

#endif
