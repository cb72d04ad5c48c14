"""The interview as a state: what is known, what to ask next, and the way back. It knows no terminal.

What is still worth asking follows from the findings: while the action is being chosen, the fields that an open
requirement of a route in the running rests on; afterwards, those of the action that was chosen.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from erasmus_cli.programme.load import Calls, Programme
from erasmus_cli.programme.records import Check, Question

if TYPE_CHECKING:
    from erasmus_cli.advice.recommend import RouteAdvice
    from erasmus_cli.plan.model import Plan
    from erasmus_cli.plan.read import Problem
    from erasmus_cli.rules.finding import Finding

Path = tuple[str | int, ...]

#: The stages of questions in their order; without an action only the first is asked.
STAGES = ("idea", "draft", "sending")


@dataclass(frozen=True, slots=True)
class Ask:
    """A question at a place of the plan. `more` asks whether a list goes on; `checks` are the lines still open.

    `findings` are those that ask something of the answer.
    """

    question: Question
    path: Path
    more: bool = False
    checks: tuple[Check, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def item(self) -> int | None:
        """The number of the list item it is about, from 0."""
        return next((part for part in self.path if isinstance(part, int)), None)


@dataclass
class _State:
    """All that an answer can change, so that Back is a matter of taking the last state."""

    data: dict[str, Any]
    passed: set[Path] = field(default_factory=set)
    finished: set[str] = field(default_factory=set)


class Session:
    """An interview about one plan."""

    def __init__(self, calls: Calls, data: Mapping[str, Any], now: dt.datetime, year: int | None) -> None:
        """Begin with what a plan says already; lists that it has are taken to be finished."""
        self.calls, self.now, self.year = calls, now, year
        finished = {key for key, value in data.items() if isinstance(value, list)}
        self._state = _State(copy.deepcopy(dict(data)), finished=finished)
        self._history: list[_State] = []
        self._given: dict[tuple[Path, bool], Any] = {}
        self._resume()

    def _resume(self) -> None:
        """Take up a list again whose last item was not answered to the end."""
        if not self.data:
            return
        needed = self._needed(self._open())
        for question in self.programme.questions:
            if question.kind == "list" and self.data.get(question.field):
                last = len(self.data[question.field]) - 1
                own = [q for q in self.programme.questions if q.field.startswith(f"{question.field}[]")]
                asks = (ask for q in own if q.stage == "idea" for ask in self._asks(q, needed))
                if any(ask.item == last for ask in asks):
                    self._state.finished.discard(question.field)

    @property
    def data(self) -> dict[str, Any]:
        """The plan so far, as the file would have it."""
        return self._state.data

    @property
    def programme(self) -> Programme:
        """The call that the plan is for."""
        wanted = self.year or self.data.get("call")
        return self.calls[wanted] if wanted else self.calls.planned(self.data.get("action"), self.now)

    def plan(self) -> Plan:
        """Return the plan so far."""
        from erasmus_cli.plan.model import Plan
        from erasmus_cli.plan.read import validate

        result = validate(self.data, self.programme)
        assert isinstance(result, Plan), result
        return result

    def routes(self) -> list[RouteAdvice]:
        """Return the routes for the plan so far."""
        from erasmus_cli.advice.recommend import recommend

        return recommend(self.calls, self.plan(), self.now, self.year)

    def item(self, ask: Ask) -> Mapping[str, Any] | None:
        """Return what the plan says already of the list item that a question is about."""
        if ask.item is None:
            return None
        item: Mapping[str, Any] = self.data[str(ask.path[0])][ask.item]
        return item

    def broken(self) -> list[Finding]:
        """Return what stands in the way: of the chosen action, or of every route that the plan is about.

        What a list that is not finished may still bring is not held against the plan.
        """
        from erasmus_cli.advice.recommend import Verdict
        from erasmus_cli.rules.assess import assess

        if not self.data:
            return []
        action = self.data.get("action")
        if action:
            found = assess(self.calls, self.plan(), action, self.now, self.year).broken
        else:
            routes = [r.broken for r in self.routes() if r.verdict is not Verdict.OTHER_PURPOSE]
            common = set.intersection(*({f.requirement.id for f in r} for r in routes)) if routes else set()
            found = [f for f in routes[0] if f.requirement.id in common] if routes else []
        return [f for f in found if not self._may_grow(f)]

    def _may_grow(self, found: Finding) -> bool:
        """Whether a requirement asks for more of a list to which the person may still add."""
        record = self.programme.facts[found.requirement.fact]
        lists = {pattern.partition("[]")[0] for pattern in record.reads if "[]" in pattern} - self._state.finished
        return bool(lists) and record.scope is None and found.requirement.test in ("at_least", "is_")

    def next(self) -> Ask | None:
        """Return the next question; None when no answer could change anything any more."""
        questions = self.programme.questions
        if not self.data:
            return Ask(questions[0], (questions[0].field,))  # with nothing known, everything is open
        open_ = self._open()
        needed = self._needed(open_)
        stages = STAGES if self.data.get("action") else STAGES[:1]
        action = self.data.get("action")
        own = [q for q in questions if q.stage in stages and (not q.actions or action in q.actions)]
        asks = (ask for question in own for ask in self._asks(question, needed))
        ask = min(asks, key=self._order, default=None)
        return ask and replace(ask, findings=self._about(ask, open_))

    def _about(self, ask: Ask, findings: list[Finding]) -> tuple[Finding, ...]:
        """Return the findings whose fact is, first of all, what is asked for."""
        facts = self.programme.facts
        own = [f for f in findings if facts[f.requirement.fact].reads[0] == ask.question.field]
        return tuple(f for f in own if f.index in (None, ask.item))

    def _order(self, ask: Ask) -> tuple[int, int, int]:
        """Keep the order of the data, but ask all of one item before the next."""
        questions = self.programme.questions
        position = questions.index(ask.question)
        several = ask.question.field.partition("[]")[0] + "[]"
        together = [q for q in questions if q.field.startswith(several) and q.stage == ask.question.stage]
        block = questions.index(together[0]) if ask.item is not None else position
        return block, -1 if ask.item is None else ask.item, position

    def _open(self) -> list[Finding]:
        """Return what is not known and matters: for the chosen action, or for the routes that are in the running."""
        from erasmus_cli.advice.recommend import Verdict
        from erasmus_cli.rules.assess import assess
        from erasmus_cli.rules.finding import Status

        action = self.data.get("action")
        if action:
            return assess(self.calls, self.plan(), action, self.now, self.year).open
        running = [r for r in self.routes() if r.verdict in (Verdict.SUITS, Verdict.UNCLEAR, Verdict.BEYOND)]
        unknown = [f for r in running for a in r.needed for f in a.of(Status.NOT_KNOWN)]
        return [f for f in unknown if f.requirement.level != "should"]  # a weakness decides no route

    def _needed(self, open_: list[Finding]) -> set[Path]:
        """Return the fields that open requirements miss, and those that would make the grant more exact."""
        from erasmus_cli.budget.lines import budget

        needed = {path for finding in open_ for path in finding.missing}
        if self.data.get("action") in self.programme.activity_actions:
            lines = budget(self.plan(), self.programme)
            needed |= {path for line in lines for path in (*line.missing, *line.narrower)}
        return needed

    def _asks(self, question: Question, needed: set[Path]) -> Iterator[Ask]:
        if question.kind == "list":
            yield from self._list_asks(question, needed)
            return
        if question.kind == "checks":
            yield from self._check_asks(question, needed)
            return
        for path in self._places(question.field):
            wanted = path in needed or (question.always and self._value(path) is None)
            if wanted and path not in self._state.passed:
                yield Ask(question, path)

    def _list_asks(self, question: Question, needed: set[Path]) -> Iterator[Ask]:
        name = question.field
        items = self.data.get(name)
        # An action's own question is asked though the one for all was passed: that one only asks what is known yet.
        if items is None and (name,) in needed and (question.actions or (name,) not in self._state.passed):
            yield Ask(question, (name,))
        elif items and name not in self._state.finished and not self._item_questions(name, needed):
            yield Ask(question, (name,), more=True)

    def _item_questions(self, name: str, needed: set[Path]) -> bool:
        """Whether the items of a list still have questions of this stage."""
        stages = STAGES if self.data.get("action") else STAGES[:1]
        own = [q for q in self.programme.questions if q.field.startswith(f"{name}[]") and q.stage in stages]
        return any(True for question in own for _ in self._asks(question, needed))

    def _check_asks(self, question: Question, needed: set[Path]) -> Iterator[Ask]:
        for path in self._places(question.field):
            item = next((part for part in path if isinstance(part, int)), None)
            places = {check: self._place(check.field, item) for check in question.checks}
            open_ = tuple(c for c in question.checks if places[c] in needed and places[c] not in self._state.passed)
            if open_:
                yield Ask(question, path, checks=open_)

    def _places(self, pattern: str) -> list[Path]:
        """Return the places of the plan that a question's field stands for: one, or one for each item."""
        if "[]" not in pattern:
            return [tuple(pattern.split("."))]
        items = self.data.get(pattern.partition("[]")[0]) or []
        return [self._place(pattern, index) for index in range(len(items))]

    @staticmethod
    def _place(pattern: str, index: int | None) -> Path:
        name, several, rest = pattern.partition("[]")
        return (name, index or 0, *rest.strip(".").split(".")) if several else tuple(pattern.split("."))

    def _value(self, path: Path) -> Any:
        node: Any = self.data
        for part in path:
            node = node.get(part) if isinstance(node, dict) else node[part]
            if node is None:
                return None
        return node

    def given(self, ask: Ask) -> Any:
        """Return what was answered to this question before the person went back; None if nothing was."""
        return self._given.get((ask.path, ask.more))

    def answer(self, ask: Ask, value: Any) -> list[Problem]:
        """Take an answer; None leaves the question open. Returns what is wrong with it, and then takes nothing.

        For `checks` the answer is the list of checks that are true, for a list and for `more` it is yes or no.
        """
        before = copy.deepcopy(self._state)
        self._take(ask, value)
        problems = self._problems()
        if problems:
            self._state = before
            return problems
        self._history.append(before)
        self._given[ask.path, ask.more] = value
        return []

    def begin(self, ask: Ask) -> None:
        """Begin a list without asking; Back then leads to the question before it."""
        self._take(ask, True)

    def _problems(self) -> list[Problem]:
        from erasmus_cli.plan.read import validate

        result = validate(self.data, self.programme)
        return result if isinstance(result, list) else []

    def _take(self, ask: Ask, value: Any) -> None:
        state, name = self._state, str(ask.path[0])
        if ask.more or ask.question.kind == "list":
            if value:
                state.data.setdefault(name, []).append(dict(ask.question.preset))
            elif ask.more or ask.question.no == "empty":
                state.data.setdefault(name, [])
                state.finished.add(name)
            else:
                state.passed.add((name,))
        elif ask.question.kind == "checks":
            for check in ask.checks:
                place = self._place(check.field, ask.item)
                state.passed.add(place)
                if check in value:
                    self._put(place, check.value)
        elif value is None:
            state.passed.add(ask.path)
        else:
            self._put(ask.path, value)

    def _put(self, path: Path, value: Any) -> None:
        node: Any = self._state.data
        for part, following in pairwise(path):
            if isinstance(node, dict):
                node = node.setdefault(part, [] if isinstance(following, int) else {})
            else:
                node = node[part]
        node[path[-1]] = value

    def choose(self, action: str) -> None:
        """Take the person's choice of an action; the draft is written for it."""
        self._history.append(copy.deepcopy(self._state))
        self._put(("action",), action)
        self._put(("call",), self.programme.year)

    def back(self) -> bool:
        """Take back the last answer. Returns whether there was one."""
        if not self._history:
            return False
        self._state = self._history.pop()
        return True
