/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/screen.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "export/html.h"
#include "export/json.h"
#include "export/scope_json.h"
#include "export/writers.h"

/* --- pages ----------------------------------------------------------------------------------- */

static const char *scope_words(struct arena *arena, const struct export_screen *screen)
{
    struct scope_part parts[SCOPE_PARTS_MAX];
    size_t count =
        scope_line(screen->scope, arena, screen->matching, screen->all, screen->as_of, parts);
    struct strbuf line = STRBUF_INIT;
    if (screen->marked) {
        strbuf_printf(
            &line,
            NG_("only the marked row (%zu)", "only the marked rows (%zu)", (int64_t)screen->marked),
            screen->marked);
    }
    for (size_t i = 0; i < count; i++) {
        strbuf_printf(&line, "%s%s", line.length ? " · " : "", parts[i].words);
    }
    const char *words = count && !line.failed ? arena_strdup(arena, strbuf_text(&line)) : NULL;
    strbuf_free(&line);
    return words;
}

static bool write_tables(struct sink *sink, const struct export_screen *screen,
                         enum export_format format, struct err *err)
{
    const struct export_options options = {.title = screen->table_count > 1, .notes = true};
    for (size_t i = 0; i < screen->table_count; i++) {
        if ((i > 0 && !export_paragraph(sink, format, "", false, err)) ||
            !export_table(sink, screen->tables[i], format, &options, err)) {
            return false;
        }
    }
    return true;
}

static bool write_html(struct sink *sink, const struct export_screen *screen, const char *scope,
                       struct err *err)
{
    bool done = html_begin(sink, screen->title, screen->lang, err) &&
                export_paragraph(sink, EXPORT_HTML, scope, false, err) &&
                write_tables(sink, screen, EXPORT_HTML, err);
    html_end(sink);
    return done;
}

static bool write_page(struct sink *sink, const struct export_screen *screen,
                       enum export_format format, struct err *err)
{
    struct arena *arena = arena_new();
    const char *scope = arena ? scope_words(arena, screen) : NULL;
    bool done;
    if (!scope) {
        done = err_memory(err);
    } else if (format == EXPORT_HTML) {
        done = write_html(sink, screen, scope, err);
    } else {
        done = export_heading(sink, format, screen->title, false, err) &&
               export_paragraph(sink, format, scope, false, err) &&
               write_tables(sink, screen, format, err);
    }
    arena_free(arena);
    return done;
}

/* --- data ------------------------------------------------------------------------------------ */

static const struct table_column about[] = {
    {.id = "period_from", .kind = CELL_DAY}, {.id = "period_to", .kind = CELL_DAY},
    {.id = "rate_base", .kind = CELL_TEXT},  {.id = "benchmark", .kind = CELL_TEXT},
    {.id = "timezone", .kind = CELL_TEXT},   {.id = "filter", .kind = CELL_TEXT},
    {.id = "as_of", .kind = CELL_MOMENT},
};

static struct cell cell_or_none(const char *text)
{
    return text ? cell_text(text) : (struct cell){.kind = CELL_EMPTY};
}

/* A period without an end says none. */
static struct cell cell_of_day(int32_t day)
{
    bool open = day == DAY_NONE || day <= CIVIL_DAY_MIN || day >= CIVIL_DAY_MAX;
    return open ? (struct cell){.kind = CELL_EMPTY} : cell_day(day);
}

/* The table with what it is for behind its own columns; NULL: memory. */
static struct table *widen(struct arena *arena, const struct export_screen *screen)
{
    const struct table *from = screen->tables[0];
    const struct scope *scope = screen->scope;
    size_t count = from->column_count + ARRAY_COUNT(about);
    struct table_column *columns = ARENA_ARRAY(arena, struct table_column, count);
    if (!columns) {
        return NULL;
    }
    memcpy(columns, from->columns, from->column_count * sizeof *columns);
    memcpy(columns + from->column_count, about, sizeof about);
    struct table *table = table_new(arena, from->title, columns, count, from->row_count);
    const struct cell cells[ARRAY_COUNT(about)] = {
        cell_of_day(scope->period.from),
        cell_of_day(scope->period.to),
        cell_text(rate_base_name(scope->options.base)),
        cell_or_none(scope->benchmark),
        cell_text(scope->zone),
        cell_or_none(screen->filter),
        {.integer = screen->as_of, .kind = screen->as_of == TIME_NONE ? CELL_EMPTY : CELL_MOMENT},
    };
    for (size_t row = 0; table && row < table->row_count; row++) {
        memcpy(table_cell(table, row, 0), table_cell(from, row, 0),
               from->column_count * sizeof *cells);
        memcpy(table_cell(table, row, from->column_count), cells, sizeof cells);
    }
    return table;
}

static bool write_csv(struct sink *sink, const struct export_screen *screen, struct err *err)
{
    struct arena *arena = arena_new();
    const struct table *table = arena ? widen(arena, screen) : NULL;
    bool done = table ? export_table(sink, table, EXPORT_CSV, NULL, err) : err_memory(err);
    arena_free(arena);
    return done;
}

static bool write_json(struct sink *sink, const struct export_screen *screen, struct err *err)
{
    struct json json = {false};
    const struct scope *scope = screen->scope;
    cJSON *root = cJSON_CreateObject();
    json.failed |= !root;
    json_text(&json, root, "schema", "campane.view/1");
    json_text(&json, root, "view", screen->view);
    json_text(&json, root, "title", screen->title);
    scope_json_add(&json, root, scope);
    json_text(&json, root, "filter", screen->filter);
    json_moment(&json, root, "as_of", screen->as_of);
    json_number(&json, root, "marked", screen->marked ? (double)screen->marked : (double)NAN);
    json_write(&json, sink, root, 1);
    sink_puts(sink, ",\"tables\":[\n");
    bool done = !json.failed || err_memory(err);
    for (size_t i = 0; done && i < screen->table_count; i++) {
        sink_puts(sink, i ? "," : "");
        done = export_table(sink, screen->tables[i], EXPORT_JSON, NULL, err);
    }
    sink_puts(sink, "]}\n");
    return done;
}

bool export_screen(struct sink *sink, const struct export_screen *screen, enum export_format format,
                   struct err *err)
{
    switch (format) {
    case EXPORT_CSV:
        return write_csv(sink, screen, err);
    case EXPORT_JSON:
        return write_json(sink, screen, err);
    case EXPORT_TEXT:
    case EXPORT_MD:
    case EXPORT_HTML:
    case EXPORT_EML:
        break;
    }
    return write_page(sink, screen, format, err);
}
