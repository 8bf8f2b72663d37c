"""What the Python peers of scripts/bench have in common.

Each is called with the name of a measure and its numbers, as in

    cpython_queue.py pass 20000 64 1 1 2

and prints what one thing takes as one line of JSON: {"seconds": 1.2e-05}.
"""

import inspect
import json
import os
import sys
import time

ALLOWED = os.sched_getaffinity(0)


def run(*measures):
    """The main of such a script: its measures are functions of numbers."""
    known = {measure.__name__.rstrip("_"): measure for measure in measures}
    measure = known.get(sys.argv[1] if len(sys.argv) > 1 else "")
    names = list(inspect.signature(measure).parameters) if measure else []
    words = sys.argv[2:]
    if not measure or len(words) != len(names) or not all(map(str.isdecimal, words)):
        sys.exit("choose a measure and give its numbers: " + "; ".join(
            f"{name} {' '.join(inspect.signature(function).parameters).upper()}"
            for name, function in known.items()))
    print(json.dumps({"seconds": measure(*map(int, words))}))


class Clock:
    """with Clock() as clock: ...; then clock.seconds."""

    def __enter__(self):
        self.began = time.perf_counter()
        return self

    def __exit__(self, *_):
        self.seconds = time.perf_counter() - self.began


def use_cpu(which):
    """From now on this process, and those that it forks, run on one CPU: see
    bench::use_cpu() in measure.hpp."""
    allowed = sorted(ALLOWED)
    os.sched_setaffinity(0, {allowed[which % len(allowed)]})


class Children:
    """Processes that begin together, so that no clock counts how long they took
    to be started: each waits, once it is there, until the parent says go()."""

    def __init__(self, context):
        self.context = context
        self.arrived = context.Semaphore(0)
        self.gate = os.pipe()
        self.running = []

    def add(self, body, *arguments):
        self.running.append(self.context.Process(target=self.wait_and, args=(body, *arguments)))
        self.running[-1].start()

    def wait_and(self, body, *arguments):
        os.close(self.gate[1])
        self.arrived.release()
        os.read(self.gate[0], 1)  # nothing is written: it ends when all have closed
        body(*arguments)

    def go(self):
        for _ in self.running:
            self.arrived.acquire()
        os.close(self.gate[1])

    def join(self, count):
        """Joins those that were added first."""
        for child in self.running[:count]:
            child.join()
            if child.exitcode != 0:
                raise RuntimeError("one of the children failed, so this counts for nothing")
        del self.running[:count]
