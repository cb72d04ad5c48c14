"""Distances in words: the band and its edges, and places that a name is not enough to find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from erasmus_cli.budget.travel import Journey, Reach, band, edge
from erasmus_cli.language import _, language
from erasmus_cli.programme.countries import country_name
from erasmus_cli.programme.load import Programme
from erasmus_cli.views import words
from erasmus_cli.views.page import Page

if TYPE_CHECKING:
    from erasmus_cli.plan.model import Mobility
    from erasmus_cli.programme.places import Place


def show(page: Page, programme: Programme, way: Journey, item: Mobility) -> None:
    """Write how far an activity is, or how far it may be and what is wanting to tell it."""
    if way.kilometres is not None:
        page.line(_distance(programme, way, way.kilometres), indent=3, hang=2)
    for name, found in way.lost:
        if not found:
            told = _("The gazetteer has no place {name} there. Use a larger town nearby, or write distance_km.")
            page.line(told.format(name=words.clean(name)), indent=3, hang=2)
            continue
        told = _("There are several places called {name}. Write the right one with its number, or write distance_km:")
        page.line(told.format(name=words.clean(name)), indent=3, hang=2)
        for place in found[:6]:
            page.line(f'"{numbered(place)}": {label(place)}', indent=5, hang=2)
    if way.reach and item.country:
        page.line(_between(programme, way.reach, item.country), indent=3, hang=2)
    elif way.kilometres is None:
        page.line(_anywhere(programme, item), indent=3, hang=2)


def numbered(place: Place) -> str:
    """Return a place's name with the number that tells it from others of its name, as a plan has it."""
    return f"{place.name} #{place.geonameid}"


def label(place: Place) -> str:
    """Say where a place is and how large it is."""
    from erasmus_cli.programme.places import near

    town = near(place)
    near_it = [_("near {town}").format(town=town.name)] if town else []
    return ", ".join(
        [
            country_name(place.countrycode, language()),
            *near_it,
            _("{number} people").format(number=words.grouped(place.population)),
        ]
    )


def _between(programme: Programme, reach: Reach, country: str) -> str:
    """Say between which places a journey may be, what that rests on, and what is not within it."""
    if reach.home:
        told = _("The town in {country} is not known, so the distance is a range: {ways}.")
    elif reach.town:
        told = _("Your own town is not known, so the distance is a range: {ways}.")
    else:
        told = _("Neither your own town nor that in {country} is known, so the distance is a range: {ways}.")
    ways = [
        _("{start} – {end} {km} km").format(start=way.start.name, end=way.end.name, km=words.grouped(way.length))
        for way in (reach.shortest, reach.longest)
    ]
    said = [
        told.format(
            country=country_name(country, language()), ways=_("{first} to {last}").format(first=ways[0], last=ways[1])
        ),
        _("These are the nearest and the farthest place in the gazetteer: bounds, no estimate."),
        *(words.text(o.text) for o in programme.rates.outlying if country in o.countries and not reach.town),
    ]
    return " ".join(said)


def _anywhere(programme: Programme, item: Mobility) -> str:
    """Say that a journey may be of any length."""
    bands = programme.rates.travel_bands
    ends = {"first": words.grouped(bands[0].from_), "last": words.grouped(bands[-1].from_)}
    told = _("Any distance is in the range: from under {first} km, which is not paid for, to {last} km or more.")
    why = _("The country is not known.") if item.country is None else _("The distance cannot be told yet.")
    return f"{why} {told.format(**ends)}"


def _distance(programme: Programme, way: Journey, kilometres: float) -> str:
    there = band(programme, kilometres)
    km = words.grouped(kilometres)
    if there is None:
        said = _("{km} km: too short for travel support.").format(km=km)
    else:
        first = words.grouped(there.from_)
        bounds = f"{first}–{words.grouped(there.to)}" if there.to else _("{km} or more").format(km=first)
        border = edge(programme, kilometres)
        apart = words.grouped(abs(border - kilometres))
        told = _("{km} km, band {bounds} km; nearest edge {border} km, {apart} km away.")
        said = told.format(km=km, bounds=bounds, border=words.grouped(border), apart=apart)
    if way.typed:
        return said + " " + _("The distance is the plan's own.")
    names = " – ".join(found[0].name for _name, found in way.ends)
    return f"{names} {said} " + _("Check it with the Commission's calculator, which decides.")
