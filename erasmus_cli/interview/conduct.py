"""Conducts an interview: asks, takes answers, shows the routes, lets the person choose, and keeps the draft saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from erasmus_cli.advice.recommend import RouteAdvice, Verdict
from erasmus_cli.interview.prompt import BACK, OPEN, Prompt, prompt
from erasmus_cli.interview.prompters import Prompter
from erasmus_cli.interview.session import Ask, Session
from erasmus_cli.language import _
from erasmus_cli.rules.finding import Finding
from erasmus_cli.views import words
from erasmus_cli.views.page import Page

Save = Callable[[dict[str, Any]], None]


def conduct(session: Session, prompter: Prompter, page: Page, save: Save) -> None:
    """Ask until nothing is left that could matter, or the person wants no action; save after every answer."""
    while True:
        ask = session.next()
        if ask and ask.question.no == "items" and not ask.more:
            page.line()
            page.line(words.text(ask.question.text))
            session.begin(ask)
        elif ask:
            _put(session, ask, prompter, page)
            if session.data:
                save(session.data)
        elif session.data.get("action") or not _choose(session, prompter, page):
            return
        else:
            save(session.data)


def _put(session: Session, ask: Ask, prompter: Prompter, page: Page) -> None:
    answer = prompter.ask(prompt(ask, session.programme, session.given(ask), session.item(ask)))
    if answer is BACK:
        if not session.back():
            page.line(_("This is the first question. What the file says already can be changed in the file."))
        return
    if ask.question.kind == "place" and isinstance(answer, str):
        answer = _place(session, ask, answer, prompter, page)
        if answer is BACK:
            return  # the same question is put again
    before = {f.requirement.id for f in session.broken()}
    value = _value(ask, answer)
    if value is None and not session.data:
        page.line(_("Everything else depends on this: please choose at least one."))
    problems = session.answer(ask, value)
    for problem in problems:
        from erasmus_cli.views.problems import explanation

        what, mend = explanation(problem)
        page.line(f"{what}. {mend}", style="bad")
    for found in session.broken():
        if found.requirement.id not in before:
            _object(session, found, page)


def _place(session: Session, ask: Ask, name: str, prompter: Prompter, page: Page) -> Any:
    """Find a place that was typed: ask which one is meant if there are several, and say so if there is none."""
    from erasmus_cli.programme.places import find
    from erasmus_cli.views.journeys import label, numbered

    country = (session.item(ask) or session.data.get("organisation") or {}).get("country")
    found = find(name, country) if country else []
    if len(found) > 1:
        several = _("There are several places called {name}. Which one?").format(name=words.clean(name))
        return prompter.ask(Prompt(several, choices=tuple((numbered(p), f"{p.name}, {label(p)}") for p in found)))
    if country and not found:
        page.line(_("The gazetteer does not have it, so the distance is asked in kilometres."), indent=2, hang=2)
    return name


def _object(session: Session, found: Finding, page: Page) -> None:
    """Say at once that an answer breaks a requirement; it stays taken, for it may be another answer that changes."""
    from erasmus_cli.views import diagnostics

    page.line(diagnostics.title(found), style=diagnostics.style(found), indent=2, hang=2)
    page.line(f"{diagnostics.in_short(found)} ({found.requirement.id})", indent=4)


def _value(ask: Ask, answer: Any) -> Any:
    """Make a plan's value of an answer. Choosing none of several is an answer where a list may be empty."""
    if answer is OPEN:
        return None
    if ask.question.kind == "many" and not answer and ask.question.no != "empty":
        return None
    return answer


def _choose(session: Session, prompter: Prompter, page: Page) -> bool:
    """Show the routes and let the person choose. Returns whether the interview goes on."""
    from erasmus_cli.views import routes

    advice = session.routes()
    page.line()
    routes.show(page, advice, session.now)
    page.line()
    possible = [a for a in advice if a.verdict not in (Verdict.OTHER_PURPOSE, Verdict.TOO_LATE)]
    choices: list[tuple[Any, str]] = [(a, _label(a)) for a in possible]
    choices.append((None, _("None of these: keep the answers and stop here")))
    answer = prompter.ask(
        Prompt(
            _("For which one do you want a draft?"), choices=tuple(choices), default=choices[0][0], may_stay_open=False
        )
    )
    if answer is BACK:
        session.back()
        return True
    if answer is None:
        return False
    session.choose(answer.steps[0].step.action)
    return True


def _label(advice: RouteAdvice) -> str:
    from erasmus_cli.views.routes import title

    if advice.steps[0].step.optional and advice.steps[0].assessment.broken:
        return _("{name} - its first step not as it stands").format(name=title(advice))
    if advice.verdict is Verdict.NEEDS_CHANGE:
        return _("{name} - not as it stands").format(name=title(advice))
    return title(advice)
