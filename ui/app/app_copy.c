/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "base/i18n.h"
#include "ui/app/app_private.h"

static bool has_row(const struct table *table, const struct table_view *cursor)
{
    return cursor && table && cursor->scroll.selected < table->row_count;
}

bool app_has_tables(struct app *app)
{
    const struct table *tables[VIEW_TABLES_MAX];
    const struct table_view *cursor;
    return app_whole_tables(app, app->frame, tables, &cursor) > 0;
}

/* A cell in words, with its grade: "20.2 % T", "n/a". */
static void put_cell(struct strbuf *out, const struct cell *cell)
{
    char buffer[64];
    strbuf_puts(out, cell_words(cell, false, buffer));
    if (cell->grade != GRADE_NONE && cell->kind != CELL_TEXT && cell->kind != CELL_EMPTY) {
        strbuf_printf(out, " %s%c", cell->flags & CELL_CERTAIN ? "" : "~",
                      grade_letter((enum grade)cell->grade));
    }
}

static bool is_seen(const struct table *table, size_t column)
{
    return !table->columns[column].key && table->columns[column].kind != CELL_SPARK;
}

static void put_row(struct strbuf *out, const struct table *table, size_t row)
{
    bool first = true;
    for (size_t column = 0; column < table->column_count; column++) {
        if (is_seen(table, column)) {
            strbuf_puts(out, first ? "" : "\t");
            put_cell(out, table_cell(table, row, column));
            first = false;
        }
    }
}

static void put_titles(struct strbuf *out, const struct table *table)
{
    bool first = true;
    for (size_t column = 0; column < table->column_count; column++) {
        if (is_seen(table, column)) {
            strbuf_printf(out, "%s%s", first ? "" : "\t", table->columns[column].title);
            first = false;
        }
    }
    strbuf_putc(out, '\n');
}

static void say_copied(struct app *app, const char *words)
{
    if (app->clip.failed) {
        strbuf_free(&app->clip);
        app_say(app, "%s", _("out of memory"));
    } else if (app->clip.length > 0) {
        app_say(app, "%s", words);
    } else if (app_has_tables(app)) {
        char keys[KEYMAP_KEYS_SIZE];
        app_say(app, _("no cell is under a cursor here: %s copies the whole table"),
                keymap_keys(&app->keys, ACTION_EXPORT, true, keys));
    } else {
        app_say(app, "%s", _("there is nothing to copy"));
    }
}

void app_copy_cell(struct app *app)
{
    const struct table *tables[VIEW_TABLES_MAX];
    const struct table_view *cursor;
    strbuf_clear(&app->clip);
    if (app_whole_tables(app, app->frame, tables, &cursor) > 0 && has_row(tables[0], cursor)) {
        size_t column = cursor->column > 0 ? (size_t)cursor->column : 0;
        if (column < tables[0]->column_count) {
            put_cell(&app->clip, table_cell(tables[0], cursor->scroll.selected, column));
        }
    }
    say_copied(app, arena_printf(app->frame, _("copied: %s"), strbuf_text(&app->clip)));
}

void app_copy_row(struct app *app)
{
    const struct table *tables[VIEW_TABLES_MAX];
    const struct table_view *cursor;
    strbuf_clear(&app->clip);
    if (app_tables(app, app->frame, tables, &cursor) > 0 && has_row(tables[0], cursor)) {
        put_row(&app->clip, tables[0], cursor->scroll.selected);
    }
    say_copied(app, _("the row is copied"));
}

void app_copy_table(struct app *app)
{
    const struct table *tables[VIEW_TABLES_MAX];
    size_t marked;
    char words[96];
    strbuf_clear(&app->clip);
    if (app_marked_tables(app, app->frame, tables, &marked) > 0) {
        put_titles(&app->clip, tables[0]);
        for (size_t row = 0; row < tables[0]->row_count; row++) {
            put_row(&app->clip, tables[0], row);
            strbuf_putc(&app->clip, '\n');
        }
    }
    snprintf(words, sizeof words,
             NG_("%zu marked row is copied", "%zu marked rows are copied", marked), marked);
    say_copied(app, marked ? words : _("the table is copied"));
}
