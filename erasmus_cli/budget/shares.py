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
    def by_partner(self) -> dict[str, int]:
        """The euros of each partner, by the name that the shares give it."""
        together: dict[str, int] = {}
        for part in self.parts:
            for name, euros in (part.shares or {}).items():
                together[name] = together.get(name, 0) + euros
        return together


def shares(plan: Plan, programme: Programme, code: str) -> Shares:
    """Return how a plan shares out the lump sum of an action."""
    asked = {requirement.each for requirement in programme.requirements(code)}
    name = next((name for name in ("work_packages", "activities") if name in asked), None)
    return Shares(name, (getattr(plan, name) or []) if name else [], plan.grant)
