/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <stdalign.h>

#include "base/arena.h"

static void gives_zeroed_aligned_memory(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_int_equal(arena_size(arena), 0);
    for (size_t round = 0; round < 3; round++) {
        for (size_t size = 0; size < 3000; size = size * 2 + 1) {
            unsigned char *block = arena_alloc(arena, size, 1);
            assert_non_null(block);
            assert_int_equal((uintptr_t)block % alignof(max_align_t), 0);
            for (size_t i = 0; i < size; i++) {
                assert_int_equal(block[i], 0);
            }
            memset(block, 0xEE, size);
        }
        arena_reset(arena);
    }
    arena_free(arena);
    arena_free(NULL);
}

static void keeps_what_it_gave(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    char *texts[2000];
    for (size_t i = 0; i < ARRAY_COUNT(texts); i++) {
        texts[i] = arena_printf(arena, "text number %zu", i);
        if (i % 100 == 0) { /* large ones between them have blocks of their own */
            unsigned char *large = arena_alloc(arena, 3 << 20, 1);
            assert_non_null(large);
            memset(large, 0xEE, 3 << 20);
        }
    }
    for (size_t i = 0; i < ARRAY_COUNT(texts); i++) {
        char want[32];
        snprintf(want, sizeof want, "text number %zu", i);
        assert_string_equal(texts[i], want);
    }
    assert_true(arena_size(arena) >= 20u * (3 << 20));
    assert_true(arena_size(arena) < 20u * (3 << 20) + (1 << 20));
    arena_reset(arena); /* the largest block stays */
    assert_true(arena_size(arena) >= 3 << 20);
    assert_true(arena_size(arena) < 4 << 20);
    unsigned char *again = arena_alloc(arena, 3 << 20, 1);
    for (size_t i = 0; i < 3 << 20; i++) {
        assert_true(again[i] == 0);
    }
    arena_free(arena);
}

static void copies_texts(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_null(arena_strdup(arena, NULL));
    assert_null(arena_strndup(arena, NULL, 4));
    assert_string_equal(arena_strdup(arena, ""), "");
    assert_string_equal(arena_strndup(arena, "abcdef", 3), "abc");
    assert_memory_equal(arena_strndup(arena, "a\0b", 3), "a\0b", 4);
    assert_string_equal(arena_printf(arena, "%s", ""), "");
    char *wide = arena_printf(arena, "%9000d", 5);
    assert_int_equal(strlen(wide), 9000);
    arena_free(arena);
}

static void refuses_overflow(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_null(arena_alloc(arena, SIZE_MAX / 2, 4));
    assert_null(arena_alloc(arena, 1, SIZE_MAX));
    assert_null(arena_alloc(arena, PTRDIFF_MAX, 1));
    assert_null(arena_strndup(arena, "x", SIZE_MAX));
    assert_non_null(arena_alloc(arena, SIZE_MAX, 0));
    arena_free(arena);
}

static bool work(void *context)
{
    (void)context;
    struct arena *arena = arena_new();
    if (!arena) {
        return false;
    }
    bool done = true;
    for (size_t i = 0; i < 12; i++) {
        done = arena_alloc(arena, 3000, 1) && done;
        done = arena_printf(arena, "%5000d", 1) && done;
    }
    arena_reset(arena);
    done = arena_strdup(arena, "x") && done;
    arena_free(arena);
    return done;
}

static void survives_faults(void **state)
{
    (void)state;
    check_faults(work, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_zeroed_aligned_memory),
        cmocka_unit_test(keeps_what_it_gave),
        cmocka_unit_test(copies_texts),
        cmocka_unit_test(refuses_overflow),
        cmocka_unit_test(survives_faults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
