/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config/settings.h"

#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "config/file.h"
#include "config/pairs.h"
#include "model/names.h"
#include "text/utf8.h"

static const struct setting_info infos[SETTING_COUNT] = {
#define SETTING_INFO(id, name, value, words, help) [SETTING_##id] = {name, value, words, help},
    SETTING_LIST(SETTING_INFO)
#undef SETTING_INFO
};

const struct setting_info *setting_info(enum setting id)
{
    return &infos[id];
}

static bool find(const char *name, size_t length, enum setting *id)
{
    for (int i = 0; i < SETTING_COUNT; i++) {
        if (strlen(infos[i].name) == length && memcmp(infos[i].name, name, length) == 0) {
            *id = (enum setting)i;
            return true;
        }
    }
    return false;
}

static bool refuse_name(const struct pair *pair, struct err *err)
{
    struct strbuf known = STRBUF_INIT;
    for (int i = 0; i < SETTING_COUNT; i++) {
        strbuf_printf(&known, "%s%s", i ? ", " : "", infos[i].name);
    }
    pair_refuse(pair, _("there is no setting"), pair->name, pair->name_length, err);
    err_todo(err, _("known settings: %s, key.ACTION"), strbuf_text(&known));
    strbuf_free(&known);
    return false;
}

/* Whether a value is one that the setting can have. */
static bool fits(enum setting id, const char *value)
{
    if (id == SETTING_STORE) {
        return value[0] == '/' || (value[0] == '~' && value[1] == '/');
    }
    return infos[id].words[0] ? names_hold(infos[id].words, value) : value[0] != '\0';
}

/* Settings are shown, in messages and by --print-config: what a terminal would obey is none, be it
 * written as UTF-8 or in a byte of its own. Paths may hold other bytes that are no text. */
static bool is_plain(const char *text, size_t length)
{
    for (size_t at = 0; at < length;) {
        uint32_t point;
        bool valid;
        size_t bytes = utf8_decode(text + at, length - at, &point, &valid);
        point = valid ? point : (unsigned char)text[at];
        if ((point < ' ' && point != '\t') || (point >= 0x7f && point < 0xa0)) {
            return false;
        }
        at += bytes;
    }
    return true;
}

/* Where the settings of the files go. */
struct reading {
    struct arena *arena;
    struct settings *settings;
    bool seen[SETTING_COUNT]; /* in this file */
};

#define KEY_PREFIX "key."
#define KEYS_MAX   500

static bool is_key(const struct pair *pair)
{
    size_t length = strlen(KEY_PREFIX);
    return pair->name_length > length && memcmp(pair->name, KEY_PREFIX, length) == 0;
}

static bool refuse_keys(const struct pair *pair, struct err *err)
{
    pair_refuse(pair, _("wrong value"), pair->value, pair->value_length, err);
    return err_todo(err, "%s", _("keys are: their names, such as a, C-a or F5, or none"));
}

/* Keys of an action: those of the same action in a file before give way. */
static bool take_key(struct reading *reading, const struct pair *pair, const char *keys,
                     struct err *err)
{
    struct settings *settings = reading->settings;
    if (settings->key_count == KEYS_MAX) {
        return pair_refuse(pair, _("more keys than there are actions, from"), pair->name,
                           pair->name_length, err);
    }
    size_t prefix = strlen(KEY_PREFIX), count = 0;
    const char *action =
        arena_strndup(reading->arena, pair->name + prefix, pair->name_length - prefix);
    struct setting_key *made =
        ARENA_ARRAY(reading->arena, struct setting_key, settings->key_count + 1);
    if (!action || !made) {
        return err_memory(err);
    }
    for (size_t i = 0; i < settings->key_count; i++) {
        if (strcmp(settings->keys[i].action, action) != 0) {
            made[count++] = settings->keys[i];
        } else if (settings->keys[i].file == pair->file) {
            return pair_refuse(pair, _("the file sets twice"), pair->name, pair->name_length, err);
        }
    }
    uint64_t column = (uint64_t)(pair->value - pair->text) + 1;
    uint64_t action_column = (uint64_t)(pair->name + prefix - pair->text) + 1;
    made[count++] =
        (struct setting_key){action, keys, pair->file, pair->line, column, action_column};
    settings->keys = made;
    settings->key_count = count;
    return true;
}

static bool take(void *context, const struct pair *pair, struct err *err)
{
    struct reading *reading = context;
    enum setting id = SETTING_COUNT;
    if (is_key(pair) ? !is_plain(pair->name, pair->name_length)
                     : !find(pair->name, pair->name_length, &id)) {
        return refuse_name(pair, err);
    }
    if (!is_key(pair) && reading->seen[id]) {
        return pair_refuse(pair, _("the file sets twice"), pair->name, pair->name_length, err);
    }
    const char *value = arena_strndup(reading->arena, pair->value, pair->value_length);
    if (!value) {
        return err_memory(err);
    }
    bool plain = is_plain(pair->value, pair->value_length);
    if (is_key(pair)) {
        return plain ? take_key(reading, pair, value, err) : refuse_keys(pair, err);
    }
    if (!plain || !fits(id, value)) {
        pair_refuse(pair, _("wrong value"), pair->value, pair->value_length, err);
        return err_todo(err, _("%s is: %s"), infos[id].name,
                        id == SETTING_STORE ? _("an absolute path, or one that begins with ~/")
                                            : _(infos[id].help));
    }
    reading->seen[id] = true;
    reading->settings->value[id] = value;
    reading->settings->origin[id] = pair->file;
    reading->settings->place[id].line = pair->line;
    reading->settings->place[id].column = (uint64_t)(pair->value - pair->text) + 1;
    return true;
}

static bool read_file(struct arena *arena, const char *path, struct settings *settings,
                      struct err *err)
{
    struct err failure = ERR_INIT;
    size_t length = 0;
    char *text = file_read(path, &length, &failure);
    if (!text) {
        if (failure.code != ERR_NOT_FOUND && err) {
            *err = failure;
        }
        return failure.code == ERR_NOT_FOUND;
    }
    const char *name = arena_strdup(arena, path);
    struct reading reading = {.arena = arena, .settings = settings};
    bool done = name ? pairs_read(name, text, length, take, &reading, err) : err_memory(err);
    mem_free(text);
    return done;
}

const struct settings *settings_load(struct arena *arena, const char *system_path,
                                     const char *user_path, struct err *err)
{
    struct settings *settings = ARENA_NEW(arena, struct settings);
    if (!settings) {
        err_memory(err);
        return NULL;
    }
    for (int i = 0; i < SETTING_COUNT; i++) {
        settings->value[i] = infos[i].value;
    }
    if ((system_path && !read_file(arena, system_path, settings, err)) ||
        (user_path && !read_file(arena, user_path, settings, err))) {
        return NULL;
    }
    return settings;
}
