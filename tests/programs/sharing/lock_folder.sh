#!/bin/sh
# mkdir is a lock: of three jobs, one at a time adds a line and counts.
echo 0 > count
for job in 1 2 3; do
  (
    until mkdir lock 2>/dev/null; do :; done
    count=$(cat count)
    echo $((count + 1)) > count
    rmdir lock
  ) &
done
wait
echo "count $(cat count)"
set -C
echo again 2>/dev/null > count || echo "not overwritten"
rm count
