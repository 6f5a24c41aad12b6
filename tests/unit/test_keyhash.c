/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/keyhash.h"

static const char *in_folder(const char *name)
{
    static char path[1024];
    snprintf(path, sizeof path, "%s/%s", check_folder(), name);
    unlink(path);
    return path;
}

static void write_file(const char *path, const char *bytes, size_t length, mode_t mode)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    fclose(file);
    assert_int_equal(chmod(path, mode), 0);
}

#define FIXED "campane-key-1 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n"

static struct keyhash *fixed_key(void)
{
    const char *path = in_folder("fixed.key");
    write_file(path, FIXED, strlen(FIXED), 0600);
    struct err err = ERR_INIT;
    struct keyhash *key = keyhash_load(path, &err);
    check_ok(key, &err);
    return key;
}

static void stays_the_same_for_ever(void **state)
{
    (void)state;
    /* A store written today must be read by every later program: these numbers never change. They
     * were worked out apart from this program (BLAKE2b with the salt = number of the sub-key and
     * the person "campane1", then SipHash-2-4). */
    struct keyhash *key = fixed_key();
    assert_string_equal(keyhash_fingerprint(key), "d61bccc8eb89a422");
    assert_true(keyhash_id(key, KEYHASH_MESSAGE, "wamid.abc", 9) == UINT64_C(3515239127755716029));
    assert_true(keyhash_id(key, KEYHASH_RECIPIENT, "+14155550123", 12) ==
                UINT64_C(1161288587422681359));
    assert_true(keyhash_id(key, KEYHASH_ORDER, "#1001", 5) == UINT64_C(4316840666833085364));
    assert_true(keyhash_id(key, KEYHASH_EVENT, "x", 1) == UINT64_C(6229717381709645319));
    keyhash_free(key);
}

static void saves_and_loads(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    struct keyhash *key = keyhash_new(&err);
    check_ok(key, &err);
    const char *path = in_folder("new.key");
    mode_t before = umask(0);
    check_ok(keyhash_save(key, path, &err), &err);
    umask(before);
    struct stat status;
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 07777, 0600);
    size_t length;
    char *text = check_read(path, &length);
    assert_int_equal(length, 79);
    assert_memory_equal(text, "campane-key-1 ", 14);
    assert_int_equal(strspn(text + 14, "0123456789abcdef"), 64);
    assert_string_equal(text + 78, "\n");
    assert_null(strstr(text, keyhash_fingerprint(key))); /* tells nothing of the secret */

    struct keyhash *again = keyhash_load(path, &err);
    check_ok(again, &err);
    assert_string_equal(keyhash_fingerprint(again), keyhash_fingerprint(key));
    assert_int_equal(strlen(keyhash_fingerprint(key)), 16);
    assert_true(keyhash_id(again, KEYHASH_MESSAGE, "m", 1) ==
                keyhash_id(key, KEYHASH_MESSAGE, "m", 1));

    /* never over another file, be it a link that leads nowhere */
    assert_false(keyhash_save(key, path, &err));
    assert_int_equal(err.code, ERR_IO);
    size_t after;
    char *unchanged = check_read(path, &after);
    assert_string_equal(unchanged, text);
    free(unchanged);
    free(text);
    const char *link = in_folder("link.key");
    assert_int_equal(symlink("/nonexistent/target", link), 0);
    assert_false(keyhash_save(key, link, &err));
    assert_false(keyhash_save(key, "/nonexistent-folder/x.key", &err));
    assert_int_equal(err.code, ERR_IO);

    struct keyhash *other = keyhash_new(&err);
    assert_string_not_equal(keyhash_fingerprint(other), keyhash_fingerprint(key));
    keyhash_free(other);
    keyhash_free(again);
    keyhash_free(key);
    keyhash_free(NULL);
}

static void saves_into_the_current_folder(void **state)
{
    (void)state;
    char old[4096];
    assert_non_null(getcwd(old, sizeof old));
    assert_int_equal(chdir(check_folder()), 0);
    struct err err = ERR_INIT;
    struct keyhash *key = keyhash_new(&err);
    check_ok(keyhash_save(key, "bare.key", &err), &err);
    unlink("bare.key");
    keyhash_free(key);
    assert_int_equal(chdir(old), 0);
}

static void refuses_what_is_no_key(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t length;
    } bad[] = {
        {"", 0},
        {"\n", 1},
        {FIXED, sizeof FIXED - 2},                 /* no end of line */
        {FIXED "\n", sizeof FIXED},                /* one more */
        {"campane-key-2" FIXED, sizeof FIXED - 1}, /* another version */
        {"campane-key-1 g00102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n", 79},
        {"campane-key-1 00010203 05060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1ff\n", 79},
        {"campane-key-1  00102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n", 79},
        {"campane-key-1 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1\0\n", 79},
    };
    for (size_t i = 0; i < ARRAY_COUNT(bad); i++) {
        const char *path = in_folder("bad.key");
        write_file(path, bad[i].bytes, bad[i].length, 0600);
        struct err err = ERR_INIT;
        assert_null(keyhash_load(path, &err));
        assert_int_equal(err.code, ERR_IO);
        assert_null(strstr(err.text, "0001")); /* the secret is not in the words */
    }
    /* cut at every length */
    for (size_t length = 0; length < sizeof FIXED - 1; length++) {
        const char *path = in_folder("cut.key");
        write_file(path, FIXED, length, 0600);
        assert_null(keyhash_load(path, NULL));
    }
}

static void refuses_other_files(void **state)
{
    (void)state;
    struct err err = ERR_INIT;
    assert_null(keyhash_load(in_folder("none.key"), &err));
    assert_int_equal(err.code, ERR_NOT_FOUND);
    assert_null(keyhash_load(check_folder(), &err)); /* a folder */
    assert_int_equal(err.code, ERR_IO);
    const char *path = in_folder("pipe.key"); /* must not hang */
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_null(keyhash_load(path, &err));
    assert_int_equal(err.code, ERR_IO);
    static const mode_t open_modes[] = {0640, 0604, 0620, 0601, 0666};
    for (size_t i = 0; i < ARRAY_COUNT(open_modes); i++) {
        path = in_folder("open.key");
        write_file(path, FIXED, strlen(FIXED), open_modes[i]);
        assert_null(keyhash_load(path, &err));
        assert_int_equal(err.code, ERR_IO);
        assert_non_null(strstr(err.todo, "chmod 600"));
        assert_non_null(strstr(err.todo, path));
    }
    path = in_folder("read-only.key");
    write_file(path, FIXED, strlen(FIXED), 0400);
    struct keyhash *key = keyhash_load(path, &err);
    check_ok(key, &err);
    keyhash_free(key);
}

static void hashes_by_use(void **state)
{
    (void)state;
    struct keyhash *key = fixed_key();
    uint64_t seen[KEYHASH_USES];
    for (size_t use = 0; use < KEYHASH_USES; use++) {
        seen[use] = keyhash_id(key, (enum keyhash_use)use, "same bytes", 10);
        assert_true(seen[use] > 0 && seen[use] <= INT64_MAX);
        for (size_t other = 0; other < use; other++) {
            assert_true(seen[use] != seen[other]);
        }
        assert_true(keyhash_id(key, (enum keyhash_use)use, "", 0) == 0);
        assert_true(keyhash_id(key, (enum keyhash_use)use, NULL, 0) == 0);
        assert_true(keyhash_id(key, (enum keyhash_use)use, "\0", 1) != 0);
    }
    for (uint32_t i = 0; i < 100000; i++) {
        uint64_t id = keyhash_id(key, KEYHASH_MESSAGE, &i, sizeof i);
        if (id == 0 || id > INT64_MAX) {
            fail_msg("%u", i);
        }
    }
    keyhash_free(key);
}

static void assert_digest(const struct digest *digest, const char *want)
{
    unsigned char out[32];
    char hex[65];
    digest_peek(digest, out);
    for (size_t i = 0; i < sizeof out; i++) {
        snprintf(hex + i * 2, 3, "%02x", out[i]);
    }
    assert_string_equal(hex, want);
}

static void digests(void **state)
{
    (void)state;
    static const char empty[] = "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8";
    static const char abc[] = "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319";
    struct digest digest;
    digest_begin(&digest);
    assert_digest(&digest, empty);
    digest_add(&digest, NULL, 0);
    digest_add(&digest, "a", 1);
    digest_add(&digest, "", 0);
    struct digest copy = digest;
    digest_add(&digest, "bc", 2);
    assert_digest(&digest, abc);
    assert_digest(&digest, abc); /* looking changes nothing */
    digest_add(&copy, "bc", 2);  /* a copy goes its own way */
    assert_digest(&copy, abc);

    /* at any address and in any pieces */
    unsigned char whole[32], pieces[32];
    static unsigned char bytes[5000];
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (unsigned char)(i * 31 + i / 256);
    }
    digest_begin(&digest);
    digest_add(&digest, bytes, sizeof bytes);
    digest_peek(&digest, whole);
    uint64_t room[sizeof(struct digest) / 8 + 8];
    for (size_t shift = 0; shift < 8; shift++) {
        struct digest *moved = (struct digest *)(room + shift);
        digest_begin(moved);
        for (size_t at = 0; at < sizeof bytes;) {
            size_t take = 1 + (at * 7 + shift) % 300;
            take = take < sizeof bytes - at ? take : sizeof bytes - at;
            digest_add(moved, bytes + at, take);
            at += take;
        }
        digest_peek(moved, pieces);
        assert_memory_equal(pieces, whole, 32);
    }
}

static bool work(void *context)
{
    const char *path = context;
    unlink(path);
    struct err err = ERR_INIT;
    struct keyhash *key = keyhash_new(&err);
    bool done = key && keyhash_save(key, path, &err);
    struct keyhash *again = done ? keyhash_load(path, &err) : NULL;
    if (!again) {
        assert_int_equal(err.code, ERR_MEMORY);
    }
    if (key && !done) {
        assert_int_equal(access(path, F_OK), -1); /* nothing half is left behind */
    }
    keyhash_free(key);
    keyhash_free(again);
    return again;
}

static void survives_faults(void **state)
{
    (void)state;
    char path[1024];
    strcpy(path, in_folder("fault.key"));
    check_faults(work, path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stays_the_same_for_ever),
        cmocka_unit_test(saves_and_loads),
        cmocka_unit_test(saves_into_the_current_folder),
        cmocka_unit_test(refuses_what_is_no_key),
        cmocka_unit_test(refuses_other_files),
        cmocka_unit_test(hashes_by_use),
        cmocka_unit_test(digests),
        cmocka_unit_test(survives_faults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
