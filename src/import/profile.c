/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/profile.h"

#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "base/keyhash.h"
#include "base/mem.h"
#include "config/document.h"
#include "config/file.h"
#include "import/profile_rule.h"
#include "import/profile_shipped.h"

#define NAME_SIZE 200

const char *profile_name(const struct profile *profile)
{
    return profile->name;
}

const char *profile_title(const struct profile *profile)
{
    return profile->title;
}

const char *profile_digest(const struct profile *profile)
{
    return profile->digest;
}

enum source_encoding profile_encoding(const struct profile *profile)
{
    return profile->encoding;
}

/* --- input ------------------------------------------------------------------------------------ */

static bool read_encoding(const struct document *document, const cJSON *value,
                          struct profile *profile, struct err *err)
{
    static const struct profile_word words[] = {
#define ENCODING(name, id) {name, ENCODING_##id},
#include "import/encoding.def"
#undef ENCODING
    };
    if (!value) {
        return true;
    }
    int encoding =
        profile_read_word(document, value, "input.encoding", words, ARRAY_COUNT(words), err);
    profile->encoding = (enum source_encoding)encoding;
    return encoding >= 0;
}

/* A text of one byte out of a set; 0 when it is absent. */
static bool read_sign(const struct document *document, const cJSON *value, const char *where,
                      const char *allowed, char *sign, struct err *err)
{
    if (!value) {
        return true;
    }
    const char *text = document_string(value);
    bool one = text && text[0] && !text[1];
    if (one && (allowed ? strchr(allowed, text[0]) != NULL
                        : text[0] > ' ' && text[0] <= '~' && text[0] != '"')) {
        *sign = text[0];
        return true;
    }
    return document_refuse(document, value, err,
                           allowed ? _("%s is none of the signs %s")
                                   : _("%s is not one sign (ASCII, no quote)%s"),
                           where,
                           allowed && strchr(allowed, '\t') ? ", ; | \\t"
                           : allowed                        ? allowed
                                                            : "");
}

static bool read_header_row(const struct document *document, const cJSON *value,
                            struct csv_wish *wish, struct err *err)
{
    double number;
    if (!value) {
        return true;
    }
    if (!document_number(value, &number) || !(number >= 0 && number <= 1000) ||
        number != (double)(int)number) {
        return document_refuse(document, value, err,
                               _("input.header_row is not the number of a line (0: there is no "
                                 "header)"));
    }
    wish->header_line = (uint64_t)number;
    wish->headless = wish->header_line == 0;
    return true;
}

static bool read_input(const struct document *document, struct arena *arena,
                       struct profile *profile, struct err *err)
{
    static const struct profile_word types[] = {{"csv", 0}, {"json", 1}};
    const cJSON *input = document_member(document->root, "input");
    struct csv_wish *wish = &profile->wish;
    const char *total = "";
    if (!input) {
        return true;
    }
    const cJSON *type = document_member(input, "type");
    int kind =
        type ? profile_read_word(document, type, "input.type", types, ARRAY_COUNT(types), err) : 0;
    profile->json = kind == 1;
    if (!document_keys(document, input,
                       profile->json
                           ? "type encoding"
                           : "type delimiter encoding decimal header_row comment total_row",
                       "input", err)) {
        return false;
    }
    if (kind < 0 ||
        !read_sign(document, document_member(input, "delimiter"), "input.delimiter", ",;\t|",
                   &wish->delimiter, err) ||
        !read_sign(document, document_member(input, "decimal"), "input.decimal", ".,",
                   &wish->decimal, err) ||
        !read_sign(document, document_member(input, "comment"), "input.comment", NULL,
                   &wish->comment, err) ||
        !read_encoding(document, document_member(input, "encoding"), profile, err) ||
        !read_header_row(document, document_member(input, "header_row"), wish, err) ||
        !document_text(document, arena, input, "total_row", NAME_SIZE, "input.total_row", &total,
                       err)) {
        return false;
    }
    profile->total_row = total[0] ? total : NULL;
    return true;
}

/* --- the whole -------------------------------------------------------------------------------- */

static bool read_version(const struct document *document, struct err *err)
{
    double version;
    const cJSON *value = document_member(document->root, "campane_profile");
    if (!value) {
        return document_refuse(document, document->root, err,
                               _("no profile: the key \"campane_profile\" is missing"));
    }
    if (!document_number(value, &version) || version < 1 || version > 1) {
        return document_refuse(
            document, value, err,
            _("campane_profile is not 1; a newer program may read this profile"));
    }
    return true;
}

/* The digest of the document without its blanks, so that laying it out anew changes nothing. */
static const char *digest_of(struct arena *arena, const cJSON *root)
{
    char *text = cJSON_PrintUnformatted(root);
    if (!text) {
        return NULL;
    }
    struct digest digest;
    unsigned char bytes[32];
    digest_begin(&digest);
    digest_add(&digest, text, strlen(text));
    digest_peek(&digest, bytes);
    cJSON_free(text);
    uint64_t number = 0;
    for (int i = 0; i < 8; i++) {
        number = number << 8 | bytes[i];
    }
    return arena_printf(arena, "%016" PRIx64, number);
}

static bool read_profile(const struct document *document, struct arena *arena,
                         struct profile *profile, struct err *err)
{
    if (!cJSON_IsObject(document->root)) {
        return document_refuse(document, document->root, err, _("%s is not an object"),
                               _("the profile"));
    }
    if (!read_version(document, err) ||
        !document_keys(document, document->root,
                       "campane_profile name title recognize input record records match constants "
                       "fields rules buckets",
                       _("profile"), err) ||
        !document_text(document, arena, document->root, "name", NAME_SIZE, "name", &profile->name,
                       err) ||
        !document_text(document, arena, document->root, "title", NAME_SIZE, "title",
                       &profile->title, err)) {
        return false;
    }
    if (!profile->name[0]) {
        return document_refuse(document, document->root, err, _("the key \"name\" is missing"));
    }
    if (!profile->title[0]) {
        profile->title = profile->name;
    }
    if (!read_input(document, arena, profile, err) ||
        !profile_read_recognition(document, arena, profile, err) ||
        !profile_read_rules(document, arena, profile, err)) {
        return false;
    }
    profile->digest = digest_of(arena, document->root);
    return profile->digest || err_memory(err);
}

const struct profile *profile_parse(struct arena *arena, const char *text, size_t length,
                                    const char *name, struct err *err)
{
    struct document document;
    struct profile *profile = ARENA_NEW(arena, struct profile);
    if (!profile) {
        err_memory(err);
        return NULL;
    }
    if (!document_parse(&document, name, text, length, err)) {
        return NULL;
    }
    bool done = read_profile(&document, arena, profile, err);
    document_free(&document);
    return done ? profile : NULL;
}

const struct profile *profile_load(struct arena *arena, const char *path, struct err *err)
{
    size_t length;
    const char *shipped = strpbrk(path, "/.") ? NULL : profile_shipped_text(path);
    if (shipped) {
        return profile_parse(arena, shipped, strlen(shipped), path, err);
    }
    char *text = file_read(path, &length, err);
    if (!text) {
        /* One that is named and not there cannot be read. */
        if (err && err->code == ERR_NOT_FOUND) {
            err->code = ERR_IO;
        }
        return NULL;
    }
    const struct profile *profile = profile_parse(arena, text, length, path, err);
    mem_free(text);
    return profile;
}
