# A spawned process is a fresh start, and inherits no variables.
import os
from multiprocessing import get_context

# Every process that starts this program begins with a 1 here.
level = 1


def report(who):
    # A copy of the parent has what the parent had. A fresh start of
    # the program has what the program begins with.
    print(f"{who}, process {os.getpid()}: level is {level}", flush=True)


if __name__ == "__main__":
    # The parent changes its variable before it starts anybody.
    level = 99
    print(f"parent {os.getpid()}: level is {level}", flush=True)

    # This one is forked, like all before it: it begins as a copy of
    # the parent, with everything that is in it, and goes on from
    # there.
    forked = get_context("fork").Process(target=report,
                                         args=("forked",))
    forked.start()
    forked.join()

    # Not every system has fork. Without it one can only start a
    # program from its beginning and tell it which function to run. So
    # function and arguments arrive, and nothing else: no variables,
    # and of the open files only standard input, output and error. That
    # takes longer. And a lambda is refused: it has no name to tell. A
    # fresh start of a program runs all of it, but for what stands
    # below the "if" further up.
    spawned = get_context("spawn").Process(target=report,
                                           args=("spawned",))
    spawned.start()
    spawned.join()
