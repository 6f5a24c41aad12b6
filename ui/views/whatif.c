/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tab 6, third page: what so many more recipients would cost and bring. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "report/what_if.h"
#include "text/format.h"
#include "ui/views/sheet.h"

enum { ASK_WHAT_IF = 1 };

static const int64_t steps[] = {100,   200,   500,    1000,   2000,   5000,   10000,
                                20000, 50000, 100000, 200000, 500000, 1000000};
enum { STEP_FIRST = 3 }; /* 1 000 */

struct state {
    const struct breakdown_offer *offer; /* NULL: nothing came yet */
    char name[32];                       /* of the dimension; "": segment, else the first */
    size_t step;                         /* of steps */
    const struct what_if *shown;         /* NULL: not read yet */
    struct sheet sheet;
};

static void start(void *data, int64_t number)
{
    struct state *state = data;
    (void)number;
    *state = (struct state){.step = STEP_FIRST, .sheet.view = TABLE_VIEW_INIT};
}

/* --- what is read ---------------------------------------------------------------------------- */

/* Attributes of messages only: of kinds or weekdays nobody writes to more. */
static bool load(const struct view_load *load, int64_t number, int part, const void **result,
                 struct err *err)
{
    const struct breakdown_offer *all;
    struct breakdown_offer *offer = ARENA_NEW(load->arena, struct breakdown_offer);
    (void)number;
    (void)part;
    if (!offer) {
        return err_memory(err);
    }
    if (!breakdown_offered(load->arena, load->store, &all, err)) {
        return false;
    }
    struct breakdown_dimension *kept =
        ARENA_ARRAY(load->arena, struct breakdown_dimension, all->count + 1);
    if (!kept) {
        return err_memory(err);
    }
    for (size_t i = 0; i < all->count; i++) {
        if (all->dimensions[i].what == BREAKDOWN_ATTR) {
            kept[offer->count++] = all->dimensions[i];
        }
    }
    offer->dimensions = kept;
    *result = offer;
    return true;
}

static void take(void *data, int part, const void *result)
{
    struct state *state = data;
    (void)part;
    state->offer = result;
}

static size_t find(const struct breakdown_offer *offer, const char *name, size_t missing)
{
    for (size_t i = 0; i < offer->count; i++) {
        if (strcmp(offer->dimensions[i].name, name) == 0) {
            return i;
        }
    }
    return missing;
}

static size_t place(const struct state *state)
{
    return find(state->offer, state->name, find(state->offer, "segment", 0));
}

static void ask(const void *data, const struct view_context *context, struct view_ask *ask)
{
    const struct state *state = data;
    (void)context;
    if (state->offer && state->offer->count) {
        ask->what = ASK_WHAT_IF;
        ask->number = (int64_t)state->offer->dimensions[place(state)].attr;
        ask->rows[0] = steps[state->step];
        ask->row_count = 1;
    }
}

static bool read(const struct view_load *load, const struct view_ask *ask, const void **result,
                 struct err *err)
{
    size_t count;
    const struct what_if *made;
    const struct breakdown_dimension *all = breakdown_all(&count), *dimension = all;
    for (size_t i = 0; i < count; i++) {
        if (all[i].what == BREAKDOWN_ATTR && (int64_t)all[i].attr == ask->number) {
            dimension = &all[i];
        }
    }
    if (!what_if_build(load->arena, load->store, load->scope, ask->rows[0], dimension, load->cancel,
                       &made, err)) {
        return false;
    }
    *result = made;
    return true;
}

static void answer(void *data, const struct view_ask *ask, const void *result)
{
    struct state *state = data;
    const struct what_if *before = state->shown;
    (void)ask;
    state->shown = result;
    bool same = !before || before->dimension.attr == state->shown->dimension.attr;
    sheet_show(&state->sheet, state->shown->table, !same);
}

/* --- drawing --------------------------------------------------------------------------------- */

/* What came is for what is looked at. */
static bool is_current(const struct state *state)
{
    return state->shown &&
           state->shown->dimension.attr == state->offer->dimensions[place(state)].attr;
}

static const char *about(const struct state *state)
{
    const struct cell *rank = sheet_cell(&state->sheet, "rank");
    return rank && rank->integer >= 1 && (size_t)rank->integer <= state->shown->count
               ? state->shown->rows[rank->integer - 1].text
               : NULL;
}

static void draw(void *data, const struct area *body, const struct view_context *context)
{
    struct state *state = data;
    char title[96], more[96], count[FORMAT_SIZE];
    (void)context;
    if (!state->offer) {
        shared_reading(body);
        return;
    }
    if (state->offer->count == 0) {
        area_cut(body, 2, 1, body->width - 2, PEN(ROLE_DIM),
                 _("No file states a segment or anything else to go by."));
        return;
    }
    snprintf(title, sizeof title, _("%s more recipients, by %s"),
             format_count(steps[state->step], count),
             breakdown_title(&state->offer->dimensions[place(state)]));
    snprintf(more, sizeof more, "%s", _("+ more, - fewer, n next"));
    if (!is_current(state)) {
        struct area rest = *body;
        struct area heading = area_take_top(&rest, 1);
        shared_heading(&heading, 0, title, more);
        shared_reading(&rest);
        return;
    }
    sheet_draw(&state->sheet, body,
               &(struct sheet_words){.title = title,
                                     .more = more,
                                     .empty = _("No campaign has anything in this period."),
                                     .about = about(state)});
}

/* --- actions --------------------------------------------------------------------------------- */

static struct view_effect turn(struct state *state, bool forward)
{
    size_t count = state->offer->count;
    if (count < 2) {
        return shared_did(VIEW_NOTHING);
    }
    size_t at = (place(state) + (forward ? 1 : count - 1)) % count;
    snprintf(state->name, sizeof state->name, "%s", state->offer->dimensions[at].name);
    return shared_did(VIEW_REDRAW);
}

static struct view_effect act(void *data, enum action action, struct key key,
                              const struct view_context *context)
{
    struct state *state = data;
    size_t step = state->step;
    if (!state->offer) {
        return shared_did(VIEW_IGNORED);
    }
    switch ((int)action) {
    case ACTION_NEXT:
    case ACTION_PREVIOUS:
        return turn(state, action == ACTION_NEXT);
    case ACTION_MORE:
        state->step += step + 1 < ARRAY_COUNT(steps);
        return shared_moved(step != state->step);
    case ACTION_FEWER:
        state->step -= step > 0;
        return shared_moved(step != state->step);
    default:
        return is_current(state) ? sheet_act(&state->sheet, action, key, context, false)
                                 : shared_did(VIEW_IGNORED);
    }
}

static void counts(const void *data, int64_t *matching, int64_t *all)
{
    const struct state *state = data;
    *matching = state->shown ? state->shown->matching : -1;
    *all = state->shown ? state->shown->seen : -1;
}

static void hidden(const void *data, struct action_set *hidden)
{
    const struct state *state = data;
    bool turns = state->offer && state->offer->count > 1;
    action_set_add(hidden, ACTION_NEXT, !turns);
    action_set_add(hidden, ACTION_PREVIOUS, !turns);
}

static struct table_view *columns(void *data)
{
    return &((struct state *)data)->sheet.view;
}

static struct sorting *sorting(void *data)
{
    return &((struct state *)data)->sheet.sorting;
}

const struct view_ops view_whatif = {
    .name = "whatif",
    .title = N_("What if"),
    .page = N_("what if"),
    .tab = 6,
    .where = IN_WHATIF,
    .per_sent = true,
    .state_size = sizeof(struct state),
    .start = start,
    .parts = 1,
    .load = load,
    .take = take,
    .ask = ask,
    .read = read,
    .answer = answer,
    .draw = draw,
    .act = act,
    .counts = counts,
    .hidden = hidden,
    .columns = columns,
    .sorting = sorting,
};
