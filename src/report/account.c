/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/account.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "report/words.h"
#include "store/query_notices.h"
#include "text/format.h"

const char *account_quality_name(enum quality quality)
{
    static const char *const names[] = {NULL, "GREEN", "YELLOW", "RED"};
    return names[quality];
}

static enum quality quality_of(const struct notice *notice)
{
    if (notice->kind == NOTICE_NUMBER) {
        return strcmp(notice->value, "FLAGGED") == 0 ? QUALITY_RED : QUALITY_UNKNOWN;
    }
    for (enum quality i = QUALITY_GREEN; i < QUALITY_COUNT; i++) {
        if (strcmp(notice->value, account_quality_name(i)) == 0) {
            return i;
        }
    }
    return QUALITY_UNKNOWN;
}

struct builder {
    struct arena *arena;
    const struct scope *scope;
    const struct notice *notices;
    size_t count;
    int32_t end; /* the last day that is looked at */
    struct account *account;
};

/* A template that is gone has no quality any more. */
static bool is_gone(const struct builder *builder, const struct notice *notice)
{
    for (size_t i = 0; i < builder->count && notice->kind == NOTICE_QUALITY; i++) {
        const struct notice *state = &builder->notices[i];
        if (state->kind == NOTICE_TEMPLATE && state->subject == notice->subject) {
            return strcmp(state->value, "DISABLED") == 0 || strcmp(state->value, "DELETED") == 0 ||
                   strcmp(state->value, "PENDING_DELETION") == 0;
        }
    }
    return false;
}

static void see_quality(struct builder *builder, const struct notice *notice)
{
    struct account *account = builder->account;
    enum quality quality = quality_of(notice);
    int32_t day = zone_day(builder->scope->zone_rules, notice->at);
    if (quality == QUALITY_UNKNOWN || is_gone(builder, notice)) {
        return;
    }
    account->stand[quality]++;
    if (quality > account->quality ||
        (quality == account->quality && day > account->quality_since)) {
        account->quality = quality;
        account->quality_since = day;
        account->quality_of = notice->name;
    }
}

/* Notices of a kind come the latest first. */
static void see_limit(struct builder *builder, const struct notice *notice)
{
    struct account *account = builder->account;
    if (!account->has_limit) {
        account->has_limit = true;
        account->limit = strcmp(notice->value, NOTICE_UNLIMITED) == 0
                             ? ACCOUNT_UNLIMITED
                             : strtoll(notice->value, NULL, 10);
        account->limit_since = zone_day(builder->scope->zone_rules, notice->at);
    }
}

/* What a word of Meta's means for whoever sends; NULL: nothing was stopped. */
static const char *trouble_words(const struct notice *notice)
{
    static const struct {
        enum notice_kind kind;
        const char *value, *words;
    } troubles[] = {
        {NOTICE_TEMPLATE, "PAUSED", N_("paused by Meta")},
        {NOTICE_TEMPLATE, "DISABLED", N_("disabled by Meta")},
        {NOTICE_TEMPLATE, "REJECTED", N_("rejected by Meta")},
        {NOTICE_TEMPLATE, "FLAGGED", N_("about to be disabled by Meta")},
        {NOTICE_ACCOUNT, "ACCOUNT_RESTRICTION", N_("Meta restricted the account")},
        {NOTICE_ACCOUNT, "ACCOUNT_VIOLATION", N_("Meta found a violation of its rules")},
        {NOTICE_ACCOUNT, "DISABLED_UPDATE", N_("Meta disables the account, or enables it again")},
    };
    for (size_t i = 0; i < ARRAY_COUNT(troubles); i++) {
        if (troubles[i].kind == notice->kind && strcmp(troubles[i].value, notice->value) == 0) {
            return _(troubles[i].words);
        }
    }
    return NULL;
}

static bool add_trouble(struct builder *builder, struct account_trouble *troubles,
                        const struct notice *notice)
{
    struct account *account = builder->account;
    const char *words = trouble_words(notice);
    int32_t day = zone_day(builder->scope->zone_rules, notice->at);
    char date[FORMAT_SIZE];
    if (!words || account->trouble_count == ACCOUNT_TROUBLES ||
        day <= builder->end - ACCOUNT_TROUBLE_DAYS) {
        return true;
    }
    struct account_trouble *trouble = &troubles[account->trouble_count++];
    trouble->name = notice->name;
    trouble->text = arena_printf(builder->arena, "%s (%s)", words, format_day(day, date));
    return trouble->text != NULL;
}

static bool see_all(struct builder *builder)
{
    struct account_trouble *troubles =
        ARENA_ARRAY(builder->arena, struct account_trouble, ACCOUNT_TROUBLES);
    bool ok = troubles != NULL;
    builder->account->troubles = troubles;
    for (size_t i = 0; ok && i < builder->count; i++) {
        const struct notice *notice = &builder->notices[i];
        switch (notice->kind) {
        case NOTICE_QUALITY:
        case NOTICE_NUMBER:
            see_quality(builder, notice);
            break;
        case NOTICE_LIMIT:
            see_limit(builder, notice);
            break;
        case NOTICE_TEMPLATE:
        case NOTICE_ACCOUNT:
            ok = add_trouble(builder, troubles, notice);
            break;
        case NOTICE_KIND_END:
            break;
        }
    }
    return ok;
}

static int32_t last_day(const struct scope *scope)
{
    return scope->period.to < scope->today ? scope->period.to : scope->today;
}

bool account_build(struct arena *arena, struct store *store, const struct scope *scope,
                   struct account *account, struct err *err)
{
    struct notice *notices;
    struct account made = {.quality_since = DAY_NONE, .limit_since = DAY_NONE};
    struct builder builder = {
        .arena = arena, .scope = scope, .end = last_day(scope), .account = &made};
    struct civil civil = {0};
    if (scope->filter) {
        *account = made;
        return true;
    }
    civil_from_day(builder.end + 1, &civil.year, &civil.month, &civil.day);
    int64_t end = zone_moment(scope->zone_rules, &civil);
    end = scope->now < end ? scope->now + 1 : end;
    if (!query_notices(store, arena, end, &notices, &builder.count, err)) {
        return false;
    }
    builder.notices = notices;
    if (!see_all(&builder)) {
        return err_memory(err);
    }
    *account = made;
    return true;
}

bool account_reach(struct store *store, const struct scope *scope, const struct account *account,
                   struct cancel *cancel, struct reach *reach, struct err *err)
{
    int32_t to = last_day(scope), from = to - ACCOUNT_REACH_DAYS + 1;
    from = scope->period.from != DAY_NONE && scope->period.from > from ? scope->period.from : from;
    /* Of days before it nobody knows that it held: the limit then was another. */
    from = account->has_limit && account->limit_since > from ? account->limit_since : from;
    *reach = (struct reach){.known = false, .day = DAY_NONE};
    return !account->has_limit || from > to || query_reach(store, from, to, cancel, reach, err);
}

double account_used(const struct account *account, const struct reach *reach)
{
    return reach && reach->known && account->has_limit && account->limit > 0
               ? (double)reach->count / (double)account->limit
               : (double)NAN;
}

/* --- words ------------------------------------------------------------------------------------ */

const char *account_quality_words(struct arena *arena, const struct account *account)
{
    char day[FORMAT_SIZE];
    int64_t others = account->stand[account->quality] - 1;
    const char *name = account_quality_name(account->quality);
    format_day(account->quality_since, day);
    if (account->quality == QUALITY_GREEN) {
        return arena_printf(arena, _("quality %s, last said on %s"), name, day);
    }
    const char *of = account->quality_of ? account->quality_of : _("a phone number");
    return others > 0 ? arena_printf(arena,
                                     NG_("quality %s since %s: %s and %lld other",
                                         "quality %s since %s: %s and %lld others", others),
                                     name, day, of, (long long)others)
                      : arena_printf(arena, _("quality %s since %s: %s"), name, day, of);
}

const char *account_fault_words(struct arena *arena, const struct account *account)
{
    char day[FORMAT_SIZE];
    int64_t others = account->stand[account->quality] - 1;
    const char *name = account_quality_name(account->quality);
    format_day(account->quality_since, day);
    return others > 0
               ? arena_printf(arena,
                              NG_("Meta calls its quality %s since %s, and that of %lld other",
                                  "Meta calls its quality %s since %s, and that of %lld others",
                                  others),
                              name, day, (long long)others)
               : arena_printf(arena, _("Meta calls its quality %s since %s"), name, day);
}

/* "62 % used on 2026-10-12 (1 240 people)". */
static const char *used_words(struct arena *arena, const struct account *account,
                              const struct reach *reach)
{
    char day[FORMAT_SIZE], count[FORMAT_SIZE], share[FORMAT_SIZE];
    format_day(reach->day, day);
    format_count(reach->count, count);
    format_percent(account_used(account, reach), true, share);
    return reach->recipients ? arena_printf(arena,
                                            NG_("%s used on %s (%s person)",
                                                "%s used on %s (%s people)", reach->count),
                                            share, day, count)
                             : arena_printf(arena,
                                            NG_("%s used on %s (%s message)",
                                                "%s used on %s (%s messages)", reach->count),
                                            share, day, count);
}

const char *account_limit_words(struct arena *arena, const struct account *account,
                                const struct reach *reach)
{
    char limit[FORMAT_SIZE];
    if (account->limit == ACCOUNT_UNLIMITED) {
        return arena_strdup(arena, _("any number of people a day"));
    }
    format_count(account->limit, limit);
    if (!reach || !reach->known) {
        return arena_printf(arena, _("limit %s people a day"), limit);
    }
    const char *used = used_words(arena, account, reach);
    return used ? arena_printf(arena, _("limit %s people a day, %s"), limit, used) : NULL;
}

static enum grade quality_grade(enum quality quality)
{
    static const enum grade grades[] = {GRADE_NONE, GRADE_GOOD, GRADE_TYPICAL, GRADE_POOR};
    return grades[quality];
}

/* "Opt-out rate 0.71 % in 7 days, rising". */
static const char *rate_words(struct arena *arena, const struct health_rate *rate)
{
    char value[WORDS_SIZE];
    return arena_printf(
        arena, rate->way == HEALTH_WORSE ? _("%s %s in 7 days, rising") : _("%s %s in 7 days"),
        _(kpi_info(rate->kpi)->label), words_value(rate->kpi, &rate->now, value));
}

int account_line(struct arena *arena, const struct health *health, const struct account *account,
                 const struct reach *reach, struct health_part parts[HEALTH_PARTS])
{
    int count = 0;
    if (account->quality != QUALITY_UNKNOWN) {
        parts[count++] = (struct health_part){account_quality_words(arena, account),
                                              quality_grade(account->quality)};
    }
    if (account->has_limit) {
        double used = account_used(account, reach);
        parts[count++] = (struct health_part){account_limit_words(arena, account, reach),
                                              used >= ACCOUNT_LIMIT_NEAR ? GRADE_POOR : GRADE_NONE};
    }
    for (int i = 0; i < HEALTH_RATES && health->known; i++) {
        const struct health_rate *rate = &health->rates[HEALTH_RATES - 1 - i];
        if (rate->now.has_value) {
            parts[count++] = (struct health_part){
                rate_words(arena, rate), rate->way == HEALTH_WORSE ? GRADE_POOR : GRADE_NONE};
        }
    }
    for (int i = 0; i < count; i++) {
        if (!parts[i].words) {
            return -1;
        }
    }
    return count;
}
