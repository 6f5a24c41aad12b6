/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/monkey_steps.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ui/keymap/keymap.h"

/* --- reading --------------------------------------------------------------------------------- */

static bool parse_bytes(const char *hex, struct step *step)
{
    unsigned byte;
    int used;
    while (*hex && sscanf(hex, "%2x%n", &byte, &used) == 1 && used == 2) {
        step->text[step->length++] = (char)byte;
        hex += 2;
    }
    return *hex == '\0';
}

bool step_parse(const char *line, struct step *step)
{
    static const struct {
        const char *name, *format;
        int numbers;
    } kinds[STEP_KINDS] = {
        [STEP_KEYS] = {"keys ", NULL, 0},    [STEP_BYTES] = {"bytes ", NULL, 0},
        [STEP_RESIZE] = {"size ", "xy", 2},  [STEP_CLICK] = {"click ", "xy", 2},
        [STEP_WHEEL] = {"wheel ", "xyn", 3}, [STEP_LOOK] = {"look", "", 0},
        [STEP_STOP] = {"stop", "", 0},       [STEP_SIGNAL] = {"signal ", "n", 1},
        [STEP_IMPORT] = {"import ", "n", 1}, [STEP_UNDO] = {"undo ", "n", 1},
    };
    memset(step, 0, sizeof *step);
    for (int kind = 0; kind < STEP_KINDS; kind++) {
        size_t length = strlen(kinds[kind].name);
        if (strncmp(line, kinds[kind].name, length) != 0) {
            continue;
        }
        step->kind = (enum step_kind)kind;
        if (kind == STEP_BYTES) {
            return parse_bytes(line + length, step);
        }
        if (kind == STEP_KEYS) {
            step->length = (size_t)snprintf(step->text, sizeof step->text, "%s", line + length);
            return step->length < sizeof step->text;
        }
        int numbers[3];
        if (kinds[kind].numbers && sscanf(line + length, "%d %d %d", &numbers[0], &numbers[1],
                                          &numbers[2]) != kinds[kind].numbers) {
            return false;
        }
        for (int i = 0; kinds[kind].format[i]; i++) {
            char which = kinds[kind].format[i];
            *(which == 'x' ? &step->x : which == 'y' ? &step->y : &step->number) = numbers[i];
        }
        return true;
    }
    return false;
}

/* Steps that others are away, then there; steps of a thousand that are not theirs. */
enum { CALM = 150, CHANGES = 968 };

/* --- by chance ------------------------------------------------------------------------------- */

static uint64_t next_random(struct step_source *source)
{
    uint64_t z = source->state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

static int below(struct step_source *source, int most)
{
    return (int)(next_random(source) % (unsigned)most);
}

void step_source_init(struct step_source *source, uint64_t seed)
{
    memset(source, 0, sizeof *source);
    source->state = seed;
    source->columns = 80;
    source->rows = 24;
    for (int id = 0; id < ACTION_COUNT; id++) {
        const char *keys = action_info((enum action)id)->keys;
        /* Ctrl-Z is a step of its own: what comes behind it has to wait. */
        while (*keys && id != ACTION_SUSPEND) {
            size_t length = strcspn(keys, " ");
            if (length > 0 && length < 8 && source->count < ARRAY_COUNT(source->keys)) {
                snprintf(source->keys[source->count++], sizeof source->keys[0],
                         length > 1 || *keys == '<' ? "<%.*s>" : "%.*s", (int)length, keys);
            }
            keys += length + (keys[length] == ' ');
        }
    }
}

/* One that leaves is taken seldom: most of the time the monkey shall be inside. */
static const char *a_key(struct step_source *source)
{
    const char *key = source->keys[below(source, (int)source->count)];
    bool leaves = strcmp(key, "Q") == 0 || strcmp(key, "<C-c>") == 0 || strcmp(key, "q") == 0;
    return leaves && below(source, 8) ? "j" : key;
}

static void add_keys(struct step_source *source, char line[STEP_LINE])
{
    int count = below(source, 8) ? 1 : 2 + below(source, 30);
    snprintf(line, STEP_LINE, "keys ");
    for (int i = 0; i < count; i++) {
        size_t used = strlen(line);
        snprintf(line + used, STEP_LINE - used, "%s", a_key(source));
    }
}

static void add_text(struct step_source *source, char line[STEP_LINE])
{
    static const char *const texts[] = {
        "/diwali<Enter>",
        "/ctr <lt> 15% and sent > 1k<Enter>",
        "/((",
        "/~\"é",
        "/grade(ctr) in (",
        ":export",
        ":theme<Enter>",
        ":sort",
        "i./<Tab>",
        "iothers.csv<Enter>",
        "ix<Tab><Tab>",
        "2<Space>j<Space>=",
        "3n",
        "3P<Tab>",
        "8E",
        "8EX<Tab>9<Enter>",
        "2E",
        "2 jE<Tab>é<Tab>vip,-x<Enter>",
        "2E<Right><Down><Right><Enter>y",
        "2jE<Up><Tab><Tab><Tab><Tab>a,<Enter>y",
        "2GE<Down><Down><Down><Down><Down><Down><Down><Down><Right><Enter>y",
        "2g<Space><Space>M<Enter>",
        "2G<Space>k<Space>kMj<Enter>y",
        "M<Down><Enter><Esc>",
        "2c<Space>J<Enter>",
        "2e",
        "e<Enter>",
        "9x",
        "9xy",
        "T<Down><Down><Enter>",
        "?/copy",
        "p<Down><Enter>",
        "p2026-09-01 2026-09-30<Enter>",
        "日本語 é",
        "🎉👩‍👩‍👧ว",
        "العربية",
        "2/sent > 1k<Enter>F<Down><Enter>",
        "2llls",
        "5v<Down><Enter>",
        "7/gut<Enter>",
        "2yY",
        "U",
        "2<Enter>",
        "4w+t",
        "B<Down><Enter>",
        "b",
        "<Esc><Esc><Esc>1"};
    snprintf(line, STEP_LINE, "keys %s", texts[below(source, (int)ARRAY_COUNT(texts))]);
}

/* Halves of sequences, answers nobody asked for, bytes that are no text. */
static void add_bytes(struct step_source *source, char line[STEP_LINE])
{
    static const char *const known[] = {"1b5b",
                                        "1b4f",
                                        "1b5b313b",
                                        "1b5b4d202020",
                                        "1b5d31313b",
                                        "1b5b3c303b3939393b3939394d",
                                        "c3",
                                        "f09f",
                                        "80",
                                        "ff",
                                        "1b5b3230307e6a6a1b5b3230317e",
                                        "00",
                                        "1b1b1b",
                                        "7f",
                                        "1b5b3f323032363b322479"};
    if (below(source, 2)) {
        snprintf(line, STEP_LINE, "bytes %s", known[below(source, (int)ARRAY_COUNT(known))]);
        return;
    }
    int count = 1 + below(source, 12);
    snprintf(line, STEP_LINE, "bytes ");
    for (int i = 0; i < count; i++) {
        int byte = below(source, 256);
        size_t used = strlen(line);
        /* No Ctrl-Z, Ctrl-C, Ctrl-S by accident. */
        snprintf(line + used, STEP_LINE - used, "%02x", byte < 32 && byte != 27 ? 'x' : byte);
    }
}

static void add_size(struct step_source *source, char line[STEP_LINE])
{
    static const int usual[][2] = {{80, 24}, {120, 40}, {60, 16}, {200, 60}, {40, 12}, {20, 5}};
    int which = below(source, 12);
    if (which < (int)ARRAY_COUNT(usual)) {
        source->columns = usual[which][0];
        source->rows = usual[which][1];
    } else {
        source->columns = 2 + below(source, 240);
        source->rows = 2 + below(source, 70);
    }
    snprintf(line, STEP_LINE, "size %d %d", source->columns, source->rows);
}

void step_next(struct step_source *source, char line[STEP_LINE])
{
    int x = below(source, source->columns);
    int y = below(source, source->rows);
    /* Others come and go: what is drawn anew is compared while nobody changes the store. */
    bool calm = source->made++ / CALM % 2 == 1;
    int which = below(source, calm ? CHANGES : 1000);
    if (which < 620) {
        add_keys(source, line);
    } else if (which < 760) {
        add_text(source, line);
    } else if (which < 790) {
        add_bytes(source, line);
    } else if (which < 850) {
        add_size(source, line);
    } else if (which < 890) {
        snprintf(line, STEP_LINE, "click %d %d", x, y);
    } else if (which < 920) {
        snprintf(line, STEP_LINE, "wheel %d %d %d", x, y, below(source, 2));
    } else if (which < 945) {
        snprintf(line, STEP_LINE, "look");
    } else if (which < 960) {
        snprintf(line, STEP_LINE, "stop");
    } else if (which < CHANGES) {
        static const int numbers[] = {15, 2, 1};
        snprintf(line, STEP_LINE, "signal %d", numbers[below(source, 3)]);
    } else if (which < 990) {
        snprintf(line, STEP_LINE, "import %d", below(source, 1000));
    } else {
        snprintf(line, STEP_LINE, "undo %d", 1 + below(source, 40));
    }
}

/* --- shorter --------------------------------------------------------------------------------- */

struct lines {
    char **list;
    size_t count;
};

static bool read_lines(const char *path, struct lines *lines)
{
    char line[STEP_LINE + 2];
    FILE *file = fopen(path, "r");
    if (!file) {
        return false;
    }
    size_t room = 0;
    while (fgets(line, sizeof line, file)) {
        if (lines->count == room) {
            room = room * 2 + 64;
            char **grown = realloc(lines->list, room * sizeof *grown);
            if (!grown) {
                abort();
            }
            lines->list = grown;
        }
        lines->list[lines->count++] = strdup(line);
    }
    fclose(file);
    return true;
}

/* All lines but those from `from` to `to`. */
static bool write_lines(const char *path, const struct lines *lines, size_t from, size_t to)
{
    FILE *file = fopen(path, "w");
    for (size_t i = 0; file && i < lines->count; i++) {
        if (i < from || i >= to) {
            fputs(lines->list[i], file);
        }
    }
    return file && fclose(file) == 0;
}

static bool fails(const char *self, const char *path)
{
    int status;
    pid_t child = fork();
    if (child == 0) {
        int null = open("/dev/null", O_RDWR);
        dup2(null, STDOUT_FILENO);
        dup2(null, STDERR_FILENO);
        setenv("CAMPANE_MONKEY_REPLAY", path, 1);
        execl(self, self, (char *)NULL);
        _exit(0);
    }
    return child > 0 && waitpid(child, &status, 0) == child &&
           !(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

int step_shrink(const char *self, const char *file)
{
    struct lines lines = {NULL, 0};
    char shorter[4096];
    char trial[4128];
    char absolute[4096];
    if (!realpath(file, absolute) || !read_lines(absolute, &lines) ||
        snprintf(shorter, sizeof shorter, "%s.short", absolute) >= (int)sizeof shorter) {
        fprintf(stderr, "%s cannot be read\n", file);
        return 2;
    }
    snprintf(trial, sizeof trial, "%s.trial", shorter);
    if (!fails(self, absolute)) {
        fprintf(stderr, "these %zu steps do no harm when they are taken again\n", lines.count);
        return 1;
    }
    for (size_t part = (lines.count + 1) / 2; part > 0; part = part > 1 ? (part + 1) / 2 : 0) {
        for (size_t from = 0; from < lines.count;) {
            size_t to = from + part < lines.count ? from + part : lines.count;
            if (!write_lines(trial, &lines, from, to) || !fails(self, trial)) {
                from = to;
                continue;
            }
            memmove(lines.list + from, lines.list + to, (lines.count - to) * sizeof *lines.list);
            lines.count -= to - from;
            fprintf(stderr, "%zu steps\n", lines.count);
        }
    }
    unlink(trial);
    if (!write_lines(shorter, &lines, 0, 0)) {
        return 2;
    }
    printf("%zu steps in %s\n", lines.count, shorter);
    return 0;
}
