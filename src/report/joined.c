/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/joined.h"

#include <stdio.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "text/format.h"

/* Append one part of a list: "300 by recipient". */
static void add_part(struct strbuf *out, size_t *parts, int64_t count, const char *words)
{
    char number[FORMAT_SIZE];
    if (count > 0) {
        strbuf_puts(out, (*parts)++ ? ", " : "");
        strbuf_puts(out, format_count(count, number));
        strbuf_putc(out, ' ');
        strbuf_puts(out, words);
    }
}

/* How many were joined by what, the strongest first. */
static void add_ways(struct strbuf *out, const int64_t by[TOUCH_MESSAGE + 1])
{
    const struct {
        enum touch_by by;
        const char *words;
    } ways[] = {{TOUCH_MESSAGE, _("by message id")},
                {TOUCH_CAMPAIGN, _("by the campaign they name")},
                {TOUCH_COUPON, _("by coupon")},
                {TOUCH_UTM, _("by UTM campaign")},
                {TOUCH_RECIPIENT, _("by recipient")}};
    size_t parts = 0;
    for (size_t i = 0; i < ARRAY_COUNT(ways); i++) {
        add_part(out, &parts, by[ways[i].by], ways[i].words);
    }
}

static void add_joined(struct strbuf *out, enum touch_fact fact,
                       const struct touch_summary *summary)
{
    char joined[FORMAT_SIZE], all[FORMAT_SIZE];
    format_count(summary->all - summary->by[TOUCH_NONE], joined);
    format_count(summary->all, all);
    switch (fact) {
    case TOUCH_FACT_ORDERS:
        strbuf_printf(out, _("Orders: %s of %s belong to a campaign"), joined, all);
        break;
    case TOUCH_FACT_CLICKS:
        strbuf_printf(out, _("Clicks: %s of %s belong to a campaign"), joined, all);
        break;
    case TOUCH_FACT_FEEDBACK:
    case TOUCH_FACT_COUNT:
        strbuf_printf(out, _("Feedback: %s of %s belong to a campaign"), joined, all);
        break;
    }
    strbuf_puts(out, summary->all > summary->by[TOUCH_NONE] ? ": " : "");
    add_ways(out, summary->by);
}

static void add_strays(struct strbuf *out, const struct touch_summary *summary)
{
    char number[FORMAT_SIZE];
    for (size_t i = 0; i < summary->stray_count; i++) {
        strbuf_puts(out, i ? ", " : " (");
        strbuf_printf(out, "%s %s", summary->strays[i].name,
                      format_count(summary->strays[i].facts, number));
    }
    strbuf_puts(out, summary->stray_count ? ")" : "");
}

static void add_rest(struct strbuf *out, const struct touch_summary *summary, int window)
{
    char days[80];
    size_t parts = 0;
    snprintf(days, sizeof days,
             NG_("of people without a message in the %d day before",
                 "of people without a message in the %d days before", window),
             window);
    strbuf_puts(out, _("The others: "));
    add_part(out, &parts, summary->person, days);
    add_part(out, &parts, summary->named, _("with a name that no campaign of those days has"));
    if (summary->named > 0) {
        add_strays(out, summary);
    }
    add_part(out, &parts, summary->nobody, _("that name nobody and nothing"));
    add_part(out, &parts, summary->uncounted, _("cancelled or never made"));
}

static bool add_line(struct arena *arena, struct joined *joined, struct strbuf *line)
{
    const char *text = line->failed ? NULL : arena_strdup(arena, strbuf_text(line));
    joined->lines[joined->line_count] = text;
    joined->line_count += text != NULL;
    strbuf_clear(line);
    return text != NULL;
}

bool joined_words(struct arena *arena, struct store *store, struct joined *joined, struct err *err)
{
    struct strbuf line = STRBUF_INIT;
    bool ok = true;
    joined->line_count = 0;
    for (int fact = 0; ok && fact < TOUCH_FACT_COUNT; fact++) {
        struct touch_summary summary;
        ok = query_touches(store, arena, (enum touch_fact)fact, &summary, err);
        if (!ok || summary.all == 0) {
            continue;
        }
        add_joined(&line, (enum touch_fact)fact, &summary);
        ok = add_line(arena, joined, &line) || err_memory(err);
        if (ok && summary.by[TOUCH_NONE] > 0) {
            add_rest(&line, &summary, store_window_days(store));
            ok = add_line(arena, joined, &line) || err_memory(err);
        }
    }
    strbuf_free(&line);
    return ok;
}

bool joined_campaign_words(struct arena *arena, struct store *store, int64_t campaign,
                           struct joined *joined, struct err *err)
{
    const char *const names[TOUCH_FACT_COUNT] = {[TOUCH_FACT_ORDERS] = _("Orders"),
                                                 [TOUCH_FACT_CLICKS] = _("Clicks"),
                                                 [TOUCH_FACT_FEEDBACK] = _("Feedback")};
    struct strbuf line = STRBUF_INIT;
    bool ok = true;
    joined->line_count = 0;
    for (int fact = 0; ok && fact < TOUCH_FACT_COUNT; fact++) {
        int64_t by[TOUCH_MESSAGE + 1];
        ok = query_touches_of(store, campaign, (enum touch_fact)fact, by, err);
        if (!ok) {
            break;
        }
        strbuf_printf(&line, "%s: ", names[fact]);
        size_t head = line.length;
        add_ways(&line, by);
        if (line.length > head || line.failed) {
            strbuf_putc(&line, '.');
            ok = add_line(arena, joined, &line) || err_memory(err);
        }
        strbuf_clear(&line);
    }
    strbuf_free(&line);
    return ok;
}
