"""What an agency publishes after this program's data were made, as a person enters it in `call-<year>.toml`.

Daily rates have a shape of their own here, for `rates.toml` holds them, too. What contradicts what the program knows to
be published, or can't be, is a problem with its place; what is the same is fine. When an application form opens no
source of the program tells, so that nothing is compared with that.
"""

# Annotations are not postponed here: pydantic would compile each of them again.
import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Annotated

import msgspec
from pydantic import Field, StringConstraints

from erasmus_cli.plan.model import OneOf, Part
from erasmus_cli.plan.positions import Path
from erasmus_cli.plan.read import Problem
from erasmus_cli.programme.base import Text
from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.money import BaseRate, Rates, UnitCost
from erasmus_cli.programme.rounds import BRUSSELS, FINLAND, Entered, Event, Round

#: A line of text, such as the name of an event or the address of a page.
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Action = Annotated[str, OneOf("actions", "-VET")]


class Groups(Part):
    """Euros per day by group of the receiving country."""

    group_1: int | None = None
    group_2: int | None = None
    group_3: int | None = None

    def rates(self) -> tuple[int | None, ...]:
        """Return the rates in the order of the groups."""
        return self.group_1, self.group_2, self.group_3


class DailyRates(Part):
    """Daily rates. `incoming` tells which row of the table an invited person gets, if the agency said so."""

    staff: Groups | None = None
    learner: Groups | None = None
    incoming: dict[Annotated[str, OneOf("activity_types")], Annotated[str, OneOf("rate_rows")]] | None = None

    def narrow(self, rates: Rates) -> Rates:
        """Return the programme's rates with what was published in the place of the ranges."""
        return msgspec.structs.replace(
            rates,
            base_rates=[self._narrow(base) for base in rates.base_rates],
            unit_costs=[settled for unit in rates.unit_costs for settled in self._settle(unit)],
        )

    def _narrow(self, base: BaseRate) -> BaseRate:
        given = self._row(base)
        ranges = [(one, one) if one is not None else both for one, both in zip(given, base.ranges, strict=True)]
        return msgspec.structs.replace(base, ranges=ranges)

    def _row(self, base: BaseRate) -> tuple[int | None, ...]:
        groups: Groups | None = getattr(self, base.person)
        return groups.rates() if groups else (None,) * len(base.ranges)

    def _settle(self, unit: UnitCost) -> Iterator[UnitCost]:
        """Yield a unit cost once for each type of activity whose row of the table was told, and for the others."""
        told = {kind: row for kind, row in (self.incoming or {}).items() if kind in unit.types and unit.open}
        told = {kind: row for kind, row in told.items() if row in unit.persons}
        for kind, row in told.items():
            yield msgspec.structs.replace(unit, types=[kind], persons=[row], open=None)
        rest = [kind for kind in unit.types if kind not in told]
        if rest or not unit.types:
            yield msgspec.structs.replace(unit, types=rest)

    def problems(self, rates: Rates) -> Iterator[Problem]:
        """Yield the rates that are outside what the guide allows."""
        for base in rates.base_rates:
            for number, (given, (low, high)) in enumerate(zip(self._row(base), base.ranges, strict=True), 1):
                if given is not None and not low <= given <= high:
                    detail = {"bound": low if given < low else high, "least": given < low, "allowed": (low, high)}
                    yield Problem("out-of-range", (base.person, f"group_{number}"), detail=detail)


class Sourced(Part):
    """Something that a person read somewhere. What stands at the top of the file holds for all that says nothing."""

    source: Line | None = None
    read_on: dt.date | None = None


class EnteredRound(Sourced):
    """A round; the deadline is Brussels clock time, if it does not name another zone."""

    action: Action
    deadline: dt.datetime
    optional: bool = False

    @property
    def clock(self) -> dt.datetime:
        """The deadline as the clock shows it in Brussels."""
        return _clock(self.deadline, BRUSSELS)


class EnteredEvent(Sourced):
    """An information event; times are Finnish, if they do not name another zone."""

    name: Line
    actions: Annotated[list[Action], Field(min_length=1)]
    start: dt.datetime
    end: dt.datetime


class EnteredRates(DailyRates, Sourced):
    """Daily rates of the call."""


class CallFile(Sourced):
    """All that a person entered of one call."""

    rounds: list[EnteredRound] = Field(default_factory=list)
    events: list[EnteredEvent] = Field(default_factory=list)
    rates: EnteredRates | None = None

    def problems(self, programme: Programme) -> Iterator[Problem]:
        """Yield what cannot be, or contradicts what is known of the call."""
        for path, said in self._all():
            for key in ("source", "read_on"):
                if getattr(said, key) is None and getattr(self, key) is None:
                    yield Problem("missing", (*path, key), detail={"once": True})
        seen: set[tuple[str, bool]] = set()
        for number, round_ in enumerate(self.rounds):
            yield from self._of_round(("rounds", number), round_, programme)
            if (round_.action, round_.optional) in seen:
                yield Problem("two-rounds", ("rounds", number, "action"), detail={"action": round_.action})
            seen.add((round_.action, round_.optional))
        names: set[tuple[str, tuple[str, ...]]] = set()
        for number, event in enumerate(self.events):
            yield from self._of_event(("events", number), event, programme)
            if (event.name.casefold(), tuple(event.actions)) in names:
                yield Problem("two-events", ("events", number, "name"), detail={"name": event.name})
            names.add((event.name.casefold(), tuple(event.actions)))
        for problem in self.rates.problems(programme.rates) if self.rates else ():
            yield msgspec.structs.replace(problem, path=("rates", *problem.path))

    def _all(self) -> Iterator[tuple[Path, Sourced]]:
        yield from ((("rounds", number), round_) for number, round_ in enumerate(self.rounds))
        yield from ((("events", number), event) for number, event in enumerate(self.events))
        if self.rates:
            yield ("rates",), self.rates

    def _of_round(self, path: Path, round_: EnteredRound, programme: Programme) -> Iterator[Problem]:
        yield from _without_call((*path, "action"), round_.action, programme)
        place, day, read_on = (*path, "deadline"), round_.clock.date(), round_.read_on or self.read_on
        known = programme.round(round_.action, 2 if round_.optional else 1, opened=None)
        if known and known.deadline != round_.clock:
            yield Problem(
                "contradicts", place, detail={"entered": round_.clock, "known": known, "programme": programme}
            )
        elif day.year != programme.year:
            yield Problem("outside-call", place, detail={"year": programme.year, "first": programme.year})
        elif read_on and day < read_on:
            yield Problem("before-reading", place, detail={"read_on": read_on})

    def _of_event(self, path: Path, event: EnteredEvent, programme: Programme) -> Iterator[Problem]:
        for number, action in enumerate(event.actions):
            yield from _without_call((*path, "actions", number), action, programme)
        start, end, year = _clock(event.start, FINLAND), _clock(event.end, FINLAND), programme.year
        if start.year not in (year - 1, year):  # those of a call begin in the autumn before it (slide 46)
            yield Problem("outside-call", (*path, "start"), detail={"year": year, "first": year - 1})
        elif end <= start:
            yield Problem("ends-before-start", (*path, "end"))

    def entered(self, said: Sourced, file: str) -> Entered:
        """Return where something was read; the file has no problems, so that it says so."""
        source, read_on = said.source or self.source, said.read_on or self.read_on
        assert source and read_on
        return Entered(source=source, read_on=read_on, file=file)

    def complete(self, programme: Programme, base: Programme, file: str) -> None:
        """Add to a call what was entered; `base` is the call whose rules it rests on. What is published stays."""
        rounds = list(programme.rounds)
        for said in self.rounds:
            number = 2 if said.optional else 1
            known = programme.round(said.action, number, opened=None)
            if known and known.opened:
                continue
            before = base.round(said.action, number, opened=None)
            named = before or base.round(said.action)
            rounds = [x for x in rounds if x is not known]
            rounds.append(
                Round(
                    action=said.action,
                    name=before.name if before else programme.action(said.action).name,
                    deadline=said.clock,
                    sources=[],
                    optional=said.optional,
                    portal=named.portal if named else None,
                    entered=self.entered(said, file),
                )
            )
        there = {(tuple(event.actions), event.start) for event in programme.events}
        events = [event for said in self.events if (event := self._event(said, file))]
        programme.rounds = rounds
        programme.events = [*programme.events, *(e for e in events if (tuple(e.actions), e.start) not in there)]

    def _event(self, said: EnteredEvent, file: str) -> Event:
        return Event(
            name=Text(fi=said.name, en=said.name),
            actions=said.actions,
            start=_clock(said.start, FINLAND),
            end=_clock(said.end, FINLAND),
            sources=[],
            entered=self.entered(said, file),
        )


def _clock(moment: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
    """Return what a clock of the zone shows; a moment without a zone of its own is that already."""
    return moment if moment.tzinfo is None else moment.astimezone(zone).replace(tzinfo=None)


def _without_call(path: Path, action: str, programme: Programme) -> Iterable[Problem]:
    return [Problem("no-call", path, detail={"action": action})] if programme.action(action).no_call else []
