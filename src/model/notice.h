/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A notice: what Meta says of the account itself, not of messages: the quality of templates, the
 * state of templates and numbers, how many people may be written to a day. Each holds from its
 * instant until the next one of the same kind about the same subject.
 */
#ifndef CAMPANE_MODEL_NOTICE_H
#define CAMPANE_MODEL_NOTICE_H

#include "base/base.h"

enum notice_kind {
    NOTICE_QUALITY = 1, /* of a template: GREEN, YELLOW, RED, UNKNOWN */
    NOTICE_TEMPLATE,    /* its state: APPROVED, REJECTED, PAUSED, FLAGGED, DISABLED … */
    NOTICE_NUMBER,      /* of a phone number: FLAGGED, UNFLAGGED */
    NOTICE_LIMIT,       /* people who may be written to in 24 hours: NOTICE_UNLIMITED or digits */
    NOTICE_ACCOUNT,     /* ACCOUNT_RESTRICTION, ACCOUNT_VIOLATION, DISABLED_UPDATE */
    NOTICE_KIND_END
};

#define NOTICE_UNLIMITED "unlimited"

/* Texts are sanitised; words of Meta's are in upper case. */
struct notice {
    enum notice_kind kind;
    uint64_t subject;   /* keyed hash of the template's id, the number or the account's id; 0: it
                           names none */
    int64_t at;         /* seconds */
    const char *name;   /* of a template: "name (language)"; NULL */
    const char *before; /* the value until then; NULL: it does not say */
    const char *value;
};

#endif
