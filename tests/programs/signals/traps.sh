#!/bin/bash
# Traps: for a signal, for the end, for each command; in a subshell they are gone.
trap 'echo "got USR1"' USR1
trap 'echo "the end, status $?"' EXIT
kill -USR1 $$
(trap - EXIT; kill -USR1 $BASHPID; echo "not printed")
echo "subshell $?"
trap '' TERM
kill -TERM $$
sh -c 'kill -TERM $$; echo "ignored there as well"'
trap 'echo "INT"; exit 12' INT
kill -INT $$
