"""The shapes of unit costs and rates in `rates.toml`: what the grant of a mobility project is worked out from."""

from __future__ import annotations

from typing import Literal

import msgspec

from erasmus_cli.programme.base import Record, Text


class Category(Record, frozen=True, kw_only=True):
    """A budget category."""

    id: str
    name: Text
    sources: list[str]


class After(Record, frozen=True, kw_only=True):
    """A lower unit cost in euros after the `first` participants in one type of activity."""

    first: int
    euros: int
    open: str


class Longest(Record, frozen=True, kw_only=True):
    """The longest stay in days that a unit cost pays for; `open` is what no source tells of longer ones."""

    days: int
    open: str


class UnitCost(Record, frozen=True, kw_only=True):
    """What the programme pays for one unit, or the share of real costs that it pays.

    It applies to activities of the `types` (all, if there are none) in receiving countries of the `standings`, and is
    multiplied by the fields of the activity in `times`. Exactly one of these tells the rate: `euros` (up to `up_to`
    where the sources leave it open), `percent` of the real costs that the plan names, or a `table`: of travel bands,
    or of individual support for the rows `persons`, over the days in the field `days`. With `only_if` it is not
    counted unless the plan says something of that field. `open` is the id of what no source tells about it, `note` its
    condition.
    """

    id: str
    category: str
    name: Text
    types: list[str] = []
    standings: list[str] = []
    whole_project: bool = False
    euros: int | None = None
    up_to: int | None = None
    percent: int | None = None
    table: Literal["travel", "individual-support"] | None = None
    persons: list[str] = []
    days: str | None = None
    at_most: Longest | None = None
    after: After | None = None
    times: list[str]
    only_if: str | None = None
    open: str | None = None
    note: Text | None = None
    sources: list[str]

    def __post_init__(self) -> None:
        """Refuse a unit cost with no rate or with two."""
        if [self.euros, self.percent, self.table].count(None) != 2:
            raise ValueError(f"exactly one rate is needed for {self.id!r}")


class TravelBand(Record, frozen=True, kw_only=True):
    """Travel support in euros for a one-way distance in kilometres; no `to` for the farthest."""

    from_: int = msgspec.field(name="from")
    to: int | None = None
    green: int
    other: int
    sources: list[str]


class BaseRate(Record, frozen=True, kw_only=True):
    """The range of the daily base rate in euros for a row of the table, by group of the receiving country."""

    person: str
    ranges: list[tuple[int, int]]
    sources: list[str]


class CapacityStep(Record, frozen=True, kw_only=True):
    """What is asked about financial capacity for a grant of up to so many euros; no limit for the last step."""

    up_to: int | None = None
    text: Text
    sources: list[str]


class Stay(Record, frozen=True, kw_only=True):
    """How days are paid: in full at first, then at a share in per cent; and how many travel days may be added."""

    full_days: int
    later_percent: int
    travel_days: int
    travel_days_green: int
    sources: list[str]


class Distance(Record, frozen=True, kw_only=True):
    """The sphere on which distances are worked out: its radius in kilometres."""

    radius: float
    sources: list[str]


class Outlying(Record, frozen=True, kw_only=True):
    """What has to be said of the farthest places of countries with parts overseas."""

    countries: list[str]
    text: Text
    sources: list[str]


class Rates(Record, frozen=True, kw_only=True):
    """All of `rates.toml`. `limits` are the requirements that a budget is shown with.

    `accompanied` are the types of activity in which accompanying persons are a must (guide p. 88).
    """

    limits: list[str]
    accompanied: list[str]
    categories: list[Category]
    unit_costs: list[UnitCost]
    travel_bands: list[TravelBand]
    base_rates: list[BaseRate]
    stay: Stay
    distance: Distance
    outlying: list[Outlying]
    capacity_steps: list[CapacityStep]
