"""Draws recorded screens as one svg that plays them, by day and by night.

Each row is drawn once, and put where and as long as it is on a screen; rules of the
style sheet show it in its time. A reader that knows no such rules shows the first
screen. Colours are attributes, as in the pictures of runs; a rule for dark backgrounds
overrides them.
"""

import dataclasses
import itertools
import re
from xml.sax.saxutils import escape

CHARACTER, ROW, MARGIN = 7.8, 18, 12  # pixels
BASELINE = 13
LINE = 1.5  # the width of what boxes are made of

INK = ("#1b1b1b", "#eeeeee")
PAPER = ("#ffffff", "#16181d")

STYLE = """
text { font: 13px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", "Noto Sans Mono CJK TC", monospace }
.b { font-weight: bold }
@media (prefers-reduced-motion: reduce) { use { animation: none !important } }
"""

# Which arms go out from the middle of the cell: to the left, to the right, up, down.
BOXES = {"─": "lr", "│": "ud", "├": "udr", "┤": "udl", "┼": "udlr", "┌": "rd", "┐": "ld",
         "└": "ru", "┘": "lu", "┬": "lrd", "┴": "lru", "┊": "dashed"}
MIDDLE = (ROW - LINE) / 2

# What is drawn as one text, so that each begins in its column with any font: wide glyphs,
# or others with no more than one blank between them.
HALF = "\0"
WORDS = re.compile(f"([^ ]{HALF})+|([^ ](?!{HALF}))+( ([^ ](?!{HALF}))+)*")


@dataclasses.dataclass(frozen=True)
class Shot:
    """A screen, as recorded on both grounds, and for how many ticks it is shown."""
    light: tuple
    dark: tuple
    ticks: int


def number(value):
    return f"{value:.1f}".removesuffix(".0")


def rgb_of(colour):
    """The colour with that number of xterm's 256."""
    basic = ("#16181d", "#cd0000", "#00a000", "#a08000", "#0000ee", "#cd00cd", "#008b8b", "#e5e5e5",
             "#7f7f7f", "#ff0000", "#00ff00", "#ffff00", "#5c5cff", "#ff00ff", "#00ffff", "#ffffff")
    if colour < 16:
        return basic[colour]
    if colour >= 232:
        return "#" + f"{8 + 10 * (colour - 232):02x}" * 3
    levels = (0, 95, 135, 175, 215, 255)
    colour -= 16
    return "#" + "".join(f"{levels[colour // part % 6]:02x}" for part in (36, 6, 1))


def paints_of(look, side):
    """The colours of a glyph and of the cell around it, on that side of a pair."""
    ink = INK[side] if look.colour is None else rgb_of(look.colour)
    paper = PAPER[side] if look.ground is None else rgb_of(look.ground)
    return (paper, ink) if look.reverse else (ink, paper)


class Palette:
    """Names each pair of colours, by day and by night, that is in use."""

    def __init__(self):
        self.names = {}

    def fill(self, pair, look=""):
        """The attributes of what has that pair, and the class of a look."""
        name = "" if pair == INK else self.names.setdefault(pair, f"c{len(self.names)}")
        classes = " ".join(filter(None, (name, look)))
        return (f' class="{classes}"' if classes else "") + (f' fill="{pair[0]}"' if name else "")

    def rules(self):
        by_night = "".join(f".{name} {{ fill: {night} }} "
                           for (_, night), name in self.names.items())
        return f"@media screen and (prefers-color-scheme: dark) {{ svg {{ fill: {INK[1]} }} {by_night}}}\n"


def bar(x, y, width, height):
    return f"M{number(x)} {number(y)}h{number(width)}v{number(height)}h{number(-width)}z"


def box(glyph, x):
    """The glyph as a path, since fonts leave gaps between rows."""
    left = x + (CHARACTER - LINE) / 2
    arms = BOXES[glyph]
    if arms == "dashed":
        return "".join(bar(left, ROW * part / 6, LINE, ROW / 5) for part in (0.4, 2.4, 4.4))
    path = ""
    if "u" in arms or "d" in arms:
        top, end = (0 if "u" in arms else MIDDLE), (ROW if "d" in arms else MIDDLE + LINE)
        path += bar(left, top, LINE, end - top)
    if "l" in arms or "r" in arms:
        begin, end = (x if "l" in arms else left), (x + CHARACTER if "r" in arms else left + LINE)
        path += bar(begin, MIDDLE, end - begin, LINE)
    return path


def in_groups(cells, key):
    """(first column, cells) of each run of cells with the same key."""
    column = 0
    for value, group in itertools.groupby(cells, key):
        group = list(group)
        yield column, value, group
        column += len(group)


class RowArtist:
    """Draws one row of a screen, its upper left corner at 0 0."""

    def __init__(self, palette):
        self.palette = palette

    def draw(self, light, dark):
        """A cell is seen as its glyph, its pair of inks, its pair of papers, and bold or not."""
        cells = []
        for day, night in zip(light, dark):
            inks, papers = zip(paints_of(day.look, 0), paints_of(night.look, 1))
            cells.append((day.glyph, inks, papers, day.look.bold))
        papers = in_groups(cells, lambda cell: cell[2])
        texts = in_groups(cells, lambda cell: (cell[1], cell[3]))
        return ("".join(self.paper(*group) for group in papers) +
                "".join(self.boxes(column, ink, [cell[0] for cell in group]) +
                        self.words(column, ink, bold, [cell[0] for cell in group])
                        for column, (ink, bold), group in texts))

    def paper(self, column, papers, cells):
        if papers == PAPER:
            return ""
        return (f'<rect{self.palette.fill(papers)} x="{number(column * CHARACTER)}" '
                f'width="{number(len(cells) * CHARACTER)}" height="{ROW}"/>')

    def boxes(self, column, ink, glyphs):
        path = ""
        for at, glyph, group in in_groups(glyphs, None):
            x = (column + at) * CHARACTER
            if glyph == "─":  # a rule is one line
                path += bar(x, MIDDLE, len(group) * CHARACTER, LINE)
            elif glyph in BOXES:
                path += "".join(box(glyph, x + i * CHARACTER) for i in range(len(group)))
        return path and f'<path{self.palette.fill(ink)} d="{path}"/>'

    def words(self, column, ink, bold, glyphs):
        # The right half of a wide glyph keeps its place until the columns are counted.
        text = "".join(" " if glyph in BOXES else glyph or HALF for glyph in glyphs)
        drawn = ""
        for match in WORDS.finditer(text):
            width = len(match[0])
            length = f' textLength="{number(width * CHARACTER)}"' if width > 1 else ""
            drawn += (f'<text{self.palette.fill(ink, "b" if bold else "")} '
                      f'x="{number((column + match.start()) * CHARACTER)}" y="{BASELINE}"{length}>'
                      f'{escape(match[0].replace(HALF, ""))}</text>')
        return drawn


def spans(shots):
    """(row, its cells on both grounds, first tick, tick after the last) of all there is."""
    for row in range(len(shots[0].light)):
        begin = 0
        for cells, group in itertools.groupby(shots, lambda shot: (shot.light[row], shot.dark[row])):
            end = begin + sum(shot.ticks for shot in group)
            yield row, cells, begin, end
            begin = end


def draw(shots, tick, title, description):
    """The document. `tick`: seconds."""
    palette = Palette()
    artist = RowArtist(palette)
    ticks = sum(shot.ticks for shot in shots)
    names = {}  # of rows, by how they are drawn
    lengths = set()
    screens = ""
    for row, cells, begin, end in spans(shots):
        content = artist.draw(*cells)
        if not content:
            continue
        name = names.setdefault(content, f"r{len(names)}")
        time = ""
        if end - begin < ticks:
            lengths.add(end - begin)
            # Begun in the past, it is in the middle of its circle at the first screen.
            delay = number((begin - ticks) * tick) if begin else "0"
            time = f' style="animation-name:k{end - begin};animation-delay:{delay}s"'
        hidden = ' visibility="hidden"' if begin else ""
        screens += f'<use xlink:href="#{name}" y="{row * ROW}"{hidden}{time}/>\n'

    rules = STYLE + f"use[style] {{ animation: {number(ticks * tick)}s step-end infinite }}\n"
    for length in sorted(lengths):
        # A hair too early, so that no row is shown together with the one that follows it.
        end = (1_000_000 * length // ticks - 1) / 10_000
        rules += (f"@keyframes k{length} {{ 0% {{ visibility: visible }} "
                  f"{end:.4f}% {{ visibility: hidden }} }}\n")
    rows = "".join(f'<g id="{name}">{content}</g>\n' for content, name in names.items())
    width = round(len(shots[0].light[0]) * CHARACTER) + 2 * MARGIN
    height = len(shots[0].light) * ROW + 2 * MARGIN
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" \
width="{width}" height="{height}" viewBox="0 0 {width} {height}" fill="{INK[0]}" role="img" \
aria-labelledby="title description">
<title id="title">{escape(title)}</title>
<desc id="description">{escape(description)}</desc>
<style>{rules}{palette.rules()}</style>
<rect{palette.fill(PAPER)} width="{width}" height="{height}"/>
<defs>
{rows}</defs>
<g transform="translate({MARGIN} {MARGIN})">
{screens}</g>
</svg>
"""
