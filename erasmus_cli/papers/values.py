"""What a plan says, by field: the name of the field and its value in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from erasmus_cli.language import _, language
from erasmus_cli.papers.blocks import Block, Pairs, Table
from erasmus_cli.papers.given import Given
from erasmus_cli.plan.paths import Path, place, value_at
from erasmus_cli.programme.countries import country_name
from erasmus_cli.programme.keys import words_of
from erasmus_cli.views import words

#: A table of items has so many fields at most beside each other; with more of them, so many items.
MOST, SIDE_BY_SIDE = 5, 4


def label(given: Given, field: str) -> str:
    """Name a field of the plan: as the interview does, else as its fact, else by what it means."""
    questions = given.programme.questions
    named = next((q.label for q in questions if q.field == field and q.label), None)
    fact = given.programme.facts.get(field.replace("[]", ""))
    if named or fact:
        return words.text(named or fact.label)  # type: ignore[union-attr] # one of them is there
    key = given.keys.get(field)
    return words.text(key.meaning).rstrip(".") if key else field


def value(given: Given, field: str, raw: Any) -> str:
    """Put what the plan says in a field into words."""
    if raw is None:
        return _("not known")
    if isinstance(raw, list):
        return words.together([_one(given, field, item) for item in raw]) or _("none")
    return _one(given, field, raw)


def _one(given: Given, field: str, raw: Any) -> str:
    key = given.keys.get(field)
    if isinstance(raw, bool):
        return _("yes") if raw else _("no")
    if isinstance(raw, dt.date):
        return words.date(raw)
    if key and key.kind == "country":
        return country_name(raw, language())
    if key and key.kind == "euros":
        return words.euros(raw)
    if not isinstance(raw, str):
        fact = given.programme.facts.get(field.replace("[]", ""))
        return words.number(given.programme, fact, raw) if fact and fact.kind == "count" else str(raw)
    chosen = next((c for c in words_of(given.programme, key) if c.id == raw), None) if key and key.choices else None
    return words.text(chosen.name) if chosen else words.clean(raw)


def says(given: Given, fields: list[str]) -> Iterator[Block]:
    """Yield what the plan says in some fields: pairs for the plan as a whole, a table for the items of each list."""
    data = given.file.data
    alone = [f for f in fields if "[]" not in f]
    if alone:
        yield Pairs([(label(given, f), value(given, f, value_at(data, place(f, None)))) for f in alone])
    for name in dict.fromkeys(f.partition("[]")[0] for f in fields if "[]" in f):
        own = [f for f in fields if f.startswith(f"{name}[]")]
        yield from items(given, name, own, range(len(data.get(name) or [])))


def items(given: Given, name: str, fields: list[str], which: Any) -> Iterator[Block]:
    """Yield a table of some items of a list; that nothing is known of the list, or that it is empty, is said."""
    called, one = label(given, name), words.text(given.programme.choices["lists"][name].name)
    found = given.file.data.get(name)
    if not found:
        yield Pairs([(called, _("not known") if found is None else _("none"))])
        return
    one = one[:1].upper() + one[1:]
    names = [label(given, f) for f in fields]
    rows = [
        [f"{one} {index + 1}", *(value(given, f, value_at(found[index], _inside(f))) for f in fields)]
        for index in which
    ]
    if len(fields) <= MOST:
        yield Table(called, [one, *names], rows)
        return
    # Many fields: each has a row of its own, and some items stand side by side.
    for first in range(0, len(rows), SIDE_BY_SIDE):
        some = rows[first : first + SIDE_BY_SIDE]
        head, *columns = zip([called, *names], *some, strict=True)
        yield Table(called, list(head), [list(column) for column in columns])


def _inside(field: str) -> Path:
    """Return the path of a field within its item."""
    return tuple(field.partition("[].")[2].split("."))
