/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One body of a Meta webhook, taken apart: all of entry[].changes[].value's statuses, messages and
 * user_preferences, and what it says of the account, in whatever order the keys stand. What the
 * parts mean for a store is decided in format_webhook.c; here is only what they say.
 */
#ifndef CAMPANE_IMPORT_WEBHOOK_BODY_H
#define CAMPANE_IMPORT_WEBHOOK_BODY_H

#include "base/vec.h"
#include "import/json_pull.h"

/* More entries than this in one body are refused (Meta puts at most 1000 in one). */
#define WEBHOOK_EVENTS_MAX 100000

/* A string or number of the body; at 0: it is not there (or is no string or number). */
struct span {
    uint32_t at;     /* of its first byte, behind the quote */
    uint32_t length; /* as written */
    bool escaped;    /* holds escapes */
};

enum webhook_kind {
    WEBHOOK_STATUS,     /* what became of a message: statuses[] */
    WEBHOOK_MESSAGE,    /* somebody wrote: messages[] */
    WEBHOOK_PREFERENCE, /* somebody stopped or resumed: user_preferences[] */
    WEBHOOK_AUTOMATIC,  /* a purchase or lead that Meta saw: automatic_events[] */
    WEBHOOK_ACTION,     /* somebody clicked, nobody says who: user_actions[] */
    WEBHOOK_NOTICE      /* a value that speaks of templates, numbers or the account */
};

struct webhook_event {
    enum webhook_kind kind;
    uint32_t place;       /* where it begins in the body */
    uint32_t change;      /* which change of the body it belongs to */
    struct span id;       /* of the message; of the click */
    struct span name;     /* status; type of a message; value of a preference; event_name;
                             action_type */
    struct span when;     /* timestamp as written */
    int64_t at;           /* seconds; TIME_NONE: missing or no time between 1990 and 2100 */
    struct span phone;    /* recipient_id, from, wa_id */
    struct span user;     /* recipient_user_id, from_user_id, user_id */
    struct span sender;   /* metadata.phone_number_id of its change */
    struct span callback; /* status: biz_opaque_callback_data */
    struct span category; /* status: pricing.category; preference: category */
    struct span answers;  /* message: context.id, or reaction.message_id */
    struct span asked;    /* message: context.from */
    struct span words;    /* message: what was typed, or stood on the button */
    struct span value;    /* automatic event: custom_data.value, a price times 1000 */
    struct span currency; /* same */
    int32_t code;         /* status: errors[0].code; 0: none */
    bool free_of_charge;  /* status: pricing says that nothing is charged */
    bool group;           /* status or message of a group chat */
    bool withdrawn;       /* message: a reaction that was taken back */
    bool referred;        /* message: comes from an ad or post */
    uint32_t notice;      /* notice: which one of the body's; `when` is then the entry's time */
};

/* What a value says beside its lists. Which of it counts depends on the field of its change. */
struct webhook_notice {
    struct span account; /* id of the entry */
    struct span event;
    struct span number; /* display_phone_number */
    struct span limit, old_limit;
    struct span quality, old_quality; /* of the template */
    struct span template_id, template_name, language;
};

struct webhook_change {
    struct span field;
    uint32_t events; /* how many of the body's events belong to it */
};

struct webhook_body {
    const char *text;
    struct vec events;  /* struct webhook_event */
    struct vec changes; /* struct webhook_change */
    struct vec notices; /* struct webhook_notice */
    struct span object;
    size_t length;     /* bytes of the body in the text */
    bool entry;        /* it has a list "entry" */
    size_t bad_at;     /* BODY_BAD: where */
    const char *error; /* BODY_BAD, BODY_CUT: untranslated */
    bool memory;       /* BODY_BAD: it was memory that was lacking */
};

#define WEBHOOK_BODY_INIT                                                                          \
    {                                                                                              \
        .events = VEC_INIT(struct webhook_event), .changes = VEC_INIT(struct webhook_change),      \
        .notices = VEC_INIT(struct webhook_notice)                                                 \
    }

enum webhook_result {
    BODY_WHOLE, /* a JSON object was read, length says how long; entry: whether it is a body */
    BODY_CUT,   /* the text ends before the object does */
    BODY_BAD    /* no JSON object */
};

/* Read the object at the start of the text; what was read before is forgotten. The text must stand
 * as long as the events are used, and be shorter than 4 GiB. No allocation once the lists are large
 * enough. */
enum webhook_result webhook_body_read(struct webhook_body *body, const char *text, size_t length);

void webhook_body_free(struct webhook_body *body);

/* Whether the span is exactly this text (without escapes). */
bool webhook_span_is(const struct webhook_body *body, struct span span, const char *text);

#endif
