/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/bidi.h"

#ifdef HAVE_FRIBIDI

#include <fribidi.h>
#include <string.h>

bool bidi_available(void)
{
    return true;
}

/* It says "(GNU FriBidi) 1.0.8" and a paragraph behind it. */
const char *bidi_library(char buffer[BIDI_VERSION_SIZE])
{
    const char *version = strstr(fribidi_version_info, ") ");
    version = version ? version + 2 : fribidi_version_info;
    size_t length = strcspn(version, " \n");
    length = length < BIDI_VERSION_SIZE ? length : BIDI_VERSION_SIZE - 1;
    memcpy(buffer, version, length);
    buffer[length] = '\0';
    return buffer;
}

struct paragraph {
    FriBidiChar bases[BIDI_MAX];
    FriBidiCharType types[BIDI_MAX];
    FriBidiBracketType brackets[BIDI_MAX];
    FriBidiLevel levels[BIDI_MAX];
    FriBidiJoiningType joining[BIDI_MAX];
    FriBidiStrIndex places[BIDI_MAX]; /* seen here is which */
};

/* Forms and mirrors; false when memory is out. */
static bool resolve(struct paragraph *p, FriBidiStrIndex count, FriBidiParType *direction)
{
    fribidi_get_bidi_types(p->bases, count, p->types);
    fribidi_get_bracket_types(p->bases, count, p->types, p->brackets);
    *direction = FRIBIDI_PAR_ON;
    if (!fribidi_get_par_embedding_levels_ex(p->types, p->brackets, count, direction, p->levels)) {
        return false;
    }
    fribidi_get_joining_types(p->bases, count, p->joining);
    fribidi_join_arabic(p->types, count, p->levels, p->joining);
    fribidi_shape(FRIBIDI_FLAG_SHAPE_MIRRORING | FRIBIDI_FLAG_SHAPE_ARAB_PRES, p->levels, count,
                  p->joining, p->bases);
    return true;
}

void bidi_order(struct glyph *glyphs, size_t count)
{
    struct paragraph p;
    struct glyph seen[BIDI_MAX];
    FriBidiParType direction;
    FriBidiStrIndex length = (FriBidiStrIndex)count;
    if (count == 0 || count > BIDI_MAX) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        p.bases[i] = glyphs[i].base;
        p.places[i] = (FriBidiStrIndex)i;
    }
    if (!resolve(&p, length, &direction) ||
        !fribidi_reorder_line(0, p.types, length, 0, direction, p.levels, NULL, p.places)) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        seen[i] = glyphs[p.places[i]];
        seen[i].base = p.bases[p.places[i]];
    }
    memcpy(glyphs, seen, count * sizeof *glyphs);
}

#else

bool bidi_available(void)
{
    return false;
}

const char *bidi_library(char buffer[BIDI_VERSION_SIZE])
{
    buffer[0] = '\0';
    return buffer;
}

void bidi_order(struct glyph *glyphs, size_t count)
{
    (void)glyphs;
    (void)count;
}

#endif
