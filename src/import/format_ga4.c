/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * CSV files of Google Analytics 4, reports and explorations: remarks that begin with "#", then one
 * table or several, apart by blank lines, each with a header of its own and maybe a row of totals
 * that has one field more. Tables that name campaigns are taken; the others count nothing here.
 */
#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "import/alias.h"
#include "import/csv_scan.h"
#include "import/format.h"
#include "import/values.h"
#include "text/utf8.h"

#define SNIFF_LINES 24
#define NAME_SIZE   255

/* What a column of GA4 is. */
enum ga4_role {
    GA4_NOTHING,
    GA4_DATE,
    GA4_NTH_DAY,
    GA4_NTH_WEEK,
    GA4_CAMPAIGN,
    GA4_SOURCE,
    GA4_MEDIUM,
    GA4_SOURCE_MEDIUM,
    GA4_CONTENT,
    GA4_COUNTRY,
    GA4_COUNTER /* + enum counter */
};

struct ga4 {
    struct import_context *context;
    struct lines *lines;
    struct csv_field fields[CSV_COLUMNS_MAX];
    int roles[CSV_COLUMNS_MAX];
    size_t columns;      /* of the table at hand; 0: its header is still to come */
    bool wanted;         /* it names campaigns */
    counter_mask counts; /* its counters that no table before it had */
    counter_mask taken;  /* counters of the tables before */
    int32_t start, end;  /* the report's days; DAY_NONE */
    struct arena *texts; /* of the row at hand */
    uint64_t totals, nobody, left_out, weeks;
    bool ended;
};

/* --- columns ---------------------------------------------------------------------------------- */

static int role_of(const char *text, size_t length)
{
    static const struct {
        const char *key;
        int role;
    } roles[] = {{"date", GA4_DATE},
                 {"datehour(yyyymmddhh)", GA4_DATE},
                 {"nthday", GA4_NTH_DAY},
                 {"nthweek", GA4_NTH_WEEK},
                 {"sessioncampaign", GA4_CAMPAIGN},
                 {"sessionmanualcampaignname", GA4_CAMPAIGN},
                 {"sessionmanualcampaign", GA4_CAMPAIGN},
                 {"manualcampaignname", GA4_CAMPAIGN},
                 {"firstusercampaign", GA4_CAMPAIGN},
                 {"campaign", GA4_CAMPAIGN},
                 {"sessionsource", GA4_SOURCE},
                 {"sessionmanualsource", GA4_SOURCE},
                 {"sessionmedium", GA4_MEDIUM},
                 {"sessionmanualmedium", GA4_MEDIUM},
                 {"sessionsource/medium", GA4_SOURCE_MEDIUM},
                 {"sessionmanualsource/medium", GA4_SOURCE_MEDIUM},
                 {"sessionmanualadcontent", GA4_CONTENT},
                 {"country", GA4_COUNTRY},
                 {"sessions", GA4_COUNTER + COUNTER_SESSIONS},
                 {"keyevents", GA4_COUNTER + COUNTER_KEY_EVENTS},
                 {"conversions", GA4_COUNTER + COUNTER_KEY_EVENTS},
                 {"totalrevenue", GA4_COUNTER + COUNTER_REVENUE},
                 {"purchaserevenue", GA4_COUNTER + COUNTER_REVENUE},
                 {"transactions", GA4_COUNTER + COUNTER_ORDERS},
                 {"ecommercepurchases", GA4_COUNTER + COUNTER_ORDERS}};
    char key[ALIAS_KEY_SIZE];
    alias_key(text, length, key);
    for (size_t i = 0; i < ARRAY_COUNT(roles); i++) {
        if (strcmp(key, roles[i].key) == 0) {
            return roles[i].role;
        }
    }
    return GA4_NOTHING;
}

/* The header of a table: which of its columns mean something, each meaning once. */
static void read_header(struct ga4 *ga4, size_t count)
{
    ga4->columns = count;
    ga4->wanted = ga4->context->campaign != NULL;
    ga4->counts = 0;
    for (size_t i = 0; i < count; i++) {
        const struct csv_field *field = &ga4->fields[i];
        int role = role_of(field->text, field->length);
        for (size_t j = 0; j < i && role != GA4_NOTHING; j++) {
            role = ga4->roles[j] == role ? GA4_NOTHING : role;
        }
        ga4->roles[i] = role;
        ga4->wanted = ga4->wanted || role == GA4_CAMPAIGN;
        if (role >= GA4_COUNTER && !(ga4->taken & COUNTER_BIT(role - GA4_COUNTER))) {
            ga4->counts |= COUNTER_BIT(role - GA4_COUNTER);
        }
    }
    ga4->wanted = ga4->wanted && ga4->counts != 0;
}

/* --- remarks ---------------------------------------------------------------------------------- */

static bool starts_with(const char *text, size_t length, const char *word)
{
    size_t size = strlen(word);
    return length >= size && memcmp(text, word, size) == 0;
}

static int32_t day_at(const char *text, size_t length)
{
    int32_t day = DAY_NONE;
    if (length > 0 && value_day_format(text, length, "%Y%m%d", &day) != VALUE_OK) {
        return DAY_NONE;
    }
    return day;
}

/* "# Start date: 20260101", "# End date: 20260923", "# 20260723-20260922". */
static void read_remark(struct ga4 *ga4, const char *text, size_t length)
{
    while (length > 0 && (text[0] == '#' || text[0] == ' ')) {
        text++;
        length--;
    }
    if (starts_with(text, length, "Start date:")) {
        ga4->start = day_at(text + 11, length - 11);
    } else if (starts_with(text, length, "End date:")) {
        ga4->end = day_at(text + 9, length - 9);
    } else if (length == 17 && text[8] == '-') {
        ga4->start = day_at(text, 8);
        ga4->end = day_at(text + 9, 8);
    }
}

static int sniff_ga4(const struct sniff *sniff, struct strbuf *why)
{
    const char *text = sniff->text;
    size_t length = sniff->length;
    bool remarks = false, dated = false;
    if (length == 0 || text[0] != '#') {
        return 0;
    }
    for (int i = 0; i < SNIFF_LINES && length > 0; i++) {
        const char *end = memchr(text, '\n', length);
        size_t line = end ? (size_t)(end - text) : length;
        size_t shown = line > 0 && text[line - 1] == '\r' ? line - 1 : line;
        remarks = remarks || starts_with(text, shown, "# Property:") ||
                  starts_with(text, shown, "# Account:");
        dated = dated || starts_with(text, shown, "# Start date:") ||
                (shown == 19 && text[0] == '#' && text[10] == '-' &&
                 day_at(text + 2, 8) != DAY_NONE && day_at(text + 11, 8) != DAY_NONE);
        text += line + (end != NULL);
        length -= line + (end != NULL);
    }
    if (!dated) {
        return 0;
    }
    strbuf_puts(why, remarks ? _("its remarks name an account, a property and dates")
                             : _("its remarks name the dates of an exploration"));
    return 97;
}

/* --- rows ------------------------------------------------------------------------------------- */

static const struct csv_field *field_of(const struct ga4 *ga4, int role)
{
    for (size_t i = 0; i < ga4->columns; i++) {
        if (ga4->roles[i] == role && ga4->fields[i].length > 0) {
            return &ga4->fields[i];
        }
    }
    return NULL;
}

/* "(not set)", "(direct)", "(other)" name nothing. */
static bool is_nobody(const struct csv_field *field)
{
    return !field || (field->text[0] == '(' && field->text[field->length - 1] == ')');
}

/* A text as it is stored; NULL when there is none, or (*failed) out of memory. */
static char *kept(struct ga4 *ga4, const char *text, size_t length, bool *failed)
{
    struct strbuf clean = STRBUF_INIT;
    utf8_sanitize(&clean, text, length, NAME_SIZE);
    char *copy = clean.length > 0 ? arena_strdup(ga4->texts, clean.data) : NULL;
    *failed = *failed || clean.failed || (clean.length > 0 && !copy);
    strbuf_free(&clean);
    return copy;
}

static char *kept_field(struct ga4 *ga4, const struct csv_field *field, bool *failed)
{
    return is_nobody(field) ? NULL : kept(ga4, field->text, field->length, failed);
}

/* "google / organic" as two. */
static void split_source(struct ga4 *ga4, struct attrs *attrs, bool *failed)
{
    const struct csv_field *both = field_of(ga4, GA4_SOURCE_MEDIUM);
    const char *slash = NULL;
    for (size_t i = 0; both && i + 3 <= both->length && !slash; i++) {
        slash = memcmp(both->text + i, " / ", 3) == 0 ? both->text + i : NULL;
    }
    if (!slash) {
        return;
    }
    struct csv_field source = {.text = both->text, .length = (size_t)(slash - both->text)};
    struct csv_field medium = {.text = slash + 3, .length = both->length - source.length - 3};
    attrs->value[ATTR_UTM_SOURCE] = source.length ? kept_field(ga4, &source, failed) : NULL;
    attrs->value[ATTR_UTM_MEDIUM] = medium.length ? kept_field(ga4, &medium, failed) : NULL;
}

static bool fill_attrs(struct ga4 *ga4, struct attrs *attrs, bool dated, bool money)
{
    const struct import_context *context = ga4->context;
    const struct csv_field *country = field_of(ga4, GA4_COUNTRY);
    const char *code = country ? value_country(country->text, country->length) : NULL;
    bool failed = false;
    *attrs = (struct attrs){.source = dated ? SOURCE_DAILY : SOURCE_SUMMARY,
                            .rank = ATTR_RANK_STATED,
                            .known = ga4->counts};
    char *name = kept_field(ga4, field_of(ga4, GA4_CAMPAIGN), &failed);
    attrs->campaign = name ? name : context->campaign;
    attrs->value[ATTR_UTM_CAMPAIGN] = name;
    split_source(ga4, attrs, &failed);
    if (!attrs->value[ATTR_UTM_SOURCE]) {
        attrs->value[ATTR_UTM_SOURCE] = kept_field(ga4, field_of(ga4, GA4_SOURCE), &failed);
    }
    if (!attrs->value[ATTR_UTM_MEDIUM]) {
        attrs->value[ATTR_UTM_MEDIUM] = kept_field(ga4, field_of(ga4, GA4_MEDIUM), &failed);
    }
    attrs->value[ATTR_UTM_CONTENT] = kept_field(ga4, field_of(ga4, GA4_CONTENT), &failed);
    attrs->value[ATTR_COUNTRY] = code ? code : kept_field(ga4, country, &failed);
    attrs->value[ATTR_CHANNEL] = context->request->channel; /* of any channel, unless told */
    if (money) {
        attrs->currency = (struct currency){"XXX"}; /* the property's, which is not named */
    }
    return !failed;
}

/* What is wrong with a row, at which of its fields. */
struct fault {
    const char *why; /* translated; NULL: nothing */
    const struct csv_field *field;
};

static void read_tally(struct ga4 *ga4, struct tally *tally, struct fault *fault)
{
    memset(tally, 0, sizeof *tally);
    for (size_t i = 0; i < ga4->columns; i++) {
        int counter = ga4->roles[i] - GA4_COUNTER;
        const struct csv_field *field = &ga4->fields[i];
        int64_t value;
        struct currency currency;
        if (counter < 0 || !(ga4->counts & COUNTER_BIT(counter))) {
            continue;
        }
        bool money = counter == COUNTER_REVENUE;
        enum value_result result =
            money ? value_money(field->text, field->length, '.', &value, &currency)
                  : value_count(field->text, field->length, '.', &value);
        if (result == VALUE_BAD) {
            *fault = (struct fault){money ? _("is no amount") : _("is no count"), field};
            return;
        }
        if (result == VALUE_OK) {
            tally_set(tally, (enum counter)counter, value);
        }
    }
}

/* The day of a row; DAY_NONE: it is of the whole report. */
static int32_t read_day(struct ga4 *ga4, struct fault *fault)
{
    const struct csv_field *date = field_of(ga4, GA4_DATE);
    const struct csv_field *day = field_of(ga4, GA4_NTH_DAY);
    const struct csv_field *week = field_of(ga4, GA4_NTH_WEEK);
    const struct csv_field *nth = day ? day : week;
    int64_t number;
    if (date) {
        int32_t found = day_at(date->text, date->length >= 8 ? 8 : date->length);
        if (found == DAY_NONE) {
            *fault = (struct fault){_("is no date like 20260920"), date};
        }
        return found;
    }
    if (!nth || ga4->start == DAY_NONE) {
        return DAY_NONE;
    }
    if (value_count(nth->text, nth->length, '.', &number) != VALUE_OK || number > 100000) {
        *fault = (struct fault){_("is no count"), nth};
        return DAY_NONE;
    }
    ga4->weeks += day == NULL;
    return ga4->start + (int32_t)number * (day ? 1 : 7);
}

static void see_day(struct ga4 *ga4, int32_t day)
{
    struct civil civil = {0};
    if (day != DAY_NONE) {
        civil_from_day(day, &civil.year, &civil.month, &civil.day);
        import_seen(ga4->context, zone_moment(ga4->context->request->zone, &civil));
    }
}

static bool reject(struct ga4 *ga4, const struct line *line, const struct fault *fault,
                   struct err *err)
{
    struct strbuf shown = STRBUF_INIT;
    utf8_sanitize(&shown, fault->field->text, fault->field->length, 40);
    bool done = reject_add(ga4->context->rejects, line->number, fault->field->column, line->text,
                           line->length, err, "\"%s\" %s", strbuf_text(&shown), fault->why);
    strbuf_free(&shown);
    return done;
}

static bool take_row(struct ga4 *ga4, const struct line *line, struct batch *batch, struct err *err)
{
    struct import_tally *counted = ga4->context->tally;
    struct fault fault = {0};
    struct tally tally;
    struct attrs attrs;
    counted->rows++;
    if (!ga4->context->campaign && is_nobody(field_of(ga4, GA4_CAMPAIGN))) {
        counted->ignored++;
        ga4->nobody++;
        return true;
    }
    read_tally(ga4, &tally, &fault);
    int32_t day = fault.why ? DAY_NONE : read_day(ga4, &fault);
    if (fault.why) {
        return reject(ga4, line, &fault, err);
    }
    if (tally.known == 0) {
        counted->ignored++;
        return true;
    }
    arena_reset(ga4->texts);
    bool money = tally.known & COUNTER_BIT(COUNTER_REVENUE);
    if (!fill_attrs(ga4, &attrs, day != DAY_NONE, money)) {
        return err_memory(err);
    }
    uint32_t place = batch_attrs(batch, &attrs);
    struct report_tally *report = place == UINT32_MAX ? NULL : batch_report(batch, place, day);
    if (!report) {
        return err_memory(err);
    }
    report->tally = tally;
    see_day(ga4, day == DAY_NONE ? ga4->start : day);
    see_day(ga4, day == DAY_NONE ? ga4->end : day);
    return true;
}

/* A row whose dimensions are empty, or that has a field behind the header's last ("Grand total").
 */
static bool is_total(const struct ga4 *ga4, size_t count)
{
    return count == ga4->columns + 1 || ga4->fields[0].length == 0;
}

static bool take_line(struct ga4 *ga4, const struct line *line, struct batch *batch,
                      struct err *err)
{
    struct csv_scan scan;
    size_t feedless = 0;
    const char *text = line->text;
    size_t length = line->length;
    value_trim(&text, &length);
    if (length == 0 || text[0] == '#') {
        ga4->taken |= ga4->wanted ? ga4->counts : 0;
        ga4->columns = 0;
        ga4->wanted = false;
        read_remark(ga4, text, length);
        return true;
    }
    if (line->too_long ||
        csv_scan(line->text, line->length, true, ',', &feedless, ga4->fields, &scan) !=
            CSV_SCAN_RECORD ||
        scan.line_ends > 0) {
        ga4->context->tally->rows++;
        return reject_add(ga4->context->rejects, line->number, 0, line->text, line->length, err,
                          "%s", _("a row that cannot be read"));
    }
    if (ga4->columns == 0) {
        read_header(ga4, scan.count);
        return true;
    }
    for (size_t i = scan.count; i < ga4->columns; i++) {
        ga4->fields[i] = (struct csv_field){.text = ""};
    }
    if (is_total(ga4, scan.count)) {
        ga4->totals++;
        return true;
    }
    if (!ga4->wanted) {
        ga4->context->tally->rows++;
        ga4->context->tally->ignored++;
        ga4->left_out++;
        return true;
    }
    return take_row(ga4, line, batch, err);
}

/* --- the format ------------------------------------------------------------------------------- */

static void close_ga4(void *state)
{
    struct ga4 *ga4 = state;
    if (ga4) {
        lines_free(ga4->lines);
        arena_free(ga4->texts);
        mem_free(ga4);
    }
}

static void *open_ga4(struct import_context *context, struct err *err)
{
    struct ga4 *ga4 = mem_new(1, sizeof *ga4);
    if (!ga4) {
        err_memory(err);
        return NULL;
    }
    ga4->context = context;
    ga4->start = ga4->end = DAY_NONE;
    ga4->texts = arena_new();
    if (!ga4->texts) {
        err_memory(err);
    } else {
        ga4->lines = lines_new(context->source, err);
    }
    if (!ga4->lines) {
        close_ga4(ga4);
        return NULL;
    }
    return ga4;
}

/* A report does not grow: what follows an earlier import of it begins with remarks of its own. */
static bool resume_ga4(void *state, uint64_t offset, uint64_t row, struct err *err)
{
    struct ga4 *ga4 = state;
    (void)row;
    return lines_seek(ga4->lines, offset, ga4->context->resume_line, err);
}

static bool note_count(struct ga4 *ga4, uint64_t count, const char *words)
{
    return count == 0 || import_note(ga4->context, "%s: %" PRIu64, words, count);
}

static bool write_notes(struct ga4 *ga4)
{
    return note_count(ga4, ga4->left_out,
                      _("rows of tables that name no campaign (--campaign books them)")) &&
           note_count(ga4, ga4->nobody,
                      _("rows of no campaign, as \"(not set)\", which were left out")) &&
           note_count(ga4, ga4->weeks, _("rows of a week, which stand on its first day")) &&
           note_count(ga4, ga4->totals, _("rows of totals, which were left out"));
}

/* The report is as of the end of its last day. */
static void set_as_of(struct ga4 *ga4)
{
    const struct import_request *request = ga4->context->request;
    struct civil civil = {0};
    if (ga4->end == DAY_NONE) {
        return;
    }
    civil_from_day(ga4->end + 1, &civil.year, &civil.month, &civil.day);
    int64_t moment = zone_moment(request->zone, &civil);
    ga4->context->tally->as_of = request->now > 0 && moment > request->now ? request->now : moment;
}

static enum import_step read_ga4(void *state, struct batch *batch, struct cancel *cancel,
                                 struct err *err)
{
    struct ga4 *ga4 = state;
    struct import_tally *tally = ga4->context->tally;
    uint64_t last_row = tally->rows + BATCH_FULL;
    while (!ga4->ended && batch_size(batch) < BATCH_FULL && tally->rows < last_row) {
        struct line line;
        if (cancelled(cancel)) {
            err_set(err, ERR_CANCELLED, _("stopped"));
            return IMPORT_FAILED;
        }
        switch (lines_next(ga4->lines, &line, err)) {
        case LINES_LINE:
            if (!take_line(ga4, &line, batch, err)) {
                return IMPORT_FAILED;
            }
            tally->size = lines_offset(ga4->lines);
            break;
        case LINES_END:
            ga4->ended = true;
            set_as_of(ga4);
            if (!write_notes(ga4)) {
                err_memory(err);
                return IMPORT_FAILED;
            }
            break;
        case LINES_FAILED:
            return IMPORT_FAILED;
        }
    }
    return ga4->ended ? IMPORT_END : IMPORT_MORE;
}

const struct import_format import_format_ga4 = {
    .id = "ga4",
    .title = N_("Google Analytics 4 report"),
    .help = N_("a CSV of a GA4 report or exploration in English: sessions, key events, purchases "
               "and revenue by campaign, and by day where the report has a date"),
    .sniff = sniff_ga4,
    .open = open_ga4,
    .resume = resume_ga4,
    .read = read_ga4,
    .close = close_ga4,
};
