"""Opens a plan with the daily rates that a person wrote down for it.

They lie in `rates.toml` beside the plan, else in the user's configuration.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import typer

from erasmus_cli.language import _
from erasmus_cli.programme.load import Calls, Programme

if TYPE_CHECKING:
    # The interview looks for rates before its first question, which can't wait for pydantic.
    from erasmus_cli.budget.published import Published
    from erasmus_cli.plan.read import PlanFile, Unreadable

NAME = "rates.toml"


def places(plan: str) -> list[Path]:
    """Return where the rates for a plan may lie, the nearest first."""
    beside = Path() if plan == "-" else Path(plan).parent
    return [beside / NAME, Path(typer.get_app_dir("erasmus")) / NAME]


def beside(path: str) -> bool:
    """Whether a file lies beside plans and is none itself."""
    return Path(path).name == NAME


class Opened(msgspec.Struct, frozen=True):
    """A plan that was read, the calls to work with, and the daily rates in them that a person wrote down, if any.

    `rates` is the file of these.
    """

    file: PlanFile
    calls: Calls
    published: Published | None = None
    rates: Path | None = None


def opened(name: str, calls: Calls, now: dt.datetime) -> Opened | Unreadable:
    """Read a plan and the daily rates for it; rates of another call than the plan's change nothing."""
    from erasmus_cli.plan.read import Unreadable, read

    file = read(name, calls.words_of(now), calls.years)
    if isinstance(file, Unreadable):
        return file
    narrowed = with_rates(calls, name)
    return narrowed if isinstance(narrowed, Unreadable) else Opened(file, *narrowed, rates_file(name))


def refused(document: str, file: Unreadable, now: dt.datetime, form: str) -> int:
    """Say what is wrong with a file that a command was given. Returns the exit code of a command that could not run."""
    from erasmus_cli.views import findings_json, machine, problems
    from erasmus_cli.views.page import Page

    if form == "json":
        machine.write(document, now, **findings_json.unreadable(file))
    else:
        problems.show(Page(error=form == "csv"), file)
    return 2


def rates_file(plan: str) -> Path | None:
    """Return the file with the daily rates for a plan, if there is one."""
    return next((path for path in places(plan) if _is_file(path)), None)


def rates_words(plan: Opened, programme: Programme) -> str | None:
    """Say which file of daily rates an answer rests on, and for which call they are; None if on none."""
    from erasmus_cli.views import words

    if plan.published is None:
        return None
    file, source = words.clean(str(plan.rates)), words.clean(plan.published.source or _("no source noted"))
    if not plan.published.hold_for(programme):
        told = _("{file} holds the daily rates of call {year}: they are not used here.")
        return told.format(file=file, year=plan.published.call)
    told = _("Daily rates of call {year} from {file} ({source}).").format(
        year=plan.published.call, file=file, source=source
    )
    if plan.published.call != programme.year:
        told += " " + _("Those of call {year} are not known yet, so that sums may change.").format(year=programme.year)
    return told


def with_rates(calls: Calls, plan: str) -> tuple[Calls, Published | None] | Unreadable:
    """Return calls with the daily rates for a plan, and these; the calls as they are if there are none."""
    found = rates_file(plan)
    return (calls, None) if found is None else _narrowed(calls, found)


@cache
def _narrowed(calls: Calls, path: Path) -> tuple[Calls, Published] | Unreadable:
    from erasmus_cli.budget.published import read_published
    from erasmus_cli.plan.read import Unreadable

    published = read_published(str(path), calls[calls.years[0]])
    if isinstance(published, Unreadable):
        return published
    narrowed = Calls(calls.folder)
    for programme in (narrowed[year] for year in narrowed.years):
        if published.hold_for(programme):
            programme.rates = published.narrow(programme.rates)
    return narrowed, published


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # no file can have such a name
        return False
