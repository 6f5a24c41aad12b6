/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/profile_guess.h"

#include <stdio.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "import/alias.h"
#include "import/csv_scan.h"
#include "import/field.h"
#include "import/values.h"
#include "text/utf8.h"

#define ROWS_MAX    200 /* that are looked at */
#define WORDS_MAX   16  /* different values of a column of states */
#define WORD_SIZE   40
#define SHARE       80 /* of 100 values that must look alike */
#define FORMAT_SIZE 40

/* What stands in a column. */
struct seen {
    size_t values, phones, times, counts;
    size_t flags;    /* 0 and 1 */
    unsigned orders; /* that its numeric dates may be in, as bits; 0: they need none */
    bool ordered;    /* some date needs an order */
    char first_time[FORMAT_SIZE];
    char words[WORDS_MAX][WORD_SIZE];
    size_t word_count; /* WORDS_MAX + 1: too many */
};

struct guess {
    const struct csv_sniff *csv;
    struct seen *seen;
    enum field *fields; /* of the columns */
    enum record record;
    struct zone *zone;
    struct strbuf scratch;
};

/* --- looking ---------------------------------------------------------------------------------- */

/* Whether it may be written into a profile, and shown, as it is. */
static bool is_clean(struct guess *guess, const struct csv_field *field)
{
    strbuf_clear(&guess->scratch);
    utf8_sanitize(&guess->scratch, field->text, field->length, 0);
    return guess->scratch.length == field->length &&
           memcmp(strbuf_text(&guess->scratch), field->text, field->length) == 0;
}

static void see_word(struct guess *guess, struct seen *seen, const struct csv_field *field)
{
    if (seen->word_count > WORDS_MAX) {
        return;
    }
    if (field->length >= WORD_SIZE) {
        seen->word_count = WORDS_MAX + 1;
        return;
    }
    if (!is_clean(guess, field)) {
        return;
    }
    for (size_t i = 0; i < seen->word_count; i++) {
        if (strlen(seen->words[i]) == field->length &&
            memcmp(seen->words[i], field->text, field->length) == 0) {
            return;
        }
    }
    if (seen->word_count++ < WORDS_MAX) {
        memcpy(seen->words[seen->word_count - 1], field->text, field->length);
    }
}

static void see_value(struct guess *guess, struct seen *seen, const struct csv_field *field)
{
    int64_t number;
    bool date_only;
    if (field->length == 0 || value_is_empty(field->text, field->length)) {
        return;
    }
    seen->values++;
    see_word(guess, seen, field);
    strbuf_clear(&guess->scratch);
    bool phone = value_recipient(field->text, field->length, "US", &guess->scratch) == VALUE_OK &&
                 guess->scratch.length >= 8;
    bool count = value_count(field->text, field->length, '.', &number) == VALUE_OK;
    unsigned orders = value_time_orders(field->text, field->length);
    bool time = orders != 0 || (!(count && field->length < 9) &&
                                value_time(field->text, field->length, DATE_ORDER_UNKNOWN,
                                           guess->zone, &number, &date_only) == VALUE_OK);
    if (orders) {
        seen->orders = seen->ordered ? seen->orders & orders : orders;
        seen->ordered = true;
    }
    if (time && !seen->first_time[0] && field->length < FORMAT_SIZE && is_clean(guess, field)) {
        memcpy(seen->first_time, field->text, field->length);
    }
    seen->flags += field->length == 1 && (field->text[0] == '0' || field->text[0] == '1');
    seen->phones += phone && !time;
    seen->times += time;
    seen->counts += count && !time;
}

static void look(struct guess *guess, const struct sniff *sniff, struct csv_field *fields)
{
    size_t at = 0, rows = 0;
    uint64_t lines = 0;
    const struct csv_dialect *dialect = &guess->csv->dialect;
    while (at < sniff->length && rows < ROWS_MAX) {
        struct csv_scan scan;
        size_t feedless = 0;
        enum csv_scan_step step = csv_scan(sniff->text + at, sniff->length - at, true,
                                           dialect->delimiter, &feedless, fields, &scan);
        bool row = step == CSV_SCAN_RECORD && lines > dialect->skip_lines;
        bool cut = scan.width == 0 && !sniff->whole;
        lines += scan.line_ends + 1;
        at += scan.length + scan.width;
        if (!row || cut) {
            continue;
        }
        rows++;
        for (size_t i = 0; i < scan.count && i < guess->csv->columns; i++) {
            see_value(guess, &guess->seen[i], &fields[i]);
        }
    }
}

/* --- choosing --------------------------------------------------------------------------------- */

static size_t names_for(const struct guess *guess, enum record record, enum field *fields)
{
    size_t known = 0;
    for (size_t i = 0; i < guess->csv->columns; i++) {
        struct alias_extra extra;
        fields[i] = alias_column(record, guess->csv->header[i], NULL, &extra);
        for (size_t j = 0; j < i && fields[i] != FIELD_NONE; j++) {
            fields[i] = fields[j] == fields[i] ? FIELD_NONE : fields[i];
        }
        known += fields[i] != FIELD_NONE;
    }
    return known;
}

static bool is_mapped(const struct guess *guess, enum field field)
{
    for (size_t i = 0; i < guess->csv->columns; i++) {
        if (guess->fields[i] == field) {
            return true;
        }
    }
    return false;
}

static bool mostly(size_t some, size_t all)
{
    return all > 0 && some * 100 >= all * SHARE;
}

/* The first column without a meaning that looks like something. */
static void map_by_content(struct guess *guess, enum field field,
                           bool (*fits)(const struct seen *seen))
{
    for (size_t i = 0; i < guess->csv->columns && !is_mapped(guess, field); i++) {
        if (guess->fields[i] == FIELD_NONE && fits(&guess->seen[i])) {
            guess->fields[i] = field;
        }
    }
}

static bool is_phone(const struct seen *seen)
{
    return mostly(seen->phones, seen->values);
}

static bool is_time(const struct seen *seen)
{
    return mostly(seen->times, seen->values);
}

/* A few words that come again and again. */
static bool is_status(const struct seen *seen)
{
    return seen->word_count > 0 && seen->word_count <= WORDS_MAX && seen->counts == 0 &&
           seen->times == 0 && seen->phones == 0 &&
           (seen->values > seen->word_count || seen->values == 1);
}

static bool is_personal(const struct guess *guess)
{
    for (size_t i = 0; i < guess->csv->columns; i++) {
        if (is_phone(&guess->seen[i])) {
            return true;
        }
    }
    return false;
}

static bool is_flag(const struct seen *seen)
{
    return seen->values > 1 && seen->flags == seen->values;
}

/* Whether each row is of one person, though nobody is named: no day, and columns of yes and no. */
static bool is_anonymous(const struct guess *guess)
{
    bool flags = false;
    for (size_t i = 0; i < guess->csv->columns; i++) {
        if (is_time(&guess->seen[i]) || guess->fields[i] == FIELD_DATE) {
            return false;
        }
        flags = flags || is_flag(&guess->seen[i]);
    }
    return flags;
}

/* Whether what would be yes or no of one message is a number of many, and nothing names a message:
 * counts of days. */
static bool is_counted(struct guess *guess)
{
    bool counted = false;
    names_for(guess, RECORD_MESSAGE, guess->fields);
    for (size_t i = 0; i < guess->csv->columns; i++) {
        enum field_type type =
            guess->fields[i] == FIELD_NONE ? FIELD_TYPE_TEXT : field_info(guess->fields[i])->type;
        const struct seen *seen = &guess->seen[i];
        bool one = type == FIELD_TYPE_HAPPENED || type == FIELD_TYPE_FLAG;
        counted |= one && mostly(seen->counts, seen->values) && seen->counts > seen->flags;
    }
    return counted && !is_mapped(guess, FIELD_RECIPIENT) && !is_mapped(guess, FIELD_MESSAGE_ID);
}

static void choose(struct guess *guess)
{
    static const enum record records[] = {RECORD_MESSAGE, RECORD_DAILY, RECORD_CAMPAIGN,
                                          RECORD_ORDER};
    size_t best = 0;
    bool personal = is_personal(guess), counted = !personal && is_counted(guess);
    guess->record = personal ? RECORD_MESSAGE : RECORD_DAILY;
    for (size_t i = 0; i < sizeof records / sizeof records[0]; i++) {
        bool of_person = records[i] == RECORD_MESSAGE || records[i] == RECORD_ORDER;
        size_t known = names_for(guess, records[i], guess->fields);
        if (known > best && (of_person || !personal) &&
            !(counted && records[i] == RECORD_MESSAGE)) {
            best = known;
            guess->record = records[i];
        }
    }
    names_for(guess, guess->record, guess->fields);
    bool anonymous = guess->record == RECORD_DAILY && is_anonymous(guess);
    if (anonymous) {
        guess->record = RECORD_MESSAGE;
        names_for(guess, guess->record, guess->fields);
    }
    bool message = guess->record == RECORD_MESSAGE;
    bool order = guess->record == RECORD_ORDER;
    if (message || order) {
        map_by_content(guess, FIELD_RECIPIENT, is_phone);
    }
    map_by_content(guess,
                   message                         ? FIELD_SENT_AT
                   : order                         ? FIELD_ORDERED_AT
                   : guess->record == RECORD_DAILY ? FIELD_DATE
                                                   : FIELD_START,
                   is_time);
    if (message && !anonymous) {
        map_by_content(guess, FIELD_STATUS, is_status);
    }
}

/* --- words ------------------------------------------------------------------------------------ */

static const char *record_name(enum record record)
{
    return record == RECORD_MESSAGE    ? "message"
           : record == RECORD_DAILY    ? "daily"
           : record == RECORD_CAMPAIGN ? "campaign"
                                       : "order";
}

/* The pattern of dates that look like this one, by an order: "25/12/2025 03:45 PM". */
static void pattern_of(const char *text, enum date_order order, char pattern[2 * FORMAT_SIZE])
{
    static const char *const letters[] = {
        [DATE_DMY] = "dmy", [DATE_MDY] = "mdy", [DATE_YMD] = "ymd"};
    char *to = pattern;
    int part = 0;
    bool half = strpbrk(text, "AaPp") != NULL;
    while (*text) {
        size_t digits = strspn(text, "0123456789");
        if (digits > 0) {
            char letter = part < 3 ? letters[order][part] : part < 6 ? "HMS"[part - 3] : 'f';
            letter = letter == 'y' && digits == 4 ? 'Y' : letter == 'H' && half ? 'I' : letter;
            *to++ = '%';
            *to++ = letter;
            part++;
            text += digits;
        } else if (half && strchr("AaPp", *text)) {
            *to++ = '%';
            *to++ = 'p';
            text += strcspn(text, "Mm");
            text += *text != '\0';
        } else {
            *to++ = *text++;
        }
    }
    *to = '\0';
}

static bool add_format(cJSON *object, const struct seen *seen)
{
    char pattern[2 * FORMAT_SIZE];
    if (!seen->ordered || !seen->orders) {
        return true;
    }
    enum date_order order = seen->orders & (1u << DATE_DMY)   ? DATE_DMY
                            : seen->orders & (1u << DATE_MDY) ? DATE_MDY
                                                              : DATE_YMD;
    pattern_of(seen->first_time, order, pattern);
    return !value_time_pattern(pattern) ||
           cJSON_AddStringToObject(object, "format", pattern) != NULL;
}

/* The words of a column of states; those nobody knows are "pending", which counts nothing. */
static bool add_words(cJSON *object, const struct seen *seen)
{
    cJSON *values = NULL;
    for (size_t i = 0; i < seen->word_count && i < WORDS_MAX; i++) {
        enum value_status status;
        if (value_status(seen->words[i], strlen(seen->words[i]), &status) == VALUE_OK) {
            continue;
        }
        values = values ? values : cJSON_AddObjectToObject(object, "values");
        if (!values || !cJSON_AddStringToObject(values, seen->words[i], "pending")) {
            return false;
        }
    }
    return true;
}

/* A profile would take the other headers for pointers into JSON. */
static bool can_be_named(const char *header)
{
    return header[0] && header[0] != '/' && strncmp(header, "^/", 2) != 0;
}

static bool add_column(const struct guess *guess, cJSON *fields, size_t number)
{
    const struct field_info *info = field_info(guess->fields[number]);
    const struct seen *seen = &guess->seen[number];
    bool time = info->type == FIELD_TYPE_TIME || info->type == FIELD_TYPE_DATE;
    cJSON *object = cJSON_AddObjectToObject(fields, info->name);
    const char *header = guess->csv->header[number];
    cJSON *from = !object ? NULL
                  : can_be_named(header)
                      ? cJSON_AddStringToObject(object, "from", header)
                      : cJSON_AddNumberToObject(object, "from", (double)(number + 1));
    if (!from) {
        return false;
    }
    /* What happened and lists of hits are told by the values; profiles have no word for them. */
    if (info->type <= FIELD_TYPE_STATUS &&
        !cJSON_AddStringToObject(object, "as", field_type_name(info->type))) {
        return false;
    }
    return (!time || add_format(object, seen)) &&
           (info->type != FIELD_TYPE_STATUS || add_words(object, seen));
}

static bool add_input(const struct guess *guess, cJSON *root)
{
    const struct csv_dialect *dialect = &guess->csv->dialect;
    char delimiter[2] = {dialect->delimiter, '\0'};
    char decimal[2] = {dialect->decimal, '\0'};
    cJSON *input = cJSON_AddObjectToObject(root, "input");
    return input && cJSON_AddStringToObject(input, "type", "csv") &&
           cJSON_AddStringToObject(input, "delimiter", delimiter) &&
           (!decimal[0] || cJSON_AddStringToObject(input, "decimal", decimal)) &&
           cJSON_AddNumberToObject(input, "header_row",
                                   dialect->headless ? 0 : (double)dialect->skip_lines + 1);
}

/* "Guessed from export.csv; not mapped: Notiz, Gruppe". */
static bool add_title(const struct guess *guess, cJSON *root, const char *name)
{
    struct strbuf title = STRBUF_INIT;
    bool any = false;
    strbuf_printf(&title, _("guessed from %s"), name);
    for (size_t i = 0; i < guess->csv->columns; i++) {
        if (guess->fields[i] == FIELD_NONE && guess->csv->header[i][0]) {
            strbuf_puts(&title, any ? ", " : _("; not mapped: "));
            strbuf_puts(&title, guess->csv->header[i]);
            any = true;
        }
    }
    enum field when = guess->record == RECORD_MESSAGE ? FIELD_SENT_AT
                      : guess->record == RECORD_DAILY ? FIELD_DATE
                                                      : FIELD_NONE;
    if (when != FIELD_NONE && !is_mapped(guess, when)) {
        strbuf_printf(&title,
                      _("; no column tells when: add \"%s\": \"2026-10-01\" to the constants"),
                      field_info(when)->name);
    }
    bool done = !title.failed && cJSON_AddStringToObject(root, "title", title.data);
    strbuf_free(&title);
    return done;
}

static bool fill(const struct guess *guess, cJSON *root, const char *name)
{
    if (!cJSON_AddNumberToObject(root, "campane_profile", 1) ||
        !cJSON_AddStringToObject(root, "name", name) || !add_title(guess, root, name) ||
        !cJSON_AddStringToObject(root, "record", record_name(guess->record)) ||
        !add_input(guess, root)) {
        return false;
    }
    bool named = is_mapped(guess, FIELD_CAMPAIGN);
    cJSON *constants = named ? NULL : cJSON_AddObjectToObject(root, "constants");
    if (!named && (!constants || !cJSON_AddStringToObject(constants, "campaign", name))) {
        return false;
    }
    cJSON *fields = cJSON_AddObjectToObject(root, "fields");
    for (size_t i = 0; fields && i < guess->csv->columns; i++) {
        if (guess->fields[i] != FIELD_NONE && !add_column(guess, fields, i)) {
            return false;
        }
    }
    return fields != NULL;
}

/* --- the whole -------------------------------------------------------------------------------- */

static bool write(struct guess *guess, const struct sniff *sniff, const char *name,
                  struct strbuf *out)
{
    struct csv_field *fields = mem_new(CSV_COLUMNS_MAX, sizeof *fields);
    guess->seen = mem_new(guess->csv->columns, sizeof *guess->seen);
    guess->fields = mem_new(guess->csv->columns, sizeof *guess->fields);
    guess->zone = zone_load("UTC", NULL);
    bool done = fields && guess->seen && guess->fields && guess->zone;
    if (done) {
        look(guess, sniff, fields);
        choose(guess);
        cJSON *root = cJSON_CreateObject();
        char *text = root && fill(guess, root, name) ? cJSON_Print(root) : NULL;
        done = text != NULL;
        strbuf_puts(out, text);
        strbuf_putc(out, '\n');
        cJSON_free(text);
        cJSON_Delete(root);
    }
    mem_free(fields);
    return done && !guess->scratch.failed;
}

bool profile_guess(const struct sniff *sniff, const char *name, struct strbuf *out, bool *any,
                   bool *memory)
{
    struct guess guess = {.csv = sniff->csv};
    *any = *memory = false;
    if (!sniff->csv) {
        return false;
    }
    bool done = write(&guess, sniff, name, out) && !out->failed;
    *memory = !done;
    for (size_t i = 0; done && i < sniff->csv->columns; i++) {
        *any = *any || guess.fields[i] != FIELD_NONE;
    }
    mem_free(guess.seen);
    mem_free(guess.fields);
    zone_free(guess.zone);
    strbuf_free(&guess.scratch);
    return done;
}
