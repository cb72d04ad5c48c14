"""`erasmus budget`: the grant of a plan with its lines and limits."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from erasmus_cli.budget.lines import budget, total
from erasmus_cli.commands.check import FINE, NOT_KNOWN, NOT_MET, no_action
from erasmus_cli.commands.opening import listed, opened, refused, told
from erasmus_cli.plan.read import Unreadable
from erasmus_cli.programme.load import Calls
from erasmus_cli.rules.assess import Assessment, assess
from erasmus_cli.rules.finding import Status
from erasmus_cli.views import budget as view
from erasmus_cli.views import budget_data, machine, words
from erasmus_cli.views.page import Page


def run(name: str, now: dt.datetime, year: int | None, form: str) -> int:
    """Show the budget of a plan. Returns 1 if a limit is not kept, 3 if a sum is not known, 2 if it can't run."""
    plan = opened(name, Calls(), now, year)
    if isinstance(plan, Unreadable):
        return refused("budget", plan, now, form)
    file, shown = plan.file, words.clean(name)
    if file.plan.action is None:
        if form == "json":
            machine.write("budget", now, file=name, action=None)
        else:
            Page(error=form == "csv").line(f"{shown}: {no_action(shown)}", style="warning", hang=2)
        return NOT_KNOWN
    assessment = assess(plan.calls, file.plan, file.plan.action, now, year)
    mobile = assessment.code in assessment.programme.activity_actions
    lines = budget(file.plan, assessment.programme, bounded=True) if mobile else []
    if form == "csv":
        budget_data.write_csv(assessment, lines)
    elif form == "json":
        rates = next((rated.published for rated in plan.entries.counting(assessment.programme)), None)
        budget_data.write_json(name, assessment, lines, rates, listed(plan, assessment.programme), now)
    else:
        beside = told(plan, assessment.programme, rates=bool(lines))
        view.show(Page(), shown, assessment, lines, beside, bool(plan.entries.rates), now)
    limits = view.limits(assessment)
    if any(f.broken for f in limits):
        return NOT_MET
    exact = isinstance(total(lines), int | Decimal) if lines else not mobile and _chosen(assessment)
    sure = assessment.programme.confirmed or not mobile  # the rates of another call are not known to stay
    known = exact and sure and not any(f.status is Status.NOT_KNOWN for f in limits)
    return FINE if known else NOT_KNOWN


def _chosen(assessment: Assessment) -> bool:
    """Whether the sum of an action that pays no unit costs is known: it is chosen, or there is none."""
    return assessment.plan.grant is not None or assessment.programme.action(assessment.code).grant.form == "none"
