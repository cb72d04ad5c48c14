"""What came of a requirement for a plan."""

from __future__ import annotations

from enum import Enum

import msgspec

from erasmus_cli.plan.facts import Facts, Path
from erasmus_cli.plan.together import Part
from erasmus_cli.plan.values import Value
from erasmus_cli.programme.requirement import Requirement


class Status(Enum):
    """The four outcomes. A requirement that is not known is never counted as met."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_KNOWN = "not_known"
    DOES_NOT_APPLY = "does_not_apply"


class Finding(msgspec.Struct, frozen=True):
    """A requirement, its outcome for a plan, and what a person needs to understand and mend it.

    `facts` are those of the plan that was asked. `index` is the item of the list that a requirement `each` was asked
    of. `expected` is the operand with all references and dates worked out. `missing` are the plan fields that are
    still to be filled.
    """

    requirement: Requirement
    facts: Facts
    status: Status
    actual: Value
    expected: Value
    missing: tuple[Path, ...]
    index: int | None = None

    @property
    def places(self) -> tuple[Path, ...]:
        """The plan fields that it rests on."""
        if self.status is Status.DOES_NOT_APPLY or (self.requirement.each and self.index is None):
            return ()
        return self.facts.places(self.requirement.fact, self.index)

    @property
    def elsewhere(self) -> tuple[Part, ...]:
        """What other plans say that it rests on."""
        if self.status is Status.DOES_NOT_APPLY or (self.requirement.each and self.index is None):
            return ()
        return self.facts.elsewhere(self.requirement.fact, self.index)

    @property
    def broken(self) -> bool:
        """Whether it stands in the way of the application: an eligibility requirement that is not met."""
        return self.status is Status.NOT_MET and self.requirement.level == "must"
