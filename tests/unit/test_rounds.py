"""Rounds and events as instants, on both sides of midnight and of daylight-saving changes."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from erasmus_cli.programme.base import Text
from erasmus_cli.programme.load import Calls
from erasmus_cli.programme.rounds import FINLAND, Round, as_instant, days_left, status

CALLS = Calls()
NAME = Text(fi="Haku", en="Round")
SECOND = dt.timedelta(seconds=1)
#: How long an example takes says something of the machine only.
NO_CLOCK = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def utc(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=dt.UTC)  # type: ignore[arg-type, misc]


def closing(deadline: dt.datetime, opened: bool = True) -> Round:
    return Round(action="KA122-VET", name=NAME, deadline=deadline, sources=["guide:92"], opened=opened)


# --- from Brussels to Finland ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("deadline", "finnish", "instant"),
    [
        # Slides 12 and 17 give 13:00 in Finland, the guide (p. 76, 92, 238, 246) 12:00 in Brussels.
        (dt.datetime(2026, 2, 19, 12), dt.datetime(2026, 2, 19, 13), utc(2026, 2, 19, 11)),
        (dt.datetime(2026, 3, 5, 12), dt.datetime(2026, 3, 5, 13), utc(2026, 3, 5, 11)),
        (dt.datetime(2026, 9, 29, 12), dt.datetime(2026, 9, 29, 13), utc(2026, 9, 29, 10)),
        # The days before, of and after both changes: 29 March and 25 October 2026, at 1:00 UTC.
        (dt.datetime(2026, 3, 28, 12), dt.datetime(2026, 3, 28, 13), utc(2026, 3, 28, 11)),
        (dt.datetime(2026, 3, 29, 1, 59, 59), dt.datetime(2026, 3, 29, 2, 59, 59), utc(2026, 3, 29, 0, 59, 59)),
        (dt.datetime(2026, 3, 29, 3), dt.datetime(2026, 3, 29, 4), utc(2026, 3, 29, 1)),
        (dt.datetime(2026, 3, 29, 12), dt.datetime(2026, 3, 29, 13), utc(2026, 3, 29, 10)),
        (dt.datetime(2026, 10, 24, 12), dt.datetime(2026, 10, 24, 13), utc(2026, 10, 24, 10)),
        (dt.datetime(2026, 10, 25, 1, 59, 59), dt.datetime(2026, 10, 25, 2, 59, 59), utc(2026, 10, 24, 23, 59, 59)),
        (dt.datetime(2026, 10, 25, 12), dt.datetime(2026, 10, 25, 13), utc(2026, 10, 25, 11)),
    ],
)
def test_a_deadline_in_brussels_and_in_finland(
    deadline: dt.datetime, finnish: dt.datetime, instant: dt.datetime
) -> None:
    round_ = closing(deadline)
    assert round_.instant == instant
    assert round_.finnish.replace(tzinfo=None) == finnish
    assert round_.finnish == instant


@NO_CLOCK
@given(st.dates(dt.date(2021, 1, 1), dt.date(2035, 12, 31)))
def test_noon_in_brussels_is_always_one_in_the_afternoon_in_finland(day: dt.date) -> None:
    finnish = closing(dt.datetime.combine(day, dt.time(12))).finnish
    assert (finnish.date(), finnish.time()) == (day, dt.time(13))


# --- open and closed ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("deadline", [dt.datetime(2026, 2, 19, 12), dt.datetime(2026, 9, 29, 12)])
@pytest.mark.parametrize("zone", ["UTC", "Europe/Brussels", "Europe/Helsinki", "America/New_York"])
def test_a_round_is_open_until_the_very_instant(deadline: dt.datetime, zone: str) -> None:
    round_ = closing(deadline)
    at = round_.instant.astimezone(ZoneInfo(zone))
    assert status(round_, at - SECOND) == "open"
    assert status(round_, at) == "open"
    assert status(round_, at + dt.timedelta(microseconds=1)) == "closed"
    assert status(round_, at + SECOND) == "closed"


def test_a_round_that_was_not_opened_is_neither() -> None:
    round_ = closing(dt.datetime(2026, 10, 1, 12), opened=False)
    assert {status(round_, now) for now in (utc(2026, 1, 1), utc(2027, 1, 1))} == {"not opened"}


# --- days left ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("deadline", "now", "left"),
    [
        # Winter: midnight in Finland is 22:00 UTC.
        (dt.datetime(2026, 2, 19, 12), utc(2026, 2, 17, 21, 59, 59), 2),
        (dt.datetime(2026, 2, 19, 12), utc(2026, 2, 17, 22), 1),
        (dt.datetime(2026, 2, 19, 12), utc(2026, 2, 18, 21, 59, 59), 1),
        (dt.datetime(2026, 2, 19, 12), utc(2026, 2, 18, 22), 0),
        (dt.datetime(2026, 2, 19, 12), utc(2026, 2, 19, 11), 0),
        (dt.datetime(2026, 2, 19, 12), utc(2026, 2, 19, 21, 59, 59), 0),
        (dt.datetime(2026, 2, 19, 12), utc(2026, 2, 19, 22), -1),
        # Summer: midnight in Finland is 21:00 UTC.
        (dt.datetime(2026, 9, 29, 12), utc(2026, 9, 28, 20, 59, 59), 1),
        (dt.datetime(2026, 9, 29, 12), utc(2026, 9, 28, 21), 0),
        # Across a change the days are 23 and 25 hours long, and still count as days.
        (dt.datetime(2026, 3, 30, 12), utc(2026, 3, 28, 21, 59, 59), 2),
        (dt.datetime(2026, 3, 30, 12), utc(2026, 3, 28, 22), 1),
        (dt.datetime(2026, 3, 30, 12), utc(2026, 3, 29, 21), 0),
        (dt.datetime(2026, 10, 26, 12), utc(2026, 10, 24, 20, 59, 59), 2),
        (dt.datetime(2026, 10, 26, 12), utc(2026, 10, 24, 21), 1),
        (dt.datetime(2026, 10, 26, 12), utc(2026, 10, 25, 21, 59, 59), 1),
        (dt.datetime(2026, 10, 26, 12), utc(2026, 10, 25, 22), 0),
    ],
)
def test_days_left_are_those_of_a_finnish_calendar(deadline: dt.datetime, now: dt.datetime, left: int) -> None:
    assert days_left(closing(deadline).instant, now) == left


@NO_CLOCK
@given(st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)), st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)))
def test_a_day_begins_at_midnight_in_finland(day: dt.date, today: dt.date) -> None:
    now = as_instant(today)
    assert (now.date(), now.time(), now.tzinfo) == (today, dt.time(0), FINLAND)
    assert days_left(closing(dt.datetime.combine(day, dt.time(12))).instant, now) == (day - today).days


# --- what the sources give ------------------------------------------------------------------------------------------


def test_the_rounds_of_2026() -> None:
    rounds = {(x.action, x.deadline, x.optional, x.opened) for x in CALLS[2026].rounds}
    february, march = dt.datetime(2026, 2, 19, 12), dt.datetime(2026, 3, 5, 12)
    jean_monnet, alliances = dt.datetime(2026, 2, 3, 17), dt.datetime(2026, 3, 10, 17)
    assert rounds == {
        ("KA121-VET", february, False, True),  # slide 12, guide p. 95
        ("KA122-VET", february, False, True),  # slide 12, guide p. 92
        ("KA120-VET", dt.datetime(2026, 9, 29, 12), False, True),  # slide 12, guide p. 76
        ("KA210-VET", march, False, True),  # slide 17, guide p. 246
        ("KA220-VET", march, False, True),  # slide 17, guide p. 238
        # EACEA's rounds: slide 36, guide p. 238, 263, 294 to 297, 338, 393, 399, 408.
        *((code, jean_monnet, False, True) for code in ("JM-TRAINING", "JM-LEARNING-EU", "JM-NETWORK")),
        *((f"ALLIANCE-{lot}", alliances, False, True) for lot in (1, 2, 3)),
        ("KA220-ENGO", dt.datetime(2026, 3, 5, 17), False, True),  # guide p. 239
        ("CB-VET", dt.datetime(2026, 3, 26, 17), False, True),
        ("COVE", dt.datetime(2026, 9, 3, 17), False, True),
        # A national agency may open a second round (guide p. 92, 246, 238); the slides know of none in Finland.
        ("KA122-VET", dt.datetime(2026, 10, 1, 12), True, False),
        ("KA210-VET", dt.datetime(2026, 10, 1, 12), True, False),
        ("KA220-VET", dt.datetime(2026, 10, 1, 12), True, False),
    }
    assert len(CALLS[2026].rounds) == 17


EVENTS = {  # slides 43 to 47
    "20.1.2026 14:00-16:00": ["KA121-VET"],
    "29.1.2026 14:00-15:00": ["KA121-VET"],
    "12.1.2026 14:00-16:00": ["KA122-VET"],
    "5.2.2026 14:00-15:30": ["KA122-VET"],
    "25.11.2025 15:00-16:00": ["KA210-VET", "KA220-VET"],
    "15.12.2025 15:00-16:00": ["KA220-VET"],
    "19.1.2026 15:00-16:00": ["KA220-VET"],
    "4.2.2026 15:00-16:00": ["KA220-VET"],
    "9.2.2026 15:00-16:00": ["KA220-VET"],
    "10.12.2025 14:30-16:00": ["KA210-VET"],
    "10.2.2026 14:30-16:00": ["KA210-VET"],
    "14.1.2026 14:00-16:00": ["ALLIANCE-1", "ALLIANCE-2", "ALLIANCE-3"],
}


def test_the_events_of_2026() -> None:
    events = CALLS[2026].events
    when = [f"{e.start.day}.{e.start.month}.{e.start:%Y %H:%M}-{e.end:%H:%M}" for e in events]
    assert {day: sorted(e.actions) for day, e in zip(when, events, strict=True)} == EVENTS
    assert all(e.start.date() == e.end.date() for e in events)
    assert len(events) == 12


def test_an_event_is_past_when_it_ends_in_finnish_time() -> None:
    [event] = [e for e in CALLS[2026].events if e.start == dt.datetime(2026, 1, 12, 14)]
    assert event.instant == utc(2026, 1, 12, 14)  # 16:00 in Finland


@pytest.mark.parametrize(
    ("action", "last"),
    [
        ("KA122-VET", utc(2026, 2, 19, 11)),
        ("KA121-VET", utc(2026, 2, 19, 11)),
        ("KA210-VET", utc(2026, 3, 5, 11)),
        ("KA220-VET", utc(2026, 3, 5, 11)),
        ("KA120-VET", utc(2026, 9, 29, 10)),
        ("JM-LEARNING-EU", utc(2026, 2, 3, 16)),
        ("COVE", utc(2026, 9, 3, 15)),
        (None, utc(2026, 9, 29, 10)),
    ],
)
def test_the_call_to_plan_for_changes_when_its_round_is_past(action: str | None, last: dt.datetime) -> None:
    assert CALLS.planned(action, last).year == 2026
    assert CALLS.planned(action, last + SECOND).year == 2027


def test_nothing_is_known_of_the_rounds_of_2027() -> None:
    assert CALLS[2027].rounds == []
    assert CALLS[2027].events == []
    assert [CALLS[2027].round(code) for code in CALLS[2027].codes] == [None] * 16
