"""Conducts an interview: first which action, then its draft. Everything is saved as it is answered."""

from __future__ import annotations

from typing import Any

from erasmus_cli.advice.recommend import RouteAdvice, Verdict
from erasmus_cli.interview import asking, desk
from erasmus_cli.interview.ask import Ask
from erasmus_cli.interview.prompt import BACK
from erasmus_cli.interview.talk import Talk, label, said
from erasmus_cli.language import _
from erasmus_cli.programme.guidance import FirstStep
from erasmus_cli.views import words


def conduct(talk: Talk) -> None:
    """Ask which action fits, let the person choose, and fill its draft, until they want to stop."""
    stay = True
    while stay:
        stay = desk.run(talk) if talk.session.action else _which_action(talk)


def _which_action(talk: Talk) -> bool:
    """Find the action with as few questions as it takes. Returns whether the interview goes on."""
    session = talk.session
    if not session.data:
        talk.page.line()
        talk.page.line(_("Part 1 of 2: which action? At most ten questions, about five minutes."), style="heading")
        talk.page.line(
            _("It helps to know roughly how many people, which countries, and whether you hold an accreditation."),
            indent=2,
        )
    while not _ask(talk, without_aims=False):
        answer = _first_steps(talk)
        if answer == "stop":
            return False
        if answer is BACK:
            talk.put(_aims(talk))
        else:
            _ask(talk, without_aims=True)
            break
    return choose(talk)


def _aims(talk: Talk) -> Ask:
    """Return the very first question."""
    first = talk.session.programme.questions[0]
    return Ask(first, (first.field,))


def _ask(talk: Talk, *, without_aims: bool) -> bool:
    """Put the questions of the first part. Returns False if the person does not know what they want, to be helped."""
    session = talk.session

    def asks() -> list[Ask]:
        return [] if unsure() else asking.idea(session)

    def unsure() -> bool:
        return session.passed(("aims",)) and not session.data.get("aims") and not without_aims

    while not talk.run(asks, _("1 of 2 · which action")):
        if session.data:
            _change(talk)
        elif without_aims:
            talk.put(_aims(talk))
        else:
            talk.page.line(_("This is the first question."))
    return not unsure()


def _first_steps(talk: Talk) -> Any:
    """Show typical first steps to somebody who does not know yet. Returns "stop", BACK, or else to go on."""
    from erasmus_cli.views import first_steps

    session = talk.session
    talk.page.line()
    first_steps.show(talk.page, session.programme, session.now)
    choices: list[tuple[Any, str]] = [(step, words.text(step.name)) for step in session.programme.first_steps]
    choices.append(("ask", _("None of these: ask me the other questions all the same")))
    choices.append(("stop", _("Stop here")))
    while True:
        answer = talk.menu(_("Which of these comes nearest?"), choices, "ask")
        if not isinstance(answer, FirstStep):
            return answer
        if answer.application:
            talk.refuse(session.answer(_aims(talk), answer.aims))
            talk.keep()
            return answer
        talk.page.line(_("This takes no application of your own, so there is no plan to write."), indent=2)
        first_steps.step(talk.page, session.programme, answer, session.now)


def choose(talk: Talk) -> bool:
    """Show the routes and let the person choose. Returns whether the interview goes on."""
    from erasmus_cli.views import routes

    session = talk.session
    while True:
        advice = session.routes()
        talk.page.line()
        routes.show(talk.page, advice, session.now, talk.name())
        possible = [a for a in advice if a.verdict not in (Verdict.OTHER_PURPOSE, Verdict.TOO_LATE)]
        choices: list[tuple[Any, str]] = [(a, _label(a)) for a in possible]
        choices.append(("change", _("Change an answer")))
        choices.append((None, _("None of these: keep the answers and stop here")))
        answer = talk.menu(_("For which one do you want a draft?"), choices)
        if answer is None:
            return False
        if answer is BACK or answer == "change":
            _change(talk)
            continue
        session.choose(answer.steps[0].step.action, answer.route.id)
        talk.keep()
        if session.data.get("aside"):
            kept = _("This action has no use for these; they are kept in the file under aside: {keys}.")
            talk.page.line(kept.format(keys=", ".join(map(words.clean, session.data["aside"]))))
        return True


def _label(advice: RouteAdvice) -> str:
    from erasmus_cli.views.routes import title

    if advice.steps[0].step.optional and advice.steps[0].assessment.broken:
        return _("{name} - its first step not as it stands").format(name=title(advice))
    if advice.verdict is Verdict.NEEDS_CHANGE:
        return _("{name} - not as it stands").format(name=title(advice))
    return title(advice)


def _change(talk: Talk) -> None:
    """Let the person change what they have answered in the first part."""
    session = talk.session
    while True:
        own = [q for q in session.programme.questions if q.stage == "idea" or q.field == "organisation.country"]
        asks = [Ask(q, tuple(q.field.split("."))) for q in own]
        told = [a for a in asks if session.value(a.path) is not None or session.passed(a.path)]
        lines: list[tuple[Any, str]] = [
            (ask, f"{label(session, ask)}: {said(session, ask, session.given(ask))}") for ask in told
        ]
        lines.append((None, _("Go on")))
        answer = talk.menu(_("Which answer do you want to change?"), lines)
        if answer is None or answer is BACK:
            break
        talk.put(answer)
    _ask(talk, without_aims=True)
