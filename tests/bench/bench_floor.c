/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What cannot be undercut when a webhook log is taken in: does one thing with a file and ends, so
 * that tests/bench/run can time it as it times the program.
 *
 *     bench_floor read FILE             read its bytes
 *     bench_floor parse FILE            read it and take its bodies apart
 *     bench_floor insert FILE STORE     the same, and put each status as it is written (id, state,
 *                                       time, recipient, callback data) into a table without a key
 *                                       in an SQLite file, in one transaction
 */
#include <fcntl.h>
#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "import/lines.h"
#include "import/webhook_body.h"

enum { BLOCK = 1 << 17 };

static int read_bytes(const char *path)
{
    static char block[BLOCK];
    int file = open(path, O_RDONLY);
    ssize_t count = -1;
    while (file >= 0 && (count = read(file, block, sizeof block)) > 0) {
    }
    close(file);
    return count < 0;
}

static void bind(sqlite3_stmt *insert, int index, const struct webhook_body *body, struct span span)
{
    if (span.at) {
        sqlite3_bind_text(insert, index, body->text + span.at, (int)span.length, SQLITE_STATIC);
    } else {
        sqlite3_bind_null(insert, index);
    }
}

static bool insert_status(sqlite3_stmt *insert, const struct webhook_body *body,
                          const struct webhook_event *event)
{
    bind(insert, 1, body, event->id);
    bind(insert, 2, body, event->name);
    sqlite3_bind_int64(insert, 3, event->at);
    bind(insert, 4, body, event->phone);
    bind(insert, 5, body, event->callback);
    bool done = sqlite3_step(insert) == SQLITE_DONE;
    return sqlite3_reset(insert) == SQLITE_OK && done;
}

/* insert: NULL: only parse. */
static bool parse_lines(const char *path, sqlite3_stmt *insert)
{
    struct err err = ERR_INIT;
    struct line line;
    struct webhook_body body = WEBHOOK_BODY_INIT;
    struct byte_source *source = byte_source_open(path, NULL, ENCODING_AUTO, NULL, &err);
    struct lines *lines = source ? lines_new(source, &err) : NULL;
    enum lines_step step = LINES_FAILED;
    uint64_t count = 0;
    bool done = true;
    while (done && lines && (step = lines_next(lines, &line, &err)) == LINES_LINE) {
        if (webhook_body_read(&body, line.text, line.length) != BODY_WHOLE) {
            continue;
        }
        const struct webhook_event *events = body.events.data;
        for (size_t i = 0; done && i < body.events.count; i++) {
            if (events[i].kind == WEBHOOK_STATUS) {
                count++;
                done = !insert || insert_status(insert, &body, &events[i]);
            }
        }
    }
    lines_free(lines);
    byte_source_free(source);
    webhook_body_free(&body);
    printf("%" PRIu64 " statuses\n", count);
    return done && step == LINES_END;
}

static bool insert_lines(const char *path, const char *store)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *insert = NULL;
    bool done =
        sqlite3_open(store, &db) == SQLITE_OK &&
        sqlite3_exec(db,
                     "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
                     "CREATE TABLE status (id TEXT, status TEXT, at INTEGER, recipient TEXT,"
                     " callback TEXT); BEGIN",
                     NULL, NULL, NULL) == SQLITE_OK &&
        sqlite3_prepare_v2(db, "INSERT INTO status VALUES (?1, ?2, ?3, ?4, ?5)", -1, &insert,
                           NULL) == SQLITE_OK &&
        parse_lines(path, insert);
    sqlite3_finalize(insert);
    done = done && sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK;
    if (!done) {
        fprintf(stderr, "bench_floor: %s\n", sqlite3_errmsg(db));
    }
    return sqlite3_close(db) == SQLITE_OK && done;
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "read") == 0) {
        return read_bytes(argv[2]);
    }
    if (argc == 3 && strcmp(argv[1], "parse") == 0) {
        return !parse_lines(argv[2], NULL);
    }
    if (argc == 4 && strcmp(argv[1], "insert") == 0) {
        return !insert_lines(argv[2], argv[3]);
    }
    fputs("usage: bench_floor read|parse FILE, bench_floor insert FILE STORE\n", stderr);
    return 2;
}
