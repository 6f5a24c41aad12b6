/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/views/view.h"

const struct view_ops *const view_all[] = {&view_overview,
                                           &view_campaigns,
                                           &view_compare,
                                           &view_trends,
                                           &view_retention,
                                           &view_kpis,
                                           &view_breakdown,
                                           &view_heat,
                                           &view_frequency,
                                           &view_failures,
                                           &view_opportunities,
                                           &view_money,
                                           &view_whatif,
                                           &view_feedback,
                                           &view_benchmarks,
                                           &view_imports,
                                           &view_detail,
                                           &view_first,
                                           NULL};
