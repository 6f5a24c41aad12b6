/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include "base/map.h"

static uint64_t key_of(uint64_t i)
{
    /* clustered, spread and multiples of large powers of two, 0 and the largest among them */
    switch (i % 4) {
    case 0:
        return i / 4;
    case 1:
        return (i / 4) << 40;
    case 2:
        return UINT64_MAX - i / 4;
    default:
        return i * 0x9E3779B97F4A7C15u;
    }
}

static void finds_what_was_put(void **state)
{
    (void)state;
    struct map64 map = MAP64_INIT;
    assert_null(map64_get(&map, 0));
    assert_null(map64_get(&map, 5));
    size_t made = 0;
    for (uint64_t i = 0; i < 40000; i++) {
        bool fresh = false;
        uint64_t *value = map64_put(&map, key_of(i), &fresh);
        assert_non_null(value);
        if (fresh) {
            assert_int_equal(*value, 0);
            made++;
        }
        *value = key_of(i) + 1;
    }
    assert_int_equal(map.count, made);
    for (uint64_t i = 0; i < 40000; i++) {
        uint64_t *value = map64_get(&map, key_of(i));
        assert_non_null(value);
        assert_true(*value == key_of(i) + 1);
        bool fresh = true;
        assert_ptr_equal(map64_put(&map, key_of(i), &fresh), value);
        assert_false(fresh);
    }
    assert_null(map64_get(&map, 123456789));
    size_t cursor = 0, seen = 0;
    uint64_t key, value;
    while (map64_next(&map, &cursor, &key, &value)) {
        assert_true(value == key + 1);
        seen++;
    }
    assert_int_equal(seen, made);
    assert_false(map64_next(&map, &cursor, &key, &value));
    map64_clear(&map);
    assert_int_equal(map.count, 0);
    assert_null(map64_get(&map, 0));
    assert_null(map64_get(&map, 1));
    cursor = 0;
    assert_false(map64_next(&map, &cursor, &key, &value));
    map64_free(&map);
    cursor = 0;
    assert_false(map64_next(&map, &cursor, &key, &value));
    map64_free(&map);
}

static void takes_the_key_zero(void **state)
{
    (void)state;
    struct map64 map = MAP64_INIT;
    bool fresh = false;
    *map64_put(&map, 0, &fresh) = 77;
    assert_true(fresh);
    for (uint64_t i = 1; i < 100; i++) { /* it moves with the table */
        *map64_put(&map, i, NULL) = i;
    }
    assert_int_equal(*map64_get(&map, 0), 77);
    size_t cursor = 0, zeros = 0;
    uint64_t key, value;
    while (map64_next(&map, &cursor, &key, &value)) {
        zeros += key == 0 && value == 77;
    }
    assert_int_equal(zeros, 1);
    assert_int_equal(map.count, 100);
    map64_free(&map);
}

static void interns(void **state)
{
    (void)state;
    struct intern *intern = intern_new();
    assert_int_equal(intern_find(intern, "x", 1), INTERN_NONE);
    assert_int_equal(intern_add(intern, "", 0), 0);
    assert_int_equal(intern_add(intern, NULL, 0), 0);
    assert_int_equal(intern_add(intern, "a\0b", 3), 1);
    assert_int_equal(intern_add(intern, "a\0c", 3), 2);
    assert_int_equal(intern_add(intern, "a", 1), 3);
    for (uint32_t i = 0; i < 20000; i++) {
        char text[32];
        int length = snprintf(text, sizeof text, "campaign %u", i);
        assert_int_equal(intern_add(intern, text, (size_t)length), i + 4);
    }
    assert_int_equal(intern_count(intern), 20004);
    for (uint32_t i = 0; i < 20000; i++) {
        char text[32];
        int length = snprintf(text, sizeof text, "campaign %u", i);
        assert_int_equal(intern_add(intern, text, (size_t)length), i + 4);
        assert_int_equal(intern_find(intern, text, (size_t)length), i + 4);
        size_t got = 0;
        assert_string_equal(intern_get(intern, i + 4, &got), text);
        assert_int_equal(got, length);
    }
    size_t length = 0;
    assert_memory_equal(intern_get(intern, 1, &length), "a\0b", 4);
    assert_int_equal(length, 3);
    assert_null(intern_get(intern, 20004, NULL));
    assert_null(intern_get(intern, INTERN_NONE, NULL));
    intern_clear(intern);
    assert_int_equal(intern_count(intern), 0);
    assert_int_equal(intern_find(intern, "a", 1), INTERN_NONE);
    assert_int_equal(intern_add(intern, "again", 5), 0);
    intern_free(intern);
    intern_free(NULL);
}

static void hashes_as_published(void **state)
{
    (void)state;
    /* test vectors of the FNV draft */
    assert_true(map_hash("", 0) == 0xCBF29CE484222325u);
    assert_true(map_hash("a", 1) == 0xAF63DC4C8601EC8Cu);
    assert_true(map_hash("foobar", 6) == 0x85944171F73967E8u);
}

static bool map_work(void *context)
{
    (void)context;
    struct map64 map = MAP64_INIT;
    bool done = true;
    size_t count = 0;
    for (uint64_t i = 0; i < 200; i++) {
        uint64_t *value = map64_put(&map, i, NULL);
        if (value) {
            *value = i + 1;
            count++;
        }
        done = value && done;
    }
    assert_int_equal(map.count, count);
    for (uint64_t i = 0; i < 200; i++) {
        uint64_t *value = map64_get(&map, i);
        assert_true(!value || *value == i + 1);
    }
    map64_free(&map);
    return done;
}

static bool intern_work(void *context)
{
    (void)context;
    struct intern *intern = intern_new();
    if (!intern) {
        return false;
    }
    bool done = true;
    for (uint32_t i = 0; i < 300; i++) {
        char text[64];
        int length = snprintf(text, sizeof text, "%60u", i);
        uint32_t number = intern_add(intern, text, (size_t)length);
        if (number == INTERN_NONE) {
            done = false;
            assert_int_equal(intern_find(intern, text, (size_t)length), INTERN_NONE);
            number = intern_add(intern, text, (size_t)length);
        }
        if (number != INTERN_NONE) {
            assert_int_equal(intern_find(intern, text, (size_t)length), number);
            assert_string_equal(intern_get(intern, number, NULL), text);
        }
    }
    intern_free(intern);
    return done;
}

static void survives_faults(void **state)
{
    (void)state;
    check_faults(map_work, NULL);
    check_faults(intern_work, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_was_put),
        cmocka_unit_test(takes_the_key_zero),
        cmocka_unit_test(interns),
        cmocka_unit_test(hashes_as_published),
        cmocka_unit_test(survives_faults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
