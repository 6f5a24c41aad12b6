/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include <pthread.h>

#include "base/mem.h"

static void allocates_zeroed(void **state)
{
    (void)state;
    unsigned char *block = mem_new(100, 3);
    assert_non_null(block);
    for (size_t i = 0; i < 300; i++) {
        assert_int_equal(block[i], 0);
    }
    block = mem_resize(block, 4000, 1);
    assert_non_null(block);
    assert_int_equal(block[299], 0);
    mem_free(block);
    mem_free(NULL);
}

static void gives_an_address_for_nothing(void **state)
{
    (void)state;
    void *a = mem_new(0, 8), *b = mem_new(8, 0), *c = mem_resize(NULL, 0, 1);
    assert_non_null(a);
    assert_non_null(b);
    assert_non_null(c);
    c = mem_resize(c, 0, 0); /* realloc(c, 0) would free it */
    assert_non_null(c);
    mem_free(a);
    mem_free(b);
    mem_free(c);
}

static void refuses_overflow(void **state)
{
    (void)state;
    assert_null(mem_new(SIZE_MAX / 2, 4));
    assert_null(mem_new(SIZE_MAX, SIZE_MAX));
    assert_null(mem_new(1, SIZE_MAX));
    char *block = mem_strdup("kept");
    assert_null(mem_resize(block, SIZE_MAX / 2, 3));
    assert_string_equal(block, "kept");
    mem_free(block);
    assert_null(mem_strndup("x", SIZE_MAX));
    assert_null(mem_malloc_hook(SIZE_MAX));
}

static void copies_texts(void **state)
{
    (void)state;
    assert_null(mem_strdup(NULL));
    assert_null(mem_strndup(NULL, 3));
    char *copy = mem_strndup("abc\0def", 7);
    assert_memory_equal(copy, "abc\0def", 8);
    mem_free(copy);
    copy = mem_strndup("abc", 0);
    assert_string_equal(copy, "");
    mem_free(copy);
}

static void fails_on_demand(void **state)
{
    (void)state;
    mem_fault_after(2, false);
    void *a = mem_new(1, 1), *b = mem_new(1, 1), *c = mem_malloc_hook(1);
    assert_non_null(a);
    assert_null(b);
    assert_non_null(c);
    assert_int_equal(mem_fault_after(1, true), 3);
    assert_null(mem_new(1, 1));
    assert_null(mem_resize(a, 1, 2));
    assert_null(mem_strdup("x"));
    assert_null(mem_malloc_hook(1));
    assert_int_equal(mem_fault_after(0, false), 4);
    mem_free(a);
    mem_free(c);
    a = mem_new(1, 1);
    assert_non_null(a);
    mem_free(a);
    assert_int_equal(mem_fault_after(0, true), 1);
}

#define THREAD_ALLOCATIONS 2000

static void *allocate_many(void *refused)
{
    for (size_t i = 0; i < THREAD_ALLOCATIONS; i++) {
        void *block = mem_new(1, 16);
        if (!block) {
            ++*(size_t *)refused;
        }
        mem_free(block);
    }
    return NULL;
}

static void counts_over_all_threads(void **state)
{
    (void)state;
    size_t refused[4] = {0};
    pthread_t threads[4];
    mem_fault_after(3 * THREAD_ALLOCATIONS, false);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, allocate_many, &refused[i]), 0);
    }
    for (size_t i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
    }
    assert_int_equal(mem_fault_after(0, false), 4 * THREAD_ALLOCATIONS);
    assert_int_equal(refused[0] + refused[1] + refused[2] + refused[3], 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(allocates_zeroed), cmocka_unit_test(gives_an_address_for_nothing),
        cmocka_unit_test(refuses_overflow), cmocka_unit_test(copies_texts),
        cmocka_unit_test(fails_on_demand),  cmocka_unit_test(counts_over_all_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
