#!/bin/sh
# What a subshell changes, its parent never sees: variables, folder, traps, options.
x=1
(
  x=2
  cd /
  umask 077
  echo "inside $x, $(pwd), $(umask)"
  exit 9
)
echo "status $?, outside $x"
echo piped | while read -r word; do x=$word; done
echo "still $x"
{ x=3; }
echo "braces are no subshell: $x"
sh -c 'exit 300'
echo "modulo: $?"
