/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dashboard with plain views on a store, for the terminal tests:
 *     app_demo [--mouse] [--read-only] STORE
 */
#include <locale.h>

#include "ui/app/desk.h"
#include "unit/app_views.h"

int main(int argc, char **argv)
{
    struct err err = ERR_INIT;
    struct clock clock = {FIXTURE_NOW};
    struct app_options options = plain_options(argv[argc - 1], &clock);
    setlocale(LC_CTYPE, "");
    for (int i = 1; i + 1 < argc; i++) {
        options.mouse |= strcmp(argv[i], "--mouse") == 0;
        options.read_only |= strcmp(argv[i], "--read-only") == 0;
    }
    if (argc < 2 || !desk_run(&options, &plain_views, &err)) {
        char words[1024];
        fprintf(stderr, "app_demo: %s\n", err_format(&err, words, sizeof words));
        return err_exit_status(err.code);
    }
    puts("bye");
    return 0;
}
