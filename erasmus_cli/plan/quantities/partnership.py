"""Facts about partnerships: organisations, countries, activities, work packages and priorities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from erasmus_cli.plan.quantities.registry import FUNCTIONS, PROGRAMME_COUNTRIES, Context, described, fact
from erasmus_cli.plan.values import NOT_KNOWN, Value, gathered, number_of, total
from erasmus_cli.programme.countries import group, standing

if TYPE_CHECKING:
    from erasmus_cli.plan.model import Activity, Partner, WorkPackage


def _partner_countries(context: Context, roles: tuple[str, ...]) -> list[str | None] | None:
    """Return the countries of the applicant and of the partners in these roles; None for one that is not known."""
    if context.plan.partners is None:
        return None
    own = context.plan.organisation.country if context.plan.organisation else None
    others = [p for p in context.plan.partners if p.role in roles or p.role is None]
    return [own, *(p.country if p.role else None for p in others)]


@fact("programme_organisations")
def _programme_organisations(context: Context, _: None) -> Value:
    countries = _partner_countries(context, ("partner",))
    if countries is None:
        return NOT_KNOWN
    return total(None if c is None else int(standing(context.programme, c) in PROGRAMME_COUNTRIES) for c in countries)


@fact("programme_countries")
def _programme_countries(context: Context, _: None) -> Value:
    countries = _partner_countries(context, ("partner",))
    if countries is None:
        return NOT_KNOWN
    return number_of(
        gathered(c for c in countries if c is None or standing(context.programme, c) in PROGRAMME_COUNTRIES)
    )


@fact("participating_countries")
def _participating_countries(context: Context, _: None) -> Value:
    countries = _partner_countries(context, ("partner",))
    return NOT_KNOWN if countries is None else gathered(countries)


@fact("participating_and_associated_countries")
def _participating_and_associated(context: Context, _: None) -> Value:
    countries = _partner_countries(context, ("partner", "associated"))
    return NOT_KNOWN if countries is None else gathered(countries)


@fact("partners.standing")
def _partner_standing(context: Context, item: Partner) -> Value:
    return standing(context.programme, item.country) or NOT_KNOWN


@fact("partners.group")
def _partner_group(context: Context, item: Partner) -> Value:
    return _country_group(context, item.country)


@fact("activities.group")
def _activity_group(context: Context, item: Activity) -> Value:
    return _country_group(context, item.country)


def _country_group(context: Context, country: str | None) -> Value:
    found = group(context.programme, country)
    return found.id if found else NOT_KNOWN


@fact("activity_amounts")
def _activity_amounts(context: Context, _: None) -> Value:
    return NOT_KNOWN if context.plan.activities is None else total(a.amount for a in context.plan.activities)


@fact("activity_count")
def _activity_count(context: Context, _: None) -> Value:
    return NOT_KNOWN if context.plan.activities is None else len(context.plan.activities)


def _packages(context: Context, management: bool) -> list[WorkPackage] | None:
    """Return the packages that are, or may be, of the wanted kind."""
    if context.plan.work_packages is None:
        return None
    return [p for p in context.plan.work_packages if p.management in (management, None)]


def _number_of_packages(context: Context, management: bool) -> Value:
    packages = _packages(context, management)
    return NOT_KNOWN if packages is None else total(None if p.management is None else 1 for p in packages)


@fact("package_amounts")
def _package_amounts(context: Context, _: None) -> Value:
    return NOT_KNOWN if context.plan.work_packages is None else total(p.amount for p in context.plan.work_packages)


@fact("management_packages")
def _management_packages(context: Context, _: None) -> Value:
    return _number_of_packages(context, True)


@fact("implementation_packages")
def _implementation_packages(context: Context, _: None) -> Value:
    return _number_of_packages(context, False)


@fact("management_amount")
def _management_amount(context: Context, _: None) -> Value:
    packages = _packages(context, True)
    return NOT_KNOWN if packages is None else total(p.amount if p.management else None for p in packages)


@fact("cost_above_grant")
def _cost_above_grant(context: Context, _: None) -> Value:
    if context.plan.estimated_cost is None or context.plan.grant is None:
        return NOT_KNOWN
    return context.plan.estimated_cost - context.plan.grant


@fact("number_of_priorities")
def _number_of_priorities(context: Context, _: None) -> Value:
    return NOT_KNOWN if context.plan.priorities is None else len(context.plan.priorities)


@fact("horizontal_priorities")
def _horizontal_priorities(context: Context, _: None) -> Value:
    if context.plan.priorities is None:
        return NOT_KNOWN
    horizontal = {p.id for p in context.programme.priorities if p.group == "horizontal"}
    return len(horizontal & set(context.plan.priorities))


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
