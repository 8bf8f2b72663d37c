#!/bin/sh
# Wrong: nothing in the background.
# Seen: parent: part 1 | parent: part 2 | parent: report -> ok
echo "part 1"
echo "part 2"
echo "report"
