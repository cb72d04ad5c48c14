"""Facts that show whether a plan contradicts itself: what stands twice, what lies outside, what cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from erasmus_cli.plan.quantities.bodies import repeats, same_body
from erasmus_cli.plan.quantities.registry import Context, at_fault, function
from erasmus_cli.plan.values import NOT_KNOWN, Value, gathered, total
from erasmus_cli.programme.days import in_call
from erasmus_cli.programme.rounds import FINLAND

if TYPE_CHECKING:
    from erasmus_cli.plan.model import Activity, Body, Mobility, OtherApplication, Plan, WorkPackage


@function("today")
def _today(context: Context, _: None) -> Value:
    return context.now.astimezone(FINLAND).date()


@function("last_done")
def _last_done(context: Context, _: None) -> Value:
    """Return the latest of the days on which steps were done."""
    return max((context.plan.done or {}).values(), default=NOT_KNOWN)


@at_fault("last_done")
def _last_step_done(context: Context, _: None) -> Iterator[tuple[str | int, ...]]:
    days = context.plan.done or {}
    yield from (("done", name) for name, day in days.items() if day == max(days.values()))


@function("call_year")
def _call_year(context: Context, _: None) -> Value:
    return context.programme.year


@function("round_day")
def _round_day(context: Context, _: None) -> Value:
    """Return the day on which the round closes; of a call that is not published, that of the last one, moved."""
    programme, number = context.programme, context.plan.round or 1
    own = programme.round(context.code, number, opened=None)
    last = programme.before.round(context.code, number, opened=None) if programme.before else None
    if own:
        return own.finnish.date()
    return in_call(last, programme.year) if last else NOT_KNOWN


@function("calls_left")
def _calls_left(context: Context, _: None) -> Value:
    """Count the calls of the programme period that come after the plan's."""
    return context.programme.call.last_call - context.programme.year


@function("matches")
def _matches(context: Context, item: Body | None) -> Value:
    """Say whether an organisation's OID has the form that such a number has (`pattern`)."""
    body = item or context.plan.organisation
    return NOT_KNOWN if body is None or not body.oid else bool(re.fullmatch(context.parameter("pattern"), body.oid))


@function("is_applicant")
def _is_applicant(context: Context, item: Body) -> Value:
    own = context.plan.organisation
    return NOT_KNOWN if own is None else same_body(item, own)


@function("repeated")
def _repeated(context: Context, item: Body) -> Value:
    """Say whether an organisation stands in its list before."""
    assert context.index is not None
    name = context.fact.scope or ""
    return context.kept(f"repeated {name}", lambda: repeats(getattr(context.plan, name)))[context.index]


@function("applications.repeated")
def _repeated_application(context: Context, item: OtherApplication) -> Value:
    """Say whether an application as applicant for the same action stands in the list before.

    That is asked of the actions (`families`) in which one organisation has only one.
    """
    assert context.index is not None
    if item.action is None or item.action.partition("-")[0] not in context.parameter("families"):
        return False
    before = context.kept("first applications", lambda: _first_applications(context.plan))
    return item.role == "applicant" and before.get(item.action, context.index) < context.index


def _first_applications(plan: Plan) -> dict[str | None, int]:
    first: dict[str | None, int] = {}
    for number, other in enumerate(plan.applications or []):
        if other.role == "applicant":
            first.setdefault(other.action, number)
    return first


@function("oid_in_another_country")
def _oid_in_another_country(context: Context, item: Body) -> Value:
    """Say whether the plan gives an organisation's OID to one of another country, too."""
    if not item.oid or not item.country:
        return NOT_KNOWN
    countries = context.kept("countries by OID", lambda: _countries_by_oid(context.plan))
    return bool(countries[item.oid.casefold()] - {item.country})


def _countries_by_oid(plan: Plan) -> dict[str, set[str]]:
    countries: dict[str, set[str]] = {}
    for body in _everybody(plan):
        if body.oid:
            countries.setdefault(body.oid.casefold(), set()).update({body.country} - {None})  # type: ignore[arg-type]
    return countries


def _everybody(plan: Plan) -> Iterator[Body]:
    if plan.organisation:
        yield plan.organisation
    yield from plan.partners or []
    yield from plan.members or []


@function("place_known")
def _place_known(context: Context, item: Mobility | None) -> Value:
    """Say whether the gazetteer has the named place in the named country."""
    where = item or context.plan.organisation
    if where is None or not where.place or not where.country:
        return NOT_KNOWN
    from erasmus_cli.programme.places import find

    return bool(find(where.place, where.country))


@function("planned_types")
def _planned_types(context: Context, _: None) -> Value:
    items = context.plan.mobility
    return NOT_KNOWN if items is None else gathered(item.type for item in items)


@function("mobility.days_in_its_months")
def _days_in_its_months(context: Context, item: Mobility) -> Value:
    """Return the most days that the months of an activity can hold."""
    if item.first_month is None or item.last_month is None:
        return NOT_KNOWN
    days: int = context.parameter("days_in_a_month")
    return max(0, item.last_month - item.first_month + 1) * days


@function("mobility.travellers")
def _travellers(context: Context, item: Mobility) -> Value:
    return NOT_KNOWN if item.participants is None else total([item.participants, item.accompanying])


@function("shares_taken")
def _shares_taken(context: Context, item: Activity | WorkPackage) -> Value:
    return NOT_KNOWN if item.shares is None else sum(item.shares.values())


@function("shares_known")
def _shares_known(context: Context, item: Activity | WorkPackage) -> Value:
    """Say whether all who share in an amount are organisations of the plan that may get a part of the grant."""
    if item.shares is None or context.plan.partners is None:
        return NOT_KNOWN
    funded = [b for b in _everybody(context.plan) if getattr(b, "role", None) not in context.parameter("unfunded")]
    names = {body.name.casefold() for body in funded if body.name}
    return all(name.casefold() in names for name in item.shares)
