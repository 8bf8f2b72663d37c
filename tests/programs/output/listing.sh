#!/bin/sh
# What ls and grep make of their output: columns and colours are for terminals only.
mkdir listed
touch listed/a listed/b listed/c listed/d
ls listed
ls --color=auto -F listed
printf 'one\ntwo\n' | grep --color=auto o
rm -r listed
test -t 1 && echo 'a terminal' || echo 'no terminal'
