/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whole files: each tests/fixtures/import/NAME.csv, NAME.ndjson and NAME.doc.json has a NAME.expect
 * with what importing it says.
 * The first line of an .expect may be "options: key=value …" (as, campaign, channel, country, zone,
 * profile: a file beside it). CAMPANE_UPDATE=1 writes the .expect files anew; look at the
 * difference before it is kept.
 */
#include "lib/check.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "import/profile.h"
#include "lib/import_lines.h"

#define FOLDER    "tests/fixtures/import"
#define FILES_MAX 400

struct setting {
    char as[64], campaign[64], channel[64], country[8], zone[64], profile[64];
    char line[512];
};

static void set_option(struct setting *setting, const char *key, const char *value)
{
    const struct {
        const char *key;
        char *place;
        size_t size;
    } places[] = {{"as", setting->as, sizeof setting->as},
                  {"campaign", setting->campaign, sizeof setting->campaign},
                  {"channel", setting->channel, sizeof setting->channel},
                  {"country", setting->country, sizeof setting->country},
                  {"zone", setting->zone, sizeof setting->zone},
                  {"profile", setting->profile, sizeof setting->profile}};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        if (strcmp(key, places[i].key) == 0) {
            snprintf(places[i].place, places[i].size, "%s", value);
            return;
        }
    }
    fail_msg("unknown option %s", key);
}

static const char *after_options(const char *expect, struct setting *setting)
{
    memset(setting, 0, sizeof *setting);
    if (strncmp(expect, "options: ", 9) != 0) {
        return expect;
    }
    const char *end = strchr(expect, '\n');
    snprintf(setting->line, sizeof setting->line, "%.*s", (int)(end - expect), expect);
    char copy[sizeof setting->line];
    snprintf(copy, sizeof copy, "%s", setting->line + 9);
    for (char *word = strtok(copy, " "); word; word = strtok(NULL, " ")) {
        char *sign = strchr(word, '=');
        assert_non_null(sign);
        *sign = '\0';
        set_option(setting, word, sign + 1);
    }
    return end + 1;
}

static const char *or_null(const char *text)
{
    return text[0] ? text : NULL;
}

static const char *const endings[] = {".csv", ".ndjson", ".doc.json"};

/* Which of them the file of that name has. */
static const char *ending_of(const char *name)
{
    char path[4096];
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        snprintf(path, sizeof path, "%s/%s%s", check_path(FOLDER), name, endings[i]);
        if (access(path, R_OK) == 0) {
            return endings[i];
        }
    }
    return "";
}

static void import_file(const char *name, const struct setting *setting, struct strbuf *out)
{
    struct err err = ERR_INIT;
    char path[4096];
    snprintf(path, sizeof path, "%s", check_path(FOLDER));
    snprintf(path + strlen(path), sizeof path - strlen(path), "/%s%s", name, ending_of(name));
    struct import_request request = import_lines_request(path);
    request.as = or_null(setting->as);
    request.campaign = or_null(setting->campaign);
    request.channel = or_null(setting->channel);
    request.country = or_null(setting->country);
    struct zone *zone = setting->zone[0] ? zone_load(setting->zone, &err) : NULL;
    struct arena *arena = arena_new();
    assert_non_null(arena);
    request.zone = zone ? zone : request.zone;
    bool ready = true;
    if (setting->profile[0]) {
        char profile[4096];
        snprintf(profile, sizeof profile, "%s/%s", check_path(FOLDER), setting->profile);
        request.profile = profile_load(arena, profile, &err);
        ready = request.profile != NULL;
    }
    check_ok(ready, &err);
    import_lines(&request, out);
    zone_free(zone);
    arena_free(arena);
}

static void test_file(void **state)
{
    const char *name = *state;
    struct setting setting;
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.expect", check_path(FOLDER), name);
    FILE *there = fopen(path, "r");
    char *expect = there ? check_read(path, NULL) : calloc(1, 1);
    if (there) {
        fclose(there);
    }
    assert_non_null(expect);
    struct strbuf got = STRBUF_INIT;
    const char *lines = after_options(expect, &setting);
    import_file(name, &setting, &got);
    if (getenv("CAMPANE_UPDATE")) {
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        fprintf(file, "%s%s%s", setting.line, setting.line[0] ? "\n" : "", strbuf_text(&got));
        fclose(file);
    } else {
        assert_string_equal(strbuf_text(&got), lines);
    }
    strbuf_free(&got);
    free(expect);
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

int main(void)
{
    static char *names[FILES_MAX];
    static struct CMUnitTest tests[FILES_MAX];
    size_t count = 0;
    DIR *folder = opendir(check_path(FOLDER));
    if (!folder) {
        return 2;
    }
    for (struct dirent *entry; (entry = readdir(folder)) && count < FILES_MAX;) {
        size_t length = strlen(entry->d_name);
        for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
            size_t size = strlen(endings[i]);
            if (length > size && strcmp(entry->d_name + length - size, endings[i]) == 0) {
                names[count] = strdup(entry->d_name);
                names[count++][length - size] = '\0';
            }
        }
    }
    closedir(folder);
    qsort(names, count, sizeof *names, compare_names);
    for (size_t i = 0; i < count; i++) {
        tests[i] = (struct CMUnitTest){
            .name = names[i], .test_func = test_file, .initial_state = names[i]};
    }
    int failed = _cmocka_run_group_tests("import files", tests, count, NULL, NULL);
    for (size_t i = 0; i < count; i++) {
        free(names[i]);
    }
    return failed;
}
