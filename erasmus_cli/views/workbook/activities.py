"""The sheet of activities, one row each, which `erasmus import` reads back; a template of it is this sheet alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter

from erasmus_cli.language import _, language
from erasmus_cli.plan.model import Mobility
from erasmus_cli.programme.countries import country_name
from erasmus_cli.programme.keys import Key, keys
from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.table import Column
from erasmus_cli.views import words
from erasmus_cli.views.workbook.book import EUROS, NUMBER, WHOLE_EUROS, Book, bold, font
from erasmus_cli.views.workbook.lists import Lists, yes_no

#: How many empty rows a table to be filled in has.
EMPTY = 60


class Activities:
    """The sheet, and what formulas call its cells: `first` and `last` are the rows of the activities."""

    def __init__(
        self, book: Book, programme: Programme, lists: Lists, items: Sequence[Mobility], *, sums: bool
    ) -> None:
        """Write the activities; with `sums`, two columns more for their sums."""
        self._programme = programme
        table, self._keys = programme.table, keys(programme)
        always = [c for c in table.columns if c.always]
        said = [c for c in table.columns if not c.always and any(_said(item, c) for item in items)]
        self._sums = len(always) + 2
        between: list[Column | None] = [None, None] if sums else []
        self._columns: list[Column | None] = [None, *always, *between, *said]
        widths = [5 if n == 0 else column.width if column else 14 for n, column in enumerate(self._columns)]
        self._sheet = sheet = book.sheet(_("Activities"), widths)
        sheet.title(_("Activities, one row each"))
        self._note(items, sums)
        heads = [words.text(c.name) if c else words.text(table.number) for c in self._columns]
        if sums:
            heads[self._sums - 1 : self._sums + 1] = [words.text(table.lowest), words.text(table.highest)]
        sheet.head(heads, height=62)
        sheet.freeze(4)
        self.first = sheet.row
        for number, item in enumerate(items, 1):
            sheet.put(1, number)
            sheet.centre(1)
            for column, of in self._fields():
                sheet.put(column, self._shown(of, getattr(item, of.field)), form=self._form(of), input_=True)
            sheet.row += 1
        self.last = sheet.row - 1
        if not sums:
            self._to_fill_in()
        self._allow(lists, self.last if items and sums else self.first + EMPTY - 1)
        bottom = max(self.last, self.first) if sums else self.first + 24
        sheet.raw.print_area = f"A1:{sheet.at(self._sums + 1 if sums else len(widths), bottom).coordinate}"

    def _fields(self) -> list[tuple[int, Column]]:
        """Return the columns that hold fields, with their numbers."""
        return [(number, column) for number, column in enumerate(self._columns, 1) if column]

    def _note(self, items: Sequence[Mobility], sums: bool) -> None:
        told = _("Another type, country or length is a row of its own. What is not known yet stays empty.")
        told += " " + _("The + above the columns shows those that are seldom needed.")
        # What hardly any plan says anything of is folded away, so that the rest can be read on paper.
        for number, column in self._fields():
            if column.rare and not any(_said(item, column) for item in items):
                self._sheet.raw.column_dimensions.group(get_column_letter(number), hidden=True)
        if sums:
            told += " " + _("For a new row, or another type in a row, import the table and export it again.")
        cell = self._sheet.put(1, told)
        cell.alignment, cell.font = Alignment(), font(color="595959")
        self._sheet.raw.row_dimensions[self._sheet.row].height = 15
        self._sheet.row += 1
        if not sums:
            self._explanations()

    def cell(self, field: str, row: int) -> str:
        """Return what formulas call the cell of a field."""
        number = next(n for n, column in self._fields() if column.field == field)
        return self._sheet.cell(number, row).replace("$", "", 1).replace("$", "")

    @property
    def rows(self) -> range:
        """The rows of the activities."""
        return range(self.first, self.last + 1)

    def cells(self, field: str) -> str:
        """Return what formulas call the cells of a field in all activities."""
        known = {column.field: number for number, column in self._fields()}
        return self._sheet.cells(known[field], self.first, max(self.first, self.last))

    def sums(self, row: int, low: str, high: str) -> None:
        """Put formulas for the sums of an activity into its row."""
        for offset, formula in enumerate((low, high)):
            bold(self._sheet.formula(self._sums + offset, formula, row=row, form=EUROS))

    def _explanations(self) -> None:
        """Say above the head of each column what it is for."""
        sheet, longest = self._sheet, 0.0
        for number, column in self._fields():
            text = words.text(self._keys[f"mobility[].{column.field}"].meaning)
            cell = sheet.put(number, text)
            cell.font = font(italic=True, size=8, color="595959")
            longest = max(longest, len(text) / column.width)
        sheet.raw.row_dimensions[sheet.row].height = min(11.0 * (longest * 1.05 + 1), 150)
        sheet.row += 1

    def _to_fill_in(self) -> None:
        for row in range(self.first, self.first + EMPTY):
            for column, of in self._fields():
                if row >= self._sheet.row:
                    self._sheet.put(column, None, row=row, form=self._form(of), input_=True)

    def _key(self, column: Column) -> Key:
        return self._keys[f"mobility[].{column.field}"]

    def _form(self, column: Column) -> str:
        return {"count": NUMBER, "euros": WHOLE_EUROS}.get(self._key(column).kind, "")

    def _shown(self, column: Column, value: Any) -> Any:
        """Write a value as a person would in the cell."""
        key = self._key(column)
        if value is None:
            return None
        match key.kind:
            case "yes-no":
                return yes_no()[0 if value else 1]
            case "country":
                return country_name(value, language())
            case "one" | "many":
                known = self._programme.choices[key.choices or ""]
                listed = value if isinstance(value, list) else [value]
                return "; ".join(words.text(known[v].name) for v in listed) or _("none")
        return value

    def _allow(self, lists: Lists, last: int) -> None:
        """Let the cells take only what fits: a word of a list, or a whole number."""
        for number, column in self._fields():
            letter = get_column_letter(number)
            where, key = f"{letter}{self.first}:{letter}{last}", self._key(column)
            of_list = {"activity_types": lists.types, "venues": lists.venues}.get(key.choices or "")
            if key.kind == "one" and of_list:
                self._sheet.only(where, of_list)
            elif key.kind in ("country", "yes-no"):
                self._sheet.only(where, lists.countries if key.kind == "country" else lists.yes_no)
            elif key.kind in ("count", "euros"):
                self._sheet.only(where)


def _said(item: Mobility, column: Column) -> bool:
    return getattr(item, column.field) is not None


def template(programme: Programme) -> bytes:
    """Return an empty table of activities with lists to choose from and a row of explanations."""
    book = Book(_("Activities"))
    lists = Lists(book, programme)
    Activities(book, programme, lists, [], sums=False)
    book.order([_("Activities"), _("Lists")])
    return book.written()
