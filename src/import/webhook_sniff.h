/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Recognising a Meta webhook log, and what in it is a body.
 */
#ifndef CAMPANE_IMPORT_WEBHOOK_SNIFF_H
#define CAMPANE_IMPORT_WEBHOOK_SNIFF_H

#include "import/format.h"
#include "import/unwrap.h"
#include "import/webhook_body.h"

/* For struct import_format. */
int webhook_sniff(const struct sniff *sniff, struct strbuf *why);

/* Whether the body that was read is one of WhatsApp's. */
bool webhook_is_whatsapp(const struct webhook_body *body);

/* For unwrap.h: whether an object is a body, of whatever product, or one entry of one (as AWS hands
 * them on). */
bool webhook_is_body(void *user, const struct json_tree *tree, uint32_t number);

#endif
