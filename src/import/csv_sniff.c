/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a table's beginning shows: delimiter, header, decimal sign. */
#include <string.h>

#include "base/mem.h"
#include "import/alias.h"
#include "import/csv_scan.h"
#include "text/utf8.h"

#define LOOK_RECORDS 64  /* records that are looked at for each delimiter */
#define LOOK_HEADER  24  /* of these, how many may be the header by its names */
#define LOOK_CELLS   512 /* records for the decimal sign */
#define NAME_SIZE    200 /* bytes of a column's name that are kept */
#define LOOK_BINARY  4096

struct look {
    const char *text;
    size_t length;
    size_t start;        /* where records begin: behind a "sep=" line */
    uint64_t start_line; /* lines before it */
    char comment;
    struct csv_field *fields;
};

/* A way to read the text, and how well it went. */
struct candidate {
    char delimiter;
    size_t header;  /* number of the record that is the header */
    size_t columns; /* 0: it is no table this way */
    size_t known;   /* columns whose names mean something */
    size_t alike;   /* rows with as many fields as the header */
    size_t rows;
};

static bool is_binary(const char *text, size_t length)
{
    size_t look = length < LOOK_BINARY ? length : LOOK_BINARY;
    size_t odd = 0;
    for (size_t i = 0; i < look; i++) {
        unsigned char c = (unsigned char)text[i];
        odd += (c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f') || c == 0x7f;
    }
    return odd > look / 32;
}

static bool is_json(const char *text, size_t length)
{
    while (length > 0 && strchr(" \t\r\n", text[0]) && text[0]) {
        text++;
        length--;
    }
    return length > 0 && (text[0] == '{' || text[0] == '[');
}

/* "sep=;": the delimiter, and how many bytes the line has; 0 when there is none. */
static size_t separator_line(const char *text, size_t length, char *delimiter)
{
    size_t feedless = 0, width;
    size_t line = csv_line(text, length, true, &feedless, &width);
    size_t quote = line > 0 && text[0] == '"' ? 1 : 0;
    if (line != 5 + 2 * quote ||
        (memcmp(text + quote, "sep=", 4) != 0 && memcmp(text + quote, "SEP=", 4) != 0)) {
        return 0;
    }
    *delimiter = text[quote + 4];
    return line + width;
}

static bool has_name(const struct csv_field *field)
{
    char key[ALIAS_KEY_SIZE];
    alias_key(field->text, field->length, key);
    return alias_is_known(key);
}

/* Whether a field can be a column's name: not a number, a date or nothing. */
static bool can_be_name(const struct csv_field *field)
{
    for (size_t i = 0; i < field->length; i++) {
        unsigned char c = (unsigned char)field->text[i];
        if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c >= 0x80) {
            return true;
        }
    }
    return false;
}

/* Where the records of a text are being looked at. */
struct walk {
    size_t at;
    uint64_t lines; /* physical lines before `at` */
    size_t records; /* given out so far */
    struct csv_scan scan;
};

/* The next record that is neither blank, a remark nor broken. The last one may be cut: it is left
 * out when there are others. */
static bool next_record(const struct look *look, char delimiter, struct walk *walk)
{
    while (walk->at < look->length) {
        const char *text = look->text + walk->at;
        size_t length = look->length - walk->at;
        size_t feedless = 0;
        enum csv_scan_step step =
            csv_scan(text, length, true, delimiter, &feedless, look->fields, &walk->scan);
        bool comment = look->comment && text[0] == look->comment;
        if (comment) {
            feedless = 0;
            walk->scan.length = csv_line(text, length, true, &feedless, &walk->scan.width);
            walk->scan.line_ends = 0;
        }
        bool cut = walk->scan.width == 0 && walk->records > 1;
        bool blank = walk->scan.count == 1 && look->fields[0].length == 0;
        walk->at += walk->scan.length + walk->scan.width;
        walk->lines += walk->scan.line_ends + 1;
        if (step == CSV_SCAN_RECORD && !comment && !blank && !cut) {
            walk->records++;
            return true;
        }
    }
    return false;
}

/* What is seen of a record. */
struct seen {
    size_t fields, known, names;
};

/* The record that is the header best: the one with the most known names, else the first one as wide
 * as most are that could be names, else the first one as wide as most. SIZE_MAX: there is none. */
static size_t choose_header(const struct seen *seen, size_t records)
{
    size_t best = SIZE_MAX, common = 0, common_times = 0;
    for (size_t i = 0; i < records; i++) {
        size_t times = 0;
        for (size_t j = 0; j < records; j++) {
            times += seen[j].fields == seen[i].fields;
        }
        if (seen[i].fields > 1 && times > common_times) {
            common = seen[i].fields;
            common_times = times;
        }
        if (seen[i].fields > 1 && seen[i].known > 1 &&
            (best == SIZE_MAX || seen[i].known > seen[best].known)) {
            best = i;
        }
    }
    for (size_t i = 0; i < records && best == SIZE_MAX; i++) {
        if (common > 1 && seen[i].fields >= common && seen[i].names == seen[i].fields) {
            best = i;
        }
    }
    for (size_t i = 0; i < records && best == SIZE_MAX; i++) {
        if (common > 1 && seen[i].fields == common) {
            best = i;
        }
    }
    return best;
}

static void try_delimiter(const struct look *look, bool first_is_header,
                          struct candidate *candidate)
{
    struct seen seen[LOOK_RECORDS];
    struct walk walk = {.at = look->start};
    while (walk.records < LOOK_RECORDS && next_record(look, candidate->delimiter, &walk)) {
        struct seen *record = &seen[walk.records - 1];
        *record = (struct seen){.fields = walk.scan.count};
        for (size_t i = 0; i < walk.scan.count; i++) {
            bool name = can_be_name(&look->fields[i]);
            record->names += name;
            record->known += name && walk.records <= LOOK_HEADER && has_name(&look->fields[i]);
        }
    }
    size_t best = first_is_header ? 0 : choose_header(seen, walk.records);
    if (best >= walk.records || seen[best].fields < 2) {
        return;
    }
    candidate->header = best;
    candidate->columns = seen[best].fields;
    candidate->known = seen[best].known;
    for (size_t i = best + 1; i < walk.records; i++) {
        candidate->rows++;
        candidate->alike += seen[i].fields == candidate->columns;
    }
}

static bool is_better(const struct candidate *a, const struct candidate *b)
{
    if (a->columns == 0 || b->columns == 0) {
        return a->columns > b->columns;
    }
    if (a->known != b->known && (a->known > 1 || b->known > 1)) {
        return a->known > b->known;
    }
    /* Shares of rows alike, then a name that is known, then how little is above the header, then
     * width. */
    uint64_t left = (uint64_t)(a->alike + 1) * (b->rows + 1);
    uint64_t right = (uint64_t)(b->alike + 1) * (a->rows + 1);
    if (left != right) {
        return left > right;
    }
    if (a->known != b->known) {
        return a->known > b->known;
    }
    return a->header != b->header ? a->header < b->header : a->columns > b->columns;
}

/* --- the decimal sign ------------------------------------------------------------------------- */

/* What numbers in cells say of it. */
struct evidence {
    size_t point, comma;             /* "12.5", "1.234,5"; "12,5", "1,234.5" counts for the point */
    size_t point_group, comma_group; /* "1.234", "1,234": either */
};

static void weigh(const struct csv_field *field, struct evidence *evidence)
{
    const char *text = field->text;
    size_t length = field->length;
    size_t digits = 0, marks = 0, behind = 0, before = 0, letters = 0;
    char last = 0;
    bool mixed = false;
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (c >= '0' && c <= '9') {
            digits++;
            behind++;
        } else if (c == '.' || c == ',') {
            mixed = mixed || (last && last != c);
            if (marks == 0) {
                before = digits;
            } else if (!mixed && behind != 3) {
                return; /* a date, a version */
            }
            last = c;
            marks++;
            behind = 0;
        } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
            if (++letters > 3) {
                return; /* more than a currency's code */
            }
        } else if (c == '/' || c == ':' || c == '@' || (c == '-' && digits > 0)) {
            return;
        }
    }
    bool group = marks > 1 && !mixed;
    if (marks == 0 || digits == 0 || behind == 0 || (group && behind != 3)) {
        return;
    }
    bool either = marks == 1 && behind == 3 && before >= 1 && before <= 3 && text[0] != '0';
    if (either) {
        evidence->point_group += last == '.';
        evidence->comma_group += last == ',';
    } else if (group) {
        evidence->point += last == ',';
        evidence->comma += last == '.';
    } else {
        evidence->point += last == '.';
        evidence->comma += last == ',';
    }
}

static char decimal_of(const struct evidence *evidence, char delimiter)
{
    if (evidence->point > 0 && evidence->comma == 0) {
        return '.';
    }
    if (evidence->comma > 0 && evidence->point == 0) {
        return ',';
    }
    /* Programs write ";" between columns where "," is the decimal sign. */
    bool groups = evidence->point_group > 0 && evidence->comma_group == 0;
    return evidence->point == 0 && delimiter == ';' && groups ? ',' : 0;
}

/* --- the result ------------------------------------------------------------------------------- */

static const char *column_name(struct arena *arena, const struct csv_field *field)
{
    struct strbuf single = STRBUF_INIT, name = STRBUF_INIT;
    strbuf_add(&single, field->text, field->length);
    if (field->doubled && single.data) {
        single.length = csv_undouble(field, single.data);
    }
    const char *text = strbuf_text(&single);
    size_t length = single.length;
    utf8_sanitize(&name, text, length, NAME_SIZE);
    const char *copy =
        single.failed || name.failed ? NULL : arena_strdup(arena, strbuf_text(&name));
    strbuf_free(&single);
    strbuf_free(&name);
    return copy;
}

/* Find the header again, keep its names, and weigh the cells below it. */
static bool fill(struct arena *arena, const struct look *look, const struct candidate *candidate,
                 struct csv_sniff *sniff)
{
    struct csv_dialect *dialect = &sniff->dialect;
    struct evidence evidence = {0};
    struct walk walk = {.at = look->start, .lines = look->start_line};
    const char **header = ARENA_ARRAY(arena, const char *, candidate->columns);
    if (!header) {
        return false;
    }
    sniff->header = header;
    sniff->columns = candidate->columns;
    dialect->delimiter = candidate->delimiter;
    dialect->comment = look->comment;
    while (walk.records < candidate->header + LOOK_CELLS &&
           next_record(look, candidate->delimiter, &walk)) {
        bool is_header = walk.records == candidate->header + 1;
        if (is_header) {
            dialect->skip_lines = walk.lines - walk.scan.line_ends - 1;
        }
        for (size_t i = 0; is_header && i < sniff->columns; i++) {
            header[i] = dialect->headless ? "" : column_name(arena, &look->fields[i]);
            if (!header[i]) {
                return false;
            }
        }
        for (size_t i = 0; walk.records > candidate->header + 1 && i < walk.scan.count; i++) {
            weigh(&look->fields[i], &evidence);
        }
    }
    if (!dialect->decimal) {
        dialect->decimal = decimal_of(&evidence, candidate->delimiter);
    }
    return true;
}

/* Step over lines up to the one the wish names. */
static void go_to_line(struct look *look, uint64_t line)
{
    while (look->start_line + 1 < line && look->start < look->length) {
        size_t feedless = 0, width;
        size_t length =
            csv_line(look->text + look->start, look->length - look->start, true, &feedless, &width);
        look->start += length + width;
        look->start_line++;
    }
}

static const struct csv_sniff *sniff_fields(struct arena *arena, struct look *look,
                                            const struct csv_wish *wish, bool *memory)
{
    char stated = wish->delimiter;
    size_t skipped = separator_line(look->text, look->length, stated ? &(char){0} : &stated);
    if (skipped > 0) {
        look->start = skipped;
        look->start_line = 1;
    }
    bool placed = wish->header_line > 0 || wish->headless;
    go_to_line(look, wish->header_line);
    look->comment = wish->comment;
    if (!look->comment && look->start < look->length && look->text[look->start] == '#') {
        look->comment = '#';
    }
    static const char delimiters[] = {',', ';', '\t', '|'};
    struct candidate best = {.columns = 0};
    for (size_t i = 0; i < (stated ? 1 : sizeof delimiters); i++) {
        struct candidate candidate = {.delimiter = stated ? stated : delimiters[i]};
        try_delimiter(look, placed, &candidate);
        if (is_better(&candidate, &best)) {
            best = candidate;
        }
    }
    if (best.columns == 0) {
        return NULL;
    }
    struct csv_sniff *sniff = ARENA_NEW(arena, struct csv_sniff);
    if (sniff) {
        sniff->dialect.decimal = wish->decimal;
        sniff->dialect.headless = wish->headless;
    }
    if (!sniff || !fill(arena, look, &best, sniff)) {
        *memory = true;
        return NULL;
    }
    return sniff;
}

const struct csv_sniff *csv_sniff_as(struct arena *arena, const char *text, size_t length,
                                     const struct csv_wish *wish, bool *memory)
{
    static const struct csv_wish nothing;
    if (!wish && (is_binary(text, length) || is_json(text, length))) {
        return NULL;
    }
    struct look look = {.text = text, .length = length};
    look.fields = mem_new(CSV_COLUMNS_MAX, sizeof *look.fields);
    if (!look.fields) {
        *memory = true;
        return NULL;
    }
    const struct csv_sniff *sniff = sniff_fields(arena, &look, wish ? wish : &nothing, memory);
    mem_free(look.fields);
    return sniff;
}

const struct csv_sniff *csv_sniff(struct arena *arena, const char *text, size_t length,
                                  bool *memory)
{
    return csv_sniff_as(arena, text, length, NULL, memory);
}
