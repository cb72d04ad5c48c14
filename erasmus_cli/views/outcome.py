"""What the interview ends with: how the draft stands, what to do next, by whom and by when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from erasmus_cli.advice.timeline import next_steps
from erasmus_cli.language import _, _n
from erasmus_cli.programme.days import day_of
from erasmus_cli.programme.load import Programme
from erasmus_cli.rules.assess import Assessment
from erasmus_cli.views import diagnostics, steps, words
from erasmus_cli.views.page import Page

#: So many things that are not met are named; `check` tells all of them.
MOST = 4


def show(page: Page, assessment: Assessment, now: dt.datetime, name: str, beside: Sequence[str] = ()) -> None:
    """Write how a draft stands, the next steps with their days, and where to go on.

    `beside` says which other files it rests on.
    """
    programme = assessment.programme
    page.line()
    diagnostics.heading(page, assessment, now, name)
    for line in beside:
        page.line(line)
    against = [f for f in assessment.against if f.requirement.level != "fit"]
    for found in against[:MOST]:
        page.line(diagnostics.title(found), style=diagnostics.style(found), indent=2, hang=2)
    if len(against) > MOST:
        more = len(against) - MOST
        page.line(_n("And {number} thing more.", "And {number} things more.", more).format(number=more), indent=2)
    diagnostics.sum_up(page, assessment)
    page.line()
    page.line(_("What to do next"), style="heading")
    _next(page, assessment, now)
    page.line()
    page.line(_("Go on here"), style="heading")
    rows, typed = [], words.typed(name)
    if diagnostics.unanswered(assessment):
        rows.append((f"`erasmus plan {typed}`", _("answer what is still open")))
    rows.append((f"`erasmus check {typed}`", _("everything with places and sources")))
    if programme.action(assessment.code).grant.form != "none":
        rows.append((f"`erasmus budget {typed}`", _("work out the grant")))
    rows.append((f"`erasmus timeline {typed}`", _("each step with its date")))
    for command, told in rows:
        page.line(f"{command}: {told}", indent=2, hang=2)
    if not programme.confirmed:
        page.line(_("The new call appears here: {page}").format(page=programme.call.page), indent=2, hang=2)
    contact = programme.contacts[programme.action(assessment.code).contacts[0]]
    page.line(
        _("Ask: {name}, {address}").format(name=words.text(contact.name), address=contact.address), indent=2, hang=2
    )
    page.line(_("Write the application yourselves, in the official form; this plan is for your own use."), indent=2)


def _next(page: Page, assessment: Assessment, now: dt.datetime) -> None:
    """Write the next steps, by whom and by when; what is an assumption or our own advice is marked."""
    found = next_steps(assessment, now)
    for number, step in enumerate(found, 1):
        page.line(f"{number}. {steps.headline(step, assessment, day_of(now))}", indent=2, hang=3)
    if any(step.step.ours for step in found):
        page.line(_("The days before the deadline are our own advice."), indent=2, style="quiet")
    assumed = steps.assumption(assessment, now) if any(step.span.assumed for step in found) else None
    if assumed:
        page.line(assumed, indent=2, style="quiet")
    if not found:
        page.line(_("No step has a date yet: see `erasmus timeline`."), indent=2)


def undecided(page: Page, programme: Programme, now: dt.datetime, name: str) -> None:
    """Write what somebody can do who wants none of the routes: nothing is lost, whom to ask, and how to go on."""
    page.line(_("That is fine: nothing has to be decided now. Your answers are kept in {file}.").format(file=name))
    page.line()
    page.line(_("What to do next"), style="heading")
    sparring = programme.contacts["oph-services"]
    ask = programme.contacts["oph-vet"]
    told = (
        _("Talk the idea through with the agency, OPH: {address}, or the form on {page}").format(
            address=ask.address, page=sparring.address
        ),
        _("Show the recommendation to a colleague, with reasons and sources: `erasmus recommend {file} --all`").format(
            file=words.typed(name)
        ),
        _("Begin smaller, without an application of your own: {names}.").format(
            names="; ".join(words.lowered(words.text(s.name)) for s in programme.first_steps if not s.application)
        ),
        _("Change an answer, or choose an action later: `erasmus plan {file}`").format(file=words.typed(name)),
    )
    for number, said in enumerate(told, 1):
        page.line(f"{number}. {said}", indent=2, hang=3)
    ahead = sorted((r for r in programme.rounds if r.opened and r.instant >= now), key=lambda r: r.instant)
    if ahead:
        day, round_ = words.instant(ahead[0].finnish), words.text(ahead[0].name)
        day += f" ({words.entered(ahead[0].entered)})" if ahead[0].entered else ""
        page.line(_("The next round that closes: {round}, {day}.").format(round=round_, day=day), indent=2)
