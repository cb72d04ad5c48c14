"""The way of an application in words and as JSON: what is late, the steps by phase, the routes, the chart."""

from __future__ import annotations

import datetime as dt
from typing import Any

from erasmus_cli.advice.chains import Chain, Money
from erasmus_cli.advice.recommend import StepAdvice
from erasmus_cli.advice.timeline import Dated, Reason, State, in_these_days, until, working_deadline
from erasmus_cli.language import _
from erasmus_cli.programme.days import day_of
from erasmus_cli.rules.assess import Assessment
from erasmus_cli.views import diagnostics, gantt, machine, words
from erasmus_cli.views import steps as steps_
from erasmus_cli.views.page import Page


def show(
    page: Page,
    name: str,
    assessment: Assessment,
    steps: list[Dated],
    routes: list[Chain],
    now: dt.datetime,
    beside: list[str],
) -> None:
    """Write the way of a plan: first how the round stands and what is late, then all steps in their order.

    `beside` says which other files it rests on.
    """
    programme, today = assessment.programme, day_of(now)
    diagnostics.heading(page, assessment, now, name)
    for line in beside:
        page.line(line)
    if any(s.step.given_by == "round" and s.state is State.PAST for s in steps):
        page.line(_("What follows holds if the application was sent in time."), style="warning")
    assumed = steps_.assumption(assessment, now)
    if assumed:
        page.line(assumed, style="warning")
        year = assessment.programme.year
        page.line(
            _("Once it is published, write it down for all plans: `erasmus template call-{year}.toml`").format(
                year=year
            )
        )
    for said in steps_.not_yet(assessment, now):
        page.line(said, style="warning")
    _first(page, assessment, steps, now)
    phase, told = None, set[str]()
    for step in steps:
        if step.step.phase != phase:
            phase = step.step.phase
            page.line()
            page.line(_phase(phase), style="heading")
        page.line(f"* {steps_.headline(step, assessment, today)}", indent=2, hang=2)
        if step.state is not State.DONE:
            for line in steps_.below(step, assessment, now, told):
                page.line(line, indent=4, style="quiet")
    _routes(page, routes)
    after = any(s.span.reason is Reason.AFTER_LAST_CALL for s in steps)
    if after or any(s.year > programme.call.last_call for route in routes for s in route.advice.steps):
        page.line()
        page.line(words.text(programme.call.after_last))
    drawn = steps_.chart(name, assessment, steps, now)
    if drawn:
        marks = gantt.BLOCKS if page.has("".join(gantt.BLOCKS.values())) else gantt.ASCII
        page.line()
        page.line(_("Chart"), style="heading")
        for row in gantt.lines(drawn, min(page.width, 80), marks):
            page.exact(row)
        for row in gantt.legend(drawn, marks):
            page.line(row, style="quiet")
    if not programme.confirmed:
        page.line()
        page.line(_("Steps without a date get one when the call is published: {page}").format(page=programme.call.page))


def _first(page: Page, assessment: Assessment, steps: list[Dated], now: dt.datetime) -> None:
    """Write what is late and what the next four weeks bring, with whoever does it."""
    late, soon = [s for s in steps if s.state is State.LATE], in_these_days(steps, now)
    advised = all(s.step.ours for s in late)
    for heading, style, listed in (
        (_("Best done by now, unless it is done"), "warning", late)
        if advised
        else (_("Late already, unless it is done"), "bad", late),
        (_("The next four weeks, until {day}").format(day=words.date(until(now))), "heading", soon),
    ):
        if listed or listed is soon:
            page.line()
            page.line(heading, style=style)
        for step in listed:
            page.line(f"* {steps_.headline(step, assessment, day_of(now))}", indent=2, hang=2)
    if not soon:
        page.line(_("* Nothing has its day in these weeks."), indent=2, hang=2)
    undated = [words.lowered(words.text(s.step.name)) for s in steps if s.state is State.OPEN and _prepares(s)]
    if undated and any(_prepares(s) for s in steps if s.state is State.AHEAD):
        told = _("* Without a day so far, so look now and then: {names}.")
        page.line(told.format(names="; ".join(undated)), indent=2, hang=2)
    if any(s.who is None for s in (*late, *soon)):
        page.line(
            _("Write into the plan who does it, and when it was done: `erasmus explain who`"), indent=2, style="quiet"
        )


def _prepares(step: Dated) -> bool:
    return step.step.phase == "prepare"


def _phase(phase: str) -> str:
    return {
        "prepare": _("Before the application"),
        "decision": _("Decision and agreement"),
        "accreditation": _("The accreditation"),
        "project": _("The project"),
        "closing": _("After the project"),
    }[phase]


def _routes(page: Page, routes: list[Chain]) -> None:
    if not routes:
        return
    page.line()
    page.line(_("The way over several calls"), style="heading")
    for route in routes:
        chain = " → ".join(_link(s) for s in route.advice.steps)
        if route.advice.chosen:
            chain = _("Your choice: {name}").format(name=chain)
        money = ", ".join(_money(m) for m in route.money)
        page.line(f"* {chain}. " + _("Money could be used: {money}.").format(money=money), indent=2, hang=2)


def _link(step: StepAdvice) -> str:
    programme = step.assessment.programme
    current = step.assessment.round if step.year == programme.year else None
    if current:
        told = words.date(current.finnish.date())
        told += f", {words.entered(current.entered)}" if current.entered else ""
    elif step.year > programme.call.last_call:
        told = _("after the programme period")
    else:
        told = _("date not published")
    optional = ", " + _("if you like") if step.step.optional else ""
    return f"{words.short(step.step.action)} ({step.year}: {told}{optional})"


def _money(money: Money) -> str:
    code = words.short(money.step.step.action)
    if money.first is None:
        return _("{code} no date").format(code=code)
    said = f"{code} " + _("from {day}").format(day=words.date(money.first))
    if not money.confirmed:
        programme = money.step.assessment.programme
        said += " " + _("(by the rules of {base})").format(base=programme.call.rests_on or programme.year)
    return said


def write_json(
    name: str,
    assessment: Assessment | None,
    steps: list[Dated],
    routes: list[Chain],
    now: dt.datetime,
    code: int,
    written: dict[str, str],
    beside: list[dict[str, Any]],
) -> None:
    """Write the same as JSON; a plan without an action has no steps."""
    known: dict[str, Any] = {}
    if assessment:
        known["call"] = machine.call(assessment.programme)
        known["round"] = machine.round_(assessment.round, now)
        known["last_round"] = machine.round_(assessment.last_round, now)
        working = working_deadline(assessment, now)
        known["working_deadline"] = working and {"day": working.day, "rests_on": working.basis.value}
    machine.write(
        "timeline",
        now,
        file=name,
        action=assessment.code if assessment else None,
        **known,
        steps=[_document(s) for s in steps],
        next_four_weeks={"until": until(now), "steps": [s.step.id for s in in_these_days(steps, now)]},
        routes=[_route(r) for r in routes],
        written=written,
        beside=beside,
        exit_code=code,
    )


def _document(step: Dated) -> dict[str, Any]:
    record, span = step.step, step.span
    return {
        "id": record.id,
        "phase": record.phase,
        "item": list(span.item) if span.item else None,
        "months": list(span.months) if span.months else None,
        "event": span.event.name.fi if span.event else None,
        "state": step.state.value,
        "who": step.who,
        "done": step.done,
        "date": record.date,
        "first": span.first,
        "last": span.last,
        "reason": span.reason.value if span.reason else None,
        "unknown": span.unknown,
        "after": record.after,
        "distance": {"months": record.months, "weeks": record.weeks, "days": record.days} if record.after else None,
        "confirmed": step.confirmed,
        "assumed": span.assumed.value if span.assumed else None,
        "fits": span.fits,
        "ours": record.ours,
        "entered": machine.entered(span),
        "sources": step.sources,
    }


def _route(chain: Chain) -> dict[str, Any]:
    return {
        "id": chain.advice.route.id,
        "chosen": chain.advice.chosen,
        "steps": [{"action": s.step.action, "call": s.year, "optional": s.step.optional} for s in chain.advice.steps],
        "money": [{"action": m.step.step.action, "first": m.first, "confirmed": m.confirmed} for m in chain.money],
    }
