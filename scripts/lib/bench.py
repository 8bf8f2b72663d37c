"""Times mpdemo side by side with its peers. See scripts/bench.

bench.py ROOT REPETITIONS: needs everything built; prints the table, writes
ROOT/build/bench.json.
"""

import json
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(sys.argv[1])
REPETITIONS = int(sys.argv[2])
BUILD = ROOT / "build/default"
MPDEMO = str(BUILD / "app/mpdemo")
HELLO = str(BUILD / "tests/bench/bench_hello")
EVENT = str(BUILD / "tests/bench/bench_event")
# The interpreter itself: a launcher in front of it would count against Python.
PYTHON = subprocess.run(["python3", "-c", "import sys; print(sys.executable)"],
                        capture_output=True, text=True, check=True).stdout.strip()


def wall(*command):
    """Seconds that a whole command takes, its output read and thrown away."""
    began = time.perf_counter()
    subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True)
    return time.perf_counter() - began


def reported(key):
    """Seconds that a program of ours has measured inside itself."""
    out = subprocess.run([EVENT], capture_output=True, check=True).stdout
    return json.loads(out)[key] * 1e-9


# What is timed | ours | its peers by name. Each is a function of seconds.
ROWS = (
    ("start-up", lambda: wall(MPDEMO, "--version"), {
        "static hello, same libraries": lambda: wall(HELLO),
        "python3 -c pass": lambda: wall(PYTHON, "-c", "pass"),
        "python3 -c 'import multiprocessing'": lambda: wall(PYTHON, "-c",
                                                             "import multiprocessing"),
    }),
    ("help", lambda: wall(MPDEMO, "--help"), {
        "static hello, same libraries": lambda: wall(HELLO),
    }),
    ("fork/basic, raw", lambda: wall(MPDEMO, "fork", "--demo", "basic", "--format", "raw"), {
        "its Python twin": lambda: wall(PYTHON, str(ROOT / "lessons/fork/basic.py")),
    }),
    ("an event, in the acting process", lambda: reported("event"), {
        "bare message, 128 B": lambda: reported("bare"),
    }),
)


def shown(seconds):
    for unit, scale in (("s", 1), ("ms", 1e-3), ("us", 1e-6)):
        if seconds >= scale:
            return f"{seconds / scale:.2f} {unit}"
    return f"{seconds * 1e9:.0f} ns"


def summary(times):
    return {"median": statistics.median(times), "min": min(times), "max": max(times)}


def measure(ours, peers):
    """All of them in turn, so that a slow moment of the machine hits each."""
    times = {name: [] for name in ("mpdemo", *peers)}
    for function in (ours, *peers.values()):
        function()  # once uncounted, to warm the caches
    for _ in range(REPETITIONS):
        for name, function in zip(times, (ours, *peers.values())):
            times[name].append(function())
    return times


def main():
    results = []
    print(f"{'':36}{'median':>10}{'min':>11}{'max':>11}   mpdemo takes")
    for what, ours, peers in ROWS:
        times = measure(ours, peers)
        row = {"what": what, "repetitions": REPETITIONS, "seconds": {}, "ratios": {}}
        for name, values in times.items():
            row["seconds"][name] = total = summary(values)
            ratio = ""
            if name != "mpdemo":
                ratios = [a / b for a, b in zip(times["mpdemo"], values)]
                row["ratios"][name] = summary(ratios)
                ratio = f"   {statistics.median(ratios):.3f} x"
            label = what if name == "mpdemo" else f"  {name}"
            print(f"{label:36}" + "".join(f"{shown(total[key]):>{width}}" for key, width in
                                          (("median", 10), ("min", 11), ("max", 11))) + ratio)
        results.append(row)
    target = ROOT / "build/bench.json"
    target.write_text(json.dumps({"repetitions": REPETITIONS, "rows": results}, indent=2) + "\n")
    columns = shutil.get_terminal_size().columns
    print("-" * min(columns, 80), f"all of it: {target}", sep="\n")


if __name__ == "__main__":
    main()
