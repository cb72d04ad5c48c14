"""How far an activity is, and which band of travel support that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.money import TravelBand

if TYPE_CHECKING:
    from erasmus_cli.plan.model import Mobility, Plan
    from erasmus_cli.programme.places import Place, Way


class Reach(msgspec.Struct, frozen=True):
    """The shortest and the longest way that there can be, as long as a town is not known: from place to place.

    `home` and `town` tell which of the two ends is one known place.
    """

    home: bool
    town: bool
    shortest: Way
    longest: Way


class Journey(msgspec.Struct, frozen=True):
    """A way there, in kilometres as the crow flies; None if it is not known.

    `typed`: the plan gives the distance itself. Otherwise `ends` are the two places, each with what the plan calls it
    and what the gazetteer has by that name: exactly one place if it is found, several if the name is not enough.
    `reach` bounds a distance that is not known, if both countries are.
    """

    kilometres: float | None
    typed: bool
    ends: tuple[tuple[str, list[Place]], ...] = ()
    reach: Reach | None = None

    @property
    def lost(self) -> list[tuple[str, list[Place]]]:
        """The ends that are not found, or found more than once."""
        return [(name, found) for name, found in self.ends if len(found) != 1]


def journey(plan: Plan, programme: Programme, item: Mobility, *, typed: bool = True) -> Journey:
    """Find out how far an activity is: the plan's own distance if `typed`, else the distance between its places.

    The gazetteer is loaded only if both places and their countries are known.
    """
    if typed and item.distance_km is not None:
        return Journey(item.distance_km, True)
    home, country = _start(plan, item)
    if not (home and country and item.place and item.country):
        return Journey(None, False)
    from erasmus_cli.programme.places import distance, find

    ends = ((home, find(home, country)), (item.place, find(item.place, item.country)))
    if any(len(found) != 1 for _, found in ends):
        return Journey(None, False, ends)
    apart = distance(ends[0][1][0], ends[1][1][0], programme.rates.distance.radius)
    return Journey(apart, False, ends)


def _start(plan: Plan, item: Mobility) -> tuple[str | None, str | None]:
    """Return the place and the country at the plan's own end of an activity."""
    own = plan.organisation
    return item.home or (own.place if own else None), own.country if own else None


def reach(plan: Plan, programme: Programme, item: Mobility) -> Reach | None:
    """Return how far an activity can be by the places of the gazetteer; None if a country is not known or not in it."""
    home, country = _start(plan, item)
    if not (country and item.country):
        return None
    from erasmus_cli.programme.places import extremes, find

    town = item.place or ""
    found = extremes(home or "", country, town, item.country, programme.rates.distance.radius)
    if found is None:
        return None
    known = (len(find(home or "", country)) == 1, len(find(town, item.country)) == 1)
    return Reach(*known, *found)


def possible(programme: Programme, way: Journey) -> list[TravelBand | None]:
    """Return the bands that a journey may be in, the nearest first; None stands for too short a way."""
    if way.kilometres is not None:
        return [band(programme, way.kilometres)]
    every: list[TravelBand | None] = [None, *programme.rates.travel_bands]
    if way.reach is None:
        return every
    first, last = (every.index(band(programme, x.length)) for x in (way.reach.shortest, way.reach.longest))
    return every[first : last + 1]


def band(programme: Programme, kilometres: float) -> TravelBand | None:
    """Return the band of a distance; None for one that is too short for any."""
    reached = [b for b in programme.rates.travel_bands if b.from_ <= kilometres]
    return reached[-1] if reached else None


def edge(programme: Programme, kilometres: float) -> int:
    """Return the kilometre nearest to a distance at which another band begins."""
    return min((b.from_ for b in programme.rates.travel_bands), key=lambda start: abs(start - kilometres))
