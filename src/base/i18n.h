/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The marks for translation. `_()` gives the text in the language of LC_MESSAGES, `N_()` only marks
 * a string that a table holds (translate it where it is shown), `ngettext` picks the plural.
 * Keys, ids, states and file formats are never translated.
 */
#ifndef CAMPANE_BASE_I18N_H
#define CAMPANE_BASE_I18N_H

#include <libintl.h>

#define CAMPANE_DOMAIN "campane"

#define _(text)               dgettext(CAMPANE_DOMAIN, text)
#define N_(text)              text
#define NG_(one, many, count) dngettext(CAMPANE_DOMAIN, one, many, (unsigned long)(count))

#endif
