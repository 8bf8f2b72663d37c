"""A peer for processes: CPython's Process, forked and spawned."""

import multiprocessing

from measure import Clock, run


def nothing():
    pass


def start_and_join(method, processes):
    context = multiprocessing.get_context(method)
    with Clock() as clock:
        for _ in range(processes):
            process = context.Process(target=nothing)
            process.start()
            process.join()
    return clock.seconds / processes


def fork(processes):
    return start_and_join("fork", processes)


def spawn(processes):
    return start_and_join("spawn", processes)


if __name__ == "__main__":
    run(fork, spawn)
