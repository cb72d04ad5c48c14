"""The sheet of lines: by budget category, every unit cost that an activity may get, as formulas.

They follow `budget.lines`. A line that does not count has no amount and says why; one whose amount is not known says
what it needs, and the highest sum is then not known either.
"""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl.formatting.rule import Rule
from openpyxl.styles.differential import DifferentialStyle

from erasmus_cli.language import _
from erasmus_cli.plan.model import Mobility, Plan
from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.money import UnitCost
from erasmus_cli.views import items, words
from erasmus_cli.views.workbook.activities import Activities
from erasmus_cli.views.workbook.book import EUROS, NUMBER, PERCENT, Book, bold, font, quoted
from erasmus_cli.views.workbook.rates import Rates
from erasmus_cli.views.workbook.working import Bounds, Working

CATEGORY, ACTIVITY, NAME, ITEM, PEOPLE, EACH, AMOUNT, HOW, STANDS, SOURCE = 1, 2, 3, 4, 5, 7, 9, 11, 12, 13


class Lines:
    """Writes the sheet; `sum_of` are the sums of lines."""

    def __init__(
        self,
        book: Book,
        plan: Plan,
        programme: Programme,
        activities: Activities,
        rates: Rates,
        workings: list[Working],
    ) -> None:
        self._plan, self._programme, self._activities, self._rates = plan, programme, activities, rates
        #: What a line begins with that lacks something.
        self._needs = _("needs: {fields}").format(fields="")
        self._sheet = sheet = book.sheet(_("Lines"), [20, 5, 34, 30, 9, 9, 12, 12, 14, 14, 36, 30, 30])
        sheet.title(_("Lines of the budget, by category"))
        sheet.note(
            _("Every line that an activity of its type may get. The reason stands with those that do not count."), 13
        )
        number, each = _("Number, {end}"), _("For each, {end}")
        low, high = _("lowest"), _("highest")
        heads = [_("Category"), words.text(programme.table.number), _("Activity"), _("Item")]
        heads += [number.format(end=low), number.format(end=high), each.format(end=low), each.format(end=high)]
        heads += [_("Lowest sum"), _("Highest sum"), _("How it is worked out"), _("How it stands"), _("Source")]
        sheet.head(heads, height=48)
        sheet.freeze(5)
        self._first = sheet.row
        for category in programme.rates.categories:
            for unit in (u for u in programme.rates.unit_costs if u.category == category.id):
                self._unit(unit, words.text(category.name), workings)
        self._last = max(self._first, sheet.row - 1)
        self._dress()

    def _unit(self, unit: UnitCost, category: str, workings: list[Working]) -> None:
        for index, item in enumerate(self._plan.mobility or []):
            applies = not unit.types or item.type in unit.types
            stands_for_all = item.type is None and unit is next(u for u in self._programme.rates.unit_costs if u.types)
            if not unit.whole_project and (applies or stands_for_all):
                self._line(unit, category, index, item, workings[index])
        if unit.whole_project:
            said = self._rates.plan[unit.times[0]]
            self._head(unit, category, _("the project as a whole"))
            not_asked = quoted(_("not asked for"))
            self._sheet.formula(STANDS, f'IF(N({said})>0,"",{not_asked})')
            self._amounts(unit, (f"N({said})", f"N({said})"))

    def _line(self, unit: UnitCost, category: str, index: int, item: Mobility, working: Working) -> None:
        self._head(unit, category, None)
        sheet, row = self._sheet, self._activities.first + index
        sheet.formula(ACTIVITY, working.number)
        sheet.centre(ACTIVITY)
        kind = self._programme.choices["activity_types"].get(item.type or "")
        like = f"{words.text(kind.name)}, {item.country}" if kind else " "
        sheet.formula(NAME, f'{working.type}&IF({working.country}="","",", "&{working.country})', like=like)
        sheet.formula(STANDS, self._stands(unit, item, working, row), like=" ")
        number = [self._number(unit.times[0], row, working), exactly("1")]
        if len(unit.times) > 1:
            number = [self._number(name, row, working) for name in unit.times]
        people: Bounds = tuple(f"{a}*{b}" for a, b in zip(*number[:2], strict=True))  # type: ignore[assignment]
        self._amounts(unit, people, working)

    def _head(self, unit: UnitCost, category: str, about: str | None) -> None:
        sheet = self._sheet
        sheet.put(CATEGORY, category)
        sheet.put(ITEM, words.text(unit.name))
        if about:
            sheet.put(NAME, about)
        sheet.put(HOW, _how(unit))
        sheet.put(SOURCE, words.sources(self._programme, unit.sources))

    def _amounts(self, unit: UnitCost, number: Bounds, working: Working | None = None) -> None:
        """Put numbers, rates and amounts into the row, each empty as long as the line does not count."""
        sheet, rates = self._sheet, self._rates
        counts = f'{self._cell(STANDS)}=""'
        if working and unit.table == "travel":
            each: Bounds = working.travel
        elif working and unit.table == "individual-support":
            paid, full = working.days[unit.days or "days"]
            base, later = working.daily[tuple(unit.persons)]
            each = tuple(f"{f}*{b}+({p}-{f})*{r}" for p, f, b, r in zip(paid, full, base, later, strict=True))  # type: ignore[assignment]
        else:
            each = rates.low[unit.id], rates.high[unit.id]
        for end in (0, 1):
            people = sheet.formula(PEOPLE + end, f'IF({counts},{number[end]},"")', form=NUMBER)
            n, rate = self._cell(PEOPLE + end), self._cell(EACH + end)
            if unit.percent is not None:
                people.number_format = EUROS
                sheet.formula(EACH + end, f'IF({counts},{each[end]},"")', form=PERCENT)
                amount = f"ROUND({n}*{rate}/100,2)"
            elif unit.after and working:
                first, lower = working.among_first[unit.id][end], rates.after[unit.id][1]
                amount = f"{first}*{each[end]}+({n}-{first})*{lower}"
            else:
                sheet.formula(EACH + end, f'IF({counts},{each[end]},"")', form=EUROS)
                amount = f"{n}*{rate}"
            bold(sheet.formula(AMOUNT + end, f'IF({counts},{amount},"")', form=EUROS))
        sheet.row += 1

    def _cell(self, column: int) -> str:
        return self._sheet.cell(column).split("!")[1].replace("$", "")

    def _number(self, name: str, row: int, working: Working) -> Bounds:
        """Return by what a line is counted; who has fewer opportunities is not known to be nobody."""
        if name == "travellers":
            return working.travellers, working.travellers
        said = self._activities.cell(name, row)
        if name == "fewer_opportunities":
            people = self._activities.cell("participants", row)
            return f'IF({said}="",0,{said})', f'IF({said}="",{people},{said})'
        return said, said

    def _stands(self, unit: UnitCost, item: Mobility, working: Working, row: int) -> str:
        """Return a formula for how a line stands: empty if it counts, else what it needs or why it does not count."""
        programme, said = self._programme, self._activities.cell
        if item.type is None and unit.types:
            return quoted(self._needs + self._label("type"))
        stands = quoted("")
        missing = list(self._missing(unit, item, working, row))
        if missing:
            lacks = "&".join(f'IF({when},{quoted("; " + self._label(field))},"")' for field, when in missing)
            none = " ,".join(f"NOT({when})" for _field, when in missing)
            stands = f'IF(AND({none}),"",{quoted(self._needs)}&MID({lacks},3,500))'
        if unit.standings:
            good = ",".join(f"{working.standing}={quoted(name)}" for name in unit.standings)
            elsewhere = quoted(_("not for this country"))
            if "eu" in unit.standings:  # one line stands for all until the country is known
                elsewhere = f'IF({working.standing}="",{quoted(self._needs + self._label("country"))},{elsewhere})'
            stands = f"IF(OR({good}),{stands},{elsewhere})"
        if unit.only_if:
            asked = f"N({said(unit.only_if, row)})>0"
            if unit.only_if == "accompanying" and item.type in programme.rates.accompanied:
                asked = f'OR({said(unit.only_if, row)}="",{asked})'
            not_asked = quoted(_("not asked for"))
            stands = f"IF({asked},{stands},{not_asked})"
        if item.type is None:
            return stands
        kind = next(words.text(t.name) for t in programme.activity_types if t.id == item.type)
        again = quoted(self._needs + _("a new export, as the type was changed"))
        return f"IF({working.type}={quoted(kind)},{stands},{again})"

    def _missing(self, unit: UnitCost, item: Mobility, working: Working, row: int) -> Iterator[tuple[str, str]]:
        """Yield the fields without which an amount is not known, each with a formula that says that it is."""
        said = self._activities.cell
        for name in unit.times:
            if name in ("travellers", "fewer_opportunities"):
                unknown = f'{said("participants", row)}=""'
                if name == "travellers" and item.type in self._programme.rates.accompanied:
                    yield "accompanying", f'AND({said("participants", row)}<>"",{said("accompanying", row)}="")'
                elif name == "fewer_opportunities":
                    unknown = f'AND({said(name, row)}="",{unknown})'
                yield "participants", unknown
            else:
                yield name, f'{said(name, row)}=""'
        if unit.table == "individual-support":
            paid, _full = working.days[unit.days or "days"]
            yield "days", f'{paid[0]}=""'
            yield "country", f'{working.daily[tuple(unit.persons)][0][0]}=""'

    def _label(self, field: str) -> str:
        return items.label(self._programme, ("mobility", 0, field))

    def _dress(self) -> None:
        """Grey out what does not count, and mark what lacks something."""
        raw, first, last = self._sheet.raw, self._first, self._last
        where = f"A{first}:{self._sheet.at(SOURCE, last).coordinate}"
        begins = f"LEFT($L{first},{len(self._needs)})={quoted(self._needs)}"
        raw.conditional_formatting.add(
            where,
            Rule("expression", formula=[begins], dxf=DifferentialStyle(font=font(color="C00000")), stopIfTrue=True),
        )
        raw.conditional_formatting.add(
            where, Rule("expression", formula=[f'$L{first}<>""'], dxf=DifferentialStyle(font=font(color="A6A6A6")))
        )
        raw.auto_filter.ref = f"A{first - 1}:{self._sheet.at(SOURCE, last).coordinate}"

    def _cells(self, column: int) -> str:
        return self._sheet.cells(column, self._first, self._last)

    def lacking(self, *, of: str | None = None, column: int = CATEGORY) -> str:
        """Return a formula for the number of lines that lack something: all, or those with `of` in a column."""
        begins = f"(LEFT({self._cells(STANDS)},{len(self._needs)})={quoted(self._needs)})"
        return f"SUMPRODUCT({begins}*{f'({self._cells(column)}={of})' if of else '1'})"

    def sum_of(self, *, of: str | None = None, column: int = CATEGORY) -> Bounds:
        """Return formulas for the lowest and the highest sum: of all lines, or of those with `of` in a column.

        The highest is not known as long as a line lacks something.
        """
        low, high = (
            f"SUMIFS({self._cells(AMOUNT + end)},{self._cells(column)},{of})"
            if of
            else f"SUM({self._cells(AMOUNT + end)})"
            for end in (0, 1)
        )
        return low, f"IF({self.lacking(of=of, column=column)}>0,{quoted(_('not known'))},{high})"

    def of_the_project(self) -> Bounds:
        """Return formulas for the sums of the lines of the project as a whole."""
        low, high = self.sum_of(of=quoted(_("the project as a whole")), column=NAME)
        return low, high

    def only(self, units: list[str], activity: str, end: int = 0) -> str:
        """Return a formula for the lowest (0) or highest (1) sum of some unit costs of an activity."""
        names = [words.text(u.name) for u in self._programme.rates.unit_costs if u.id in units]
        where = f"{self._cells(AMOUNT + end)},{self._cells(ACTIVITY)},{activity},{self._cells(ITEM)}"
        return "+".join(f"SUMIFS({where},{quoted(name)})" for name in names) or "0"

    def without(self, units: list[str], activity: str) -> Bounds:
        """Return formulas for the sums of the lines of an activity but those of some unit costs."""
        low, high = self.sum_of(of=activity, column=ACTIVITY)
        return f"{low}-({self.only(units, activity)})", f"{high[:-1]}-({self.only(units, activity, 1)}))"


def exactly(number: str) -> Bounds:
    """Return the bounds of one number."""
    return number, number


def _how(unit: UnitCost) -> str:
    """Say how a line is worked out, whatever its numbers."""
    note = f" ({words.text(unit.note)})" if unit.note else ""
    if unit.percent is not None:
        return _("share of the real costs") + note
    if unit.table == "travel":
        return _("travellers × grant of the travel band")
    if unit.table:
        return _("persons × (days at the full rate × daily rate + later days × later rate)")
    if unit.after:
        return _("the first of their type × full rate + the others × lower rate")
    return _("persons × days × rate") if len(unit.times) > 1 else _("persons × rate")
