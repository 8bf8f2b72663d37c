#!/bin/sh
# Standard output and standard error by turns, a letter each, never a whole line.
for i in 1 2 3 4 5; do
  printf o
  printf e >&2
done
exit 4
