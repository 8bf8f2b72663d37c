#!/bin/sh
# A pipeline is a row of processes that a shell joins with pipes.

# The shell makes two pipes and three processes, and waits for all of
# them. All three are started at once, and each waits for what the one
# before it writes. The commands know nothing of pipes: each reads
# descriptor 0 and writes descriptor 1.
/usr/bin/printf 'pear\nfig\napple\n' | sort | head -n 1
