"""Reads a spreadsheet or a CSV file into cells. What a file is made of is looked at before it is opened.

A file may come from anywhere: formulas, macros and links in it are never followed, and it is refused in words.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

import msgspec

from erasmus_cli.language import _

#: The most bytes of a file, of a part of it unpacked, and of all its parts; most rows and columns of a table.
LARGEST, LARGEST_SHEET, LARGEST_PART, LARGEST_WHOLE = 5_000_000, 8_000_000, 1_000_000, 20_000_000
ROWS, COLUMNS = 2_000, 200

#: The most sheets that are looked at, and the rows of each in which the head of a table may be.
SHEETS = 30

Value = str | int | float | bool | dt.date | None


class TableError(Exception):
    """Why a file cannot be read as a table, in words."""


class Cell(msgspec.Struct, frozen=True):
    """A cell by its name, `C7`, with its value. `fault`: it is a formula without a value, or an error."""

    name: str
    value: Value
    fault: str = ""

    @property
    def empty(self) -> bool:
        """Whether it says nothing."""
        return not self.fault and (self.value is None or (isinstance(self.value, str) and not self.value.strip()))


class Grid(msgspec.Struct, frozen=True):
    """The cells of a sheet, row by row. `notes` are what has to be said of its file."""

    sheet: str
    rows: list[list[Cell]]
    notes: tuple[str, ...] = ()


def read_grids(name: str, raw: bytes) -> Iterator[Grid]:
    """Yield the sheets of a file, or each way of reading a CSV file. Raises TableError if it is no table."""
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise TableError(_("it is a workbook of the old kind, or one with a password. Save it as .xlsx without one."))
    if raw.startswith(b"PK"):
        yield from _workbook(raw)
    elif name.lower().endswith((".xlsx", ".xlsm")):
        raise TableError(_("it is broken: it has the name of a workbook but is none."))
    else:
        yield from _separated(raw)


# --- workbooks ------------------------------------------------------------------------------------------------------


def _workbook(raw: bytes) -> Iterator[Grid]:
    from openpyxl import load_workbook

    warnings.simplefilter("ignore")  # the reader warns in English of what it does not know
    try:
        notes = _looked_at(raw)
        with_values, with_formulas = (
            load_workbook(io.BytesIO(raw), read_only=True, data_only=kind, keep_links=False) for kind in (True, False)
        )
        sheets = [sheet.title for sheet in with_values.worksheets][:SHEETS]
        for title in sheets:
            rows = list(_rows(with_values[title], with_formulas[title]))
            _fill_merged(raw, with_values[title], rows)
            yield Grid(title, rows, notes)
    except TableError:
        raise
    except Exception as error:  # whatever a broken file makes of the reader: it is the file that is at fault
        raise TableError(_("it is broken and cannot be read as a workbook.")) from error


def _looked_at(raw: bytes) -> tuple[str, ...]:
    """Look at the parts of a workbook before they are read. Return what has to be said of it."""
    with zipfile.ZipFile(io.BytesIO(raw)) as file:
        parts = file.infolist()
        names = [part.filename for part in parts]
        if "xl/workbook.xml" not in names:
            raise TableError(_("it is not a workbook of the kind .xlsx. Save it as .xlsx or as CSV."))
        if len(parts) > 1000 or sum(part.file_size for part in parts) > LARGEST_WHOLE:
            raise TableError(_("unpacked it is far larger than a table of activities can be."))
        for part in parts:
            sheet = part.filename.startswith(("xl/worksheets/", "xl/media/", "xl/sharedStrings"))
            if part.file_size > (LARGEST_SHEET if sheet else LARGEST_PART):
                raise TableError(_("unpacked it is far larger than a table of activities can be."))
            content = file.read(part) if part.filename.endswith((".xml", ".rels")) else b""
            if b"<!DOCTYPE" in content:
                raise TableError(_("it holds declarations that no spreadsheet program writes."))
            if part.filename.startswith("xl/worksheets/") and content.count(b"<row") > 5 * ROWS:
                raise _too_many()
    told = []
    if any("vbaProject" in name for name in names):
        told.append(_("The file holds macros: they are not run, only its cells are read."))
    if any(name.startswith("xl/externalLinks/") for name in names):
        told.append(_("The file has links to other files: they are not followed; the values that it kept are read."))
    return tuple(told)


def _rows(values: Any, formulas: Any) -> Iterator[list[Cell]]:
    """Yield the rows of a sheet up to the last one that is filled; refuse one that is larger than any real table."""
    for sheet in (values, formulas):
        sheet.reset_dimensions()  # what a file says of its own size need not be true
    both = (sheet.iter_rows(max_col=COLUMNS + 1) for sheet in (values, formulas))
    empty: list[list[Cell]] = []
    for number, (found, written) in enumerate(zip(*both, strict=False), 1):
        filled = any(cell.value is not None for cell in written)
        if filled and (number > ROWS or (len(written) > COLUMNS and written[COLUMNS].value is not None)):
            raise _too_many()
        if number > 5 * ROWS:  # nothing but empty rows since, and who knows what after them
            raise _too_many()
        if number <= ROWS:
            empty.append([_cell(number, n, *cells) for n, cells in enumerate(zip(found, written, strict=True), 1)])
        if filled:
            yield from empty
            empty.clear()


def _too_many() -> TableError:
    told = _("it has more than {rows} rows or {columns} columns. Save the table of activities in a file of its own.")
    return TableError(told.format(rows=ROWS, columns=COLUMNS))


def _cell(row: int, column: int, value: Any, formula: Any) -> Cell:
    name, found = f"{letters(column)}{row}", value.value
    if value.data_type == "e":
        return Cell(name, None, _("an error of the spreadsheet ({error})").format(error=str(found)[:20]))
    if found is None and formula.data_type == "f":
        told = _("a formula without a value. Open the file in a spreadsheet program, save it, and import it again")
        return Cell(name, None, told)
    if isinstance(found, dt.datetime):
        found = found.date()
    elif isinstance(found, dt.time | dt.timedelta):
        found = str(found)
    return Cell(name, found)


def _fill_merged(raw: bytes, sheet: Any, rows: list[list[Cell]]) -> None:
    """Let a value hold for all rows that its cell was merged over."""
    path = str(sheet._worksheet_path).lstrip("/")
    with zipfile.ZipFile(io.BytesIO(raw)) as file:
        merged = re.findall(rb'<mergeCell ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"', file.read(path))
    for left, top, right, bottom in merged[:ROWS]:
        column, first, last = _number(left.decode()), int(top), min(int(bottom), len(rows))
        if left == right and first < last and column <= len(rows[first - 1]):
            value = rows[first - 1][column - 1].value
            for row in rows[first:last]:
                if column <= len(row):
                    row[column - 1] = Cell(row[column - 1].name, value)


def letters(column: int) -> str:
    """Return the letters of a column, the first being A."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _number(name: str) -> int:
    number = 0
    for letter in name:
        number = 26 * number + ord(letter) - 64
    return number


# --- CSV ------------------------------------------------------------------------------------------------------------


def _separated(raw: bytes) -> Iterator[Grid]:
    text = _decoded(raw)
    for separator in ";,\t":
        try:
            rows = []
            for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), 1):
                if number > ROWS or len(row) > COLUMNS:
                    raise _too_many()
                rows.append([Cell(f"{letters(n)}{number}", value) for n, value in enumerate(row, 1)])
        except csv.Error as error:
            raise TableError(_("it cannot be read as CSV.")) from error
        yield Grid("", rows)


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-16",) if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise TableError(_("it is no table: neither a workbook (.xlsx) nor a text (CSV)."))
