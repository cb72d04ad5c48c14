"""A Gantt chart: one model of rows and bars, drawn with characters for a terminal or as an SVG picture."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from xml.etree import ElementTree

from erasmus_cli.language import _
from erasmus_cli.programme.days import add_months
from erasmus_cli.views import words

Kind = Literal["day", "late", "done", "window", "time"]

#: How each kind of bar is drawn: with blocks, or with ASCII where a screen has no blocks; and its colour in a picture.
BLOCKS = {"day": "◆", "late": "!", "done": "✓", "window": "░", "time": "█", "today": "│", "cut": "…"}
ASCII = {"day": "*", "late": "!", "done": "x", "window": ".", "time": "#", "today": "|", "cut": "~"}
COLOURS = {
    "day": "#1a4f8b",
    "late": "#b3261e",
    "done": "#2e7d32",
    "window": "#b7d3ee",
    "time": "#3f7fbf",
    "today": "#5f6368",
}

QUIET = {"class": "quiet", "fill": "#444444", "font-size": 11}
DASHED = {"class": "today", "stroke-dasharray": "4 3"}

LONGEST_LABEL = 34
ROW, LEFT, PLOT, RIGHT, TOP = 24, 290, 600, 330, 66


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: what it is, from which day to which, and how it is to be drawn.

    `assumed` says what the days rest on if they are an assumption, and `who` does it.
    """

    label: str
    first: dt.date
    last: dt.date
    kind: Kind
    assumed: str = ""
    who: str = ""

    def named(self, room: int, cut: str) -> str:
        """Return the label in so much room, cut if it is longer; that the days are assumed is never cut away."""
        mark = " " + _("(assumed)") if self.assumed else ""
        whole = self.label + mark
        return whole if len(whole) <= room else self.label[: room - len(mark) - 1] + cut + mark

    @property
    def told(self) -> str:
        """The days in words, what they rest on, and who does it."""
        days = words.date(self.first)
        if self.first != self.last:
            days += f" – {words.date(self.last)}"
        days = _("done on {day}").format(day=days) if self.kind == "done" else days
        basis = f" ({self.assumed})" if self.assumed else ""
        return days + basis + (f", {self.who}" if self.who else "")


@dataclass(frozen=True, slots=True)
class Chart:
    """Rows over one time, with today marked. There is at least one row."""

    title: str
    bars: list[Bar]
    today: dt.date

    @property
    def first(self) -> dt.date:
        """The first day of the first month that is shown."""
        return min(self.today, *(bar.first for bar in self.bars)).replace(day=1)

    @property
    def last(self) -> dt.date:
        """The last day of the last month that is shown."""
        return add_months(max(self.today, *(bar.last for bar in self.bars)).replace(day=1), 1) - dt.timedelta(days=1)

    def place(self, day: dt.date, width: int) -> int:
        """Return where a day stands on a line of this width, from 0 to the width less one."""
        return round((day - self.first).days * (width - 1) / (self.last - self.first).days)

    def ticks(self, most: int) -> Iterator[dt.date]:
        """Yield first days of months at even distances, at most so many."""
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        apart = next((n for n in (1, 2, 3, 6, 12, 24) if months <= n * most), 60)
        day = self.first
        while day < self.last:
            if (day.month - 1 + day.year * 12) % apart == 0:
                yield day
            day = add_months(day, 1)

    def legend(self) -> list[tuple[str, str]]:
        """Return the kinds of marks that occur, with words for them."""
        told = {
            "day": _("a day"),
            "late": _("late"),
            "done": _("done"),
            "window": _("possible, or no months yet"),
            "time": _("how long it takes"),
        }
        kinds = {bar.kind for bar in self.bars}
        return [(kind, text) for kind, text in told.items() if kind in kinds] + [("today", _("today"))]

    def bases(self) -> str:
        """Say what the assumed days rest on; nothing if there are none."""
        found = dict.fromkeys(bar.assumed for bar in self.bars if bar.assumed)
        return f"{_('(assumed)')}: {'; '.join(found)}" if found else ""


def lines(chart: Chart, width: int, marks: dict[str, str]) -> list[str]:
    """Draw the chart with characters, no line longer than `width`."""
    room = min(LONGEST_LABEL, width * 3 // 7, max(len(bar.named(LONGEST_LABEL, "")) for bar in chart.bars))
    plot = width - room - 1
    today = chart.place(chart.today, plot)
    head = [" "] * plot
    for day in chart.ticks(plot // 10):
        at, text = chart.place(day, plot), words.month(day)
        if at + len(text) <= plot:
            head[at : at + len(text)] = text
    drawn = [" " * (room + 1) + "".join(head)]
    for bar in chart.bars:
        cells = [" "] * plot
        cells[today] = marks["today"]
        first, last = chart.place(bar.first, plot), chart.place(bar.last, plot)
        cells[first : last + 1] = marks[bar.kind] * (last - first + 1)
        _name(cells, bar.who, first, last)
        drawn.append(f"{bar.named(room, marks['cut']):{room}} {''.join(cells)}")
    return [line.rstrip() for line in drawn]


def _name(cells: list[str], who: str, first: int, last: int) -> None:
    """Write who does it beside a bar: after it, else before it, else at its end."""
    room = len(cells) - 1
    who = who[: room - 1]
    after, before = last + 2, first - 1 - len(who)
    at = after if after + len(who) <= len(cells) else before if before >= 0 else room - len(who)
    cells[at : at + len(who)] = who


def legend(chart: Chart, marks: dict[str, str]) -> list[str]:
    """Say what the marks mean, and what assumed days rest on."""
    told = [chart.bases()] if chart.bases() else []
    return ["   ".join(f"{marks[kind]} {text}" for kind, text in chart.legend()), *told]


def svg(chart: Chart) -> bytes:
    """Draw the chart as a picture. Its parts have classes, by which a page that holds it can colour them."""
    height = TOP + ROW * len(chart.bars) + 2 * ROW
    width = LEFT + PLOT + RIGHT
    size = {"width": str(width), "height": str(height), "viewBox": f"0 0 {width} {height}"}
    style = {"font-family": "sans-serif", "font-size": "13", "role": "img"}
    root = ElementTree.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **size, **style})
    _add(root, "title", text=chart.title)
    _add(root, "rect", **{"class": "ground"}, width=width, height=height, fill="white")
    _add(root, "text", text=chart.title, x=12, y=26, **{"font-size": 17, "font-weight": "bold"})
    bottom = TOP + ROW * len(chart.bars)
    for day in chart.ticks(8):
        x = LEFT + chart.place(day, PLOT)
        _add(root, "line", x1=x, x2=x, y1=TOP - 6, y2=bottom, stroke="#dddddd", **{"class": "grid"})
        _add(root, "text", text=words.month(day), x=x, y=TOP - 12, **QUIET)
    x = LEFT + chart.place(chart.today, PLOT)
    _add(root, "line", x1=x, x2=x, y1=TOP - 6, y2=bottom, stroke=COLOURS["today"], **DASHED)
    for number, bar in enumerate(chart.bars):
        _row(root, chart, bar, TOP + ROW * number)
    x = LEFT
    looks = [(_of_kind(kind), text) for kind, text in chart.legend()]
    bases = chart.bases()
    looks += [(_hollow("day"), bases)] if bases else []
    for look, text in looks:
        _add(root, "rect", x=x, y=bottom + 18, width=12, height=12, **look)
        _add(root, "text", text=text, x=x + 18, y=bottom + 29)
        x += 40 + 7 * len(text)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _row(root: ElementTree.Element, chart: Chart, bar: Bar, y: int) -> None:
    first, last = (LEFT + chart.place(day, PLOT) for day in (bar.first, bar.last))
    _add(root, "text", text=bar.named(LONGEST_LABEL + 4, "…"), x=12, y=y + 16)
    look = _hollow(bar.kind) if bar.assumed else _of_kind(bar.kind)
    if bar.first == bar.last:
        corners = f"{first},{y + 5} {first + 7},{y + 12} {first},{y + 19} {first - 7},{y + 12}"
        _add(root, "polygon", points=corners, **look)
    else:
        _add(root, "rect", x=first, y=y + 6, width=max(last - first, 2), height=12, **look)
    _add(root, "text", text=bar.told, x=last + 12, y=y + 16, **QUIET)


def _hollow(kind: str) -> dict[str, str]:
    """Return the look of what is assumed."""
    line = {"stroke": COLOURS[kind], "stroke-width": "1.5", "stroke-dasharray": "3 2"}
    return {"class": f"{kind} assumed", "fill": "white", **line}


def _of_kind(kind: str) -> dict[str, str]:
    return {"class": kind, "fill": COLOURS[kind]}


def _add(parent: ElementTree.Element, tag: str, *, text: str = "", **attributes: object) -> None:
    child = ElementTree.SubElement(parent, tag, {name: str(value) for name, value in attributes.items()})
    child.text = text or None
