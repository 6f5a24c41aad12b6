/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/targets.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/vec.h"
#include "store/query_private.h"

/* --- what one is about ------------------------------------------------------------------------ */

bool target_same(const struct target *a, const struct target *b)
{
    return a->kpi == b->kpi && a->counter == b->counter && a->month == b->month &&
           a->kind == b->kind;
}

const char *target_figure(const struct target *target)
{
    return target->kpi != KPI_NONE ? kpi_info(target->kpi)->name
                                   : counter_info(target->counter)->name;
}

bool target_month_parse(const char *text, int32_t *month)
{
    char first[24];
    return strlen(text) == strlen("2026-11") && snprintf(first, sizeof first, "%s-01", text) > 0 &&
           civil_parse_day(first, month);
}

const char *target_month_name(int32_t month, char buffer[TARGET_MONTH_SIZE])
{
    char day[24];
    civil_format_day(month, day);
    snprintf(buffer, TARGET_MONTH_SIZE, "%.7s", day);
    return buffer;
}

static const char *kind_text(enum campaign_kind kind)
{
    return kind == KIND_UNKNOWN ? "" : campaign_kind_name(kind);
}

/* --- reading ---------------------------------------------------------------------------------- */

#define COLUMNS "t.figure, t.month, t.kind, t.value, t.currency, t.import, r.imported_at"

static bool read_number(const char *text, double *value)
{
    char *end;
    *value = strtod(text, &end);
    return end != text && !*end && isfinite(*value);
}

/* false: it is none that this program knows. */
static bool read_target(sqlite3_stmt *row, struct target *target)
{
    const char *figure = db_column_text(row, 0), *month = db_column_text(row, 1);
    const char *kind = db_column_text(row, 2), *currency = db_column_text(row, 4);
    *target = (struct target){.kpi = kpi_by_name(figure),
                              .counter = COUNTER_NONE,
                              .month = DAY_NONE,
                              .kind = campaign_kind_parse(kind),
                              .run = db_column_int(row, 5),
                              .since = db_column_int(row, 6)};
    /* An id that both have is the counter's. */
    enum counter counter = counter_by_name(figure, false);
    if (counter != COUNTER_NONE) {
        target->kpi = KPI_NONE;
        target->counter = counter;
    }
    return (target->kpi != KPI_NONE || counter != COUNTER_NONE) &&
           (!month[0] || target_month_parse(month, &target->month)) &&
           (!kind[0] || target->kind != KIND_UNKNOWN) &&
           read_number(db_column_text(row, 3), &target->value) &&
           (!currency[0] || currency_parse(currency, strlen(currency), &target->currency));
}

static int place(const struct target *target)
{
    return target->kpi != KPI_NONE ? (int)target->kpi : (int)KPI_COUNT + (int)target->counter;
}

static int in_order(const void *a, const void *b)
{
    const struct target *x = a, *y = b;
    int by = place(x) - place(y);
    by = by ? by : (x->month > y->month) - (x->month < y->month);
    return by ? by : (int)x->kind - (int)y->kind;
}

bool targets_list(struct store *store, struct arena *arena, struct target **targets, size_t *count,
                  struct err *err)
{
    struct vec found = VEC_INIT(struct target);
    sqlite3_stmt *rows =
        db_statement(store->db,
                     "SELECT " COLUMNS " FROM target t JOIN import_run r ON r.id = t.import"
                     " WHERE t.value <> '' AND t.import = (SELECT max(u.import) FROM target u WHERE"
                     " u.figure = t.figure AND u.month = t.month AND u.kind = t.kind)",
                     err);
    if (!rows) {
        return false;
    }
    enum db_step step;
    bool ok = true;
    while (ok && (step = db_step(store->db, rows, err)) == DB_ROW) {
        struct target target;
        struct target *kept = read_target(rows, &target) ? vec_push(&found) : &target;
        ok = kept || err_memory(err);
        if (kept) {
            *kept = target;
        }
    }
    db_reset(rows);
    ok = ok && step == DB_DONE;
    *count = found.count;
    *targets = ok ? vec_keep(&found, arena) : NULL;
    vec_free(&found);
    if (*targets && *count > 1) {
        qsort(*targets, *count, sizeof **targets, in_order);
    }
    return ok && (*targets || err_memory(err));
}

/* --- setting ---------------------------------------------------------------------------------- */

/* Whether it is that already. */
static bool is_it(struct store *store, const struct target *wanted, bool none, bool *is,
                  struct err *err)
{
    struct target *targets;
    size_t count;
    struct arena *arena = arena_new();
    bool ok = arena ? targets_list(store, arena, &targets, &count, err) : err_memory(err);
    *is = none;
    for (size_t i = 0; ok && i < count; i++) {
        if (target_same(&targets[i], wanted)) {
            *is = !none && targets[i].value == wanted->value &&
                  currency_equal(targets[i].currency, wanted->currency);
        }
    }
    arena_free(arena);
    return ok;
}

static bool put(struct change *change, int64_t run, const struct target *wanted, bool none,
                struct err *err)
{
    char month[TARGET_MONTH_SIZE], value[32] = "";
    sqlite3_stmt *add =
        db_statement(change->db,
                     "INSERT INTO target (import, figure, month, kind, value, currency)"
                     " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                     err);
    if (!add) {
        return false;
    }
    if (!none) {
        snprintf(value, sizeof value, "%.17g", wanted->value);
    }
    db_bind_int(add, 1, run);
    db_bind_text(add, 2, target_figure(wanted));
    db_bind_text(add, 3, target_month_name(wanted->month, month));
    db_bind_text(add, 4, kind_text(wanted->kind));
    db_bind_text(add, 5, value);
    db_bind_text(add, 6, none ? "" : wanted->currency.code);
    return db_run(change->db, add, err);
}

bool store_target(struct store *store, const struct target *wanted, bool none, const char *words,
                  int64_t *run, struct err *err)
{
    struct change change;
    bool is = false;
    *run = 0;
    if (!change_begin(&change, store, true, NULL, NULL, NULL, err)) {
        return false;
    }
    int64_t made = 0;
    bool ok = is_it(store, wanted, none, &is, err) &&
              (is || (ledger_add_decision(&change, TARGET_FORMAT, words, &made, err) &&
                      put(&change, made, wanted, none, err) &&
                      ledger_note_changed(&change, made, 1, err)));
    if (!ok || is) {
        change_abort(&change);
        return ok;
    }
    *run = made;
    return change_commit(&change, err);
}

bool targets_remove(struct change *change, int64_t import, struct err *err)
{
    return change_drop(change, "DELETE FROM target WHERE import = ?1", import, NULL, err);
}
