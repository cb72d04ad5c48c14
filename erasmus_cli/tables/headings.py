"""Finds the head of a table of activities, whatever stands above it, and what each of its columns holds."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

import msgspec

from erasmus_cli.language import _, language
from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.lookup import plain
from erasmus_cli.tables.grid import Cell, Grid
from erasmus_cli.views.words import clean

#: The rows in which the head may be, and how like a known heading another one must be to be a slip of the pen.
ABOVE, LIKE = 30, 0.8


class Column(msgspec.Struct, frozen=True):
    """A column of a table: its place in the rows and the field of an activity; `dates`: it tells it as a date."""

    place: int
    field: str
    dates: bool = False


class Head(msgspec.Struct, frozen=True):
    """The head of a table: its row, the columns that are read, what is wrong with it, and what is not read."""

    grid: Grid
    row: int
    columns: list[Column]
    problems: list[str]
    unread: list[Cell]


def find(programme: Programme, grids: Iterator[Grid]) -> Head | None:
    """Return the head with the most known columns in any sheet; None if there is none."""
    known = _known(programme)
    best: tuple[int, Grid, int] | None = None
    for grid in grids:
        for number, row in enumerate(grid.rows[:ABOVE]):
            found = {field for cell in row if (field := _field(known, cell))}
            if len(found) > (best[0] if best else 1):
                best = (len(found), grid, number)
    return _head(programme, known, *best[1:]) if best else None


def _head(programme: Programme, known: dict[str, tuple[str, bool]], grid: Grid, row: int) -> Head:
    columns: dict[str, Column] = {}
    problems, unread = [], []
    for place, cell in enumerate(grid.rows[row]):
        below = any(place < len(cells) and not cells[place].empty for cells in grid.rows[row + 1 :])
        field = _field(known, cell)
        if cell.empty or field == "" or not below:
            if cell.empty and below and place < len(grid.rows[row]):
                unread.append(cell)
        elif field is None:
            near = difflib.get_close_matches(plain(str(cell.value)), known, n=1, cutoff=LIKE)
            if near:
                problems.append(_no_such_column(programme, cell, known[near[0]][0]))
            else:
                unread.append(cell)
        elif field in columns:
            told = _("{cell}: the column {name} says the same as column {other}. Take one of them out")
            other = grid.rows[row][columns[field].place].name
            problems.append(told.format(cell=cell.name, name=_quoted(cell), other=other))
        else:
            columns[field] = Column(place, field, _spoken(known, cell)[1])
    return Head(grid, row, list(columns.values()), problems, [cell for cell in unread if not cell.empty])


def _no_such_column(programme: Programme, cell: Cell, field: str) -> str:
    meant = next((c.name.in_(language()) for c in programme.table.columns if c.field == field), None)
    told = _("{cell}: no such column: {name}.").format(cell=cell.name, name=_quoted(cell))
    return f"{told} {_('Did you mean {key}?').format(key=meant)}" if meant else told


def _quoted(cell: Cell) -> str:
    words = clean(str(cell.value))
    return f'"{words if len(words) <= 40 else words[:40] + "…"}"'


def _known(programme: Programme) -> dict[str, tuple[str, bool]]:
    """Return the fields by what their headings may be; an empty field for what no plan takes; and whether as dates."""
    table = programme.table
    added = [text for name in (table.number, table.lowest, table.highest) for text in (name.fi, name.en)]
    known = {plain(word): ("", False) for word in (*table.ignored, *added)}
    known |= {plain(name): (c.field, True) for c in table.dates for name in c.also}
    for column in table.columns:
        for name in (*column.also, column.field, column.name.fi, column.name.en):
            known[plain(name)] = (column.field, False)
    return known


def _spoken(known: dict[str, tuple[str, bool]], cell: Cell) -> tuple[str, bool]:
    """Look a heading up: as it stands, without brackets, without what follows a comma or a stroke."""
    text = str(cell.value)
    ways = (text, re.sub(r"[(\[].*?[)\]]", "", text), re.split(r"[,/\n:]", text)[0])
    return next(known[plain(way)] for way in ways if plain(way) in known)


def _field(known: dict[str, tuple[str, bool]], cell: Cell) -> str | None:
    """Return the field of a heading, an empty text for one that is known to hold nothing, or None."""
    if cell.empty or not isinstance(cell.value, str) or len(cell.value) > 200:
        return None
    try:
        return _spoken(known, cell)[0]
    except StopIteration:
        return None
