"""What `recommend --all` shows: every route, why, why not, what would change it, and when, with the sources."""

from __future__ import annotations

import datetime as dt

import msgspec

from erasmus_cli.advice.recommend import RouteAdvice, StepAdvice, Verdict, without_application
from erasmus_cli.language import _, _n
from erasmus_cli.rules.finding import Finding, Status
from erasmus_cli.views import diagnostics, sentences, when, words
from erasmus_cli.views.page import Page
from erasmus_cli.views.routes import title, unasked


def show(page: Page, advice: list[RouteAdvice], now: dt.datetime) -> None:
    """Write all routes: those that suit with their reasons, those that need a change, and the rest by name."""
    suiting = [a for a in advice if a.verdict is Verdict.SUITS]
    if suiting:
        page.line(_("Recommended: {name}").format(name=title(suiting[0])), style="good", hang=2)
        _route(page, suiting[0], now)
        for other in suiting[1:]:
            page.line()
            page.line(_("Also possible: {name}").format(name=title(other)), style="heading", hang=2)
            _route(page, other, now)
    elif any(a.verdict is Verdict.UNCLEAR for a in advice):
        page.line(_("The plan does not say enough yet to recommend anything."), style="warning")
    elif not without_application(advice):
        page.line(_("No action fits the plan as it stands."), style="warning")
    for part in unasked(advice):
        page.line(part.text, style=part.style, indent=part.indent, hang=part.hang)
    for other in (a for a in advice if a.verdict is Verdict.UNCLEAR):
        page.line()
        page.line(_("Perhaps: {name}").format(name=title(other)), style="heading", hang=2)
        for decision in other.decisions():
            page.line(sentences.figures(other.programme, decision.text), indent=2)
        if other.plan.aims:
            _route(page, other, now)
    for other in (a for a in advice if a.verdict is Verdict.NEEDS_CHANGE):
        page.line()
        page.line(_("Not as it stands: {name}").format(name=title(other)), style="warning", hang=2)
        for step in other.needed:
            for found in step.broken:
                diagnostics.body(page, step, found, indent=2)
    for other in (a for a in advice if a.verdict is Verdict.BEYOND):
        page.line()
        page.line(_("Only if the programme goes on: {name}").format(name=title(other)), style="heading", hang=2)
        _route(page, other, now)
    _too_late(page, [a for a in advice if a.verdict is Verdict.TOO_LATE])
    rest = [title(a) for a in advice if a.verdict is Verdict.OTHER_PURPOSE]
    if rest:
        page.line()
        page.line(_("For other purposes: {names}.").format(names="; ".join(rest)), hang=2)
    programme = advice[0].steps[0].assessment.programme
    without = [f"{code} {words.text(a.name)}" for code in programme.codes if (a := programme.action(code)).no_call]
    if without:
        page.line(_("No call at present: {names}.").format(names="; ".join(without)), hang=2)


def _too_late(page: Page, advice: list[RouteAdvice]) -> None:
    """Write the routes whose round is past, and what to do then."""
    if not advice:
        return
    page.line()
    page.line(_("Too late in this call"), style="warning")
    for other in advice:
        page.line(title(other), indent=2, hang=2)
    year = advice[0].steps[0].year + 1
    page.line(_("To plan for the next call, write in the plan: call = {year}").format(year=year), indent=2)


def _route(page: Page, advice: RouteAdvice, now: dt.datetime) -> None:
    programme = advice.steps[-1].assessment.programme
    page.line(f"{words.text(advice.route.why)} ({words.sources(programme, advice.route.sources)})", indent=2)
    if advice.route.size:
        page.line(sentences.figures(programme, advice.route.size), indent=2)
    rate = programme.action(advice.steps[-1].step.action).rate
    grant = advice.steps[-1].assessment.plan.grant
    if rate and grant:
        page.line(_("With what the plan says: {sums}.").format(sums=words.own_money(grant, rate)), indent=2)
    if advice.route.smaller:
        named = ", ".join(f"{code} {words.text(programme.action(code).name)}" for code in advice.route.smaller)
        page.line(_("Smaller first steps: {names}.").format(names=named), indent=2)
    for found in _distinct(advice.speaking_for):
        page.line("+ " + _reason(found, advice), indent=2, hang=2)
    for found in _distinct(advice.against):
        page.line("- " + _reason(found, advice), indent=2, hang=2)
    for assessment in advice.needed:
        for found in assessment.broken:
            diagnostics.body(page, assessment, found, indent=2)
    for step in advice.steps:
        _step(page, step, now)
    number = len({path for a in advice.needed for path in diagnostics.unanswered(a)})
    if number:
        answer = _n("{number} thing is still to be answered.", "{number} things are still to be answered.", number)
        page.line(answer.format(number=number), indent=2)


def _distinct(findings: list[Finding]) -> list[Finding]:
    """Leave out findings that say the same of another step of the route."""
    return list({(f.requirement.fact, f.status): f for f in findings}.values())


def _reason(found: Finding, advice: RouteAdvice) -> str:
    """Say what speaks for or against a route: what the plan says, and against it also whom the action is made for.

    Of the plan's aims only those are named that the route serves.
    """
    serving = found.status is Status.MET and found.requirement.fact == "aims"
    said = [sentences.now(msgspec.structs.replace(found, actual=tuple(advice.served)) if serving else found)]
    if found.status is not Status.MET:
        said.insert(0, sentences.rule(found.facts.programme, found.requirement))
    return f"{' '.join(filter(None, said))} ({sentences.source(found)})"


def _step(page: Page, advice: StepAdvice, now: dt.datetime) -> None:
    assessment = advice.assessment
    code = advice.step.action
    name = words.text(assessment.programme.action(code).name)
    call = assessment.programme.call
    current = assessment.round if advice.year == call.year else None
    told = when.round_words(current, assessment.last_round, now)
    if advice.year > call.last_call:
        told = words.text(call.after_last)
    optional = " " + _("(if you like)") if advice.step.optional else ""
    in_call = _("call {year}").format(year=advice.year)
    page.line(f"* {code} {name}{optional}, {in_call}: {told}", indent=2, hang=2)
    if advice.step.optional:
        for found in assessment.broken:
            diagnostics.body(page, assessment, found, indent=4)
