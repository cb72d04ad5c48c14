"""Recommends routes for a plan: which action, or chain of actions over several rounds, and why or why not.

Eligibility, fit and dates are kept apart. There is no score: routes are ordered by what is broken, then by what
they are not made for, then as in the data.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import Enum

from erasmus_cli.plan.facts import Facts
from erasmus_cli.plan.model import Plan
from erasmus_cli.plan.values import NOT_KNOWN, Value
from erasmus_cli.programme.guidance import Decision, FirstStep
from erasmus_cli.programme.load import Calls, Programme
from erasmus_cli.programme.records import Route, Step
from erasmus_cli.programme.requirement import Fact
from erasmus_cli.programme.rounds import status
from erasmus_cli.rules.assess import Assessment, assess
from erasmus_cli.rules.evaluate import applies
from erasmus_cli.rules.finding import Finding, Status


class Verdict(Enum):
    """How a route stands, the best first.

    It suits, or its purpose or what decides on it is not known, or it needs a change first, or its money lies beyond
    the programme period, or a round of it is past, or it is for another purpose.
    """

    SUITS = "suits"
    UNCLEAR = "not_decided_yet"
    NEEDS_CHANGE = "needs_change"
    BEYOND = "beyond_programme_period"
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
    """A route, its steps, and how it stands for a plan.

    `later` is the same route in the call that comes next, where a round of it is past.
    """

    route: Route
    steps: list[StepAdvice]
    verdict: Verdict
    later: RouteAdvice | None = None

    @property
    def plan(self) -> Plan:
        """The plan that is advised on."""
        return self.steps[0].assessment.plan

    @property
    def programme(self) -> Programme:
        """The call that the route begins in."""
        return self.steps[0].assessment.programme

    @property
    def chosen(self) -> bool:
        """Whether the person chose this route."""
        return self.plan.route == self.route.id

    @property
    def needed(self) -> list[Assessment]:
        """The assessments of the steps that the route can't do without."""
        return [s.assessment for s in self.steps if not s.step.optional]

    @property
    def broken(self) -> list[Finding]:
        """What is not met."""
        return [f for a in self.needed for f in a.broken]

    @property
    def obstacles(self) -> list[Finding]:
        """What stands in the way: all that is not met, but for what the person simply sets, such as a sum."""
        return [f for f in self.broken if not _fact(f).chosen]

    @property
    def fixed(self) -> list[Finding]:
        """What stands in the way and nobody can change."""
        return [f for f in self.obstacles if _fact(f).fixed]

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

    @property
    def served(self) -> list[str]:
        """The plan's aims that the route serves; it need not serve all."""
        operands = [f.expected for a in self.needed for f in a.findings if f.requirement.id in _purposes(a)]
        wanted = {aim for operand in operands if isinstance(operand, tuple) for aim in operand}
        return [aim for aim in self.plan.aims or [] if aim in wanted]

    def decisions(self) -> list[Decision]:
        """Return what has to be known before the route can be recommended; nothing else counts before the purpose."""
        if self.plan.aims is None:
            return self.programme.decisions[:1]
        unknown = {f.requirement.id for a in self.needed for f in a.of(Status.NOT_KNOWN)}
        return [d for d in self.programme.decisions if unknown & set(d.keys)]


def _fact(found: Finding) -> Fact:
    return found.facts.programme.facts[found.requirement.fact]


def _purposes(assessment: Assessment) -> tuple[str]:
    return (assessment.programme.action(assessment.code).purpose,)


def recommend(calls: Calls, plan: Plan, now: dt.datetime, year: int | None = None) -> list[RouteAdvice]:
    """Return all routes that are possible for a plan, the best first; none with an action that has no call."""
    latest = calls[calls.years[-1]]
    advice = [
        _advise(route, calls, plan, now, year)
        for route in latest.routes
        if applies(route.when, Facts(plan, latest, route.steps[0].action, now))
        in ((True,) if route.sure else (True, None))
    ]
    return sorted((a for a in advice if not _closed(a)), key=_standing)


def _closed(advice: RouteAdvice) -> bool:
    """Whether a step is an action that has no call when its turn comes."""
    return any(s.assessment.programme.action(s.step.action).no_call for s in advice.steps)


def _standing(advice: RouteAdvice) -> tuple[int, ...]:
    """Order by the verdict, then by what stands in the way, what is not decided, and who it is made for."""
    place, undecided = list(Verdict).index(advice.verdict), len(advice.decisions())
    return place, len(advice.fixed), len(advice.obstacles), undecided, len(advice.against), -len(advice.served)


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
    advice = RouteAdvice(route, steps, _verdict(steps, now))
    if advice.verdict is Verdict.TOO_LATE:
        following = max(calls.planned(s.action, now).year for s in route.steps if not s.later)
        if following > steps[0].year:
            advice = replace(advice, later=_advise(route, calls, plan, now, following))
    elif advice.verdict in (Verdict.SUITS, Verdict.UNCLEAR):
        advice = replace(advice, verdict=Verdict.UNCLEAR if advice.decisions() else Verdict.SUITS)
    return advice


def _verdict(steps: list[StepAdvice], now: dt.datetime) -> Verdict:
    last = steps[-1].assessment
    wanted = next(f.status for f in last.findings if f.requirement.id in _purposes(last))
    if wanted is Status.NOT_MET:
        return Verdict.OTHER_PURPOSE
    needed = [s for s in steps if not s.step.optional]
    if any(s.assessment.round and status(s.assessment.round, now) == "closed" for s in needed):
        return Verdict.TOO_LATE
    if any(not _fact(f).chosen for s in needed for f in s.assessment.broken):
        return Verdict.NEEDS_CHANGE
    brings_none = last.programme.action(last.code).grant.form == "none"  # money takes an application a year later
    if any(s.year + (brings_none and s is steps[-1]) > s.assessment.programme.call.last_call for s in needed):
        return Verdict.BEYOND
    return Verdict.UNCLEAR if wanted is Status.NOT_KNOWN else Verdict.SUITS


def without_application(advice: list[RouteAdvice]) -> list[FirstStep]:
    """Return the first steps that answer those of a plan's aims which no route serves: they take no application."""
    served = {aim for route in advice for aim in route.served}
    left = set(advice[0].plan.aims or []) - served
    return [step for step in advice[0].programme.first_steps if not step.application and left & set(step.aims)]


@dataclass(frozen=True, slots=True)
class Application:
    """What some of a plan's aims call for: routes that stand equally well, the best first. Without aims it has none."""

    aims: list[str]
    routes: list[RouteAdvice]

    @property
    def verdict(self) -> Verdict:
        """How the routes stand."""
        return self.routes[0].verdict


def applications(advice: list[RouteAdvice]) -> list[Application]:
    """Return the applications that a plan's aims call for: the best route's, then others for what it does not serve.

    None is put first as long as what decides is not known: all routes that are as near stand together.
    """
    able = [a for a in advice if a.verdict is not Verdict.OTHER_PURPOSE]
    if not advice[0].plan.aims:
        return [Application([], [a for a in able if a.verdict is able[0].verdict])]
    found: list[Application] = []
    left = list(advice[0].plan.aims)
    while serving := [a for a in able if set(a.served) & set(left)]:
        best = [a for a in serving if a.verdict is serving[0].verdict]
        first = min(best, key=lambda a: len(a.served)) if found else best[0]  # beside another one, the closest fit
        covered = [aim for aim in left if aim in first.served]
        near = [a for a in best if len(a.decisions()) == len(first.decisions()) and set(a.served) & set(covered)]
        others = [a for a in near if a is not first] if first.verdict is Verdict.UNCLEAR else []
        found.append(Application(covered, [first, *others]))
        left = [aim for aim in left if aim not in covered]
    return found
