"""The facts that are more than one field of the plan: sums, counts, and what follows from a country or a date.

Each is a small pure function of the facts' context and, for facts of an item, of the item. None of them knows a
limit: figures of the programme come as the fact's parameters.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any

from erasmus_cli.plan.values import NOT_KNOWN, AtLeast, Value, gathered, number_of, total
from erasmus_cli.programme.countries import group, standing
from erasmus_cli.programme.rounds import FINLAND

if TYPE_CHECKING:
    from erasmus_cli.plan.facts import Facts
    from erasmus_cli.plan.model import Activity, Mobility, Partner, WorkPackage

Function = Callable[["Facts", Any], Value]
FUNCTIONS: dict[str, Function] = {}

PROGRAMME = ("eu", "associated")


def fact(identifier: str) -> Callable[[Function], Function]:
    """Register the function that works out a fact."""

    def register(function: Function) -> Function:
        FUNCTIONS[identifier] = function
        return function

    return register


# --- mobility -------------------------------------------------------------------------------------------------------


def _group(facts: Facts, item: Mobility) -> str | None:
    """Return the group of an activity's type: staff, learner, incoming or preparatory."""
    return next((t.group for t in facts.programme.activity_types if t.id == item.type), None)


@fact("mobility_participants")
def _participants(facts: Facts, _: None) -> Value:
    # Preparatory visits are the one type that is not counted; accompanying persons have a field of their own.
    if facts.plan.mobility is None:
        return NOT_KNOWN
    counted = [item for item in facts.plan.mobility if _group(facts, item) != "preparatory"]
    return total(item.participants if item.type else None for item in counted)


@fact("staff_or_learner_activities")
def _staff_or_learner(facts: Facts, _: None) -> Value:
    if facts.plan.mobility is None:
        return NOT_KNOWN
    groups = [_group(facts, item) for item in facts.plan.mobility]
    return total(None if group is None else int(group in ("staff", "learner")) for group in groups)


@fact("third_country_amount")
def _third_country_amount(facts: Facts, _: None) -> Value:
    if facts.plan.mobility is None:
        return NOT_KNOWN
    standings = [(item, standing(facts.programme, item.country)) for item in facts.plan.mobility]
    return total(0 if where in PROGRAMME else item.amount if where else None for item, where in standings)


@fact("third_country_activities")
def _third_country_activities(facts: Facts, _: None) -> Value:
    if facts.plan.mobility is None:
        return NOT_KNOWN
    standings = [standing(facts.programme, item.country) for item in facts.plan.mobility]
    return total(None if where is None else int(where == "third") for where in standings)


@fact("course_activities")
def _course_activities(facts: Facts, _: None) -> Value:
    if facts.plan.mobility is None:
        return NOT_KNOWN
    return total(None if item.type is None else int(item.type == "course") for item in facts.plan.mobility)


@fact("course_amount")
def _course_amount(facts: Facts, _: None) -> Value:
    if facts.plan.mobility is None:
        return NOT_KNOWN
    amounts = ((item.type, item.amount) for item in facts.plan.mobility)
    return total(None if kind is None else amount if kind == "course" else 0 for kind, amount in amounts)


@fact("mobility.visits_to_host")
def _visits_to_host(facts: Facts, item: Mobility) -> Value:
    """Count the visits to an item's host: what the item says, or the items that name the same host if they are more."""
    if item.host is None:
        return NOT_KNOWN if item.visits_to_host is None else item.visits_to_host
    same = [x for x in facts.plan.mobility or [] if x.type == item.type and x.host == item.host]
    return max(len(same), item.visits_to_host or 0)


@fact("mobility.standing")
def _mobility_standing(facts: Facts, item: Mobility) -> Value:
    return standing(facts.programme, item.country) or NOT_KNOWN


@fact("mobility.group")
def _mobility_group(facts: Facts, item: Mobility) -> Value:
    return _group(facts, item) or NOT_KNOWN


@fact("mobility.only_fewer_opportunities")
def _only_fewer(facts: Facts, item: Mobility) -> Value:
    if item.fewer_opportunities is None or item.participants is None:
        return NOT_KNOWN
    return item.fewer_opportunities >= item.participants > 0


@fact("mobility.abroad")
def _abroad(facts: Facts, item: Mobility) -> Value:
    own = facts.plan.organisation.country if facts.plan.organisation else None
    return NOT_KNOWN if own is None or item.country is None else item.country != own


@fact("mobility.fewer_beyond_participants")
def _fewer_beyond(facts: Facts, item: Mobility) -> Value:
    if item.fewer_opportunities is None or item.participants is None:
        return NOT_KNOWN
    return max(0, item.fewer_opportunities - item.participants)


# --- the organisation, its accreditation and its applications -------------------------------------------------------


@fact("applicant_standing")
def _applicant_standing(facts: Facts, _: None) -> Value:
    organisation = facts.plan.organisation
    return standing(facts.programme, organisation.country if organisation else None) or NOT_KNOWN


@fact("is_consortium")
def _is_consortium(facts: Facts, _: None) -> Value:
    if facts.plan.members:
        return True
    return NOT_KNOWN if facts.plan.consortium is None else facts.plan.consortium


@fact("members")
def _members(facts: Facts, _: None) -> Value:
    if facts.plan.members is not None:
        return len(facts.plan.members)
    return 0 if facts.plan.consortium is False else NOT_KNOWN


@fact("accreditation_valid_at_start")
def _valid_at_start(facts: Facts, _: None) -> Value:
    organisation, start = facts.plan.organisation, facts.plan.start
    if organisation is None or organisation.accreditation is None:
        return NOT_KNOWN
    if organisation.accreditation == "none":
        return False
    first, last = organisation.accreditation_from, organisation.accreditation_until
    if start is None or (first is None and last is None):
        return NOT_KNOWN
    if (first and start < first) or (last and start > last):
        return False
    return NOT_KNOWN if first is None or last is None else True


@fact("years_established")
def _years_established(facts: Facts, _: None) -> Value:
    organisation = facts.plan.organisation
    since = organisation.established if organisation else None
    if since is None:
        return NOT_KNOWN
    round_ = facts.programme.round(facts.code)
    day = round_.instant.date() if round_ else facts.now.astimezone(FINLAND).date()
    years = day.year - since.year - ((day.month, day.day) < (since.month, since.day))
    # Without a published deadline, today counts: the deadline can only come later.
    return years if round_ else AtLeast(max(years, 0))


@fact("short_term_grants")
def _short_term_grants(facts: Facts, _: None) -> Value:
    if facts.plan.grants is None:
        return NOT_KNOWN
    last = facts.programme.year
    first = max(
        last - facts.parameter("short_term_grants", "call_years") + 1,
        facts.parameter("short_term_grants", "since"),
    )
    counted = [
        None if grant.action is None or grant.call is None else int(grant.action == facts.code and first <= grant.call)
        for grant in facts.plan.grants
        if grant.call is None or grant.call <= last
    ]
    return total([1, *counted])  # the grant applied for is one of them


def _applications(facts: Facts, codes: Collection[str], *, applicant: bool) -> Value:
    """Count the other applications of this round for these actions: as applicant only, or in any role."""
    if facts.plan.applications is None:
        return NOT_KNOWN
    counts: list[int | None] = []
    for other in facts.plan.applications:
        same = None if other.action is None else other.action in codes
        unclear = same is None or (same and applicant and other.role is None)
        counts.append(None if unclear else int(bool(same) and (not applicant or other.role == "applicant")))
    return total(counts)


def _over_all_fields(facts: Facts, fact: str) -> list[str]:
    """Return the codes of this action in all fields that are counted together."""
    family = facts.code.split("-")[0]
    return [f"{family}-{field}" for field in facts.parameter(fact, "fields")]


@fact("other_applications")
def _other_applications(facts: Facts, _: None) -> Value:
    return _applications(facts, [facts.code], applicant=True)


@fact("other_applications_all_fields")
def _other_applications_all_fields(facts: Facts, _: None) -> Value:
    return _applications(facts, _over_all_fields(facts, "other_applications_all_fields"), applicant=True)


@fact("involvements")
def _involvements(facts: Facts, _: None) -> Value:
    return _plus_one(_applications(facts, _over_all_fields(facts, "involvements"), applicant=False))


def _plus_one(value: Value) -> Value:
    if isinstance(value, AtLeast) and isinstance(value.value, int):
        return AtLeast(value.value + 1)
    return value + 1 if isinstance(value, int) else NOT_KNOWN


# --- partnerships ---------------------------------------------------------------------------------------------------


def _partner_countries(facts: Facts, roles: tuple[str, ...]) -> list[str | None] | None:
    """Return the countries of the applicant and of the partners in these roles; None for one that is not known."""
    if facts.plan.partners is None:
        return None
    own = facts.plan.organisation.country if facts.plan.organisation else None
    others = [p for p in facts.plan.partners if p.role in roles or p.role is None]
    return [own, *(p.country if p.role else None for p in others)]


@fact("programme_organisations")
def _programme_organisations(facts: Facts, _: None) -> Value:
    countries = _partner_countries(facts, ("partner",))
    if countries is None:
        return NOT_KNOWN
    return total(None if c is None else int(standing(facts.programme, c) in PROGRAMME) for c in countries)


@fact("programme_countries")
def _programme_countries(facts: Facts, _: None) -> Value:
    countries = _partner_countries(facts, ("partner",))
    if countries is None:
        return NOT_KNOWN
    return number_of(gathered(c for c in countries if c is None or standing(facts.programme, c) in PROGRAMME))


@fact("participating_countries")
def _participating_countries(facts: Facts, _: None) -> Value:
    countries = _partner_countries(facts, ("partner",))
    return NOT_KNOWN if countries is None else gathered(countries)


@fact("participating_and_associated_countries")
def _participating_and_associated(facts: Facts, _: None) -> Value:
    countries = _partner_countries(facts, ("partner", "associated"))
    return NOT_KNOWN if countries is None else gathered(countries)


@fact("partners.standing")
def _partner_standing(facts: Facts, item: Partner) -> Value:
    return standing(facts.programme, item.country) or NOT_KNOWN


@fact("partners.group")
def _partner_group(facts: Facts, item: Partner) -> Value:
    return _country_group(facts, item.country)


@fact("activities.group")
def _activity_group(facts: Facts, item: Activity) -> Value:
    return _country_group(facts, item.country)


def _country_group(facts: Facts, country: str | None) -> Value:
    found = group(facts.programme, country)
    return found.id if found else NOT_KNOWN


@fact("activity_amounts")
def _activity_amounts(facts: Facts, _: None) -> Value:
    return NOT_KNOWN if facts.plan.activities is None else total(a.amount for a in facts.plan.activities)


@fact("activity_count")
def _activity_count(facts: Facts, _: None) -> Value:
    return NOT_KNOWN if facts.plan.activities is None else len(facts.plan.activities)


def _packages(facts: Facts, management: bool) -> list[WorkPackage] | None:
    """Return the packages that are, or may be, of the wanted kind."""
    if facts.plan.work_packages is None:
        return None
    return [p for p in facts.plan.work_packages if p.management in (management, None)]


def _number_of_packages(facts: Facts, management: bool) -> Value:
    packages = _packages(facts, management)
    return NOT_KNOWN if packages is None else total(None if p.management is None else 1 for p in packages)


@fact("package_amounts")
def _package_amounts(facts: Facts, _: None) -> Value:
    return NOT_KNOWN if facts.plan.work_packages is None else total(p.amount for p in facts.plan.work_packages)


@fact("management_packages")
def _management_packages(facts: Facts, _: None) -> Value:
    return _number_of_packages(facts, True)


@fact("implementation_packages")
def _implementation_packages(facts: Facts, _: None) -> Value:
    return _number_of_packages(facts, False)


@fact("management_amount")
def _management_amount(facts: Facts, _: None) -> Value:
    packages = _packages(facts, True)
    return NOT_KNOWN if packages is None else total(p.amount if p.management else None for p in packages)


@fact("cost_above_grant")
def _cost_above_grant(facts: Facts, _: None) -> Value:
    if facts.plan.estimated_cost is None or facts.plan.grant is None:
        return NOT_KNOWN
    return facts.plan.estimated_cost - facts.plan.grant


@fact("number_of_priorities")
def _number_of_priorities(facts: Facts, _: None) -> Value:
    return NOT_KNOWN if facts.plan.priorities is None else len(facts.plan.priorities)


@fact("horizontal_priorities")
def _horizontal_priorities(facts: Facts, _: None) -> Value:
    if facts.plan.priorities is None:
        return NOT_KNOWN
    horizontal = {p.id for p in facts.programme.priorities if p.group == "horizontal"}
    return len(horizontal & set(facts.plan.priorities))


def _described(value: str | None) -> Value:
    return NOT_KNOWN if value is None else bool(value)


def _text_fact(identifier: str, field: str) -> None:
    """Register the fact that a text field of an item says something; an empty text is an answer: nothing yet."""
    FUNCTIONS[identifier] = lambda _facts, item: _described(getattr(item, field))


for _scope, _fields in {
    "partners": ("tasks", "added_value", "name"),
    "work_packages": ("objectives", "results", "qualitative_indicators", "quantitative_indicators"),
    "activities": ("description", "title"),
}.items():
    for _field in _fields:
        _text_fact(f"{_scope}.{_field}", _field)


@fact("oid_given")
def _oid_given(facts: Facts, _: None) -> Value:
    return _described(facts.plan.organisation.oid if facts.plan.organisation else None)


@fact("plan_objectives_given")
def _objectives_given(facts: Facts, _: None) -> Value:
    return _described(facts.plan.erasmus_plan.objectives if facts.plan.erasmus_plan else None)


@fact("consortium_purpose_given")
def _purpose_given(facts: Facts, _: None) -> Value:
    return _described(facts.plan.erasmus_plan.consortium_purpose if facts.plan.erasmus_plan else None)
