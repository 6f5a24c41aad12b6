/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/report_store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "report/standing_keep.h"

struct kept_store {
    struct fixture fixture;
    struct arena *arena;
    struct scope scope;
    char folder[64];
    struct keep keep;
};

static const struct figures rows[] = {
    FIGURES(.campaign = "poor", .channel = "whatsapp", .month = 9, .day = 1, .sent = 2000,
            .delivered = 2000, .clickers = 100, .currency = "EUR", .revenue = 100, .cost = 200),
    FIGURES(.campaign = "عرض", .channel = "whatsapp", .month = 9, .day = 2, .sent = 2000,
            .delivered = 2000, .clickers = 400, .optouts = 20),
    FIGURES(.campaign = "best", .channel = "whatsapp", .month = 9, .day = 3, .sent = 2000,
            .delivered = 2000, .clickers = 800),
    FIGURES(.campaign = "mail", .channel = "email", .month = 9, .day = 4, .sent = 2000,
            .delivered = 2000, .clickers = 40),
    FIGURES(.campaign = NULL, .month = 9, .day = 1, .sent = 1204, .delivered = 1000),
};

static void begin(struct kept_store *kept)
{
    kept->arena = arena_new();
    fixture_open(&kept->fixture, NULL);
    import_figures(&kept->fixture, "a.csv", rows, ARRAY_COUNT(rows));
    make_scope(&kept->fixture, kept->arena, NULL, NULL, NULL, &kept->scope);
    snprintf(kept->folder, sizeof kept->folder, "/tmp/campane-keep-XXXXXX");
    assert_non_null(mkdtemp(kept->folder));
    kept->keep = (struct keep){kept->folder, "1.0 en", false};
    kept->scope.keep = &kept->keep;
}

static void end(struct kept_store *kept)
{
    char digest[17], path[128];
    keep_digest(store_path(kept->fixture.store), digest);
    snprintf(path, sizeof path, "%s/standing-%s", kept->folder, digest);
    (void)unlink(path);
    assert_int_equal(rmdir(kept->folder), 0); /* no temporary file is left either */
    fixture_close(&kept->fixture);
    arena_free(kept->arena);
}

static void check_same(const struct standing *a, const struct standing *b)
{
    struct strbuf one = STRBUF_INIT, other = STRBUF_INIT;
    assert_true(standing_write(a, &one));
    assert_true(standing_write(b, &other));
    assert_string_equal(strbuf_text(&one), strbuf_text(&other));
    strbuf_free(&one);
    strbuf_free(&other);
}

static const struct standing *walk(struct kept_store *kept)
{
    const struct standing *standing;
    struct err err = ERR_INIT;
    const struct keep *keep = kept->scope.keep;
    kept->scope.keep = NULL;
    check_ok(standing_build(kept->arena, kept->fixture.store, &kept->scope, NULL, &standing, &err),
             &err);
    kept->scope.keep = keep;
    return standing;
}

static void written_and_read_it_is_the_same(void **unused)
{
    (void)unused;
    struct kept_store kept;
    begin(&kept);
    const struct standing *before = walk(&kept);
    struct strbuf text = STRBUF_INIT;
    assert_true(standing_write(before, &text));
    char *copy = arena_strdup(kept.arena, strbuf_text(&text));
    const struct standing *after = standing_read(kept.arena, copy);
    assert_non_null(after);
    check_same(before, after);
    assert_string_equal(after->verdict, before->verdict);
    assert_int_equal(after->attention_count, before->attention_count);
    assert_true(after->attention_count > 3);
    for (size_t i = 0; i < after->attention_count; i++) {
        const struct attention *a = &before->attention[i], *b = &after->attention[i];
        assert_int_equal(a->kind, b->kind);
        assert_true(a->number == b->number && a->kpi == b->kpi && a->grade == b->grade);
        assert_string_equal(a->text, b->text);
        assert_true(!a->name == !b->name && (!a->name || strcmp(a->name, b->name) == 0));
    }
    assert_string_equal(after->line->text, before->line->text);
    assert_int_equal(after->line->count, before->line->count);
    assert_int_equal(after->note_count, before->note_count);
    strbuf_free(&text);
    end(&kept);
}

/* Whatever is cut off or changed: there is none, or one with the same fields. */
static void a_cut_text_is_none(void **unused)
{
    (void)unused;
    struct kept_store kept;
    begin(&kept);
    struct strbuf text = STRBUF_INIT;
    assert_true(standing_write(walk(&kept), &text));
    for (size_t length = 0; length < text.length; length++) {
        char *cut = arena_strndup(kept.arena, strbuf_text(&text), length);
        assert_null(standing_read(kept.arena, cut));
    }
    strbuf_free(&text);
    end(&kept);
}

static const char *key_of(struct kept_store *kept, struct strbuf *key)
{
    strbuf_clear(key);
    assert_true(standing_key(kept->fixture.store, &kept->scope, key));
    return strbuf_text(key);
}

static const struct standing *recall(struct kept_store *kept, struct strbuf *key)
{
    key_of(kept, key);
    return standing_recall(kept->arena, kept->fixture.store, &kept->scope, strbuf_text(key));
}

static void it_is_found_again_until_something_changes(void **unused)
{
    (void)unused;
    struct kept_store kept;
    struct strbuf key = STRBUF_INIT;
    begin(&kept);
    struct standing large = *walk(&kept);
    standing_remember(kept.fixture.store, &kept.scope, key_of(&kept, &key), &large);
    assert_null(recall(&kept, &key)); /* four campaigns are walked as fast */
    large.campaigns = STANDING_KEEP_CAMPAIGNS;
    standing_remember(kept.fixture.store, &kept.scope, key_of(&kept, &key), &large);
    const struct standing *again = recall(&kept, &key);
    assert_non_null(again);
    check_same(again, &large);

    struct scope scope = kept.scope;
    kept.scope.today++;
    assert_null(recall(&kept, &key));
    kept.scope = scope;
    kept.scope.options.base = RATE_BASE_SENT;
    assert_null(recall(&kept, &key));
    kept.scope = scope;
    kept.scope.benchmark = "measured-2026";
    assert_null(recall(&kept, &key));
    kept.scope = scope;
    kept.keep.mark = "1.0 de";
    assert_null(recall(&kept, &key));
    kept.keep.mark = "1.0 en";
    struct benchmarks fewer = {scope.sets->sets, scope.sets->count - 1};
    kept.scope.sets = &fewer;
    assert_null(recall(&kept, &key));
    kept.scope = scope;
    assert_non_null(recall(&kept, &key));

    import_figures(&kept.fixture, "b.csv", rows, 1); /* the store is another one now */
    assert_null(recall(&kept, &key));
    strbuf_free(&key);
    end(&kept);
}

static const char *beside(struct kept_store *kept)
{
    return arena_printf(kept->arena, "%s.first", store_path(kept->fixture.store));
}

/* Whoever imports leaves it beside the store for those whose cache knows nothing of it. */
static void what_is_shared_is_found_by_others(void **unused)
{
    (void)unused;
    struct kept_store kept;
    struct stat of_store, of_file;
    struct strbuf key = STRBUF_INIT;
    begin(&kept);
    struct standing large = *walk(&kept);
    large.campaigns = STANDING_KEEP_CAMPAIGNS;
    const struct keep writer = {kept.folder, "1.0 en", true};
    const struct keep other = {"/dev/null/none", "1.0 en", false};
    kept.scope.keep = &other;
    key_of(&kept, &key);
    standing_remember(kept.fixture.store, &kept.scope, strbuf_text(&key), &large);
    assert_int_equal(access(beside(&kept), F_OK), -1);

    assert_int_equal(chmod(store_path(kept.fixture.store), 0640), 0);
    kept.scope.keep = &writer;
    standing_remember(kept.fixture.store, &kept.scope, strbuf_text(&key), &large);
    assert_int_equal(stat(store_path(kept.fixture.store), &of_store), 0);
    assert_int_equal(stat(beside(&kept), &of_file), 0);
    assert_int_equal(of_file.st_mode & 0777, 0640);
    assert_int_equal(of_file.st_gid, of_store.st_gid);
    kept.scope.keep = &other;
    const struct standing *again = recall(&kept, &key);
    assert_non_null(again);
    check_same(again, &large);
    kept.scope.today++;
    assert_null(recall(&kept, &key));
    kept.scope.today--;

    /* A store that became small leaves nothing of the large one behind. */
    kept.scope.keep = &writer;
    standing_remember(kept.fixture.store, &kept.scope, key_of(&kept, &key), walk(&kept));
    assert_int_equal(access(beside(&kept), F_OK), -1);
    strbuf_free(&key);
    end(&kept);
}

/* Somebody else's file cannot send the terminal anything. */
static void control_characters_are_not_taken_from_a_file(void **unused)
{
    (void)unused;
    static const char *const bad[] = {"\033[2J", "\x7f", "\xc2\x9b", "\xff", "a\nb"};
    struct kept_store kept;
    begin(&kept);
    for (size_t i = 0; i < ARRAY_COUNT(bad); i++) {
        struct standing standing = *walk(&kept);
        struct strbuf text = STRBUF_INIT;
        standing.verdict = "VERDICT";
        assert_true(standing_write(&standing, &text));
        char *place = strstr(strbuf_text(&text), "VERDICT");
        size_t before = (size_t)(place - strbuf_text(&text));
        char *changed = arena_printf(kept.arena, "%.*s%s%s", (int)before, strbuf_text(&text),
                                     bad[i], place + strlen("VERDICT"));
        assert_null(standing_read(kept.arena, changed));
        strbuf_free(&text);
    }
    end(&kept);
}

static void a_part_of_the_campaigns_is_not_kept(void **unused)
{
    (void)unused;
    struct kept_store kept;
    struct strbuf key = STRBUF_INIT;
    begin(&kept);
    struct scope scope;
    make_scope(&kept.fixture, kept.arena, NULL, "best", NULL, &scope);
    scope.keep = &kept.keep;
    assert_false(standing_key(kept.fixture.store, &scope, &key));
    make_scope(&kept.fixture, kept.arena, "2026-09-01..2026-09-30", NULL, NULL, &scope);
    scope.keep = &kept.keep;
    assert_false(standing_key(kept.fixture.store, &scope, &key));
    make_scope(&kept.fixture, kept.arena, NULL, NULL, NULL, &scope);
    assert_false(standing_key(kept.fixture.store, &scope, &key)); /* nowhere to keep it */
    strbuf_free(&key);
    end(&kept);
}

static void what_cannot_be_kept_is_no_trouble(void **unused)
{
    (void)unused;
    struct kept_store kept;
    struct strbuf key = STRBUF_INIT;
    begin(&kept);
    struct standing large = *walk(&kept);
    large.campaigns = STANDING_KEEP_CAMPAIGNS;
    kept.keep.folder = "/dev/null/nowhere";
    standing_remember(kept.fixture.store, &kept.scope, key_of(&kept, &key), &large);
    assert_null(recall(&kept, &key));

    /* A text that somebody changed is no longer what was kept. */
    kept.keep.folder = kept.folder;
    standing_remember(kept.fixture.store, &kept.scope, key_of(&kept, &key), &large);
    assert_non_null(recall(&kept, &key));
    char digest[17], path[128];
    keep_digest(store_path(kept.fixture.store), digest);
    snprintf(path, sizeof path, "%s/standing-%s", kept.folder, digest);
    struct stat status;
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    FILE *file = fopen(path, "r+");
    assert_non_null(file);
    assert_int_equal(fseek(file, -3, SEEK_END), 0);
    assert_int_equal(fputc('9', file), '9');
    assert_int_equal(fclose(file), 0);
    assert_null(recall(&kept, &key));
    strbuf_free(&key);
    end(&kept);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(written_and_read_it_is_the_same),
        cmocka_unit_test(a_cut_text_is_none),
        cmocka_unit_test(it_is_found_again_until_something_changes),
        cmocka_unit_test(what_is_shared_is_found_by_others),
        cmocka_unit_test(control_characters_are_not_taken_from_a_file),
        cmocka_unit_test(a_part_of_the_campaigns_is_not_kept),
        cmocka_unit_test(what_cannot_be_kept_is_no_trouble),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
