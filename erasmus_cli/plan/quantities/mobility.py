"""Facts about mobility activities."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from erasmus_cli.plan.quantities.registry import Context, counting, fits, function, missing
from erasmus_cli.plan.values import NOT_KNOWN, AtLeast, Range, Value, total
from erasmus_cli.programme.countries import standing

if TYPE_CHECKING:
    from erasmus_cli.plan.model import Mobility


def _group(context: Context, item: Mobility) -> str | None:
    """Return the group of an activity's type: staff, learner, incoming or preparatory."""
    return next((t.group for t in context.programme.activity_types if t.id == item.type), None)


def counted(context: Context) -> list[tuple[int, Mobility, bool]] | None:
    """Return the activities that the fact counts, or may count: place in the plan, activity, whether it is certain.

    The fact's record may narrow it down by `groups` or `types` of activities, or by `standings` of countries.
    """
    if context.plan.mobility is None:
        return None
    found = []
    for index, item in enumerate(context.plan.mobility):
        where = standing(context.programme, item.country)
        fitting = fits(context, {"groups": _group(context, item), "types": item.type, "standings": where})
        if fitting is not False:
            found.append((index, item, fitting is True))
    return found


@function("mobility_items")
def _items(context: Context, _: None) -> Value:
    items = counted(context)
    return NOT_KNOWN if items is None else total(1 if certain else None for _index, _item, certain in items)


@function("mobility_people")
def _participants(context: Context, _: None) -> Value:
    """Add up the participants; as long as no activities are listed, the plan's rough number counts."""
    items, rough = counted(context), context.plan.participants
    if not context.plan.mobility and rough is not None:
        return rough
    if items is None:
        return NOT_KNOWN
    return total(item.participants if certain else None for _index, item, certain in items)


@missing("mobility_people")
def _missing_participants(context: Context, _: None) -> Iterator[tuple[str | int, ...]]:
    if not context.plan.mobility:
        yield from (("mobility",), ("participants",))
    for index, item, _certain in counted(context) or []:
        yield from (("mobility", index, name) for name in ("participants", "type") if getattr(item, name) is None)


@counting("mobility_items", "mobility_people", "mobility_amounts")
def _counted_items(context: Context, _: None) -> Iterator[tuple[str | int, ...]]:
    name = {"mobility_items": "type", "mobility_amounts": "amount"}.get(context.fact.function or "", "participants")
    for index, item, certain in counted(context) or []:
        if certain:
            yield ("mobility", index, name) if getattr(item, name) is not None else ("mobility", index)


@function("mobility.visits_to_host")
def _visits_to_host(context: Context, item: Mobility) -> Value:
    """Count the visits to an item's host: what the item says, or the items that name the same host if they are more."""
    said = item.visits_to_host
    if not item.host:
        return NOT_KNOWN if said is None else said
    same = [x for x in context.plan.mobility or [] if x.host and x.host.casefold() == item.host.casefold()]
    listed = total(None if x.type is None else int(x.type == item.type) for x in same)
    known = listed.value if isinstance(listed, AtLeast) else listed
    assert isinstance(known, int)
    most = max(known, said or 0)
    return AtLeast(most) if isinstance(listed, AtLeast) else most


@function("mobility.shadowers_per_mentor")
def _shadowers(context: Context, item: Mobility) -> Value:
    """Return how many persons shadow one mentor: without a word on it, from one to all participants."""
    if item.shadowers_per_mentor is not None:
        return item.shadowers_per_mentor
    return Range(1, item.participants).value() if item.participants else NOT_KNOWN


@missing("mobility.shadowers_per_mentor")
def _shadowers_missing(context: Context, item: Mobility) -> Iterator[tuple[str | int, ...]]:
    if item.shadowers_per_mentor is None:
        for name in ("participants",) if item.participants is None else ("shadowers_per_mentor",):
            yield ("mobility", context.index or 0, name)


@function("mobility.standing")
def _mobility_standing(context: Context, item: Mobility) -> Value:
    return standing(context.programme, item.country) or NOT_KNOWN


@function("mobility.group")
def _mobility_group(context: Context, item: Mobility) -> Value:
    return _group(context, item) or NOT_KNOWN


@function("mobility.only_fewer_opportunities")
def _only_fewer(context: Context, item: Mobility) -> Value:
    if item.fewer_opportunities is None or item.participants is None:
        return NOT_KNOWN
    return item.fewer_opportunities >= item.participants > 0


@function("mobility.abroad")
def _abroad(context: Context, item: Mobility) -> Value:
    own = context.plan.organisation.country if context.plan.organisation else None
    return NOT_KNOWN if own is None or item.country is None else item.country != own
