"""The changes of a plan that mend a finding. Each is tried on the plan: it is offered only if the finding is then met
and nothing else breaks by it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from erasmus_cli.plan.facts import Path
from erasmus_cli.programme.requirement import Reference
from erasmus_cli.rules.comparison import Change, smallest_changes
from erasmus_cli.rules.evaluate import evaluate
from erasmus_cli.rules.finding import Finding, Status

if TYPE_CHECKING:
    from erasmus_cli.plan.model import Plan

#: Trying a change means asking everything of the whole plan again. So many items of lists are asked in all, that a
#: plan of a few pages gets every change, and one of a thousand activities an answer in good time.
MOST_ITEMS = 4_000


class Mender:
    """Finds the changes that mend the findings of one plan under one action."""

    def __init__(self, findings: list[Finding]) -> None:
        """Take all findings of a plan: what is broken now can't break by a change."""
        broken = [f for f in findings if f.status is Status.NOT_MET]
        self._broken = {_key(f) for f in broken}
        self._facts = {f.requirement.fact for f in broken}
        self._left = MOST_ITEMS

    def changes(self, found: Finding) -> list[Change]:
        """Return the smallest changes that mend a finding, none if there is no number or date to change."""
        return [change for change, _plan in self.mended(found)]

    def mended(self, found: Finding) -> list[tuple[Change, Plan]]:
        """Return the changes that mend a finding, each with the plan that it leads to."""
        requirement = found.requirement
        fact = found.facts.programme.facts[requirement.fact]
        if found.status is not Status.NOT_MET or fact.change is None or fact.fixed or requirement.level == "fit":
            return []
        if isinstance(requirement.operand, Reference) and requirement.operand.fact in self._facts:
            return []  # what it is compared with has to be mended first
        changes = smallest_changes(requirement.test, found.actual, found.expected)
        tried = ((change, self._first_that_works(found, change)) for change in changes)
        return [(change, plan) for change, plan in tried if plan is not None]

    def _first_that_works(self, found: Finding, change: Change) -> Plan | None:
        return next((plan for plan in _changed(found, change) if self._works(found, plan)), None)

    def _works(self, found: Finding, plan: Plan) -> bool:
        self._left -= 1 + sum(len(items) for _name, items in plan if isinstance(items, list))
        if self._left < 0:
            return False
        after = {_key(f): f for f in evaluate(found.facts.of(plan))}
        broken = {key for key, f in after.items() if f.status is Status.NOT_MET}
        about = (found.requirement.fact, found.index)  # of two limits on one sum, only what keeps both is offered
        left = any((after[key].requirement.fact, after[key].index) == about for key in broken)
        return after[_key(found)].status is Status.MET and not left and broken <= self._broken


def _key(found: Finding) -> tuple[str, int | None]:
    return found.requirement.id, found.index


def _changed(found: Finding, change: Change) -> Iterator[Plan]:
    """Return the plans that a change may mean: in one field, the largest first, or spread over all that count."""
    plan = found.facts.plan
    fields = [(path, value) for path in found.places if _number(value := _at(plan, path))]
    if len(fields) == 1 and fields[0][1] == _known(found.actual):
        yield _with(plan, fields[0][0], change.to)
        return
    if not isinstance(change.by, int) or isinstance(change.to, dt.date):
        return
    fields.sort(key=lambda field: -field[1])
    by = change.by if change.kind == "increase" else -change.by
    for path, value in fields[:3]:
        if value + by > 0:
            yield _with(plan, path, value + by)
    spread = plan
    for path, value in fields if change.kind == "decrease" else ():
        less = min(value - 1, -by)
        spread, by = _with(spread, path, value - less), by + less
    if by == 0:
        yield spread


def _known(value: Any) -> Any:
    return getattr(value, "value", value)


def _number(value: Any) -> bool:
    return isinstance(value, int | Decimal | dt.date) and not isinstance(value, bool)


def _at(node: Any, path: Path) -> Any:
    for part in path:
        node = node[part] if isinstance(part, int) else getattr(node, part, None)
    return node


def _with(node: Any, path: Path, value: Any) -> Any:
    """Return a copy of a plan, or of a part of it, with another value at a path."""
    if not path:
        return value
    part = path[0]
    if isinstance(part, int):
        return [_with(item, path[1:], value) if number == part else item for number, item in enumerate(node)]
    return node.model_copy(update={part: _with(getattr(node, part), path[1:], value)})
