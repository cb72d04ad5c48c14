"""`erasmus check`: reads plans, assesses them, and shows what came of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from erasmus_cli.commands.opening import Opened, beside, listed, opened, told
from erasmus_cli.language import _
from erasmus_cli.plan.read import Unreadable
from erasmus_cli.plan.together import Application, Others, Together
from erasmus_cli.programme.load import Calls
from erasmus_cli.rules.assess import Assessment, assess
from erasmus_cli.rules.portfolio import Checked
from erasmus_cli.views import diagnostics, problems, words
from erasmus_cli.views.page import Page

FINE, NOT_MET, COULD_NOT_RUN, NOT_KNOWN = 0, 1, 2, 3


def run(names: list[str], now: dt.datetime, year: int | None, form: str) -> int:
    """Check plan files, several of them also as the applications of their organisations. Returns the exit code.

    A broken file does not stop the others.
    """
    calls = Calls()
    page = Page()
    codes: set[int] = set()
    documents = []
    plans = [opened(name, calls, now, year) for name in _files(names)]
    together = _together(plans, now, year)
    checked: list[Checked] = []
    for number, plan in enumerate(plans):
        own = _application(together, plan)
        result = _assessed(plan, now, year, Others(together, own) if together and own else None)
        codes.add(_code(result))
        if own and not isinstance(result, Unreadable) and result[1]:
            checked.append((own, result[1]))
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
                rests_on = told(plan, assessment.programme, rates=bool(plan.file.plan.mobility))
                diagnostics.show(page, plan.file, assessment, now, rests_on)
    code = next((c for c in (COULD_NOT_RUN, NOT_MET, NOT_KNOWN) if c in codes), FINE)
    if together:
        from erasmus_cli.views import together as view

        if form != "json":
            view.show(page, together, checked)
    if form == "json":
        from erasmus_cli.views import machine

        more = {"together": view.document(together, checked)} if together else {}
        machine.write("check", now, files=documents, **more, exit_code=code)
    return code


def _files(names: list[str]) -> list[str]:
    """Return the files to check, each once: those named, and of a folder all plans in it."""
    found: dict[str, str] = {}
    for name in names:
        folder = Path(name)
        inside = sorted(str(path) for path in folder.glob("*.toml")) if name != "-" and folder.is_dir() else [name]
        plans = [path for path in inside if path == name or not beside(path)]
        found |= {str(Path(path).absolute()): path for path in plans or [name]}
    return list(found.values())


def _together(plans: list[Opened | Unreadable], now: dt.datetime, year: int | None) -> Together | None:
    """Gather the plans that name an action as applications; None if there are not several."""
    found = []
    for plan in plans:
        own = None if isinstance(plan, Unreadable) else plan.file.plan
        if own and own.action and not isinstance(plan, Unreadable):
            programme = plan.calls.of_plan({"call": own.call, "action": own.action}, now, year)
            found.append(Application(plan.file, own.action, programme.year, own.round or 1))
    return Together(found) if len(found) > 1 else None


def _application(together: Together | None, plan: Opened | Unreadable) -> Application | None:
    """Return a plan's own application among several."""
    return None if together is None or isinstance(plan, Unreadable) else together.of(plan.file)


#: What came of a plan: why it can't be read, or the plan and its assessment, if it names an action.
Result = Unreadable | tuple[Opened, Assessment | None]


def examine(name: str, calls: Calls, now: dt.datetime, year: int | None) -> Result:
    """Read a plan and assess it under its action; no assessment for a plan without an action."""
    return _assessed(opened(name, calls, now, year), now, year)


def _assessed(plan: Opened | Unreadable, now: dt.datetime, year: int | None, others: Others | None = None) -> Result:
    if isinstance(plan, Unreadable):
        return plan
    own = plan.file.plan
    return plan, assess(plan.calls, own, own.action, now, year, others=others) if own.action else None


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
