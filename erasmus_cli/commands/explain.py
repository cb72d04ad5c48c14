"""`erasmus explain`: what a name stands for, why, and where it is written; without a name, what there is."""

from __future__ import annotations

import datetime as dt

import msgspec

from erasmus_cli.language import _
from erasmus_cli.programme.countries import find as country_of
from erasmus_cli.programme.load import Calls, Programme
from erasmus_cli.programme.lookup import Entry, countries, everything, find
from erasmus_cli.views import explanation, index
from erasmus_cli.views.page import Page
from erasmus_cli.views.words import clean

#: So many records of one name are shown one below the other; more are listed.
TOGETHER = 2


def run(name: str | None, everything_: bool, now: dt.datetime, year: int | None, form: str) -> int:
    """Explain what `name` is the id, a name or a key of; capitals and diacritics make no difference."""
    calls = Calls()
    programme = calls[year] if year else calls.planned(None, now)
    if name is None:
        return _index(programme, everything_, now, form)
    found = find(programme, name)
    kind = None if found.meant else index.kind_named(name)
    if kind:
        index.of_kind(Page(), kind, everything(programme), programme)
        return 0
    if not found.meant:
        return _unknown(name, found.near, programme)
    meant = [_filled(entry, programme) for entry in found.meant]
    if form == "json":
        explanation.write_json([*meant, *found.also], programme, now)
        return 0
    page = Page()
    alike = len({entry.kind for entry in meant}) == 1
    if alike and len(meant) > TOGETHER:
        page.line(_("Several things are called {name}:").format(name=clean(name)))
        index.several(page, meant, programme)
    else:
        for number, entry in enumerate(meant):
            if number:
                page.line()
            explanation.show(page, entry, programme, everything=everything_)
    if found.also:
        page.line()
        page.line(_("Also called so:"))
        index.several(page, found.also, programme)
    return 0


def _index(programme: Programme, everything_: bool, now: dt.datetime, form: str) -> int:
    entries = everything(programme)
    if form == "json":
        index.write_json(entries, programme, now)
        return 0
    page = Page()
    index.overview(page, entries, programme)
    if everything_:
        for kind in dict.fromkeys(entry.kind for entry in entries):
            page.line()
            index.of_kind(page, kind, entries, programme)
    return 0


def _unknown(name: str, near: list[Entry], programme: Programme) -> int:
    """Say that there is nothing of this name, and what is near."""
    page = Page(error=True)
    page.line(_("There is nothing called {name}.").format(name=clean(name)))
    country, _others = country_of(programme, name)
    if country:
        page.line(_("It is a country: `erasmus countries {code}`").format(code=country))
    elif near:
        page.line(_("Did you mean one of these?"))
        index.several(page, near, programme)
    page.line(_("What there is: `erasmus explain`"))
    return 2


def _filled(entry: Entry, programme: Programme) -> Entry:
    """Return an entry with its words: the countries are only listed for those who ask for them."""
    if (entry.kind, entry.id) == ("choices", "countries"):
        return msgspec.structs.replace(entry, record=countries(programme))
    return entry
