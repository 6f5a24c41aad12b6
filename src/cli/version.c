/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/version.h"

#include <cjson/cJSON.h>
#include <string.h>

#include "base/base.h"
#include "base/i18n.h"
#include "base/keyhash.h"
#include "cli/cmd_dashboard.h"
#include "embed/commit.h"
#include "import/gunzip.h"
#include "stats/special.h"
#include "store/store.h"
#include "text/bidi.h"
#include "text/utf8.h"

/* Some say "ncurses 6.4.20221231" themselves. */
static const char *only_version(const char *words)
{
    const char *blank = strrchr(words, ' ');
    return blank ? blank + 1 : words;
}

void version_print(FILE *out)
{
    char bidi[BIDI_VERSION_SIZE];
    const struct {
        const char *name, *version;
    } libraries[] = {
        {"ncurses", dashboard_library()}, {"SQLite", store_library()},
        {"cJSON", cJSON_Version()},       {"zlib", gunzip_library()},
        {"libsodium", keyhash_library()}, {"utf8proc", utf8_library()},
        {"GSL", stats_special_library()}, {"FriBidi", bidi_library(bidi)},
    };
    fprintf(out, "campane %s\n", PACKAGE_VERSION);
    fprintf(out, _("Commit: %s\n"), CAMPANE_COMMIT[0] ? CAMPANE_COMMIT : _("unknown"));
    fputs(_("Libraries: "), out);
    for (size_t i = 0; i < ARRAY_COUNT(libraries); i++) {
        if (libraries[i].version[0]) {
            fprintf(out, "%s%s %s", i > 0 ? ", " : "", libraries[i].name,
                    only_version(libraries[i].version));
        }
    }
    fputs("\n", out);
}
