"""Prints how many lines and branches of each room the last test run reached.

coverage.py PROJECT BUILD. A forked process writes its counts down before it
ends; only what a process has run that is killed is lost. A branch is one way on
from a line's condition; the ways that an exception takes do not count.
"""

import collections
import json
import pathlib
import subprocess
import sys


def reports(build):
    notes = [str(path) for path in build.rglob("*.gcno")]
    found = subprocess.run(
        ["gcov", "--json-format", "--branch-probabilities", "--stdout", *notes],
        capture_output=True, text=True, check=True, cwd=build)
    return map(json.loads, filter(None, found.stdout.splitlines()))


def counts(project, build):
    """{file: {line: times}}, {file: {(line, branch): times}}, over all object files.

    All instances of a template, and all files that include a header, are one.
    """
    lines = collections.defaultdict(collections.Counter)
    branches = collections.defaultdict(collections.Counter)
    for report in reports(build):
        for source in report["files"]:
            path = (build / source["file"]).resolve()
            if not path.is_relative_to(project) or path.is_relative_to(build):
                continue
            path = path.relative_to(project)
            for line in source["lines"]:
                number = line["line_number"]
                lines[path][number] += line["count"]
                ways = [way["count"] for way in line["branches"] if not way["throw"]]
                for index, count in enumerate(ways):
                    branches[path][number, len(ways), index] += count
    return lines, branches


def room_of(path):
    return "/".join(path.parts[: 2 if path.parts[0] in ("app", "core") and len(path.parts) > 2
                               else 1])


def by_room(counted):
    rooms = collections.defaultdict(list)
    for path, times in counted.items():
        if path.parts[0] != "tests":
            rooms[room_of(path)] += [count > 0 for count in times.values()]
    return rooms


def share(reached):
    return f"{len(reached):>9}{sum(reached) / len(reached) if reached else 0:>7.0%}"


def main():
    project, build = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
    lines, branches = map(by_room, counts(project, build))
    print(f"\n{'room':<16}{'lines':>9}{'run':>7}{'branches':>9}{'taken':>7}")
    for room in sorted(lines):
        print(f"{room:<16}{share(lines[room])}{share(branches[room])}")
    print(f"{'all':<16}{share(sum(lines.values(), []))}{share(sum(branches.values(), []))}")
    print("What a process has run that was killed is not counted.")


main()
