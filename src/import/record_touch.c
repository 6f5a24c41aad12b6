/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that are clicks, or what people said. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "base/map.h"
#include "base/mem.h"
#include "import/feedback_word.h"
#include "import/link_cells.h"
#include "model/attribution.h"
#include "text/personal.h"

/* Clicks that name nobody are told apart by how often the same stands in the file. */
#define NAMELESS_MAX 1000000
/* Bytes of a comment that are kept; the rest is cut. */
#define COMMENT_SIZE 16384

struct touch_rows {
    struct link_cells cells;
    struct strbuf identity;
    struct map64 nameless; /* identity -> how often */
    uint64_t scaleless;    /* ratings of which nobody can tell what the best is */
};

static bool names_somebody(const struct table *table)
{
    return mapping_has_column(table->mapping, FIELD_MESSAGE_ID) ||
           mapping_has_column(table->mapping, FIELD_RECIPIENT);
}

static void *open_touches(struct table *table, struct err *err)
{
    bool click = table->mapping->record == RECORD_CLICK;
    if (!names_somebody(table) && !mapping_has(table->mapping, FIELD_CAMPAIGN)) {
        err_set(err, ERR_REFUSED,
                click ? _("clicks name a message_id, a recipient or a campaign")
                      : _("feedback names a message_id, a recipient or a campaign"));
        return NULL;
    }
    struct touch_rows *touches = mem_new(1, sizeof *touches);
    if (!touches) {
        err_memory(err);
        return NULL;
    }
    link_cells_init(&touches->cells, table);
    touches->identity = (struct strbuf)STRBUF_INIT;
    return touches;
}

static void close_touches(void *state)
{
    struct touch_rows *touches = state;
    if (touches) {
        link_cells_free(&touches->cells);
        strbuf_free(&touches->identity);
        map64_free(&touches->nameless);
        mem_free(touches);
    }
}

static bool is_false(const struct table *table)
{
    (void)table;
    return false;
}

static bool must_replay(const struct table *table)
{
    return table->mapping->record == RECORD_CLICK && !names_somebody(table);
}

static void next_batch(struct table *table)
{
    (void)table;
}

/* What makes a row one click or comment: who or what, when and where. */
static uint64_t identity(struct table *table, const struct link *link)
{
    struct touch_rows *touches = table->state;
    const struct cell *url = row_cell(&table->row, FIELD_URL);
    const struct cell *comment = row_cell(&table->row, FIELD_COMMENT);
    const struct cell *rating = row_cell(&table->row, FIELD_RATING);
    const struct cell *texts[] = {url, comment, rating};
    struct strbuf *out = &touches->identity;
    strbuf_clear(out);
    strbuf_puts(out, table->mapping->record == RECORD_CLICK ? "click" : "feedback");
    strbuf_add(out, (const char *)&link->message, sizeof link->message);
    strbuf_add(out, (const char *)&link->recipient, sizeof link->recipient);
    strbuf_add(out, (const char *)&link->campaign, sizeof link->campaign);
    strbuf_add(out, (const char *)&link->at, sizeof link->at);
    for (size_t i = 0; i < ARRAY_COUNT(texts); i++) {
        strbuf_putc(out, '\n');
        if (texts[i]) {
            strbuf_add(out, texts[i]->text, texts[i]->length);
        }
    }
    return keyhash_id(table->context->request->hash, KEYHASH_EVENT, out->data, out->length);
}

/* The same for the n-th row of those that name nobody. 0: too many, or out of memory. */
static uint64_t nameless(struct table *table, uint64_t id, struct err *err)
{
    struct touch_rows *touches = table->state;
    uint64_t *times = map64_put(&touches->nameless, id, NULL);
    if (!times) {
        err_memory(err);
        return 0;
    }
    if (touches->nameless.count > NAMELESS_MAX) {
        err_set(err, ERR_REFUSED, _("over %d different clicks name only a campaign"), NAMELESS_MAX);
        err_todo(err, _("import them as daily counters: date, campaign, clicks"));
        return 0;
    }
    if (++*times == 1) {
        return id;
    }
    uint64_t pair[2] = {id, *times};
    return keyhash_id(table->context->request->hash, KEYHASH_EVENT, pair, sizeof pair);
}

/* "4", "4.5", "4/5". False: no rating. */
static bool read_rating(struct row *row, double *rating, int32_t *scale)
{
    const struct cell *cell = row_cell(row, FIELD_RATING);
    const struct cell *best = row_cell(row, FIELD_SCALE);
    int64_t given, of;
    struct currency none;
    *rating = (double)NAN;
    *scale = best && best->number > 0 && best->number <= 1000 ? (int32_t)best->number : 0;
    if (!cell) {
        return true;
    }
    const char *slash = memchr(cell->text, '/', cell->length);
    size_t length = slash ? (size_t)(slash - cell->text) : cell->length;
    if (value_money(cell->text, length, row->mapping->decimal, &given, &none) != VALUE_OK ||
        given < 0 || given > (int64_t)1000 * MONEY_UNIT) {
        row_reject(row, cell->column, _("the rating is no number"));
        return false;
    }
    if (slash && value_count(slash + 1, cell->length - length - 1, '.', &of) == VALUE_OK &&
        of > 0 && of <= 1000) {
        *scale = (int32_t)of;
    }
    *rating = (double)given / MONEY_UNIT;
    return true;
}

static bool add_click(struct table *table, struct batch *batch, const struct link *link)
{
    struct touch_rows *touches = table->state;
    const struct cell *url = row_cell(&table->row, FIELD_URL);
    struct click *click = batch_click(batch, link->key);
    if (!click) {
        return false;
    }
    click->link = *link;
    if (!link->utm && url &&
        link_cells_utm(url->text, url->length, "utm_campaign", &touches->identity)) {
        click->link.utm = attribution_code(strbuf_text(&touches->identity));
    }
    return !touches->identity.failed;
}

static bool add_feedback(struct table *table, struct batch *batch, const struct link *link,
                         double rating, int32_t scale)
{
    bool failed = false;
    const struct cell *kind = row_cell(&table->row, FIELD_FEEDBACK_KIND);
    const struct cell *comment = row_cell(&table->row, FIELD_COMMENT);
    struct feedback *feedback = batch_feedback(batch, link->key);
    if (!feedback) {
        return false;
    }
    feedback->link = *link;
    feedback->rating = rating;
    feedback->scale = scale;
    feedback->kind = kind ? feedback_word(kind->text, kind->length) : NULL;
    bool known_kind = feedback->kind != NULL;
    if (kind && !known_kind) {
        feedback->kind = link_cells_copy(batch, kind->text, kind->length, &failed);
    }
    ((struct touch_rows *)table->state)->scaleless += !isnan(rating) && scale == 0 && !known_kind;
    if (comment) {
        struct strbuf *masked = &((struct touch_rows *)table->state)->identity;
        strbuf_clear(masked);
        personal_mask(masked, comment->text, comment->length);
        feedback->comment =
            link_cells_copy_most(batch, strbuf_text(masked), masked->length, COMMENT_SIZE, &failed);
        failed |= masked->failed;
    }
    return !failed;
}

static enum record_step add(struct table *table, const struct csv_record *record,
                            struct batch *batch, struct err *err)
{
    struct touch_rows *touches = table->state;
    struct row *row = &table->row;
    bool is_click = table->mapping->record == RECORD_CLICK;
    struct link link = {0};
    double rating = (double)NAN;
    int32_t scale = 0;
    (void)record;
    if (!link_cells_time(&touches->cells, is_click ? FIELD_CLICKED_AT : FIELD_GIVEN_AT, &link.at)) {
        return RECORD_REJECTED;
    }
    if (!link_cells_read(&touches->cells, &link)) {
        err_memory(err);
        return RECORD_FAILED;
    }
    if (link.at == TIME_NONE && !link.message) {
        row_reject(row, 0, _("no date"));
        return RECORD_REJECTED;
    }
    if (!link.message && !link.recipient && !link.campaign) {
        row_reject(row, 0, _("names neither a message nor a person nor a campaign"));
        return RECORD_REJECTED;
    }
    if (!is_click && !read_rating(row, &rating, &scale)) {
        return RECORD_REJECTED;
    }
    link.key = identity(table, &link);
    if (is_click && !link.message && !link.recipient &&
        !(link.key = nameless(table, link.key, err))) {
        return RECORD_FAILED;
    }
    import_seen(table->context, link.at);
    bool ok = !batch || (is_click ? add_click(table, batch, &link)
                                  : add_feedback(table, batch, &link, rating, scale));
    if (!ok) {
        err_memory(err);
        return RECORD_FAILED;
    }
    return RECORD_DONE;
}

static bool finish(struct table *table, struct err *err)
{
    struct touch_rows *touches = table->state;
    if (!link_cells_finish(&touches->cells, err)) {
        return false;
    }
    return touches->scaleless == 0 ||
           import_note(table->context,
                       NG_("%" PRIu64 " rating does not say of what it is (column scale, 4/5, or "
                           "kind csat or nps): it is in no score",
                           "%" PRIu64 " ratings do not say of what they are (column scale, 4/5, "
                           "or kind csat or nps): they are in no score",
                           touches->scaleless),
                       touches->scaleless) ||
           err_memory(err);
}

const struct record_ops record_touch_ops = {
    .open = open_touches,
    .add = add,
    .next_batch = next_batch,
    .finish = finish,
    .lacks_campaign = is_false,
    .per_row_identity = is_false,
    .must_replay = must_replay,
    .close = close_touches,
};
