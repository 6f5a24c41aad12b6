/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A page as a mail for `sendmail -t`: multipart/alternative with a text and an HTML part, both
 * quoted-printable, lines ended as programs on this system expect it.
 */
#ifndef CAMPANE_EXPORT_MAIL_H
#define CAMPANE_EXPORT_MAIL_H

#include "export/sink.h"

struct mail {
    const char *from, *to; /* "ops@example.org, Leads <leads@example.org>"; NULL: no such header */
    const char *subject;   /* UTF-8 */
    int64_t sent_at;       /* seconds UTC */
    const char *text, *html;
};

/* Whether these can be headers. ERR_USAGE: a control character (so no header can be smuggled in),
 * or what is no address. */
bool mail_check(const struct mail *mail, struct err *err);

/* Write a mail that mail_check lets through. The Message-ID hangs on time and content alone: the
 * same page at the same time is the same mail. False: ERR_MEMORY. */
bool mail_write(struct sink *sink, const struct mail *mail, struct err *err);

#endif
