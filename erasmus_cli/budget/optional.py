"""What is paid for only if the plan asks for it, and whether it does: yes, no, or not said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.money import UnitCost

if TYPE_CHECKING:
    from erasmus_cli.plan.model import Plan


class Optional(msgspec.Struct, frozen=True):
    """A unit cost that a plan may ask for, and the places of the activities that don't.

    `unsaid`: nothing is said of it there, so that it is not known. `declined`: the plan says that there is none.
    """

    unit: UnitCost
    unsaid: list[int]
    declined: list[int]


def optional(plan: Plan, programme: Programme) -> list[Optional]:
    """Return what a plan may ask for in its activities and does not, in the order of the unit costs."""
    found = []
    for unit in programme.rates.unit_costs:
        if unit.only_if is None or unit.whole_project:
            continue
        unsaid, declined = [], []
        for index, item in enumerate(plan.mobility or []):
            if item.type is None or (unit.types and item.type not in unit.types):
                continue
            said = getattr(item, unit.only_if)
            if said is None and not (unit.only_if == "accompanying" and item.type in programme.rates.accompanied):
                unsaid.append(index)
            elif said == 0:
                declined.append(index)
        found.append(Optional(unit, unsaid, declined))
    return found
