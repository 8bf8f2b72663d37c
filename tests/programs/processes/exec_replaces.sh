#!/bin/bash
# exec puts another program into this very process: PID, descriptors and environment stay.
echo "before"
exec 8< <(echo "through descriptor 8")
export PASSED=on BEFORE=$$
exec -a another-name bash -c '
  read -r line <&8
  echo "$0: $line, $PASSED, $([ $$ = $BEFORE ] && echo the same PID)"
  exec no-such-program'
