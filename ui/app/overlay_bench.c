/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The form in which a row of the user's own benchmarks file is written.
 */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "config/benchmarks.h"
#include "config/benchmarks_file.h"
#include "report/bench_terms.h"
#include "ui/app/app_private.h"
#include "ui/app/overlay_edit.h"
#include "ui/widgets/form.h"

_Static_assert(BENCH_TERM_COUNT <= FORM_FIELDS_MAX, "the form holds so many fields");

struct bench_form {
    struct form form;
    struct benchmarks_file file; /* as it was when the form was opened */
    const char *id;              /* of the set */
    bool stands;                 /* the file has the row */
    struct benchmark_row row;
    struct benchmark_row before; /* what the fields said first, where the row stands */
    char edge[96], note[512], mistake[512];
};

static const char *const bases[] = {"delivered", "sent"};

/* --- what is seen ---------------------------------------------------------------------------- */

static void bench_draw(struct app *app, const struct area *all)
{
    struct bench_form *bench = app->overlay.bench;
    struct hint hints[HINTS_MOST];
    const struct action_set hidden = {.has = {[ACTION_PLAN_DROP] = !bench->stands,
                                              [ACTION_PLAN_UNDO] = true,
                                              [ACTION_ERASE_ALL] = true}};
    size_t count = overlay_hints(app, IN_FORM, &hidden, hints);
    const struct err *mistake = &app->overlay.mistake;
    bench->form.mistake = mistake->code == ERR_NONE
                              ? NULL
                              : err_format(mistake, bench->mistake, sizeof bench->mistake);
    form_draw(&bench->form, all, hints, count);
}

/* --- what was filled in ---------------------------------------------------------------------- */

static bool fill_in(struct app *app, struct benchmark_row *row)
{
    struct bench_form *bench = app->overlay.bench;
    const char *names[BENCH_TERM_COUNT];
    struct bench_terms said = {.names = names};
    enum bench_term wrong = BENCH_TERM_TYPICAL;
    err_clear(&app->overlay.mistake);
    for (size_t i = 0; i < BENCH_TERM_COUNT; i++) {
        const struct form_field *field = &bench->form.fields[i];
        names[i] = field->label;
        said.text[i] = field->choice_count ? bases[field->chosen] : field->input.text;
    }
    *row = bench->row;
    if (!bench_terms_take(app->overlay.arena, &said, row, &wrong, &app->overlay.mistake)) {
        bench->form.at = wrong;
        return false;
    }
    return true;
}

static bool same_row(const struct benchmark_row *a, const struct benchmark_row *b)
{
    char one[BENCH_TERM_SIZE], other[BENCH_TERM_SIZE];
    for (size_t i = 0; i < BENCH_TERM_COUNT; i++) {
        if (strcmp(bench_term_words(a, (enum bench_term)i, one),
                   bench_term_words(b, (enum bench_term)i, other)) != 0) {
            return false;
        }
    }
    return true;
}

/* The file is another one now: what grades, and what is seen, follows at once. */
static void take_up(struct app *app, const char *words)
{
    char said[256];
    struct err err = ERR_INIT;
    snprintf(said, sizeof said, "%s", words); /* the form, and its texts, go */
    overlay_close(app);
    if (!app_load_sets(app, &err)) {
        char why[512];
        app_say(app, "%s", err_format(&err, why, sizeof why));
        return;
    }
    app_reload(app);
    app_say(app, "%s", said);
}

static void accept(struct app *app)
{
    struct bench_form *bench = app->overlay.bench;
    struct benchmark_row row;
    const struct benchmark_set set = {.id = bench->id,
                                      .title = _("Your own targets"),
                                      .origin = _("your own"),
                                      .date = "",
                                      .note = ""};
    const struct scope *scope = app_scope(app);
    char words[256];
    if (!fill_in(app, &row)) {
        return;
    }
    if (bench->stands && same_row(&bench->before, &row)) {
        overlay_close(app);
        app_say(app, "%s", _("nothing was changed: the row stands as it was"));
        return;
    }
    if (!benchmarks_file_put(app->overlay.arena, &bench->file, &set, &row, &app->overlay.mistake)) {
        return;
    }
    bool grades = scope && strcmp(scope->benchmark, bench->id) == 0;
    char key[KEYMAP_KEYS_SIZE];
    if (grades) {
        snprintf(words, sizeof words, _("kept in %.60s, which grades from now on as it says now"),
                 bench->id);
    } else {
        snprintf(words, sizeof words, _("kept in %.60s; %s on its column grades by it"), bench->id,
                 keymap_keys(&app->keys, ACTION_USE_SET, true, key));
    }
    take_up(app, words);
}

static void drop(struct app *app)
{
    struct bench_form *bench = app->overlay.bench;
    char words[256];
    err_clear(&app->overlay.mistake);
    if (!benchmarks_file_drop(app->overlay.arena, &bench->file, bench->id, bench->row.kpi,
                              &app->overlay.mistake)) {
        return;
    }
    snprintf(words, sizeof words, _("%.60s says nothing of %.60s any more"), bench->id,
             _(kpi_info(bench->row.kpi)->label));
    take_up(app, words);
}

/* Nothing brings a row back: it is asked for a second time, with nothing else between. */
static void ask_and_drop(struct app *app)
{
    struct overlay *overlay = &app->overlay;
    char keys[KEYMAP_KEYS_SIZE];
    if (overlay->mistake.code == ERR_USAGE && overlay->confirmed[0]) {
        drop(app);
        return;
    }
    snprintf(overlay->confirmed, sizeof overlay->confirmed, "%s", "drop");
    err_set(&overlay->mistake, ERR_USAGE, _("this takes the row out of your benchmarks file"));
    err_todo(&overlay->mistake, _("%s once more does it"),
             keymap_keys(&app->keys, ACTION_PLAN_DROP, true, keys));
}

/* --- keys ------------------------------------------------------------------------------------ */

static void edit(struct app *app, enum action action, struct key key)
{
    struct bench_form *bench = app->overlay.bench;
    struct form_field *field = &bench->form.fields[bench->form.at];
    bool changed;
    if (field->choice_count) {
        bool forward = action == ACTION_INPUT_RIGHT || key.code == ' ';
        changed = (forward || action == ACTION_INPUT_LEFT) && form_turn(field, forward);
    } else {
        changed = overlay_edit(&field->input, action, key);
    }
    if (changed) {
        err_clear(&app->overlay.mistake);
    }
}

static void click(struct app *app, struct key key)
{
    struct form *form = &app->overlay.bench->form;
    struct canvas canvas;
    struct area all = app_measured(app, &canvas);
    int hit = form_hit(form, &all, key.x, key.y);
    form->at = hit >= 0 ? (size_t)hit : form->at;
}

static void bench_act(struct app *app, enum action action, struct key key)
{
    struct bench_form *bench = app->overlay.bench;
    if (action != ACTION_PLAN_DROP && app->overlay.confirmed[0]) {
        app->overlay.confirmed[0] = '\0';
        err_clear(&app->overlay.mistake);
    }
    if (action == ACTION_BACK) {
        overlay_close(app);
    } else if (action == ACTION_ACCEPT) {
        accept(app);
    } else if (action == ACTION_PLAN_DROP) {
        if (bench->stands) {
            ask_and_drop(app);
        }
    } else if (action == ACTION_INPUT_UP || (key.code == KC_TAB && key.mods & KM_SHIFT)) {
        form_step(&bench->form, false);
    } else if (action == ACTION_INPUT_DOWN || key.code == KC_TAB) {
        form_step(&bench->form, true);
    } else if (key.code == KC_CLICK) {
        click(app, key);
    } else {
        edit(app, action, key);
    }
}

/* --- how it begins --------------------------------------------------------------------------- */

static void label_fields(struct bench_form *bench)
{
    static const struct {
        const char *label, *words;
    } said[BENCH_TERM_COUNT] = {
        [BENCH_TERM_TYPICAL] = {N_("Typical from"), NULL},
        [BENCH_TERM_GOOD] = {N_("Good from"), NULL},
        [BENCH_TERM_BEST] = {N_("Best from"), NULL},
        [BENCH_TERM_BASE] = {N_("Rates are per"),
                             N_("What the figures were divided by. Left and right choose.")},
        [BENCH_TERM_SOURCE] = {N_("Source"), N_("Who says so, or why it is the target.")},
        [BENCH_TERM_DATE] = {N_("Date"), N_("When they said so, such as 2026 or 2026-10.")},
        [BENCH_TERM_SAMPLE] = {N_("Sample"), N_("How much was measured, such as 40 campaigns.")},
        [BENCH_TERM_NOTE] = {N_("Note"), N_("What else should be known of it.")},
    };
    snprintf(bench->edge, sizeof bench->edge, _("Where the band begins, %s."),
             bench_term_example(bench->row.kpi));
    for (size_t i = 0; i < BENCH_TERM_COUNT; i++) {
        struct form_field *field = &bench->form.fields[i];
        field->label = _(said[i].label);
        field->words = said[i].words ? _(said[i].words) : bench->edge;
    }
}

static void fill_fields(struct bench_form *bench, bool any)
{
    struct form_field *fields = bench->form.fields;
    char words[BENCH_TERM_SIZE];
    bool based = kpi_info(bench->row.kpi)->based;
    for (size_t i = 0; i < ARRAY_COUNT(bases); i++) {
        fields[BENCH_TERM_BASE].choices[i] = i ? _("message sent") : _("message delivered");
    }
    fields[BENCH_TERM_BASE].choice_count = ARRAY_COUNT(bases);
    fields[BENCH_TERM_BASE].chosen = bench->row.base == BENCHMARK_BASE_SENT;
    fields[BENCH_TERM_BASE].hidden = !based;
    for (size_t i = 0; any && i < BENCH_TERM_COUNT; i++) {
        if (!fields[i].choice_count) {
            input_set(&fields[i].input, bench_term_words(&bench->row, (enum bench_term)i, words));
        }
    }
}

/* The row that the new one is begun with: of the set under the cursor, else of reference. */
static const struct benchmark_row *model_of(const struct app *app, enum kpi kpi, const char *id,
                                            const char **from)
{
    const char *const ids[] = {id, "reference"};
    for (size_t i = 0; i < ARRAY_COUNT(ids); i++) {
        const struct benchmark_set *set = ids[i] ? benchmark_find(app->sets, ids[i]) : NULL;
        const struct benchmark_row *row = set ? benchmark_row(set, kpi) : NULL;
        if (row) {
            *from = set->id;
            return row;
        }
    }
    return NULL;
}

/* Where it is kept, and what the fields begin with. */
static void put_note(struct app *app, struct bench_form *bench, const char *from)
{
    const struct scope *scope = app_scope(app);
    char begun[160] = "";
    if (!bench->stands && from) {
        snprintf(begun, sizeof begun, _("The edges are those of %.60s so far. "), from);
    }
    snprintf(bench->note, sizeof bench->note,
             scope && scope->read_only
                 ? _("%sKept in %.200s: the store is read-only, this file is yours.")
                 : _("%sKept in %.200s."),
             begun, bench->file.path);
    bench->form.note = bench->note;
}

static void refuse(struct app *app, const struct err *err)
{
    char words[1024];
    const char *lines[] = {err_format(err, words, sizeof words)};
    overlay_text(app, _("Your benchmarks file cannot be changed"), lines, ARRAY_COUNT(lines));
}

/* What the file says, and what of it the form is about. */
static bool look_up(struct app *app, struct bench_form *bench, const char *column,
                    const char **from, struct err *err)
{
    struct arena *arena = app->overlay.arena;
    enum kpi kpi = bench->row.kpi;
    const struct benchmarks *mine = NULL;
    if (!benchmarks_file_read(arena, app->options->benchmarks_path, &bench->file, err)) {
        return false;
    }
    if (bench->file.text && !(mine = benchmarks_parse(arena, bench->file.text, bench->file.length,
                                                      bench->file.path, err))) {
        return false;
    }
    const struct benchmark_set *set = mine && column ? benchmark_find(mine, column) : NULL;
    set = set || !mine ? set : benchmark_find(mine, BENCHMARKS_TARGETS);
    bench->id = arena_strdup(arena, set ? set->id : BENCHMARKS_TARGETS);
    bench->form.title =
        arena_printf(arena, "%s \xc2\xb7 %s", _(kpi_info(kpi)->label), bench->id ? bench->id : "");
    if (!bench->id || !bench->form.title) {
        return err_memory(err);
    }
    const struct benchmark_row *row = set ? benchmark_row(set, kpi) : NULL;
    bench->stands = row != NULL;
    if (row) {
        bench->row = bench->before = *row;
    } else if ((row = model_of(app, kpi, column, from))) {
        /* Whose figures they are is not to be taken for the source of the new ones. */
        bench->row = *row;
        bench->row.source = bench->row.date = bench->row.sample = bench->row.note = "";
        bench->row.ceiling = CEILING_NONE;
    }
    return true;
}

void overlay_bench(struct app *app, enum kpi kpi, const char *column)
{
    static const struct overlay_ops ops = {IN_FORM, bench_draw, bench_act};
    struct err err = ERR_INIT;
    const char *from = NULL;
    if (app->session.read_only || app->options->read_only) {
        app_say(app, "%s", _("opened read-only: nothing is written, your benchmarks neither"));
        return;
    }
    if (!app->options->benchmarks_path) {
        app_say(app, "%s", _("no home folder is known: there is no place for your benchmarks"));
        return;
    }
    if (!overlay_begin(app, &ops)) {
        return;
    }
    struct bench_form *bench = ARENA_NEW(app->overlay.arena, struct bench_form);
    if (!bench) {
        overlay_close(app);
        app_say(app, "%s", _("out of memory"));
        return;
    }
    app->overlay.bench = bench;
    app->overlay.form = &bench->form;
    bench->row =
        (struct benchmark_row){.kpi = kpi, .source = "", .date = "", .sample = "", .note = ""};
    if (!look_up(app, bench, column, &from, &err)) {
        refuse(app, &err);
        return;
    }
    bench->form.count = BENCH_TERM_COUNT;
    label_fields(bench);
    fill_fields(bench, bench->stands || from);
    put_note(app, bench, from);
}
