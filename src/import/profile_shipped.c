/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/profile_shipped.h"

#include <string.h>

#include "base/i18n.h"
#include "embed/profiles.h"
#include "import/json_docs.h"
#include "import/profile_rules.h"

#define SCORE      85
#define MORE_MAX   10 /* for what is asked beyond one key: the profile that asks most is taken */
#define WRAPPED    10 /* less when a logger wrapped the documents */
#define NAMED_KEYS 4  /* that are named as the reason */

const char *profile_shipped_text(const char *name)
{
    static const char folder[] = "profiles/";
    size_t length = strlen(name);
    for (size_t i = 0; i < ARRAY_COUNT(embed_profiles); i++) {
        const char *file = embed_profiles[i].name + sizeof folder - 1;
        if (strncmp(file, name, length) == 0 && strcmp(file + length, ".json") == 0) {
            return (const char *)embed_profiles[i].bytes;
        }
    }
    return NULL;
}

const char *profile_shipped_file(size_t number)
{
    return number < ARRAY_COUNT(embed_profiles) ? embed_profiles[number].name : NULL;
}

/* --- what they ask for ------------------------------------------------------------------------ */

/* How a profile is recognised. Read by the own parser and apart from the rest, since every import
 * asks all of them; only the one that is chosen is read whole. */
struct asked {
    const struct embed_file *file;
    struct profile_recognition of;
};

/* The text of a value in the arena. */
static const char *text_of(struct arena *arena, const struct json_tree *tree, uint32_t number)
{
    struct strbuf text = STRBUF_INIT;
    json_tree_text(tree, number, &text);
    const char *copy = text.failed ? NULL : arena_strdup(arena, strbuf_text(&text));
    strbuf_free(&text);
    return copy;
}

static uint32_t count_of(const struct json_tree *tree, uint32_t parent)
{
    uint32_t count = 0;
    uint32_t item = json_tree_first(tree, parent);
    for (; item != JSON_NODE_NONE; item = json_tree_next(tree, parent, item)) {
        count++;
    }
    return count;
}

/* The texts of a list, or the one that is none. */
static const char *const *texts_of(struct arena *arena, const struct json_tree *tree,
                                   uint32_t number, size_t *count)
{
    bool list = json_node(tree, number)->kind == JSON_IS_ARRAY;
    uint32_t item = list ? json_tree_first(tree, number) : number;
    *count = 0;
    const char **texts = ARENA_ARRAY(arena, const char *, list ? count_of(tree, number) + 1 : 1);
    while (texts && item != JSON_NODE_NONE) {
        texts[*count] = text_of(arena, tree, item);
        if (!texts[(*count)++]) {
            return NULL;
        }
        item = list ? json_tree_next(tree, number, item) : JSON_NODE_NONE;
    }
    return texts;
}

static bool read_key(struct arena *arena, const struct json_tree *tree, uint32_t member,
                     struct profile_match *match)
{
    struct strbuf name = STRBUF_INIT;
    bool memory = false;
    json_tree_key(tree, member, &name);
    match->place.name = name.failed ? NULL : arena_strdup(arena, strbuf_text(&name));
    strbuf_free(&name);
    if (!match->place.name ||
        json_pointer_parse(arena, match->place.name, &match->place.pointer, &memory)) {
        return false;
    }
    uint32_t value = member;
    if (json_node(tree, member)->kind == JSON_IS_OBJECT) {
        match->negated = true;
        value = json_tree_first(tree, member);
    }
    enum json_kind kind = (enum json_kind)json_node(tree, value)->kind;
    if (kind == JSON_IS_TRUE || kind == JSON_IS_FALSE || kind == JSON_IS_NULL) {
        match->present = kind != JSON_IS_FALSE;
        match->exists = kind == JSON_IS_NULL;
        return true;
    }
    match->texts = texts_of(arena, tree, value, &match->count);
    return match->texts != NULL;
}

/* The matches of one object of keys. */
static bool read_keys(struct arena *arena, const struct json_tree *tree, uint32_t object,
                      struct profile_keys *keys)
{
    struct profile_match *list =
        ARENA_ARRAY(arena, struct profile_match, count_of(tree, object) + 1);
    uint32_t member = list ? json_tree_first(tree, object) : JSON_NODE_NONE;
    keys->matches = list;
    for (; member != JSON_NODE_NONE; member = json_tree_next(tree, object, member)) {
        if (!read_key(arena, tree, member, &list[keys->count++])) {
            return false;
        }
    }
    return list != NULL;
}

static bool read_asked(struct arena *arena, const struct json_tree *tree, struct asked *asked)
{
    uint32_t recognize = json_tree_member(tree, 0, "recognize");
    uint32_t keys = json_tree_member(tree, recognize, "keys");
    uint32_t headers = json_tree_member(tree, recognize, "headers");
    if (headers != JSON_NODE_NONE) {
        asked->of.headers = texts_of(arena, tree, headers, &asked->of.header_count);
        return asked->of.headers != NULL;
    }
    if (keys == JSON_NODE_NONE) {
        return true;
    }
    bool many = json_node(tree, keys)->kind == JSON_IS_ARRAY;
    struct profile_keys *list =
        ARENA_ARRAY(arena, struct profile_keys, many ? count_of(tree, keys) + 1 : 1);
    uint32_t item = many ? json_tree_first(tree, keys) : keys;
    asked->of.keys = list;
    while (list && item != JSON_NODE_NONE) {
        if (!read_keys(arena, tree, item, &list[asked->of.key_count++])) {
            return false;
        }
        item = many ? json_tree_next(tree, keys, item) : JSON_NODE_NONE;
    }
    return list != NULL;
}

/* What all of them ask for; NULL: out of memory. */
static const struct asked *read_all(struct arena *arena)
{
    struct asked *list = ARENA_ARRAY(arena, struct asked, ARRAY_COUNT(embed_profiles));
    struct json_tree tree = JSON_TREE_INIT;
    bool done = list != NULL;
    for (size_t i = 0; done && i < ARRAY_COUNT(embed_profiles); i++) {
        list[i].file = &embed_profiles[i];
        done = json_tree_read(&tree, (const char *)embed_profiles[i].bytes,
                              embed_profiles[i].length) == TREE_WHOLE &&
               read_asked(arena, &tree, &list[i]);
    }
    json_tree_free(&tree);
    return done ? list : NULL;
}

/* --- recognising ------------------------------------------------------------------------------ */

struct choice {
    const struct asked *all;
    size_t count;
    const struct asked *best;
    const struct profile_keys *keys; /* that hold, of JSON */
    int score;
    const struct asked *tried; /* while looking into what wraps a document */
};

static void offer(struct choice *choice, const struct asked *asked, const struct profile_keys *keys,
                  int less)
{
    size_t count = keys ? keys->count : asked->of.header_count;
    int more = count - 1 < MORE_MAX ? (int)(count - 1) : MORE_MAX;
    int score = SCORE + more - less;
    if (score > choice->score) {
        choice->score = score;
        choice->best = asked;
        choice->keys = keys;
    }
}

static bool is_wanted(void *user, const struct json_tree *tree, uint32_t number)
{
    const struct choice *choice = user;
    const struct json_spot spot = {tree, number, number};
    return profile_match_keys(&choice->tried->of, &spot) != NULL;
}

static bool take_wrapped(void *user, const struct json_tree *tree, uint32_t number,
                         const char *path)
{
    struct choice *choice = user;
    const struct json_spot spot = {tree, number, number};
    (void)path;
    offer(choice, choice->tried, profile_match_keys(&choice->tried->of, &spot), WRAPPED);
    return false;
}

/* Whether a document, or one in what wraps it, is of a profile. */
static bool look(void *user, const struct json_tree *tree)
{
    struct choice *choice = user;
    const struct json_spot spot = {tree, 0, 0};
    for (size_t i = 0; i < choice->count; i++) {
        const struct profile_keys *keys = profile_match_keys(&choice->all[i].of, &spot);
        if (keys) {
            offer(choice, &choice->all[i], keys, 0);
        }
    }
    for (size_t i = 0; i < choice->count && choice->score == 0; i++) {
        struct unwrap unwrap;
        choice->tried = &choice->all[i];
        if (choice->tried->of.key_count > 0) {
            unwrap_init(&unwrap, is_wanted, take_wrapped, choice);
            unwrap_search(&unwrap, tree);
            unwrap_free(&unwrap);
        }
    }
    return choice->score == 0;
}

static bool has_headers(const struct csv_sniff *csv, const struct profile_recognition *asked)
{
    for (size_t i = 0; i < asked->header_count; i++) {
        bool twice;
        if (mapping_find_header(csv, asked->headers[i], &twice) == SIZE_MAX) {
            return false;
        }
    }
    return asked->header_count > 0;
}

static void look_at_table(struct choice *choice, const struct csv_sniff *csv)
{
    for (size_t i = 0; i < choice->count; i++) {
        if (has_headers(csv, &choice->all[i].of)) {
            offer(choice, &choice->all[i], NULL, 0);
        }
    }
}

static void say_why(const struct choice *choice, struct strbuf *why)
{
    const struct profile_keys *keys = choice->keys;
    size_t count = keys ? keys->count : choice->best->of.header_count;
    for (size_t i = 0; i < count && i < NAMED_KEYS; i++) {
        strbuf_puts(why, i ? ", " : keys ? _("it holds ") : _("its columns "));
        strbuf_puts(why, keys ? keys->matches[i].place.name : choice->best->of.headers[i]);
    }
}

int profile_sniff(const struct sniff *sniff, struct strbuf *why)
{
    struct choice choice = {0};
    if (!sniff->arena || !sniff->profile) {
        return 0;
    }
    choice.all = read_all(sniff->arena);
    choice.count = ARRAY_COUNT(embed_profiles);
    if (!choice.all) {
        why->failed = true;
        return 0;
    }
    if (sniff->csv) {
        look_at_table(&choice, sniff->csv);
    } else {
        json_docs_sniff(sniff, look, &choice);
    }
    if (choice.best) {
        const struct embed_file *file = choice.best->file;
        *sniff->profile =
            profile_parse(sniff->arena, (const char *)file->bytes, file->length, file->name, NULL);
        why->failed = why->failed || !*sniff->profile;
        say_why(&choice, why);
    }
    return choice.score;
}
