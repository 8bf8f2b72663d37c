# Two processes that add to one number can lose what they add.
from multiprocessing import Process, Value

PROCESSES = 2
TIMES = 100_000


def add(total):
    for _ in range(TIMES):
        # To add one is to read, to add, and to write. Between the
        # read and the write another process may write, too: its one
        # is lost.
        total.value += 1


def add_locked(total):
    for _ in range(TIMES):
        # The holder of the lock has the number to itself until the end
        # of this block. The others wait for their turn. That is mutual
        # exclusion, and the block is a critical section.
        with total.get_lock():
            total.value += 1


def race(work):
    total = Value("l", 0)
    # Start them all, then wait for them all.
    everybody = [Process(target=work, args=(total,))
                 for _ in range(PROCESSES)]
    for process in everybody:
        process.start()
    for process in everybody:
        process.join()
    return total.value


if __name__ == "__main__":
    # First without a lock. The result may be right or too small, and
    # another one in the next run: that is a race condition.
    print(f"without the lock: {race(add)} of {PROCESSES * TIMES}",
          flush=True)

    # Then with it. The result is right, every time.
    print(f"with the lock: {race(add_locked)} of {PROCESSES * TIMES}",
          flush=True)
