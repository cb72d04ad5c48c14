"""Asks an action's requirements of a plan."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal

from erasmus_cli.budget import quantities as _sums  # noqa: F401 - registers the facts that need a sum
from erasmus_cli.plan.facts import Facts, Path
from erasmus_cli.plan.values import NOT_KNOWN, AtLeast, NotKnown, Range, Scalar, Value, both, exactly
from erasmus_cli.programme.requirement import Condition, Operand, Reference, Requirement
from erasmus_cli.rules.comparison import holds
from erasmus_cli.rules.finding import Finding, Status

CALL_DATE = re.compile(r"(?:Y(?:\+(\d+))?|(\d{4}))-(\d\d)-(\d\d)")


def evaluate(facts: Facts) -> list[Finding]:
    """Return a finding for each requirement of the facts' action, and for each item where it is asked of items."""
    return [
        finding for requirement in facts.programme.requirements(facts.code) for finding in _findings(requirement, facts)
    ]


def _findings(requirement: Requirement, facts: Facts) -> Iterator[Finding]:
    if requirement.each is None:
        yield _finding(requirement, facts, None)
        return
    items = getattr(facts.plan, requirement.each)
    for index in range(len(items or [])):
        yield _finding(requirement, facts, index)
    if not items:
        # An empty list has nothing to ask; a list that is not there may still get items that break the rule.
        of_plan = [c for c in requirement.when if not facts.programme.facts[c.fact].scope]
        open_ = items is None and applies(of_plan, facts) is not False
        status = Status.NOT_KNOWN if open_ else Status.DOES_NOT_APPLY
        missing: tuple[Path, ...] = ((requirement.each,),) if open_ else ()
        yield Finding(requirement, facts, status, NOT_KNOWN, NOT_KNOWN, missing)


def _finding(requirement: Requirement, facts: Facts, index: int | None) -> Finding:
    concerned: bool | None = True
    undecided: list[Condition] = []
    for condition in requirement.when:
        outcome = _holds(condition, facts, index)
        if outcome is False:
            return Finding(requirement, facts, Status.DOES_NOT_APPLY, NOT_KNOWN, NOT_KNOWN, (), index)
        if outcome is None:
            concerned = None
            undecided.append(condition)
    actual = facts.value(requirement.fact, index)
    expected = operand(requirement, facts, index)
    status = _status(concerned, holds(requirement.test, actual, expected))
    missing: tuple[Path, ...] = ()
    if status is Status.NOT_KNOWN:
        # First whether the rule applies at all, then what it asks: nobody is asked what may not matter.
        missing = _missing(undecided or [requirement], facts, index)
    return Finding(requirement, facts, status, actual, expected, missing, index)


def _status(concerned: bool | None, met: bool | None) -> Status:
    if met:
        return Status.MET  # if it is met, it does not matter whether it applies
    return Status.NOT_MET if concerned and met is False else Status.NOT_KNOWN


def _holds(condition: Condition, facts: Facts, index: int | None) -> bool | None:
    return holds(condition.test, facts.value(condition.fact, index), operand(condition, facts, index))


def applies(conditions: list[Condition], facts: Facts, index: int | None = None) -> bool | None:
    """Say whether all conditions hold for the plan as a whole, or for an item of a list."""
    outcome: bool | None = True
    for condition in conditions:
        outcome = both(outcome, _holds(condition, facts, index))
    return outcome


def _missing(conditions: list[Condition], facts: Facts, index: int | None) -> tuple[Path, ...]:
    paths: list[Path] = []
    for condition in conditions:
        paths += facts.missing(condition.fact, index)
        if isinstance(condition.operand, Reference):
            paths += facts.missing(condition.operand.fact, index)
    return tuple(dict.fromkeys(paths))


def operand(condition: Condition, facts: Facts, index: int | None = None) -> Value:
    """Return what a condition compares with: references and dates of the call year are worked out."""
    return _operand(condition.operand, facts, index, facts.programme.facts[condition.fact].kind == "date")


def _operand(raw: Operand, facts: Facts, index: int | None, date: bool) -> Value:
    if isinstance(raw, Reference):
        return _times(facts.value(raw.fact, index), Decimal(raw.times))
    if isinstance(raw, list):
        return tuple(_scalar(x, facts, date) for x in raw)
    return _scalar(raw, facts, date)


def _scalar(raw: bool | int | str, facts: Facts, date: bool) -> Scalar:
    return in_year(raw, facts.programme.year) if date else raw


def in_year(raw: bool | int | str, year: int) -> Scalar:
    """Return the date that a text such as `"Y-06-01"` stands for in the call of a year; other values as they are."""
    found = CALL_DATE.fullmatch(raw) if isinstance(raw, str) else None
    if not found:
        return raw
    later, fixed, month, day = found.groups(default="0")
    return dt.date(int(fixed) or year + int(later), int(month), int(day))


def _times(value: Value, factor: Decimal) -> Value:
    if factor == 1 or isinstance(value, NotKnown):
        return value
    if isinstance(value, Range):
        return value * exactly(factor)
    if isinstance(value, AtLeast):
        return AtLeast(value.value * factor) if isinstance(value.value, int | Decimal) else NOT_KNOWN
    return value * factor if isinstance(value, int | Decimal) else NOT_KNOWN
