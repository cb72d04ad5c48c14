"""Facts that the other plans of one check decide: what an organisation does in the other applications."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from erasmus_cli.plan.quantities.registry import Context, at_fault, elsewhere, function
from erasmus_cli.plan.together import Part
from erasmus_cli.plan.values import NOT_KNOWN, AtLeast, Value

if TYPE_CHECKING:
    from erasmus_cli.plan.model import Body

#: Where other plans say something.
Elsewhere = Iterator[Part]


def roles(context: Context, body: Body | None) -> list[Part]:
    """Return what an organisation does in the other applications, as far as the fact counts it.

    Its record says which `actions` count, in which `roles`, and whether in the same `call` or only the same round.
    """
    if context.others is None:
        return []
    found = context.others.in_call(body) if context.parameter("call") else context.others.in_round(body)
    actions: dict[str, list[str]] = context.parameter("roles", {})
    family = context.code.partition("-")[0]
    wanted = {code.replace("*", family): names for code, names in actions.items()}
    return [p for p in found if p.role in wanted.get(p.application.code.partition("-")[0], ())]


def unsaid_applications(context: Context) -> list[Part]:
    """Return the other applications of the round with the applicant that the plan's own list does not name."""
    if context.others is None:
        return []
    said = Counter((other.action, other.role) for other in context.plan.applications or [])
    unsaid = []
    for part in context.others.in_round(context.plan.organisation):
        code = part.application.code
        name = next((key for key in ((code, part.role), (code, None)) if said[key]), None)
        if part.role == "member":
            continue  # memberships are counted on their own
        if name is None:
            unsaid.append(part)
        else:
            said[name] -= 1
    return unsaid


def applications(context: Context) -> list[tuple[str | None, str | None]]:
    """Return action and role of the other applications: those that the plan names, then those of other plans only."""
    said = [(other.action, other.role) for other in context.plan.applications or []]
    return [*said, *((part.application.code, part.role) for part in unsaid_applications(context))]


@function("plans_together")
def _plans_together(context: Context, _: None) -> Value:
    return context.others is not None


@function("roles")
def _roles(context: Context, item: Body | None) -> Value:
    """Return in how many applications an organisation is: what the plan says, or more if the other plans tell so."""
    body, said = _said(context, item)
    found = roles(context, body)
    if not found:
        return NOT_KNOWN if said is None else said
    number = len(found) + int(context.parameter("own", 0))
    return AtLeast(number) if said is None else max(said, number)


@elsewhere("roles", "roles_unsaid")
def _roles_elsewhere(context: Context, item: Body | None) -> Elsewhere:
    return iter(roles(context, item or context.plan.organisation))


@function("roles_unsaid")
def _roles_unsaid(context: Context, item: Body | None) -> Value:
    """Say whether the plan counts fewer applications of an organisation than the plans together do."""
    body, said = _said(context, item)
    return said is not None and len(roles(context, body)) + int(context.parameter("own", 0)) > said


def _said(context: Context, item: Body | None) -> tuple[Body | None, int | None]:
    body = item or context.plan.organisation
    field = context.fact.reads[0].rpartition(".")[2]
    return body, getattr(body, field, None)


@function("applications_unsaid")
def _applications_unsaid(context: Context, _: None) -> Value:
    """Count the applications with the applicant that a plan's list of others leaves out."""
    return 0 if context.plan.applications is None else len(unsaid_applications(context))


@elsewhere("applications_unsaid")
def _unsaid_elsewhere(context: Context, _: None) -> Elsewhere:
    return iter(unsaid_applications(context))


@function("same_consortium_elsewhere")
def _same_consortium(context: Context, _: None) -> Value:
    said = context.plan.same_consortium_elsewhere
    found = context.others.same_partners() if context.others else []
    return True if found else NOT_KNOWN if said is None else said


@elsewhere("same_consortium_elsewhere", "same_consortium_unsaid")
def _same_consortium_elsewhere(context: Context, _: None) -> Elsewhere:
    for other in context.others.same_partners() if context.others else ():
        yield Part(other, "applicant", ("organisation",), other.plan.organisation)


@function("same_consortium_unsaid")
def _same_consortium_unsaid(context: Context, _: None) -> Value:
    said = context.plan.same_consortium_elsewhere
    return said is False and bool(context.others and context.others.same_partners())


@function("accreditation")
def _accreditation(context: Context, _: None) -> Value:
    """Return the applicant's accreditation as its plan says it, or else another plan of the same call."""
    own = context.plan.organisation.accreditation if context.plan.organisation else None
    return next((value for value in (own, *(v for _part, v in _accreditations(context))) if value), NOT_KNOWN)


@elsewhere("accreditation")
def _accreditation_elsewhere(context: Context, _: None) -> Elsewhere:
    own = context.plan.organisation.accreditation if context.plan.organisation else None
    return (part for part, _value in _accreditations(context) if own is None)


def _accreditations(context: Context) -> Iterator[tuple[Part, str]]:
    others = context.others.in_call(context.plan.organisation) if context.others else []
    for part in others:
        value = getattr(part.body, "accreditation", None)
        if value:
            yield Part(part.application, part.role, (*part.path, "accreditation"), part.body), value


@function("said_otherwise")
def _said_otherwise(context: Context, _: None) -> Value:
    """Say whether another plan of the same call says something else of the applicant."""
    return any(True for _ in _other_words(context))


@at_fault("said_otherwise")
def _here(context: Context, _: None) -> Iterator[tuple[str | int, ...]]:
    return (("organisation", key) for key in dict.fromkeys(key for key, _part in _other_words(context)))


@elsewhere("said_otherwise")
def _there(context: Context, _: None) -> Elsewhere:
    for key, part in _other_words(context):
        yield Part(part.application, part.role, (*part.path, key), part.body)


def _other_words(context: Context) -> Iterator[tuple[str, Part]]:
    own = context.plan.organisation
    others = context.others.in_call(own) if context.others else []
    for key in context.parameter("keys"):
        mine = getattr(own, key, None)
        for part in others:
            theirs = getattr(part.body, key, None)
            if mine is not None and theirs is not None and mine != theirs:
                yield key, part


@function("two_oids")
def _two_oids(context: Context, item: Body | None) -> Value:
    """Say whether the plans give an organisation of one name and country more than one OID."""
    return len(_oids(context, item)) > 1


@elsewhere("two_oids")
def _two_oids_elsewhere(context: Context, item: Body | None) -> Elsewhere:
    body = item or context.plan.organisation
    if context.others and body and len(_oids(context, item)) > 1:
        for oid in _oids(context, item):
            yield from (p for p in context.others.together.named(body, oid) if p.application is not context.others.own)


def _oids(context: Context, item: Body | None) -> list[str]:
    body = item or context.plan.organisation
    return context.others.together.oids(body) if context.others and body else []


@function("alike")
def _alike(context: Context, _: None) -> Value:
    """Say whether another plan of the same call has a long passage (`words`) of this plan's texts."""
    return bool(context.others and context.others.alike(context.parameter("words")))


@at_fault("alike")
def _alike_here(context: Context, _: None) -> Iterator[tuple[str | int, ...]]:
    found: Any = context.others.alike(context.parameter("words")) if context.others else {}
    return iter(dict.fromkeys(here for here, _there in found.values()))


@elsewhere("alike")
def _alike_there(context: Context, _: None) -> Elsewhere:
    found = context.others.alike(context.parameter("words")) if context.others else {}
    for other, (_here, there) in found.items():
        yield Part(other, "applicant", there, other.plan.organisation)
