"""Countries: their standing in the programme, their region, and their names, which come from CLDR."""

from __future__ import annotations

import difflib
import re
import unicodedata
from functools import cache
from typing import Literal

from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.records import CountryGroup

Standing = Literal["eu", "associated", "third"]

#: The languages in which a country's name is always understood; its own come on top of them.
LANGUAGES = ("en", "fi", "sv")


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
        UnknownLocaleError,
    )

    try:
        return dict(Locale.parse(language).territories)
    except UnknownLocaleError:  # some small languages have no data
        return {}


def country_name(code: str, language: str) -> str:
    """Return a country's name in a language; the code itself if CLDR does not know it."""
    if language == "pseudo":
        return f"⟦{_territories('en').get(code, code)}⟧"
    return _territories(language).get(code, code)


def find(programme: Programme, words: str) -> tuple[str | None, list[str]]:
    """Find a country by its code, a usual short form, or its name; also return near matches if there is none.

    Names are understood in Finnish, English, Swedish and the country's own languages.
    """
    wanted = _plain(words)
    all_codes = codes(programme)
    code = {_plain(code): code for code in all_codes}.get(wanted)
    code = code or _short_forms(programme).get(wanted) or _named(programme).get(wanted)
    code = code or next((code for code in all_codes if wanted in _own_names(code)), None)
    return (code, []) if code else (None, _near(programme, wanted))


def nearest(programme: Programme, words: str) -> str:
    """Return the code of the country that is named, or of the one with the nearest name; nothing if none is near."""
    code, near = find(programme, words)
    return code or (near[0] if near else "")


def _near(programme: Programme, wanted: str) -> list[str]:
    """Return the codes of countries with a name like this one, the nearest first."""
    own = ((name, code) for code in codes(programme) for name in _own_names(code))
    named = {**dict(own), **_short_forms(programme), **_named(programme)}
    likeness = 0.8 if len(wanted) > 5 else 0.7  # in a short name one wrong letter weighs more
    near = difflib.get_close_matches(wanted, named, n=3, cutoff=likeness)
    near += [name for name in named if len(wanted) > 2 and name.startswith(wanted)]
    return list(dict.fromkeys(named[name] for name in near))


def _named(programme: Programme) -> dict[str, str]:
    """Return the codes by the names in the languages that are always understood."""
    return {_plain(country_name(code, language)): code for language in LANGUAGES for code in codes(programme)}


def _short_forms(programme: Programme) -> dict[str, str]:
    """Return the codes by what people write besides the official names, such as UK, Hollanti or Makedonia."""
    return {_plain(name): names.country for names in programme.country_names for name in names.also}


@cache
def _own_names(code: str) -> tuple[str, ...]:
    """Return a country's names in the official languages of the country itself."""
    from babel.languages import get_official_languages

    languages = get_official_languages(code, regional=True, de_facto=True)
    names = (_territories(language).get(code) for language in languages)
    return tuple(_plain(name) for name in names if name)


def _plain(words: str) -> str:
    """Bring a name into the form in which names are compared: without accents, dots, capitals and English `the`."""
    letters = unicodedata.normalize("NFKD", words.casefold())
    kept = "".join(" " if c in "-–’'" else c for c in letters if not unicodedata.combining(c) and c != ".")
    return re.sub(r"^the ", "", " ".join(kept.split()))
