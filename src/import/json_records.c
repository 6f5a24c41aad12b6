/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/json_records.h"

#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "import/json_docs.h"
#include "import/json_value.h"
#include "import/word_count.h"

/* A record of the document at hand. */
struct json_row {
    uint32_t first; /* of its fields */
    uint32_t count;
    uint32_t at, length; /* in the document; length 0: all of it */
    uint16_t rule;
};

enum { UNSEEN, SELECTED, TAKEN };

struct json_records {
    struct import_context *context;
    const struct profile *profile;
    struct json_docs *docs;
    struct json_doc doc;
    struct csv_mark begin; /* where the document begins */
    struct unwrap unwrap;
    struct vec rows;   /* struct json_row */
    struct vec fields; /* struct csv_field */
    struct vec marks;  /* uint8_t, of the body's nodes: what became of each as a record */
    struct arena *texts;
    struct json_tree inside;
    size_t next; /* row to give out */
    bool failed; /* out of memory while rows were made */
    bool broken; /* the document gives one record that is broken */
    size_t line_at;
    uint64_t line;  /* of byte line_at of the document */
    uint64_t noted; /* offset up to which documents were counted for the notes */
    struct word_count paths;
};

/* --- what is a document of the profile -------------------------------------------------------- */

struct search {
    const struct profile_rule *rule;
    struct json_spot spot;
    bool found;
};

static bool try_record(void *user, const struct json_tree *tree, uint32_t number)
{
    struct search *search = user;
    (void)tree;
    search->spot.record = number;
    search->found =
        profile_match_all(search->rule->matches, search->rule->match_count, &search->spot);
    return !search->found;
}

/* By what the profile says it is recognised by, or by a rule that asks for something and finds it.
 */
static bool is_wanted(void *user, const struct json_tree *tree, uint32_t number)
{
    const struct json_records *records = user;
    const struct profile *profile = records->profile;
    struct json_spot spot = {tree, number, number};
    if (profile_match_keys(&profile->recognition, &spot)) {
        return true;
    }
    for (size_t i = 0; i < profile->rule_count; i++) {
        struct search search = {&profile->rules[i], spot, false};
        for (size_t j = 0; j < search.rule->record_count && !search.found; j++) {
            const struct json_pointer *pointer = &search.rule->records[j];
            if (pointer->count > 0 || search.rule->match_count > 0) {
                json_pointer_each(pointer, tree, number, try_record, &search);
            }
        }
        if (search.found) {
            return true;
        }
    }
    return false;
}

/* --- rows of a document ----------------------------------------------------------------------- */

/* A body whose records are being collected. */
struct collecting {
    struct json_records *records;
    const struct profile_rule *rule;
    uint16_t number;
    struct json_spot spot;
    bool any; /* the pointer led to something */
};

/* The first of a field's places that has a value. */
static bool add_field(struct json_records *records, const struct json_spot *spot,
                      const struct profile_field *field, bool *empty)
{
    bool copy = spot->tree != records->doc.tree;
    struct csv_field *cell = vec_push(&records->fields);
    if (!cell) {
        return false;
    }
    cell->text = "";
    for (size_t i = 0; i < field->from_count && cell->length == 0; i++) {
        const struct json_pointer *pointer = &field->from[i].pointer;
        uint32_t number = json_pointer_find(pointer, spot->tree, json_spot_from(spot, pointer));
        const char *text;
        size_t length;
        /* JSON in a text or, where the sender wrote it plainly, in place. */
        enum field_type type = field->inside ? FIELD_TYPE_HITS : field->reading.type;
        if (!json_value_text(spot->tree, number, type, records->texts, copy, &text, &length) ||
            (field->inside && !json_value_inside(&records->inside, text, length, field,
                                                 records->texts, &text, &length))) {
            return false;
        }
        cell->text = text;
        cell->length = length;
    }
    *empty = *empty && cell->length == 0;
    return true;
}

static bool add_row(struct json_records *records, const struct json_spot *spot, uint16_t number)
{
    const struct profile *profile = records->profile;
    const struct profile_rule *rule = number < profile->rule_count ? &profile->rules[number] : NULL;
    const struct json_node *node = json_node(spot->tree, spot->record);
    bool skip = rule && rule->skip;
    bool empty = true;
    struct json_row row = {.first = (uint32_t)records->fields.count,
                           .rule = skip ? CSV_SKIP_RULE : number};
    if (spot->tree == records->doc.tree) {
        row.at = node->at;
        row.length = node->length;
    }
    for (size_t i = 0; rule && !skip && i < rule->field_count; i++) {
        if (!add_field(records, spot, &rule->fields[i], &empty)) {
            return false;
        }
        row.count++;
    }
    row.rule = rule && !skip && empty ? CSV_NO_RULE : row.rule;
    struct json_row *kept = vec_push(&records->rows);
    if (kept) {
        *kept = row;
    }
    return kept != NULL;
}

static bool take_record(void *user, const struct json_tree *tree, uint32_t number)
{
    struct collecting *collecting = user;
    struct json_records *records = collecting->records;
    uint8_t *mark = VEC_AT(&records->marks, uint8_t, number);
    (void)tree;
    collecting->any = true;
    collecting->spot.record = number;
    if (*mark == TAKEN) {
        return true;
    }
    *mark = SELECTED;
    if (!profile_match_all(collecting->rule->matches, collecting->rule->match_count,
                           &collecting->spot)) {
        return true;
    }
    *mark = TAKEN;
    records->failed = !add_row(records, &collecting->spot, collecting->number);
    return !records->failed;
}

static bool clear_marks(struct json_records *records, const struct json_tree *tree)
{
    vec_clear(&records->marks);
    if (!vec_reserve(&records->marks, tree->nodes.count)) {
        return false;
    }
    memset(records->marks.data, UNSEEN, tree->nodes.count);
    records->marks.count = tree->nodes.count;
    return true;
}

/* All records of a body: each for the first rule that it fits, or for none. */
static bool collect(void *user, const struct json_tree *tree, uint32_t top, const char *path)
{
    struct json_records *records = user;
    const struct profile *profile = records->profile;
    struct json_spot spot = {tree, top, top};
    if (!clear_marks(records, tree)) {
        records->failed = true;
        return false;
    }
    if (path[0] && records->begin.offset >= records->noted) {
        word_count_add(&records->paths, path, strlen(path));
    }
    for (size_t i = 0; i < profile->rule_count && !records->failed; i++) {
        struct collecting collecting = {records, &profile->rules[i], (uint16_t)i, spot, false};
        for (size_t j = 0; j < collecting.rule->record_count && !collecting.any; j++) {
            json_pointer_each(&collecting.rule->records[j], tree, top, take_record, &collecting);
        }
    }
    for (uint32_t i = 0; i < tree->nodes.count && !records->failed; i++) {
        if (*VEC_AT(&records->marks, uint8_t, i) == SELECTED) {
            spot.record = i;
            records->failed = !add_row(records, &spot, CSV_NO_RULE);
        }
    }
    return !records->failed;
}

/* Whether a rule knows where its records would be in the document: there are just none. */
static bool has_place(const struct json_records *records)
{
    for (size_t i = 0; i < records->profile->rule_count; i++) {
        const struct profile_rule *rule = &records->profile->rules[i];
        for (size_t j = 0; j < rule->record_count; j++) {
            if (json_pointer_begins(&rule->records[j], records->doc.tree, 0)) {
                return true;
            }
        }
    }
    return false;
}

static void clear_rows(struct json_records *records)
{
    vec_clear(&records->rows);
    vec_clear(&records->fields);
    arena_reset(records->texts);
    records->next = 0;
    records->failed = records->broken = false;
}

/* A record that says why the document gives none. */
static bool break_doc(struct json_records *records, const char *why, size_t at)
{
    records->broken = true;
    records->doc.why = why;
    records->doc.bad_at = at;
    struct json_row *row = vec_push(&records->rows);
    return row != NULL;
}

static bool read_rows(struct json_records *records, struct err *err)
{
    bool kept = true;
    switch (unwrap_search(&records->unwrap, records->doc.tree)) {
    case UNWRAP_FOUND:
        break;
    case UNWRAP_STOPPED:
    case UNWRAP_MEMORY:
        return err_memory(err);
    case UNWRAP_CUT:
        kept = break_doc(records, _("the logger cut the body off"), 0);
        break;
    case UNWRAP_NOTHING:
        if (has_place(records)) {
            if (!collect(records, records->doc.tree, 0, "")) {
                return err_memory(err);
            }
        } else {
            kept = break_doc(records, _("JSON, but nothing in it is what the profile reads"), 0);
        }
        break;
    }
    if (kept && records->rows.count == 0) {
        struct json_spot spot = {records->doc.tree, 0, 0};
        kept = add_row(records, &spot, CSV_NO_RULE);
    }
    return kept || err_memory(err);
}

/* Read the next document and make its rows. */
static enum lines_step read_doc(struct json_records *records, struct err *err)
{
    uint64_t row = records->begin.row + records->rows.count;
    clear_rows(records);
    json_docs_place(records->docs, &records->begin.offset, &records->begin.line);
    records->begin.row = row;
    switch (json_docs_next(records->docs, &records->doc, err)) {
    case DOCS_DOC:
        if (!read_rows(records, err)) {
            return LINES_FAILED;
        }
        break;
    case DOCS_BAD:
        if (!break_doc(records, records->doc.why, records->doc.bad_at)) {
            err_memory(err);
            return LINES_FAILED;
        }
        break;
    case DOCS_END:
        return LINES_END;
    case DOCS_FAILED:
        return LINES_FAILED;
    }
    records->noted = records->doc.end > records->noted ? records->doc.end : records->noted;
    records->line_at = 0;
    records->line = records->doc.piece.line;
    return LINES_LINE;
}

/* --- giving out ------------------------------------------------------------------------------- */

/* The line of byte `at`; cheap when asked in order. */
static uint64_t line_of(struct json_records *records, size_t at)
{
    const struct piece *piece = &records->doc.piece;
    if (at < records->line_at) {
        records->line_at = 0;
        records->line = piece->line;
    }
    for (; records->line_at < at && records->line_at < piece->length; records->line_at++) {
        records->line += piece->text[records->line_at] == '\n';
    }
    return records->line;
}

static void give(struct json_records *records, struct csv_record *record)
{
    const struct piece *piece = &records->doc.piece;
    const struct json_row *row = VEC_AT(&records->rows, struct json_row, records->next);
    bool last = ++records->next == records->rows.count;
    const struct csv_field *fields = records->fields.data;
    *record = (struct csv_record){
        .fields = row->count ? fields + row->first : NULL,
        .count = row->count,
        .row = records->begin.row + records->next,
        .raw = row->length ? piece->text + row->at : piece->text,
        .raw_length = row->length ? row->length : piece->length,
        /* Records of one document are told apart by their places in it. */
        .begin = records->doc.begin + row->at + (row->length ? 0 : records->next - 1),
        .end = last ? records->doc.end : records->begin.offset,
        .complete = true,
        .rule = row->rule};
    if (records->broken) {
        webhook_piece_place(piece, records->doc.bad_at, &record->line, &record->broken_column);
        record->broken = records->doc.why;
    } else {
        record->line = line_of(records, row->at);
    }
}

static enum lines_step next(void *state, struct csv_record *record, struct err *err)
{
    struct json_records *records = state;
    while (records->next == records->rows.count) {
        enum lines_step step = read_doc(records, err);
        if (step != LINES_LINE) {
            return step;
        }
    }
    give(records, record);
    return LINES_LINE;
}

static void mark_here(const void *state, struct csv_mark *mark)
{
    const struct json_records *records = state;
    *mark = records->begin;
    mark->row += records->next;
    if (records->next < records->rows.count) {
        mark->item = records->next;
    } else {
        json_docs_place(records->docs, &mark->offset, &mark->line);
    }
}

static bool go(void *state, const struct csv_mark *mark, struct err *err)
{
    struct json_records *records = state;
    clear_rows(records);
    records->begin = (struct csv_mark){.row = mark->row - mark->item};
    if (!json_docs_seek(records->docs, mark->offset, mark->line, err)) {
        return false;
    }
    if (mark->item > 0) {
        if (read_doc(records, err) == LINES_FAILED) {
            return false;
        }
        records->next = mark->item < records->rows.count ? (size_t)mark->item : records->rows.count;
    }
    return true;
}

static void close_records(void *state)
{
    struct json_records *records = state;
    json_docs_free(records->docs);
    unwrap_free(&records->unwrap);
    vec_free(&records->rows);
    vec_free(&records->fields);
    vec_free(&records->marks);
    json_tree_free(&records->inside);
    arena_free(records->texts);
    mem_free(records);
}

static const struct record_source_ops json_ops = {
    .next = next, .mark = mark_here, .go = go, .close = close_records};

bool json_records_open(struct record_source *source, struct import_context *context,
                       const struct profile *profile, struct err *err)
{
    struct json_records *records = mem_new(1, sizeof *records);
    if (!records) {
        return err_memory(err);
    }
    records->context = context;
    records->profile = profile;
    records->rows = (struct vec)VEC_INIT(struct json_row);
    records->fields = (struct vec)VEC_INIT(struct csv_field);
    records->marks = (struct vec)VEC_INIT(uint8_t);
    records->inside = (struct json_tree)JSON_TREE_INIT;
    unwrap_init(&records->unwrap, is_wanted, collect, records);
    records->texts = arena_new();
    records->docs = records->texts ? json_docs_new(context->source, err) : NULL;
    if (!records->docs) {
        if (!records->texts) {
            err_memory(err);
        }
        close_records(records);
        return false;
    }
    *source = (struct record_source){&json_ops, records};
    return true;
}

bool json_records_note(const struct record_source *source)
{
    if (source->ops != &json_ops) {
        return true;
    }
    const struct json_records *records = source->state;
    struct strbuf words = STRBUF_INIT;
    bool done = json_docs_note(records->docs, records->context);
    if (done && !word_count_empty(&records->paths)) {
        word_count_text(&records->paths, &words);
        done = !words.failed &&
               import_note(records->context, _("bodies were found in what wraps them, at: %s"),
                           strbuf_text(&words));
    }
    strbuf_free(&words);
    return done;
}
