#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The dashboard as it is mostly used: on another machine, over ssh, at 80x24, plain and inside tmux
# there. An sshd of this test's own on the loopback, with keys of its own; the terminal in front of
# it is a tmux, whose buffer is the clipboard of whoever sits there. In the end the connection is
# cut, from either side.
# Functions are called by until_holds and trap, too.
# shellcheck disable=SC2317
set -u
srcdir=${srcdir:-$(cd "$(dirname "$0")/../.." && pwd)}
sshd=$(PATH=$PATH:/usr/sbin:/usr/local/sbin command -v sshd)
skip() {
    echo "skip - dashboard_ssh: $1"
    exit 0
}
if [ -z "$sshd" ] || ! command -v ssh >/dev/null 2>&1; then skip "ssh and sshd are not installed"; fi
if ! command -v tmux >/dev/null 2>&1; then skip "tmux is not installed"; fi
if ! command -v pgrep >/dev/null 2>&1; then skip "pgrep is not installed"; fi
here=$(pwd)
work=$(mktemp -d) || exit 3
socket=campane-ssh-$$
store=$work/store.db
now=2026-10-31T18:30
failed=0 made='' server='' name=''
unset TMUX TMUX_PANE
TERM=xterm-256color
export TERM

mux() { tmux -u -L "$socket" -f /dev/null "$@"; }
cleanup() {
    mux kill-server 2>/dev/null
    tmux -L "$socket-far" kill-server 2>/dev/null
    if [ -n "$server" ]; then kill "$server" 2>/dev/null; fi
    if [ -n "$made" ]; then rmdir /run/sshd 2>/dev/null; fi
    rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

until_holds() { # for up to 20 s
    tries=0
    while ! "$@"; do
        tries=$((tries + 1))
        if [ "$tries" -gt 400 ]; then return 1; fi
        sleep 0.05
    done
}
ok() { echo "ok - dashboard_ssh: $1"; }
not_ok() {
    echo "not ok - dashboard_ssh: $1"
    failed=1
    mux capture-pane -p -t pane 2>/dev/null
}
screen() { mux capture-pane -p -t pane 2>/dev/null; }
shows() { screen | grep -qF -e "$1"; }
lacks() { ! shows "$1"; }
check() { if until_holds shows "$2"; then ok "$1"; else not_ok "$1: no line with $2"; fi; }
check_gone() { if until_holds lacks "$2"; then ok "$1"; else not_ok "$1: there is $2"; fi; }
holds() { if until_holds "$@"; then ok "$name"; else not_ok "$name"; fi; }

# --- the server ----------------------------------------------------------------------------------

for key in host user; do
    ssh-keygen -q -t ed25519 -N '' -f "$work/$key" || exit 1
done
cp "$work/user.pub" "$work/authorized"
mkdir "$work/home"
user=$(id -un)
start_server() { # port
    cat >"$work/config" <<CONFIG
Port $1
ListenAddress 127.0.0.1
HostKey $work/host
PidFile none
AuthorizedKeysFile $work/authorized
UsePAM no
StrictModes no
PasswordAuthentication no
PermitRootLogin yes
AllowTcpForwarding no
X11Forwarding no
SetEnv LC_ALL=C.UTF-8 XDG_CONFIG_HOME=$work/home XDG_DATA_HOME=$work/home XDG_CACHE_HOME=$work/home
CONFIG
    "$sshd" -D -e -f "$work/config" 2>"$work/log" &
    server=$!
    is_up() { grep -q 'Server listening' "$work/log" || ! kill -0 "$server" 2>/dev/null; }
    until_holds is_up
    kill -0 "$server" 2>/dev/null
}
# Run by root it wants a folder that the system makes when its own sshd begins.
if [ "$(id -u)" = 0 ] && [ ! -d /run/sshd ]; then
    mkdir -m 755 /run/sshd 2>/dev/null && made=1
fi
port=''
for candidate in $((20000 + $$ % 20000)) $((40000 + $$ % 9000)) 42522; do
    if start_server "$candidate"; then
        port=$candidate
        break
    fi
done
if [ -z "$port" ]; then skip "no sshd could be started: $(tail -n 1 "$work/log")"; fi
far="ssh -F none -tt -p $port -i $work/user -o IdentitiesOnly=yes -o StrictHostKeyChecking=no \
-o UserKnownHostsFile=$work/known -o LogLevel=ERROR $user@127.0.0.1"
if ! $far true </dev/null >"$work/login" 2>&1; then
    skip "nobody can log in: $(tail -n 1 "$work/login")"
fi

for file in daily-2026-09 daily-2026-10; do
    ./campane --store "$store" --now $now import --quiet --zone Europe/Berlin \
        "$srcdir/data/sample/$file.csv" || exit 1
done
program="$here/campane --store $store --now $now"

# The program at the far end, and the sshd that it runs under.
campane() {
    for process in $(pgrep -x campane); do
        if tr '\0' ' ' <"/proc/$process/cmdline" 2>/dev/null | grep -qF -e "--store $store "; then
            echo "$process"
        fi
    done
}
runs() { [ -n "$(campane)" ]; }
ended() { ! runs; }
parent_of() { awk '$1 == "PPid:" { print $2 }' "/proc/$1/status" 2>/dev/null; }
sshd_of() {
    process=$1
    while [ -n "$process" ] && [ "$process" -gt 1 ]; do
        if [ "$(cat "/proc/$process/comm" 2>/dev/null)" = sshd ]; then
            echo "$process"
            return
        fi
        process=$(parent_of "$process")
    done
}

begin() { mux new-session -d -s pane -x 80 -y 24 "$1" 2>/dev/null; }
connect() { # command
    mux kill-server 2>/dev/null
    until_holds begin "stty -a >$work/before; $far \"$1\"; stty -a >$work/after; exec cat" || exit 1
    mux set-option -g status off
    mux set-option -s set-clipboard on
}

walk() { # where
    check "$1: starts" "campane"
    mux send-keys -t pane 2
    check "$1: campaigns" "▸"
    before=$(screen | grep -n '▸')
    mux send-keys -t pane j
    moved() { [ "$(screen | grep -n '▸')" != "$before" ] && shows "▸"; }
    name="$1: moves" holds moved
    mux send-keys -t pane -l '/sent > 5000'
    check "$1: filters while it is typed" "match"
    mux send-keys -t pane Enter
    check "$1: the filter is taken" " · sent > 5000"
    mux send-keys -t pane y
    check "$1: says what was copied" "copied:"
    copied=$(screen | sed -n 's/.*copied: //p' | cut -c 1-10)
    arrived() { mux show-buffer 2>/dev/null | grep -qF -e "$copied"; }
    name="$1: it arrives in the clipboard at this end" holds arrived
    mux send-keys -t pane Escape
    mux send-keys -t pane Space j Space =
    check "$1: compares" "3 Compare"
    check "$1: has a verdict" "against"
    mux send-keys -t pane Q
    name="$1: ends" holds ended
}

connect "$program"
walk plain
has_after() { [ -s "$work/after" ]; }
until_holds has_after
if cmp -s "$work/before" "$work/after" &&
    [ "$(mux display-message -p -t pane '#{alternate_on}#{cursor_flag}#{mouse_any_flag}')" = 010 ]; then
    ok "plain: the terminal is as it was"
else
    not_ok "plain: the terminal is as it was"
fi

connect "tmux -u -L $socket-far -f /dev/null new-session '$program'"
walk tmux

# --- the connection is cut -----------------------------------------------------------------------

rm -f "$work/after"
connect "$program"
name="it runs again" holds runs
check "and is seen" "campane"
kill -9 "$(sshd_of "$(campane)")"
name="it ends when the sshd is killed" holds ended
name="the terminal's modes come back" holds has_after
if cmp -s "$work/before" "$work/after"; then
    ok "they are as they were"
else
    not_ok "they are as they were"
fi

connect "$program"
name="it runs once more" holds runs
check "and is seen" "campane"
kill -9 "$(pgrep -f "ssh -F none -tt -p $port" | while read -r process; do
    if [ "$(cat "/proc/$process/comm")" = ssh ]; then echo "$process"; fi
done | head -n 1)"
name="it ends when the client is killed" holds ended

# In tmux at the far end it goes on, and whoever comes back finds it whole.
connect "tmux -u -L $socket-far -f /dev/null new-session '$program'"
name="it runs in tmux" holds runs
check "and is seen" "campane"
mux send-keys -t pane 2
check "with the campaigns" "▸"
kill -9 "$(sshd_of "$(tmux -L "$socket-far" display-message -p '#{client_pid}')")"
alone() { [ -z "$(tmux -L "$socket-far" list-clients 2>/dev/null)" ]; }
name="nobody looks at it" holds alone
if runs; then ok "it goes on"; else not_ok "it goes on"; fi
connect "tmux -u -L $socket-far attach"
check "it is found again" "▸"
mux send-keys -t pane Q
name="and ends" holds ended

if [ "$(./campane --store "$store" store check 2>&1 | tail -n 1)" != "" ] &&
    ./campane --store "$store" store check >/dev/null 2>&1; then
    ok "the store is sound"
else
    not_ok "the store is sound"
fi
exit $failed
