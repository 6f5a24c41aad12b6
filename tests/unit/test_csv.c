/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The CSV reader and what a table's beginning shows. */
#include "lib/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "import/csv.h"
#include "lib/import_lines.h"
#include "model/counter.h"

/* --- records -----------------------------------------------------------------------------------
 */

/* Everything the reader gives out: "[a|b|c]" per record, "line!reason@column" for broken ones. */
static void read_records(struct csv_reader *reader, struct strbuf *out)
{
    struct err err = ERR_INIT;
    for (;;) {
        struct csv_record record;
        enum lines_step step = csv_next(reader, &record, &err);
        check_ok(step != LINES_FAILED, &err);
        if (step == LINES_END) {
            return;
        }
        if (record.broken) {
            strbuf_printf(out, "%d!%s@%d", (int)record.line, record.broken,
                          (int)record.broken_column);
            assert_int_equal(record.count, 0);
        } else {
            strbuf_puts(out, "[");
            for (size_t i = 0; i < record.count; i++) {
                strbuf_puts(out, i ? "|" : "");
                strbuf_add(out, record.fields[i].text, record.fields[i].length);
            }
            strbuf_puts(out, "]");
        }
    }
}

static struct csv_reader *open_text(const char *text, size_t length,
                                    const struct csv_dialect *dialect, struct byte_source **source)
{
    struct err err = ERR_INIT;
    const char *path = import_lines_file("table.csv", text, length);
    *source = byte_source_open(path, check_folder(), ENCODING_UTF8, NULL, &err);
    check_ok(*source != NULL, &err);
    struct csv_reader *reader = csv_reader_new(*source, dialect, &err);
    check_ok(reader != NULL, &err);
    return reader;
}

static void check_records(const char *text, size_t length, const struct csv_dialect *dialect,
                          const char *want)
{
    struct byte_source *source;
    struct strbuf got = STRBUF_INIT;
    struct csv_reader *reader = open_text(text, length, dialect, &source);
    read_records(reader, &got);
    assert_string_equal(strbuf_text(&got), want);
    strbuf_free(&got);
    csv_reader_free(reader);
    byte_source_free(source);
}

#define OPEN   "a quote is opened and never closed"
#define BEHIND "text behind a closing quote"

static void test_records(void **state)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"", ""},
        {"a,b", "[a|b]"},
        {"a,b\n", "[a|b]"},
        {"a,b\r\nc,d\r\n", "[a|b][c|d]"},
        {"a,b\rc,d\r", "[a|b][c|d]"},
        {"a,b\n\n\n c , d \n  \n", "[a|b][c|d]"},
        {",\n", "[|]"},
        {",,", "[||]"},
        {"\"\"\n", "[]"},
        {"\"a\",\"b\"\n", "[a|b]"},
        {"\"a,b\",c\n", "[a,b|c]"},
        {"\"a\nb\",c\nd,e\n", "[a\nb|c][d|e]"},
        {"\"a\r\nb\",c\r\nd,e", "[a\r\nb|c][d|e]"},
        {"\"a\"\"b\",\"\"\"\"\n", "[a\"b|\"]"},
        {"\"\"\"a\"\"\",\"b\"\"\"\n", "[\"a\"|b\"]"},
        {"a\"b,c\"\"d\n", "[a\"b|c\"\"d]"},
        {"a, \"b,c\" ,d\n", "[a|b,c|d]"},
        {"5\" screen,x\n", "[5\" screen|x]"},
        {"\"a\"", "[a]"},
        {"\"a\",", "[a|]"},
        {"a,\"b\nc,d\n", "1!" OPEN "@3[c|d]"},
        {"a,\"b\nc,\"d\"\ne,f\n", "1!" OPEN "@3[c|d][e|f]"},
        {"a,\"b\" c\nd,e\n", "1!" BEHIND "@7[d|e]"},
        {"a,\"b", "1!" OPEN "@3"},
        {"\"", "1!" OPEN "@1"},
        {"a,\"b\"\"", "1!" OPEN "@3"},
        {"x\n\"a\nb\nc\",d\ne,\"f", "[x][a\nb\nc|d]5!" OPEN "@3"},
        {"\xc3\xa9,b\n", "[\xc3\xa9|b]"},
    };
    struct csv_dialect dialect = {.delimiter = ',', .headless = true};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        check_records(cases[i].text, strlen(cases[i].text), &dialect, cases[i].want);
    }
}

static void test_delimiters(void **state)
{
    (void)state;
    struct csv_dialect tab = {.delimiter = '\t', .headless = true};
    struct csv_dialect semicolon = {.delimiter = ';', .headless = true};
    struct csv_dialect bar = {.delimiter = '|', .headless = true};
    check_records("a\t\tb\n\t\t\n", 8, &tab, "[a||b][||]");
    check_records("\"a\"\t\"b\tc\"\n", 10, &tab, "[a|b\tc]");
    check_records("a,b;c\n", 6, &semicolon, "[a,b|c]");
    check_records("a|b;c\n", 6, &bar, "[a|b;c]");
}

static void test_header_and_comments(void **state)
{
    (void)state;
    struct csv_dialect dialect = {.delimiter = ',', .skip_lines = 2, .comment = '#'};
    static const char text[] = "Title, \"of it\nsecond\n\n\"h\n1\",h2\n#x,\"y\na,b\n#\nc,d";
    check_records(text, sizeof text - 1, &dialect, "[a|b][c|d]");
    static const char only_header[] = "a,b\n";
    dialect = (struct csv_dialect){.delimiter = ','};
    check_records(only_header, 4, &dialect, "");
    dialect.skip_lines = 5;
    check_records(only_header, 4, &dialect, "");
}

static void test_bytes(void **state)
{
    (void)state;
    struct csv_dialect dialect = {.delimiter = ',', .headless = true};
    static const char nul[] = "a,b\nc,d\0e\nf,g\n";
    check_records(nul, sizeof nul - 1, &dialect, "[a|b]2!a NUL byte@4[f|g]");
    static const char latin[] = "ab,Jos\xe9\n";
    struct byte_source *source;
    struct csv_record record;
    struct err err = ERR_INIT;
    struct csv_reader *reader = open_text(latin, sizeof latin - 1, &dialect, &source);
    assert_int_equal(csv_next(reader, &record, &err), LINES_LINE);
    assert_non_null(record.broken);
    assert_non_null(strstr(record.broken, "UTF-8"));
    assert_int_equal(record.broken_column, 7);
    assert_int_equal(record.raw_length, 7);
    csv_reader_free(reader);
    byte_source_free(source);
}

static void test_places(void **state)
{
    (void)state;
    struct csv_dialect dialect = {.delimiter = ','};
    static const char text[] = "h1,h2\r\n\r\na,\"b\r\nc\",d\r\ne,f";
    struct byte_source *source;
    struct csv_record record;
    struct err err = ERR_INIT;
    struct csv_reader *reader = open_text(text, sizeof text - 1, &dialect, &source);
    assert_int_equal(csv_next(reader, &record, &err), LINES_LINE);
    assert_int_equal(record.line, 3);
    assert_int_equal(record.row, 1);
    assert_int_equal(record.begin, 9);
    assert_int_equal(record.end, 21);
    assert_true(record.complete);
    assert_int_equal(record.fields[1].column, 3);
    assert_int_equal(record.fields[2].column, 4); /* in the line where it begins */
    struct csv_mark mark;
    csv_mark(reader, &mark);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(csv_next(reader, &record, &err), LINES_LINE);
        assert_int_equal(record.line, 5);
        assert_int_equal(record.row, 2);
        assert_int_equal(record.begin, 21);
        assert_int_equal(record.end, 24);
        assert_false(record.complete);
        assert_memory_equal(record.raw, "e,f", 3);
        assert_int_equal(csv_next(reader, &record, &err), LINES_END);
        check_ok(csv_return(reader, &mark, &err), &err);
    }
    csv_reader_free(reader);
    byte_source_free(source);
}

static void test_many_columns(void **state)
{
    (void)state;
    static const struct {
        size_t count;
        uint64_t broken_column; /* 0: fine */
    } want[] = {{CSV_COLUMNS_MAX, 0}, {0, 1025}, {0, 1028}, {2, 0}};
    struct strbuf text = STRBUF_INIT;
    struct byte_source *source;
    struct csv_record record;
    struct err err = ERR_INIT;
    strbuf_repeat(&text, ',', CSV_COLUMNS_MAX - 1);
    strbuf_puts(&text, "\n");
    strbuf_repeat(&text, ',', CSV_COLUMNS_MAX);
    strbuf_puts(&text, "\n\"x\"");
    strbuf_repeat(&text, ',', CSV_COLUMNS_MAX);
    strbuf_puts(&text, "\na,b\n");
    struct csv_dialect dialect = {.delimiter = ',', .headless = true};
    struct csv_reader *reader = open_text(text.data, text.length, &dialect, &source);
    for (size_t i = 0; i < sizeof want / sizeof want[0]; i++) {
        assert_int_equal(csv_next(reader, &record, &err), LINES_LINE);
        assert_int_equal(record.count, want[i].count);
        assert_int_equal(record.broken != NULL, want[i].broken_column > 0);
        assert_int_equal(record.broken_column, want[i].broken_column);
        assert_int_equal(record.line, i + 1);
    }
    assert_int_equal(csv_next(reader, &record, &err), LINES_END);
    csv_reader_free(reader);
    byte_source_free(source);
    strbuf_free(&text);
}

static void test_long_rows(void **state)
{
    (void)state;
    static const struct {
        size_t size;
        const char *end; /* of the long row */
        bool broken;
    } cases[] = {{LINE_LIMIT - 2, "\n", false},       {LINE_LIMIT - 1, "\n", true},
                 {LINE_LIMIT + 100000, "\r\n", true}, {LINE_LIMIT + 3000000, "\r", true},
                 {3 * LINE_LIMIT, "\n", true},        {3 * LINE_LIMIT, "", true}};
    struct csv_dialect dialect = {.delimiter = ',', .headless = true};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct strbuf text = STRBUF_INIT;
        struct byte_source *source;
        struct csv_record record;
        struct err err = ERR_INIT;
        strbuf_puts(&text, "a,b\nx,");
        strbuf_repeat(&text, 'y', cases[i].size);
        strbuf_puts(&text, cases[i].end);
        strbuf_puts(&text, cases[i].end[0] ? "c,d\n" : "");
        struct csv_reader *reader = open_text(text.data, text.length, &dialect, &source);
        assert_int_equal(csv_next(reader, &record, &err), LINES_LINE);
        assert_int_equal(csv_next(reader, &record, &err), LINES_LINE);
        assert_int_equal(record.line, 2);
        assert_int_equal(record.broken != NULL, cases[i].broken);
        assert_true(record.raw_length <= LINE_LIMIT);
        assert_memory_equal(record.raw, "x,yyy", 5);
        if (cases[i].end[0]) {
            assert_int_equal(csv_next(reader, &record, &err), LINES_LINE);
            assert_int_equal(record.line, 3);
            assert_int_equal(record.row, 3);
            assert_int_equal(record.count, 2);
            assert_int_equal(record.end, text.length);
        }
        assert_int_equal(csv_next(reader, &record, &err), LINES_END);
        csv_reader_free(reader);
        byte_source_free(source);
        strbuf_free(&text);
    }
}

/* An opening quote before 20 MiB of rows costs one row, not the file. */
static void test_quote_open_for_long(void **state)
{
    (void)state;
    struct strbuf text = STRBUF_INIT;
    struct csv_record record;
    struct byte_source *source;
    struct err err = ERR_INIT;
    size_t rows = 0;
    strbuf_puts(&text, "a,\"b\n");
    for (int i = 0; i < 2000000; i++) {
        strbuf_puts(&text, "row,number\n");
    }
    struct csv_dialect dialect = {.delimiter = ',', .headless = true};
    struct csv_reader *reader = open_text(text.data, text.length, &dialect, &source);
    assert_int_equal(csv_next(reader, &record, &err), LINES_LINE);
    assert_non_null(record.broken);
    assert_int_equal(record.broken_column, 3);
    assert_int_equal(record.raw_length, 4);
    while (csv_next(reader, &record, &err) == LINES_LINE) {
        assert_null(record.broken);
        rows++;
    }
    assert_int_equal(rows, 2000000);
    assert_int_equal(record.line, 2000001);
    csv_reader_free(reader);
    byte_source_free(source);
    strbuf_free(&text);
}

/* --- any table comes back as it was written ----------------------------------------------------
 */

static uint64_t random_next(uint64_t *random)
{
    *random ^= *random << 13;
    *random ^= *random >> 7;
    *random ^= *random << 17;
    return *random;
}

static void random_field(uint64_t *random, char *field)
{
    static const char *const parts[] = {"a",  "bc", "\"", ",",        "\n",           "\r\n", "x y",
                                        "12", ";",  "''", "\xc3\xa9", "\xe4\xb8\xad", "\t",   "-"};
    field[0] = '\0';
    size_t count = random_next(random) % 8;
    for (size_t i = 0; i < count; i++) {
        strcat(field, parts[random_next(random) % (sizeof parts / sizeof parts[0])]);
    }
}

/* Whether the reader would trim it. */
static bool is_trimmed(const char *field)
{
    size_t length = strlen(field);
    return length > 0 && (strchr(" \t", field[0]) || strchr(" \t", field[length - 1]));
}

static void write_field(struct strbuf *out, const char *field, bool quote)
{
    if (!quote && !strpbrk(field, "\",\r\n")) {
        strbuf_puts(out, field);
        return;
    }
    strbuf_putc(out, '"');
    for (; *field; field++) {
        strbuf_putc(out, *field);
        if (*field == '"') {
            strbuf_putc(out, '"');
        }
    }
    strbuf_putc(out, '"');
}

static void test_round_trip(void **state)
{
    (void)state;
    uint64_t random = 88172645463325252u;
    struct strbuf text = STRBUF_INIT;
    struct strbuf want = STRBUF_INIT;
    char field[64];
    for (int row = 0; row < 60000; row++) { /* several times the reader's buffer */
        size_t columns = 2 + random_next(&random) % 5;
        strbuf_putc(&want, '[');
        for (size_t i = 0; i < columns; i++) {
            do {
                random_field(&random, field);
            } while (is_trimmed(field));
            strbuf_puts(&text, i ? "," : "");
            strbuf_puts(&want, i ? "|" : "");
            write_field(&text, field, random_next(&random) % 4 == 0);
            strbuf_puts(&want, field);
        }
        strbuf_putc(&want, ']');
        strbuf_puts(&text, random_next(&random) % 2 ? "\n" : "\r\n");
    }
    struct csv_dialect dialect = {.delimiter = ',', .headless = true};
    check_records(text.data, text.length, &dialect, want.data);
    strbuf_free(&text);
    strbuf_free(&want);
}

/* --- recognising a table -----------------------------------------------------------------------
 */

static void show_sniff(const struct csv_sniff *sniff, struct strbuf *out)
{
    if (!sniff) {
        strbuf_puts(out, "none");
        return;
    }
    const struct csv_dialect *dialect = &sniff->dialect;
    strbuf_printf(out, "%s", dialect->delimiter == '\t' ? "tab" : "");
    if (dialect->delimiter != '\t') {
        strbuf_putc(out, dialect->delimiter);
    }
    strbuf_printf(out, " %c %d", dialect->decimal ? dialect->decimal : '0',
                  (int)dialect->skip_lines);
    if (dialect->comment) {
        strbuf_printf(out, " comment %c", dialect->comment);
    }
    for (size_t i = 0; i < sniff->columns; i++) {
        strbuf_printf(out, "%s%s", i ? "|" : ": ", sniff->header[i]);
    }
}

static void check_sniff(const char *text, size_t length, const struct csv_wish *wish,
                        const char *want)
{
    struct strbuf got = STRBUF_INIT;
    struct arena *arena = arena_new();
    assert_non_null(arena);
    bool memory = false;
    show_sniff(csv_sniff_as(arena, text, length, wish, &memory), &got);
    assert_false(memory);
    assert_string_equal(strbuf_text(&got), want);
    strbuf_free(&got);
    arena_free(arena);
}

static void test_sniff(void **state)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"", "none"},
        {"\n\n", "none"},
        {"hello\nworld\n", "none"},
        {"{\"a\": 1, \"b\": 2}\n", "none"},
        {" [1,2,3]\n", "none"},
        {"\x7f"
         "ELF\x01\x02\x03\x04,\x05\x06\x07\n",
         "none"},
        {"Phone,Status\n1,2\n", ", 0 0: Phone|Status"},
        {"Phone,Status", ", 0 0: Phone|Status"},
        {"Phone;Status;Text\n1;2;a,b,c,d\n1;2;a,b,c,d\n", "; 0 0: Phone|Status|Text"},
        {"a\tb\tc\n1\t2\t3\n", "tab 0 0: a|b|c"},
        {"a|b|c\n1|2|3\n", "| 0 0: a|b|c"},
        {"sep=;\nPhone;Status\n1;2\n", "; 0 1: Phone|Status"},
        {"SEP=\t\r\nPhone\tStatus\r\n", "tab 0 1: Phone|Status"},
        {"\"sep=,\"\nPhone,Status\n", ", 0 1: Phone|Status"},
        {"\n\nPhone,Status\n1,2\n", ", 0 2: Phone|Status"},
        {"Report, all of it\nfrom,to\n\nPhone,Status,Sent At\n1,2,3\n",
         ", 0 3: Phone|Status|Sent At"},
        {"# made by\n# a tool, really\nx,y\n1,2\n", ", 0 2 comment #: x|y"},
        {"city,temperature\nBerlin,12.5\nParis,14\n", ", . 0: city|temperature"},
        {"city;temperature\nBerlin;12,5\nParis;14\n", "; , 0: city|temperature"},
        {"city;inhabitants\nBerlin;3.700\nParis;2.100\n", "; , 0: city|inhabitants"},
        {"city;inhabitants\nBerlin;3,700\nParis;2,100\n", "; 0 0: city|inhabitants"},
        {"city;sum\nBerlin;\"1.234,56\"\n", "; , 0: city|sum"},
        {"city,sum\nBerlin,\"1,234.56\"\n", ", . 0: city|sum"},
        {"city,sum\nBerlin,\"1,234,567\"\n", ", . 0: city|sum"},
        {"city,sum\nBerlin,20.03.2026\nBerlin,1.2.3\nBerlin,+1.650.555.1234\n", ", 0 0: city|sum"},
        {"\"Sent\nAt\",Status,\"a \"\"b\"\"\"\n1,2,3\n", ", 0 0: Sent At|Status|a \"b\""},
        {"x,y,\n1,2,\n", ", 0 0: x|y|"},
        {"ph\xc3\xb6ne,st\xff\n1,2\n", ", 0 0: ph\xc3\xb6ne|st\xef\xbf\xbd"},
        {"Sent,Status,\xc2\xa0Phone\xc2\xa0\n", ", 0 0: Sent|Status|Phone"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        check_sniff(cases[i].text, strlen(cases[i].text), NULL, cases[i].want);
    }
}

static void test_sniff_wishes(void **state)
{
    (void)state;
    static const char text[] = "Title\nPhone;Status,x\n1;2,3\n";
    check_sniff(text, strlen(text), &(struct csv_wish){.delimiter = ','}, ", 0 1: Phone;Status|x");
    check_sniff(text, strlen(text), &(struct csv_wish){.header_line = 3, .delimiter = ';'},
                "; 0 2: 1|2,3");
    check_sniff(text, strlen(text), &(struct csv_wish){.header_line = 2, .decimal = ','},
                "; , 1: Phone|Status,x");
    check_sniff("1,2,3\n", 6, &(struct csv_wish){.headless = true}, ", 0 0: ||");
    check_sniff("%x\n1,2\n", 7, &(struct csv_wish){.headless = true, .comment = '%'},
                ", 0 1 comment %: |");
    check_sniff("{\"a\",b}\n", 8, &(struct csv_wish){.delimiter = ','}, ", 0 0: {\"a\"|b}");
}

/* A beginning that is cut in the middle of a row, at any byte, is still the same table. */
static void test_sniff_cut(void **state)
{
    (void)state;
    static const char text[] = "Phone;Status;Amount\n1;sent;1,50\n2;read;\"2,50\n\"\n3;sent;1,25\n";
    for (size_t length = 40; length < sizeof text; length++) {
        check_sniff(text, length, NULL, "; , 0: Phone|Status|Amount");
    }
}

/* --- lack of memory ----------------------------------------------------------------------------
 */

static void test_memory(void **state)
{
    (void)state;
    static const char text[] = "a,\"b\"\"c\"\nd,e\n";
    struct csv_dialect dialect = {.delimiter = ',', .headless = true};
    bool done = false;
    for (uint64_t n = 1; !done && n < 100; n++) {
        struct err err = ERR_INIT;
        const char *path = import_lines_file("table.csv", text, sizeof text - 1);
        struct byte_source *source =
            byte_source_open(path, check_folder(), ENCODING_UTF8, NULL, &err);
        check_ok(source != NULL, &err);
        mem_fault_after(n, true);
        struct csv_reader *reader = csv_reader_new(source, &dialect, &err);
        struct csv_record record;
        enum lines_step step = reader ? LINES_LINE : LINES_FAILED;
        while (step == LINES_LINE) {
            step = csv_next(reader, &record, &err);
        }
        done = step == LINES_END;
        assert_true(done || err.code == ERR_MEMORY);
        mem_fault_after(0, false);
        csv_reader_free(reader);
        byte_source_free(source);
    }
    assert_true(done);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_records),
        cmocka_unit_test(test_delimiters),
        cmocka_unit_test(test_header_and_comments),
        cmocka_unit_test(test_bytes),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_many_columns),
        cmocka_unit_test(test_long_rows),
        cmocka_unit_test(test_quote_open_for_long),
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_sniff),
        cmocka_unit_test(test_sniff_wishes),
        cmocka_unit_test(test_sniff_cut),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
