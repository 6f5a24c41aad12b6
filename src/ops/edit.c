/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ops/edit.h"

#include <string.h>

#include "base/i18n.h"
#include "base/vec.h"
#include "import/values.h"
#include "store/query.h"

#define TAGS_MAX 40 /* in one correction */

struct wording {
    struct arena *arena;
    struct vec words;     /* struct edit_word */
    struct strbuf ledger; /* "tag=+vip kind=flow " */
};

/* As the store keeps names, or notes. */
static const char *clean(struct arena *arena, const char *text, size_t length, bool note)
{
    struct strbuf out = STRBUF_INIT;
    (note ? value_note : value_name)(text, length, &out);
    const char *kept = out.failed ? NULL : arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&out);
    return kept;
}

static bool add(struct wording *wording, enum edit_field field, const char *label,
                const char *value, bool away)
{
    struct edit_word *word = vec_push(&wording->words);
    if (!word || !value) {
        return false;
    }
    *word = (struct edit_word){field, value, away};
    strbuf_printf(&wording->ledger, "%s=%s%s ", label,
                  field != EDIT_TAG ? ""
                  : away            ? "-"
                                    : "+",
                  value);
    return !wording->ledger.failed;
}

static bool add_text(struct wording *wording, enum edit_field field, const char *label,
                     const char *text)
{
    return !text || add(wording, field, label,
                        clean(wording->arena, text, strlen(text), field == EDIT_NOTE), false);
}

/* "vip,-spring,+paid". */
static bool add_tags(struct wording *wording, const char *tags)
{
    while (tags && *tags) {
        size_t length = strcspn(tags, ",");
        const char *from = tags, *end = tags + length;
        from += strspn(from, " ");
        bool away = from < end && *from == '-';
        from += from < end && (*from == '-' || *from == '+');
        const char *tag = clean(wording->arena, from, from < end ? (size_t)(end - from) : 0, false);
        if (!tag || (tag[0] && !add(wording, EDIT_TAG, "tag", tag, away))) {
            return false;
        }
        tags = end + (*end == ',');
    }
    return true;
}

static bool refuse_word(const char *what, const char *word, const char *words, struct err *err)
{
    err_set(err, ERR_USAGE, _("there is no %s \"%.40s\""), what, word);
    return err_todo(err, _("there are: %s"), words);
}

/* "broadcast, drip, flow". */
static bool check_kind(const char *kind, struct err *err)
{
    struct strbuf words = STRBUF_INIT;
    if (!kind || !kind[0] || campaign_kind_parse(kind) != KIND_UNKNOWN) {
        return true;
    }
    for (int i = 0; i < KIND_COUNT; i++) {
        strbuf_printf(&words, "%s%s", i ? ", " : "", campaign_kind_name((enum campaign_kind)i));
    }
    refuse_word(_("kind"), kind, strbuf_text(&words), err);
    strbuf_free(&words);
    return false;
}

static bool check_goal(const char *goal, struct err *err)
{
    struct strbuf words = STRBUF_INIT;
    if (!goal || !goal[0] || campaign_goal_parse(goal) != GOAL_UNKNOWN) {
        return true;
    }
    for (int i = 0; i < GOAL_COUNT; i++) {
        strbuf_printf(&words, "%s%s", i ? ", " : "", campaign_goal_name((enum campaign_goal)i));
    }
    refuse_word(_("goal"), goal, strbuf_text(&words), err);
    strbuf_free(&words);
    return false;
}

bool ops_edit_check(const struct ops_edit *wanted, struct err *err)
{
    bool asks = wanted->name || wanted->alias || wanted->kind || wanted->goal || wanted->tags ||
                wanted->group || wanted->note || wanted->archive != OPS_EDIT_LEAVE ||
                wanted->exclude != OPS_EDIT_AS_IT_IS;
    if (!asks) {
        return err_set(err, ERR_USAGE, "%s", _("nothing is to be changed"));
    }
    size_t commas = 0;
    for (const char *at = wanted->tags; at && *at; at++) {
        commas += *at == ',';
    }
    if (commas >= TAGS_MAX) {
        return err_set(err, ERR_USAGE, _("at most %d tags at once"), TAGS_MAX);
    }
    return check_kind(wanted->kind, err) && check_goal(wanted->goal, err);
}

/* A kind or goal by the name that the store knows. */
static bool add_fixed(struct wording *wording, const struct ops_edit *wanted)
{
    const char *kind = wanted->kind, *goal = wanted->goal;
    if (kind && kind[0]) {
        kind = campaign_kind_name(campaign_kind_parse(kind));
    }
    if (goal && goal[0]) {
        goal = campaign_goal_name(campaign_goal_parse(goal));
    }
    return (!kind || add(wording, EDIT_KIND, "kind", kind, false)) &&
           (!goal || add(wording, EDIT_GOAL, "goal", goal, false));
}

static bool add_all(struct wording *wording, const struct ops_edit *wanted)
{
    return add_text(wording, EDIT_NAME, "name", wanted->name) &&
           add_text(wording, EDIT_ALIAS, "alias", wanted->alias) && add_fixed(wording, wanted) &&
           add_tags(wording, wanted->tags) &&
           add_text(wording, EDIT_GROUP, "group", wanted->group) &&
           add_text(wording, EDIT_NOTE, "note", wanted->note) &&
           (wanted->archive == OPS_EDIT_LEAVE ||
            add(wording, EDIT_ARCHIVE, "archive", wanted->archive == OPS_EDIT_ARCHIVE ? "yes" : "",
                false));
}

/* "excluded=yes " beside other words; alone it is said as campane exclude says it. */
static void add_exclusion(struct wording *wording, const struct ops_edit *wanted)
{
    bool out = wanted->exclude == OPS_EDIT_LEAVE_OUT;
    if (wanted->exclude != OPS_EDIT_AS_IT_IS) {
        strbuf_puts(&wording->ledger, wording->words.count
                                          ? (out ? "excluded=yes " : "excluded=no ")
                                      : out ? ""
                                            : "count ");
    }
}

/* "tag=+vip campaign=Diwali", or "tag=+vip campaigns=12". */
static bool add_subject(struct wording *wording, struct store *store, const int64_t *campaigns,
                        size_t count, struct err *err)
{
    const char *name = "";
    if (count != 1) {
        strbuf_printf(&wording->ledger, "campaigns=%zu", count);
        return !wording->ledger.failed || err_memory(err);
    }
    if (campaigns[0] != 0 && !query_name(store, wording->arena, campaigns[0], &name, err)) {
        return false;
    }
    strbuf_printf(&wording->ledger, "campaign=%s", name);
    return !wording->ledger.failed || err_memory(err);
}

bool ops_edit(struct store *store, const struct ops_edit *wanted, const int64_t *campaigns,
              size_t count, struct edit_result *result, struct cancel *cancel, struct err *err)
{
    if (!ops_edit_check(wanted, err)) {
        return false;
    }
    struct wording wording = {
        .arena = arena_new(), .words = VEC_INIT(struct edit_word), .ledger = STRBUF_INIT};
    bool ok = (wording.arena && add_all(&wording, wanted)) || err_memory(err);
    if (ok) {
        add_exclusion(&wording, wanted);
        ok = add_subject(&wording, store, campaigns, count, err);
    }
    const struct correct_wish wish = {
        .campaigns = campaigns,
        .count = count,
        .words = wording.words.data,
        .word_count = wording.words.count,
        .exclude = wanted->exclude == OPS_EDIT_LEAVE_OUT     ? CORRECT_LEAVE_OUT
                   : wanted->exclude == OPS_EDIT_COUNT_AGAIN ? CORRECT_COUNT_AGAIN
                                                             : CORRECT_AS_IT_IS,
        .shown = strbuf_text(&wording.ledger),
        .stands = wanted->stands,
        .context = wanted->context};
    ok = ok && store_correct(store, &wish, result, cancel, err);
    vec_free(&wording.words);
    strbuf_free(&wording.ledger);
    arena_free(wording.arena);
    return ok;
}
