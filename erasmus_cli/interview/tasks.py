"""The next things to do, to which the person may write who does them and when they were done."""

from __future__ import annotations

from typing import Any

from erasmus_cli.advice.timeline import Dated, next_steps, timeline
from erasmus_cli.interview import reading
from erasmus_cli.interview.prompt import BACK, OPEN, Prompt
from erasmus_cli.interview.talk import Talk
from erasmus_cli.language import _
from erasmus_cli.programme.days import day_of
from erasmus_cli.views import steps, words


def run(talk: Talk) -> None:
    """Show the next things with their days, and what was done, and let the person write who does which and when."""
    session = talk.session
    while True:
        assessment, today = session.assessment(), day_of(session.now)
        done = [step for step in timeline(assessment, session.now) if step.done and not step.span.item]
        listed = [*next_steps(assessment, session.now), *done]
        choices: list[tuple[Any, str]] = [(step, steps.headline(step, assessment, today)) for step in listed]
        answer = talk.menu(
            _("Who does it, and is it done? Choose one."), [*choices, ("back", _("Back to the sections"))]
        )
        if answer == "back" or answer is BACK:
            return
        while _who(talk, answer) and not _when(talk, answer):
            pass  # who goes back from the day comes to the name again


def _who(talk: Talk, step: Dated) -> bool:
    """Ask who does a step. Returns False if the person wants to go back."""
    title = _("Who does this: {step}").format(step=words.text(step.step.name))
    said = (talk.session.data.get("who") or {}).get(step.step.id)
    return _take(talk, "who", step, Prompt(title, read=reading.text, default=said))


def _when(talk: Talk, step: Dated) -> bool:
    """Ask when a step was done. Returns False if the person wants to go back."""
    title = _("When was it done: {step}").format(step=words.text(step.step.name))
    help_ = (
        _("If it is not done yet, leave it open."),
        _("Example: {text}").format(text=words.date(day_of(talk.session.now))),
    )
    said = (talk.session.data.get("done") or {}).get(step.step.id)
    return _take(talk, "done", step, Prompt(title, help_, read=reading.date, say=words.date, default=said))


def _take(talk: Talk, key: str, step: Dated, prompt: Prompt) -> bool:
    """Put a question about a step and write the answer under a key of the plan."""
    answer = talk.prompter.ask(prompt)
    if answer is BACK:
        return False
    session = talk.session
    kept = {name: value for name, value in (session.data.get(key) or {}).items() if name != step.step.id}
    kept |= {} if answer is OPEN else {step.step.id: answer}
    rest = {name: value for name, value in session.data.items() if name != key}
    talk.refuse(session.replace(rest | ({key: kept} if kept else {})))
    talk.remark(key, answer)
    talk.keep()
    return True
