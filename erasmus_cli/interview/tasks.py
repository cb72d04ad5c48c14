"""The next things to do, to which the person may write who does them."""

from __future__ import annotations

from typing import Any

from erasmus_cli.advice.timeline import next_steps
from erasmus_cli.interview import reading
from erasmus_cli.interview.prompt import BACK, OPEN, Prompt
from erasmus_cli.interview.talk import Talk
from erasmus_cli.language import _
from erasmus_cli.programme.days import day_of
from erasmus_cli.views import steps, words


def run(talk: Talk) -> None:
    """Show the next things with their days, and let the person write who does which."""
    session = talk.session
    while True:
        assessment, who = session.assessment(), session.data.get("who") or {}
        choices: list[tuple[Any, str]] = []
        for step in next_steps(assessment, session.now):
            told = steps.headline(step, assessment, day_of(session.now))
            name = who.get(step.step.id)
            choices.append((step, f"{told} · {words.clean(name)}" if name else told))
        answer = talk.menu(
            _("Who does it? Choose one and type a name."), [*choices, ("back", _("Back to the sections"))]
        )
        if answer == "back" or answer is BACK:
            return
        identifier = answer.step.id
        title = _("Who does this: {step}").format(step=words.text(answer.step.name))
        name = talk.prompter.ask(Prompt(title, read=reading.text, default=who.get(identifier)))
        if name is BACK:
            continue
        kept = {key: value for key, value in who.items() if key != identifier}
        kept |= {} if name is OPEN else {identifier: name}
        rest = {key: value for key, value in session.data.items() if key != "who"}
        talk.refuse(session.replace(rest | ({"who": kept} if kept else {})))
        talk.keep()
