"""Reads workbooks as a spreadsheet program shows them: recalculated by engines that know nothing of this program."""

import shutil
import subprocess
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


class Shown:
    """A recalculated workbook: what its cells show."""

    def __init__(self, sheets: dict[str, dict[tuple[int, int], Any]]) -> None:
        self.sheets = sheets

    def rows(self, sheet: str) -> list[list[Any]]:
        cells = self.sheets[sheet]
        width, height = max(c for _r, c in cells), max(r for r, _c in cells)
        return [[cells.get((r, c)) for c in range(1, width + 1)] for r in range(1, height + 1)]

    def table(self, sheet: str, head: str) -> list[dict[str, Any]]:
        """Return the rows below the one whose first cell is `head`, as far as their first cell is filled."""
        rows = self.rows(sheet)
        start = next(n for n, row in enumerate(rows) if row[0] == head)
        found = []
        for row in rows[start + 1 :]:
            if row[0] in (None, ""):
                break
            found.append(dict(zip(rows[start], row, strict=True)))
        return found

    def sums(self) -> dict[str, Any]:
        """Return what the overview says: the total, the categories, and the activities, each as the JSON does."""
        rows = {
            row["Category"]: plain(row["Lowest sum"], row["Highest sum"]) for row in self.table("Overview", "Category")
        }
        items = [plain(row["Lowest sum, €"], row["Highest sum, €"]) for row in self.table("Activities", "No")]
        return {"total": rows.pop("Together"), "by_category": rows, "by_activity": items}


def plain(low: Any, high: Any) -> Any:
    """Write a sum as the JSON does, to the cent."""
    least = round(Decimal(str(low or 0)), 2)
    if high == "not known":
        return {"at_least": float(least)}
    most = round(Decimal(str(high or 0)), 2)
    return float(least) if least == most else {"at_least": float(least), "at_most": float(most)}


def by_office(files: list[Path], folder: Path) -> list[Shown]:
    """Recalculate files in LibreOffice."""
    assert OFFICE
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [OFFICE, profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=300)
    return [_values(openpyxl.load_workbook(folder / file.name, data_only=True)) for file in files]


def _values(book: Any) -> Shown:
    return Shown(
        {
            sheet.title: {(c.row, c.column): c.value for row in sheet.iter_rows() for c in row if c.value is not None}
            for sheet in book.worksheets
        }
    )


def by_formulas(file: Path) -> Shown:
    """Recalculate a file with the package `formulas`."""
    formulas = pytest.importorskip("formulas", reason="the package formulas is not installed: pip install formulas")
    from openpyxl.utils import range_boundaries

    raw = openpyxl.load_workbook(file)
    solved = formulas.ExcelModel().loads(str(file)).finish().calculate()
    names = {sheet.title.upper(): sheet.title for sheet in raw.worksheets}
    sheets: dict[str, dict[tuple[int, int], Any]] = {name: {} for name in names.values()}
    for key, found in solved.items():
        place, _bang, where = str(key).rpartition("!")
        if ":" in where or "]" not in place:
            continue
        column, row, *_rest = range_boundaries(where)
        value = found.value[0, 0]
        value = None if str(value) == "empty" else value
        sheets[names[place.strip("'").partition("]")[2]]][(row, column)] = getattr(value, "item", lambda v=value: v)()
    return Shown(sheets)


def change(file: Path, change: Callable[[Any], None], to: Path) -> Path:
    """Change cells of a workbook, as a person would, and save it under another name."""
    book = openpyxl.load_workbook(file)
    change(book)
    book.save(to)
    return to
