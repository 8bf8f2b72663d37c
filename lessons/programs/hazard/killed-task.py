# A pool replaces a killed worker, but not the task that it had.
import os
import signal
from multiprocessing import Pool


def work(number):
    # Task 1 meets with an accident: this is what the kernel does to a
    # process when memory runs out.
    if number == 1:
        print("worker: killed", flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
    return number


if __name__ == "__main__":
    # A pool of one worker.
    with Pool(1) as pool:
        # map() hands out the tasks and waits for all results. The pool
        # sees that its worker is gone, and starts another one. But the
        # task went with the worker, and nobody knows that: its result
        # never comes, and map() waits forever. (Ctrl-C ends this page.)
        results = pool.map(work, [1])

    # No run comes here.
    print(f"parent: got {results}", flush=True)
