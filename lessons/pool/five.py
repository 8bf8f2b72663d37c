# With a worker for every task, all of them run at once.
import os
import time
from multiprocessing import Pool


def work(number):
    # This runs in a worker. Task 0 takes six seconds, task 1 five,
    # and so on: the higher its number, the less time it takes.
    print(f"task {number} begins in worker {os.getpid()}", flush=True)
    time.sleep(6 - number)
    print(f"task {number} ends", flush=True)
    return os.getpid()


if __name__ == "__main__":
    # Five workers, however many CPUs there are: a sleeper needs none.
    pool = Pool(5)

    # Five tasks and five workers, so no task waits. All begin at
    # once, and the shortest is done first: 4, 3, 2, 1, 0, in six
    # seconds altogether instead of twenty.
    results = [pool.apply_async(work, (number,)) for number in range(5)]
    print("5 tasks are waiting", flush=True)

    # A result stands for a value that is still to come; get() waits
    # for it. The worker's PID comes back from another process.
    for number, result in enumerate(results):
        print(f"task {number} was done by {result.get()}", flush=True)

    # No more tasks; the workers leave, and join() waits for them.
    pool.close()
    pool.join()
