/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Answers of Meta's Graph API: template_analytics and its kin. A document is a page of them, under
 * whatever wrapper; a data point is one row. A template without a name is a campaign called by its
 * id; what names no template is of the whole account and stays unattributed.
 */
#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "import/analytics_point.h"
#include "import/json_docs.h"
#include "import/values.h"
#include "text/utf8.h"

#define NAME_SIZE    255
#define DEPTH        6 /* of objects and lists around data points */
#define HOUR         3600
#define DAY_LONGEST  (28 * HOUR) /* a day when clocks change, and some */
#define DAY_SHORTEST (20 * HOUR)

struct analytics {
    struct import_context *context;
    struct json_docs *docs;
    struct json_doc doc;
    struct batch *batch;
    struct err *err;
    struct arena *texts;                    /* of one document */
    struct zone *zone;                      /* of the data points at hand; NULL: not stated */
    uint32_t parent;                        /* object around them */
    counter_mask known[ANALYTICS_CALL + 1]; /* what the document's points of a kind tell */
    uint64_t lists;                         /* of data points, empty ones too */
    uint64_t free_costs, months, quick_replies, nothing;
    bool more_pages, unnamed, account;
    bool ended;
};

/* --- recognising ------------------------------------------------------------------------------ */

/* What a document is of; ANALYTICS_CALL + 1: none of it. Descends into wrappers. */
static int kind_in(const struct json_tree *tree, uint32_t number, int depth)
{
    uint32_t points = analytics_points(tree, number);
    uint32_t point = json_tree_first(tree, points);
    if (point != JSON_NODE_NONE && json_tree_member(tree, point, "start") != JSON_NODE_NONE) {
        return (int)analytics_kind_of(tree, point);
    }
    enum json_kind kind = (enum json_kind)json_node(tree, number)->kind;
    int found = ANALYTICS_CALL + 1;
    if (depth == 0 || (kind != JSON_IS_OBJECT && kind != JSON_IS_ARRAY)) {
        return found;
    }
    for (uint32_t item = json_tree_first(tree, number);
         item != JSON_NODE_NONE && found > ANALYTICS_CALL;
         item = json_tree_next(tree, number, item)) {
        found = kind_in(tree, item, depth - 1);
    }
    return found;
}

/* The comparison of templates: {"data": [{"metric": "BLOCK_RATE", …}]}. */
static bool is_comparison(const struct json_tree *tree)
{
    uint32_t data = json_tree_member(tree, 0, "data");
    uint32_t first = json_tree_first(tree, data);
    uint32_t metric = json_tree_member(tree, first, "metric");
    return json_tree_text_is(tree, metric, "BLOCK_RATE") ||
           json_tree_text_is(tree, metric, "MESSAGE_SENDS") ||
           json_tree_text_is(tree, metric, "TOP_BLOCK_REASON");
}

struct finding {
    int kind;
    bool comparison;
};

static bool look(void *user, const struct json_tree *tree)
{
    struct finding *finding = user;
    finding->kind = kind_in(tree, 0, DEPTH);
    finding->comparison = is_comparison(tree);
    return finding->kind > ANALYTICS_CALL && !finding->comparison;
}

static struct finding find(const struct sniff *sniff)
{
    struct finding finding = {ANALYTICS_CALL + 1, false};
    if (!sniff->csv) {
        json_docs_sniff(sniff, look, &finding);
    }
    return finding;
}

static int sniff_templates(const struct sniff *sniff, struct strbuf *why)
{
    struct finding finding = find(sniff);
    if (finding.kind != ANALYTICS_TEMPLATE && finding.kind != ANALYTICS_TEMPLATE_GROUP) {
        return 0;
    }
    strbuf_puts(why, finding.kind == ANALYTICS_TEMPLATE ? _("its data points have a template_id")
                                                        : _("its data points have a "
                                                            "template_group_id"));
    return 97;
}

static int sniff_account(const struct sniff *sniff, struct strbuf *why)
{
    static const char *const words[] = {
        [ANALYTICS_PRICING] = N_("its data points have a pricing_type and a volume"),
        [ANALYTICS_CONVERSATION] = N_("its data points count conversations"),
        [ANALYTICS_ACCOUNT] = N_("its data points have sent and delivered"),
        [ANALYTICS_GROUP] = N_("its data points are of groups"),
        [ANALYTICS_CALL] = N_("its data points are of calls"),
    };
    struct finding finding = find(sniff);
    if (finding.comparison) {
        strbuf_puts(why, _("it compares templates"));
        return 97;
    }
    if (finding.kind > ANALYTICS_CALL || !words[finding.kind]) {
        return 0;
    }
    strbuf_puts(why, _(words[finding.kind]));
    return 97;
}

/* --- places ----------------------------------------------------------------------------------- */

/* A text of the document as it is stored; NULL when there is none, or (*failed) out of memory. */
static char *text_of(struct analytics *analytics, uint32_t number, bool *failed)
{
    struct strbuf raw = STRBUF_INIT;
    struct strbuf clean = STRBUF_INIT;
    char *copy = NULL;
    if (number == JSON_NODE_NONE || json_node(analytics->doc.tree, number)->kind == JSON_IS_NULL) {
        return NULL;
    }
    json_tree_text(analytics->doc.tree, number, &raw);
    utf8_sanitize(&clean, strbuf_text(&raw), raw.failed ? 0 : raw.length, NAME_SIZE);
    if (raw.failed || clean.failed) {
        *failed = true;
    } else if (clean.length > 0) {
        copy = arena_strdup(analytics->texts, clean.data);
        *failed = *failed || !copy;
    }
    strbuf_free(&raw);
    strbuf_free(&clean);
    return copy;
}

/* "MARKETING_LITE" and "authentication-international" as the webhooks write categories. */
static char *category_of(struct analytics *analytics, uint32_t number, bool *failed)
{
    char *text = text_of(analytics, number, failed);
    for (char *c = text; c && *c; c++) {
        *c = *c == '-' ? '_' : *c >= 'A' && *c <= 'Z' ? (char)(*c + 32) : *c;
    }
    return text;
}

static const char *sender_of(struct analytics *analytics, uint32_t number, bool *failed)
{
    char *phone = text_of(analytics, number, failed);
    struct strbuf safe = STRBUF_INIT;
    char *copy = NULL;
    if (phone) {
        value_sender(phone, strlen(phone), analytics->context->request->hash, &safe);
        copy = safe.failed ? NULL : arena_strdup(analytics->texts, strbuf_text(&safe));
        *failed = *failed || !copy;
    }
    strbuf_free(&safe);
    return copy;
}

/* Traffic by the Marketing Messages API is counted beside that by the Cloud API: it is told apart,
 * or files of the two would take each other for corrections. */
static const char *product_category(struct analytics *analytics, bool *failed)
{
    const struct json_tree *tree = analytics->doc.tree;
    char *product =
        category_of(analytics, json_tree_member(tree, analytics->parent, "product_type"), failed);
    return product && strncmp(product, "marketing_messages", 18) == 0 ? "marketing_lite" : NULL;
}

static bool fill_attrs(struct analytics *analytics, const struct analytics_point *point,
                       struct attrs *attrs)
{
    const struct import_request *request = analytics->context->request;
    bool failed = false;
    /* What is charged and what was counted are two accounts of the same messages. */
    bool counted = point->kind == ANALYTICS_ACCOUNT || point->kind == ANALYTICS_CONVERSATION;
    *attrs = (struct attrs){.source = counted ? SOURCE_ACCOUNT : SOURCE_ANALYTICS,
                            .rank = ATTR_RANK_STATED,
                            .known = analytics->known[point->kind],
                            .campaign = analytics->context->campaign};
    if (point->kind == ANALYTICS_TEMPLATE || point->kind == ANALYTICS_TEMPLATE_GROUP) {
        uint32_t name = point->name != JSON_NODE_NONE ? point->name : point->id;
        char *text = text_of(analytics, name, &failed);
        attrs->campaign = attrs->campaign ? attrs->campaign : text;
        attrs->value[ATTR_TEMPLATE] = point->kind == ANALYTICS_TEMPLATE ? text : NULL;
        attrs->value[ATTR_CATEGORY] = product_category(analytics, &failed);
        analytics->unnamed = analytics->unnamed || point->name == JSON_NODE_NONE;
    } else {
        char *country = text_of(analytics, point->country, &failed);
        const char *code = country ? value_country(country, strlen(country)) : NULL;
        attrs->value[ATTR_COUNTRY] = code ? code : country;
        attrs->value[ATTR_CATEGORY] = category_of(analytics, point->category, &failed);
        attrs->value[ATTR_SENDER] = sender_of(analytics, point->phone, &failed);
        analytics->account = analytics->account || !attrs->campaign;
    }
    attrs->value[ATTR_CHANNEL] = request->channel ? request->channel : "whatsapp";
    if (tally_has_money(&point->tally) || point->tally.known & COUNTER_BIT(COUNTER_COST_MESSAGE)) {
        attrs->currency = (struct currency){"XXX"}; /* the account's, which is not named */
    }
    return !failed;
}

/* The day of a point. Days begin at the account's midnight, wherever that is: the midnight that is
 * nearest to the start in UTC is of the same date everywhere but beyond twelve hours of it. */
static int32_t day_of(struct analytics *analytics, const struct analytics_point *point)
{
    int64_t length = point->end == TIME_NONE ? 24 * HOUR : point->end - point->start;
    if (analytics->zone) {
        return zone_day(analytics->zone, point->start);
    }
    if (length < DAY_SHORTEST) {
        return zone_day(analytics->context->request->zone, point->start);
    }
    analytics->months += length > DAY_LONGEST;
    return (int32_t)((point->start + 12 * HOUR) / (24 * HOUR));
}

/* --- data points ------------------------------------------------------------------------------ */

static bool reject_at(struct analytics *analytics, uint32_t node, const char *why)
{
    return json_docs_reject(analytics->context, &analytics->doc,
                            json_node(analytics->doc.tree, node)->at, why, analytics->err);
}

static bool take_point(struct analytics *analytics, uint32_t number)
{
    struct import_context *context = analytics->context;
    struct analytics_point point;
    struct attrs attrs;
    uint32_t at;
    const char *wrong = analytics_point_read(analytics->doc.tree, number, &point, &at);
    if (wrong) {
        return reject_at(analytics, at, _(wrong));
    }
    context->tally->rows++;
    if (point.tally.known == 0) {
        context->tally->ignored++;
        analytics->nothing++;
        return true;
    }
    if (!fill_attrs(analytics, &point, &attrs)) {
        return err_memory(analytics->err);
    }
    uint32_t place = batch_attrs(analytics->batch, &attrs);
    struct report_tally *report =
        place == UINT32_MAX ? NULL
                            : batch_report(analytics->batch, place, day_of(analytics, &point));
    if (!report) {
        return err_memory(analytics->err);
    }
    report->tally = point.tally;
    analytics->free_costs += point.free_cost;
    analytics->quick_replies += point.quick_replies;
    import_seen(context, point.start);
    return true;
}

static bool load_zone(struct analytics *analytics)
{
    bool failed = false;
    zone_free(analytics->zone);
    analytics->zone = NULL;
    uint32_t member = json_tree_member(analytics->doc.tree, analytics->parent, "waba_timezone");
    char *name = text_of(analytics, member, &failed);
    if (name) {
        struct err ignored = ERR_INIT;
        analytics->zone = zone_load(name, &ignored);
        failed = failed || ignored.code == ERR_MEMORY;
    }
    return !failed || err_memory(analytics->err);
}

/* What to do with the objects that hold data points. */
typedef bool visit_points(struct analytics *analytics, uint32_t parent, uint32_t points);

static bool each_points(struct analytics *analytics, uint32_t number, int depth,
                        visit_points *visit)
{
    const struct json_tree *tree = analytics->doc.tree;
    uint32_t points = analytics_points(tree, number);
    enum json_kind kind = (enum json_kind)json_node(tree, number)->kind;
    if (points != JSON_NODE_NONE) {
        return visit(analytics, number, points);
    }
    if (depth == 0 || (kind != JSON_IS_OBJECT && kind != JSON_IS_ARRAY)) {
        return true;
    }
    for (uint32_t item = json_tree_first(tree, number); item != JSON_NODE_NONE;
         item = json_tree_next(tree, number, item)) {
        if (!each_points(analytics, item, depth - 1, visit)) {
            return false;
        }
    }
    return true;
}

static bool look_at_known(struct analytics *analytics, uint32_t parent, uint32_t points)
{
    const struct json_tree *tree = analytics->doc.tree;
    (void)parent;
    for (uint32_t item = json_tree_first(tree, points); item != JSON_NODE_NONE;
         item = json_tree_next(tree, points, item)) {
        struct analytics_point point;
        uint32_t at;
        if (!analytics_point_read(tree, item, &point, &at)) {
            analytics->known[point.kind] |= point.tally.known;
        }
    }
    return true;
}

static bool take_points(struct analytics *analytics, uint32_t parent, uint32_t points)
{
    const struct json_tree *tree = analytics->doc.tree;
    analytics->parent = parent;
    analytics->lists++;
    if (!load_zone(analytics)) {
        return false;
    }
    for (uint32_t item = json_tree_first(tree, points); item != JSON_NODE_NONE;
         item = json_tree_next(tree, points, item)) {
        if (!take_point(analytics, item)) {
            return false;
        }
    }
    return true;
}

/* The API answered with an error instead of figures. */
static bool reject_answer(struct analytics *analytics, uint32_t message)
{
    bool failed = false;
    char *words = text_of(analytics, message, &failed);
    struct strbuf why = STRBUF_INIT;
    strbuf_printf(&why, "%s: %s", _("the API answered with an error"), words ? words : "?");
    bool done = !failed && !why.failed ? json_docs_reject(analytics->context, &analytics->doc, 0,
                                                          why.data, analytics->err)
                                       : err_memory(analytics->err);
    strbuf_free(&why);
    return done;
}

static bool take_doc(struct analytics *analytics)
{
    const struct json_tree *tree = analytics->doc.tree;
    struct import_tally *tally = analytics->context->tally;
    uint64_t before = tally->rows;
    uint64_t lists = analytics->lists;
    arena_reset(analytics->texts);
    memset(analytics->known, 0, sizeof analytics->known);
    if (!each_points(analytics, 0, DEPTH, look_at_known) ||
        !each_points(analytics, 0, DEPTH, take_points)) {
        return false;
    }
    uint32_t next = json_tree_member(tree, json_tree_member(tree, 0, "paging"), "next");
    analytics->more_pages = analytics->more_pages || next != JSON_NODE_NONE;
    if (tally->rows > before) {
        return true;
    }
    uint32_t error = json_tree_member(tree, 0, "error");
    if (error != JSON_NODE_NONE) {
        return reject_answer(analytics, json_tree_member(tree, error, "message"));
    }
    bool known = analytics->lists > lists || is_comparison(tree) ||
                 json_tree_member(tree, 0, "data") != JSON_NODE_NONE;
    if (!known) {
        return json_docs_reject(analytics->context, &analytics->doc, 0,
                                _("JSON, but nothing in it is data points of analytics"),
                                analytics->err);
    }
    tally->rows++;
    tally->ignored++;
    analytics->nothing++;
    return true;
}

/* --- the format ------------------------------------------------------------------------------- */

static void close_analytics(void *state)
{
    struct analytics *analytics = state;
    if (analytics) {
        json_docs_free(analytics->docs);
        zone_free(analytics->zone);
        arena_free(analytics->texts);
        mem_free(analytics);
    }
}

static void *open_analytics(struct import_context *context, struct err *err)
{
    struct analytics *analytics = mem_new(1, sizeof *analytics);
    if (!analytics) {
        err_memory(err);
        return NULL;
    }
    analytics->context = context;
    analytics->texts = arena_new();
    if (!analytics->texts) {
        err_memory(err);
    } else {
        analytics->docs = json_docs_new(context->source, err);
    }
    if (!analytics->docs) {
        close_analytics(analytics);
        return NULL;
    }
    return analytics;
}

static bool resume_analytics(void *state, uint64_t offset, uint64_t row, struct err *err)
{
    struct analytics *analytics = state;
    (void)row;
    return json_docs_seek(analytics->docs, offset, analytics->context->resume_line, err);
}

static bool note_count(struct analytics *analytics, uint64_t count, const char *words)
{
    return count == 0 || import_note(analytics->context, "%s: %" PRIu64, words, count);
}

static bool write_notes(struct analytics *analytics)
{
    struct import_context *context = analytics->context;
    return json_docs_note(analytics->docs, context) &&
           note_count(analytics, analytics->free_costs,
                      _("free conversations with a cost, which was left out")) &&
           note_count(analytics, analytics->months,
                      _("figures of more than a day, which stand on their first")) &&
           note_count(analytics, analytics->quick_replies,
                      _("counts of quick replies, which are no people and were left out")) &&
           note_count(analytics, analytics->nothing, _("understood, but nothing to count")) &&
           (!analytics->unnamed ||
            import_note(context, _("templates without a name are campaigns called by their id"))) &&
           (!analytics->account ||
            import_note(context, _("figures of the whole account: they count for what no campaign "
                                   "of their days knows"))) &&
           (!analytics->more_pages ||
            import_note(context, _("there are more pages than this: paging.next is not empty")));
}

static bool read_one(struct analytics *analytics, enum docs_step step)
{
    struct import_tally *tally = analytics->context->tally;
    bool done = step == DOCS_DOC
                    ? take_doc(analytics)
                    : json_docs_reject(analytics->context, &analytics->doc, analytics->doc.bad_at,
                                       analytics->doc.why, analytics->err);
    tally->size = done ? analytics->doc.end : tally->size;
    return done;
}

static enum import_step read_analytics(void *state, struct batch *batch, struct cancel *cancel,
                                       struct err *err)
{
    struct analytics *analytics = state;
    analytics->batch = batch;
    analytics->err = err;
    while (!analytics->ended && batch_size(batch) < BATCH_FULL) {
        if (cancelled(cancel)) {
            err_set(err, ERR_CANCELLED, _("stopped"));
            return IMPORT_FAILED;
        }
        enum docs_step step = json_docs_next(analytics->docs, &analytics->doc, err);
        if (step == DOCS_FAILED) {
            return IMPORT_FAILED;
        }
        if (step == DOCS_END) {
            analytics->ended = true;
            analytics->context->tally->size = analytics->doc.end;
            if (!write_notes(analytics)) {
                err_memory(err);
                return IMPORT_FAILED;
            }
        } else if (!read_one(analytics, step)) {
            return IMPORT_FAILED;
        }
    }
    return analytics->ended ? IMPORT_END : IMPORT_MORE;
}

const struct import_format import_format_template_analytics = {
    .id = "template_analytics",
    .title = N_("Meta template analytics"),
    .help = N_("template_analytics or template_group_analytics of the Graph API: sent, delivered, "
               "read, clicks and cost by template and day; values that Meta resets later are kept"),
    .keep_highest = true,
    .sniff = sniff_templates,
    .open = open_analytics,
    .resume = resume_analytics,
    .read = read_analytics,
    .close = close_analytics,
};

const struct import_format import_format_account_analytics = {
    .id = "account_analytics",
    .title = N_("Meta account analytics"),
    .help = N_("pricing_analytics, conversation_analytics or analytics of the Graph API: volume, "
               "conversations and cost by day, country and category"),
    .sniff = sniff_account,
    .open = open_analytics,
    .resume = resume_analytics,
    .read = read_analytics,
    .close = close_analytics,
};
