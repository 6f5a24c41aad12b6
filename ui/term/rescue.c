/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/term/rescue.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"

/* Those that end the program. The first five may be ignored on purpose (nohup) and stay so. */
static const int fatal[] = {SIGHUP,  SIGINT,  SIGTERM, SIGQUIT, SIGPIPE,
                            SIGABRT, SIGSEGV, SIGBUS,  SIGFPE,  SIGILL};
static const int told[] = {SIGWINCH, SIGCONT, SIGTSTP};
enum { FATAL = ARRAY_COUNT(fatal), TOLD = ARRAY_COUNT(told), ALT_STACK = 64 * 1024 };

static struct {
    volatile sig_atomic_t armed;
    bool installed;
    struct termios before;
    char sequence[TERMINFO_SIZE];
    size_t length;
    const char *volatile sending; /* what ends the picture that is being sent; NULL: none */
    int pipe[2];
    struct sigaction fatal_before[FATAL];
    struct sigaction told_before[TOLD];
    void *alt_stack;
} rescue = {.pipe = {-1, -1}};

static void write_out(const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = write(STDOUT_FILENO, bytes, length);
        if (written > 0) {
            bytes += written;
            length -= (size_t)written;
        } else if (written == 0 || errno != EINTR) {
            break;
        }
    }
}

/* Only what a signal handler may call. */
void rescue_restore(void)
{
    if (!rescue.armed) {
        return;
    }
    rescue.armed = 0;
    const char *end = rescue.sending;
    if (end) {
        write_out(end, strlen(end));
    }
    write_out(rescue.sequence, rescue.length);
    tcsetattr(STDIN_FILENO, TCSANOW, &rescue.before);
}

/* The signal goes to who had it before (nobody: the program dies of it). A fault happens again by
 * itself on return; what was sent has to be sent again. */
static void on_fatal(int number, siginfo_t *info, void *context)
{
    (void)context;
    int saved = errno;
    rescue_restore();
    for (size_t i = 0; i < FATAL; i++) {
        if (fatal[i] == number) {
            sigaction(number, &rescue.fatal_before[i], NULL);
        }
    }
    if (!info || info->si_code <= 0) {
        raise(number);
    }
    errno = saved;
}

static void on_told(int number)
{
    int saved = errno;
    char byte = number == SIGWINCH  ? RESCUE_RESIZED
                : number == SIGCONT ? RESCUE_CONTINUED
                                    : RESCUE_STOP;
    /* A full pipe has enough in it to wake the loop. */
    if (write(rescue.pipe[1], &byte, 1) < 0) {
        errno = saved;
    }
    errno = saved;
}

static bool open_pipe(struct err *err)
{
    if (pipe(rescue.pipe) != 0) {
        return err_errno(err, ERR_IO, errno, _("cannot make a pipe for signals"));
    }
    for (int i = 0; i < 2; i++) {
        fcntl(rescue.pipe[i], F_SETFL, fcntl(rescue.pipe[i], F_GETFL) | O_NONBLOCK);
        fcntl(rescue.pipe[i], F_SETFD, FD_CLOEXEC);
    }
    return true;
}

/* Faults come with an exhausted stack too; there is no alternate one where memory is short. */
static void use_alt_stack(void)
{
    rescue.alt_stack = mem_new(1, ALT_STACK);
    stack_t stack = {.ss_sp = rescue.alt_stack, .ss_size = ALT_STACK};
    if (rescue.alt_stack && sigaltstack(&stack, NULL) != 0) {
        mem_free(rescue.alt_stack);
        rescue.alt_stack = NULL;
    }
}

static void install_handlers(void)
{
    struct sigaction action = {0};
    sigfillset(&action.sa_mask);
    action.sa_sigaction = on_fatal;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    for (size_t i = 0; i < FATAL; i++) {
        sigaction(fatal[i], &action, &rescue.fatal_before[i]);
        if (rescue.fatal_before[i].sa_handler == SIG_IGN) {
            sigaction(fatal[i], &rescue.fatal_before[i], NULL);
        }
    }
    action.sa_handler = on_told;
    action.sa_flags = SA_RESTART;
    for (size_t i = 0; i < TOLD; i++) {
        sigaction(told[i], &action, &rescue.told_before[i]);
        if (rescue.told_before[i].sa_handler == SIG_IGN && told[i] == SIGTSTP) {
            sigaction(told[i], &rescue.told_before[i], NULL);
        }
    }
}

bool rescue_install(const struct termios *before, const struct terminfo *info, struct err *err)
{
    static bool registered;
    if (!registered && atexit(rescue_restore) == 0) {
        registered = true;
    }
    if (!open_pipe(err)) {
        return false;
    }
    rescue.before = *before;
    rescue.length = strlen(info->leave);
    memcpy(rescue.sequence, info->leave, rescue.length);
    use_alt_stack();
    install_handlers();
    rescue.installed = true;
    return true;
}

void rescue_remove(void)
{
    if (!rescue.installed) {
        return;
    }
    rescue.installed = false;
    rescue.armed = 0;
    for (size_t i = 0; i < FATAL; i++) {
        sigaction(fatal[i], &rescue.fatal_before[i], NULL);
    }
    for (size_t i = 0; i < TOLD; i++) {
        sigaction(told[i], &rescue.told_before[i], NULL);
    }
    if (rescue.alt_stack) {
        stack_t none = {.ss_flags = SS_DISABLE};
        sigaltstack(&none, NULL);
        mem_free(rescue.alt_stack);
        rescue.alt_stack = NULL;
    }
    close(rescue.pipe[0]);
    close(rescue.pipe[1]);
    rescue.pipe[0] = rescue.pipe[1] = -1;
}

void rescue_sending(const char *end)
{
    rescue.sending = end && *end ? end : NULL;
}

void rescue_arm(bool armed)
{
    rescue.armed = armed;
}

int rescue_fd(void)
{
    return rescue.pipe[0];
}

char rescue_next(void)
{
    char byte = 0;
    return read(rescue.pipe[0], &byte, 1) == 1 ? byte : 0;
}

void rescue_stop_here(void)
{
    struct sigaction own;
    struct sigaction standard = {.sa_handler = SIG_DFL};
    while (rescue_next()) {
    }
    sigaction(SIGTSTP, &standard, &own);
    kill(0, SIGTSTP);
    /* With other threads the stop may come a moment after kill; being continued is told. */
    struct pollfd fd = {.fd = rescue.pipe[0], .events = POLLIN};
    int waited = 0;
    while (waited < 200 && poll(&fd, 1, 20) <= 0) {
        waited += 20;
    }
    sigaction(SIGTSTP, &own, NULL);
}
