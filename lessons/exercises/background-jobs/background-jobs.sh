#!/bin/sh
# Two jobs in the background, and a report at the end.
echo "part 1" &
echo "part 2" &
wait $!
echo "report"
