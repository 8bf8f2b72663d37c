#!/bin/sh
# Wrong: one after the other.
# Refused: The jobs still work at the same time: the second may be first.
echo "part 1" &
wait
echo "part 2" &
wait
echo "report"
