/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/dashboard_host.h"

#include <stdlib.h>
#include <sys/wait.h>

struct harness *dashboard_start(const char *const *argv, int columns, int rows)
{
    struct harness_options options = {.argv = argv, .columns = columns, .rows = rows};
    return harness_start(&options);
}

const char *dashboard_new_store(void)
{
    static char path[512];
    static int number;
    snprintf(path, sizeof path, "%s/dashboard-%d.db", check_folder(), ++number);
    return path;
}

struct harness *dashboard_start_on(const char *store)
{
    const char *argv[] = {"./campane", "--store", store, "--now", "2026-10-31T12:00", NULL};
    return dashboard_start(argv, 100, 30);
}

const char *dashboard_write_days(const char *name, const char *text)
{
    static char path[512];
    snprintf(path, sizeof path, "%s/%s", check_folder(), name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fprintf(file, "date,campaign,sent,delivered,read\n%s", text);
    fclose(file);
    return path;
}

void dashboard_import(const char *store, const char *file)
{
    char command[2048];
    snprintf(command, sizeof command,
             "./campane import --quiet --store '%s' --zone UTC --now 2026-10-31T12:00 '%s'", store,
             file);
    assert_int_equal(system(command), 0);
}

void dashboard_check_bye(struct harness *harness)
{
    int status = harness_wait_exit(harness);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    harness_check_restored(harness);
    harness_free(harness);
}
