"""Assesses a plan under one action: picks the call, asks its requirements, and keeps what dates there are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import msgspec

from erasmus_cli.plan.facts import Facts
from erasmus_cli.plan.model import Plan
from erasmus_cli.plan.values import Value
from erasmus_cli.programme.load import Calls, Programme
from erasmus_cli.programme.rounds import Round
from erasmus_cli.rules.evaluate import evaluate
from erasmus_cli.rules.finding import Finding, Status


class Assessment(msgspec.Struct, frozen=True):
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
    def open(self) -> list[Finding]:
        """What is not known yet and matters for the application: everything but what an action is made for."""
        return [f for f in self.of(Status.NOT_KNOWN) if f.requirement.level != "fit"]


def assess(
    calls: Calls,
    plan: Plan,
    code: str,
    now: dt.datetime,
    year: int | None = None,
    given: Mapping[str, Value] | None = None,
) -> Assessment:
    """Assess a plan under the action `code`.

    The call is `year`, else the one that the plan names, else the one whose round comes next. `given` are facts
    that hold whatever the plan says. Raises KeyError for a call that the data do not have.
    """
    wanted = year or plan.call
    programme = calls[wanted] if wanted else calls.planned(code, now)
    findings = evaluate(Facts(plan, programme, code, now, given))
    before = programme if programme.confirmed or programme.call.rests_on is None else calls[programme.call.rests_on]
    return Assessment(plan, programme, code, findings, programme.round(code), before.round(code))
