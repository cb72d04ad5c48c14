"""A terminal for tests: starts the program in a pseudo-terminal, shows its screen, and answers its questions.

What is on the screen is recognised by the texts of the data, so that the program's own words may change.
"""

from __future__ import annotations

import codecs
import gettext
import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import dropwhile, takewhile
from pathlib import Path
from typing import Final, TypeVar

import pexpect
import pyte

from erasmus_cli.folder import data_folder
from erasmus_cli.programme.load import Calls

T = TypeVar("T")

#: Nothing takes a tenth of this, even on a busy machine: it only ends a test that would wait for ever.
PATIENCE = 30.0
#: What a person's own settings might change about the screen.
PERSONAL = ("ACCESSIBLE", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "ERASMUS_LANG", "PROMPT_TOOLKIT_NO_CPR")

ENTER, DOWN, UP, SPACE, BACK = "\r", "\x1b[B", "\x1b[A", " ", "\x1b[Z"
CLEAR = "\x05\x15"  # to the end of the line, and away with all before it
CTRL_C, CTRL_D = "\x03", "\x04"

MENU_LINE = re.compile(r" ([» ]) ([(\[])([ •x])[)\]] (?=\S)")
#: So far to the right stand the hints below the lines of a menu.
HINT = " " * 9

PROGRAMME = Calls()[2026]

#: The line for none of several.
NONE: Final = "None of these"
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
        # As it is installed, so that what it tells to type begins with "erasmus".
        installed = Path(sys.executable).parent
        own["PATH"] = f"{installed}:{own['PATH']}"
        self._child = pexpect.spawn(
            str(installed / "erasmus"),
            list(arguments),
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

    def kill(self) -> None:
        """End the program at once, as a crash or a power cut would."""
        self._child.kill(signal.SIGKILL)
        self._child.wait()
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
    """A line of a menu; with a `box` if several can be chosen."""

    label: str
    pointed: bool
    ticked: bool
    box: bool = False


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
    heading = dropwhile(lambda row: row.startswith(" "), rows[blank + 1 : prompt])  # without how far it is
    words = joined(takewhile(lambda row: not row.startswith(" "), heading))
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
    """Take `(activity 2 · Job shadowing · Estonia) …` apart: the item from 0, what is said of it, and the question."""
    number = re.match(r"\([^\W\d]+(?: [^\W\d]+)? (\d+)(?: · |(?=\)))", words)
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
    found: list[tuple[list[str], bool, bool, bool]] = []
    for row in rows:
        head = MENU_LINE.match(row)
        if head:
            found.append(([row[head.end() :]], head[1] == "»", head[3] == "x", "[" in head[0]))
        elif found and row and not row.startswith(HINT):
            found[-1][0].append(row)
    return [Line(joined(parts), pointed, ticked, box) for parts, pointed, ticked, box in found]


def _numbered(rows: Sequence[str]) -> list[Line]:
    """Read numbered lines; a wrapped one goes on further to the right."""
    found: list[list[str]] = []
    for row in rows:
        head = re.match(r"  \d+\. ", row)
        if head:
            found.append([row[head.end() :]])
        elif found and re.match(r" {5}\S", row):
            found[-1].append(row)
    return [Line(joined(parts), pointed=False, ticked=False) for parts in found]
