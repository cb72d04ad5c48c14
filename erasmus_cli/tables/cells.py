"""Reads what a cell says for a field of an activity, as people write it in a spreadsheet.

Each reader returns a value, None for what is not known, or raises ValueError with what is wrong.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Mapping
from typing import Any

from erasmus_cli.interview import reading
from erasmus_cli.language import _, language
from erasmus_cli.programme import countries
from erasmus_cli.programme.keys import Key
from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.lookup import plain
from erasmus_cli.programme.records import Choice
from erasmus_cli.tables.grid import Cell
from erasmus_cli.views import words

#: A whole number as a spreadsheet may show it: with decimals that are none.
WHOLE = re.compile(r"(\d[\d \u00a0\u202f]*)[.,]0+")


def read(programme: Programme, key: Key, cell: Cell, unit: str | None) -> Any:
    """Read a cell for a key of an activity; `unit` is the unit of time of its numbers."""
    if cell.fault:
        raise ValueError(cell.fault)
    value = cell.value
    if isinstance(value, str) and value.strip().casefold() in programme.table.unknown:
        return None
    match key.kind:
        case "count" | "euros":
            return _number(value, key.kind, unit)
        case "yes-no":
            return _yes_no(programme, value)
        case "country":
            return _country(programme, str(value))
        case "one":
            return _one(_choices(programme, key), str(value), key)
        case "many":
            if plain(str(value)) == plain(_("none")) or str(value).strip() == "[]":
                return []
            parts = filter(None, map(str.strip, re.split(r"[;/\n]", str(value))))
            return [_one(_choices(programme, key), part, key) for part in parts]
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return reading.text(str(value))


def month(cell: Cell, start: dt.date | None) -> int:
    """Read a date as a month of the project, the first one being 1."""
    if cell.fault:
        raise ValueError(cell.fault)
    day = cell.value if isinstance(cell.value, dt.date) else reading.date(str(cell.value))
    if start is None:
        raise ValueError(_("the plan does not say when the project starts (start), so a date tells no project month"))
    number = 12 * (day.year - start.year) + day.month - start.month + (0 if day.day < start.day else 1)
    if number < 1:
        raise ValueError(_("{day} is before the project starts").format(day=words.date(day)))
    return number


def _number(value: Any, kind: str, unit: str | None) -> int:
    if isinstance(value, bool | dt.date):
        shown = words.date(value) if isinstance(value, dt.date) else str(value)
        raise ValueError(_("a whole number is needed, not {value}").format(value=shown))
    if isinstance(value, float) and not value.is_integer():
        raise ValueError(_("a whole number is needed, not {value}").format(value=value))
    if isinstance(value, int | float):
        number = int(value)
        if number < 0:
            raise ValueError(_("a whole number is needed, not {value}").format(value=number))
        return number
    typed = str(value).strip().lstrip("'").strip()
    if found := WHOLE.fullmatch(typed):
        return int(re.sub(r"\D", "", found[1]))
    return reading.euros(typed) if kind == "euros" else reading.count(typed, unit)


def _yes_no(programme: Programme, value: Any) -> bool:
    if isinstance(value, bool) or (value in (0, 1) and not isinstance(value, str)):
        return bool(value)
    said = str(value).strip().casefold()
    if said in programme.table.yes or said == "1":
        return True
    if said in programme.table.no or said == "0":
        return False
    raise ValueError(_("yes or no is needed, not {value}").format(value=_quoted(value)))


def _country(programme: Programme, said: str) -> str:
    for way in (said, re.sub(r"\(.*?\)", "", said), *re.findall(r"\((.*?)\)", said)):
        code, _near = countries.find(programme, way.strip())
        if code:
            return code
    names = [countries.country_name(code, language()) for code in countries.find(programme, said)[1][:3]]
    raise ValueError(_("no such country: {value}.").format(value=_quoted(said)) + _did_you_mean(names))


def _choices(programme: Programme, key: Key) -> Mapping[str, tuple[Choice, list[str]]]:
    """Return the words of a key with what else people call each."""
    listed = programme.choices[key.choices or ""].values()
    return {c.id: (c, programme.synonyms.get(c.id, [])) for c in listed}


def _one(choices: Mapping[str, tuple[Choice, list[str]]], said: str, key: Key) -> str:
    named: dict[str, str] = {}
    for name, (choice, also) in choices.items():
        full = (choice.name.fi, choice.name.en)
        for word in (name, *full, *(re.sub(r"\(.*?\)", "", text) for text in full), *also):
            named.setdefault(plain(word), name)
            for inner in re.findall(r"\((.*?)\)", word):
                named.setdefault(plain(inner), name)
    wanted = plain(said)
    found = named.get(wanted) or named.get(plain(re.sub(r"\(.*?\)", "", said)))
    if found:
        return found
    begun = {name for word, name in named.items() if len(wanted) > 3 and word.startswith(wanted)}
    if len(begun) == 1:
        return begun.pop()
    near = [named[word] for word in difflib.get_close_matches(wanted, named, n=3, cutoff=0.7)]
    names = [words.text(choices[name][0].name) for name in dict.fromkeys([*near, *sorted(begun)])]
    told = _("no such type of activity: {value}.") if key.choices == "activity_types" else _("no such word: {value}.")
    listed = _did_you_mean(names[:3]) or " " + _("These are known: {names}.").format(
        names=", ".join(words.text(choice.name) for choice, _also in choices.values())
    )
    raise ValueError(told.format(value=_quoted(said)) + listed)


def _did_you_mean(names: list[str]) -> str:
    return " " + _("Did you mean {key}?").format(key=words.either(names)) if names else ""


def _quoted(value: Any) -> str:
    said = words.clean(str(value))
    return f'"{said if len(said) <= 40 else said[:40] + "…"}"'
