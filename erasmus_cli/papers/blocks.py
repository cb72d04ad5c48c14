"""What a paper is made of. Texts are plain text, whoever wrote them; each format makes them harmless in its own way."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from erasmus_cli.views.gantt import Chart

#: How a paragraph looks: as usual, small, something to take notice of, or a person's own words.
Look = Literal["plain", "small", "notice", "quote"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the title of the paper; `level` is 1 or 2."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    text: str
    look: Look = "plain"


@dataclass(frozen=True, slots=True)
class Items:
    """A list with bullets."""

    items: list[str]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Names with what belongs to each."""

    rows: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a head; `sums` are the numbers of the columns that hold amounts, `name` says what is in it.

    `widths` are the shares of the columns; equal ones if there are none.
    """

    name: str
    head: list[str]
    rows: list[list[str]]
    sums: frozenset[int] = frozenset()
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Checklist:
    """Lines with boxes, ticked or not."""

    lines: list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart of bars over time."""

    chart: Chart


@dataclass(frozen=True, slots=True)
class Room:
    """Room to write: for what, and about how many lines of it."""

    label: str
    lines: int = 4


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign on, by who signs."""

    people: list[str]


Block = Heading | Paragraph | Items | Pairs | Table | Checklist | Drawing | Room | Signatures


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper. `footer` stands on each page, `day` is when it was made, and `language` is that of its texts."""

    title: str
    subtitle: str
    footer: str
    language: str
    day: dt.date
    blocks: list[Block]
    one_page: bool = False
