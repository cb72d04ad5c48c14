"""`erasmus next`: takes a plan into the next call and writes it to a new file."""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from erasmus_cli.advice.next_call import Outcome, possible, take
from erasmus_cli.commands.check import COULD_NOT_RUN, FINE
from erasmus_cli.commands.files import free, write_new
from erasmus_cli.commands.opening import refused
from erasmus_cli.interview.ask import Ask
from erasmus_cli.interview.prompt import BACK, OPEN, Prompt, prompt
from erasmus_cli.language import _
from erasmus_cli.plan.draft import Draft
from erasmus_cli.plan.layout import Layout
from erasmus_cli.plan.paths import place
from erasmus_cli.plan.read import Unreadable, read
from erasmus_cli.programme.changes import changes
from erasmus_cli.programme.load import Calls, Programme
from erasmus_cli.rules.belonging import lacking
from erasmus_cli.views import next_call as view
from erasmus_cli.views.page import Page
from erasmus_cli.views.words import clean


def run(name: str, new: str | None, outcome: str | None, now: dt.datetime, year: int | None, form: str) -> int:
    """Write a plan for the next call, or that of `year`, and tell what changed. Returns the exit code."""
    calls = Calls()
    file = read(name, calls.words_of(now), calls.years)
    if isinstance(file, Unreadable):
        return refused("next", file, now, form)
    years = _years(calls, file.data, year, clean(name), now)
    if years is None:
        return COULD_NOT_RUN
    target = new or _beside(name, years)
    if not free([target]):
        return COULD_NOT_RUN
    asking = file.plan.action if form == "text" and sys.stdin.isatty() and sys.stdout.isatty() else None
    chosen: Any = outcome or (_asked_outcome(asking, years[0]) if asking else "unknown")
    given = _asked(calls[years[0]], asking) if asking and chosen == "granted" else {}
    taken = take(file.data, calls, years, chosen, now, given)
    layout = Layout(lambda data: calls.of_plan(data, now, None), lacking)
    text = layout.fresh(taken.data) if name == "-" else Draft(Path(name), layout).text(taken.data)
    if not write_new({target: text.encode()}):
        return COULD_NOT_RUN
    code = taken.data.get("action") or file.plan.action
    changed = changes(taken.old, taken.new, code) if code else None
    if form == "json":
        view.write_json((name, target), file.data, taken, changed, now)
    else:
        view.show(Page(), (name, target), file.data, taken, changed)
    return FINE


def _years(
    calls: Calls, data: dict[str, Any], wanted: int | None, name: str, now: dt.datetime
) -> tuple[int, int] | None:
    """Return the years of the old and the new call; None, and an error, if there is no way from one to the other."""
    errors, old = Page(error=True), data.get("call")
    if old is None:
        year = calls.of_plan(data, now, None).year
        told = _(
            "{file} names no call, so it is about the one that comes next already: {year}. If it was for an earlier "
            "one, write for example call = {before} at its top."
        )
        errors.line(told.format(file=name, year=year, before=calls.years[0]))
        return None
    later = [year for year in calls.years if year > old and wanted in (None, year)]
    if not later:
        told = _("{file} is for call {year}, and there is no later one in the data. Calls: {years}.")
        if wanted:
            told = _("{file} is for call {year}, and call {wanted} is not a later one. Calls: {years}.")
        listed = ", ".join(map(str, calls.years))
        errors.line(told.format(file=name, year=old, wanted=wanted, years=listed))
        return None
    return old, later[0]


def _beside(name: str, years: tuple[int, int]) -> str:
    """Name the new file: plan-2027.toml beside plan.toml or plan-2026.toml."""
    path = Path("plan.toml" if name == "-" else name)
    stem = path.stem.removesuffix(f"-{years[0]}")
    return str(path.with_name(f"{stem}-{years[1]}{path.suffix or '.toml'}"))


def _asked_outcome(code: str, year: int) -> Outcome:
    """Ask what came of the old application. Raises what an interrupt raises."""
    choices = (("granted", _("It was granted")), ("rejected", _("It was not granted")), ("unknown", _("Not known yet")))
    title = _("What came of the application for {code} in {year}?").format(code=code, year=year)
    answer: Outcome = _put(Prompt(title, choices=choices, may_stay_open=False, may_go_back=False))
    return answer


def _asked(programme: Programme, code: str) -> dict[str, Any]:
    """Ask what a granted application brings; what is passed over stays open."""
    given = {}
    follows = possible(programme, code)
    for field in follows.asks if follows else []:
        question = next(q for q in programme.questions if q.field == field)
        answer = _put(replace(prompt(Ask(question, place(field, None)), programme, None), may_go_back=False))
        if answer is not OPEN:
            given[field] = answer
    return given


def _put(shown: Prompt) -> Any:
    """Put a question to the person; there is nothing to go back to."""
    from erasmus_cli.interview.prompters import for_this_terminal

    while (answer := for_this_terminal().ask(shown)) is BACK:
        pass
    return answer
