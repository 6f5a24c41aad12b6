/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The thin layer over SQLite inside the store: prepared statements kept by their text, steps that
 * can be made to fail, and error codes turned into the program's errors.
 */
#ifndef CAMPANE_STORE_DB_H
#define CAMPANE_STORE_DB_H

#include <sqlite3.h>

#include "base/base.h"
#include "base/cancel.h"
#include "base/err.h"
#include "base/money.h"

struct db;

/* DB_SALVAGE: for reading what a damaged file still gives, also one that is shorter than its first
 * page says. */
enum db_mode { DB_READ, DB_WRITE, DB_CREATE, DB_IMMUTABLE, DB_SALVAGE };

struct db *db_open(const char *path, enum db_mode mode, uint32_t cache_kib,
                   struct err *err) CAMPANE_NODISCARD;
/* keep: from now on the WAL stays when the last connection closes: who may not write the folder
 * could not make one to read. Else it goes. */
bool db_keep_wal(struct db *db, bool keep, struct err *err);

void db_close(struct db *db);
sqlite3 *db_handle(struct db *db);
const char *db_path(const struct db *db);

/* Run statements that give no rows; `sql` may hold several. */
bool db_exec(struct db *db, const char *sql, struct err *err);

/* End a read transaction. What keeps it from ending now (an interrupt) does not for long: db_settle
 * ends it then. Otherwise the connection would see what was there then for ever. */
void db_end_reading(struct db *db);

/* Call before something is read anew: ends what should have ended. Cheap where nothing is left. */
void db_settle(struct db *db);

/* A prepared statement, reset and unbound, kept until db_close. sql must be a constant that lives
 * as long (it is the key). NULL: failed. */
sqlite3_stmt *db_statement(struct db *db, const char *sql, struct err *err) CAMPANE_NODISCARD;

/* One of the caller's own, which gives it back with sqlite3_finalize: for what is stepped while
 * others may ask the same. NULL: failed. */
sqlite3_stmt *db_prepare(struct db *db, const char *sql, struct err *err) CAMPANE_NODISCARD;

/* One step. DB_ROW, DB_DONE (the statement is reset then) or DB_FAILED (err set, statement reset).
 * ERR_CANCELLED when interrupted. */
enum db_step { DB_ROW, DB_DONE, DB_FAILED };
enum db_step db_step(struct db *db, sqlite3_stmt *statement, struct err *err);

/* Step a statement that gives no rows to its end. */
bool db_run(struct db *db, sqlite3_stmt *statement, struct err *err);

/* The single integer of a query without parameters; `missing` when there is no row or it is NULL.
 */
bool db_integer(struct db *db, const char *sql, int64_t missing, int64_t *value, struct err *err);

/* From now on stop what runs for long when the flag is set (it fails with ERR_CANCELLED); NULL: no
 * longer. For single statements that take their time; loops look at the flag themselves. */
void db_watch(struct db *db, struct cancel *cancel);

/* Forget a statement that was not stepped to its end (finishes its read). NULL is fine. */
void db_reset(sqlite3_stmt *statement);

/* Fill err from the connection's last failure; always false. */
bool db_fail(struct db *db, int code, struct err *err);

/* Bind by position. A NULL text, and an integer that equals `none`, bind as NULL. */
void db_bind_int(sqlite3_stmt *statement, int index, int64_t value);
void db_bind_int_or(sqlite3_stmt *statement, int index, int64_t value, int64_t none);
void db_bind_text(sqlite3_stmt *statement, int index, const char *text); /* not copied */
void db_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, size_t length);
void db_bind_currency(sqlite3_stmt *statement, int index, struct currency currency);

/* Columns. */
int64_t db_column_int(sqlite3_stmt *statement, int column);
int64_t db_column_int_or(sqlite3_stmt *statement, int column, int64_t none);
const char *db_column_text(sqlite3_stmt *statement, int column); /* NULL for NULL; lent */
struct currency db_column_currency(sqlite3_stmt *statement, int column);

/* See store_fault_after. */
uint64_t db_fault_after(uint64_t n);

#endif
