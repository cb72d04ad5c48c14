"""The organisations beside the applicant: partners, members of a consortium, and hosts of mobility activities."""

from __future__ import annotations

from dataclasses import dataclass

from erasmus_cli.language import language
from erasmus_cli.plan.model import Plan
from erasmus_cli.programme.countries import country_name
from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.papers import Role
from erasmus_cli.views import items, words

#: A name is shown in so much room.
LONGEST = 80


@dataclass(frozen=True, slots=True)
class Other:
    """An organisation beside the applicant: its place in the plan, its role, and its name, if the plan gives one.

    `activities` are the places of the mobility activities that a host receives.
    """

    kind: str
    index: int
    role: Role
    name: str | None
    country: str | None
    shown: str
    activities: tuple[int, ...] = ()


def others(plan: Plan, programme: Programme) -> list[Other]:
    """Return the organisations beside the applicant, in the order of the plan; the hosts each once."""
    found = []
    for index, partner in enumerate(plan.partners or []):
        role: Role = partner.role or "partner"  # type: ignore[assignment] # the words of `partner_roles`
        found.append(_other(plan, programme, "partners", index, role, partner.name, partner.country))
    for index, member in enumerate(plan.members or []):
        found.append(_other(plan, programme, "members", index, "member", member.name, member.country))
    return [*found, *_hosts(plan, programme)]


def _hosts(plan: Plan, programme: Programme) -> list[Other]:
    """Return those who receive participants; one that is named several times is one, without a name each is another."""
    incoming = {kind.id for kind in programme.activity_types if kind.group == "incoming"}
    by_host: dict[tuple[object, ...], list[int]] = {}
    for index, item in enumerate(plan.mobility or []):
        if item.type not in incoming:
            key = (item.host.casefold(), item.country) if item.host else (index,)
            by_host.setdefault(key, []).append(index)
    found = []
    for places in by_host.values():
        item = (plan.mobility or [])[places[0]]
        found.append(_other(plan, programme, "mobility", places[0], "host", item.host, item.country, tuple(places)))
    return found


def _other(
    plan: Plan,
    programme: Programme,
    kind: str,
    index: int,
    role: Role,
    name: str | None,
    country: str | None,
    activities: tuple[int, ...] = (),
) -> Other:
    clean = " ".join(words.clean(name).split()) if name else None
    shown = clean or items.named(programme, kind, index, getattr(plan, kind)[index])
    if clean and country:
        shown = f"{clean}, {country_name(country, language())}"
    return Other(
        kind, index, role, clean, country, shown if len(shown) <= LONGEST else shown[:LONGEST] + "…", activities
    )


def chosen(found: list[Other], wanted: str) -> Other | None:
    """Return the organisation that a number, as people count, or a name or its beginning stands for."""
    if wanted.isdecimal():
        return found[int(wanted) - 1] if 0 < int(wanted) <= len(found) else None
    typed = wanted.casefold().strip()
    exact = [other for other in found if other.name and other.name.casefold() == typed]
    begun = [other for other in found if other.name and typed and other.name.casefold().startswith(typed)]
    return next(iter(exact), begun[0] if len(begun) == 1 else None)
