/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of src/store share: the open store, and one change to it (an import, an undo, a
 * rebuild) with what it touched, so that exactly that is made again before it commits.
 */
#ifndef CAMPANE_STORE_STORE_PRIVATE_H
#define CAMPANE_STORE_STORE_PRIVATE_H

#include "base/map.h"
#include "base/strbuf.h"
#include "model/block.h"
#include "model/message.h"
#include "model/person.h"
#include "store/db.h"
#include "store/dims.h"
#include "store/exclude.h"
#include "store/store.h"

struct store {
    struct db *db;
    char *path;
    struct zone *zone;
    struct keyhash *hash;
    const struct clock *clock;
    bool read_only;
    char warning[640];
    char keyless[640]; /* why there is no key; "" */
    char fingerprint[17];
    struct strbuf setting; /* the last answer of store_setting */
};

#define STORE_SETTING_FINGERPRINT "key_fingerprint"
#define STORE_SETTING_ZONE        "zone"
#define STORE_SETTING_ZONE_FROM   "zone_from" /* "system", "chosen" */

/* The attribution window in days. */
bool store_window(struct store *store, int *days, struct err *err);

/* Messages that name no campaign, from the stored total. */
bool store_unattributed(struct store *store, int64_t *messages, struct err *err);

struct assignments;
struct deltas;
struct effects;
struct touches;
struct batch;

/* A change in progress: one write transaction. */
struct change {
    struct store *store;
    struct db *db;
    struct dims *dims;
    struct deltas *deltas;          /* counts of messages not yet written into their blocks */
    struct map64 dims_touched;      /* dims whose blocks changed */
    struct map64 campaigns_touched; /* campaigns whose facts changed */
    struct map64 blocks_touched;    /* blocks whose pulse must be made again */
    struct map64 alone;             /* dims without siblings in other currencies */
    struct cancel *cancel;
    int64_t window;                  /* attribution window of opt-outs, seconds */
    uint8_t *people;                 /* Bloom filter of recipients with person events; NULL: none */
    bool people_changed;             /* temp.person_todo has rows */
    struct touches *touches;         /* orders, clicks, feedback, rates; NULL: there are none */
    struct strbuf scratch;           /* for encoding */
    struct assignments *assignments; /* rules for messages without a campaign; NULL: none */
    struct map64 forgotten;          /* recipients that are not to be taken in */
    struct map64 no_recipients;      /* recipients whose messages are left out of figures */
    struct map64 no_campaigns;       /* campaigns that are */
    int64_t messages_new, messages_changed;
    unsigned mostly_new; /* how often of late a message was not there yet; see messages.c */
};

/* Begin: the write lock is taken. waiting as in ingest_options. */
bool change_begin(struct change *change, struct store *store, bool many, struct cancel *cancel,
                  bool (*waiting)(void *, int), void *waiting_context, struct err *err);

/* Make again what was touched: attribution of person events, blocks, totals, pulse. */
bool change_settle(struct change *change, struct err *err);

/* Commit (or roll back) and free what the change holds. */
bool change_commit(struct change *change, struct err *err);
/* Delete rows by a statement with one parameter; *any (may be NULL): whether there were some. */
bool change_drop(struct change *change, const char *sql, int64_t id, bool *any, struct err *err);
void change_abort(struct change *change);

static inline bool change_cancelled(const struct change *change, struct err *err)
{
    return cancelled(change->cancel) && !err_set(err, ERR_CANCELLED, "%s", "stopped");
}

/* Note that a dim's block changed. */
bool change_touch(struct change *change, uint32_t dim, int32_t block, struct err *err);
bool change_touch_campaign(struct change *change, int64_t campaign, struct err *err);

/* --- deltas.c: counts of messages on their way into blocks -------------------------------------
 */

struct deltas *deltas_new(struct err *err) CAMPANE_NODISCARD;
void deltas_free(struct deltas *deltas);
/* Add (sign 1) or take away (-1) what a message counts on a day of a dim. */
bool deltas_add(struct change *change, uint32_t dim, int32_t day, const struct tally *tally,
                int sign, struct err *err);
/* Write all into the blocks of import 0. */
bool deltas_flush(struct change *change, struct err *err);

/* --- messages.c: what imports said of messages --------------------------------------------------
 */

/* Take in statements of one import about messages; dim is a dim id of the store. The messages
 * are used up: those of one key are merged into the first of them. */
bool messages_merge(struct change *change, int64_t import, struct message *messages, size_t count,
                    struct err *err);
/* Take an import's statements away. */
bool messages_remove(struct change *change, int64_t import, struct err *err);
/* Add the counts of every message to the deltas (rebuild). */
bool messages_count_all(struct change *change, struct err *err);
/* Apply the difference that `alter` makes to what a message counts. */
bool messages_alter(struct change *change, uint64_t key, bool (*alter)(void *context, struct err *),
                    void *context, struct err *err);
/* Fold statements of folded imports about the same message into one row. */
bool messages_fold(struct change *change, struct err *err);

/* --- persons.c: what people did that names no message -------------------------------------------
 */

bool persons_prepare(struct change *change, struct err *err);
bool persons_add(struct change *change, int64_t import, const struct person_event *events,
                 size_t count, int64_t *added, struct err *err);
bool persons_remove(struct change *change, int64_t import, struct err *err);

/* --- followed.c ------------------------------------------------------------------------------- */

struct followed;
bool followed_write(struct change *change, int64_t import, const struct followed *followed,
                    struct err *err);
/* A message of this recipient changed. */
bool persons_note(struct change *change, uint64_t recipient, struct err *err);
/* Find the messages of all events that may have a new one. count: apply to the deltas too. */
bool persons_attribute(struct change *change, bool count, struct err *err);
/* Let persons_attribute look at every event. */
bool persons_note_all(struct change *change, struct err *err);

/* --- reports.c: what imports reported day by day ------------------------------------------------
 */

/* A place in the series with the days that were stated. */
struct report_place {
    int32_t block;
    uint32_t dim;
    uint32_t days;
};
struct report_effect {
    int64_t days_new, days_changed, conflicts;
    int64_t undated_new, undated_changed; /* among those days: no day was stated */
};
/* Make the merged rows of one (block, dim) and its siblings in other currencies again. import:
 * whose statement is being taken in (for counting its effect and listing what it corrected; 0:
 * nobody's). */
bool reports_merge(struct change *change, const struct report_place *place, int64_t import,
                   struct report_effect *effect, struct err *err);
bool reports_remove(struct change *change, int64_t import, struct err *err);
/* Merge every place where imports reported something (rebuild). */
bool reports_merge_all(struct change *change, struct err *err);

/* --- totals.c: what is derived from blocks -------------------------------------------------------
 */

bool totals_settle(struct change *change, struct err *err);
/* Everything is touched (rebuild). */
bool totals_touch_all(struct change *change, struct err *err);
/* Remove dims, labels and campaigns that nothing refers to any more. One pass over messages. */
bool totals_sweep(struct change *change, struct err *err);

/* Add the campaigns of the touched dims to the touched campaigns. */
bool totals_touch_campaigns(struct change *change, struct err *err);

/* --- touch*.c: orders, clicks, feedback ----------------------------------------------------------
 */

bool touches_prepare(struct change *change, struct err *err);
void touches_close(struct change *change);
/* Take in what a batch holds of them; touches_write then puts it into the store. `changed` counts
 * what is new. */
bool touches_add(struct change *change, int64_t import, const struct batch *batch, int64_t *changed,
                 struct err *err);
bool touches_write(struct change *change, int64_t import, int64_t *added, struct err *err);
/* Take an import's away. */
bool touches_remove(struct change *change, int64_t import, struct err *err);
/* What a message counts, or of whom, changed. */
bool touches_note_message(struct change *change, uint64_t key, const struct effects *before,
                          const struct effects *after, struct err *err);
/* Let touches_settle look at everything (rebuild: what was counted is gone). */
bool touches_note_all(struct change *change, struct err *err);
/* How many count something else than before. */
int64_t touches_altered(const struct change *change);
/* Find what each belongs to and make what follows from it; the counts of messages and reports must
 * be in their blocks. */
bool touches_settle(struct change *change, struct err *err);

/* --- forget.c ------------------------------------------------------------------------------------
 */

bool forgotten_load(struct change *change, struct err *err);
/* The recipient, or 0 where it was forgotten. */
uint64_t forgotten_mask(const struct change *change, uint64_t recipient);

/* --- key.c ---------------------------------------------------------------------------------------
 */

/* Read the key of a store that is open, and say in `keyless` why there is none. False: the store
 * does not know which is its own. */
bool store_load_key(struct store *store, struct err *err);

/* --- assign.c ------------------------------------------------------------------------------------
 */

/* Read the rules (again). */
bool assign_open(struct change *change, struct err *err);
void assign_close(struct change *change);
/* Put the campaign into a row (or, the other, into a dim) that has none and fits a rule; day: on
 * which the message was sent. */
bool assign_row(struct change *change, struct dim_row *row, int32_t day, struct err *err);
bool assign_dim(struct change *change, uint32_t *dim, int32_t day, struct err *err);
/* Take a rule back, if the ledger's row is one; what follows from it is then to be made again. */
bool assign_remove(struct change *change, int64_t import, bool *was_rule, struct err *err);

/* --- edits.c -------------------------------------------------------------------------------------
 */

struct campaign_facts;
/* Put what people corrected over what files state. */
bool edits_overlay(struct db *db, int64_t campaign, struct campaign_facts *facts, struct err *err);
struct edit_word;
/* Put a row of the ledger's words about a campaign; *altered: it is another one now. ERR_REFUSED: a
 * name that another one has. */
bool edits_put(struct change *change, int64_t run, int64_t campaign, const struct edit_word *words,
               size_t count, bool *altered, struct err *err);
/* Make what stands of the corrections again (rebuild). */
bool edits_derive_all(struct change *change, struct err *err);
/* Take those of a row of the ledger back; campaigns that are others then are touched. */
bool edits_remove(struct change *change, int64_t import, struct err *err);

/* --- targets.c ---------------------------------------------------------------------------------
 */

/* Take that of a row of the ledger back. */
bool targets_remove(struct change *change, int64_t import, struct err *err);

/* --- merge.c -------------------------------------------------------------------------------------
 */

/* Make what stands again (rebuild), let dims belong to what they count for, and read it. */
bool merge_derive_all(struct change *change, struct err *err);
struct merge_twice;
/* What a campaign counts twice. A pass over its messages, one more where there is any. */
bool merge_find_twice(struct change *change, struct arena *arena, int64_t target,
                      struct merge_twice *twice, struct err *err);
/* Take that of a row of the ledger back; everything is then to be made again. */
bool merge_remove(struct change *change, int64_t import, bool *was_one, struct err *err);

/* --- exclude.c -----------------------------------------------------------------------------------
 */

/* Read what is excluded (again). */
bool exclude_load(struct change *change, struct err *err);
bool exclude_has_campaign(const struct change *change, int64_t campaign);
bool exclude_has_recipient(const struct change *change, uint64_t recipient);
/* Let what a message to an excluded recipient counts hang on CAMPAIGN_EXCLUDED, without any
 * attribute; other rows (or, the other, dims) stay as they are. */
void exclude_row(const struct change *change, uint64_t recipient, struct dim_row *row);
bool exclude_dim(struct change *change, uint64_t recipient, uint32_t *dim, struct err *err);
/* Put one more row of a decision, where it makes a difference: then one more is in *changed, and
 * everything is to be made again. */
bool exclude_put(struct change *change, int64_t run, enum exclude_kind kind, int64_t id, bool away,
                 int64_t *changed, struct err *err);
/* Make what stands again (rebuild), and read it. */
bool exclude_derive_all(struct change *change, struct err *err);
/* Take that of a row of the ledger back; everything is then to be made again. */
bool exclude_remove(struct change *change, int64_t import, bool *was_one, struct err *err);

/* --- rebuild.c
 * ------------------------------------------------------------------------------------ */

/* Make everything derived again inside a change; the caller commits. */
bool rebuild_within(struct change *change, struct err *err);

/* --- notices.c: what Meta says of the account ---------------------------------------------------
 */

struct vec;
/* Take in struct notice; `added` counts those that no import had said. */
bool notices_add(struct change *change, int64_t import, const struct vec *notices, int64_t *added,
                 struct err *err);
bool notices_remove(struct change *change, int64_t import, struct err *err);

/* --- facts.c: campaign attributes
 * ----------------------------------------------------------------- */

struct campaign_facts;
bool facts_add(struct change *change, int64_t import, const struct campaign_facts *facts,
               bool *changed, struct err *err);
bool facts_remove(struct change *change, int64_t import, struct err *err);

/* --- ledger.c ------------------------------------------------------------------------------------
 */

/* A row for something that people decided, which has no file; words: what it says of it. */
bool ledger_add_decision(struct change *change, const char *format, const char *words, int64_t *id,
                         struct err *err);
bool ledger_note_changed(struct change *change, int64_t id, int64_t changed, struct err *err);

/* Fold imports last touched before `before`. */
bool ledger_fold(struct change *change, int64_t before, struct err *err);

#endif
