"""Compares two plans: answers, findings that came and went, money, and the days of the way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from erasmus_cli.advice.timeline import Dated, timeline
from erasmus_cli.budget.lines import budget, total
from erasmus_cli.plan.difference import Difference, differences, matched
from erasmus_cli.plan.paths import Path
from erasmus_cli.plan.read import PlanFile
from erasmus_cli.plan.values import NOT_KNOWN, Value
from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.timeline import TimelineStep
from erasmus_cli.rules.assess import Assessment
from erasmus_cli.rules.finding import Finding


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two plans: its file, and how it was assessed; the call alone if it names no action."""

    file: PlanFile
    by: Assessment | Programme

    @property
    def assessment(self) -> Assessment | None:
        """How the plan was assessed, if it was."""
        return self.by if isinstance(self.by, Assessment) else None

    @property
    def programme(self) -> Programme:
        """The call that the plan was held against."""
        return self.by.programme if isinstance(self.by, Assessment) else self.by


#: A field that would answer what is open, or nothing if no field would, and a finding that asks for it.
Open = tuple[Path, Finding]

#: The items of the new plan by those of the old one, list by list.
Pairs = Mapping[str, Mapping[int, int | None]]


@dataclass(frozen=True, slots=True)
class Compared:
    """Two plans and what is different in them.

    `came` and `went` are what is not met in only the new or only the old one, `opened` and `closed` what is open in
    only one of them. `steps` are those of the way whose days differ, in each plan; None where it has no such step.
    """

    old: Side
    new: Side
    answers: list[Difference]
    came: list[Finding]
    went: list[Finding]
    opened: list[Open]
    closed: list[Open]
    money: list[tuple[str, Value, Value]]
    steps: list[tuple[TimelineStep, Dated | None, Dated | None]]

    @property
    def worse(self) -> bool:
        """Whether something stands in the way in the new plan that did not in the old one."""
        return any(found.broken for found in self.came)


def compare(old: Side, new: Side, now: dt.datetime) -> Compared:
    """Compare two plans."""
    pairs = {
        name: {before: now_ for before, now_ in matched(old.file.data[name], new.file.data[name]) if before is not None}
        for name in old.file.data
        if _items(old, name) and _items(new, name)
    }
    against = _keyed(old, pairs), _keyed(new, {})
    open_ = _open(old, pairs), _open(new, {})
    return Compared(
        old,
        new,
        differences(old.file.data, new.file.data),
        came=[f for key, f in against[1].items() if key not in against[0]],
        went=[f for key, f in against[0].items() if key not in against[1]],
        opened=[found for key, found in open_[1].items() if key not in open_[0]],
        closed=[found for key, found in open_[0].items() if key not in open_[1]],
        money=_money(old, new),
        steps=_steps(old, new, now),
    )


def _items(side: Side, name: str) -> bool:
    items_ = side.file.data.get(name)
    return isinstance(items_, list) and all(isinstance(item, Mapping) for item in items_)


def _in_new(pairs: Pairs, name: str | None, index: int) -> int:
    """Return the place of an item in the new plan; a place that no item has for one that is not there."""
    if name is None or name not in pairs:
        return index
    new = pairs[name].get(index)
    return -1 - index if new is None else new


def _keyed(side: Side, pairs: Pairs) -> dict[tuple[str, int | None], Finding]:
    """Return what is not met by its rule and the item that it is about; items of the old plan by the new one's."""
    found = {}
    for f in side.assessment.against if side.assessment else []:
        item = None if f.index is None else _in_new(pairs, f.requirement.each, f.index)
        found[f.requirement.id, item] = f
    return found


def _open(side: Side, pairs: Pairs) -> dict[Path | str, Open]:
    """Return what is open by the field that would answer it, or by its rule if none would."""
    found: dict[Path | str, Open] = {}
    for f in side.assessment.open if side.assessment else []:
        for path in f.missing:
            head, *rest = path
            item = [_in_new(pairs, str(head), rest[0])] if rest and isinstance(rest[0], int) else []
            found.setdefault((head, *item, *rest[len(item) :]), (path, f))
        if not f.missing:
            found.setdefault(f.requirement.id, ((), f))
    return found


def _money(old: Side, new: Side) -> list[tuple[str, Value, Value]]:
    """Return the sums that differ: by unit costs, and what the plan asks for."""
    rows = []
    for name, sum_ in (("unit-costs", _unit_costs), ("grant", _grant)):
        before, now = sum_(old), sum_(new)
        if before != now:
            rows.append((name, before, now))
    return rows


def _unit_costs(side: Side) -> Value:
    mobile = side.assessment and side.assessment.code in side.programme.activity_actions
    lines = budget(side.file.plan, side.programme, bounded=True) if mobile else []
    return total(lines) if lines else NOT_KNOWN


def _grant(side: Side) -> Value:
    return NOT_KNOWN if side.file.plan.grant is None else side.file.plan.grant


def _steps(old: Side, new: Side, now: dt.datetime) -> list[tuple[TimelineStep, Dated | None, Dated | None]]:
    """Return the steps whose days differ; information events and activities have days of their own and are no steps."""
    ways = []
    for side in (old, new):
        there = side.assessment and not side.programme.action(side.assessment.code).no_call
        found = timeline(side.assessment, now) if there and side.assessment else []
        ways.append({step.step.id: step for step in found if not (step.span.event or step.span.item)})
    named = {name: step.step for way in ways for name, step in way.items()}
    rows = [(named[name], ways[0].get(name), ways[1].get(name)) for name in dict.fromkeys([*ways[1], *ways[0]])]
    return [(step, before, after) for step, before, after in rows if days(before) != days(after)]


def days(step: Dated | None) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and the last day of a step; none if there is no such step or it has no date."""
    return (step.first, step.last) if step else (None, None)
