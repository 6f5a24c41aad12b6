/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ops/recipients.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "import/values.h"

static bool refuse(const struct recipients_source *source, unsigned number, struct err *err)
{
    /* Not the line itself: it would stand in logs and on screens. */
    if (source->name) {
        err_set(err, ERR_REFUSED,
                _("%s:%u: no phone number with a country code, e-mail address or user id"),
                source->name, number);
    } else {
        err_set(err, ERR_REFUSED,
                _("line %u is no phone number with a country code, e-mail address or user id"),
                number);
    }
    return err_todo(err, "%s", source->todo);
}

/* One line to a hash; false with err set. */
static bool add(struct store *store, const struct recipients_source *source, const char *line,
                size_t length, unsigned number, struct vec *recipients, struct err *err)
{
    struct strbuf normal = STRBUF_INIT;
    enum value_result read = value_recipient(line, length, source->country, &normal);
    bool ok = true;
    if (read == VALUE_BAD) {
        ok = refuse(source, number, err);
    } else if (read != VALUE_EMPTY) {
        uint64_t *place = read == VALUE_OK && !normal.failed ? vec_push(recipients) : NULL;
        ok = place || err_memory(err);
        if (place) {
            *place = keyhash_id(store_hash(store), KEYHASH_RECIPIENT, normal.data, normal.length);
        }
    }
    strbuf_free(&normal);
    return ok;
}

bool recipients_read(struct store *store, const struct recipients_source *source,
                     struct vec *recipients, struct err *err)
{
    char *line = NULL;
    size_t size = 0;
    ssize_t length;
    bool ok = true;
    for (unsigned number = 1; ok && (length = getline(&line, &size, source->in)) >= 0; number++) {
        size_t end = (size_t)length;
        while (end > 0 && strchr("\r\n \t", line[end - 1])) {
            end--;
        }
        ok = add(store, source, line, end, number, recipients, err);
    }
    if (ok && ferror(source->in)) {
        ok = source->name ? err_set(err, ERR_IO, _("%s cannot be read"), source->name)
                          : err_set(err, ERR_IO, "%s", _("standard input cannot be read"));
    }
    if (line) {
        memset(line, 0, size);
    }
    free(line);
    return ok;
}
