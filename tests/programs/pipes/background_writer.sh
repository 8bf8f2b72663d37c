#!/bin/sh
# A writer in the background, and a FIFO that both ends open.
mkfifo channel
seq 4 > channel &
while read -r number; do echo "got $number"; done < channel
wait $!
echo "the writer: $?"
rm channel
