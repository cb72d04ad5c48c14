"""The facts that need a sum: the grant of a mobility project, parts of it, and what is beyond it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from erasmus_cli.budget.lines import Line, Path, budget, by_item, total
from erasmus_cli.budget.travel import journey
from erasmus_cli.plan.quantities.mobility import counted
from erasmus_cli.plan.quantities.registry import Context, function, missing
from erasmus_cli.plan.values import NOT_KNOWN, AtLeast, NotKnown, Range, Value, exactly

if TYPE_CHECKING:
    from erasmus_cli.plan.model import Mobility


def _lines(context: Context) -> list[Line]:
    return context.kept("budget", lambda: budget(context.plan, context.programme))


def _of(context: Context, index: int | None, left_out: Collection[str] = ()) -> list[Line]:
    """Return the lines of an activity, or of the project as a whole, but for those of some unit costs."""
    gathered = context.kept("budget by item", lambda: by_item(_lines(context)))
    return [line for line in gathered.get(index, []) if line.unit.id not in left_out]


def _amount(context: Context, index: int, item: Mobility) -> Value:
    """Return the euros of an activity that the fact counts: what the plan says, else what the unit costs give.

    The unit costs in `leave_out` are not counted.
    """
    left_out = context.parameter("leave_out", [])
    if item.amount is None:
        return total(_of(context, index, left_out))
    rest = [line.amount for line in _of(context, index) if line.unit.id in left_out]
    return max(0, item.amount - sum(amount.low for amount in rest if amount))


def _sum(amounts: Iterable[Value]) -> Value:
    known, complete = exactly(0), True
    for amount in amounts:
        complete = complete and not isinstance(amount, AtLeast | NotKnown)
        least = amount.value if isinstance(amount, AtLeast) else amount
        if isinstance(least, Range):
            known += least
        elif isinstance(least, int | Decimal):
            known += exactly(least)
    return known.value() if complete else AtLeast(known.low)


@function("mobility_amounts")
def _amounts(context: Context, _: None) -> Value:
    """Add up the activities that the fact counts; one that may or may not count leaves the sum open."""
    items = counted(context)
    if items is None:
        return NOT_KNOWN
    return _sum(_amount(context, index, item) if certain else NOT_KNOWN for index, item, certain in items)


@missing("mobility_amounts")
def _amounts_missing(context: Context, _: None) -> Iterator[Path]:
    """Yield what would make the sum exact: whether an activity counts at all, and the fields of those that do."""
    if context.plan.mobility is None:
        yield ("mobility",)
    for index, item, certain in counted(context) or []:
        if not certain:
            yield from (("mobility", index, name) for name in ("type", "country") if getattr(item, name) is None)
        elif item.amount is None:
            yield from _wanted(_of(context, index))


def _wanted(lines: Iterable[Line]) -> Iterator[Path]:
    return (path for line in lines for path in (*line.missing, *line.narrower))


@function("grant")
def _grant(context: Context, _: None) -> Value:
    """Return the grant that the plan asks for; without one, the amounts of all activities of a mobility project."""
    if context.plan.grant is not None:
        return context.plan.grant
    if not _mobile(context):
        return NOT_KNOWN
    activities = (_amount(context, index, item) for index, item in enumerate(context.plan.mobility or []))
    return _sum([*activities, total(_of(context, None))])


def _mobile(context: Context) -> bool:
    return context.code in context.programme.activity_actions and context.plan.mobility is not None


@function("highest_grant")
def _highest_grant(context: Context, _: None) -> Value:
    """Return the highest sum that the unit costs can give, whatever is still open."""
    return _highest(total(_lines(context))) if _mobile(context) else NOT_KNOWN


@missing("grant")
def _grant_missing(context: Context, _: None) -> Iterator[Path]:
    """Yield the grant itself where it is chosen, and what it is worked out from in a mobility project."""
    if context.plan.grant is not None:
        return
    if context.code not in context.programme.activity_actions:
        yield ("grant",)
    elif context.plan.mobility is None:
        yield ("mobility",)
    for index, item in enumerate(context.plan.mobility or []):
        if item.amount is None:
            yield from _wanted(_of(context, index))


@function("lowest_grant")
def _lowest_grant(context: Context, _: None) -> Value:
    """Return the lowest sum that the unit costs give; not known as long as a line has no amount."""
    together = total(_lines(context)) if _mobile(context) else NOT_KNOWN
    return NOT_KNOWN if isinstance(together, AtLeast) else together.low if isinstance(together, Range) else together


@missing("highest_grant")
def _highest_grant_missing(context: Context, _: None) -> Iterator[Path]:
    if context.plan.mobility is None:
        yield ("mobility",)
    yield from _wanted(_lines(context))


@function("mobility.highest_amount")
def _highest_amount(context: Context, _: Mobility) -> Value:
    return _highest(total(_of(context, context.index)))


@missing("mobility.highest_amount")
def _highest_amount_missing(context: Context, _: Mobility) -> Iterator[Path]:
    return _wanted(_of(context, context.index))


def _highest(worked_out: Value) -> Value:
    highest = worked_out.high if isinstance(worked_out, Range) else worked_out
    return highest if isinstance(highest, int | Decimal) else NOT_KNOWN


@function("mobility.distance")
def _distance(context: Context, item: Mobility) -> Value:
    way = journey(context.plan, context.programme, item)
    return NOT_KNOWN if way.kilometres is None else int(way.kilometres)


@function("distance_fits")
def _distance_fits(context: Context, item: Mobility) -> Value:
    """Say whether the typed distance is near the one between the places.

    It may differ by a `share` of that and some `kilometres`.
    """
    between = journey(context.plan, context.programme, item, typed=False).kilometres
    if item.distance_km is None or between is None:
        return NOT_KNOWN
    allowed: float = between * float(context.parameter("share")) + context.parameter("kilometres")
    return abs(item.distance_km - between) <= allowed


@function("mobility.paid_travel_days")
def _paid_travel_days(context: Context, item: Mobility) -> Value:
    days = context.programme.rates.stay
    if item.green is None:
        return Range(days.travel_days, days.travel_days_green)
    return days.travel_days_green if item.green else days.travel_days


@function("financially_exempt")
def _financially_exempt(context: Context, _: None) -> Value:
    """Whether an applicant's financial capacity is taken for granted: by its kind, or by what the plan says."""
    own = context.plan.organisation
    if own and own.kind in context.parameter("kinds"):
        return True
    return NOT_KNOWN if own is None or own.exempt is None else own.exempt
