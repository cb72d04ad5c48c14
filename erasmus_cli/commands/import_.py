"""`erasmus import`: puts the activities of a spreadsheet into a plan, all of them or none."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from erasmus_cli.commands.check import COULD_NOT_RUN, FINE
from erasmus_cli.commands.files import write_new
from erasmus_cli.language import _, _n, language
from erasmus_cli.plan.draft import Draft
from erasmus_cli.plan.layout import Layout
from erasmus_cli.plan.model import Plan
from erasmus_cli.plan.read import Problem, Unreadable, bytes_of, read, validate
from erasmus_cli.programme.countries import country_name
from erasmus_cli.programme.load import Calls, Programme
from erasmus_cli.rules.belonging import lacking
from erasmus_cli.tables import activities
from erasmus_cli.tables.grid import LARGEST, TableError
from erasmus_cli.views import problems, words
from erasmus_cli.views.page import Page

#: The most problems that are named at once.
MOST = 20


def template(target: str, now: dt.datetime, year: int | None) -> int:
    """Write an empty table to fill in. Returns 2 if it cannot be written."""
    from erasmus_cli.views.workbook.activities import template as empty

    if not write_new({target: empty(Calls().of_plan({}, now, year))}):
        return COULD_NOT_RUN
    page, shown = Page(), words.clean(target)
    page.line(_("Written: {name}").format(name=shown))
    page.line(_("Fill it in, then: `erasmus import {name} plan.toml`").format(name=words.typed(target)))
    return FINE


def run(table: str, target: str, replace: bool, now: dt.datetime, year: int | None) -> int:
    """Read a table and write its activities to a plan. Returns 2, and writes nothing, if anything is wrong."""
    calls, errors = Calls(), Page(error=True)
    start = _start(target, calls, now, year)
    raw = bytes_of(table, LARGEST)
    for unreadable in (start, raw):
        if isinstance(unreadable, Unreadable):
            return _refused(errors, unreadable)
    assert isinstance(start, tuple) and isinstance(raw, bytes)
    draft, data = start
    programme = calls.of_plan(data, now, year)
    try:
        found = activities.read(programme, table, raw, data.get("start"))
    except TableError as error:
        errors.line(f"{words.clean(table)}: {error}", style="bad", hang=2)
        return COULD_NOT_RUN
    own = [] if replace else list(data.get("mobility") or [])
    changed = data | {"mobility": [*own, *found.items]}
    wrong = found.problems or _unfit(validate(changed, programme), found, len(own))
    page = Page(error=bool(wrong))
    if wrong:
        return _wrong(page, table, found, wrong)
    _show(page, programme, table, found)
    try:
        draft.save(changed)
    except (OSError, ValueError) as error:  # ValueError: no file can have such a name
        reason = getattr(error, "strerror", None) or str(error)
        errors.line(_("{name} cannot be written: {reason}").format(name=words.clean(target), reason=reason))
        return COULD_NOT_RUN
    _written(page, str(draft.path), len(found.items), len(changed["mobility"]))
    return FINE


def _start(target: str, calls: Calls, now: dt.datetime, year: int | None) -> tuple[Draft, dict[str, Any]] | Unreadable:
    """Return the plan to write to, and what it says already."""
    layout, path = Layout(lambda data: calls.of_plan(data, now, year), lacking), Path(target)
    try:
        there = path.exists()
        if not there and path.resolve().parent.is_dir() and path.suffix.lower() == ".toml":
            return Draft(path, layout), {}
    except (OSError, ValueError):  # no file can have such a name
        return Unreadable(target, [Problem("not-readable")])
    if not there and path.suffix.lower() != ".toml":
        return Unreadable(target, [Problem("no-plan-name")])
    if not there:
        return Unreadable(target, [Problem("no-folder")])
    file = read(target, calls.words_of(now), calls.years)
    return file if isinstance(file, Unreadable) else (Draft(path, layout), file.data)


def _refused(errors: Page, file: Unreadable) -> int:
    said = {
        "no-plan-name": _("the name of a new plan ends with .toml, for example plan.toml"),
        "no-folder": _("there is no such folder"),
        "too-large": _("the file is too large to be a table of activities"),
        "not-found": _("there is no such file"),
        "is-a-folder": _("this is a folder, not a table"),
    }
    if file.text or file.problems[0].kind not in said:
        problems.show(errors, file)
    else:
        errors.line(f"{words.clean(file.name)}: {said[file.problems[0].kind]}.", style="bad", hang=2)
    return COULD_NOT_RUN


def _unfit(result: Plan | list[Problem], found: activities.Activities, before: int) -> list[str]:
    """Name what a plan does not take by the cell that it came from."""
    if isinstance(result, Plan):
        return []
    said = []
    for problem in result:
        what, mend = problems.explanation(problem)
        index = problem.path[1] if len(problem.path) > 2 and isinstance(problem.path[1], int) else before
        place = found.places[index - before].get(str(problem.path[2]), "?") if len(problem.path) > 2 else "?"
        said.append(f"{place}: {what}. {mend}".strip())
    return said


def _wrong(page: Page, table: str, found: activities.Activities, wrong: list[str]) -> int:
    sheet = _(", sheet {name}").format(name=words.clean(found.sheet)) if found.sheet else ""
    number = _n("{number} problem", "{number} problems", len(wrong)).format(number=len(wrong))
    page.line(f"{words.clean(table)}{sheet}: {number}", style="bad", hang=2)
    for line in wrong[:MOST]:
        page.line(line, indent=2, hang=2)
    if len(wrong) > MOST:
        page.line(_("… and {number} more.").format(number=len(wrong) - MOST), indent=2)
    page.line(_("Nothing was written. Mend the table and import it again."))
    return COULD_NOT_RUN


def _show(page: Page, programme: Programme, table: str, found: activities.Activities) -> None:
    """Write what was read, a row for each activity."""
    sheet = _(", sheet {name}").format(name=words.clean(found.sheet)) if found.sheet else ""
    page.line(_("Read from {file}:").format(file=words.clean(table) + sheet), style="heading")
    fields = ("type", "country", "participants", "days")
    named = {c.field: words.text(c.name) for c in programme.table.columns}
    rows = [("", *(named[field] for field in fields), _("More"))]
    for number, item in zip(found.rows, found.items, strict=True):
        kind = programme.choices["activity_types"].get(item.get("type", ""))
        country = country_name(item["country"], language()) if item.get("country") else "–"
        counts = [str(item.get(field, "–")) for field in fields[2:]]
        more = [named[field] for field in item if field not in fields]
        rows.append((str(number), words.text(kind.name) if kind else "–", country, *counts, _and_more(more)))
    page.table(rows[0], rows[1:])
    for remark in found.remarks:
        page.line(remark, style="warning", hang=2)


def _and_more(names: list[str]) -> str:
    return _n("{number} more answer", "{number} more answers", len(names)).format(number=len(names)) if names else ""


def _written(page: Page, target: str, added: int, whole: int) -> None:
    told = _n("{number} activity was written to {name}", "{number} activities were written to {name}", added)
    all_ = _n("it has {number} activity now", "it has {number} activities now", whole).format(number=whole)
    page.line(f"{told.format(number=added, name=words.clean(target))}; {all_}.")
    page.line(_("Check it: `erasmus check {name}`").format(name=words.typed(target)))
