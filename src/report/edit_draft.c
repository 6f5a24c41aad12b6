/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/edit_draft.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "store/exclude.h"
#include "store/query.h"

/* --- one campaign ----------------------------------------------------------------------------- */

static const char *or_none(const char *text)
{
    return text ? text : "";
}

static bool read_row(struct arena *arena, struct store *store, const struct campaign_edit *edit,
                     struct edit_draft_row *row, struct err *err)
{
    if (row->number == 0) {
        return err_set(err, ERR_REFUSED, _("%s is no campaign"), CAMPAIGN_UNATTRIBUTED);
    }
    if (!query_name(store, arena, row->number, &row->shown, err) ||
        !edits_stated(store, row->number, &row->file_kind, &row->file_goal, err) ||
        !exclude_is(store, row->number, &row->excluded, err)) {
        return false;
    }
    row->name = edit ? edit->name : row->shown;
    row->imported = edit ? edit->imported : row->shown;
    row->alias = or_none(edit ? edit->alias : NULL);
    row->group = or_none(edit ? edit->group : NULL);
    row->note = or_none(edit ? edit->note : NULL);
    row->kind = edit ? edit->kind : KIND_UNKNOWN;
    row->goal = edit ? edit->goal : GOAL_UNKNOWN;
    row->archived = edit && edit->archived;
    row->tags = edit ? edit->tags : NULL;
    row->tag_count = edit ? edit->tag_count : 0;
    return true;
}

/* --- what there is ---------------------------------------------------------------------------- */

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* In order, each once; returns how many are left. */
static size_t sort_words(const char **words, size_t count)
{
    size_t kept = 0;
    if (count > 0) {
        qsort(words, count, sizeof *words, by_text);
    }
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || strcmp(words[kept - 1], words[i]) != 0) {
            words[kept++] = words[i];
        }
    }
    return kept;
}

static bool has_tag(const struct edit_draft_row *row, const char *tag)
{
    for (size_t i = 0; i < row->tag_count; i++) {
        if (strcmp(row->tags[i], tag) == 0) {
            return true;
        }
    }
    return false;
}

static bool list_tags(struct arena *arena, const struct campaign_edit *edits, size_t count,
                      struct edit_draft *draft)
{
    size_t all = 0, made = 0;
    for (size_t i = 0; i < count; i++) {
        all += edits[i].tag_count;
    }
    const char **words = ARENA_ARRAY(arena, const char *, all + 1);
    struct edit_draft_tag *tags = ARENA_ARRAY(arena, struct edit_draft_tag, all + 1);
    if (!words || !tags) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < edits[i].tag_count; k++) {
            words[made++] = edits[i].tags[k];
        }
    }
    draft->tag_count = sort_words(words, made);
    for (size_t i = 0; i < draft->tag_count; i++) {
        tags[i].tag = words[i];
        for (size_t k = 0; k < draft->count; k++) {
            tags[i].count += has_tag(&draft->rows[k], words[i]);
        }
    }
    draft->tags = tags;
    return true;
}

static bool list_groups(struct arena *arena, const struct campaign_edit *edits, size_t count,
                        struct edit_draft *draft)
{
    size_t made = 0;
    const char **words = ARENA_ARRAY(arena, const char *, count + 1);
    for (size_t i = 0; words && i < count; i++) {
        if (edits[i].group) {
            words[made++] = edits[i].group;
        }
    }
    draft->group_count = words ? sort_words(words, made) : 0;
    draft->groups = words;
    return words != NULL;
}

bool edit_draft_build(struct arena *arena, struct store *store, const int64_t *campaigns,
                      size_t count, const struct edit_draft **draft, struct err *err)
{
    struct campaign_edit *edits;
    size_t edit_count;
    struct edit_draft *made = ARENA_NEW(arena, struct edit_draft);
    struct edit_draft_row *rows = ARENA_ARRAY(arena, struct edit_draft_row, count + 1);
    if (!made || !rows) {
        return err_memory(err);
    }
    if (!edits_list(store, arena, &edits, &edit_count, err)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        rows[i].number = campaigns[i];
        if (!read_row(arena, store, edits_find(edits, edit_count, campaigns[i]), &rows[i], err)) {
            return false;
        }
    }
    made->rows = rows;
    made->count = count;
    if (!list_tags(arena, edits, edit_count, made) ||
        !list_groups(arena, edits, edit_count, made)) {
        return err_memory(err);
    }
    *draft = made;
    return true;
}

/* --- what changed meanwhile ------------------------------------------------------------------- */

static unsigned row_difference(const struct edit_draft_row *a, const struct edit_draft_row *b)
{
    bool tags = a->tag_count != b->tag_count;
    for (size_t i = 0; !tags && i < a->tag_count; i++) {
        tags = strcmp(a->tags[i], b->tags[i]) != 0;
    }
    return (strcmp(a->name, b->name) != 0 ? 1U << EDIT_NAME : 0) |
           (strcmp(a->alias, b->alias) != 0 ? 1U << EDIT_ALIAS : 0) |
           (a->kind != b->kind || a->file_kind != b->file_kind ? 1U << EDIT_KIND : 0) |
           (a->goal != b->goal || a->file_goal != b->file_goal ? 1U << EDIT_GOAL : 0) |
           (strcmp(a->group, b->group) != 0 ? 1U << EDIT_GROUP : 0) |
           (strcmp(a->note, b->note) != 0 ? 1U << EDIT_NOTE : 0) |
           (a->archived != b->archived ? 1U << EDIT_ARCHIVE : 0) | (tags ? 1U << EDIT_TAG : 0) |
           (a->excluded != b->excluded ? EDIT_DRAFT_EXCLUDED : 0);
}

unsigned edit_draft_difference(const struct edit_draft *a, const struct edit_draft *b)
{
    unsigned fields = 0;
    for (size_t i = 0; i < a->count && i < b->count; i++) {
        fields |= row_difference(&a->rows[i], &b->rows[i]);
    }
    return fields;
}

/* FNV-1a; a text ends with its terminator, so that "ab", "c" is not "a", "bc". */
static void stamp_bytes(uint64_t *stamp, const void *bytes, size_t length)
{
    const unsigned char *at = bytes;
    for (size_t i = 0; i < length; i++) {
        *stamp = (*stamp ^ at[i]) * 0x100000001b3u;
    }
}

static void stamp_text(uint64_t *stamp, const char *text)
{
    stamp_bytes(stamp, text, strlen(text) + 1);
}

uint64_t edit_draft_stamp(const struct edit_draft *draft)
{
    uint64_t stamp = 0xcbf29ce484222325u;
    for (size_t i = 0; i < draft->count; i++) {
        const struct edit_draft_row *row = &draft->rows[i];
        const int plain[] = {(int)row->kind,      (int)row->file_kind, (int)row->goal,
                             (int)row->file_goal, row->archived,       row->excluded};
        stamp_bytes(&stamp, &row->number, sizeof row->number);
        stamp_bytes(&stamp, plain, sizeof plain);
        stamp_text(&stamp, row->name);
        stamp_text(&stamp, row->alias);
        stamp_text(&stamp, row->group);
        stamp_text(&stamp, row->note);
        for (size_t k = 0; k < row->tag_count; k++) {
            stamp_text(&stamp, row->tags[k]);
        }
        stamp_text(&stamp, "");
    }
    return stamp;
}
