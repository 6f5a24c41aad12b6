/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/gunzip.h"

#include <inttypes.h>
#include <limits.h>
#include <zlib.h>

#include "base/i18n.h"
#include "base/mem.h"

#define INPUT_SIZE  (64u << 10)
#define GZIP_WINDOW (15 + 16) /* the largest window, gzip headers only */

enum phase {
    PHASE_MEMBER, /* inside a member */
    PHASE_BETWEEN /* behind one: another, padding or the end */
};

struct gunzip {
    gunzip_input *input;
    void *user;
    z_stream stream;
    enum phase phase;
    uint64_t consumed; /* packed bytes fetched from the input */
    unsigned char buffer[INPUT_SIZE];
};

static void *zlib_alloc(void *opaque, uInt count, uInt size)
{
    (void)opaque;
    return mem_new(count, size);
}

static void zlib_free(void *opaque, void *block)
{
    (void)opaque;
    mem_free(block);
}

struct gunzip *gunzip_new(gunzip_input *input, void *user, struct err *err)
{
    struct gunzip *gunzip = mem_new(1, sizeof *gunzip);
    if (!gunzip) {
        err_memory(err);
        return NULL;
    }
    gunzip->input = input;
    gunzip->user = user;
    gunzip->stream.zalloc = zlib_alloc;
    gunzip->stream.zfree = zlib_free;
    if (inflateInit2(&gunzip->stream, GZIP_WINDOW) != Z_OK) {
        mem_free(gunzip);
        err_memory(err);
        return NULL;
    }
    return gunzip;
}

void gunzip_free(struct gunzip *gunzip)
{
    if (gunzip) {
        inflateEnd(&gunzip->stream);
        mem_free(gunzip);
    }
}

bool gunzip_reset(struct gunzip *gunzip, struct err *err)
{
    gunzip->stream.avail_in = 0;
    gunzip->consumed = 0;
    gunzip->phase = PHASE_MEMBER;
    if (inflateReset(&gunzip->stream) != Z_OK) {
        return err_set(err, ERR_IO, _("cannot start unpacking again"));
    }
    return true;
}

uint64_t gunzip_consumed(const struct gunzip *gunzip)
{
    return gunzip->consumed - gunzip->stream.avail_in;
}

/* Fetch packed bytes when none are left; 1, 0 at the end of the input, -1 on failure. */
static int fill(struct gunzip *gunzip, struct err *err)
{
    if (gunzip->stream.avail_in > 0) {
        return 1;
    }
    int64_t got = gunzip->input(gunzip->user, gunzip->buffer, sizeof gunzip->buffer, err);
    if (got <= 0) {
        return (int)got;
    }
    gunzip->consumed += (uint64_t)got;
    gunzip->stream.next_in = gunzip->buffer;
    gunzip->stream.avail_in = (uInt)got;
    return 1;
}

/* Behind a member: 1 another one begins, 0 the end, -1 failure. */
static int next_member(struct gunzip *gunzip, struct err *err)
{
    for (;;) {
        int filled = fill(gunzip, err);
        if (filled <= 0) {
            return filled;
        }
        while (gunzip->stream.avail_in > 0 && *gunzip->stream.next_in == 0) {
            gunzip->stream.next_in++;
            gunzip->stream.avail_in--;
        }
        if (gunzip->stream.avail_in > 0) {
            break;
        }
    }
    if (*gunzip->stream.next_in != 0x1f) {
        err_set(err, ERR_IO, _("something that is not gzip follows after %" PRIu64 " bytes"),
                gunzip_consumed(gunzip));
        err_todo(err, _("unpack it with gzip -dc and import the result"));
        return -1;
    }
    inflateReset(&gunzip->stream); /* fails only for a stream that was never set up */
    gunzip->phase = PHASE_MEMBER;
    return 1;
}

static int64_t broken(struct gunzip *gunzip, int status, struct err *err)
{
    if (status == Z_MEM_ERROR) {
        err_memory(err);
    } else {
        err_set(err, ERR_IO, _("the gzip data is broken after %" PRIu64 " bytes"),
                gunzip_consumed(gunzip));
        err_todo(err, _("copy the file again"));
    }
    return -1;
}

int64_t gunzip_read(struct gunzip *gunzip, void *buffer, size_t size, struct err *err)
{
    z_stream *stream = &gunzip->stream;
    size_t room = size < INT_MAX ? size : INT_MAX;
    stream->next_out = buffer;
    stream->avail_out = (uInt)room;
    while (stream->avail_out > 0) {
        int64_t done = (int64_t)(room - stream->avail_out);
        if (gunzip->phase == PHASE_BETWEEN) {
            int next = done > 0 ? 0 : next_member(gunzip, err);
            if (next <= 0) {
                return done > 0 ? done : next;
            }
        }
        int filled = done > 0 && stream->avail_in == 0 ? 0 : fill(gunzip, err);
        if (filled <= 0) {
            if (done > 0) {
                return done; /* what goes wrong here is said by the next call */
            }
            if (filled == 0) {
                err_set(err, ERR_IO, _("the gzip file is cut off after %" PRIu64 " bytes"),
                        gunzip_consumed(gunzip));
                err_todo(err, _("copy the file again, or wait until it is finished"));
            }
            return -1;
        }
        int status = inflate(stream, Z_NO_FLUSH);
        if (status == Z_STREAM_END) {
            gunzip->phase = PHASE_BETWEEN;
        } else if (status != Z_OK && status != Z_BUF_ERROR) {
            done = (int64_t)(room - stream->avail_out);
            return done > 0 ? done : broken(gunzip, status, err);
        }
    }
    return (int64_t)room;
}

const char *gunzip_library(void)
{
    return zlibVersion();
}
