"""Runs clang-tidy over our sources, those only that changed since they were clean.

tidy.py BUILD: run in the project's directory, prints one line a problem.
BUILD holds compile_commands.json. Sources that CMake compiles as one unit are
joined to one file in BUILD/tidy: in files that are merely included, as CMake's
unit includes them, clang-tidy looks for less. A clean unit leaves a stamp
there, named by all that clang-tidy read of ours.
"""

import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys

INCLUDE = re.compile(rb'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)
PROBLEM = re.compile(r"^(\S+?):(\d+):\d+: (?:warning|error): (.*)$", re.MULTILINE)

# A test shows its mistakes when it runs, and Catch's headers take long to
# parse: of tests only names and unused things are checked.
IN_TESTS = "-*,readability-identifier-naming,misc-unused-using-decls,misc-unused-alias-decls"


def relative(path):
    return pathlib.Path(os.path.relpath(path))


def read_with(path, seen):
    """The bytes of a file and of every header of ours that it includes."""
    if path in seen or not path.is_file():
        return b""
    seen.add(path)
    text = path.read_bytes()
    return text + b"".join(read_with(pathlib.Path(name.decode()), seen)
                           for name in INCLUDE.findall(text))


class Unit:
    """What one run of clang-tidy reads: a source, or those of a unit of CMake's."""

    def __init__(self, entry, folder):
        self.path = relative(entry["file"])
        self.sources = [self.path]
        if self.path.parent.name == "Unity":
            self.sources = [relative(name.decode())
                            for name in INCLUDE.findall(self.path.read_bytes())]
            target = self.path.parent.parent.name.removesuffix(".dir")
            self.path = folder / f"{target}_{self.path.stem}.cpp"
        command = entry["command"].replace(entry["file"], os.path.abspath(self.path))
        self.entry = {**entry, "file": os.path.abspath(self.path), "command": command}

    def stamp(self, rules):
        seen = set()
        read = b"".join(read_with(source, seen) for source in self.sources)
        return hashlib.sha256(rules + self.entry["command"].encode() + read).hexdigest()

    def join(self):
        if self.path not in self.sources:
            self.path.write_bytes(b"".join(source.read_bytes() for source in self.sources))

    def place(self, file, number):
        """Where in our sources the line is that clang-tidy names."""
        if relative(file) == self.path:
            for source in self.sources:
                count = source.read_bytes().count(b"\n")
                if number <= count:
                    return f"{source}:{number}"
                number -= count
        return f"{relative(file)}:{number}"

    def problems(self, folder):
        self.join()
        command = ["clang-tidy", "--quiet", "-p", str(folder),
                   f"--header-filter=^{re.escape(os.getcwd())}/(app|core|lessons|tests)/"]
        if all(source.parts[0] == "tests" for source in self.sources):
            command.append(f"--checks={IN_TESTS}")
        run = subprocess.run([*command, str(self.path)], capture_output=True, text=True)
        found = [f"{self.place(file, int(number))}: {sentence}"
                 for file, number, sentence in PROBLEM.findall(run.stdout)]
        if run.returncode and not found:
            said = run.stderr.strip() or run.stdout.strip()
            found = [f"{self.sources[0]}:1: clang-tidy failed: {said}"]
        return found


def main():
    build = pathlib.Path(sys.argv[1])
    folder = build / "tidy"
    folder.mkdir(exist_ok=True)
    rules = pathlib.Path(".clang-tidy").read_bytes()
    rules += subprocess.run(["clang-tidy", "--version"], capture_output=True, check=True).stdout

    stale = {}
    for entry in json.loads((build / "compile_commands.json").read_bytes()):
        unit = Unit(entry, folder)
        # Our names and most checks are of C++; pages in C are compiled with -Wall -Wextra.
        if any(source.is_relative_to("..") or source.is_relative_to(build) or
               source.suffix == ".c" for source in unit.sources):
            continue
        stamp = folder / unit.stamp(rules)
        if not stamp.exists():
            stale[unit] = stamp
    if stale:
        count = sum(len(unit.sources) for unit in stale)
        print(f"check: clang-tidy reads {count} files, a second or so each", file=sys.stderr)
    (folder / "compile_commands.json").write_text(json.dumps([unit.entry for unit in stale]))

    problems = set()
    with concurrent.futures.ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        for unit, found in zip(stale, pool.map(lambda unit: unit.problems(folder), stale)):
            problems.update(found)
            if not found:
                stale[unit].touch()
    for problem in sorted(problems):
        print(problem)
    sys.exit(1 if problems else 0)


main()
