"""Words for calls and rounds: which rules are used, and how a round stands."""

from __future__ import annotations

import datetime as dt

from erasmus_cli.language import _, _n, language
from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.rounds import Event, Round, days_left, status
from erasmus_cli.views import words


def call_words(programme: Programme) -> str:
    """Say which call's rules are used and whether they are confirmed."""
    if programme.confirmed:
        return _("Call {year}, by the rules of that call.").format(year=programme.year)
    seen = programme.call.checked
    return _(
        "Call {year} was not published by {day}, when this program's data were made: the rules are those of {base}, "
        "not confirmed for {year}."
    ).format(year=programme.year, base=programme.call.rests_on, day=words.date(seen) if seen else "?")


def round_words(current: Round | None, last: Round | None, now: dt.datetime) -> str:
    """Say when the round closes or closed, or that its date is not published and when the last one was."""
    if current:
        when = words.instant(current.finnish)
        if status(current, now) == "closed":
            said = _("The round closed on {when}, Finnish time.").format(when=when)
        else:
            said = _("The round closes on {when}, Finnish time: {left}.").format(when=when, left=left(current, now))
        return f"{said} ({words.entered(current.entered)})" if current.entered else said
    if last and status(last, now) != "closed":
        when = words.instant(last.finnish)
        return _("The date of the round is not known yet. The one before it closes on {when}.").format(when=when)
    if last:
        when = words.instant(last.finnish)
        return _("The date of the round is not known yet. The last one closed on {when}.").format(when=when)
    return _("The date of the round is not known yet.")


def left(round_: Round, now: dt.datetime) -> str:
    """Say how many days are left of a round that is open; on the last day, until what time."""
    days = days_left(round_.instant, now)
    if not days:
        return _("closes today at {time}").format(time=words.clock(round_.finnish))
    said = _n("{number} day left", "{number} days left", days).format(number=days)
    return said.replace(" ", words.NO_BREAK, 1)


def hours(event: Event) -> str:
    """Write when an event begins and ends: `12.1.2026 klo 14.00–16.00`."""
    end = f"{event.end:%H.%M}" if language() == "fi" else f"{event.end:%H:%M}"
    return f"{words.instant(event.start)}–{end}"
