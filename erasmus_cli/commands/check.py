"""`erasmus check`: reads plans, assesses them, and shows what came of it."""

from __future__ import annotations

import datetime as dt

from erasmus_cli.commands.opening import opened
from erasmus_cli.language import _
from erasmus_cli.plan.read import PlanFile, Unreadable
from erasmus_cli.programme.load import Calls
from erasmus_cli.rules.assess import Assessment, assess
from erasmus_cli.views import diagnostics, problems, words
from erasmus_cli.views.page import Page

FINE, NOT_MET, COULD_NOT_RUN, NOT_KNOWN = 0, 1, 2, 3


def run(names: list[str], now: dt.datetime, year: int | None, form: str) -> int:
    """Check plan files one by one; a broken one does not stop the others. Returns the exit code."""
    calls = Calls()
    page = Page()
    codes: set[int] = set()
    documents = []
    for number, name in enumerate(names):
        result = examine(name, calls, now, year)
        codes.add(_code(result))
        if form == "json":
            documents.append(_document(result, now))
            continue
        if number:
            page.line()
        match result:
            case Unreadable():
                problems.show(page, result)
            case (file, None):
                page.line(f"{words.clean(file.name)}: {no_action(words.clean(file.name))}", style="warning", hang=2)
            case (file, assessment):
                diagnostics.show(page, file, assessment, now)
    code = next((c for c in (COULD_NOT_RUN, NOT_MET, NOT_KNOWN) if c in codes), FINE)
    if form == "json":
        from erasmus_cli.views import machine

        machine.write("check", now, files=documents, exit_code=code)
    return code


def examine(
    name: str, calls: Calls, now: dt.datetime, year: int | None
) -> Unreadable | tuple[PlanFile, Assessment | None]:
    """Read a plan and assess it under its action; no assessment for a plan without an action."""
    plan = opened(name, calls, now)
    if isinstance(plan, Unreadable):
        return plan
    file = plan.file
    if file.plan.action is None:
        return file, None
    return file, assess(plan.calls, file.plan, file.plan.action, now, year)


def _code(result: Unreadable | tuple[PlanFile, Assessment | None]) -> int:
    if isinstance(result, Unreadable):
        return COULD_NOT_RUN
    assessment = result[1]
    if assessment and assessment.broken:
        return NOT_MET
    return NOT_KNOWN if assessment is None or assessment.open else FINE


def _document(result: Unreadable | tuple[PlanFile, Assessment | None], now: dt.datetime) -> dict[str, object]:
    from erasmus_cli.views import findings_json

    if isinstance(result, Unreadable):
        return findings_json.unreadable(result)
    file, assessment = result
    if assessment is None:
        return {"file": file.name, "action": None, "findings": []}
    return findings_json.checked(file, assessment, now)


def no_action(name: str) -> str:
    """Say that a plan names no action, and how to find one."""
    return _(
        "the plan does not say which action it is for. See which ones fit with: erasmus recommend {name} - "
        'then write for example action = "KA122-VET" at the top of the plan.'
    ).format(name=name)
