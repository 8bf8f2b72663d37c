# One line with three forks makes five processes.
import os

first = os.getpid()

# fork() gives the parent a number, which counts as true, and gives
# the child 0, which counts as false. After `and` Python goes on only
# with a true, after `or` only with a false. So the second fork is for
# the parent alone, and the third for the two children so far.
answer = os.fork() and os.fork() or os.fork()

# Each process comes here once, with an answer of its own.
print("here is a process, with", "true" if answer else "false",
      flush=True)

# Count the tree from its leaves: each process waits for its own
# children, and adds itself. The exit status takes the number up to
# the parent. It is one byte wide, and that is enough here.
processes = 1
try:
    while True:
        processes += os.WEXITSTATUS(os.wait()[1])
except ChildProcessError:
    pass
if os.getpid() != first:
    os._exit(processes)

# The first process is the root of the tree, so its sum is all.
print(f"together: {processes} processes", flush=True)
