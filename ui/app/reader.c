/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app/reader.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/vec.h"
#include "store/ledger.h"

struct reader {
    struct reader_options options;
    struct reader_sink sink;
    struct store *store; /* NULL: not open */
    dev_t device;        /* of the file that is open, so that another one is told from it */
    ino_t inode;
    bool writable;
    bool broken;      /* the last reading failed by the store's fault */
    bool missing;     /* so, because there is none */
    bool had;         /* there was one: figures of it may be on the screen */
    uint32_t version; /* that was read last */
    int32_t today;    /* of the last scope; DAY_NONE: there was none */
    const struct zone *zone;
    struct vec zones;        /* struct zone *: those that scopes were given */
    int64_t last_change;     /* at version change_version */
    uint32_t change_version; /* 0: not looked up */
};

struct reader *reader_new(const struct reader_options *options, struct err *err)
{
    struct reader *reader = mem_new(1, sizeof *reader);
    if (!reader) {
        err_memory(err);
        return NULL;
    }
    reader->options = *options;
    reader->today = DAY_NONE;
    reader->zones = (struct vec)VEC_INIT(struct zone *);
    return reader;
}

void reader_listen(struct reader *reader, const struct reader_sink *sink)
{
    reader->sink = *sink;
}

static void tell_connection(struct reader *reader, struct store *store)
{
    if (reader->sink.connection) {
        reader->sink.connection(reader->sink.context, store);
    }
}

static void close_store(struct reader *reader)
{
    if (reader->store) {
        tell_connection(reader, NULL);
        store_close(reader->store);
    }
    reader->store = NULL;
    reader->change_version = 0;
}

void reader_free(struct reader *reader)
{
    if (!reader) {
        return;
    }
    close_store(reader);
    for (size_t i = 0; i < reader->zones.count; i++) {
        zone_free(*VEC_AT(&reader->zones, struct zone *, i));
    }
    vec_free(&reader->zones);
    mem_free(reader);
}

/* --- the connection -------------------------------------------------------------------------- */

/* Whether the path still leads to the file that is open. */
static bool is_same_file(const struct reader *reader)
{
    struct stat now;
    return stat(reader->options.path, &now) == 0 && now.st_dev == reader->device &&
           now.st_ino == reader->inode;
}

/* The connection itself never writes; what matters is whether another one could. */
static bool could_write(const struct reader *reader)
{
    return !reader->options.read_only && access(reader->options.path, W_OK) == 0;
}

/* A store that another campane wrote has to be brought up to date once, which only a writer can. */
static bool bring_up_to_date(struct reader *reader, struct err *err)
{
    struct store_options options = {.path = reader->options.path, .clock = reader->options.clock};
    struct store *store = store_open(&options, err);
    store_close(store);
    return store != NULL;
}

static struct store *open_reading(struct reader *reader, struct err *err)
{
    struct err why = ERR_INIT;
    struct store_options options = {
        .path = reader->options.path, .read_only = true, .clock = reader->options.clock};
    struct store *store = store_open(&options, &why);
    if (!store && why.code == ERR_READ_ONLY && could_write(reader) &&
        bring_up_to_date(reader, &why)) {
        store = store_open(&options, &why);
    }
    if (!store && err) {
        *err = why;
    }
    return store;
}

static bool open_store(struct reader *reader, struct err *err)
{
    struct stat file;
    if (reader->store && is_same_file(reader)) {
        return true;
    }
    close_store(reader);
    if (stat(reader->options.path, &file) != 0) {
        memset(&file, 0, sizeof file); /* store_open says why */
    }
    reader->store = open_reading(reader, err);
    if (!reader->store) {
        return false;
    }
    reader->device = file.st_dev;
    reader->inode = file.st_ino;
    reader->writable = could_write(reader);
    reader->had = true;
    tell_connection(reader, reader->store);
    return true;
}

/* --- the scope ------------------------------------------------------------------------------- */

/* A scope must outlive the connection, whose zone goes with it: it is given one of the reader's. */
static const struct zone *own_zone(struct reader *reader, const char *name, struct err *err)
{
    for (size_t i = 0; i < reader->zones.count; i++) {
        struct zone *known = *VEC_AT(&reader->zones, struct zone *, i);
        if (strcmp(zone_name(known), name) == 0) {
            return known;
        }
    }
    struct zone *zone = zone_load(name, err);
    struct zone **place = zone ? vec_push(&reader->zones) : NULL;
    if (!place) {
        zone_free(zone);
        return zone ? (err_memory(err), NULL) : NULL;
    }
    *place = zone;
    return zone;
}

static bool resolve(struct reader *reader, struct load *load, struct cancel *cancel,
                    struct err *err)
{
    struct scope scope;
    const struct benchmarks *sets = load->sets ? load->sets : reader->options.sets;
    if (!scope_resolve(load->arena, reader->store, sets, &load->request, cancel, &scope, err)) {
        return false;
    }
    scope.zone_rules = own_zone(reader, scope.zone, err);
    if (!scope.zone_rules) {
        return false;
    }
    scope.zone = zone_name(scope.zone_rules);
    scope.read_only = !reader->writable;
    load->scope = scope;
    load->has_scope = true;
    reader->zone = scope.zone_rules;
    reader->today = scope.today;
    return true;
}

static bool has_any(struct campaign_cursor *cursor, bool *any, struct err *err)
{
    struct err trouble = ERR_INIT;
    struct campaign_row row;
    if (!cursor) {
        return false;
    }
    *any = campaign_cursor_next(cursor, &row, &trouble);
    campaign_cursor_close(cursor);
    if (trouble.code != ERR_NONE && err) {
        *err = trouble;
    }
    return trouble.code == ERR_NONE;
}

/* A store whose campaigns are all left out is not empty: the way back is among its imports. */
static bool has_campaigns(struct reader *reader, bool *any, struct err *err)
{
    return has_any(
               campaign_cursor_open(reader->store, DAY_NONE, INT32_MAX, CAMPAIGN_BARE, NULL, err),
               any, err) &&
           (*any || has_any(campaign_cursor_excluded(reader->store, DAY_NONE, INT32_MAX,
                                                     CAMPAIGN_BARE, NULL, err),
                            any, err));
}

/* --- reading --------------------------------------------------------------------------------- */

static struct view_load work_of(struct reader *reader, struct load *load, struct cancel *cancel)
{
    return (struct view_load){.arena = load->arena,
                              .store = load->has_scope ? reader->store : NULL,
                              .scope = load->has_scope ? &load->scope : NULL,
                              .cancel = cancel,
                              .layout = load->layout,
                              .candidates = reader->options.candidates,
                              .candidate_count = reader->options.candidate_count};
}

static bool stopped(struct cancel *cancel, struct err *err)
{
    return cancelled(cancel) && !err_set(err, ERR_CANCELLED, _("stopped"));
}

static bool read_parts(struct reader *reader, struct load *load, struct cancel *cancel,
                       struct err *err)
{
    struct view_load work = work_of(reader, load, cancel);
    for (int part = 0; part < load->shown->parts; part++) {
        const void *result = NULL;
        if (stopped(cancel, err) || !load->shown->load(&work, load->number, part, &result, err)) {
            return false;
        }
        if (reader->sink.part) {
            reader->sink.part(reader->sink.context, load, part, result);
        }
    }
    return true;
}

/* What is read with, and which view there is something for. */
static bool prepare(struct reader *reader, struct load *load, struct cancel *cancel,
                    struct err *err)
{
    struct err why = ERR_INIT;
    reader->missing = false;
    if (load->view == reader->options.first) {
        return true; /* the first screen for its own sake: as if there was no store */
    }
    if (!open_store(reader, &why)) {
        reader->missing = why.code == ERR_NOT_FOUND;
        load->shown = reader->options.first;
        if (reader->missing && !reader->had) {
            return true;
        }
        if (reader->missing) {
            err_todo(&why, _("it is read again once it is back"));
        }
        if (err) {
            *err = why;
        }
        return false;
    }
    bool any = false;
    reader->version = store_version(reader->store);
    if (!has_campaigns(reader, &any, err) || !resolve(reader, load, cancel, err)) {
        return false;
    }
    load->shown = any ? load->view : reader->options.first;
    return true;
}

/* Errors that another try may mend without anybody changing the store. */
static bool is_stores_fault(enum err_code code)
{
    return code == ERR_IO || code == ERR_BUSY || code == ERR_STORE_DAMAGED ||
           code == ERR_STORE_NEWER || code == ERR_READ_ONLY;
}

bool reader_load(struct reader *reader, struct load *load, struct cancel *cancel, struct err *err)
{
    struct err why = ERR_INIT;
    reader->broken = false;
    if (prepare(reader, load, cancel, &why) && read_parts(reader, load, cancel, &why)) {
        return true;
    }
    if (is_stores_fault(why.code)) {
        reader->broken = true;
        close_store(reader);
    }
    if (err) {
        *err = why;
    }
    return false;
}

bool reader_ask(struct reader *reader, struct load *load, const struct view_ask *ask,
                struct cancel *cancel, const void **result, struct err *err)
{
    if (load->has_scope && !open_store(reader, err)) {
        return false;
    }
    struct view_load work = work_of(reader, load, cancel);
    return !stopped(cancel, err) && load->shown->read(&work, ask, result, err);
}

bool reader_explain(struct reader *reader, struct load *load, int64_t number, const char *column,
                    struct cancel *cancel, const struct explain **explain, struct err *err)
{
    if (!load->has_scope || !open_store(reader, err)) {
        return load->has_scope ? false : err_set(err, ERR_NOT_FOUND, _("there is no store"));
    }
    return !stopped(cancel, err) && explain_build(load->arena, reader->store, &load->scope, number,
                                                  column, cancel, explain, err);
}

/* --- what happens outside -------------------------------------------------------------------- */

/* False when it cannot be told: the reading was stopped, or there is no memory. */
static bool look_up_change(struct reader *reader, int64_t *latest)
{
    struct arena *scratch = arena_new();
    struct import_run *runs;
    size_t count = 0;
    bool ok = scratch && ledger_list(reader->store, scratch, &runs, &count, NULL);
    *latest = TIME_NONE;
    for (size_t i = 0; ok && i < count; i++) {
        int64_t at = runs[i].undone_at != TIME_NONE ? runs[i].undone_at : runs[i].updated_at;
        *latest = *latest == TIME_NONE || at > *latest ? at : *latest;
    }
    arena_free(scratch);
    return ok;
}

int64_t reader_last_change(struct reader *reader)
{
    if (!reader->store) {
        return TIME_NONE;
    }
    bool known = reader->change_version != 0 && reader->change_version == reader->version;
    if (!known && look_up_change(reader, &reader->last_change)) {
        reader->change_version = reader->version;
    }
    return reader->last_change;
}

bool reader_look(struct reader *reader)
{
    /* What went wrong once may have gone wrong with this connection: the next reading has a new
     * one. */
    if (reader->broken) {
        close_store(reader);
        return true;
    }
    if (!reader->store) {
        return reader->missing && access(reader->options.path, F_OK) == 0;
    }
    if (!is_same_file(reader)) {
        return true;
    }
    uint32_t version = store_version(reader->store);
    bool changed = version != reader->version;
    reader->version = version;
    int32_t today = reader->zone ? zone_day(reader->zone, store_now(reader->store)) : reader->today;
    changed = changed || today != reader->today;
    reader->today = today;
    return changed;
}
