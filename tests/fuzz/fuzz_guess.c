/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The profile that is guessed for any table is one that can be read, says the same when it is
 * guessed again, and reads the table it was guessed for without breaking.
 */
#include <stdint.h>
#include <string.h>

#include "fuzz/format_run.h"
#include "import/profile.h"
#include "import/profile_guess.h"
#include "import/registry.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_by(const struct strbuf *guess, struct arena *arena, const char *text,
                    size_t length)
{
    struct err err = ERR_INIT;
    const struct profile *profile = profile_parse(arena, guess->data, guess->length, "guess", &err);
    must(profile != NULL);
    format_run_twice(registry_by_id("profile"), profile, text, length);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    struct strbuf guess = STRBUF_INIT, again = STRBUF_INIT;
    struct arena *arena = arena_new();
    bool any = false, memory = false;
    struct sniff sniff = {.text = text, .length = size, .whole = true, .arena = arena};
    sniff.csv = csv_sniff(arena, text, size, &memory);
    bool done = profile_guess(&sniff, "table", &guess, &any, &memory);
    must(!memory && done == (sniff.csv != NULL) && (done || !any));
    if (done) {
        must(profile_guess(&sniff, "table", &again, &any, &memory));
        must(guess.length > 0 && strcmp(guess.data, again.data) == 0);
        must(utf8_valid(guess.data, guess.length, NULL));
    }
    if (any) {
        read_by(&guess, arena, text, size);
    }
    strbuf_free(&guess);
    strbuf_free(&again);
    arena_free(arena);
    return 0;
}
