"""Which entries of a plan are one and the same organisation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from erasmus_cli.plan.model import Body

#: Entries of one name that a further one is compared with: the cost must not grow with the square of a list.
SAMPLE = 10


def repeats(bodies: Sequence[Body | None]) -> list[bool]:
    """Say of each organisation whether it stands in the list before: by its OID, else by name, country and kind."""
    seen: dict[Any, list[Body]] = {}
    again = []
    for body in bodies:
        keys = [body.oid.casefold()] if body and body.oid else []
        keys += [(body.name.casefold(), body.country)] if body and body.name else []  # type: ignore[list-item]
        again.append(any(same_body(body, other) for key in keys for other in seen.get(key, [])) if body else False)
        for key in keys:
            seen.setdefault(key, []).extend([body] if body and len(seen.get(key, [])) < SAMPLE else [])
    return again


def same_body(one: Body, other: Body) -> bool:
    """Whether two entries of a plan are one organisation: by their OID, else by name, country and kind."""
    if one.oid and other.oid:
        return one.oid.casefold() == other.oid.casefold()
    named = one.name and other.name and one.name.casefold() == other.name.casefold()
    kinds = {one.kind, other.kind} - {None}
    return bool(named) and one.country == other.country and len(kinds) < 2
