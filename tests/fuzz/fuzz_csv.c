/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The CSV reader over any bytes: the first byte chooses delimiter and dialect, the rest is the
 * file. Records lie behind each other, whatever pieces the source gives out; what is not broken
 * comes back when its fields are written again.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "import/csv.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool true_thing)
{
    if (!true_thing) {
        abort();
    }
}

static void write_field(struct strbuf *out, const struct csv_field *field)
{
    strbuf_putc(out, '"');
    for (size_t i = 0; i < field->length; i++) {
        strbuf_putc(out, field->text[i]);
        if (field->text[i] == '"') {
            strbuf_putc(out, '"');
        }
    }
    strbuf_putc(out, '"');
}

/* Read all of a text, append its good records in plain form. */
static uint64_t read_all(const char *text, size_t length, size_t chunk,
                         const struct csv_dialect *dialect, struct strbuf *out)
{
    struct err err = ERR_INIT;
    struct byte_source *source = byte_source_memory(text, length, chunk, ENCODING_UTF8, &err);
    if (!source) {
        return 0; /* it looks like gzip and is none */
    }
    struct csv_reader *reader = csv_reader_new(source, dialect, &err);
    must(reader || byte_source_is_gzip(source));
    uint64_t rows = 0, at = 0, line = 0;
    struct csv_record record;
    while (reader && csv_next(reader, &record, &err) == LINES_LINE) {
        must(record.row == ++rows && record.begin >= at && record.end > record.begin);
        must(record.line > line && record.count <= CSV_COLUMNS_MAX);
        must((record.broken != NULL) == (record.count == 0));
        must(record.raw_length <= record.end - record.begin);
        at = record.end;
        line = record.line;
        for (size_t i = 0; i < record.count; i++) {
            const struct csv_field *field = &record.fields[i];
            must(field->length <= record.raw_length && field->column > 0);
            must(utf8_valid(field->text, field->length, NULL));
            must(!memchr(field->text, 0, field->length));
            strbuf_puts(out, i ? "," : "");
            write_field(out, field);
        }
        strbuf_puts(out, record.count ? "\n" : "");
    }
    csv_reader_free(reader);
    byte_source_free(source);
    return rows;
}

static void look(const char *text, size_t length)
{
    struct arena *arena = arena_new();
    bool memory = false;
    const struct csv_sniff *sniff = csv_sniff(arena, text, length, &memory);
    must(!memory);
    for (size_t i = 0; sniff && i < sniff->columns; i++) {
        must(utf8_valid(sniff->header[i], strlen(sniff->header[i]), NULL));
    }
    must(!sniff || (sniff->columns > 1 && sniff->dialect.delimiter));
    arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    static const char delimiters[] = ",;\t|";
    struct csv_dialect dialect = {.delimiter = delimiters[data[0] & 3],
                                  .comment = data[0] & 4 ? '#' : '\0',
                                  .headless = data[0] & 8,
                                  .skip_lines = data[0] >> 4 & 3};
    const char *text = (const char *)data + 1;
    struct strbuf whole = STRBUF_INIT, pieces = STRBUF_INIT, again = STRBUF_INIT;
    uint64_t rows = read_all(text, size - 1, 0, &dialect, &whole);
    must(rows == read_all(text, size - 1, 1 + (size_t)(data[0] >> 6) * 5, &dialect, &pieces));
    must(strcmp(strbuf_text(&whole), strbuf_text(&pieces)) == 0);
    /* A second writing is the same as the first: nothing is lost but what was broken. */
    struct csv_dialect plain = {.delimiter = ',', .headless = true};
    read_all(strbuf_text(&whole), whole.length, 0, &plain, &again);
    must(strcmp(strbuf_text(&whole), strbuf_text(&again)) == 0);
    look(text, size - 1);
    strbuf_free(&whole);
    strbuf_free(&pieces);
    strbuf_free(&again);
    return 0;
}
