"""What the Tab key offers. The parts that belong to the shells are in `data/completion`.

A shell asks by running the program with ERASMUS_COMPLETE set, the words before the one that is being typed as
arguments, and that one in ERASMUS_WORD. Each line of the answer is a word and, after a tab, what it means; a pattern
such as `*.toml` stands for files, which the shell finds itself.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from erasmus_cli.programme.load import Programme

#: A word and what it means.
Offer = tuple[str, str]


def plans() -> list[str]:
    """Offer plan files."""
    return ["*.toml"]


def files(*endings: str) -> Callable[[], list[str]]:
    """Return what offers files by the ending of their names."""
    return lambda: [f"*.{ending}" for ending in endings]


def words(*offered: str) -> Callable[[], list[str]]:
    """Return what offers these words."""
    return lambda: list(offered)


def actions() -> list[Offer]:
    """Offer the codes of actions with their names."""
    from erasmus_cli.views.words import short, text

    programme = _programme()
    return [(short(code), text(programme.action(code).name)) for code in programme.codes]


def countries() -> list[Offer]:
    """Offer countries by name, in the language in use, and by code."""
    from erasmus_cli.language import language
    from erasmus_cli.programme.countries import codes, country_name

    named = [(country_name(code, language()), code) for code in codes(_programme())]
    return sorted(named) + [(code, name) for name, code in named]


def identifiers() -> list[Offer]:
    """Offer what `explain` knows, with names where there are any."""
    from erasmus_cli.programme.lookup import everything
    from erasmus_cli.views.words import text

    return [(entry.id, text(entry.name) if entry.name else "") for entry in everything(_programme())]


def years() -> list[str]:
    """Offer the calls."""
    from erasmus_cli.programme.load import Calls

    return list(map(str, Calls().years))


def _programme() -> Programme:
    from erasmus_cli.programme.load import Calls

    calls = Calls()
    return calls[calls.years[-1]]


def answer(app: Any, before: list[str], word: str) -> None:
    """Write what is offered for a word after the words before it; nothing if those make no sense."""
    import typer
    from typer._click.exceptions import UsageError
    from typer._click.shell_completion import _resolve_context, _resolve_incomplete
    from typer.core import TyperCommand, TyperGroup

    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr] # on Windows, too
    before = [part for part in before if part != "="]  # bash takes --lang=fi apart
    with contextlib.suppress(UsageError):
        context = _resolve_context(typer.main.get_command(app), {}, "erasmus", before)
        asked, begun = _resolve_incomplete(context, before, word)
        # Options and commands are compared as they are written, values without regard to capitals.
        whole = isinstance(asked, TyperCommand | TyperGroup)
        option = word.removesuffix(begun) if word != "=" else ""
        for item in asked.shell_complete(context, begun if whole else ""):
            if item.value.startswith("*."):
                typer.echo(item.value)
            elif item.value.lower().startswith(begun.lower()):
                typer.echo(f"{option}{item.value}\t{' '.join((item.help or '').split())}")
