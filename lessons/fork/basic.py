# fork() is called once and returns twice.
import os


def say(text):
    # Flushed at once: text that waits in a buffer is copied by the
    # fork like everything else, and then comes out twice.
    print(text, flush=True)


# Each process has a number, its PID. So far there is one process,
# and it is about to become two.
say(f"I am process {os.getpid()}, and I am alone")

# The kernel makes a copy of this process: its child. Both go on
# from here, each by itself, and only the value in `child` tells
# them apart. The child gets 0, the parent gets the child's PID.
child = os.fork()

if child == 0:
    # Zero: this is the child. It may ask who its parent is.
    say(f"I am the child, {os.getpid()}: fork() gave me 0, "
        f"my parent is {os.getppid()}")
else:
    # Not zero: this is the parent, and the value names its child.
    # Which of the two prints first is not certain.
    say(f"I am the parent, {os.getpid()}: fork() gave me {child}")

    # Wait for the child to end. A parent that ends before its child
    # leaves an orphan, and an orphan gets a new parent: often the
    # process with PID 1, and getppid() would then say 1.
    os.waitpid(child, 0)

# Below the fork there are two processes, so this line runs twice.
say(f"process {os.getpid()} has reached the end")
