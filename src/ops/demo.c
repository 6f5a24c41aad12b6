/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ops/demo.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "ops/scratch.h"

struct demo {
    struct scratch scratch;
    struct clock clock;
};

void demo_free(struct demo *demo)
{
    if (demo) {
        scratch_remove(&demo->scratch);
        mem_free(demo);
    }
}

const char *demo_path(const struct demo *demo)
{
    return demo->scratch.path;
}

const struct clock *demo_clock(const struct demo *demo)
{
    return &demo->clock;
}

/* One line of the manifest: a file with its options, or a setting of the whole. */
struct entry {
    char file[PATH_MAX];
    char *campaign, *channel;
};

/* "NAME [--campaign TEXT] [--channel TEXT]": the options run to the next one or the line's end. */
static bool parse_entry(const char *folder, char *line, struct entry *entry)
{
    char *options = strstr(line, " --");
    entry->campaign = entry->channel = NULL;
    while (options) {
        *options = '\0';
        char *option = options + 3;
        char *next = strstr(option, " --");
        char *value = strchr(option, ' ');
        if (!value || (next && value >= next)) {
            return false;
        }
        if (next) {
            *next = '\0';
        }
        *value++ = '\0';
        if (strcmp(option, "campaign") == 0) {
            entry->campaign = value;
        } else if (strcmp(option, "channel") == 0) {
            entry->channel = value;
        } else {
            return false;
        }
        options = next;
    }
    int length = snprintf(entry->file, sizeof entry->file, "%s/%s", folder, line);
    return length > 0 && (size_t)length < sizeof entry->file;
}

static bool import_entry(struct store *store, const struct entry *entry, struct cancel *cancel,
                         struct err *err)
{
    struct arena *arena = arena_new();
    if (!arena) {
        return err_memory(err);
    }
    struct ops_import request = {
        .file = {.path = entry->file, .campaign = entry->campaign, .channel = entry->channel},
        .cancel = cancel};
    struct ops_imported result;
    bool ok = ops_import_file(store, &request, arena, &result, err);
    arena_free(arena);
    return ok;
}

static bool broken(struct err *err, const char *path, uint64_t line)
{
    err_set(err, ERR_REFUSED, _("the sample's manifest is not understood"));
    return err_at(err, path, line, 1);
}

struct setup {
    struct demo *demo;
    struct store *store;
    char zone[64];
};

/* The store is made with the first file; it follows the clock, which each "now" pins anew. */
static bool obey(struct setup *setup, const char *folder, char *line, const char *manifest,
                 uint64_t number, struct cancel *cancel, struct err *err)
{
    struct entry entry;
    if (strncmp(line, "zone ", 5) == 0) {
        snprintf(setup->zone, sizeof setup->zone, "%.60s", line + 5);
        return true;
    }
    if (strncmp(line, "now ", 4) == 0) {
        struct zone *zone = zone_load(setup->zone, err);
        bool ok = zone && clock_pin(&setup->demo->clock, line + 4, zone, err);
        zone_free(zone);
        return ok;
    }
    if (!setup->store) {
        struct store_options options = {.path = setup->demo->scratch.path,
                                        .create = true,
                                        .zone = setup->zone,
                                        .clock = &setup->demo->clock};
        setup->store = store_open(&options, err);
    }
    if (!setup->store) {
        return false;
    }
    return parse_entry(folder, line, &entry) ? import_entry(setup->store, &entry, cancel, err)
                                             : broken(err, manifest, number);
}

static bool fill(struct demo *demo, const char *folder, struct cancel *cancel, struct err *err)
{
    char manifest[PATH_MAX], line[1024];
    struct setup setup = {.demo = demo, .zone = "UTC"};
    int length = snprintf(manifest, sizeof manifest, "%s/manifest", folder);
    FILE *file = length > 0 && (size_t)length < sizeof manifest ? fopen(manifest, "r") : NULL;
    if (!file) {
        return err_errno(err, ERR_IO, errno, _("the sample campaigns are missing: %s"), manifest);
    }
    bool ok = true;
    for (uint64_t number = 1; ok && fgets(line, sizeof line, file); number++) {
        line[strcspn(line, "\r\n")] = '\0';
        ok = line[0] == '\0' || line[0] == '#' ||
             obey(&setup, folder, line, manifest, number, cancel, err);
    }
    ok = ok && (setup.store || broken(err, manifest, 1));
    fclose(file);
    store_close(setup.store);
    return ok;
}

struct demo *demo_new(const char *sample_folder, struct cancel *cancel, struct err *err)
{
    struct demo *demo = mem_new(1, sizeof *demo);
    if (!demo) {
        err_memory(err);
        return NULL;
    }
    demo->clock = (struct clock)CLOCK_SYSTEM;
    if (!scratch_make(&demo->scratch, err) || !fill(demo, sample_folder, cancel, err)) {
        demo_free(demo);
        return NULL;
    }
    return demo;
}
