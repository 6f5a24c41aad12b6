/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "config/document.h"
#include "export/export.h"

static const struct table_column columns[] = {
    {.id = "name", .title = "Campaign", .kind = CELL_TEXT},
    {.id = "start", .title = "Start", .kind = CELL_DAY},
    {.id = "sent", .title = "Sent", .kind = CELL_COUNT, .align = TABLE_RIGHT},
    {.id = "ctr", .title = "CTR", .kind = CELL_PERCENT, .align = TABLE_RIGHT, .graded = true},
    {.id = "rocs", .title = "ROCS", .kind = CELL_TIMES, .align = TABLE_RIGHT, .graded = true},
    {.id = "revenue", .title = "Revenue", .kind = CELL_MONEY, .align = TABLE_RIGHT},
    {.id = "spark", .title = "30 days", .kind = CELL_SPARK},
};

enum { NAME, START, SENT, CTR, ROCS, REVENUE, SPARK };

static const float steps[] = {0, 1, 2, 3, (float)NAN, 7};
static const struct spark spark = {steps, ARRAY_COUNT(steps), 0, 7};

static struct cell graded(enum cell_kind kind, double value, enum grade grade, bool certain)
{
    return (struct cell){.number = value,
                         .kind = (uint8_t)kind,
                         .grade = (int8_t)grade,
                         .flags = certain ? CELL_CERTAIN : 0};
}

static struct cell money(int64_t micros, const char *code)
{
    struct cell cell = {.integer = micros, .kind = CELL_MONEY, .grade = GRADE_NONE};
    memcpy(cell.currency.code, code, 4);
    return cell;
}

static struct table *make(struct arena *arena)
{
    struct table *table = table_new(arena, "Campaigns", columns, ARRAY_COUNT(columns), 4);
    assert_non_null(table);
    *table_cell(table, 0, NAME) = cell_text("Diwali, \"early\" access");
    *table_cell(table, 0, START) = cell_day(civil_to_day(2026, 10, 2));
    *table_cell(table, 0, SENT) = cell_count(24570);
    *table_cell(table, 0, CTR) = graded(CELL_PERCENT, 66.0 / 4659, GRADE_POOR, true);
    *table_cell(table, 0, ROCS) = graded(CELL_TIMES, 11.234, GRADE_BEST, false);
    *table_cell(table, 0, REVENUE) = money(41230500000, "EUR");
    *table_cell(table, 0, SPARK) =
        (struct cell){.spark = &spark, .kind = CELL_SPARK, .grade = GRADE_NONE};
    *table_cell(table, 1, NAME) = cell_text("عرض نهاية");
    *table_cell(table, 1, SENT) = cell_count(312);
    *table_cell(table, 1, CTR) = cell_unknown(KPI_REASON_UNKNOWN_COUNTER);
    *table_cell(table, 1, ROCS) = graded(CELL_TIMES, 2.9, GRADE_NONE, false);
    *table_cell(table, 1, REVENUE) = money(-75000, "JPY");
    *table_cell(table, 2, NAME) = cell_text("=cmd|'/c calc'!A1");
    *table_cell(table, 2, START) = cell_day(DAY_NONE);
    *table_cell(table, 2, REVENUE) = cell_unknown(KPI_REASON_MIXED_CURRENCY);
    *table_cell(table, 3, NAME) = cell_text("新年 <b>*優惠*</b> a|b");
    assert_true(table_note(table, arena, "Rates are per message <delivered>."));
    return table;
}

static char *written(const struct table *table, enum export_format format,
                     const struct export_options *options)
{
    struct err err = ERR_INIT;
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    assert_non_null(stream);
    struct sink *sink = sink_stream(stream, &err);
    check_ok(sink, &err);
    check_ok(export_table(sink, table, format, options, &err), &err);
    check_ok(sink_finish(sink, &err), &err);
    fclose(stream);
    return text;
}

static void check_written(enum export_format format, const struct export_options *options,
                          const char *want)
{
    struct arena *arena = arena_new();
    char *got = written(make(arena), format, options);
    assert_string_equal(got, want);
    free(got);
    arena_free(arena);
}

static void text_is_aligned_by_width(void **state)
{
    (void)state;
    check_written(EXPORT_TEXT, NULL,
                  "Campaign                Start         Sent    CTR      ROCS        Revenue  30 "
                  "days\n"
                  "Diwali, \"early\" access  2026-10-02  24 570  1.4 % P  11.2 ×~B  € 41 230.50  "
                  "▁▂▃▄·█\n"
                  "\xe2\x81\xa8عرض نهاية\xe2\x81\xa9                              312    n/a     "
                  "2.9 ×       -¥ 0.075\n"
                  "=cmd|'/c calc'!A1       no date                                        n/a\n"
                  "新年 <b>*優惠*</b> a|b\n"
                  "\n"
                  "Rates are per message <delivered>.\n");
}

static void text_can_be_ascii(void **state)
{
    (void)state;
    struct export_options options = {.ascii = true, .title = true};
    check_written(
        EXPORT_TEXT, &options,
        "Campaigns\n"
        "Campaign                      Start         Sent    CTR      ROCS          Revenue  30 "
        "days\n"
        "Diwali, \"early\" access        2026-10-02  24 570  1.4 % P  11.2 x~B  EUR 41 230.50  "
        "_..- ^\n"
        "'rd nhayh                                    312    n/a     2.9 x       -JPY 0.075\n"
        "=cmd|'/c calc'!A1             no date                                          n/a\n"
        "<2e221> <b>*<afbb2>*</b> a|b\n");
}

static void csv_has_plain_figures_and_no_formulas(void **state)
{
    (void)state;
    check_written(
        EXPORT_CSV, NULL,
        "name,start,sent,ctr,ctr_grade,rocs,rocs_grade,revenue,revenue_currency\r\n"
        "\"Diwali, \"\"early\"\" access\",2026-10-02,24570,0.014166130070830651,poor,11.234,best~,"
        "41230.50,EUR\r\n"
        "عرض نهاية,,312,,,2.9,,-0.075,JPY\r\n"
        "'=cmd|'/c calc'!A1,,,,,,,,\r\n"
        "新年 <b>*優惠*</b> a|b,,,,,,,,\r\n");
}

static void csv_for_excel_has_the_decimal_of_the_locale(void **state)
{
    (void)state;
    struct export_options options = {.excel = true, .comma = true};
    check_written(
        EXPORT_CSV, &options,
        "\xef\xbb\xbfname;start;sent;ctr;ctr_grade;rocs;rocs_grade;revenue;revenue_currency\r\n"
        "\"Diwali, \"\"early\"\" access\";2026-10-02;24570;0,014166130070830651;poor;11,234;best~;"
        "41230,50;EUR\r\n"
        "عرض نهاية;;312;;;2,9;;-0,075;JPY\r\n"
        "'=cmd|'/c calc'!A1;;;;;;;;\r\n"
        "新年 <b>*優惠*</b> a|b;;;;;;;;\r\n");
}

static void markdown_escapes_what_is_its_own(void **state)
{
    (void)state;
    struct export_options options = {.title = true, .notes = true};
    check_written(
        EXPORT_MD, &options,
        "### Campaigns\n\n"
        "| Campaign | Start | Sent | CTR | ROCS | Revenue | 30 days |\n"
        "| --- | --- | ---: | ---: | ---: | ---: | --- |\n"
        "| Diwali, \"early\" access | 2026-10-02 | 24 570 | 1.4 % P | 11.2 × \\~B | € 41 230.50 | "
        "▁▂▃▄·█ |\n"
        "| \xe2\x81\xa8عرض نهاية\xe2\x81\xa9 |  | 312 | n/a | 2.9 × | -¥ 0.075 |  |\n"
        "| =cmd\\|'/c calc'!A1 | no date |  |  |  | n/a |  |\n"
        "| 新年 &lt;b&gt;\\*優惠\\*&lt;/b&gt; a\\|b |  |  |  |  |  |  |\n"
        "\nRates are per message &lt;delivered&gt;.\n");
}

static void formulas_are_known_by_their_first_sign(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"=1+1", "'=1+1"},
        {"+1", "'+1"},
        {"-1", "'-1"},
        {"@SUM(A1)", "'@SUM(A1)"},
        {"＝1", "'＝1"},
        {"a=1", "a=1"},
        {"", ""},
        {"\t=1", "'\t=1"},
        {"\r=1", "\"'\r=1\""},
        {"=\"x\"", "\"'=\"\"x\"\"\""},
    };
    static const struct table_column column = {.id = "t", .title = "T", .kind = CELL_TEXT};
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct arena *arena = arena_new();
        char want[64];
        struct table *table = table_new(arena, "", &column, 1, 1);
        *table_cell(table, 0, 0) = cell_text(cases[i].text);
        char *got = written(table, EXPORT_CSV, NULL);
        snprintf(want, sizeof want, "t\r\n%s\r\n", cases[i].want);
        assert_string_equal(got, want);
        free(got);
        arena_free(arena);
    }
}

static void json_has_values_with_their_grades(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    char *text = written(make(arena), EXPORT_JSON, NULL);
    cJSON *all = cJSON_Parse(text);
    assert_non_null(all);
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(all, "title")), "Campaigns");
    assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(all, "columns")), 7);
    assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(all, "notes")), 1);
    cJSON *rows = cJSON_GetObjectItem(all, "rows");
    assert_int_equal(cJSON_GetArraySize(rows), 4);
    cJSON *row = cJSON_GetArrayItem(rows, 0);
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(row, "name")),
                        "Diwali, \"early\" access");
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(row, "start")), "2026-10-02");
    cJSON *ctr = cJSON_GetObjectItem(row, "ctr");
    check_double(cJSON_GetNumberValue(cJSON_GetObjectItem(ctr, "value")), 66.0 / 4659, 0, 0);
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(ctr, "grade")), "poor");
    assert_true(cJSON_IsTrue(cJSON_GetObjectItem(ctr, "certain")));
    assert_true(cJSON_IsNull(cJSON_GetObjectItem(ctr, "reason")));
    cJSON *revenue = cJSON_GetObjectItem(row, "revenue");
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(revenue, "amount")), "41230.50");
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(revenue, "currency")), "EUR");
    assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(row, "spark")), 6);
    assert_true(cJSON_IsNull(cJSON_GetArrayItem(cJSON_GetObjectItem(row, "spark"), 4)));
    row = cJSON_GetArrayItem(rows, 1);
    assert_true(cJSON_IsNull(cJSON_GetObjectItem(row, "start")));
    ctr = cJSON_GetObjectItem(row, "ctr");
    assert_true(cJSON_IsNull(cJSON_GetObjectItem(ctr, "value")));
    assert_true(cJSON_IsNull(cJSON_GetObjectItem(ctr, "grade")));
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(ctr, "reason")),
                        "unknown_counter");
    cJSON_Delete(all);
    free(text);
    arena_free(arena);
}

static void tables_without_rows_are_written_too(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct table *table = table_new(arena, "None", columns, 2, 0);
    static const struct {
        enum export_format format;
        const char *want;
    } cases[] = {
        {EXPORT_TEXT, "Campaign  Start\n"},
        {EXPORT_CSV, "name,start\r\n"},
        {EXPORT_MD, "| Campaign | Start |\n| --- | --- |\n"},
        {EXPORT_JSON, "{\"title\":\"None\",\"columns\":[{\"id\":\"name\",\"title\":\"Campaign\"},"
                      "{\"id\":\"start\",\"title\":\"Start\"}],\"notes\":[],\"rows\":[]}\n"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        char *got = written(table, cases[i].format, NULL);
        assert_string_equal(got, cases[i].want);
        free(got);
    }
    arena_free(arena);
}

/* Data cannot say anything to a browser, and every cell finds its own direction. */
static void html_is_only_figures(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct table *table = make(arena);
    *table_cell(table, 3, NAME) = cell_text("<script>alert(\"1\")</script> & 'x'");
    const struct export_options options = {.title = true, .notes = true};
    char *got = written(table, EXPORT_HTML, &options);
    static const char *const pieces[] = {
        "<h2>Campaigns</h2>",
        "<th scope=\"col\" class=\"n\">CTR</th>",
        "<td dir=\"auto\" class=\"t m\">Diwali, &quot;early&quot; access</td>",
        "<td dir=\"auto\" class=\"n poor\">1.4\u00a0% P</td>",
        "<td dir=\"auto\" class=\"n best\">11.2\u00a0×~B</td>",
        "<td dir=\"auto\" class=\"n unknown\">n/a</td>",
        "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;",
    };
    for (size_t i = 0; i < ARRAY_COUNT(pieces); i++) {
        if (!strstr(got, pieces[i])) {
            fail_msg("no %s in:\n%s", pieces[i], got);
        }
    }
    assert_null(strstr(got, "<script"));
    free(got);
    arena_free(arena);
}

static void formats_have_names(void **state)
{
    (void)state;
    enum export_format format = EXPORT_JSON;
    assert_true(export_format_parse("md", &format));
    assert_int_equal(format, EXPORT_MD);
    assert_false(export_format_parse("MD", &format));
    assert_false(export_format_parse("xml", &format));
    assert_int_equal(format, EXPORT_MD);
    assert_true(export_format_parse("html", &format));
    assert_int_equal(format, EXPORT_HTML);
    assert_string_equal(export_format_name(EXPORT_CSV), "csv");
}

static void pages_are_made_of_pieces(void **state)
{
    (void)state;
    static const char *const lines[] = {"one", "two *"};
    static const struct {
        enum export_format format;
        bool ascii;
        const char *want;
    } cases[] = {
        {EXPORT_TEXT, false, "Été\n\nfar – away\n\n- one\n- two *\n\n"},
        {EXPORT_TEXT, true, "Ete\n\nfar - away\n\n- one\n- two *\n\n"},
        {EXPORT_MD, false, "## Été\n\nfar – away\n\n- one\n- two \\*\n\n"},
        {EXPORT_HTML, false,
         "<h2 dir=\"auto\">Été</h2>\n<p dir=\"auto\">far – away</p>\n"
         "<ul>\n<li dir=\"auto\">one</li>\n<li dir=\"auto\">two *</li>\n</ul>\n"},
        {EXPORT_CSV, false, ""},
        {EXPORT_JSON, false, ""},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct err err = ERR_INIT;
        char *text = NULL;
        size_t length = 0;
        FILE *stream = open_memstream(&text, &length);
        struct sink *sink = sink_stream(stream, &err);
        enum export_format format = cases[i].format;
        bool ascii = cases[i].ascii;
        check_ok(export_heading(sink, format, "Été", ascii, &err), &err);
        check_ok(export_paragraph(sink, format, "far – away", ascii, &err), &err);
        check_ok(export_paragraph(sink, format, NULL, ascii, &err), &err);
        check_ok(export_list(sink, format, lines, 2, ascii, &err), &err);
        check_ok(export_list(sink, format, lines, 0, ascii, &err), &err);
        check_ok(sink_finish(sink, &err), &err);
        fclose(stream);
        assert_string_equal(text, cases[i].want);
        free(text);
    }
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    for (int format = EXPORT_TEXT; format <= EXPORT_JSON; format++) {
        struct arena *arena = arena_new();
        struct table *table = make(arena);
        bool done = false;
        for (uint64_t n = 1; !done; n++) {
            struct err err = ERR_INIT;
            FILE *stream = fopen("/dev/null", "w");
            struct sink *sink = sink_stream(stream, &err);
            mem_fault_after(n, false);
            bool ok = export_table(sink, table, (enum export_format)format, NULL, &err);
            done = mem_fault_after(0, false) < n;
            assert_true(ok || err.code == ERR_MEMORY);
            assert_true(ok || !done);
            sink_abandon(sink);
            fclose(stream);
            assert_true(n < 10000);
        }
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_aligned_by_width),
        cmocka_unit_test(text_can_be_ascii),
        cmocka_unit_test(csv_has_plain_figures_and_no_formulas),
        cmocka_unit_test(csv_for_excel_has_the_decimal_of_the_locale),
        cmocka_unit_test(markdown_escapes_what_is_its_own),
        cmocka_unit_test(formulas_are_known_by_their_first_sign),
        cmocka_unit_test(json_has_values_with_their_grades),
        cmocka_unit_test(tables_without_rows_are_written_too),
        cmocka_unit_test(html_is_only_figures),
        cmocka_unit_test(formats_have_names),
        cmocka_unit_test(pages_are_made_of_pieces),
        cmocka_unit_test(every_allocation_may_fail),
    };
    document_setup();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
