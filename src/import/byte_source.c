/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Three layers: packed() reads the file as it lies on disk, unpacked() takes gzip away, and
 * byte_source_read turns other encodings into UTF-8.
 */
#include "import/byte_source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "import/gunzip.h"
#include "import/spool.h"
#include "import/transcode.h"

#define RAW_SIZE  (32u << 10) /* undecoded bytes looked at together */
#define SKIP_SIZE (64u << 10)

/* Text of another encoding on its way to UTF-8. */
struct decoder {
    struct transcoder *transcoder;
    unsigned char raw[RAW_SIZE];
    size_t raw_length;
    bool raw_end;
    char text[RAW_SIZE * TRANSCODE_GROWTH];
    size_t text_at, text_length;
};

struct byte_source {
    char *name;
    int file;                    /* -1: the bytes are in memory */
    uint64_t base;               /* where the content begins in the file */
    const unsigned char *memory; /* NULL: a file */
    size_t chunk;
    uint64_t at; /* bytes read of the packed content */
    uint64_t total;
    uint64_t last;           /* nothing is read behind it; 0: all is */
    struct gunzip *gunzip;   /* NULL: not packed */
    struct decoder *decoder; /* NULL: UTF-8 */
    enum source_encoding encoding;
    size_t mark; /* bytes of the byte order mark */
    uint64_t offset;
    byte_source_seen *seen;
    void *seen_user;
};

/* --- layers ----------------------------------------------------------------------------------- */

static int64_t packed(void *user, void *buffer, size_t size, struct err *err)
{
    struct byte_source *source = user;
    if (source->chunk > 0 && size > source->chunk) {
        size = source->chunk;
    }
    if (source->file < 0) {
        uint64_t left = source->total - (source->at < source->total ? source->at : source->total);
        size = size < left ? size : (size_t)left;
        memcpy(buffer, source->memory + (source->total - left), size);
        source->at += size;
        return (int64_t)size;
    }
    if (source->last > 0) {
        uint64_t left = source->last - (source->at < source->last ? source->at : source->last);
        size = size < left ? size : (size_t)left;
    }
    ssize_t got;
    do {
        got = pread(source->file, buffer, size, (off_t)(source->base + source->at));
    } while (got < 0 && errno == EINTR);
    if (got < 0) {
        err_errno(err, ERR_IO, errno, _("cannot be read"));
        return -1;
    }
    source->at += (uint64_t)got;
    if (got > 0 && source->at > source->total) {
        source->total = source->at; /* it has grown since it was opened */
    }
    return got;
}

static int64_t unpacked(struct byte_source *source, void *buffer, size_t size, struct err *err)
{
    int64_t got = source->gunzip ? gunzip_read(source->gunzip, buffer, size, err)
                                 : packed(source, buffer, size, err);
    if (got < 0) {
        err_at(err, source->name, 0, 0);
    }
    return got;
}

/* Fill the decoder's text; false on failure. An empty text afterwards is the end. */
static bool decode_more(struct byte_source *source, struct err *err)
{
    struct decoder *decoder = source->decoder;
    decoder->text_at = 0;
    decoder->text_length = 0;
    while (decoder->text_length == 0 && !(decoder->raw_end && decoder->raw_length == 0)) {
        if (!decoder->raw_end) {
            int64_t got = unpacked(source, decoder->raw + decoder->raw_length,
                                   RAW_SIZE - decoder->raw_length, err);
            if (got < 0) {
                return false;
            }
            decoder->raw_length += (size_t)got;
            decoder->raw_end = got == 0;
        }
        size_t taken;
        decoder->text_length = transcode(decoder->transcoder, decoder->raw, decoder->raw_length,
                                         decoder->raw_end, decoder->text, &taken);
        if (decoder->raw_end && decoder->text_length == 0 && taken < decoder->raw_length) {
            err_set(err, ERR_IO, _("the UTF-16 text is cut: half a character at its end"));
            return err_at(err, source->name, 0, 0);
        }
        memmove(decoder->raw, decoder->raw + taken, decoder->raw_length - taken);
        decoder->raw_length -= taken;
    }
    return true;
}

int64_t byte_source_read(struct byte_source *source, void *buffer, size_t size, struct err *err)
{
    int64_t got;
    struct decoder *decoder = source->decoder;
    if (!decoder) {
        got = unpacked(source, buffer, size, err);
    } else {
        if (decoder->text_at == decoder->text_length && !decode_more(source, err)) {
            return -1;
        }
        size_t left = decoder->text_length - decoder->text_at;
        got = (int64_t)(left < size ? left : size);
        memcpy(buffer, decoder->text + decoder->text_at, (size_t)got);
        decoder->text_at += (size_t)got;
    }
    if (got > 0) {
        if (source->seen) {
            source->seen(source->seen_user, source->offset, buffer, (size_t)got);
        }
        source->offset += (uint64_t)got;
    }
    return got;
}

void byte_source_watch(struct byte_source *source, byte_source_seen *seen, void *user)
{
    source->seen = seen;
    source->seen_user = user;
}

/* --- moving ----------------------------------------------------------------------------------- */

static bool rewind_source(struct byte_source *source, struct err *err)
{
    source->at = 0;
    source->offset = 0;
    if (source->decoder) {
        source->decoder->raw_length = 0;
        source->decoder->raw_end = false;
        source->decoder->text_at = 0;
        source->decoder->text_length = 0;
    }
    if (source->gunzip && !gunzip_reset(source->gunzip, err)) {
        return err_at(err, source->name, 0, 0);
    }
    char mark[4];
    for (size_t left = source->mark; left > 0;) {
        int64_t got = unpacked(source, mark, left, err);
        if (got < 0) {
            return false;
        }
        if (got == 0) {
            break; /* shorter than it was: the end is met by who reads on */
        }
        left -= (size_t)got;
    }
    return true;
}

bool byte_source_seek(struct byte_source *source, uint64_t offset, struct err *err)
{
    if (byte_source_is_plain(source)) {
        source->at = source->mark + offset;
        source->offset = offset;
        return true;
    }
    if (offset < source->offset && !rewind_source(source, err)) {
        return false;
    }
    if (offset == source->offset) {
        return true;
    }
    char *skipped = mem_new(SKIP_SIZE, 1);
    if (!skipped) {
        return err_memory(err);
    }
    int64_t got = 1;
    while (source->offset < offset && got > 0) {
        uint64_t left = offset - source->offset;
        got = byte_source_read(source, skipped, left < SKIP_SIZE ? (size_t)left : SKIP_SIZE, err);
    }
    mem_free(skipped);
    return got >= 0;
}

/* --- opening ---------------------------------------------------------------------------------- */

/* Read the first bytes, whole even where a read gives less. */
static int64_t peek(struct byte_source *source, unsigned char *first, size_t size, struct err *err)
{
    size_t length = 0;
    while (length < size) {
        int64_t got = unpacked(source, first + length, size - length, err);
        if (got < 0) {
            return -1;
        }
        if (got == 0) {
            break;
        }
        length += (size_t)got;
    }
    return (int64_t)length;
}

/* The byte order mark at the beginning: its length, and the encoding when that is open. */
static void find_mark(struct byte_source *source, const unsigned char *first, size_t length)
{
    static const struct {
        enum source_encoding encoding;
        unsigned char bytes[3];
        size_t length;
    } marks[] = {{ENCODING_UTF8, {0xEF, 0xBB, 0xBF}, 3},
                 {ENCODING_UTF16LE, {0xFF, 0xFE, 0}, 2},
                 {ENCODING_UTF16BE, {0xFE, 0xFF, 0}, 2}};
    for (size_t i = 0; i < ARRAY_COUNT(marks); i++) {
        bool fits = source->encoding == ENCODING_AUTO || source->encoding == marks[i].encoding;
        if (fits && length >= marks[i].length &&
            memcmp(first, marks[i].bytes, marks[i].length) == 0) {
            source->encoding = marks[i].encoding;
            source->mark = marks[i].length;
            return;
        }
    }
    if (source->encoding == ENCODING_AUTO) {
        source->encoding = ENCODING_UTF8;
    }
}

/* Find out what the content is. */
static bool look(struct byte_source *source, struct err *err)
{
    unsigned char first[3];
    int64_t length = peek(source, first, 3, err);
    if (length < 0) {
        return false;
    }
    if (length == 3 && first[0] == 0x1f && first[1] == 0x8b && first[2] == 8) {
        source->at = 0;
        source->gunzip = gunzip_new(packed, source, err);
        if (!source->gunzip) {
            return false;
        }
        length = peek(source, first, 3, err);
        if (length < 0) {
            return false;
        }
    }
    find_mark(source, first, (size_t)length);
    if (source->encoding != ENCODING_UTF8) {
        source->decoder = mem_new(1, sizeof *source->decoder);
        if (!source->decoder) {
            return err_memory(err);
        }
        source->decoder->transcoder = transcoder_new(source->encoding, err);
        if (!source->decoder->transcoder) {
            return false;
        }
    }
    return rewind_source(source, err);
}

/* What an open regular file holds, from `base` on. */
static void measure(struct byte_source *source, const struct stat *status)
{
    uint64_t size = (uint64_t)status->st_size;
    source->total = size > source->base ? size - source->base : 0;
}

/* Open the file of a path, spooled when it cannot be read twice; false with err set. */
static bool open_file(struct byte_source *source, const char *path, const char *spool_folder,
                      struct cancel *cancel, struct err *err)
{
    bool input = strcmp(path, "-") == 0;
    do {
        source->file = input ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    } while (source->file < 0 && errno == EINTR && !cancelled(cancel));
    struct stat status;
    if (source->file < 0 || fstat(source->file, &status) != 0) {
        return err_errno(err, ERR_IO, errno, _("cannot be opened"));
    }
    if (S_ISDIR(status.st_mode)) {
        err_set(err, ERR_IO, _("is a folder, not a file"));
        return err_todo(err, _("name the files in it"));
    }
    if (S_ISREG(status.st_mode)) {
        off_t here = input ? lseek(source->file, 0, SEEK_CUR) : 0;
        source->base = here > 0 ? (uint64_t)here : 0;
    } else {
        int spooled = spool_descriptor(source->file, spool_folder, cancel, err);
        if (spooled < 0) {
            return false;
        }
        close(source->file);
        source->file = spooled;
        if (fstat(source->file, &status) != 0) {
            return err_errno(err, ERR_IO, errno, _("cannot be read"));
        }
    }
    measure(source, &status);
    return true;
}

static struct byte_source *source_new(const char *name, enum source_encoding encoding,
                                      struct err *err)
{
    struct byte_source *source = mem_new(1, sizeof *source);
    if (source) {
        source->file = -1;
        source->encoding = encoding;
        source->name = mem_strdup(name);
        if (source->name) {
            return source;
        }
        mem_free(source);
    }
    err_memory(err);
    return NULL;
}

struct byte_source *byte_source_open(const char *path, const char *spool_folder,
                                     enum source_encoding encoding, struct cancel *cancel,
                                     struct err *err)
{
    struct byte_source *source = source_new(strcmp(path, "-") == 0 ? "stdin" : path, encoding, err);
    if (!source) {
        return NULL;
    }
    if (!open_file(source, path, spool_folder, cancel, err)) {
        err_at(err, source->name, 0, 0);
    } else if (look(source, err)) {
        return source;
    }
    byte_source_free(source);
    return NULL;
}

struct byte_source *byte_source_open_file(int file, const char *name, enum source_encoding encoding,
                                          struct err *err)
{
    struct byte_source *source = source_new(name, encoding, err);
    struct stat status;
    if (!source) {
        return NULL;
    }
    source->file = dup(file);
    if (source->file < 0 || fstat(source->file, &status) != 0) {
        err_errno(err, ERR_IO, errno, _("cannot be read"));
        err_at(err, source->name, 0, 0);
    } else {
        measure(source, &status);
        if (look(source, err)) {
            return source;
        }
    }
    byte_source_free(source);
    return NULL;
}

void byte_source_end_at(struct byte_source *source, uint64_t end)
{
    source->last = end;
    if (end > 0 && source->total > end) {
        source->total = end;
    }
}

struct byte_source *byte_source_memory(const void *bytes, size_t length, size_t chunk,
                                       enum source_encoding encoding, struct err *err)
{
    struct byte_source *source = source_new("memory", encoding, err);
    if (!source) {
        return NULL;
    }
    source->memory = bytes;
    source->total = length;
    source->chunk = chunk;
    if (!look(source, err)) {
        byte_source_free(source);
        return NULL;
    }
    return source;
}

void byte_source_free(struct byte_source *source)
{
    if (!source) {
        return;
    }
    if (source->file >= 0) {
        close(source->file);
    }
    gunzip_free(source->gunzip);
    if (source->decoder) {
        transcoder_free(source->decoder->transcoder);
    }
    mem_free(source->decoder);
    mem_free(source->name);
    mem_free(source);
}

/* --- what is known ---------------------------------------------------------------------------- */

uint64_t byte_source_offset(const struct byte_source *source)
{
    return source->offset;
}

uint64_t byte_source_done(const struct byte_source *source)
{
    uint64_t done = source->gunzip ? gunzip_consumed(source->gunzip) : source->at;
    return done < source->total ? done : source->total;
}

uint64_t byte_source_total(const struct byte_source *source)
{
    return source->total;
}

const char *byte_source_name(const struct byte_source *source)
{
    return source->name;
}

int byte_source_file(const struct byte_source *source)
{
    return dup(source->file);
}

bool byte_source_is_gzip(const struct byte_source *source)
{
    return source->gunzip != NULL;
}

bool byte_source_is_plain(const struct byte_source *source)
{
    return !source->gunzip && !source->decoder;
}
