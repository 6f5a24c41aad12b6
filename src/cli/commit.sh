#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Usage: src/cli/commit.sh FOLDER [HEADER]
# Prints the commit that the tree in FOLDER is of: git's word where it is a clone ("+changes" behind it
# where files differ from it), else what the tarball was made of (its file COMMIT), else nothing.
# With HEADER it writes that as a C header instead, and leaves one that says the same alone.
set -eu
top=$1

of_clone() {
    # --git-dir: a tarball that was unpacked inside some other clone is not of that one.
    git_here="git --git-dir=$top/.git --work-tree=$top --no-optional-locks"
    commit=$($git_here rev-parse --short=12 --verify HEAD 2>/dev/null) || return 0
    changes=$($git_here status --porcelain --untracked-files=no 2>/dev/null) || return 0
    echo "$commit${changes:++changes}"
}

if [ -e "$top/.git" ]; then
    commit=$(of_clone)
elif [ -r "$top/COMMIT" ]; then
    commit=$(tr -cd '0-9a-z+\n' <"$top/COMMIT" | head -n 1)
else
    commit=
fi
if [ $# -lt 2 ]; then
    echo "$commit"
    exit
fi
mkdir -p "$(dirname "$2")"
cat >"$2.tmp" <<END
/* Made by src/cli/commit.sh. */
#define CAMPANE_COMMIT "$commit"
END
if cmp -s "$2.tmp" "$2"; then rm -f "$2.tmp"; else mv "$2.tmp" "$2"; fi
