"""The interview as a state: what is known, and what was left open. It knows no terminal."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar

from erasmus_cli.interview.ask import Ask
from erasmus_cli.plan.paths import Path, dotted, place, undotted, value_at
from erasmus_cli.programme.load import Calls, Programme
from erasmus_cli.programme.questions import Check

if TYPE_CHECKING:
    from erasmus_cli.advice.recommend import RouteAdvice
    from erasmus_cli.plan.model import Plan
    from erasmus_cli.plan.organisation import About
    from erasmus_cli.plan.read import Beside, Problem
    from erasmus_cli.rules.assess import Assessment
    from erasmus_cli.rules.finding import Finding

T = TypeVar("T")


@dataclass
class _State:
    """All that an answer can change, so that one that can't be taken changes nothing."""

    data: dict[str, Any]
    passed: set[Path] = field(default_factory=set)
    finished: set[str] = field(default_factory=set)
    offered: bool = False


class Session:
    """An interview about one plan."""

    def __init__(
        self,
        calls: Calls,
        data: Mapping[str, Any],
        now: dt.datetime,
        year: int | None,
        about: Beside[About] | None = None,
    ) -> None:
        """Begin with what a plan says already; lists that it has are taken to be finished.

        `about` is the file about the organisation. It is used once the person said so; what it says is shown, but not
        written into the plan.
        """
        self.calls, self.now, self.year, self.about = calls, now, year, about
        finished = {key for key, value in data.items() if isinstance(value, list)}
        passed = {undotted(text) for text in data.get("left_open", [])}
        self._state = _State(copy.deepcopy(dict(data)), passed, finished)
        self._begun = bool(data)  # all commands use the file for a plan that says nothing of it
        self._given: dict[tuple[Path, bool], Any] = {}
        self._known: dict[str, Any] = {}

    @property
    def data(self) -> dict[str, Any]:
        """The plan so far, as the file would have it."""
        return self._state.data

    @property
    def taken(self) -> dict[str, Any]:
        """What the plan takes from the file about the organisation."""
        used = self.data.get("organisation_file", self._begun)
        about = self.about.content if self.about and used else None
        return self.once("taken", lambda: about.given(self.data, self.programme.year)) if about else {}

    @property
    def whole(self) -> dict[str, Any]:
        """The plan so far, with what it takes from that file."""
        if not self.taken:
            return self.data
        from erasmus_cli.plan.organisation import joined

        return self.once("whole", lambda: joined(self.data, self.taken))

    def to_offer(self, ask: Ask) -> bool:
        """Whether that file is to be offered before a question: once, before the first one that it may answer."""
        if self.about is None or self._begun or self._state.offered or "organisation_file" in self.data:
            return False
        from erasmus_cli.plan.organisation import KEYS

        return ask.path[0] in KEYS and bool(self.about.content.given(self.data, self.programme.year))

    def use(self, answer: bool | None) -> None:
        """Take the person's word on whether that file is used; None leaves it open."""

        def take() -> None:
            self._state.offered = True
            if answer is not None:
                self._state.data["organisation_file"] = answer
            self._state.finished |= {key for key, value in self.taken.items() if isinstance(value, list)}

        self._changed(take)

    @property
    def action(self) -> str | None:
        """The action that was chosen."""
        return self.data.get("action")

    @property
    def programme(self) -> Programme:
        """The call that the plan is for."""
        return self.calls.of_plan(self.data, self.now, self.year)

    def once(self, name: str, work: Callable[[], T]) -> T:
        """Work something out once for the plan as it stands."""
        if name not in self._known:
            self._known[name] = work()
        found: T = self._known[name]
        return found

    def plan(self) -> Plan:
        """Return the plan so far."""
        return self.once("plan", self._plan)

    def _plan(self) -> Plan:
        from erasmus_cli.plan.model import Plan
        from erasmus_cli.plan.read import validate

        result = validate(self.whole, self.programme)
        assert isinstance(result, Plan), result
        return result

    def without(self, path: Path) -> Plan:
        """Return the plan as if nothing stood at a path."""
        if self.value(path) is None or len(path) < 2:
            return self.plan()
        other = Session(self.calls, self.data, self.now, self.year, self.about)
        other._put(path, None)
        return other.plan()

    def routes(self) -> list[RouteAdvice]:
        """Return the routes for the plan so far."""
        from erasmus_cli.advice.recommend import recommend

        return self.once("routes", lambda: recommend(self.calls, self.plan(), self.now, self.year))

    def assessment(self) -> Assessment:
        """Return the plan's assessment under the action that was chosen."""
        from erasmus_cli.rules.assess import assess

        action = self.data["action"]
        return self.once("assessment", lambda: assess(self.calls, self.plan(), action, self.now, self.year))

    def broken(self) -> list[Finding]:
        """Return what stands in the way of the chosen action, or of every route that the plan is about; and slips.

        What a list that is not finished may still bring is not held against the plan.
        """
        from erasmus_cli.advice.recommend import Verdict

        if not self.data:
            return []
        if self.action:
            found = [f for f in self.assessment().against if f.broken or f.requirement.consequence == "own-check"]
        else:
            routes = [r.obstacles for r in self.routes() if r.verdict is not Verdict.OTHER_PURPOSE]
            common = set.intersection(*({f.requirement.id for f in r} for r in routes)) if routes else set()
            found = [f for f in routes[0] if f.requirement.id in common] if routes else []
        return [f for f in found if not self.may_grow(f)]

    def may_grow(self, found: Finding) -> bool:
        """Whether a requirement asks for more of a list to which the person may still add."""
        record = self.programme.facts[found.requirement.fact]
        reads, beside = (
            {f.partition("[]")[0] for f in fields if "[]" in f} for fields in (record.reads, record.beside)
        )
        growing = (reads | beside & set(self.data)) - self._state.finished
        return bool(growing) and record.scope is None and found.requirement.test in ("at_least", "is_", "more_than")

    def item(self, ask: Ask) -> Mapping[str, Any] | None:
        """Return what the plan says already of the list item that a question is about."""
        if ask.item is None:
            return None
        item: Mapping[str, Any] = self.whole[str(ask.path[0])][ask.item]
        return item

    def value(self, path: Path) -> Any:
        """Return what the plan says at a path; None if nothing."""
        return value_at(self.whole, path)

    def is_taken(self, path: Path) -> bool:
        """Whether what the plan says at a path is from the file about the organisation."""
        return value_at(self.data, path) is None and value_at(self.taken, path) is not None

    def passed(self, path: Path) -> bool:
        """Whether a question was left open."""
        return path in self._state.passed

    def finished(self, name: str) -> bool:
        """Whether nothing more is to be added to a list."""
        return name in self._state.finished

    def given(self, ask: Ask) -> Any:
        """Return what was answered to this question before; None if nothing was."""
        if ask.question.kind == "checks":
            return self.ticked(ask) or ([] if self.passed(ask.path) else None)
        before = self._given.get((ask.path, ask.more))
        return before if ask.more or ask.question.kind == "list" else self._former(ask, before)

    def ticked(self, ask: Ask) -> list[Check]:
        """Return the checks of a question that hold by what the plan says."""
        return [check for check in ask.checks if self.value(place(check.field, ask.item)) == check.value]

    def _former(self, ask: Ask, before: Any) -> Any:
        now = self.value(ask.path)
        if ask.question.kind == "countries" and now:
            return [item["country"] for item in now if "country" in item]
        return before if now is None else now

    def answer(self, ask: Ask, value: Any) -> list[Problem]:
        """Take an answer; None leaves the question open. Returns what is wrong with it, and then takes nothing.

        For `checks` the answer is the list of checks that are true, for a list and for `more` it is yes or no.
        """
        return self._changed(lambda: self._take(ask, value), {(ask.path, ask.more): value})

    def _changed(self, change: Callable[[], None], given: dict[tuple[Path, bool], Any] | None = None) -> list[Problem]:
        from erasmus_cli.plan.read import validate

        before = copy.deepcopy(self._state)
        change()
        self._keep_open()
        self._known = {}
        result = validate(self.whole, self.programme)
        if isinstance(result, list):
            self._state, self._known = before, {}
            return result
        self._known["plan"] = result
        self._given |= given or {}
        return []

    def add(self, name: str) -> None:
        """Add an item to a list; its questions come next."""
        preset = next(q.preset for q in self.programme.questions if q.field == name and q.kind == "list")
        self._changed(lambda: self._own(name).append(dict(preset)))

    def _own(self, name: str) -> list[Any]:
        """Return a list to change it; one from the file about the organisation becomes the plan's own first."""
        if name not in self.data:
            self.data[name] = copy.deepcopy(self.taken.get(name, []))
            self._known = {}
        items: list[Any] = self.data[name]
        return items

    def copy(self, name: str, index: int) -> None:
        """Add a copy of an item after it."""
        self._changed(lambda: self._insert(name, index))

    def _insert(self, name: str, index: int) -> None:
        self._shift(name, index + 1, 1)
        items = self._own(name)
        items.insert(index + 1, copy.deepcopy(items[index]))

    def remove(self, name: str, index: int) -> None:
        """Take an item out of a list; a list of none is not known again."""
        self._changed(lambda: self._drop(name, index))

    def _drop(self, name: str, index: int, *, none: bool = False) -> None:
        self._state.passed = {path for path in self._state.passed if path[:2] != (name, index)}
        self._shift(name, index + 1, -1)
        del self._own(name)[index]
        none = none or bool(self.about and getattr(self.about.content, name, None))
        if not self.data[name] and not none:
            del self.data[name]

    def _shift(self, name: str, first: int, by: int) -> None:
        """Move what was left open of the items from `first` on."""

        def moved(path: Path) -> Path:
            later = path[0] == name and len(path) > 1 and isinstance(path[1], int) and path[1] >= first
            return (name, int(path[1]) + by, *path[2:]) if later else path

        self._state.passed = {moved(path) for path in self._state.passed}

    def replace(self, data: Mapping[str, Any]) -> list[Problem]:
        """Take a whole plan in place of this one, such as one in which a finding is mended."""
        return self._changed(lambda: self._replace(data))

    def _replace(self, data: Mapping[str, Any]) -> None:
        if self.taken:
            from erasmus_cli.plan.organisation import own_part

            data = own_part(data, self.taken, self.data)
        self._state.data = copy.deepcopy(dict(data))

    def choose(self, action: str, route: str | None = None) -> None:
        """Take the person's choice of an action by a route; what only other actions need is set aside in the plan."""
        from erasmus_cli.plan.aside import set_aside

        programme = self.programme

        def take() -> None:
            self._state.data = set_aside(self.data, programme, action) | {"action": action, "call": programme.year}
            if route:
                self._state.data["route"] = route

        self._changed(take)

    def there(self, ask: Ask) -> bool:
        """Whether what a question is about is still in the plan: an item may have gone."""
        return ask.item is None or ask.item < len(self.data.get(str(ask.path[0])) or [])

    def give_up(self, name: str) -> bool:
        """Drop the last item of a list if nothing is known of it. Returns whether it was so."""
        items = self.data.get(name)
        preset = next(q.preset for q in self.programme.questions if q.field == name and q.kind == "list")
        if not items or items[-1] != preset:
            return False
        none = name in self._state.finished  # there it said that there are none
        self._changed(lambda: self._drop(name, len(items) - 1, none=none))
        return True

    def reconsider(self, name: str) -> bool:
        """Make it open again whether a list goes on. Returns whether that had been answered."""
        if not self.finished(name) and not self.passed((name,)):
            return False
        self._changed(lambda: self._reopen(name))
        return True

    def _reopen(self, name: str) -> None:
        self._state.finished.discard(name)
        self._state.passed.discard((name,))
        if not self.data.get(name):
            self.data.pop(name, None)

    def _take(self, ask: Ask, value: Any) -> None:
        state, name = self._state, str(ask.path[0])
        state.passed.discard(ask.path)
        if ask.more or ask.question.kind == "list":
            if value:
                self._own(name).append(dict(ask.question.preset))
            elif value is None and not ask.more:
                state.passed.add(ask.path)
            elif ask.more or ask.question.no == "empty":
                if name not in self.taken:
                    state.data.setdefault(name, [])
                state.finished.add(name)
            else:
                state.passed.add(ask.path)
        elif ask.question.kind == "checks":
            if len(value or []) < len(ask.checks):
                state.passed.add(ask.path)
            for check in ask.checks:
                self._put(place(check.field, ask.item), check.value if value and check in value else None)
        elif ask.question.kind == "countries":
            self._put(ask.path, [ask.question.preset | {"country": code} for code in value] if value else None)
            state.finished.add(name)
        else:
            self._imply(ask, value)
            self._put(ask.path, value)
        if value is None and not self.is_taken(ask.path):
            state.passed.add(ask.path)

    def _imply(self, ask: Ask, value: Any) -> None:
        """Write what follows from an answer; what followed from the one before, and nobody changed, goes with it."""
        by_answer, before = ask.question.implies, self.value(ask.path)
        for answer, put in ((before, False), (value, True)):
            for key in ("*", answer) if answer is not None else ():
                for pattern, implied in by_answer.get(str(key), {}).items():
                    path = place(pattern, ask.item)
                    if put and self.value(path) is None:
                        self._put(path, implied)
                    elif not put and self.value(path) == implied:
                        self._put(path, None)

    def _put(self, path: Path, value: Any) -> None:
        """Write a value; None takes the key out, for what is not known is not in a plan."""
        if value is None and value_at(self.data, path) is None:
            return
        if isinstance(self.taken.get(str(path[0])), list):
            self._own(str(path[0]))
        node: Any = self._state.data
        for part, following in pairwise(path):
            if isinstance(node, dict):
                node = node.setdefault(part, [] if isinstance(following, int) else {})
            else:
                node = node[part]
        if value is None:
            del node[path[-1]]
        else:
            node[path[-1]] = value
        self._known = {}

    def _keep_open(self) -> None:
        """Write into the plan what was left open, so that nobody is asked again without wanting it."""
        left = sorted(dotted(path) for path in self._state.passed)
        self._state.data.pop("left_open", None)
        if left and self._state.data:
            self._state.data["left_open"] = left
