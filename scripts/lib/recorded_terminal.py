"""A command on a real terminal, recorded as the screens that it shows, in colours.

tmux is the terminal. `record()` drives it; scripts/lib/terminal_picture.py draws what
comes back.
"""

import dataclasses
import os
import re
import subprocess
import tempfile
import time
import unicodedata

PATIENCE = 30  # seconds, for a screen to come and to rest


class Failure(Exception):
    """A screen did not come; says which, and what was there instead."""


@dataclasses.dataclass(frozen=True)
class Look:
    """How a cell is shown. A colour is a number of 256, or None: the terminal's own."""
    colour: int | None = None
    ground: int | None = None
    bold: bool = False
    reverse: bool = False


@dataclasses.dataclass(frozen=True)
class Cell:
    """A glyph and its look. The right half of a wide glyph has none: ''."""
    glyph: str = " "
    look: Look = Look()


@dataclasses.dataclass(frozen=True)
class Step:
    """Keys to press, and the words that are on the screen then."""
    keys: tuple
    sign: str


def changed(look, codes):
    """The look after these numbers of an escape sequence for colours."""
    codes = iter(codes)
    for code in codes:
        if code == 0:
            look = Look()
        elif code in (1, 22):
            look = dataclasses.replace(look, bold=code == 1)
        elif code in (7, 27):
            look = dataclasses.replace(look, reverse=code == 7)
        elif code in (38, 48):
            if next(codes) != 5:
                raise Failure("a colour is not one of 256")
            name = "colour" if code == 38 else "ground"
            look = dataclasses.replace(look, **{name: next(codes)})
        elif code in (39, 49):
            look = dataclasses.replace(look, **{"colour" if code == 39 else "ground": None})
        elif code in range(30, 38) or code in range(90, 98):
            look = dataclasses.replace(look, colour=code - 30 if code < 90 else code - 82)
        elif code in range(40, 48) or code in range(100, 108):
            look = dataclasses.replace(look, ground=code - 40 if code < 100 else code - 92)
        else:
            raise Failure(f"the terminal is told something else than colours: {code}")
    return look


def cells_of(text, columns, rows):
    """The cells of a screen, from what tmux says of it."""
    screen = []
    look = Look()
    for line in text.split("\n")[:rows]:
        row = []
        for codes, glyph in re.findall(r"\x1b\[([\d;]*)m|(.)", line):
            if not glyph:
                look = changed(look, [int(code or 0) for code in codes.split(";")])
            elif unicodedata.combining(glyph) and row:
                row[-1] = dataclasses.replace(row[-1], glyph=row[-1].glyph + glyph)
            else:
                row.append(Cell(glyph, look))
                if unicodedata.east_asian_width(glyph) in "WF":
                    row.append(Cell("", look))
        screen.append(tuple(row[:columns] + [Cell()] * (columns - len(row))))
    return tuple(screen)


class Terminal:
    """A terminal of its own for one command, to be used in a with statement."""

    def __init__(self, columns, rows, is_dark):
        self.columns, self.rows = columns, rows
        self.ground = "15;0" if is_dark else "0;15"

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="mpdemo-picture-")
        size = ["-x", str(self.columns), "-y", str(self.rows)]
        self.ask("new-session", "-d", "-s", "picture", *size,
                 f"exec env -u NO_COLOR -u COLORTERM TERM=tmux-256color COLORFGBG='{self.ground}' "
                 "LC_ALL=C.UTF-8 XDG_STATE_HOME=/dev/null XDG_CONFIG_HOME=/dev/null sh")
        self.ask("set-option", "-g", "status", "off")
        self.ask("resize-window", "-t", "picture", *size)
        return self

    def __exit__(self, *_):
        self.ask("kill-server")
        self.folder.cleanup()

    def ask(self, *words):
        # Its own locale would decide which glyphs it keeps.
        environment = {name: value for name, value in os.environ.items() if name != "TMUX"}
        environment.update(LC_ALL="C.UTF-8", SHELL="/bin/sh")
        done = subprocess.run(["tmux", "-S", f"{self.folder.name}/socket", "-f", "/dev/null", "-u", *words],
                              capture_output=True, text=True, encoding="utf-8", env=environment)
        if done.returncode:
            raise Failure(f"tmux {words[0]}: {done.stderr.strip()}")
        return done.stdout

    def press(self, *keys):
        self.ask("send-keys", "-t", "picture:0.0", *keys)

    def screen_with(self, sign):
        """The screen once it has these words, and has come to rest."""
        deadline = time.monotonic() + PATIENCE
        seen, same = "", 0
        while same < 3 or sign not in seen:
            if time.monotonic() > deadline:
                raise Failure(f'"{sign}" did not come. The screen:\n{seen}')
            time.sleep(0.02)
            before, seen = seen, self.ask("capture-pane", "-p", "-t", "picture:0.0")
            same = same + 1 if seen == before else 0
        coloured = self.ask("capture-pane", "-e", "-N", "-p", "-t", "picture:0.0")
        return cells_of(coloured, self.columns, self.rows)


def record(command, steps, columns, rows, is_dark):
    """The screen after each step. The first step starts the command and has no keys."""
    with Terminal(columns, rows, is_dark) as terminal:
        terminal.press(f"PS1=; clear; {command}; exec cat", "Enter")
        screens = []
        for step in steps:
            if step.keys:
                terminal.press(*step.keys)
            screens.append(terminal.screen_with(step.sign))
        return screens
