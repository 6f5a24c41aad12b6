/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config/paths.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "config/file.h"
#include "config/settings.h"

#define STORE_FILE "campane/campane.db"

/* NULL for what is unset or empty, as the XDG rules want it. */
static const char *variable(const char *name)
{
    const char *value = getenv(name);
    return value && value[0] ? value : NULL;
}

void paths_env_read(struct paths_env *env)
{
    *env = (struct paths_env){.home = variable("HOME"),
                              .xdg_data_home = variable("XDG_DATA_HOME"),
                              .xdg_config_home = variable("XDG_CONFIG_HOME"),
                              .xdg_cache_home = variable("XDG_CACHE_HOME"),
                              .xdg_state_home = variable("XDG_STATE_HOME"),
                              .campane_store = variable("CAMPANE_STORE"),
                              .campane_datadir = variable("CAMPANE_DATADIR"),
                              .sysconfdir = "/etc",
                              .vardir = "/var/lib"};
}

static const char *const origin_words[] = {
    [PATH_OPTION] = N_("given as --store"),
    [PATH_ENVIRONMENT] = N_("CAMPANE_STORE"),
    [PATH_USER_CONFIG] = N_("your configuration file"),
    [PATH_SYSTEM_CONFIG] = N_("this machine's configuration file"),
    [PATH_USER_DATA] = N_("your own store"),
    [PATH_SHARED] = N_("this machine's shared store"),
};

const char *path_origin_words(enum path_origin origin)
{
    return origin_words[origin];
}

/* FOLDER/NAME of an XDG variable, which counts only when absolute, else of a folder in the home. */
static bool in_home(struct arena *arena, const struct paths_env *env, const char *xdg,
                    const char *fallback, const char *name, const char **path)
{
    if (xdg && xdg[0] == '/') {
        *path = arena_printf(arena, "%s/%s", xdg, name);
    } else if (env->home) {
        *path = arena_printf(arena, "%s/%s/%s", env->home, fallback, name);
    } else {
        *path = NULL;
        return true;
    }
    return *path != NULL;
}

const char *paths_user_config(struct arena *arena, const struct paths_env *env, const char *name)
{
    const char *path = NULL;
    const char *full = arena_printf(arena, "campane/%s", name);
    if (!full || !in_home(arena, env, env->xdg_config_home, ".config", full, &path)) {
        return NULL;
    }
    return path;
}

const char *const *paths_themes(struct arena *arena, const struct paths_env *env)
{
    const char **folders = ARENA_ARRAY(arena, const char *, 3);
    const char *user = paths_user_config(arena, env, "themes");
    const char *system = arena_printf(arena, "%s/campane/themes", env->sysconfdir);
    if (!folders || !system) {
        return NULL;
    }
    size_t count = 0;
    if (user) {
        folders[count++] = user;
    }
    folders[count++] = system;
    folders[count] = NULL;
    return folders;
}

const char *paths_user_cache(struct arena *arena, const struct paths_env *env)
{
    const char *path = NULL;
    return in_home(arena, env, env->xdg_cache_home, ".cache", "campane", &path) ? path : NULL;
}

const char *paths_user_state(struct arena *arena, const struct paths_env *env, const char *name)
{
    const char *path = NULL;
    const char *full = arena_printf(arena, "campane/%s", name);
    return full && in_home(arena, env, env->xdg_state_home, ".local/state", full, &path) ? path
                                                                                         : NULL;
}

/* The `store =` of one configuration file; *store NULL when it names none. */
static bool store_of(struct arena *arena, const struct paths_env *env, const char *config,
                     const char **store, struct err *err)
{
    *store = NULL;
    const struct settings *settings = settings_load(arena, NULL, config, err);
    if (!settings) {
        return false;
    }
    const char *value = settings->value[SETTING_STORE];
    if (!value || value[0] != '~') {
        *store = value;
        return true;
    }
    if (!env->home) {
        err_set(err, ERR_NOT_FOUND, _("the store is set to %s, but HOME is not set"), value);
        return err_at(err, config, 0, 0);
    }
    *store = arena_printf(arena, "%s%s", env->home, value + 1);
    return *store ? true : err_memory(err);
}

/* The owner of the nearest folder above the path that can be looked at: who keeps us out of what
 * lies behind it. */
static bool owner_above(const char *path, struct stat *status)
{
    char *folder = mem_strdup(path);
    bool found = false;
    for (char *slash; folder && !found && (slash = strrchr(folder, '/'));) {
        if (slash == folder) {
            found = stat("/", status) == 0;
            break;
        }
        *slash = '\0';
        found = stat(folder, status) == 0;
    }
    mem_free(folder);
    return found;
}

/* What is at the candidate's path. A path behind a closed folder counts as there and unreadable:
 * campane would otherwise offer to make a second store in its place. */
static bool look(struct arena *arena, struct store_candidate *candidate)
{
    struct stat status;
    bool seen = stat(candidate->path, &status) == 0;
    bool closed = !seen && errno == EACCES && owner_above(candidate->path, &status);
    candidate->exists = seen || closed;
    candidate->readable = seen && !S_ISDIR(status.st_mode) && access(candidate->path, R_OK) == 0;
    if (!candidate->exists || candidate->readable) {
        return true;
    }
    char owner[64];
    candidate->owner = arena_strdup(arena, file_owner(status.st_uid, owner));
    return candidate->owner != NULL;
}

/* The first that was named, else the first that can be read, else the user's own. */
static struct store_candidate *choose(struct store_candidate *all, size_t count)
{
    struct store_candidate *own = NULL;
    for (size_t i = 0; i < count; i++) {
        if (all[i].origin <= PATH_SYSTEM_CONFIG || all[i].readable) {
            return &all[i];
        }
        if (all[i].origin == PATH_USER_DATA) {
            own = &all[i];
        }
    }
    return own;
}

/* The path that each origin gives, NULL where it gives none; in enum order. */
static bool gather(struct arena *arena, const struct paths_env *env, const char *option,
                   const char *paths[PATH_SHARED + 1], struct err *err)
{
    const char *user_config = env->user_config;
    const char *system_config = arena_printf(arena, "%s/campane/config", env->sysconfdir);
    if (!user_config &&
        !in_home(arena, env, env->xdg_config_home, ".config", "campane/config", &user_config)) {
        return err_memory(err);
    }
    if (!system_config ||
        !in_home(arena, env, env->xdg_data_home, ".local/share", STORE_FILE,
                 &paths[PATH_USER_DATA]) ||
        !(paths[PATH_SHARED] = arena_printf(arena, "%s/%s", env->vardir, STORE_FILE))) {
        return err_memory(err);
    }
    paths[PATH_OPTION] = option;
    paths[PATH_ENVIRONMENT] = env->campane_store;
    return store_of(arena, env, user_config, &paths[PATH_USER_CONFIG], err) &&
           store_of(arena, env, system_config, &paths[PATH_SYSTEM_CONFIG], err);
}

bool paths_store(struct arena *arena, const struct paths_env *env, const char *option,
                 struct store_candidate **candidates, size_t *count, struct err *err)
{
    const char *paths[PATH_SHARED + 1] = {NULL};
    struct store_candidate *all = ARENA_ARRAY(arena, struct store_candidate, PATH_SHARED + 1);
    if (!all) {
        return err_memory(err);
    }
    if (!gather(arena, env, option, paths, err)) {
        return false;
    }
    size_t taken = 0;
    for (int origin = PATH_OPTION; origin <= PATH_SHARED; origin++) {
        if (!paths[origin]) {
            continue;
        }
        all[taken].path = arena_strdup(arena, paths[origin]);
        all[taken].origin = (enum path_origin)origin;
        if (!all[taken].path || !look(arena, &all[taken])) {
            return err_memory(err);
        }
        taken++;
    }
    struct store_candidate *chosen = choose(all, taken);
    if (!chosen) {
        err_set(err, ERR_NOT_FOUND, _("HOME is not set, so there is no place for a store"));
        return err_todo(err, _("name one with --store FILE"));
    }
    chosen->chosen = true;
    *candidates = all;
    *count = taken;
    return true;
}

/* The folder of the running program, where the system tells. */
static const char *program_folder(struct arena *arena)
{
    static const char *const links[] = {"/proc/self/exe", "/proc/curproc/file",
                                        "/proc/curproc/exe"};
    char path[4096];
    for (size_t i = 0; i < ARRAY_COUNT(links); i++) {
        ssize_t length = readlink(links[i], path, sizeof path);
        if (length <= 0 || (size_t)length == sizeof path || path[0] != '/') {
            continue;
        }
        while (path[length - 1] != '/') {
            length--;
        }
        return arena_strndup(arena, path, (size_t)length);
    }
    return NULL;
}

const char *paths_data(struct arena *arena, const struct paths_env *env, const char *name,
                       struct err *err)
{
    const char *beside = program_folder(arena);
    const char *places[] = {
        env->campane_datadir ? arena_printf(arena, "%s/%s", env->campane_datadir, name) : NULL,
        beside ? arena_printf(arena, "%sdata/%s", beside, name) : NULL,
        arena_printf(arena, "%s/data/%s", PKGDATADIR, name),
    };
    struct strbuf looked = STRBUF_INIT;
    const char *found = NULL;
    for (size_t i = 0; i < ARRAY_COUNT(places) && !found; i++) {
        if (places[i] && access(places[i], R_OK) == 0) {
            found = places[i];
        } else if (places[i]) {
            strbuf_printf(&looked, "%s%s", looked.length > 0 ? ", " : "", places[i]);
        }
    }
    if (!found && !places[2]) {
        err_memory(err);
    } else if (!found) {
        err_set(err, ERR_NOT_FOUND, _("a file of campane is missing; looked for %s"),
                strbuf_text(&looked));
        err_todo(err, _("install campane again, or name its data folder in CAMPANE_DATADIR"));
    }
    strbuf_free(&looked);
    return found;
}
