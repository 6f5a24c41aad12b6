/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names of files as people type them.
 */
#ifndef CAMPANE_UI_APP_FILE_NAME_H
#define CAMPANE_UI_APP_FILE_NAME_H

#include "base/err.h"
#include "ui/widgets/input.h"

/* As file_name_resolve, for a file that need not be there. */
bool file_name_expand(const char *typed, char *buffer, size_t size, struct err *err);

/* The path of what was typed ("~/" is the home folder, blanks around it go) into buffer; false with
 * the reason when it is no file that can be read. */
bool file_name_resolve(const char *typed, char *buffer, size_t size, struct err *err);

/* Go on typing as far as it is clear what is meant; a folder gets its "/". Where several fit, *note
 * (code ERR_USAGE) names some of them; where none does, it says so. */
void file_name_complete(struct input *input, struct err *note);

#endif
