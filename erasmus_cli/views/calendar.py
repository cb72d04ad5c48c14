"""Calendar files: what has a date, with ids that stay, so that a second import updates and does not double."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from erasmus_cli.language import _
from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.rounds import FINLAND, Event, Round
from erasmus_cli.views import when, words

#: The right-hand side of all ids. It stands for this program, and never changes.
DOMAIN = "erasmus-cli"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a calendar: an instant or a whole day, perhaps until another one, that one included.

    Nobody is reminded of what is `over`.
    """

    uid: str
    summary: str
    description: str
    first: dt.date
    last: dt.date | None = None
    over: bool = False


def identifier(*parts: object) -> str:
    """Make the id of an entry: what is named in it stays the same from one import to the next."""
    return re.sub(r"[^\w.-]+", "-", "-".join(map(str, parts))) + f"@{DOMAIN}"


def of_round(programme: Programme, round_: Round) -> Entry:
    """Describe the deadline of a round. Those of an optional round have an id of their own."""
    second = ["second"] if round_.optional else []
    times = _("Closes on {finnish}, Finnish time ({brussels} in Brussels).").format(
        finnish=words.instant(round_.finnish), brussels=words.clock(round_.deadline)
    )
    return Entry(
        identifier("round", round_.action, programme.year, *second),
        _("{code}: the round closes").format(code=round_.action),
        described(f"{words.text(round_.name)}. {times}", words.cited(programme, round_)),
        round_.instant,
    )


def of_event(programme: Programme, event: Event) -> Entry:
    """Describe an information event."""
    codes = ", ".join(words.short(code) for code in event.actions)
    start = event.start.replace(tzinfo=FINLAND)
    times = _("{when}, Finnish time.").format(when=when.hours(event))
    return Entry(
        identifier("event", programme.year, event.name.en.lower(), *(event.actions if event.entered else ())),
        f"{codes}: {words.text(event.name)}",
        described(times, words.cited(programme, event)),
        start,
        event.instant,
    )


def of_call(programme: Programme, rounds: Collection[Round], events: Collection[Event]) -> list[Entry]:
    """Describe those of the rounds and events that belong to a call; rounds that were not opened are no dates."""
    own = [of_round(programme, x) for x in programme.rounds if x in rounds and x.opened]
    return own + [of_event(programme, e) for e in programme.events if e in events]


def described(text: str, cited: str) -> str:
    """Put the text of a description and its sources together."""
    return text + "\n" + _("Source: {source}").format(source=cited)


def document(entries: Iterable[Entry], programme: Programme, alarms: Iterable[int]) -> bytes:
    """Write entries as a calendar file; `alarms` are days before each. The same data give the same bytes."""
    from icalendar import Alarm, Calendar
    from icalendar import Event as CalendarEvent

    checked = max(document.checked for document in programme.documents.values())
    calendar = Calendar()
    calendar.add("prodid", f"-//{DOMAIN}//erasmus//EN")
    calendar.add("version", "2.0")
    for entry in entries:
        event = CalendarEvent()
        event.add("uid", entry.uid)
        event.add("dtstamp", dt.datetime.combine(checked, dt.time(), dt.UTC))
        event.add("summary", entry.summary)
        event.add("description", entry.description)
        event.add("dtstart", _moment(entry.first))
        if not isinstance(entry.first, dt.datetime):
            event.add("dtend", (entry.last or entry.first) + dt.timedelta(days=1))  # whole days end on the day after
        elif entry.last:
            event.add("dtend", _moment(entry.last))
        event.add("transp", "TRANSPARENT")
        for days in () if entry.over else alarms:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", entry.summary)
            alarm.add("trigger", -dt.timedelta(days=days))
            event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _moment(moment: dt.date) -> dt.date:
    return moment.astimezone(dt.UTC) if isinstance(moment, dt.datetime) else moment
