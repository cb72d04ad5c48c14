"""The daily rates that the national agency publishes, as a person writes them down once in `rates.toml`.

The guide gives only ranges (guide p. 99). With these rates a range becomes one figure; they hold for one call.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import msgspec

from erasmus_cli.plan.model import OneOf, Part, Words, Year
from erasmus_cli.plan.read import Problem, Unreadable, located, table, text_of, validate_as
from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.money import BaseRate, Rates, UnitCost


class Groups(Part):
    """Euros per day by group of the receiving country."""

    group_1: int | None = None
    group_2: int | None = None
    group_3: int | None = None

    def rates(self) -> tuple[int | None, ...]:
        """Return the rates in the order of the groups."""
        return self.group_1, self.group_2, self.group_3


class Published(Part):
    """The rates of one call. `incoming` tells which row of the table an invited person gets, if the agency said so."""

    call: Year
    source: Words | None = None
    staff: Groups | None = None
    learner: Groups | None = None
    incoming: dict[Annotated[str, OneOf("activity_types")], Annotated[str, OneOf("rate_rows")]] | None = None

    def hold_for(self, programme: Programme) -> bool:
        """Whether these are the rates of a call, or of the call whose rules stand in for it."""
        return self.call in (programme.year, programme.call.rests_on)

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


def read_published(name: str, programme: Programme) -> Published | Unreadable:
    """Read a file of published rates. Never raises for what the file holds."""
    text = text_of(name)
    if isinstance(text, Unreadable):
        return text
    data = table(name, text)
    if isinstance(data, Unreadable):
        return data
    result = validate_as(Published, data, programme)
    problems = result if isinstance(result, list) else list(result.problems(programme.rates))
    if isinstance(result, list) or problems:
        return located(name, text, problems)
    return result
