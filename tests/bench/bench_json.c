/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Measures, on the lines of one file, in one run: reading them, the pull parser over every token,
 * and cJSON building its trees. Usage: bench_json FILE [ROUNDS]   (3 rounds; the best of each
 * counts)
 */
#include <cjson/cJSON.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "import/json_pull.h"
#include "import/lines.h"

enum work { WORK_LINES, WORK_PULL, WORK_CJSON, WORK_COUNT };

struct result {
    double seconds;
    uint64_t bytes, lines, tokens, refused;
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static uint64_t pull(const struct line *line, struct result *result)
{
    struct json_pull json;
    json_pull_init(&json, line->text, line->length);
    uint64_t tokens = 0;
    for (;; tokens++) {
        enum json_token token = json_pull_next(&json);
        if (token == JSON_DONE) {
            return tokens;
        }
        if (token == JSON_ERROR) {
            result->refused++;
            return tokens;
        }
    }
}

static bool run(const char *path, enum work work, struct result *result)
{
    struct err err = ERR_INIT;
    char words[512];
    struct line line;
    *result = (struct result){0};
    double begin = now();
    struct byte_source *source = byte_source_open(path, NULL, ENCODING_AUTO, NULL, &err);
    struct lines *lines = source ? lines_new(source, &err) : NULL;
    enum lines_step step = LINES_FAILED;
    while (lines && (step = lines_next(lines, &line, &err)) == LINES_LINE) {
        result->lines++;
        result->bytes += line.length + 1;
        if (work == WORK_PULL) {
            result->tokens += pull(&line, result);
        } else if (work == WORK_CJSON) {
            cJSON *tree = cJSON_ParseWithLength(line.text, line.length);
            result->refused += tree ? 0 : 1;
            cJSON_Delete(tree);
        }
    }
    result->seconds = now() - begin;
    lines_free(lines);
    byte_source_free(source);
    if (step == LINES_FAILED) {
        fprintf(stderr, "bench_json: %s\n", err_format(&err, words, sizeof words));
    }
    return step == LINES_END;
}

int main(int argc, char **argv)
{
    static const char *const names[WORK_COUNT] = {"lines", "lines + pull", "lines + cJSON"};
    struct result best[WORK_COUNT] = {{0}};
    int rounds = argc > 2 ? atoi(argv[2]) : 3;
    if (argc < 2 || rounds < 1) {
        fputs("usage: bench_json FILE [ROUNDS]\n", stderr);
        return 2;
    }
    for (int round = 0; round < rounds; round++) {
        for (int work = 0; work < WORK_COUNT; work++) {
            struct result result;
            if (!run(argv[1], (enum work)work, &result)) {
                return 1;
            }
            if (round == 0 || result.seconds < best[work].seconds) {
                best[work] = result;
            }
        }
    }
    for (int work = 0; work < WORK_COUNT; work++) {
        printf("%-14s %8.3f s %8.0f MB/s %10" PRIu64 " lines %10" PRIu64 " refused\n", names[work],
               best[work].seconds, (double)best[work].bytes / 1e6 / best[work].seconds,
               best[work].lines, best[work].refused);
    }
    double reading = best[WORK_LINES].seconds;
    printf("pull / cJSON: %.3f with reading, %.3f without\n",
           best[WORK_PULL].seconds / best[WORK_CJSON].seconds,
           (best[WORK_PULL].seconds - reading) / (best[WORK_CJSON].seconds - reading));
    return 0;
}
