"""How scripts/bench times commands: in turn, each in a process of its own."""

import dataclasses
import json
import os
import pathlib
import signal
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / "build/default"
PROGRAMS = BUILD / "tests/bench"
SCRIPTS = ROOT / "tests/bench"

LIMIT = 120  # seconds; nothing that is timed takes more than a few


def real_python():
    """The interpreter itself: a launcher in front of it would count against it."""
    return subprocess.run(["python3", "-c", "import sys; print(sys.executable)"],
                          capture_output=True, text=True, check=True).stdout.strip()


PYTHON = real_python()


class Failure(Exception):
    """A command did not do what it was to do; says which, and what it said."""


@dataclasses.dataclass(frozen=True)
class Command:
    """Something to be timed: from outside, or by itself (then it prints JSON)."""
    words: tuple
    times_itself: bool = True

    def is_here(self):
        return pathlib.Path(self.words[0]).exists()

    def seconds(self):
        return json.loads(self.run())["seconds"] if self.times_itself else self.wall_time()

    def wall_time(self):
        """From just before its start to its end. As little as possible happens
        in between, for it would count for the quick and the slow alike."""
        with open(os.devnull, "r+b") as nothing:
            redirect = [(os.POSIX_SPAWN_DUP2, nothing.fileno(), stream) for stream in (0, 1, 2)]
            began = time.perf_counter()
            pid = os.posix_spawn(self.words[0], self.words, os.environ, file_actions=redirect)
            _, status = os.waitpid(pid, 0)
            taken = time.perf_counter() - began
        if status:
            raise Failure(f"{' '.join(self.words)} failed: status "
                          f"{os.waitstatus_to_exitcode(status)}")
        return taken

    def peak_memory(self):
        """The most memory that it has held at once, in bytes (getrusage(2))."""
        with open(os.devnull, "r+b") as nothing:
            redirect = [(os.POSIX_SPAWN_DUP2, nothing.fileno(), stream) for stream in (0, 1, 2)]
            pid = os.posix_spawn(self.words[0], self.words, os.environ, file_actions=redirect)
            _, status, usage = os.wait4(pid, 0)
        if status:
            raise Failure(f"{' '.join(self.words)} failed: status "
                          f"{os.waitstatus_to_exitcode(status)}")
        return usage.ru_maxrss * 1024

    def run(self):
        """What it prints. Nothing of it is left running, whatever happens: it
        leads a process group, which ends as a whole."""
        with subprocess.Popen(self.words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
            try:
                output, errors = process.communicate(timeout=LIMIT)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                raise Failure(f"{' '.join(self.words)} hung: ended after {LIMIT} s") from None
            except BaseException:
                os.killpg(process.pid, signal.SIGKILL)
                raise
        if process.returncode:
            last = (errors.strip().splitlines() or [f"status {process.returncode}"])[-1]
            raise Failure(f"{' '.join(self.words)} failed: {last}")
        return output


def program(name, *arguments):
    """A C++ program of tests/bench, which times itself."""
    return Command((str(PROGRAMS / f"bench_{name}"), *map(str, arguments)))


def script(name, *arguments):
    """A Python script of tests/bench, which times itself."""
    return Command((PYTHON, str(SCRIPTS / f"{name}.py"), *map(str, arguments)))


def whole(*words):
    """A whole command, from its start to its end, its output thrown away."""
    return Command(tuple(map(str, words)), times_itself=False)


def in_turn(commands, repetitions, progress, cost=Command.seconds):
    """The costs of each command: A B C A B C ..., so that a slow moment of the
    machine hits all of them. Once uncounted first, to warm the caches."""
    times = [[] for _ in commands]
    for turn in range(repetitions + 1):
        progress(f"{turn} of {repetitions}")
        for own, command in zip(times, commands):
            paid = cost(command)
            if turn > 0:
                own.append(paid)
    return times


def summary(values):
    return {"median": statistics.median(values), "min": min(values), "max": max(values)}


def shown_bytes(size):
    """Three digits that count, and a unit: "1.23 MB"."""
    for unit, scale in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if size >= scale * 0.9995 or unit == "kB":
            return f"{three_digits(size / scale)} {unit}"


def shown(seconds):
    """Three digits that count, and a unit: "1.23 ms"."""
    for unit, scale in (("s", 1), ("ms", 1e-3), ("us", 1e-6), ("ns", 1e-9)):
        if seconds >= scale * 0.9995 or unit == "ns":
            return f"{three_digits(seconds / scale)} {unit}"


def three_digits(number):
    for limit, digits in ((9.995, 2), (99.95, 1)):
        if number < limit:
            return f"{number:.{digits}f}"
    return f"{number:.0f}"


class Progress:
    """One line on a terminal that says how far it is; elsewhere nothing, for
    there the table itself tells it."""

    def __init__(self):
        self.on = sys.stderr.isatty() and os.environ.get("TERM", "dumb") != "dumb"

    def say(self, text):
        if self.on:
            sys.stderr.write(f"\rbench: {text:<60}"[:79])
            sys.stderr.flush()

    def clear(self):
        if self.on:
            sys.stderr.write(f"\r{'':78}\r")
            sys.stderr.flush()
