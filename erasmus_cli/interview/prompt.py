"""What a person is shown for a question, in words, and how an answer is read. It knows no terminal either."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, Final

from erasmus_cli.interview import reading
from erasmus_cli.interview.ask import Ask
from erasmus_cli.language import _, language
from erasmus_cli.programme import countries
from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.questions import Remark
from erasmus_cli.programme.records import Choice
from erasmus_cli.rules.finding import Finding
from erasmus_cli.views import items, sentences, words


class Sentinel(Enum):
    """Answers that are no values."""

    BACK = "back"
    OPEN = "open"


#: The person wants the question before.
BACK: Final = Sentinel.BACK
#: The person does not know yet.
OPEN: Final = Sentinel.OPEN


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question in words. `choices` are pairs of value and words; with `several`, any number of them may be chosen.

    `hints` explain the choices, one each, `cited` say where that is written, and `none` is the line for an empty list
    where that is an answer. Without choices the answer is a text: `read` makes a value of it or raises ValueError
    with what is wrong, `say` puts a value into words, and `completions` are texts that it may be completed to.
    `default` is the value that was answered before: it stays if nothing else is said, and without one nothing is
    assumed. `help` stands below the title, `more` is said to whoever asks for it, and `progress` tells above the
    title how far the interview is.
    """

    title: str
    help: tuple[str, ...] = ()
    choices: tuple[tuple[Any, str], ...] = ()
    several: bool = False
    default: Any = None
    read: Callable[[str], Any] = reading.text
    completions: tuple[str, ...] = ()
    may_stay_open: bool = True
    hints: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()
    none: str = ""
    say: Callable[[Any], str] = lambda value: words.clean(str(value))
    more: tuple[str, ...] = ()
    progress: str = ""
    may_go_back: bool = True


def prompt(ask: Ask, programme: Programme, given: Any, item: Mapping[str, Any] | None = None) -> Prompt:
    """Put a question into words; what was `given` before, if anything, is the default.

    `item` is what the plan says already of the list item that the question is about.
    """
    question = ask.question
    if ask.more and question.more:
        return Prompt(words.text(question.more), choices=_yes_no(), default=False, may_stay_open=False)
    put = Prompt(_title(ask, programme, item), _help(ask, programme), default=given, more=_more(ask, programme))
    match question.kind:
        case "one" | "many":
            choices = _choices(programme, ask)
            named = tuple((choice.id, words.text(choice.name)) for choice in choices)
            hints = tuple(words.text(choice.help) if choice.help else "" for choice in choices)
            none = _("None of these") if question.no == "empty" else ""
            several = question.kind == "many"
            cited = tuple(words.sources(programme, choice.sources) for choice in choices)
            return replace(put, choices=named, hints=hints, cited=cited, several=several, none=none if several else "")
        case "checks":
            lines = tuple((check, words.text(check.text)) for check in ask.checks)
            # What is not ticked stays open, so that "I don't know yet" would say nothing else.
            return replace(put, choices=lines, several=True, none=_("None of these yet"), may_stay_open=False)
        case "list" if question.no == "unknown":
            not_yet = ((True, _("Yes")), (False, _("Not yet")))
            return replace(put, choices=not_yet, default=bool(given), may_stay_open=False)
        case "yes-no" | "list":
            return replace(put, choices=_yes_no())
        case "country":
            names = tuple(countries.country_name(code, language()) for code in countries.codes(programme))
            return replace(put, read=_country(programme), completions=names, say=_country_name)
        case "countries":
            return replace(
                put, read=_countries(programme), say=lambda codes: words.together([*map(_country_name, codes)])
            )
        case "count":
            unit = next((f.unit for f in programme.facts.values() if f.reads == [question.field]), None)
            return replace(put, read=lambda typed: reading.count(typed, unit), say=words.grouped)
        case "euros" | "lump-sum":
            return replace(put, read=reading.euros, say=words.euros)
        case "date":
            return replace(put, read=reading.date, say=words.date)
        case "numbers":
            return replace(put, read=reading.counts, say=lambda numbers: " ".join(map(str, numbers)))
    return put  # a text, or a place: the default


def remarks(field: str, value: Any, data: Mapping[str, Any], programme: Programme, today: dt.date) -> list[str]:
    """Say what is unlikely about an answer, which stays; `data` is the plan so far. What is likely gets no remark."""
    said = []
    for remark in programme.remarks:
        if remark.field == field and value is not None and _unlikely(remark, value, data, programme, today):
            said.append(words.text(remark.text))
    return said


def _unlikely(remark: Remark, value: Any, data: Mapping[str, Any], programme: Programme, today: dt.date) -> bool:
    if remark.form:
        return not re.fullmatch(programme.facts[remark.form].parameters["pattern"], value)
    if remark.same_as:
        table, _dot, key = remark.same_as.partition(".")
        return bool(value == ((data.get(table) or {}).get(key) or remark.otherwise))
    number = (value - today).days / 365 if isinstance(value, dt.date) else value
    low, high = remark.at_least, remark.at_most
    return (low is not None and number < low) or (high is not None and number > high)


def _title(ask: Ask, programme: Programme, item: Mapping[str, Any] | None) -> str:
    """Return the question; for an item of a list with what is known of it."""
    text = words.text(ask.question.text)
    if ask.item is None:
        return text
    return f"({items.named(programme, str(ask.path[0]), ask.item, item or {})}) {text}"


def _help(ask: Ask, programme: Programme) -> tuple[str, ...]:
    lines = [words.text(ask.question.help)] if ask.question.help else []
    if ask.question.kind in ("count", "euros", "lump-sum", "date"):
        # "None of what would be wrong" helps nobody to answer, and what an action is made for is no limit.
        telling = [f for f in ask.findings if f.expected != 0 and f.requirement.level != "fit"]
        several = len({f.facts.code for f in telling}) > 1
        lines += list(dict.fromkeys(_rule(programme, f, named=several) for f in telling))[:3]
    # An example that breaks the rule above it is none, and lump sums are a menu.
    if ask.question.example and ask.question.kind != "lump-sum" and not (ask.question.kind == "count" and ask.findings):
        lines.append(_("Example: {text}").format(text=_example(ask)))
    return tuple(lines)


def _example(ask: Ask) -> str:
    question, example = ask.question, ask.question.example or ""
    allowed = [day for f in ask.findings for day in _dates(f.expected)]
    if question.kind == "date" and allowed:
        return words.date(allowed[0])  # an example that breaks the rule above it is none
    if question.kind == "countries":
        return ", ".join(map(_country_name, example.split()))
    if question.kind == "country":
        return f"{_country_name(example)} ({example})"
    if question.kind == "date":
        return words.date(reading.date(example))
    return words.euros(int(example)) if question.kind in ("euros", "lump-sum") else example


def _dates(expected: Any) -> list[dt.date]:
    listed = expected if isinstance(expected, tuple) else (expected,)
    return [day for day in listed if isinstance(day, dt.date)]


def _more(ask: Ask, programme: Programme) -> tuple[str, ...]:
    """Say how the question is answered and where it comes from."""
    question = ask.question
    lines = [_how()[question.kind]]
    if question.sources:
        lines.append(_("Source: {sources}").format(sources=words.sources(programme, question.sources)))
    return tuple(lines)


def _how() -> dict[str, str]:
    """Return how each kind of question is answered."""
    choose = _("Choose what fits best. If you do not know, say so: the question stays open and can be answered later.")
    return {
        "one": choose,
        "yes-no": choose,
        "list": choose,
        "many": _("Choose all that fit, or that you do not know yet: the question can be answered later."),
        "checks": _("Choose what is true already. What is not chosen stays open and is asked again later."),
        "count": _("Type a whole number, for example 12. What is not certain yet may be a guess: it can be changed."),
        "lump-sum": choose,
        "euros": _("Type a sum in whole euros, for example 60000, €60,000 or about 60k."),
        "date": _("Type a day, a month or a year. A month or a year alone means its first day."),
        "country": _(
            "Type the country's name in English, Finnish, Swedish or its own language, or its two-letter code."
        ),
        "countries": _("Type the names of the countries, or their codes, with commas between them."),
        "numbers": _("Type the numbers with spaces between them."),
        "text": _("Type a text of one line."),
        "place": _("Type the name of the town, in any usual language."),
    }


def _rule(programme: Programme, found: Finding, *, named: bool) -> str:
    """Say what a requirement asks of the answer, and of which action, where several are in question."""
    rule, source = sentences.rule(programme, found.requirement), sentences.source(found)
    rule = f"{words.short(found.facts.code)}: {rule}" if named else rule
    return f"{rule} ({source})" if source else rule


def _choices(programme: Programme, ask: Ask) -> list[Choice]:
    question = ask.question
    assert question.choices
    choices = programme.choices[question.choices].values()
    own = [c for c in choices if question.group is None or (c.group or "").startswith(question.group)]
    return [c for c in own if not ask.groups or c.group in ask.groups] or own


def _yes_no() -> tuple[tuple[Any, str], ...]:
    return ((True, _("Yes")), (False, _("No")))


def _country_name(code: str) -> str:
    return countries.country_name(code, language())


def _country(programme: Programme) -> Callable[[str], str]:
    def read(typed: str) -> str:
        code, near = countries.find(programme, typed)
        if code:
            return code
        names = ", ".join(countries.country_name(c, language()) for c in near[:4])
        hint = _("Did you mean {key}?").format(key=names) if near else _("Type its name or two-letter code.")
        raise ValueError(_("There is no such country.") + " " + hint)

    return read


def _countries(programme: Programme) -> Callable[[str], list[str]]:
    one = _country(programme)

    def read(typed: str) -> list[str]:
        parts = re.split(r"\s*(?:[,;]|\b(?:and|ja|och)\b)\s*", typed)
        return [one(part) for part in parts if part.strip()]

    return read
