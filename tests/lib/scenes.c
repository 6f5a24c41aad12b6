/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/scenes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ui/widgets/banner.h"
#include "ui/widgets/bullet.h"
#include "ui/widgets/chart.h"
#include "ui/widgets/dialog.h"
#include "ui/widgets/facts.h"
#include "ui/widgets/form.h"
#include "ui/widgets/frame.h"
#include "ui/widgets/funnel.h"
#include "ui/widgets/help.h"
#include "ui/widgets/input.h"
#include "ui/widgets/picker.h"
#include "ui/widgets/sparkline.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/tile.h"

#define UNKNOWN ((double)NAN)
#define ENDLESS ((double)INFINITY)

/* --- the table ------------------------------------------------------------------------------- */

static const struct table_column columns[] = {
    {.id = "name", .title = "Campaign", .kind = CELL_TEXT, .min_columns = 20, .max_columns = 28},
    {.id = "start", .title = "Start", .kind = CELL_DAY, .align = TABLE_RIGHT, .priority = 4},
    {.id = "sent", .title = "Sent", .kind = CELL_COUNT, .align = TABLE_RIGHT, .priority = 1},
    {.id = "delivery_rate",
     .title = "Delivery",
     .kind = CELL_PERCENT,
     .align = TABLE_RIGHT,
     .priority = 5,
     .graded = true},
    {.id = "open_rate",
     .title = "Open",
     .kind = CELL_PERCENT,
     .align = TABLE_RIGHT,
     .priority = 3,
     .graded = true},
    {.id = "ctr",
     .title = "CTR",
     .kind = CELL_PERCENT,
     .align = TABLE_RIGHT,
     .priority = 0,
     .graded = true},
    {.id = "engagement_rate",
     .title = "Reply",
     .kind = CELL_PERCENT,
     .align = TABLE_RIGHT,
     .priority = 8},
    {.id = "optout_rate",
     .title = "Opt-out",
     .kind = CELL_PERCENT,
     .align = TABLE_RIGHT,
     .priority = 2,
     .graded = true},
    {.id = "rocs",
     .title = "ROCS",
     .kind = CELL_TIMES,
     .align = TABLE_RIGHT,
     .priority = 6,
     .graded = true},
    {.id = "revenue", .title = "Revenue", .kind = CELL_MONEY, .align = TABLE_RIGHT, .priority = 7},
    {.id = "trend",
     .title = "30 days",
     .kind = CELL_SPARK,
     .priority = 9,
     .min_columns = 8,
     .max_columns = 30},
};

static const float week[] = {1, 3, 4, 7, 8, 7, 4, 3, 2, 3, 4, 5, 6, 7, 8};
static const float gaps[] = {8, 6, 3, NAN, NAN, 1, 2, NAN, 5, 5, 5, 6, 7, NAN, 8};
static const float flat[] = {4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4};
static const struct spark sparks[] = {
    {.values = week, .count = 15, .low = 0, .high = 8},
    {.values = gaps, .count = 15, .low = 0, .high = 8},
    {.values = flat, .count = 15},
};

struct row {
    const char *name;
    int32_t day;
    int64_t sent;
    double delivery, open, ctr, reply, optout, rocs;
    int64_t revenue;    /* euros; -1: unknown */
    const char *grades; /* delivery, open, ctr, optout, rocs; small letters lean, '-' none */
    unsigned flags;
};

static const struct row rows[] = {
    {"Diwali early access", 20728, 24570, .979, .881, .202, .061, .0032, 11.2, 41200, "Bttt-", 0},
    {"Panier oublié", 20710, 12904, .988, .91, .284, .12, .0018, 23, 18000, "BGGbB", 0},
    {"عرض نهاية الأسبوع", 20743, 3120, .941, UNKNOWN, .098, .022, .0071, 2.9, 1100, "T-ppp", 0},
    {"双十一 预热 会员专享", 20701, 88012, .995, .954, .312, .08, .0011, 14.5, 210400, "BBBBB", 0},
    {"สวัสดีปีใหม่ ลูกค้าเก่า", 20695, 4410, .931, .86, .171, UNKNOWN, .0029, 6.1, 5200, "TtTGt", 0},
    {"दीवाली की शुभकामनाएँ", 20689, 9100, .962, .90, .255, .05, .0019, 8.8, 15300, "GGgBg", 0},
    {"Բարի գալուստ", 20680, 60, .95, .93, .35, .2, 0, UNKNOWN, -1, "-----", 0},
    {"🎉 Launch 👩‍💻 party", 20750, 15000, .97, .7, .12, .03, .009, 1.2, 900, "BpPPP",
     CELL_COUNTING},
    {"עדכון חשבון — שירות", 20660, 7000, .9, .8, UNKNOWN, UNKNOWN, .0001, UNKNOWN, -1, "tp-B-", 0},
    {"A very long campaign name that will never fit in the column", 20650, 1000000, .999, .5, .01,
     .001, .02, 80.4, 1000000, "BPPPB", 0},
    {"Black Friday <b>&amp;</b>", 20640, 999, .2, .1, 1.04, .3, .4, .01, 10, "PPbPP", CELL_OVER},
    {"Zürich Straßenfest", 20630, 12, .5, .5, .08, UNKNOWN, UNKNOWN, UNKNOWN, -1, "-----",
     CELL_COUNTING},
};

static struct cell figure(enum cell_kind kind, double value, char grade)
{
    static const char letters[] = "PTGB";
    struct cell cell = cell_unknown(KPI_REASON_UNKNOWN_COUNTER);
    if (isnan(value)) {
        return cell;
    }
    bool certain = grade >= 'A' && grade <= 'Z';
    const char *place = strchr(letters, certain ? grade : grade - 'a' + 'A');
    cell = (struct cell){.number = value, .kind = (uint8_t)kind, .grade = GRADE_NONE};
    if (grade != '-' && place) {
        cell.grade = (int8_t)(place - letters);
        cell.flags = certain ? CELL_CERTAIN : 0;
    }
    return cell;
}

static void fill_row(struct table *table, size_t i, const struct row *row)
{
    struct cell *cell = table_cell(table, i, 0);
    cell[0] = cell_text(row->name);
    cell[0].flags = row->flags & CELL_COUNTING;
    cell[1] = cell_day(row->day);
    cell[2] = cell_count(row->sent);
    cell[3] = figure(CELL_PERCENT, row->delivery, row->grades[0]);
    cell[4] = figure(CELL_PERCENT, row->open, row->grades[1]);
    cell[5] = figure(CELL_PERCENT, row->ctr, row->grades[2]);
    cell[5].flags |= (uint8_t)row->flags;
    cell[6] = figure(CELL_PERCENT, row->reply, '-');
    cell[7] = figure(CELL_PERCENT, row->optout, row->grades[3]);
    cell[8] = figure(CELL_TIMES, row->rocs, row->grades[4]);
    if (row->revenue >= 0) {
        cell[9] = (struct cell){.integer = row->revenue * MONEY_UNIT,
                                .currency = {"EUR"},
                                .kind = CELL_MONEY,
                                .grade = GRADE_NONE};
    } else {
        cell[9] = cell_unknown(KPI_REASON_UNKNOWN_COUNTER);
    }
    cell[10] = (struct cell){
        .spark = &sparks[i % ARRAY_COUNT(sparks)], .kind = CELL_SPARK, .grade = GRADE_NONE};
}

struct table *scenes_table(struct arena *arena, size_t count)
{
    struct table *table = table_new(arena, "Campaigns", columns, ARRAY_COUNT(columns), count);
    int64_t *ids = ARENA_ARRAY(arena, int64_t, count);
    if (!table || !ids) {
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        struct row row = rows[i % ARRAY_COUNT(rows)];
        if (i >= ARRAY_COUNT(rows)) {
            row.name = arena_printf(arena, "Campaign %zu", i + 1);
            row.sent += (int64_t)i * 7;
            row.day -= (int32_t)(i % 90);
        }
        fill_row(table, i, &row);
        ids[i] = 1000 + (int64_t)i;
    }
    table->row_ids = ids;
    table->sort_column = 1;
    table->sort_descending = true;
    return table;
}

/* --- scenes ---------------------------------------------------------------------------------- */

static void draw_table(const struct area *area)
{
    static const uint8_t matches[12] = {[1] = 1, [2] = 1};
    struct arena *arena = arena_new();
    struct table_view view = TABLE_VIEW_INIT;
    table_view_show(&view, scenes_table(arena, 12));
    table_view_select(&view, table_view_page(area->height), 2);
    view.column = 5;
    table_view_draw(&view, area, &(struct table_view_options){.matches = matches});
    arena_free(arena);
}

static void draw_empty_table(const struct area *area)
{
    struct arena *arena = arena_new();
    struct table_view view = TABLE_VIEW_INIT;
    table_view_show(&view, scenes_table(arena, 0));
    table_view_draw(&view, area, &(struct table_view_options){.empty = "No campaign matches."});
    arena_free(arena);
}

static void draw_sparklines(const struct area *area)
{
    sparkline_draw(area, 0, 0, area->width, &sparks[0], SPARKLINE_ALONE, ROLE_SPARK);
    sparkline_draw(area, 0, 1, area->width, &sparks[1], SPARKLINE_ALONE, ROLE_SPARK);
    sparkline_draw(area, 0, 2, area->width, &sparks[2], SPARKLINE_ALONE, ROLE_SPARK);
    sparkline_draw(area, 0, 3, 7, &sparks[1], SPARKLINE_ALONE, ROLE_SPARK);
}

static const double ctr_edges[3] = {.15, .25, .30};
static const double optout_edges[3] = {.006, .003, .002};

static struct bullet bullet_of(double value, const double edges[3], int direction)
{
    struct bullet bullet = {.has_value = !isnan(value),
                            .value = value,
                            .has_bands = true,
                            .edges = {edges[0], edges[1], edges[2]},
                            .direction = direction};
    bullet_scale(&bullet, 0, 1);
    return bullet;
}

static void draw_bullets(const struct area *area)
{
    static const double values[] = {.02, .10, .20, .27, .33, .90, UNKNOWN};
    for (int i = 0; i < (int)ARRAY_COUNT(values); i++) {
        struct bullet up = bullet_of(values[i], ctr_edges, 1);
        struct bullet down = bullet_of(values[i] / 50, optout_edges, -1);
        bullet_draw(area, 0, i, area->width / 2 - 1, &up);
        bullet_draw(area, area->width / 2 + 1, i, area->width / 2 - 1, &down);
    }
    struct bullet bare = {.has_value = true, .value = 3};
    bullet_scale(&bare, 0, ENDLESS);
    bullet_draw(area, 0, 7, area->width / 2 - 1, &bare);
}

static void draw_tiles(const struct area *area)
{
    struct bullet ctr = bullet_of(.202, ctr_edges, 1);
    struct bullet optout = bullet_of(.0071, optout_edges, -1);
    const struct tile tiles[] = {
        {.label = "CTR",
         .value = figure(CELL_PERCENT, .202, 'T'),
         .delta = "+2.5 pt",
         .change = MARKS_BETTER,
         .bullet = &ctr,
         .spark = &sparks[0],
         .note = "4.8 pt under good",
         .selected = true},
        {.label = "Opt-out rate",
         .value = figure(CELL_PERCENT, .0071, 'p'),
         .delta = "+0.10 pt",
         .change = MARKS_WORSE,
         .bullet = &optout,
         .spark = &sparks[1],
         .note = "0.11 pt over typical"},
        {.label = "ROCS",
         .value = figure(CELL_TIMES, UNKNOWN, '-'),
         .delta = NULL,
         .note = "no costs imported"},
        {.label = "Sent", .value = cell_count(24570), .delta = "0", .spark = &sparks[2]},
    };
    int width = area->width / (int)ARRAY_COUNT(tiles);
    for (int i = 0; i < (int)ARRAY_COUNT(tiles); i++) {
        struct area part = area_in(area, i * width, 0, width - 2, area->height);
        tile_draw(&part, &tiles[i]);
    }
}

static void draw_funnel(const struct area *area)
{
    static const struct funnel_stage stages[] = {
        {"Sent", true, 6860},  {"Delivered", true, 4659}, {"Read", false, 0},
        {"Clicked", true, 66}, {"Converted", true, 12},
    };
    funnel_draw(area, stages, ARRAY_COUNT(stages));
}

enum { DAYS = 60 };

static void draw_chart_of(const struct area *area, bool bands)
{
    double now[DAYS], before[DAYS];
    bool marked[DAYS] = {[40] = true, [41] = true};
    for (int i = 0; i < DAYS; i++) {
        now[i] = .22 + .06 * sin(i / 6.0) + .01 * (i * 7 % 5 - 2);
        before[i] = .19 + .04 * sin(i / 6.0 + 1);
    }
    now[20] = now[21] = now[22] = now[30] = UNKNOWN;
    const struct chart chart = {.values = now,
                                .count = DAYS,
                                .previous = before,
                                .previous_count = DAYS,
                                .first_day = 20696,
                                .step_days = 1,
                                .kind = CELL_PERCENT,
                                .has_bands = bands,
                                .edges = {.15, .25, .30},
                                .direction = 1,
                                .marked = marked};
    chart_draw(area, &chart);
}

static void draw_chart(const struct area *area)
{
    draw_chart_of(area, true);
}

static void draw_chart_bare(const struct area *area)
{
    draw_chart_of(area, false);
}

static void draw_facts(const struct area *area)
{
    static const struct fact facts[] = {
        {"Started", "2026-10-02", ROLE_TEXT},
        {"Revenue", NULL, ROLE_TEXT},
        {"Source", "message log of the sender, two files, and shop orders joined by coupon",
         ROLE_TEXT},
        {"Note", "عرض نهاية الأسبوع", ROLE_DIM},
        {NULL, "Reads are a lower bound: receipts may be off.", ROLE_NOTE},
    };
    facts_draw(area, facts, ARRAY_COUNT(facts), 0);
}

static const struct hint hints[] = {
    {"Enter", "open"}, {"/", "search"},     {"s", "sort"}, {"p", "period"},
    {"b", "base"},     {"Tab", "next tab"}, {"q", "quit"}, {"?", "help"},
};

static void draw_message(const struct area *area)
{
    static const struct hint answers[] = {{"y", "undo it"}, {"n", "keep it"}};
    area_fill(area, PEN(ROLE_DIM), '.');
    dialog_message(area, "Undo import 12?",
                   "messages-2026-10.csv: 24 570 rows of 3 campaigns go away. The store is then as "
                   "if it had never been imported.",
                   answers, ARRAY_COUNT(answers));
}

static void draw_picker(const struct area *area)
{
    static const struct picker_item items[] = {
        {"last 7 days", "2026-10-25–31", false},     {"last 30 days", "2026-10-02–31", true},
        {"this month", "2026-10-01–31", false},      {"last month", "2026-09-01–30", false},
        {"last 90 days", "2026-08-03–10-31", false}, {"all", NULL, false},
    };
    struct picker picker = {
        .title = "Period", .items = items, .count = ARRAY_COUNT(items), .scroll = {3, 0}};
    static const struct hint keys[] = {{"Enter", "choose"}, {"Esc", "back"}};
    area_fill(area, PEN(ROLE_DIM), '.');
    picker_draw(&picker, area, keys, ARRAY_COUNT(keys));
}

/* A form with the keys on a field that is typed, on one that is chosen, and with a mistake. */
static void draw_form_at(const struct area *area, size_t at, const char *mistake)
{
    static const struct hint keys[] = {{"Enter", "done"}, {"Esc", "back"}};
    struct form *form = calloc(1, sizeof *form);
    const struct form_field fields[] = {
        {.label = "Campaign", .words = "As its files will name it."},
        {.label = "Goal",
         .words = "The one figure that decides. Left and right choose.",
         .choices = {"Click-through rate", "Opt-out rate"},
         .choice_count = 2},
        {.label = "Arms", .words = "The first is what you do now."},
        {.label = "Not seen", .hidden = true},
        {.label = "Recipients per arm", .words = "Such as 6000."},
    };
    form->title = "Declare a test";
    form->count = ARRAY_COUNT(fields);
    memcpy(form->fields, fields, sizeof fields);
    input_set(&form->fields[0].input, "Rentrée 双十一预热");
    input_set(&form->fields[2].input, "A:50,B:50");
    input_set(&form->fields[4].input, "many");
    form->at = at;
    form->mistake = mistake;
    form->note = "Sent since 2 Oct: an end that is set now comes too late.";
    area_fill(area, PEN(ROLE_DIM), '.');
    form_draw(form, area, keys, ARRAY_COUNT(keys));
    free(form);
}

static void draw_form(const struct area *area)
{
    draw_form_at(area, 1, NULL);
}

static void draw_form_mistake(const struct area *area)
{
    draw_form_at(area, 4, "Recipients per arm is a number such as 6000, not \"many\"");
}

static void draw_help(const struct area *area)
{
    static const struct help_line lines[] = {
        {NULL, "Campaigns"},
        {"Up k", "Go one row up"},
        {"Down j", "Go one row down"},
        {"Enter", "Open what is selected"},
        {"/", "Search campaigns by name, alias or tag while you type"},
        {NULL, NULL},
        {NULL, "Everywhere"},
        {"Tab", "Go to the next tab"},
        {"Ctrl-Z", "Stop for now and go back to the shell; fg continues"},
        {"q", "Go back; from a tab: quit"},
    };
    static const struct hint keys[] = {{"j k", "scroll"}, {"Esc", "close"}};
    struct scroll scroll = {0, 0};
    help_draw(area, "Help", lines, ARRAY_COUNT(lines), &scroll, keys, ARRAY_COUNT(keys));
}

static void draw_inputs(const struct area *area)
{
    struct input input = INPUT_INIT;
    input_set(&input, "panier oublié 日本");
    input_draw(&input, area, 0, 0, area->width, "Search:");
    input_home(&input);
    input_right(&input);
    input_draw(&input, area, 0, 1, area->width, NULL);
    input_set(&input, "a long text that does not fit at all, so that its end is seen");
    input_draw(&input, area, 0, 2, area->width, "File:");
}

static void draw_banners(const struct area *area)
{
    banner_draw(area, 0, BANNER_ERROR, "orders.csv:12:4: not a number; give --currency");
    banner_draw(area, 1, BANNER_WARNING, "The store is read-only.");
    banner_draw(area, 2, BANNER_OK, "Imported 24 570 rows.");
    banner_draw(area, 3, BANNER_NOTE, "changed 12:04");
    banner_progress(area, 4, .624, 0, "messages.csv");
    banner_progress(area, 5, -1, 7, "stdin");
    banner_progress(area, 6, 1, 0, "done");
}

static void draw_frame(const struct area *area)
{
    static const struct frame_tab tabs[] = {{1, "Overview"}, {2, "Campaigns"}, {9, "Imports"}};
    static const struct frame_scope scope[] = {
        {"42 of 61 campaigns", 0, false, false}, {"2026-10-01–31", 1, false, false},
        {"sent > 1000", 2, true, false},         {"per delivered", 3, false, true},
        {"benchmark reference", 5, false, true}, {"UTC", 7, false, true},
        {"changed 12:04", 6, false, true},
    };
    const struct frame frame = {.title = "campane",
                                .badge = "DEMO",
                                .tabs = tabs,
                                .tab_count = ARRAY_COUNT(tabs),
                                .current = 2,
                                .scope = scope,
                                .scope_count = ARRAY_COUNT(scope),
                                .hints = hints,
                                .hint_count = ARRAY_COUNT(hints)};
    struct area body = frame_draw(area, &frame);
    draw_table(&body);
}

static void draw_too_small(const struct area *area)
{
    static const struct hint leave = {"q", "quit"};
    frame_too_small(area, &leave);
}

const struct scene scenes[] = {
    {"table-60", 60, 16, draw_table},
    {"table-120", 120, 14, draw_table},
    {"table-200", 200, 14, draw_table},
    {"table-empty", 60, 5, draw_empty_table},
    {"sparklines", 16, 4, draw_sparklines},
    {"bullets", 50, 8, draw_bullets},
    {"tiles", 92, 6, draw_tiles},
    {"tiles-low", 60, 3, draw_tiles},
    {"funnel", 90, 5, draw_funnel},
    {"funnel-narrow", 40, 5, draw_funnel},
    {"chart", 80, 16, draw_chart},
    {"chart-bare", 100, 12, draw_chart_bare},
    {"chart-small", 30, 6, draw_chart_bare},
    {"facts", 44, 8, draw_facts},
    {"message", 60, 12, draw_message},
    {"picker", 60, 14, draw_picker},
    {"picker-low", 40, 7, draw_picker},
    {"form", 80, 14, draw_form},
    {"form-mistake", 50, 10, draw_form_mistake},
    {"help", 80, 18, draw_help},
    {"help-small", 40, 10, draw_help},
    {"inputs", 30, 3, draw_inputs},
    {"banners", 50, 7, draw_banners},
    {"frame-60", 60, 16, draw_frame},
    {"frame-120", 120, 16, draw_frame},
    {"too-small", 20, 5, draw_too_small},
};
const size_t scene_count = ARRAY_COUNT(scenes);
