#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the pictures of README.md again: data/screens/make.sh [BUILD FOLDER]
# Takes the sample in as the demo does, into a store that is thrown away.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
sample=$here/../sample
campane=${1:-$here/../../build}/campane
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CAMPANE_STORE="$work/sample.db" XDG_CONFIG_HOME="$work" LC_ALL=C.UTF-8

while IFS= read -r line; do
    case $line in
    '' | '#'*) ;;
    'zone '*) TZ=${line#zone } && export TZ ;;
    'now '*) CAMPANE_NOW=${line#now } && export CAMPANE_NOW ;;
    *)
        file=${line%% --*}
        set -- --quiet
        rest=${line#"$file"}
        while [ -n "$rest" ]; do
            rest=${rest# --}
            option=${rest%% *}
            value=${rest#* }
            rest=
            case $value in
            *' --'*) rest=" --${value#* --}" && value=${value%% --*} ;;
            esac
            set -- "$@" "--$option" "$value"
        done
        "$campane" import "$@" "$sample/$file" || [ $? = 5 ]
        ;;
    esac
done <"$sample/manifest"

"$campane" snapshot overview --size 120x40 --format svg -o "$here/overview.svg"
"$campane" snapshot campaigns --size 120x40 --format svg -o "$here/campaigns.svg"
"$campane" snapshot breakdown --size 120x40 --format svg -o "$here/breakdown.svg"
"$campane" snapshot trends --size 120x40 --format svg -o "$here/trends.svg"
"$campane" snapshot compare Rentrée --size 120x40 --format svg -o "$here/compare.svg"
"$campane" snapshot detail Diwali --size 120x40 --format svg -o "$here/detail.svg"

# The report is a page: a browser draws it.
chromium=$(command -v chromium || true)
if [ -n "$chromium" ]; then
    "$campane" report --from 2026-10-01 --to 2026-10-31 --format html -o "$work/report.html"
    "$chromium" --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=1000,1230 \
        --screenshot="$work/report.png" "file://$work/report.html" >/dev/null 2>&1
    # A third of the bytes, where the program for it is there.
    if command -v pngquant >/dev/null; then
        pngquant --force --output "$here/report.png" 128 "$work/report.png"
    else
        cp "$work/report.png" "$here/report.png"
    fi
else
    echo "make.sh: there is no chromium: report.png stays as it is" >&2
fi
