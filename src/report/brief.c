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
    personal_mask(&out, text, strlen(text));
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

/* --- the verdict ----------------------------------------------------------------------------- */

/* "CTR rose to 21.0 %, from 18.5 %, against 2026-09-01–30." */
static const char *movement(const struct brief_builder *builder)
{
    const struct brief *made = builder->made;
    const struct movers *movers = made->movers;
    const char *than = made->overview->change_words;
    if (!movers->compared || !than) {
        return arena_strdup(builder->arena, _("There is no period before to compare with."));
    }
    if (movers->count == 0) {
        return arena_printf(builder->arena,
                            _("No rate moved beyond chance within the same campaigns (%s)."), than);
    }
    const struct mover *first = &movers->lines[0];
    const char *name = first->name ? brief_masked(builder->arena, first->name) : NULL;
    if (first->name && !name) {
        return NULL;
    }
    return name ? arena_printf(builder->arena, _("%s: %s (%s)."), name, first->text, than)
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
                               made->standing->campaigns),
                           (long long)made->standing->campaigns);
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
    for (size_t i = 0; i < overview->note_count; i++) {
        if (!brief_unknown(builder, arena_printf(builder->arena, "%s.", overview->notes[i]))) {
            return false;
        }
    }
    if (counting > 0 &&
        !brief_unknown(builder,
                       arena_printf(builder->arena,
                                    NG_("%lld campaign is still counting: its figures may grow.",
                                        "%lld campaigns are still counting: their figures may "
                                        "grow.",
                                        counting),
                                    (long long)counting))) {
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

static bool take_movers(struct brief *made)
{
    made->movers = made->standing->movers ? made->standing->movers : made->more->movers;
    return true;
}

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
              take_movers(made) && brief_figures(&builder) && brief_rank(&builder) &&
              brief_tests(&builder) && brief_worth(&builder, &opportunities) &&
              brief_sources(&builder) && write_verdict(&builder, opportunities) &&
              write_unknown(&builder);
    vec_free(&builder.unknown);
    if (ok) {
        *brief = made;
    } else if (err) {
        *err = trouble;
    }
    return ok;
}
