"""Facts about partnerships: organisations, countries, activities, work packages and priorities."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, NamedTuple

from erasmus_cli.plan.quantities.bodies import repeats
from erasmus_cli.plan.quantities.registry import Context, at_fault, counting, fits, function, missing
from erasmus_cli.plan.values import NOT_KNOWN, AtLeast, Value, gathered, number_of, total
from erasmus_cli.programme.countries import group, standing

if TYPE_CHECKING:
    from erasmus_cli.plan.model import Activity, Body, Partner

#: The levels of vocational education that make an organisation a VET provider, whatever its kind.
VET_LEVELS = ("secondary", "tertiary", "both")


class Counted(NamedTuple):
    """An organisation that a fact counts and its place in the plan; `body` is None for one that may not count."""

    path: tuple[str | int, ...]
    body: Body | None


def _bodies(context: Context) -> list[Counted] | None:
    """Return the applicant and the partners in the roles that the fact counts.

    The fact's record may narrow it down by `roles` (full partners, if it says nothing), by `kinds` of organisation,
    by `standings` or `groups` of their countries, and by `levels` of vocational education. An organisation that the
    plan names twice counts once.
    """
    if context.plan.partners is None:
        return None
    roles = context.parameter("roles", ["partner"])
    others = [(("partners", n), p) for n, p in enumerate(context.plan.partners) if p.role in roles or p.role is None]
    counted: list[Counted] = []
    listed: list[tuple[tuple[str | int, ...], Body | None]] = [(("organisation",), context.plan.organisation), *others]
    for (path, body), again in zip(listed, repeats([body for _path, body in listed]), strict=True):
        if again:
            continue
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
        role_known = path == ("organisation",) or getattr(body, "role", None) is not None
        if fitting is not False:
            counted.append(Counted(path, body if fitting and role_known else None))
    return counted


def sorts(body: Body | None) -> tuple[str, ...]:
    """Return what an organisation is: its kind, and a VET provider if it says at which level it provides VET."""
    if body is None:
        return ()
    return tuple(dict.fromkeys(filter(None, (body.kind, "vet-provider" if body.vet_level in VET_LEVELS else None))))


def _sort_among(body: Body | None, wanted: Collection[str]) -> str | None:
    """Return the sort of an organisation that is wanted, if it has one; else its kind."""
    return next((sort for sort in sorts(body) if sort in wanted), body.kind if body else None)


@function("trains_teachers_mainly")
def _trains_teachers_mainly(context: Context, _: None) -> Value:
    """Say whether training teachers is a main activity: certain for some kinds, told by the plan for others."""
    own = context.plan.organisation
    if own is None or own.kind is None:
        return NOT_KNOWN
    if own.kind in context.parameter("kinds"):
        return True
    if own.teacher_training_main is not None:
        return own.teacher_training_main
    return NOT_KNOWN if own.kind in context.parameter("perhaps") else False


@missing("trains_teachers_mainly")
def _trains_teachers_missing(context: Context, _: None) -> Iterator[tuple[str | int, ...]]:
    own = context.plan.organisation
    yield "organisation", "kind" if own is None or own.kind is None else "teacher_training_main"


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
    return NOT_KNOWN if bodies is None else total(1 if body else None for _path, body in bodies)


@counting("organisations", "number_of_countries", "number_of_groups", "number_of_partners")
def _counted_bodies(context: Context, _: None) -> Iterator[tuple[str | int, ...]]:
    name = context.fact.reads[0].rpartition(".")[2]
    for path, body in _bodies(context) or []:
        if body:
            yield (*path, name) if getattr(body, name, None) is not None else path


@function("countries")
def _countries(context: Context, _: None) -> Value:
    bodies = _bodies(context)
    return NOT_KNOWN if bodies is None else gathered(b.country if b else None for _path, b in bodies)


@function("countries_of_partners")
def _countries_of_partners(context: Context, _: None) -> Value:
    bodies = _bodies(context)
    if bodies is None:
        return NOT_KNOWN
    return gathered(body.country if body else None for path, body in bodies if path[0] == "partners")


@function("number_of_countries")
def _number_of_countries(context: Context, _: None) -> Value:
    bodies = _bodies(context)
    return NOT_KNOWN if bodies is None else number_of(gathered(b.country if b else None for _path, b in bodies))


@function("number_of_groups")
def _number_of_groups(context: Context, _: None) -> Value:
    bodies = _bodies(context)
    if bodies is None:
        return NOT_KNOWN
    groups = [group(context.programme, body.country) if body else None for _path, body in bodies]
    return number_of(gathered(found.id if found else None for found in groups))


@function("number_of_partners")
def _number_of_partners(context: Context, _: None) -> Value:
    bodies = _bodies(context)
    return NOT_KNOWN if bodies is None else total(1 if body else None for path, body in bodies if path[0] == "partners")


@function("countries_with_all")
def _countries_with_all(context: Context, _: None) -> Value:
    """Count the countries in which there is an organisation of each of several sorts (`sorts`: lists of kinds)."""
    kinds = _kinds_by_country(context)
    if kinds is None:
        return NOT_KNOWN
    lacking = _lacking(context, kinds)
    complete = len(kinds) - len(lacking)
    return complete if _certain(context, kinds, lacking) else AtLeast(complete)


@function("countries_lacking")
def _countries_lacking(context: Context, _: None) -> Value:
    """Return the countries in which an organisation of one of several sorts (`sorts`) is missing."""
    kinds = _kinds_by_country(context)
    if kinds is None:
        return NOT_KNOWN
    lacking = _lacking(context, kinds)
    return tuple(lacking) if _certain(context, kinds, lacking) else NOT_KNOWN


def _kinds_by_country(context: Context) -> dict[str, set[str]] | None:
    bodies = _bodies(context)
    if bodies is None:
        return None
    kinds: dict[str, set[str]] = {}
    for _path, body in bodies:
        if body and body.country:
            kinds.setdefault(body.country, set()).update(sorts(body))
    return kinds


def _lacking(context: Context, kinds: dict[str, set[str]]) -> list[str]:
    sorts = context.parameter("sorts")
    return [country for country, there in kinds.items() if not all(there & set(wanted) for wanted in sorts)]


def _certain(context: Context, kinds: dict[str, set[str]], lacking: Collection[str]) -> bool:
    """Whether all that decides it is known.

    Organisations of the kinds `perhaps` may be of any of the sorts: a plan does not say whether a municipality takes
    part as an employer. Where one could complete its country, it is not certain.
    """
    known = all(body and body.country and body.kind for _path, body in _bodies(context) or [])
    return known and not any(kinds[country] & set(context.parameter("perhaps", [])) for country in lacking)


@at_fault("countries_lacking", "countries_with_all")
def _bodies_of_lacking(context: Context, _: None) -> Iterator[tuple[str | int, ...]]:
    lacking = _lacking(context, _kinds_by_country(context) or {})
    for path, body in _bodies(context) or []:
        if body and body.country in lacking:
            yield (*path, "country")


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


@at_fault("smallest")
def _smallest_number(context: Context, _: None) -> Iterator[tuple[str | int, ...]]:
    name = context.fact.reads[0]
    numbers = getattr(context.plan, name)
    if numbers:
        yield name, numbers.index(min(numbers))


@function("learning_eu_sum")
def _learning_eu_sum(context: Context, _: None) -> Value:
    country = context.plan.organisation.country if context.plan.organisation else None
    hours = context.plan.teaching_hours
    if country is None or hours is None:
        return NOT_KNOWN
    rows = (row for row in context.programme.learning_eu if country in row.countries)
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
