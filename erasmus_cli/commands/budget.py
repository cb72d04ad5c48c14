"""`erasmus budget`: the grant of a plan with its lines and limits."""

from __future__ import annotations

import datetime as dt

from erasmus_cli.commands.check import COULD_NOT_RUN, FINE, NOT_KNOWN, NOT_MET, no_action
from erasmus_cli.commands.opening import opened
from erasmus_cli.plan.read import Unreadable
from erasmus_cli.programme.load import Calls
from erasmus_cli.rules.assess import assess
from erasmus_cli.rules.finding import Status
from erasmus_cli.views import budget as view
from erasmus_cli.views import budget_data, findings_json, machine, problems, words
from erasmus_cli.views.page import Page


def run(name: str, now: dt.datetime, year: int | None, form: str) -> int:
    """Show the budget of a plan. Returns 1 if a limit is not kept, 3 if a sum is not known, 2 if it can't run."""
    plan = opened(name, Calls(), now)
    if isinstance(plan, Unreadable):
        if form == "json":
            machine.write("budget", now, **findings_json.unreadable(plan))
        else:
            problems.show(Page(error=form == "csv"), plan)
        return COULD_NOT_RUN
    file = plan.file
    if file.plan.action is None:
        Page(error=True).line(f"{words.clean(name)}: {no_action(words.clean(name))}", hang=2)
        return COULD_NOT_RUN
    assessment = assess(plan.calls, file.plan, file.plan.action, now, year)
    if form == "csv":
        budget_data.write_csv(assessment)
    elif form == "json":
        budget_data.write_json(name, assessment, plan.published, now)
    else:
        view.show(Page(), file, assessment, plan.published, now)
    limits = view.limits(assessment)
    if any(f.broken for f in limits):
        return NOT_MET
    return NOT_KNOWN if any(f.status is Status.NOT_KNOWN for f in limits) or not view.complete(assessment) else FINE
