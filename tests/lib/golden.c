/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/golden.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ui/canvas/dump.h"

/* The next line of a text and its length; false at the end. */
static bool next_line(const char **text, const char **line, size_t *length)
{
    if (!**text) {
        return false;
    }
    *line = *text;
    *length = strcspn(*text, "\n");
    *text += *length + ((*text)[*length] == '\n');
    return true;
}

/* Lines that differ, place by place. */
static void print_difference(const char *name, const char *old, const char *new)
{
    print_error("--- golden/%s\n+++ now\n", name);
    for (int number = 1;; number++) {
        const char *a = NULL, *b = NULL;
        size_t a_length = 0, b_length = 0;
        bool has_a = next_line(&old, &a, &a_length);
        bool has_b = next_line(&new, &b, &b_length);
        if (!has_a && !has_b) {
            return;
        }
        if (has_a == has_b && a_length == b_length && memcmp(a, b, a_length) == 0) {
            continue;
        }
        if (has_a) {
            print_error("%4d -%.*s\n", number, (int)a_length, a);
        }
        if (has_b) {
            print_error("%4d +%.*s\n", number, (int)b_length, b);
        }
    }
}

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    if (!file || fputs(text, file) == EOF || fclose(file)) {
        fail_msg("%s: %s", path, strerror(errno));
    }
}

void golden_text(const char *name, const char *text)
{
    char relative[256];
    snprintf(relative, sizeof relative, "tests/ui/golden/%s", name);
    const char *path = check_path(relative);
    const char *update = getenv("UPDATE_GOLDENS");
    bool updating = update && strcmp(update, "1") == 0;
    char *old = access(path, R_OK) == 0 ? check_read(path, NULL) : NULL;
    if (old && strcmp(old, text) == 0) {
        free(old);
        return;
    }
    print_difference(name, old ? old : "", text);
    free(old);
    if (!updating) {
        fail_msg("golden/%s differs; `make update-goldens` takes the new one", name);
    }
    write_file(path, text);
}

void golden_canvas(const char *name, const struct canvas *canvas)
{
    char file[128];
    struct strbuf out = STRBUF_INIT;
    dump_canvas(&out, canvas);
    assert_false(out.failed);
    snprintf(file, sizeof file, "%s.txt", name);
    golden_text(file, strbuf_text(&out));
    strbuf_free(&out);
}
