# Without join() nobody waits, and either line may come first.
import os
from multiprocessing import Process


def greet(who, where):
    # Making the child takes a moment; only then can it get here. The
    # parent is running already.
    print(f"child {os.getpid()}: here, with {who} and {where}",
          flush=True)


if __name__ == "__main__":
    # The same two processes as before.
    child = Process(target=greet, args=("test", "dev"))
    print(f"parent {os.getpid()}: about to start a child", flush=True)

    # From here on both run, and nothing says who goes first.
    child.start()

    # Usually this is printed before the child's line, since the
    # parent has nothing to wait for. Usually, not always: do not
    # build on it.
    print("Process end", flush=True)

    # "Process end" is not the end of the process. Python joins what
    # was started before it ends, so the parent itself still ends last.
