/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app/correct_form.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "text/width.h"

enum { WORDS_COLUMNS = 250 }; /* as many as there ever is room for */

/* --- what stands ------------------------------------------------------------------------------ */

static const struct form_field *field_of(const struct correct_form *form, enum correct_field id)
{
    return &form->form.fields[id];
}

static const char *text_of(const struct edit_draft_row *row, enum correct_field id)
{
    return id == CORRECT_NAME    ? row->name
           : id == CORRECT_ALIAS ? row->alias
           : id == CORRECT_GROUP ? row->group
                                 : row->note;
}

static int choice_of(const struct edit_draft_row *row, enum correct_field id)
{
    return id == CORRECT_KIND      ? (int)row->kind
           : id == CORRECT_GOAL    ? (int)row->goal
           : id == CORRECT_ARCHIVE ? row->archived
                                   : row->excluded;
}

static bool differs(const struct edit_draft *draft, enum correct_field id, bool typed)
{
    const struct edit_draft_row *rows = draft->rows;
    for (size_t i = 1; i < draft->count; i++) {
        if (typed ? strcmp(text_of(&rows[i], id), text_of(&rows[0], id)) != 0
                  : choice_of(&rows[i], id) != choice_of(&rows[0], id)) {
            return true;
        }
    }
    return false;
}

/* What files say, where all of these campaigns' files say the same; KIND_UNKNOWN, too. False: they
 * differ. */
static bool stated(const struct edit_draft *draft, enum correct_field id, int *value)
{
    for (size_t i = 0; i < draft->count; i++) {
        const struct edit_draft_row *row = &draft->rows[i];
        int own = id == CORRECT_KIND ? (int)row->file_kind : (int)row->file_goal;
        if (i > 0 && own != *value) {
            return false;
        }
        *value = own;
    }
    return true;
}

static const char *name_of(enum correct_field id, int value)
{
    return id == CORRECT_KIND ? campaign_kind_name((enum campaign_kind)value)
                              : campaign_goal_name((enum campaign_goal)value);
}

/* --- how it begins ---------------------------------------------------------------------------- */

static void add_choice(struct form_field *field, const char *words)
{
    if (words && field->choice_count < FORM_CHOICES_MAX) {
        field->choices[field->choice_count++] = words;
    }
}

/* "(several)", as files say, each that there is. */
static void list_values(struct correct_form *form, enum correct_field id, int count)
{
    struct form_field *field = &form->form.fields[id];
    int value = -1;
    if (form->several[id]) {
        add_choice(field, _("(several)"));
    }
    bool same = stated(form->draft, id, &value);
    add_choice(field, !same ? _("as files say")
                      : value < 0
                          ? _("no file says")
                          : arena_printf(form->arena, _("%s, as files say"), name_of(id, value)));
    for (int i = 0; i < count; i++) {
        add_choice(field, name_of(id, i));
    }
    field->chosen = form->several[id] ? 0 : (size_t)(choice_of(&form->draft->rows[0], id) + 1);
}

static void list_answers(struct correct_form *form, enum correct_field id)
{
    struct form_field *field = &form->form.fields[id];
    if (form->several[id]) {
        add_choice(field, _("(several)"));
    }
    add_choice(field, _("no"));
    add_choice(field, _("yes"));
    field->chosen = form->several[id] ? 0 : (size_t)choice_of(&form->draft->rows[0], id);
}

/* "vip, spring (2 of 3)": what the campaigns have. */
static const char *tags_there(struct arena *arena, const struct edit_draft *draft)
{
    struct strbuf words = STRBUF_INIT;
    for (size_t i = 0; i < draft->tag_count; i++) {
        const struct edit_draft_tag *tag = &draft->tags[i];
        if (tag->count > 0) {
            strbuf_printf(&words, "%s%s", words.length ? ", " : "", tag->tag);
        }
        if (tag->count > 0 && tag->count < draft->count) {
            strbuf_printf(&words, _(" (%zu of %zu)"), tag->count, draft->count);
        }
    }
    const char *made = words.failed ? NULL : arena_strdup(arena, strbuf_text(&words));
    strbuf_free(&words);
    return made && made[0] ? made : _("none");
}

static void fill_fields(struct correct_form *form)
{
    static const char *const labels[CORRECT_FIELDS] = {
        [CORRECT_NAME] = N_("Name"),       [CORRECT_ALIAS] = N_("Alias"),
        [CORRECT_KIND] = N_("Kind"),       [CORRECT_GOAL] = N_("Goal"),
        [CORRECT_TAGS] = N_("Tags"),       [CORRECT_GROUP] = N_("Group"),
        [CORRECT_NOTE] = N_("Note"),       [CORRECT_ARCHIVE] = N_("Archived"),
        [CORRECT_EXCLUDE] = N_("Left out")};
    for (int i = 0; i < CORRECT_FIELDS; i++) {
        enum correct_field id = (enum correct_field)i;
        struct form_field *field = &form->form.fields[id];
        bool typed =
            id == CORRECT_NAME || id == CORRECT_ALIAS || id == CORRECT_GROUP || id == CORRECT_NOTE;
        field->label = _(labels[id]);
        field->hidden = form->draft->count > 1 && (id == CORRECT_NAME || id == CORRECT_ALIAS);
        form->several[id] = id != CORRECT_TAGS && differs(form->draft, id, typed);
        if (id == CORRECT_KIND) {
            list_values(form, id, KIND_COUNT);
        } else if (id == CORRECT_GOAL) {
            list_values(form, id, GOAL_COUNT);
        } else if (id == CORRECT_TAGS) {
            field->blank = tags_there(form->arena, form->draft);
        } else if (!typed) {
            list_answers(form, id);
        } else {
            field->blank = form->several[id] ? _("(several)") : _("none");
            input_set(&field->input, form->several[id] ? "" : text_of(&form->draft->rows[0], id));
        }
        form->chosen[id] = field->chosen;
        form->before[id] = arena_strdup(form->arena, field->input.text);
    }
}

/* "Diwali early access, Panier oublié …", as much as is of use. */
static const char *names_of(struct arena *arena, const struct edit_draft *draft)
{
    enum { COLUMNS = 130 };
    struct strbuf words = STRBUF_INIT;
    for (size_t i = 0; i < draft->count && words.length < 4 * COLUMNS; i++) {
        strbuf_printf(&words, "%s%s", i ? ", " : "", draft->rows[i].shown);
    }
    size_t fits = width_fit(strbuf_text(&words), SIZE_MAX, COLUMNS, NULL);
    for (size_t end = fits; fits < words.length && end > 0; end--) {
        if (words.data[end] == ',') { /* whole names, where there is room for one */
            fits = end;
            break;
        }
    }
    const char *made = words.failed          ? NULL
                       : fits < words.length ? arena_printf(arena, "%.*s \xe2\x80\xa6", (int)fits,
                                                            strbuf_text(&words))
                                             : arena_strdup(arena, strbuf_text(&words));
    strbuf_free(&words);
    return made;
}

struct correct_form *correct_form_new(struct arena *arena, const struct edit_draft *draft)
{
    struct correct_form *form = ARENA_NEW(arena, struct correct_form);
    if (!form) {
        return NULL;
    }
    form->draft = draft;
    form->arena = arena;
    form->form.count = CORRECT_FIELDS;
    bool one = draft->count == 1;
    form->form.at = one ? CORRECT_NAME : CORRECT_KIND;
    form->form.title =
        one ? arena_printf(arena, _("Edit %s"), draft->rows[0].shown)
            : arena_printf(arena,
                           NG_("Edit %zu campaign", "Edit %zu campaigns", (int64_t)draft->count),
                           draft->count);
    form->form.note = one ? NULL : names_of(arena, draft);
    fill_fields(form);
    for (int i = 0; i < CORRECT_FIELDS; i++) {
        if (!form->before[i]) {
            return NULL;
        }
    }
    return form->form.title && (one || form->form.note) ? form : NULL;
}

/* --- completion ------------------------------------------------------------------------------- */

/* Where the tag that is being typed begins, behind its sign; *away: with a dash. */
static const char *tag_begin(const char *text, bool *away)
{
    const char *comma = strrchr(text, ',');
    const char *at = comma ? comma + 1 : text;
    at += strspn(at, " ");
    *away = *at == '-';
    return at + (*at == '-' || *at == '+');
}

/* What the word that is being typed may become; NULL: nothing that there is. */
static const char *completion_of(const struct correct_form *form)
{
    enum correct_field id = (enum correct_field)form->form.at;
    const struct input *input = &field_of(form, id)->input;
    const struct edit_draft *draft = form->draft;
    bool away = false, tags = id == CORRECT_TAGS;
    if ((!tags && id != CORRECT_GROUP) || input->cursor != input->length) {
        return NULL;
    }
    const char *begun = tags ? tag_begin(input->text, &away) : input->text;
    size_t length = strlen(begun), count = tags ? draft->tag_count : draft->group_count;
    for (size_t i = 0; length > 0 && i < count; i++) {
        const char *word = tags ? draft->tags[i].tag : draft->groups[i];
        bool fits =
            !tags || (away ? draft->tags[i].count > 0 : draft->tags[i].count < draft->count);
        if (fits && strlen(word) > length && strncmp(word, begun, length) == 0) {
            return word;
        }
    }
    return NULL;
}

bool correct_form_complete(struct correct_form *form)
{
    const char *word = completion_of(form);
    bool away = false;
    if (!word) {
        return false;
    }
    struct input *input = &form->form.fields[form->form.at].input;
    const char *begun = form->form.at == CORRECT_TAGS ? tag_begin(input->text, &away) : input->text;
    struct strbuf text = STRBUF_INIT;
    strbuf_printf(&text, "%.*s%s", (int)(begun - input->text), input->text, word);
    bool done = !text.failed;
    if (done) {
        input_set(input, strbuf_text(&text));
    }
    strbuf_free(&text);
    return done;
}

bool correct_form_empty(struct correct_form *form)
{
    size_t at = form->form.at;
    struct form_field *field = &form->form.fields[at];
    if (!form->several[at] || field->choice_count || field->input.length > 0) {
        return false;
    }
    form->emptied[at] = !form->emptied[at];
    field->blank = form->emptied[at] ? _("(none, for all of them)") : _("(several)");
    return true;
}

/* --- what is said of a field ------------------------------------------------------------------ */

static void say_name(const struct correct_form *form, struct strbuf *out)
{
    const struct edit_draft_row *row = &form->draft->rows[0];
    strbuf_printf(out, _("Files call it %s. Empty: as they do."), row->imported);
}

static void say_value(const struct correct_form *form, enum correct_field id, struct strbuf *out)
{
    int value = -1;
    if (!stated(form->draft, id, &value)) {
        strbuf_puts(out, _("Files say this of one and that of another."));
    } else if (value >= 0) {
        strbuf_printf(out, _("Files say: %s."), name_of(id, value));
    } else {
        strbuf_puts(out, id == CORRECT_KIND
                             ? _("No file says one: it counts as broadcast.")
                             : _("No file says one: sales where orders are known, else none."));
    }
    strbuf_printf(out, " %s", _("Left and right choose."));
}

static void say_tags(const struct correct_form *form, struct strbuf *out)
{
    strbuf_printf(out, _("vip,-spring puts vip on and takes spring away. Now: %s."),
                  form->form.fields[CORRECT_TAGS].blank);
}

static void say_group(const struct correct_form *form, struct strbuf *out)
{
    enum { SHOWN = 6 };
    const struct edit_draft *draft = form->draft;
    strbuf_puts(out, _("What belongs together; no file says one."));
    for (size_t i = 0; i < draft->group_count && i < SHOWN; i++) {
        strbuf_printf(out, "%s%s", i ? ", " : _(" There are: "), draft->groups[i]);
    }
    strbuf_puts(out, draft->group_count > SHOWN ? ", \xe2\x80\xa6" : draft->group_count ? "." : "");
}

/* How a field in which campaigns differ is left alone, or emptied. */
static void say_several(const struct correct_form *form, size_t at, struct strbuf *out)
{
    if (form->several[at]) {
        strbuf_printf(out, " %s",
                      form->form.fields[at].choice_count
                          ? _("(several) leaves each as it is.")
                          : _("Left empty each keeps its own; erasing takes it from all."));
    }
}

void correct_form_words(struct correct_form *form)
{
    size_t at = form->form.at;
    struct strbuf out = STRBUF_INIT;
    const char *word = completion_of(form);
    switch ((enum correct_field)at) {
    case CORRECT_NAME:
        say_name(form, &out);
        break;
    case CORRECT_ALIAS:
        strbuf_puts(&out, _("Shown in place of the name; no file says one."));
        break;
    case CORRECT_KIND:
    case CORRECT_GOAL:
        say_value(form, (enum correct_field)at, &out);
        break;
    case CORRECT_TAGS:
        say_tags(form, &out);
        break;
    case CORRECT_GROUP:
        say_group(form, &out);
        break;
    case CORRECT_NOTE:
        strbuf_puts(&out, _("For whoever looks next; no file says one. Phone numbers and addresses "
                            "are masked."));
        break;
    case CORRECT_ARCHIVE:
        strbuf_puts(&out, _("An archived campaign is in no list; what it did still counts."));
        break;
    case CORRECT_EXCLUDE:
        strbuf_puts(&out, _("Counted apart, out of every KPI, sum and test: for test sends. All "
                            "figures are made again."));
        break;
    case CORRECT_FIELDS:
        break;
    }
    if (word) {
        strbuf_clear(&out);
        strbuf_printf(&out, _("Right completes: %s"), word);
    } else {
        say_several(form, at, &out);
    }
    size_t fits = width_fit(strbuf_text(&out), SIZE_MAX, WORDS_COLUMNS, NULL);
    snprintf(form->words, sizeof form->words, "%.*s", (int)fits, strbuf_text(&out));
    form->form.fields[at].words = form->words;
    strbuf_free(&out);
}
