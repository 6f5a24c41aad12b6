/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/store_json.h"

#include "export/json.h"

static const char *const origin_ids[] = {
    [PATH_OPTION] = "option",           [PATH_ENVIRONMENT] = "environment",
    [PATH_USER_CONFIG] = "user_config", [PATH_SYSTEM_CONFIG] = "system_config",
    [PATH_USER_DATA] = "user_data",     [PATH_SHARED] = "shared",
};

static const char *const holds_ids[] = {
    [PLACE_NOTHING] = "nothing",
    [PLACE_STORE] = "store",
    [PLACE_UNREADABLE] = "unreadable",
    [PLACE_NO_STORE] = "no_store",
};

static const char *const zone_from[] = {
    [STORE_ZONE_UNSAID] = NULL,
    [STORE_ZONE_SYSTEM] = "system",
    [STORE_ZONE_CHOSEN] = "chosen",
};

static void add_store(struct json *json, cJSON *root, const struct places *places)
{
    const struct store_info *info = &places->info;
    if (!places->open) {
        json_null(json, root, "store");
        return;
    }
    cJSON *store = json_object(json, root, "store");
    json_integer(json, store, "schema_version", info->schema);
    json_moment(json, store, "created", info->created);
    json_text(json, store, "timezone", info->zone);
    json_text(json, store, "timezone_from", zone_from[info->zone_from]);
    json_text(json, store, "key", info->fingerprint);
    json_integer(json, store, "bytes", (int64_t)info->bytes);
    json_integer(json, store, "campaigns", info->campaigns);
    json_integer(json, store, "messages", info->messages);
    json_integer(json, store, "days", info->days);
    json_integer(json, store, "imports", info->imports);
    json_integer(json, store, "unattributed", info->unattributed);
    json_day(json, store, "first_day", info->first_day);
    json_day(json, store, "last_day", info->last_day);
    json_bool(json, store, "read_only", !places->writable);
    json_bool(json, store, "can_import", places->writable && places->has_key);
}

bool store_json_write(struct sink *sink, const struct places *places, struct err *err)
{
    struct json json = {false};
    cJSON *root = cJSON_CreateObject();
    json.failed |= !root;
    json_text(&json, root, "schema", "campane.store/1");
    json_text(&json, root, "path", places->chosen->path);
    add_store(&json, root, places);
    cJSON *lookup = json_array(&json, root, "lookup");
    for (size_t i = 0; i < places->count; i++) {
        const struct place *place = &places->all[i];
        cJSON *item = json_object(&json, lookup, NULL);
        json_text(&json, item, "path", place->path);
        json_text(&json, item, "origin", origin_ids[place->origin]);
        json_text(&json, item, "holds", holds_ids[place->holds]);
        if (place->holds == PLACE_STORE) {
            json_integer(&json, item, "campaigns", place->campaigns);
        } else {
            json_null(&json, item, "campaigns");
        }
        json_bool(&json, item, "chosen", place->chosen);
    }
    json_write(&json, sink, root, 0);
    sink_puts(sink, "\n");
    return !json.failed || err_memory(err);
}
