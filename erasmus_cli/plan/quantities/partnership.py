"""Facts about partnerships: organisations, countries, activities, work packages and priorities."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from erasmus_cli.plan.quantities.registry import FUNCTIONS, Context, described, fits, function
from erasmus_cli.plan.values import NOT_KNOWN, AtLeast, Value, gathered, number_of, total
from erasmus_cli.programme.countries import group, standing

if TYPE_CHECKING:
    from erasmus_cli.plan.model import Activity, Body, Partner, WorkPackage

#: The levels of vocational education that make an organisation a VET provider, whatever its kind.
VET_LEVELS = ("secondary", "tertiary", "both")


def _bodies(context: Context) -> list[Body | None] | None:
    """Return the applicant and the partners in the roles that the fact counts; None for one that may be in them.

    The fact's record may narrow it down by `roles` (full partners, if it says nothing), by `kinds` of organisation,
    by `standings` or `groups` of their countries, and by `levels` of vocational education.
    """
    if context.plan.partners is None:
        return None
    roles = context.parameter("roles", ["partner"])
    others = [p for p in context.plan.partners if p.role in roles or p.role is None]
    counted: list[Body | None] = []
    for body, role_known in [(context.plan.organisation, True), *((p, p.role is not None) for p in others)]:
        country = body.country if body else None
        found = group(context.programme, country)
        fitting = fits(
            context,
            {
                "kinds": _sort_among(body, context.parameter("kinds", [])),
                "levels": body.vet_level if body else None,
                "standings": found.status if found else None,
                "groups": found.id if found else None,
            },
        )
        if fitting is not False:
            counted.append(body if fitting and role_known else None)
    return counted


def sorts(body: Body | None) -> tuple[str, ...]:
    """Return what an organisation is: its kind, and a VET provider if it says at which level it provides VET."""
    if body is None:
        return ()
    return tuple(dict.fromkeys(filter(None, (body.kind, "vet-provider" if body.vet_level in VET_LEVELS else None))))


def _sort_among(body: Body | None, wanted: Collection[str]) -> str | None:
    """Return the sort of an organisation that is wanted, if it has one; else its kind."""
    return next((sort for sort in sorts(body) if sort in wanted), body.kind if body else None)


@function("applicant_sorts")
def _applicant_sorts(context: Context, _: None) -> Value:
    return sorts(context.plan.organisation) or NOT_KNOWN


@function("partners.sorts")
def _partner_sorts(context: Context, item: Partner) -> Value:
    return sorts(item) or NOT_KNOWN


@function("subcontracting_amount")
def _subcontracting_amount(context: Context, _: None) -> Value:
    if context.plan.subcontracting == "none":
        return 0
    return NOT_KNOWN if context.plan.subcontracting_amount is None else context.plan.subcontracting_amount


@function("organisations")
def _organisations(context: Context, _: None) -> Value:
    bodies = _bodies(context)
    return NOT_KNOWN if bodies is None else total(1 if body else None for body in bodies)


@function("countries")
def _countries(context: Context, _: None) -> Value:
    bodies = _bodies(context)
    return NOT_KNOWN if bodies is None else gathered(body.country if body else None for body in bodies)


@function("number_of_countries")
def _number_of_countries(context: Context, _: None) -> Value:
    bodies = _bodies(context)
    return NOT_KNOWN if bodies is None else number_of(gathered(body.country if body else None for body in bodies))


@function("number_of_groups")
def _number_of_groups(context: Context, _: None) -> Value:
    bodies = _bodies(context)
    if bodies is None:
        return NOT_KNOWN
    groups = [group(context.programme, body.country) if body else None for body in bodies]
    return number_of(gathered(found.id if found else None for found in groups))


@function("number_of_partners")
def _number_of_partners(context: Context, _: None) -> Value:
    bodies = _bodies(context)
    return NOT_KNOWN if bodies is None else total(1 if body else None for body in bodies[1:])


@function("countries_with_all")
def _countries_with_all(context: Context, _: None) -> Value:
    """Count the countries in which there is an organisation of each of several sorts (`sorts`: lists of kinds)."""
    found = _complete_countries(context)
    if found is None:
        return NOT_KNOWN
    complete, _incomplete, certain = found
    return complete if certain else AtLeast(complete)


@function("countries_lacking_any")
def _countries_lacking_any(context: Context, _: None) -> Value:
    """Count the countries in which an organisation of one of several sorts is missing."""
    found = _complete_countries(context)
    return found[1] if found and found[2] else NOT_KNOWN


def _complete_countries(context: Context) -> tuple[int, int, bool] | None:
    """Count countries with and without all sorts, and say whether all that decides it is known.

    Organisations of the kinds `perhaps` may be of any of the sorts: a plan does not say whether a municipality takes
    part as an employer. Where one could complete its country, the count is not certain.
    """
    bodies = _bodies(context)
    if bodies is None:
        return None
    kinds: dict[str, set[str]] = {}
    for body in bodies:
        if body and body.country:
            kinds.setdefault(body.country, set()).update(sorts(body))
    incomplete = [there for there in kinds.values() if not all(there & set(s) for s in context.parameter("sorts"))]
    certain = all(body and body.country and body.kind for body in bodies)
    perhaps = set(context.parameter("perhaps", []))
    certain = certain and not any(there & perhaps for there in incomplete)
    return len(kinds) - len(incomplete), len(incomplete), certain


@function("length")
def _length(context: Context, _: None) -> Value:
    """Count the items of the list that the fact reads."""
    items = getattr(context.plan, context.fact.reads[0])
    return NOT_KNOWN if items is None else len(items)


@function("chosen_of_group")
def _chosen_of_group(context: Context, _: None) -> Value:
    """Count the chosen values that belong to a group (`group`) of the list of choices."""
    chosen = getattr(context.plan, context.fact.reads[0])
    if chosen is None:
        return NOT_KNOWN
    choices = context.programme.choices[context.fact.choices or ""]
    counted = set(chosen) - set(context.parameter("besides", []))
    return len([value for value in counted if choices[value].group == context.parameter("group")])


@function("smallest")
def _smallest(context: Context, _: None) -> Value:
    """Return the smallest number of the list that the fact reads."""
    numbers = getattr(context.plan, context.fact.reads[0])
    return min(numbers) if numbers else NOT_KNOWN


@function("learning_eu_sum")
def _learning_eu_sum(context: Context, _: None) -> Value:
    country = context.plan.organisation.country if context.plan.organisation else None
    hours = context.plan.teaching_hours
    if country is None or hours is None:
        return NOT_KNOWN
    rows = (row for row in context.programme.lump_sums if country in row.countries)
    fitting = (r.euros for r in rows if r.hours_from <= sum(hours) <= (r.hours_to or sum(hours)))
    return next(fitting, NOT_KNOWN)


@function("partners.standing")
def _partner_standing(context: Context, item: Partner) -> Value:
    return standing(context.programme, item.country) or NOT_KNOWN


@function("partners.group")
def _partner_group(context: Context, item: Partner) -> Value:
    return _country_group(context, item.country)


@function("activities.group")
def _activity_group(context: Context, item: Activity) -> Value:
    return _country_group(context, item.country)


def _country_group(context: Context, country: str | None) -> Value:
    found = group(context.programme, country)
    return found.id if found else NOT_KNOWN


@function("activity_amounts")
def _activity_amounts(context: Context, _: None) -> Value:
    return NOT_KNOWN if context.plan.activities is None else total(a.amount for a in context.plan.activities)


def _packages(context: Context, management: bool) -> list[WorkPackage] | None:
    """Return the packages that are, or may be, of the wanted kind."""
    if context.plan.work_packages is None:
        return None
    return [p for p in context.plan.work_packages if p.management in (management, None)]


def _number_of_packages(context: Context, management: bool) -> Value:
    packages = _packages(context, management)
    return NOT_KNOWN if packages is None else total(None if p.management is None else 1 for p in packages)


@function("package_amounts")
def _package_amounts(context: Context, _: None) -> Value:
    return NOT_KNOWN if context.plan.work_packages is None else total(p.amount for p in context.plan.work_packages)


@function("management_packages")
def _management_packages(context: Context, _: None) -> Value:
    return _number_of_packages(context, True)


@function("implementation_packages")
def _implementation_packages(context: Context, _: None) -> Value:
    return _number_of_packages(context, False)


@function("management_amount")
def _management_amount(context: Context, _: None) -> Value:
    packages = _packages(context, True)
    return NOT_KNOWN if packages is None else total(p.amount if p.management else None for p in packages)


@function("cost_above_grant")
def _cost_above_grant(context: Context, _: None) -> Value:
    if context.plan.estimated_cost is None or context.plan.grant is None:
        return NOT_KNOWN
    return context.plan.estimated_cost - context.plan.grant


def _text_fact(identifier: str, field: str) -> None:
    """Register the fact that a text field of an item says something; an empty text is an answer: nothing yet."""
    FUNCTIONS[identifier] = lambda _facts, item: described(getattr(item, field))


for _scope, _fields in {
    "partners": ("tasks", "added_value", "name"),
    "work_packages": ("objectives", "results", "qualitative_indicators", "quantitative_indicators"),
    "activities": ("description",),
}.items():
    for _field in _fields:
        _text_fact(f"{_scope}.{_field}", _field)
