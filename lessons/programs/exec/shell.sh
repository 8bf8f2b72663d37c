#!/bin/sh
# A shell runs a command by fork, exec and wait.

# Three commands. For each one the shell makes a process, waits for it
# and keeps its exit code in $?. The full path of echo is there because
# the shell has an echo of its own, which needs no process.
/bin/echo hello
echo "echo: \$? is $?"

# This one always fails.
/bin/false
echo "false: \$? is $?"

# If there is no such command, $? is 127.
no-such-command 2> /dev/null
echo "no-such-command: \$? is $?"
