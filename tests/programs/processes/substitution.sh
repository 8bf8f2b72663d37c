#!/bin/sh
# Command substitution: what is captured, what becomes of line ends and of the status.
text=$(printf 'a\nb\n\n\n')
echo "[$text]"
text=$(exit 6)
echo "after: $?"
echo "nested $(echo "$(echo "$(echo deep)")")"
echo "$(seq 20 | wc -l) lines, $( (echo error >&2) 2>&1 | wc -c) bytes"
x=1
echo "$(x=2; echo $x) inside, $x outside"
