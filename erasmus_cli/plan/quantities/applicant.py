"""Facts about the applicant: its standing, accreditation, earlier grants and other applications."""

from __future__ import annotations

from collections.abc import Iterator

from erasmus_cli.plan.quantities.bodies import repeats, same_body
from erasmus_cli.plan.quantities.registry import Context, counting, elsewhere, function, missing
from erasmus_cli.plan.quantities.together import applications
from erasmus_cli.plan.together import Part
from erasmus_cli.plan.values import NOT_KNOWN, AtLeast, Range, Value, both, total
from erasmus_cli.programme.countries import standing
from erasmus_cli.programme.rounds import FINLAND


@function("applicant_standing")
def _applicant_standing(context: Context, _: None) -> Value:
    organisation = context.plan.organisation
    return standing(context.programme, organisation.country if organisation else None) or NOT_KNOWN


@function("is_consortium")
def _is_consortium(context: Context, _: None) -> Value:
    if context.plan.members:
        return True
    return NOT_KNOWN if context.plan.consortium is None else context.plan.consortium


@function("members")
def _members(context: Context, _: None) -> Value:
    if context.plan.members is not None:
        own = context.plan.organisation
        others = [body for body in context.plan.members if own is None or not same_body(body, own)]
        return repeats(others).count(False)
    return 0 if context.plan.consortium is False else NOT_KNOWN


@function("accreditation_valid_at_start")
def _valid_at_start(context: Context, _: None) -> Value:
    organisation, start = context.plan.organisation, context.plan.start
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


@function("years_established")
def _years_established(context: Context, _: None) -> Value:
    organisation = context.plan.organisation
    since = organisation.established if organisation else None
    if since is None:
        return NOT_KNOWN
    round_ = context.programme.round(context.code, context.plan.round or 1, opened=None)
    day = round_.instant.date() if round_ else context.now.astimezone(FINLAND).date()
    years = day.year - since.year - ((day.month, day.day) < (since.month, since.day))
    # Without a published deadline, today counts: the deadline can only come later.
    return years if round_ else AtLeast(max(years, 0))


@function("short_term_grants")
def _short_term_grants(context: Context, _: None) -> Value:
    if context.plan.grants is None:
        return NOT_KNOWN
    known = total([1, *_grants(context)])  # the grant applied for is one of them
    undecided = len({part.application.year for part in _undecided(context)})  # a call brings one grant at most
    return Range(known, known + undecided) if undecided and isinstance(known, int) else known


def _years(context: Context) -> range:
    """Return the call years that count together."""
    last = context.programme.year
    return range(max(last - context.parameter("call_years") + 1, context.parameter("since")), last + 1)


def _undecided(context: Context) -> list[Part]:
    """Return the earlier applications among the other plans that may have got a grant; the plan does not say so."""
    others = context.others
    if others is None:
        return []
    said = {(grant.action, grant.call) for grant in context.plan.grants or []}
    earlier = (p for p in others.parts(context.plan.organisation) if p.application.order < others.own.order)
    own = (p.application for p in earlier if p.role == "applicant" and p.application.code == context.code)
    years = _years(context)
    open_ = [a for a in own if a.year in years and (a.code, a.year) not in said]
    return [Part(a, "applicant", ("action",), a.plan.organisation) for a in open_]


@elsewhere("short_term_grants")
def _grants_elsewhere(context: Context, _: None) -> Iterator[Part]:
    return iter(_undecided(context))


def _grants(context: Context) -> list[int | None]:
    """Say of each earlier grant whether it is one of this action in the years that count; None if it may be."""
    years = _years(context)
    counts = []
    for grant in context.plan.grants or []:
        same = None if grant.action is None else grant.action == context.code
        counts.append(_counts(both(same, None if grant.call is None else grant.call in years)))
    return counts


def _counts(fitting: bool | None) -> int | None:
    return None if fitting is None else int(fitting)


@counting("short_term_grants")
def _counted_grants(context: Context, _: None) -> Iterator[tuple[str | int, ...]]:
    return (("grants", number, "action") for number, counts in enumerate(_grants(context)) if counts)


def _applications(context: Context) -> tuple[list[int | None], list[Part]]:
    """Say of each other application that the plan names whether it counts, and return those that others tell of.

    None if it may. Of those that only other plans tell of, just those that count are returned.

    The fact's record may narrow it down by `role`, and widen it by `fields`: the fields of education in which this
    action's applications are counted together.
    """
    codes = _codes(context)
    role = context.parameter("role")
    said, unsaid = applications(context)
    counts: list[int | None] = []
    for action, own in said:
        same = None if action is None else action in codes
        right = True if role is None else None if own is None else own == role
        counts.append(_counts(both(same, right)))
    return counts, [p for p in unsaid if p.application.code in codes and role in (None, p.role)]


def _codes(context: Context) -> list[str]:
    family = context.code.split("-")[0]
    return [f"{family}-{field}" for field in context.parameter("fields", [])] or [context.code]


@function("other_applications")
def _other_applications(context: Context, _: None) -> Value:
    return _in_all(context, 0)


@function("involvements")
def _involvements(context: Context, _: None) -> Value:
    return _in_all(context, 1)


@missing("other_applications")
def _missing_applications(context: Context, _: None) -> Iterator[tuple[str | int, ...]]:
    """Yield what is not said of the other applications; the role matters only where the action is one that counts."""
    if context.plan.applications is None:
        yield ("applications",)
    for number, other in enumerate(context.plan.applications or []):
        if other.action is None:
            yield "applications", number, "action"
        elif other.role is None and other.action in _codes(context):
            yield "applications", number, "role"


def _in_all(context: Context, own: int) -> Value:
    """Add up; without a list of other applications, only what other plans tell is known."""
    said, unsaid = _applications(context)
    sure = sum(part.sure for part in unsaid)
    if context.plan.applications is None:
        return AtLeast(own + sure) if unsaid else NOT_KNOWN
    known = total([own + sure, *said])
    return Range(known, known + len(unsaid) - sure).value() if isinstance(known, int) else known


@counting("other_applications", "involvements")
def _counted_applications(context: Context, _: None) -> Iterator[tuple[str | int, ...]]:
    return (("applications", number, "action") for number, counts in enumerate(_applications(context)[0]) if counts)


@elsewhere("other_applications", "involvements")
def _applications_elsewhere(context: Context, _: None) -> Iterator[Part]:
    role = context.parameter("role")
    others = context.others.in_round(context.plan.organisation) if context.others else []
    own = (p for p in others if p.role != "member" and role in (None, p.role))
    return (p for p in own if p.application.code in _codes(context))


@function("erasmus_plan.members_same_country")
def _members_same_country(context: Context, _: None) -> Value:
    # A list of members is not needed at this stage; one that is there has the last word.
    own = context.plan.organisation.country if context.plan.organisation else None
    if any(own and member.country and member.country != own for member in context.plan.members or []):
        return False
    said = context.plan.erasmus_plan.members_same_country if context.plan.erasmus_plan else None
    return NOT_KNOWN if said is None else said
