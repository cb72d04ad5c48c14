"""What the interview ends with: how the draft stands, what to do next, and by when."""

from __future__ import annotations

import datetime as dt

from erasmus_cli.language import _
from erasmus_cli.rules.assess import Assessment
from erasmus_cli.views import diagnostics, when, words
from erasmus_cli.views.page import Page


def show(page: Page, assessment: Assessment, now: dt.datetime, name: str) -> None:
    """Write how a draft stands and the next steps."""
    programme = assessment.programme
    page.line()
    diagnostics.heading(page, assessment, now, name)
    for found in (f for f in assessment.against if f.requirement.level != "fit"):
        page.line(diagnostics.title(found), style=diagnostics.style(found), indent=2, hang=2)
        diagnostics.body(page, assessment, found, indent=4)
    diagnostics.sum_up(page, assessment)
    page.line()
    page.line(_("What to do next"), style="heading")
    fields = len(diagnostics.unanswered(assessment))
    steps = []
    if fields:
        steps.append(_("Answer what is still open: `erasmus plan {name}`").format(name=words.typed(name)))
    steps.append(_("Check the plan, with places and sources: `erasmus check {name}`").format(name=words.typed(name)))
    if programme.action(assessment.code).grant.form != "none":
        steps.append(_("Work out the grant: `erasmus budget {name}`").format(name=words.typed(name)))
    steps.append(_("See each step with its date: `erasmus timeline {name}`").format(name=words.typed(name)))
    steps.append(when.round_words(assessment.round, assessment.last_round, now))
    if not programme.confirmed:
        steps.append(_("Follow the page on which the new call appears: {page}").format(page=programme.call.page))
    for statement in programme.action(assessment.code).next[:1]:
        steps.append(words.text(statement.text))
    steps.append(_("Write the application yourselves, in the official form; this plan is for your own use."))
    for number, step in enumerate(steps, 1):
        page.line(f"{number}. {step}", indent=2, hang=3)
    contacts = [programme.contacts[c] for c in programme.action(assessment.code).contacts[:3]]
    page.line()
    page.line(_("Ask and register here"), style="heading")
    for contact in contacts:
        page.line(f"{words.text(contact.name)}: {contact.address}", indent=2, hang=2)
