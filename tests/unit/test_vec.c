/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/check.h"

#include "base/arena.h"
#include "base/mem.h"
#include "base/vec.h"

struct item {
    uint32_t number;
    char text[9]; /* an odd width */
};

static void grows(void **state)
{
    (void)state;
    struct vec vec = VEC_INIT(struct item);
    for (uint32_t i = 0; i < 10000; i++) {
        struct item *item = vec_push(&vec);
        assert_non_null(item);
        assert_int_equal(item->number, 0);
        assert_int_equal(item->text[8], 0);
        item->number = i;
        item->text[8] = 'x';
    }
    assert_int_equal(vec.count, 10000);
    for (uint32_t i = 0; i < 10000; i++) {
        assert_int_equal(VEC_AT(&vec, struct item, i)->number, i);
    }
    size_t capacity = vec.capacity;
    vec_clear(&vec);
    assert_int_equal(vec.count, 0);
    assert_int_equal(vec.capacity, capacity);
    struct item *item = vec_push(&vec); /* zeroed though the place was used */
    assert_int_equal(item->text[8], 0);
    vec_free(&vec);
    assert_null(vec.data);
    assert_non_null(vec_push(&vec)); /* may be used again */
    vec_free(&vec);
    vec_free(&vec);
}

static void reserves(void **state)
{
    (void)state;
    struct vec vec = VEC_INIT(int);
    assert_true(vec_reserve(&vec, 0));
    assert_null(vec.data);
    assert_true(vec_reserve(&vec, 100));
    int *first = vec_push(&vec);
    for (int i = 1; i < 100; i++) {
        assert_non_null(vec_push(&vec));
    }
    assert_ptr_equal(vec.data, first);
    assert_false(vec_reserve(&vec, SIZE_MAX));
    assert_false(vec_reserve(&vec, SIZE_MAX / 8));
    assert_int_equal(vec.count, 100);
    vec_free(&vec);
}

static void moves_into_an_arena(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct vec vec = VEC_INIT(uint32_t);
    assert_non_null(vec_keep(&vec, arena));
    for (uint32_t i = 0; i < 1000; i++) {
        uint32_t *item = vec_push(&vec);
        *item = i;
    }
    uint32_t *kept = vec_keep(&vec, arena);
    assert_null(vec.data);
    assert_int_equal(vec.count, 0);
    for (uint32_t i = 0; i < 1000; i++) {
        assert_int_equal(kept[i], i);
    }
    assert_non_null(vec_push(&vec));
    mem_fault_after(1, true);
    void *refused = vec_keep(&vec, arena);
    for (int i = 0; refused && i < 100; i++) { /* the arena may have had room */
        refused = arena_alloc(arena, 1000, 1);
    }
    mem_fault_after(0, false);
    assert_null(refused);
    assert_null(vec.data);
    arena_free(arena);
}

static bool work(void *context)
{
    (void)context;
    struct vec vec = VEC_INIT(struct item);
    bool done = true;
    for (uint32_t i = 0; i < 200; i++) {
        size_t count = vec.count;
        struct item *item = vec_push(&vec);
        if (item) {
            item->number = i;
        } else {
            assert_int_equal(vec.count, count);
            done = false;
        }
    }
    done = vec_reserve(&vec, 1000) && done;
    vec_free(&vec);
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
        cmocka_unit_test(grows),
        cmocka_unit_test(reserves),
        cmocka_unit_test(moves_into_an_arena),
        cmocka_unit_test(survives_faults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
