/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app/linear.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "text/ascii.h"
#include "text/utf8.h"
#include "ui/canvas/write.h"

/* Views ask for what they have room for; nobody sees this canvas. */
enum { WIDTH = 120, HEIGHT = 60, ROWS_AT_ONCE = 20 };

struct linear {
    struct app app;
    struct canvas *canvas;
    struct arena *arena; /* of what is being said */
    FILE *in, *out;
    size_t next;  /* row of the first table that is said next; 0: all were, or none is */
    size_t field; /* of a form that was named last; SIZE_MAX: none */
    bool prompts; /* somebody types */
};

/* --- saying ---------------------------------------------------------------------------------- */

/* Nothing that could steer a terminal goes out, wherever it came from. */
static void say(struct linear *linear, const char *text)
{
    struct strbuf clean = STRBUF_INIT, plain = STRBUF_INIT;
    utf8_sanitize(&clean, text, strlen(text), SIZE_MAX);
    if (linear->app.flags & CANVAS_ASCII) {
        ascii_text(&plain, strbuf_text(&clean));
    }
    fprintf(linear->out, "%s\n", strbuf_text(plain.length ? &plain : &clean));
    strbuf_free(&clean);
    strbuf_free(&plain);
}

/* Each line by itself; NULL: nothing. */
static void say_lines(struct linear *linear, const char *text)
{
    while (text && *text) {
        size_t length = strcspn(text, "\n");
        const char *line = arena_strndup(linear->arena, text, length);
        say(linear, line ? line : "");
        text += length + (text[length] == '\n');
    }
}

static void say_pair(struct linear *linear, const char *label, const char *text)
{
    struct strbuf line = STRBUF_INIT;
    strbuf_printf(&line, "%s: %s", label, text);
    say(linear, strbuf_text(&line));
    strbuf_free(&line);
}

static const char *grade_words(const struct cell *cell)
{
    static const char *const sure[] = {N_("poor"), N_("typical"), N_("good"), N_("best")};
    static const char *const leaning[] = {N_("leaning poor"), N_("leaning typical"),
                                          N_("leaning good"), N_("leaning best")};
    bool graded = cell->grade >= 0 && cell->grade < GRADE_COUNT && cell->kind != CELL_TEXT;
    return !graded                        ? NULL
           : (cell->flags & CELL_CERTAIN) ? _(sure[cell->grade])
                                          : _(leaning[cell->grade]);
}

static void say_cell(struct linear *linear, const struct table_column *column,
                     const struct cell *cell)
{
    char buffer[64];
    struct strbuf words = STRBUF_INIT;
    strbuf_puts(&words, cell_words(cell, false, buffer));
    const char *grade = grade_words(cell);
    if (grade) {
        strbuf_printf(&words, ", %s", grade);
    }
    if (cell->flags & CELL_COUNTING) {
        strbuf_printf(&words, ", %s", _("still counting"));
    }
    if (words.length > 0) {
        say_pair(linear, column->title, strbuf_text(&words));
    }
    strbuf_free(&words);
}

static void say_row(struct linear *linear, const struct table *table, size_t row, bool numbered)
{
    bool first = true;
    for (size_t i = 0; i < table->column_count; i++) {
        const struct cell *cell = table_cell(table, row, i);
        if (table->columns[i].key || cell->kind == CELL_SPARK || cell->kind == CELL_EMPTY) {
            continue;
        }
        if (first && numbered) {
            char buffer[64], number[24];
            snprintf(number, sizeof number, "%zu", row + 1);
            const char *name =
                arena_printf(linear->arena, "%s. %s", number, cell_words(cell, false, buffer));
            say(linear, name ? name : number);
        } else {
            say_cell(linear, &table->columns[i], cell);
        }
        first = false;
    }
}

/* Some rows of a table; where the first one has more, "more" goes on. */
static void say_rows(struct linear *linear, const struct table *table, size_t from, bool first,
                     bool numbered)
{
    size_t end = from + ROWS_AT_ONCE < table->row_count ? from + ROWS_AT_ONCE : table->row_count;
    for (size_t row = from; row < end; row++) {
        say_row(linear, table, row, numbered);
    }
    if (first) {
        linear->next = end < table->row_count ? end : 0;
    }
    if (end < table->row_count) {
        const char *words = arena_printf(linear->arena, _("Rows %zu to %zu of %zu."), from + 1, end,
                                         table->row_count);
        say(linear, words ? words : "");
        if (first) {
            say(linear, _("Type more for the next ones."));
        }
    }
}

static void say_scope(struct linear *linear)
{
    struct screen *front = app_front(&linear->app);
    const struct scope *scope = app_scope(&linear->app);
    struct scope_part parts[SCOPE_PARTS_MAX];
    int64_t matching = -1, all = -1;
    if (!scope) {
        return;
    }
    if (front->ops->counts) {
        front->ops->counts(front->state, &matching, &all);
    }
    size_t count = scope_line(scope, linear->arena, matching, all, linear->app.changed, parts);
    for (size_t i = 0; i < count; i++) {
        say(linear, parts[i].words);
    }
}

static size_t tables_of(struct linear *linear, const struct table *tables[VIEW_TABLES_MAX],
                        const struct table_view **cursor)
{
    *cursor = NULL;
    return app_front(&linear->app)->load ? app_tables(&linear->app, linear->arena, tables, cursor)
                                         : 0;
}

/* A view that has no tables is said as it is drawn, without its lines. */
static void say_picture(struct linear *linear)
{
    struct strbuf text = STRBUF_INIT;
    struct canvas *body = canvas_new(WIDTH, HEIGHT, CANVAS_ASCII);
    if (body) {
        struct area area = area_of(body);
        struct view_context context = app_context(&linear->app, app_front(&linear->app));
        context.ascii = true;
        app_front(&linear->app)->ops->draw(app_front(&linear->app)->state, &area, &context);
        write_text(&text, body);
    }
    for (const char *at = strbuf_text(&text); *at;) {
        size_t length = strcspn(at, "\n");
        size_t blank = strspn(at, " ");
        if (blank < length) {
            fprintf(linear->out, "%.*s\n", (int)(length - blank), at + blank);
        }
        at += length + (at[length] == '\n');
    }
    canvas_free(body);
    strbuf_free(&text);
}

static void say_view(struct linear *linear)
{
    const struct table *tables[VIEW_TABLES_MAX];
    const struct table_view *cursor;
    struct screen *front = app_front(&linear->app);
    const char *about = front->ops->about ? front->ops->about(front->state) : NULL;
    if (about) {
        say_pair(linear, _(front->ops->title), about);
    } else {
        say(linear, _(front->ops->title));
    }
    say_scope(linear);
    size_t count = tables_of(linear, tables, &cursor);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(tables[i]->title, _(front->ops->title)) != 0) {
            say(linear, tables[i]->title);
        }
        if (tables[i]->row_count == 0) {
            say(linear, _("No rows."));
        }
        say_rows(linear, tables[i], 0, i == 0, i == 0 && cursor);
        for (size_t k = 0; k < tables[i]->note_count; k++) {
            say(linear, tables[i]->notes[k]);
        }
    }
    if (count == 0) {
        say_picture(linear);
    }
}

static const char *field_value(const struct form_field *field)
{
    return field->choice_count    ? field->choices[field->chosen]
           : field->input.text[0] ? field->input.text
           : field->blank         ? field->blank
                                  : "";
}

/* A form as numbered lines; of the field that was named last all that there is to say. */
static void say_form(struct linear *linear, const struct form *form)
{
    int number = 0;
    say(linear, form->title);
    for (size_t i = 0; i < form->count; i++) {
        const struct form_field *field = &form->fields[i];
        if (field->hidden) {
            continue;
        }
        const char *label = arena_printf(linear->arena, "%d. %s", ++number, field->label);
        say_pair(linear, label ? label : field->label, field_value(field));
        if (i == linear->field && field->words) {
            say(linear, field->words);
        }
        for (size_t k = 0; i == linear->field && k < field->choice_count; k++) {
            say_pair(linear, _("Choice"), field->choices[k]);
        }
    }
    if (form->note) {
        say(linear, form->note);
    }
    say(linear, _("Type the number of a field and what it shall say (- empties it), done, or "
                  "back."));
}

/* What lies over the view: a list, a text, a form, a line to type, a question. */
static void say_overlay(struct linear *linear)
{
    struct overlay *overlay = &linear->app.overlay;
    if (overlay->title) {
        say(linear, overlay->title);
    }
    if (overlay->ops->where == IN_PICKER && overlay->picker.title) {
        say(linear, overlay->picker.title);
    }
    say_lines(linear, overlay->words);
    for (size_t i = 0; i < overlay->line_count; i++) {
        const struct help_line *line = &overlay->lines[i];
        if (line->words && line->keys && line->keys[0]) {
            say_pair(linear, line->keys, line->words);
        } else if (line->words) {
            say(linear, line->words);
        }
    }
    for (size_t i = 0; overlay->ops->where == IN_PICKER && i < overlay->picker.count; i++) {
        const struct picker_item *item = &overlay->picker.items[i];
        const char *words = arena_printf(linear->arena, "%zu. %s%s%s%s", i + 1, item->label,
                                         item->detail ? ": " : "", item->detail ? item->detail : "",
                                         item->current ? _(" (now)") : "");
        say(linear, words ? words : item->label);
    }
    if (overlay->ops->where == IN_FORM && overlay->form) {
        say_form(linear, overlay->form);
    }
    if (overlay->ops->where == IN_QUESTION) {
        say(linear, _("Type y, or back."));
    }
    if (overlay->ops->where == IN_PEEK) {
        say(linear, _("Type y to import it, or back."));
    }
    if (overlay->mistake.code != ERR_NONE) {
        char words[1024];
        say(linear, err_format(&overlay->mistake, words, sizeof words));
    }
}

/* --- waiting --------------------------------------------------------------------------------- */

static bool is_busy(struct app *app)
{
    const struct overlay_ops *ops = app->overlay.ops;
    return app_target(app)->pending || app->asking ||
           (app->chore && (!ops || ops->where == IN_FORM || ops->where == IN_PICKER));
}

/* Until what was asked for is there. */
static void settle(struct linear *linear)
{
    struct app *app = &linear->app;
    for (;;) {
        struct pollfd fds[2] = {{.fd = worker_fd(app->worker), .events = POLLIN}};
        nfds_t count = 1;
        app_draw(app, linear->canvas);
        app_ask_for_more(app);
        if (!is_busy(app)) {
            break;
        }
        if (app->chore) {
            fds[count++] = (struct pollfd){.fd = chore_fd(app->chore), .events = POLLIN};
        }
        if (poll(fds, count, -1) < 0 && errno != EINTR) {
            break;
        }
        app_take_messages(app);
        app_look_at_chore(app);
        if (app->trouble.code != ERR_NONE && !app_target(app)->pending) {
            break;
        }
    }
}

/* --- commands -------------------------------------------------------------------------------- */

/* Those that make no sense now, or only on a screen. */
static void hidden_here(struct linear *linear, struct action_set *hidden)
{
    static const enum action of_screens[] = {ACTION_THEME,  ACTION_COMMAND,   ACTION_COPY,
                                             ACTION_REDRAW, ACTION_INTERRUPT, ACTION_COPY_ROW,
                                             ACTION_SEARCH, ACTION_SUSPEND,   ACTION_FIND};
    app_hidden(&linear->app, hidden);
    for (size_t i = 0; i < ARRAY_COUNT(of_screens); i++) {
        action_set_add(hidden, of_screens[i], true);
    }
}

static bool can_mark(struct linear *linear)
{
    return (action_info(ACTION_MARK)->where & app_front(&linear->app)->ops->where) != 0;
}

static void say_commands(struct linear *linear)
{
    enum action ids[ACTION_COUNT];
    struct action_set hidden;
    hidden_here(linear, &hidden);
    size_t count = keymap_help(app_front(&linear->app)->ops->where, &hidden, ids);
    for (size_t i = 0; i < count; i++) {
        if (ids[i] > ACTION_LAST) { /* rows are said, nothing is moved in */
            say_pair(linear, action_info(ids[i])->name, _(action_info(ids[i])->help));
        }
    }
    say_pair(linear, "NUMBER", _("Open the row of this number"));
    if (can_mark(linear)) {
        say_pair(linear, "mark NUMBER...",
                 _("Mark the rows of these numbers, or take their marks away"));
    }
    say_pair(linear, "show NAME", _("Open the campaign of this name"));
    say_pair(linear, "filter EXPR", _("Show only campaigns that match; without EXPR all again"));
    say_pair(linear, "more", _("Say the next rows"));
    say_pair(linear, "again", _("Say this view again"));
}

static enum action find_action(struct linear *linear, const char *name)
{
    enum action ids[ACTION_COUNT], found = ACTION_NONE;
    struct action_set hidden;
    hidden_here(linear, &hidden);
    size_t count = keymap_help(app_front(&linear->app)->ops->where, &hidden, ids);
    for (size_t i = 0; i < count; i++) {
        const char *known = action_info(ids[i])->name;
        if (strcmp(known, name) == 0) {
            return ids[i];
        }
        if (strncmp(known, name, strlen(name)) == 0) {
            if (found != ACTION_NONE) {
                return ACTION_NONE; /* several begin so */
            }
            found = ids[i];
        }
    }
    return found;
}

static void say_err(struct linear *linear, const struct err *err)
{
    char words[1024];
    say(linear, err_format(err, words, sizeof words));
}

static void open_row(struct linear *linear, size_t number)
{
    const struct table *tables[VIEW_TABLES_MAX];
    const struct table_view *cursor;
    struct app *app = &linear->app;
    size_t count = tables_of(linear, tables, &cursor);
    if (count == 0 || !cursor || number == 0 || number > tables[0]->row_count) {
        say(linear, _("There is no row of this number."));
        return;
    }
    app_act(app, ACTION_FIRST, (struct key){0});
    for (size_t i = 1; i < number; i++) {
        app_act(app, ACTION_DOWN, (struct key){0});
    }
    bool opens = (action_info(ACTION_OPEN)->where & app_front(app)->ops->where) != 0;
    app_act(app, opens ? ACTION_OPEN : ACTION_NONE, (struct key){0});
    if (!opens) {
        say_row(linear, tables[0], number - 1, true);
        linear->next = 0;
    }
}

static void say_marked(struct linear *linear)
{
    struct screen *front = app_front(&linear->app);
    const int64_t *numbers;
    size_t marked = front->ops->marked ? front->ops->marked(front->state, &numbers) : 0;
    const char *words =
        arena_printf(linear->arena, NG_("%zu marked", "%zu marked", (int64_t)marked), marked);
    say(linear, words ? words : "");
}

/* "2 5": the rows of these numbers; nothing: the one that the cursor is on. */
static void mark(struct linear *linear, const char *text)
{
    const struct table *tables[VIEW_TABLES_MAX];
    const struct table_view *cursor;
    struct app *app = &linear->app;
    size_t count = tables_of(linear, tables, &cursor);
    if (!*text) {
        app_act(app, ACTION_MARK, (struct key){0});
    }
    while (*text) {
        char *end;
        unsigned long number = strtoul(text, &end, 10);
        if (end == text || count == 0 || !cursor || number == 0 || number > tables[0]->row_count) {
            say(linear, _("There is no row of this number."));
            break;
        }
        app_act(app, ACTION_FIRST, (struct key){0});
        for (size_t i = 1; i < number; i++) {
            app_act(app, ACTION_DOWN, (struct key){0});
        }
        app_act(app, ACTION_MARK, (struct key){0});
        text = end + strspn(end, " ,");
    }
    say_marked(linear);
}

static void filter(struct linear *linear, const char *text)
{
    struct err err = ERR_INIT;
    struct arena *scratch = arena_new();
    if (scratch && query_parse(scratch, text, &err)) {
        if (app_set_where(&linear->app, text)) {
            app_reload(&linear->app);
        }
    } else {
        say_err(linear, &err);
    }
    arena_free(scratch);
}

static void show(struct linear *linear, const char *name)
{
    struct err err = ERR_INIT;
    int64_t number;
    if (app_find_campaign(&linear->app, name, &number, &err)) {
        app_open_campaign(&linear->app, number);
    } else {
        say_err(linear, &err);
    }
}

/* What a key would do, whatever keys there are. */
static void do_in_overlay(struct app *app, enum action action)
{
    app->overlay.ops->act(app, action, (struct key){0});
}

/* A line as if it were typed: nothing goes in that typing refuses. */
static void type(struct app *app, const char *text)
{
    struct strbuf clean = STRBUF_INIT;
    utf8_sanitize(&clean, text, strlen(text), INPUT_SIZE);
    input_set(&app->overlay.input, strbuf_text(&clean));
    strbuf_free(&clean);
    do_in_overlay(app, ACTION_ACCEPT);
}

static void take_choice(struct linear *linear, struct form_field *field, const char *text)
{
    size_t found = SIZE_MAX;
    for (size_t i = 0; i < field->choice_count; i++) {
        if (strcmp(field->choices[i], text) == 0) {
            found = i;
            break;
        }
        if (found == SIZE_MAX && strncmp(field->choices[i], text, strlen(text)) == 0) {
            found = i;
        }
    }
    if (found == SIZE_MAX) {
        say(linear, _("There is no such choice."));
        return;
    }
    for (size_t i = 0; i < field->choice_count && field->chosen != found; i++) {
        do_in_overlay(&linear->app, ACTION_INPUT_RIGHT);
    }
}

static void take_text(struct app *app, struct form_field *field, const char *text)
{
    struct strbuf clean = STRBUF_INIT;
    bool empties = strcmp(text, "-") == 0;
    if (empties || field->input.length > 0) {
        do_in_overlay(app, ACTION_ERASE_ALL);
    }
    utf8_sanitize(&clean, text, strlen(text), INPUT_SIZE);
    input_set(&field->input, empties ? "" : strbuf_text(&clean));
    strbuf_free(&clean);
}

/* "3 flow": the third field. */
static void fill_in(struct linear *linear, const char *line)
{
    struct form *form = linear->app.overlay.form;
    char *end;
    unsigned long number = strtoul(line, &end, 10);
    const char *text = end + strspn(end, " ");
    size_t i = 0;
    while (i < form->count && (form->fields[i].hidden || --number > 0)) {
        i++;
    }
    if (end == line || i == form->count) {
        say(linear, _("There is no field of this number."));
        return;
    }
    form->at = linear->field = i;
    err_clear(&linear->app.overlay.mistake);
    if (*text && form->fields[i].choice_count) {
        take_choice(linear, &form->fields[i], text);
    } else if (*text) {
        take_text(&linear->app, &form->fields[i], text);
    }
}

static void answer_overlay(struct linear *linear, const char *line)
{
    struct app *app = &linear->app;
    const struct overlay_ops *ops = app->overlay.ops;
    char *end;
    unsigned long number = strtoul(line, &end, 10);
    bool is_number = *line >= '0' && *line <= '9' && *end == '\0';
    if (strcmp(line, "back") == 0 || *line == '\0') {
        do_in_overlay(app, ACTION_BACK);
    } else if (ops->where == IN_PICKER && is_number && number >= 1 &&
               number <= app->overlay.picker.count) {
        app->overlay.picker.scroll.selected = number - 1;
        do_in_overlay(app, ACTION_CHOOSE);
    } else if (ops->where == IN_FORM && strcmp(line, "done") == 0) {
        do_in_overlay(app, ACTION_ACCEPT);
    } else if (ops->where == IN_FORM) {
        fill_in(linear, line);
    } else if (ops->where == IN_INPUT) {
        type(app, line);
    } else if (ops->where == IN_PEEK) {
        do_in_overlay(app, *line == 'y' ? ACTION_TAKE_IN : ACTION_BACK);
    } else if (ops->where == IN_QUESTION) {
        do_in_overlay(app, *line == 'y' ? ACTION_YES : ACTION_NO);
    } else {
        say(linear, _("Type the number of a line, or back."));
    }
}

static void obey(struct linear *linear, const char *line)
{
    struct app *app = &linear->app;
    char *end;
    unsigned long number = strtoul(line, &end, 10);
    const char *rest = strchr(line, ' ');
    rest = rest ? rest + strspn(rest, " ") : "";
    if (*line >= '0' && *line <= '9' && *end == '\0') {
        open_row(linear, number);
    } else if (strcmp(line, "help") == 0 || strcmp(line, "?") == 0) {
        say_commands(linear);
    } else if (strncmp(line, "show ", 5) == 0) {
        show(linear, rest);
    } else if (strcmp(line, "filter") == 0 || strncmp(line, "filter ", 7) == 0) {
        filter(linear, rest);
    } else if (can_mark(linear) && (strcmp(line, "mark") == 0 || strncmp(line, "mark ", 5) == 0)) {
        mark(linear, rest);
    } else {
        enum action action = find_action(linear, line);
        if (action == ACTION_NONE) {
            say(linear, _("There is no such command here; help lists them."));
        } else {
            app_act(app, action, (struct key){0});
        }
    }
}

static void say_more(struct linear *linear)
{
    const struct table *tables[VIEW_TABLES_MAX];
    const struct table_view *cursor;
    if (linear->next > 0 && tables_of(linear, tables, &cursor) > 0) {
        say_rows(linear, tables[0], linear->next, true, cursor != NULL);
    } else {
        say(linear, _("There are no more rows."));
    }
}

/* --- the loop -------------------------------------------------------------------------------- */

/* What is in front, so that it is said when it is another one. */
struct in_front {
    const struct screen *screen;
    const struct load *load;
    const struct overlay_ops *overlay;
};

static struct in_front look(struct linear *linear)
{
    struct screen *front = app_front(&linear->app);
    return (struct in_front){front, front->load, linear->app.overlay.ops};
}

/* What only a screen shows; commands do the same. */
static void leave_columns(struct linear *linear)
{
    const struct overlay_ops *ops = linear->app.overlay.ops;
    if (ops && ops->where == IN_COLUMNS) {
        say(linear,
            _("This form needs the screen; campane --help names the command that does it."));
        overlay_close(&linear->app);
    }
}

static void step(struct linear *linear, char *line)
{
    struct app *app = &linear->app;
    struct in_front before = look(linear);
    size_t length = strlen(line);
    while (length > 0 && strchr("\r\n ", line[length - 1])) {
        line[--length] = '\0';
    }
    line += strspn(line, " ");
    arena_reset(linear->arena);
    app->note[0] = '\0';
    bool again = strcmp(line, "again") == 0;
    if (!app->overlay.form) {
        linear->field = SIZE_MAX;
    }
    if (app->overlay.ops) {
        answer_overlay(linear, line);
    } else if (strcmp(line, "more") == 0) {
        say_more(linear);
        return;
    } else if (*line && !again) {
        obey(linear, line);
    }
    settle(linear);
    leave_columns(linear);
    struct in_front now = look(linear);
    if (app->quit) {
        return;
    }
    if (app->note[0]) {
        say(linear, app->note);
    }
    if (app->trouble.code != ERR_NONE) {
        say_err(linear, &app->trouble);
    }
    if (app->overlay.ops) {
        say_overlay(linear);
        if (app->overlay.ops->where == IN_HELP) {
            overlay_close(app); /* said is read */
        }
    } else if (again || now.screen != before.screen || now.load != before.load) {
        say_view(linear);
    }
}

static void loop(struct linear *linear)
{
    char *line = NULL;
    size_t room = 0;
    settle(linear);
    if (linear->app.note[0]) {
        say(linear, linear->app.note); /* what was wrong with what was kept */
    }
    say_view(linear);
    say(linear, _("Type help for the commands."));
    while (!linear->app.quit) {
        if (linear->prompts) {
            fputs("campane> ", linear->out);
        }
        fflush(linear->out);
        if (getline(&line, &room, linear->in) < 0) {
            fputs(linear->prompts ? "\n" : "", linear->out);
            break;
        }
        step(linear, line);
    }
    free(line);
}

bool linear_run(const struct app_options *options, const struct app_views *views, FILE *in,
                FILE *out, struct err *err)
{
    struct linear *linear = mem_new(1, sizeof *linear);
    if (!linear) {
        return err_memory(err);
    }
    linear->in = in;
    linear->out = out;
    linear->prompts = isatty(fileno(in)) != 0;
    linear->arena = arena_new();
    linear->canvas = canvas_new(WIDTH, HEIGHT, options->ascii ? CANVAS_ASCII : 0);
    bool ok = (linear->arena && linear->canvas) || err_memory(err);
    ok = ok && app_begin(&linear->app, options, views, err);
    if (ok) {
        struct app *app = &linear->app;
        app->width = WIDTH;
        app->height = HEIGHT;
        app->flags |= options->ascii ? CANVAS_ASCII : 0;
        ok = app_look(app, "mono", err) && app_start(app, err);
        if (ok) {
            loop(linear);
            app_print_marked(app, out);
        }
        if (ok && ferror(out)) {
            ok = err_errno(err, ERR_IO, errno, _("cannot write"));
        }
    }
    app_end(&linear->app);
    canvas_free(linear->canvas);
    arena_free(linear->arena);
    mem_free(linear);
    return ok;
}
