"""Several actions next to each other: what decides between them, and on demand all that each of them asks."""

from __future__ import annotations

import datetime as dt
import textwrap

from erasmus_cli.language import _
from erasmus_cli.programme import records as r
from erasmus_cli.programme.load import Programme
from erasmus_cli.views import cards, sentences, when, words
from erasmus_cli.views.page import Page

GAP = 2


def show(
    page: Page, records: list[r.Action], programme: Programme, base: Programme, now: dt.datetime, *, everything: bool
) -> None:
    """Write actions in columns; one below the other where a word, an amount or a date would have to be broken."""
    rows = [row for row in programme.rows if row.compared]
    labels = [words.text(row.name) for row in rows]
    columns = [[cards.cell(row, record, programme, base, now) for row in rows] for record in records]
    heads = [(record.code, words.text(record.name)) for record in records]
    start = max(map(len, labels)) + GAP
    width = (page.width - start + GAP) // len(records) - GAP
    if all(len(word) <= width for column, head in zip(columns, heads, strict=True) for word in _pieces(*head, *column)):
        _grid(page, [["", *[code for code, _name in heads]]], start, width, style="heading")
        _grid(page, [["", *[name for _code, name in heads]]], start, width)
        for label, *cells in zip(labels, *columns, strict=True):
            page.line()
            _grid(page, [[label, *cells]], start, width)
    else:
        page.line(_("They do not fit side by side here, so they stand one below the other."), style="quiet")
        for (code, name), column in zip(heads, columns, strict=True):
            page.line()
            page.line(f"{code}: {name}", style="heading")
            page.columns(list(zip(labels, column, strict=True)))
    page.line()
    if everything:
        _asked(page, records, programme)
    else:
        names = " ".join(words.short(record.code) for record in records)
        page.line(_("All that each of them asks: {command}").format(command=f"`erasmus actions {names} --all`"))
    page.line(when.call_words(programme), style="quiet")


def _pieces(*texts: str) -> list[str]:
    """Return what must stay in one line: everything between two spaces at which a line may end."""
    return [piece for text in texts for piece in text.split(" ")]


def _grid(page: Page, rows: list[list[str]], start: int, width: int, style: str = "") -> None:
    """Write rows of a label and cells of equal width; the cells are wrapped between words."""
    for label, *cells in rows:
        wrapped = [textwrap.wrap(c, width, break_long_words=False, break_on_hyphens=False) for c in cells]
        for number in range(max(map(len, wrapped))):
            lines = [lines[number] if number < len(lines) else "" for lines in wrapped]
            first = (label if number == 0 else "").ljust(start)
            page.exact((first + "".join(line.ljust(width + GAP) for line in lines)).rstrip(), style=style)


def _asked(page: Page, records: list[r.Action], programme: Programme) -> None:
    """Write what the actions ask, by subject; a rule that several have stands once, with their codes."""
    asking: dict[str, dict[str, list[str]]] = {}
    for record in records:
        for requirement in cards.rules(programme, record.code):
            if requirement.level != "fit":
                said = asking.setdefault(requirement.fact, {})
                codes = said.setdefault(sentences.rule(programme, requirement), [])
                codes.append(words.short(record.code))
    page.line(_("What each of them asks"), style="heading")
    page.line(_("Where an action is not named, no such rule of it is known."), style="quiet")
    for fact, rules in asking.items():
        page.line()
        page.line(words.text(programme.facts[fact].label), style="heading")
        for rule, codes in rules.items():
            named = ", ".join(dict.fromkeys(codes)) if len(set(codes)) < len(records) else _("All of them")
            page.line(f"{named}: {rule}", indent=2, hang=2)
    page.line()
