"""A peer for pools: CPython's Pool, with trivial tasks and with none."""

import multiprocessing

from measure import Clock, run

CONTEXT = multiprocessing.get_context("fork")
WARM_UP = 1000


def add_one(i):
    return i + 1


def one_by_one(workers, tasks):
    def work(count):
        results = [pool.apply_async(add_one, (i,)) for i in range(count)]
        assert sum(result.get() for result in results) == count * (count + 1) // 2

    with CONTEXT.Pool(workers) as pool:
        work(WARM_UP)
        with Clock() as clock:
            work(tasks)
    return clock.seconds / tasks


def map_(workers, tasks):
    with CONTEXT.Pool(workers) as pool:
        pool.map(add_one, range(WARM_UP))
        with Clock() as clock:
            results = pool.map(add_one, range(tasks))
        assert len(results) == tasks and results[-1] == tasks
    return clock.seconds / tasks


def start(workers):
    with Clock() as clock:
        pool = CONTEXT.Pool(workers)
        pool.close()
        pool.join()
    return clock.seconds


if __name__ == "__main__":
    run(one_by_one, map_, start)
