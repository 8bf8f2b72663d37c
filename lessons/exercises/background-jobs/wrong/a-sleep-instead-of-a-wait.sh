#!/bin/sh
# Wrong: a sleep instead of a wait.
# Seen: parent: report | child-1: part 1 | child-2: part 2 -> ok
echo "part 1" &
echo "part 2" &
sleep 2
echo "report"
