"""Prints how many lines of each room the last test run reached.

coverage.py PROJECT BUILD. A process that ends in _exit, or is killed, takes
its counts with it, so code that only such processes run looks unreached.
"""

import collections
import json
import pathlib
import subprocess
import sys


def line_counts(project, build):
    """{file: {line number: times run}}, added up over all object files."""
    counts = collections.defaultdict(collections.Counter)
    notes = [str(path) for path in build.rglob("*.gcno")]
    reports = subprocess.run(
        ["gcov", "--json-format", "--stdout", *notes],
        capture_output=True, text=True, check=True, cwd=build)
    for report in filter(None, reports.stdout.splitlines()):
        for source in json.loads(report)["files"]:
            path = (build / source["file"]).resolve()
            if path.is_relative_to(project) and not path.is_relative_to(build):
                for line in source["lines"]:
                    counts[path.relative_to(project)][line["line_number"]] += line["count"]
    return counts


def room_of(path):
    return "/".join(path.parts[: 2 if path.parts[0] == "core" else 1])


def main():
    project, build = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
    rooms = collections.defaultdict(list)
    for path, lines in line_counts(project, build).items():
        if path.parts[0] != "tests":
            rooms[room_of(path)] += [count > 0 for count in lines.values()]

    print(f"\n{'room':<16}{'lines':>7}{'run':>7}")
    for room, reached in sorted(rooms.items()) + [("all", sum(rooms.values(), []))]:
        share = sum(reached) / len(reached) if reached else 0
        print(f"{room:<16}{len(reached):>7}{share:>7.0%}")
    print("Counts of processes that end in _exit or are killed are lost: those lines look unrun.")


main()
