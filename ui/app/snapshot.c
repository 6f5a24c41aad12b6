/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "ui/app/app_private.h"
#include "ui/app/snapshot.h"
#include "ui/canvas/write.h"
#include "ui/theme/theme.h"

const char *const app_snapshot_views[] = {
    "first",     "overview",  "campaigns",  "detail",    "compare",  "trends",        "kpis",
    "retention", "breakdown", "heat",       "frequency", "failures", "opportunities", "money",
    "whatif",    "feedback",  "benchmarks", "imports",   NULL};

enum { ASKS_MAX = 32 }; /* a view that never has enough is drawn with what it has */

static void on_part(void *context, struct load *load, int part, const void *result)
{
    app_take_part(context, load, part, result);
}

/* --- which view ------------------------------------------------------------------------------ */

static bool refuse_view(const char *name, struct err *err)
{
    struct strbuf names = STRBUF_INIT;
    for (size_t i = 0; app_snapshot_views[i]; i++) {
        strbuf_printf(&names, "%s%s", i ? ", " : "", app_snapshot_views[i]);
    }
    err_set(err, ERR_USAGE, _("there is no view \"%.40s\""), name);
    err_todo(err, _("there are: %s"), strbuf_text(&names));
    strbuf_free(&names);
    return false;
}

/* Bring the view in front. */
static bool choose(struct app *app, const struct app_snapshot *snapshot, struct err *err)
{
    int64_t number = 0;
    if (strcmp(snapshot->view, app->views.detail->name) == 0) {
        /* It lies over the table that a person opens it from. */
        for (size_t i = 0; i < app->tab_count; i++) {
            app->current = app->tabs[i].ops->where == IN_CAMPAIGNS ? i : app->current;
        }
        return app_find_campaign(app, snapshot->campaign, &number, err) &&
               screen_start(&app->detail, app->views.detail, number, err);
    }
    for (size_t i = 0; i < app->tab_count; i++) {
        struct screen *tab = &app->tabs[i];
        if (strcmp(snapshot->view, tab->ops->name) == 0) {
            app->current = i;
            if (!snapshot->campaign || !tab->ops->choose) {
                return true;
            }
            bool found = app_find_campaign(app, snapshot->campaign, &number, err);
            if (found) {
                tab->ops->choose(tab->state, &number, 1);
            }
            return found;
        }
    }
    app->empty = strcmp(snapshot->view, app->views.first->name) == 0;
    return app->empty || refuse_view(snapshot->view, err);
}

/* --- reading --------------------------------------------------------------------------------- */

static bool answer_asks(struct app *app, struct reader *reader, struct err *err)
{
    struct worker_message message = {.kind = WORKER_ANSWER};
    for (int i = 0; i < ASKS_MAX && app_wants(app, &message.ask); i++) {
        message.load = app_front(app)->load;
        if (!reader_ask(reader, message.load, &message.ask, NULL, &message.result, err)) {
            return false;
        }
        app_take_answer(app, &message);
    }
    return true;
}

/* Views may ask for what they found room for when they were drawn, so that is done in between. */
static bool read_all(struct app *app, struct reader *reader, struct canvas *canvas, struct err *err)
{
    struct screen *target = app_target(app);
    target->pending =
        load_new(app->empty ? app->views.first : target->ops, target->number, &app->request, err);
    if (target->pending) {
        target->pending->layout = app_layout_of(app, target);
    }
    if (!target->pending || !reader_load(reader, target->pending, NULL, err)) {
        return false;
    }
    app->changed = reader_last_change(reader);
    app_draw(app, canvas);
    if (!answer_asks(app, reader, err)) {
        return false;
    }
    app_draw(app, canvas);
    return true;
}

/* --- writing --------------------------------------------------------------------------------- */

/* A snapshot without its colors is not what was asked for: a theme that cannot be read fails. */
static bool choose_palette(struct app *app, struct err *err)
{
    return app_look_chosen(app, app->options->settings->value[SETTING_THEME], err);
}

static bool write_out(struct app *app, const struct app_snapshot *snapshot,
                      const struct canvas *canvas, FILE *out, struct err *err)
{
    struct strbuf bytes = STRBUF_INIT;
    if (!choose_palette(app, err)) {
        return false;
    }
    switch (snapshot->format) {
    case APP_SNAPSHOT_TEXT:
        write_text(&bytes, canvas);
        break;
    case APP_SNAPSHOT_ANSI:
        write_ansi(&bytes, canvas, app->palette, snapshot->color ? DEPTH_256 : DEPTH_NONE);
        break;
    case APP_SNAPSHOT_SVG:
        write_svg(&bytes, canvas, app->palette, _(app_front(app)->ops->title));
        break;
    }
    bool ok = !bytes.failed || err_memory(err);
    if (ok && (fwrite(strbuf_text(&bytes), 1, bytes.length, out) != bytes.length || fflush(out))) {
        ok = err_errno(err, ERR_IO, errno, _("the picture cannot be written"));
    }
    strbuf_free(&bytes);
    return ok;
}

static bool shoot(struct app *app, const struct app_snapshot *snapshot, FILE *out, struct err *err)
{
    struct reader_options reader_options = app_reader_options(app);
    struct reader_sink sink = {.part = on_part, .context = app};
    struct canvas *canvas = canvas_new(snapshot->width, snapshot->height, app->flags);
    struct reader *reader = reader_new(&reader_options, err);
    bool ok = canvas || err_memory(err);
    if (ok && reader) {
        app->width = canvas->width;
        app->height = canvas->height;
        reader_listen(reader, &sink);
        ok = read_all(app, reader, canvas, err) && write_out(app, snapshot, canvas, out, err);
    }
    ok = ok && reader;
    canvas_free(canvas);
    app_end(app); /* before the reader: loads point into it */
    reader_free(reader);
    return ok;
}

bool snapshot_write(const struct app_options *options, const struct app_views *views,
                    const struct app_snapshot *snapshot, FILE *out, struct err *err)
{
    struct app *app = mem_new(1, sizeof *app);
    if (!app) {
        return err_memory(err);
    }
    bool ok = app_begin(app, options, views, err);
    if (ok) {
        app->flags |= snapshot->ascii ? CANVAS_ASCII : 0;
        ok = choose(app, snapshot, err) && shoot(app, snapshot, out, err);
    }
    app_end(app);
    mem_free(app);
    return ok;
}
