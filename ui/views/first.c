/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is seen before there are campaigns: what to do now, and which files help most. */
#include <stdio.h>

#include "base/i18n.h"
#include "report/places.h"
#include "ui/views/shared.h"

enum { MARGIN = 2, STORES_MAX = 5 };

/* A store as it is shown. */
struct shown {
    const char *path, *words; /* words: what it holds */
    bool readable;
};

struct first {
    struct shown chosen;
    bool exists; /* the chosen one does */
    const struct shown *others;
    size_t other_count;
};

struct state {
    const struct first *first; /* NULL: nothing came yet */
};

/* --- what is read ---------------------------------------------------------------------------- */

static bool show(struct arena *arena, const struct place *place, struct shown *shown)
{
    *shown = (struct shown){.path = places_path(arena, place->path),
                            .words = places_words(arena, place),
                            .readable = place->holds == PLACE_STORE};
    return shown->path && shown->words;
}

static bool load(const struct view_load *load, int64_t number, int part, const void **result,
                 struct err *err)
{
    (void)number;
    (void)part;
    const struct places *places;
    if (!places_look(load->arena, load->candidates, load->candidate_count, NULL, &places, err)) {
        return false;
    }
    struct first *first = ARENA_NEW(load->arena, struct first);
    struct shown *others = ARENA_ARRAY(load->arena, struct shown, places->count);
    if (!first || !others) {
        return err_memory(err);
    }
    first->chosen = (struct shown){.path = "", .words = ""};
    for (size_t i = 0; i < places->count; i++) {
        const struct place *place = &places->all[i];
        bool ok = true;
        if (place->chosen) {
            first->exists = place->holds != PLACE_NOTHING;
            ok = show(load->arena, place, &first->chosen);
        } else if (place->holds != PLACE_NOTHING) {
            ok = show(load->arena, place, &others[first->other_count++]);
        }
        if (!ok) {
            return err_memory(err);
        }
    }
    first->others = others;
    *result = first;
    return true;
}

static void take(void *data, int part, const void *result)
{
    (void)part;
    struct state *state = data;
    state->first = result;
}

/* --- drawing --------------------------------------------------------------------------------- */

/* Sections stand one under the other, a blank row between where there is room; one that does not
 * fit is left out whole. */
struct page {
    struct area area;
    int y, gap;
};

static bool begin(struct page *page, int rows)
{
    int gap = page->y > 0 ? page->gap : 0;
    if (page->y + gap + rows > page->area.height) {
        return false;
    }
    page->y += gap;
    return true;
}

static void draw_title(struct page *page, const struct first *first)
{
    char words[512];
    if (first->exists && !first->chosen.readable) {
        snprintf(words, sizeof words, "%.250s: %.250s", first->chosen.path, first->chosen.words);
    } else {
        snprintf(words, sizeof words, _("No campaigns yet in %.400s"), first->chosen.path);
    }
    page->y += shared_paragraph(&page->area, page->y, 2, PEN_STYLE(ROLE_VALUE, STYLE_BOLD), words);
}

static void draw_keys(struct page *page, const struct view_context *context)
{
    static const struct {
        enum action action;
        const char *words;
    } keys[] = {
        {ACTION_IMPORT, N_("import a file")},
        {ACTION_DEMO, N_("look at sample campaigns, in a store of their own")},
        {ACTION_HELP, N_("what can be imported, and all keys")},
    };
    int rows = 0;
    for (size_t i = 0; i < ARRAY_COUNT(keys); i++) {
        rows += !context->hidden->has[keys[i].action];
    }
    if (!begin(page, rows)) {
        return;
    }
    for (size_t i = 0; i < ARRAY_COUNT(keys); i++) {
        if (context->hidden->has[keys[i].action]) {
            continue;
        }
        char name[KEYMAP_KEYS_SIZE];
        keymap_keys(context->keys, keys[i].action, true, name);
        area_cut(&page->area, 0, page->y, 3, PEN(ROLE_HINT_KEY), name);
        area_cut(&page->area, 4, page->y++, page->area.width - 4, PEN(ROLE_TEXT), _(keys[i].words));
    }
}

/* Labels in one column, what they tell in the next. */
struct told {
    const char *label, *words;
};

static void draw_told(struct page *page, const char *title, const struct told *lines, size_t count)
{
    int labels = 0;
    for (size_t i = 0; i < count; i++) {
        int columns = area_columns(&page->area, _(lines[i].label));
        labels = columns > labels ? columns : labels;
    }
    if (!begin(page, 1 + (int)count)) {
        return;
    }
    shared_heading(&page->area, page->y++, title, NULL);
    for (size_t i = 0; i < count; i++) {
        area_cut(&page->area, 2, page->y, labels, PEN(ROLE_LABEL), _(lines[i].label));
        area_cut(&page->area, labels + 4, page->y++, page->area.width - labels - 4, PEN(ROLE_TEXT),
                 _(lines[i].words));
    }
}

static void draw_three(struct page *page)
{
    static const struct told lines[] = {
        {N_("provider report"), N_("sent, delivered, read")},
        {N_("clicks or template analytics"), N_("CTR")},
        {N_("shop orders"), N_("conversion, revenue, ROCS")},
    };
    draw_told(page, _("Three files unlock most"), lines, ARRAY_COUNT(lines));
}

static void draw_formats(struct page *page)
{
    static const struct told lines[] = {
        {N_("tables (CSV)"), N_("a row a message, a recipient, a day or a campaign")},
        {N_("webhook log (JSON)"), N_("what Meta's WhatsApp API reports, a line an event")},
        {N_("any other table"), N_("by a profile that names its columns")},
    };
    draw_told(page, _("What can be imported, also compressed with gzip"), lines,
              ARRAY_COUNT(lines));
}

static void draw_store(const struct page *page, int y, const struct shown *store, int paths)
{
    const struct area *area = &page->area;
    int used = area_cut(area, 2, y, paths, PEN(ROLE_LABEL), store->path);
    int x = 4 + (paths > used ? paths : used);
    area_cut(area, x, y, area->width - x, PEN(store->readable ? ROLE_TEXT : ROLE_DIM),
             store->words);
}

static void draw_others(struct page *page, const struct first *first)
{
    int count = first->other_count < STORES_MAX ? (int)first->other_count : STORES_MAX;
    int paths = 0;
    for (int i = 0; i < count; i++) {
        int columns = area_columns(&page->area, first->others[i].path);
        paths = columns > paths ? columns : paths;
    }
    paths = paths > page->area.width / 2 ? page->area.width / 2 : paths;
    if (count == 0 || !begin(page, 1 + count)) {
        return;
    }
    shared_heading(&page->area, page->y++, _("Other stores here"),
                   _("open one with campane --store PATH"));
    for (int i = 0; i < count; i++) {
        draw_store(page, page->y++, &first->others[i], paths);
    }
}

/* Rows of all that should not be missing, with a blank one between. */
static int rows_with_gaps(const struct first *first)
{
    int others = first->other_count < STORES_MAX ? (int)first->other_count : STORES_MAX;
    return 1 + 1 + 3 + 1 + 4 + (others > 0 ? 2 + others : 0);
}

static void draw(void *data, const struct area *body, const struct view_context *context)
{
    struct state *state = data;
    if (!state->first) {
        shared_reading(body);
        return;
    }
    struct page page = {.area = area_in(body, MARGIN, 0, body->width - MARGIN, body->height),
                        .gap = body->height >= rows_with_gaps(state->first) ? 1 : 0};
    if (body->height >= 20) {
        area_take_top(&page.area, 1);
    }
    draw_title(&page, state->first);
    draw_keys(&page, context);
    draw_three(&page);
    draw_others(&page, state->first);
    draw_formats(&page);
}

static struct view_effect act(void *data, enum action action, struct key key,
                              const struct view_context *context)
{
    (void)data;
    (void)action;
    (void)key;
    (void)context;
    return shared_did(VIEW_IGNORED);
}

const struct view_ops view_first = {
    .name = "first",
    .title = N_("First steps"),
    .where = IN_EMPTY,
    .state_size = sizeof(struct state),
    .parts = 1,
    .load = load,
    .take = take,
    .draw = draw,
    .act = act,
};
