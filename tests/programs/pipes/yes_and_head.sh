#!/bin/bash
# head leaves after three lines: yes is ended by SIGPIPE, and the shell knows it.
yes | head -3
echo "${PIPESTATUS[@]}"
set -o pipefail
yes no | head -1
echo "with pipefail $?"
trap '' PIPE
yes maybe 2>/dev/null | head -1
echo "ignored ${PIPESTATUS[0]}"
