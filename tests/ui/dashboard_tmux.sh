#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The dashboard under tmux, a second terminal emulator beside libvterm (test_dashboard.c): keys as
# tmux sends them, screens as tmux shows them. Every tab is held to `campane snapshot`, which draws
# it without a terminal: where the two are the same, no byte between canvas and screen went wrong.
set -u
srcdir=${srcdir:-$(cd "$(dirname "$0")/../.." && pwd)}
if ! command -v tmux >/dev/null 2>&1; then
    echo "skip - dashboard_tmux: tmux is not installed"
    exit 0
fi
socket=campane-dashboard-$$
work=$(mktemp -d) || exit 3
store=$work/store.db
now=2026-10-31T18:30
failed=0
unset TMUX TMUX_PANE
TERM=xterm-256color
export TERM

mux() { tmux -u -L "$socket" -f /dev/null "$@"; }
# Rows lose what is blank at their end, and the isolates around text from right to left, which tmux
# does not keep.
isolate=$(printf '\342\201\250') end_isolate=$(printf '\342\201\251')
plain() { sed "s/$isolate//g; s/$end_isolate//g; s/ *\$//"; }
screen() { mux capture-pane -p -t pane 2>/dev/null | plain; }
# shellcheck disable=SC2317  # trap calls it
cleanup() {
    mux kill-server 2>/dev/null
    rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

# Waits up to 20 s until the command holds.
until_holds() {
    tries=0
    while ! "$@"; do
        tries=$((tries + 1))
        if [ "$tries" -gt 400 ]; then return 1; fi
        sleep 0.05
    done
}

ok() { echo "ok - dashboard_tmux: $1"; }
not_ok() {
    echo "not ok - dashboard_tmux: $1"
    failed=1
}

shows() { screen | grep -qF -e "$1"; }
# shellcheck disable=SC2317  # until_holds calls them
lacks() { ! shows "$1"; }
# shellcheck disable=SC2317
is_like() {
    screen >"$work/seen"
    cmp -s "$work/seen" "$1"
}

check() { # name text
    if until_holds shows "$2"; then
        ok "$1"
    else
        not_ok "$1"
        echo "no line with: $2"
        screen
    fi
}

check_gone() { # name text
    if until_holds lacks "$2"; then ok "$1"; else not_ok "$1"; fi
}

check_snapshot() { # view size keys...
    view=$1 size=$2
    shift 2
    ./campane --store "$store" --now $now snapshot "$view" --size "$size" | plain >"$work/view"
    mux send-keys -t pane "$@"
    if until_holds is_like "$work/view"; then
        ok "$view at $size is as it is drawn"
    else
        not_ok "$view at $size is as it is drawn"
        diff "$work/view" "$work/seen"
    fi
}

for file in daily-2026-09 daily-2026-10; do
    ./campane --store "$store" --now $now import --quiet --zone Europe/Berlin \
        "$srcdir/data/sample/$file.csv" || exit 1
done
mux new-session -d -s pane -x 120 -y 40 \
    "env TERM=screen-256color ./campane --store '$store' --now $now; exec cat" || exit 1
mux set-option -g status off
check "starts" "campane"

check_snapshot overview 120x40 1
check_snapshot campaigns 120x40 2
check_snapshot trends 120x40 4
check_snapshot breakdown 120x40 5
check_snapshot opportunities 120x40 6
check_snapshot imports 120x40 9
mux resize-window -t pane -x 80 -y 24
check_snapshot campaigns 80x24 2
check_snapshot overview 80x24 1

mux send-keys -t pane 2 / n e w s
check "what is typed filters" "match"
mux send-keys -t pane Escape
check_gone "Esc ends it" "match"
mux send-keys -t pane '?'
check "help opens" "Mark the campaign, or take"
mux send-keys -t pane Escape
check_gone "Esc closes it" "Mark the campaign, or take"
mux send-keys -t pane :
check "the palette opens" "Command"
mux send-keys -t pane Escape
mux send-keys -t pane y
check "a cell is copied" "copied:"
if [ -n "$(mux show-buffer 2>/dev/null)" ] &&
    shows "copied: $(mux show-buffer 2>/dev/null | cut -c 1-20)"; then
    ok "it is in tmux's buffer"
else
    not_ok "it is in tmux's buffer"
fi
mux resize-window -t pane -x 40 -y 10
check "too small" "needs 60 x 16, has 40 x 10"
mux resize-window -t pane -x 80 -y 24
check "and back" "campane"
mux send-keys -t pane Q
check_gone "the shell's screen is back" "campane"
if [ "$(mux display-message -p -t pane '#{alternate_on}#{cursor_flag}#{mouse_any_flag}')" = 010 ]; then
    ok "modes are restored"
else
    not_ok "modes are restored"
fi
exit $failed
