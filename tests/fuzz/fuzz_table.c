/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whole imports of tables over any bytes, by every format that takes them and, where a zero byte
 * parts the input, by the profile that stands before it.
 */
#include <stdint.h>
#include <string.h>

#include "fuzz/format_run.h"
#include "import/profile.h"
#include "import/registry.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void run_formats(const char *text, size_t length)
{
    static const char *const ids[] = {"messages",  "sent",       "daily",
                                      "campaigns", "recipients", "summary"};
    struct arena *arena = arena_new();
    bool memory = false;
    struct sniff sniff = {.text = text, .length = length, .whole = true};
    sniff.csv = csv_sniff(arena, text, length, &memory);
    for (size_t i = 0; sniff.csv && i < ARRAY_COUNT(ids); i++) {
        const struct import_format *format = registry_by_id(ids[i]);
        if (format_sniff(format, &sniff) > 0) {
            format_run_twice(format, NULL, text, length);
        }
    }
    arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    const char *zero = size ? memchr(text, 0, size) : NULL;
    if (!zero || text[0] != '{') {
        run_formats(text, size);
        return 0;
    }
    struct err err = ERR_INIT;
    struct arena *arena = arena_new();
    const struct profile *profile = profile_parse(arena, text, (size_t)(zero - text), "fuzz", &err);
    if (profile) {
        format_run_twice(registry_by_id("profile"), profile, zero + 1,
                         size - (size_t)(zero + 1 - text));
    }
    arena_free(arena);
    return 0;
}
