"""How scripts/bench times the search of all that pages can come to."""

import dataclasses
import json
import pathlib
import re
import subprocess
import time

from bench_timing import BUILD, Command, shown, shown_bytes

MPDEMO = BUILD / "app/mpdemo"

# What takes less is searched so often, and the median counts.
QUICK = 1
TURNS = 3

# So many states tell how much memory one takes.
MANY = 1000

COMPILED = ("c", "c++")

KEPT = ("exhaustive", "outcomes", "states", "edges")


@dataclasses.dataclass(frozen=True)
class Search:
    name: str  # for --only
    what: str
    page: tuple = ()  # in words of the command line; or every other page
    language: str = ""  # that is written in this
    limit: float | None = None  # seconds that it may take; none: as far as it goes
    budget: int = 60  # seconds after which it is given up


SEARCHES = (
    # A million outputs and more.
    Search("pool-default", "pool/default, 2 workers and 5 tasks",
           ("pool", "--demo", "default", "--workers", "2", "--tasks", "5"), limit=20),
    Search("pool-five", "pool/default, 5 workers and 3 tasks",
           ("pool", "--demo", "default", "--workers", "5", "--tasks", "3")),
    Search("pages", "every other page over mp", language="c++", limit=1),
    # Some cannot be proved, however long it takes, for what they do is not all seen.
    Search("programs", "every page that is a program in C", language="c", limit=1, budget=10),
    Search("scripts", "every page in Python or shell", language="", budget=10),
)


def measure(search, progress):
    """The search, or that of each page, as it goes into bench.json."""
    pages = [search.page] if search.page else other_pages(search.language)
    results = []
    for number, page in enumerate(pages, start=1):
        progress(f"{number} of {len(pages)}")
        results.append(one_page(page, search))
    slowest = max(results, key=lambda result: result["seconds"])
    measured = {"name": search.name, "what": search.what, "pages": results,
                "slowest": slowest["page"]}
    if search.limit:
        missed_by = max(slowest["seconds"] / search.limit - 1, 0)
        measured["goal"] = {"words": f"at most {shown(search.limit)}", "met": missed_by == 0,
                            "missed_by": missed_by}
    return measured


def other_pages(language):
    """Every page in it that the program brings along; "": in a language that is interpreted."""
    listed = subprocess.run([MPDEMO, "list", "--format", "json"], capture_output=True, text=True,
                            check=True).stdout
    demos = [demo for lesson in json.loads(listed) for demo in lesson["demos"]]
    return [(demo["id"],) for demo in demos
            if not demo["id"].startswith("pool/")
            and (demo["language"] == language or not language and demo["language"] not in COMPILED)]


def one_page(page, search):
    turns = [searched(page, search.budget)]
    if turns[0]["seconds"] < QUICK:
        turns += [searched(page, search.budget) for _ in range(TURNS - 1)]
    result = sorted(turns, key=lambda turn: turn["seconds"])[len(turns) // 2]
    result["page"] = " ".join(page)
    if result["states"] >= MANY:
        grown = memory_of(page, search.budget) - memory_of(("fork/basic",), search.budget)
        result["bytes_per_state"] = grown / result["states"]
    return result


def words_of(page, budget):
    return [str(MPDEMO), *page, "--outcomes", "--runs", "0", "--list", "0", "--budget",
            f"{budget}s", "--format", "jsonl"]


def searched(page, budget):
    """What the search says of itself, and the time from the program's start to its end."""
    command = Command(tuple(words_of(page, budget)))
    began = time.perf_counter()
    output = command.run()
    taken = time.perf_counter() - began
    end = json.loads(output.splitlines()[-1])
    return {"seconds": taken, **{key: end[key] for key in KEPT},
            "runs": end["schedules"] + end["cut"]}


def memory_of(page, budget):
    """The most that the searching process has held. The kernel counts what its parent held
    before the exec as its own, except in this file."""
    most = 0
    with subprocess.Popen(words_of(page, budget), stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None:
            status = pathlib.Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
            peak = re.search(r"VmHWM:\s+(\d+) kB", status)
            most = max(most, int(peak[1]) * 1024 if peak else 0)
            time.sleep(0.002)
    return most


LINE = "{:36}{:>9}{:>9}{:>9}{:>8}{:>10}{:>10}{:>10}  {}"


def print_head():
    print()
    print(LINE.format("searched for all outcomes", "time", "states", "edges", "runs", "states/s",
                      "edges/s", "a state", "").rstrip())


def print_search(result):
    goal = result.get("goal")
    words = "" if not goal else f"{goal['words']}: {'met' if goal['met'] else 'MISSED'}"
    if len(result["pages"]) == 1:
        return print_page(result["what"], result["pages"][0], words)
    print(f"{result['what']}, {len(result['pages'])} of them".ljust(105) + f"{words}")
    for page in result["pages"]:
        if page["page"] == result["slowest"]:
            print_page("  " + page["page"], page, "the slowest")
        elif page["seconds"] > QUICK or not page["exhaustive"]:
            print_page("  " + page["page"], page, "")


def print_page(label, page, words):
    per_second = (f"{page[what] / page['seconds']:,.0f}" for what in ("states", "edges"))
    size = shown_bytes(page["bytes_per_state"]) if "bytes_per_state" in page else ""
    proved = f"{page['outcomes']:,} outcomes" + ("" if page["exhaustive"] else ", not all proved")
    print(LINE.format(label, shown(page["seconds"]), f"{page['states']:,}", f"{page['edges']:,}",
                      f"{page['runs']:,}", *per_second, size,
                      "; ".join(filter(None, (proved, words)))).rstrip(), flush=True)
