"""Facts that the other plans of one check decide: what an organisation does in the other applications."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from erasmus_cli.plan.quantities.registry import Context, at_fault, elsewhere, function
from erasmus_cli.plan.together import Part
from erasmus_cli.plan.values import NOT_KNOWN, AtLeast, Range, Value

if TYPE_CHECKING:
    from erasmus_cli.plan.model import Body

#: Where other plans say something.
Elsewhere = Iterator[Part]


def roles(context: Context, body: Body | None) -> list[Part]:
    """Return what an organisation does in the other applications, as far as the fact counts it.

    Its record says by the action which `roles` count (`*` is the plan's own action), and whether in the same `call`
    or only the same round.
    """
    if context.others is None:
        return []
    found = context.others.in_call(body) if context.parameter("call") else context.others.in_round(body)
    actions: dict[str, list[str]] = context.parameter("roles", {})
    # The action, not its family: a cooperation partnership at EACEA is none at a national agency (guide p. 237).
    wanted = {code.replace("*", context.code): names for code, names in actions.items()}
    return [p for p in found if p.role in wanted.get(p.application.code, ())]


def applications(context: Context) -> tuple[list[tuple[str | None, str | None]], list[Part]]:
    """Return action and role of the other applications that the plan names, and those that only other plans tell of.

    An application that the plan names without the role has the role that the other plan tells.
    """
    return context.kept("applications", lambda: _applications(context))


def _applications(context: Context) -> tuple[list[tuple[str | None, str | None]], list[Part]]:
    said = [(other.action, other.role) for other in context.plan.applications or []]
    left = dict(enumerate(said))  # those for which no other plan was found yet
    unsaid = []
    for part in context.others.in_round(context.plan.organisation) if context.others else ():
        code = part.application.code
        same = [n for role in (part.role, None) for n, name in left.items() if name == (code, role)]
        if part.role == "member":
            continue  # memberships are counted on their own
        if same:
            said[same[0]] = code, part.role
            del left[same[0]]
        else:
            unsaid.append(part)
    return said, unsaid


@function("plans_together")
def _plans_together(context: Context, _: None) -> Value:
    return context.others is not None


@function("roles")
def _roles(context: Context, item: Body | None) -> Value:
    """Return in how many applications an organisation is: what the plan says, or more if the other plans tell so."""
    said, told = _said(context, item), _told(context, item)
    if told is None:
        return NOT_KNOWN if said is None else said
    return AtLeast(told.low) if said is None else Range(max(said, told.low), max(said, told.high)).value()


@elsewhere("roles", "roles_unsaid")
def _roles_elsewhere(context: Context, item: Body | None) -> Elsewhere:
    return iter(roles(context, item or context.plan.organisation))


@function("roles_unsaid")
def _roles_unsaid(context: Context, item: Body | None) -> Value:
    """Say whether the plan counts fewer applications of an organisation than the plans together do."""
    said, told = _said(context, item), _told(context, item)
    return said is not None and told is not None and told.low > said


def _said(context: Context, item: Body | None) -> int | None:
    number: int | None = getattr(item or context.plan.organisation, _field(context), None)
    return number


def _told(context: Context, item: Body | None) -> Range | None:
    """Return the number that the other plans tell: those that are there, or more if one of them says so."""
    found = roles(context, item or context.plan.organisation)
    if not found:
        return None
    own = int(context.parameter("own", 0))
    alike = [part.body for part in found if item and type(part.body) is type(item)]
    numbers = [n for n in (getattr(body, _field(context)) for body in alike) if n is not None]
    low, high = sum(part.sure for part in found), len(found)
    return Range(max([own + low, *numbers]), max([own + high, *numbers]))


def _field(context: Context) -> str:
    return context.fact.reads[0].rpartition(".")[2]


@function("applications_unsaid")
def _applications_unsaid(context: Context, _: None) -> Value:
    """Count the applications for the plan's action that its list of the applicant's others leaves out."""
    return 0 if context.plan.applications is None else len(list(_unsaid_elsewhere(context, None)))


@elsewhere("applications_unsaid")
def _unsaid_elsewhere(context: Context, _: None) -> Elsewhere:
    return (part for part in applications(context)[1] if part.sure and part.application.code == context.code)


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
    """Return the applicant's accreditation as its plan says it, or else the other plans of the call, if they agree."""
    own = context.plan.organisation.accreditation if context.plan.organisation else None
    said = {own} if own else {value for _part, value in _accreditations(context)}
    return said.pop() if len(said) == 1 else NOT_KNOWN


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
            found = context.others.together.named(body, oid) if oid != (body.oid or "").casefold() else []
            yield from (part for part in found if part.application is not context.others.own)


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
