"""Puts values, changes and sources into words, in the language in use."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from erasmus_cli.called import quoted
from erasmus_cli.language import _, language
from erasmus_cli.plan.values import AtLeast, NotKnown, Range, Scalar, Value
from erasmus_cli.programme.base import Text
from erasmus_cli.programme.countries import country_name
from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.records import page_number
from erasmus_cli.programme.requirement import Fact
from erasmus_cli.programme.rounds import Entered, Event, Round

NO_BREAK = "\u00a0"


def text(words: Text) -> str:
    """Return a text of the data in the language in use."""
    return words.in_(language())


def short(code: str) -> str:
    """Return the name that people use for an action of a national agency: KA122 for KA122-VET."""
    return code.removesuffix("-VET") if code.startswith("KA") else code


def lowered(sentence: str) -> str:
    """Begin a sentence with a small letter, for use inside another one."""
    return sentence[:1].lower() + sentence[1:]


def clean(value: str) -> str:
    """Make a text from a file harmless on a screen: control characters become visible replacements."""
    return "".join(c if c.isprintable() else "\ufffd" for c in value.replace("\n", " ").replace("\t", " "))


def typed(name: object) -> str:
    """Write a file's name as one types it: in quotation marks where a shell needs them, and harmless on a screen."""
    return quoted(clean(str(name)))


def grouped(number: float) -> str:
    """Write a whole number with its thousands set apart: `3 632`, `3,632`."""
    return f"{round(number):,}".replace(",", NO_BREAK if language() == "fi" else ",")


def euros(amount: int | Decimal) -> str:
    """Write an amount as the language does: `60 000 €`, `€60,000`; cents only if there are any."""
    number = f"{amount:,.0f}" if amount == int(amount) else f"{amount:,.2f}"
    if language() != "fi":
        return f"€{number}"
    return number.replace(",", NO_BREAK).replace(".", ",") + f"{NO_BREAK}€"


def sum_of(amount: Value) -> str:
    """Write euros of which perhaps only the bounds are known: `41–110 €`, `at least €300`."""
    if isinstance(amount, Range):
        if language() == "fi":
            return f"{euros(amount.low).removesuffix(f'{NO_BREAK}€')}–{euros(amount.high)}"
        return f"{euros(amount.low)}–{euros(amount.high)}"
    if isinstance(amount, AtLeast):
        return _("at least {value}").format(value=sum_of(amount.value))
    return euros(amount) if isinstance(amount, int | Decimal) else _("not known")


def percent(share: Decimal) -> str:
    """Write a share as the language does: `20 %`, `20%`."""
    return f"{share * 100:.0f}{NO_BREAK if language() == 'fi' else ''}%"


def entered(said: Entered) -> str:
    """Say that something was entered by a person, and where they read it."""
    told = _("entered by the user: {source}, read on {day}")
    return told.format(source=clean(said.source), day=date(said.read_on))


def cited(programme: Programme, record: Round | Event) -> str:
    """Say where a round or an event is from."""
    return entered(record.entered) if record.entered else sources(programme, record.sources)


def own_money(grant: int, rate: int) -> str:
    """Say what a grant at a co-financing rate (in per cent) takes: the total, and the money that is not the grant."""
    total = Decimal(grant) * 100 / rate
    said = _("grant {grant} → total {total} → other money {own}")
    return said.format(grant=euros(grant), total=euros(total), own=euros(total - grant))


def date(day: dt.date) -> str:
    """Write a date as the language does: `5.3.2026`, `5 Mar 2026`."""
    if language() == "fi":
        return f"{day.day}.{day.month}.{day.year}"
    return f"{day.day}{NO_BREAK}{day:%b}{NO_BREAK}{day.year}"  # Python's own month names are English


def month(day: dt.date) -> str:
    """Write a month as briefly as the language does: `3/2026`, `Mar 2026`."""
    return f"{day.month}/{day.year}" if language() == "fi" else f"{day:%b}{NO_BREAK}{day.year}"


def clock(moment: dt.datetime) -> str:
    """Write a time of day: `klo 13.00`, `13:00`."""
    return f"klo{NO_BREAK}{moment:%H.%M}" if language() == "fi" else f"{moment:%H:%M}"


def instant(moment: dt.datetime) -> str:
    """Write a day and a time."""
    return f"{date(moment.date())}{NO_BREAK}{clock(moment)}"


def value(programme: Programme, fact: Fact, what: Value) -> str:
    """Put a fact's value into words, with its unit."""
    if isinstance(what, NotKnown):
        return _("not known")
    if isinstance(what, AtLeast):
        return _("at least {value}").format(value=value(programme, fact, what.value))
    if isinstance(what, Range):
        return sum_of(what)
    if isinstance(what, tuple):
        return together([_scalar(programme, fact, item) for item in what]) or _("none")
    return _scalar(programme, fact, what)


def together(items: list[str]) -> str:
    """Put values that hold all at once into words: `a, b and c`, or `a; b; and c` if they hold commas themselves."""
    return _listed(items, _("{values} and {last}"), _("{values}; and {last}"))


def either(items: list[str]) -> str:
    """Put values to choose from into words: `a, b or c`, or `a; b; or c` if they hold commas themselves."""
    return _listed(items, _("{values} or {last}"), _("{values}; or {last}"))


def _listed(items: list[str], plain: str, with_commas: str) -> str:
    if len(items) < 2:
        return "".join(items)
    commas = any(", " in item or "; " in item for item in items)
    values = ("; " if commas else ", ").join(items[:-1])
    return (with_commas if commas else plain).format(values=values, last=items[-1])


def _scalar(programme: Programme, fact: Fact, what: Scalar) -> str:
    if isinstance(what, bool):
        return _("yes") if what else _("no")
    if isinstance(what, dt.date):
        return date(what)
    if isinstance(what, str):
        if fact.kind in ("country", "countries"):
            return country_name(what, language())
        choice = programme.choices.get(fact.choices or "", {}).get(what)
        return text(choice.name) if choice else clean(what)
    return euros(what) if fact.kind == "euros" else number(programme, fact, what)


def number(programme: Programme, fact: Fact, what: int | Decimal) -> str:
    """Write a number with the noun for what it counts."""
    if not fact.unit:
        return str(what)
    unit = programme.units[fact.unit]
    return f"{what}{NO_BREAK}{text(unit.one if what == 1 else unit.other)}"


def sources(programme: Programme, references: list[str], code: str | None = None) -> str:
    """Write references to slides and pages in their order: `OPH slide 11; guide p. 93`.

    With an action's `code` the pages of other actions are left out.
    """
    by_document: dict[str, list[str]] = {}
    for reference in references:
        document, _colon, place = reference.partition(":")
        if code is None or programme.concerns(code, document, place):
            by_document.setdefault(document, []).append(place)
    words = []
    for document, places in by_document.items():
        record = programme.documents[document]
        found = sorted(filter(None, dict.fromkeys(places)), key=page_number)
        where = ", ".join(place.replace("fn", _("fn")) for place in found)
        many = len({page_number(place)[0] for place in found}) > 1 and record.places
        name = text(record.places if many and record.places else record.place)
        words.append(f"{text(record.short)} {name}{NO_BREAK}{where}" if where else text(record.short))
    return "; ".join(words)
