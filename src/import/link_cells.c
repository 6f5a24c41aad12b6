/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/link_cells.h"

#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "model/attribution.h"
#include "text/utf8.h"

#define TEXT_SIZE 255

void link_cells_init(struct link_cells *cells, struct table *table)
{
    *cells = (struct link_cells){
        .table = table, .recipient = STRBUF_INIT, .text = STRBUF_INIT, .unread = 0};
}

void link_cells_free(struct link_cells *cells)
{
    strbuf_free(&cells->recipient);
    strbuf_free(&cells->text);
}

/* The country of local phone numbers: the row's own, else the one asked for. */
static const char *country_of(const struct table *table)
{
    const struct cell *cell = row_cell(&table->row, (enum field)(FIELD_ATTR + ATTR_COUNTRY));
    const char *country = cell ? value_country(cell->text, cell->length) : NULL;
    return country ? country : table->context->request->country;
}

static bool read_recipient(struct link_cells *cells, struct link *link)
{
    static const enum field fields[] = {FIELD_RECIPIENT, FIELD_BILLING_PHONE, FIELD_SHIPPING_PHONE,
                                        FIELD_EMAIL};
    const char *country = country_of(cells->table);
    bool bad = false;
    for (size_t i = 0; i < ARRAY_COUNT(fields); i++) {
        const struct cell *cell = row_cell(&cells->table->row, fields[i]);
        strbuf_clear(&cells->recipient);
        if (!cell) {
            continue;
        }
        enum value_result result =
            value_recipient(cell->text, cell->length, country, &cells->recipient);
        bad |= result == VALUE_BAD;
        if (result == VALUE_OK) {
            link->recipient = keyhash_id(cells->table->context->request->hash, KEYHASH_RECIPIENT,
                                         strbuf_text(&cells->recipient), cells->recipient.length);
            return !cells->recipient.failed;
        }
    }
    cells->unread += bad;
    strbuf_clear(&cells->recipient);
    return true;
}

static uint64_t code_of(struct link_cells *cells, const char *text, size_t length)
{
    strbuf_clear(&cells->text);
    utf8_sanitize(&cells->text, text, length, TEXT_SIZE);
    return cells->text.failed ? 0 : attribution_code(strbuf_text(&cells->text));
}

/* A code of the field; of several coupons in a cell, the first. */
static uint64_t cell_code(struct link_cells *cells, enum field field)
{
    const struct cell *cell = row_cell(&cells->table->row, field);
    if (!cell) {
        return 0;
    }
    size_t length = cell->length;
    if (field == FIELD_COUPON) {
        const char *end = memchr(cell->text, ',', length);
        length = end ? (size_t)(end - cell->text) : length;
    }
    return code_of(cells, cell->text, length);
}

bool link_cells_read(struct link_cells *cells, struct link *link)
{
    const struct table *table = cells->table;
    const struct cell *id = row_cell(&table->row, FIELD_MESSAGE_ID);
    if (id) {
        link->message =
            keyhash_id(table->context->request->hash, KEYHASH_MESSAGE, id->text, id->length);
    }
    link->campaign = cell_code(cells, FIELD_CAMPAIGN);
    if (!link->campaign && table->context->campaign) {
        link->campaign = code_of(cells, table->context->campaign, strlen(table->context->campaign));
    }
    link->coupon = cell_code(cells, FIELD_COUPON);
    link->utm = cell_code(cells, (enum field)(FIELD_ATTR + ATTR_UTM_CAMPAIGN));
    return read_recipient(cells, link) && !cells->text.failed;
}

bool link_cells_time(struct link_cells *cells, enum field field, int64_t *at)
{
    struct table *table = cells->table;
    const struct cell *cell = row_cell(&table->row, field);
    *at = cell ? cell->number : TIME_NONE;
    if (cell && cell->number > table->latest) {
        row_reject(&table->row, cell->column, _("the time lies in the future"));
        return false;
    }
    return true;
}

static int hex(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool link_cells_utm(const char *text, size_t length, const char *name, struct strbuf *out)
{
    size_t size = strlen(name);
    strbuf_clear(out);
    for (size_t at = 0; at + size < length; at++) {
        if (memcmp(text + at, name, size) != 0) {
            continue;
        }
        size_t from = at + size;
        while (from < length && text[from] == ' ') {
            from++;
        }
        if (from >= length || (text[from] != '=' && text[from] != ':')) {
            continue;
        }
        bool link = text[from++] == '=';
        while (from < length && text[from] == ' ') {
            from++;
        }
        for (; from < length && !strchr("&\r\n;,\"'#", text[from]); from++) {
            int high = link && from + 2 < length && text[from] == '%' ? hex(text[from + 1]) : -1;
            int low = high >= 0 ? hex(text[from + 2]) : -1;
            if (low >= 0) {
                strbuf_putc(out, (char)(high * 16 + low));
                from += 2;
            } else {
                strbuf_putc(out, link && text[from] == '+' ? ' ' : text[from]);
            }
        }
        return out->length > 0;
    }
    return false;
}

const char *link_cells_copy(struct batch *batch, const char *text, size_t length, bool *failed)
{
    return link_cells_copy_most(batch, text, length, TEXT_SIZE, failed);
}

const char *link_cells_copy_most(struct batch *batch, const char *text, size_t length, size_t most,
                                 bool *failed)
{
    struct strbuf clean = STRBUF_INIT;
    utf8_sanitize(&clean, text, length, most);
    const char *copy = clean.length > 0 ? arena_strdup(batch->arena, strbuf_text(&clean)) : NULL;
    *failed = *failed || clean.failed || (clean.length > 0 && !copy);
    strbuf_free(&clean);
    return copy;
}

bool link_cells_finish(struct link_cells *cells, struct err *err)
{
    return cells->unread == 0 ||
           import_note(cells->table->context,
                       NG_("%" PRIu64 " row has no phone number or address that can be understood",
                           "%" PRIu64
                           " rows have no phone number or address that can be understood",
                           cells->unread),
                       cells->unread) ||
           err_memory(err);
}
