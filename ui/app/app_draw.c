/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app/app_private.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "text/format.h"
#include "ui/canvas/kept.h"
#include "ui/widgets/banner.h"

/* --- what is known --------------------------------------------------------------------------- */

const struct scope *app_scope(struct app *app)
{
    const struct load *load = app_front(app)->load;
    return load && load->has_scope ? &load->scope : NULL;
}

bool app_cannot_write(struct app *app)
{
    const struct scope *scope = app_scope(app);
    return app->session.read_only || (scope && scope->read_only);
}

/* Whether going back leads anywhere: out of a campaign, of what a view has opened, of a search. */
static bool leads_back(struct app *app)
{
    struct screen *front = app_front(app);
    return app->where || front == &app->detail ||
           (front->ops->opened && front->ops->opened(front->state));
}

void app_hidden(struct app *app, struct action_set *hidden)
{
    static const enum action writing[] = {ACTION_IMPORT, ACTION_UNDO, ACTION_KEEP_BENCHMARK,
                                          ACTION_PLAN, ACTION_ASSIGN};
    struct screen *front = app_front(app);
    bool reads_only = app_cannot_write(app);
    *hidden = (struct action_set){.has = {false}};
    if (front->ops->hidden) {
        front->ops->hidden(front->state, hidden);
    }
    for (size_t i = 0; i < ARRAY_COUNT(writing); i++) {
        action_set_add(hidden, writing[i], reads_only);
    }
    action_set_add(hidden, ACTION_DEMO, !app->options->sample_folder);
    action_set_add(hidden, ACTION_NEXT_MATCH, !app->search);
    action_set_add(hidden, ACTION_PREVIOUS_MATCH, !app->search);
    action_set_add(hidden, ACTION_BACK, !leads_back(app));
    action_set_add(hidden, ACTION_EXPORT,
                   app->options->read_only && !front->ops->tables && !front->ops->columns);
    app_hidden_tabs(app, hidden);
}

/* Rows of the body that messages take. */
static int banner_rows(const struct app *app)
{
    return (app->trouble.code != ERR_NONE ? 1 : 0) + (app->chore ? 1 : 0);
}

struct view_context app_context(struct app *app, const struct screen *screen)
{
    int height = app->height - 3 - banner_rows(app);
    app_hidden(app, &app->hidden);
    return (struct view_context){
        .keys = &app->keys,
        .scope = screen->load && screen->load->has_scope ? &screen->load->scope : NULL,
        .width = app->width,
        .height = height < 0 ? 0 : height,
        .ascii = (app->flags & CANVAS_ASCII) != 0,
        .demo = app->session.is_demo,
        .hidden = &app->hidden,
        .search = app->search};
}

struct area app_measured(const struct app *app, struct canvas *canvas)
{
    *canvas = (struct canvas){.width = app->width, .height = app->height, .flags = app->flags};
    return area_of(canvas);
}

struct area app_body(struct app *app, const struct area *screen)
{
    return area_in(screen, 0, 2, screen->width, screen->height - 3 - banner_rows(app));
}

/* --- the frame ------------------------------------------------------------------------------- */

enum { WAYS_OUT = 2 }; /* hints that stay the longest: how to get out, and the help */

struct picture {
    struct frame frame;
    struct frame_tab tabs[APP_TABS];
    struct frame_scope scope[SCOPE_PARTS_MAX + 2]; /* marks, and what is being computed */
    struct hint hints[HINTS_MOST];
};

/* A hint's words, where they depend on what is typed or what going back leads out of. */
static const char *hint_words(struct app *app, enum action id)
{
    struct screen *front = app_front(app);
    if (id == ACTION_BACK && app->where && !app->overlay.ops && front != &app->detail &&
        !(front->ops->opened && front->ops->opened(front->state))) {
        return _("end filter");
    }
    if (id == ACTION_LEAVE && app->session.demo) {
        return _("end demo");
    }
    if (id == ACTION_ACCEPT && overlay_types(app, LINE_COMMAND)) {
        return _("do it");
    }
    if (id == ACTION_ACCEPT && overlay_types(app, LINE_FILE)) {
        return _("look at it");
    }
    if (id == ACTION_ACCEPT && overlay_types(app, LINE_EXPORT)) {
        return _("write it");
    }
    return _(action_info(id)->hint);
}

/* `most` hints at most; `when` is of enum key_when. */
static size_t make_hints(struct app *app, unsigned where, unsigned when,
                         const struct action_set *hidden, size_t most, struct hint *hints)
{
    enum action ids[ACTION_COUNT];
    char buffer[KEYMAP_KEYS_SIZE];
    struct action_set left_out = hidden ? *hidden : (struct action_set){.has = {false}};
    size_t count = keymap_hints(where, when, &left_out, ACTION_COUNT, ids);
    for (size_t i = 0; i < count; i++) {
        action_set_add(&left_out, ids[i], !keymap_hint_keys(&app->keys, ids[i], buffer)[0]);
    }
    count = keymap_hints(where, when, &left_out, most, ids);
    size_t made = 0;
    for (size_t i = 0; i < count; i++) {
        const char *key = arena_strdup(app->frame, keymap_hint_keys(&app->keys, ids[i], buffer));
        if (key) {
            hints[made++] = (struct hint){key, hint_words(app, ids[i])};
        }
    }
    return made;
}

size_t overlay_hints(struct app *app, unsigned where, const struct action_set *hidden,
                     struct hint hints[HINTS_MOST])
{
    return make_hints(app, where, WHEN_EVER, hidden, HINTS_MOST, hints);
}

/* Where there are pages to step through, the hint says which is next, before all others. */
static size_t page_hint(struct app *app, struct action_set *hidden, struct hint *hints)
{
    char buffer[KEYMAP_KEYS_SIZE];
    const char *key = keymap_keys(&app->keys, ACTION_NEXT_TAB, true, buffer);
    if (!app_has_pages(app) || !key[0] || !(key = arena_strdup(app->frame, key))) {
        return 0;
    }
    action_set_add(hidden, ACTION_NEXT_TAB, true);
    const struct view_ops *next = app->tabs[app_beside(app, true)].ops;
    hints[0] = (struct hint){.key = key, .words = _(next->page ? next->page : next->title)};
    return 1;
}

/* Of one action, whatever else there is. */
static struct hint one_hint(struct app *app, enum action id)
{
    char buffer[KEYMAP_KEYS_SIZE];
    const char *key = arena_strdup(app->frame, keymap_keys(&app->keys, id, true, buffer));
    return (struct hint){key ? key : "", hint_words(app, id)};
}

/* How to quit where nothing else can be done: by the usual key, or by the one that always does. */
static struct hint leave_hint(struct app *app)
{
    struct hint leave = one_hint(app, ACTION_LEAVE);
    leave.key = leave.key[0] ? leave.key : one_hint(app, ACTION_INTERRUPT).key;
    return leave;
}

/* What is so now, of enum key_when. */
static unsigned now(struct app *app)
{
    const int64_t *numbers;
    const struct screen *front = app_front(app);
    bool marked = front->ops->marked && front->ops->marked(front->state, &numbers) > 0;
    return (marked ? WHEN_MARKED : 0) | (app->where ? WHEN_FILTERED : 0) |
           (app_may_stop(app) ? WHEN_BUSY : 0);
}

/* Where going back leads anywhere, the key that quits only goes back, too. What lies over the view
 * has the keys, and names them itself. */
static void put_hints(struct app *app, struct picture *picture)
{
    picture->frame.hints = picture->hints;
    if (app->overlay.ops) {
        picture->hints[0] = one_hint(app, ACTION_BACK);
        picture->frame.hint_count = 1;
        return;
    }
    struct action_set hidden;
    app_hidden(app, &hidden);
    action_set_add(&hidden, ACTION_LEAVE, !hidden.has[ACTION_BACK]);
    action_set_add(&hidden, ACTION_CORRECT, !overlay_correct_offers(app));
    action_set_add(&hidden, ACTION_MERGE, !overlay_merge_offers(app));
    size_t made = page_hint(app, &hidden, picture->hints);
    made += make_hints(app, app_front(app)->ops->where, now(app), &hidden, HINTS_MOST - made,
                       picture->hints + made);
    picture->frame.hint_count = made;
    picture->frame.hint_kept = WAYS_OUT;
}

static void put_tabs(struct app *app, struct picture *picture)
{
    picture->frame.tabs = picture->tabs;
    if (app->empty) {
        return; /* nothing to go to */
    }
    size_t made = 0;
    for (size_t i = 0; i < app->tab_count; i++) {
        const struct view_ops *view = app->tabs[i].ops;
        bool page = made > 0 && picture->tabs[made - 1].number == view->tab;
        if ((app->tabs[i].offered || i == app->current) && !page) {
            picture->tabs[made++] = (struct frame_tab){view->tab, _(view->title)};
        }
    }
    picture->frame.tab_count = made;
    picture->frame.current = app->tab_count ? app->tabs[app->current].ops->tab : 0;
}

/* "3 marked", behind how many campaigns there are. */
static size_t put_marked(struct app *app, const struct screen *front, struct picture *picture,
                         size_t count)
{
    const int64_t *numbers;
    size_t marked = front->ops->marked ? front->ops->marked(front->state, &numbers) : 0;
    const char *words =
        marked ? arena_printf(app->frame, NG_("%zu marked", "%zu marked", (int64_t)marked), marked)
               : NULL;
    if (!words || count == 0) {
        return count;
    }
    memmove(picture->scope + 2, picture->scope + 1, (count - 1) * sizeof *picture->scope);
    picture->scope[1] = (struct frame_scope){.words = words, .strong = true};
    return count + 1;
}

/* What is known of the scope; returns how many parts. */
static size_t put_known(struct app *app, const struct scope *scope, struct picture *picture)
{
    struct screen *front = app_front(app);
    int64_t matching = -1, all = -1;
    struct scope_part parts[SCOPE_PARTS_MAX];
    if (front->ops->counts) {
        front->ops->counts(front->state, &matching, &all);
    }
    struct scope own = *scope;
    if (front->ops->per_sent) {
        own.options.base = RATE_BASE_SENT;
        own.benchmark = NULL;
    }
    size_t count = scope_line(&own, app->frame, matching, all, app->changed, parts);
    for (size_t i = 0; i < count; i++) {
        picture->scope[i] = (struct frame_scope){parts[i].words, parts[i].priority, parts[i].strong,
                                                 parts[i].right};
    }
    return put_marked(app, front, picture, count);
}

static void put_scope(struct app *app, struct picture *picture)
{
    const struct scope *scope = app_scope(app);
    const char *reading = app_reading_words(app);
    size_t count = scope ? put_known(app, scope, picture) : 0;
    if (reading) {
        picture->scope[count++] =
            (struct frame_scope){.words = reading, .strong = true, .right = true};
    }
    picture->frame.scope = picture->scope;
    picture->frame.scope_count = count;
}

static void make_picture(struct app *app, struct picture *picture)
{
    memset(picture, 0, sizeof *picture);
    picture->frame.title = "campane";
    picture->frame.badge = app->session.is_demo     ? _("DEMO")
                           : app->session.read_only ? _("READ-ONLY")
                                                    : NULL;
    put_tabs(app, picture);
}

int app_tab_at(struct app *app, int x)
{
    struct picture picture;
    make_picture(app, &picture);
    struct canvas canvas;
    struct area screen = app_measured(app, &canvas), line = area_take_top(&screen, 1);
    return frame_hit(&line, &picture.frame, x);
}

/* --- messages -------------------------------------------------------------------------------- */

static const char *chore_words(struct app *app)
{
    const struct chore_view *doing = &app->doing;
    char rows[FORMAT_SIZE];
    if (doing->stopping) {
        return _("stopping");
    }
    if (doing->waiting > 0) {
        return arena_printf(app->frame, _("somebody else is writing to the store, for %d s now"),
                            doing->waiting);
    }
    switch (doing->kind) {
    case CHORE_PEEK:
        return _("looking at the file");
    case CHORE_UNDO:
        return _("undoing the import");
    case CHORE_DEMO:
        return _("taking in the sample campaigns");
    case CHORE_BENCHMARK:
        return _("keeping the benchmark");
    case CHORE_ASSIGN_READ:
        return _("looking at the messages");
    case CHORE_ASSIGN:
        return _("making all figures again");
    case CHORE_PLAN_READ:
        return _("looking at the campaign");
    case CHORE_PLAN_KEEP:
    case CHORE_PLAN_DROP:
    case CHORE_PLAN_UNDO:
        return _("writing down the plan");
    case CHORE_CORRECT_READ:
        return _("looking at the campaign");
    case CHORE_CORRECT:
        return _("writing down what is corrected");
    case CHORE_MERGE_READ:
        return _("looking at the campaigns");
    case CHORE_MERGE_TRY:
        return _("trying what it makes of the figures");
    case CHORE_MERGE:
        return _("making all figures again");
    case CHORE_IMPORT:
        break;
    }
    if (doing->rows == 0) {
        return arena_printf(app->frame, _("importing %s"), doing->file);
    }
    return arena_printf(app->frame,
                        doing->settling ? _("importing %s, %s rows, making totals")
                                        : _("importing %s, %s rows"),
                        doing->file, format_count((int64_t)doing->rows, rows));
}

static void draw_banners(struct app *app, const struct area *all)
{
    int y = all->height - 1 - banner_rows(app);
    if (app->trouble.code != ERR_NONE) {
        char words[1024];
        banner_draw(all, y++, BANNER_ERROR, err_format(&app->trouble, words, sizeof words));
    }
    if (app->chore) {
        banner_progress(all, y, app->doing.settling ? -1 : app->doing.fraction, app->step,
                        chore_words(app));
    }
}

/* --- all of it ------------------------------------------------------------------------------- */

static void draw_view(struct app *app, const struct area *all)
{
    struct screen *front = app_front(app);
    struct picture picture;
    make_picture(app, &picture);
    put_scope(app, &picture);
    if (!app->note[0] && !overlay_is_search(app)) {
        put_hints(app, &picture);
    }
    frame_draw(all, &picture.frame);
    struct area body = app_body(app, all);
    struct view_context context = app_context(app, front);
    const char *stopped = app_stopped_words(app);
    if (stopped) {
        area_cut(&body, 1, body.height / 2, body.width - 2, PEN(ROLE_DIM), stopped);
    } else {
        front->ops->draw(front->state, &body, &context);
    }
    draw_banners(app, all);
    if (app->note[0] && !overlay_is_search(app)) {
        banner_draw(all, all->height - 1, BANNER_NOTE, app->note);
    }
}

static void draw(struct app *app, struct canvas *canvas)
{
    struct area all = area_of(canvas);
    arena_reset(app->frame);
    if (!frame_fits(all.width, all.height)) {
        struct hint leave = leave_hint(app);
        frame_too_small(&all, &leave);
        return;
    }
    draw_view(app, &all);
    if (app->overlay.ops) {
        app->overlay.ops->draw(app, &all);
    }
}

void app_draw(struct app *app, struct canvas *canvas)
{
    kept_turn(canvas, false);
    draw(app, canvas);
}

void app_draw_moved(struct app *app, struct canvas *canvas)
{
    kept_turn(canvas, !app->overlay.ops); /* what lies over rows is not theirs */
    draw(app, canvas);
}
