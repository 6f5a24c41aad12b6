/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every format's real reader over any bytes. The first byte says which: a format by its letter, a
 * shipped profile by its own, or the one that recognises the rest. What is named in this table and
 * what there is must be the same, so that nothing new goes without.
 */
#include <stdint.h>
#include <string.h>

#include "fuzz/format_run.h"
#include "import/profile.h"
#include "import/profile_shipped.h"
#include "import/registry.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define FIRST   'A' /* the letter of the first reader; the corpus depends on their order: append */
#define PROFILE "profile:"

/* "": whatever recognises it. */
static const char *const readers[] = {
    "",                   /* A */
    "webhook",            /* B */
    "template_analytics", /* C */
    "account_analytics",  /* D */
    "ga4",                /* E */
    "shopify",            /* F */
    "woocommerce",        /* G */
    "orders",             /* H */
    "clicks",             /* I */
    "feedback",           /* J */
    "rates",              /* K */
    "sent",               /* L */
    "messages",           /* M */
    "daily",              /* N */
    "campaigns",          /* O */
    "recipients",         /* P */
    "summary",            /* Q */
    PROFILE "aws",        /* R */
    PROFILE "brevo",
    PROFILE "connectly",
    PROFILE "gupshup",
    PROFILE "gupshup-enterprise",
    PROFILE "infobip",
    PROFILE "interakt",
    PROFILE "kaleyra",
    PROFILE "kapso",
    PROFILE "kapso-broadcasts",
    PROFILE "sinch",
    PROFILE "sinch-whatsapp",
    PROFILE "twilio",
    PROFILE "twilio-console",
    PROFILE "vonage",
    PROFILE "vonage-analytics",
    PROFILE "wati",
    PROFILE "wolkvox",
    PROFILE "ycloud",
};

static const struct profile *profiles[ARRAY_COUNT(readers)]; /* read once */

static bool is_named(const char *prefix, const char *id, size_t length)
{
    size_t before = strlen(prefix);
    for (size_t i = 0; i < ARRAY_COUNT(readers); i++) {
        if (strncmp(readers[i], prefix, before) == 0 &&
            strncmp(readers[i] + before, id, length) == 0 && !readers[i][before + length]) {
            return true;
        }
    }
    return false;
}

/* Load the profiles, and look whether the table is whole. */
static void prepare(void)
{
    struct err err = ERR_INIT;
    static struct arena *arena; /* for as long as the program runs */
    arena = arena_new();
    for (size_t i = 0; i < ARRAY_COUNT(readers); i++) {
        const char *name = readers[i] + strlen(PROFILE);
        if (strncmp(readers[i], PROFILE, strlen(PROFILE)) == 0) {
            profiles[i] = profile_load(arena, name, &err);
            must(profiles[i] != NULL);
        }
    }
    size_t count;
    const struct import_format *const *formats = registry_formats(&count);
    for (size_t i = 0; i < count; i++) {
        must(is_named("", formats[i]->id, strlen(formats[i]->id)) ||
             strcmp(formats[i]->id, "profile") == 0);
    }
    const char *file;
    for (size_t i = 0; (file = profile_shipped_file(i)) != NULL; i++) {
        const char *name = strchr(file, '/') + 1;
        must(is_named(PROFILE, name, strlen(name) - strlen(".json")));
    }
}

/* As an import does that nobody told what the file is. */
static void recognize(const char *text, size_t length)
{
    struct err err = ERR_INIT;
    struct strbuf why = STRBUF_INIT;
    struct arena *arena = arena_new();
    const struct profile *profile = NULL;
    bool memory = false;
    struct sniff sniff = {
        .text = text, .length = length, .whole = true, .arena = arena, .profile = &profile};
    sniff.csv = csv_sniff(arena, text, length, &memory);
    const struct import_format *format = registry_recognize(&sniff, &why, &err);
    if (format) {
        must(why.length > 0);
        format_run_twice(format, format == registry_by_id("profile") ? profile : NULL, text,
                         length);
    } else {
        must(err.code == ERR_REFUSED && err.text[0]);
    }
    strbuf_free(&why);
    arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool prepared;
    if (!prepared) {
        prepare();
        prepared = true;
    }
    if (size == 0) {
        return 0;
    }
    size_t reader = (uint8_t)(data[0] - FIRST) % ARRAY_COUNT(readers);
    const char *text = (const char *)data + 1;
    if (!readers[reader][0]) {
        recognize(text, size - 1);
    } else if (profiles[reader]) {
        format_run_twice(registry_by_id("profile"), profiles[reader], text, size - 1);
    } else {
        const struct import_format *format = registry_by_id(readers[reader]);
        must(format != NULL);
        format_run_twice(format, NULL, text, size - 1);
    }
    return 0;
}
