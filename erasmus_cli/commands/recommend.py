"""`erasmus recommend`: the routes for what a plan says, without questions."""

from __future__ import annotations

import datetime as dt

from erasmus_cli.advice.recommend import RouteAdvice, Verdict, recommend
from erasmus_cli.commands.opening import listed, opened, refused, told
from erasmus_cli.plan.read import Unreadable
from erasmus_cli.programme.load import Calls
from erasmus_cli.views import routes, routes_in_full, routes_json
from erasmus_cli.views.page import Page
from erasmus_cli.views.words import clean


def run(name: str, now: dt.datetime, year: int | None, form: str, whole: bool) -> int:
    """Show the recommendation for a plan, or the `whole` of all routes.

    Returns 0 if one suits, 3 if what suits is not known, 1 if none does.
    """
    plan = opened(name, Calls(), now, year)
    if isinstance(plan, Unreadable):
        return refused("recommend", plan, now, form)
    advice = recommend(plan.calls, plan.file.plan, now, year)
    if form == "json":
        routes_json.write_json(name, advice, listed(plan, advice[0].programme), now)
        return _code(advice)
    beside = told(plan, advice[0].programme, rates=bool(plan.file.plan.mobility))
    if whole:
        page = Page()
        for line in beside:
            page.line(line)
        routes_in_full.show(page, advice, now)
    else:
        routes.show(Page(), advice, now, clean(name), beside)
    return _code(advice)


def _code(advice: list[RouteAdvice]) -> int:
    verdicts = {a.verdict for a in advice}
    return 0 if Verdict.SUITS in verdicts else 3 if verdicts & {Verdict.UNCLEAR, Verdict.BEYOND} else 1
