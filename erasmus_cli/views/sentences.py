"""Puts requirements and findings into the sentences that the data give them, with their figures filled in.

The number stands once, in the record that decides; a sentence only names its place: `{limit}`, `{plan[months]}`.
docs/adding-a-requirement.md lists the placeholders.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from erasmus_cli.plan.values import NOT_KNOWN, AtLeast, NotKnown, Value
from erasmus_cli.programme.base import Text
from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.requirement import Condition, Fact, Literals, Reference, Requirement
from erasmus_cli.rules.comparison import Change, smallest_changes
from erasmus_cli.rules.evaluate import in_year
from erasmus_cli.rules.finding import Finding
from erasmus_cli.views import words


class _UnknownError(Exception):
    """A sentence would have to name what is not known; it is left out."""


class _Places(Mapping[str, Any]):
    """What the placeholders of a sentence stand for, each worked out only if the sentence has it."""

    def __init__(self, fill: Mapping[str, Callable[[], Any]]) -> None:
        self._fill = fill

    def __getitem__(self, name: str) -> Any:
        return self._fill[name]()

    def __iter__(self) -> Iterator[str]:
        return iter(self._fill)

    def __len__(self) -> int:
        return len(self._fill)


class _By:
    """What a placeholder with a name in brackets stands for: `{plan[months]}`."""

    def __init__(self, get: Callable[[str], str]) -> None:
        self._get = get

    def __getitem__(self, name: str) -> str:
        return self._get(name)


def rule(programme: Programme, requirement: Requirement) -> str:
    """Say what a requirement asks, whatever the plan: `At most 30 participants take part.`"""
    return _filled(requirement.rule, _of_rule(programme, requirement))


def figures(programme: Programme, text: Text) -> str:
    """Fill in the figures of a sentence that is no requirement's own: `{of[ID]}`, `{of_number[ID]}`, `{low[ID]}`.

    A figure keeps together with the word after it.
    """
    ends = {
        name: _By(lambda i, place=place: _end(programme, programme.requirement(i), place))  # type: ignore[misc]
        for name, place in (("low", 0), ("high", -1))
    }
    others = {
        "of": _By(lambda i: _operand(programme, programme.requirement(i))),
        "of_number": _By(lambda i: _operand(programme, programme.requirement(i), bare=True)),
    }
    return words.text(text).replace("} ", "}" + words.NO_BREAK).format(**ends, **others)


def now(found: Finding) -> str | None:
    """Say what the plan says of a finding's fact: `The plan has 34 participants.`; None if it says nothing."""
    fact = found.facts.programme.facts[found.requirement.fact]
    if isinstance(found.actual, NotKnown):
        return None
    said = fact.now
    if isinstance(found.actual, bool):
        said = fact.yes if found.actual else fact.no
    elif found.actual in (0, ()):
        said = fact.none or fact.now
    elif fact.rough and found.places and all(len(path) == 1 for path in found.places):
        said = fact.rough
    if said is None:
        return None
    value = words.value(found.facts.programme, fact, found.actual)
    return _filled(said, {"value": lambda: value})


def here(found: Finding) -> list[str]:
    """Say what a requirement comes to for the plan; a sentence that would name something unknown is left out."""
    return _known(found.requirement.here, _of_finding(found))


def ways(found: Finding) -> list[str]:
    """Say what a person can do about a finding."""
    return _known(found.requirement.ways, _of_finding(found))


def changes(found: Finding, offered: list[Change]) -> list[str]:
    """Say the changes of a number or a date that mend a finding: `Change the length of the project to 18 months.`"""
    programme, fact = found.facts.programme, found.facts.programme.facts[found.requirement.fact]
    if fact.change is None:
        return []
    fill = [{"to": words.value(programme, fact, c.to), "by": words.value(programme, fact, c.by)} for c in offered]
    return [words.text(fact.change).format(**values) for values in fill]


def changes_at_once(found: Finding, offered: list[Change]) -> list[str]:
    """Say those changes in one sentence, if it is only where to: `Change the grant to €30,000 or €60,000.`"""
    programme, fact = found.facts.programme, found.facts.programme.facts[found.requirement.fact]
    if fact.change is None or "{by}" in words.text(fact.change) or not offered:
        return changes(found, offered)
    return [words.text(fact.change).format(to=words.either([words.value(programme, fact, c.to) for c in offered]))]


def of_sum(programme: Programme, text: Text, euros: int) -> str:
    """Say something of a lump sum: `{sum}` is the sum, `{part[ID]}` the share of it that a requirement allows."""

    def part(name: str) -> str:
        share = programme.requirement(name).operand
        assert isinstance(share, Reference), f"{name}: no share"
        return words.euros(euros * Decimal(share.times))

    return _filled(text, {"sum": lambda: words.euros(euros), "part": lambda: _By(part)})


def consequence(programme: Programme, requirement: Requirement) -> str:
    """Say what happens if a requirement is not met."""
    return words.text(programme.consequences[requirement.consequence].text)


def source(found: Finding) -> str:
    """Write the sources of a finding's rule; of a rule that actions share, only the pages of the plan's action."""
    shared = bool(found.requirement.actions)
    return words.sources(found.facts.programme, found.requirement.sources, found.facts.code if shared else None)


def _known(texts: list[Text], fill: Mapping[str, Callable[[], Any]]) -> list[str]:
    said = []
    for text in texts:
        try:
            said.append(_filled(text, fill))
        except _UnknownError:
            continue
    return said


def _filled(text: Text, fill: Mapping[str, Callable[[], Any]]) -> str:
    return words.text(text).format_map(_Places(fill))


def _of_rule(programme: Programme, requirement: Requirement) -> dict[str, Callable[[], Any]]:
    conditions = {condition.fact: condition for condition in requirement.when}
    others = _By(lambda name: _operand(programme, programme.requirement(name)))
    return {
        "limit": lambda: _operand(programme, requirement),
        "number": lambda: _operand(programme, requirement, bare=True),
        "low": lambda: _end(programme, requirement, 0),
        "high": lambda: _end(programme, requirement, -1),
        "times": lambda: words.percent(Decimal(requirement.operand.times)),  # type: ignore[union-attr]
        "when": lambda: _By(lambda name: _operand(programme, conditions[name])),
        "when_number": lambda: _By(lambda name: _operand(programme, conditions[name], bare=True)),
        "of": lambda: others,
        "of_number": lambda: _By(lambda name: _operand(programme, programme.requirement(name), bare=True)),
        "parameter": lambda: _By(lambda name: str(programme.facts[requirement.fact].parameters[name])),
    }


def _of_finding(found: Finding) -> dict[str, Callable[[], Any]]:
    facts = found.facts
    fact = facts.programme.facts[found.requirement.fact]
    changes = smallest_changes(found.requirement.test, found.actual, found.expected)
    change = changes[0] if len(changes) == 1 else None

    def said(name: str, value: Value) -> str:
        if isinstance(value, NotKnown) or value == ():
            raise _UnknownError
        return words.value(facts.programme, facts.programme.facts[name], value)

    def changed(value: Value | None) -> str:
        if value is None:
            raise _UnknownError
        return words.value(facts.programme, fact, value)

    def planned(name: str) -> str:
        if facts.programme.facts[name].scope and found.index is None:
            raise _UnknownError
        return said(name, facts.value(name, found.index))

    fill = _of_rule(facts.programme, found.requirement)
    if isinstance(found.requirement.operand, Reference):
        # "At most at least" so much tells nothing: a limit that may still grow is none yet.
        fill["limit"] = lambda: said(fact.id, NOT_KNOWN if isinstance(found.expected, AtLeast) else found.expected)
    return fill | {
        "plan": lambda: _By(planned),
        "by": lambda: changed(change.by if change else None),
        "to": lambda: changed(change.to if change else None),
    }


def _operand(programme: Programme, condition: Condition, *, bare: bool = False) -> str:
    """Write what a condition compares with: a number with its noun or `bare`, a date, an amount, `a, b or c`."""
    fact, operand = programme.facts[condition.fact], condition.operand
    assert not isinstance(operand, Reference), f"{condition.fact}: what it compares with depends on the plan"
    listed = operand if isinstance(operand, list) else [operand]
    said = [_one(programme, fact, value, bare) for value in listed]
    if fact.kind == "count":
        said = [*map(str, listed[:-1]), *said[-1:]]  # 24 or 36 months
    return words.either(said)


def _one(programme: Programme, fact: Fact, value: Literals, bare: bool) -> str:
    if bare and fact.kind == "count":
        return str(value)
    return words.value(programme, fact, in_year(value, programme.year) if fact.kind == "date" else value)


def _end(programme: Programme, requirement: Requirement, place: int) -> str:
    assert isinstance(requirement.operand, list)
    return _one(programme, programme.facts[requirement.fact], requirement.operand[place], bare=True)
