#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Usage: data/embed.sh FOLDER/NAME.h FILE...
# Writes a C header with the table `embed_NAME` (data/embed.h): the bytes of each file, under its
# name below data/, in the order given.
set -eu
LC_ALL=C
export LC_ALL
header=$1
shift
table=$(basename "$header" .h)
mkdir -p "$(dirname "$header")"

write_bytes() {
    number=0
    for file in "$@"; do
        printf '\nstatic const unsigned char embed_%s_%d[] = {\n' "$table" "$number"
        od -A n -v -t x1 "$file" | sed 's/  *\([0-9a-f][0-9a-f]\)/0x\1,/g'
        printf '0x00};\n'
        number=$((number + 1))
    done
}

write_table() {
    printf '\nstatic const struct embed_file embed_%s[] = {\n' "$table"
    number=0
    for file in "$@"; do
        case $file in
        data/*) name=${file#data/} ;;
        */data/*) name=${file##*/data/} ;;
        *) name=${file##*/} ;;
        esac
        bytes=embed_${table}_$number
        printf '{"%s", %s, sizeof %s - 1},\n' "$name" "$bytes" "$bytes"
        number=$((number + 1))
    done
    printf '};\n'
}

for file in "$@"; do # od in a pipe would hide that a file is missing
    if [ ! -r "$file" ]; then
        printf '%s\n' "embed.sh: cannot read $file" >&2
        exit 1
    fi
done
{
    printf '/* Made by data/embed.sh; change the files it is made of. */\n'
    printf '#include "data/embed.h"\n'
    write_bytes "$@"
    write_table "$@"
} >"$header.tmp"
mv -f "$header.tmp" "$header"
