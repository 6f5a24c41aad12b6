/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What loggers wrap around a body, over any bytes: what is found is a value of the tree it is said
 * to stand in, its path can be shown, and a document that is searched again gives the same.
 */
#include <stdint.h>
#include <string.h>

#include "fuzz/format_run.h"
#include "import/unwrap.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct finds {
    struct strbuf paths;
    size_t count;
};

static bool wanted(void *user, const struct json_tree *tree, uint32_t number)
{
    (void)user;
    must(number < tree->nodes.count);
    return json_tree_member(tree, number, "entry") != JSON_NODE_NONE;
}

static bool found(void *user, const struct json_tree *tree, uint32_t number, const char *path)
{
    struct finds *finds = user;
    const struct json_node *node = json_node(tree, number);
    must(wanted(user, tree, number));
    must((size_t)node->at + node->length <= tree->length && node->kind == JSON_IS_OBJECT);
    must(utf8_valid(path, strlen(path), NULL));
    strbuf_puts(&finds->paths, path);
    strbuf_putc(&finds->paths, '\n');
    return ++finds->count < 1000;
}

static enum unwrap_result search(struct unwrap *unwrap, const struct json_tree *tree,
                                 struct finds *finds)
{
    finds->count = 0;
    strbuf_clear(&finds->paths);
    unwrap->user = finds;
    enum unwrap_result result = unwrap_search(unwrap, tree);
    must(result != UNWRAP_MEMORY && !finds->paths.failed);
    must((result == UNWRAP_FOUND || result == UNWRAP_STOPPED) == (finds->count > 0));
    if (result == UNWRAP_CUT) {
        must(utf8_valid(strbuf_text(&unwrap->cut_path), unwrap->cut_path.length, NULL));
    }
    return result;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct json_tree tree = JSON_TREE_INIT;
    struct finds first = {STRBUF_INIT, 0}, second = {STRBUF_INIT, 0};
    struct unwrap unwrap;
    unwrap_init(&unwrap, wanted, found, NULL);
    if (json_tree_read(&tree, (const char *)data, size) == TREE_WHOLE) {
        enum unwrap_result result = search(&unwrap, &tree, &first);
        must(search(&unwrap, &tree, &second) == result && first.count == second.count);
        must(strcmp(strbuf_text(&first.paths), strbuf_text(&second.paths)) == 0);
    }
    unwrap_free(&unwrap);
    json_tree_free(&tree);
    strbuf_free(&first.paths);
    strbuf_free(&second.paths);
    return 0;
}
