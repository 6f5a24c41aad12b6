/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/prefix.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

#define FIRST_INTERVAL (4u << 20)
#define BLOCK_SIZE     (128u << 10)

static uint64_t count_feeds(const char *bytes, size_t length)
{
    uint64_t count = 0;
    const char *end = bytes + length;
    while (bytes < end) {
        const char *feed = memchr(bytes, '\n', (size_t)(end - bytes));
        if (!feed) {
            break;
        }
        count++;
        bytes = feed + 1;
    }
    return count;
}

static void add(struct prefix_mark *mark, const char *bytes, size_t length, bool counting)
{
    digest_add(&mark->digest, bytes, length);
    mark->length += length;
    if (counting) {
        mark->feeds += count_feeds(bytes, length);
    }
}

static void keep_mark(struct prefix *prefix)
{
    if (prefix->count == PREFIX_MARKS) {
        for (size_t i = 0; i < PREFIX_MARKS / 2; i++) {
            prefix->marks[i] = prefix->marks[2 * i + 1];
        }
        prefix->count = PREFIX_MARKS / 2;
        prefix->interval *= 2;
    }
    prefix->marks[prefix->count++] = prefix->running;
}

static void seen(void *user, uint64_t offset, const void *bytes, size_t length)
{
    struct prefix *prefix = user;
    uint64_t have = prefix->running.length;
    if (offset > have || offset + length <= have) {
        return; /* read before, or behind a gap that prefix_extend fills later */
    }
    size_t known = (size_t)(have - offset);
    add(&prefix->running, (const char *)bytes + known, length - known, prefix->counting);
    uint64_t last = prefix->count ? prefix->marks[prefix->count - 1].length : 0;
    if (prefix->running.length - last >= prefix->interval) {
        keep_mark(prefix);
    }
}

void prefix_begin(struct prefix *prefix, struct byte_source *source)
{
    memset(prefix, 0, sizeof *prefix);
    prefix->source = source;
    prefix->interval = FIRST_INTERVAL;
    prefix->counting = true;
    digest_begin(&prefix->running.digest);
    byte_source_watch(source, seen, prefix);
}

/* Read the source up to decoded offset `to` or its end, into `into` (NULL: only the watch sees it).
 */
static bool read_to(struct prefix *prefix, uint64_t to, struct prefix_mark *into,
                    struct cancel *cancel, struct err *err)
{
    char *block = mem_new(BLOCK_SIZE, 1);
    if (!block) {
        return err_memory(err);
    }
    bool done = true;
    uint64_t at = byte_source_offset(prefix->source);
    while (done && at < to) {
        size_t size = to - at < BLOCK_SIZE ? (size_t)(to - at) : BLOCK_SIZE;
        int64_t got = byte_source_read(prefix->source, block, size, err);
        if (got == 0) {
            break;
        }
        done = got > 0 && (!cancelled(cancel) || err_set(err, ERR_CANCELLED, _("stopped")));
        if (done && into) {
            add(into, block, (size_t)got, prefix->counting);
        }
        at = byte_source_offset(prefix->source);
    }
    mem_free(block);
    return done;
}

bool prefix_extend_all(struct prefix *prefix, struct cancel *cancel, struct err *err)
{
    return byte_source_seek(prefix->source, prefix->running.length, err) &&
           read_to(prefix, UINT64_MAX, NULL, cancel, err);
}

bool prefix_extend(struct prefix *prefix, uint64_t length, struct cancel *cancel, struct err *err)
{
    if (prefix->running.length >= length) {
        return true;
    }
    if (byte_source_is_plain(prefix->source) && byte_source_total(prefix->source) < length) {
        return err_set(err, ERR_REFUSED, _("the file is shorter than it was"));
    }
    if (!byte_source_seek(prefix->source, prefix->running.length, err) ||
        !read_to(prefix, length, NULL, cancel, err)) {
        return false;
    }
    return prefix->running.length >= length ||
           err_set(err, ERR_REFUSED, _("the file is shorter than it was"));
}

void prefix_trust(struct prefix *prefix, const struct prefix_mark *mark)
{
    if (mark->length > prefix->running.length) {
        prefix->running = *mark;
        prefix->marks[0] = *mark;
        prefix->count = 1;
    }
}

bool prefix_state(struct prefix *prefix, uint64_t length, struct cancel *cancel,
                  struct prefix_mark *mark, struct err *err)
{
    if (!prefix_extend(prefix, length, cancel, err)) {
        return false;
    }
    if (prefix->running.length == length) {
        *mark = prefix->running;
        return true;
    }
    memset(mark, 0, sizeof *mark);
    digest_begin(&mark->digest);
    for (size_t i = 0; i < prefix->count && prefix->marks[i].length <= length; i++) {
        *mark = prefix->marks[i];
    }
    if (!byte_source_seek(prefix->source, mark->length, err) ||
        !read_to(prefix, length, mark, cancel, err)) {
        return false;
    }
    return mark->length >= length ||
           err_set(err, ERR_REFUSED, _("the file is shorter than it was"));
}

bool prefix_digest(struct prefix *prefix, uint64_t length, struct cancel *cancel,
                   unsigned char out[32], uint64_t *feeds, struct err *err)
{
    struct prefix_mark mark;
    if (!prefix_state(prefix, length, cancel, &mark, err)) {
        return false;
    }
    digest_peek(&mark.digest, out);
    if (feeds) {
        *feeds = mark.feeds;
    }
    return true;
}
