"""The two ways to put a question to a person: menus on a terminal, and plain numbered lines."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Iterable
from typing import Any, Protocol

from erasmus_cli.interview import menu, reading
from erasmus_cli.interview.prompt import BACK, OPEN, Prompt
from erasmus_cli.language import _
from erasmus_cli.views.page import Page

#: Rows that a menu takes even in a very low window.
LEAST_ROOM = 5

#: What a person types to see more about a question.
MORE = "?"


class Prompter(Protocol):
    """Puts a question to a person. Raises KeyboardInterrupt or EOFError if the person stops."""

    def ask(self, prompt: Prompt) -> Any:
        """Return a value, a list of values, BACK or OPEN."""


def for_this_terminal() -> Prompter:
    """Return menus, or plain lines for a terminal without cursor movement and for those who ask for them."""
    dumb = os.name != "nt" and os.environ.get("TERM", "") in ("", "dumb")
    return Plain() if dumb or os.environ.get("ACCESSIBLE") else Menus()


def _head(page: Page, prompt: Prompt) -> None:
    """Write what stands above the answers."""
    page.line()
    if prompt.progress:
        page.line(prompt.progress, indent=2)
    page.line(prompt.title, style="heading")
    for line in prompt.help:
        page.line(line, indent=2)


def _more(page: Page, prompt: Prompt, choices: Iterable[int] = ()) -> None:
    """Write more about a question and some of its choices, and the question again."""
    for number in choices:
        told = [f"{prompt.choices[number][1]}.", prompt.hints[number] if prompt.hints else ""]
        told.append(f"({prompt.cited[number]})" if prompt.cited and prompt.cited[number] else "")
        if told[1:] != ["", ""]:
            page.line(" ".join(filter(None, told)), indent=2, hang=2)
    for line in prompt.more:
        page.line(line, indent=2, hang=2)
    page.line()
    page.line(prompt.title, style="heading")


def _shown(prompt: Prompt, answer: Any) -> str:
    """Put an answer into words, as it was understood."""
    if answer is OPEN:
        return f"({menu.unknown()})"
    if prompt.several:
        chosen = [label for value, label in prompt.choices if value in answer]
        return "; ".join(chosen) or prompt.none or _("none")
    if prompt.choices:
        return next(label for value, label in prompt.choices if value == answer)
    return prompt.say(answer)


class Menus:
    """Menus with arrow keys. Shift-Tab goes back."""

    def ask(self, prompt: Prompt) -> Any:
        """Write the question and show a menu or an input line; the answer stays on the screen as one line."""
        page = Page()
        _head(page, prompt)
        how = f"({self._how(prompt)})"
        page.line(how, indent=2, hang=1)
        answer = self._menu(prompt, page, how) if prompt.choices else self._line(prompt, page)
        said = _("Back") if answer is BACK else _shown(prompt, answer)
        page.line(f"> {said}", indent=2, hang=2)
        return answer

    @staticmethod
    def _how(prompt: Prompt) -> str:
        if not prompt.choices:
            how = _empty(prompt)
        elif prompt.several:
            how = _("The space bar chooses, Enter goes on.")
            if prompt.may_stay_open:  # that line may be below the end of the screen
                how = _("The space bar chooses, Enter goes on; with nothing chosen: I don't know yet.")
        else:
            how = _("Choose with the arrows and Enter.")
        count = len(prompt.choices)
        narrow = _("Typing narrows the {count} lines.").format(count=count) if count > menu.SHORT else ""
        back = _("Shift-Tab: back.") if prompt.may_go_back else ""
        return " ".join(filter(None, [how, narrow, _("?: help."), back]))

    @staticmethod
    def _menu(prompt: Prompt, page: Page, how: str) -> Any:
        above = sum(1 + len(line) // (page.width - 4) for line in (prompt.progress, prompt.title, how, *prompt.help))
        room = shutil.get_terminal_size().lines - above - 2  # the row of the cursor, and one that stays empty
        shown = menu.Menu(prompt, page.width, max(room, LEAST_ROOM))
        return menu.ask(shown, lambda: _more(page, prompt, {shown.pointed} & set(range(len(prompt.choices)))))

    @staticmethod
    def _line(prompt: Prompt, page: Page) -> Any:
        """Let a person type a line until it is understood; what is wrong with it stands above it."""
        from prompt_toolkit import PromptSession
        from prompt_toolkit.application import run_in_terminal
        from prompt_toolkit.completion import WordCompleter
        from prompt_toolkit.key_binding import KeyBindings
        from questionary import Question

        wrong: list[str] = []
        keys = KeyBindings()

        @keys.add("enter", eager=True)
        def _enter(event: Any) -> None:
            typed = event.current_buffer.text.strip()
            wrong.clear()
            if typed == MORE:
                event.current_buffer.reset()
                run_in_terminal(lambda: _more(page, prompt))
                return
            try:
                event.app.exit(result=_answer(prompt, typed))
            except ValueError as error:
                wrong.extend(textwrap.wrap(str(error), page.width - 4))

        @keys.add("s-tab", eager=True)
        def _back(event: Any) -> None:
            event.app.exit(result=BACK)

        @keys.add("c-d", eager=True)
        def _stop(event: Any) -> None:
            event.app.exit(exception=EOFError)

        names = WordCompleter(list(prompt.completions), ignore_case=True, sentence=True) if prompt.completions else None
        # The row of the cursor is the first and holds only what is typed: a narrower window doesn't draw it twice.
        # questionary's own text question has no place for what is wrong that every terminal shows.
        session: PromptSession[Any] = PromptSession(
            lambda: [*(("bold", f"  {row}\n") for row in wrong), ("", "? ")],
            completer=names,
            key_bindings=keys,
            erase_when_done=True,
            reserve_space_for_menu=6 if names else 0,
        )
        return Question(session.app).unsafe_ask()


def _answer(prompt: Prompt, typed: str) -> Any:
    """Make an answer of a line that was typed; raises ValueError with what is wrong."""
    if typed == "<":
        return BACK
    if typed == "-" and prompt.may_stay_open:
        return OPEN
    if not typed and prompt.default is not None:
        return prompt.default
    if not reading.text(typed):
        if prompt.may_stay_open:
            return OPEN
        raise ValueError(_("Please type an answer."))
    return prompt.read(typed)


def _empty(prompt: Prompt) -> str:
    """Say what an empty line means."""
    if prompt.default is not None:
        now = _("Now: {value}. Enter keeps it.").format(value=_shown(prompt, prompt.default))
        open_ = _("- leaves it open.")
        return f"{now} {open_}" if prompt.may_stay_open else now
    return _("Enter alone: I don't know yet.") if prompt.may_stay_open else ""


class Plain:
    """Numbered lines that any terminal and any screen reader can show. `<` goes back, `?` tells more."""

    def ask(self, prompt: Prompt) -> Any:
        """Write the question with its choices as lines and read a line, until it can be understood."""
        page = Page()
        _head(page, prompt)
        self._choices(page, prompt)
        while True:
            sys.stdout.write("> ")
            sys.stdout.flush()
            line = sys.stdin.readline()
            if not line:
                raise EOFError
            typed = reading.text(line)
            if typed == MORE:
                _more(page, prompt, range(len(prompt.choices)))
                self._choices(page, prompt)
                continue
            try:
                answer = self._read(prompt, typed)
            except ValueError as error:
                page.line(str(error))
                continue
            if answer is not BACK:
                page.line(_("Understood: {value}").format(value=_shown(prompt, answer)), indent=2, hang=2)
            return answer

    def _choices(self, page: Page, prompt: Prompt) -> None:
        hints = prompt.hints or ("",) * len(prompt.choices)
        for number, ((_value, label), hint) in enumerate(zip(prompt.choices, hints, strict=True), 1):
            page.line(f"{number}. {label}", indent=2, hang=3)
            if hint:
                page.line(hint, indent=7)
        page.line(self._instruction(prompt), indent=2)

    @staticmethod
    def _instruction(prompt: Prompt) -> str:
        several = prompt.several
        how = _("Type your answer.") if not prompt.choices else _("Type a number.")
        words = [_("Type the numbers that apply, separated by spaces.") if several else how]
        if several and prompt.default is not None:
            numbers = [str(i) for i, (value, _l) in enumerate(prompt.choices, 1) if value in prompt.default]
            now = ", ".join(numbers) or "0"
            words += [_("Chosen now: {numbers}. An empty line keeps that.").format(numbers=now)]
        elif prompt.default is not None:
            now, means = _("Now: {value}. An empty line keeps that."), _("An empty line means: {value}.")
            words += [(now if prompt.may_stay_open else means).format(value=_shown(prompt, prompt.default))]
        elif prompt.may_stay_open:
            words += [_("An empty line means: I don't know yet.")]
        if prompt.none:
            words += [_("0 means: {words}.").format(words=prompt.none.lower())]
        if prompt.may_stay_open and prompt.default is not None:
            words += [_("- leaves it open.")]
        words += [_("< goes back.")] if prompt.may_go_back else []
        return " ".join([*words, _("? tells more.")])

    @staticmethod
    def _read(prompt: Prompt, typed: str) -> Any:
        if not prompt.choices or typed in ("<", "-"):
            if typed == "-" and not prompt.may_stay_open:
                raise ValueError(_("This question cannot stay open."))
            return _answer(prompt, typed)
        if not typed and prompt.default is not None:
            return prompt.default
        if not typed and (prompt.may_stay_open or prompt.several):
            return OPEN if prompt.may_stay_open else []
        if prompt.none and typed == "0":
            return []
        chosen = _named(prompt, typed) or _numbers(typed, len(prompt.choices))
        if prompt.several:
            return [prompt.choices[i][0] for i in chosen]
        if len(chosen) != 1:
            raise ValueError(_("Please type one of the numbers."))
        return prompt.choices[chosen[0]][0]


def _named(prompt: Prompt, typed: str) -> list[int]:
    """Return the line whose words were typed; says which lines hold them if there are only such."""
    wanted = typed.casefold()
    labels = [label.casefold() for _value, label in prompt.choices]
    if wanted in labels:
        return [labels.index(wanted)]
    by_label, by_hint = (
        [str(number) for number, text in enumerate(texts, 1) if wanted in text.casefold()]
        for texts in (labels, prompt.hints)
    )
    holding = by_label or by_hint
    if holding and not any(c.isdecimal() for c in typed):
        told = _("These lines have that: {numbers}. Please type a number.")
        raise ValueError(told.format(numbers=", ".join(holding)))
    return []


def _numbers(typed: str, most: int) -> list[int]:
    parts = typed.replace(",", " ").split()
    if not parts or not all(part.isdecimal() and 1 <= int(part) <= most for part in parts):
        raise ValueError(_("Please type numbers from 1 to {most}.").format(most=most))
    return sorted({int(part) - 1 for part in parts})
