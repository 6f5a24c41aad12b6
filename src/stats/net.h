/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The interval of a net share: how much larger one share of a sample is than another of the same
 * sample (promoters less detractors). From the Wilson intervals of both shares, put together as
 * Zou and Donner (2008) do it for quantities that are correlated; of a multinomial sample the
 * correlation is -sqrt(p q / ((1 - p)(1 - q))).
 */
#ifndef CAMPANE_STATS_NET_H
#define CAMPANE_STATS_NET_H

#include "stats/count.h"
#include "stats/wilson.h"

/* (some - others) / all at normal quantile z > 0, between -1 and 1. Where nobody is neither it is
 * twice the Wilson interval of `some`, less 1. STATS_NO_DATA: all is 0; STATS_DATA_ERROR: more
 * than all, or z is none. O(1). */
enum stats_status stats_net(uint64_t some, uint64_t others, uint64_t all, double z,
                            struct stats_interval *out);

#endif
