/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/theme/theme.h"

#include <string.h>

#define NO COLOR_OF_TERMINAL
#define B  STYLE_BOLD
#define D  STYLE_DIM
#define U  STYLE_UNDERLINE
#define R  STYLE_REVERSE

#define STYLE_256(role, f256, b256, a256, f16, b16, a16, f8, b8, a8)                               \
    [ROLE_##role] = {f256, b256, a256},
#define STYLE_16(role, f256, b256, a256, f16, b16, a16, f8, b8, a8) [ROLE_##role] = {f16, b16, a16},
#define STYLE_8(role, f256, b256, a256, f16, b16, a16, f8, b8, a8)  [ROLE_##role] = {f8, b8, a8},
#define STYLE_NONE(role, attributes)                                [ROLE_##role] = {NO, NO, attributes},

/* The same rows, another column of them each time. */
static const struct palette dark = {
    .name = "dark",
    .page_fg = 0xd0d4d8,
    .page_bg = 0x0f1216,
    .styles =
        {
            [DEPTH_NONE] =
                {
#define STYLE STYLE_NONE
#include "ui/theme/mono.def"
#undef STYLE
                },
            [DEPTH_8] =
                {
#define STYLE STYLE_8
#include "ui/theme/dark.def"
#undef STYLE
                },
            [DEPTH_16] =
                {
#define STYLE STYLE_16
#include "ui/theme/dark.def"
#undef STYLE
                },
            [DEPTH_256] =
                {
#define STYLE STYLE_256
#include "ui/theme/dark.def"
#undef STYLE
                },
        },
};

static const struct palette light = {
    .name = "light",
    .page_fg = 0x1c1c1c,
    .page_bg = 0xffffff,
    .styles =
        {
            [DEPTH_NONE] =
                {
#define STYLE STYLE_NONE
#include "ui/theme/mono.def"
#undef STYLE
                },
            [DEPTH_8] =
                {
#define STYLE STYLE_8
#include "ui/theme/light.def"
#undef STYLE
                },
            [DEPTH_16] =
                {
#define STYLE STYLE_16
#include "ui/theme/light.def"
#undef STYLE
                },
            [DEPTH_256] =
                {
#define STYLE STYLE_256
#include "ui/theme/light.def"
#undef STYLE
                },
        },
};

static const struct palette mono = {
    .name = "mono",
    .page_fg = 0xd0d4d8,
    .page_bg = 0x0f1216,
    .styles =
        {
            [DEPTH_NONE] =
                {
#define STYLE STYLE_NONE
#include "ui/theme/mono.def"
                },
            [DEPTH_8] =
                {
#include "ui/theme/mono.def"
                },
            [DEPTH_16] =
                {
#include "ui/theme/mono.def"
                },
            [DEPTH_256] =
                {
#include "ui/theme/mono.def"
#undef STYLE
                },
        },
};

static const struct palette *const themes[] = {&dark, &light, &mono};

const struct palette *theme_at(size_t index)
{
    return index < ARRAY_COUNT(themes) ? themes[index] : NULL;
}

const struct palette *theme_find(const char *name)
{
    for (size_t i = 0; i < ARRAY_COUNT(themes); i++) {
        if (strcmp(themes[i]->name, name) == 0) {
            return themes[i];
        }
    }
    return NULL;
}

const struct palette *theme_for_terminal(const char *colorfgbg)
{
    const char *background = colorfgbg ? strrchr(colorfgbg, ';') : NULL;
    if (!background) {
        return &dark;
    }
    background++;
    /* 7 is light gray, 9 … 15 the bright colors; 8 is dark gray. */
    bool one_digit = background[0] && !background[1];
    bool is_light = one_digit ? background[0] == '7' || background[0] == '9'
                              : background[0] == '1' && background[1] >= '0' &&
                                    background[1] <= '5' && !background[2];
    return is_light ? &light : &dark;
}
