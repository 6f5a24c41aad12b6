/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/term_harness.h"

#include "text/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

#if defined(HAVE_PTY_H)
#include <pty.h>
#elif defined(HAVE_UTIL_H)
#include <util.h>
#elif defined(HAVE_LIBUTIL_H)
#include <libutil.h>
#endif

#if defined(__SANITIZE_ADDRESS__)
enum { DEADLINE = 30000 };
#else
enum { DEADLINE = 10000 };
#endif
enum { SILENCE = 50, NOTHING = 300, MOST_ENV = 64 };

/* What the tiny shell tells, and is told. */
enum told { TOLD_STARTED = 's', TOLD_STOPPED = 'z', TOLD_ENDED = 'e', TELL_CONTINUE = 'c' };
struct message {
    char kind;
    int number; /* process id, or wait status */
};

struct harness {
    int master;
    int told, tell; /* pipes from and to the shell */
    pid_t shell, program;
    struct termios before;
    VTerm *vterm;
    VTermScreen *screen;
    bool stopped, ended;
    int status;
    struct harness_state state;
    uint64_t bytes_at_send;
    harness_tap *tap;
    void *tap_user;
    char last[4096]; /* bytes that came, the newest at the end */
    int csi;         /* how far into an escape sequence the raw bytes are */
    char parameters[32];
    char *row;
    char *text;
};

static int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* --- the tiny shell -------------------------------------------------------------------------- */

static void tell(int fd, char kind, int number)
{
    struct message message = {.kind = kind, .number = number};
    if (write(fd, &message, sizeof message) != (ssize_t)sizeof message) {
        _exit(99);
    }
}

static void run_program(const char *const *argv, char *const *env, int go)
{
    char byte;
    if (read(go, &byte, 1) != 1) {
        _exit(98);
    }
    static const int numbers[] = {SIGTTOU, SIGTTIN, SIGTSTP, SIGINT, SIGQUIT, SIGCHLD, SIGPIPE};
    for (size_t i = 0; i < ARRAY_COUNT(numbers); i++) {
        signal(numbers[i], SIG_DFL);
    }
    execve(argv[0], (char *const *)(uintptr_t)argv, env);
    fprintf(stderr, "%s: %s\n", argv[0], strerror(errno));
    _exit(97);
}

static void wait_for_word(int listen)
{
    char byte;
    if (read(listen, &byte, 1) != 1 || byte != TELL_CONTINUE) {
        _exit(0); /* the harness is done */
    }
}

/* Session leader: starts the program as a job, says what becomes of it, continues it. */
static void run_shell(const char *const *argv, char *const *env, int told, int listen)
{
    signal(SIGTTOU, SIG_IGN);
    int go[2];
    if (pipe(go) != 0) {
        _exit(96);
    }
    pid_t program = fork();
    if (program == 0) {
        close(go[1]);
        close(told);
        close(listen);
        run_program(argv, env, go[0]);
    }
    setpgid(program, program);
    tcsetpgrp(STDIN_FILENO, program);
    tell(told, TOLD_STARTED, program);
    close(go[0]);
    wait_for_word(listen);
    if (write(go[1], "g", 1) != 1) {
        _exit(95);
    }
    close(go[1]);
    for (;;) {
        int status;
        if (waitpid(program, &status, WUNTRACED) < 0) {
            _exit(94);
        }
        tcsetpgrp(STDIN_FILENO, getpgrp());
        tell(told, WIFSTOPPED(status) ? TOLD_STOPPED : TOLD_ENDED, status);
        wait_for_word(listen);
        tcsetpgrp(STDIN_FILENO, program);
        kill(-program, SIGCONT);
    }
}

/* --- starting -------------------------------------------------------------------------------- */

struct environment {
    char *list[MOST_ENV + 1];
    int count;
};

static void env_remove(struct environment *env, const char *name, size_t length)
{
    for (int i = 0; i < env->count; i++) {
        if (strncmp(env->list[i], name, length) == 0 && env->list[i][length] == '=') {
            free(env->list[i]);
            env->list[i--] = env->list[--env->count];
            env->list[env->count] = NULL;
        }
    }
}

static void env_add(struct environment *env, const char *name, const char *value)
{
    env_remove(env, name, strlen(name));
    assert_true(env->count < MOST_ENV);
    char *entry = malloc(strlen(name) + strlen(value) + 2);
    assert_non_null(entry);
    sprintf(entry, "%s=%s", name, value);
    env->list[env->count++] = entry;
    env->list[env->count] = NULL;
}

static void make_environment(struct environment *env, const struct harness_options *options)
{
    static const char *const kept[] = {"PATH",          "HOME",     "TMPDIR",
                                       "srcdir",        "builddir", "ASAN_OPTIONS",
                                       "UBSAN_OPTIONS", "TZ",       "LSAN_OPTIONS"};
    static const char *const own[] = {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"};
    for (size_t i = 0; i < ARRAY_COUNT(kept); i++) {
        const char *value = getenv(kept[i]);
        if (value) {
            env_add(env, kept[i], value);
        }
    }
    for (size_t i = 0; i < ARRAY_COUNT(own); i++) {
        char folder[700];
        snprintf(folder, sizeof folder, "%s/%s", check_folder(), own[i]);
        env_add(env, own[i], folder);
    }
    env_add(env, "TERM", options->term ? options->term : "xterm-256color");
    env_add(env, "LC_ALL", options->locale ? options->locale : "C.UTF-8");
    for (const char *const *more = options->env; more && *more; more++) {
        const char *sign = strchr(*more, '=');
        if (!sign) {
            env_remove(env, *more, strlen(*more));
            continue;
        }
        char name[64];
        snprintf(name, sizeof name, "%.*s", (int)(sign - *more), *more);
        env_add(env, name, sign + 1);
    }
}

static int on_property(VTermProp property, VTermValue *value, void *user)
{
    struct harness *harness = user;
    switch (property) {
    case VTERM_PROP_CURSORVISIBLE:
        harness->state.cursor_visible = value->boolean;
        break;
    case VTERM_PROP_ALTSCREEN:
        harness->state.alternate_screen = value->boolean;
        break;
    case VTERM_PROP_MOUSE:
        harness->state.mouse = value->number != VTERM_PROP_MOUSE_NONE;
        break;
    case VTERM_PROP_CURSORBLINK:
    case VTERM_PROP_TITLE:
    case VTERM_PROP_ICONNAME:
    case VTERM_PROP_REVERSE:
    case VTERM_PROP_CURSORSHAPE:
    case VTERM_N_PROPS:
    default:
        break;
    }
    return 1;
}

static void write_all(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = write(fd, bytes, length);
        if (written < 0 && errno != EINTR && errno != EAGAIN) {
            return; /* nobody reads any more: what waits for an answer will say so */
        }
        bytes += written > 0 ? written : 0;
        length -= written > 0 ? (size_t)written : 0;
    }
}

/* Answers of the terminal to what the program asks. */
static void on_answer(const char *bytes, size_t length, void *user)
{
    struct harness *harness = user;
    write_all(harness->master, bytes, length);
}

static void make_vterm(struct harness *harness, int columns, int rows)
{
    static const VTermScreenCallbacks callbacks = {.settermprop = on_property};
    harness->vterm = vterm_new(rows, columns);
    assert_non_null(harness->vterm);
    vterm_set_utf8(harness->vterm, 1);
    vterm_output_set_callback(harness->vterm, on_answer, harness);
    harness->screen = vterm_obtain_screen(harness->vterm);
    vterm_screen_set_callbacks(harness->screen, &callbacks, harness);
    vterm_screen_enable_altscreen(harness->screen, 1);
    harness->state.cursor_visible = true;
    vterm_screen_reset(harness->screen, 1);
}

static struct message listen_to_shell(struct harness *harness)
{
    struct message message = {0};
    ssize_t got = read(harness->told, &message, sizeof message);
    if (got != (ssize_t)sizeof message) {
        fail_msg("the shell of the harness has gone");
    }
    return message;
}

struct harness *harness_start(const struct harness_options *options)
{
    struct harness *harness = calloc(1, sizeof *harness);
    assert_non_null(harness);
    harness->state.columns = options->columns;
    harness->state.rows = options->rows;
    harness->row = malloc(32 * 1024);
    harness->text = malloc(1024 * 1024);
    assert_non_null(harness->row);
    assert_non_null(harness->text);
    struct environment env = {.count = 0};
    make_environment(&env, options);
    int told[2], listen[2];
    assert_int_equal(pipe(told), 0);
    assert_int_equal(pipe(listen), 0);
    struct winsize size = {.ws_row = (unsigned short)options->rows,
                           .ws_col = (unsigned short)options->columns};
    harness->shell = forkpty(&harness->master, NULL, NULL, &size);
    if (harness->shell == 0) {
        close(told[0]);
        close(listen[1]);
        run_shell(options->argv, env.list, told[1], listen[0]);
        _exit(93);
    }
    assert_true(harness->shell > 0);
    close(told[1]);
    close(listen[0]);
    harness->told = told[0];
    harness->tell = listen[1];
    for (int i = 0; i < env.count; i++) {
        free(env.list[i]);
    }
    make_vterm(harness, options->columns, options->rows);
    harness->program = listen_to_shell(harness).number;
    assert_int_equal(tcgetattr(harness->master, &harness->before), 0);
    fcntl(harness->master, F_SETFL, fcntl(harness->master, F_GETFL) | O_NONBLOCK);
    harness->stopped = true;
    harness_continue(harness); /* only now does the program begin */
    return harness;
}

void harness_free(struct harness *harness)
{
    if (!harness) {
        return;
    }
    if (!harness->ended) {
        kill(-harness->program, SIGKILL);
    }
    close(harness->tell);
    close(harness->told);
    close(harness->master);
    kill(harness->shell, SIGKILL);
    waitpid(harness->shell, NULL, 0);
    vterm_free(harness->vterm);
    free(harness->row);
    free(harness->text);
    free(harness);
}

/* --- reading --------------------------------------------------------------------------------- */

static bool is_color(long number)
{
    return (number >= 30 && number < 50 && number != 39 && number != 49) ||
           (number >= 90 && number < 108);
}

/* Count what libvterm does not tell: clears, colors, application keys. */
static void count_sequence(struct harness *harness, char final)
{
    const char *p = harness->parameters;
    if (final == 'J') {
        /* From the cursor on it may be all. */
        struct harness_state now = harness_state(harness);
        bool whole = !*p || *p == '0' ? now.cursor_x == 0 && now.cursor_y == 0 : *p != '1';
        harness->state.clears += whole;
        harness->state.parts_cleared += !whole;
    } else if (final == 'm') {
        for (char *end; *p; p = *end ? end + 1 : end) {
            harness->state.colors += is_color(strtol(p, &end, 10));
            if (end == p) {
                break;
            }
        }
    } else if (strcmp(p, "?1") == 0 && (final == 'h' || final == 'l')) {
        harness->state.keypad = final == 'h';
    }
}

/* This libvterm takes only the first of several modes in one sequence: they are given one by one.
 * And it crashes where more lines are scrolled, put in or taken out than it has, as happens to a
 * picture that was under way when the terminal became smaller. */
static void feed_sequence(struct harness *harness, char final)
{
    char one[64];
    if (strchr("LMST", final) && atoi(harness->parameters) > harness->state.rows) {
        snprintf(harness->parameters, sizeof harness->parameters, "%d", harness->state.rows);
    }
    const char *p = harness->parameters;
    bool modes = *p == '?' && (final == 'h' || final == 'l');
    p += modes;
    do {
        size_t length = modes ? strcspn(p, ";") : strlen(p);
        int size =
            snprintf(one, sizeof one, "\033[%s%.*s%c", modes ? "?" : "", (int)length, p, final);
        vterm_input_write(harness->vterm, one, (size_t)size);
        p += length + (p[length] == ';');
    } while (*p);
}

static void keep_last(struct harness *harness, const char *bytes, size_t length)
{
    size_t room = sizeof harness->last;
    if (length > room) {
        bytes += length - room;
        length = room;
    }
    memmove(harness->last, harness->last + length, room - length);
    memcpy(harness->last + room - length, bytes, length);
}

bool harness_wrote(const struct harness *harness, const char *bytes)
{
    return memmem(harness->last, sizeof harness->last, bytes, strlen(bytes)) != NULL;
}

/* Raw bytes on their way to libvterm; a sequence may come in parts. */
static void feed(struct harness *harness, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        char c = bytes[i];
        if (harness->csi == 0 && c == '\033') {
            harness->csi = 1;
        } else if (harness->csi == 0) {
            vterm_input_write(harness->vterm, &c, 1);
        } else if (harness->csi == 1 && c == '[') {
            harness->csi = 2;
            harness->parameters[0] = '\0';
        } else if (harness->csi == 1) {
            harness->csi = 0;
            harness->state.clears += c == 'c'; /* a reset clears too */
            vterm_input_write(harness->vterm, (char[]){'\033', c}, 2);
        } else if (c >= 0x40 && c <= 0x7e) {
            harness->csi = 0;
            count_sequence(harness, c);
            feed_sequence(harness, c);
        } else {
            size_t used = strlen(harness->parameters);
            if (used + 1 < sizeof harness->parameters) {
                harness->parameters[used] = c;
                harness->parameters[used + 1] = '\0';
            }
        }
    }
}

/* Read what is there; false when there is nothing. */
static bool pump(struct harness *harness)
{
    char bytes[8192];
    ssize_t got = read(harness->master, bytes, sizeof bytes);
    if (got <= 0) {
        return false;
    }
    harness->state.bytes += (uint64_t)got;
    if (harness->tap) {
        harness->tap(harness->tap_user, bytes, (size_t)got);
    }
    keep_last(harness, bytes, (size_t)got);
    feed(harness, bytes, (size_t)got);
    return true;
}

static void hear(struct harness *harness)
{
    struct message message = listen_to_shell(harness);
    harness->stopped = message.kind == TOLD_STOPPED;
    if (message.kind == TOLD_ENDED) {
        harness->ended = true;
        harness->status = message.number;
    }
}

/* Wait for output or news for so long; false when there were none. */
static bool pump_for(struct harness *harness, int milliseconds)
{
    struct pollfd fds[] = {{.fd = harness->master, .events = POLLIN},
                           {.fd = harness->told, .events = POLLIN}};
    if (poll(fds, 2, milliseconds) <= 0) {
        return false;
    }
    if (fds[1].revents & POLLIN) {
        hear(harness);
    }
    return pump(harness) || (fds[1].revents & POLLIN);
}

static void print_screen(struct harness *harness)
{
    fprintf(stderr, "--- the screen, %d x %d, cursor %s\n%s---\n", harness->state.columns,
            harness->state.rows, harness->state.cursor_visible ? "shown" : "hidden",
            harness_screen(harness));
}

void harness_wait(struct harness *harness, harness_condition *condition, const void *argument,
                  const char *what)
{
    int64_t deadline = now() + DEADLINE;
    while (!condition(harness, argument)) {
        if (now() > deadline) {
            print_screen(harness);
            fail_msg("waited %d s for %s", DEADLINE / 1000, what);
        }
        pump_for(harness, 20);
    }
}

void harness_settle(struct harness *harness)
{
    int64_t deadline = now() + DEADLINE;
    int64_t patience = now() + NOTHING;
    while (harness->state.bytes == harness->bytes_at_send && now() < patience) {
        pump_for(harness, 10);
    }
    while (pump_for(harness, SILENCE)) {
        if (now() > deadline) {
            print_screen(harness);
            fail_msg("the program writes without end");
        }
    }
    harness->bytes_at_send = harness->state.bytes;
}

static bool has_text(const struct harness *harness, const void *text)
{
    return harness_find((struct harness *)(uintptr_t)harness, text) >= 0;
}

static bool has_no_text(const struct harness *harness, const void *text)
{
    return !has_text(harness, text);
}

void harness_wait_text(struct harness *harness, const char *text)
{
    harness_wait(harness, has_text, text, text);
}

void harness_wait_no_text(struct harness *harness, const char *text)
{
    harness_wait(harness, has_no_text, text, text);
}

static bool is_stopped(const struct harness *harness, const void *argument)
{
    (void)argument;
    return harness->stopped || harness->ended;
}

void harness_wait_stopped(struct harness *harness)
{
    harness_wait(harness, is_stopped, NULL, "the program to stop");
    assert_false(harness->ended);
    while (pump_for(harness, SILENCE)) {
    }
}

void harness_continue(struct harness *harness)
{
    char byte = TELL_CONTINUE;
    assert_true(harness->stopped);
    harness->stopped = false;
    harness->bytes_at_send = harness->state.bytes;
    assert_int_equal(write(harness->tell, &byte, 1), 1);
}

static bool has_ended(const struct harness *harness, const void *argument)
{
    (void)argument;
    return harness->ended;
}

int harness_wait_exit(struct harness *harness)
{
    harness_wait(harness, has_ended, NULL, "the program to end");
    /* The kernel hands over what was written last a moment after the program is gone. */
    while (pump_for(harness, SILENCE)) {
    }
    return harness->status;
}

/* --- sending --------------------------------------------------------------------------------- */

void harness_send(struct harness *harness, const char *bytes, size_t length)
{
    harness->bytes_at_send = harness->state.bytes;
    write_all(harness->master, bytes, length);
}

static const char *bytes_of_key(const char *name, size_t length, char buffer[8])
{
    static const struct {
        const char *name, *bytes;
    } keys[] = {
        {"Enter", "\r"},       {"Esc", "\033"},    {"Tab", "\t"},       {"Space", " "},
        {"lt", "<"},           {"Up", "\033OA"},   {"Down", "\033OB"},  {"Right", "\033OC"},
        {"Left", "\033OD"},    {"Home", "\033OH"}, {"End", "\033OF"},   {"PgUp", "\033[5~"},
        {"PgDn", "\033[6~"},   {"Ins", "\033[2~"}, {"Del", "\033[3~"},  {"S-Tab", "\033[Z"},
        {"Backspace", "\177"}, {"F1", "\033OP"},   {"F2", "\033OQ"},    {"F3", "\033OR"},
        {"F4", "\033OS"},      {"F5", "\033[15~"}, {"F6", "\033[17~"},  {"F7", "\033[18~"},
        {"F8", "\033[19~"},    {"F9", "\033[20~"}, {"F10", "\033[21~"}, {"F12", "\033[24~"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(keys); i++) {
        if (strlen(keys[i].name) == length && memcmp(keys[i].name, name, length) == 0) {
            return keys[i].bytes;
        }
    }
    if (length == 3 && memcmp(name, "C-", 2) == 0) {
        buffer[0] = (char)(name[2] & 31);
        buffer[1] = '\0';
        return buffer;
    }
    fail_msg("no key is named %.*s", (int)length, name);
    return NULL;
}

void harness_keys(struct harness *harness, const char *keys)
{
    harness->bytes_at_send = harness->state.bytes;
    while (*keys) {
        const char *end = *keys == '<' ? strchr(keys, '>') : NULL;
        if (!end) {
            write_all(harness->master, keys++, 1);
            continue;
        }
        char buffer[8];
        const char *bytes = bytes_of_key(keys + 1, (size_t)(end - keys - 1), buffer);
        write_all(harness->master, bytes, strlen(bytes));
        keys = end + 1;
    }
}

void harness_click(struct harness *harness, int x, int y)
{
    harness->bytes_at_send = harness->state.bytes;
    vterm_mouse_move(harness->vterm, y, x, VTERM_MOD_NONE);
    vterm_mouse_button(harness->vterm, 1, true, VTERM_MOD_NONE);
    vterm_mouse_button(harness->vterm, 1, false, VTERM_MOD_NONE);
}

void harness_wheel(struct harness *harness, int x, int y, bool up)
{
    harness->bytes_at_send = harness->state.bytes;
    vterm_mouse_move(harness->vterm, y, x, VTERM_MOD_NONE);
    vterm_mouse_button(harness->vterm, up ? 4 : 5, true, VTERM_MOD_NONE);
}

void harness_resize(struct harness *harness, int columns, int rows)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    harness->bytes_at_send = harness->state.bytes;
    if (columns == harness->state.columns && rows == harness->state.rows) {
        return; /* the program is not told of it, and new margins would move the cursor */
    }
    harness->state.columns = columns;
    harness->state.rows = rows;
    vterm_input_write(harness->vterm, "\033[r", 3); /* libvterm fails of old margins */
    vterm_set_size(harness->vterm, rows, columns);
    assert_int_equal(ioctl(harness->master, TIOCSWINSZ, &size), 0);
}

void harness_signal(struct harness *harness, int number)
{
    harness->bytes_at_send = harness->state.bytes;
    assert_int_equal(kill(harness->program, number), 0);
}

/* --- looking --------------------------------------------------------------------------------- */

static int number_of(const VTermColor *color)
{
    if (VTERM_COLOR_IS_DEFAULT_FG(color) || VTERM_COLOR_IS_DEFAULT_BG(color)) {
        return -1;
    }
    return VTERM_COLOR_IS_INDEXED(color) ? color->indexed.idx : -2;
}

struct harness_cell harness_cell(struct harness *harness, int x, int y)
{
    struct harness_cell result = {.width = 1};
    VTermScreenCell cell;
    VTermPos place = {.row = y, .col = x};
    if (!vterm_screen_get_cell(harness->screen, place, &cell)) {
        return result;
    }
    size_t length = 0;
    for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++) {
        if (cell.chars[i] == UINT32_MAX) {
            break; /* the right half of a wide character */
        }
        length += utf8_encode(cell.chars[i], result.text + length);
    }
    if (length == 0 && cell.chars[0] == 0) {
        result.text[length++] = ' ';
    }
    result.text[length] = '\0';
    result.width = cell.width;
    result.bold = cell.attrs.bold;
    result.underline = cell.attrs.underline != 0;
    result.reverse = cell.attrs.reverse;
    result.fg = number_of(&cell.fg);
    result.bg = number_of(&cell.bg);
    return result;
}

const char *harness_row(struct harness *harness, int y)
{
    size_t length = 0;
    size_t inked = 0;
    for (int x = 0; x < harness->state.columns; x++) {
        struct harness_cell cell = harness_cell(harness, x, y);
        size_t own = strlen(cell.text);
        memcpy(harness->row + length, cell.text, own);
        length += own;
        if (own && strcmp(cell.text, " ") != 0) {
            inked = length;
        }
    }
    harness->row[inked] = '\0';
    return harness->row;
}

const char *harness_screen(struct harness *harness)
{
    size_t length = 0;
    for (int y = 0; y < harness->state.rows; y++) {
        const char *row = harness_row(harness, y);
        size_t own = strlen(row);
        memcpy(harness->text + length, row, own);
        length += own;
        harness->text[length++] = '\n';
    }
    harness->text[length] = '\0';
    return harness->text;
}

int harness_find(struct harness *harness, const char *text)
{
    for (int y = 0; y < harness->state.rows; y++) {
        if (strstr(harness_row(harness, y), text)) {
            return y;
        }
    }
    return -1;
}

struct harness_state harness_state(const struct harness *harness)
{
    struct harness_state state = harness->state;
    VTermPos place;
    vterm_state_get_cursorpos(vterm_obtain_state(harness->vterm), &place);
    state.cursor_x = place.col;
    state.cursor_y = place.row;
    return state;
}

void harness_listen(struct harness *harness, harness_tap *tap, void *user)
{
    harness->tap = tap;
    harness->tap_user = user;
}

int harness_unread(struct harness *harness)
{
    const char *name = ptsname(harness->master);
    int fd = name ? open(name, O_RDONLY | O_NOCTTY | O_NONBLOCK) : -1;
    int count = 0;
    if (fd < 0) {
        return 0; /* nobody is there to read */
    }
    assert_int_equal(ioctl(fd, FIONREAD, &count), 0);
    close(fd);
    return count;
}

int harness_process(const struct harness *harness)
{
    return harness->program;
}

bool harness_ended(const struct harness *harness)
{
    return harness->ended;
}

bool harness_stopped(const struct harness *harness)
{
    return harness->stopped;
}

static void check_plain_attributes(struct harness *harness)
{
    const VTermState *state = vterm_obtain_state(harness->vterm);
    static const VTermAttr attributes[] = {VTERM_ATTR_BOLD, VTERM_ATTR_UNDERLINE,
                                           VTERM_ATTR_REVERSE};
    for (size_t i = 0; i < ARRAY_COUNT(attributes); i++) {
        VTermValue value;
        assert_true(vterm_state_get_penattr(state, attributes[i], &value));
        assert_int_equal(value.number, 0);
    }
    VTermValue color;
    assert_true(vterm_state_get_penattr(state, VTERM_ATTR_FOREGROUND, &color));
    assert_int_equal(number_of(&color.color), -1);
    assert_true(vterm_state_get_penattr(state, VTERM_ATTR_BACKGROUND, &color));
    assert_int_equal(number_of(&color.color), -1);
}

void harness_check_restored(struct harness *harness)
{
    assert_false(harness->state.alternate_screen);
    assert_true(harness->state.cursor_visible);
    assert_false(harness->state.mouse);
    assert_false(harness->state.keypad);
    check_plain_attributes(harness);
    struct termios after;
    assert_int_equal(tcgetattr(harness->master, &after), 0);
    assert_int_equal(after.c_iflag, harness->before.c_iflag);
    assert_int_equal(after.c_oflag, harness->before.c_oflag);
    assert_int_equal(after.c_cflag, harness->before.c_cflag);
    assert_int_equal(after.c_lflag, harness->before.c_lflag);
    assert_memory_equal(after.c_cc, harness->before.c_cc, sizeof after.c_cc);
}
