"""Reads a table of activities: its rows as items of a plan, what is wrong in which cell, and what was left out."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec

from erasmus_cli.language import _
from erasmus_cli.programme.keys import Key, keys
from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.lookup import plain
from erasmus_cli.tables import cells
from erasmus_cli.tables.grid import Cell, TableError, read_grids
from erasmus_cli.tables.headings import Column, Head, find
from erasmus_cli.views.words import clean, together


class Activities(msgspec.Struct, frozen=True):
    """What a table says: the activities with the cells they were read from, problems, and remarks for the person.

    `rows` are the numbers of the rows in the table.
    """

    sheet: str
    items: list[dict[str, Any]]
    places: list[dict[str, str]]
    rows: list[int]
    problems: list[str]
    remarks: list[str]


def read(programme: Programme, name: str, raw: bytes, start: dt.date | None) -> Activities:
    """Read the activities of a file; `start` is the day on which the project starts. Raises TableError."""
    head = find(programme, read_grids(name, raw))
    if head is None:
        raise TableError(
            _("no row of headings was found, such as: {names}.").format(
                names=", ".join(c.name.fi + " / " + c.name.en for c in programme.table.columns[:4])
            )
        )
    return _Rows(programme, head, start).read()


class _Rows:
    """Reads the rows below a head."""

    def __init__(self, programme: Programme, head: Head, start: dt.date | None) -> None:
        self._programme, self._head, self._start = programme, head, start
        self._keys: dict[str, Key] = keys(programme)
        self._units = {c.field: c.unit for c in programme.table.columns}
        self._totals = {plain(word) for word in programme.table.totals}
        self._problems = list(head.problems)
        self._left_out: dict[str, list[str]] = {}

    def read(self) -> Activities:
        items: list[dict[str, Any]] = []
        places: list[dict[str, str]] = []
        rows = []
        head = self._head
        for number, row in enumerate(head.grid.rows[head.row + 1 :], head.row + 2):
            filled = [cell for cell in row if not cell.empty]
            wanted = [row[c.place] for c in head.columns if c.place < len(row) and not row[c.place].empty]
            if not wanted or self._is_left_out(number, filled, items):
                continue
            item, place = self._item(row)
            items.append(item)
            places.append(place)
            rows.append(number)
        if not items and not self._problems:
            self._problems.append(_("There is no row with an activity below the headings."))
        return Activities(head.grid.sheet, items, places, rows, self._problems, self._remarks())

    def _is_left_out(self, number: int, filled: list[Cell], items: list[dict[str, Any]]) -> bool:
        """Whether a row is no activity: a total, or a title between the rows; it is kept in mind what was left out."""
        texts = [cell for cell in filled if isinstance(cell.value, str)]
        first = str(texts[0].value) if texts else ""
        total = any(plain(str(cell.value)) in self._totals for cell in texts[:2])
        total = total or (not texts and self._adds_up(number, items))
        title = len(filled) == 1 and bool(texts) and not self._is_type(filled[0])
        if total:
            self._left_out.setdefault(_("a total"), []).append(str(number))
        elif title:
            self._left_out.setdefault(f'"{clean(first)[:40]}"', []).append(str(number))
        return total or title

    def _adds_up(self, number: int, items: list[dict[str, Any]]) -> bool:
        """Whether a row of mere numbers adds up the participants above it."""
        row = self._head.grid.rows[number - 1]
        people = next((c.place for c in self._head.columns if c.field == "participants"), None)
        said = [item.get("participants") for item in items]
        if people is None or people >= len(row) or len(items) < 2 or None in said:
            return False
        return bool(row[people].value == sum(filter(None, said)))

    def _is_type(self, cell: Cell) -> bool:
        try:
            cells.read(self._programme, self._keys["mobility[].type"], cell, None)
        except ValueError:
            return False
        return True

    def _item(self, row: list[Cell]) -> tuple[dict[str, Any], dict[str, str]]:
        item: dict[str, Any] = {}
        place: dict[str, str] = {}
        for column in self._head.columns:
            cell = row[column.place] if column.place < len(row) else None
            if cell is None or cell.empty:
                continue
            place[column.field] = cell.name
            try:
                value = self._value(column, cell)
            except ValueError as error:
                self._problems.append(f"{cell.name}: {str(error).rstrip('.')}{'' if str(error)[-1:] == '?' else '.'}")
            else:
                if value is not None:
                    item[column.field] = value
        return item, place

    def _value(self, column: Column, cell: Cell) -> Any:
        if column.dates:
            return cells.month(cell, self._start)
        return cells.read(self._programme, self._keys[f"mobility[].{column.field}"], cell, self._units[column.field])

    def _remarks(self) -> list[str]:
        said = list(self._head.grid.notes)
        for what, rows in self._left_out.items():
            said.append(_("Left out, row {rows}: {what}.").format(rows=together(rows), what=what))
        for cell in self._head.unread:
            told = _('Not read: the column "{name}" ({cell}). A plan has no place for it.')
            said.append(told.format(name=clean(str(cell.value))[:40], cell=cell.name))
        return said
