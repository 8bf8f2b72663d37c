"""Times mpdemo side by side with its peers. See scripts/bench.

    bench.py --choose NAME,...         what that names; status 2: it is wrong
    bench.py REPETITIONS NAME,...      times it, prints the tables, and writes
                                       build/bench.json; needs everything built
"""

import difflib
import json
import os
import platform
import sys

import bench_rows
import bench_searches
import bench_sweeps
from bench_timing import ROOT, Failure, Progress


def choose(names):
    """The rows, the searches and the sweeps that are meant; ends with status 2 where one is not known."""
    kinds = {"rows": bench_rows.ROWS, "searches": bench_searches.SEARCHES,
             "sweeps": bench_sweeps.SWEEPS}
    known = [entry.name for kind in kinds.values() for entry in kind]
    wanted = names.split(",")
    for name in wanted:
        if name not in known and name not in kinds:
            near = difflib.get_close_matches(name, [*kinds, *known], n=1)
            hint = f"did you mean '{near[0]}'?" if near else "scripts/bench --list shows them"
            print(f"bench: there is no row, search or sweep '{name}': {hint}", file=sys.stderr)
            sys.exit(2)
    return [[entry for entry in entries if kind in wanted or entry.name in wanted]
            for kind, entries in kinds.items()]


def time_all(repetitions, rows, searches, sweeps, report):
    counter = Progress()

    def in_view(measure, number, entry, *arguments):
        head = f"{number} of {len(rows) + len(searches) + len(sweeps)}, {entry.name}, turn"
        result = measure(entry, *arguments, lambda turn: counter.say(f"{head} {turn}"))
        counter.clear()
        return result

    if rows:
        bench_rows.print_head()
    for number, row in enumerate(rows, start=1):
        result = in_view(bench_rows.measure, number, row, repetitions)
        report["rows"].append(result)
        bench_rows.print_row(result)
    if searches:
        bench_searches.print_head()
    for number, search in enumerate(searches, start=len(rows) + 1):
        result = in_view(bench_searches.measure, number, search)
        report["searches"].append(result)
        bench_searches.print_search(result)
    for number, sweep in enumerate(sweeps, start=len(rows) + len(searches) + 1):
        result = in_view(bench_sweeps.measure, number, sweep)
        report["sweeps"].append(result)
        bench_sweeps.print_sweep(result)


def print_verdict(report):
    goals = [entry["goal"] for row in report["rows"] for entry in (row, *row["peers"])
             if "goal" in entry]
    goals += [search["goal"] for search in report["searches"] if "goal" in search]
    points = [point for sweep in report["sweeps"] for point in sweep["points"]]
    print()
    if goals:
        print(f"goals met: {sum(goal['met'] for goal in goals)} of {len(goals)}")
    if points:
        odd = sum(point.get("out_of_proportion", False) for point in points)
        print(f"out of proportion: {odd} of {len(points)} costs")
        print(f"over their limit: {sum(point['over_limit'] for point in points)}")


def main():
    rows, searches, sweeps = choose(sys.argv[2])
    if sys.argv[1] == "--choose":
        for entry in (*rows, *searches, *sweeps):
            print(f"{entry.name:20}{entry.what}")
        return
    repetitions = int(sys.argv[1])
    load, _, _ = os.getloadavg()
    report = {"repetitions": repetitions, "cpus": len(os.sched_getaffinity(0)),
              "load_before": load, "kernel": platform.release(),
              "python": platform.python_version(), "rows": [], "searches": [],
              "sweeps": []}
    try:
        time_all(repetitions, rows, searches, sweeps, report)
    except Failure as failure:
        sys.exit(f"bench: {failure}")
    print_verdict(report)
    target = ROOT / "build/bench.json"
    target.write_text(json.dumps(report, indent=2) + "\n")
    print(f"all of it: {target}")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
