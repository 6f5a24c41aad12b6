/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pull parser against cJSON: accept or reject, and the tree. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "fuzz/json_oracle.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *difference = json_oracle((const char *)data, size, NULL);
    if (difference) {
        fprintf(stderr, "%s\n", difference);
        abort();
    }
    return 0;
}
