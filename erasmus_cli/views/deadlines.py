"""Rounds and events as a table in Finnish time, or as JSON."""

from __future__ import annotations

import datetime as dt

from erasmus_cli.language import _
from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.rounds import FINLAND, Event, Round, days_left, status
from erasmus_cli.views import machine, when, words
from erasmus_cli.views.page import Page


def show(
    page: Page,
    rounds: list[Round],
    events: list[Event],
    unpublished: list[Programme],
    codes: list[str],
    now: dt.datetime,
    sourced: Programme | None,
) -> None:
    """Write the rounds, the events, and what is not published yet. If nothing is ahead, that is said first."""
    today = words.date(now.astimezone(FINLAND).date())
    page.line(_("Deadlines on {day}, all times Finnish").format(day=today), style="heading")
    page.line()
    if not any(status(x, now) == "open" for x in rounds):
        _nothing_ahead(page, unpublished)
    if rounds:
        page.line(_("Rounds"), style="heading")
        page.columns([(x.action, words.instant(x.finnish), _noted(_standing(x, now), x)) for x in rounds])
        if sourced:
            _portals(page, rounds, sourced)
            cited = [s for x in rounds for s in x.sources] + [s for e in events for s in e.sources]
            cited = list(dict.fromkeys(cited))
            page.line(_("Source: {source}").format(source=words.sources(sourced, cited)), indent=2, hang=2)
        page.line()
    for programme in unpublished:
        page.line(_("Call {year}: not published").format(year=programme.year), style="heading")
        about = when.call_words(programme) if programme.rounds else words.text(programme.call.about)
        page.line(about, indent=2)
        page.line(programme.call.page, indent=2)
        without = [code for code in codes if code not in {x.action for x in programme.rounds}]
        if without:
            page.line(_("No dates are known for: {codes}.").format(codes=", ".join(without)), indent=2)
        page.line()
    if events:
        page.line(_("Information events"), style="heading")
        page.columns([_event(event, now) for event in events])


def _portals(page: Page, rounds: list[Round], programme: Programme) -> None:
    """Say of the rounds of EACEA when they close by its own clock, and where the applications go."""
    elsewhere = [x for x in rounds if x.portal]
    for moment, portal in dict.fromkeys((x.deadline.time(), x.portal or "") for x in elsewhere):
        codes = ", ".join(dict.fromkeys(x.action for x in elsewhere if x.deadline.time() == moment))
        contact = programme.contacts[portal]
        told = _("{codes}: {time} in Brussels. Applications go to: {portal}, {address}")
        time = words.clock(dt.datetime.combine(dt.date.min, moment))
        said = told.format(codes=codes, time=time, portal=words.text(contact.name), address=contact.address)
        page.line(said, indent=2, hang=2)


def _nothing_ahead(page: Page, unpublished: list[Programme]) -> None:
    page.line(_("Every round in the data is past."), style="warning")
    for programme in unpublished:
        page.line(
            _(
                "Plan for call {year}: write the plan now and check it with the rules of {base}, follow the page "
                "below for the new call, and join the mailing list of the agency (`erasmus explain mailing-list`)."
            ).format(year=programme.year, base=programme.call.rests_on)
        )
    page.line()


def _standing(round_: Round, now: dt.datetime) -> str:
    standing = status(round_, now)
    if standing == "not opened" and round_.instant < now:
        return _("second round, past; not known to have been opened in Finland")
    if standing == "not opened":
        return _("second round; not known to be opened in Finland")
    if standing == "closed":
        return _("closed")
    return _("open, {left}").format(left=when.left(round_, now))


def _event(event: Event, now: dt.datetime) -> tuple[str, str]:
    past = _("past") if event.instant < now else _("ahead")
    codes = ", ".join(words.short(code) for code in event.actions)
    return when.hours(event), _noted(f"{codes}: {words.clean(words.text(event.name))} ({past})", event)


def _noted(said: str, record: Round | Event) -> str:
    """Add to what is said of a round or an event that a person entered it."""
    return f"{said}; {words.entered(record.entered)}" if record.entered else said


def write_json(rounds: list[Round], events: list[Event], programmes: list[Programme], now: dt.datetime) -> None:
    """Write the same as JSON."""
    machine.write(
        "deadlines",
        now,
        calls=[machine.call(p) for p in programmes],
        rounds=[
            {
                "action": x.action,
                **(machine.round_(x, now) or {}),
                "days_left": days_left(x.instant, now),
                "optional": x.optional,
                "sources": x.sources,
            }
            for x in rounds
        ],
        events=[
            {
                "name": event.name.fi,
                "actions": event.actions,
                "start": event.start.replace(tzinfo=FINLAND),
                "end": event.instant,
                "past": event.instant < now,
                "entered": machine.entered(event),
                "sources": event.sources,
            }
            for event in events
        ],
    )
