"""Which keys a plan still lacks: those that its action's rules and its budget ask for, given what it says already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from erasmus_cli.plan.paths import pattern, places, value_at
from erasmus_cli.plan.positions import Path
from erasmus_cli.programme.keys import Key
from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.rounds import as_instant

if TYPE_CHECKING:
    from erasmus_cli.plan.model import Plan


def lacking(data: Mapping[str, Any], programme: Programme, keys: Mapping[str, Key]) -> list[Path]:
    """Return the fields that matter for a plan and that it does not say, in the order of `keys`.

    As long as no action is chosen these are the ones that help to find it. It depends on the plan alone and not on
    the day, so that the same plan always lacks the same.
    """
    from erasmus_cli.plan.model import Plan
    from erasmus_cli.plan.read import validate

    plan = validate(data, programme)
    if not isinstance(plan, Plan):
        return []
    wanted = set(_asked_for(plan, programme)) if plan.action else set()
    for key in keys.values():
        if (key.always and (plan.action or key.stage == "idea")) or (key.stage == "idea" and not plan.action):
            wanted |= set(places(key.field, data))
    order = {field: number for number, field in enumerate(keys)}
    known = [path for path in wanted if pattern(path) in order and value_at(data, path) is None]
    return sorted(known, key=lambda path: (order[pattern(path)], [part for part in path if isinstance(part, int)]))


def _asked_for(plan: Plan, programme: Programme) -> Iterator[Path]:
    from erasmus_cli.budget.lines import budget
    from erasmus_cli.plan.facts import Facts
    from erasmus_cli.rules.evaluate import evaluate

    assert plan.action
    facts = Facts(plan, programme, plan.action, as_instant(dt.date(programme.year, 1, 1)))
    for finding in evaluate(facts):
        # As in a check: what an action is made for is nothing to answer, and our own checks compare what is there.
        if finding.requirement.level != "fit" and finding.requirement.consequence != "own-check":
            yield from finding.missing
    if plan.action in programme.activity_actions:
        for line in budget(plan, programme):
            yield from (*line.missing, *line.narrower)
        yield from _payable(plan, programme)


def _payable(plan: Plan, programme: Programme) -> Iterator[Path]:
    """Yield what the programme pays only for those who ask for it."""
    optional = [unit for unit in programme.rates.unit_costs if unit.only_if]
    for unit in optional:
        if unit.whole_project:
            yield (str(unit.only_if),)
    for index, item in enumerate(plan.mobility or []):
        for unit in optional:
            if not unit.whole_project and item.type and (not unit.types or item.type in unit.types):
                yield ("mobility", index, str(unit.only_if))
