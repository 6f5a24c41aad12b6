/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/strbuf.h"
#include "cli/calc.h"
#include "cli/command.h"
#include "config/document.h"

/* A document that is not one case a line is read whole, up to here. */
#define WHOLE_MAX (64U * 1024 * 1024)

struct session {
    struct cli *cli;
    const struct calc_method *method;
    const char *name; /* of the input, for messages */
    FILE *in;
    struct strbuf line; /* of output, cleared for each case */
    uint64_t cases, wrong;
};

static bool end_case(struct session *session, bool fine, struct err *err)
{
    session->cases++;
    session->wrong += !fine;
    if (session->line.failed) {
        return err_memory(err);
    }
    fprintf(session->cli->out, "%s\n", strbuf_text(&session->line));
    strbuf_clear(&session->line);
    return true;
}

static bool run_case(struct session *session, const cJSON *in, struct err *err)
{
    return end_case(session, calc_run(session->method, in, &session->line), err);
}

/* A line of text that is no JSON. */
static bool bad_line(struct session *session, const struct err *mistake, uint64_t line,
                     struct err *err)
{
    struct err placed = *mistake;
    char words[1024];
    placed.line = line;
    calc_error(err_format(&placed, words, sizeof words), &session->line);
    return end_case(session, false, err);
}

/* What a document may be: parameters; a case of the vector files ("in" holds the parameters); a
 * list of those; a file of them (all methods, or one: "cases"). NULL: it is one case and *in it. */
static const cJSON *list_of(const struct session *session, const cJSON *root, const cJSON **in)
{
    const cJSON *methods = cJSON_GetObjectItemCaseSensitive(root, "methods");
    const cJSON *method =
        methods ? cJSON_GetObjectItemCaseSensitive(methods, session->method->name) : root;
    const cJSON *cases = cJSON_GetObjectItemCaseSensitive(method, "cases");
    *in = root;
    return cJSON_IsArray(root) ? root : cJSON_IsArray(cases) ? cases : NULL;
}

static bool run_one(struct session *session, const cJSON *item, struct err *err)
{
    const cJSON *in = cJSON_GetObjectItemCaseSensitive(item, "in");
    return run_case(session, cJSON_IsObject(in) ? in : item, err);
}

static bool run_document(struct session *session, const cJSON *root, struct err *err)
{
    const cJSON *in, *item;
    const cJSON *list = list_of(session, root, &in);
    if (!list) {
        return run_one(session, in, err);
    }
    cJSON_ArrayForEach(item, list)
    {
        if (!run_one(session, item, err)) {
            return false;
        }
    }
    return true;
}

/* Parse and run a text; *parsed: it was JSON, else *mistake says where not. False: memory. */
static bool run_text(struct session *session, const char *text, size_t length, bool *parsed,
                     struct err *mistake, struct err *err)
{
    struct document document;
    *parsed = document_parse(&document, session->name, text, length, mistake);
    if (!*parsed) {
        if (mistake->code == ERR_MEMORY) {
            *err = *mistake;
            return false;
        }
        return true;
    }
    bool done = run_document(session, document.root, err);
    document_free(&document);
    return done;
}

static bool blank(const char *text)
{
    return text[strspn(text, " \t\r\n")] == '\0';
}

static bool read_failed(const struct session *session, struct err *err)
{
    return err_set(err, ERR_IO, _("cannot read %s"), session->name);
}

/* The first line is no JSON of its own: the rest belongs to it, or each line is a case. */
static bool run_whole(struct session *session, struct strbuf *text, struct err *err)
{
    char block[65536];
    size_t got;
    while (text->length <= WHOLE_MAX && (got = fread(block, 1, sizeof block, session->in)) > 0) {
        strbuf_add(text, block, got);
    }
    if (ferror(session->in)) {
        return read_failed(session, err);
    }
    if (text->failed) {
        return err_memory(err);
    }
    if (text->length > WHOLE_MAX) {
        return err_set(err, ERR_REFUSED, _("%s is too large for one document"), session->name);
    }
    bool parsed;
    struct err mistake = ERR_INIT;
    if (!run_text(session, strbuf_text(text), text->length, &parsed, &mistake, err)) {
        return false;
    }
    if (parsed) {
        return true;
    }
    uint64_t number = 0;
    for (char *at = text->data; at && *at;) {
        size_t length = strcspn(at, "\n");
        char *next = at[length] ? at + length + 1 : at + length;
        at[length] = '\0';
        number++;
        if (!blank(at)) {
            struct err here = ERR_INIT;
            if (!run_text(session, at, length, &parsed, &here, err) ||
                (!parsed && !bad_line(session, &here, number, err))) {
                return false;
            }
        }
        at = next;
    }
    return true;
}

static bool run_lines(struct session *session, struct err *err)
{
    char *line = NULL;
    size_t size = 0;
    ssize_t length;
    uint64_t number = 0;
    bool done = true, whole = false;
    while (done && !whole && (length = getline(&line, &size, session->in)) >= 0) {
        bool parsed = true;
        struct err mistake = ERR_INIT;
        number++;
        if (blank(line)) {
            continue;
        }
        done = run_text(session, line, (size_t)length, &parsed, &mistake, err);
        if (done && !parsed && session->cases == 0) {
            struct strbuf text = STRBUF_INIT;
            strbuf_repeat(&text, '\n', (size_t)(number - 1));
            strbuf_add(&text, line, (size_t)length);
            done = run_whole(session, &text, err);
            strbuf_free(&text);
            whole = true;
        } else if (done && !parsed) {
            done = bad_line(session, &mistake, number, err);
        }
    }
    free(line);
    return done && (!ferror(session->in) || read_failed(session, err));
}

static bool run_file(struct session *session, const char *path, struct err *err)
{
    bool standard = strcmp(path, "-") == 0;
    session->name = standard ? _("standard input") : path;
    session->in = standard ? stdin : fopen(path, "r");
    if (!session->in) {
        return read_failed(session, err);
    }
    bool done = run_lines(session, err);
    if (!standard) {
        fclose(session->in);
    }
    return done;
}

static int list_methods(const struct cli *cli)
{
    for (size_t i = 0; i < calc_method_count; i++) {
        const struct calc_method *method = &calc_methods[i];
        cli_say(cli, "%-16s%s", method->name, method->parameters);
        cli_say(cli, "%16s%s", "", _(method->help));
    }
    return 0;
}

static int run(struct cli *cli)
{
    struct err err = ERR_INIT;
    if (cli->operand_count == 0) {
        return list_methods(cli);
    }
    struct session session = {.cli = cli, .method = calc_find(cli->operands[0])};
    if (!session.method) {
        return cli_usage(cli, _("there is no method \"%s\"; campane calc lists them"),
                         cli->operands[0]);
    }
    bool done = true;
    for (size_t i = 1; done && i < cli->operand_count; i++) {
        done = run_file(&session, cli->operands[i], &err);
    }
    if (cli->operand_count == 1) {
        done = run_file(&session, "-", &err);
    }
    strbuf_free(&session.line);
    if (!done) {
        return cli_fail(&err);
    }
    if (session.wrong) {
        err_set(&err, ERR_ROWS_REJECTED, _("cases with an error: %llu of %llu"),
                (unsigned long long)session.wrong, (unsigned long long)session.cases);
        return cli_fail(&err);
    }
    return 0;
}

#define METHOD(name, parameters, help) "  " #name ": " parameters "\n"

const struct command command_calc = {
    .name = "calc",
    .usage = "[METHOD [FILE]...]",
    .summary = N_("The statistics as a calculator: JSON cases in, JSON results out"),
    .help =
        N_("Reads one JSON object of parameters per line (from standard input, or from files) "
           "and prints one result per line. A list of objects, a case with its parameters in "
           "\"in\", and a whole file of such cases are taken too. Where data have no answer the "
           "result is a status; a case that is wrong gives an \"error\" and exit status 5. "
           "Without a method the methods are listed with what they answer."),
    .lines =
#include "cli/calc_method.def"
        ,
    .operands_max = SIZE_MAX,
    .examples = "  campane calc\n"
                "  echo '{\"xa\":200,\"na\":1000,\"xb\":230,\"nb\":1000}' | campane calc z_pooled\n"
                "  campane calc wilson cases.ndjson\n",
    .run = run,
};
#undef METHOD
