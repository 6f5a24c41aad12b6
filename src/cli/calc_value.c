/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/calc_value.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "text/format.h"

/* Doubles hold every whole number up to here. */
#define WHOLE_MAX 9007199254740992.0

void calc_wrong(struct calc *calc, const char *format, ...)
{
    if (!calc->failed) {
        char words[256];
        va_list args;
        va_start(args, format);
        vsnprintf(words, sizeof words, format, args);
        va_end(args);
        err_set(&calc->err, ERR_ROWS_REJECTED, "%s", words);
        calc->failed = true;
    }
}

static void *array_of(struct calc *calc, size_t count, size_t size)
{
    void *array = calc->failed ? NULL : arena_alloc(calc->arena, count, size);
    if (!array && !calc->failed) {
        err_memory(&calc->err);
        calc->failed = true;
    }
    return array;
}

bool calc_stop(struct calc *calc)
{
    return calc->failed || (calc->negative && !calc_ok(calc, STATS_DATA_ERROR));
}

/* --- parameters ------------------------------------------------------------------------------- */

static const cJSON *member(const struct calc *calc, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(calc->in, name);
}

static double number_of(struct calc *calc, const cJSON *item, const char *name)
{
    if (!cJSON_IsNumber(item) || !isfinite(item->valuedouble)) {
        calc_wrong(calc, _("\"%s\" must be a number"), name);
        return 0;
    }
    return item->valuedouble;
}

static uint64_t count_of(struct calc *calc, const cJSON *item, const char *name)
{
    double value = number_of(calc, item, name);
    if (value != floor(value) || fabs(value) > WHOLE_MAX) {
        calc_wrong(calc, _("\"%s\" must be a whole number up to 2^53"), name);
    } else if (value < 0) {
        calc->negative = true;
    } else {
        return (uint64_t)value;
    }
    return 0;
}

double calc_number(struct calc *calc, const char *name, double fallback)
{
    const cJSON *item = member(calc, name);
    return item ? number_of(calc, item, name) : fallback;
}

double calc_share(struct calc *calc, const char *name, double fallback)
{
    double value = calc_number(calc, name, fallback);
    if (!(value > 0 && value < 1)) {
        calc_wrong(calc, _("\"%s\" must lie between 0 and 1"), name);
    }
    return value;
}

double calc_rate(struct calc *calc, const char *name)
{
    double value = calc_number(calc, name, 0);
    if (!(value >= 0 && value <= 1)) {
        calc_wrong(calc, _("\"%s\" must be a rate of 0 to 1"), name);
    }
    return value;
}

double calc_positive(struct calc *calc, const char *name, double fallback)
{
    double value = calc_number(calc, name, fallback);
    if (!(value > 0)) {
        calc_wrong(calc, _("\"%s\" must be more than 0"), name);
    }
    return value;
}

uint64_t calc_count(struct calc *calc, const char *name)
{
    const cJSON *item = member(calc, name);
    return item ? count_of(calc, item, name) : 0;
}

struct stats_count calc_pair(struct calc *calc, const char *x, const char *n)
{
    uint64_t successes = calc_count(calc, x);
    return (struct stats_count){successes, calc_count(calc, n)};
}

const char *calc_word(struct calc *calc, const char *name)
{
    const cJSON *item = member(calc, name);
    if (!cJSON_IsString(item)) {
        calc_wrong(calc, _("\"%s\" must be a word"), name);
        return "";
    }
    return item->valuestring;
}

/* A member that is an array; NULL with *count 0 otherwise. */
static const cJSON *array_member(struct calc *calc, const char *name, size_t *count)
{
    const cJSON *array = member(calc, name);
    *count = 0;
    if (!array) {
        return NULL;
    }
    int size = cJSON_IsArray(array) ? cJSON_GetArraySize(array) : 0;
    if (size <= 0) {
        calc_wrong(calc, _("\"%s\" must be a list of numbers"), name);
        return NULL;
    }
    *count = (size_t)size;
    return array;
}

const double *calc_numbers(struct calc *calc, const char *name, size_t *count)
{
    const cJSON *array = array_member(calc, name, count);
    double *values = array ? array_of(calc, *count, sizeof *values) : NULL;
    if (!values) {
        *count = 0;
        return NULL;
    }
    size_t i = 0;
    const cJSON *item;
    cJSON_ArrayForEach(item, array)
    {
        values[i++] = number_of(calc, item, name);
    }
    return values;
}

const uint64_t *calc_counts(struct calc *calc, const char *name, size_t *count)
{
    const cJSON *array = array_member(calc, name, count);
    uint64_t *values = array ? array_of(calc, *count, sizeof *values) : NULL;
    if (!values) {
        *count = 0;
        return NULL;
    }
    size_t i = 0;
    const cJSON *item;
    cJSON_ArrayForEach(item, array)
    {
        values[i++] = count_of(calc, item, name);
    }
    return values;
}

const struct stats_count *calc_pairs(struct calc *calc, const char *x, const char *n, size_t *count)
{
    size_t others;
    const uint64_t *successes = calc_counts(calc, x, count);
    const uint64_t *people = calc_counts(calc, n, &others);
    if (*count != others) {
        calc_wrong(calc, _("\"%s\" and \"%s\" must be of the same length"), x, n);
    }
    struct stats_count *pairs = successes && people ? array_of(calc, *count, sizeof *pairs) : NULL;
    for (size_t i = 0; pairs && i < *count; i++) {
        pairs[i] = (struct stats_count){successes[i], people[i]};
    }
    *count = pairs ? *count : 0;
    return pairs;
}

const uint64_t *calc_rows(struct calc *calc, const char *name, size_t width, size_t *count)
{
    const cJSON *array = array_member(calc, name, count);
    uint64_t *values = array ? array_of(calc, *count, width * sizeof *values) : NULL;
    size_t i = 0;
    const cJSON *row, *item;
    if (!values) {
        *count = 0;
        return NULL;
    }
    cJSON_ArrayForEach(row, array)
    {
        if (!cJSON_IsArray(row) || cJSON_GetArraySize(row) != (int)width) {
            calc_wrong(calc, _("\"%s\" must be a list of lists of %zu numbers"), name, width);
            break;
        }
        cJSON_ArrayForEach(item, row)
        {
            values[i++] = count_of(calc, item, name);
        }
    }
    return values;
}

/* --- results ---------------------------------------------------------------------------------- */

/* cJSON's own numbers may miss the last digit. */
cJSON *calc_double(double value)
{
    char words[FORMAT_SIZE];
    return cJSON_CreateRaw(format_double(value, words));
}

void calc_add(struct calc *calc, const char *name, cJSON *item)
{
    if (calc->failed || !item || !cJSON_AddItemToObject(calc->out, name, item)) {
        cJSON_Delete(item);
        if (!calc->failed) {
            err_memory(&calc->err);
            calc->failed = true;
        }
    }
}

bool calc_ok(struct calc *calc, enum stats_status status)
{
    if (status != STATS_OK) {
        calc_add(calc, "status", cJSON_CreateString(stats_status_name(status)));
    }
    return status == STATS_OK;
}

void calc_put(struct calc *calc, const char *name, double value)
{
    calc_add(calc, name, calc_double(value));
}

void calc_put_bool(struct calc *calc, const char *name, bool value)
{
    calc_add(calc, name, cJSON_CreateBool(value));
}

void calc_put_null(struct calc *calc, const char *name)
{
    calc_add(calc, name, cJSON_CreateNull());
}

void calc_put_known(struct calc *calc, const char *name, bool known, double value)
{
    if (known) {
        calc_put(calc, name, value);
    } else {
        calc_put_null(calc, name);
    }
}

void calc_put_array(struct calc *calc, const char *name, const double *values, size_t count)
{
    cJSON *array = cJSON_CreateArray();
    for (size_t i = 0; array && i < count; i++) {
        cJSON *item = calc_double(values[i]);
        if (!item || !cJSON_AddItemToArray(array, item)) {
            cJSON_Delete(item);
            cJSON_Delete(array);
            array = NULL;
        }
    }
    calc_add(calc, name, array);
}
