"""Assesses a plan under one action: picks the call, asks its requirements, and keeps what dates there are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cached_property

import msgspec

from erasmus_cli.plan.facts import Facts
from erasmus_cli.plan.model import Plan
from erasmus_cli.plan.together import Others
from erasmus_cli.plan.values import Value
from erasmus_cli.programme.load import Calls, Programme
from erasmus_cli.programme.rounds import Round
from erasmus_cli.rules.award import Reading, read_points
from erasmus_cli.rules.evaluate import evaluate
from erasmus_cli.rules.finding import Finding, Status
from erasmus_cli.rules.mend import Mender


class Assessment(msgspec.Struct, frozen=True, dict=True):
    """A plan under an action of a call: the findings, the round if it is published, and the last round that was."""

    plan: Plan
    programme: Programme
    code: str
    findings: list[Finding]
    round: Round | None
    last_round: Round | None

    def of(self, status: Status, level: str | None = None) -> list[Finding]:
        """Return the findings with a status, perhaps of one level only."""
        return [f for f in self.findings if f.status is status and level in (None, f.requirement.level)]

    @property
    def broken(self) -> list[Finding]:
        """The eligibility requirements that are not met."""
        return self.of(Status.NOT_MET, "must")

    @property
    def against(self) -> list[Finding]:
        """All that is not met, the obstacles first, then the weaknesses and what the action is not made for."""
        return [found for level in ("must", "should", "fit") for found in self.of(Status.NOT_MET, level)]

    @property
    def stopped(self) -> bool:
        """Whether an application could not succeed as the plan stands."""
        return bool(self.broken) or self.points_fail

    @cached_property
    def mender(self) -> Mender:
        """What finds the changes that mend the findings."""
        return Mender(self.findings)

    @cached_property
    def reading(self) -> Reading | None:
        """What colleagues' points come to against the award criteria, if there are any."""
        return read_points(self.programme.action(self.code).award, self.plan.points)

    @property
    def points_fail(self) -> bool:
        """Whether those points would not pass, or are more than there are."""
        return self.reading is not None and (self.reading.passes is False or bool(self.reading.impossible))

    @property
    def open(self) -> list[Finding]:
        """What is not known yet and matters for the application.

        That is everything but what an action is made for, and our own checks: what a plan does not say contradicts
        nothing.
        """
        unknown = self.of(Status.NOT_KNOWN)
        return [f for f in unknown if f.requirement.level != "fit" and f.requirement.consequence != "own-check"]


def assess(
    calls: Calls,
    plan: Plan,
    code: str,
    now: dt.datetime,
    year: int | None = None,
    given: Mapping[str, Value] | None = None,
    others: Others | None = None,
) -> Assessment:
    """Assess a plan under the action `code`.

    The call is `year`, else the one that the plan names, else the one whose round comes next. `given` are facts
    that hold whatever the plan says, and `others` the applications that it is judged together with. Raises KeyError
    for a call that the data do not have.
    """
    wanted = year or plan.call
    programme = calls[wanted] if wanted else calls.planned(code, now)
    findings = evaluate(Facts(plan, programme, code, now, given, others))
    before = programme if programme.confirmed or programme.call.rests_on is None else calls[programme.call.rests_on]
    return Assessment(plan, programme, code, findings, programme.round(code, plan.round or 1), before.round(code))
