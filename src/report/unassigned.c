/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/unassigned.h"

#include "base/vec.h"

static bool add_choices(struct arena *arena, struct store *store, enum unassigned_by by,
                        struct vec *choices, struct err *err)
{
    struct part_total *parts;
    size_t count;
    enum attr attr = by == UNASSIGNED_TEMPLATE ? ATTR_TEMPLATE : ATTR_SENDER;
    if (!query_parts(store, arena, 0, attr, DAY_NONE, INT32_MAX, &parts, &count, err)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        int64_t messages = 0;
        if (!parts[i].value || !total_get(&parts[i].total, COUNTER_SENT, &messages) ||
            messages == 0) {
            continue;
        }
        struct unassigned_choice *choice = vec_push(choices);
        if (!choice) {
            return err_memory(err);
        }
        *choice = (struct unassigned_choice){by, parts[i].value, messages};
    }
    return true;
}

bool unassigned_build(struct arena *arena, struct store *store,
                      const struct unassigned **unassigned, struct err *err)
{
    struct campaign_row row;
    struct err none = ERR_INIT;
    struct vec choices = VEC_INIT(struct unassigned_choice);
    struct unassigned *made = ARENA_NEW(arena, struct unassigned);
    if (!made) {
        return err_memory(err);
    }
    made->first = made->last = DAY_NONE;
    if (!query_campaign(store, arena, 0, DAY_NONE, INT32_MAX, &row, &none)) {
        *unassigned = made;
        return none.code == ERR_NOT_FOUND || (err && (*err = none, false));
    }
    total_get(&row.total, COUNTER_SENT, &made->messages);
    made->first = row.start;
    made->last = row.last_send != DAY_NONE ? row.last_send : row.end;
    bool ok = add_choices(arena, store, UNASSIGNED_TEMPLATE, &choices, err) &&
              add_choices(arena, store, UNASSIGNED_NUMBER, &choices, err);
    made->choice_count = choices.count;
    made->choices = ok ? vec_keep(&choices, arena) : NULL;
    ok = ok && (made->choices || err_memory(err));
    vec_free(&choices);
    if (ok) {
        *unassigned = made;
    }
    return ok;
}
