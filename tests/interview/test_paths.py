"""Walks the paths of the questions that lead to an action.

Two situations are the same if the routes stand alike and the same of their rules are still open: only that decides
what is asked further. So each situation is gone through once, whatever answers have led to it.
"""

from __future__ import annotations

import copy
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

import pytest
from ground import CALLS, NOW, OPEN, PROGRAMME, put

from erasmus_cli.advice.recommend import RouteAdvice, Verdict
from erasmus_cli.interview import asking
from erasmus_cli.interview.ask import Ask
from erasmus_cli.interview.session import Session
from erasmus_cli.programme.questions import Question
from erasmus_cli.rules.finding import Status

AIMS = list(PROGRAMME.choices["aims"])

#: What the issue allows before an action is recommended.
MOST = 10

#: Of each field, values inside the limits and outside; of countries, some of the programme and third countries.
ANSWERS: dict[str, list[Any]] = {
    "participants": [12, 31],
    "partners": [["EE"], ["EE", "SE"], ["EE", "AL"], ["CA"]],
    "organisation.years_in_vet": [10, 1],
    "organisation.supported_projects": [0, 5],
    "grant": [60_000, 250_000, 45_000],
}
FEWER: dict[str, list[Any]] = {
    "organisation.kind": ["vet-provider", "company", "natural-person"],
    "partners": [["EE"], ["EE", "AL"]],
}


def possible(question: Question) -> list[Any]:
    """Return answers to try for a question."""
    if question.field == "aims":
        return [[aim] for aim in AIMS]
    if question.field in ANSWERS:
        return ANSWERS[question.field]
    return list(PROGRAMME.choices[question.choices]) if question.choices else [True, False]


def first(session: Session) -> Ask | None:
    """Return the question that comes next."""
    return next(iter(asking.idea(session)), None)


class Cached(Session):
    """A session that works out the routes of each plan only once."""

    seen: ClassVar[dict[str, list[RouteAdvice]]] = {}

    def routes(self) -> list[RouteAdvice]:
        return self.routes_of(self.data)

    def routes_of(self, data: dict[str, Any]) -> list[RouteAdvice]:
        key = repr({name: value for name, value in data.items() if name != "left_open"})
        if key not in self.seen:
            self.seen[key] = Session(self.calls, data, self.now, self.year).routes()
        return self.seen[key]


@dataclass
class Walk:
    """A walk through all situations: with these aims, and at most so many questions left open."""

    aims: list[str]  # none: the plan does not say, and the question is left open
    opens: int = 0
    answers: Mapping[str, list[Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        begun: dict[str, Any] = {} if self.aims else {"title": "Lehtorinteen käsityökoulu"}
        self.session = Cached(CALLS, begun, NOW, None)
        self.been: set[tuple[Any, ...]] = set()
        self.asked: Counter[str] = Counter()
        self.longest = self.ends = 0
        self.vain: dict[str, dict[str, Any]] = {}

    def go(self) -> None:
        """Walk."""
        Cached.seen.clear()
        ask = first(self.session)
        assert ask and ask.question.field == "aims"
        assert self.session.answer(ask, self.aims or OPEN) == []
        self._on(0, 1)
        Cached.seen.clear()

    def _on(self, opened: int, length: int) -> None:
        self.longest = max(self.longest, length)
        here = self._situation()
        if here in self.been:
            return
        self.been.add(here)
        ask = first(self.session)
        if ask is None:
            self.end()
            return
        self.asked[ask.question.field] += 1
        answers = self.answers_to(ask)
        if not self._matters(ask, answers):
            self.vain.setdefault(ask.question.field, copy.deepcopy(self.session.data))
        for answer in answers:
            opens = answer is OPEN
            if opened + opens <= self.opens:
                here = self.session
                self.session = Cached(CALLS, here.data, NOW, None)
                assert self.session.answer(ask, answer) == []
                self._on(opened + opens, length + 1)
                self.session = here

    def answers_to(self, ask: Ask) -> list[Any]:
        """Return the answers to try."""
        return [*self.answers.get(ask.question.field, possible(ask.question)), OPEN]

    def _situation(self) -> tuple[Any, ...]:
        """Return all that the questions to come depend on."""
        routes = self.session.routes()
        unknown = [f for r in routes for a in r.needed for f in a.of(Status.NOT_KNOWN)]
        open_ = frozenset((f.requirement.id, f.missing) for f in unknown if f.requirement.level != "should")
        verdicts = frozenset((r.route.id, r.verdict) for r in routes)
        answered = tuple(q.field for q in PROGRAMME.questions if q.stage == "idea" and self._told(q))
        return verdicts, open_, frozenset(self.session.data.get("left_open", [])), answered

    def _told(self, question: Question) -> bool:
        return self.session.value(tuple(question.field.split("."))) is not None

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
        plans = list(self._later())
        return any(len({self._outcome(written(plan, ask, answer)) for answer in answers}) > 1 for plan in plans)

    def _later(self) -> Iterator[dict[str, Any]]:
        """Return the plan as it is, and as it may be once one of the open questions is answered."""
        yield self.session.data
        for name in self.session.data.get("left_open", []):
            question = next(q for q in PROGRAMME.questions if q.field == name and q.stage == "idea")
            for value in possible(question):
                yield written(self.session.data, Ask(question, tuple(name.split("."))), value)

    def _outcome(self, data: dict[str, Any]) -> frozenset[tuple[Any, ...]]:
        """Return how the routes stand, and their rules."""
        return frozenset(
            (route.route.id, route.verdict, number, f.requirement.id, f.index, f.status)
            for route in self.session.routes_of(data)
            for number, step in enumerate(route.steps)
            for f in step.assessment.findings
        )


def written(data: dict[str, Any], ask: Ask, answer: Any) -> dict[str, Any]:
    """Return a plan with an answer in it, put there without the session."""
    if answer is OPEN:
        return data
    if ask.question.kind == "countries":
        answer = [{"role": "partner", "country": code} for code in answer]
    return put(data, ask.path, answer)


KINDS: dict[str, list[Any]] = {"organisation.kind": list(PROGRAMME.choices["organisation_kinds"])}

WALKS = {
    "every kind of organisation": Walk(["learner-mobility"], answers=KINDS),
    "learners, two questions left open": Walk(["learner-mobility"], 2, FEWER),
    "staff": Walk(["staff-mobility"], 1, FEWER),
    "incoming": Walk(["incoming"], 1, FEWER),
    "accreditation": Walk(["accreditation"], 1, FEWER),
    "first cooperation, two questions left open": Walk(["first-cooperation"], 2, FEWER),
    "development, one question left open": Walk(["development"], 1, FEWER),
    "both kinds of partnership": Walk(["first-cooperation", "development"], 0, FEWER),
    "learners and development": Walk(["learner-mobility", "development"], 0, FEWER),
    "everything": Walk(AIMS, 0, FEWER | {"organisation.kind": ["vet-provider"]}),
    **{aim: Walk([aim], 0, FEWER) for aim in AIMS[6:]},
    "no aim said": Walk([], 0, FEWER | {"organisation.kind": ["vet-provider", "company"]}),
}


@pytest.mark.parametrize("name", WALKS)
def test_every_path_ends_in_a_recommendation_or_says_why_not(name: str) -> None:
    walk = WALKS[name]
    walk.go()
    assert walk.ends
    assert walk.longest <= MOST
    assert walk.vain == {}


@pytest.mark.parametrize("seed", range(3))
def test_paths_taken_at_random(seed: int) -> None:
    """Take answers at random."""
    chance = random.Random(seed)
    for _path in range(10):
        walk = Walk(chance.sample(AIMS, chance.randint(1, 3)))
        ask, number = first(walk.session), 0
        answer: Any = walk.aims
        while ask:
            assert walk.session.answer(ask, answer) == []
            number += 1
            assert number <= MOST
            ask = first(walk.session)
            answer = chance.choice(walk.answers_to(ask)) if ask else OPEN
        walk.end()


def test_what_is_left_open_is_left_out_of_the_plan_in_every_kind_of_question() -> None:
    session = Session(CALLS, {"title": "Merenkulku"}, NOW, None)
    for question in PROGRAMME.questions:
        if "[]" not in question.field:
            before = {key: value for key, value in session.data.items() if key != "left_open"}
            path = tuple(question.field.split("."))
            assert session.answer(Ask(question, path, checks=tuple(question.checks)), OPEN) == []
            assert {key: value for key, value in session.data.items() if key != "left_open"} == before, question.field
            assert question.field in session.data["left_open"]
