"""A menu on a terminal: one choice or several, with a line of help below each, and typing that narrows a long list.

It is a question of our own, which questionary runs: its own menus take no letters besides those of ASCII, show one mark
for both kinds of question and have English words of their own.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from erasmus_cli.interview.prompt import BACK, OPEN, Prompt
from erasmus_cli.language import _

#: Of lists longer than this it is said that typing narrows them.
SHORT = 7

#: No menu is laid out for fewer columns than this.
NARROWEST = 20

#: Plain styles only: any colour is hard to read on some ground.
STYLE = {"label": "bold", "pointed": "bold reverse"}


@dataclass
class Line:
    """A line of a menu; one that is `alone` excludes all others."""

    value: Any
    label: str
    hint: str = ""
    alone: bool = False


@dataclass
class Menu:
    """The state of a menu: its lines, the one that is pointed at, what is ticked and what was typed to narrow it.

    `room` is the number of rows that the menu may take, so that the question stays on the screen; if the hints of all
    lines need more, only the hint of the one that is pointed at is shown.
    """

    prompt: Prompt
    width: int
    room: int
    lines: list[Line] = field(init=False)
    pointed: int = field(init=False)
    ticked: set[int] = field(init=False)
    typed: str = ""
    warned: bool = False

    def __post_init__(self) -> None:
        """Make the lines; the pointer stands on the former answer, else on "I don't know yet"."""
        prompt = self.prompt
        hints = prompt.hints or ("",) * len(prompt.choices)
        self.lines = [Line(value, label, hint) for (value, label), hint in zip(prompt.choices, hints, strict=True)]
        if prompt.none:
            self.lines.append(Line([], prompt.none, alone=True))
        if prompt.may_stay_open:
            self.lines.append(Line(OPEN, unknown(), alone=True))
        former = self._former()
        self.ticked = set(former) if prompt.several else set()
        last = len(self.lines) - 1 if prompt.may_stay_open else 0
        self.pointed = 0 if prompt.several else next(iter(former), last)

    def _former(self) -> list[int]:
        default = self.prompt.default
        if self.prompt.several and default:
            return [i for i, line in enumerate(self.lines) if not line.alone and line.value in default]
        return [i for i, line in enumerate(self.lines) if default is not None and line.value == default]

    def shown(self) -> list[int]:
        """Return the lines that what was typed leaves, by their numbers."""
        wanted = self.typed.casefold().strip()
        by_label = [i for i, line in enumerate(self.lines) if wanted in line.label.casefold()]
        return by_label or [i for i, line in enumerate(self.lines) if wanted in line.hint.casefold()]

    def move(self, steps: int) -> None:
        """Point so many lines further; after the last comes the first."""
        there = self.shown()
        if there:
            self.pointed = there[(there.index(self.pointed) + steps) % len(there)]

    def narrow(self, typed: str) -> None:
        """Narrow the list to the lines that hold what was typed, and point at the one that fits best."""
        self.typed = typed
        there = self.shown()
        if there and (typed.strip() or self.pointed not in there):
            self.pointed = min(there, key=self._fit)

    def _fit(self, number: int) -> int:
        """Say how well a line fits what was typed: it begins so, or one of its words, or it is the one pointed at."""
        wanted, label = self.typed.casefold().strip(), self.lines[number].label.casefold()
        if label.startswith(wanted):
            return 0
        return 1 if f" {wanted}" in label else 2 if number == self.pointed else 3

    def space(self) -> None:
        """Tick the line that is pointed at; as long as it goes on with the words that are typed, so do they."""
        if self.typed and self.lines[self.pointed].label.casefold().startswith(f"{self.typed} ".casefold()):
            self.narrow(f"{self.typed} ")
        else:
            self.tick()

    def tick(self) -> None:
        """Tick the line that is pointed at, or take its tick away."""
        if self.pointed not in self.shown():
            return
        self.typed = ""  # so that all lines are there again, those with ticks as well
        if self.pointed in self.ticked:
            self.ticked.discard(self.pointed)
        elif self.lines[self.pointed].alone:
            self.ticked = {self.pointed}
        else:
            self.ticked = {i for i in self.ticked if not self.lines[i].alone} | {self.pointed}

    def unsure(self) -> bool:
        """Whether Enter may be a slip: nothing is ticked, though a line is pointed at that can be. Asks only once."""
        slip = self.prompt.several and self.prompt.may_stay_open and not self.ticked
        if self.warned or not slip or self.lines[self.pointed].alone:
            return False
        self.warned = True
        return True

    def answer(self) -> Any:
        """Return what Enter answers: a value, a list of values, or OPEN. Nothing ticked is nothing known."""
        line = self.lines[self.pointed]
        if not self.prompt.several:
            return line.value
        ticked = [self.lines[i] for i in sorted(self.ticked)] or ([line] if line.alone else [])
        if ticked and ticked[0].alone:
            return ticked[0].value
        return [t.value for t in ticked] if ticked or not self.prompt.may_stay_open else OPEN

    def tokens(self) -> Any:
        """Return the menu as styled pieces of text."""
        there = self.shown()
        all_hints = sum(len(self._rows(i, hint=True)) for i in there) <= self.room
        pieces: list[tuple[str, str]] = []
        if self.warned and not self.ticked:
            told = _("Nothing is chosen yet: the space bar chooses this line. Enter again: I don't know yet.")
            pieces += [("bold", f" {row}\n") for row in textwrap.wrap(told, self.width - 2)]
        for i in there:
            pointed = i == self.pointed
            pieces += [("[SetCursorPosition]", "")] if pointed else []
            for style, text in self._rows(i, hint=all_hints or pointed):
                pieces.append((f"class:{style}", text + "\n"))
        if not there:
            pieces.append(("", "   " + _("No line has these letters: delete some of them.") + "\n"))
        return pieces

    def _rows(self, number: int, *, hint: bool) -> list[tuple[str, str]]:
        line, pointed = self.lines[number], number == self.pointed
        label = textwrap.wrap(line.label, self.width - 9, break_on_hyphens=False) or [""]
        style = "pointed" if pointed else "label" if any(other.hint for other in self.lines) else "text"
        head = f" {'»' if pointed else ' '} {self._mark(number)} "
        rows = [(style, head + label[0]), *((style, " " * 7 + more) for more in label[1:])]
        if hint and line.hint:
            wrapped = textwrap.wrap(line.hint, self.width - 11, break_on_hyphens=False)
            rows += [("hint", " " * 9 + more) for more in wrapped]
        return rows

    def _mark(self, number: int) -> str:
        if self.prompt.several:
            return "[x]" if number in self.ticked else "[ ]"
        return "(•)" if self.prompt.may_stay_open and number in self._former() else "( )"


def unknown() -> str:
    """Return the words for leaving a question open."""
    return _("I don't know yet")


def ask(menu: Menu, explain: Callable[[], None]) -> Any:
    """Show a menu until it is answered; return the answer or BACK. `explain` writes more about the question."""
    from prompt_toolkit.application import Application, get_app
    from prompt_toolkit.data_structures import Point
    from prompt_toolkit.layout import Dimension, FormattedTextControl, HSplit, Layout, ScrollOffsets, Window
    from questionary import Question, Style

    widest = menu.width

    def drawn() -> Any:
        menu.width = max(min(widest, get_app().output.get_size().columns), NARROWEST)
        return menu.tokens()

    # The cursor stays in this short row above the menu: whatever a narrower window does to the rows below, all of
    # them are erased from here on before the menu is drawn again.
    above = FormattedTextControl(
        lambda: f"? {menu.typed}",
        focusable=True,
        get_cursor_position=lambda: Point(len(menu.typed) + 2, 0),
    )
    below = Window(FormattedTextControl(drawn), height=Dimension(max=menu.room), scroll_offsets=ScrollOffsets(bottom=3))
    layout = Layout(HSplit([Window(above, height=1), below]), focused_element=above)
    application: Application[Any] = Application(
        layout=layout, key_bindings=_keys(menu, explain), style=Style(list(STYLE.items())), erase_when_done=True
    )
    return Question(application).unsafe_ask()


def _keys(menu: Menu, explain: Callable[[], None]) -> Any:
    from prompt_toolkit.application import run_in_terminal
    from prompt_toolkit.key_binding import KeyBindings

    keys = KeyBindings()

    @keys.add("up")
    @keys.add("c-p")
    def _up(_event: Any) -> None:
        menu.move(-1)

    @keys.add("down")
    @keys.add("c-n")
    def _down(_event: Any) -> None:
        menu.move(1)

    @keys.add("enter")
    def _enter(event: Any) -> None:
        if menu.pointed in menu.shown() and not menu.unsure():
            event.app.exit(result=menu.answer())

    @keys.add("?")
    def _help(_event: Any) -> None:
        run_in_terminal(explain)

    @keys.add("s-tab")
    def _back(event: Any) -> None:
        event.app.exit(result=BACK)

    @keys.add("c-c")
    def _interrupt(event: Any) -> None:
        event.app.exit(exception=KeyboardInterrupt)

    @keys.add("c-d")
    def _stop(event: Any) -> None:
        event.app.exit(exception=EOFError)

    @keys.add("backspace")
    def _shorten(_event: Any) -> None:
        menu.narrow(menu.typed[:-1])

    @keys.add("<any>")
    def _type(event: Any) -> None:
        if event.data == " " and menu.prompt.several:
            menu.space()
        elif event.data.isprintable():  # a short list, too: what is typed must not be passed over in silence
            menu.narrow(menu.typed + event.data)

    return keys
