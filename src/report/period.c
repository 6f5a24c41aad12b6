/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/period.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "text/format.h"

const char *const period_presets[] = {"last 7d",    "last 30d", "last 90d", "this month",
                                      "last month", "quarter",  "all",      NULL};

#define DAYS_MAX   36500
#define WORDS_MAX  64
#define YEAR_FIRST 1
#define YEAR_LAST  9999

/* --- words to a choice ----------------------------------------------------------------------- */

static bool refuse(const char *words, struct err *err)
{
    err_set(err, ERR_USAGE, _("\"%.60s\" is no period"), words);
    return err_todo(err, _("say \"all\", \"last 30d\", \"4w\", \"this month\", \"last quarter\", "
                           "\"2026-10\" or \"2026-10-01..2026-10-31\""));
}

/* Lower case, single blanks, none at the ends; false when it is too long to be a period. */
static bool normalise(const char *words, char text[WORDS_MAX])
{
    size_t length = 0;
    for (const char *at = words; *at; at++) {
        bool blank = *at == ' ' || *at == '\t' || *at == '\n';
        if (blank && (length == 0 || text[length - 1] == ' ')) {
            continue;
        }
        if (length + 1 == WORDS_MAX) {
            return false;
        }
        char c = *at >= 'A' && *at <= 'Z' ? (char)(*at - 'A' + 'a') : *at;
        text[length++] = blank ? ' ' : c;
    }
    if (length > 0 && text[length - 1] == ' ') {
        length--;
    }
    text[length] = '\0';
    return true;
}

/* Digits at the beginning, at most six; the rest in *rest. False where there are none. */
static bool leading_number(const char *text, int *number, const char **rest)
{
    int value = 0;
    size_t digits = 0;
    while (text[digits] >= '0' && text[digits] <= '9' && digits < 6) {
        value = value * 10 + (text[digits] - '0');
        digits++;
    }
    *number = value;
    *rest = text + digits;
    return digits > 0;
}

/* "30d", "30 days", "4w", "4 weeks". */
static bool parse_span(const char *text, struct period_choice *choice)
{
    static const struct {
        const char *unit;
        int days;
    } units[] = {{"d", 1}, {"day", 1}, {"days", 1}, {"w", 7}, {"week", 7}, {"weeks", 7}};
    int number;
    const char *rest;
    if (!leading_number(text, &number, &rest)) {
        return false;
    }
    rest += *rest == ' ';
    for (size_t i = 0; i < ARRAY_COUNT(units); i++) {
        if (strcmp(rest, units[i].unit) == 0 && number > 0 && number <= DAYS_MAX / units[i].days) {
            *choice =
                (struct period_choice){PERIOD_DAYS, number * units[i].days, DAY_NONE, INT32_MAX};
            return true;
        }
    }
    return false;
}

static bool parse_calendar(const char *text, int count, struct period_choice *choice)
{
    static const struct {
        const char *word;
        enum period_kind kind;
    } kinds[] = {{"week", PERIOD_WEEK},
                 {"month", PERIOD_MONTH},
                 {"quarter", PERIOD_QUARTER},
                 {"year", PERIOD_YEAR}};
    for (size_t i = 0; i < ARRAY_COUNT(kinds); i++) {
        if (strcmp(text, kinds[i].word) == 0) {
            *choice = (struct period_choice){kinds[i].kind, count, DAY_NONE, INT32_MAX};
            return true;
        }
    }
    return false;
}

static struct period months_from(int year, int month, int count)
{
    int32_t first = civil_to_day(year, month, 1);
    int32_t next = civil_month_start(first, count);
    return (struct period){first, next == DAY_NONE ? CIVIL_DAY_MAX : next - 1};
}

/* "2026", "2026-q4", "2026-10", "2026-10-09". */
static bool parse_date(const char *text, struct period *days)
{
    int32_t day;
    if (civil_parse_day(text, &day)) {
        *days = (struct period){day, day};
        return true;
    }
    int year, number;
    const char *rest;
    if (!leading_number(text, &year, &rest) || rest != text + 4 || year < YEAR_FIRST ||
        year > YEAR_LAST) {
        return false;
    }
    if (*rest == '\0') {
        *days = months_from(year, 1, 12);
        return true;
    }
    bool quarter = rest[1] == 'q';
    if (*rest != '-' || !leading_number(rest + 1 + quarter, &number, &rest) || *rest != '\0') {
        return false;
    }
    if (quarter && number >= 1 && number <= 4) {
        *days = months_from(year, number * 3 - 2, 3);
        return true;
    }
    if (!quarter && rest == text + 7 && number >= 1 && number <= 12) {
        *days = months_from(year, number, 1);
        return true;
    }
    return false;
}

/* A date, or two with ".." between, either of which may be missing. */
static bool parse_range(char *text, struct period_choice *choice)
{
    struct period first = {DAY_NONE, DAY_NONE}, last = {INT32_MAX, INT32_MAX};
    char *dots = strstr(text, "..");
    if (!dots) {
        if (!parse_date(text, &first)) {
            return false;
        }
        *choice = (struct period_choice){PERIOD_RANGE, 0, first.from, first.to};
        return true;
    }
    char *behind = dots + 2 + (dots[2] == ' ');
    char *end = dots > text && dots[-1] == ' ' ? dots - 1 : dots;
    *end = '\0';
    if ((*text == '\0' && *behind == '\0') || (*text && !parse_date(text, &first)) ||
        (*behind && !parse_date(behind, &last)) || first.from > last.to) {
        return false;
    }
    *choice = (struct period_choice){PERIOD_RANGE, 0, first.from, last.to};
    return true;
}

static const char *without(const char *text, const char *word)
{
    size_t length = strlen(word);
    return strncmp(text, word, length) == 0 && text[length] == ' ' ? text + length + 1 : NULL;
}

bool period_parse(const char *words, struct period_choice *choice, struct err *err)
{
    static const struct period_choice everything = {PERIOD_ALL, 0, DAY_NONE, INT32_MAX};
    char text[WORDS_MAX];
    if (!normalise(words, text)) {
        return refuse(words, err);
    }
    if (strcmp(text, "all") == 0 || strcmp(text, "all time") == 0) {
        *choice = everything;
        return true;
    }
    if (strcmp(text, "today") == 0) {
        *choice = (struct period_choice){PERIOD_DAYS, 1, DAY_NONE, INT32_MAX};
        return true;
    }
    const char *last = without(text, "last");
    const char *running = without(text, "this");
    if (last ? parse_span(last, choice) || parse_calendar(last, 1, choice)
             : parse_calendar(running ? running : text, 0, choice) || parse_span(text, choice) ||
                   parse_range(text, choice)) {
        return true;
    }
    return refuse(words, err);
}

static bool option_day(const char *name, const char *text, int32_t *day, struct err *err)
{
    if (!text || civil_parse_day(text, day)) {
        return true;
    }
    err_set(err, ERR_USAGE, _("%s: \"%.60s\" is no date"), name, text);
    return err_todo(err, _("write it like 2026-10-09"));
}

const char *period_spell(const struct period_choice *choice, char buffer[48])
{
    static const char *const kinds[] = {[PERIOD_WEEK] = "week",
                                        [PERIOD_MONTH] = "month",
                                        [PERIOD_QUARTER] = "quarter",
                                        [PERIOD_YEAR] = "year"};
    char from[24] = "", to[24] = "";
    switch (choice->kind) {
    case PERIOD_ALL:
        snprintf(buffer, 48, "all");
        break;
    case PERIOD_DAYS:
        snprintf(buffer, 48, "%dd", choice->count);
        break;
    case PERIOD_RANGE:
        if (choice->from != DAY_NONE) {
            civil_format_day(choice->from, from);
        }
        if (choice->to != INT32_MAX) {
            civil_format_day(choice->to, to);
        }
        snprintf(buffer, 48, "%.22s..%.22s", from, to);
        break;
    case PERIOD_WEEK:
    case PERIOD_MONTH:
    case PERIOD_QUARTER:
    case PERIOD_YEAR:
        snprintf(buffer, 48, "%s %s", choice->count > 0 ? "last" : "this", kinds[choice->kind]);
        break;
    }
    return buffer;
}

bool period_options(const char *from, const char *to, const char *last,
                    struct period_choice *choice, struct err *err)
{
    if (last && (from || to)) {
        return err_set(err, ERR_USAGE, _("--last does not go together with --from and --to"));
    }
    if (last) {
        char text[WORDS_MAX];
        return (normalise(last, text) && parse_calendar(text, 1, choice)) ||
               period_parse(last, choice, err);
    }
    struct period_choice range = {PERIOD_RANGE, 0, DAY_NONE, INT32_MAX};
    if (!option_day("--from", from, &range.from, err) || !option_day("--to", to, &range.to, err)) {
        return false;
    }
    if (range.from > range.to) {
        return err_set(err, ERR_USAGE, _("--from %s lies behind --to %s"), from, to);
    }
    if (!from && !to) {
        range.kind = PERIOD_ALL;
    }
    *choice = range;
    return true;
}

/* --- a choice to days ------------------------------------------------------------------------ */

/* Months of the calendar unit; 0: it is none. */
static int months_of(enum period_kind kind)
{
    return kind == PERIOD_MONTH ? 1 : kind == PERIOD_QUARTER ? 3 : kind == PERIOD_YEAR ? 12 : 0;
}

/* First day of the week, month … that lies `back` units before the one that holds `today`. */
static int32_t unit_start(enum period_kind kind, int32_t today, int back)
{
    if (kind == PERIOD_WEEK) {
        return today - civil_weekday(today) - 7 * back;
    }
    int year, month, day;
    civil_from_day(today, &year, &month, &day);
    int months = months_of(kind);
    return civil_month_start(today, -((month - 1) % months) - months * back);
}

struct period period_days(const struct period_choice *choice, int32_t today)
{
    switch (choice->kind) {
    case PERIOD_ALL:
        break;
    case PERIOD_DAYS:
        return (struct period){today - choice->count + 1, today};
    case PERIOD_WEEK:
    case PERIOD_MONTH:
    case PERIOD_QUARTER:
    case PERIOD_YEAR:
        return (struct period){
            unit_start(choice->kind, today, choice->count),
            choice->count == 0 ? today : unit_start(choice->kind, today, choice->count - 1) - 1};
    case PERIOD_RANGE:
        return (struct period){choice->from, choice->to};
    }
    return (struct period){DAY_NONE, INT32_MAX};
}

/* Months that the days are whole of; 0: they are not whole months. */
static int whole_months(const struct period *days)
{
    int year, month, day, last_year, last_month, last_day;
    civil_from_day(days->from, &year, &month, &day);
    civil_from_day(days->to, &last_year, &last_month, &last_day);
    bool whole = day == 1 && last_day == civil_days_in_month(last_year, last_month);
    return whole ? (last_year - year) * 12 + last_month - month + 1 : 0;
}

bool period_against_parse(const char *word, enum period_against *against)
{
    bool year = word && strcmp(word, "year") == 0;
    *against = year ? PERIOD_AGAINST_YEAR : PERIOD_AGAINST_BEFORE;
    return year || (word && strcmp(word, "before") == 0);
}

static int32_t year_before(int32_t date)
{
    int year, month, day;
    civil_from_day(date, &year, &month, &day);
    int last = civil_days_in_month(year - 1, month);
    return civil_to_day(year - 1, month, day > last ? last : day);
}

struct period period_year_before(const struct period *days)
{
    int64_t length = (int64_t)days->to - days->from + 1;
    struct period before = {year_before(days->from), year_before(days->to)};
    if (whole_months(days) > 0) {
        /* All of February, however long it was. */
        before.to = civil_month_start(before.to, 1) - 1;
    } else if (length % 7 == 0) {
        before = (struct period){days->from - 52 * 7, days->to - 52 * 7};
    }
    return before;
}

bool period_before(const struct period_choice *choice, enum period_against against, int32_t today,
                   struct period *before)
{
    struct period days = period_days(choice, today);
    if (days.from == DAY_NONE) {
        return false;
    }
    days.to = days.to == INT32_MAX ? today : days.to;
    if (days.to < days.from) {
        return false;
    }
    if (against == PERIOD_AGAINST_YEAR) {
        if (days.from < CIVIL_DAY_MIN + 366) {
            return false;
        }
        *before = choice->kind == PERIOD_WEEK
                      ? (struct period){days.from - 52 * 7, days.to - 52 * 7}
                      : period_year_before(&days);
        return true;
    }
    int64_t length = (int64_t)days.to - days.from + 1;
    int64_t from = days.from - length;
    int64_t to = (int64_t)days.from - 1;
    bool calendar = choice->kind == PERIOD_WEEK || months_of(choice->kind) > 0;
    int months = choice->kind == PERIOD_RANGE ? whole_months(&days) : 0;
    if (calendar) {
        from = unit_start(choice->kind, today, choice->count + 1);
        to = choice->count == 0 && from + length - 1 < to ? from + length - 1 : to;
    } else if (months > 0) {
        from = civil_month_start(days.from, -months);
    }
    if (from < CIVIL_DAY_MIN) {
        return false;
    }
    *before = (struct period){(int32_t)from, (int32_t)to};
    return true;
}

/* --- words ----------------------------------------------------------------------------------- */

const char *period_range_words(const struct period *period, bool ascii, char buffer[96])
{
    char day[FORMAT_SIZE];
    if (period->from == DAY_NONE && period->to == INT32_MAX) {
        snprintf(buffer, 96, "%s", _("all time"));
    } else if (period->from == DAY_NONE) {
        snprintf(buffer, 96, _("until %s"), format_day(period->to, day));
    } else if (period->to == INT32_MAX) {
        snprintf(buffer, 96, _("from %s"), format_day(period->from, day));
    } else {
        snprintf(buffer, 96, "%s", format_day_range(period->from, period->to, ascii, day));
    }
    return buffer;
}

const char *period_words(const struct period_choice *choice, int32_t today, bool ascii,
                         char buffer[96])
{
    static const char *const words[][2] = {
        [PERIOD_WEEK] = {N_("this week"), N_("last week")},
        [PERIOD_MONTH] = {N_("this month"), N_("last month")},
        [PERIOD_QUARTER] = {N_("this quarter"), N_("last quarter")},
        [PERIOD_YEAR] = {N_("this year"), N_("last year")}};
    struct period days = period_days(choice, today);
    bool calendar = choice->kind == PERIOD_WEEK || months_of(choice->kind) > 0;
    if (calendar && choice->count <= 1) {
        snprintf(buffer, 96, "%s", _(words[choice->kind][choice->count]));
    } else if (choice->kind == PERIOD_DAYS && choice->count == 1) {
        snprintf(buffer, 96, "%s", _("today"));
    } else if (choice->kind == PERIOD_DAYS) {
        snprintf(buffer, 96, NG_("last %d day", "last %d days", choice->count), choice->count);
    } else {
        period_range_words(&days, ascii, buffer);
    }
    return buffer;
}
