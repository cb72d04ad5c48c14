"""`erasmus export`: writes a plan as another kind of document, told by the ending of the file's name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from erasmus_cli.commands.check import COULD_NOT_RUN, FINE, NOT_KNOWN, examine, no_action
from erasmus_cli.commands.files import write_new
from erasmus_cli.commands.opening import Opened, rates_words, refused
from erasmus_cli.language import _
from erasmus_cli.plan.read import Unreadable
from erasmus_cli.programme.load import Calls
from erasmus_cli.rules.assess import Assessment
from erasmus_cli.views import words
from erasmus_cli.views.page import Page


def run(name: str, target: str, force: bool, now: dt.datetime, year: int | None) -> int:
    """Write a plan to a file. Returns 2 if that cannot be done, 3 if the plan names no action."""
    errors = Page(error=True)
    writer = WRITERS.get(Path(target).suffix.lower())
    if writer is None:
        told = _("{name}: the ending tells what to write; these are known: {endings}.")
        errors.line(told.format(name=words.clean(target), endings=", ".join(WRITERS)))
        return COULD_NOT_RUN
    result = examine(name, Calls(), now, year)
    if isinstance(result, Unreadable):
        return refused("export", result, now, "text")
    plan, assessment = result
    if assessment is None:
        shown = words.clean(name)
        errors.line(f"{shown}: {no_action(shown)}", style="warning", hang=2)
        return NOT_KNOWN
    if not write_new({target: writer(plan, assessment, now)}, force=force):
        return COULD_NOT_RUN
    Page().line(_("Written: {name}").format(name=words.clean(target)))
    return FINE


def _workbook(plan: Opened, assessment: Assessment, now: dt.datetime) -> bytes:
    """Return the budget as a workbook."""
    from erasmus_cli.budget.lines import budget
    from erasmus_cli.views.workbook.whole import document

    mobile = assessment.code in assessment.programme.activity_actions
    lines = budget(assessment.plan, assessment.programme, bounded=True) if mobile else []
    return document(plan.file.name, assessment, lines, rates_words(plan.entries, assessment.programme), now)


#: What writes a plan, by the ending of the file's name.
WRITERS: dict[str, Callable[[Opened, Assessment, dt.datetime], bytes]] = {".xlsx": _workbook}
