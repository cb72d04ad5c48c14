"""The two ways to put a question to a person: menus on a terminal, and plain numbered lines."""

from __future__ import annotations

import os
import sys
import textwrap
from typing import Any, Protocol

from erasmus_cli.interview.prompt import BACK, OPEN, Prompt, spoken
from erasmus_cli.language import _
from erasmus_cli.views.page import Page


class Prompter(Protocol):
    """Puts a question to a person. Raises KeyboardInterrupt or EOFError if the person stops."""

    def ask(self, prompt: Prompt) -> Any:
        """Return a value, a list of values, BACK or OPEN."""


def for_this_terminal() -> Prompter:
    """Return menus, or plain lines for a terminal without cursor movement and for those who ask for them."""
    dumb = os.name != "nt" and os.environ.get("TERM", "") in ("", "dumb")
    return Plain() if dumb or os.environ.get("ACCESSIBLE") else Menus()


class Menus:
    """Menus with arrow keys. Shift-Tab goes back."""

    def ask(self, prompt: Prompt) -> Any:
        """Write the question and show a menu or an input line; the answer stays on the screen as one line."""
        page = Page()
        page.line()
        if prompt.progress:
            page.line(prompt.progress, style="quiet")
        page.line(prompt.title, style="heading")
        for line in prompt.help:
            page.line(line, style="quiet", indent=2)
        answer = self._question(prompt, page.width)
        said = _("Back") if answer is BACK else _shown(prompt, answer)
        page.line(f"> {said}", indent=2, hang=2)
        return answer

    def _question(self, prompt: Prompt, width: int) -> Any:
        question = self._menu(prompt, width) if prompt.choices else self._line(prompt)
        answer = _with_keys(question).unsafe_ask()
        if answer is BACK or answer is OPEN:
            return answer
        if prompt.several:
            return [prompt.choices[i][0] for i in answer]
        if prompt.choices:
            return prompt.choices[answer][0]
        return prompt.read(answer) if answer.strip() else OPEN

    @staticmethod
    def _menu(prompt: Prompt, width: int) -> Any:
        import questionary

        labels = [
            questionary.Choice(
                _wrapped(label, width), value=i, checked=prompt.several and value in (prompt.default or [])
            )
            for i, (value, label) in enumerate(prompt.choices)
        ]
        if prompt.several:
            how = _("space chooses, Enter goes on, Shift-Tab: back")
            return questionary.checkbox("", choices=labels, qmark="?", instruction=how, erase_when_done=True)
        if prompt.may_stay_open:
            labels.append(questionary.Choice(_open(), value=OPEN))
        # Without a default the pointer stands on "don't know", so that Enter alone never invents a fact.
        pointed = next((i for i, (value, _l) in enumerate(prompt.choices) if value == prompt.default), None)
        default = labels[pointed if pointed is not None else -1 if prompt.may_stay_open else 0]
        how = _("arrows and Enter, Shift-Tab: back")
        return questionary.select("", choices=labels, default=default, qmark="?", instruction=how, erase_when_done=True)

    @staticmethod
    def _line(prompt: Prompt) -> Any:
        import questionary

        how = _("empty: don't know yet; Shift-Tab: back")
        if prompt.completions:
            return questionary.autocomplete(
                f"({how})\n ",
                choices=list(prompt.completions),
                default=prompt.default or "",
                validate=_validate(prompt),
                match_middle=False,
                erase_when_done=True,
            )
        return questionary.text(
            f"({how})\n ", default=prompt.default or "", validate=_validate(prompt), erase_when_done=True
        )


def _with_keys(question: Any) -> Any:
    """Let Shift-Tab answer a question with BACK, and Ctrl-D end the interview as it does elsewhere."""
    from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings

    back = KeyBindings()

    @back.add("s-tab", eager=True)
    def _go_back(event: Any) -> None:
        event.app.exit(result=BACK)

    @back.add("c-d", eager=True)
    def _stop(event: Any) -> None:
        event.app.exit(exception=EOFError)

    bindings = [b for b in (question.application.key_bindings, back) if b is not None]
    question.application.key_bindings = merge_key_bindings(bindings)
    return question


def _wrapped(label: str, width: int) -> str:
    """Wrap a long line of a menu between words; the menu itself would break it anywhere."""
    return "\n     ".join(textwrap.wrap(label, width - 8))


def _validate(prompt: Prompt) -> Any:
    def valid(typed: str) -> bool | str:
        try:
            if typed.strip():
                prompt.read(typed)
        except ValueError as error:
            return str(error)
        return True

    return valid


def _open() -> str:
    return _("I don't know yet")


def _shown(prompt: Prompt, answer: Any) -> str:
    if answer is OPEN:
        return f"({_open()})"
    if prompt.several:
        return "; ".join(label for value, label in prompt.choices if value in answer) or _("none")
    if prompt.choices:
        return next(label for value, label in prompt.choices if value == answer)
    return spoken(answer, prompt)


class Plain:
    """Numbered lines that any terminal and any screen reader can show. `<` goes back, an empty line leaves it open."""

    def ask(self, prompt: Prompt) -> Any:
        """Write the question with its choices as lines and read a line, until it can be understood."""
        page = Page()
        page.line()
        if prompt.progress:
            page.line(prompt.progress, style="quiet")
        page.line(prompt.title, style="heading")
        for line in prompt.help:
            page.line(line, indent=2)
        for number, (_value, label) in enumerate(prompt.choices, 1):
            page.line(f"{number}. {label}", indent=2, hang=3)
        page.line(self._instruction(prompt), indent=2)
        while True:
            sys.stdout.write("> ")
            sys.stdout.flush()
            typed = sys.stdin.readline()
            if not typed:
                raise EOFError
            try:
                return self._read(prompt, typed.strip())
            except ValueError as error:
                page.line(str(error))

    @staticmethod
    def _instruction(prompt: Prompt) -> str:
        if prompt.several:
            how = _("Type the numbers that apply, separated by spaces.")
        elif prompt.choices:
            how = _("Type a number.")
        else:
            how = _("Type your answer.")
        leave = prompt.may_stay_open and not prompt.several and prompt.default not in (None, "")
        return " ".join(
            filter(None, [how, Plain._empty(prompt), _("- leaves it open.") if leave else "", _("< goes back.")])
        )

    @staticmethod
    def _empty(prompt: Prompt) -> str:
        if prompt.several:
            return _("An empty line chooses nothing.")
        if prompt.default not in (None, ""):
            shown = _shown(prompt, prompt.default) if prompt.choices else str(prompt.default)
            return _("An empty line means: {value}.").format(value=shown)
        return _("An empty line means: I don't know yet.") if prompt.may_stay_open else ""

    @staticmethod
    def _read(prompt: Prompt, typed: str) -> Any:
        if typed == "<":
            return BACK
        if typed == "-" and prompt.may_stay_open and not prompt.several:
            return OPEN
        if prompt.several:
            return [prompt.choices[i][0] for i in _numbers(typed, len(prompt.choices))]
        if not typed and prompt.default not in (None, ""):
            return prompt.default if prompt.choices else prompt.read(str(prompt.default))
        if not typed and prompt.may_stay_open:
            return OPEN
        named = [value for value, label in prompt.choices if label.lower() == typed.lower()]
        if named:
            return named[0]
        if prompt.choices:
            chosen = _numbers(typed, len(prompt.choices))
            if len(chosen) != 1:
                raise ValueError(_("Please type one of the numbers."))
            return prompt.choices[chosen[0]][0]
        return prompt.read(typed)


def _numbers(typed: str, most: int) -> list[int]:
    parts = typed.replace(",", " ").split()
    if not all(part.isdecimal() and 1 <= int(part) <= most for part in parts):
        raise ValueError(_("Please type numbers from 1 to {most}.").format(most=most))
    return [int(part) - 1 for part in parts]
