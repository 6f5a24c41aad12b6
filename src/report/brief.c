/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/brief_private.h"
#include "report/excluded.h"

#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "report/words.h"
#include "text/format.h"
#include "text/personal.h"

static const struct {
    const char *name, *title;
} parts[BRIEF_PARTS] = {
#define BRIEF_PART_ROW(id, name, title) {name, title},
    BRIEF_PART_LIST(BRIEF_PART_ROW)
#undef BRIEF_PART_ROW
};

const char *brief_part_name(enum brief_part part)
{
    return parts[part].name;
}

/* --- what the parts share -------------------------------------------------------------------- */

bool brief_keep(struct brief_builder *builder, enum brief_part part, struct table *table,
                const char *none)
{
    builder->made->sections[part] = (struct brief_section){_(parts[part].title), table, none};
    return table || err_memory(builder->err);
}

bool brief_unknown(struct brief_builder *builder, const char *text)
{
    const char **place = text ? vec_push(&builder->unknown) : NULL;
    if (!place) {
        return err_memory(builder->err);
    }
    *place = text;
    return true;
}

const char *brief_masked(struct arena *arena, const char *text)
{
    struct strbuf out = STRBUF_INIT;
    if (!text) {
        return NULL;
    }
    personal_mask(&out, text, strlen(text));
    const char *masked = out.failed ? NULL : arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&out);
    return masked;
}

/* Nobody sends to ten thousand million; phone numbers have that many digits. */
#define FIGURE_DIGITS 9

static bool is_figure(const char *word, size_t length)
{
    return length <= FIGURE_DIGITS && strspn(word, "0123456789.,%") >= length;
}

const char *brief_masked_filter(struct arena *arena, const char *filter)
{
    struct strbuf out = STRBUF_INIT;
    for (const char *at = filter; *at;) {
        size_t length = strcspn(at, " \"<>=!~()");
        if (*at == '"') {
            length = strcspn(at + 1, "\"") + 1;
            length += at[length] == '"';
        } else if (length == 0) {
            length = 1;
        }
        if (is_figure(at, length)) {
            strbuf_add(&out, at, length);
        } else {
            personal_mask(&out, at, length);
        }
        at += length;
    }
    const char *masked = out.failed ? NULL : arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&out);
    return masked;
}

bool brief_mask(struct arena *arena, struct table *table, const char *column)
{
    int at = table_column_by_id(table, column);
    for (size_t row = 0; at >= 0 && row < table->row_count; row++) {
        struct cell *cell = table_cell(table, row, (size_t)at);
        if (cell->kind == CELL_TEXT && cell->text) {
            cell->text = brief_masked(arena, cell->text);
            if (!cell->text) {
                return false;
            }
        }
    }
    return true;
}

struct table_column brief_figure(const char *id, const char *title, enum cell_kind kind)
{
    return (struct table_column){.id = id, .title = title, .kind = kind, .align = TABLE_RIGHT};
}

struct table_column brief_words(const char *id, const char *title)
{
    return (struct table_column){.id = id, .title = title, .kind = CELL_TEXT};
}

/* --- names ----------------------------------------------------------------------------------- */

/* Mask a name in place; false: out of memory. */
static bool mask_name(struct arena *arena, const char **name)
{
    const char *from = *name;
    *name = brief_masked(arena, from);
    return *name || !from;
}

/* The sentence with every `name` in it masked, and its figures left alone. NULL: out of memory. */
static const char *mask_within(struct arena *arena, const char *text, const char *name)
{
    struct strbuf out = STRBUF_INIT;
    const char *masked = brief_masked(arena, name), *found;
    if (!masked) {
        return NULL;
    }
    while (name[0] && (found = strstr(text, name))) {
        strbuf_add(&out, text, (size_t)(found - text));
        strbuf_puts(&out, masked);
        text = found + strlen(name);
    }
    strbuf_puts(&out, text);
    const char *made = out.failed ? NULL : arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&out);
    return made;
}

/* What needs attention, without names of persons and of files: a copy takes its place. */
static bool mask_standing(struct brief_builder *builder)
{
    struct standing *made = ARENA_NEW(builder->arena, struct standing);
    size_t count = builder->made->standing->attention_count;
    struct attention *lines = ARENA_ARRAY(builder->arena, struct attention, count + 1);
    if (!made || !lines) {
        return err_memory(builder->err);
    }
    *made = *builder->made->standing;
    for (size_t i = 0; i < count; i++) {
        lines[i] = made->attention[i];
        if (lines[i].kind == ATTENTION_REJECTED) {
            lines[i].name = _("Last file");
        } else if (!mask_name(builder->arena, &lines[i].name)) {
            return err_memory(builder->err);
        }
    }
    made->attention = lines;
    builder->made->standing = made;
    return true;
}

/* The same of what moved, whichever of them has it. */
static bool take_movers(struct brief_builder *builder)
{
    struct brief *made = builder->made;
    const struct movers *from =
        made->standing->movers ? made->standing->movers : made->more->movers;
    struct movers *movers = ARENA_NEW(builder->arena, struct movers);
    struct mover *lines = ARENA_ARRAY(builder->arena, struct mover, from->count + 1);
    if (!movers || !lines) {
        return err_memory(builder->err);
    }
    *movers = *from;
    for (size_t i = 0; i < from->count; i++) {
        lines[i] = from->lines[i];
        if (!mask_name(builder->arena, &lines[i].name)) {
            return err_memory(builder->err);
        }
    }
    movers->lines = lines;
    made->movers = movers;
    return true;
}

/* The template that the health line names. */
static bool mask_health(struct brief_builder *builder)
{
    struct overview_more *made = ARENA_NEW(builder->arena, struct overview_more);
    const char *name = builder->made->overview->account.quality_of;
    if (!made) {
        return err_memory(builder->err);
    }
    *made = *builder->made->more;
    for (int i = 0; name && i < made->health_count; i++) {
        made->health[i].words = mask_within(builder->arena, made->health[i].words, name);
        if (!made->health[i].words) {
            return err_memory(builder->err);
        }
    }
    builder->made->more = made;
    return true;
}

/* --- the verdict ----------------------------------------------------------------------------- */

/* "CTR rose to 21.0 %, from 18.5 %, against 2026-09-01–30." */
static const char *movement(const struct brief_builder *builder)
{
    const struct brief *made = builder->made;
    const struct movers *movers = made->movers;
    const char *than = made->overview->change_words;
    if (made->overview->totals->empty && builder->scope->filter) {
        return arena_strdup(builder->arena, scope_is_everything(builder->scope)
                                                ? _("The filter matches nothing.")
                                                : _("The filter matches nothing in this period."));
    }
    if (!movers->compared || !than) {
        return arena_strdup(builder->arena, _("There is no period before to compare with."));
    }
    if (!made->overview->has_recent) {
        return arena_strdup(builder->arena, _("Nothing is known of this period."));
    }
    if (!made->overview->has_before) {
        return arena_printf(builder->arena, _("There is nothing to compare with: %s."), than);
    }
    if (movers->count == 0) {
        return arena_printf(builder->arena,
                            _("No rate moved beyond chance within the same campaigns (%s)."), than);
    }
    const struct mover *first = &movers->lines[0];
    return first->name
               ? arena_printf(builder->arena, _("%s: %s (%s)."), first->name, first->text, than)
               : arena_printf(builder->arena, _("All campaigns: %s (%s)."), first->text, than);
}

/* The gap that is worth the most, in one sentence. */
static const char *advice(const struct brief_builder *builder,
                          const struct opportunities *opportunities)
{
    char words[WORDS_SIZE];
    const struct gap *gap = opportunities->count ? &opportunities->gaps[0] : NULL;
    if (!gap || gap->state != GAP_PRICED) {
        return arena_strdup(builder->arena, _("No opportunity can be priced yet."));
    }
    const char *name = brief_masked(builder->arena, gap->name);
    return name ? arena_printf(
                      builder->arena, _("The largest opportunity is %s of %s, worth about %s."),
                      column_kpi_title(gap->kpi), name,
                      format_money_short(words_micros(gap->money.value), gap->currency, words))
                : NULL;
}

/* Standing says one sentence, or two where revenue and cost are known. */
static bool write_verdict(struct brief_builder *builder, const struct opportunities *opportunities)
{
    struct brief *made = builder->made;
    const struct report_item *sum = &made->overview->totals->item;
    const char *standing =
        made->standing->verdict
            ? made->standing->verdict
            : arena_printf(builder->arena,
                           NG_("%lld campaign: too few have a grade for a verdict.",
                               "%lld campaigns: too few have a grade for a verdict.",
                               made->standing->matching),
                           (long long)made->standing->matching);
    bool pays = made->standing->verdict && item_kpi(sum, builder->scope, KPI_ROCS).value.has_value;
    size_t count = 0;
    made->verdict[count++] = standing;
    made->verdict[count++] = movement(builder);
    if (!pays) {
        made->verdict[count++] = advice(builder, opportunities);
    }
    for (size_t i = 0; i < count; i++) {
        if (!made->verdict[i]) {
            return err_memory(builder->err);
        }
    }
    return true;
}

/* --- what is not known ----------------------------------------------------------------------- */

static bool write_unknown(struct brief_builder *builder)
{
    struct brief *made = builder->made;
    const struct overview *overview = made->overview;
    int64_t counting = made->standing->still_counting;
    char number[FORMAT_SIZE];
    for (size_t i = 0; i < overview->note_count; i++) {
        if (!brief_unknown(builder, arena_printf(builder->arena, "%s.", overview->notes[i]))) {
            return false;
        }
    }
    if (counting > 0 &&
        !brief_unknown(builder,
                       arena_printf(builder->arena,
                                    NG_("%s campaign is still counting: its figures may grow.",
                                        "%s campaigns are still counting: their figures may "
                                        "grow.",
                                        counting),
                                    format_count(counting, number)))) {
        return false;
    }
    if (!brief_unknown(builder, _("Who read is known only of people who send read receipts: the "
                                  "open rate is a lower bound."))) {
        return false;
    }
    const struct exclude_facts *excluded = &builder->scope->excluded;
    const char *left_out = excluded_words(builder->arena, excluded);
    const char *limit = excluded_limit(builder->arena, excluded);
    if (!left_out || !limit) {
        return err_memory(builder->err);
    }
    if ((left_out[0] && !brief_unknown(builder, left_out)) ||
        (limit[0] && !brief_unknown(builder, limit))) {
        return false;
    }
    size_t count = builder->unknown.count;
    made->unknown = vec_keep(&builder->unknown, builder->arena);
    made->unknown_count = count;
    return made->unknown || err_memory(builder->err);
}

/* --- all of it ------------------------------------------------------------------------------- */

bool brief_build(struct arena *arena, struct store *store, const struct scope *scope,
                 struct cancel *cancel, const struct brief **brief, struct err *err)
{
    struct err trouble = ERR_INIT;
    const struct opportunities *opportunities;
    struct brief_builder builder = {.arena = arena,
                                    .store = store,
                                    .scope = scope,
                                    .cancel = cancel,
                                    .err = &trouble,
                                    .made = ARENA_NEW(arena, struct brief),
                                    .unknown = VEC_INIT(const char *)};
    struct brief *made = builder.made;
    bool ok = (made || err_memory(&trouble)) &&
              overview_build(arena, store, scope, cancel, &made->overview, &trouble) &&
              overview_more(arena, store, scope, cancel, &made->more, &trouble) &&
              standing_build(arena, store, scope, cancel, &made->standing, &trouble) &&
              take_movers(&builder) && mask_standing(&builder) && mask_health(&builder) &&
              brief_figures(&builder) && brief_rank(&builder) && brief_tests(&builder) &&
              brief_worth(&builder, &opportunities) && brief_sources(&builder) &&
              write_verdict(&builder, opportunities) && write_unknown(&builder);
    vec_free(&builder.unknown);
    if (ok) {
        *brief = made;
    } else if (err) {
        *err = trouble;
    }
    return ok;
}
