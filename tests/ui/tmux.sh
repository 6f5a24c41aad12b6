#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# term_demo under tmux, a second terminal emulator with opinions of its own: where it and libvterm
# (tests/ui/test_term.c) show the same, the program is right.
set -u
if ! command -v tmux >/dev/null 2>&1; then
    echo "skip - tmux: tmux is not installed"
    exit 0
fi
socket=campane-test-$$
failed=0
unset TMUX TMUX_PANE
TERM=xterm-256color
export TERM

mux() { tmux -u -L "$socket" -f /dev/null "$@"; }
screen() { mux capture-pane -p -t demo 2>/dev/null; }
# shellcheck disable=SC2317  # trap calls it
cleanup() { mux kill-server 2>/dev/null; }
trap cleanup EXIT
trap 'exit 130' INT TERM

# Waits up to 10 s until the screen has a line that is exactly, or holds, the text.
wait_for() { # grep-option text
    tries=0
    while ! screen | grep -q "$1" -e "$2"; do
        tries=$((tries + 1))
        if [ "$tries" -gt 200 ]; then return 1; fi
        sleep 0.05
    done
}

check() { # name grep-option text
    if wait_for "$2" "$3"; then
        echo "ok - $1"
    else
        echo "not ok - $1"
        echo "no line with: $3"
        screen
        failed=1
    fi
}

mux new-session -d -s demo -x 80 -y 24 "env TERM=screen-256color ./term_demo; exec cat" || exit 1
check "starts" -xF '▸ Diwali early access       10-02     24 570    97.9 B  88.1~T   20.2~T   0.32~T'
check "wide characters keep columns" -xF \
    '  双十一 预热 会员专享      09-05     88 012    99.5 B  95.4 B   31.2 B   0.11 B'
check "Thai keeps columns" -xF \
    '  สวัสดีปีใหม่ ลูกค้าเก่า          08-30      4 410    93.1 T  86.0~T   17.1 T   0.29 G'
check "Hindi keeps columns" -xF \
    '  दीवाली की शुभकामनाएँ        08-24      9 100    96.2 G  90.0 G   25.5~G   0.19 B'
check "Arabic keeps columns" -xF \
    '  عرض نهاية الأسبوع         10-17      3 120    94.1 T   n/a      9.8~P   0.71~P'
check "an emoji sequence keeps columns" -xF \
    '  🎉 Launch 👩 party +      10-24     15 000    97.0 B  70.0~P   12.0+P   0.90 P'
mux send-keys -t demo j j
check "j moves the marker" -F '▸ عرض نهاية الأسبوع         10-17'
mux send-keys -t demo G
check "G goes to the end" -F '▸ Campaign 500'
mux send-keys -t demo PageUp PageUp
check "scrolling back is whole" -F '  Campaign 470'
mux send-keys -t demo g
check "g goes home" -F '▸ Diwali early access'
mux send-keys -t demo / 日本 é
check "typing" -F 'Search: 日本é'
mux send-keys -t demo Escape
check "Esc is heard" -F 'got Esc'
mux resize-window -t demo -x 120 -y 30
check "resize" -F 'Revenue  30 days'
mux resize-window -t demo -x 40 -y 10
check "too small" -F 'needs 60 x 16, has 40 x 10'
mux resize-window -t demo -x 80 -y 24
check "and back" -F '▸ Diwali early access'
mux send-keys -t demo q
check "the shell's screen is back" -xF 'bye'
if [ "$(mux display-message -p -t demo '#{alternate_on}#{cursor_flag}#{mouse_any_flag}')" = 010 ]; then
    echo "ok - modes are restored"
else
    echo "not ok - modes are restored"
    failed=1
fi
exit $failed
