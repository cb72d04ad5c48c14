"""The way over several calls: the routes that an action belongs to, and when the money of each step could be used."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from erasmus_cli.advice.recommend import RouteAdvice, StepAdvice, Verdict, recommend
from erasmus_cli.advice.timeline import start_days, start_rule
from erasmus_cli.plan.model import Plan
from erasmus_cli.programme.load import Calls


@dataclass(frozen=True, slots=True)
class Money:
    """The earliest day on which the money of a route's step could be used; none after the last call."""

    step: StepAdvice
    first: dt.date | None
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Chain:
    """A route over several calls, and the money that its steps bring."""

    advice: RouteAdvice
    money: list[Money]


def chains(calls: Calls, plan: Plan, code: str, now: dt.datetime, year: int | None) -> list[Chain]:
    """Return the routes of several steps that an action belongs to, without those that are ruled out.

    The one that the person chose comes first.
    """
    possible = (Verdict.SUITS, Verdict.UNCLEAR, Verdict.BEYOND)
    found = [
        Chain(advice, [_money(step) for step in advice.steps if _brings_money(step)])
        for advice in recommend(calls, plan, now, year)
        if len(advice.steps) > 1
        and (advice.chosen or advice.verdict in possible)
        and code in {s.step.action for s in advice.steps}
    ]
    return sorted(found, key=lambda chain: not chain.advice.chosen)


def _brings_money(step: StepAdvice) -> bool:
    return step.assessment.programme.action(step.step.action).grant.form != "none"


def _money(step: StepAdvice) -> Money:
    programme = step.assessment.programme
    rule = start_rule(programme, step.step.action)
    known = rule is not None and step.year <= programme.call.last_call
    first = start_days(rule, step.year)[0] if rule and known else None
    return Money(step, first, programme.confirmed and step.year == programme.year)
