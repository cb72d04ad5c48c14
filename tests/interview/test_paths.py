"""Walks the paths of the questions that lead to an action.

Two situations are the same if the routes stand alike and the same of their rules are still open: only that decides
what is asked further. So each situation is gone through once, whatever answers have led to it.
"""

from __future__ import annotations

import copy
import datetime as dt
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

import pytest
from ground import CALLS, NOW, OPEN, PROGRAMME, put

from erasmus_cli.advice.recommend import RouteAdvice, Verdict
from erasmus_cli.interview.session import Ask, Session
from erasmus_cli.programme.records import Question
from erasmus_cli.rules.finding import Status

AIMS = list(PROGRAMME.choices["aims"])

#: Asked for Learning EU before anything else of its lump sum is known. Empty it when that is mended.
VAIN_AS_YET = {"grant"}

#: No interview is longer than this.
LONGEST = 60

#: Of each field, values inside the limits and outside; of countries, some of the programme and third countries.
ANSWERS: dict[str, list[Any]] = {
    "mobility[].participants": [12, 31],
    "mobility[].country": ["ES", "CA"],
    "mobility[].days": [3, 28, 120],
    "organisation.country": ["FI", "CA"],
    "organisation.years_in_vet": [10, 1],
    "organisation.established": [dt.date(1995, 8, 1), dt.date(2025, 8, 1)],
    "organisation.supported_projects": [0, 5],
    "members[].country": ["FI", "SE"],
    "partners[].country": ["EE", "SE", "AL", "CA"],
    "grant": [60_000, 250_000, 45_000],
}
#: Fewer of them, for walks that are long for another reason.
FEWER: dict[str, list[Any]] = {
    "mobility[].type": ["short-term"],
    "mobility[].days": [28],
    "organisation.kind": ["vet-provider", "natural-person"],
    "organisation.vet_role": ["provides", "none"],
    "organisation.accreditation": ["none", "organisation", "coordinator"],
    "partners[].country": ["EE", "AL"],
    "grant": [60_000, 250_000],
}
FEWEST = FEWER | {
    "mobility[].participants": [12],
    "organisation.kind": ["vet-provider"],
    "organisation.vet_role": ["provides"],
    "organisation.accreditation": ["none", "coordinator"],
    "partners[].country": ["EE"],
    "grant": [60_000],
}

#: Nothing of other continents, and an organisation that has been there for long.
NEAR: dict[str, list[Any]] = {
    "mobility[].country": ["ES"],
    "organisation.country": ["FI"],
    "members[].country": ["FI"],
    "partners[].role": ["partner"],
    "organisation.years_in_vet": [10],
    "organisation.established": [dt.date(1995, 8, 1)],
}
KINDS: dict[str, list[Any]] = {"organisation.kind": list(PROGRAMME.choices["organisation_kinds"])}
TYPES: dict[str, list[Any]] = {"mobility[].type": list(PROGRAMME.choices["activity_types"])}


def possible(question: Question) -> list[Any]:
    """Return answers to try for a question that is not about a list as a whole."""
    if question.field == "aims":
        return [[aim] for aim in AIMS]
    if question.field in ANSWERS:
        return ANSWERS[question.field]
    return list(PROGRAMME.choices[question.choices]) if question.choices else [True, False]


class Cached(Session):
    """A session that works out the routes of each plan only once."""

    seen: ClassVar[dict[str, list[RouteAdvice]]] = {}

    def routes(self) -> list[RouteAdvice]:
        return self.routes_of(self.data)

    def routes_of(self, data: dict[str, Any]) -> list[RouteAdvice]:
        key = repr(data)
        if key not in self.seen:
            self.seen[key] = Session(self.calls, data, self.now, self.year).routes()
        return self.seen[key]


@dataclass
class Walk:
    """A walk through all situations: with these aims, at most so many items and so many questions left open."""

    aims: list[str]  # none: the plan does not say, and the question is left open
    opens: int = 0
    items: dict[str, int] = field(default_factory=dict)
    answers: Mapping[str, list[Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        begun: dict[str, Any] = {} if self.aims else {"organisation": {"name": "Lehtorinteen käsityökoulu"}}
        self.session = Cached(CALLS, begun, NOW, None)
        self.been: set[tuple[Any, ...]] = set()
        self.asked: Counter[str] = Counter()
        self.ends = 0
        self.vain: dict[str, dict[str, Any]] = {}

    def go(self) -> None:
        """Walk."""
        Cached.seen.clear()
        ask = self.session.next()
        assert ask and ask.question.field == "aims"
        assert self.session.answer(ask, self.aims or OPEN) == []
        self._on(0, 1)
        Cached.seen.clear()

    def _on(self, opened: int, length: int) -> None:
        assert length < LONGEST, self.session.data
        here = self._situation()
        if here in self.been:
            return
        self.been.add(here)
        ask = self.session.next()
        if ask is None:
            self.end()
            return
        self.asked[ask.question.field] += 1
        answers = self.answers_to(ask)
        # Whether a list goes on is asked of every list that was begun.
        if not ask.more and not self._matters(ask, answers):
            self.vain.setdefault(ask.question.field, copy.deepcopy(self.session.data))
        for answer in answers:
            opens = answer is OPEN
            if opened + opens <= self.opens:
                before = copy.deepcopy(self.session.data)
                assert self.session.answer(ask, answer) == []
                self._on(opened + opens, length + 1)
                assert self.session.back()
                assert self.session.data == before

    def answers_to(self, ask: Ask) -> list[Any]:
        """Return the answers to try."""
        question = ask.question
        if question.kind == "list":
            if question.no == "items" and not ask.more:
                return [True]  # such a list is begun without asking
            room = len(self.session.data.get(question.field) or []) < self.items.get(question.field, 1)
            return [True, False] if room else [False]
        return [*self.answers.get(question.field, possible(question)), OPEN]

    def _situation(self) -> tuple[Any, ...]:
        """Return all that the questions to come depend on."""
        state = self.session._state
        routes = self.session.routes()
        running = [r for r in routes if r.verdict in (Verdict.SUITS, Verdict.UNCLEAR)]
        unknown = [f for r in running for a in r.needed for f in a.of(Status.NOT_KNOWN)]
        open_ = frozenset((f.requirement.id, f.index, f.missing) for f in unknown if f.requirement.level != "should")
        sizes = tuple(len(self.session.data.get(name) or []) for name in ("mobility", "members", "partners"))
        verdicts = frozenset((r.route.id, r.verdict) for r in routes)
        return verdicts, open_, frozenset(state.passed), frozenset(state.finished), sizes

    def end(self) -> None:
        """Where nothing more is asked, something suits, or it is said of every route what stands in its way."""
        self.ends += 1
        for route in self.session.routes():
            last = route.steps[-1].assessment
            purpose = next(f for f in last.findings if f.requirement.id == PROGRAMME.action(last.code).purpose)
            if route.verdict is Verdict.NEEDS_CHANGE:
                assert route.broken, route.route.id
            elif route.verdict is Verdict.OTHER_PURPOSE:
                assert purpose.status is Status.NOT_MET, route.route.id
            elif route.verdict is Verdict.UNCLEAR:
                assert route.decisions(), route.route.id  # who does not say what decides is told just that
            else:
                assert purpose.status is Status.MET, route.route.id
                assert not route.obstacles, route.route.id

    def _matters(self, ask: Ask, answers: list[Any]) -> bool:
        """Whether an answer can still change something, found by trying answers without the session's help.

        What is left open may be answered later, and the question may matter only then.
        """
        for plan in self._later():
            if ask.question.kind == "list":
                begun = [written(plan, ask, answer) for answer in (True, False)]
                # An item may decide something only once it is known what it is.
                tried = [*begun, plan | {ask.question.field: [first_item(ask.question.field)]}]
            else:
                tried = [written(plan, ask, answer) for answer in answers]
            if len({self._outcome(other) for other in tried}) > 1:
                return True
        return False

    def _later(self) -> Iterator[dict[str, Any]]:
        """Return the plan as it is, and as it may be once one of the open questions is answered."""
        yield self.session.data
        for path in self.session._state.passed:
            pattern = ".".join("[]" if isinstance(part, int) else part for part in path).replace(".[]", "[]")
            question = next(q for q in PROGRAMME.questions if q.field == pattern)
            if question.kind != "list":
                yield from (put(self.session.data, path, value) for value in possible(question))

    def _outcome(self, data: dict[str, Any]) -> frozenset[tuple[Any, ...]]:
        """Return how the routes stand, and the rules of those that are still in the running."""
        running = {r.route.id for r in self.session.routes() if r.verdict in (Verdict.SUITS, Verdict.UNCLEAR)}
        routes = self.session.routes_of(data)
        return frozenset((route.route.id, route.verdict) for route in routes) | frozenset(
            (route.route.id, number, f.requirement.id, f.index, f.status)
            for route in routes
            if route.route.id in running
            for number, step in enumerate(route.steps)
            for f in step.assessment.findings
        )


def written(data: dict[str, Any], ask: Ask, answer: Any) -> dict[str, Any]:
    """Return a plan with an answer in it, put there without the session."""
    if answer is OPEN:
        return data
    if ask.question.kind != "list":
        return put(data, ask.path, answer)
    items = data.get(ask.question.field)
    more = [*(items or []), dict(ask.question.preset)] if answer else items
    return data if more is None else data | {ask.question.field: more}


def first_item(field: str) -> dict[str, Any]:
    """Return an item of a list with the first answer to each question that may lead to an action."""
    own = [q for q in PROGRAMME.questions if q.field.startswith(f"{field}[].") and q.stage == "idea"]
    return {q.field.rpartition("[].")[2]: possible(q)[0] for q in own}


WALKS = {
    "every type of activity": Walk(["learner-mobility"], answers=FEWEST | TYPES),
    "every kind of organisation": Walk(["learner-mobility"], answers=FEWEST | KINDS),
    "learners, two activities": Walk(["learner-mobility"], 0, {"mobility": 2}, FEWER),
    "learners, one question left open": Walk(["learner-mobility"], 1, {}, FEWEST | NEAR),
    "staff": Walk(["staff-mobility"], 0, {}, FEWER | {"mobility[].type": ["job-shadowing", "preparatory-visit"]}),
    "incoming": Walk(
        ["incoming"], 0, {"mobility": 2}, FEWEST | NEAR | {"mobility[].type": ["invited-expert", "teaching"]}
    ),
    "accreditation": Walk(["accreditation"], 1),
    "first cooperation": Walk(["first-cooperation"], 0, {"partners": 2}),
    "first cooperation, two questions left open": Walk(["first-cooperation"], 2, {}, FEWEST),
    "development": Walk(["development"], 0, {"partners": 3}, FEWER),
    "development, one question left open": Walk(["development"], 1, {"partners": 2}, FEWEST),
    "learners and staff": Walk(["learner-mobility", "staff-mobility"], 0, {}, FEWER),
    "learners and accreditation": Walk(["learner-mobility", "accreditation"], 0, {}, FEWER),
    "both kinds of partnership": Walk(["first-cooperation", "development"], 0, {"partners": 2}, FEWER),
    "learners and development": Walk(["learner-mobility", "development"], 0, {}, FEWEST | NEAR),
    "everything": Walk(AIMS, 0, {}, FEWEST | NEAR),
    **{aim: Walk([aim], 0, {"partners": 2}, FEWER) for aim in AIMS[6:]},
    "two of the larger ones": Walk(["skills-ecosystem", "eu-teaching"], 0, {}, FEWEST),
    "no aim said": Walk([], 0, {}, FEWEST | NEAR),
}


@pytest.mark.parametrize("name", WALKS)
def test_every_path_ends_in_a_recommendation_or_says_why_not(name: str) -> None:
    walk = WALKS[name]
    walk.go()
    assert walk.ends
    assert {name: plan for name, plan in walk.vain.items() if name not in VAIN_AS_YET} == {}


def test_no_grant_is_asked_while_it_decides_nothing() -> None:
    walk = Walk(["learner-mobility"], 0, {}, FEWEST)
    walk.go()
    assert walk.vain == {}


@pytest.mark.parametrize("seed", range(3))
def test_paths_taken_at_random(seed: int) -> None:
    """Take answers at random, in no situation that was gone through before, and with longer lists."""
    chance = random.Random(seed)
    for _path in range(10):
        walk = Walk(chance.sample(AIMS, chance.randint(1, 3)), items={"mobility": 3, "members": 2, "partners": 4})
        ask = walk.session.next()
        answer: Any = walk.aims
        while ask:
            assert walk.session.answer(ask, answer) == []
            assert len(walk.been) < LONGEST
            walk.been.add((len(walk.been),))
            ask = walk.session.next()
            answer = chance.choice(walk.answers_to(ask)) if ask else OPEN
        walk.end()
