"""What scripts/bench times side by side, and the goals."""

import dataclasses
import statistics

from bench_timing import (BUILD, PYTHON, ROOT, Command, in_turn, program, script, shown, summary,
                          three_digits, whole)


@dataclasses.dataclass(frozen=True)
class AtMost:
    """We take at most so many times as long as a peer."""
    limit: float

    def __str__(self):
        return f"at most {self.limit:g}"

    def missed_by(self, ratio):
        return ratio / self.limit - 1


@dataclasses.dataclass(frozen=True)
class AtLeast:
    """We are at least so many times as fast as a peer."""
    limit: float

    def __str__(self):
        return f"at least {self.limit:g}"

    def missed_by(self, ratio):
        return 1 - 1 / ratio / self.limit


@dataclasses.dataclass(frozen=True)
class Peer:
    name: str
    command: Command
    goal: AtMost | AtLeast | None = None


@dataclasses.dataclass(frozen=True)
class Row:
    name: str  # for --only
    what: str  # takes the time that is shown
    ours: Command
    peers: tuple
    limit: float | None = None  # seconds that we may take, whatever the peers do
    most_repetitions: int = 1000  # of what takes seconds


MPDEMO = BUILD / "app/mpdemo"
HELLO = Peer("static hello, same libraries", whole(BUILD / "tests/bench/bench_hello"), AtMost(2))


def where(cpus):
    return "2 CPUs" if cpus == 2 else "1 CPU"


def round_trip_row(name, cpus, pipe_goal):
    def raw(measure):
        return program("raw_connection", measure, 10_000, 64, cpus)

    def cpython(measure):
        return script("cpython_connection", measure, 5_000, 64, cpus)

    return Row(
        name, f"64 B there and back in a pipe, {where(cpus)}",
        program("connection", "round_trip", 10_000, 64, cpus), (
            Peer("socket pair", raw("socket_round_trip"), AtMost(1.2)),
            Peer("two pipes", raw("pipe_round_trip"), pipe_goal),
            Peer("CPython send_bytes", cpython("bytes")),
            Peer("CPython send", cpython("objects")),
        ))


def queue_row(name, many, cpus, goals):
    """So many producers, as many consumers. The slower peers get fewer messages
    to hand over, and each takes a similar time. The goals are for producers and
    consumers that really run at the same time."""
    boost, cpython = goals
    scale = (64, many, many, cpus)

    def passing(name, messages):
        return program(name, "pass", messages, *scale)

    return Row(
        name, f"64 B in a queue, {many} to {many}, {where(cpus)}",
        passing("queue", 1_000_000), (
            Peer("Boost.Interprocess", passing("boost_queue", 1_000_000), boost),
            Peer("the same, without a bound",
                 program("queue", "pass_unbounded", 1_000_000, *scale)),
            Peer("a pipe with locks", passing("raw_queue", 200_000)),
            Peer("CPython Queue", script("cpython_queue", "pass", 20_000, *scale), cpython),
        ))


# The calls at which mpdemo trace stops for all arguments, so that both tracers see
# the same ones; x86-64 has all of them.
CALLS_OF_INTEREST = ",".join("""
    process read write readv writev preadv2 pwritev2 recvfrom sendto recvmsg sendmsg recvmmsg
    sendmmsg sendfile splice vmsplice tee pipe pipe2 socketpair openat2 close close_range dup
    dup2 dup3 pidfd_getfd nanosleep clock_nanosleep setitimer timer_create alarm kill tkill
    tgkill""".split())


def trace_row(name, what, *command):
    """A whole program under each tracer; what they write is thrown away."""
    ours = whole(MPDEMO, "trace", "--format", "jsonl", "--", *command)
    strace = whole("/usr/bin/strace", "-f", "--seccomp-bpf", "-e", f"trace={CALLS_OF_INTEREST}",
                   "-o", "/dev/null", *command)
    return Row(name, f"{what}, traced", ours, (
        Peer("strace", strace, AtMost(0.8)),
        Peer("not traced", whole(*command)),
    ))


def observe_row(name, what, *command):
    observed = whole(MPDEMO, "trace", "--observe", "output", "--format", "jsonl", "--", *command)
    return Row(name, f"{what}, output observed", observed, (
        Peer("not observed", whole(*command), AtMost(1.1)),
    ))


FORKS = ("1,000 forks", BUILD / "tests/bench/bench_fork_thousand")
POOL = ("a Pool in Python", PYTHON, ROOT / "tests/bench/traced_pool.py")


ROWS = (
    Row("process", "a process: fork, start and join", program("process", "fork", 300), (
        Peer("fork, _exit, waitpid", program("raw_process", "fork", 300), AtMost(1.5)),
        Peer("CPython Process", script("cpython_process", "fork", 50), AtLeast(8)),
    )),
    Row("spawn", "a process: spawn, start and join", program("process", "spawn", 50), (
        Peer("posix_spawn of a small program", program("raw_process", "spawn", 50)),
        Peer("CPython Process, spawned", script("cpython_process", "spawn", 3), AtLeast(40)),
    )),
    round_trip_row("round-trip", 2, AtMost(1.2)),
    # On one CPU nothing hides our overhead.
    round_trip_row("round-trip-cpu", 1, None),
    Row("stream", "1 MiB, one of a stream in a pipe",
        program("connection", "stream", 400, 1 << 20), (
            Peer("socket pair", program("raw_connection", "socket_stream", 400, 1 << 20),
                 AtLeast(0.9)),
            Peer("CPython send_bytes", script("cpython_connection", "stream", 150, 1 << 20)),
        )),
    queue_row("queue-1", 1, 2, (AtLeast(1.5), AtLeast(30))),
    queue_row("queue-4", 4, 2, (AtLeast(1.5), AtLeast(30))),
    queue_row("queue-1-cpu", 1, 1, (None, None)),
    Row("wake", "waking a reader asleep at a queue", program("queue", "wake", 3_000), (
        Peer("two futexes", program("raw_queue", "wake", 3_000), AtMost(1.3)),
        Peer("CPython Queue", script("cpython_queue", "wake", 1_000)),
    )),
    Row("tasks", "a task of 100,000, one by one, 2 workers",
        program("pool", "one_by_one", 2, 100_000), (
            Peer("CPython apply_async", script("cpython_pool", "one_by_one", 2, 20_000),
                 AtLeast(40)),
        )),
    Row("map", "a task of 100,000, mapped, 2 workers", program("pool", "map", 2, 100_000), (
        Peer("CPython map", script("cpython_pool", "map", 2, 100_000), AtLeast(20)),
    )),
    Row("workers", "a pool of 16: start and join", program("pool", "start", 16), (
        Peer("by hand: they wait for the end", program("raw_process", "workers", 16), AtMost(1.5)),
        Peer("CPython Pool", script("cpython_pool", "start", 16)),
    )),
    Row("version", "mpdemo --version", whole(MPDEMO, "--version"), (
        HELLO,
        Peer("python3 -c pass", whole(PYTHON, "-c", "pass"), AtLeast(15)),
        Peer("... import multiprocessing", whole(PYTHON, "-c", "import multiprocessing")),
    )),
    Row("help", "mpdemo --help", whole(MPDEMO, "--help"), (HELLO,)),
    Row("demo", "fork/basic, --format raw",
        whole(MPDEMO, "fork", "--demo", "basic", "--format", "raw"), (
            Peer("its Python twin", whole(PYTHON, ROOT / "lessons/fork/basic.py")),
        )),
    Row("event", "an event, in the acting process", program("event", "event", 100_000), (
        Peer("bare message of 128 B", program("event", "bare", 100_000)),
    ), limit=5e-6),
    # Five hundred a second, and all six orders in half a second.
    Row("replay", "a run of fork/variables under a schedule", program("explore", "replay", 300),
        (), limit=2e-3),
    Row("explore", "fork/variables in all its orders", program("explore", "variables"), (
        Peer("with orders that cannot differ", program("explore", "variables_every")),
    ), limit=0.5),
    # A million outputs and more: 12,406 states, at least 600 a second.
    Row("outcomes", "pool/default, 2 workers and 5 tasks, proved",
        program("explore", "pool", 2, 5, 2), (
            Peer("with one job", program("explore", "pool", 2, 5, 1)),
        ), limit=20, most_repetitions=2),
    Row("state", "a state of pool/default, with 2 jobs", program("explore", "state", 2, 4, 2), (
        Peer("with one job", program("explore", "state", 2, 4, 1)),
    ), limit=1.6e-3, most_repetitions=3),
    # On 120 x 40, after ten thousand events of forty processes.
    Row("frame", "a frame of a full-screen session", program("screen", "frame", 10_000), (),
        limit=16e-3),
    Row("resized", "the same, on a window of another size", program("screen", "resized", 10_000),
        (), limit=16e-3),
    # Including the act that the key causes.
    Row("key", "from a key to the end of its frame", program("screen", "key", 10_000), (),
        limit=50e-3, most_repetitions=3),
    trace_row("trace-forks", *FORKS),
    trace_row("trace-pool", *POOL),
    observe_row("observe-forks", *FORKS),
    observe_row("observe-pool", *POOL),
    # It fails if one is lost.
    Row("writers", "an event of 8 x 100,000, none lost", program("event", "writers", 8, 100_000),
        (), most_repetitions=3),
)


def measure(row, repetitions, progress):
    """The row as it goes into bench.json: times, ratios, goals."""
    peers = [peer for peer in row.peers if peer.command.is_here()]
    ours, *theirs = in_turn([row.ours] + [peer.command for peer in peers],
                            min(repetitions, row.most_repetitions), progress)
    result = {"name": row.name, "what": row.what, "seconds": summary(ours), "peers": [],
              "absent": [peer.name for peer in row.peers if peer not in peers]}
    if row.limit:
        result["goal"] = verdict(f"at most {shown(row.limit)}",
                                 statistics.median(ours) / row.limit - 1)
    for peer, times in zip(peers, theirs):
        # Ratios of runs that followed each other, not of the medians.
        ratios = summary([a / b for a, b in zip(ours, times)])
        # Other programs can only make a time longer: on a busy machine the best
        # times say more about the two programs, the others more about the
        # machine.
        best = min(ours) / min(times)
        entry = {"name": peer.name, "seconds": summary(times), "ratio": ratios, "best": best}
        if peer.goal:
            entry["goal"] = verdict(str(peer.goal), peer.goal.missed_by(ratios["median"]))
            entry["goal"]["best_met"] = peer.goal.missed_by(best) <= 0
        result["peers"].append(entry)
    return result


def verdict(words, missed_by):
    return {"words": words, "met": missed_by <= 0, "missed_by": max(missed_by, 0)}


LINE = "{:40}{:>9}{:>9}{:>9}  {:16}{}"


def print_head():
    print(LINE.format("", "median", "min", "max", "mpdemo is", "goal").rstrip())


def print_row(result):
    print_line(result["what"], result, "")
    for peer in result["peers"]:
        print_line("  " + peer["name"], peer, compared(peer, peer["ratio"]["median"]))
    for name in result["absent"]:
        print(f"  {name}: is not on this machine")


def compared(peer, ratio):
    """In the words of the goal; without one, so that the number is above 1."""
    goal = peer.get("goal", {}).get("words", "at most" if ratio > 1 else "at least")
    if goal.startswith("at most"):
        return f"{three_digits(ratio)} x as long"
    return f"{three_digits(1 / ratio)} x as fast"


def judged(entry):
    goal = entry.get("goal")
    if not goal:
        return ""
    if goal["met"]:
        return f"{goal['words']}: met"
    words = f"{goal['words']}: MISSED by {max(goal['missed_by'] * 100, 1):.0f} %"
    if goal.get("best_met"):
        words += "; best times meet it"
    return words


def print_line(label, entry, ratio):
    times = (shown(entry["seconds"][key]) for key in ("median", "min", "max"))
    print(LINE.format(label, *times, ratio, judged(entry)).rstrip(), flush=True)
