"""Days on a Finnish calendar."""

from __future__ import annotations

import calendar
import datetime as dt

from erasmus_cli.programme.rounds import FINLAND, Round


def day_of(moment: dt.date) -> dt.date:
    """Return the day of an instant on a Finnish calendar; a day is itself."""
    return moment.astimezone(FINLAND).date() if isinstance(moment, dt.datetime) else moment


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day of a later month, or the last one of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def in_call(round_: Round, year: int) -> dt.date:
    """Return the day and month of a round in another call year: an assumption, as long as nothing is published."""
    day = round_.finnish.date()
    return add_months(day, 12 * (year - day.year))
