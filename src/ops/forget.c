/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ops/forget.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/vec.h"
#include "import/values.h"

/* One line to a hash; false with err set. */
static bool add(struct store *store, const char *line, size_t length, unsigned number,
                const char *country, struct vec *recipients, struct err *err)
{
    struct strbuf normal = STRBUF_INIT;
    enum value_result read = value_recipient(line, length, country, &normal);
    bool ok = read == VALUE_OK && !normal.failed;
    if (read == VALUE_BAD) {
        /* Not the line itself: it would stand in logs and on screens. */
        err_set(err, ERR_REFUSED,
                _("line %u is no phone number with a country code, e-mail address or user id"),
                number);
        err_todo(err, _("nobody was forgotten; for local numbers name their country (--country)"));
    } else if (ok) {
        uint64_t *place = vec_push(recipients);
        ok = place != NULL;
        if (ok) {
            *place = keyhash_id(store_hash(store), KEYHASH_RECIPIENT, normal.data, normal.length);
        }
    } else if (read == VALUE_EMPTY) {
        ok = true;
    }
    ok = ok || read == VALUE_BAD ? ok : err_memory(err);
    strbuf_free(&normal);
    return ok;
}

static bool read_lines(struct store *store, FILE *in, const char *country, struct vec *recipients,
                       struct err *err)
{
    char *line = NULL;
    size_t size = 0;
    ssize_t length;
    bool ok = true;
    for (unsigned number = 1; ok && (length = getline(&line, &size, in)) >= 0; number++) {
        size_t end = (size_t)length;
        while (end > 0 && strchr("\r\n \t", line[end - 1])) {
            end--;
        }
        ok = add(store, line, end, number, country, recipients, err);
    }
    if (ok && ferror(in)) {
        ok = err_set(err, ERR_IO, "%s", _("standard input cannot be read"));
    }
    if (line) {
        memset(line, 0, size);
    }
    free(line);
    return ok;
}

bool ops_forget(struct store *store, FILE *in, const char *country, struct store_forgotten *result,
                struct cancel *cancel, struct err *err)
{
    struct vec recipients = VEC_INIT(uint64_t);
    if (!store_hash(store) || store_is_read_only(store)) {
        const char *warning = store_warning(store);
        return err_set(err, ERR_READ_ONLY, "%s",
                       warning ? warning : _("the store is opened for reading only"));
    }
    bool ok = read_lines(store, in, country, &recipients, err);
    if (ok && recipients.count == 0) {
        err_set(err, ERR_REFUSED, "%s", _("nobody is named"));
        ok = err_todo(err, "%s", _("give phone numbers on standard input, one a line"));
    }
    ok = ok && store_forget(store, recipients.data, recipients.count, result, cancel, err);
    vec_free(&recipients);
    return ok;
}
