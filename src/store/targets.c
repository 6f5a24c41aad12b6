/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/targets.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "store/query_private.h"

/* A row of `correction` that is of no campaign: field "target", value "ctr 0.25" or
 * "aov 20000000 EUR", "ctr" for none. */
#define OF_NONE      "-1"
#define FIELD_TARGET "target"
#define VALUE_SIZE   96

static void write_value(char value[VALUE_SIZE], enum kpi kpi, const struct target *target)
{
    if (target) {
        snprintf(value, VALUE_SIZE, "%s %.17g%s%s", kpi_info(kpi)->name, target->value,
                 target->currency.code[0] ? " " : "", target->currency.code);
    } else {
        snprintf(value, VALUE_SIZE, "%s", kpi_info(kpi)->name);
    }
}

/* false: it is none that this program knows. *has: it sets one. */
static bool read_value(const char *value, struct target *target, bool *has)
{
    char name[VALUE_SIZE];
    size_t length = strcspn(value, " ");
    if (length >= sizeof name) {
        return false;
    }
    memcpy(name, value, length);
    name[length] = '\0';
    target->kpi = kpi_by_name(name);
    *has = value[length] == ' ';
    if (target->kpi == KPI_NONE || !*has) {
        return target->kpi != KPI_NONE;
    }
    char *end;
    target->value = strtod(value + length + 1, &end);
    return isfinite(target->value) &&
           (!*end || currency_parse(end + 1, strlen(end + 1), &target->currency));
}

bool targets_list(struct store *store, struct arena *arena, struct target **targets, size_t *count,
                  struct err *err)
{
    struct target by_kpi[KPI_COUNT];
    bool stands[KPI_COUNT] = {false};
    sqlite3_stmt *rows =
        db_statement(store->db,
                     "SELECT c.value, c.import, r.imported_at FROM correction c"
                     " JOIN import_run r ON r.id = c.import WHERE c.campaign"
                     " = " OF_NONE " AND c.field = '" FIELD_TARGET "' ORDER BY c.import",
                     err);
    struct target *made = ARENA_ARRAY(arena, struct target, KPI_COUNT);
    if (!rows || !made) {
        return rows ? err_memory(err) : false;
    }
    enum db_step step;
    while ((step = db_step(store->db, rows, err)) == DB_ROW) {
        struct target target = {.run = db_column_int(rows, 1), .since = db_column_int(rows, 2)};
        bool has;
        if (read_value(db_column_text(rows, 0), &target, &has)) {
            by_kpi[target.kpi] = target;
            stands[target.kpi] = has;
        }
    }
    size_t n = 0;
    for (int id = 0; step == DB_DONE && id < KPI_COUNT; id++) {
        if (stands[id]) {
            made[n++] = by_kpi[id];
        }
    }
    *targets = made;
    *count = n;
    return step == DB_DONE;
}

/* Whether the target is that already. */
static bool is_it(struct store *store, enum kpi kpi, const struct target *wanted, bool *is,
                  struct err *err)
{
    struct target *targets;
    size_t count;
    struct arena *arena = arena_new();
    bool ok = arena ? targets_list(store, arena, &targets, &count, err) : err_memory(err);
    *is = !wanted;
    for (size_t i = 0; ok && i < count; i++) {
        if (targets[i].kpi == kpi) {
            *is = wanted && targets[i].value == wanted->value &&
                  currency_equal(targets[i].currency, wanted->currency);
        }
    }
    arena_free(arena);
    return ok;
}

static bool put(struct change *change, int64_t run, const char *value, struct err *err)
{
    sqlite3_stmt *add = db_statement(change->db,
                                     "INSERT INTO correction (import, campaign, field, value, away)"
                                     " VALUES (?1, " OF_NONE ", '" FIELD_TARGET "', ?2, 0)",
                                     err);
    if (!add) {
        return false;
    }
    db_bind_int(add, 1, run);
    db_bind_text(add, 2, value);
    return db_run(change->db, add, err);
}

bool store_target(struct store *store, enum kpi kpi, const struct target *wanted, const char *words,
                  int64_t *run, struct err *err)
{
    struct change change;
    char value[VALUE_SIZE];
    bool is = false;
    *run = 0;
    if (!change_begin(&change, store, true, NULL, NULL, NULL, err)) {
        return false;
    }
    write_value(value, kpi, wanted);
    int64_t made = 0;
    bool ok =
        is_it(store, kpi, wanted, &is, err) &&
        (is || (ledger_add_decision(&change, TARGET_FORMAT, words, &made, err) &&
                put(&change, made, value, err) && ledger_note_changed(&change, made, 1, err)));
    if (!ok || is) {
        change_abort(&change);
        return ok;
    }
    *run = made;
    return change_commit(&change, err);
}
