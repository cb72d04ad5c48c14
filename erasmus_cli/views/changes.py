"""What is different in an action between two calls, in words and as JSON."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from erasmus_cli.language import _, in_both, language
from erasmus_cli.programme.changes import Change, Changes
from erasmus_cli.programme.countries import country_name
from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.money import BaseRate, TravelBand, UnitCost
from erasmus_cli.programme.requirement import Requirement
from erasmus_cli.programme.rounds import Round
from erasmus_cli.views import machine, sentences, words
from erasmus_cli.views.page import Page


def show(page: Page, found: Changes, countries: Collection[str] | None = None) -> None:
    """Write what is different, part by part; only these `countries` if they are given.

    Of an action that has a call in one of the two years only, no more is told than that.
    """
    if found.action:
        told = _("{code} has a call in {year}, and had none in {before}.")
        if found.action.new is None:
            told = _("{code} has no call in {year}; it had one in {before}.")
        said = told.format(code=found.code, year=found.new.year, before=found.old.year)
        page.line(said, style="warning", indent=2)
        return
    for heading, changes in (
        (_("New rules"), [change for change in found.rules if change.kind == "new"]),
        (_("Rules that are gone"), [change for change in found.rules if change.kind == "gone"]),
        (_("Rules that are different"), [change for change in found.rules if change.kind == "different"]),
    ):
        _rules(page, found, heading, changes)
    rows = _rows(found, countries)
    for heading in dict.fromkeys(heading for heading, _name, _old, _new in rows):
        page.line(heading, style="heading", indent=2)
        for _heading, name, old, new in [row for row in rows if row[0] == heading]:
            _both(page, found, name, old, new)


def nothing(found: Changes) -> str:
    """Say that nothing is different, and if that is only so because nothing is published."""
    if found.new.confirmed:
        return _("Nothing in the data differs between the calls {before} and {year}.").format(
            before=found.old.year, year=found.new.year
        )
    told = _("Nothing is published for call {year}, so nothing differs: it rests on the rules of {base}.")
    return told.format(year=found.new.year, base=found.new.call.rests_on)


def _rules(page: Page, found: Changes, heading: str, changes: list[Change[Requirement]]) -> None:
    if changes:
        page.line(heading, style="heading", indent=2)
    for change in changes:
        old, new = _sentence(found.old, change.old), _sentence(found.new, change.new)
        if old == new and change.old and change.new:  # what follows from it, or when it applies, is what changed
            old = f"{old} {sentences.consequence(found.old, change.old)}"
            new = f"{new} {sentences.consequence(found.new, change.new)}"
        if old == new:
            said = _("{rule} It now holds under other conditions.").format(rule=_sentence(found.new, change.new))
            page.line(f"- {said} ({change.id})", indent=2, hang=2)
        elif change.kind == "different":
            _both(page, found, change.id, old, new)
        else:
            page.line(f"- {new or old} ({change.id})", indent=2, hang=2)


def _both(page: Page, found: Changes, name: str, old: str, new: str) -> None:
    """Write a thing as it was and as it is: in one line if that is short."""
    short = f"- {name}: {old} → {new}"
    if len(short) + 2 <= page.width:
        page.line(short, indent=2, hang=2)
        return
    page.line(f"- {name}", indent=2, hang=2)
    page.line(f"{found.old.year}: {old}", indent=4, hang=2)
    page.line(f"{found.new.year}: {new}", indent=4, hang=2)


def _sentence(programme: Programme, rule: Requirement | None) -> str:
    return sentences.rule(programme, rule) if rule else ""


def _rows(found: Changes, countries: Collection[str] | None) -> list[tuple[str, str, str, str]]:
    """Return what differs besides the rules: the part that it belongs to, its name, as it was and as it is."""
    rows: list[tuple[str, str, str, str]] = []
    for round_ in found.rounds:
        name = _("Closing date") if round_.id == "1" else _("Second round")
        rows.append((_("Rounds"), name, _closing(round_.old), _closing(round_.new)))
    for figure in found.figures:
        heading = _("Months") if "months" in figure.id else _("Money and points")
        rows.append((heading, _figure(figure.id), _said(figure.id, figure.old), _said(figure.id, figure.new)))
    for text in found.texts:
        heading = _("Money and points") if text.id == "money" else _("Months")
        name = {"length": _("Length"), "start": _("Start"), "money": _("Money")}[text.id]
        old, new = (words.text(said) if said else _("none") for said in (text.old, text.new))
        rows.append((heading, name, old, new))
    for rate in found.rates:
        old, new = _rate(found.old, rate.old), _rate(found.new, rate.new)
        if old == new:
            new = _("{what}; its conditions are different").format(what=new)
        rows.append((_("Unit costs"), _rate_name(found, rate), old, new))
    own = [c for c in found.countries if countries is None or c.id in countries]
    rows += [
        (_("Countries"), country_name(c.id, language()), _group(found.old, c.old), _group(found.new, c.new))
        for c in own
    ]
    for moved in found.support:
        if countries is None or moved.id in countries:
            group = _("group {number}")
            old, new = (group.format(number=number) if number else _("none") for number in (moved.old, moved.new))
            rows.append((_("Countries by individual support"), country_name(moved.id, language()), old, new))
    return rows


def _closing(round_: Round | None) -> str:
    if round_ is None:
        return _("no round")
    when = words.instant(round_.finnish)
    return when if round_.opened else _("{when}, only if the agency opens it").format(when=when)


def _figure(name: str) -> str:
    return {
        "lump_sums": _("Lump sums"),
        "max_grant": _("Highest grant"),
        "rate": _("Share of the costs that is paid"),
        "threshold": _("Points that are needed"),
        "pages": _("Pages that are read"),
        "results_after_months": _("Months from the deadline to the result"),
        "agreement_after_months": _("Months from the deadline to the agreement"),
    }[name]


def _said(name: str, value: Any) -> str:
    if value is None:
        return _("none")
    if name == "lump_sums":
        return words.either([words.euros(euros) for euros in value])
    if name == "max_grant":
        return words.euros(value)
    return words.percent(Decimal(value) / 100) if name == "rate" else str(value)


def _group(programme: Programme, group: str | None) -> str:
    named = next((g.name for g in programme.country_groups if g.id == group), None)
    return words.text(named) if named else _("none")


def _rate_name(found: Changes, change: Change[Any]) -> str:
    programme, record = (found.new, change.new) if change.new else (found.old, change.old)
    match record:
        case UnitCost():
            category = next(c for c in programme.rates.categories if c.id == record.category)
            types = [words.text(programme.choices["activity_types"][t].name) for t in record.types]
            of = f" ({words.together(types)})" if types else ""
            return f"{words.text(category.name)}, {words.text(record.name)}{of}"
        case TravelBand():
            return _("Travel, from {number} km").format(number=record.from_)
        case BaseRate():
            unit = next(unit for unit in programme.rates.unit_costs if record.person in unit.persons)
            return _("{who}, by day and group of the country").format(who=words.text(unit.name))
    return _("How days are paid")


def _rate(programme: Programme, record: Any) -> str:
    match record:
        case None:
            return _("none")
        case UnitCost() if record.table:
            return _("by a table")
        case UnitCost():
            return words.percent(Decimal(record.percent) / 100) if record.percent else words.euros(record.euros or 0)
        case TravelBand():
            green, other = words.euros(record.green), words.euros(record.other)
            return _("{other}, with green travel {green}").format(green=green, other=other)
        case BaseRate():
            return ", ".join(f"{words.euros(low)}–{words.euros(high)}" for low, high in record.ranges)
    return _("{days} days in full, then {share}; {travel} travel days, or {green} with green travel").format(
        days=record.full_days,
        share=words.percent(Decimal(record.later_percent) / 100),
        travel=record.travel_days,
        green=record.travel_days_green,
    )


def as_json(found: Changes) -> dict[str, Any]:
    """Describe what is different; rules with both sentences, in both languages."""
    return {
        "action": found.code,
        "from": machine.call(found.old),
        "to": machine.call(found.new),
        "differs": bool(found),
        "has_call": None if found.action is None else found.action.new is not None,
        "rules": [
            {
                "id": change.id,
                "kind": change.kind,
                "old": in_both(lambda change=change: _sentence(found.old, change.old)) if change.old else None,  # type: ignore[misc]
                "new": in_both(lambda change=change: _sentence(found.new, change.new)) if change.new else None,  # type: ignore[misc]
            }
            for change in found.rules
        ],
        "rounds": [_plain(c, lambda round_: round_.instant) for c in found.rounds],
        "figures": [_plain(c) for c in found.figures],
        "texts": [_plain(c, lambda text: {"fi": text.fi, "en": text.en}) for c in found.texts],
        "rates": [
            {"id": c.id, "kind": c.kind, **{k: in_both(lambda p=p, r=r: _rate(p, r)) for k, p, r in _pair(found, c)}}  # type: ignore[misc]
            for c in found.rates
        ],
        "countries": [_plain(c) for c in found.countries],
        "support_groups": [_plain(c) for c in found.support],
    }


def _pair(found: Changes, change: Change[Any]) -> list[tuple[str, Programme, Any]]:
    return [("old", found.old, change.old), ("new", found.new, change.new)]


def _plain(change: Change[Any], shown: Any = lambda value: value) -> dict[str, Any]:
    old, new = (None if value is None else shown(value) for value in (change.old, change.new))
    return {"id": change.id, "kind": change.kind, "old": old, "new": new}
