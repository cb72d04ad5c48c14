"""How a lump sum is shared out: by activity or work package, and by partner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from erasmus_cli.plan.values import NOT_KNOWN, AtLeast, Value, total
from erasmus_cli.programme.load import Programme

if TYPE_CHECKING:
    from erasmus_cli.plan.model import Activity, Plan, WorkPackage


@dataclass(frozen=True, slots=True)
class Shares:
    """The parts of a plan that a lump sum is shared among; `of` is their list in the plan, None if there is none."""

    of: str | None
    parts: list[Activity | WorkPackage]
    grant: int | None

    @property
    def allotted(self) -> Value:
        """The euros that the parts take."""
        return total(part.amount for part in self.parts)

    @property
    def left(self) -> Value:
        """The euros that no part takes yet, negative if the parts take too much."""
        if self.grant is None or isinstance(self.allotted, AtLeast) or not isinstance(self.allotted, int):
            return NOT_KNOWN
        return self.grant - self.allotted

    @property
    def overdrawn(self) -> list[int]:
        """The places of the parts whose partners take more than the part has."""
        known = ((i, p.amount, p.shares) for i, p in enumerate(self.parts) if p.amount is not None and p.shares)
        return [i for i, amount, taken in known if sum(taken.values()) > amount]

    @property
    def by_partner(self) -> dict[str, int]:
        """The euros of each partner, by the name that the shares give it."""
        together: dict[str, int] = {}
        for part in self.parts:
            for name, euros in (part.shares or {}).items():
                together[name] = together.get(name, 0) + euros
        return together


def left_to_allot(plan: Plan, name: str) -> int | None:
    """Return the euros of the grant that no activity or work package has yet, negative if they have too much.

    `name` is the list of the plan; a part without an amount has none so far. None if the grant is not known.
    """
    parts = getattr(plan, name) or []
    return None if plan.grant is None else plan.grant - sum(part.amount or 0 for part in parts)


def shares(plan: Plan, programme: Programme, code: str) -> Shares:
    """Return how a plan shares out the lump sum of an action: among activities where the action knows only these."""
    asked = {requirement.each for requirement in programme.requirements(code)}
    only_activities = "activities" in asked and "work_packages" not in asked and plan.work_packages is None
    of = "activities" if only_activities else "work_packages"
    parts = getattr(plan, of)
    return Shares(of if of in asked or parts else None, parts or [], plan.grant)
