/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The form in which a test is declared: the terms of `campane plan`, one under the other.
 */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "config/plan_document.h"
#include "ops/plan.h"
#include "report/plan_terms.h"
#include "report/words.h"
#include "ui/app/app_private.h"
#include "ui/app/overlay_edit.h"
#include "ui/widgets/form.h"

enum field {
    FIELD_CAMPAIGN,
    FIELD_GOAL,
    FIELD_BY,
    FIELD_ARMS,
    FIELD_ENDS,
    FIELD_PER_ARM,
    FIELD_UNTIL,
    FIELD_BASELINE,
    FIELD_LIFT,
    FIELD_POWER,
    FIELD_GUARDRAIL,
    FIELD_SAME,
    FIELD_RANDOMIZED,
    FIELD_COUNT
};
_Static_assert(FIELD_COUNT <= FORM_FIELDS_MAX, "the form holds so many fields");

enum { END_LIFT, END_PER_ARM, END_UNTIL, END_NONE, END_COUNT };

/* Which term a field is; PLAN_TERM_COUNT: none. */
static const enum plan_term terms[FIELD_COUNT] = {[FIELD_CAMPAIGN] = PLAN_TERM_COUNT,
                                                  [FIELD_GOAL] = PLAN_TERM_GOAL,
                                                  [FIELD_BY] = PLAN_TERM_BY,
                                                  [FIELD_ARMS] = PLAN_TERM_ARMS,
                                                  [FIELD_ENDS] = PLAN_TERM_COUNT,
                                                  [FIELD_PER_ARM] = PLAN_TERM_PER_ARM,
                                                  [FIELD_UNTIL] = PLAN_TERM_UNTIL,
                                                  [FIELD_BASELINE] = PLAN_TERM_BASELINE,
                                                  [FIELD_LIFT] = PLAN_TERM_LIFT,
                                                  [FIELD_POWER] = PLAN_TERM_POWER,
                                                  [FIELD_GUARDRAIL] = PLAN_TERM_GUARDRAIL,
                                                  [FIELD_SAME] = PLAN_TERM_SAME,
                                                  [FIELD_RANDOMIZED] = PLAN_TERM_RANDOMIZED};

struct plan_form {
    struct form form;
    int64_t campaign;
    bool stands, brings_back;
    const char *before; /* what the form said when it was opened on a plan that stands; NULL */
    enum kpi goals[FORM_CHOICES_MAX];
    char note[256], mistake[512];
};

bool overlay_is_plan(const struct app *app)
{
    return app->overlay.plan != NULL;
}

/* --- what is seen ---------------------------------------------------------------------------- */

/* Of the ways in which a test ends only the chosen one is asked for. */
static void show_fields(struct plan_form *plan)
{
    struct form_field *fields = plan->form.fields;
    size_t end = fields[FIELD_ENDS].chosen;
    fields[FIELD_CAMPAIGN].hidden = plan->stands;
    fields[FIELD_PER_ARM].hidden = end != END_PER_ARM;
    fields[FIELD_UNTIL].hidden = end != END_UNTIL;
    fields[FIELD_BASELINE].hidden = end != END_LIFT;
    fields[FIELD_LIFT].hidden = end != END_LIFT;
    fields[FIELD_POWER].hidden = end != END_LIFT;
}

static void plan_draw(struct app *app, const struct area *all)
{
    struct plan_form *plan = app->overlay.plan;
    struct hint hints[HINTS_MOST];
    const struct action_set hidden = {.has = {[ACTION_PLAN_DROP] = !plan->stands,
                                              [ACTION_PLAN_UNDO] = !plan->brings_back,
                                              [ACTION_ERASE_ALL] = true}};
    size_t count = overlay_hints(app, IN_FORM, &hidden, hints);
    /* What the command says to do names options; here the field is marked. */
    const struct err *mistake = &app->overlay.mistake;
    struct err shown = *mistake;
    if (mistake->code == ERR_USAGE) {
        shown.todo[0] = '\0';
    }
    plan->form.mistake =
        mistake->code == ERR_NONE ? NULL : err_format(&shown, plan->mistake, sizeof plan->mistake);
    form_draw(&plan->form, all, hints, count);
}

/* --- what was filled in ---------------------------------------------------------------------- */

static const char *typed(const struct form_field *field)
{
    const char *text = field->input.text;
    return text[strspn(text, " ")] ? text : NULL;
}

static const char *text_of(const struct plan_form *plan, enum field id)
{
    static const char *const by[] = {"variant", "template"};
    static const char *const answers[] = {NULL, "yes", "no"};
    const struct form_field *field = &plan->form.fields[id];
    return field->hidden            ? NULL
           : id == FIELD_GOAL       ? kpi_info(plan->goals[field->chosen])->name
           : id == FIELD_BY         ? by[field->chosen]
           : id == FIELD_RANDOMIZED ? answers[field->chosen]
                                    : typed(field);
}

/* What is missing at the end that was chosen; FIELD_COUNT: nothing. */
static enum field missing(const struct plan_form *plan)
{
    static const enum field wanted[END_COUNT] = {[END_LIFT] = FIELD_LIFT,
                                                 [END_PER_ARM] = FIELD_PER_ARM,
                                                 [END_UNTIL] = FIELD_UNTIL,
                                                 [END_NONE] = FIELD_COUNT};
    enum field field = wanted[plan->form.fields[FIELD_ENDS].chosen];
    return field == FIELD_COUNT || text_of(plan, field) ? FIELD_COUNT : field;
}

static enum field field_of(enum plan_term term)
{
    for (size_t i = 0; i < FIELD_COUNT; i++) {
        if (terms[i] == term) {
            return (enum field)i;
        }
    }
    return FIELD_ENDS;
}

/* False: what is wrong is said, and its field gets the keys. */
static bool fill_in(struct app *app, struct plan *plan)
{
    struct plan_form *form = app->overlay.plan;
    const char *names[PLAN_TERM_COUNT];
    struct plan_terms said = {.names = names};
    enum plan_term wrong = PLAN_TERM_COUNT;
    struct err *err = &app->overlay.mistake;
    for (size_t i = 0; i < FIELD_COUNT; i++) {
        if (terms[i] != PLAN_TERM_COUNT) {
            names[terms[i]] = form->form.fields[i].label;
            said.text[terms[i]] = text_of(form, (enum field)i);
        }
    }
    err_clear(err);
    plan->campaign = text_of(form, FIELD_CAMPAIGN);
    enum field gap = missing(form);
    if (!plan->campaign && !form->stands) {
        err_set(err, ERR_USAGE, "%s", _("a plan is of a campaign: its name is missing"));
        form->form.at = FIELD_CAMPAIGN;
    } else if (gap != FIELD_COUNT) {
        err_set(err, ERR_USAGE, _("%s: nothing is there"), form->form.fields[gap].label);
        form->form.at = gap;
    } else if (!plan_terms_take(app->overlay.arena, &said, plan, &wrong, err)) {
        form->form.at = field_of(wrong);
    } else if (!plan_check(plan, err)) {
        bool arms = plan_has_end(plan) || plan->arm_count;
        form->form.at = arms ? FIELD_ARMS : FIELD_ENDS;
    }
    return err->code == ERR_NONE;
}

/* What the form says, as a document; NULL: what is wrong is said. */
static const char *document_of(struct app *app)
{
    struct plan_form *form = app->overlay.plan;
    struct plan plan = PLAN_INIT;
    if (!fill_in(app, &plan)) {
        return NULL;
    }
    plan.campaign = form->stands ? form->form.title : plan.campaign;
    const char *document = plan_document_write(app->overlay.arena, &plan);
    if (!document) {
        err_memory(&app->overlay.mistake);
    }
    return document;
}

static void accept(struct app *app)
{
    struct plan_form *form = app->overlay.plan;
    const char *document = document_of(app);
    if (!document) {
        return;
    }
    if (form->before && strcmp(form->before, document) == 0) {
        /* An edit would be on record, and may cost the plan its verdict. */
        overlay_close(app);
        app_say(app, "%s", _("nothing was changed: the plan stands as it was"));
        return;
    }
    app_begin_chore(app, CHORE_PLAN_KEEP, document, form->stands ? form->campaign : CHORE_NEW_PLAN);
}

/* --- keys ------------------------------------------------------------------------------------ */

static void drop(struct app *app)
{
    char words[256];
    const struct plan_form *form = app->overlay.plan;
    int64_t number = form->campaign;
    snprintf(words, sizeof words, _("Drop the plan for %.120s? It remains on record."),
             form->form.title);
    overlay_question(app, words, CHORE_PLAN_DROP, number);
}

static void edit(struct app *app, enum action action, struct key key)
{
    struct plan_form *plan = app->overlay.plan;
    struct form_field *field = &plan->form.fields[plan->form.at];
    bool changed;
    if (field->choice_count) {
        bool forward = action == ACTION_INPUT_RIGHT || key.code == ' ';
        changed = (forward || action == ACTION_INPUT_LEFT) && form_turn(field, forward);
        show_fields(plan);
    } else {
        changed = overlay_edit(&field->input, action, key);
    }
    if (changed) {
        err_clear(&app->overlay.mistake);
    }
}

static void click(struct app *app, struct key key)
{
    struct form *form = &app->overlay.plan->form;
    struct canvas canvas;
    struct area all = app_measured(app, &canvas);
    int hit = form_hit(form, &all, key.x, key.y);
    form->at = hit >= 0 ? (size_t)hit : form->at;
}

static void plan_act(struct app *app, enum action action, struct key key)
{
    struct plan_form *plan = app->overlay.plan;
    if (action == ACTION_BACK) {
        overlay_close(app);
    } else if (action == ACTION_ACCEPT) {
        accept(app);
    } else if (action == ACTION_PLAN_DROP && plan->stands) {
        drop(app);
    } else if (action == ACTION_PLAN_UNDO && plan->brings_back) {
        int64_t number = plan->campaign;
        overlay_close(app);
        app_begin_chore(app, CHORE_PLAN_UNDO, NULL, number);
    } else if (action == ACTION_INPUT_UP || (key.code == KC_TAB && key.mods & KM_SHIFT)) {
        form_step(&plan->form, false);
    } else if (action == ACTION_INPUT_DOWN || key.code == KC_TAB) {
        form_step(&plan->form, true);
    } else if (key.code == KC_CLICK) {
        click(app, key);
    } else {
        edit(app, action, key);
    }
}

/* --- how it begins --------------------------------------------------------------------------- */

static void choices(struct form_field *field, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        field->choices[i] = _(words[i]);
    }
    field->choice_count = count;
}

static void list_goals(struct plan_form *plan, enum kpi chosen)
{
    struct form_field *field = &plan->form.fields[FIELD_GOAL];
    for (int id = 0; id < KPI_COUNT && field->choice_count < FORM_CHOICES_MAX; id++) {
        const struct kpi_info *info = kpi_info((enum kpi)id);
        bool offered = info->formula == KPI_FORMULA_RATE && info->based;
        if (offered || (enum kpi)id == chosen) {
            plan->goals[field->choice_count] = (enum kpi)id;
            field->chosen = (enum kpi)id == chosen ? field->choice_count : field->chosen;
            field->choices[field->choice_count++] = _(info->label);
        }
    }
}

static void label_fields(struct form_field *fields)
{
    static const struct {
        const char *label, *words;
    } said[FIELD_COUNT] = {
        [FIELD_CAMPAIGN] = {N_("Campaign"), N_("As its files will name it; it may be a new one.")},
        [FIELD_GOAL] = {N_("Goal"), N_("The one figure that decides. Left and right choose.")},
        [FIELD_BY] = {N_("Compared by"), N_("What tells the arms apart. Left and right choose.")},
        [FIELD_ARMS] = {N_("Arms"),
                        N_("The first is what you do now. Uneven shares: A:60,B:40. A comma or "
                           "colon of a name: \\, \\:")},
        [FIELD_ENDS] = {N_("The test ends"), N_("Set before the first sends, it may end sooner.")},
        [FIELD_PER_ARM] = {N_("Recipients per arm"), N_("Such as 6000.")},
        [FIELD_UNTIL] = {N_("Last day of sends"), N_("Such as 2026-10-31.")},
        [FIELD_BASELINE] = {N_("Rate now"), N_("What the goal is today, such as 20%.")},
        [FIELD_LIFT] = {N_("Lift to see"),
                        N_("10% of 20% is 22%. The smaller, the more people it takes.")},
        [FIELD_POWER] = {N_("Found in"), N_("Of tests with such a lift; 80% is usual.")},
        [FIELD_GUARDRAIL] = {N_("Watch"), N_("What a winner may not raise by more: "
                                             "optout_rate:0.1pt,block_rate:0.05pt")},
        [FIELD_SAME] = {N_("As good as same"),
                        N_("Arms that surely differ by less, such as 0.5pt, count as the same.")},
        [FIELD_RANDOMIZED] = {N_("People came to arms"),
                              N_("Whether chance alone decided who got what. Left and right "
                                 "choose.")},
    };
    for (size_t i = 0; i < FIELD_COUNT; i++) {
        fields[i].label = _(said[i].label);
        fields[i].words = _(said[i].words);
    }
}

static void fill_fields(struct plan_form *form, const struct plan *plan, bool late)
{
    static const char *const by[] = {N_("variant"), N_("template")};
    static const char *const ends[END_COUNT] = {
        [END_LIFT] = N_("when it can see a lift"),
        [END_PER_ARM] = N_("at a number of recipients"),
        [END_UNTIL] = N_("on a day"),
        [END_NONE] = N_("not said"),
    };
    static const char *const answers[] = {N_("not said"), N_("at random"), N_("not at random")};
    struct form_field *fields = form->form.fields;
    char words[PLAN_TERM_SIZE];
    list_goals(form, plan->goal == KPI_NONE ? KPI_CTR : plan->goal);
    choices(&fields[FIELD_BY], by, ARRAY_COUNT(by));
    choices(&fields[FIELD_ENDS], ends, END_COUNT);
    choices(&fields[FIELD_RANDOMIZED], answers, ARRAY_COUNT(answers));
    fields[FIELD_BY].chosen = plan->by == ATTR_TEMPLATE;
    fields[FIELD_RANDOMIZED].chosen = (size_t)plan->assigned;
    fields[FIELD_ENDS].chosen = late                      ? END_NONE
                                : plan->lift != 0         ? END_LIFT
                                : plan->per_arm > 0       ? END_PER_ARM
                                : plan->until != DAY_NONE ? END_UNTIL
                                                          : END_NONE;
    for (size_t i = 0; i < FIELD_COUNT; i++) {
        if (!fields[i].choice_count && terms[i] != PLAN_TERM_COUNT) {
            input_set(&fields[i].input, plan_term_words(plan, terms[i], words));
        }
    }
    input_set(&fields[FIELD_CAMPAIGN].input, plan->campaign);
}

/* What declaring it now means, where that is no plan from before the results. */
static void put_note(struct plan_form *form, const struct plan_draft *draft)
{
    char day[WORDS_SIZE];
    words_day(draft->first_day, draft->today, day);
    snprintf(form->note, sizeof form->note,
             draft->stands ? _("Sent since %s: changed now, it is judged as without a plan.")
                           : _("Sent since %s: an end that is set now comes too late."),
             day);
    form->form.note = form->note;
}

void overlay_plan(struct app *app, const struct plan_draft *draft)
{
    static const struct overlay_ops ops = {IN_FORM, plan_draw, plan_act};
    if (!overlay_begin(app, &ops)) {
        return;
    }
    struct plan_form *form = ARENA_NEW(app->overlay.arena, struct plan_form);
    const char *title = arena_strdup(app->overlay.arena, draft->name);
    if (!form || !title) {
        overlay_close(app);
        app_say(app, "%s", _("out of memory"));
        return;
    }
    app->overlay.plan = form;
    app->overlay.form = &form->form;
    form->campaign = draft->campaign;
    form->stands = draft->stands;
    form->brings_back = draft->brings_back;
    form->form.title = draft->stands ? title : _("Declare a test");
    form->form.count = FIELD_COUNT;
    label_fields(form->form.fields);
    bool sent = draft->first_day != DAY_NONE && draft->first_day < draft->today;
    fill_fields(form, &draft->plan, sent && !draft->stands);
    if (sent) {
        put_note(form, draft);
    }
    show_fields(form);
    /* Not the plan itself: its digits and names may be more than a field holds, and leaving a form
     * as it was must not count as an edit. */
    form->before = draft->stands ? document_of(app) : NULL;
    err_clear(&app->overlay.mistake);
    form->form.at = draft->stands ? FIELD_GOAL : FIELD_CAMPAIGN;
}
