/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/detail_private.h"

#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "report/column.h"
#include "report/difference.h"
#include "report/words.h"
#include "store/merge.h"

const struct detail_listed detail_listed[DETAIL_LISTED] = {
    {KPI_DELIVERY_RATE, true},
    {KPI_OPEN_RATE, true},
    {KPI_OPEN_RATE_ADJUSTED, false},
    {KPI_CTR, true},
    {KPI_CLICK_TO_OPEN_RATE, false},
    {KPI_ENGAGEMENT_RATE, true},
    {KPI_INTERACTION_RATE, false},
    {KPI_OPTOUT_RATE, true},
    {KPI_BLOCK_RATE, false},
    {KPI_CONVERSION_RATE, true},
    {KPI_CLICK_TO_CONVERSION_RATE, false},
    {KPI_ROCS, true},
    {KPI_ROI, false},
    {KPI_REVENUE_PER_RECIPIENT, false},
    {KPI_REVENUE_PER_CONVERSION, false},
    {KPI_AOV, false},
    {KPI_COST_PER_RECIPIENT, false},
    {KPI_COST_PER_CLICK, false},
    {KPI_COST_PER_CONVERSION, false},
    {KPI_LEAD_RATE, false},
    {KPI_CPL, false},
    {KPI_CAC, false},
    {KPI_CLV, false},
    {KPI_CLV_CAC, false},
    {KPI_FAILURE_RATE, false},
    {KPI_CAP_RATE, false},
    {KPI_UNREACHABLE_RATE, false},
    {KPI_RTO_RATE, false},
    {KPI_CONVERSATIONS, false},
    {KPI_LIST_GROWTH, false},
    {KPI_RETENTION_RATE, false},
    {KPI_REPEAT_PURCHASE_RATE, false},
    {KPI_TIME_TO_READ, false},
    {KPI_CSAT, false},
    {KPI_NPS, false},
    {KPI_COMPLAINT_SHARE, false},
};

/* --- funnel ---------------------------------------------------------------------------------- */

/* The share that a step is of the one before. Days that do not know both are left out of it, as of
 * the KPI that divides the same: an unknown day would make a drop that nobody saw. */
static double step_share(const struct total *total, const struct detail_step *before,
                         const struct detail_step *step)
{
    static const struct {
        enum counter of, step;
        enum kpi kpi;
    } pairs[] = {{COUNTER_SENT, COUNTER_DELIVERED, KPI_DELIVERY_RATE},
                 {COUNTER_DELIVERED, COUNTER_READ, KPI_OPEN_RATE},
                 {COUNTER_DELIVERED, COUNTER_CLICKERS, KPI_CTR},
                 {COUNTER_READ, COUNTER_CLICKERS, KPI_CLICK_TO_OPEN_RATE},
                 {COUNTER_DELIVERED, COUNTER_CONVERSIONS, KPI_CONVERSION_RATE},
                 {COUNTER_CLICKERS, COUNTER_CONVERSIONS, KPI_CLICK_TO_CONVERSION_RATE}};
    const struct kpi_options delivered = KPI_OPTIONS_INIT;
    for (size_t i = 0; i < ARRAY_COUNT(pairs); i++) {
        if (pairs[i].of == before->counter && pairs[i].step == step->counter) {
            struct kpi_value value = kpi_eval(pairs[i].kpi, total, &delivered);
            if (value.has_value) {
                return value.value;
            }
        }
    }
    return (double)step->count / (double)before->count;
}

static bool fill_funnel(struct detail_builder *builder)
{
    static const struct {
        enum counter counter;
        const char *label;
    } stages[] = {{COUNTER_SENT, N_("Sent")},
                  {COUNTER_DELIVERED, N_("Delivered")},
                  {COUNTER_READ, N_("Read")},
                  {COUNTER_CLICKERS, N_("Clicked")},
                  {COUNTER_CONVERSIONS, N_("Converted")}};
    struct detail_step *steps =
        ARENA_ARRAY(builder->arena, struct detail_step, ARRAY_COUNT(stages));
    if (!steps) {
        return err_memory(builder->err);
    }
    const struct detail_step *before = NULL;
    struct detail_step *largest = NULL;
    int64_t most = 0;
    for (size_t i = 0; i < ARRAY_COUNT(stages); i++) {
        struct detail_step *step = &steps[i];
        step->counter = stages[i].counter;
        step->label = _(stages[i].label);
        step->known = total_get(builder->detail->item.total, step->counter, &step->count);
        if (!step->known) {
            continue;
        }
        if (before && before->count > 0) {
            step->has_share = true;
            step->share = step_share(builder->detail->item.total, before, step);
            int64_t lost = (int64_t)((1 - step->share) * (double)before->count + 0.5);
            if (lost > most) {
                most = lost;
                largest = step;
            }
        }
        before = step;
    }
    if (largest) {
        largest->largest_drop = true;
    }
    builder->detail->steps = steps;
    builder->detail->step_count = ARRAY_COUNT(stages);
    return true;
}

/* --- KPIs ------------------------------------------------------------------------------------ */

static bool keep_words(struct detail_builder *builder, const char *words, const char **kept)
{
    if (!words[0]) {
        return true;
    }
    *kept = arena_strdup(builder->arena, words);
    return *kept != NULL;
}

static void put_note(struct strbuf *out, const char *words)
{
    if (words[0]) {
        strbuf_puts(out, out->length > 0 ? " · " : "");
        strbuf_puts(out, words);
    }
}

/* is_main: also that nothing judges it. */
static bool write_kpi_note(struct detail_builder *builder, bool is_main, struct detail_kpi *row)
{
    const struct kpi_value *value = &row->result.value;
    const struct grade_result *grade = &row->result.grade;
    char words[WORDS_SIZE];
    struct strbuf out = STRBUF_INIT;
    enum counter missing =
        words_missing(row->kpi, builder->detail->item.total, &builder->scope->options);
    if (!value->has_value) {
        put_note(&out, words_reason(row->kpi, value->reason, words));
        if (missing != COUNTER_NONE) {
            strbuf_printf(&out, _(": import %s"),
                          words_unlock_of(missing, builder->detail->item.total));
        }
    } else {
        /* That messages without a campaign are not judged is said once, in the notes. */
        bool asked = grade->reason == KPI_REASON_NOT_JUDGED
                         ? builder->detail->item.what != ITEM_UNATTRIBUTED
                         : is_main || grade->reason != KPI_REASON_NO_BENCHMARK;
        put_note(&out, asked ? words_reason(row->kpi, grade->reason, words) : "");
        put_note(&out, value->over ? _("more than all there were") : "");
        put_note(&out, value->partial ? _("some days do not know it and are left out") : "");
        put_note(&out, value->source == KPI_SOURCE_MIXED ? _("from two sources") : "");
        put_note(&out,
                 grade->grade != GRADE_NONE && grade->fallback ? _("judged by reference") : "");
    }
    bool ok = !out.failed && keep_words(builder, strbuf_text(&out), &row->note);
    strbuf_free(&out);
    return ok;
}

static bool fill_kpi(struct detail_builder *builder, const struct detail_listed *listed,
                     struct detail_kpi *row)
{
    enum kpi id = listed->kpi;
    char words[WORDS_SIZE];
    struct detail *detail = builder->detail;
    row->kpi = id;
    row->label = _(kpi_info(id)->label);
    row->result = item_kpi(&detail->item, builder->scope, id);
    row->cell = item_kpi_cell(&detail->item, &row->result, id);
    bool ok =
        keep_words(builder, words_value(id, &row->result.value, words), &row->value_words) &&
        keep_words(builder, words_interval(id, &row->result.value, false, words), &row->interval) &&
        keep_words(builder, words_distance(id, &row->result.grade, words), &row->distance) &&
        write_kpi_note(builder, listed->is_main, row);
    if (ok && builder->has_before && !kpi_is_of_feedback(id) && !kpi_is_of_people(id)) {
        struct kpi_value then = kpi_eval(id, &builder->before, &builder->scope->options);
        struct difference difference;
        ok = difference_of_kpi(builder->arena, id, &row->result.value, &then, &difference);
        row->has_change = ok && difference.known;
        row->change = difference.value;
        row->change_sure = difference.sure;
        row->change_words = difference.words;
    }
    return ok || err_memory(builder->err);
}

/* Unknown ones only where people ask for them. The estimate of opens is for receipts that are off:
 * nothing to say where a set of their own judges the opens of this channel. */
static bool is_worth(const struct detail_builder *builder, const struct detail_listed *listed)
{
    const struct report_item *item = &builder->detail->item;
    struct kpi_result result = item_kpi(item, builder->scope, listed->kpi);
    if (listed->kpi == KPI_OPEN_RATE_ADJUSTED && (result.grade.fallback || !result.grade.row)) {
        struct kpi_result open = item_kpi(item, builder->scope, KPI_OPEN_RATE);
        if (open.grade.row && !open.grade.fallback) {
            return false;
        }
    }
    return listed->is_main || result.value.has_value ||
           result.value.reason != KPI_REASON_UNKNOWN_COUNTER;
}

static bool fill_kpis(struct detail_builder *builder)
{
    struct detail *detail = builder->detail;
    struct detail_kpi *rows = ARENA_ARRAY(builder->arena, struct detail_kpi, DETAIL_LISTED);
    if (!rows) {
        return err_memory(builder->err);
    }
    for (size_t i = 0; i < DETAIL_LISTED; i++) {
        if (is_worth(builder, &detail_listed[i]) &&
            !fill_kpi(builder, &detail_listed[i], &rows[detail->kpi_count++])) {
            return false;
        }
    }
    detail->kpis = rows;
    return true;
}

/* The main KPIs that are unknown, those that the same file would tell together. */
static bool fill_unknown(struct detail_builder *builder)
{
    struct detail *detail = builder->detail;
    const char **lines = ARENA_ARRAY(builder->arena, const char *, DETAIL_LISTED);
    const char *files[DETAIL_LISTED];
    struct strbuf names[DETAIL_LISTED] = {STRBUF_INIT};
    size_t count = 0;
    for (size_t i = 0; i < DETAIL_LISTED; i++) {
        enum counter missing =
            words_missing(detail_listed[i].kpi, detail->item.total, &builder->scope->options);
        if (!detail_listed[i].is_main || missing == COUNTER_NONE) {
            continue;
        }
        const char *file = words_unlock_of(missing, detail->item.total);
        size_t at = 0;
        while (at < count && strcmp(files[at], file) != 0) {
            at++;
        }
        count += at == count;
        files[at] = file;
        strbuf_puts(&names[at], names[at].length ? ", " : "");
        strbuf_puts(&names[at], column_kpi_title(detail_listed[i].kpi));
    }
    bool ok = lines != NULL;
    for (size_t i = 0; i < count; i++) {
        if (ok && !names[i].failed) {
            lines[i] =
                arena_printf(builder->arena, _("%s: import %s"), strbuf_text(&names[i]), files[i]);
        }
        ok = ok && lines[i];
        strbuf_free(&names[i]);
    }
    detail->unknown = lines;
    detail->unknown_count = count;
    return ok || err_memory(builder->err);
}

/* --- all of it ------------------------------------------------------------------------------- */

static bool load(struct detail_builder *builder, int64_t number)
{
    const struct scope *scope = builder->scope;
    struct report_item item;
    if (!query_campaign(builder->store, builder->scratch, number, scope->period.from,
                        scope->period.to, &builder->row, builder->err)) {
        return false;
    }
    if (detail_has_period(scope)) {
        struct campaign_row before;
        if (!query_campaign(builder->store, builder->scratch, number, scope->before.from,
                            scope->before.to, &before, builder->err)) {
            return false;
        }
        builder->before = before.total;
        builder->has_before = before.total.tallies > 0;
    }
    item_of_row(scope, &builder->row, &item);
    builder->notes = ARENA_ARRAY(builder->arena, const char *, DETAIL_NOTES_MAX);
    return (builder->notes && item_keep(builder->arena, &item, &builder->detail->item)) ||
           err_memory(builder->err);
}

/* --- what people said ------------------------------------------------------------------------ */

static void add_said(struct strbuf *out, const struct campaign_edit *edit)
{
    if (strcmp(edit->name, edit->imported) != 0) {
        put_note(out, _("in files"));
        strbuf_printf(out, " %s", edit->imported);
    }
    if (edit->tag_count > 0) {
        put_note(out, edit->tag_count > 1 ? _("tags") : _("tag"));
        strbuf_printf(out, " %s", edit->tag_list);
    }
    if (edit->group) {
        put_note(out, _("group"));
        strbuf_printf(out, " %s", edit->group);
    }
    put_note(out, edit->archived ? _("archived") : "");
    put_note(out, edit->note ? edit->note : "");
}

/* "merged from diwali_v1, Diwali log". */
static bool add_merged(struct detail_builder *builder, struct strbuf *out)
{
    struct merge_row *rows;
    size_t count;
    bool any = false;
    if (!merge_list(builder->store, builder->scratch, &rows, &count, builder->err)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (rows[i].target == builder->row.number) {
            put_note(out, any ? "" : _("merged from"));
            strbuf_printf(out, "%s %s", any ? "," : "", rows[i].name);
            any = true;
        }
    }
    return true;
}

static bool fill_said(struct detail_builder *builder)
{
    const struct campaign_edit *edit = builder->detail->item.edit;
    struct strbuf out = STRBUF_INIT;
    if (!add_merged(builder, &out)) {
        strbuf_free(&out);
        return false;
    }
    put_note(&out, builder->detail->item.excluded ? _("excluded: in no sum and no test") : "");
    if (edit) {
        add_said(&out, edit);
    }
    bool any = out.length > 0;
    bool ok =
        !out.failed && (!any || keep_words(builder, strbuf_text(&out), &builder->detail->said));
    strbuf_free(&out);
    return ok || err_memory(builder->err);
}
bool detail_build(struct arena *arena, struct store *store, const struct scope *scope,
                  int64_t number, enum kpi trend, struct cancel *cancel,
                  const struct detail **detail, struct err *err)
{
    struct arena *scratch = arena_new();
    struct detail_builder *builder = scratch ? ARENA_NEW(scratch, struct detail_builder) : NULL;
    struct detail *made = ARENA_NEW(arena, struct detail);
    bool ok = (builder && made) || err_memory(err);
    if (ok) {
        *builder = (struct detail_builder){.arena = arena,
                                           .scratch = scratch,
                                           .store = store,
                                           .scope = scope,
                                           .err = err,
                                           .detail = made};
        ok = !cancelled(cancel) || err_set(err, ERR_CANCELLED, _("stopped"));
        ok = ok && load(builder, number) && fill_said(builder) && fill_funnel(builder) &&
             fill_kpis(builder) && fill_unknown(builder) && detail_fill_trend(builder, trend);
        ok = ok && (!cancelled(cancel) || err_set(err, ERR_CANCELLED, _("stopped"))) &&
             detail_fill_parts(builder) && detail_fill_notes(builder);
    }
    arena_free(scratch);
    if (ok) {
        *detail = made;
    }
    return ok;
}
