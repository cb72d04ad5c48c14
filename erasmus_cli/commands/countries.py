"""`erasmus countries`: which countries take part, and what an organisation from one of them may do."""

from __future__ import annotations

import datetime as dt

from erasmus_cli.advice.participation import Part, parts
from erasmus_cli.commands.names import country_named
from erasmus_cli.programme.load import Calls
from erasmus_cli.views import countries as view
from erasmus_cli.views.page import Page


def run(names: list[str], now: dt.datetime, year: int | None, output: str) -> int:
    """Show all groups of countries, a region by its number, or countries by code or by name in either language."""
    calls = Calls()
    programme = calls[year] if year else calls.planned(None, now)
    page = Page()
    regions = [g for g in programme.country_groups if any(n in (g.id, str(g.region)) for n in names)]
    found: dict[str, list[Part]] = {}
    for name in names:
        if any(name in (g.id, str(g.region)) for g in regions):
            continue
        code = country_named(programme, name, Page(error=True))
        if code is None:
            return 2
        found[code] = parts(programme, code, now)
    if output == "json":
        everyone: dict[str, list[Part]] = {code: [] for g in regions or programme.country_groups for code in g.members}
        view.write_json(found or everyone, programme, now)
        return 0
    if regions or not names:
        view.overview(page, regions or programme.country_groups, programme)
    for code, listed_parts in found.items():
        view.show(page, code, listed_parts, programme)
        page.line()
    return 0
