/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/calc.h"

#include <string.h>

#include "base/i18n.h"
#include "cli/calc_value.h"

const struct calc_method calc_methods[] = {
#define METHOD(name, parameters, help) {#name, parameters, help, calc_##name},
#include "cli/calc_method.def"
#undef METHOD
};

const size_t calc_method_count = ARRAY_COUNT(calc_methods);

const struct calc_method *calc_find(const char *name)
{
    for (size_t i = 0; i < calc_method_count; i++) {
        if (strcmp(calc_methods[i].name, name) == 0) {
            return &calc_methods[i];
        }
    }
    return NULL;
}

/* Whether a name stands among the parameters, in brackets or not. */
static bool takes(const struct calc_method *method, const char *name)
{
    size_t length = strlen(name);
    for (const char *at = method->parameters; *at;) {
        size_t word = strcspn(at, " ");
        size_t bracket = at[0] == '[';
        if (word - 2 * bracket == length && strncmp(at + bracket, name, length) == 0) {
            return true;
        }
        at += word;
        at += strspn(at, " ");
    }
    return false;
}

static void check_names(struct calc *calc, const struct calc_method *method)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, calc->in)
    {
        if (!takes(method, item->string)) {
            calc_wrong(calc, _("%s has no \"%s\"; it takes %s"), method->name, item->string,
                       method->parameters);
        }
    }
    for (const char *at = method->parameters; *at;) {
        size_t word = strcspn(at, " ");
        char name[32] = "";
        memcpy(name, at, word < sizeof name ? word : sizeof name - 1);
        if (at[0] != '[' && !cJSON_GetObjectItemCaseSensitive(calc->in, name)) {
            calc_wrong(calc, _("\"%s\" is missing; %s takes %s"), name, method->name,
                       method->parameters);
        }
        at += word;
        at += strspn(at, " ");
    }
}

static void print(const cJSON *object, struct strbuf *out)
{
    char *text = object ? cJSON_PrintUnformatted(object) : NULL;
    if (text) {
        strbuf_puts(out, text);
        cJSON_free(text);
    } else {
        out->failed = true;
    }
}

void calc_error(const char *text, struct strbuf *out)
{
    cJSON *object = cJSON_CreateObject();
    if (object && !cJSON_AddStringToObject(object, "error", text)) {
        out->failed = true;
    }
    print(object, out);
    cJSON_Delete(object);
}

bool calc_run(const struct calc_method *method, const cJSON *in, struct strbuf *out)
{
    struct calc calc = {.in = in, .out = cJSON_CreateObject(), .arena = arena_new()};
    bool memory = calc.out && calc.arena;
    if (!memory) {
        out->failed = true;
    } else if (!cJSON_IsObject(in)) {
        calc_wrong(&calc, "%s", _("a case must be an object of parameters"));
    } else {
        check_names(&calc, method);
    }
    if (memory && !calc.failed) {
        method->run(&calc);
    }
    if (calc.failed && calc.err.code == ERR_MEMORY) {
        out->failed = true;
    } else if (calc.failed) {
        calc_error(calc.err.text, out);
    } else if (memory) {
        print(calc.out, out);
    }
    cJSON_Delete(calc.out);
    arena_free(calc.arena);
    return !calc.failed;
}
