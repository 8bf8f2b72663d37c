#!/bin/sh
# Wrong: the report is a job, too.
# Seen: child-3: report | child-2: part 2 | child-1: part 1 -> ok
echo "part 1" &
echo "part 2" &
echo "report" &
wait
