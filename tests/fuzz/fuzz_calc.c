/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The calculator over any JSON: up to the first blank stands a number that picks the method, behind
 * it the case. Whatever comes in, one JSON object comes out, finite numbers and null alone in it.
 */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli/calc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool true_thing)
{
    if (!true_thing) {
        abort();
    }
}

static void check_finite(const cJSON *item)
{
    must(!cJSON_IsNumber(item) || isfinite(item->valuedouble));
    const cJSON *child;
    cJSON_ArrayForEach(child, item)
    {
        check_finite(child);
    }
}

/* Long lists take long in methods that look at all pairs: that is no find. */
static bool short_lists(const cJSON *item)
{
    const cJSON *child;
    cJSON_ArrayForEach(child, item)
    {
        if ((cJSON_IsArray(child) && cJSON_GetArraySize(child) > 60) || !short_lists(child)) {
            return false;
        }
    }
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t blank = 0, which = 0;
    while (blank < size && data[blank] != ' ') {
        which = which * 10 + data[blank] % 16;
        blank++;
    }
    if (blank >= size) {
        return 0;
    }
    cJSON *in = cJSON_ParseWithLength((const char *)data + blank, size - blank);
    if (in && short_lists(in)) {
        struct strbuf out = STRBUF_INIT;
        bool fine = calc_run(&calc_methods[which % calc_method_count], in, &out);
        cJSON *result = cJSON_Parse(strbuf_text(&out));
        must(cJSON_IsObject(result) && !strchr(strbuf_text(&out), '\n'));
        must(fine == !cJSON_HasObjectItem(result, "error"));
        check_finite(result);
        cJSON_Delete(result);
        strbuf_free(&out);
    }
    cJSON_Delete(in);
    return 0;
}
