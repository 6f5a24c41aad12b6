/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Walks the questions of question.def: their answers are at most three keys away from the start,
 * and one command away.
 */
#include <cjson/cJSON.h>
#include <stdlib.h>

#include "lib/term_harness.h"
#include "lib/view_sample.h"
#include "ops/demo.h"

enum { KEYS_MOST = 3, QUESTIONS = 15 };

struct way {
    const char *question; /* NULL: of the one before */
    const char *keys, *screen, *command, *text, *json, *value;
};

static const struct way ways[] = {
#define ASK(question) {question, NULL, NULL, NULL, NULL, NULL, NULL},
#define WAY(keys, screen, command, text, json, value)                                              \
    {NULL, keys, screen, command, text, json, value},
#include "lib/question.def"
#undef ASK
#undef WAY
};

static struct view_sample sample;
static char now[32];

/* Keys in the form of term_harness.h. */
static int count_keys(const char *keys)
{
    int count = 0;
    for (; *keys; keys++) {
        const char *end = *keys == '<' ? strchr(keys, '>') : NULL;
        keys = end ? end : keys;
        count++;
    }
    return count;
}

static void every_question_is_near(void **state)
{
    (void)state;
    int questions = 0;
    for (size_t i = 0; i < ARRAY_COUNT(ways); i++) {
        bool asks = ways[i].question != NULL;
        questions += asks;
        assert_true(asks || count_keys(ways[i].keys) <= KEYS_MOST);
        /* A question has a way. */
        assert_true(!asks || (i + 1 < ARRAY_COUNT(ways) && !ways[i + 1].question));
    }
    assert_int_equal(questions, QUESTIONS);
    assert_int_equal(count_keys("5<S-Tab>v"), 3);
    assert_int_equal(count_keys("5vvv"), 4);
}

/* --- on the screen --------------------------------------------------------------------------- */

static void keys_lead_to_answers(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(ways); i++) {
        if (ways[i].question) {
            print_message("%s\n", ways[i].question);
            continue;
        }
        const char *argv[] = {"./campane", "--store", demo_path(sample.demo), "--now", now, NULL};
        const struct harness_options options = {.argv = argv, .columns = 120, .rows = 40};
        struct harness *harness = harness_start(&options);
        harness_wait_text(harness, "34 campaigns");
        harness_settle(harness);
        for (const char *rest = ways[i].keys; *rest;) {
            char key[16];
            const char *end = *rest == '<' ? strchr(rest, '>') + 1 : rest + 1;
            snprintf(key, sizeof key, "%.*s", (int)(end - rest), rest);
            harness_keys(harness, key);
            harness_settle(harness);
            rest = end;
        }
        harness_wait_text(harness, ways[i].screen);
        harness_free(harness);
    }
}

/* --- by command ------------------------------------------------------------------------------ */

/* What a command prints; to be freed. */
static char *output_of(const char *command, const char *more)
{
    char line[1024];
    size_t size = 1 << 23, length = 0;
    char *out = malloc(size);
    assert_non_null(out);
    snprintf(line, sizeof line, "./campane --store '%s' --now %s %s %s", demo_path(sample.demo),
             now, command, more);
    FILE *pipe = popen(line, "r");
    assert_non_null(pipe);
    length = fread(out, 1, size - 1, pipe);
    out[length] = '\0';
    assert_true(length < size - 1);
    assert_int_equal(pclose(pipe), 0);
    return out;
}

/* "rows.0.key"; NULL: there is none. */
static const cJSON *at_path(const cJSON *json, const char *path)
{
    while (json && *path) {
        size_t length = strcspn(path, ".");
        char part[64];
        snprintf(part, sizeof part, "%.*s", (int)length, path);
        json = cJSON_IsArray(json) ? cJSON_GetArrayItem(json, atoi(part))
                                   : cJSON_GetObjectItemCaseSensitive(json, part);
        path += length + (path[length] == '.');
    }
    return json;
}

static bool says(const cJSON *json, const char *value)
{
    char number[32];
    if (!json || cJSON_IsNull(json)) {
        return false;
    }
    snprintf(number, sizeof number, "%.10g", json->valuedouble);
    return !value || strcmp(cJSON_IsString(json) ? json->valuestring : number, value) == 0;
}

static void commands_answer(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(ways); i++) {
        if (ways[i].question) {
            continue;
        }
        char *text = output_of(ways[i].command, "");
        char *document = output_of(ways[i].command, "--format json");
        cJSON *json = cJSON_Parse(document);
        bool good = strstr(text, ways[i].text) && says(at_path(json, ways[i].json), ways[i].value);
        if (!good) {
            print_error("campane %s\n%.4000s\n%s: %.200s\n", ways[i].command, text, ways[i].json,
                        document);
        }
        cJSON_Delete(json);
        free(document);
        free(text);
        assert_true(good);
    }
}

/* --------------------------------------------------------------------------------------------- */

static int setup(void **state)
{
    (void)state;
    view_sample_open(&sample);
    setenv("TZ", "Europe/Berlin", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    snprintf(now, sizeof now, "2026-10-31T18:30");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    view_sample_close(&sample);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_question_is_near),
        cmocka_unit_test(keys_lead_to_answers),
        cmocka_unit_test(commands_answer),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
