#!/bin/sh
# Programs that start programs: env, nice, timeout, setsid, xargs, find.
env -i NAME=value /usr/bin/env
nice -n 5 nice
timeout 20 sh -c 'exit 8'
echo "timeout $?"
timeout -s USR1 20 sh -c 'kill -USR1 $$'
echo "signal $?"
setsid --wait sh -c 'exit 9'
echo "setsid $?"
printf 'a b c' | xargs -n 1 echo xargs
touch found.txt
find . -name found.txt -exec echo {} \; -delete
