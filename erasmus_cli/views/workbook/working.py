"""The sheet of workings: what the lines of an activity share, a row for each activity, all of it formulas.

It follows `budget.lines` and `budget.travel` step by step. What is not known has bounds, in two columns; an empty cell
is a number that has none.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from erasmus_cli.budget.travel import Journey, journey, reach
from erasmus_cli.language import _, language
from erasmus_cli.plan.model import Mobility, Plan
from erasmus_cli.programme.countries import country_name
from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.money import UnitCost
from erasmus_cli.views import words
from erasmus_cli.views.workbook.activities import Activities
from erasmus_cli.views.workbook.book import KILOMETRES, NUMBER, WHOLE_EUROS, Book, quoted
from erasmus_cli.views.workbook.lists import Lists, yes_no
from erasmus_cli.views.workbook.rates import Rates

#: Kilometres that no journey on earth has.
FAR = 99999

#: A range: what formulas call its lowest and its highest number.
Bounds = tuple[str, str]


class Working(msgspec.Struct, frozen=True):
    """What the formulas of the lines call the workings of one activity, in its row.

    `days` are paid days and those at the full rate, by the field they come from; `daily` the base rate and the later
    rate, by the rows of the guide's table; `among_first` the participants who are paid in full, by unit cost.
    """

    number: str
    type: str
    country: str
    standing: str
    group: str
    travellers: str
    kilometres: Bounds
    travel: Bounds
    days: dict[str, tuple[Bounds, Bounds]]
    daily: dict[tuple[str, ...], tuple[Bounds, Bounds]]
    among_first: dict[str, Bounds]


class Workings:
    """Writes the sheet and keeps what formulas call its cells."""

    def __init__(
        self, book: Book, plan: Plan, programme: Programme, activities: Activities, lists: Lists, rates: Rates
    ) -> None:
        self._plan, self._programme = plan, programme
        self._activities, self._lists, self._rates = activities, lists, rates
        self._sheet = sheet = book.sheet(_("Working"), [5, 28, 16] + [11] * 60)
        sheet.raw.page_setup.fitToWidth = 4
        sheet.title(_("How the lines are worked out, activity by activity"))
        sheet.note(_("Everything here follows from the other sheets. Nothing has to be changed."), 8)
        sheet.row = activities.first - 1
        self._heads: list[str] = []
        items = plan.mobility or []
        self.of = [self._row(index, item, activities.first + index) for index, item in enumerate(items)]
        sheet.row = activities.first - 1
        sheet.head(self._heads, height=92)
        sheet.freeze(4)

    def more(self, head: str, of: Sequence[Bounds]) -> Bounds:
        """Add two columns, with formulas for each activity; return what formulas call all cells of each."""
        column, first, last = len(self._heads) + 1, self._activities.first, self._activities.last
        for row, ends in zip(self._activities.rows, of, strict=True):
            self._column, self._at = column - 1, row
            self._bounds(head, ends, WHOLE_EUROS)
        if not of:
            self._heads += [head, head]
        for number in (column, column + 1):
            self._sheet.put_head(number, self._heads[number - 1], first - 1)
        return self._sheet.cells(column, first, max(first, last)), self._sheet.cells(
            column + 1, first, max(first, last)
        )

    def _row(self, index: int, item: Mobility, row: int) -> Working:
        self._column, self._at = 0, row
        rates = self._rates
        kind = next((t for t in self._programme.activity_types if t.id == item.type), None)
        number = self._put(words.text(self._programme.table.number), str(index + 1))
        type_ = self._put(_("Type of activity"), self._text("type"))
        here = rates.plan["country"] if kind and kind.group == "incoming" else self._said("country")
        country = self._put(_("Receiving country"), f'IF({here}="","",{here})')
        place = self._put(
            _("Place in the list of countries"),
            f'IF({country}="","",IFERROR(MATCH({country},{self._lists.countries},0),""))',
        )
        standing = self._put(_("Standing"), f'IF({place}="","",INDEX({self._lists.standings},{place}))')
        group = self._put(_("Group for individual support"), f'IF({place}="","",INDEX({self._lists.groups},{place}))')
        travellers = self._travellers(item)
        kilometres, travel = self._travel(item)
        days, daily = {}, {}
        travel_days = self._travel_days()
        for unit in self._programme.rates.unit_costs:
            if unit.table == "individual-support" and (unit.days or "days") not in days:
                days[unit.days or "days"] = self._days(unit, travel_days)
        for unit in self._programme.rates.unit_costs:
            if unit.table == "individual-support" and tuple(unit.persons) not in daily:
                daily[tuple(unit.persons)] = self._daily(unit, group)
        first = {unit.id: self._among_first(unit, standing) for unit in self._programme.rates.unit_costs if unit.after}
        return Working(number, type_, country, standing, group, travellers, kilometres, travel, days, daily, first)

    def _put(self, head: str, formula: str, form: str = NUMBER) -> str:
        """Put a formula into the next column; return what other formulas call it."""
        self._column += 1
        if self._column > len(self._heads):
            self._heads.append(head)
        self._sheet.formula(self._column, formula, row=self._at, form=form)
        return self._sheet.cell(self._column, self._at).replace("$", "")

    def _bounds(self, head: str, ends: Sequence[str], form: str = NUMBER) -> Bounds:
        lowest, highest = _("{what}, lowest").format(what=head), _("{what}, highest").format(what=head)
        return self._put(lowest, ends[0], form), self._put(highest, ends[1], form)

    def _said(self, field: str) -> str:
        return self._activities.cell(field, self._at)

    def _text(self, field: str) -> str:
        """Return a formula for what a cell says; a reference alone would make a zero of an empty one."""
        return f'IF({self._said(field)}="","",{self._said(field)})'

    def _travellers(self, item: Mobility) -> str:
        """Participants and accompanying persons, without those whose expensive travel is paid for in another way."""
        said, along = self._said("participants"), self._said("accompanying")
        needed = item.type in self._programme.rates.accompanied
        unknown = f'OR({said}="",{along}="")' if needed else f'{said}=""'
        dear, people = self._said("expensive_travellers"), f"({said}+N({along}))"
        elsewhere = f'IF(N({self._said("expensive_travel")})>0,IF({dear}="",{people},MIN({people},{dear})),0)'
        return self._put(_("Travellers"), f'IF({unknown},"",{people}-{elsewhere})')

    def _travel(self, item: Mobility) -> tuple[Bounds, Bounds]:
        """How far it is, and the travel grant of a traveller: the bands from the shortest to the longest way there."""
        way = journey(self._plan, self._programme, item, typed=False)
        if way.kilometres is None:
            way = msgspec.structs.replace(way, reach=reach(self._plan, self._programme, item))
        towns = [self._rates.plan["place"], self._rates.plan["country"]]
        towns += [self._said(field) for field in ("home", "place", "country")]
        now = '&"|"&'.join(towns)
        # Changed towns make the distance between them unknown: the workbook has no gazetteer.
        then = self._put(_("The towns that the program knew"), "", "")
        self._sheet.put(self._column, _joined(self._plan, item), row=self._at)
        km = self._said("distance_km")
        ends = _ends(way)
        low, high = self._bounds(
            _("Kilometres"),
            [
                f'IF({km}<>"",{km},IF({now}={then},{known},{if_not}))'
                for known, if_not in zip(ends, (0, FAR), strict=True)
            ],
            form=KILOMETRES,
        )
        froms, green, other = self._rates.bands
        part = "INDEX({of},MATCH({low},{froms},1)):INDEX({of},MATCH({high},{froms},1))"
        greens, others = (part.format(of=of, low=low, high=high, froms=froms) for of in (green, other))
        said, (yes, no) = self._said("green"), map(quoted, map(str, yes_no()))
        paid = [
            f"IF({said}={yes},{end}({greens}),IF({said}={no},{end}({others}),{end}({greens},{others})))"
            for end in ("MIN", "MAX")
        ]
        return (low, high), self._bounds(_("Travel grant for a traveller"), paid, form=WHOLE_EUROS)

    def _travel_days(self) -> Bounds:
        _full, _later, usual, green = self._rates.stay
        said, way, (yes, no) = self._said("travel_days"), self._said("green"), map(quoted, map(str, yes_no()))
        low = f'IF({said}="",0,MIN({said},IF({way}={yes},{green},{usual})))'
        high = f'MIN(IF({said}="",{FAR},{said}),IF({way}={no},{usual},{green}))'
        return self._bounds(_("Travel days that are paid"), [low, high])

    def _days(self, unit: UnitCost, travel: Bounds) -> tuple[Bounds, Bounds]:
        """The days that are paid, and those of them at the full rate."""
        own, field = self._said("days"), unit.days or "days"
        said = own if field == "days" else f'IF({self._said(field)}="",{own},{self._said(field)})'
        name = next(words.text(c.name) for c in self._programme.table.columns if c.field == field)
        days = self._put(name, f'IF({said}="","",{said})')
        low, high = f"{days}+{travel[0]}", f"{days}+{travel[1]}"
        if unit.at_most:
            most = self._rates.longest[unit.id]
            low, high = f"MIN({low},{most})", f"MIN({days},{most})+{travel[1]}"
        paid = self._bounds(_("Paid days"), [f'IF({days}="","",{end})' for end in (low, high)])
        full = [f'IF({end}="","",MIN({end},{self._rates.stay[0]}))' for end in paid]
        return paid, self._bounds(_("Of these at the full rate"), full)

    def _daily(self, unit: UnitCost, group: str) -> tuple[Bounds, Bounds]:
        """The base rate for a day, and the rate for later days; a country that is not known may be in any group."""
        names = self._programme.choices["rate_rows"]
        persons = ", ".join(words.text(names[person].name) for person in unit.persons)
        ends = []
        for number, end in enumerate(("MIN", "MAX")):
            rows = [self._rates.daily[person][number] for person in unit.persons]
            one = ",".join(f"INDEX({row},{group})" for row in rows)
            ends.append(f'IF({group}="",{end}({",".join(rows)}),IF({group}=0,"",{end}({one})))')
        base = self._bounds(_("Daily rate ({persons})").format(persons=persons), ends, form=WHOLE_EUROS)
        later = [f'IF({end}="","",ROUND({end}*{self._rates.stay[1]}/100,0))' for end in base]
        name = _("Later daily rate ({persons})").format(persons=persons)
        return base, self._bounds(name, later, form=WHOLE_EUROS)

    def _among_first(self, unit: UnitCost, standing: str) -> Bounds:
        """How many participants are among the first of their type, who are paid in full; see `budget.lines`."""
        assert unit.after
        first, people = self._rates.after[unit.id][0], self._said("participants")
        good = ",".join(f"{standing}={quoted(name)}" for name in unit.standings)
        self._put(_("Counted among the first"), f"IF(OR({good}),1,0)")
        self._put(_("Participants are known"), f'IF({people}="",0,1)')
        number = self._put(_("Participants"), f"N({people})")
        column = self._column
        top, last, row = self._activities.first, self._activities.last, self._at

        def over(end: int, *factors: str) -> str:
            """Add up what is in rows down to `end`, of the same type: 0 whether counted, 1 whether known, 2 people."""
            if end < top:
                return "0"
            own = [self._sheet.cells(number, top, end) for number in (column - 2, column - 1, column)]
            types = f"({self._sheet.cells(2, top, end)}={self._sheet.cell(2, row)})"
            return f"SUMPRODUCT({types}*{'*'.join(factor.format(*own) for factor in factors)})"

        least = over(row - 1, "({0}=1)", "{2}")
        elsewhere = over(last, "({0}=0)", "{2}")
        unknown = f"{over(last, '({0}=0)', '({1}=0)')}+{over(row - 1, '({0}=1)', '({1}=0)')}"
        low = self._put(_("Ahead of them, lowest"), least)
        high = self._put(_("Ahead of them, highest"), f"IF({unknown}>0,MAX({low},{first}),{low}+{elsewhere})")
        ends = [f"MAX(0,MIN({number},{first}-{ahead}))" for ahead in (high, low)]
        return self._bounds(_("Among the first"), ends)


def _joined(plan: Plan, item: Mobility) -> str:
    """Return the towns of the plan as a formula joins them, with countries as the sheets name them."""
    own = plan.organisation
    countries = [
        country_name(code, language()) if code else "" for code in (own.country if own else None, item.country)
    ]
    towns: Sequence[str] = [
        own.place or "" if own else "",
        countries[0],
        item.home or "",
        item.place or "",
        countries[1],
    ]
    return "|".join(map(words.clean, towns))


def _ends(way: Journey) -> tuple[float, float]:
    """Return the shortest and the longest way between the towns."""
    if way.kilometres is not None:
        return way.kilometres, way.kilometres
    return (way.reach.shortest.length, way.reach.longest.length) if way.reach else (0, FAR)
