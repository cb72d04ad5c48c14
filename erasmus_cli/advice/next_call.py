"""Takes a plan into a later call: what lasts stays, days and counts move, what belonged to the round goes.

Which key does what is data (`next.toml`). What nobody said is left open: an outcome that is not known makes no list
of grants, and a day that the new rules do not allow is no day.
"""

from __future__ import annotations

import copy
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from erasmus_cli.plan.aside import set_aside
from erasmus_cli.plan.facts import Facts
from erasmus_cli.plan.model import Plan
from erasmus_cli.plan.paths import Path, place, places, value_at
from erasmus_cli.plan.read import validate
from erasmus_cli.programme.days import add_months
from erasmus_cli.programme.lasting import Granted
from erasmus_cli.programme.load import Calls, Programme
from erasmus_cli.rules.assess import assess
from erasmus_cli.rules.evaluate import applies
from erasmus_cli.rules.finding import Finding

Outcome = Literal["granted", "rejected", "unknown"]


@dataclass
class Taken:
    """A plan for a later call, and what became of what the old one said.

    `moved` are days and counts with their old and new value, `gone` what belonged to the round, `not_allowed` values
    that are no words of the new call, and `refused` moved days with the rule that forbids them, or None if the round
    closes before. `aside` are keys that are kept without counting. `dated` are a person's texts that name the old
    year. `broken` is what the rules of the new call do not allow and those of the old one did.
    """

    data: dict[str, Any]
    old: Programme
    new: Programme
    outcome: Outcome
    granted: Granted | None = None
    entered: bool = False
    outcome_open: list[Path] = field(default_factory=list)
    moved: list[tuple[Path, Any, Any]] = field(default_factory=list)
    gone: list[Path] = field(default_factory=list)
    refused: list[tuple[Path, Any, Finding | None]] = field(default_factory=list)
    not_allowed: list[tuple[Path, Any]] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    dated: list[Path] = field(default_factory=list)
    broken: list[Finding] = field(default_factory=list)


def take(
    data: Mapping[str, Any],
    calls: Calls,
    years: tuple[int, int],
    outcome: Outcome,
    now: dt.datetime,
    given: Mapping[str, Any],
) -> Taken:
    """Return the plan for the later of two calls; `data` is a valid plan for the earlier one.

    `given` is what the person said of a granted application, by field.
    """
    old, new = (calls[year] for year in years)
    taken = Taken(copy.deepcopy(dict(data)), old, new, outcome)
    taken.data["call"] = new.year
    before = validate(data, old)
    assert isinstance(before, Plan), before
    for table in filter(None, (taken.data, taken.data.get("aside"))):
        _leave(table, taken, of_plan=table is taken.data)
    _result(taken, before, now)
    for name, value in given.items():
        _put(taken.data, place(name, None), value)
    _words(taken)
    _days(taken, calls, now)
    if taken.data.get("action"):
        met = assess(calls, before, before.action, now, old.year).broken if before.action else []
        known = {found.requirement.id for found in met}
        found = assess(calls, _plan(taken), taken.data["action"], now, new.year).broken
        taken.broken = [f for f in found if f.requirement.id not in known]
    taken.dated = list(_naming(taken.data, str(old.year)))
    return taken


def possible(programme: Programme, action: str) -> Granted | None:
    """Return what follows if an application for an action is granted, besides an entry among the grants."""
    return next((g for g in programme.lasting.granted if g.action == action), None)


def _plan(taken: Taken) -> Plan:
    plan = validate(taken.data, taken.new)
    assert isinstance(plan, Plan), plan
    return plan


def _leave(table: dict[str, Any], taken: Taken, *, of_plan: bool) -> None:
    """Take out what belonged to the round, and move days and counts on."""
    programme, years = taken.old, taken.new.year - taken.old.year
    sending = [q for q in programme.questions if q.stage == "sending"]
    going = {*programme.lasting.goes, *(q.field for q in sending if q.kind != "checks")}
    ticks = [check for q in sending for check in q.checks]
    for pattern in sorted(going):
        for path in reversed(places(pattern, table)):
            _drop(table, path, taken)
    for tick in ticks:
        for path in reversed(places(tick.field, table)):
            if value_at(table, path) == tick.value:
                _drop(table, path, taken)
    for pattern in programme.lasting.moves:
        for path in places(pattern, table):
            value = value_at(table, path)
            if value is not None:
                later = add_months(value, 12 * years) if isinstance(value, dt.date) else value + years
                _put(table, path, later)
                if of_plan:
                    taken.moved.append((path, value, later))
    if "left_open" in table:
        lists = [
            q.field for q in programme.questions if q.kind == "checks" and any(_in(c.field, going) for c in q.checks)
        ]
        over = going | {tick.field for tick in ticks} | {q.field for q in sending} | set(lists)
        table["left_open"] = [t for t in table["left_open"] if not _in(re.sub(r"\[\d+\]", "[]", t), over)]
        if not table["left_open"]:
            del table["left_open"]


def _in(pattern: str, fields: set[str]) -> bool:
    """Whether a key is one of these, or stands in one of these sections."""
    return any(pattern == name or pattern.startswith((f"{name}.", f"{name}[")) for name in fields)


def _result(taken: Taken, before: Plan, now: dt.datetime) -> None:
    """Write what follows from the outcome of the old application, and leave open what does not follow."""
    action = before.action
    if action is None:
        return
    data, follows = taken.data, possible(taken.old, action)
    paid = taken.old.action(action).grant.form != "none"
    if taken.outcome == "granted":
        if paid:
            data["grants"] = [*(data.get("grants") or []), {"action": action, "call": taken.old.year}]
            taken.entered = True
        if follows:
            taken.granted = follows
            _follow(taken, follows, Facts(before, taken.old, action, now))
    elif taken.outcome == "unknown":
        if paid and "grants" in data:
            listed = data.pop("grants")
            taken.outcome_open.append(("grants",))
            if listed:  # it is not complete any more, so that it must not count
                data.setdefault("aside", {})["grants"] = listed
                taken.aside.append("grants")
        for sets in follows.sets if follows else []:
            if value_at(data, place(sets.field, None)) is not None:
                _drop(data, place(sets.field, None))
                taken.outcome_open.append(place(sets.field, None))


def _follow(taken: Taken, follows: Granted, facts: Facts) -> None:
    for sets in follows.sets:
        _drop(taken.data, place(sets.field, None))
    for sets in follows.sets:
        if applies(sets.when, facts) is True:
            _put(taken.data, place(sets.field, None), sets.value)
    for key, answers in follows.drops.items():
        left = [answer for answer in taken.data.get(key) or [] if answer not in answers]
        taken.data.pop(key, None)
        if left:
            taken.data[key] = left
    if follows.then and follows.then in taken.new.codes:
        there = set(taken.data.get("aside") or {})
        taken.data = set_aside(taken.data, taken.new, follows.then) | {"action": follows.then}
        taken.aside += [key for key in taken.data.get("aside") or {} if key not in there]
        route = next((r for r in taken.new.routes if r.id == taken.data.get("route")), None)
        if route and follows.then not in [step.action for step in route.steps]:
            _drop(taken.data, ("route",), taken)


def _words(taken: Taken) -> None:
    """Take out what the new call has no words for."""
    while isinstance(problems := validate(taken.data, taken.new), list):
        for problem in reversed(problems):
            value = value_at(taken.data, problem.path)
            assert value is not None, problem
            taken.not_allowed.insert(0, (problem.path, value))
            _drop(taken.data, problem.path)


def _days(taken: Taken, calls: Calls, now: dt.datetime) -> None:
    """Leave out a moved day that a rule of the new call forbids, or a deadline of one's own after the round's."""
    action = taken.data.get("action")
    if action is None:
        return
    broken = assess(calls, _plan(taken), action, now, taken.new.year).broken
    for path, _old, value in list(taken.moved):
        against = [f for f in broken if taken.new.facts[f.requirement.fact].reads == [".".join(map(str, path))]]
        round_ = taken.new.round(action)
        late = path == ("deadline",) and round_ is not None and value > round_.finnish.date()
        if isinstance(value, dt.date) and (against or late):
            _drop(taken.data, path)
            taken.moved = [moved for moved in taken.moved if moved[0] != path]
            taken.refused.append((path, value, against[0] if against else None))


def _naming(node: Any, year: str, path: Path = ()) -> Iterator[Path]:
    """Yield the places of texts that name a year."""
    if isinstance(node, str):
        if re.search(rf"(?<!\d){year}(?!\d)", node):
            yield path
    elif isinstance(node, Mapping):
        for key, value in node.items():
            yield from _naming(value, year, (*path, key))
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from _naming(value, year, (*path, number))


def _drop(table: dict[str, Any], path: Path, taken: Taken | None = None) -> None:
    """Take out what stands at a path, with the section or list that is empty without it; items of lists stay."""
    if value_at(table, path) is None:
        return
    node: Any = value_at(table, path[:-1]) if path[:-1] else table
    del node[path[-1]]
    if taken is not None and path not in taken.gone:
        taken.gone.append(path)
    if not node and len(path) > 1 and isinstance(path[-2], str):
        _drop(table, path[:-1])


def _put(table: dict[str, Any], path: Path, value: Any) -> None:
    node: Any = table
    for part in path[:-1]:
        node = node.setdefault(part, {}) if isinstance(node, dict) else node[part]
    node[path[-1]] = value
