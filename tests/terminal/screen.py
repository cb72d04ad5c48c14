"""A terminal for tests: starts the program in a pseudo-terminal, shows its screen, and answers its questions.

What is on the screen is recognised by the texts of the data, so that the program's own words may change.
"""

from __future__ import annotations

import codecs
import datetime as dt
import gettext
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any, Final, TypeVar

import pexpect
import pyte

from erasmus_cli.folder import data_folder
from erasmus_cli.programme.countries import country_name
from erasmus_cli.programme.load import Calls
from erasmus_cli.programme.records import Question, Route

T = TypeVar("T")

#: Nothing takes a tenth of this, even on a busy machine: it only ends a test that would wait for ever.
PATIENCE = 30.0
#: What a person's own settings might change about the screen.
PERSONAL = ("ACCESSIBLE", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "ERASMUS_LANG", "PROMPT_TOOLKIT_NO_CPR")

ENTER, DOWN, UP, SPACE, BACK = "\r", "\x1b[B", "\x1b[A", " ", "\x1b[Z"
CLEAR = "\x05\x15"  # to the end of the line, and away with all before it
CTRL_C, CTRL_D = "\x03", "\x04"

MENU_LINE = re.compile(r" ([» ]) (?:([○●]) )?(?=\S)")

PROGRAMME = Calls()[2026]

#: Leaves a question open.
OPEN: Final = None
#: Ticks every line of a question.
ALL: Final = "all"


class UnexpectedScreenError(AssertionError):
    """The screen does not show what was waited for; the message holds all that it showed."""


def joined(rows: Iterable[str]) -> str:
    """Put wrapped rows back into one line, with plain spaces."""
    return " ".join(" ".join(rows).split())


def program_words(language: str, english: str) -> str:
    """Return one of the program's own texts in a language, for the few that are no data."""
    return gettext.translation("erasmus", str(data_folder() / "messages"), [language], fallback=True).gettext(english)


class _Screen(pyte.Screen):
    """A screen that keeps what scrolls out of it, and answers when it is asked where its cursor is."""

    def __init__(self, columns: int, lines: int, reply: Callable[[str], None]) -> None:
        self.gone: list[str] = []
        self._reply = reply
        super().__init__(columns, lines)

    def row(self, y: int) -> str:
        return "".join(self.buffer[y][x].data for x in range(self.columns)).rstrip()

    def index(self) -> None:
        if self.cursor.y == self.lines - 1:
            self.gone.append(self.row(0))
        super().index()

    def write_process_input(self, data: str) -> None:
        self._reply(data)


class Terminal:
    """The program in a terminal of its own."""

    def __init__(
        self,
        *arguments: str,
        cwd: Path,
        language: str = "en",
        columns: int = 80,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        own = {name: value for name, value in os.environ.items() if name not in PERSONAL}
        own |= {"TERM": "xterm-256color", "ERASMUS_LANG": language, **(environment or {})}
        self.language = language
        self.cwd = cwd
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._screen = _Screen(columns, 40, self.type)
        self._stream = pyte.Stream(self._screen)
        self._child = pexpect.spawn(
            sys.executable,
            ["-m", "erasmus_cli", *arguments],
            cwd=str(cwd),
            env=own,
            dimensions=(40, columns),
        )
        self._child.delaybeforesend = None
        self.ended = False

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self._child.close(force=True)

    def type(self, keys: str) -> None:
        """Press keys. Somebody who is too late for a program that has ended presses them in vain."""
        if not self.ended:
            try:
                self._child.send(keys)
            except OSError:
                self.ended = True

    def rows(self) -> list[str]:
        """Return all rows: those that scrolled away and those on the screen."""
        rows = [*self._screen.gone, *(self._screen.row(y) for y in range(self._screen.lines))]
        while rows and not rows[-1]:
            rows.pop()
        return rows

    def cursor_row(self) -> int:
        """Return the row that the cursor is in, counted as in `rows`."""
        return len(self._screen.gone) + self._screen.cursor.y

    def text(self) -> str:
        """Return all that was shown and not erased, with wrapped lines put together again."""
        return joined(self.rows())

    def wait(self, seen: Callable[[], T | None], what: str) -> T:
        """Wait until something is seen, and return it."""
        until = time.monotonic() + PATIENCE
        while True:
            found = seen()
            if found:
                return found
            if self.ended or time.monotonic() > until:
                state = "the program ended" if self.ended else "nothing came"
                shown = "\n".join(self.rows())
                raise UnexpectedScreenError(f"waited for {what}; {state}. The terminal shows:\n{shown}")
            self._read()

    def wait_for(self, text: str) -> None:
        """Wait until a text has been shown, wrapped or not."""
        self.wait(lambda: joined([text]) in self.text(), repr(text))

    def wait_for_end(self) -> int:
        """Wait until the program has ended; return its exit code."""
        until = time.monotonic() + PATIENCE
        while not self.ended:
            if time.monotonic() > until:
                shown = "\n".join(self.rows())
                raise UnexpectedScreenError(f"the program does not end. The terminal shows:\n{shown}")
            self._read()
        self._child.close()
        assert self._child.signalstatus is None, f"ended by signal {self._child.signalstatus}"
        return int(self._child.exitstatus)

    def _read(self) -> None:
        try:
            self._stream.feed(self._decode(self._child.read_nonblocking(65536, timeout=1)))
        except pexpect.TIMEOUT:
            pass
        except pexpect.EOF:
            self.ended = True
            self._child.wait()


@dataclass(frozen=True)
class Line:
    """A line of a menu."""

    label: str
    pointed: bool
    ticked: bool


@dataclass(frozen=True)
class Shown:
    """A question on the screen: its title, the number of the list item if it names one, and the menu's lines.

    `about` is what the title says of the item besides. `whole` says that a menu is there to its last line. `plain` is
    a question of numbered lines, without cursor keys.
    """

    title: str
    item: int | None
    about: str
    menu: list[Line]
    whole: bool
    plain: bool


def question_on(terminal: Terminal) -> Shown | None:
    """Return the question that waits for an answer, or None while none is ready."""
    rows = terminal.rows()
    prompt = next((y for y in reversed(range(len(rows))) if re.match(r"\? |\?$|>$", rows[y])), None)
    answered = _answers(rows)
    if prompt is None or (answered and answered[-1] > prompt):
        return None
    blank = max((y for y in range(prompt) if not rows[y]), default=-1)
    words = joined(takewhile(lambda row: not row.startswith(" "), rows[blank + 1 : prompt]))
    item, about, title = _heading(words)
    if rows[prompt] == ">":
        # One that was answered with nothing but Enter looks the same, until something comes below.
        last = prompt == len(rows) - 1
        return Shown(title, item, about, _numbered(rows[blank + 1 : prompt]), whole=True, plain=True) if last else None
    menu = _menu(rows[prompt + 1 :])
    # The cursor belongs above the menu, and is below only while the menu is being drawn.
    first = next((y for y in range(prompt + 1, len(rows)) if MENU_LINE.match(rows[y])), 0)
    whole = terminal.cursor_row() < first and any(line.pointed for line in menu)
    return Shown(title, item, about, menu, whole, plain=False)


def _heading(words: str) -> tuple[int | None, str, str]:
    """Take `(2: Job shadowing, Estonia) …` apart: the item from 0, what is said of it, and the question itself."""
    number = re.match(r"\((\d+)(?:: |(?=\)))", words)
    depth = 0
    for end, character in enumerate(words if number else ""):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if number and depth == 0:
            return int(number[1]) - 1, words[number.end() : end], words[end + 1 :].lstrip()
    return None, "", words


def _answers(rows: Sequence[str]) -> list[int]:
    """Return where the rows are that repeat an answer, and those that ask for one with numbered lines."""
    return [y for y, row in enumerate(rows) if row.startswith(("  > ", "> "))]


def answers_shown(terminal: Terminal) -> list[str]:
    """Return the first rows of the answers that are on the screen."""
    rows = terminal.rows()
    return [rows[y].removeprefix("  ") for y in _answers(rows)]


def _menu(rows: Sequence[str]) -> list[Line]:
    """Read the lines of a menu; a wrapped one goes on further to the right."""
    found: list[tuple[list[str], bool, bool]] = []
    for row in rows:
        head = MENU_LINE.match(row)
        if head:
            found.append(([row[head.end() :]], head[1] == "»", head[2] == "●"))
        elif found and row:
            found[-1][0].append(row)
    return [Line(joined(parts), pointed, ticked) for parts, pointed, ticked in found]


def _numbered(rows: Sequence[str]) -> list[Line]:
    """Read numbered lines; a wrapped one goes on further to the right."""
    found: list[list[str]] = []
    for row in rows:
        head = re.match(r"  \d+\. ", row)
        if head:
            found.append([row[head.end() :]])
        elif found and row.startswith("     "):
            found[-1].append(row)
    return [Line(joined(parts), pointed=False, ticked=False) for parts in found]


class Person:
    """Somebody at the keyboard, who answers what the screen asks.

    `answers` are by the field of the question; those for a list are a list of items, each with its own answers by
    the rest of the field. OPEN leaves a question open. `route` is the id of the route to choose, or None for none.
    """

    def __init__(self, terminal: Terminal, answers: Mapping[str, Any], route: str | None = None) -> None:
        self.terminal = terminal
        self.answers = answers
        self.route = route
        self.asked: list[str] = []
        self.about: dict[str, str] = {}
        self._list = ""

    def answer_all(self) -> int:
        """Answer every question until the program ends; return its exit code."""
        while self.next_question():
            self.answer()
        unused = sorted(set(_fields(self.answers)) - set(self.asked))
        assert not unused, f"never asked: {unused}"
        return self.terminal.wait_for_end()

    def answer_until(self, field: str) -> Shown:
        """Answer questions until the one for `field` is on the screen; `mobility[1].days` is the second item's."""
        while True:
            shown = self.wait_for_question()
            question, more = self.find(shown)
            if question and _name(question, shown.item, more) == field:
                return shown
            self.answer()

    def next_question(self) -> Shown | None:
        """Wait for a question; None if the program ends instead."""
        self.terminal.wait(lambda: self.terminal.ended or self._ready(), "a question or the end")
        return self._ready()

    def wait_for_question(self) -> Shown:
        """Wait for a question."""
        return self.terminal.wait(self._ready, "a question")

    def _ready(self) -> Shown | None:
        shown = None if self.terminal.ended else question_on(self.terminal)
        question, more = self.find(shown) if shown else (None, False)
        typed = question and not more and question.kind in ("count", "euros", "date", "text", "country", "place")
        return shown if shown and (typed or shown.whole) else None

    def field(self) -> str:
        """Return the field of the question on the screen, `more` for another item; empty for the choice of a route."""
        shown = self.wait_for_question()
        question, more = self.find(shown)
        return _name(question, shown.item, more) if question else ""

    def find(self, shown: Shown) -> tuple[Question | None, bool]:
        """Find the question with this title. Lists may share one; then it is the list that was asked about last."""
        fitting: list[tuple[Question, bool]] = []
        for question in PROGRAMME.questions:
            for text, more in ((question.text, False), (question.more, True)):
                if text and joined([text.in_(self.terminal.language)]) == shown.title:
                    fitting.append((question, more))
        same_list = [(q, more) for q, more in fitting if self._list and q.field.startswith(self._list)]
        found = same_list or fitting
        return found[0] if found else (None, False)

    def answer(self) -> None:
        """Answer the question on the screen."""
        shown = self.wait_for_question()
        question, more = self.find(shown)
        if question is None:
            self._choose_route(shown)
            return
        self._list = question.field.partition("[]")[0] if question.kind == "list" or "[]" in question.field else ""
        name = _name(question, shown.item, more)
        self.asked.append(name)
        self.about[name] = shown.about
        if question.kind == "list":
            items = len(self.answers.get(question.field) or [])
            numbers = (re.match(rf"{question.field}\[(\d+)\]", n) for n in self.asked)
            begun = max((int(number[1]) + 1 for number in numbers if number), default=0)
            self.pick(shown, 0 if (begun < items if more else items) else 1)
            return
        self.give(question, shown, self._given(question, shown.item))

    def _given(self, question: Question, item: int | None) -> Any:
        where: Any = self.answers
        key = question.field
        if item is not None:
            several, _brackets, key = question.field.partition("[].")
            where = self.answers[several][item]
        if key not in where:
            raise UnexpectedScreenError(
                f"no answer is given for {_name(question, item, False)}\n" + "\n".join(self.terminal.rows())
            )
        return where[key]

    def give(self, question: Question, shown: Shown, value: Any) -> None:
        """Give an answer as its kind asks for it."""
        if question.kind == "one":
            ids = list(PROGRAMME.choices[question.choices or ""])
            self.pick(shown, len(ids) if value is OPEN else ids.index(value))
        elif question.kind == "yes-no":
            self.pick(shown, 2 if value is OPEN else 0 if value else 1)
        elif question.kind == "many":
            named = PROGRAMME.choices[question.choices or ""]
            self.tick(shown, [named[v].name.in_(self.terminal.language) for v in value or []])
        elif question.kind == "checks":
            wanted = [c for c in question.checks if value == ALL or c.field.rpartition(".")[2] in (value or [])]
            self.tick(shown, [c.text.in_(self.terminal.language) for c in wanted], strict=value != ALL)
        else:
            self.fill("" if value is OPEN else self._typed(question, value))

    def _typed(self, question: Question, value: Any) -> str:
        if question.kind == "country" and value.isupper():
            return country_name(value, self.terminal.language)
        return f"{value.day}.{value.month}.{value.year}" if isinstance(value, dt.date) else str(value)

    def pick(self, shown: Shown, number: int) -> None:
        """Go to a line of a menu and take it."""
        if shown.plain:
            # What is left open has no number.
            self.press(f"{number + 1 if number < len(shown.menu) else '-'}{ENTER}")
            return
        pointed = next(i for i, line in enumerate(shown.menu) if line.pointed)
        steps = number - pointed
        self.press((DOWN if steps > 0 else UP) * abs(steps) + ENTER)

    def tick(self, shown: Shown, labels: Sequence[str], *, strict: bool = True) -> None:
        """Tick the lines with these labels and no others."""
        wanted = {joined([label]) for label in labels}
        there = {line.label for line in shown.menu}
        assert not strict or wanted <= there, f"not in the menu: {wanted - there}"
        if shown.plain:
            numbers = [str(number) for number, line in enumerate(shown.menu, 1) if line.label in wanted]
            self.press(" ".join(numbers) + ENTER)
            return
        keys = ""
        for number, line in enumerate(shown.menu):
            keys += (DOWN if number else "") + (SPACE if line.ticked != (line.label in wanted) else "")
        self.press(keys + ENTER)

    def fill(self, typed: str) -> None:
        """Type an answer in place of what stands there."""
        self.press(("" if self.wait_for_question().plain else CLEAR) + typed + ENTER)

    def back(self) -> None:
        """Go back to the question before."""
        self.press(f"<{ENTER}" if self.wait_for_question().plain else BACK)

    def _choose_route(self, shown: Shown) -> None:
        self.asked.append("route")
        if self.route is None:
            self.pick(shown, len(shown.menu) - 1)
            return
        wanted = title_of(self.route, self.terminal.language)
        self.pick(shown, next(i for i, line in enumerate(shown.menu) if line.label.startswith(wanted)))

    def press(self, keys: str) -> None:
        """Press keys that answer a question, and wait until they have done so."""
        terminal = self.terminal
        before = len(self._done())
        terminal.type(keys)
        terminal.wait(lambda: terminal.ended or len(self._done()) > before, "the answer to be taken")

    def _done(self) -> list[str]:
        """Return a row for each question that was answered: the answer, or the prompt where only that is left."""
        return [row for row in self.terminal.rows()[:-1] if re.match(r"  > |>( |$)", row)]


def _name(question: Question, item: int | None, more: bool) -> str:
    name = question.field if item is None else question.field.replace("[]", f"[{item}]")
    return f"{name}+" if more else name


def _fields(answers: Mapping[str, Any]) -> Iterable[str]:
    for key, value in answers.items():
        if isinstance(value, list) and value and isinstance(value[0], Mapping):
            for index, item in enumerate(value):
                yield from (f"{key}[{index}].{rest}" for rest in item)
        else:
            yield key


def route(identifier: str) -> Route:
    """Return a route by its id."""
    return next(r for r in PROGRAMME.routes if r.id == identifier)


def title_of(identifier: str, language: str) -> str:
    """Return a route's name with the codes of its steps, as the program writes it."""
    found = route(identifier)
    codes = " → ".join(step.action.split("-")[0] for step in found.steps)
    return joined([f"{found.name.in_(language)} ({codes})"])
