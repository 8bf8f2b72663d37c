#!/bin/sh
# What a script sees of where it runs: folder, mask, limits, arguments, options, input.
echo "$# arguments, first '$1', flags $-"
pwd
umask
ulimit -a
read -r line
echo "first line of the input: $line"
cat
test -t 0 && echo 'input: a terminal' || echo 'input: no terminal'
