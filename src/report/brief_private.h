/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files behind brief.h share.
 */
#ifndef CAMPANE_REPORT_BRIEF_PRIVATE_H
#define CAMPANE_REPORT_BRIEF_PRIVATE_H

#include "base/vec.h"
#include "report/brief.h"
#include "report/opportunities.h"

struct brief_builder {
    struct arena *arena;
    struct store *store;
    const struct scope *scope;
    struct cancel *cancel;
    struct err *err;
    struct brief *made;
    struct vec unknown; /* const char * */
};

/* Each fills its parts of made->sections; false: err is set. Overview and standing are there. */
bool brief_figures(struct brief_builder *builder); /* FIGURES, PACE, DEFINITIONS */
bool brief_rank(struct brief_builder *builder);    /* BEST, WORST; what campaigns do not know */
bool brief_tests(struct brief_builder *builder);   /* TESTS */
bool brief_worth(struct brief_builder *builder,    /* MONEY, OPPORTUNITIES */
                 const struct opportunities **opportunities);
bool brief_sources(struct brief_builder *builder); /* SOURCES, as_of */

/* Keep a part; false: there is no table (memory). none may be NULL. */
bool brief_keep(struct brief_builder *builder, enum brief_part part, struct table *table,
                const char *none);

/* Add a sentence about what is not known; NULL: memory ran out when it was made. */
bool brief_unknown(struct brief_builder *builder, const char *text);

/* A column of figures, one of words. */
struct table_column brief_figure(const char *id, const char *title, enum cell_kind kind);
struct table_column brief_words(const char *id, const char *title);

#endif
