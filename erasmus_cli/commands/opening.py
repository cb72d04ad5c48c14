"""Opens a plan with what lies beside it: who the applicant is, what was entered of a call, and the daily rates.

Each such file lies beside the plan, else in the user's configuration folder: the nearest one counts.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import typer

from erasmus_cli.language import _
from erasmus_cli.programme.load import Calls, Programme
from erasmus_cli.programme.rounds import Entered

if TYPE_CHECKING:
    # The interview looks for these files before its first question, which can't wait for pydantic.
    from erasmus_cli.budget.published import Published
    from erasmus_cli.plan.entered import CallFile
    from erasmus_cli.plan.organisation import About
    from erasmus_cli.plan.read import Beside, PlanFile, Unreadable

ORGANISATION, RATES = "organisation.toml", "rates.toml"


def call_name(year: int) -> str:
    """Return the name of the file of a call."""
    return f"call-{year}.toml"


def nearest(name: str, plan: str) -> str | None:
    """Return the file of this name that counts for a plan, if there is one."""
    beside = Path() if plan == "-" else Path(plan).parent
    folders = (beside, Path(typer.get_app_dir("erasmus")))
    return next((str(folder / name) for folder in folders if _is_file(folder / name)), None)


class Rated(msgspec.Struct, frozen=True):
    """Daily rates and the file that they stand in; `entered` tells whence they are, if that is the file of a call."""

    file: str
    published: Published
    entered: Entered | None = None


class Entries(msgspec.Struct, frozen=True):
    """The calls with what a person entered of them: the files of calls by year, and all daily rates."""

    calls: Calls
    files: Mapping[int, Beside[CallFile]] = {}
    rates: tuple[Rated, ...] = ()

    def counting(self, programme: Programme) -> list[Rated]:
        """Return the rates that hold for a call, those that count first: of that very call, and from its own file."""
        holding = [rated for rated in self.rates if rated.published.hold_for(programme)]
        return sorted(holding, key=lambda r: (r.published.call != programme.year, r.entered is None))


def beside(path: str) -> bool:
    """Whether a file lies beside plans and is none itself."""
    return re.fullmatch(rf"{ORGANISATION}|{RATES}|call-\d+\.toml", Path(path).name) is not None


class Opened(msgspec.Struct, frozen=True):
    """A plan that was read, what was entered of the calls, and the file about its organisation, if there is one."""

    file: PlanFile
    entries: Entries
    about: Beside[About] | None = None
    taken: Mapping[str, Any] = {}

    @property
    def calls(self) -> Calls:
        """The calls to work with."""
        return self.entries.calls


def opened(name: str, calls: Calls, now: dt.datetime, year: int | None) -> Opened | Unreadable:
    """Read a plan and what lies beside it. `year` is the call that was asked for, if any."""
    from erasmus_cli.plan.read import Unreadable, read

    file = read(name, calls.words_of(now), calls.years)
    if isinstance(file, Unreadable):
        return file
    near = nearby(calls, name)
    if isinstance(near, Unreadable):
        return near
    entries, about = near
    return completed(file, entries, about, entries.calls.of_plan(file.data, now, year))


def nearby(calls: Calls, plan: str) -> tuple[Entries, Beside[About] | None] | Unreadable:
    """Read what lies beside a plan: what was entered of the calls, and the file about the organisation, if any."""
    entries = entered(calls, plan)
    found = nearest(ORGANISATION, plan)
    if not isinstance(entries, Entries) or found is None:
        return (entries, None) if isinstance(entries, Entries) else entries
    from erasmus_cli.plan.read import Unreadable

    about = _organisation(calls, found)
    return about if isinstance(about, Unreadable) else (entries, about)


def completed(file: PlanFile, entries: Entries, about: Beside[About] | None, programme: Programme) -> Opened:
    """Add to a plan for a call what lies beside it."""
    from erasmus_cli.plan.organisation import joined
    from erasmus_cli.plan.read import validate

    taken = about.content.given(file.data, programme.year) if about else {}
    if about and taken:
        plan = validate(joined(file.data, taken), programme)
        assert not isinstance(plan, list), plan
        file = msgspec.structs.replace(file, plan=plan, beside=(about,))
    return Opened(file, entries, about, taken)


def refused(document: str, file: Unreadable, now: dt.datetime, form: str) -> int:
    """Say what is wrong with a file that a command was given. Returns the exit code of a command that could not run."""
    from erasmus_cli.views import findings_json, machine, problems
    from erasmus_cli.views.page import Page

    if form == "json":
        machine.write(document, now, **findings_json.unreadable(file))
    else:
        problems.show(Page(error=form == "csv"), file)
    return 2


@cache
def _organisation(calls: Calls, name: str) -> Beside[About] | Unreadable:
    from erasmus_cli.plan.organisation import read_organisation

    return read_organisation(name, calls[calls.years[0]])


def entered(calls: Calls, plan: str | None) -> Entries | Unreadable:
    """Return the calls with what was entered of them beside a plan; as they are if nothing was.

    Without a plan the current folder counts, and nothing needs `rates.toml`.
    """
    files = {year: name for year in calls.years if (name := nearest(call_name(year), plan or "-"))}
    rates = nearest(RATES, plan) if plan else None
    return _entered(calls, tuple(files.items()), rates) if files or rates else Entries(calls)


@cache
def _entered(calls: Calls, names: tuple[tuple[int, str], ...], rates: str | None) -> Entries | Unreadable:
    from erasmus_cli.budget.published import Published, read_published
    from erasmus_cli.plan.entered import CallFile, DailyRates
    from erasmus_cli.plan.read import Unreadable, read_beside

    completed, files, rated = Calls(calls.folder), {}, []
    for year, name in names:
        programme = completed[year]
        file = read_beside(CallFile, name, programme, lambda said, of=programme: said.problems(of))  # type: ignore[misc]
        if isinstance(file, Unreadable):
            return file
        files[year] = file
        file.content.complete(programme, completed[programme.call.rests_on or year], name)
        if said := file.content.rates:
            own = {"call": year, **said.model_dump(include=set(DailyRates.model_fields))}
            source = file.content.entered(said, name)
            rated.append(Rated(name, Published(**own, source=source.source), source))
    if rates:
        published = read_published(rates, calls[calls.years[0]])
        if isinstance(published, Unreadable):
            return published
        if published.staff or published.learner or published.incoming:
            rated.append(Rated(rates, published))
    entries = Entries(completed, files, tuple(rated))
    for programme in (completed[year] for year in completed.years):
        for one in entries.counting(programme)[:1]:
            programme.rates = one.published.narrow(programme.rates)
    return entries


def told(plan: Opened, programme: Programme, *, rates: bool) -> list[str]:
    """Say which files beside a plan an answer rests on, or why it does not; daily rates only where they matter."""
    said = [_about(plan, programme), *calls_told(plan.entries, [programme])]
    return [line for line in (*said, rates_words(plan.entries, programme) if rates else None) if line]


def calls_told(entries: Entries, programmes: Iterable[Programme]) -> list[str]:
    """Say which files give rounds or events of some calls."""
    from erasmus_cli.views import words

    form = _("Dates of call {year} that were entered by the user: {file}.")
    files = {p.year: entries.files[p.year] for p in programmes if p.year in entries.files}
    given = {year: file for year, file in files.items() if file.content.rounds or file.content.events}
    return [form.format(year=year, file=words.clean(file.name)) for year, file in given.items()]


def _about(plan: Opened, programme: Programme) -> str | None:
    """Say what a plan takes from the file about its organisation, or why it takes nothing."""
    from erasmus_cli.views import words

    if plan.about is None:
        return None
    file, about = words.clean(plan.about.name), plan.about.content
    if about.another(plan.file.data):
        form = _("{file} is about another organisation, {name}: it is not used for this plan.")
        return form.format(file=file, name=words.clean(about.name or ""))
    if plan.file.data.get("organisation_file") is False:
        return _("{file} is not used: the plan says so (organisation_file).").format(file=file)
    said = []
    if plan.taken:
        keys = [*plan.taken.get("organisation", {}), *(key for key in plan.taken if key != "organisation")]
        said = [_("From {file}: {keys}.").format(file=file, keys=", ".join(keys))]
    if about.applications is not None and about.call != programme.year:
        form = _("The applications in {file} are those of call {year}: they are not used here.")
        said.append(form.format(file=file, year=about.call))
    return " ".join(said) or None


def rates_words(entries: Entries, programme: Programme) -> str | None:
    """Say which file of daily rates an answer rests on, and for which call they are; None if on none."""
    from erasmus_cli.views import words

    if not entries.rates:
        return None
    holding = entries.counting(programme)
    if not holding:
        told = _("{file} holds the daily rates of call {year}: they are not used here.")
        other = entries.rates[-1]
        return told.format(file=words.clean(other.file), year=other.published.call)
    first, published = holding[0], holding[0].published
    source = words.clean(published.source or _("no source noted"))
    told = _("Daily rates of call {year} from {file} ({source}).").format(
        year=published.call,
        file=words.clean(first.file),
        source=words.entered(first.entered) if first.entered else source,
    )
    for other in holding[1:]:
        form = _("{file} gives daily rates, too: those from {first} count.")
        told += " " + form.format(file=words.clean(other.file), first=words.clean(first.file))
    if published.call != programme.year:
        told += " " + _("Those of call {year} are not known yet, so that sums may change.").format(year=programme.year)
    return told


def listed(plan: Opened, programme: Programme) -> list[dict[str, Any]]:
    """Describe the files beside a plan that an answer rests on, for other programs."""
    found: list[dict[str, Any]] = []
    if plan.about and plan.taken:
        keys = [f"organisation.{key}" for key in plan.taken.get("organisation", {})]
        found.append({"file": plan.about.name, "gives": [*keys, *(key for key in plan.taken if key != "organisation")]})
    file = plan.entries.files.get(programme.year)
    if file:
        gives = [key for key in ("rounds", "events") if getattr(file.content, key)]
        found += [{"file": file.name, "gives": gives}] if gives else []
    found += [{"file": rated.file, "gives": ["rates"]} for rated in plan.entries.counting(programme)[:1]]
    return found


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # no file can have such a name
        return False
