#!/bin/bash
# A coprocess answers one question after the other.
coproc adder { while read -r a b; do echo $((a + b)); done; }
to=${adder[1]} from=${adder[0]} pid=$adder_PID
for question in '1 2' '30 12'; do
  echo "$question" >&"$to"
  read -r answer <&"$from"
  echo "$question: $answer"
done
exec {to}>&-
wait "$pid"
echo "status $?"
