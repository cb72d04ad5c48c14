"""Walks every path of the questions that lead to an action, and each action's own questions to a whole draft.

Two situations are the same if the same routes are in the running and the same of their rules are still open: only
that decides what is asked further. So each situation is gone through once, whatever answers have led to it.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import tomli

from erasmus_cli.advice.recommend import RouteAdvice, Verdict, recommend
from erasmus_cli.interview.session import Ask, Session
from erasmus_cli.plan.model import Plan
from erasmus_cli.plan.read import validate
from erasmus_cli.programme.load import Calls
from erasmus_cli.programme.rounds import as_instant
from erasmus_cli.rules.assess import assess
from erasmus_cli.rules.finding import Status

BASES = Path(__file__).resolve().parent.parent / "cases" / "base"
CALLS = Calls()
PROGRAMME = CALLS[2026]
NOW = as_instant(dt.date(2026, 1, 10))

#: Leaves a question open.
OPEN = None
#: Nobody leaves more questions open than this on one path: what comes of each open question is seen with fewer.
MOST_OPEN = 2
#: Items of a list beyond which no further one is added.
MOST_ITEMS = {"mobility": 2, "members": 1, "partners": 2}

#: Of each field, a value inside the limits and one outside; of countries, some of the programme and third countries.
ANSWERS: dict[str, list[Any]] = {
    "mobility[].participants": [12, 31],
    "mobility[].country": ["ES", "CA"],
    "mobility[].days": [28, 120, 1],
    "organisation.country": ["FI", "CA"],
    "organisation.years_in_vet": [10, 1],
    "organisation.established": [dt.date(1995, 8, 1), dt.date(2025, 8, 1)],
    "organisation.supported_projects": [0, 5],
    "members[].country": ["FI", "SE"],
    "partners[].country": ["EE", "SE", "AL", "CA"],
    "grant": [60_000, 250_000, 45_000],
}
AIMS = list(PROGRAMME.choices["aims"])
SEVERAL_AIMS = [
    ["learner-mobility", "staff-mobility"],
    ["learner-mobility", "accreditation"],
    ["first-cooperation", "development"],
    ["learner-mobility", "development"],
    AIMS,
]

Outcome = frozenset[tuple[Any, ...]]


class Walk(Session):
    """A session that works out the routes of each plan once."""

    seen: dict[str, list[RouteAdvice]] = {}

    def routes(self) -> list[RouteAdvice]:
        key = repr(self.data)
        if key not in self.seen:
            self.seen[key] = super().routes()
        return self.seen[key]


def possible(ask: Ask, data: Mapping[str, Any]) -> list[Any]:
    """Return the answers to try."""
    question = ask.question
    if question.kind == "list" and question.no == "items" and not ask.more:
        return [True]  # begun without asking
    if question.kind == "list":
        room = len(data.get(question.field) or []) < MOST_ITEMS[question.field]
        return [True, False] if room else [False]
    if question.kind == "many":
        return [[aim] for aim in AIMS]
    if question.kind == "yes-no":
        return [True, False, OPEN]
    if question.kind == "one":
        return [*PROGRAMME.choices[question.choices or ""], OPEN]
    return [*ANSWERS[question.field], OPEN]


def situation(session: Session) -> tuple[Any, ...]:
    state = session._state
    routes = session.routes()
    running = [r for r in routes if r.verdict in (Verdict.SUITS, Verdict.UNCLEAR)]
    unknown = [f for r in running for a in r.needed for f in a.of(Status.NOT_KNOWN)]
    open_ = frozenset((f.requirement.id, f.index, f.missing) for f in unknown if f.requirement.level != "should")
    verdicts = tuple((r.route.id, r.verdict) for r in routes)
    sizes = tuple((name, len(session.data.get(name) or [])) for name in MOST_ITEMS)
    return frozenset(verdicts), open_, frozenset(state.passed), frozenset(state.finished), sizes
