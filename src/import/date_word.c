/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/date_word.h"

#include <string.h>

#include "text/fold.h"

#define LONGEST 64 /* bytes of the words that are looked up */

#define NO_MONTH(number, text)
#define NO_WORD(text)

static const struct {
    int number;
    const char *text;
} months[] = {
#define MONTH(number, text) {number, text},
#define PARTICLE            NO_WORD
#define SUFFIX              NO_WORD
#define CLOCK               NO_WORD
#define HOUR                NO_WORD
#include "import/date_word.def"
#undef MONTH
#undef PARTICLE
#undef SUFFIX
#undef CLOCK
#undef HOUR
};

static const struct {
    enum date_word kind;
    const char *text;
} others[] = {
#define MONTH          NO_MONTH
#define PARTICLE(text) {DATE_WORD_PARTICLE, text},
#define SUFFIX(text)   {DATE_WORD_SUFFIX, text},
#define CLOCK(text)    {DATE_WORD_CLOCK, text},
#define HOUR(text)     {DATE_WORD_HOUR, text},
#include "import/date_word.def"
#undef MONTH
#undef PARTICLE
#undef SUFFIX
#undef CLOCK
#undef HOUR
};

/* Letters of any script, and full stops behind the first, up to a blank. */
static size_t run_length(const struct time_text *reading)
{
    struct time_text at = *reading;
    while (at.length > 0) {
        struct time_text blank = at;
        unsigned char c = (unsigned char)at.text[0];
        bool letter = c >= 0x80 || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        bool stop = c == '.' && at.length < reading->length;
        if (!(letter || stop) || (c >= 0x80 && time_blanks(&blank) > 0)) {
            break;
        }
        time_step(&at, 1);
    }
    return reading->length - at.length;
}

/* The search form of a text without full stops; false: too long to be one of the words. */
static bool search_form(const char *text, size_t length, char form[LONGEST])
{
    struct strbuf folded = STRBUF_INIT;
    size_t made = 0;
    if (length < LONGEST) {
        fold_text(&folded, text, length);
    }
    bool fits = folded.length > 0 && folded.length < LONGEST && !folded.failed;
    for (size_t i = 0; fits && i < folded.length; i++) {
        if (folded.data[i] != '.') {
            form[made++] = folded.data[i];
        }
    }
    form[made] = '\0';
    strbuf_free(&folded);
    return made > 0;
}

/* The next word, or, where `second`, the next two with one blank; bytes of it, 0: there is none. */
static size_t next_words(const struct time_text *reading, bool second, char form[LONGEST])
{
    size_t length = run_length(reading);
    if (length > 0 && second) {
        struct time_text rest = *reading;
        time_step(&rest, length);
        size_t more = time_take(&rest, ' ') ? run_length(&rest) : 0;
        length = more > 0 ? length + 1 + more : 0;
    }
    return length > 0 && search_form(reading->text, length, form) ? length : 0;
}

bool date_word_month(struct time_text *reading, int *month)
{
    char form[LONGEST];
    for (int words = 2; words > 0; words--) {
        size_t length = next_words(reading, words == 2, form);
        for (size_t i = 0; length > 0 && i < ARRAY_COUNT(months); i++) {
            if (strcmp(months[i].text, form) == 0) {
                *month = months[i].number;
                time_step(reading, length);
                return true;
            }
        }
    }
    return false;
}

bool date_word_take(struct time_text *reading, enum date_word kind)
{
    char form[LONGEST];
    for (int words = 2; words > 0; words--) {
        size_t length = next_words(reading, words == 2, form);
        for (size_t i = 0; length > 0 && i < ARRAY_COUNT(others); i++) {
            if (others[i].kind == kind && strcmp(others[i].text, form) == 0) {
                time_step(reading, length);
                time_blanks(reading);
                return true;
            }
        }
    }
    return false;
}
