#!/bin/sh
# tee: one input, the output and two files.
printf 'x\ny\n' | tee one.txt two.txt
cat one.txt two.txt | wc -l
seq 3 | tee /dev/stderr | tail -1
rm one.txt two.txt
