"""`erasmus deadlines`: the rounds and information events of the calls."""

from __future__ import annotations

import datetime as dt

from erasmus_cli.commands.names import actions_named
from erasmus_cli.commands.opening import Entries, calls_told, entered, refused
from erasmus_cli.language import _
from erasmus_cli.programme.load import Calls, Programme
from erasmus_cli.programme.rounds import Event, Round, status
from erasmus_cli.views import deadlines as view
from erasmus_cli.views.page import Page
from erasmus_cli.views.words import clean


def run(
    names: list[str],
    only_open: bool,
    now: dt.datetime,
    year: int | None,
    form: str,
    to_calendar: str | None,
    alarms: list[int],
) -> int:
    """Show the rounds of all calls, or of one; `only_open` leaves out what is past. Returns the exit code."""
    entries = entered(Calls(), None)
    if not isinstance(entries, Entries):
        return refused("deadlines", entries, now, form)
    calls = entries.calls
    programmes = [calls[y] for y in ([year] if year else calls.years)]
    codes = sorted({code for programme in programmes for code in programme.codes})
    if names:
        chosen = actions_named(names, codes, Page(error=True))
        if chosen is None:
            return 2
        codes = chosen
    rounds: list[Round] = []
    events: list[Event] = []
    for programme in programmes:
        rounds += [x for x in programme.rounds if x.action in codes and (not only_open or status(x, now) == "open")]
        events += [e for e in programme.events if set(e.actions) & set(codes)]
    events = [e for e in events if not only_open or e.instant > now]
    rounds.sort(key=lambda x: x.instant)
    events.sort(key=lambda e: e.start)
    unpublished = [p for p in programmes if not p.call.published]
    if to_calendar and not _write(to_calendar, programmes, rounds, events, alarms):
        return 2
    if form == "json":
        view.write_json(rounds, events, programmes, now)
    else:
        published = next((p for p in programmes if p.call.published), None)
        page = Page()
        view.show(page, rounds, events, unpublished, codes, now, published)
        for line in calls_told(entries, programmes):
            page.line()
            page.line(line, style="quiet")
        if to_calendar:
            Page().line(_("Written: {name}").format(name=clean(to_calendar)))
    return 0


def _write(path: str, programmes: list[Programme], rounds: list[Round], events: list[Event], alarms: list[int]) -> bool:
    """Write a calendar file; False, and an error on standard error, if there is nothing to write or no place for it."""
    from erasmus_cli.commands.files import write_new
    from erasmus_cli.views import calendar

    entries = [entry for p in programmes for entry in calendar.of_call(p, rounds, events)]
    if not entries:
        Page(error=True).line(_("{name} was not written: no date is known yet.").format(name=clean(path)))
        return False
    return write_new({path: calendar.document(entries, programmes[0], alarms)})
