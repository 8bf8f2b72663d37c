"""Draws mpdemo on a terminal, each picture from a run under a fixed schedule.

terminal_pictures.py SCENE FILE; MPDEMO is the program.
"""

import concurrent.futures
import dataclasses
import os
import pathlib
import shlex
import sys

from recorded_terminal import Cell, Failure, Look, Step, record
from terminal_picture import Shot, draw

TICK = 0.1  # seconds
KEY_TICKS = 6  # so long is a key shown before its effect

# With names only, without times and with sleeps in order each run is the same.
STABLE = "--ids stable --time none --honour-sleep"


@dataclasses.dataclass(frozen=True)
class LookAt:
    """A key, the words that are on the screen then, and for how many ticks it stays."""
    key: str
    sign: str
    ticks: int = 14


@dataclasses.dataclass(frozen=True)
class Scene:
    """A command, as the picture shows it, with what makes it the same every time."""
    command: str
    options: str
    looks: tuple
    title: str
    description: str
    columns: int = 80
    rows: int = 24


def session(*looks, unit=("act", "acts")):
    """The looks from (key, acts made then, ticks); the acts are in the heading."""
    return tuple(LookAt(key, f" {acts} {unit[acts != 1]}\n", ticks) for key, acts, ticks in looks)


SCENES = {
    # Into the deadlock, four acts back, and another way to a good end.
    "session": Scene(
        command="mpdemo shared --demo deadlock",
        options=f"--step --quiz off {STABLE}",
        looks=(
            *session(("", 0, 22), ("Enter", 1, 14), ("Enter", 2, 14), ("Enter", 3, 18),
                     ("2", 4, 14), ("2", 5, 14), ("1", 6, 14), ("1", 7, 14), ("Enter", 8, 14)),
            LookAt("Enter", "nobody can go on", 45),
            *session(("b", 8, 9), ("b", 7, 9), ("b", 6, 9), ("b", 5, 14)),
            *session(*[("2", acts, 10) for acts in range(6, 10)]),
            *session(*[("Enter", acts, 8) for acts in range(10, 22)]),
            LookAt("Enter", "The demo has ended.", 40)),
        title="A session of mpdemo: two processes, two locks",
        description="The full screen of mpdemo: the source of a page with a mark for each process, "
        "a column for each process with what it has done, and the choices. The reader lets ben "
        "take the ruler and ann the pencil, and now both wait forever. The reader steps back and "
        "lets ben finish first, and all ends well."),
    "outcomes": Scene(
        command="mpdemo shared --demo deadlock --outcomes --runs 0",
        options="--color never",  # these colours are for dark terminals only
        looks=(LookAt("", "Outcome 4 again"),),
        title="All that two processes and two locks can come to",
        description="Four outcomes, all proved: in two of them both processes draw a line, in the "
        "other two each waits for the lock that the other holds. Each comes with its schedule.",
        rows=40),
    "quiz": Scene(
        command="mpdemo fork",
        options=f"--step --quiz on {STABLE}",
        looks=(
            *session(("", 0, 22)),
            LookAt("Enter", "1-9 your answer", 60),
            LookAt("3", "You say 3", 35),
            *session(("Enter", 2, 20)),
            LookAt("Enter", "1-9 your answer", 50),
            LookAt("3", "right.", 60)),
        title="A question before a fork, and its answer",
        description="After fork there are two processes: which prints first? The reader says: "
        "either of them. mpdemo has tried all schedules, and that is right."),
    "chinese": Scene(
        command="mpdemo pipe duplex --lang zh-Hant",
        options=f"--step --quiz off {STABLE}",
        looks=session(("", 0, 20), *[("Enter", acts, 14) for acts in range(1, 9)], unit=("步", "步")),
        title="A session of mpdemo in Traditional Chinese",
        description="The full screen, with the page, its prose and all words in Chinese: two "
        "processes, each with an end of a pipe, and either sends."),
    # The second job greets first.
    "trace": Scene(
        command="mpdemo trace --step -- bash tests/programs/processes/two_greetings.sh",
        options="--ids stable --time none",
        looks=(
            *session(("", 0, 22), ("Enter", 1, 18), ("Enter", 2, 18), ("Enter", 3, 18)),
            *session(("2", 4, 18), ("2", 5, 14)),
            *session(*[("Enter", acts, 14) for acts in range(6, 10)]),
            LookAt("Enter", "ended", 40)),
        title="A session of mpdemo with a program of one's own",
        description="The full screen of mpdemo trace: the source of a bash script that starts two "
        "jobs, with a mark for each process on its line, a column for each process, and what the "
        "next call does. The reader lets the second job greet first."),
}


def styled(text, look):
    return [Cell(glyph, look) for glyph in text]


def heading(columns, command, key):
    """The row above a screen: what was typed to start, and what is typed now."""
    row = styled("$ ", Look()) + styled(command, Look(bold=True))
    pressed = styled(f" {key} ", Look(bold=True, reverse=True)) if key else []
    return tuple(row + [Cell()] * (columns - len(row) - len(pressed)) + pressed)


def is_blank(row):
    return all(cell == Cell() for cell in row)


def shots_of(scene, light, dark):
    """Each screen, and again with the key that ends it."""
    blank = (Cell(),) * scene.columns
    while len(scene.looks) == 1 and is_blank(light[0][-1]):
        light[0], dark[0] = light[0][:-1], dark[0][:-1]
    for look, after, day, night in zip(scene.looks, (*scene.looks[1:], None), light, dark):
        shown = [("", look.ticks)]
        if after:
            shown = [("", look.ticks - KEY_TICKS), (after.key, KEY_TICKS)]
        for key, ticks in shown:
            above = (heading(scene.columns, scene.command, key), blank)
            yield Shot(above + day, above + night, ticks)


def main():
    scene = SCENES[sys.argv[1]]
    program, *words = shlex.split(scene.command)
    # What is behind -- belongs to the program that is traced.
    own = words.index("--") if "--" in words else len(words)
    words[own:own] = scene.options.split()
    command = shlex.join([os.environ["MPDEMO"], *words])
    steps = [Step((look.key,) if look.key else (), look.sign) for look in scene.looks]
    try:
        with concurrent.futures.ThreadPoolExecutor() as both:
            light, dark = both.map(
                lambda is_dark: record(command, steps, scene.columns, scene.rows, is_dark),
                (False, True))
    except Failure as failure:
        sys.exit(f"{scene.command}: {failure}")
    document = draw(list(shots_of(scene, light, dark)), TICK, scene.title, scene.description)
    pathlib.Path(sys.argv[2]).write_text(document, encoding="utf-8")


main()
