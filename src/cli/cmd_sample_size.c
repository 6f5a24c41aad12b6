/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/calc_value.h"
#include "cli/command.h"
#include "report/share.h"
#include "stats/power.h"
#include "text/format.h"

#define ALPHA    0.05
#define POWER    0.8
#define ARMS_MAX 10

struct request {
    double baseline, target, lift, power;
    int arms;
    bool daily;
    double alpha; /* of one pair: over all of them it adds up to ALPHA */
};

struct sizes {
    double one_look, planned, open; /* recipients per arm, whole */
};

static bool read_arms(const struct cli *cli, int *arms, struct err *err)
{
    const char *text = cli->option[OPTION_ARMS];
    char *end = NULL;
    long value = text ? strtol(text, &end, 10) : 2;
    if (text && (end == text || *end || value < 2 || value > ARMS_MAX)) {
        return err_set(err, ERR_USAGE, _("--arms is how many there are, 2 to %d, not \"%s\""),
                       ARMS_MAX, text);
    }
    *arms = (int)value;
    return true;
}

static bool read_request(const struct cli *cli, struct request *request, struct err *err)
{
    *request = (struct request){.power = POWER, .daily = true};
    if (!cli->option[OPTION_BASELINE] || !cli->option[OPTION_LIFT]) {
        return err_set(err, ERR_USAGE, "%s",
                       _("sample-size needs --baseline and --lift, as in --baseline 20% --lift "
                         "10%"));
    }
    if (!share_parse("--baseline", cli->option[OPTION_BASELINE], 0, 1, &request->baseline, err) ||
        !share_parse("--lift", cli->option[OPTION_LIFT], -1, 1e6, &request->lift, err) ||
        !share_parse("--power", cli->option[OPTION_POWER], 0, 1, &request->power, err) ||
        !read_arms(cli, &request->arms, err)) {
        return false;
    }
    const char *looks = cli->option[OPTION_LOOKS];
    if (looks && strcmp(looks, "daily") != 0 && strcmp(looks, "one") != 0) {
        return err_set(err, ERR_USAGE, _("--looks is daily or one, not \"%s\""), looks);
    }
    request->daily = !looks || strcmp(looks, "daily") == 0;
    request->target = request->baseline * (1 + request->lift);
    if (request->target > 1) {
        return err_set(err, ERR_USAGE, _("%s with a lift of %s is more than everybody"),
                       cli->option[OPTION_BASELINE], cli->option[OPTION_LIFT]);
    }
    request->alpha = ALPHA / (request->arms * (request->arms - 1) / 2);
    return true;
}

static bool find_sizes(const struct request *request, struct sizes *sizes, struct err *err)
{
    double n;
    if (!stats_power_size(request->baseline, request->target, request->alpha, request->power, &n)) {
        return err_set(err, ERR_USAGE, "%s", _("no number of recipients tells a lift of 0"));
    }
    *sizes = (struct sizes){ceil(n), ceil(n * STATS_POWER_PLANNED), ceil(n * STATS_POWER_OPEN)};
    return true;
}

/* --- text ------------------------------------------------------------------------------------- */

static const char *people(double count, char buffer[FORMAT_SIZE])
{
    return count < 9e18 ? format_count((int64_t)count, buffer) : format_number(count, buffer);
}

static void say_size(const struct cli *cli, const struct request *request, const char *label,
                     double size)
{
    char each[FORMAT_SIZE], all[FORMAT_SIZE];
    cli_say(cli, _("  %-42s %13s   in all %s"), label, people(size, each),
            people(size * request->arms, all));
}

static void write_text(const struct cli *cli, const struct request *request,
                       const struct sizes *sizes)
{
    char from[FORMAT_SIZE], to[FORMAT_SIZE], lift[FORMAT_SIZE], power[FORMAT_SIZE];
    cli_say(cli, _("Recipients per template to tell %s from %s (a lift of %s%s)"),
            format_percent(request->target, true, to),
            format_percent(request->baseline, true, from), request->lift > 0 ? "+" : "",
            format_percent(request->lift, true, lift));
    cli_say(cli, _("in %s of such tests, between %d templates:"),
            format_percent(request->power, true, power), request->arms);
    if (request->daily) {
        say_size(cli, request, _("planned before the results, looked at daily"), sizes->planned);
        say_size(cli, request, _("without a plan, looked at daily"), sizes->open);
    } else {
        say_size(cli, request, _("looked at once, at the end"), sizes->one_look);
    }
}

/* --- json ------------------------------------------------------------------------------------- */

static bool add(cJSON *object, const char *key, cJSON *item)
{
    if (item && cJSON_AddItemToObject(object, key, item)) {
        return true;
    }
    cJSON_Delete(item);
    return false;
}

static bool fill_json(cJSON *object, const struct request *request, const struct sizes *sizes)
{
    double per_arm = request->daily ? sizes->planned : sizes->one_look;
    return add(object, "schema", cJSON_CreateString("campane.sample_size/1")) &&
           add(object, "baseline", calc_double(request->baseline)) &&
           add(object, "lift", calc_double(request->lift)) &&
           add(object, "target", calc_double(request->target)) &&
           add(object, "alpha", calc_double(ALPHA)) &&
           add(object, "power", calc_double(request->power)) &&
           add(object, "arms", calc_double(request->arms)) &&
           add(object, "looks", cJSON_CreateString(request->daily ? "daily" : "one")) &&
           add(object, "per_arm", calc_double(per_arm)) &&
           add(object, "total", calc_double(per_arm * request->arms)) &&
           add(object, "one_look", calc_double(sizes->one_look)) &&
           add(object, "planned", calc_double(sizes->planned)) &&
           add(object, "open", calc_double(sizes->open));
}

static bool write_json(const struct cli *cli, const struct request *request,
                       const struct sizes *sizes, struct err *err)
{
    cJSON *object = cJSON_CreateObject();
    char *text =
        object && fill_json(object, request, sizes) ? cJSON_PrintUnformatted(object) : NULL;
    cJSON_Delete(object);
    if (!text) {
        return err_memory(err);
    }
    fprintf(cli->out, "%s\n", text);
    cJSON_free(text);
    return true;
}

static int run(struct cli *cli)
{
    struct err err = ERR_INIT;
    struct request request;
    struct sizes sizes = {0};
    enum export_format format;
    if (!cli_format(cli, 1U << EXPORT_TEXT | 1U << EXPORT_JSON, &format, &err)) {
        return cli_fail(&err);
    }
    if (!read_request(cli, &request, &err) || !find_sizes(&request, &sizes, &err)) {
        return err.code == ERR_USAGE ? cli_usage(cli, "%s", err.text) : cli_fail(&err);
    }
    if (format == EXPORT_TEXT) {
        write_text(cli, &request, &sizes);
    } else if (!write_json(cli, &request, &sizes, &err)) {
        return cli_fail(&err);
    }
    return 0;
}

const struct command command_sample_size = {
    .name = "sample-size",
    .usage = "--baseline RATE --lift SHARE [OPTION]...",
    .summary = N_("How many recipients a test needs before its result can be told"),
    .help = N_("A test that is planned before its results keeps nearly all of its power though "
               "you look every day; without a plan it needs about 1.75 times the recipients. With "
               "more than two arms every pair is held to a stricter limit."),
    .formats = N_("Write as text or json"),
    .options = {OPTION_BASELINE, OPTION_LIFT, OPTION_POWER, OPTION_ARMS, OPTION_LOOKS,
                OPTION_FORMAT, OPTION_ASCII},
    .examples = "  campane sample-size --baseline 20% --lift 10%\n"
                "  campane sample-size --baseline 3% --lift 20% --looks one --format json\n",
    .run = run,
};
