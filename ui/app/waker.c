/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app/waker.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/i18n.h"

static bool prepare(int fd)
{
    int flags = fcntl(fd, F_GETFL);
    return flags >= 0 && fcntl(fd, F_SETFL, flags | O_NONBLOCK) == 0 &&
           fcntl(fd, F_SETFD, FD_CLOEXEC) == 0;
}

bool waker_open(struct waker *waker, struct err *err)
{
    *waker = (struct waker)WAKER_INIT;
    if (pipe(waker->fds) == 0 && prepare(waker->fds[0]) && prepare(waker->fds[1])) {
        return true;
    }
    int why = errno;
    waker_close(waker);
    return err_errno(err, ERR_IO, why, _("no pipe can be made"));
}

void waker_close(struct waker *waker)
{
    for (int i = 0; i < 2; i++) {
        if (waker->fds[i] >= 0) {
            close(waker->fds[i]);
        }
        waker->fds[i] = -1;
    }
}

void waker_ring(const struct waker *waker)
{
    /* A full pipe has been rung often enough. */
    ssize_t written;
    do {
        written = write(waker->fds[1], "", 1);
    } while (written < 0 && errno == EINTR);
}

void waker_quiet(const struct waker *waker)
{
    char bytes[64];
    ssize_t got;
    do {
        got = read(waker->fds[0], bytes, sizeof bytes);
    } while (got == (ssize_t)sizeof bytes || (got < 0 && errno == EINTR));
}
