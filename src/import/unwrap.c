/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/unwrap.h"

#include <string.h>

#define TRIES_MAX 32 /* "{" in one text at which JSON is looked for in vain */

void unwrap_init(struct unwrap *unwrap, unwrap_wanted *wanted, unwrap_found *found, void *user)
{
    *unwrap = (struct unwrap){.wanted = wanted, .found = found, .user = user};
    for (int i = 0; i < UNWRAP_LEVELS; i++) {
        unwrap->trees[i] = (struct json_tree)JSON_TREE_INIT;
        unwrap->texts[i] = (struct strbuf)STRBUF_INIT;
    }
}

void unwrap_free(struct unwrap *unwrap)
{
    for (int i = 0; i < UNWRAP_LEVELS; i++) {
        json_tree_free(&unwrap->trees[i]);
        strbuf_free(&unwrap->texts[i]);
    }
    strbuf_free(&unwrap->path);
    strbuf_free(&unwrap->cut_path);
}

static bool out_of_memory(const struct unwrap *unwrap)
{
    for (int i = 0; i < UNWRAP_LEVELS; i++) {
        if (unwrap->texts[i].failed || unwrap->trees[i].memory) {
            return true;
        }
    }
    return unwrap->path.failed || unwrap->cut_path.failed;
}

static void search(struct unwrap *unwrap, const struct json_tree *tree, uint32_t number, int level);

/* Whether something in what was read of a text that is cut is wanted. */
static bool wanted_part(struct unwrap *unwrap, const struct json_tree *tree)
{
    for (uint32_t i = 0; i < tree->nodes.count; i++) {
        if (json_node(tree, i)->kind == JSON_IS_OBJECT && unwrap->wanted(unwrap->user, tree, i)) {
            return true;
        }
    }
    return false;
}

static void note_cut(struct unwrap *unwrap)
{
    if (!unwrap->cut) {
        unwrap->cut = true;
        strbuf_clear(&unwrap->cut_path);
        strbuf_puts(&unwrap->cut_path, strbuf_text(&unwrap->path));
    }
}

/* Look for JSON in a text, which may stand behind other words, several times over. */
static void search_text(struct unwrap *unwrap, const struct json_tree *tree, uint32_t number,
                        int level)
{
    const struct json_node *node = json_node(tree, number);
    size_t path = unwrap->path.length;
    if (level == UNWRAP_LEVELS || !node->escaped ||
        !memchr(tree->text + node->at, '{', node->length)) {
        return;
    }
    struct strbuf *text = &unwrap->texts[level];
    struct json_tree *inner = &unwrap->trees[level];
    strbuf_clear(text);
    json_tree_text(tree, number, text);
    strbuf_puts(&unwrap->path, " (text)");
    const char *at = strbuf_text(text);
    const char *end = at + text->length;
    for (int tries = 0; tries < TRIES_MAX && !unwrap->stopped;) {
        at = at < end ? memchr(at, '{', (size_t)(end - at)) : NULL;
        if (!at || text->failed) {
            break;
        }
        size_t before = unwrap->count;
        enum json_tree_result result = json_tree_read(inner, at, (size_t)(end - at));
        if (result == TREE_WHOLE) {
            search(unwrap, inner, 0, level + 1);
            at += inner->length;
            tries += unwrap->count == before;
            continue;
        }
        if (result == TREE_CUT && wanted_part(unwrap, inner)) {
            note_cut(unwrap);
            break;
        }
        at++;
        tries++;
    }
    strbuf_truncate(&unwrap->path, path);
}

static void search(struct unwrap *unwrap, const struct json_tree *tree, uint32_t number, int level)
{
    const struct json_node *node = json_node(tree, number);
    if (node->kind == JSON_IS_STRING) {
        search_text(unwrap, tree, number, level);
        return;
    }
    if (node->kind != JSON_IS_OBJECT && node->kind != JSON_IS_ARRAY) {
        return;
    }
    if (node->kind == JSON_IS_OBJECT && unwrap->wanted(unwrap->user, tree, number)) {
        unwrap->count++;
        unwrap->stopped = !unwrap->found(unwrap->user, tree, number, strbuf_text(&unwrap->path));
        return;
    }
    size_t path = unwrap->path.length;
    uint32_t item = json_tree_first(tree, number);
    for (; item != JSON_NODE_NONE && !unwrap->stopped; item = json_tree_next(tree, number, item)) {
        strbuf_putc(&unwrap->path, '/');
        if (node->kind == JSON_IS_ARRAY) {
            strbuf_putc(&unwrap->path, '*');
        } else {
            json_tree_key(tree, item, &unwrap->path);
        }
        search(unwrap, tree, item, level);
        strbuf_truncate(&unwrap->path, path);
    }
}

enum unwrap_result unwrap_search(struct unwrap *unwrap, const struct json_tree *tree)
{
    unwrap->count = 0;
    unwrap->stopped = unwrap->cut = false;
    strbuf_clear(&unwrap->path);
    if (tree->nodes.count > 0) {
        search(unwrap, tree, 0, 0);
    }
    if (out_of_memory(unwrap)) {
        return UNWRAP_MEMORY;
    }
    if (unwrap->stopped) {
        return UNWRAP_STOPPED;
    }
    return unwrap->count ? UNWRAP_FOUND : unwrap->cut ? UNWRAP_CUT : UNWRAP_NOTHING;
}
