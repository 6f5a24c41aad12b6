/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/mail.h"

#include <inttypes.h>
#include <string.h>

#include "base/civil.h"
#include "base/i18n.h"
#include "base/strbuf.h"
#include "export/writers.h"

#define LINE_MAX_QP   76 /* of a quoted-printable line, with its "=" */
#define WORD_MAX      52 /* of the text in an encoded word, as written; with "Subject: " 73 */
#define ADDRESSES_MAX 998

/* No part can hold it: "=" is always written as "=3D" there. */
#define BOUNDARY "=_campane"

static bool is_control(char c)
{
    return (unsigned char)c < 0x20 || c == 0x7f;
}

static bool is_ascii(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if ((unsigned char)text[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

/* --- addresses ------------------------------------------------------------------------------- */

/* One of a list, without the blanks around it. */
struct part {
    const char *text;
    size_t length;
};

static struct part trim(const char *text, size_t length)
{
    while (length > 0 && text[0] == ' ') {
        text++;
        length--;
    }
    while (length > 0 && text[length - 1] == ' ') {
        length--;
    }
    return (struct part){text, length};
}

/* "Name <address>" into both; a bare address has no name. */
static void take_apart(struct part whole, struct part *name, struct part *address)
{
    const char *open = memchr(whole.text, '<', whole.length);
    *name = (struct part){whole.text, 0};
    *address = whole;
    if (open && whole.text[whole.length - 1] == '>') {
        size_t before = (size_t)(open - whole.text);
        *name = trim(whole.text, before);
        *address = (struct part){open + 1, whole.length - before - 2};
    }
}

/* Local part and domain in plain ASCII, nothing quoted. */
static bool is_address(struct part address)
{
    const char *at = memchr(address.text, '@', address.length);
    size_t before = at ? (size_t)(at - address.text) : 0;
    for (size_t i = 0; i < address.length; i++) {
        unsigned char c = (unsigned char)address.text[i];
        if (c <= ' ' || c >= 0x7f || strchr("<>()[],;:\\\"", c)) {
            return false;
        }
    }
    return at && before > 0 && before + 1 < address.length &&
           !memchr(at + 1, '@', address.length - before - 1);
}

/* The next of a list; false at its end. */
static bool next_part(const char **rest, struct part *part)
{
    if (!*rest) {
        return false;
    }
    size_t length = strcspn(*rest, ",");
    *part = trim(*rest, length);
    *rest = (*rest)[length] ? *rest + length + 1 : NULL;
    return true;
}

static bool check_addresses(const char *list, const char *option, struct err *err)
{
    struct part part, name, address;
    const char *rest = list;
    bool right = list == NULL || strlen(list) <= ADDRESSES_MAX;
    for (const char *at = list; right && at && *at; at++) {
        right = !is_control(*at);
    }
    while (right && next_part(&rest, &part)) {
        take_apart(part, &name, &address);
        right = part.length > 0 && is_address(address);
        for (size_t i = 0; right && i < name.length; i++) {
            right = !strchr("<>()[];:@\\\"", name.text[i]);
        }
    }
    if (right) {
        return true;
    }
    err_set(err, ERR_USAGE, _("--%s is no list of addresses"), option);
    return err_todo(err, "%s", _("write ops@example.org, Leads <leads@example.org>"));
}

bool mail_check(const struct mail *mail, struct err *err)
{
    for (const char *at = mail->subject; *at; at++) {
        if (is_control(*at)) {
            return err_set(err, ERR_USAGE, "%s", _("--subject holds a control character"));
        }
    }
    return check_addresses(mail->from, "mail-from", err) &&
           check_addresses(mail->to, "mail-to", err);
}

/* --- headers --------------------------------------------------------------------------------- */

/* Whether a byte stands in an encoded word as it is. */
static bool is_word_plain(unsigned char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void put_encoded(struct strbuf *out, const char *text, size_t length)
{
    strbuf_puts(out, "=?UTF-8?Q?");
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c == ' ') {
            strbuf_putc(out, '_');
        } else if (is_word_plain(c)) {
            strbuf_putc(out, (char)c);
        } else {
            strbuf_printf(out, "=%02X", c);
        }
    }
    strbuf_puts(out, "?=");
}

/* How many bytes go into one encoded word: whole characters, and no more than fit when written. */
static size_t word_length(const char *text, size_t length)
{
    size_t end = 0, cost = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        cost += is_word_plain(c) || c == ' ' ? 1 : 3;
        if (cost > WORD_MAX) {
            break;
        }
        if (i + 1 == length || ((unsigned char)text[i + 1] & 0xc0) != 0x80) {
            end = i + 1;
        }
    }
    return end > 0 ? end : length;
}

/* A text as a header's value: as it is where that is plain and short, else in encoded words (RFC
 * 2047), one a line; returns which. */
static bool put_text(struct strbuf *out, const char *text, size_t length)
{
    bool plain = is_ascii(text, length) && length <= LINE_MAX_QP - 10 &&
                 !(length > 1 && memcmp(text, "=?", 2) == 0);
    if (plain) {
        strbuf_add(out, text, length);
        return true;
    }
    while (length > 0) {
        size_t word = word_length(text, length);
        put_encoded(out, text, word);
        text += word;
        length -= word;
        strbuf_puts(out, length > 0 ? "\n " : "");
    }
    return false;
}

static void put_addresses(struct strbuf *out, const char *header, const char *list)
{
    struct part part, name, address;
    const char *rest = list;
    if (!list) {
        return;
    }
    strbuf_printf(out, "%s: ", header);
    for (size_t i = 0; next_part(&rest, &part); i++) {
        take_apart(part, &name, &address);
        strbuf_puts(out, i ? ",\n " : "");
        if (name.length > 0) {
            /* A line with an encoded word ends with it: it has no more than 76 bytes. */
            strbuf_puts(out, put_text(out, name.text, name.length) ? " <" : "\n <");
        }
        strbuf_add(out, address.text, address.length);
        strbuf_puts(out, name.length > 0 ? ">" : "");
    }
    strbuf_putc(out, '\n');
}

static void put_date(struct strbuf *out, int64_t seconds)
{
    static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    struct civil civil;
    civil_from_seconds(seconds, &civil);
    int weekday = civil_weekday(civil_to_day(civil.year, civil.month, civil.day));
    strbuf_printf(out, "Date: %s, %02d %s %04d %02d:%02d:%02d +0000\n", days[weekday], civil.day,
                  months[civil.month - 1], civil.year, civil.hour, civil.minute, civil.second);
}

static uint64_t mix(uint64_t hash, const char *text)
{
    for (; *text; text++) {
        hash = (hash ^ (unsigned char)*text) * UINT64_C(1099511628211); /* FNV-1a */
    }
    return hash;
}

static void put_id(struct strbuf *out, const struct mail *mail)
{
    uint64_t hash = mix(UINT64_C(14695981039346656037), mail->text);
    hash = mix(mix(hash, mail->html), mail->subject);
    hash = mix(hash, mail->to ? mail->to : "");
    strbuf_printf(out, "Message-ID: <%" PRId64 ".%016" PRIx64 "@campane.invalid>\n", mail->sent_at,
                  hash);
}

/* --- parts ----------------------------------------------------------------------------------- */

/* Whether a byte stands as it is: blanks at the end of a line do not, nor what mail programs change
 * at the beginning of one ("." and "From "). */
static bool is_plain(const char *at, size_t column)
{
    unsigned char c = (unsigned char)*at;
    if (c == ' ' || c == '\t') {
        return at[1] != '\n' && at[1] != '\0';
    }
    return c > ' ' && c < 0x7f && c != '=' && !(column == 0 && (c == '.' || c == 'F'));
}

static bool put_quoted(struct sink *sink, struct strbuf *out, const char *text)
{
    size_t column = 0;
    for (const char *at = text; *at; at++) {
        if (*at == '\n') {
            strbuf_putc(out, '\n');
            column = 0;
            if (!export_on(sink, out)) {
                return false;
            }
            continue;
        }
        bool plain = is_plain(at, column);
        if (column + (plain ? 1 : 3) > LINE_MAX_QP - 1) {
            strbuf_puts(out, "=\n");
            column = 0;
            plain = is_plain(at, column);
        }
        if (plain) {
            strbuf_putc(out, *at);
        } else {
            strbuf_printf(out, "=%02X", (unsigned char)*at);
        }
        column += plain ? 1 : 3;
    }
    strbuf_puts(out, column ? "\n" : "");
    return !out->failed;
}

static bool put_part(struct sink *sink, struct strbuf *out, const char *type, const char *text)
{
    strbuf_printf(out,
                  "\n--" BOUNDARY "\nContent-Type: %s; charset=utf-8\n"
                  "Content-Transfer-Encoding: quoted-printable\n\n",
                  type);
    return put_quoted(sink, out, text);
}

bool mail_write(struct sink *sink, const struct mail *mail, struct err *err)
{
    struct strbuf page = STRBUF_INIT, *out = &page;
    put_date(out, mail->sent_at);
    put_addresses(out, "From", mail->from);
    put_addresses(out, "To", mail->to);
    strbuf_puts(out, "Subject: ");
    put_text(out, mail->subject, strlen(mail->subject));
    strbuf_putc(out, '\n');
    put_id(out, mail);
    strbuf_puts(out, "MIME-Version: 1.0\n"
                     "Auto-Submitted: auto-generated\n"
                     "Content-Type: multipart/alternative; boundary=\"" BOUNDARY "\"\n");
    bool done = put_part(sink, out, "text/plain", mail->text) &&
                put_part(sink, out, "text/html", mail->html);
    strbuf_puts(out, "\n--" BOUNDARY "--\n");
    return (export_out(sink, out) && done) || err_memory(err);
}
