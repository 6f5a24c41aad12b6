/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/registry.h"

#include <string.h>

#include "base/i18n.h"
#include "text/utf8.h"

static const struct import_format *const formats[] = {
#define FORMAT(id) &import_format_##id,
#include "import/format.def"
#undef FORMAT
};

const struct import_format *const *registry_formats(size_t *count)
{
    *count = ARRAY_COUNT(formats);
    return formats;
}

const struct import_format *registry_by_id(const char *id)
{
    for (size_t i = 0; i < ARRAY_COUNT(formats); i++) {
        if (strcmp(formats[i]->id, id) == 0) {
            return formats[i];
        }
    }
    return NULL;
}

#define SEEN_COLUMNS 8
#define CERTAIN      100

/* Whether there is nothing at all in what was seen. */
static bool is_blank(const struct sniff *sniff)
{
    size_t start = 0;
    while (start < sniff->length && strchr(" \t\r\n", sniff->text[start]) && sniff->text[start]) {
        start++;
    }
    return start == sniff->length;
}

/* What a person would say the beginning looks like. */
static void describe(const struct sniff *sniff, struct strbuf *out)
{
    if (sniff->csv) {
        strbuf_puts(out, _("a table with the columns "));
        for (size_t i = 0; i < sniff->csv->columns && i < SEEN_COLUMNS; i++) {
            strbuf_puts(out, i ? ", " : "");
            strbuf_puts(out, sniff->csv->header[i]);
        }
        strbuf_puts(out, sniff->csv->columns > SEEN_COLUMNS ? " …" : "");
        return;
    }
    size_t start = 0;
    while (start < sniff->length && strchr(" \t\r\n", sniff->text[start])) {
        start++;
    }
    if (start == sniff->length) {
        strbuf_puts(out, sniff->whole ? _("an empty file") : _("nothing but blank lines"));
    } else if (memchr(sniff->text, 0, sniff->length)) {
        strbuf_puts(out, _("a binary file"));
    } else if (sniff->text[start] == '{' || sniff->text[start] == '[') {
        strbuf_puts(out, _("JSON of another kind"));
    } else {
        const char *end = memchr(sniff->text + start, '\n', sniff->length - start);
        size_t length = end ? (size_t)(end - sniff->text) - start : sniff->length - start;
        strbuf_puts(out, _("text that begins with "));
        utf8_sanitize(out, sniff->text + start, length, 60);
    }
}

const struct import_format *registry_recognize(const struct sniff *sniff, struct strbuf *why,
                                               struct err *err)
{
    struct strbuf word = STRBUF_INIT;
    struct strbuf best_word = STRBUF_INIT;
    struct strbuf misses = STRBUF_INIT;
    const struct import_format *best = NULL;
    int best_score = 0;
    for (size_t i = 0; i < ARRAY_COUNT(formats) && best_score < CERTAIN; i++) {
        strbuf_clear(&word);
        int score = formats[i]->sniff(sniff, &word);
        if (score > best_score) {
            best = formats[i];
            best_score = score;
            strbuf_clear(&best_word);
            strbuf_puts(&best_word, strbuf_text(&word));
        } else if (score == 0 && word.length > 0) {
            strbuf_puts(&misses, misses.length ? "; " : "");
            strbuf_printf(&misses, "%s: %s", formats[i]->id, strbuf_text(&word));
        }
    }
    if (word.failed || best_word.failed || misses.failed) {
        best = NULL;
        err_memory(err);
    } else if (best) {
        strbuf_puts(why, strbuf_text(&best_word));
    } else {
        struct strbuf seen = STRBUF_INIT;
        describe(sniff, &seen);
        bool blank = is_blank(sniff);
        err_set(err, ERR_REFUSED,
                blank ? _("there is nothing to import: it is %s")
                      : _("not a format campane knows: it is %s"),
                strbuf_text(&seen));
        if (blank) {
            err_todo(err, "%s", _("look whether the export was finished"));
        } else if (misses.length > 0) {
            err_todo(err, "%s", strbuf_text(&misses));
        } else {
            err_todo(err, _("name the format with --as, or map its columns with --profile"));
        }
        strbuf_free(&seen);
    }
    strbuf_free(&word);
    strbuf_free(&best_word);
    strbuf_free(&misses);
    return best;
}
