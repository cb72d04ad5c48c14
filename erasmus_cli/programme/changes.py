"""What is different between two calls: in the rules of an action, its rounds, money and months, and for countries."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

import msgspec

from erasmus_cli.programme.base import Record, Text
from erasmus_cli.programme.countries import codes, group
from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.records import Action
from erasmus_cli.programme.requirement import Reference, Requirement
from erasmus_cli.programme.rounds import Round

T = TypeVar("T")

#: A rule is what it says and decides. Where it is written and how it can be met are not the rule.
_DECIDES = ("level", "rule", "consequence", "each", "when", "fact", "test", "operand")


@dataclass(frozen=True, slots=True)
class Change(Generic[T]):
    """A thing as it was and as it is; None where there is no such thing."""

    id: str
    old: T | None
    new: T | None

    @property
    def kind(self) -> Literal["new", "gone", "different"]:
        """How it changed."""
        return "new" if self.old is None else "gone" if self.new is None else "different"


@dataclass(frozen=True, slots=True)
class Changes:
    """What is different in an action between two calls.

    `action` is there if the action has a call in one of them only. `figures` are its numbers and sums by name, `texts`
    what is said of its money and months, `rates` the records of the unit costs, `countries` the groups that countries
    left and came to, and `support` their groups for individual support.
    """

    code: str
    old: Programme
    new: Programme
    action: Change[Action] | None
    rules: list[Change[Requirement]]
    rounds: list[Change[Round]]
    figures: list[Change[Any]]
    texts: list[Change[Text]]
    rates: list[Change[Record]]
    countries: list[Change[str]]
    support: list[Change[int]]

    def __bool__(self) -> bool:
        """Whether anything is different."""
        of_action = (self.rules, self.rounds, self.figures, self.texts, self.rates)
        return self.action is not None or any(of_action) or bool(self.countries or self.support)


def changes(old: Programme, new: Programme, code: str) -> Changes:
    """Compare an action in an earlier and a later call. A call that is not published has no rounds to compare."""
    published = old.call.published and new.call.published
    mobile = code in new.activity_actions
    there = {programme.year: _action(programme, code) for programme in (old, new)}
    opened = [action if action and not action.no_call else None for action in there.values()]
    return Changes(
        code=code,
        old=old,
        new=new,
        action=Change(code, *opened) if opened.count(None) == 1 else None,
        rules=list(_rules(old, new, code)),
        rounds=_different(_rounds(old, code), _rounds(new, code), by=_deadline) if published else [],
        figures=_different(*(_figures(programme, there[programme.year]) for programme in (old, new))),
        texts=_different(*map(_texts, there.values())),
        rates=_different(_rates(old), _rates(new), by=_without_sources) if mobile else [],
        countries=_different(_groups(old), _groups(new)),
        support=_different(_support(old), _support(new)) if mobile else [],
    )


def _different(
    old: Mapping[str, T], new: Mapping[str, T], *, by: Callable[[T], object] = lambda x: x
) -> list[Change[T]]:
    """Return what only one of two tables has, or has otherwise, in the order of the newer one."""
    ids = dict.fromkeys([*new, *old])
    return [Change(i, old.get(i), new.get(i)) for i in ids if i not in old or i not in new or by(old[i]) != by(new[i])]


def _rules(old: Programme, new: Programme, code: str) -> Iterator[Change[Requirement]]:
    """Yield the rules of the programme that differ; our own checks of a plan are none."""
    rules: list[dict[str, Requirement]] = []
    for programme in (old, new):
        all_of_it = programme.requirements(code) if _action(programme, code) else []
        rules.append({rule.id: rule for rule in all_of_it if rule.consequence != "own-check"})
    decided = [{i: _deciding(p, rule) for i, rule in own.items()} for p, own in zip((old, new), rules, strict=True)]
    for change in _different(*decided):
        yield Change(change.id, rules[0].get(change.id), rules[1].get(change.id))


def _deciding(programme: Programme, rule: Requirement) -> list[Any]:
    """Return what a rule decides, the figures of the facts and of the other rules that it rests on included."""
    facts = [rule.fact, *(condition.fact for condition in rule.when)]
    facts += [c.operand.fact for c in (rule, *rule.when) if isinstance(c.operand, Reference)]
    figures = [(f.parameters, f.function, f.absent) for f in map(programme.facts.__getitem__, facts)]
    named = re.findall(r"\{of(?:_number)?\[([\w-]+)\]", rule.rule.en + rule.rule.fi)
    others = [programme.requirement(name).operand for name in named]
    return [*(getattr(rule, name) for name in _DECIDES), figures, others]


def _action(programme: Programme, code: str) -> Action | None:
    return programme.action(code) if code in programme.codes else None


def _rounds(programme: Programme, code: str) -> dict[str, Round]:
    """Return the rounds of an action by their number: the first, and the second that an agency may open."""
    return {"2" if r.optional else "1": r for r in programme.rounds if r.action == code}


def _deadline(round_: Round) -> tuple[object, bool]:
    return round_.deadline, round_.opened


def _figures(programme: Programme, action: Action | None) -> dict[str, Any]:
    """Return the numbers of an action that stand in no rule, as far as it has them."""
    if action is None:
        return {}
    sums = programme.lump_sums_of(action.code)
    named = {
        "lump_sums": [choice.euros for choice in sums.sums] if sums else None,
        "max_grant": action.max_grant,
        "rate": action.rate,
        "threshold": action.award.threshold,
        "pages": action.pages,
        "results_after_months": action.results_after_months,
        "agreement_after_months": action.agreement_after_months,
    }
    return {name: value for name, value in named.items() if value is not None}


def _texts(action: Action | None) -> dict[str, Text]:
    """Return what is said of the length, the start and the money of an action."""
    if action is None:
        return {}
    return {"length": action.length.text, "start": action.start.text, "money": action.grant.note}


def _rates(programme: Programme) -> dict[str, Record]:
    """Return what mobility projects are paid by."""
    rates = programme.rates
    return {
        **{unit.id: unit for unit in rates.unit_costs},
        **{f"travel-{band.from_}": band for band in rates.travel_bands},
        **{f"individual-{base.person}": base for base in rates.base_rates},
        "stay": rates.stay,
    }


def _without_sources(record: Record) -> Record:
    return msgspec.structs.replace(record, sources=[])


def _groups(programme: Programme) -> dict[str, str]:
    """Return the group of each country by its code."""
    return {code: found.id for code in codes(programme) if (found := group(programme, code))}


def _support(programme: Programme) -> dict[str, int]:
    """Return the group of each receiving country for individual support."""
    return {code: found.group for found in programme.support_groups for code in found.members}
