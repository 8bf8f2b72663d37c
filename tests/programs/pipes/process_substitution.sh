#!/bin/bash
# Pipelines as files: <(...) and >(...), and a loop that keeps its variables.
diff <(seq 3) <(seq 2 4)
echo "diff: $?"
count=0
while read -r line; do count=$((count + line)); done < <(seq 5)
echo "sum $count"
echo lower > >(tr a-z A-Z)
wait $!
paste <(echo left) <(echo right)
