# join() waits: what comes after it comes last.
import os
from multiprocessing import Process


def greet(who, where):
    # This runs in the child. The two words were handed over when the
    # process was made, so they need not be sent.
    print(f"child {os.getpid()}: here, with {who} and {where}",
          flush=True)


if __name__ == "__main__":
    # A Process is a function and its arguments, to be run by a
    # process of its own. Making one starts nothing yet.
    child = Process(target=greet, args=("test", "dev"))
    print(f"parent {os.getpid()}: about to start a child", flush=True)

    # Now there are two processes, and both go on: the child with its
    # function, the parent with the next line.
    child.start()

    # The parent stops here until the child has ended. That is the one
    # thing that orders the two: everything the child does comes
    # before everything the parent does from here on.
    child.join()

    # So this line comes last, in every run.
    print("Process end", flush=True)
