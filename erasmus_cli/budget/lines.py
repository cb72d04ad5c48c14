"""The lines of a mobility project's budget: each unit cost that applies to an activity, with how it is worked out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

import msgspec

from erasmus_cli.budget.travel import Journey, journey, possible, reach
from erasmus_cli.plan.values import AtLeast, Range, Value, exactly
from erasmus_cli.programme.countries import standing
from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.money import UnitCost

if TYPE_CHECKING:
    from erasmus_cli.plan.model import Plan

Path = tuple[str | int, ...]


class Term(msgspec.Struct, frozen=True):
    """So many units at so many euros, or such a share of real costs."""

    count: Range
    rate: Range
    percent: bool = False


class Line(msgspec.Struct, frozen=True):
    """One line of a budget. `item` is the activity's place in the plan; None for the project as a whole.

    The amount is `people` times the sum of the `terms`; there are none, and no amount, as long as the fields
    `missing` are. `narrower` are fields that would make the amount more exact. `open` are ids of what no source tells.
    """

    unit: UnitCost
    item: int | None
    people: Range
    terms: tuple[Term, ...]
    missing: tuple[Path, ...] = ()
    narrower: tuple[Path, ...] = ()
    open: tuple[str, ...] = ()
    journey: Journey | None = None

    @property
    def amount(self) -> Range | None:
        """The euros; None if they are not known."""
        if self.missing:
            return None
        whole = exactly(0)
        for term in self.terms:
            product = term.count * term.rate
            whole += Range(_cents(product.low), _cents(product.high)) if term.percent else product
        return self.people * whole


def _cents(percents: int | Decimal) -> Decimal:
    """Return a share in per cent of euros, rounded half up to cents."""
    return (Decimal(percents) / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)


def total(lines: Iterable[Line]) -> Value:
    """Add up lines: one sum, a range, or at least so much if the amount of a line is not known."""
    amounts = [line.amount for line in lines]
    known = sum((a for a in amounts if a is not None), exactly(0))
    return AtLeast(known.low) if None in amounts else known.value()


def by_item(lines: Iterable[Line]) -> dict[int | None, list[Line]]:
    """Gather lines by their activities: going through all for each would take long in a plan with hundreds."""
    gathered: dict[int | None, list[Line]] = {}
    for line in lines:
        gathered.setdefault(line.item, []).append(line)
    return gathered


def budget(
    plan: Plan, programme: Programme, *, bounded: bool = False, only: Collection[int] | None = None
) -> list[Line]:
    """Return the lines of a plan's budget, activity by activity, then those of the whole project.

    With `only`, those of some activities alone.

    With `bounded`, the gazetteer sets bounds to the way to a town that is not known. Limits are decided without:
    a place may lie outside of it, and a limit is only broken by what is certain.
    """
    ahead = {unit.id: _ahead(plan, programme, unit) for unit in programme.rates.unit_costs if unit.after}
    wanted = range(len(plan.mobility or [])) if only is None else only
    lines = [line for i in wanted for line in _Activity(plan, programme, i, ahead, bounded).lines()]
    for unit in programme.rates.unit_costs if only is None else ():
        if unit.whole_project and getattr(plan, unit.times[0]):
            term = Term(exactly(getattr(plan, unit.times[0])), exactly(unit.percent or 0), percent=True)
            lines.append(Line(unit, None, exactly(1), (term,)))
    return lines


def _ahead(plan: Plan, programme: Programme, unit: UnitCost) -> list[Range]:
    """Return for each activity how many participants of its type come before its own for a higher unit cost.

    Whether participants in third countries, who have a unit cost of their own, count among them is not told.
    All activities are gone through once, for a plan may have hundreds.
    """
    assert unit.after
    counted = [(x, standing(programme, x.country) in unit.standings) for x in plan.mobility or []]
    elsewhere, earlier = Counter[str | None](), Counter[str | None]()
    unknown = {x.type for x, here in counted if not here and x.participants is None}
    for item, here in counted:
        if not here:
            elsewhere[item.type] += item.participants or 0
    ahead = []
    for item, here in counted:
        least = earlier[item.type]
        most = max(least, unit.after.first) if item.type in unknown else least + elsewhere[item.type]
        ahead.append(Range(least, most))
        if here:
            earlier[item.type] += item.participants or 0
            if item.participants is None:
                unknown.add(item.type)
    return ahead


class _Activity:
    """Works out the lines of one activity. What the plan does not say becomes a range where it has bounds."""

    def __init__(
        self, plan: Plan, programme: Programme, index: int, ahead: dict[str, list[Range]], bounded: bool
    ) -> None:
        self.plan, self.programme, self.index, self.ahead, self.bounded = plan, programme, index, ahead, bounded
        self.item = item = (plan.mobility or [])[index]
        own = plan.organisation.country if plan.organisation else None
        kind = next((t for t in programme.activity_types if t.id == item.type), None)
        incoming = kind is not None and kind.group == "incoming"
        self.receiving = own if incoming else item.country
        self.receiving_path: Path = ("organisation", "country") if incoming else ("mobility", index, "country")

    def lines(self) -> Iterator[Line]:
        """Yield the lines of the activity; without a type, one that stands for all that are not known yet."""
        if self.item.type is None:
            yield self._lacks(next(unit for unit in self.programme.rates.unit_costs if unit.types), "type")
        where = standing(self.programme, self.receiving)
        for unit in self.programme.rates.unit_costs:
            wanted = not unit.whole_project and (not unit.types or self.item.type in unit.types)
            if not wanted or (unit.only_if is not None and not self._asked(unit.only_if)):
                continue
            if not unit.standings or where in unit.standings:
                line = self._line(unit)
                if line.people.high:
                    yield line
            elif where is None and "eu" in unit.standings:  # one line stands for all until the country is known
                yield self._lacks(unit, "country")

    def _asked(self, field: str) -> bool:
        """Whether the plan asks for something that is not paid of itself, or has to ask for it and does not yet."""
        said = getattr(self.item, field)
        needed = field == "accompanying" and self.item.type in self.programme.rates.accompanied
        return needed if said is None else bool(said)

    def _place(self, *fields: str) -> tuple[Path, ...]:
        return tuple(("mobility", self.index, name) for name in fields)

    def _line(self, unit: UnitCost) -> Line:
        numbers = {name: self._number(name) for name in unit.times}
        missing = [name for name, number in numbers.items() if number is None]
        if missing:
            return self._lacks(unit, *(self._lacking(name) for name in missing))
        people, *others = [number for number in numbers.values() if number is not None]
        each = exactly(1)
        for number in others:
            each *= number
        if unit.table == "travel":
            return self._travel(unit, people)
        if unit.table == "individual-support":
            return self._stay(unit, people)
        opened = (unit.open,) if unit.open else ()
        if unit.percent is not None:
            return Line(unit, self.index, exactly(1), (Term(people, exactly(unit.percent), percent=True),), open=opened)
        rate = Range(unit.euros or 0, unit.up_to or unit.euros or 0)
        if unit.after:
            paid_in_full = self._among_the_first(unit)
            if paid_in_full.low < people.low:
                lower, more = exactly(unit.after.euros), exactly((unit.euros or 0) - unit.after.euros)
                terms = (Term(people, lower), Term(paid_in_full, more))
                undecided = paid_in_full.low != paid_in_full.high
                return Line(unit, self.index, exactly(1), terms, open=(unit.after.open,) if undecided else ())
        narrower = self._place("fewer_opportunities") if people.low != people.high else ()
        return Line(unit, self.index, people, (Term(each, rate),), narrower=narrower, open=opened)

    def _lacks(self, unit: UnitCost, *fields: str) -> Line:
        """Return a line whose amount is not known for want of fields of the activity."""
        return Line(unit, self.index, exactly(1), (), self._place(*fields))

    def _among_the_first(self, unit: UnitCost) -> Range:
        """Return how many participants are among the first of their type, for whom the higher unit cost is paid."""
        assert unit.after
        ahead, own = self.ahead[unit.id][self.index], self.item.participants or 0
        return Range(*(max(0, min(own, unit.after.first - before)) for before in (ahead.high, ahead.low)))

    def _lacking(self, name: str) -> str:
        """Return the field of the activity for want of which a number is not known."""
        if name in ("travellers", "fewer_opportunities"):
            return "participants" if self.item.participants is None else "accompanying"
        return name

    def _number(self, name: str) -> Range | None:
        item = self.item
        if name == "fewer_opportunities" and item.fewer_opportunities is None:
            return None if item.participants is None else Range(0, item.participants)
        if name == "travellers":
            if item.participants is None or (item.accompanying is None and self._asked("accompanying")):
                return None
            people = item.participants + (item.accompanying or 0)
            dear = people if item.expensive_travellers is None else min(people, item.expensive_travellers)
            return exactly(people - dear if item.expensive_travel else people)
        number: int | None = getattr(item, name)
        return None if number is None else exactly(number)

    def _travel(self, unit: UnitCost, people: Range) -> Line:
        way = journey(self.plan, self.programme, self.item)
        unsaid: tuple[Path, ...] = ()
        if way.kilometres is None and people.high:
            # Two towns give the distance as well; what the plan has of them was not enough.
            own = self.plan.organisation
            home = () if self.item.home or (own and own.place) else (("organisation", "place"),)
            town = () if self.item.place else self._place("place")
            unsaid = (*home, *town, *self._place("distance_km"))
            if not self.bounded:
                return Line(unit, self.index, exactly(1), (), unsaid, journey=way)
            way = msgspec.structs.replace(way, reach=reach(self.plan, self.programme, self.item))
        bands = possible(self.programme, way)
        kinds = [kind for kind in (True, False) if self.item.green in (kind, None)]
        paid = [(there.green if green else there.other) if there else 0 for there in bands for green in kinds]
        if len(kinds) > 1 and any(there and there.green != there.other for there in bands):
            unsaid += self._place("green")
        rate = Range(min(paid), max(paid))
        return Line(unit, self.index, people, (Term(exactly(1), rate),), narrower=unsaid, journey=way)

    def _stay(self, unit: UnitCost, people: Range) -> Line:
        given = getattr(self.item, unit.days or "days")
        days = self.item.days if given is None else given
        if days is None:
            return self._lacks(unit, "days")
        opened = (unit.open,) if unit.open else ()
        stay = self.programme.rates.stay
        travel, narrower = self._travel_days(stay.travel_days, stay.travel_days_green)
        paid = Range(days + travel.low, days + travel.high)
        if unit.at_most and paid.high > unit.at_most.days:
            longest = unit.at_most.days
            paid = Range(min(paid.low, longest), min(days, longest) + travel.high)
            opened = (unit.at_most.open,)
        daily = self._daily(unit)
        if daily is None:
            return self._lacks(unit, "country")
        rate, later = daily
        full = Range(min(paid.low, stay.full_days), min(paid.high, stay.full_days))
        rest = Range(paid.low - full.low, paid.high - full.high)
        terms = (Term(full, rate), Term(rest, later)) if rest.high else (Term(full, rate),)
        if self.receiving is None:
            narrower += (self.receiving_path,)
        return Line(unit, self.index, people, terms, narrower=narrower, open=opened)

    def _travel_days(self, usual: int, green: int) -> tuple[Range, tuple[Path, ...]]:
        """Return the travel days that are paid, and the fields that would make their number exact."""
        said, most = self.item.travel_days, {True: (green, green), False: (usual, usual), None: (usual, green)}
        least, highest = most[self.item.green]
        if said is None:
            return Range(0, highest), self._place("travel_days")
        paid = Range(min(said, least), min(said, highest))
        return paid, self._place("green") if paid.low != paid.high else ()

    def _daily(self, unit: UnitCost) -> tuple[Range, Range] | None:
        """Return the base rate for a day and the lower rate of a long stay, both in whole euros.

        Both are ranges over all groups of countries that are possible; None for a country that is in no group.
        """
        groups = [g.group for g in self.programme.support_groups if self.receiving in (*g.members, None)]
        rows = [base for base in self.programme.rates.base_rates if base.person in unit.persons]
        found = [base.ranges[group - 1] for base in rows for group in groups]
        if not found:
            return None
        low, high = min(low for low, _ in found), max(high for _, high in found)
        percent = self.programme.rates.stay.later_percent
        return Range(low, high), Range(_whole(low, percent), _whole(high, percent))


def _whole(rate: int | Decimal, percent: int) -> int:
    """Return a share of a rate in whole euros; the guide says "nearest", a half goes up."""
    return int((Decimal(rate) * percent / 100).quantize(Decimal(1), ROUND_HALF_UP))
