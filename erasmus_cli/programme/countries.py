"""Countries: their standing in the programme, their region, and their names, which come from CLDR."""

from __future__ import annotations

import difflib
from functools import cache
from typing import Literal

from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.records import CountryGroup

Standing = Literal["eu", "associated", "third"]


def group(programme: Programme, code: str | None) -> CountryGroup | None:
    """Return the group that a country belongs to, or None for a country that is in none."""
    return next((g for g in programme.country_groups if code in g.members), None)


def standing(programme: Programme, code: str | None) -> Standing | None:
    """Say whether a country is an EU Member State, an associated country or a third country."""
    found = group(programme, code)
    return found.status if found else None


def codes(programme: Programme) -> list[str]:
    """Return the codes of all countries and territories of the programme."""
    return [code for g in programme.country_groups for code in g.members]


@cache
def _territories(language: str) -> dict[str, str]:
    from babel.core import (
        Locale,  # a tenth of a second's worth of bare Python starts: only when a name is needed
    )

    return dict(Locale(language).territories)


def country_name(code: str, language: str) -> str:
    """Return a country's name in a language; the code itself if CLDR does not know it."""
    if language == "pseudo":
        return f"⟦{_territories('en').get(code, code)}⟧"
    return _territories(language).get(code, code)


def find(programme: Programme, words: str) -> tuple[str | None, list[str]]:
    """Find a country by code or by its name in Finnish or English; also return near matches if there is none."""
    named = {code.lower(): code for code in codes(programme)}
    for language in ("en", "fi"):
        named |= {country_name(code, language).lower(): code for code in codes(programme)}
    wanted = words.strip().lower()
    if wanted in named:
        return named[wanted], []
    near = difflib.get_close_matches(wanted, named, n=3, cutoff=0.7)
    near += [name for name in named if len(wanted) > 2 and name.startswith(wanted)]
    return None, list(dict.fromkeys(named[name] for name in near))
