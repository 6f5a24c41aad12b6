/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/progress.h"

#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "text/ascii.h"
#include "text/format.h"
#include "text/width.h"

#define INTERVAL    100 /* milliseconds from one drawing to the next */
#define BAR_COLUMNS 20
#define SURE        1000 /* milliseconds before a rate means something */

void progress_begin(struct progress *progress, bool quiet, bool ascii)
{
    *progress = (struct progress){.shown = !quiet && isatty(STDERR_FILENO),
                                  .ascii = ascii,
                                  .begun = clock_ticks(),
                                  .drawn = clock_ticks()};
}

static void put_bar(struct strbuf *out, double fraction, bool ascii)
{
    int full = (int)(fraction * BAR_COLUMNS + 0.5);
    for (int i = 0; i < BAR_COLUMNS; i++) {
        strbuf_puts(out, i < full ? ascii ? "#" : "█" : ascii ? "." : "░");
    }
}

void progress_line(struct strbuf *out, const struct ops_progress *now, int64_t elapsed, int columns,
                   bool ascii)
{
    char words[FORMAT_SIZE];
    struct strbuf line = STRBUF_INIT;
    double fraction = now->bytes_total > 0 ? (double)now->bytes_done / (double)now->bytes_total : 0;
    fraction = fraction > 1 ? 1 : fraction;
    if (now->bytes_total > 0) {
        put_bar(&line, fraction, ascii);
        strbuf_printf(&line, " %.0f %%", fraction * 100);
    }
    int64_t rows = (int64_t)now->rows;
    strbuf_printf(&line, "  %s", format_count(rows, words));
    strbuf_printf(&line, NG_(" row", " rows", rows));
    if (now->settling) {
        strbuf_printf(&line, "  %s", _("making totals"));
    } else if (elapsed >= SURE) {
        strbuf_printf(&line, "  %s/s", format_count(rows * 1000 / elapsed, words));
        if (fraction > 0.01) {
            double left = (double)elapsed / 1000 * (1 - fraction) / fraction;
            strbuf_printf(&line, _("  %s left"), format_span((int64_t)left, words));
        }
    }
    /* The name takes what the figures leave. */
    int used = width_text(strbuf_text(&line), SIZE_MAX) + 2;
    if (columns - used >= 8) {
        int width = width_text(now->file, SIZE_MAX);
        int room = columns - used;
        width_pad(out, now->file, width < room ? width : room, WIDTH_LEFT, ascii);
        strbuf_puts(out, "  ");
    }
    size_t fits = width_fit(strbuf_text(&line), SIZE_MAX, columns, NULL);
    strbuf_add(out, strbuf_text(&line), fits);
    out->failed |= line.failed;
    strbuf_free(&line);
}

static int terminal_columns(void)
{
    struct winsize size;
    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
        return size.ws_col;
    }
    return 80;
}

/* Write over what stands on the line and blank its rest. The last column stays free, so that no
 * terminal wraps. */
static void put_line(struct progress *progress, const char *text)
{
    int columns = terminal_columns() - 1;
    int width = width_text(text, SIZE_MAX);
    fprintf(stderr, "\r%s%*s", text, columns > width ? columns - width : 0, "");
    fflush(stderr);
    progress->dirty = true;
}

void progress_show(void *context, const struct ops_progress *now)
{
    struct progress *progress = context;
    int64_t ticks = clock_ticks();
    if (!progress->shown || (ticks - progress->drawn < INTERVAL && !now->settling)) {
        return;
    }
    progress->drawn = ticks;
    struct strbuf line = STRBUF_INIT;
    progress_line(&line, now, ticks - progress->begun, terminal_columns() - 1, progress->ascii);
    if (!line.failed) {
        put_line(progress, strbuf_text(&line));
    }
    strbuf_free(&line);
}

#define PATIENCE 60 /* seconds that an import waits for another writer */

bool progress_waiting(void *context, int seconds)
{
    struct progress *progress = context;
    if (progress->shown) {
        char words[128];
        snprintf(words, sizeof words, _("waiting for another import to end: %d s"), seconds);
        put_line(progress, words);
    }
    return seconds < PATIENCE;
}

void progress_note(struct progress *progress, const char *words)
{
    if (!progress->shown) {
        return;
    }
    struct strbuf line = STRBUF_INIT;
    if (progress->ascii) {
        ascii_text(&line, words);
    } else {
        strbuf_puts(&line, words);
    }
    put_line(progress, strbuf_text(&line));
    strbuf_free(&line);
}

void progress_end(struct progress *progress)
{
    if (progress->dirty) {
        put_line(progress, "");
        fputc('\r', stderr);
        fflush(stderr);
        progress->dirty = false;
    }
}
