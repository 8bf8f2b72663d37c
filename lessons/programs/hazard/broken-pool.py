# An executor says that a worker has been killed.
import os
import signal
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool


def work(number):
    # Task 1 meets with an accident: this is what the kernel does to a
    # process when memory runs out.
    if number == 1:
        print("worker: killed", flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
    return number


if __name__ == "__main__":
    # An executor with one worker.
    with ProcessPoolExecutor(1) as pool:
        # It watches its workers. When one dies in the middle of a task,
        # the results that are still to come will not come: an exception
        # says so, and the program can try again, or give up.
        try:
            results = list(pool.map(work, [1]))
            print(f"parent: got {results}", flush=True)
        except BrokenProcessPool:
            print("parent: a worker was killed", flush=True)
