/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/schema.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "data/embed.h"
#include "embed/schema.h"

int schema_latest(void)
{
    return (int)ARRAY_COUNT(embed_schema);
}

bool schema_version(struct db *db, int *version, struct err *err)
{
    int64_t application, user, tables;
    /* Somebody else may make the store between these: whoever sees tables sees the rest as well. */
    if (!db_integer(db, "SELECT count(*) FROM sqlite_schema", 0, &tables, err) ||
        !db_integer(db, "PRAGMA application_id", 0, &application, err) ||
        !db_integer(db, "PRAGMA user_version", 0, &user, err)) {
        return false;
    }
    if (application != SCHEMA_APPLICATION_ID && (application != 0 || tables != 0)) {
        err_set(err, ERR_STORE_DAMAGED, _("%s is a database, but not a campane store"),
                db_path(db));
        return err_todo(err, _("name another file with --store"));
    }
    if (user > schema_latest()) {
        err_set(err, ERR_STORE_NEWER,
                _("%s was made by a newer campane (schema %lld, this program knows %d)"),
                db_path(db), (long long)user, schema_latest());
        return err_todo(err, _("update campane"));
    }
    *version = (int)user;
    return true;
}

bool schema_apply(struct db *db, int version, struct err *err)
{
    for (; version < schema_latest(); version++) {
        const struct embed_file *file = &embed_schema[version];
        if (!db_exec(db, (const char *)file->bytes, err)) {
            return false;
        }
    }
    char pragmas[96];
    snprintf(pragmas, sizeof pragmas, "PRAGMA application_id = %d; PRAGMA user_version = %d;",
             SCHEMA_APPLICATION_ID, schema_latest());
    return db_exec(db, pragmas, err);
}
