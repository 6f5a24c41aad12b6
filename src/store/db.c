/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/db.h"

#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/strbuf.h"

struct db {
    sqlite3 *handle;
    char *path;
    struct map64 statements; /* address of the text -> sqlite3_stmt * */
    bool unended;            /* a read transaction should have ended and could not */
};

/* The fault tests' switch: process-wide because a test may open the store several times. */
static _Atomic uint64_t fault_left;
static _Atomic uint64_t fault_steps;

uint64_t db_fault_after(uint64_t n)
{
    atomic_store(&fault_left, n);
    return atomic_exchange(&fault_steps, 0);
}

static bool fault_now(void)
{
    atomic_fetch_add(&fault_steps, 1);
    uint64_t left = atomic_load(&fault_left);
    if (left == 0) {
        return false;
    }
    atomic_store(&fault_left, left - 1);
    return left == 1;
}

static enum err_code code_of(int code)
{
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ERR_BUSY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return ERR_STORE_DAMAGED;
    case SQLITE_READONLY:
        return ERR_READ_ONLY;
    case SQLITE_NOMEM:
        return ERR_MEMORY;
    case SQLITE_INTERRUPT:
        return ERR_CANCELLED;
    default:
        return ERR_IO;
    }
}

bool db_fail(struct db *db, int code, struct err *err)
{
    enum err_code kind = code_of(code);
    if (kind == ERR_MEMORY) {
        return err_memory(err);
    }
    if (kind == ERR_CANCELLED) {
        return err_set(err, kind, _("stopped"));
    }
    if ((code & 0xff) == SQLITE_FULL) {
        err_set(err, kind, _("the disk is full: %s could not be written"), db->path);
        return err_todo(err, _("nothing was changed; make room and try again"));
    }
    if (code == SQLITE_IOERR_WRITE || code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_TRUNCATE ||
        code == SQLITE_IOERR_SHMSIZE) {
        err_set(err, kind, _("the disk does not take what is written to %s"), db->path);
        return err_todo(err,
                        _("nothing was changed; look for a quota, a limit on the size of files "
                          "or a failing disk, and try again"));
    }
    if (code == SQLITE_IOERR_READ || code == SQLITE_IOERR_SHORT_READ) {
        err_set(err, kind, _("the disk does not give what stands in %s"), db->path);
        return err_todo(err, _("nothing was changed; restore a backup if it stays so"));
    }
    const char *words = db->handle ? sqlite3_errmsg(db->handle) : sqlite3_errstr(code);
    if (sqlite3_errcode(db->handle) == SQLITE_OK) {
        words = sqlite3_errstr(code);
    }
    err_set(err, kind, "%s: %s", db->path, words);
    if (kind == ERR_BUSY) {
        return err_todo(err, _("another program is writing to the store; try again"));
    }
    if (kind == ERR_STORE_DAMAGED) {
        return err_todo(err, _("see what can still be read with: campane store check"));
    }
    return false;
}

/* A file: URI with the characters that mean something in URIs escaped. */
static bool immutable_uri(struct strbuf *uri, const char *path)
{
    strbuf_puts(uri, "file:");
    for (const char *at = path; *at; at++) {
        if (strchr("?#%", *at)) {
            strbuf_printf(uri, "%%%02x", (unsigned char)*at);
        } else {
            strbuf_putc(uri, *at);
        }
    }
    strbuf_puts(uri, "?immutable=1");
    return !uri->failed;
}

static int open_handle(struct db *db, enum db_mode mode)
{
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    bool reads = mode == DB_READ || mode == DB_IMMUTABLE || mode == DB_SALVAGE;
    flags |= reads ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    flags |= mode == DB_CREATE ? SQLITE_OPEN_CREATE : 0;
    if (mode != DB_IMMUTABLE) {
        return sqlite3_open_v2(db->path, &db->handle, flags, NULL);
    }
    struct strbuf uri = STRBUF_INIT;
    int code = SQLITE_NOMEM;
    if (immutable_uri(&uri, db->path)) {
        code = sqlite3_open_v2(uri.data, &db->handle, flags | SQLITE_OPEN_URI, NULL);
    }
    strbuf_free(&uri);
    return code;
}

struct db *db_open(const char *path, enum db_mode mode, uint32_t cache_kib, struct err *err)
{
    struct db *db = mem_new(1, sizeof *db);
    if (!db || !(db->path = mem_strdup(path))) {
        err_memory(err);
        mem_free(db);
        return NULL;
    }
    int code = open_handle(db, mode);
    if (code != SQLITE_OK) {
        db_fail(db, code, err);
        db_close(db);
        return NULL;
    }
    sqlite3_busy_timeout(db->handle, 5000);
    char pragmas[256];
    /* SQLite reads a file that was cut only where the schema may be written; nothing is. */
    snprintf(pragmas, sizeof pragmas,
             "%sPRAGMA cache_size = -%u; PRAGMA mmap_size = 0; PRAGMA temp_store = FILE;"
             "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;",
             mode == DB_SALVAGE ? "PRAGMA writable_schema = ON;" : "", cache_kib);
    if (!db_exec(db, pragmas, err)) {
        db_close(db);
        return NULL;
    }
    return db;
}

void db_close(struct db *db)
{
    if (!db) {
        return;
    }
    size_t cursor = 0;
    uint64_t key, value;
    while (map64_next(&db->statements, &cursor, &key, &value)) {
        sqlite3_finalize((sqlite3_stmt *)(uintptr_t)value);
    }
    map64_free(&db->statements);
    sqlite3_close_v2(db->handle);
    mem_free(db->path);
    mem_free(db);
}

bool db_keep_wal(struct db *db, bool keep, struct err *err)
{
    int how = keep;
    int code = sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_PERSIST_WAL, &how);
    return code == SQLITE_OK || db_fail(db, code, err);
}

sqlite3 *db_handle(struct db *db)
{
    return db->handle;
}

const char *db_path(const struct db *db)
{
    return db->path;
}

bool db_exec(struct db *db, const char *sql, struct err *err)
{
    while (*sql) {
        sqlite3_stmt *statement = NULL;
        const char *rest = NULL;
        int code = sqlite3_prepare_v2(db->handle, sql, -1, &statement, &rest);
        if (code != SQLITE_OK) {
            return db_fail(db, code, err);
        }
        enum db_step step = DB_DONE;
        while (statement && (step = db_step(db, statement, err)) == DB_ROW) {
        }
        sqlite3_finalize(statement);
        if (step == DB_FAILED) {
            return false;
        }
        sql = rest;
    }
    return true;
}

/* An interrupt stops whatever is stepped until nothing runs any more, the end of a transaction too:
 * it is tried again by whoever comes next. */
void db_settle(struct db *db)
{
    if (db->unended) {
        sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
        db->unended = !sqlite3_get_autocommit(db->handle);
    }
}

void db_end_reading(struct db *db)
{
    struct err ignored = ERR_INIT;
    db->unended = !db_exec(db, "COMMIT", &ignored);
    db_settle(db);
}

sqlite3_stmt *db_statement(struct db *db, const char *sql, struct err *err)
{
    uint64_t *place = map64_get(&db->statements, (uint64_t)(uintptr_t)sql);
    if (place) {
        sqlite3_stmt *statement = (sqlite3_stmt *)(uintptr_t)*place;
        sqlite3_reset(statement);
        sqlite3_clear_bindings(statement);
        return statement;
    }
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
    if (code != SQLITE_OK) {
        db_fail(db, code, err);
        return NULL;
    }
    place = map64_put(&db->statements, (uint64_t)(uintptr_t)sql, NULL);
    if (!place) {
        sqlite3_finalize(statement);
        err_memory(err);
        return NULL;
    }
    *place = (uint64_t)(uintptr_t)statement;
    return statement;
}

sqlite3_stmt *db_prepare(struct db *db, const char *sql, struct err *err)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db->handle, sql, -1, &statement, NULL);
    if (code != SQLITE_OK) {
        db_fail(db, code, err);
        return NULL;
    }
    return statement;
}

enum db_step db_step(struct db *db, sqlite3_stmt *statement, struct err *err)
{
    int code = fault_now() ? SQLITE_IOERR : sqlite3_step(statement);
    if (code == SQLITE_ROW) {
        return DB_ROW;
    }
    if (code == SQLITE_DONE) {
        sqlite3_reset(statement);
        return DB_DONE;
    }
    db_fail(db, code, err);
    sqlite3_reset(statement);
    return DB_FAILED;
}

bool db_run(struct db *db, sqlite3_stmt *statement, struct err *err)
{
    if (!statement) {
        return false;
    }
    enum db_step step;
    while ((step = db_step(db, statement, err)) == DB_ROW) {
    }
    return step == DB_DONE;
}

bool db_integer(struct db *db, const char *sql, int64_t missing, int64_t *value, struct err *err)
{
    sqlite3_stmt *statement = db_statement(db, sql, err);
    if (!statement) {
        return false;
    }
    enum db_step step = db_step(db, statement, err);
    if (step == DB_FAILED) {
        return false;
    }
    *value = step == DB_ROW ? db_column_int_or(statement, 0, missing) : missing;
    db_reset(statement);
    return true;
}

static int is_cancelled(void *cancel)
{
    return cancelled(cancel);
}

void db_watch(struct db *db, struct cancel *cancel)
{
    sqlite3_progress_handler(db->handle, cancel ? 10000 : 0, cancel ? is_cancelled : NULL, cancel);
}

void db_reset(sqlite3_stmt *statement)
{
    sqlite3_reset(statement);
}

void db_bind_int(sqlite3_stmt *statement, int index, int64_t value)
{
    sqlite3_bind_int64(statement, index, value);
}

void db_bind_int_or(sqlite3_stmt *statement, int index, int64_t value, int64_t none)
{
    if (value == none) {
        sqlite3_bind_null(statement, index);
    } else {
        sqlite3_bind_int64(statement, index, value);
    }
}

void db_bind_text(sqlite3_stmt *statement, int index, const char *text)
{
    sqlite3_bind_text(statement, index, text, -1, SQLITE_STATIC);
}

void db_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, size_t length)
{
    sqlite3_bind_blob64(statement, index, bytes, length, SQLITE_STATIC);
}

void db_bind_currency(sqlite3_stmt *statement, int index, struct currency currency)
{
    sqlite3_bind_text(statement, index, currency.code, -1, SQLITE_TRANSIENT);
}

int64_t db_column_int(sqlite3_stmt *statement, int column)
{
    return sqlite3_column_int64(statement, column);
}

int64_t db_column_int_or(sqlite3_stmt *statement, int column, int64_t none)
{
    return sqlite3_column_type(statement, column) == SQLITE_NULL
               ? none
               : sqlite3_column_int64(statement, column);
}

const char *db_column_text(sqlite3_stmt *statement, int column)
{
    return (const char *)sqlite3_column_text(statement, column);
}

struct currency db_column_currency(sqlite3_stmt *statement, int column)
{
    struct currency currency = {""};
    const char *text = db_column_text(statement, column);
    if (text) {
        snprintf(currency.code, sizeof currency.code, "%.3s", text);
    }
    return currency;
}
