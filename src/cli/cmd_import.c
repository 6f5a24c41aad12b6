/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "cli/command.h"
#include "cli/progress.h"
#include "import/encoding.h"
#include "import/profile.h"
#include "import/registry.h"
#include "import/reject.h"
#include "ops/follow.h"
#include "ops/scratch.h"
#include "report/imported.h"
#include "text/utf8.h"

#define REJECTS_SAID 5 /* at most, of a file */

/* One run of the command over all its files. */
struct import_run_state {
    struct cli *cli;
    struct store *store;
    struct ops_import request;
    struct zone *zone; /* of --zone, NULL */
    struct progress progress;
    struct scratch scratch; /* of a dry run without a store */
    double allowed;         /* share of rejected rows that is still exit status 0 */
    bool quiet;
    bool changed; /* some file changed something */
    int status;   /* the highest of any file */
    int batches;  /* of a followed file, that were told */
};

/* --- options --------------------------------------------------------------------------------- */

/* "5%", "5 %", "0.5%": a share of 0 … 1. */
static bool parse_share(const char *text, double *share, struct err *err)
{
    char *end;
    double percent = strtod(text, &end);
    end += strspn(end, " ");
    if (end == text || strcmp(end, "%") != 0 || !(percent >= 0 && percent <= 100)) {
        return err_set(err, ERR_USAGE, _("--max-rejects is a share such as 5%%, not \"%s\""), text);
    }
    *share = percent / 100;
    return true;
}

static bool check_as(const char *as, struct err *err)
{
    if (!as || registry_by_id(as)) {
        return true;
    }
    struct strbuf names = STRBUF_INIT;
    size_t count;
    const struct import_format *const *formats = registry_formats(&count);
    for (size_t i = 0; i < count; i++) {
        strbuf_printf(&names, "%s%s", i ? ", " : "", formats[i]->id);
    }
    err_set(err, ERR_USAGE, _("there is no format \"%s\""), as);
    err_todo(err, _("take one of: %s"), strbuf_text(&names));
    strbuf_free(&names);
    return false;
}

static bool read_encoding(const char *name, enum source_encoding *encoding, struct err *err)
{
    if (!name || encoding_by_name(name, encoding)) {
        return true;
    }
    struct strbuf names = STRBUF_INIT;
    encoding_names(&names);
    err_set(err, ERR_USAGE, _("there is no encoding \"%.60s\""), name);
    err_todo(err, _("take one of: %s"), strbuf_text(&names));
    strbuf_free(&names);
    return false;
}

static bool read_order(const char *name, enum date_order *order, struct err *err)
{
    static const struct {
        const char *name;
        enum date_order order;
    } orders[] = {{"dmy", DATE_DMY}, {"mdy", DATE_MDY}, {"ymd", DATE_YMD}};
    for (size_t i = 0; name && i < ARRAY_COUNT(orders); i++) {
        if (strcmp(name, orders[i].name) == 0) {
            *order = orders[i].order;
            return true;
        }
    }
    return !name ||
           err_set(err, ERR_USAGE, _("--date-order is dmy, mdy or ymd, not \"%.60s\""), name);
}

static bool read_options(struct import_run_state *state, struct err *err)
{
    struct cli *cli = state->cli;
    struct import_request *file = &state->request.file;
    const char *const *given = cli->option;
    file->as = given[OPTION_AS];
    file->campaign = given[OPTION_CAMPAIGN];
    file->channel = given[OPTION_CHANNEL];
    file->country = given[OPTION_COUNTRY];
    file->rejects = given[OPTION_REJECTS];
    state->request.dry_run = cli_given(cli, OPTION_DRY_RUN);
    state->request.keep_going = cli_given(cli, OPTION_KEEP_GOING);
    state->request.many = cli_given(cli, OPTION_MANY);
    state->quiet = cli_given(cli, OPTION_QUIET);
    if (file->as && given[OPTION_PROFILE]) {
        return err_set(err, ERR_USAGE, "%s", _("--as and --profile exclude each other"));
    }
    if (!check_as(file->as, err) || !read_encoding(given[OPTION_ENCODING], &file->encoding, err) ||
        !read_order(given[OPTION_DATE_ORDER], &file->date_order, err) ||
        (given[OPTION_MAX_REJECTS] &&
         !parse_share(given[OPTION_MAX_REJECTS], &state->allowed, err))) {
        return false;
    }
    if (given[OPTION_ZONE]) {
        state->zone = zone_load(given[OPTION_ZONE], err);
        file->zone = state->zone;
        if (!state->zone) {
            return false;
        }
    }
    if (given[OPTION_PROFILE]) {
        file->profile = profile_load(cli->arena, given[OPTION_PROFILE], err);
        return file->profile != NULL;
    }
    return true;
}

/* A dry run leaves nothing behind, not even an empty store. */
static bool open_store(struct import_run_state *state, struct err *err)
{
    struct cli *cli = state->cli;
    const char *path;
    if (!cli_store_path(cli, &path, err)) {
        return false;
    }
    if (state->request.dry_run && access(path, F_OK) != 0) {
        if (!scratch_make(&state->scratch, err)) {
            return false;
        }
        cli->option[OPTION_STORE] = state->scratch.path;
    }
    state->store = cli_store_open(cli, CLI_CREATE, NULL, err);
    return state->store != NULL;
}

/* --- a file's campaign ------------------------------------------------------------------------ */

static bool ask_campaign(void *context, const struct import_head *head, char *buffer, size_t size)
{
    struct import_run_state *state = context;
    if (state->quiet || !isatty(STDIN_FILENO) || !isatty(STDERR_FILENO)) {
        return false;
    }
    progress_end(&state->progress);
    fprintf(stderr, _("%s names no campaign. Its name (Enter: that of the file): "), head->name);
    fflush(stderr);
    char line[512];
    if (!fgets(line, sizeof line, stdin)) {
        return false;
    }
    struct strbuf name = STRBUF_INIT;
    utf8_sanitize(&name, line, strlen(line), size - 1);
    bool named = !name.failed && name.length > 0;
    if (named) {
        snprintf(buffer, size, "%s", strbuf_text(&name));
    }
    strbuf_free(&name);
    return named;
}

/* Callbacks get the whole state; progress has its own. */
static void show(void *context, const struct ops_progress *now)
{
    progress_show(&((struct import_run_state *)context)->progress, now);
}

static bool waiting(void *context, int seconds)
{
    struct import_run_state *state = context;
    if (seconds == 1 && !state->quiet && !state->progress.shown) {
        cli_warn(_("waiting for another program that is writing to the store"));
    }
    return progress_waiting(&state->progress, seconds) && !cancelled(cli_cancel());
}

/* --- what is said ------------------------------------------------------------------------------
 */

static void say_rejects(const struct import_run_state *state, const struct ops_imported *result)
{
    size_t said = result->reject_count < REJECTS_SAID ? result->reject_count : REJECTS_SAID;
    for (size_t i = 0; i < said; i++) {
        const struct import_reject *reject = &result->rejects[i];
        if (reject->column) {
            cli_warn("%s:%" PRIu64 ":%" PRIu64 ": %s", result->file, reject->line, reject->column,
                     reject->reason);
        } else {
            cli_warn("%s:%" PRIu64 ": %s", result->file, reject->line, reject->reason);
        }
    }
    if (result->tally.rejected > said) {
        uint64_t more = result->tally.rejected - said;
        cli_warn(state->request.file.rejects
                     ? NG_("%s: %" PRIu64 " more rejected row",
                           "%s: %" PRIu64 " more rejected rows", more)
                     : NG_("%s: %" PRIu64 " more rejected row; --rejects FILE writes them all",
                           "%s: %" PRIu64 " more rejected rows; --rejects FILE writes them all",
                           more),
                 result->file, more);
    }
}

static bool say_file(const struct import_run_state *state, const struct ops_imported *result,
                     struct err *err)
{
    const struct imported_file file = {
        .file = result->file,
        .format = result->title,
        .why = result->why,
        .rows = (int64_t)result->tally.rows,
        .rejected = (int64_t)result->tally.rejected,
        .ignored = (int64_t)result->tally.ignored,
        .rejects = result->tally.rejected ? state->request.file.rejects : NULL,
        .dry_run = state->request.dry_run,
        .repeated = result->unchanged,
        .continued = result->continued,
        .result = result->result,
        .zone = result->zone,
        .zone_asked = result->zone_asked,
        .notes = result->notes,
        .note_count = result->note_count};
    const struct imported *words = imported_file_words(state->cli->arena, &file);
    if (!words) {
        return err_memory(err);
    }
    if (result->twin) { /* said in cron, too: figures are wrong until somebody acts */
        const char *twin = imported_twin_words(state->cli->arena, result->twin);
        if (!twin) {
            return err_memory(err);
        }
        cli_warn("%s: %s", result->file, twin);
    }
    if (!state->quiet) {
        for (size_t i = 0; i < words->line_count; i++) {
            cli_say(state->cli, "%s%s", i ? "  " : "", words->lines[i]);
        }
    }
    return true;
}

/* A batch of a followed file in one line: "log.ndjson: 12 rows; 1 campaign, 2026-10-01, 3 new
 * messages". */
static void say_short(const struct import_run_state *state, const struct ops_imported *result)
{
    const struct imported_file file = {.file = result->file,
                                       .format = result->title,
                                       .rows = (int64_t)result->tally.rows,
                                       .rejected = (int64_t)result->tally.rejected,
                                       .ignored = (int64_t)result->tally.ignored,
                                       .result = result->result};
    struct arena *arena = arena_new();
    const struct imported *words = arena ? imported_file_words(arena, &file) : NULL;
    if (words && words->line_count > 2) {
        cli_say(state->cli, "%s: %s; %s", result->file, words->lines[1], words->lines[2]);
    } else if (words && words->line_count > 1) {
        cli_say(state->cli, "%s: %s", result->file, words->lines[1]);
    }
    arena_free(arena);
}

/* What the store is now: said once behind all files. */
static bool say_store(struct import_run_state *state, struct err *err)
{
    struct scope scope;
    const struct imported *words;
    struct cli *cli = state->cli;
    if (!cli_scope(cli, state->store, &scope, err) ||
        !imported_store_words(cli->arena, state->store, &scope, cli_cancel(), &words, err)) {
        return false;
    }
    cli_say(cli, "%s", "");
    for (size_t i = 0; i < words->line_count; i++) {
        cli_say(cli, "%s", words->lines[i]);
    }
    return true;
}

/* --- one file after the other ------------------------------------------------------------------
 */

static void raise_status(struct import_run_state *state, int status)
{
    state->status = status > state->status ? status : state->status;
}

static bool changed(const struct ops_imported *result)
{
    const struct ingest_result *made = &result->result;
    return !result->unchanged && (made->messages_new || made->messages_changed || made->days_new ||
                                  made->days_changed || made->facts_changed || made->notices_new);
}

/* A file that is not UTF-8: what it may be. */
static void show_encodings(const struct import_run_state *state, const struct err *err)
{
    const struct import_request *file = &state->request.file;
    struct strbuf text = STRBUF_INIT;
    if (err->code == ERR_REFUSED && file->encoding == ENCODING_AUTO &&
        strcmp(file->path, "-") != 0 && importer_encodings(file, &text)) {
        cli_warn(_("it may be one of these; take the one that reads right:"));
        fputs(strbuf_text(&text), stderr);
    }
    strbuf_free(&text);
}

/* A table that no format takes: the profile to begin with. */
static void show_guess(const struct import_run_state *state, const struct err *err)
{
    const struct import_request *file = &state->request.file;
    struct strbuf text = STRBUF_INIT;
    bool wanted;
    if (err->code == ERR_REFUSED && !file->as && !file->profile && strcmp(file->path, "-") != 0 &&
        importer_guess(file, &text, &wanted, NULL) && wanted) {
        cli_warn(_("a profile to begin with (campane import --guess FILE writes it to standard "
                   "output):"));
        fputs(strbuf_text(&text), stderr);
    }
    strbuf_free(&text);
}

static void import_one(struct import_run_state *state, const char *path)
{
    struct err err = ERR_INIT;
    struct ops_imported result;
    state->request.file.path = path;
    progress_begin(&state->progress, state->quiet, state->cli->ascii);
    bool done = ops_import_file(state->store, &state->request, state->cli->arena, &result, &err);
    progress_end(&state->progress);
    if (!done) {
        raise_status(state, cli_fail(&err));
        show_encodings(state, &err);
        show_guess(state, &err);
        return;
    }
    say_rejects(state, &result);
    if (!say_file(state, &result, &err)) {
        raise_status(state, cli_fail(&err));
    }
    state->changed |= changed(&result);
    if (result.tally.rejected &&
        (double)result.tally.rejected > state->allowed * (double)result.tally.rows) {
        raise_status(state, err_exit_status(ERR_ROWS_REJECTED));
    }
}

/* --- following a file ------------------------------------------------------------------------ */

static bool check_follow(const struct import_run_state *state, struct err *err)
{
    const struct cli *cli = state->cli;
    if (cli->operand_count > 1 || strcmp(cli->operands[0], "-") == 0) {
        return err_set(err, ERR_USAGE, "%s", _("--follow is for one file, not standard input"));
    }
    if (state->request.dry_run) {
        return err_set(err, ERR_USAGE, "%s", _("--follow and --dry-run exclude each other"));
    }
    return true;
}

static void say_batch(void *context, const struct ops_imported *batch)
{
    struct import_run_state *state = context;
    struct err err = ERR_INIT;
    say_rejects(state, batch);
    if ((double)batch->tally.rejected > state->allowed * (double)batch->tally.rows) {
        raise_status(state, err_exit_status(ERR_ROWS_REJECTED));
    }
    if (batch->unchanged) {
        return;
    }
    state->changed |= changed(batch);
    /* All of it for the first one; of the others what came. */
    bool quiet = state->quiet;
    state->quiet = quiet || state->batches > 0;
    if (!say_file(state, batch, &err)) {
        raise_status(state, cli_fail(&err));
    }
    state->quiet = quiet;
    if (!quiet && state->batches > 0) {
        say_short(state, batch);
    }
    state->batches++;
    fflush(state->cli->out);
}

static void say_event(void *context, enum follow_event event, const char *words)
{
    struct import_run_state *state = context;
    const char *file = state->request.file.path;
    if (event == FOLLOW_SKIPPED) {
        cli_warn(_("left out: %s"), words);
        raise_status(state, err_exit_status(ERR_ROWS_REJECTED));
        return;
    }
    if (state->quiet) {
        return;
    }
    switch (event) {
    case FOLLOW_WAITS_FOR_FILE:
        cli_warn(_("%s: waiting for the file to appear"), file);
        break;
    case FOLLOW_WAITS_FOR_MORE:
        cli_warn(_("%s: waiting for more of it (%s)"), file, words);
        break;
    case FOLLOW_GOES_ON:
        cli_warn(_("%s: going on where it was left"), file);
        break;
    case FOLLOW_ROTATED:
        cli_warn(_("%s: was rotated; the new file is followed now"), file);
        break;
    case FOLLOW_EMPTIED:
        cli_warn(_("%s: was emptied or written anew; it is read from its start"), file);
        break;
    case FOLLOW_SKIPPED: /* told in any case, above */
        break;
    case FOLLOW_FOUND_ROTATED:
        cli_warn(_("%s: looking into %s, which was rotated away meanwhile"), file, words);
        break;
    }
}

static int follow(struct import_run_state *state)
{
    struct err err = ERR_INIT;
    state->request.file.path = state->cli->operands[0];
    const struct ops_follow request = {.import = state->request,
                                       .interval = 1000,
                                       .took = say_batch,
                                       .tell = say_event,
                                       .context = state};
    progress_begin(&state->progress, state->quiet, state->cli->ascii);
    bool done = ops_follow(state->store, &request, &err);
    progress_end(&state->progress);
    if (!done) {
        raise_status(state, cli_fail(&err));
    }
    return state->status;
}

/* --guess: the profile of a table on standard output. */
static int guess_profile(struct import_run_state *state)
{
    struct err err = ERR_INIT;
    struct strbuf text = STRBUF_INIT;
    bool wanted;
    if (state->cli->operand_count != 1) {
        err_set(&err, ERR_USAGE, "%s", _("--guess is for one file at a time"));
        return cli_fail(&err);
    }
    state->request.file.path = state->cli->operands[0];
    if (!read_encoding(state->cli->option[OPTION_ENCODING], &state->request.file.encoding, &err)) {
        return cli_fail(&err);
    }
    bool done = importer_guess(&state->request.file, &text, &wanted, &err);
    if (done) {
        fputs(strbuf_text(&text), stdout);
    }
    strbuf_free(&text);
    return done ? 0 : cli_fail(&err);
}

static int import_all(struct import_run_state *state)
{
    struct err err = ERR_INIT;
    struct cli *cli = state->cli;
    struct cancel *cancel = cli_cancel();
    if (cli_given(cli, OPTION_GUESS)) {
        return guess_profile(state);
    }
    if (!read_options(state, &err) ||
        (cli_given(cli, OPTION_FOLLOW) && !check_follow(state, &err)) || !open_store(state, &err)) {
        return cli_fail(&err);
    }
    state->request.cancel = cancel;
    state->request.progress = show;
    state->request.ask_campaign = ask_campaign;
    state->request.waiting = waiting;
    state->request.context = state;
    if (cli_given(cli, OPTION_FOLLOW)) {
        return follow(state); /* goes on with the rejects of before, too */
    }
    if (state->request.file.rejects && !reject_file_begin(state->request.file.rejects, &err)) {
        return cli_fail(&err);
    }
    for (size_t i = 0; i < cli->operand_count && !cancelled(cancel); i++) {
        import_one(state, cli->operands[i]);
    }
    if (cancelled(cancel)) {
        return err_exit_status(ERR_CANCELLED);
    }
    if (state->changed && !state->quiet && !state->request.dry_run && !say_store(state, &err)) {
        raise_status(state, cli_fail(&err));
    }
    return state->status;
}

static int run(struct cli *cli)
{
    struct import_run_state state = {.cli = cli};
    int status = import_all(&state);
    store_close(state.store);
    if (state.changed && !state.request.dry_run) {
        cli_prepare(cli);
    }
    zone_free(state.zone);
    scratch_remove(&state.scratch);
    return status;
}

const struct command command_import = {
    .name = "import",
    .usage = "[OPTION]... FILE... | -",
    .summary = N_("Take in files: provider reports, webhook logs, daily counts, sent lists"),
    .help = N_("The format is recognized from the content; gzip is fine, - is standard input. The "
               "same file again changes nothing, a log that grew is continued, and every import "
               "can be undone (campane imports). See campane-import(5) for the formats.\n\n"
               "With --follow the file is read on as it grows, once a second, whole lines only, "
               "also when it is rotated, until Ctrl-C or SIGTERM; begun again, it goes on where it "
               "was left.\n\n"
               "Exit status: 0 taken in, 5 some rows were rejected, 6 a file was refused."),
    .options = {OPTION_AS, OPTION_PROFILE, OPTION_GUESS, OPTION_CAMPAIGN, OPTION_CHANNEL,
                OPTION_ZONE, OPTION_COUNTRY, OPTION_ENCODING, OPTION_DATE_ORDER, OPTION_DRY_RUN,
                OPTION_REJECTS, OPTION_MAX_REJECTS, OPTION_KEEP_GOING, OPTION_MANY, OPTION_FOLLOW,
                OPTION_QUIET, OPTION_ASCII},
    .operands_min = 1,
    .operands_max = SIZE_MAX,
    .examples = "  campane import provider-report.csv webhooks.ndjson.gz\n"
                "  campane import --campaign \"Diwali\" --zone Asia/Kolkata recipients.csv\n"
                "  zcat logs/*.gz | campane import --quiet -\n"
                "  campane import --follow /var/log/whatsapp/webhooks.ndjson\n",
    .run = run,
};
