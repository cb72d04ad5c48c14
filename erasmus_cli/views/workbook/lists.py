"""The sheet of lists: what a cell may hold, and what the formulas look up: types of activities, countries."""

from __future__ import annotations

from erasmus_cli.language import _, language
from erasmus_cli.programme.countries import codes, country_name, standing
from erasmus_cli.programme.load import Programme
from erasmus_cli.views import words
from erasmus_cli.views.workbook.book import Book


class Lists:
    """The ranges of the lists, as formulas call them. `standings` and `groups` stand beside the `countries`."""

    def __init__(self, book: Book, programme: Programme) -> None:
        sheet = book.sheet(_("Lists"), [46, 46, 10, 26, 8, 16, 10])
        sheet.title(_("Lists that cells take their words from"))
        sheet.head(
            [_("Types of activity"), _("Venues"), _("Yes or no"), _("Countries"), _("Code"), _("Standing"), _("Group")]
        )
        first = sheet.row
        named = sorted((country_name(code, language()), code) for code in codes(programme))
        groups = {code: g.group for g in programme.support_groups for code in g.members}
        columns: list[list[str | int | None]] = [
            [words.text(kind.name) for kind in programme.activity_types],
            [words.text(venue.name) for venue in programme.choices["venues"].values()],
            yes_no(),
            [name for name, _code in named],
            [code for _name, code in named],
            [standing(programme, code) for _name, code in named],
            [groups.get(code, 0) for _name, code in named],
        ]
        for column, values in enumerate(columns, 1):
            for row, value in enumerate(values, first):
                sheet.put(column, value, row=row)
        sheet.freeze()
        sheet.raw.sheet_state = "hidden"
        ranges = [sheet.cells(column, first, first + len(values) - 1) for column, values in enumerate(columns, 1)]
        self.types, self.venues, self.yes_no, self.countries, _codes, self.standings, self.groups = ranges


def yes_no() -> list[str | int | None]:
    """Return the words for yes and no, in this order."""
    return [_("yes"), _("no")]
