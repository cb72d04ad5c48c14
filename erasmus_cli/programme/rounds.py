"""Rounds and information events as instants, and how they stand on a given day.

Deadlines are written as Brussels clock time and people read Finnish clock time, so both go through the
time-zone database: the difference holds on either side of a daylight-saving change.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal
from zoneinfo import ZoneInfo

from erasmus_cli.programme.base import Record, Text

BRUSSELS = ZoneInfo("Europe/Brussels")
FINLAND = ZoneInfo("Europe/Helsinki")

Status = Literal["open", "closed", "not opened"]


class Call(Record, frozen=True, kw_only=True):
    """A year's call for proposals: whether it is published, and which call's rules stand in for it if not.

    `checked` is the day on which it was looked for. `last_call` is the last call year of the programme period;
    `after_last` says what is known of later ones.
    """

    year: int
    published: bool
    rests_on: int | None = None
    checked: dt.date | None = None
    last_call: int
    after_last: Text
    about: Text
    page: str
    sources: list[str]


class Round(Record, frozen=True, kw_only=True):
    """One deadline of an action in a call. `optional`: an agency may open it; `opened` says whether it did.

    `portal` is the contact where applications go, if that is not the form of the national agency.
    """

    action: str
    name: Text
    deadline: dt.datetime
    sources: list[str]
    optional: bool = False
    opened: bool = True
    portal: str | None = None
    note: Text | None = None

    @property
    def instant(self) -> dt.datetime:
        """The deadline as an instant; the data give it in Brussels time, as the guide does (guide p. 434)."""
        return self.deadline.replace(tzinfo=BRUSSELS)

    @property
    def finnish(self) -> dt.datetime:
        """The deadline on a Finnish clock."""
        return self.instant.astimezone(FINLAND)


class Event(Record, frozen=True, kw_only=True):
    """An information event for applicants; times are Finnish."""

    name: Text
    actions: list[str]
    start: dt.datetime
    end: dt.datetime
    sources: list[str]

    @property
    def instant(self) -> dt.datetime:
        """The end of the event as an instant: until then it is not past."""
        return self.end.replace(tzinfo=FINLAND)


def status(round_: Round, now: dt.datetime) -> Status:
    """Say how a round stands at the instant `now`."""
    if not round_.opened:
        return "not opened"
    return "open" if now <= round_.instant else "closed"


def days_left(moment: dt.datetime, now: dt.datetime) -> int:
    """Count calendar days on a Finnish calendar from `now` to `moment`; negative when it is past."""
    return (moment.astimezone(FINLAND).date() - now.astimezone(FINLAND).date()).days


def as_instant(day: dt.date) -> dt.datetime:
    """Return the first instant of a day in Finland, for `--today`."""
    return dt.datetime(day.year, day.month, day.day, tzinfo=FINLAND)
