/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/export.h"

#include <string.h>

#include "export/html.h"
#include "export/writers.h"
#include "text/ascii.h"

static const char *const names[] = {
    [EXPORT_TEXT] = "text", [EXPORT_CSV] = "csv",   [EXPORT_MD] = "md",
    [EXPORT_JSON] = "json", [EXPORT_HTML] = "html", [EXPORT_EML] = "eml"};

bool export_format_parse(const char *name, enum export_format *format)
{
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        if (strcmp(names[i], name) == 0) {
            *format = (enum export_format)i;
            return true;
        }
    }
    return false;
}

const char *export_format_name(enum export_format format)
{
    return names[format];
}

bool export_table(struct sink *sink, const struct table *table, enum export_format format,
                  const struct export_options *options, struct err *err)
{
    static const struct export_options usual = EXPORT_OPTIONS_INIT;
    const struct export_options *how = options ? options : &usual;
    switch (format) {
    case EXPORT_TEXT:
        return table_text_write(sink, table, how) || err_memory(err);
    case EXPORT_CSV:
        return table_csv_write(sink, table, how) || err_memory(err);
    case EXPORT_MD:
        return table_md_write(sink, table, how) || err_memory(err);
    case EXPORT_HTML:
        return html_table(sink, table, how) || err_memory(err);
    case EXPORT_JSON:
    case EXPORT_EML:
        break;
    }
    return table_json_write(sink, table) || err_memory(err);
}

/* --- pieces of a page ------------------------------------------------------------------------ */

/* A text as the format has it. */
static void put_words(struct strbuf *out, enum export_format format, const char *text, bool ascii)
{
    if (format == EXPORT_MD) {
        table_md_escape(out, text);
    } else if (format == EXPORT_HTML) {
        html_escape(out, text);
    } else if (ascii) {
        ascii_text(out, text);
    } else {
        strbuf_puts(out, text);
    }
}

static bool is_page(enum export_format format)
{
    return format == EXPORT_TEXT || format == EXPORT_MD || format == EXPORT_HTML;
}

bool export_on(struct sink *sink, struct strbuf *out)
{
    if (out->failed) {
        return false;
    }
    sink_write(sink, strbuf_text(out), out->length);
    strbuf_clear(out);
    return true;
}

bool export_out(struct sink *sink, struct strbuf *out)
{
    bool ok = export_on(sink, out);
    strbuf_free(out);
    return ok;
}

bool export_heading(struct sink *sink, enum export_format format, const char *text, bool ascii,
                    struct err *err)
{
    struct strbuf out = STRBUF_INIT;
    if (!is_page(format)) {
        return true;
    }
    bool html = format == EXPORT_HTML;
    strbuf_puts(&out, html ? "<h2 dir=\"auto\">" : format == EXPORT_MD ? "## " : "");
    put_words(&out, format, text, ascii);
    strbuf_puts(&out, html ? "</h2>\n" : "\n\n");
    return export_out(sink, &out) || err_memory(err);
}

static bool put_paragraph(struct sink *sink, enum export_format format, const char *text,
                          bool ascii, const char *open, struct err *err)
{
    struct strbuf out = STRBUF_INIT;
    bool html = format == EXPORT_HTML;
    if (!is_page(format) || !text || (html && !text[0])) {
        return true;
    }
    strbuf_puts(&out, html ? open : "");
    put_words(&out, format, text, ascii);
    strbuf_puts(&out, html ? "</p>\n" : text[0] ? "\n\n" : "\n");
    return export_out(sink, &out) || err_memory(err);
}

bool export_lead(struct sink *sink, enum export_format format, const char *text, bool ascii,
                 struct err *err)
{
    return put_paragraph(sink, format, text, ascii, "<p class=\"lead\" dir=\"auto\">", err);
}

bool export_paragraph(struct sink *sink, enum export_format format, const char *text, bool ascii,
                      struct err *err)
{
    return put_paragraph(sink, format, text, ascii, "<p dir=\"auto\">", err);
}

bool export_list(struct sink *sink, enum export_format format, const char *const *lines,
                 size_t count, bool ascii, struct err *err)
{
    struct strbuf out = STRBUF_INIT;
    if (!is_page(format) || count == 0) {
        return true;
    }
    bool html = format == EXPORT_HTML;
    strbuf_puts(&out, html ? "<ul>\n" : "");
    for (size_t i = 0; i < count; i++) {
        strbuf_puts(&out, html ? "<li dir=\"auto\">" : "- ");
        put_words(&out, format, lines[i], ascii);
        strbuf_puts(&out, html ? "</li>\n" : "\n");
    }
    strbuf_puts(&out, html ? "</ul>\n" : "\n");
    return export_out(sink, &out) || err_memory(err);
}
