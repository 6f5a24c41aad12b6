/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "query/query_tree.h"
#include "text/fold.h"

/* Kleene's three values, ordered so that `and` is the least and `or` the greatest. */
enum verdict { FALSE_ = 0, UNKNOWN_ = 1, TRUE_ = 2 };

static enum verdict verdict_of(bool holds)
{
    return holds ? TRUE_ : FALSE_;
}

/* --- words ------------------------------------------------------------------------------------ */

static bool row_holds(const struct query_row *row, const char *folded)
{
    if (folded[0] == '\0' || (row->name && fold_contains(row->name, folded)) ||
        (row->alias && fold_contains(row->alias, folded))) {
        return true;
    }
    for (size_t i = 0; i < row->former_count; i++) {
        if (fold_contains(row->former[i], folded)) {
            return true;
        }
    }
    for (size_t i = 0; i < row->tag_count; i++) {
        if (fold_contains(row->tags[i], folded)) {
            return true;
        }
    }
    return false;
}

/* --- texts ------------------------------------------------------------------------------------ */

/* The index-th text that a field has in a row; false: no more. */
static bool text_of(const struct query_row *row, const struct query_field *field, size_t index,
                    const char **text)
{
    const struct query_getters *getters = row->getters;
    switch (field->what) {
    case QUERY_NAME:
        *text = row->name;
        return index == 0 && row->name;
    case QUERY_ALIAS:
        *text = row->alias;
        return index == 0 && row->alias;
    case QUERY_TAG:
        if (index < row->tag_count) {
            *text = row->tags[index];
        }
        return index < row->tag_count;
    case QUERY_FACT:
        return index == 0 && getters && getters->fact &&
               getters->fact(row->context, field->fact, text);
    case QUERY_ATTR:
        return getters && getters->attribute &&
               getters->attribute(row->context, field->attr, index, text);
    case QUERY_START:
    case QUERY_END:
    case QUERY_COUNTER:
    case QUERY_KPI:
    case QUERY_GRADE:
        break;
    }
    return false;
}

static bool any_text(const struct query_row *row, const struct query_node *node,
                     bool (*fits)(const char *text, const char *folded), bool *known)
{
    const char *text;
    *known = false;
    for (size_t i = 0; text_of(row, &node->field, i, &text); i++) {
        *known = true;
        for (size_t j = 0; j < node->value_count; j++) {
            if (!node->values[j].unknown && fits(text, node->values[j].folded)) {
                return true;
            }
        }
    }
    return false;
}

static bool any_former(const struct query_row *row, const struct query_node *node)
{
    for (size_t i = 0; i < row->former_count; i++) {
        for (size_t j = 0; j < node->value_count; j++) {
            if (!node->values[j].unknown && fold_contains(row->former[i], node->values[j].folded)) {
                return true;
            }
        }
    }
    return false;
}

static bool asks_unknown(const struct query_node *node)
{
    for (size_t i = 0; i < node->value_count; i++) {
        if (node->values[i].unknown) {
            return true;
        }
    }
    return false;
}

/* What a comparison gives that found what it looked for or did not, in a row that knows or not. */
static enum verdict judge(const struct query_node *node, bool found, bool known)
{
    bool negated = node->op == QUERY_NOT_EQUAL || node->op == QUERY_CONTAINS_NOT;
    if (!known) {
        return asks_unknown(node) ? verdict_of(!negated) : UNKNOWN_;
    }
    return verdict_of(found != negated);
}

static enum verdict compare_text(const struct query_row *row, const struct query_node *node)
{
    bool known;
    bool holding = node->op == QUERY_CONTAINS || node->op == QUERY_CONTAINS_NOT;
    bool found = any_text(row, node, holding ? fold_contains : fold_equals, &known) ||
                 (holding && node->field.what == QUERY_NAME && any_former(row, node));
    /* A row has all its names and tags: where there is none, it is known that there is none. */
    return judge(node, found, known || node->field.what == QUERY_TAG);
}

/* --- figures ---------------------------------------------------------------------------------- */

/* The figure of a field; false: the row does not know it. */
static bool figure_of(const struct query_row *row, const struct query_field *field, double *figure,
                      struct currency *currency)
{
    const struct query_getters *getters = row->getters;
    struct kpi_value value;
    int64_t count;
    int32_t day;
    enum grade grade;
    if (!getters) {
        return false;
    }
    switch (field->what) {
    case QUERY_COUNTER:
        if (!getters->counter || !getters->counter(row->context, field->counter, &count)) {
            return false;
        }
        *figure = (double)count;
        *currency = getters->currency ? getters->currency(row->context) : (struct currency){""};
        return true;
    case QUERY_KPI:
        if (!getters->kpi || !getters->kpi(row->context, field->kpi, &value) || !value.has_value) {
            return false;
        }
        *figure = value.value;
        *currency = value.currency;
        return true;
    case QUERY_GRADE:
        if (!getters->grade || !getters->grade(row->context, field->kpi, &grade)) {
            return false;
        }
        *figure = grade;
        return true;
    case QUERY_START:
    case QUERY_END:
        if (!getters->day || !getters->day(row->context, field->what == QUERY_END, &day)) {
            return false;
        }
        *figure = day;
        return true;
    case QUERY_NAME:
    case QUERY_ALIAS:
    case QUERY_TAG:
    case QUERY_FACT:
    case QUERY_ATTR:
        break;
    }
    return false;
}

/* Figures are quotients: what prints alike to fifteen digits is equal. */
static bool same(double a, double b)
{
    return fabs(a - b) <= 1e-12 * fmax(fabs(a), fabs(b));
}

static bool holds(enum query_op op, double figure, double value)
{
    switch (op) {
    case QUERY_LESS:
        return figure < value && !same(figure, value);
    case QUERY_LESS_EQUAL:
        return figure < value || same(figure, value);
    case QUERY_GREATER:
        return figure > value && !same(figure, value);
    case QUERY_GREATER_EQUAL:
        return figure > value || same(figure, value);
    case QUERY_EQUAL:
    case QUERY_NOT_EQUAL: /* judge turns it around */
        return same(figure, value);
    case QUERY_CONTAINS:
    case QUERY_CONTAINS_NOT:
        break;
    }
    return false;
}

/* What a comparison gives with this figure. */
static enum verdict compare_number(const struct query_node *node, double figure,
                                   struct currency currency)
{
    bool found = false;
    bool comparable = false;
    for (size_t i = 0; i < node->value_count; i++) {
        const struct query_value *value = &node->values[i];
        /* Amounts of two currencies are not compared. */
        bool alike = !value->currency.code[0] || currency_equal(value->currency, currency);
        comparable |= alike;
        found |= alike && !value->unknown && holds(node->op, figure, value->number);
    }
    return comparable ? judge(node, found, true) : UNKNOWN_;
}

static enum verdict compare_figure(const struct query_row *row, const struct query_node *node)
{
    double figure = 0;
    struct currency currency = {""};
    return figure_of(row, &node->field, &figure, &currency) ? compare_number(node, figure, currency)
                                                            : judge(node, false, false);
}

/* --- the tree --------------------------------------------------------------------------------- */

static enum verdict match(const struct query_node *node, const struct query_row *row)
{
    enum verdict left, right;
    switch (node->kind) {
    case QUERY_WORD:
        return verdict_of(row_holds(row, node->folded));
    case QUERY_NOT:
        return (enum verdict)(TRUE_ - match(node->left, row));
    case QUERY_AND:
        left = match(node->left, row);
        right = left == FALSE_ ? FALSE_ : match(node->right, row);
        return left < right ? left : right;
    case QUERY_OR:
        left = match(node->left, row);
        right = left == TRUE_ ? TRUE_ : match(node->right, row);
        return left > right ? left : right;
    case QUERY_COMPARE:
        break;
    }
    return query_field_type(&node->field) == QUERY_TEXT ? compare_text(row, node)
                                                        : compare_figure(row, node);
}

bool query_matches(const struct query *query, const struct query_row *row)
{
    return query_is_empty(query) || match(query->root, row) == TRUE_;
}

/* --- what could be ---------------------------------------------------------------------------- */

/* Verdicts that are possible: a bit each. */
typedef unsigned verdicts;

static verdicts only(enum verdict verdict)
{
    return 1U << verdict;
}

static bool range_of(const struct query_row *row, const struct query_field *field,
                     struct query_range *range)
{
    const struct query_getters *getters = row->getters;
    return field->what == QUERY_KPI
               ? getters->kpi_range && getters->kpi_range(row->context, field->kpi, range)
           : field->what == QUERY_GRADE
               ? getters->grade_range && getters->grade_range(row->context, field->kpi, range)
               : false;
}

/* Verdicts change at the values that are compared with, and nowhere else. */
static verdicts may_figure(const struct query_row *row, const struct query_node *node)
{
    double figure = 0;
    struct currency currency = {""};
    struct query_range range;
    verdicts all = only(compare_figure(row, node));
    if (!figure_of(row, &node->field, &figure, &currency) || !range_of(row, &node->field, &range) ||
        all == only(UNKNOWN_)) {
        return all;
    }
    if (range.any) {
        return only(TRUE_) | only(FALSE_);
    }
    if (node->field.what == QUERY_GRADE) {
        for (int grade = (int)range.low; grade <= (int)range.high; grade++) {
            all |= only(compare_number(node, grade, currency));
        }
        return all;
    }
    all |= only(compare_number(node, range.low, currency)) |
           only(compare_number(node, range.high, currency));
    for (size_t i = 0; i < node->value_count; i++) {
        double value = node->values[i].number;
        if (!node->values[i].unknown && value > range.low && value < range.high) {
            all |= only(compare_number(node, value, currency));
        }
    }
    return all;
}

/* All that two halves can give together. */
static verdicts combine(verdicts left, verdicts right, bool least)
{
    verdicts all = 0;
    for (int a = FALSE_; a <= TRUE_; a++) {
        for (int b = FALSE_; b <= TRUE_; b++) {
            if ((left >> a & 1) && (right >> b & 1)) {
                all |= 1U << ((a < b) == least ? a : b);
            }
        }
    }
    return all;
}

static verdicts may(const struct query_node *node, const struct query_row *row)
{
    verdicts under;
    switch (node->kind) {
    case QUERY_NOT:
        under = may(node->left, row);
        return (under & only(UNKNOWN_)) | (under & only(TRUE_) ? only(FALSE_) : 0) |
               (under & only(FALSE_) ? only(TRUE_) : 0);
    case QUERY_AND:
    case QUERY_OR:
        return combine(may(node->left, row), may(node->right, row), node->kind == QUERY_AND);
    case QUERY_WORD:
    case QUERY_COMPARE:
        break;
    }
    bool figure =
        node->kind == QUERY_COMPARE && query_field_type(&node->field) != QUERY_TEXT && row->getters;
    return figure ? may_figure(row, node) : only(match(node, row));
}

bool query_may_match(const struct query *query, const struct query_row *row)
{
    return query_is_empty(query) || (may(query->root, row) & only(TRUE_)) != 0;
}

bool query_is_empty(const struct query *query)
{
    return !query || !query->root;
}

bool query_is_words(const struct query *query)
{
    return !query || query->words;
}

static bool seeks_word(const struct query_node *node, size_t from)
{
    return node && (node->kind == QUERY_WORD
                        ? node->at >= from
                        : seeks_word(node->left, from) || seeks_word(node->right, from));
}

bool query_seeks_word(const struct query *query, size_t from)
{
    return query && seeks_word(query->root, from);
}

bool query_is_comparison(const struct query *query)
{
    return !query_is_empty(query) && query->root->kind == QUERY_COMPARE;
}

const char *query_only_fact(const struct query *query, const char *name)
{
    if (!query_is_comparison(query)) {
        return NULL;
    }
    const struct query_node *node = query->root;
    bool only = node->field.what == QUERY_FACT && strcmp(node->field.fact, name) == 0 &&
                node->op == QUERY_EQUAL && node->value_count == 1 && !node->values[0].unknown;
    return only ? node->values[0].folded : NULL;
}

bool query_asks_archived(const struct query *query)
{
    return query && query->archived;
}

bool query_asks_excluded(const struct query *query)
{
    return query && query->excluded;
}

unsigned query_attrs(const struct query *query)
{
    return query ? query->attrs : 0;
}

const char *query_text(const struct query *query)
{
    return query ? query->text : "";
}
