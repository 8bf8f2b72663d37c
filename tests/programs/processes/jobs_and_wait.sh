#!/bin/sh
# Background jobs, each waited for by its PID, whichever ended first.
(exit 3) & first=$!
(exit 4) & second=$!
(kill -USR1 "$(sh -c 'echo $PPID')"; exit 5) & third=$!
wait $third 2>/dev/null
echo "third $?"
wait $second
echo "second $?"
wait $first
echo "first $?"
wait 99999999 2>/dev/null
echo "unknown $?"
(exit 6) &
wait
echo "all $?"
