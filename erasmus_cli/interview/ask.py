"""A question at a place of the plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from erasmus_cli.plan.paths import Path
from erasmus_cli.programme.questions import Check, Question

if TYPE_CHECKING:
    from erasmus_cli.rules.finding import Finding


@dataclass(frozen=True, slots=True)
class Ask:
    """A question at a place of the plan. `more` asks whether a list goes on; `checks` are the lines still open.

    `findings` are those that ask something of the answer, and `groups` those of the choices that can be meant.
    """

    question: Question
    path: Path
    more: bool = False
    checks: tuple[Check, ...] = ()
    findings: tuple[Finding, ...] = ()
    groups: tuple[str, ...] = ()

    @property
    def item(self) -> int | None:
        """The number of the list item it is about, from 0."""
        return next((part for part in self.path if isinstance(part, int)), None)
