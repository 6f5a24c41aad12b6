/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/reject.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "text/personal.h"
#include "text/utf8.h"

#define FLUSH_SIZE (64u << 10)
#define ROW_SIZE   (1u << 20)
#define SEEN_SIZE  200  /* bytes of a row that is looked at */
#define LOOKED_AT  1000 /* bytes from which they are made */

struct reject_log {
    char *path; /* NULL: only counted */
    char *source_name;
    int file; /* -1: not open */
    uint64_t count;
    struct import_reject first[REJECTS_KEPT];
    char *reasons[REJECTS_KEPT];
    char *rows[REJECTS_KEPT];
    struct strbuf pending; /* rows not yet written */
    struct strbuf words;   /* the reason at hand */
};

#define HEADER "file,line,column,reason,row\n"

bool reject_file_begin(const char *path, struct err *err)
{
    struct stat status;
    char head[sizeof HEADER] = "";
    int file = open(path, O_RDWR | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (file < 0 || fstat(file, &status) != 0 || !S_ISREG(status.st_mode) || status.st_size == 0) {
        if (file >= 0) {
            close(file);
        }
        return true; /* what cannot be written is said when there is something to write */
    }
    bool ours = read(file, head, sizeof HEADER - 1) == (ssize_t)sizeof HEADER - 1 &&
                memcmp(head, HEADER, sizeof HEADER - 1) == 0;
    bool done = ours && ftruncate(file, 0) == 0;
    if (!ours) {
        err_set(err, ERR_REFUSED, "%s", _("the file holds something else than rejected rows"));
        err_todo(err, "%s", _("name another file for --rejects"));
        err_at(err, path, 0, 0);
    } else if (!done) {
        err_errno(err, ERR_IO, errno, _("the rejected rows cannot be written"));
        err_at(err, path, 0, 0);
    }
    close(file);
    return done;
}

struct reject_log *reject_log_new(const char *path, const char *source_name, struct err *err)
{
    struct reject_log *log = mem_new(1, sizeof *log);
    if (log) {
        log->file = -1;
        log->path = mem_strdup(path);
        log->source_name = mem_strdup(source_name);
        if (log->source_name && (log->path || !path)) {
            return log;
        }
        reject_log_free(log);
    }
    err_memory(err);
    return NULL;
}

void reject_log_free(struct reject_log *log)
{
    if (!log) {
        return;
    }
    if (log->file >= 0) {
        close(log->file);
    }
    for (size_t i = 0; i < REJECTS_KEPT; i++) {
        mem_free(log->reasons[i]);
        mem_free(log->rows[i]);
    }
    strbuf_free(&log->pending);
    strbuf_free(&log->words);
    mem_free(log->path);
    mem_free(log->source_name);
    mem_free(log);
}

uint64_t reject_count(const struct reject_log *log)
{
    return log->count;
}

size_t reject_first(const struct reject_log *log, const struct import_reject **rejects)
{
    *rejects = log->first;
    return log->count < REJECTS_KEPT ? (size_t)log->count : REJECTS_KEPT;
}

/* One CSV field, quoted; a spreadsheet must not take it for a formula. */
static void add_field(struct strbuf *out, const char *text, size_t length)
{
    strbuf_putc(out, '"');
    if (length > 0 && memchr("=+-@\t\r", text[0], 6)) {
        strbuf_putc(out, '\'');
    }
    while (length > 0) {
        const char *quote = memchr(text, '"', length);
        size_t plain = quote ? (size_t)(quote - text) + 1 : length;
        strbuf_add(out, text, plain);
        if (quote) {
            strbuf_putc(out, '"');
        }
        text += plain;
        length -= plain;
    }
    strbuf_putc(out, '"');
}

static bool failed(const struct reject_log *log, struct err *err)
{
    err_errno(err, ERR_IO, errno, _("the rejected rows cannot be written"));
    return err_at(err, log->path, 0, 0);
}

static bool open_file(struct reject_log *log, struct err *err)
{
    struct stat status;
    log->file = open(log->path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY, 0600);
    if (log->file < 0 || fstat(log->file, &status) != 0) {
        return failed(log, err);
    }
    if (status.st_size == 0) {
        strbuf_puts(&log->pending, HEADER);
    }
    return true;
}

static bool flush(struct reject_log *log, struct err *err)
{
    const char *bytes = strbuf_text(&log->pending);
    size_t left = log->pending.length;
    while (left > 0) {
        ssize_t wrote = write(log->file, bytes, left);
        if (wrote < 0 && errno == EINTR) {
            continue;
        }
        if (wrote <= 0) {
            errno = wrote == 0 ? ENOSPC : errno;
            return failed(log, err);
        }
        bytes += wrote;
        left -= (size_t)wrote;
    }
    strbuf_clear(&log->pending);
    return true;
}

static bool write_row(struct reject_log *log, uint64_t line, uint64_t column, const char *row,
                      size_t length, struct err *err)
{
    if (log->file < 0 && !open_file(log, err)) {
        return false;
    }
    add_field(&log->pending, log->source_name, strlen(log->source_name));
    strbuf_printf(&log->pending, ",%" PRIu64 ",", line);
    if (column > 0) {
        strbuf_printf(&log->pending, "%" PRIu64, column);
    }
    strbuf_putc(&log->pending, ',');
    add_field(&log->pending, strbuf_text(&log->words), log->words.length);
    strbuf_putc(&log->pending, ',');
    add_field(&log->pending, row, length < ROW_SIZE ? length : ROW_SIZE);
    strbuf_putc(&log->pending, '\n');
    if (log->pending.failed) {
        return err_memory(err);
    }
    return log->pending.length < FLUSH_SIZE || flush(log, err);
}

/* The row as it may be seen; NULL: out of memory. Masked behind what nobody can see, which may
 * stand between digits, and before it is cut, so that no number loses the digits by which it is
 * known; one that is cut by LOOKED_AT is far behind what is seen. */
static char *seen_row(const char *row, size_t length)
{
    struct strbuf clean = STRBUF_INIT, masked = STRBUF_INIT, cut = STRBUF_INIT;
    utf8_sanitize(&clean, row, length < LOOKED_AT ? length : LOOKED_AT, 0);
    bool failed = clean.failed; /* a text that failed is shorter than its length says */
    if (!failed) {
        personal_mask(&masked, strbuf_text(&clean), clean.length);
        failed = masked.failed;
    }
    if (!failed) {
        utf8_sanitize(&cut, strbuf_text(&masked), masked.length, SEEN_SIZE);
        failed = cut.failed;
    }
    char *seen = failed ? NULL : mem_strdup(strbuf_text(&cut));
    strbuf_free(&clean);
    strbuf_free(&masked);
    strbuf_free(&cut);
    return seen;
}

bool reject_add(struct reject_log *log, uint64_t line, uint64_t column, const char *row,
                size_t length, struct err *err, const char *reason, ...)
{
    size_t number = log->count < REJECTS_KEPT ? (size_t)log->count : REJECTS_KEPT;
    if (number == REJECTS_KEPT && !log->path) {
        log->count++;
        return true;
    }
    va_list args;
    va_start(args, reason);
    strbuf_clear(&log->words);
    strbuf_vprintf(&log->words, reason, args);
    va_end(args);
    if (log->words.failed) {
        return err_memory(err);
    }
    if (number < REJECTS_KEPT) {
        log->reasons[number] = mem_strdup(strbuf_text(&log->words));
        log->rows[number] = seen_row(row, length);
        if (!log->reasons[number] || !log->rows[number]) {
            return err_memory(err);
        }
        log->first[number] =
            (struct import_reject){line, column, log->reasons[number], log->rows[number]};
    }
    log->count++;
    return !log->path || write_row(log, line, column, row, length, err);
}

bool reject_log_finish(struct reject_log *log, struct err *err)
{
    if (log->file < 0) {
        return true;
    }
    bool done = flush(log, err);
    if (close(log->file) != 0 && done) {
        done = failed(log, err);
    }
    log->file = -1;
    return done;
}
