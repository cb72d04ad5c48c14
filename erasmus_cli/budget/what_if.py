"""What a change of one activity would change in euros: one more participant, one more day, green travel or not."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import product
from typing import TYPE_CHECKING, Any

import msgspec

from erasmus_cli.budget.lines import budget, total
from erasmus_cli.budget.travel import journey, possible, reach
from erasmus_cli.plan.values import AtLeast, Range, exactly
from erasmus_cli.programme.load import Programme

if TYPE_CHECKING:
    from erasmus_cli.plan.model import Plan


class Changes(msgspec.Struct, frozen=True):
    """What the grant would be more by, in euros; less, if negative. None: nothing would change, or it can't be said.

    `other` is the other way of travelling: green, or not green if the plan says `green` now.
    """

    participant: Range | None
    day: Range | None
    other: Range | None
    green: bool


def what_if(plan: Plan, programme: Programme, index: int) -> Changes:
    """Work out what three changes of an activity would cost, whatever the plan does not say yet.

    They are worked out alone: whether a limit of the programme leaves room for them is another question.
    """
    item = (plan.mobility or [])[index]
    green = item.green is True
    more, longer = item.participants, item.days
    if item.expensive_travel and item.expensive_travellers is None:
        more = None  # the real costs of one more are not known
    participant = None if more is None else _own(plan, programme, index, {}, {"participants": more + 1})
    if participant and more is not None:
        participant += _others(plan, programme, index, more + 1)
    day = None if longer is None else _own(plan, programme, index, {}, {"days": longer + 1})
    other = _own(plan, programme, index, {"green": green}, {"green": not green})
    return Changes(_change(participant), _change(day), _change(other), green)


def _change(difference: Range | None) -> Range | None:
    return difference if difference and (difference.low or difference.high) else None


def _own(plan: Plan, programme: Programme, index: int, before: dict[str, Any], after: dict[str, Any]) -> Range | None:
    """Return the difference that a change makes to its activity, over all that the plan leaves open."""
    found = []
    for settled in _settled(plan, programme, index):
        given = settled | before
        found.append(_difference(programme, _with(plan, index, given), _with(plan, index, given | after), [index]))
    known = [x for x in found if x is not None]
    return Range(min(x.low for x in known), max(x.high for x in known)) if len(known) == len(found) else None


def _others(plan: Plan, programme: Programme, index: int, participants: int) -> Range:
    """Return what one more participant changes in later activities of the type: who is among the first of it."""
    item, listed = (plan.mobility or [])[index], plan.mobility or []
    later = [i for i in range(index + 1, len(listed)) if listed[i].type == item.type]
    changed = _with(plan, index, {"participants": participants})
    sums = []
    for either in (plan, changed):
        amounts = (line.amount for line in budget(either, programme, only=later) if line.unit.after)
        sums.append(sum(filter(None, amounts), exactly(0)))
    return _between(*sums)


def _difference(programme: Programme, before: Plan, after: Plan, only: Collection[int]) -> Range | None:
    """Return by how much a budget is higher after a change. None if a line of it is not known."""
    first, second = (total(budget(plan, programme, only=only)) for plan in (before, after))
    if isinstance(first, AtLeast) or isinstance(second, AtLeast):
        return None
    return _between(*(x if isinstance(x, Range) else exactly(x) for x in (first, second)))  # type: ignore[arg-type]


def _between(before: Range, after: Range) -> Range:
    """Return the difference of two sums in which the same is open, above all daily rates: low is compared with low."""
    ends = (after.low - before.low, after.high - before.high)
    return Range(min(ends), max(ends))


def _settled(plan: Plan, programme: Programme, index: int) -> Iterator[dict[str, Any]]:
    """Yield answers to what is open in an activity and does not simply raise a sum: each band, each way of travelling,
    no travel days and the most that are paid.
    """
    item = (plan.mobility or [])[index]
    way = journey(plan, programme, item)
    if way.kilometres is None:
        way = msgspec.structs.replace(way, reach=reach(plan, programme, item))
    distances = [band.from_ if band else 0 for band in possible(programme, way)]
    greens = [True, False] if item.green is None else [item.green]
    days = [0, programme.rates.stay.travel_days_green] if item.travel_days is None else [item.travel_days]
    for distance, green, travel in product(distances, greens, days):
        yield {"distance_km": distance, "green": green, "travel_days": travel}


def _with(plan: Plan, index: int, changes: dict[str, Any]) -> Plan:
    """Return a copy of a plan with a changed activity."""
    listed = list(plan.mobility or [])
    listed[index] = listed[index].model_copy(update=changes)
    return plan.model_copy(update={"mobility": listed})
