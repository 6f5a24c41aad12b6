/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/check_rule.h"

#include <string.h>

#include "base/i18n.h"
#include "query/query.h"
#include "report/column.h"
#include "text/width.h"

/* A piece of the rule's text. */
struct piece {
    const char *at;
    size_t length;
};

struct parser {
    struct arena *arena;
    const char *text;
    const char *budget;
    struct check_rule *rule;
    struct err *err;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static struct piece trimmed(struct piece piece)
{
    while (piece.length > 0 && is_blank(piece.at[0])) {
        piece.at++;
        piece.length--;
    }
    while (piece.length > 0 && is_blank(piece.at[piece.length - 1])) {
        piece.length--;
    }
    return piece;
}

/* The next word from *at on; length 0: there is none. A quoted text is one word. */
static struct piece next_word(const char **at, const char *end)
{
    const char *from = *at;
    while (from < end && is_blank(*from)) {
        from++;
    }
    const char *stop = from;
    while (stop < end && !is_blank(*stop)) {
        if (*stop == '"') {
            const char *quote = memchr(stop + 1, '"', (size_t)(end - stop - 1));
            stop = quote ? quote : end - 1;
        }
        stop++;
    }
    *at = stop;
    return (struct piece){from, (size_t)(stop - from)};
}

/* Whether it is this word, whatever the case of its letters. */
static bool is_word(struct piece piece, const char *word)
{
    if (piece.length != strlen(word)) {
        return false;
    }
    for (size_t i = 0; i < piece.length; i++) {
        char c = piece.at[i];
        c = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
        char w = word[i] >= 'A' && word[i] <= 'Z' ? (char)(word[i] - 'A' + 'a') : word[i];
        if (c != w) {
            return false;
        }
    }
    return true;
}

/* What stands behind the word; the whole is cut before it. at NULL: it is not there. */
static struct piece cut_behind(struct piece *whole, const char *word)
{
    const char *at = whole->at, *end = whole->at + whole->length;
    for (struct piece piece; (piece = next_word(&at, end)).length > 0;) {
        if (is_word(piece, word)) {
            whole->length = (size_t)(piece.at - whole->at);
            return (struct piece){at, (size_t)(end - at)};
        }
    }
    return (struct piece){NULL, 0};
}

static bool place(struct parser *parser, const char *at)
{
    parser->err->column = (uint64_t)(at - parser->text) + 1;
    return false;
}

/* The byte of a display column of a text. */
static size_t byte_of(const char *text, uint64_t column)
{
    size_t at = 0, length = strlen(text);
    while (at < length && (uint64_t)width_text(text, at) + 1 < column) {
        at++;
        while (at < length && ((unsigned char)text[at] & 0xc0) == 0x80) {
            at++;
        }
    }
    return at;
}

/* A filter of a piece, with the place of a mistake in the rule. */
static const struct query *filter_of(struct parser *parser, struct piece piece)
{
    const char *text = arena_strndup(parser->arena, piece.at, piece.length);
    if (!text) {
        err_memory(parser->err);
        return NULL;
    }
    const struct query *query = query_parse(parser->arena, text, parser->err);
    if (!query && parser->err->code == ERR_USAGE) {
        place(parser, piece.at + byte_of(text, parser->err->column));
    }
    return query;
}

static bool parse_where(struct parser *parser, struct piece where)
{
    if (!where.at) {
        return true;
    }
    where = trimmed(where);
    if (where.length == 0) {
        err_set(parser->err, ERR_USAGE, "%s", _("no filter stands behind \"where\""));
        return place(parser, where.at);
    }
    parser->rule->where = arena_strndup(parser->arena, where.at, where.length);
    return parser->rule->where ? filter_of(parser, where) != NULL : err_memory(parser->err);
}

static bool parse_over(struct parser *parser, struct piece over)
{
    if (!over.at) {
        return true;
    }
    over = trimmed(over);
    const char *words = arena_strndup(parser->arena, over.at, over.length);
    if (!words) {
        return err_memory(parser->err);
    }
    parser->rule->has_period = true;
    return period_parse(words, &parser->rule->period, parser->err) || place(parser, over.at);
}

/* The KPI or counter that a comparison begins with: "ctr", "grade(ctr)". */
static void see_subject(struct parser *parser, struct piece condition)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz_";
    struct column column;
    struct err ignored = ERR_INIT;
    char name[64] = "";
    const char *at = condition.at;
    if (condition.length > 6 && strncmp(at, "grade(", 6) == 0) {
        at += 6;
    }
    size_t length = strspn(at, letters);
    if (length == 0 || length >= sizeof name) {
        return;
    }
    memcpy(name, at, length);
    name[length] = '\0';
    if (column_by_id(name, &column, &ignored)) {
        parser->rule->kpi = column.what == COLUMN_KPI ? column.kpi : KPI_NONE;
        parser->rule->counter = column.what == COLUMN_COUNTER ? column.counter : COUNTER_NONE;
    }
}

/* The condition with the amount in place of "budget"; NULL: out of memory. */
static char *with_budget(struct parser *parser, struct piece condition, bool *needs)
{
    struct piece before = condition;
    struct piece behind = cut_behind(&before, "budget");
    *needs = behind.at != NULL;
    if (!*needs || !parser->budget) {
        return arena_strndup(parser->arena, condition.at, condition.length);
    }
    return arena_printf(parser->arena, "%.*s%s%.*s", (int)before.length, before.at, parser->budget,
                        (int)behind.length, behind.at);
}

static bool parse_value(struct parser *parser, struct piece condition)
{
    struct check_rule *rule = parser->rule;
    bool needs;
    see_subject(parser, condition);
    if (rule->kpi == KPI_NONE && rule->counter == COUNTER_NONE) {
        err_set(parser->err, ERR_USAGE, "%s",
                _("a rule begins with a KPI, a counter or \"quality\""));
        err_todo(parser->err, "%s", "optout_rate <= 0.6%");
        return place(parser, condition.at);
    }
    char *text = with_budget(parser, condition, &needs);
    char *negated = text ? arena_printf(parser->arena, "not (%s)", text) : NULL;
    if (!negated) {
        return err_memory(parser->err);
    }
    rule->budget = needs;
    if (needs && parser->budget && !(rule->amount = arena_strdup(parser->arena, parser->budget))) {
        return err_memory(parser->err);
    }
    if (needs && !parser->budget) {
        return true;
    }
    /* In what was put in, no place is one of the rule's. */
    rule->holds =
        needs ? query_parse(parser->arena, text, parser->err) : filter_of(parser, condition);
    if (needs && !rule->holds && parser->err->code == ERR_USAGE) {
        place(parser, condition.at);
    }
    if (!rule->holds) {
        return false;
    }
    if (query_is_words(rule->holds)) {
        err_set(parser->err, ERR_USAGE, "%s", _("nothing is compared here"));
        err_todo(parser->err, "%s", "optout_rate <= 0.6%");
        return place(parser, condition.at);
    }
    rule->fails = query_parse(parser->arena, negated, parser->err);
    return rule->fails || (parser->err->code == ERR_USAGE && place(parser, condition.at));
}

/* "KPI not rising"; *is false: it is something else. */
static bool parse_trend(struct parser *parser, struct piece condition, bool *is)
{
    const char *at = condition.at, *end = condition.at + condition.length;
    struct piece words[4];
    for (size_t i = 0; i < ARRAY_COUNT(words); i++) {
        words[i] = next_word(&at, end);
    }
    bool rising = is_word(words[2], "rising");
    *is = is_word(words[1], "not") && (rising || is_word(words[2], "falling")) &&
          words[3].length == 0;
    if (!*is) {
        return true;
    }
    const char *name = arena_strndup(parser->arena, words[0].at, words[0].length);
    if (!name) {
        return err_memory(parser->err);
    }
    parser->rule->kpi = kpi_by_name(name);
    parser->rule->what = rising ? CHECK_RISING : CHECK_FALLING;
    if (parser->rule->kpi == KPI_NONE || kpi_info(parser->rule->kpi)->formula != KPI_FORMULA_RATE) {
        err_set(parser->err, ERR_USAGE, _("\"%.60s\" is no rate, and only those can be held so"),
                name);
        return place(parser, words[0].at);
    }
    if (parser->rule->each || parser->rule->has_period) {
        err_set(parser->err, ERR_USAGE, "%s",
                _("\"not rising\" is said of all together, and its days are fixed: the last 7 and "
                  "the 28 before"));
        return place(parser, words[1].at);
    }
    return true;
}

/* "quality != RED"; *is so. */
static bool parse_quality(struct parser *parser, struct piece condition, bool *is)
{
    const char *at = condition.at, *end = condition.at + condition.length;
    struct check_rule *rule = parser->rule;
    struct piece first = next_word(&at, end);
    *is = is_word(first, "quality");
    if (!*is) {
        return true;
    }
    struct piece sign = next_word(&at, end), word = next_word(&at, end);
    rule->what = CHECK_QUALITY;
    rule->but = is_word(sign, "!=");
    for (int i = QUALITY_GREEN; i < QUALITY_COUNT; i++) {
        if (is_word(word, account_quality_name((enum quality)i))) {
            rule->quality = (enum quality)i;
        }
    }
    bool equal = is_word(sign, "=") && rule->quality == QUALITY_GREEN;
    bool worst = rule->but && rule->quality == QUALITY_RED;
    if (rule->quality == QUALITY_UNKNOWN || next_word(&at, end).length > 0 ||
        !(equal || worst || is_word(sign, ">="))) {
        err_set(parser->err, ERR_USAGE, "%s", _("this is nothing to hold the quality to"));
        err_todo(parser->err, _("take one of: %s"),
                 "quality != RED, quality >= YELLOW, quality = GREEN");
        return place(parser, sign.length ? sign.at : first.at);
    }
    if (rule->each || rule->where || rule->has_period) {
        err_set(parser->err, ERR_USAGE, "%s",
                _("the quality is that of the whole account, now: no each, over or where"));
        return place(parser, first.at);
    }
    return true;
}

bool check_rule_parse(struct arena *arena, const char *name, const char *text, const char *budget,
                      struct check_rule *rule, struct err *err)
{
    struct err ignored = ERR_INIT;
    struct check_rule made = {
        .name = name, .text = arena_strdup(arena, text), .kpi = KPI_NONE, .counter = COUNTER_NONE};
    struct parser parser = {arena, text, budget, &made, err ? err : &ignored};
    struct piece condition = {text, strlen(text)};
    const char *at = text;
    bool trend, quality = false;
    if (!made.text) {
        return err_memory(err);
    }
    struct piece where = cut_behind(&condition, "where");
    struct piece over = cut_behind(&condition, "over");
    if (is_word(next_word(&at, condition.at + condition.length), "each")) {
        made.each = true;
        condition = (struct piece){at, condition.length - (size_t)(at - condition.at)};
    }
    condition = trimmed(condition);
    if (!parse_where(&parser, where) || !parse_over(&parser, over) ||
        !parse_trend(&parser, condition, &trend) ||
        (!trend && !parse_quality(&parser, condition, &quality)) ||
        (!trend && !quality && !parse_value(&parser, condition))) {
        return false;
    }
    *rule = made;
    return true;
}

bool check_budget_parse(struct arena *arena, const char *text, struct err *err)
{
    const char *rule = arena_printf(arena, "cost <= %s", text);
    struct err why = ERR_INIT;
    if (!rule) {
        return err_memory(err);
    }
    const struct query *query = query_parse(arena, rule, &why);
    if (query && query_is_comparison(query) && strpbrk(text, "()") == NULL) {
        return true;
    }
    if (query || why.code == ERR_USAGE) {
        err_set(err, ERR_USAGE, _("\"%.60s\" is no amount"), text);
        return err_todo(err, "%s", "budget = 5000 EUR");
    }
    return err_memory(err);
}

bool check_hours_parse(const char *text, double *hours, struct err *err)
{
    static const struct {
        char letter;
        double hours;
    } units[] = {{'m', 1.0 / 60}, {'h', 1}, {'d', 24}, {'w', 168}};
    size_t digits = strspn(text, "0123456789");
    double number = 0;
    for (size_t i = 0; i < digits; i++) {
        number = 10 * number + (text[i] - '0');
    }
    for (size_t i = 0; digits > 0 && digits < 8 && i < ARRAY_COUNT(units); i++) {
        if (text[digits] == units[i].letter && text[digits + 1] == '\0' && number > 0) {
            *hours = number * units[i].hours;
            return true;
        }
    }
    err_set(err, ERR_USAGE, _("--stale: \"%.60s\" is no time"), text);
    return err_todo(err, "%s", "26h, 2d, 90m");
}
