/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tab 6, first page: where a campaign could do better, and what that is worth. */
#include <stdio.h>

#include "base/i18n.h"
#include "report/opportunities.h"
#include "text/format.h"
#include "ui/views/sheet.h"

enum { ROWS_MOST = 500 }; /* the rest is worth less than these */

struct state {
    const struct opportunities *shown; /* NULL: not read yet */
    struct sheet sheet;
};

static void start(void *data, int64_t number)
{
    struct state *state = data;
    (void)number;
    *state = (struct state){.sheet.view = TABLE_VIEW_INIT};
}

static bool load(const struct view_load *load, int64_t number, int part, const void **result,
                 struct err *err)
{
    const struct opportunities *made;
    (void)number;
    (void)part;
    if (!opportunities_build(load->arena, load->store, load->scope,
                             &(struct opportunities_options){.limit = ROWS_MOST}, load->cancel,
                             &made, err)) {
        return false;
    }
    *result = made;
    return true;
}

static void take(void *data, int part, const void *result)
{
    struct state *state = data;
    (void)part;
    state->shown = result;
    sheet_show(&state->sheet, state->shown->table, false);
}

/* --- drawing --------------------------------------------------------------------------------- */

/* What is said of the gap under the cursor. */
static const char *about(const struct state *state)
{
    const struct cell *rank = sheet_cell(&state->sheet, "rank");
    return rank && rank->integer >= 1 && (size_t)rank->integer <= state->shown->count
               ? state->shown->gaps[rank->integer - 1].text
               : NULL;
}

static const char *empty_words(const struct view_context *context)
{
    return context->scope && !scope_is_everything(context->scope)
               ? _("Nothing to gain that the figures of this period tell of.")
               : _("Nothing to gain that the figures tell of.");
}

static void draw(void *data, const struct area *body, const struct view_context *context)
{
    struct state *state = data;
    char more[96] = "", priced[FORMAT_SIZE], withheld[FORMAT_SIZE];
    if (state->shown) {
        snprintf(more, sizeof more, _("%s with a sum, %s withheld"),
                 format_count(state->shown->priced, priced),
                 format_count(state->shown->withheld, withheld));
    }
    sheet_draw(&state->sheet, body,
               &(struct sheet_words){.title = _("What could be gained"),
                                     .more = more,
                                     .empty = empty_words(context),
                                     .about = state->shown ? about(state) : NULL});
}

/* --- actions --------------------------------------------------------------------------------- */

static struct view_effect act(void *data, enum action action, struct key key,
                              const struct view_context *context)
{
    struct state *state = data;
    int64_t number;
    if (action == ACTION_OPEN) {
        return state->shown && table_view_selected(&state->sheet.view, &number)
                   ? (struct view_effect){.what = VIEW_CAMPAIGN, .number = number}
                   : shared_did(VIEW_NOTHING);
    }
    return sheet_act(&state->sheet, action, key, context, false);
}

static void counts(const void *data, int64_t *matching, int64_t *all)
{
    const struct state *state = data;
    *matching = state->shown ? state->shown->matching : -1;
    *all = state->shown ? state->shown->seen : -1;
}

static bool campaign(const void *data, int64_t *number)
{
    const struct state *state = data;
    return state->shown && table_view_selected(&state->sheet.view, number);
}

static void hidden(const void *data, struct action_set *hidden)
{
    const struct state *state = data;
    action_set_add(hidden, ACTION_OPEN, !state->shown || state->shown->count == 0);
}

static struct table_view *columns(void *data)
{
    return &((struct state *)data)->sheet.view;
}

static struct sorting *sorting(void *data)
{
    return &((struct state *)data)->sheet.sorting;
}

const struct view_ops view_opportunities = {
    .name = "opportunities",
    .title = N_("Opportunities"),
    .page = N_("gaps"),
    .tab = 6,
    .where = IN_OPPORTUNITIES,
    .state_size = sizeof(struct state),
    .start = start,
    .parts = 1,
    .load = load,
    .take = take,
    .draw = draw,
    .act = act,
    .counts = counts,
    .campaign = campaign,
    .hidden = hidden,
    .columns = columns,
    .sorting = sorting,
};
