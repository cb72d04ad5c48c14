"""Reads what people type: dates, counts and sums as they write them; what could mean two things is refused.

Each reader returns a value or raises ValueError with what is wrong.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from erasmus_cli.language import _, language

#: Two digits up to this are a year of this century.
THIS_CENTURY = 49

#: What people write before a figure that is not exact yet; the figure is taken.
ABOUT = re.compile(r"(?:noin|n\.|ca\.?|circa|about|approx\.?|approximately|around|~|≈)\s*", re.IGNORECASE)

#: Figures: with or without thousands set apart (always by threes), and perhaps decimals.
FIGURES = re.compile(r"(?P<whole>\d{1,3}(?:([ .,'’])\d{3})(?:\2\d{3})*(?!\d)|\d+)(?:[.,](?P<decimals>\d{1,2}))?(?!\d)")

EURO = r"(?:€|eur|euroa?|euros)"
#: Words after a sum that make it larger.
TIMES = {
    rf"(?:k|t€|k€|teur|keur|tuhat|tuhatta|thousand)(?:\s*{EURO})?": 1_000,
    rf"(?:m€|meur|milj\.?|miljoona|miljoonaa|million)(?:\s*{EURO})?": 1_000_000,
}

#: How the units of time begin, so that "4 weeks" is not taken for four days. The ids are those of the data's units.
TIME = {
    "day": ("päiv", "pv", "day"),
    "week": ("viik", "vk", "week", "wk"),
    "month": ("kuuk", "kk", "month"),
    "year": ("vuo", "v", "year", "yr"),
}


def text(typed: str) -> str:
    """Read a text; line breaks and control characters, as they come with pasted text, become spaces."""
    return " ".join("".join(c if c.isprintable() else " " for c in typed).split())


def count(typed: str, unit: str | None = None) -> int:
    """Read a whole number, perhaps with a word for what is counted; `unit` is the unit of time that was asked for."""
    found = _figures(typed)
    if found is None or found["decimals"]:
        raise ValueError(_("Please type a whole number, or nothing if you do not know."))
    word = found.string[found.end() :].strip().casefold()
    if not re.fullmatch(r"[^\W\d]*\.?(?: [^\W\d]+)?", word):
        raise ValueError(_("Please type a whole number, or nothing if you do not know."))
    other = [name for name, beginnings in TIME.items() if name != unit and word.startswith(beginnings)]
    # A single letter tells of time only where time was asked for: 12 VET learners are no years.
    other = [
        name for name in other if unit in TIME or not word.startswith("v") or word.startswith(("vuo", "viik", "vk"))
    ]
    if other and not (unit in TIME and word.startswith(TIME[unit])):
        raise ValueError(_("Please give the number in the unit that was asked for."))
    return _whole(found["whole"])


def euros(typed: str) -> int:
    """Read a sum in whole euros: `45 000 €`, `€45,000`, `45.000`, `45 000,00 €`, `n. 50000`, `50k`, `1,5 milj. €`."""
    found = _figures(re.sub(rf"^\s*{EURO}\s*", "", _exact(typed), flags=re.IGNORECASE))
    if found is None:
        raise ValueError(_("Please type a sum in euros, for example 60000, or nothing if you do not know."))
    after = found.string[found.end() :].strip().casefold()
    cents = found["decimals"] or ""
    for words, times in TIMES.items():
        if re.fullmatch(words, after) and found["whole"].isdecimal():
            return _whole(found["whole"] + cents.ljust(2, "0")) * times // 100
    if after and not re.fullmatch(EURO, after):
        raise ValueError(_("Please type a sum in euros, for example 60000, or nothing if you do not know."))
    if len(cents) == 1 or cents.strip("0"):
        raise ValueError(_("Please type whole euros, without cents."))
    return _whole(found["whole"])


def counts(typed: str) -> list[int]:
    """Read several whole numbers, set apart by spaces, commas, semicolons or strokes."""
    return [count(part) for part in re.split(r"[\s,;/]+", typed.strip()) if part]


def date(typed: str) -> dt.date:
    """Read a day as people write it; a month or a year alone means its first day."""
    words = _exact(typed).replace("–", "-")
    day, month, year = _numeric(words) or _with_a_month(words) or (0, 0, 0)
    if not year:
        raise ValueError(_("Please type a date, for example 1.9.2027 or 2027-09-01."))
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise ValueError(_("There is no such day.")) from None


def _exact(typed: str) -> str:
    """Leave out what says that something is not exact."""
    return ABOUT.sub("", text(typed), count=1) if ABOUT.match(text(typed)) else text(typed)


def _figures(typed: str) -> re.Match[str] | None:
    """Find the figures that a text begins with."""
    return FIGURES.match(_exact(typed))


def _whole(figures: str) -> int:
    digits = re.sub(r"\D", "", figures)
    if len(digits) > 12:
        raise ValueError(_("Please type a whole number, or nothing if you do not know."))
    return int(digits)


def _numeric(words: str) -> tuple[int, int, int] | None:
    """Read day, month and year of a date in figures."""
    if found := re.fullmatch(r"(\d{4})-(\d\d?)(?:-(\d\d?))?", words):
        return int(found[3] or 1), int(found[2]), int(found[1])
    if found := re.fullmatch(r"(\d\d?)\. ?(\d\d?)\. ?(\d{4}|\d\d)", words):
        return int(found[1]), int(found[2]), _year(found[3])
    if found := re.fullmatch(r"(\d\d?) ?[/.] ?(\d{4})", words):
        return 1, int(found[1]), int(found[2])
    if re.fullmatch(r"(?:1[5-9]|20)\d\d", words):
        return 1, 1, int(words)
    if re.fullmatch(r"\d\d?/\d\d?/\d{2,4}", words):  # the month comes first in America
        raise ValueError(_("Day or month first? Please type a date as 1.9.2027 or 2027-09-01."))
    return None


def _with_a_month(words: str) -> tuple[int, int, int] | None:
    """Read day, month and year of a date whose month is a word: `1. syyskuuta 2027`, `1 Sep 2027`, `syyskuu 2027`."""
    found = re.fullmatch(r"(?:(?P<day>\d\d?)(?:st|nd|rd|th|\.)? ?)?(?P<month>[^\W\d]{3,})\.?,? (?P<year>\d{4})", words)
    found = found or re.fullmatch(r"(?P<month>[^\W\d]{3,})\.? (?P<day>\d\d?)(?:st|nd|rd|th)?,? (?P<year>\d{4})", words)
    if not found:
        return None
    meant = _months(found["month"].casefold())
    if len(meant) > 1:
        raise ValueError(_("Which month is that? Please type a date as 1.9.2027 or 2027-09-01."))
    return (int(found["day"] or 1), meant.pop(), int(found["year"])) if meant else None


def _year(digits: str) -> int:
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (2000 if int(digits) <= THIS_CENTURY else 1900)


def _months(word: str) -> set[int]:
    """Return the months that a word can mean: by its name or short form in the language in use, else in any."""
    own = {number for number, names in _month_names(language()).items() if word in names}
    return own or {
        number
        for tongue in ("fi", "en", "sv")
        for number, names in _month_names(tongue).items()
        if any(name.startswith(word) or (word.startswith(name) and name.endswith("kuu")) for name in names)
    }


@cache
def _month_names(tongue: str) -> dict[int, set[str]]:
    from babel.core import Locale  # only when somebody types a month as a word

    months = Locale.parse("en" if tongue == "pseudo" else tongue).months
    forms = [months[context][width] for context in ("format", "stand-alone") for width in ("wide", "abbreviated")]
    return {number: {form[number].rstrip(".").casefold() for form in forms} for number in range(1, 13)}
