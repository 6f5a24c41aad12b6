/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The flag that stops long work. It is set by a signal handler or another thread and read by
 * whoever loops; nobody clears it while work is going on.
 */
#ifndef CAMPANE_BASE_CANCEL_H
#define CAMPANE_BASE_CANCEL_H

#include <stdatomic.h>

#include "base/base.h"

struct cancel {
    atomic_bool set;
};

#define CANCEL_INIT                                                                                \
    {                                                                                              \
        false                                                                                      \
    }

static inline void cancel_set(struct cancel *cancel)
{
    atomic_store_explicit(&cancel->set, true, memory_order_relaxed);
}

/* NULL: nobody can cancel. */
static inline bool cancelled(struct cancel *cancel)
{
    return cancel && atomic_load_explicit(&cancel->set, memory_order_relaxed);
}

#endif
