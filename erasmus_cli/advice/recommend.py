"""Recommends routes for a plan: which action, or chain of actions over several rounds, and why or why not.

Eligibility, fit and dates are kept apart. There is no score: routes are ordered by what is broken, then by what
they are not made for, then as in the data.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum

from erasmus_cli.plan.facts import Facts
from erasmus_cli.plan.model import Plan
from erasmus_cli.plan.values import NOT_KNOWN, Value
from erasmus_cli.programme.load import Calls
from erasmus_cli.programme.records import Route, Step
from erasmus_cli.programme.rounds import status
from erasmus_cli.rules.assess import Assessment, assess
from erasmus_cli.rules.evaluate import applies
from erasmus_cli.rules.finding import Finding, Status


class Verdict(Enum):
    """How a route stands, the best first.

    It suits, or its purpose is not known, or its last step lies beyond the programme period, or it needs a change
    first, or a round of it is past, or it is for another purpose.
    """

    SUITS = "suits"
    UNCLEAR = "purpose_not_known"
    BEYOND = "beyond_programme_period"
    NEEDS_CHANGE = "needs_change"
    TOO_LATE = "too_late"
    OTHER_PURPOSE = "other_purpose"


@dataclass(frozen=True, slots=True)
class StepAdvice:
    """One step of a route with its assessment; `year` is the call year, even if nothing is known of that call."""

    step: Step
    year: int
    assessment: Assessment


@dataclass(frozen=True, slots=True)
class RouteAdvice:
    """A route, its steps, and how it stands for a plan."""

    route: Route
    steps: list[StepAdvice]
    verdict: Verdict

    @property
    def needed(self) -> list[Assessment]:
        """The assessments of the steps that the route can't do without."""
        return [s.assessment for s in self.steps if not s.step.optional]

    @property
    def broken(self) -> list[Finding]:
        """What stands in the way."""
        return [f for a in self.needed for f in a.broken]

    @property
    def against(self) -> list[Finding]:
        """Signs that the route is made for others."""
        return [f for a in self.needed for f in a.of(Status.NOT_MET, "fit")]

    @property
    def speaking_for(self) -> list[Finding]:
        """Signs that the route is made for this."""
        return [f for a in self.needed for f in a.of(Status.MET, "fit")]

    @property
    def open(self) -> list[Finding]:
        """What is still to be answered."""
        return [f for a in self.needed for f in a.open]


def recommend(calls: Calls, plan: Plan, now: dt.datetime, year: int | None = None) -> list[RouteAdvice]:
    """Return all routes that are possible for a plan, the best first."""
    latest = calls[calls.years[-1]]
    advice = [
        _advise(route, calls, plan, now, year)
        for route in latest.routes
        if applies(route.when, Facts(plan, latest, route.steps[0].action, now))
        in ((True,) if route.sure else (True, None))
    ]
    order = list(Verdict)
    return sorted(advice, key=lambda a: (order.index(a.verdict), len(a.broken), len(a.against)))


def _advise(route: Route, calls: Calls, plan: Plan, now: dt.datetime, year: int | None) -> RouteAdvice:
    given: dict[str, Value] = {}
    steps: list[StepAdvice] = []
    for step in route.steps:
        known = given | dict.fromkeys(step.own, NOT_KNOWN)
        if not step.later:
            assessment = assess(calls, plan, step.action, now, year, known)
            wanted = assessment.programme.year
        else:
            wanted = steps[0].year + step.later
            stand_in = wanted if wanted in calls.years else calls.years[-1]
            assessment = assess(calls, plan, step.action, now, stand_in, known)
        steps.append(StepAdvice(step, wanted, assessment))
        given |= step.provides
    return RouteAdvice(route, steps, _verdict(steps, now))


def _verdict(steps: list[StepAdvice], now: dt.datetime) -> Verdict:
    last = steps[-1].assessment
    purpose = last.programme.action(last.code).purpose
    wanted = next(f.status for f in last.findings if f.requirement.id == purpose)
    if wanted is Status.NOT_MET:
        return Verdict.OTHER_PURPOSE
    needed = [s for s in steps if not s.step.optional]
    if any(s.assessment.round and status(s.assessment.round, now) == "closed" for s in needed):
        return Verdict.TOO_LATE
    if any(s.assessment.broken for s in needed):
        return Verdict.NEEDS_CHANGE
    if any(s.year > s.assessment.programme.call.last_call for s in needed):
        return Verdict.BEYOND
    return Verdict.UNCLEAR if wanted is Status.NOT_KNOWN else Verdict.SUITS
