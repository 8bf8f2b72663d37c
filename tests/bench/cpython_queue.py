"""A peer for queues: CPython's multiprocessing.Queue."""

import multiprocessing

from measure import Children, Clock, run, use_cpu

CONTEXT = multiprocessing.get_context("fork")
PLACES = 8192  # as the other queues have here


def pass_(messages, bytes, producers, consumers, cpus):
    queue = CONTEXT.Queue(PLACES)

    def produce(own):
        use_cpu(0)
        message = b"x" * bytes
        for _ in range(own):
            queue.put(message)

    def consume():
        use_cpu(cpus - 1)
        while queue.get() is not None:
            pass

    children = Children(CONTEXT)
    for i in range(producers):
        children.add(produce, messages // producers + (i < messages % producers))
    for _ in range(consumers):
        children.add(consume)
    with Clock() as clock:
        children.go()
        children.join(producers)
        for _ in range(consumers):
            queue.put(None)  # it cannot be told otherwise that nothing more comes
        children.join(consumers)
    return clock.seconds / messages


def wake(rounds):
    there, back = CONTEXT.Queue(), CONTEXT.Queue()

    def answer():
        use_cpu(1)
        for _ in range(rounds):
            back.put(there.get())

    answerer = Children(CONTEXT)
    use_cpu(0)
    answerer.add(answer)
    answerer.go()
    with Clock() as clock:
        for _ in range(rounds):
            there.put(0)
            back.get()
    answerer.join(1)
    return clock.seconds / rounds / 2


if __name__ == "__main__":
    run(pass_, wake)
