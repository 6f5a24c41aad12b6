/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The main of a fuzz target in a plain build: runs it over each file of its corpus
 * ($srcdir/tests/fuzz/corpus/FUZZ_TARGET) and over an empty input, one line "ok - NAME" each. A
 * finding ends the program, as it does under the fuzzer.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The file's bytes in a block of exactly their size, so that a byte too far is noticed. */
static uint8_t *read_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0) {
        return NULL;
    }
    long length = ftell(file);
    rewind(file);
    uint8_t *data = malloc(length > 0 ? (size_t)length : 1);
    *size = data && length > 0 ? fread(data, 1, (size_t)length, file) : 0;
    fclose(file);
    return data;
}

static int not_hidden(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

int main(void)
{
    char folder[2048], path[4096];
    const char *srcdir = getenv("srcdir");
    struct dirent **entries;
    snprintf(folder, sizeof folder, "%s/tests/fuzz/corpus/%s", srcdir ? srcdir : ".", FUZZ_TARGET);
    int count = scandir(folder, &entries, not_hidden, alphasort);
    if (count <= 0) {
        printf("not ok - %s: no corpus in %s\n", FUZZ_TARGET, folder);
        return 1;
    }
    int failed = 0;
    LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
    printf("ok - %s/(nothing)\n", FUZZ_TARGET);
    for (int i = 0; i < count; i++) {
        size_t size;
        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        uint8_t *data = read_file(path, &size);
        if (!data) {
            failed++;
            printf("not ok - %s/%s: cannot be read\n", FUZZ_TARGET, entries[i]->d_name);
        } else {
            fprintf(stderr, "%s\n", path); /* the last one named is the one that ended it */
            LLVMFuzzerTestOneInput(data, size);
            printf("ok - %s/%s\n", FUZZ_TARGET, entries[i]->d_name);
        }
        free(data);
        free(entries[i]);
    }
    free(entries);
    return failed ? 1 : 0;
}
