"""The sheet of rates: unit costs, travel bands and daily rates as inputs, and what the formulas call them."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from erasmus_cli.language import _, language
from erasmus_cli.plan.model import Plan
from erasmus_cli.programme.countries import country_name
from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.money import UnitCost
from erasmus_cli.views import words
from erasmus_cli.views.workbook.book import NUMBER, PERCENT, WHOLE_EUROS, Book, Sheet
from erasmus_cli.views.workbook.lists import Lists


class Rates(msgspec.Struct, frozen=True):
    """What formulas call the inputs.

    `low` and `high` are the rates of the unit costs by id; `after`: how many are paid in full, and the rate after
    them; `longest`: the most days. `bands` are the kilometres from which a band begins, and its green and its other
    grant. `daily` are the lowest and the highest base rates of a row of the guide's table, by group. `stay` are the
    days at the full rate, the share after them, the travel days, and those of green travel. `plan` are values of the
    plan as a whole.
    """

    low: Mapping[str, str]
    high: Mapping[str, str]
    after: Mapping[str, tuple[str, str]]
    longest: Mapping[str, str]
    bands: tuple[str, str, str]
    daily: Mapping[str, tuple[str, str]]
    stay: tuple[str, str, str, str]
    plan: Mapping[str, str]


def write(book: Book, plan: Plan, programme: Programme, lists: Lists, told: str | None) -> Rates:
    """Write the sheet; `told` says which published rates it holds."""
    sheet = book.sheet(_("Rates"), [28, 44, 14, 14, 14, 14, 44])
    sheet.title(_("Rates and rules that the sums rest on"))
    sheet.note(_("Yellow cells are inputs: change one, and all sums of this workbook follow."), 7)
    sheet.note(told or _("The daily rates are the ranges of the guide, from the lowest to the highest."), 7)
    values = _plan(sheet, plan, programme, lists)
    low, high, after, longest = _unit_costs(sheet, programme)
    bands, daily = _bands(sheet, programme), _daily(sheet, programme)
    stay = _stay(sheet, programme)
    sheet.raw.freeze_panes = "A4"
    return Rates(low, high, after, longest, bands, daily, stay, values)


def _plan(sheet: Sheet, plan: Plan, programme: Programme, lists: Lists) -> dict[str, str]:
    """Write what the plan says as a whole."""
    sheet.heading(_("The plan as a whole"))
    own = plan.organisation
    country = country_name(own.country, language()) if own and own.country else None
    listed = {
        "country": (_("Country of the applicant"), country, ""),
        "place": (_("Town of the applicant"), own.place if own else None, ""),
        "grant": (_("Grant that the plan asks for"), plan.grant, WHOLE_EUROS),
        **{
            unit.times[0]: (words.text(unit.name), getattr(plan, unit.times[0]), WHOLE_EUROS)
            for unit in programme.rates.unit_costs
            if unit.whole_project
        },
    }
    called = {}
    for name, (label, value, form) in listed.items():
        sheet.put(1, label)
        sheet.raw.merge_cells(start_row=sheet.row, end_row=sheet.row, start_column=1, end_column=2)
        sheet.put(3, value, form=form, input_=True)
        sheet.raw.row_dimensions[sheet.row].height = 15
        called[name] = sheet.cell(3)
        if name == "country":
            sheet.only(f"C{sheet.row}", lists.countries)
        sheet.row += 1
    return called


def _unit_costs(
    sheet: Sheet, programme: Programme
) -> tuple[dict[str, str], dict[str, str], dict[str, tuple[str, str]], dict[str, str]]:
    sheet.heading(_("Unit costs and shares of real costs"))
    sheet.head([_("Category"), _("Item"), _("Lowest"), _("Highest"), _("The first"), _("After them"), _("Source")])
    categories = {c.id: words.text(c.name) for c in programme.rates.categories}
    low: dict[str, str] = {}
    high: dict[str, str] = {}
    after: dict[str, tuple[str, str]] = {}
    longest: dict[str, str] = {}
    for unit in programme.rates.unit_costs:
        if unit.table and not unit.at_most:
            continue
        sheet.put(1, categories[unit.category])
        sheet.put(2, _named(programme, unit))
        if unit.at_most:
            sheet.put(2, _("{item}, the longest stay in days").format(item=words.text(unit.name)))
            sheet.put(3, unit.at_most.days, form=NUMBER, input_=True)
            longest[unit.id] = sheet.cell(3)
        elif unit.percent is not None:
            sheet.put(3, unit.percent, form=PERCENT, input_=True)
            low[unit.id] = high[unit.id] = sheet.cell(3)
        else:
            sheet.put(3, unit.euros, form=WHOLE_EUROS, input_=True)
            low[unit.id] = high[unit.id] = sheet.cell(3)
            if unit.up_to:
                sheet.put(4, unit.up_to, form=WHOLE_EUROS, input_=True)
                high[unit.id] = sheet.cell(4)
        if unit.after:
            sheet.put(5, unit.after.first, form=NUMBER, input_=True)
            sheet.put(6, unit.after.euros, form=WHOLE_EUROS, input_=True)
            after[unit.id] = (sheet.cell(5), sheet.cell(6))
        sheet.put(7, words.sources(programme, unit.sources))
        sheet.row += 1
    return low, high, after, longest


def _bands(sheet: Sheet, programme: Programme) -> tuple[str, str, str]:
    sheet.heading(_("Travel, by one-way distance, there and back"))
    sheet.head([_("From km"), _("To km"), _("Green"), _("Other"), "", "", _("Source")])
    first, bands = sheet.row, programme.rates.travel_bands
    sheet.put(1, 0, form=NUMBER)  # too near for any band
    sheet.put(2, bands[0].from_ - 1, form=NUMBER)
    for column in (3, 4):
        sheet.put(column, 0, form=WHOLE_EUROS)
    sheet.row += 1
    for band in bands:
        sheet.put(1, band.from_, form=NUMBER, input_=True)
        sheet.put(2, band.to, form=NUMBER)
        sheet.put(3, band.green, form=WHOLE_EUROS, input_=True)
        sheet.put(4, band.other, form=WHOLE_EUROS, input_=True)
        sheet.put(7, words.sources(programme, band.sources))
        sheet.row += 1
    _left(sheet, first, 2)
    return (
        sheet.cells(1, first, sheet.row - 1),
        sheet.cells(3, first, sheet.row - 1),
        sheet.cells(4, first, sheet.row - 1),
    )


def _daily(sheet: Sheet, programme: Programme) -> dict[str, tuple[str, str]]:
    sheet.heading(_("Individual support: the base rate for a day"))
    sheet.head([_("Row"), _("Group of the receiving country"), _("Lowest"), _("Highest"), "", "", _("Source")])
    names = programme.choices["rate_rows"]
    called = {}
    for base in programme.rates.base_rates:
        first = sheet.row
        for group, (low, high) in enumerate(base.ranges, 1):
            sheet.put(1, words.text(names[base.person].name))
            sheet.put(2, group, form=NUMBER)
            sheet.put(3, low, form=WHOLE_EUROS, input_=True)
            sheet.put(4, high, form=WHOLE_EUROS, input_=True)
            sheet.put(7, words.sources(programme, base.sources))
            sheet.row += 1
        _left(sheet, first, 2)
        called[base.person] = (sheet.cells(3, first, sheet.row - 1), sheet.cells(4, first, sheet.row - 1))
    return called


def _stay(sheet: Sheet, programme: Programme) -> tuple[str, str, str, str]:
    sheet.heading(_("How days are paid"))
    stay = programme.rates.stay
    listed = [
        (_("Days at the full rate"), stay.full_days, NUMBER),
        (_("Share of the rate after them, rounded to whole euros"), stay.later_percent, PERCENT),
        (_("Travel days that are paid at most"), stay.travel_days, NUMBER),
        (_("Travel days that are paid at most, green travel"), stay.travel_days_green, NUMBER),
    ]
    called = []
    for label, value, form in listed:
        sheet.put(1, label)
        sheet.raw.merge_cells(start_row=sheet.row, end_row=sheet.row, start_column=1, end_column=2)
        sheet.put(3, value, form=form, input_=True)
        sheet.put(7, words.sources(programme, stay.sources))
        called.append(sheet.cell(3))
        sheet.row += 1
    full, later, travel, green = called
    return full, later, travel, green


def _left(sheet: Sheet, first: int, columns: int) -> None:
    """Set the numbers of the first columns to the left, as they are labels there."""
    from openpyxl.styles import Alignment

    for row in range(first, sheet.row):
        for column in range(1, columns + 1):
            sheet.at(column, row).alignment = Alignment(horizontal="left", vertical="top")


def _named(programme: Programme, unit: UnitCost) -> str:
    """Name a unit cost; with its types of activity where others of its category have the same name."""
    name = words.text(unit.name)
    same = [u for u in programme.rates.unit_costs if (u.category, words.text(u.name)) == (unit.category, name)]
    types = [words.text(kind.name) for kind in programme.activity_types if kind.id in unit.types]
    return f"{name}: {'; '.join(types)}" if len(same) > 1 else name
