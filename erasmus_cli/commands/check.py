"""`erasmus check`: reads plans, assesses them, and shows what came of it."""

from __future__ import annotations

import datetime as dt

from erasmus_cli.commands.opening import Opened, listed, opened, told
from erasmus_cli.language import _
from erasmus_cli.plan.read import Unreadable
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
            case (plan, None):
                shown = words.clean(plan.file.name)
                page.line(f"{shown}: {no_action(shown)}", style="warning", hang=2)
            case (plan, assessment):
                beside = told(plan, assessment.programme, rates=bool(plan.file.plan.mobility))
                diagnostics.show(page, plan.file, assessment, now, beside)
    code = next((c for c in (COULD_NOT_RUN, NOT_MET, NOT_KNOWN) if c in codes), FINE)
    if form == "json":
        from erasmus_cli.views import machine

        machine.write("check", now, files=documents, exit_code=code)
    return code


#: What came of a plan: why it can't be read, or the plan and its assessment, if it names an action.
Result = Unreadable | tuple[Opened, Assessment | None]


def examine(name: str, calls: Calls, now: dt.datetime, year: int | None) -> Result:
    """Read a plan and assess it under its action; no assessment for a plan without an action."""
    plan = opened(name, calls, now, year)
    if isinstance(plan, Unreadable):
        return plan
    own = plan.file.plan
    return plan, assess(plan.calls, own, own.action, now, year) if own.action else None


def _code(result: Result) -> int:
    if isinstance(result, Unreadable):
        return COULD_NOT_RUN
    assessment = result[1]
    if assessment and assessment.stopped:
        return NOT_MET
    return NOT_KNOWN if assessment is None or assessment.open else FINE


def _document(result: Result, now: dt.datetime) -> dict[str, object]:
    from erasmus_cli.views import findings_json

    if isinstance(result, Unreadable):
        return findings_json.unreadable(result)
    plan, assessment = result
    if assessment is None:
        return {"file": plan.file.name, "action": None, "findings": []}
    return findings_json.checked(plan.file, assessment, now) | {"beside": listed(plan, assessment.programme)}


def no_action(name: str) -> str:
    """Say that a plan names no action, and how to find one."""
    return _(
        "the plan does not say which action it is for. See which ones fit with: `erasmus recommend {name}` - "
        'then write for example action = "KA122-VET" at the top of the plan.'
    ).format(name=words.typed(name))
