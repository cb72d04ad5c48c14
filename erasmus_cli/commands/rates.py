"""Finds the daily rates that a person wrote down: `rates.toml` beside the plan, else in the user's configuration."""

from __future__ import annotations

from pathlib import Path

import typer

from erasmus_cli.budget.published import Published, read_published
from erasmus_cli.plan.read import Unreadable
from erasmus_cli.programme.load import Calls

NAME = "rates.toml"


def places(plan: str) -> list[Path]:
    """Return where the rates for a plan may lie, the nearest first."""
    beside = Path() if plan == "-" else Path(plan).parent
    return [beside / NAME, Path(typer.get_app_dir("erasmus")) / NAME]


def with_rates(calls: Calls, plan: str) -> tuple[Calls, Published | None] | Unreadable:
    """Return calls whose daily rates are those that a person wrote down, and these; as they are if there are none.

    Rates of a call that the data do not have, or of another one than the plan's, change nothing.
    """
    found = next((path for path in places(plan) if _is_file(path)), None)
    if found is None:
        return calls, None
    published = read_published(str(found), calls[calls.years[0]])
    if isinstance(published, Unreadable):
        return published
    narrowed = Calls(calls.folder)
    for year in narrowed.years:
        programme = narrowed[year]
        if published.hold_for(programme):
            programme.rates = published.narrow(programme.rates)
    return narrowed, published


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # no file can have such a name
        return False
