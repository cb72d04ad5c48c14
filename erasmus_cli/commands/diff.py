"""`erasmus diff`: what is different in two plans, in answers, findings, money and dates."""

from __future__ import annotations

import datetime as dt

from erasmus_cli.advice.compared import Side, compare
from erasmus_cli.commands.check import COULD_NOT_RUN, FINE, NOT_KNOWN, NOT_MET, examine
from erasmus_cli.commands.opening import rates_words, refused
from erasmus_cli.language import _
from erasmus_cli.plan.read import Unreadable
from erasmus_cli.programme.load import Calls
from erasmus_cli.views import plan_diff as view
from erasmus_cli.views.page import Page


def run(old: str, new: str, now: dt.datetime, year: int | None, form: str) -> int:
    """Compare two plans, each under its own call or under that of `year`.

    Returns 1 if the new plan has something that is not met and the old one had not, 3 if it has something open that
    the old one had not, 2 if one of them can't be read, else 0.
    """
    calls, plans, rates = Calls(), list[Side](), list[str | None]()
    if old == new == "-":
        Page(error=True).line(_("Only one of the two plans can come from standard input."))
        return COULD_NOT_RUN
    for name in (old, new):
        result = examine(name, calls, now, year)
        if isinstance(result, Unreadable):
            return refused("diff", result, now, form)
        plans.append(Side(result[0].file, result[1] or calls.of_plan(result[0].file.data, now, year)))
        own = result[0].file.plan.mobility and result[1]
        rates.append(rates_words(result[0].entries, own.programme) if own else None)
    compared = compare(plans[0], plans[1], now)
    code = NOT_MET if compared.worse else NOT_KNOWN if compared.opened else FINE
    if form == "json":
        view.write_json(compared, now, code)
    else:
        view.show(Page(), compared, list(dict.fromkeys(filter(None, rates))))
    return code
