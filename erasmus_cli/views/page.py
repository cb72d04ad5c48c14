"""Writes lines to standard output: wrapped to the screen, coloured on a terminal, plain when piped."""

from __future__ import annotations

import os
import re
import shutil
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from erasmus_cli.called import program

#: Nobody reads lines longer than this with pleasure, however wide the window is.
WIDEST = 100
PIPED = 80

#: A space that must not break, and what stands for it while a table is laid out: a character that no text has.
NO_BREAK, UNBROKEN = "\u00a0", "\ue000"

#: A space inside a command. A command is never broken, so that it can be copied; written out it is a plain space.
IN_COMMAND = "\ue001"

STYLES = {
    "heading": {"bold": True},
    "bad": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "good": {"fg": "green"},
    "quiet": {"dim": True},
}

#: The rows that are held back for a pager, if there is one.
_held: list[str] | None = None


@contextmanager
def held() -> Iterator[list[str]]:
    """Collect what is written to standard output; what had been written when something failed is written after all."""
    global _held
    rows: list[str] = []
    _held = rows
    try:
        yield rows
    except BaseException:
        sys.stdout.writelines(f"{row}\n" for row in rows)
        raise
    finally:
        _held = None


def undressed(row: str) -> str:
    """Return a row without its colours."""
    return re.sub(r"\x1b\[[0-9;]*m", "", row)


def can_draw(encoding: str | None, characters: str) -> bool:
    """Say whether a stream's encoding has these characters."""
    try:
        characters.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def as_called(text: str) -> str:
    """Replace what a text tells to type, `erasmus check plan.toml` in backticks, with how the program was called."""
    return re.sub(r"`erasmus\b([^`]*)`", lambda found: (program() + found[1]).replace(" ", IN_COMMAND), text)


class Page:
    """A place to write lines to. Texts are never read as markup; only commands in them are written as called."""

    def __init__(self, *, error: bool = False) -> None:
        """Write to standard output, or to standard error."""
        self.error = error
        stream = sys.stderr if error else sys.stdout
        plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
        self._colour = False if plain else None  # None: coloured on a terminal
        self.width = min(shutil.get_terminal_size((PIPED, 24)).columns, WIDEST) if stream.isatty() else PIPED

    def has(self, characters: str) -> bool:
        """Say whether the screen has these characters."""
        return can_draw((sys.stderr if self.error else sys.stdout).encoding, characters)

    def line(self, text: str = "", *, style: str = "", indent: int = 0, hang: int = 0) -> None:
        """Write a paragraph, wrapped; `hang` indents all lines after the first further."""
        for row in self.wrapped(text, indent=indent, hang=hang):
            self.exact(row, style=style)

    def wrapped(self, text: str, *, indent: int = 0, hang: int = 0) -> list[str]:
        """Return the lines of a paragraph as they would be written."""
        wrapped = textwrap.wrap(
            as_called(text),
            self.width,
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent + hang),
            break_long_words=False,
            break_on_hyphens=False,
        )
        return wrapped or [""]

    def exact(self, text: str = "", *, style: str = "") -> None:
        """Write a line as it is."""
        text = text.replace(IN_COMMAND, " ")
        dressed = typer.style(text, **STYLES[style]) if style else text  # type: ignore[arg-type]
        if _held is None or self.error:
            typer.echo(dressed, err=self.error, color=self._colour)
        else:
            _held.append(text if self._colour is False else dressed)

    def columns(self, rows: list[tuple[str, ...]], *, indent: int = 2, gap: int = 2) -> None:
        """Write rows in columns as wide as their longest cell; the last column is wrapped."""
        rows = [tuple(map(as_called, row)) for row in rows]
        widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]) - 1)]
        for row in rows:
            start = " " * indent + "".join(cell.ljust(width + gap) for cell, width in zip(row, widths, strict=False))
            room = max(self.width - len(start), 20)
            last = textwrap.wrap(row[-1], room, break_long_words=False, break_on_hyphens=False)
            first, *rest = last or [""]
            self.exact((start + first).rstrip())
            for more in rest:
                self.exact(" " * len(start) + more)

    def table(self, head: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
        """Write a table: ruled on a terminal, plain columns when piped, and never wider than the screen."""
        from rich.box import SIMPLE
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        stream = sys.stderr if self.error else sys.stdout
        plain = self._colour is False or not stream.isatty()
        console = Console(file=stream, width=self.width, highlight=False, markup=False, emoji=False)
        ruled = Table(box=None if plain else SIMPLE, pad_edge=False, show_header=any(head))
        for number, name in enumerate(head):
            ruled.add_column(Text(name), ratio=3 if number == 0 else 2, overflow="fold")
        for row in rows:
            # Text: never read as markup. A space that must not break is none to break at, which rich does not know.
            ruled.add_row(*(Text(as_called(cell).replace(NO_BREAK, UNBROKEN)) for cell in row), end_section=True)
        with console.capture() as captured:
            console.print(ruled)
        for line in captured.get().replace(UNBROKEN, NO_BREAK).splitlines():
            self.exact(line.rstrip())
