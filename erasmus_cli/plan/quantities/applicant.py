"""Facts about the applicant: its standing, accreditation, earlier grants and other applications."""

from __future__ import annotations

from collections.abc import Collection

from erasmus_cli.plan.quantities.registry import Context, described, function
from erasmus_cli.plan.values import NOT_KNOWN, AtLeast, Value, total
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
        return len(context.plan.members)
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
    round_ = context.programme.round(context.code)
    day = round_.instant.date() if round_ else context.now.astimezone(FINLAND).date()
    years = day.year - since.year - ((day.month, day.day) < (since.month, since.day))
    # Without a published deadline, today counts: the deadline can only come later.
    return years if round_ else AtLeast(max(years, 0))


@function("short_term_grants")
def _short_term_grants(context: Context, _: None) -> Value:
    if context.plan.grants is None:
        return NOT_KNOWN
    last = context.programme.year
    first = max(
        last - context.parameter("call_years") + 1,
        context.parameter("since"),
    )
    counted = [
        None
        if grant.action is None or grant.call is None
        else int(grant.action == context.code and first <= grant.call)
        for grant in context.plan.grants
        if grant.call is None or grant.call <= last
    ]
    return total([1, *counted])  # the grant applied for is one of them


def _applications(context: Context, codes: Collection[str], *, applicant: bool) -> Value:
    """Count the other applications of this round for these actions: as applicant only, or in any role."""
    if context.plan.applications is None:
        return NOT_KNOWN
    counts: list[int | None] = []
    for other in context.plan.applications:
        same = None if other.action is None else other.action in codes
        unclear = same is None or (same and applicant and other.role is None)
        counts.append(None if unclear else int(bool(same) and (not applicant or other.role == "applicant")))
    return total(counts)


def _over_all_fields(context: Context) -> list[str]:
    """Return the codes of this action in all fields that are counted together."""
    family = context.code.split("-")[0]
    return [f"{family}-{field}" for field in context.parameter("fields")]


@function("other_applications")
def _other_applications(context: Context, _: None) -> Value:
    return _applications(context, [context.code], applicant=True)


@function("other_applications_all_fields")
def _other_applications_all_fields(context: Context, _: None) -> Value:
    return _applications(context, _over_all_fields(context), applicant=True)


@function("involvements")
def _involvements(context: Context, _: None) -> Value:
    return _plus_one(_applications(context, _over_all_fields(context), applicant=False))


def _plus_one(value: Value) -> Value:
    if isinstance(value, AtLeast) and isinstance(value.value, int):
        return AtLeast(value.value + 1)
    return value + 1 if isinstance(value, int) else NOT_KNOWN


@function("oid_given")
def _oid_given(context: Context, _: None) -> Value:
    return described(context.plan.organisation.oid if context.plan.organisation else None)


@function("plan_objectives_given")
def _objectives_given(context: Context, _: None) -> Value:
    return described(context.plan.erasmus_plan.objectives if context.plan.erasmus_plan else None)


@function("consortium_purpose_given")
def _purpose_given(context: Context, _: None) -> Value:
    return described(context.plan.erasmus_plan.consortium_purpose if context.plan.erasmus_plan else None)


@function("erasmus_plan.members_same_country")
def _members_same_country(context: Context, _: None) -> Value:
    # A list of members is not needed at this stage; one that is there has the last word.
    own = context.plan.organisation.country if context.plan.organisation else None
    if any(own and member.country and member.country != own for member in context.plan.members or []):
        return False
    said = context.plan.erasmus_plan.members_same_country if context.plan.erasmus_plan else None
    return NOT_KNOWN if said is None else said
