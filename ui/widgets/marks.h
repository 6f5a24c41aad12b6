/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ui/widgets: things that are drawn on an area: tables, charts, tiles, inputs, dialogs.
 *
 * Each widget is a struct of what to show, a draw function, and where it has a state (selection,
 * cursor) functions that change it; a draw function never changes what the user would see next
 * time. All draw into any area, 1 × 1 or empty included, and never outside of it; what does not
 * fit is cut or left out, least important first. They name roles, never colors, and on an ASCII
 * canvas everything has an ASCII form.
 * Not here: keys, views, curses, the store. Pure.
 *
 * This header: the small signs that go with a value.
 */
#ifndef CAMPANE_UI_WIDGETS_MARKS_H
#define CAMPANE_UI_WIDGETS_MARKS_H

#include "report/table.h"
#include "ui/canvas/area.h"

/* The role of a grade's letter, or of its band; ROLE_TEXT for GRADE_NONE. */
enum role marks_role(int grade, bool certain);
enum role marks_band(int grade);

/* Two columns: "~" when the grade only leans (not certain), and its letter, or with CANVAS_SIGNS
 * its sign (▼ ◆ ▲ ★). GRADE_NONE draws nothing. */
void marks_grade(const struct area *area, int x, int y, int grade, bool certain);

/* What a change means: better and worse depend on the KPI's direction (1, -1, 0 neither). */
enum marks_change { MARKS_SAME, MARKS_BETTER, MARKS_WORSE, MARKS_NEUTRAL };
enum marks_change marks_change(double difference, int direction);

/* The words of a change, colored by what it means and, so that color is never alone, followed by
 * "better" or "worse"; where that does not fit in `columns` "!" follows what is worse. Returns the
 * columns used. */
int marks_delta(const struct area *area, int x, int y, int columns, enum marks_change change,
                const char *words);

#endif
