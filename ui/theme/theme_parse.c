/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/theme/theme_parse.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "config/pairs.h"

/* Columns as people write them: the most colors first. */
static const enum depth columns[DEPTH_COUNT] = {DEPTH_256, DEPTH_16, DEPTH_8, DEPTH_NONE};
static const int colors[DEPTH_COUNT] = {0, 8, 16, 256};

static const struct {
    const char *word;
    uint8_t bit;
} attributes[] = {{"bold", STYLE_BOLD},
                  {"dim", STYLE_DIM},
                  {"underline", STYLE_UNDERLINE},
                  {"reverse", STYLE_REVERSE}};

struct parsing {
    struct palette *palette;
    bool based, paged;
    bool said[ROLE_COUNT];
};

/* A piece of a line, and what is left of it. */
struct words {
    const struct pair *pair;
    const char *at, *end;
};

static bool next_word(struct words *words, const char **word, size_t *length)
{
    while (words->at < words->end && (*words->at == ' ' || *words->at == '\t')) {
        words->at++;
    }
    *word = words->at;
    while (words->at < words->end && *words->at != ' ' && *words->at != '\t') {
        words->at++;
    }
    *length = (size_t)(words->at - *word);
    return *length > 0;
}

static bool is_word(const char *word, size_t length, const char *what)
{
    return strlen(what) == length && memcmp(word, what, length) == 0;
}

static bool parse_color(const struct words *words, const char *word, size_t length, int limit,
                        int16_t *color, struct err *err)
{
    int number = 0;
    bool digits = length > 0 && length <= 3;
    for (size_t i = 0; i < length && digits; i++) {
        digits = word[i] >= '0' && word[i] <= '9';
        number = number * 10 + (word[i] - '0');
    }
    if (is_word(word, length, "-")) {
        *color = COLOR_OF_TERMINAL;
        return true;
    }
    if (digits && number < limit) {
        *color = (int16_t)number;
        return true;
    }
    pair_refuse(words->pair, _("no color here:"), word, length, err);
    return limit
               ? err_todo(err, _("write a number from 0 to %d, or - for the terminal's own"),
                          limit - 1)
               : err_todo(err, "%s", _("write - here: this column is for terminals without color"));
}

static bool parse_attribute(const struct words *words, const char *word, size_t length,
                            struct style *style, struct err *err)
{
    for (size_t i = 0; i < ARRAY_COUNT(attributes); i++) {
        if (is_word(word, length, attributes[i].word)) {
            style->attrs |= attributes[i].bit;
            return true;
        }
    }
    pair_refuse(words->pair, _("no attribute:"), word, length, err);
    return err_todo(err, "%s", _("there are bold, dim, underline and reverse"));
}

/* "208 on 235 bold" */
static bool parse_style(struct words *words, enum depth depth, struct style *style, struct err *err)
{
    struct style made = {.fg = COLOR_OF_TERMINAL, .bg = COLOR_OF_TERMINAL};
    const char *word;
    size_t length;
    if (!next_word(words, &word, &length)) {
        pair_refuse(words->pair, _("a column without a color:"), words->pair->value,
                    words->pair->value_length, err);
        return err_todo(err, "%s", _("- is the terminal's own color"));
    }
    if (!parse_color(words, word, length, colors[depth], &made.fg, err)) {
        return false;
    }
    for (bool first = true; next_word(words, &word, &length); first = false) {
        if (first && is_word(word, length, "on")) {
            bool there = next_word(words, &word, &length);
            if (!parse_color(words, word, there ? length : 0, colors[depth], &made.bg, err)) {
                return false;
            }
        } else if (!parse_attribute(words, word, length, &made, err)) {
            return false;
        }
    }
    *style = made;
    return true;
}

static bool parse_role(struct parsing *parsing, const struct pair *pair, enum role role,
                       struct err *err)
{
    const char *at = pair->value, *end = pair->value + pair->value_length;
    size_t column = 0;
    for (bool more = true; more; column++) {
        const char *bar = memchr(at, '|', (size_t)(end - at));
        struct words words = {pair, at, bar ? bar : end};
        if (column == DEPTH_COUNT) {
            return pair_refuse(pair, _("more than four columns:"), at, (size_t)(end - at), err);
        }
        enum depth depth = columns[column];
        if (!parse_style(&words, depth, &parsing->palette->styles[depth][role], err)) {
            return false;
        }
        more = bar != NULL;
        at = bar ? bar + 1 : end;
    }
    if (!parsing->based && column < DEPTH_COUNT) {
        pair_refuse(pair, _("less than four columns:"), pair->value, pair->value_length, err);
        return err_todo(err, "%s", _("they may be missing only below a first line base = dark"));
    }
    parsing->said[role] = true;
    return true;
}

/* "#d0d4d8" */
static bool parse_rgb(const struct words *words, const char *word, size_t length, uint32_t *rgb,
                      struct err *err)
{
    uint32_t value = 0;
    bool ok = length == 7 && word[0] == '#';
    for (size_t i = 1; ok && i < length; i++) {
        static const char digits[] = "0123456789abcdef";
        const char *digit = memchr(digits, word[i] | (word[i] >= 'A' ? 32 : 0), 16);
        ok = digit != NULL;
        value = value << 4 | (ok ? (uint32_t)(digit - digits) : 0);
    }
    *rgb = value;
    if (!ok) {
        pair_refuse(words->pair, _("no color:"), word, length, err);
        return err_todo(err, "%s", _("a page is: #d0d4d8 on #0f1216"));
    }
    return true;
}

static bool parse_page(struct parsing *parsing, const struct pair *pair, struct err *err)
{
    struct words words = {pair, pair->value, pair->value + pair->value_length};
    const char *word;
    size_t length;
    next_word(&words, &word, &length);
    if (!parse_rgb(&words, word, length, &parsing->palette->page_fg, err)) {
        return false;
    }
    next_word(&words, &word, &length);
    if (!is_word(word, length, "on")) {
        return pair_refuse(pair, _("a page is: #d0d4d8 on #0f1216; here stands"), word, length,
                           err);
    }
    next_word(&words, &word, &length);
    parsing->paged = true;
    return parse_rgb(&words, word, length, &parsing->palette->page_bg, err);
}

static bool take(void *context, const struct pair *pair, struct err *err)
{
    struct parsing *parsing = context;
    if (pair_is(pair, "base")) {
        return true; /* theme_parse_base */
    }
    if (pair_is(pair, "page")) {
        return parse_page(parsing, pair, err);
    }
    for (int role = 0; role < ROLE_COUNT; role++) {
        if (pair_is(pair, role_name((enum role)role))) {
            return parsing->said[role] ? pair_refuse(pair, _("the file sets twice"), pair->name,
                                                     pair->name_length, err)
                                       : parse_role(parsing, pair, (enum role)role, err);
        }
    }
    pair_refuse(pair, _("there is no role"), pair->name, pair->name_length, err);
    return err_todo(err, "%s", _("the program's themes name all of them"));
}

bool theme_parse(struct arena *arena, const char *file, const char *name, const char *text,
                 size_t length, const struct palette *base, struct palette *palette,
                 struct err *err)
{
    struct parsing parsing = {.palette = palette, .based = base != NULL};
    if (base) {
        *palette = *base;
    } else {
        memset(palette, 0, sizeof *palette);
    }
    palette->name = arena_strdup(arena, name);
    if (!palette->name) {
        return err_memory(err);
    }
    if (!pairs_read(file, text, length, take, &parsing, err)) {
        return false;
    }
    for (int role = 0; !base && role < ROLE_COUNT; role++) {
        if (!parsing.said[role] || !parsing.paged) {
            err_set(err, ERR_REFUSED, _("the theme says nothing of \"%s\""),
                    parsing.said[role] ? "page" : role_name((enum role)role));
            err_todo(err, "%s", _("begin it with base = dark"));
            return err_at(err, file, 0, 0);
        }
    }
    return true;
}

/* --- the base -------------------------------------------------------------------------------- */

struct looking {
    struct theme_base *base;
    bool other; /* some line was there before */
};

static bool take_base(void *context, const struct pair *pair, struct err *err)
{
    struct looking *looking = context;
    bool is_base = pair_is(pair, "base");
    if (is_base && looking->other) {
        return pair_refuse(pair, _("this has to be the first line:"), pair->name, pair->name_length,
                           err);
    }
    if (is_base && (pair->value_length == 0 || pair->value_length >= sizeof looking->base->name)) {
        return pair_refuse(pair, _("no name of a theme:"), pair->value, pair->value_length, err);
    }
    if (is_base) {
        snprintf(looking->base->name, sizeof looking->base->name, "%.*s", (int)pair->value_length,
                 pair->value);
        looking->base->line = pair->line;
        looking->base->column = (uint64_t)(pair->value - pair->text) + 1;
    }
    looking->other = true;
    return true;
}

bool theme_parse_base(const char *file, const char *text, size_t length, struct theme_base *base,
                      struct err *err)
{
    struct looking looking = {.base = base};
    *base = (struct theme_base){.line = 0};
    return pairs_read(file, text, length, take_base, &looking, err);
}
