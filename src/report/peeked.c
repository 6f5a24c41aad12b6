/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/peeked.h"

#include <inttypes.h>

#include "base/civil.h"
#include "base/i18n.h"
#include "text/format.h"

enum { REJECTS_SHOWN = 20, FIXED_LINES = 12 };

struct lines {
    struct arena *arena;
    struct peeked_line *all;
    size_t count;
    bool failed;
};

static void add(struct lines *lines, const char *label, const char *text)
{
    lines->failed = lines->failed || !text;
    lines->all[lines->count++] = (struct peeked_line){label, text};
}

static void add_size(struct lines *lines, const struct peeked_file *file)
{
    char bytes[FORMAT_SIZE];
    format_bytes(file->bytes, bytes);
    add(lines, _("Size"),
        file->packed ? arena_printf(lines->arena, _("%s, compressed (gzip)"), bytes)
                     : arena_strdup(lines->arena, bytes));
}

static void add_rows(struct lines *lines, const struct peeked_file *file)
{
    char rows[FORMAT_SIZE], about[FORMAT_SIZE];
    format_count(file->rows, rows);
    if (file->whole) {
        add(lines, _("Rows"), arena_strdup(lines->arena, rows));
    } else if (file->rows == 0) {
        add(lines, _("Rows"), _("not known: the first one is longer than what is looked at"));
    } else if (file->about > 0) {
        add(lines, _("Rows"),
            arena_printf(lines->arena, _("about %s, by the first %s"),
                         format_count(file->about, about), rows));
    } else {
        add(lines, _("Rows"),
            arena_printf(lines->arena, _("not known; more than the first %s"), rows));
    }
    if (file->rejected > 0) {
        add(lines, _("Unreadable"),
            arena_printf(lines->arena,
                         NG_("%s of these rows; it will be rejected",
                             "%s of these rows; they will be rejected", file->rejected),
                         format_count(file->rejected, rows)));
    }
}

static void add_days(struct lines *lines, const struct peeked_file *file, bool ascii)
{
    char days[FORMAT_SIZE];
    if (file->first == DAY_NONE) {
        add(lines, _("Period"),
            file->rows == 0 ? _("not known")
            : file->whole   ? _("its rows have no dates")
                            : _("not known: the first rows have no dates"));
        return;
    }
    format_day_range(file->first, file->last, ascii, days);
    add(lines, _("Period"),
        file->whole ? arena_strdup(lines->arena, days)
                    : arena_printf(lines->arena, _("%s in these rows"), days));
    if (file->zone) {
        add(lines, "",
            arena_printf(lines->arena, _("times without a zone are read in %s"), file->zone));
    }
}

const char *peeked_reject_words(struct arena *arena, const struct peeked_reject *reject)
{
    return reject->column
               ? arena_printf(arena, _("line %" PRIu64 ", column %" PRIu64 ": %s"), reject->line,
                              reject->column, reject->reason)
               : arena_printf(arena, _("line %" PRIu64 ": %s"), reject->line, reject->reason);
}

static void add_rejects(struct lines *lines, const struct peeked_file *file)
{
    size_t shown = file->reject_count < REJECTS_SHOWN ? file->reject_count : REJECTS_SHOWN;
    if (shown > 0) {
        add(lines, NULL, _("What cannot be read"));
    }
    for (size_t i = 0; i < shown; i++) {
        add(lines, "", peeked_reject_words(lines->arena, &file->rejects[i]));
        if (file->rejects[i].row[0]) {
            add(lines, "", arena_printf(lines->arena, "> %s", file->rejects[i].row));
        }
    }
}

const struct peeked_line *peeked_lines(struct arena *arena, const struct peeked_file *file,
                                       bool ascii, size_t *count)
{
    struct lines lines = {.arena = arena};
    lines.all =
        ARENA_ARRAY(arena, struct peeked_line, FIXED_LINES + file->note_count + 2 * REJECTS_SHOWN);
    if (!lines.all) {
        return NULL;
    }
    add(&lines, _("File"), arena_strdup(arena, file->file));
    if (file->unseen) {
        add(&lines, _("Format"), _("not known: it is no ordinary file, and can be read only once"));
    } else {
        add(&lines, _("Format"), arena_printf(arena, "%s (%s)", file->format, file->why));
        if (file->profile) {
            add(&lines, _("Profile"), arena_strdup(arena, file->profile));
        }
        add_size(&lines, file);
        add_rows(&lines, file);
        add_days(&lines, file, ascii);
        if (file->asks_campaign) {
            add(&lines, _("Campaign"), _("none is named in it: you will be asked"));
        }
        for (size_t i = 0; i < file->note_count; i++) {
            add(&lines, i ? "" : _("Remarks"), arena_strdup(arena, file->notes[i]));
        }
        add_rejects(&lines, file);
    }
    *count = lines.count;
    return lines.failed ? NULL : lines.all;
}
