/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app/chore_private.h"

#include "base/i18n.h"
#include "text/format.h"

bool chore_assign_read(struct chore *chore, struct store *store, struct err *err)
{
    return unassigned_build(chore->arena, store, &chore->result.unassigned, err);
}

bool chore_assign(struct chore *chore, struct store *store, struct err *err)
{
    struct assign_result result;
    const struct ops_assign *wanted = &chore->options.assign;
    char words[2][FORMAT_SIZE];
    const char **lines = ARENA_ARRAY(chore->arena, const char *, 3);
    if (!lines || !ops_assign(store, wanted, &result, &chore->cancel, err)) {
        return lines ? false : err_memory(err);
    }
    size_t count = 0;
    lines[count++] = arena_printf(
        chore->arena,
        NG_("%s message belongs to %s now, by rule %lld",
            "%s messages belong to %s now, by rule %lld", result.assigned),
        format_count(result.assigned, words[0]), wanted->campaign, (long long)result.rule);
    if (result.left > 0) {
        lines[count++] = arena_printf(chore->arena,
                                      NG_("%s message names no campaign yet",
                                          "%s messages name no campaign yet", result.left),
                                      format_count(result.left, words[1]));
    }
    lines[count++] = _("It holds for later imports, too; Imports takes it back");
    for (size_t i = 0; i < count; i++) {
        chore->result.line_count +=
            lines[i] != NULL; /* it is done, whether it can be told or not */
    }
    chore->result.lines = lines;
    return true;
}
