"""How the costs of scripts/bench grow with scale."""

import dataclasses
import typing

from bench_timing import Command, in_turn, program, shown, shown_bytes, summary, three_digits

REPETITIONS = 3

# A cost is out of proportion if it exceeds by these factors what the first
# value, or the previous one, predicts.
FROM_FIRST = 4
FROM_BEFORE = 2.5


@dataclasses.dataclass(frozen=True)
class Sweep:
    name: str  # for --only
    what: str  # takes the time that is shown
    axis: str
    values: tuple
    command: typing.Callable[[int], Command]
    each: typing.Callable[[int], int] = lambda value: 1  # what the time is divided by
    grows: bool = False  # in proportion to the value, or not at all
    of_memory: bool = False  # and not of time
    limit: float | None = None  # that no value may exceed, seconds or bytes


BYTES = (8, 64, 512, 4096, 32_768, 262_144, 1 << 20)
PROCESSES = (1, 2, 4, 8, 16, 32, 64)
WORKERS = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512)
EVENTS = (1_000, 10_000, 100_000, 1_000_000)
# A view keeps no events, however long the run.
MOST_MEMORY = 64e6  # bytes
TASKS = (10, 100, 1_000, 10_000, 100_000, 1_000_000)


def messages_of(size):
    """So many that they take neither long nor too short a time."""
    return min(200_000, (256 << 20) // size)


SWEEPS = (
    Sweep("queue-pairs", "a message of 64 B in a queue", "producers and as many consumers",
          PROCESSES, lambda n: program("queue", "pass_unbounded", 200_000, 64, n, n, 2)),
    Sweep("queue-producers", "a message of 64 B in a queue, 1 consumer", "producers",
          PROCESSES, lambda n: program("queue", "pass_unbounded", 200_000, 64, n, 1, 2)),
    Sweep("queue-consumers", "a message of 64 B in a queue, 1 producer", "consumers",
          PROCESSES, lambda n: program("queue", "pass_unbounded", 200_000, 64, 1, n, 2)),
    Sweep("queue-bytes", "a message in a queue, 1 to 1", "bytes", BYTES,
          lambda size: program("queue", "pass_unbounded", messages_of(size), size, 1, 1, 2),
          grows=True),
    Sweep("pipe-bytes", "a message in a pipe", "bytes", BYTES,
          lambda size: program("connection", "stream", messages_of(size), size), grows=True),
    Sweep("pool-start", "a worker, started and joined", "workers", WORKERS,
          lambda n: program("pool", "start", n), each=lambda n: n),
    Sweep("pool-workers", "a task of 20,000, one by one", "workers", WORKERS,
          lambda n: program("pool", "one_by_one", n, 20_000)),
    Sweep("map-workers", "a task of 20,000, mapped", "workers", WORKERS,
          lambda n: program("pool", "map", n, 20_000)),
    Sweep("pool-tasks", "a task, one by one, 2 workers", "tasks", TASKS,
          lambda n: program("pool", "one_by_one", 2, n)),
    Sweep("map-tasks", "a task, mapped, 2 workers", "tasks", TASKS,
          lambda n: program("pool", "map", 2, n)),
)

# With pruning, the number of orders grows with the processes, not with what
# each does alone; without, it grows with both, far more than linearly.
SWEEPS += tuple(
    Sweep(f"explore-{n}", f"{n} processes in all orders that can differ", "acts of each",
          (2, 3, 4, 5, 6), lambda acts, n=n: program("explore", "printers", n, acts))
    for n in (2, 3, 4))
SWEEPS += (
    Sweep("explore-every", "2 processes in every order", "acts of each", (2, 3, 4, 5, 6),
          lambda acts: program("explore", "printers_every", 2, acts), grows=True),
)

# The time of a frame is independent of the length of the run.
SWEEPS += (
    Sweep("frame-events", "a frame of a full-screen session", "events of 40 processes before it",
          EVENTS[:3], lambda n: program("screen", "frame", n)),
)

# Linear in the events, at most 20 us each; then the time of the whole run.
SWEEPS += tuple(
    sweep
    for name in ("text", "lanes", "raw", "jsonl", "svg", "html", "mermaid", "chrome", "asciicast")
    for sweep in (
        Sweep(f"view-{name}", f"an event of 40 processes as {name}", "events", EVENTS,
              lambda n, name=name: program("view", name, n)),
        Sweep(f"memory-{name}", f"holds at most, of 40 processes as {name}", "events", EVENTS,
              lambda n, name=name: program("view", name, n), of_memory=True,
              limit=MOST_MEMORY)))


def measure(sweep, progress):
    """The sweep as it goes into bench.json."""
    times = in_turn([sweep.command(value) for value in sweep.values], REPETITIONS, progress,
                    Command.peak_memory if sweep.of_memory else Command.seconds)
    points = []
    for value, values in zip(sweep.values, times):
        seconds = summary([time / sweep.each(value) for time in values])
        point = {"value": value, "seconds": seconds,
                 "over_limit": sweep.limit is not None and seconds["median"] > sweep.limit}
        if points:
            point["to_first"] = to_first = growth(points[0], point)
            point["to_before"] = to_before = growth(points[-1], point)
            point["out_of_proportion"] = (
                to_first > FROM_FIRST * expected(sweep, points[0], point)
                or to_before > FROM_BEFORE * expected(sweep, points[-1], point))
        points.append(point)
    return {"name": sweep.name, "what": sweep.what, "axis": sweep.axis, "points": points,
            "of_memory": sweep.of_memory, "limit": sweep.limit}


def growth(earlier, later):
    return later["seconds"]["median"] / earlier["seconds"]["median"]


def expected(sweep, earlier, later):
    return later["value"] / earlier["value"] if sweep.grows else 1


LINE = "{:>12}{:>11}{:>10}{:>10}{:>10}{:>10}  {}"


def print_sweep(result):
    print(f"\n{result['what']}, by {result['axis']}")
    print(LINE.format("", "median", "min", "max", "x first", "x before", "").rstrip())
    for point in result["points"]:
        show = shown_bytes if result["of_memory"] else shown
        times = (show(point["seconds"][key]) for key in ("median", "min", "max"))
        ratios = (three_digits(point[key]) if key in point else ""
                  for key in ("to_first", "to_before"))
        mark = "<-- out of proportion" if point.get("out_of_proportion") else ""
        if point["over_limit"]:
            mark = f"<-- more than {show(result['limit'])}, the limit"
        print(LINE.format(f"{point['value']:,}", *times, *ratios, mark).rstrip(), flush=True)
