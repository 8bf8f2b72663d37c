#!/bin/sh
# Wrong: waits for the last job twice.
# Seen: child-2: part 2 | parent: report | child-1: part 1 -> ok
echo "part 1" &
echo "part 2" &
wait $!
wait $!
echo "report"
