"""Runs clang-tidy over our sources, those only that changed since they were clean.

tidy.py BUILD: run in the project's directory, prints one line a problem.
BUILD holds compile_commands.json; a clean file leaves a stamp in BUILD/tidy,
named by all that clang-tidy read of ours.
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

# A test shows its mistakes when it runs, and Catch's headers take long to read:
# of tests only the names and what they leave unused are looked at.
IN_TESTS = "-*,readability-identifier-naming,misc-unused-using-decls,misc-unused-alias-decls"


def read_with(path, seen):
    """The bytes of a file and of every header of ours that it includes."""
    if path in seen or not path.is_file():
        return b""
    seen.add(path)
    text = path.read_bytes()
    return text + b"".join(read_with(pathlib.Path(name.decode()), seen)
                           for name in INCLUDE.findall(text))


def problems_in(source, build):
    command = ["clang-tidy", "--quiet", "-p", str(build),
               f"--header-filter=^{re.escape(os.getcwd())}/(app|core|lessons|tests)/"]
    if source.parts[0] == "tests":
        command.append(f"--checks={IN_TESTS}")
    run = subprocess.run([*command, str(source)], capture_output=True, text=True)
    here = os.getcwd() + "/"
    found = [f"{file.removeprefix(here)}:{line}: {sentence}"
             for file, line, sentence in PROBLEM.findall(run.stdout)]
    if run.returncode and not found:
        found = [f"{source}:1: clang-tidy failed: {run.stderr.strip() or run.stdout.strip()}"]
    return found


def main():
    build = pathlib.Path(sys.argv[1])
    stamps = build / "tidy"
    stamps.mkdir(exist_ok=True)
    rules = pathlib.Path(".clang-tidy").read_bytes()
    rules += subprocess.run(["clang-tidy", "--version"], capture_output=True, check=True).stdout

    commands = json.loads((build / "compile_commands.json").read_bytes())
    stale = {}
    for entry in commands:
        source = pathlib.Path(os.path.relpath(entry["file"]))
        if source.is_relative_to("..") or source.is_relative_to(build):
            continue
        read = rules + entry["command"].encode() + read_with(source, set())
        stamp = stamps / hashlib.sha256(read).hexdigest()
        if not stamp.exists():
            stale[source] = stamp
    if stale:
        print(f"check: clang-tidy reads {len(stale)} files, some seconds each", file=sys.stderr)

    problems = set()
    with concurrent.futures.ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        for source, found in zip(stale, pool.map(lambda s: problems_in(s, build), stale)):
            problems.update(found)
            if not found:
                stale[source].touch()
    for problem in sorted(problems):
        print(problem)
    sys.exit(1 if problems else 0)


main()
