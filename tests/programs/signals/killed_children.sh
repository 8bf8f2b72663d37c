#!/bin/sh
# How children ended, as the shell tells it: 128 + N, and by their own handler.
for signal in TERM KILL USR1 PIPE; do
  sh -c "kill -$signal \$\$" 2>/dev/null
  echo "$signal $?"
done
sh -c 'trap "exit 17" TERM; kill -TERM $$; exit 1'
echo "handled $?"
sh -c 'while :; do :; done' &
kill -STOP $!
kill -KILL $!
wait $! 2>/dev/null
echo "stopped, then killed $?"
