"""`erasmus timeline`: the way of a plan from today to the last record, as text, chart, picture and calendar file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from erasmus_cli.advice.chains import chains
from erasmus_cli.advice.timeline import Dated, Reason, State, timeline
from erasmus_cli.commands.check import COULD_NOT_RUN, FINE, NOT_KNOWN, NOT_MET, examine, no_action
from erasmus_cli.commands.files import write_new
from erasmus_cli.commands.opening import listed, refused, told
from erasmus_cli.language import _
from erasmus_cli.plan.read import PlanFile, Unreadable
from erasmus_cli.programme.load import Calls
from erasmus_cli.rules.assess import Assessment
from erasmus_cli.views import calendar, gantt, steps, words
from erasmus_cli.views import timeline as view
from erasmus_cli.views.page import Page


def run(
    name: str,
    now: dt.datetime,
    year: int | None,
    form: str,
    to_calendar: str | None,
    to_svg: str | None,
    alarms: list[int],
) -> int:
    """Show the way of a plan. Returns 1 if something is late, 3 if a date that is needed is not known, else 0."""
    result = examine(name, Calls(), now, year)
    page = Page()
    if isinstance(result, Unreadable):
        return refused("timeline", result, now, form)
    plan, assessment = result
    file = plan.file
    no_call = assessment.programme.action(assessment.code).no_call if assessment else None
    if assessment is None or no_call:
        if form == "json":
            view.write_json(file.name, assessment, [], [], now, NOT_KNOWN, {}, [])
        else:
            shown = words.clean(file.name)
            said = words.text(no_call) if no_call else no_action(shown)
            page.line(f"{shown}: {said}", style="warning", hang=2)
        return NOT_KNOWN
    dated = timeline(assessment, now)
    routes = chains(plan.calls, file.plan, assessment.code, now, year)
    wanted = _files(file, assessment, dated, now, to_calendar, to_svg, alarms)
    if not write_new({path: raw for path, raw in wanted.values() if raw}):
        return COULD_NOT_RUN
    code = _code(dated)
    written = {kind: path for kind, (path, raw) in wanted.items() if raw}
    if form == "json":
        beside = listed(plan, assessment.programme)
        view.write_json(file.name, assessment, dated, routes, now, code, written, beside)
        return code
    beside_told = told(plan, assessment.programme, rates=False)
    view.show(page, words.clean(file.name), assessment, dated, routes, now, beside_told)
    for path, raw in wanted.values():
        page.line()
        said = _("Written: {name}") if raw else _("{name} was not written: no step has a date yet.")
        page.line(said.format(name=words.clean(path)))
    return code


def _files(
    file: PlanFile,
    assessment: Assessment,
    dated: list[Dated],
    now: dt.datetime,
    to_calendar: str | None,
    to_svg: str | None,
    alarms: list[int],
) -> dict[str, tuple[str, bytes]]:
    """Return the files that are wanted, with what goes into each; nothing if no step has a date."""
    files: dict[str, tuple[str, bytes]] = {}
    if to_calendar:
        stem = "plan" if file.name == "-" else Path(file.name).stem
        entries = steps.entries(stem, assessment, dated, now)
        files["calendar"] = (to_calendar, calendar.document(entries, assessment.programme, alarms) if entries else b"")
    if to_svg:
        drawn = steps.chart(words.clean(Path(file.name).name), assessment, dated, now)
        files["svg"] = (to_svg, gantt.svg(drawn) if drawn else b"")
    return files


def _code(dated: list[Dated]) -> int:
    if any(step.state is State.LATE and not step.span.assumed for step in dated):
        return NOT_MET  # what is only late by an assumption is nothing that is known
    missing = (Reason.NOT_PUBLISHED, Reason.PLAN)
    return NOT_KNOWN if any(s.state is State.OPEN and s.span.reason in missing for s in dated) else FINE
