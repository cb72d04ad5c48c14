"""Typical first steps for whoever does not know yet what to apply for, on one screen."""

from __future__ import annotations

import datetime as dt

from erasmus_cli.language import _
from erasmus_cli.programme.guidance import FirstStep
from erasmus_cli.programme.load import Programme
from erasmus_cli.views import sentences, when, words
from erasmus_cli.views.page import Page


def show(page: Page, programme: Programme, now: dt.datetime) -> None:
    """Write the steps: what each is, what it takes, where to turn next; and where that is written."""
    page.line(_("Typical first steps, what takes least first"), style="heading")
    for one in programme.first_steps:
        step(page, programme, one, now)
    cited = [source for one in programme.first_steps for source in one.sources]
    page.line(_("Source: {source}").format(source=words.sources(programme, list(dict.fromkeys(cited)))), style="quiet")


def step(page: Page, programme: Programme, one: FirstStep, now: dt.datetime) -> None:
    """Write one step: what it is, what it takes, and where to turn."""
    page.line(f"* {words.text(one.name)}. {words.text(one.about)}", hang=2)
    takes = filter(None, (sentences.figures(programme, one.takes), _round(programme, one, now)))
    page.line(" ".join(takes), indent=4)
    page.line(_next(programme, one), indent=4, style="quiet")


def _round(programme: Programme, step: FirstStep, now: dt.datetime) -> str:
    """Say how the round stands to which a step of its own application goes; nothing if it is not published."""
    route = next((route for route in programme.routes if route.id == step.route and step.application), None)
    current = programme.round(route.steps[0].action) if route else None
    return when.round_words(current, None, now) if current else ""


def _next(programme: Programme, step: FirstStep) -> str:
    """Say where to turn, or what to type."""
    if step.contact:
        return f"→ {programme.contacts[step.contact].address}"
    return f"→ `erasmus {step.command}`"
