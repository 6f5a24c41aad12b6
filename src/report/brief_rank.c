/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The best and the weakest campaigns of a brief, by the KPI its verdict counts by: first by the
 * band each lies in (of what judges it: e-mail is not held against WhatsApp), then by value. On the
 * same walk: what campaigns do not know.
 */
#include "base/i18n.h"
#include "report/brief_private.h"
#include "report/walk.h"
#include "report/words.h"

struct ranked {
    struct report_item item; /* kept */
    struct item_judge judge;
};

/* The first `count` of an order. */
struct ranking {
    struct ranked *rows; /* BRIEF_RANKED */
    size_t count;
    int way;     /* 1: the best first, -1: the weakest */
    bool parted; /* some were taken out that stand among the best */
};

/* > 0: a is better. */
static int better(const struct ranked *a, const struct ranked *b)
{
    const struct grade_result *x = &a->judge.result.grade, *y = &b->judge.result.grade;
    if (x->grade != y->grade) {
        return x->grade > y->grade ? 1 : -1;
    }
    double more = a->judge.result.value.value - b->judge.result.value.value;
    double value = more * kpi_info(a->judge.kpi)->direction;
    return value > 0 ? 1 : value < 0 ? -1 : 0;
}

/* Whether a goes before b; of equals the older campaign. */
static bool goes_before(const struct ranking *ranking, const struct ranked *a,
                        const struct ranked *b)
{
    int way = better(a, b) * ranking->way;
    return way > 0 || (way == 0 && a->item.number < b->item.number);
}

/* False: out of memory. */
static bool offer(struct ranking *ranking, struct arena *arena, const struct ranked *found)
{
    size_t at = ranking->count;
    while (at > 0 && goes_before(ranking, found, &ranking->rows[at - 1])) {
        at--;
    }
    if (at == BRIEF_RANKED) {
        return true;
    }
    struct ranked kept = *found;
    if (!item_keep(arena, &found->item, &kept.item)) {
        return false;
    }
    ranking->count += ranking->count < BRIEF_RANKED;
    for (size_t i = ranking->count - 1; i > at; i--) {
        ranking->rows[i] = ranking->rows[i - 1];
    }
    ranking->rows[at] = kept;
    return true;
}

struct walked {
    struct ranking best, worst;
    struct unknowns unknowns;
};

static bool see(struct brief_builder *builder, struct walked *walked, enum kpi kpi,
                const struct report_item *item, struct err *err)
{
    unknown_add(&walked->unknowns, item, builder->scope);
    if (kpi == KPI_NONE || item->what != ITEM_CAMPAIGN) {
        return true;
    }
    const struct ranked found = {*item, item_judge(item, builder->scope, kpi)};
    enum grade grade = found.judge.result.grade.grade;
    if (grade == GRADE_NONE) {
        return true;
    }
    /* A poor campaign is not among the best, nor the best one among the weakest. */
    return ((grade == GRADE_POOR || offer(&walked->best, builder->arena, &found)) &&
            (grade == GRADE_BEST || offer(&walked->worst, builder->arena, &found))) ||
           err_memory(err);
}

static bool walk_all(struct brief_builder *builder, struct walked *walked, enum kpi kpi)
{
    struct err trouble = ERR_INIT;
    struct report_item item;
    struct walk *walk =
        walk_open(builder->store, builder->scope, NULL, builder->cancel, builder->err);
    if (!walk) {
        return false;
    }
    while (walk_next(walk, &item, &trouble) && see(builder, walked, kpi, &item, &trouble)) {
    }
    walk_close(walk);
    if (trouble.code != ERR_NONE) {
        *builder->err = trouble;
    }
    return trouble.code == ERR_NONE;
}

/* Where there are few, a campaign stands among the best or the weakest, not both. */
static void part(const struct ranking *best, struct ranking *worst)
{
    size_t kept = 0;
    for (size_t i = 0; i < worst->count; i++) {
        bool twice = false;
        for (size_t k = 0; k < best->count; k++) {
            twice |= best->rows[k].item.number == worst->rows[i].item.number;
        }
        if (!twice) {
            worst->rows[kept++] = worst->rows[i];
        }
    }
    worst->parted = kept < worst->count;
    worst->count = kept;
}

static bool lay_out(struct brief_builder *builder, enum brief_part which,
                    const struct ranking *ranking, enum kpi kpi)
{
    static const enum column_what facts[] = {COLUMN_NAME, COLUMN_ID, COLUMN_CHANNEL, COLUMN_START};
    enum { SENT = ARRAY_COUNT(facts), VALUE, FAR, REVENUE, COUNT };
    struct arena *arena = builder->arena;
    struct table_column *columns = ARENA_ARRAY(arena, struct table_column, COUNT);
    struct column shown[COUNT] = {
        [SENT] = {COLUMN_COUNTER, COUNTER_SENT, KPI_NONE},
        [VALUE] = {COLUMN_KPI, COUNTER_NONE, kpi == KPI_NONE ? KPI_CTR : kpi},
        [REVENUE] = {COLUMN_COUNTER, COUNTER_REVENUE, KPI_NONE}};
    if (!columns) {
        return err_memory(builder->err);
    }
    for (size_t i = 0; i < ARRAY_COUNT(facts); i++) {
        shown[i] = (struct column){facts[i], COUNTER_NONE, KPI_NONE};
    }
    for (size_t i = 0; i < COUNT; i++) {
        columns[i] = i == FAR ? brief_words("distance", _("Distance")) : column_describe(&shown[i]);
    }
    columns[1].key = true;
    struct table *table = table_new(arena, "", columns, COUNT, ranking->count);
    for (size_t row = 0; table && row < ranking->count; row++) {
        const struct ranked *from = &ranking->rows[row];
        char words[WORDS_SIZE];
        words_distance(from->judge.kpi, &from->judge.result.grade, words);
        for (size_t i = 0; i < COUNT; i++) {
            if (i != FAR) {
                *table_cell(table, row, i) = column_cell(&shown[i], &from->item, builder->scope);
            }
        }
        const char *far =
            from->judge.kpi == kpi
                ? arena_strdup(arena, words)
                : arena_printf(arena, _("%s: %s"), column_kpi_title(from->judge.kpi), words);
        if (!far) {
            return err_memory(builder->err);
        }
        *table_cell(table, row, FAR) = cell_text(far);
    }
    if (table && !brief_mask(arena, table, columns[0].id)) {
        return err_memory(builder->err);
    }
    return brief_keep(builder, which, table,
                      kpi == KPI_NONE       ? _("Too few campaigns have a grade to rank them.")
                      : which == BRIEF_BEST ? _("No campaign has a grade of typical or better.")
                      : ranking->parted     ? _("Those with a grade under best stand above.")
                                            : _("No campaign has a grade under best."));
}

static bool say_unknown(struct brief_builder *builder, const struct unknowns *unknowns)
{
    const char *lines[UNKNOWN_COUNT];
    int count = unknown_words(unknowns, builder->arena, lines, NULL);
    for (int i = 0; i < count; i++) {
        if (!brief_unknown(builder, arena_printf(builder->arena, "%s.", lines[i]))) {
            return false;
        }
    }
    return count >= 0 || err_memory(builder->err);
}

bool brief_rank(struct brief_builder *builder)
{
    enum kpi kpi = builder->made->standing->verdict_kpi;
    struct walked walked = {
        .best = {.rows = ARENA_ARRAY(builder->arena, struct ranked, BRIEF_RANKED), .way = 1},
        .worst = {.rows = ARENA_ARRAY(builder->arena, struct ranked, BRIEF_RANKED), .way = -1}};
    if (!walked.best.rows || !walked.worst.rows) {
        return err_memory(builder->err);
    }
    if (!walk_all(builder, &walked, kpi)) {
        return false;
    }
    part(&walked.best, &walked.worst);
    return lay_out(builder, BRIEF_BEST, &walked.best, kpi) &&
           lay_out(builder, BRIEF_WORST, &walked.worst, kpi) &&
           say_unknown(builder, &walked.unknowns);
}
