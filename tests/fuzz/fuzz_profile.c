/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Profiles of any bytes: refused with a sentence, or whole; read twice they are the same.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "import/profile_rules.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool true_thing)
{
    if (!true_thing) {
        abort();
    }
}

static void check_rule(const struct profile *profile, const struct profile_rule *rule)
{
    must(rule->record > 0 && (rule->record & (rule->record - 1)) == 0);
    must(rule->record_count > 0);
    for (size_t i = 0; i < rule->field_count; i++) {
        const struct profile_field *field = &rule->fields[i];
        must(field->field >= 0 && field->field < FIELD_COUNT);
        must(field_belongs(field->field, rule->record));
        must(field->column > 0 || (field->from_count > 0 && field->from[0].name[0]));
        must(!profile->json || field->column == 0);
        for (size_t j = 0; j < i; j++) {
            must(rule->fields[j].field != field->field);
        }
    }
    for (size_t i = 0; i < rule->constant_count; i++) {
        must(rule->constants[i].text != NULL);
    }
}

static void check_profile(const struct profile *profile)
{
    must(profile->name[0] && profile->title[0] && strlen(profile->digest) == 16);
    must(profile->rule_count > 0 && profile->rule_count <= PROFILE_RULES_MAX);
    for (size_t i = 0; i < profile->rule_count; i++) {
        check_rule(profile, &profile->rules[i]);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct err err = ERR_INIT;
    struct arena *arena = arena_new();
    const struct profile *profile = profile_parse(arena, (const char *)data, size, "fuzz", &err);
    if (profile) {
        check_profile(profile);
        const struct profile *again = profile_parse(arena, (const char *)data, size, "fuzz", &err);
        must(again && strcmp(profile->digest, again->digest) == 0);
    } else {
        must(err.code == ERR_REFUSED && err.text[0]);
        must(utf8_valid(err.text, strlen(err.text), NULL));
    }
    arena_free(arena);
    return 0;
}
