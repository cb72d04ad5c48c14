"""Facts about mobility activities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from erasmus_cli.plan.quantities.registry import PROGRAMME_COUNTRIES, Context, fact
from erasmus_cli.plan.values import NOT_KNOWN, AtLeast, Value, total
from erasmus_cli.programme.countries import standing

if TYPE_CHECKING:
    from erasmus_cli.plan.model import Mobility


def _group(context: Context, item: Mobility) -> str | None:
    """Return the group of an activity's type: staff, learner, incoming or preparatory."""
    return next((t.group for t in context.programme.activity_types if t.id == item.type), None)


@fact("mobility_participants")
def _participants(context: Context, _: None) -> Value:
    # Preparatory visits are the one type that is not counted; accompanying persons have a field of their own.
    if context.plan.mobility is None:
        return NOT_KNOWN
    counted = [item for item in context.plan.mobility if _group(context, item) != "preparatory"]
    return total(item.participants if item.type else None for item in counted)


@fact("staff_or_learner_activities")
def _staff_or_learner(context: Context, _: None) -> Value:
    if context.plan.mobility is None:
        return NOT_KNOWN
    groups = [_group(context, item) for item in context.plan.mobility]
    return total(None if group is None else int(group in ("staff", "learner")) for group in groups)


@fact("third_country_amount")
def _third_country_amount(context: Context, _: None) -> Value:
    if context.plan.mobility is None:
        return NOT_KNOWN
    standings = [(item, standing(context.programme, item.country)) for item in context.plan.mobility]
    return total(0 if where in PROGRAMME_COUNTRIES else item.amount if where else None for item, where in standings)


@fact("third_country_activities")
def _third_country_activities(context: Context, _: None) -> Value:
    if context.plan.mobility is None:
        return NOT_KNOWN
    standings = [standing(context.programme, item.country) for item in context.plan.mobility]
    return total(None if where is None else int(where == "third") for where in standings)


@fact("course_activities")
def _course_activities(context: Context, _: None) -> Value:
    if context.plan.mobility is None:
        return NOT_KNOWN
    return total(None if item.type is None else int(item.type == "course") for item in context.plan.mobility)


@fact("course_amount")
def _course_amount(context: Context, _: None) -> Value:
    if context.plan.mobility is None:
        return NOT_KNOWN
    amounts = ((item.type, item.amount) for item in context.plan.mobility)
    return total(None if kind is None else amount if kind == "course" else 0 for kind, amount in amounts)


@fact("mobility.visits_to_host")
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


@fact("mobility.standing")
def _mobility_standing(context: Context, item: Mobility) -> Value:
    return standing(context.programme, item.country) or NOT_KNOWN


@fact("mobility.group")
def _mobility_group(context: Context, item: Mobility) -> Value:
    return _group(context, item) or NOT_KNOWN


@fact("mobility.only_fewer_opportunities")
def _only_fewer(context: Context, item: Mobility) -> Value:
    if item.fewer_opportunities is None or item.participants is None:
        return NOT_KNOWN
    return item.fewer_opportunities >= item.participants > 0


@fact("mobility.abroad")
def _abroad(context: Context, item: Mobility) -> Value:
    own = context.plan.organisation.country if context.plan.organisation else None
    return NOT_KNOWN if own is None or item.country is None else item.country != own


@fact("mobility.fewer_beyond_participants")
def _fewer_beyond(context: Context, item: Mobility) -> Value:
    if item.fewer_opportunities is None or item.participants is None:
        return NOT_KNOWN
    return max(0, item.fewer_opportunities - item.participants)
