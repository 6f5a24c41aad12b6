/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A pipe by which one thread wakes another that sleeps in poll. It carries no data: what there is
 * to do lies elsewhere, under a lock.
 */
#ifndef CAMPANE_UI_APP_WAKER_H
#define CAMPANE_UI_APP_WAKER_H

#include "base/err.h"

struct waker {
    int fds[2]; /* read, write; -1: not open */
};

#define WAKER_INIT                                                                                 \
    {                                                                                              \
        {                                                                                          \
            -1, -1                                                                                 \
        }                                                                                          \
    }

bool waker_open(struct waker *waker, struct err *err);
void waker_close(struct waker *waker); /* one that is not open is fine */

/* Make its end readable; from any thread. */
void waker_ring(const struct waker *waker);

/* Make it quiet again; look for what there is to do after this, not before. */
void waker_quiet(const struct waker *waker);

/* The end to poll for POLLIN. */
static inline int waker_fd(const struct waker *waker)
{
    return waker->fds[0];
}

#endif
