# One line with three forks makes five processes.
import os

first = os.getpid()

# fork() gives the parent a PID, which counts as true, and gives the
# child 0, which counts as false. What follows `and` runs only after a
# true, and what follows `or` only after a false. So the second fork is
# for the parent alone. The third is for both children: to each of them
# a fork has given 0.
answer = os.fork() and os.fork() or os.fork()

# Each process comes here once, with an answer of its own.
print(f"here is a process, with {'true' if answer else 'false'}",
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
