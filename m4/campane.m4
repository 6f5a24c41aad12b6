dnl SPDX-License-Identifier: GPL-3.0-or-later
dnl The checks of configure.ac that are more than one line.

dnl CAMPANE_TRY_FLAG(FLAG, VARIABLE): append FLAG to VARIABLE if the compiler knows it.
AC_DEFUN([CAMPANE_TRY_FLAG], [
    AC_MSG_CHECKING([whether $CC takes $1])
    campane_saved_CFLAGS=$CFLAGS
    CFLAGS="$CFLAGS -Werror $1"
    AC_COMPILE_IFELSE([AC_LANG_PROGRAM([], [])],
        [AC_MSG_RESULT([yes]); $2="$$2 $1"],
        [AC_MSG_RESULT([no])])
    CFLAGS=$campane_saved_CFLAGS
])

dnl The language level and the warnings of every file.
AC_DEFUN([CAMPANE_WARNINGS], [
    CAMPANE_CFLAGS=
    CAMPANE_TRY_FLAG([-std=c17], [CAMPANE_CFLAGS])
    m4_foreach_w([flag], [-Wall -Wextra -Wconversion -Wshadow -Wvla -Wformat=2
        -Wmissing-prototypes -Wstrict-prototypes -Wold-style-definition -Wwrite-strings
        -Wpointer-arith -Wsign-compare -Wdouble-promotion -Wnull-dereference -Wundef
        -Wswitch-enum -Wimplicit-fallthrough -Wcast-align -Wredundant-decls
        -fno-common -fstack-protector-strong],
        [CAMPANE_TRY_FLAG(flag, [CAMPANE_CFLAGS])])
    AS_IF([test "x$enable_werror" = xyes], [CAMPANE_CFLAGS="$CAMPANE_CFLAGS -Werror"])
    AC_SUBST([CAMPANE_CFLAGS])
])

AC_DEFUN([CAMPANE_SANITIZERS], [
    CAMPANE_SANITIZE=
    CAMPANE_SANITIZE_LIBS=
    AS_IF([test "x$enable_asan" = xyes],
        [CAMPANE_SANITIZE="$CAMPANE_SANITIZE -fsanitize=address -fno-omit-frame-pointer"])
    AS_IF([test "x$enable_ubsan" = xyes],
        [CAMPANE_SANITIZE="$CAMPANE_SANITIZE -fsanitize=undefined -fno-sanitize-recover=undefined"])
    AS_IF([test "x$enable_tsan" = xyes],
        [CAMPANE_SANITIZE="$CAMPANE_SANITIZE -fsanitize=thread"])
    AS_IF([test "x$enable_fuzz" = xyes],
        [CAMPANE_SANITIZE="$CAMPANE_SANITIZE -fsanitize=fuzzer-no-link"])
    AS_IF([test "x$enable_coverage" = xyes],
        [CAMPANE_SANITIZE="$CAMPANE_SANITIZE --coverage -O0"])
    AS_IF([test "x$CAMPANE_SANITIZE" != x],
        [campane_saved_CFLAGS=$CFLAGS
         CFLAGS="$CFLAGS $CAMPANE_SANITIZE"
         AC_MSG_CHECKING([whether $CC can link with$CAMPANE_SANITIZE])
         AC_LINK_IFELSE([AC_LANG_PROGRAM([], [])],
            [AC_MSG_RESULT([yes])],
            [AC_MSG_RESULT([no])
             AC_MSG_ERROR([$CC cannot link with$CAMPANE_SANITIZE; on Debian the run-time is in libclang-rt-14-dev (clang) or libgcc-12-dev (gcc)])])
         # In the program itself the run-time begins in half the time, and the commands' tests begin
         # it thousands of times. clang does so by itself.
         campane_saved_LDFLAGS=$LDFLAGS
         for campane_runtime in asan ubsan; do
             AS_CASE([$campane_runtime:$enable_asan:$enable_ubsan], [asan:yes:*|ubsan:*:yes],
                 [LDFLAGS="$campane_saved_LDFLAGS $CAMPANE_SANITIZE_LIBS -static-lib$campane_runtime"
                  AC_MSG_CHECKING([whether $CC takes -static-lib$campane_runtime])
                  AC_LINK_IFELSE([AC_LANG_PROGRAM([], [])],
                     [AC_MSG_RESULT([yes])
                      CAMPANE_SANITIZE_LIBS="$CAMPANE_SANITIZE_LIBS -static-lib$campane_runtime"],
                     [AC_MSG_RESULT([no])])])
         done
         LDFLAGS=$campane_saved_LDFLAGS
         CFLAGS=$campane_saved_CFLAGS])
    AC_SUBST([CAMPANE_SANITIZE])
    AC_SUBST([CAMPANE_SANITIZE_LIBS])
])

AC_DEFUN([CAMPANE_REQUIRE_PKG_CONFIG], [
    campane_missing=
    campane_missing_tests=
    AC_PATH_PROG([PKG_CONFIG], [pkg-config], [none])
    AS_IF([test "x$PKG_CONFIG" = xnone],
        [AC_MSG_ERROR([campane needs pkg-config to find its libraries; install the package pkg-config])])
])

dnl _CAMPANE_FIND(VARIABLE, MODULES, FOUND, NOT-FOUND)
AC_DEFUN([_CAMPANE_FIND], [
    AC_ARG_VAR([$1_CFLAGS], [C compiler flags for $2])
    AC_ARG_VAR([$1_LIBS], [linker flags for $2])
    AC_MSG_CHECKING([for $2])
    AS_IF([test "x$$1_LIBS" != x], [AC_MSG_RESULT([given]); $3],
        [$PKG_CONFIG --exists "$2"],
        [$1_CFLAGS=`$PKG_CONFIG --cflags "$2"`
         $1_LIBS=`$PKG_CONFIG --libs "$2"`
         AC_MSG_RESULT([`$PKG_CONFIG --modversion "$2"`]); $3],
        [AC_MSG_RESULT([no]); $4])
])

dnl CAMPANE_LIBRARY(VARIABLE, MODULES, DEBIAN-PACKAGE, WORDS): a library the program cannot do without.
AC_DEFUN([CAMPANE_LIBRARY], [
    _CAMPANE_FIND([$1], [$2], [:],
        [campane_missing="$campane_missing
  $4 ($2): install the package $3"])
])

dnl The same for a library that only the test suite needs.
AC_DEFUN([CAMPANE_TEST_LIBRARY], [
    _CAMPANE_FIND([$1], [$2], [:],
        [campane_missing_tests="$campane_missing_tests $3"])
])

AC_DEFUN([CAMPANE_REPORT_MISSING], [
    AS_IF([test "x$campane_missing" != x],
        [AC_MSG_ERROR([campane cannot be built, these libraries were not found:$campane_missing
(package names as in Debian and Ubuntu)])])
    AS_IF([test "x$campane_missing_tests" != x],
        [AC_MSG_WARN([the test suite cannot be built without:$campane_missing_tests])])
])
