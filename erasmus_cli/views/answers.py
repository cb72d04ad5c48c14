"""Names what a plan says and puts it into words, by the question that asks for it or what is said of its key."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from erasmus_cli.language import _, language
from erasmus_cli.plan.paths import Path, dotted, pattern
from erasmus_cli.programme.countries import country_name
from erasmus_cli.programme.keys import Key, keys, words_of
from erasmus_cli.programme.load import Programme
from erasmus_cli.views import items, words


class Answers:
    """The answers of plans for one action of a call."""

    def __init__(self, programme: Programme, code: str | None) -> None:
        """Prepare to name the answers; without an action's `code`, those of any."""
        self._programme, self._code = programme, code
        self._keys = keys(programme, code)

    def label(self, path: Path) -> str:
        """Name a field: by its question's label, by its fact, or by what is said of its key."""
        field = pattern(path)
        question = items.question_of(self._programme, self._code or "", path)
        if question and question.field == field and question.label:
            return words.text(question.label)
        fact = self._fact(field)
        if fact:
            return words.text(fact.label)
        key = self._keys.get(field)
        if key:
            return words.text(key.meaning).rstrip(".")
        if len(path) > 1 and pattern(path[:-1]) in self._keys:  # a name of a person's own in a table
            return f"{self.label(path[:-1])}: {words.clean(str(path[-1]))}"
        return dotted(path)

    def _fact(self, field: str) -> Any:
        facts = self._programme.facts
        return facts.get(field.replace("[]", "")) or next(
            (f for f in facts.values() if f.reads == [field] and not f.function), None
        )

    def said(self, path: Path, value: Any) -> str:
        """Put an answer into words."""
        if value is None:
            return _("left open")
        key, fact = self._keys.get(pattern(path)), self._fact(pattern(path))
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, dt.date):
            return words.date(value)
        if isinstance(value, int):
            if key and key.kind == "euros":
                return words.euros(value)
            return words.number(self._programme, fact, value) if fact and fact.kind == "count" else str(value)
        if isinstance(value, list):
            return words.together([self._one(key, one) for one in value]) or _("none")
        if isinstance(value, Mapping):
            return "; ".join(f"{words.clean(str(name))}: {self._one(None, one)}" for name, one in value.items())
        return self._one(key, value)

    def _one(self, key: Key | None, value: Any) -> str:
        if isinstance(value, Mapping):
            return " · ".join(self._one(None, one) for one in value.values())
        if key and key.kind == "country":
            return country_name(str(value), language())
        chosen = next((c for c in words_of(self._programme, key) if c.id == value), None) if key else None
        return words.text(chosen.name) if chosen else words.clean(str(value))


def whole(programme: Programme, code: str | None, data: Mapping[str, Any], path: Path) -> str:
    """Name a field of a plan with the item that it belongs to: `partner 2 · Tallinn · Country`."""
    label = Answers(programme, code).label(path)
    if len(path) < 2 or not isinstance(path[1], int):
        return label
    return f"{items.named(programme, str(path[0]), path[1], data[str(path[0])][path[1]])} · {label}"
