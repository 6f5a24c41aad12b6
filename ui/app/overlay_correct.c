/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The form that corrects the campaign under the cursor, or the marked ones: what `campane edit` and
 * `campane exclude` do. Before anything is written it says what will be, and asks.
 */
#include <string.h>

#include "base/i18n.h"
#include "ui/app/app_private.h"
#include "ui/app/correct_form.h"
#include "ui/app/overlay_edit.h"

/* --- which campaigns -------------------------------------------------------------------------- */

/* The marked ones, else the one under the cursor (in *one); 0: there is none. */
static size_t find_campaigns(struct app *app, const int64_t **numbers, int64_t *one)
{
    struct screen *front = app_front(app);
    size_t marked = front->ops->marked ? front->ops->marked(front->state, numbers) : 0;
    if (marked > 0) {
        return marked;
    }
    *numbers = one;
    return front->ops->campaign && front->ops->campaign(front->state, one) ? 1 : 0;
}

static bool has_nameless(const int64_t *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (numbers[i] == 0) {
            return true;
        }
    }
    return false;
}

bool overlay_correct_offers(struct app *app)
{
    const int64_t *numbers;
    int64_t one = 0;
    size_t count = find_campaigns(app, &numbers, &one);
    return count > 0 && !has_nameless(numbers, count) && !app_cannot_write(app);
}

/* Why E does nothing here; NULL: it does. */
static const char *refusal(struct app *app, const int64_t *numbers, size_t count)
{
    if (app->session.read_only) {
        return _("opened read-only: no campaign can be edited");
    }
    if (app_cannot_write(app)) {
        return _("the store cannot be written: no campaign can be edited");
    }
    if (count == 0) {
        return app_front(app)->ops->campaign
                   ? _("no campaign is under the cursor")
                   : _("no row here is a campaign to edit: go to Campaigns");
    }
    if (has_nameless(numbers, count)) {
        return count == 1 ? _("these messages name no campaign: there is none to edit")
                          : _("(unattributed) is marked, which is no campaign");
    }
    return NULL;
}

void overlay_correct_begin(struct app *app)
{
    int64_t one = 0;
    struct chore_correction which = {.campaigns = NULL};
    which.count = find_campaigns(app, &which.campaigns, &one);
    const char *why = refusal(app, which.campaigns, which.count);
    if (why) {
        app_say(app, "%s", why);
        return;
    }
    app_begin_correction(app, CHORE_CORRECT_READ, &which);
}

/* --- the question ----------------------------------------------------------------------------- */

static const struct overlay_ops form_ops, question_ops;

static void question_draw(struct app *app, const struct area *all)
{
    struct hint hints[HINTS_MOST];
    size_t count = overlay_hints(app, IN_QUESTION, NULL, hints);
    dialog_message(all, _("Write this?"), app->overlay.words, hints, count);
}

/* The form stays until it is known what became of it: what was typed is lost by no refusal. Where
 * that takes long (what is left out makes all figures again), Esc goes on without it. */
static void begin(struct app *app)
{
    const struct chore_correction wish = app->overlay.wish;
    app->overlay.ops = &form_ops;
    app->overlay.words = NULL;
    app_begin_correction(app, CHORE_CORRECT, &wish);
}

static void question_act(struct app *app, enum action action, struct key key)
{
    (void)key;
    if (action == ACTION_YES) {
        begin(app);
    } else if (action == ACTION_NO || action == ACTION_BACK || action == ACTION_LEAVE) {
        app->overlay.ops = &form_ops;
        app->overlay.words = NULL;
    }
}

/* --- the form --------------------------------------------------------------------------------- */

static void form_show(struct app *app, const struct area *all)
{
    struct correct_form *form = app->overlay.correct;
    struct hint hints[HINTS_MOST];
    char words[1024];
    static const struct action_set hidden = {
        .has = {[ACTION_PLAN_DROP] = true, [ACTION_PLAN_UNDO] = true, [ACTION_ERASE_ALL] = true}};
    size_t count = overlay_hints(app, IN_FORM, &hidden, hints);
    const struct err *mistake = &app->overlay.mistake;
    correct_form_words(form);
    form->form.mistake =
        mistake->code == ERR_NONE ? NULL : err_format(mistake, words, sizeof words);
    form_draw(&form->form, all, hints, count);
    form->form.mistake = NULL;
}

static void accept(struct app *app)
{
    struct overlay *overlay = &app->overlay;
    struct correct_form *form = overlay->correct;
    bool nothing;
    enum correct_field wrong;
    err_clear(&overlay->mistake);
    if (!correct_form_take(form, &overlay->wish, &nothing, &wrong, &overlay->mistake)) {
        form->form.at = wrong;
        return;
    }
    if (nothing) {
        overlay_close(app);
        app_say(app, "%s", _("nothing was changed"));
        return;
    }
    overlay->words = correct_form_summary(overlay->arena, form, &overlay->wish,
                                          (app->flags & CANVAS_ASCII) != 0);
    if (!overlay->words) {
        err_memory(&overlay->mistake);
        return;
    }
    overlay->ops = &question_ops;
}

static bool turn(struct form_field *field, enum action action, struct key key)
{
    bool forward = action == ACTION_INPUT_RIGHT || key.code == ' ';
    return (forward || action == ACTION_INPUT_LEFT) && form_turn(field, forward);
}

static void edit(struct app *app, enum action action, struct key key)
{
    struct correct_form *form = app->overlay.correct;
    struct form_field *field = &form->form.fields[form->form.at];
    bool erases = action == ACTION_ERASE || action == ACTION_ERASE_ALL;
    bool changed = field->choice_count                  ? turn(field, action, key)
                   : erases && correct_form_empty(form) ? true
                   : action == ACTION_INPUT_RIGHT && correct_form_complete(form)
                       ? true
                       : overlay_edit(&field->input, action, key);
    if (changed) {
        err_clear(&app->overlay.mistake);
    }
}

static void click(struct app *app, struct key key)
{
    struct form *form = &app->overlay.correct->form;
    struct canvas canvas;
    struct area all = app_measured(app, &canvas);
    int hit = form_hit(form, &all, key.x, key.y);
    form->at = hit >= 0 ? (size_t)hit : form->at;
}

static void form_act(struct app *app, enum action action, struct key key)
{
    struct form *form = &app->overlay.correct->form;
    if (action == ACTION_BACK) {
        overlay_close(app);
    } else if (action == ACTION_ACCEPT) {
        accept(app);
    } else if (action == ACTION_INPUT_UP || (key.code == KC_TAB && key.mods & KM_SHIFT)) {
        form_step(form, false);
    } else if (action == ACTION_INPUT_DOWN || key.code == KC_TAB) {
        form_step(form, true);
    } else if (key.code == KC_CLICK) {
        click(app, key);
    } else {
        edit(app, action, key);
    }
}

static const struct overlay_ops form_ops = {IN_FORM, form_show, form_act};
static const struct overlay_ops question_ops = {IN_QUESTION, question_draw, question_act};

/* The numbers of the draft, in the overlay's arena. */
static bool keep_campaigns(struct overlay *overlay, const struct edit_draft *draft)
{
    int64_t *numbers = ARENA_ARRAY(overlay->arena, int64_t, draft->count + 1);
    for (size_t i = 0; numbers && i < draft->count; i++) {
        numbers[i] = draft->rows[i].number;
    }
    overlay->wish = (struct chore_correction){
        .campaigns = numbers, .count = draft->count, .seen = edit_draft_stamp(draft)};
    return numbers != NULL;
}

void overlay_correct(struct app *app, struct chore_result *result)
{
    struct overlay *overlay = &app->overlay;
    const struct edit_draft *draft = result->draft_of_edit;
    if (!overlay_begin(app, &form_ops)) {
        return;
    }
    arena_free(overlay->arena);
    overlay->arena = result->held;
    result->held = NULL;
    overlay->correct = correct_form_new(overlay->arena, draft);
    if (!overlay->correct || !keep_campaigns(overlay, draft)) {
        overlay_close(app);
        app_say(app, "%s", _("out of memory"));
        return;
    }
    overlay->form = &overlay->correct->form;
}

/* --- what became of it ------------------------------------------------------------------------ */

static void say_undo(struct app *app, const struct chore_result *result)
{
    char keys[KEYMAP_KEYS_SIZE];
    keymap_keys(&app->keys, ACTION_UNDO, true, keys);
    app_say(app,
            NG_("%lld campaign edited; %s on Imports undoes it (%lld)",
                "%lld campaigns edited; %s on Imports undoes it (%lld)", result->changed),
            (long long)result->changed, keys, (long long)result->run);
}

void overlay_corrected(struct app *app, const struct chore_result *result)
{
    if (app->overlay.correct) {
        overlay_close(app);
    }
    if (result->run) {
        say_undo(app, result);
    } else {
        app_say(app, "%s", _("nothing is different from before"));
    }
}

/* The next Enter writes over what somebody else changed, which it names. */
static void tell_change(struct app *app, const struct chore_result *result)
{
    struct overlay *overlay = &app->overlay;
    const char *fields =
        correct_form_changed(overlay->arena, overlay->correct, result->draft_of_edit);
    char keys[KEYMAP_KEYS_SIZE];
    err_set(&overlay->mistake, ERR_REFUSED, _("somebody else changed meanwhile: %s"),
            fields ? fields : "");
    err_todo(&overlay->mistake, _("%s once more writes yours over it"),
             keymap_keys(&app->keys, ACTION_ACCEPT, true, keys));
    overlay->wish.seen = edit_draft_stamp(result->draft_of_edit);
}

bool overlay_correct_failed(struct app *app, const struct chore_result *result)
{
    struct overlay *overlay = &app->overlay;
    if (app->doing.kind != CHORE_CORRECT || !overlay->correct) {
        return false;
    }
    overlay->ops = &form_ops;
    overlay->words = NULL;
    if (result->changed_meanwhile) {
        tell_change(app, result);
        return true;
    }
    overlay->mistake = result->err;
    if (overlay->wish.wanted.name) { /* what is refused is that another one has it */
        overlay->correct->form.at = CORRECT_NAME;
    }
    return true;
}
