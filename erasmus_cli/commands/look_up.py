"""`erasmus partners`, `erasmus priorities` and `erasmus sources`: lists to look things up in."""

from __future__ import annotations

import datetime as dt

import msgspec

from erasmus_cli.commands.names import country_named
from erasmus_cli.programme import countries
from erasmus_cli.programme.load import Calls, Programme
from erasmus_cli.views import lists, machine
from erasmus_cli.views.page import Page


def partners(country: str | None, now: dt.datetime, year: int | None, output: str) -> int:
    """Show where to find partners and help; for a country, what is known of it and meant for its region or for all."""
    programme = _programme(now, year)
    found = programme.searches
    code = country_named(programme, country, Page(error=True)) if country else None
    if country:
        group = countries.group(programme, code)
        if group is None:
            return 2
        found = [s for s in found if not s.regions or group.id in s.regions]
    if output == "json":
        machine.write("partners", now, call=machine.call(programme), searches=msgspec.to_builtins(found))
    else:
        page = Page()
        if code:
            from erasmus_cli.advice.participation import parts
            from erasmus_cli.views import countries as view

            view.brief(page, code, parts(programme, code, now), programme)
            page.line()
        lists.searches(page, found, programme)
        if not code:
            lists.help_and_results(page, programme)
    return 0


def priorities(now: dt.datetime, year: int | None, output: str) -> int:
    """Show the priorities of the programme and of vocational education and training."""
    programme = _programme(now, year)
    if output == "json":
        listed = msgspec.to_builtins(programme.priorities)
        machine.write("priorities", now, call=machine.call(programme), priorities=listed)
    else:
        lists.priorities(Page(), programme)
    return 0


def sources(everything: bool, now: dt.datetime, year: int | None, output: str) -> int:
    """Show the documents, and how many differences and unknowns there are; `everything` shows what each of them is."""
    programme = _programme(now, year)
    if output == "json":
        machine.write(
            "sources",
            now,
            call=machine.call(programme),
            documents=msgspec.to_builtins(list(programme.documents.values())),
            differences=msgspec.to_builtins(programme.differences),
            unknowns=msgspec.to_builtins(programme.unknowns),
        )
    else:
        lists.sources(Page(), programme, everything=everything)
    return 0


def _programme(now: dt.datetime, year: int | None) -> Programme:
    calls = Calls()
    return calls[year] if year else calls.planned(None, now)
