"""Words for calls and rounds: which rules are used, and how a round stands."""

from __future__ import annotations

import datetime as dt

from erasmus_cli.language import _, _n
from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.rounds import Round, days_left, status
from erasmus_cli.views import words


def call_words(programme: Programme) -> str:
    """Say which call's rules are used and whether they are confirmed."""
    if programme.confirmed:
        return _("Call {year}, by the rules of that call.").format(year=programme.year)
    return _(
        "Call {year} is not published yet: checked with the rules of {base}, which are not confirmed for {year}."
    ).format(year=programme.year, base=programme.call.rests_on)


def round_words(current: Round | None, last: Round | None, now: dt.datetime) -> str:
    """Say when the round closes or closed, or that its date is not published and when the last one was."""
    if current:
        when = words.instant(current.finnish)
        if status(current, now) == "closed":
            return _("The round closed on {when}, Finnish time.").format(when=when)
        left = days_left(current.instant, now)
        days = _n("{number} day left", "{number} days left", left).format(number=left)
        return _("The round closes on {when}, Finnish time: {days}.").format(when=when, days=days)
    if last:
        when = words.instant(last.finnish)
        return _("The date of the round is not published. The last one closed on {when}.").format(when=when)
    return _("The date of the round is not published.")
