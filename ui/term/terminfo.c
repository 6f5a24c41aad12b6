/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/term/terminfo.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ui/term/library.h"

#include <term.h>

/* NULL where the terminal has none. */
static const char *capability(const char *name)
{
    const char *text = tigetstr(name);
    return text == (const char *)-1 ? NULL : text;
}

/* Append a capability without its padding ("$<5>"). */
static void add(char sequence[TERMINFO_SIZE], const char *text)
{
    size_t used = strlen(sequence);
    while (text && *text && used + 1 < TERMINFO_SIZE) {
        if (text[0] == '$' && text[1] == '<' && strchr(text, '>')) {
            text = strchr(text, '>') + 1;
            continue;
        }
        sequence[used++] = *text++;
    }
    sequence[used] = '\0';
}

static void add_all(char sequence[TERMINFO_SIZE], const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        add(sequence, capability(names[i]));
    }
}

/* Wheel and clicks, in the form that has no limit of columns where curses reads it. */
#define MOUSE_ON     "\033[?1000h\033[?1006h"
#define MOUSE_ON_OLD "\033[?1000h"
#define MOUSE_OFF    "\033[?1006l\033[?1000l"

/* As curses asked for at the start: it reads the form that kmous begins, and no other. */
static const char *mouse_on(void)
{
    const char *begins = capability("kmous");
    return begins && strncmp(begins, "\033[M", 3) == 0 ? MOUSE_ON_OLD : MOUSE_ON;
}

static void make_leave(char sequence[TERMINFO_SIZE], bool mouse, bool bidi)
{
    static const char *const names[] = {"sgr0", "op", "rmkx"};
    sequence[0] = '\0';
    add(sequence, mouse ? MOUSE_OFF : NULL);
    add(sequence, bidi ? BIDI_IMPLICIT : NULL);
    add_all(sequence, names, ARRAY_COUNT(names));
    /* Without a second screen the shell goes on below what was drawn. */
    const char *leave = capability("rmcup");
    add(sequence, leave && *leave ? leave : "\r\n");
    add(sequence, capability("cnorm"));
}

static void make_enter(char sequence[TERMINFO_SIZE], bool mouse, bool bidi)
{
    /* Whatever had the terminal meanwhile may have left it in insert mode or without wrapping. */
    static const char *const names[] = {"smcup", "sgr0", "rmir", "smam", "smkx", "civis"};
    sequence[0] = '\0';
    add_all(sequence, names, ARRAY_COUNT(names));
    add(sequence, mouse ? mouse_on() : NULL);
    add(sequence, bidi ? BIDI_EXPLICIT : NULL);
    const char *place = capability("cup");
    add(sequence, place ? tiparm(place, 0, 0) : NULL);
}

/* "Sync" is no capability of X/Open: terminals that have it name it in their own entries. 1 begins,
 * 2 ends. Of those that do not, only relatives of xterm are asked: others might show the question.
 */
static void find_sync(struct terminfo *info)
{
    const char *sync = capability("Sync");
    info->sync_begin[0] = info->sync_end[0] = '\0';
    info->ask_sync = !sync && tigetflag("XT") > 0;
    if (sync && strstr(sync, "%p1")) {
        snprintf(info->sync_begin, sizeof info->sync_begin, "%s", tiparm(sync, 1));
        snprintf(info->sync_end, sizeof info->sync_end, "%s", tiparm(sync, 2));
    }
}

enum terminfo_verdict terminfo_look(bool mouse, bool bidi, struct terminfo *info)
{
    int status = 0;
    if (setupterm(NULL, STDOUT_FILENO, &status) != OK) {
        return TERMINFO_UNKNOWN;
    }
    bool can_place = capability("cup") != NULL;
    if (can_place) {
        make_leave(info->leave, mouse, bidi);
        make_enter(info->enter, mouse, bidi);
        info->show[0] = '\0';
        add(info->show, capability("cnorm"));
        find_sync(info);
    }
    del_curterm(cur_term);
    return can_place ? TERMINFO_FINE : TERMINFO_NO_CURSOR;
}

const char *terminfo_library(void)
{
    return curses_version();
}
