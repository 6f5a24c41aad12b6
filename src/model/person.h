/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a person did that names no message: it belongs to the last message sent to that person
 * inside the window before it, which the store finds (and finds again when messages arrive later).
 */
#ifndef CAMPANE_MODEL_PERSON_H
#define CAMPANE_MODEL_PERSON_H

#include "base/base.h"

enum person_act {
    PERSON_STOP,   /* opted out of marketing messages */
    PERSON_RESUME, /* opted in again: kept, counts nothing */
    PERSON_REPLY   /* wrote without saying to what */
};

struct person_event {
    uint64_t id;        /* keyhash of what makes it one event: user, act, time */
    uint64_t recipient; /* keyhash, never 0 */
    int64_t at;
    enum person_act act;
};

/* A candidate message for an event; see attribution.h. */
struct touch {
    uint64_t message; /* key; 0: none */
    int64_t at;       /* its moment */
};

#endif
