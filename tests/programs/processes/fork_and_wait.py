# os.fork: one call, two returns; os.wait gives the child's status.
import os
import sys

number = 1
pid = os.fork()
if pid == 0:
    number += 1
    print(f"child: number is {number}")
    sys.exit(7)
waited, status = os.wait()
print(f"parent: number is {number}, {waited == pid}, {os.waitstatus_to_exitcode(status)}")
for how in (os.abort, lambda: os.kill(os.getpid(), 9), lambda: os._exit(256 + 5)):
    sys.stdout.flush()
    if os.fork() == 0:
        how()
    print(os.waitstatus_to_exitcode(os.wait()[1]))
