#!/bin/sh
# Two jobs append to one file: no line is lost, but their order is anybody's guess.
: > log
for name in left right; do
  (for i in 1 2 3; do echo "$name $i" >> log; done) &
done
wait
cat log
rm log
