"""Sheets and cells: how texts, numbers, formulas and inputs are put down and what they look like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from erasmus_cli.views.words import NO_BREAK, clean

#: Formats of numbers; nothing at all is a stroke.
EUROS, WHOLE_EUROS, NUMBER, KILOMETRES, PERCENT = (
    '#,##0.00 "€";-#,##0.00 "€";"–"',
    '#,##0 "€"',
    "#,##0",
    '#,##0 "km"',
    '0 "%"',
)

_INPUT = PatternFill("solid", fgColor="FFF6D6")
_HEAD = PatternFill("solid", fgColor="DCE6F1")
_LINE = Border(bottom=Side("thin", color="BFBFBF"))


class Sheet:
    """A sheet that is written from the top to the bottom. `row` is the next free row."""

    def __init__(self, raw: Worksheet, widths: Sequence[float]) -> None:
        """Print on A4 across, as wide as the paper, with these widths of the columns."""
        self.raw, self.row, self._widths = raw, 1, list(widths)
        for number, width in enumerate(widths, 1):
            raw.column_dimensions[get_column_letter(number)].width = width
        raw.page_setup.orientation, raw.page_setup.paperSize = "landscape", 9
        raw.page_setup.fitToWidth, raw.page_setup.fitToHeight = 1, 0
        raw.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        raw.page_margins.left = raw.page_margins.right = 0.4
        raw.page_margins.top = raw.page_margins.bottom = 0.6
        raw.oddFooter = HeaderFooterItem(left=_HeaderFooterPart("&A"), right=_HeaderFooterPart("&P / &N"))
        raw.sheet_view.showGridLines = False

    def put(self, column: int, value: Any, *, row: int | None = None, form: str = "", input_: bool = False) -> Cell:
        """Put a value into a column; what begins with = is no formula here but a text, like any other."""
        cell = self.at(column, row)
        if isinstance(value, str):
            cell.value = shown(value)[:5000] or None
            self._fit(cell, shown(value))
            if value[:1] in tuple("=+-@\t"):
                cell.data_type, cell.quotePrefix = "s", True
        else:
            cell.value = value
        text = isinstance(value, str)
        cell.alignment = _aligned(text, column)
        if form:
            cell.number_format = form
        if input_:
            cell.fill, cell.border = _INPUT, _LINE
        return cell

    def formula(self, column: int, text: str, *, row: int | None = None, form: str = "", like: str = "") -> Cell:
        """Put a formula of ours, without its =, into a column; the row gets high enough for a text `like` this."""
        cell = self.at(column, row)
        cell.value = f"={text}"
        self._fit(cell, like)
        cell.alignment = _aligned(bool(like), column)
        if form:
            cell.number_format = form
            cell.alignment = Alignment(vertical="top", horizontal="right")
        return cell

    def _fit(self, cell: Cell, text: str) -> None:
        """Make a row high enough for a wrapped text."""
        width = self._widths[cell.column - 1] if cell.column <= len(self._widths) else 10
        lines, row = int(len(text) * 1.15 / width) + 1, self.raw.row_dimensions[cell.row]
        if lines > 1:
            row.height = max(row.height or 0, min(14.5 * lines, 200))

    def centre(self, column: int, row: int | None = None) -> None:
        """Set a number that is a label into the middle of its cell."""
        self.at(column, row).alignment = Alignment(horizontal="center", vertical="top")

    def at(self, column: int, row: int | None = None) -> Cell:
        """Return a cell, by default of the row that is being written."""
        cell = self.raw.cell(row or self.row, column)
        assert isinstance(cell, Cell)
        return cell

    def title(self, text: str) -> None:
        """Write the title of the sheet."""
        self._over(text, font(bold=True, size=14), 20)

    def heading(self, text: str) -> None:
        """Write the heading of a part, after an empty row."""
        self.row += 1
        self._over(text, font(bold=True, size=12), 18)

    def _over(self, text: str, font_: Font, height: float) -> None:
        """Write a text that runs over the columns beside it."""
        cell = self.put(1, text)
        cell.font, cell.alignment = font_, Alignment(vertical="center")
        self.raw.row_dimensions[self.row].height = height
        self.row += 1

    def note(self, text: str, columns: int) -> None:
        """Write a text over several columns, as high as it needs."""
        self.put(1, text).font = font(color="595959")
        self.raw.merge_cells(start_row=self.row, end_row=self.row, start_column=1, end_column=columns)
        self.raw.row_dimensions[self.row].height = 15.0 * (int(len(text) * 1.1 / sum(self._widths[:columns])) + 1)
        self.row += 1

    def head(self, names: Iterable[str], *, height: float = 32) -> None:
        """Write the heads of columns."""
        for column, name in enumerate(names, 1):
            self.put_head(column, name, self.row)
        self.raw.row_dimensions[self.row].height = height
        self.row += 1

    def put_head(self, column: int, name: str, row: int) -> None:
        """Write the head of a column."""
        height = self.raw.row_dimensions[row].height
        cell = self.put(column, name, row=row)
        cell.font, cell.fill, cell.border = font(bold=True), _HEAD, _LINE
        cell.alignment = Alignment(vertical="center", wrap_text=True, indent=0)
        self.raw.row_dimensions[row].height = height

    def freeze(self, column: int = 1) -> None:
        """Keep what is above the next row, and left of a column, in sight and on each printed page."""
        self.raw.freeze_panes = self.at(column).coordinate
        self.raw.print_title_rows = f"{self.row - 1}:{self.row - 1}"

    def cell(self, column: int, row: int | None = None) -> str:
        """Return what a formula on any sheet calls a cell."""
        return f"'{self.raw.title}'!${get_column_letter(column)}${row or self.row}"

    def cells(self, column: int, first: int, last: int) -> str:
        """Return what a formula calls cells of a column."""
        letter = get_column_letter(column)
        return f"'{self.raw.title}'!${letter}${first}:${letter}${last}"

    def only(self, where: str, words: str | None = None) -> None:
        """Let cells take only the words of a list or, without one, whole numbers; another value is refused."""
        if words:
            rule = DataValidation(type="list", formula1=words, allow_blank=True, showErrorMessage=True)
        else:
            rule = DataValidation(type="whole", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
            rule.showErrorMessage = True
        self.raw.add_data_validation(rule)
        rule.add(where)


class Book:
    """A workbook in the making."""

    def __init__(self, title: str) -> None:
        self.raw = Workbook()
        self.raw.remove(self.raw.worksheets[0])
        self.raw.properties.title, self.raw.properties.creator = shown(title), "erasmus"
        self.raw.calculation.fullCalcOnLoad = True

    def sheet(self, name: str, widths: Sequence[float]) -> Sheet:
        """Add a sheet."""
        return Sheet(self.raw.create_sheet(name), widths)

    def order(self, names: Sequence[str]) -> None:
        """Put the sheets into an order."""
        for name in names:
            sheet = self.raw[name]
            self.raw.move_sheet(sheet, len(self.raw.worksheets) - 1 - self.raw.index(sheet))
        self.raw.active = 0

    def written(self) -> bytes:
        """Return the workbook as a file."""
        stream = BytesIO()
        self.raw.save(stream)
        return stream.getvalue()


def _aligned(text: bool, column: int) -> Alignment:
    """Set texts in a little, so that they stand apart from the number before them."""
    if text and column > 1:
        return Alignment(vertical="top", wrap_text=True, horizontal="left", indent=1)
    return Alignment(vertical="top", wrap_text=text)


def bold(cell: Cell) -> Cell:
    """Write a cell in bold."""
    cell.font = font(bold=True)
    return cell


def font(**kind: Any) -> Font:
    """Return a font of the workbook's own kind."""
    return Font(**{"name": "Calibri", "size": 11, **kind})


def shown(text: str) -> str:
    """Make a text harmless; spaces that do not break stay what they are, and commands lose their backticks."""
    return NO_BREAK.join(map(clean, re.sub(r"`(erasmus\b[^`]*)`", r"\1", text).split(NO_BREAK)))


def quoted(text: str) -> str:
    """Write a text within a formula."""
    return '"' + text.replace('"', '""') + '"'
