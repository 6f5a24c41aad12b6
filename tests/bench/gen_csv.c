/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writes a made-up table to standard output: the same rows for the same seed.
 *
 *     gen_csv recipients|daily [ROWS [SEED]]     (1000000 rows, seed 1)
 *
 * recipients: a sending tool's report, one row per message, with its id, times of each state and
 * the code of a failure; twenty campaigns one after the other, two templates each.
 * daily: counters of 365 days, ten combinations of variant and language a campaign, days in order.
 * Phone numbers are of a range that nobody can have.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define START INT64_C(1740787200) /* 2025-03-01T00:00:00Z */

enum { CAMPAIGNS = 20, DAYS = 365, VARIANTS = 2, LANGUAGES = 5 };

static uint64_t state;

static uint64_t next(void)
{
    uint64_t z = state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

static uint32_t dice(uint32_t sides)
{
    return (uint32_t)((next() >> 32) * sides >> 32);
}

static bool chance(uint32_t per_thousand)
{
    return dice(1000) < per_thousand;
}

static void put_date(int64_t at, bool clock)
{
    char text[32];
    struct tm parts;
    time_t time = (time_t)at;
    gmtime_r(&time, &parts);
    strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &parts);
    text[clock ? 19 : 10] = '\0';
    fputs(text, stdout);
}

/* A cell with a time, or an empty one. */
static void put_time(bool happened, int64_t at)
{
    putchar(',');
    if (happened) {
        put_date(at, true);
    }
}

static void recipient_row(uint64_t number, uint64_t rows)
{
    static const int codes[] = {131049, 131026, 131026, 131049, 131050, 130472, 131047};
    uint64_t campaign = number * CAMPAIGNS / rows;
    int64_t sent = START + (int64_t)campaign * 86400 * 2 + (int64_t)(number % 40000);
    bool fails = chance(60), arrives = !fails && chance(970), reads = arrives && chance(620);
    int64_t delivered = sent + 1 + dice(chance(700) ? 20 : 200000);
    int64_t read = delivered + 5 + dice(chance(600) ? 3000 : 200000);
    bool replies = reads && chance(60);
    int64_t replied = read + 10 + dice(4000);
    printf("wamid.%016" PRIX64 "%016" PRIX64 ",Sale %02" PRIu64 ",sale_%02" PRIu64
           "_%c,+550000%07u",
           next(), number, campaign, campaign, chance(500) ? 'a' : 'b', dice(3000000));
    put_time(true, sent);
    put_time(arrives, delivered);
    put_time(reads, read);
    put_time(replies, replied);
    put_time(fails, sent + 2);
    putchar(',');
    if (fails) {
        printf("%d", codes[dice(sizeof codes / sizeof codes[0])]);
    }
    putchar('\n');
}

static void recipients(uint64_t rows)
{
    puts("Message ID,Campaign,Template Name,Phone Number,Sent At,Delivered At,Read At,Replied At,"
         "Failed At,Error Code");
    for (uint64_t i = 0; i < rows; i++) {
        recipient_row(i, rows);
    }
}

static uint32_t part(uint32_t count, uint32_t per_thousand)
{
    return count * (per_thousand * 4 / 5 + dice(per_thousand / 5 + 1)) / 1000;
}

static void daily_row(uint64_t campaign, uint32_t variant, uint32_t language, int64_t day)
{
    static const char *const languages[LANGUAGES] = {"en", "de", "es", "pt_BR", "hi"};
    uint32_t sent = 40 + dice(4000), failed = part(sent, 40);
    uint32_t delivered = part(sent - failed, 1000), read = part(delivered, 700);
    uint32_t clicked = part(delivered, 120);
    put_date(day * 86400 + START, false);
    printf(",Offer %04" PRIu64 ",offer_%04" PRIu64 ",%c,%s,%u,%u,%u,%u,%u,%u,%u,%u,%u.%02u,%u.%02u,"
           "EUR\n",
           campaign, campaign, (int)('A' + variant), languages[language], sent, delivered, read,
           clicked, part(delivered, 25), part(delivered, 6), failed, part(clicked, 80), clicked * 2,
           dice(100), sent / 20, dice(100));
}

static void daily(uint64_t rows)
{
    uint64_t campaigns = (rows + DAYS * VARIANTS * LANGUAGES - 1) / (DAYS * VARIANTS * LANGUAGES);
    uint64_t left = rows;
    puts("date,campaign,template,variant,language,sent,delivered,read,clicked,replied,opted_out,"
         "failed,conversions,revenue,cost,currency");
    for (int64_t day = 0; day < DAYS; day++) {
        for (uint64_t place = 0; place < campaigns * VARIANTS * LANGUAGES && left > 0; place++) {
            uint64_t campaign = place / (VARIANTS * LANGUAGES);
            daily_row(campaign, (uint32_t)(place % VARIANTS),
                      (uint32_t)(place / VARIANTS % LANGUAGES), day);
            left--;
        }
    }
}

int main(int argc, char **argv)
{
    static char buffer[1 << 16];
    setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
    uint64_t rows = argc > 2 ? strtoull(argv[2], NULL, 10) : 1000000;
    state = argc > 3 ? strtoull(argv[3], NULL, 10) : 1;
    if (argc > 1 && strcmp(argv[1], "recipients") == 0) {
        recipients(rows);
    } else if (argc > 1 && strcmp(argv[1], "daily") == 0) {
        daily(rows);
    } else {
        fputs("usage: gen_csv recipients|daily [ROWS [SEED]]\n", stderr);
        return 2;
    }
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
