/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app/chore_private.h"

#include <string.h>

#include "base/i18n.h"
#include "ops/peek.h"
#include "text/utf8.h"

enum { NAME_BYTES = 255 };

static const char *name_of(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    struct strbuf clean = STRBUF_INIT;
    utf8_sanitize(&clean, name, strlen(name), NAME_BYTES);
    const char *kept = clean.failed ? NULL : arena_strdup(arena, strbuf_text(&clean));
    strbuf_free(&clean);
    return kept;
}

/* A note about the campaign says no more than the question that will be asked. */
static struct peeked_file seen_of(const struct ops_peek *peek, const char *name,
                                  struct peeked_reject *rejects)
{
    for (size_t i = 0; i < peek->reject_count; i++) {
        const struct import_reject *reject = &peek->rejects[i];
        rejects[i] =
            (struct peeked_reject){reject->line, reject->column, reject->reason, reject->row};
    }
    size_t skipped = peek->needs_campaign && peek->note_count > 0 ? 1 : 0;
    return (struct peeked_file){.file = name,
                                .unseen = peek->unseen,
                                .format = peek->title,
                                .why = peek->why,
                                .profile = peek->profile,
                                .packed = peek->packed,
                                .bytes = peek->bytes,
                                .whole = peek->whole,
                                .rows = (int64_t)peek->tally.rows,
                                .rejected = (int64_t)peek->tally.rejected,
                                .about = (int64_t)peek->about,
                                .first = peek->first,
                                .last = peek->last,
                                .asks_campaign = peek->needs_campaign,
                                .zone = peek->zone,
                                .notes = peek->notes + skipped,
                                .note_count = peek->note_count - skipped,
                                .rejects = rejects,
                                .reject_count = peek->reject_count};
}

static bool put_seen(struct chore *chore, const struct ops_peek *peek, struct err *err)
{
    const char *name = name_of(chore->arena, chore->options.text);
    struct peeked_reject *rejects =
        ARENA_ARRAY(chore->arena, struct peeked_reject, peek->reject_count + 1);
    if (!name || !rejects) {
        return err_memory(err);
    }
    struct peeked_file seen = seen_of(peek, name, rejects);
    chore->result.path = chore->options.text;
    chore->result.seen =
        peeked_lines(chore->arena, &seen, chore->options.ascii, &chore->result.seen_count);
    return chore->result.seen || err_memory(err);
}

/* The zone of the store, or that of the one that would be made. */
static const struct zone *zone_for(struct chore *chore, const struct store *store,
                                   struct zone **own, struct err *err)
{
    char name[ZONE_NAME_SIZE];
    if (store) {
        return store_zone(store);
    }
    const char *chosen = chore->options.zone;
    *own = zone_load(chosen ? chosen : zone_system_name(name, sizeof name), err);
    return *own;
}

bool chore_peek(struct chore *chore, struct err *err)
{
    struct store_options options = {
        .path = chore->options.store, .read_only = true, .clock = chore->options.clock};
    struct ops_peek peek;
    struct zone *own = NULL;
    struct err none = ERR_INIT;
    struct store *store = store_open(&options, &none);
    if (!store && none.code != ERR_NOT_FOUND) {
        *err = none;
        return false;
    }
    struct import_request request = {.path = chore->options.text,
                                     .zone = zone_for(chore, store, &own, err),
                                     .now = clock_now(chore->options.clock),
                                     .cancel = &chore->cancel};
    bool ok = request.zone && ops_peek_file(&request, chore->arena, &peek, err) &&
              put_seen(chore, &peek, err);
    zone_free(own);
    store_close(store);
    return ok;
}
