/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the form that corrects campaigns asks for, and the words for it.
 */
#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "text/ascii.h"
#include "text/width.h"
#include "ui/app/correct_form.h"

/* --- what is asked for ------------------------------------------------------------------------ */

static bool is_blank(const char *text)
{
    return text[strspn(text, " ")] == '\0';
}

/* NULL: stays as it is. */
static const char *typed(const struct correct_form *form, enum correct_field id)
{
    const struct form_field *field = &form->form.fields[id];
    const char *text = field->input.text;
    bool blank = is_blank(text);
    if (field->hidden) {
        return NULL;
    }
    if (form->several[id]) {
        return !blank ? text : form->emptied[id] ? "" : NULL;
    }
    return strcmp(text, form->before[id]) == 0 ? NULL : blank ? "" : text;
}

/* The place of what was chosen among the values, 0 the first; -1: it was left alone. */
static int chosen(const struct correct_form *form, enum correct_field id)
{
    size_t now = form->form.fields[id].chosen;
    return now == form->chosen[id] ? -1 : (int)now - (form->several[id] ? 1 : 0);
}

/* "": as files say. */
static const char *value_of(const struct correct_form *form, enum correct_field id)
{
    int at = chosen(form, id);
    return at < 0               ? NULL
           : at == 0            ? ""
           : id == CORRECT_KIND ? campaign_kind_name((enum campaign_kind)(at - 1))
                                : campaign_goal_name((enum campaign_goal)(at - 1));
}

static size_t how_many_have(const struct edit_draft *draft, const char *tag)
{
    for (size_t i = 0; i < draft->tag_count; i++) {
        if (strcmp(draft->tags[i].tag, tag) == 0) {
            return draft->tags[i].count;
        }
    }
    return 0;
}

/* Whether the list of signed tags has one already: 1 with this sign, -1 with the other, 0 not. */
static int is_listed(const char *list, bool away, const char *tag)
{
    size_t length = strlen(tag);
    while (*list) {
        size_t part = strcspn(list, ",");
        if (part == length + 1 && strncmp(list + 1, tag, length) == 0) {
            return (*list == '-') == away ? 1 : -1;
        }
        list += part + (list[part] == ',');
    }
    return 0;
}

static bool take_tag(const struct correct_form *form, const char *tag, bool away,
                     struct strbuf *list, struct err *err)
{
    size_t have = how_many_have(form->draft, tag);
    int listed = is_listed(strbuf_text(list), away, tag);
    if (listed < 0) {
        return err_set(err, ERR_USAGE, _("%s cannot be put on and taken away at once"), tag);
    }
    if (away && have == 0) {
        return err_set(err, ERR_USAGE,
                       form->draft->count == 1 ? _("it has no tag %s to take away")
                                               : _("none of them has a tag %s to take away"),
                       tag);
    }
    if (listed == 0 && (away || have < form->draft->count)) {
        strbuf_printf(list, "%s%c%s", list->length ? "," : "", away ? '-' : '+', tag);
    }
    return !list->failed || err_memory(err);
}

/* "+vip,-spring", of that only what makes a difference; NULL in *tags: nothing does. */
static bool take_tags(const struct correct_form *form, const char **tags, struct err *err)
{
    const char *at = form->form.fields[CORRECT_TAGS].input.text;
    struct strbuf list = STRBUF_INIT;
    bool ok = true;
    *tags = NULL;
    while (ok && *at) {
        size_t part = strcspn(at, ","), skip = strspn(at, " ");
        const char *from = at + (skip < part ? skip : part), *end = at + part;
        bool away = from < end && *from == '-';
        from += from < end && (*from == '-' || *from == '+');
        from += from < end ? strspn(from, " ") : 0;
        while (end > from && end[-1] == ' ') {
            end--;
        }
        if (end > from) {
            char *tag = arena_strndup(form->arena, from, (size_t)(end - from));
            ok = tag ? take_tag(form, tag, away, &list, err) : err_memory(err);
        }
        at += part + (at[part] == ',');
    }
    if (ok && list.length) {
        *tags = arena_strdup(form->arena, strbuf_text(&list));
        ok = *tags || err_memory(err);
    }
    strbuf_free(&list);
    return ok;
}

bool correct_form_take(const struct correct_form *form, struct chore_correction *wish,
                       bool *nothing, enum correct_field *wrong, struct err *err)
{
    struct ops_edit wanted = {.name = typed(form, CORRECT_NAME),
                              .alias = typed(form, CORRECT_ALIAS),
                              .kind = value_of(form, CORRECT_KIND),
                              .goal = value_of(form, CORRECT_GOAL),
                              .group = typed(form, CORRECT_GROUP),
                              .note = typed(form, CORRECT_NOTE)};
    int archive = chosen(form, CORRECT_ARCHIVE), exclude = chosen(form, CORRECT_EXCLUDE);
    *wrong = CORRECT_TAGS;
    if (!take_tags(form, &wanted.tags, err)) {
        return false;
    }
    if (wanted.name && strcmp(wanted.name, form->draft->rows[0].imported) == 0) {
        wanted.name = ""; /* as files have it */
    }
    wanted.archive = archive < 0 ? OPS_EDIT_LEAVE : archive ? OPS_EDIT_ARCHIVE : OPS_EDIT_UNARCHIVE;
    wanted.exclude = exclude < 0 ? OPS_EDIT_AS_IT_IS
                     : exclude   ? OPS_EDIT_LEAVE_OUT
                                 : OPS_EDIT_COUNT_AGAIN;
    wish->wanted = wanted;
    *nothing = !wanted.name && !wanted.alias && !wanted.kind && !wanted.goal && !wanted.tags &&
               !wanted.group && !wanted.note && wanted.archive == OPS_EDIT_LEAVE &&
               wanted.exclude == OPS_EDIT_AS_IT_IS;
    return *nothing || ops_edit_check(&wanted, err);
}

/* --- the words for it ------------------------------------------------------------------------- */

/* "kind → flow"; long texts are cut. */
static void add_value(struct strbuf *out, const char *label, const char *value, const char *none,
                      bool ascii)
{
    enum { COLUMNS = 48 };
    if (!value) {
        return;
    }
    strbuf_puts(out, out->length ? ", " : "");
    if (!value[0]) {
        strbuf_puts(out, none);
        return;
    }
    struct strbuf shown = STRBUF_INIT;
    if (ascii) {
        ascii_text(&shown, value);
        value = strbuf_text(&shown);
    }
    size_t fits = width_fit(value, SIZE_MAX, COLUMNS, NULL);
    strbuf_printf(out, "%s %s %.*s%s", label, ascii ? "->" : "\xe2\x86\x92", (int)fits, value,
                  value[fits] ? "\xe2\x80\xa6" : "");
    strbuf_free(&shown);
}

static void add_words(struct strbuf *out, const char *words)
{
    if (words) {
        strbuf_printf(out, "%s%s", out->length ? ", " : "", words);
    }
}

static void add_tags(struct strbuf *out, const char *tags)
{
    while (tags && *tags) {
        size_t part = strcspn(tags, ",");
        strbuf_printf(out, "%s%s %.*s", out->length ? ", " : "", _("tag"), (int)part, tags);
        tags += part + (tags[part] == ',');
    }
}

const char *correct_form_summary(struct arena *arena, const struct correct_form *form,
                                 const struct chore_correction *wish, bool ascii)
{
    const struct ops_edit *wanted = &wish->wanted;
    struct strbuf out = STRBUF_INIT;
    add_value(&out, _("name"), wanted->name, _("name as files say"), ascii);
    add_value(&out, _("alias"), wanted->alias, _("no alias"), ascii);
    add_value(&out, _("kind"), wanted->kind, _("kind as files say"), ascii);
    add_value(&out, _("goal"), wanted->goal, _("goal as files say"), ascii);
    add_tags(&out, wanted->tags);
    add_value(&out, _("group"), wanted->group, _("no group"), ascii);
    add_value(&out, _("note"), wanted->note, _("no note"), ascii);
    add_words(&out, wanted->archive == OPS_EDIT_ARCHIVE     ? _("archived")
                    : wanted->archive == OPS_EDIT_UNARCHIVE ? _("not archived")
                                                            : NULL);
    add_words(&out, wanted->exclude == OPS_EDIT_LEAVE_OUT     ? _("left out of every KPI and test")
                    : wanted->exclude == OPS_EDIT_COUNT_AGAIN ? _("counted again")
                                                              : NULL);
    size_t count = form->draft->count;
    const char *made =
        out.failed ? NULL
        : count == 1
            ? arena_printf(arena, "%s: %s.", form->draft->rows[0].shown, strbuf_text(&out))
            : arena_printf(arena, NG_("%zu campaign: %s.", "%zu campaigns: %s.", (int64_t)count),
                           count, strbuf_text(&out));
    strbuf_free(&out);
    return made;
}

const char *correct_form_changed(struct arena *arena, const struct correct_form *form,
                                 const struct edit_draft *now)
{
    static const unsigned bits[CORRECT_FIELDS] = {
        [CORRECT_NAME] = 1U << EDIT_NAME,       [CORRECT_ALIAS] = 1U << EDIT_ALIAS,
        [CORRECT_KIND] = 1U << EDIT_KIND,       [CORRECT_GOAL] = 1U << EDIT_GOAL,
        [CORRECT_TAGS] = 1U << EDIT_TAG,        [CORRECT_GROUP] = 1U << EDIT_GROUP,
        [CORRECT_NOTE] = 1U << EDIT_NOTE,       [CORRECT_ARCHIVE] = 1U << EDIT_ARCHIVE,
        [CORRECT_EXCLUDE] = EDIT_DRAFT_EXCLUDED};
    unsigned fields = edit_draft_difference(form->draft, now);
    struct strbuf out = STRBUF_INIT;
    for (size_t i = 0; i < CORRECT_FIELDS; i++) {
        add_words(&out, fields & bits[i] ? form->form.fields[i].label : NULL);
    }
    const char *made = out.failed ? NULL : arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&out);
    return made;
}
