#!/bin/sh
# flock(1): a job that holds a lock through descriptor 9, and others that must wait or give up.
exec 9> guard
flock 9
flock --nonblock guard true || echo "busy: $?"
(flock 8; echo "the job has it"; cat shared) 8> guard &
echo "written under the lock" > shared
flock --unlock 9
wait
rm guard shared
