/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writes the completion script of a shell to standard output: mkcompletion bash|zsh|fish
 */
#include <stdio.h>
#include <string.h>

#include "completion/shell.h"

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*write)(void);
    } shells[] = {{"bash", shell_bash}, {"zsh", shell_zsh}, {"fish", shell_fish}};
    for (size_t i = 0; argc == 2 && i < ARRAY_COUNT(shells); i++) {
        if (strcmp(argv[1], shells[i].name) == 0) {
            shells[i].write();
            return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 3;
        }
    }
    fputs("usage: mkcompletion bash|zsh|fish\n", stderr);
    return 2;
}
