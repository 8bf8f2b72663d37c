#!/bin/sh
# Wrong: a subshell has no jobs to wait for.
# Seen: child-1: part 1 | parent: report | child-2: part 2 -> ok
echo "part 1" &
echo "part 2" &
(wait)
echo "report"
