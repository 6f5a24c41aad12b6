/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "config/file.h"
#include "config/paths.h"

static struct arena *arena;
static char root[512]; /* a small file system of this test */

static void make_folder(const char *relative)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", root, relative);
    for (char *slash = path + strlen(root) + 1; (slash = strchr(slash, '/')); slash++) {
        *slash = '\0';
        mkdir(path, 0755);
        *slash = '/';
    }
    mkdir(path, 0755);
}

static const char *at(const char *relative)
{
    return arena_printf(arena, "%s/%s", root, relative);
}

static void put(const char *relative, const char *text)
{
    FILE *file = fopen(at(relative), "wb");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static int set_up(void **state)
{
    (void)state;
    static int number;
    arena = arena_new();
    snprintf(root, sizeof root, "%s/%d", check_folder(), number++);
    mkdir(root, 0755);
    make_folder("home/.config/campane");
    make_folder("home/.local/share/campane");
    make_folder("etc/campane");
    make_folder("var/lib/campane");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static struct paths_env env_of_root(void)
{
    return (struct paths_env){.home = at("home"), .sysconfdir = at("etc"), .vardir = at("var/lib")};
}

static const struct store_candidate *chosen(const struct paths_env *env, const char *option,
                                            struct store_candidate **all, size_t *count)
{
    struct err err = ERR_INIT;
    check_ok(paths_store(arena, env, option, all, count, &err), &err);
    const struct store_candidate *found = NULL;
    for (size_t i = 0; i < *count; i++) {
        if ((*all)[i].chosen) {
            assert_null(found);
            found = &(*all)[i];
        }
        assert_true(path_origin_words((*all)[i].origin)[0] != '\0');
    }
    assert_non_null(found);
    return found;
}

/* Nothing there, nothing named: the user's own, to be made. */
static void test_fresh(void **state)
{
    (void)state;
    struct paths_env env = env_of_root();
    struct store_candidate *all;
    size_t count;
    const struct store_candidate *store = chosen(&env, NULL, &all, &count);
    assert_int_equal(count, 2);
    assert_string_equal(store->path, at("home/.local/share/campane/campane.db"));
    assert_int_equal(store->origin, PATH_USER_DATA);
    assert_false(store->exists || store->readable);
    assert_null(store->owner);
    assert_int_equal(all[1].origin, PATH_SHARED);
    assert_string_equal(all[1].path, at("var/lib/campane/campane.db"));
}

static void test_order(void **state)
{
    (void)state;
    struct paths_env env = env_of_root();
    struct store_candidate *all;
    size_t count;
    put("var/lib/campane/campane.db", "");
    assert_int_equal(chosen(&env, NULL, &all, &count)->origin, PATH_SHARED);
    put("home/.local/share/campane/campane.db", "");
    const struct store_candidate *store = chosen(&env, NULL, &all, &count);
    assert_int_equal(store->origin, PATH_USER_DATA);
    assert_true(store->exists && store->readable);

    /* what is named wins, there or not */
    put("etc/campane/config", "store = /named/by/machine.db\n");
    assert_int_equal(chosen(&env, NULL, &all, &count)->origin, PATH_SYSTEM_CONFIG);
    put("home/.config/campane/config", "# mine\nstore = ~/named by me.db\n");
    store = chosen(&env, NULL, &all, &count);
    assert_int_equal(store->origin, PATH_USER_CONFIG);
    assert_string_equal(store->path, at("home/named by me.db"));
    env.campane_store = "/named/by/environment.db";
    assert_string_equal(chosen(&env, NULL, &all, &count)->path, "/named/by/environment.db");
    store = chosen(&env, "here.db", &all, &count);
    assert_int_equal(store->origin, PATH_OPTION);
    assert_string_equal(store->path, "here.db");
    assert_int_equal(count, 6);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(all[i].origin, i);
    }
}

static void test_xdg(void **state)
{
    (void)state;
    struct paths_env env = env_of_root();
    struct store_candidate *all;
    size_t count;
    env.xdg_data_home = at("data");
    env.xdg_config_home = at("config");
    assert_string_equal(chosen(&env, NULL, &all, &count)->path, at("data/campane/campane.db"));
    assert_string_equal(paths_user_config(arena, &env, "benchmarks.json"),
                        at("config/campane/benchmarks.json"));
    make_folder("config/campane");
    put("config/campane/config", "store = /x.db\n");
    assert_string_equal(chosen(&env, NULL, &all, &count)->path, "/x.db");
    env.xdg_cache_home = at("cache");
    assert_string_equal(paths_user_cache(arena, &env), at("cache/campane"));
    /* relative ones do not count */
    env.xdg_cache_home = "cache";
    assert_string_equal(paths_user_cache(arena, &env), at("home/.cache/campane"));
    env.xdg_data_home = "data";
    env.xdg_config_home = "config";
    assert_string_equal(paths_user_config(arena, &env, "x"), at("home/.config/campane/x"));
    assert_string_equal(chosen(&env, NULL, &all, &count)->path,
                        at("home/.local/share/campane/campane.db"));
}

static void test_given_config(void **state)
{
    (void)state;
    struct paths_env env = env_of_root();
    struct store_candidate *all;
    size_t count;
    put("home/.config/campane/config", "store = /usual.db\n");
    put("other", "store = /other.db\n");
    env.user_config = at("other");
    assert_string_equal(chosen(&env, NULL, &all, &count)->path, "/other.db");
}

static void test_no_home(void **state)
{
    (void)state;
    struct paths_env env = env_of_root();
    struct store_candidate *all = NULL;
    size_t count = 7;
    struct err err = ERR_INIT;
    env.home = NULL;
    assert_null(paths_user_config(arena, &env, "config"));
    assert_false(paths_store(arena, &env, NULL, &all, &count, &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    assert_non_null(strstr(err.todo, "--store"));
    assert_null(all);
    assert_int_equal(count, 7);
    put("var/lib/campane/campane.db", "");
    assert_int_equal(chosen(&env, NULL, &all, &count)->origin, PATH_SHARED);
    put("etc/campane/config", "store = ~/x.db\n");
    assert_false(paths_store(arena, &env, NULL, &all, &count, &err));
    assert_non_null(strstr(err.text, "HOME"));
}

static void test_wrong_config(void **state)
{
    (void)state;
    struct paths_env env = env_of_root();
    struct store_candidate *all;
    size_t count;
    struct err err = ERR_INIT;
    put("home/.config/campane/config", "stroe = /x.db\n");
    assert_false(paths_store(arena, &env, NULL, &all, &count, &err));
    assert_int_equal(err.code, ERR_REFUSED);
    assert_int_equal(err.line, 1);
    assert_string_equal(err.file, at("home/.config/campane/config"));
}

/* As an ordinary user, also where the tests run as root. 0 when all is as it should be. */
static int look_at_closed(const struct paths_env *env, const char *owner)
{
    if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) {
        return 2;
    }
    struct store_candidate *all;
    size_t count;
    if (!paths_store(arena, env, NULL, &all, &count, NULL) || count != 3) {
        return 3;
    }
    const struct store_candidate *file = &all[0];   /* a file without permission */
    const struct store_candidate *own = &all[1];    /* nothing there, and nothing in the way */
    const struct store_candidate *behind = &all[2]; /* a folder that lets nobody through */
    if (!file->exists || file->readable || !file->owner || strcmp(file->owner, owner) != 0 ||
        !file->chosen) {
        return 4;
    }
    if (own->exists || own->readable || own->owner) {
        return 5;
    }
    if (!behind->exists || behind->readable || !behind->owner ||
        strcmp(behind->owner, owner) != 0) {
        return 6;
    }
    return 0;
}

/* In a folder of its own that anybody can reach: the others are closed to all but their owner. */
static void test_denied(void **state)
{
    (void)state;
    char open_folder[] = "/tmp/campane-open.XXXXXX";
    assert_non_null(mkdtemp(open_folder));
    assert_int_equal(chmod(open_folder, 0755), 0);
    snprintf(root, sizeof root, "%s", open_folder);
    make_folder("closed");
    put("closed.db", "");
    struct paths_env env = {.home = at("home"),
                            .campane_store = at("closed.db"),
                            .sysconfdir = at("etc"),
                            .vardir = at("closed")};
    assert_int_equal(chmod(at("closed.db"), 0), 0);
    assert_int_equal(chmod(at("closed"), 0), 0);
    char owner[64];
    file_owner(geteuid(), owner);

    pid_t child = fork();
    if (child == 0) {
        _exit(look_at_closed(&env, owner));
    }
    int status = -1;
    pid_t waited = waitpid(child, &status, 0);
    chmod(at("closed"), 0755);
    rmdir(at("closed"));
    unlink(at("closed.db"));
    rmdir(open_folder);
    assert_true(child > 0 && waited == child && WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

/* A folder in the store's place is there but nothing to read. */
static void test_folder_in_the_way(void **state)
{
    (void)state;
    struct paths_env env = env_of_root();
    struct store_candidate *all;
    size_t count;
    make_folder("var/lib/campane/campane.db");
    const struct store_candidate *store = chosen(&env, NULL, &all, &count);
    assert_int_equal(store->origin, PATH_USER_DATA);
    assert_true(all[1].exists && !all[1].readable);
}

static void test_env(void **state)
{
    (void)state;
    struct paths_env env;
    setenv("HOME", "/home/someone", 1);
    setenv("XDG_DATA_HOME", "", 1);
    unsetenv("CAMPANE_STORE");
    setenv("CAMPANE_DATADIR", "/data", 1);
    paths_env_read(&env);
    assert_string_equal(env.home, "/home/someone");
    assert_null(env.xdg_data_home);
    assert_null(env.campane_store);
    assert_null(env.user_config);
    assert_string_equal(env.campane_datadir, "/data");
    assert_string_equal(env.sysconfdir, "/etc");
    assert_string_equal(env.vardir, "/var/lib");
}

static void test_data(void **state)
{
    (void)state;
    struct paths_env env = env_of_root();
    struct err err = ERR_INIT;
    make_folder("data/profiles");
    put("data/profiles/mine.json", "{}");
    env.campane_datadir = at("data");
    const char *path = paths_data(arena, &env, "profiles/mine.json", &err);
    check_ok(path, &err);
    assert_string_equal(path, at("data/profiles/mine.json"));
    assert_null(paths_data(arena, &env, "profiles/none.json", &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    assert_non_null(strstr(err.text, at("data/profiles/none.json")));
    assert_non_null(strstr(err.text, PKGDATADIR));
    assert_non_null(strstr(err.todo, "CAMPANE_DATADIR"));
}

static void test_faults(void **state)
{
    (void)state;
    struct paths_env env = env_of_root();
    put("home/.config/campane/config", "store = ~/x.db\n");
    for (uint64_t n = 1;; n++) {
        struct arena *own = arena_new();
        struct store_candidate *all;
        size_t count;
        struct err err = ERR_INIT;
        mem_fault_after(n, false);
        bool done = paths_store(own, &env, NULL, &all, &count, &err);
        uint64_t asked = mem_fault_after(0, false);
        assert_int_equal(done, err.code == ERR_NONE);
        arena_free(own);
        if (asked < n) {
            assert_true(done && n > 2);
            return;
        }
        assert_int_equal(err.code, ERR_MEMORY);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_fresh, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_order, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_xdg, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_given_config, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_no_home, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_wrong_config, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_denied, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_folder_in_the_way, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_env, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_data, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_faults, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
