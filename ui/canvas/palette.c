/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/canvas/palette.h"

#include <math.h>

struct style palette_style(const struct palette *palette, enum depth depth, enum role role,
                           enum role ground, unsigned attrs)
{
    struct style style = palette->styles[depth][role];
    const struct style *under = &palette->styles[depth][ground];
    if (style.bg == COLOR_OF_TERMINAL && under->bg != COLOR_OF_TERMINAL) {
        style.bg = under->bg;
        /* The terminal's own foreground need not be readable on a ground of ours. */
        style.fg = style.fg == COLOR_OF_TERMINAL ? under->fg : style.fg;
    }
    style.attrs = (uint8_t)((style.attrs | attrs) & STYLE_SEEN);
    return style;
}

uint32_t palette_rgb(int number)
{
    /* xterm's defaults for the first 16, which users may have changed. */
    static const uint32_t base[16] = {
        0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
        0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
    };
    static const uint8_t levels[6] = {0, 95, 135, 175, 215, 255};
    if (number >= 0 && number < 16) {
        return base[number];
    }
    if (number >= 16 && number < 232) {
        int cube = number - 16;
        return (uint32_t)levels[cube / 36] << 16 | (uint32_t)levels[cube / 6 % 6] << 8 |
               levels[cube % 6];
    }
    if (number >= 232 && number < 256) {
        uint32_t gray = (uint32_t)(8 + 10 * (number - 232));
        return gray << 16 | gray << 8 | gray;
    }
    return 0xffffff;
}

static double linear(uint32_t byte)
{
    double value = byte / 255.0;
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static double luminance(uint32_t rgb)
{
    return 0.2126 * linear(rgb >> 16 & 255) + 0.7152 * linear(rgb >> 8 & 255) +
           0.0722 * linear(rgb & 255);
}

double palette_contrast(uint32_t a, uint32_t b)
{
    double x = luminance(a);
    double y = luminance(b);
    return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}
