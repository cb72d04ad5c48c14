"""What a person is shown for a question, in words, and how an answer is read. It knows no terminal either."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, Final

from erasmus_cli.interview.session import Ask
from erasmus_cli.language import _, language
from erasmus_cli.programme import countries
from erasmus_cli.programme.load import Programme
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

    Without choices the answer is a text: `read` makes a value of it or raises ValueError with what is wrong, and
    `completions` are texts that it may be completed to. `default` is a value, or a text where a text is typed.
    """

    title: str
    help: tuple[str, ...] = ()
    choices: tuple[tuple[Any, str], ...] = ()
    several: bool = False
    default: Any = None
    read: Callable[[str], Any] = str
    completions: tuple[str, ...] = ()
    may_stay_open: bool = True
    progress: str = ""


def prompt(ask: Ask, programme: Programme, given: Any, item: Mapping[str, Any] | None = None) -> Prompt:
    """Put a question into words; what was `given` before, if anything, is the default.

    `item` is what the plan says already of the list item that the question is about.
    """
    question = ask.question
    default = given
    if ask.more and question.more:
        return Prompt(words.text(question.more), choices=_yes_no(), default=False, may_stay_open=False)
    title, help_ = _title(ask, programme, item), _help(ask, programme)
    match question.kind:
        case "one":
            return Prompt(title, help_, _choices(programme, ask), default=default)
        case "many":
            return Prompt(title, help_, _choices(programme, ask), several=True, default=default)
        case "checks":
            lines = tuple((check, words.text(check.text)) for check in ask.checks)
            return Prompt(title, help_, lines, several=True, default=default)
        case "yes-no":
            return Prompt(title, help_, _yes_no(), default=default)
        case "list":
            return Prompt(title, help_, _yes_no(), default=default)
    readers: dict[str, Callable[[str], Any]] = {
        "count": _number,
        "euros": _number,
        "date": _date,
        "numbers": _number_list,
        "country": _country(programme),
        "countries": _countries(programme),
        "text": str.strip,
        "place": str.strip,
    }
    names: tuple[str, ...] = ()
    if question.kind == "country":
        names = tuple(countries.country_name(code, language()) for code in countries.codes(programme))
    typed = Prompt(title, help_, read=readers[question.kind], completions=names)
    return typed if default is None else replace(typed, default=spoken(default, typed))


def spoken(answer: Any, prompt: Prompt) -> str:
    """Put a typed answer back into words, as it was understood."""
    if isinstance(answer, dt.date):
        return words.date(answer)
    if isinstance(answer, list) and all(isinstance(x, str) for x in answer):
        return ", ".join(countries.country_name(code, language()) for code in answer)
    if isinstance(answer, list):
        return " ".join(map(str, answer))
    return countries.country_name(str(answer), language()) if prompt.completions else words.clean(str(answer))


def _title(ask: Ask, programme: Programme, item: Mapping[str, Any] | None) -> str:
    """Return the question; for an item of a list with what is known of it."""
    text = words.text(ask.question.text)
    if ask.item is None:
        return text
    return f"({items.named(programme, str(ask.path[0]), ask.item, item or {})}) {text}"


def _help(ask: Ask, programme: Programme) -> tuple[str, ...]:
    lines = [words.text(ask.question.help)] if ask.question.help else []
    if ask.question.kind in ("count", "euros", "date"):
        # "None of what would be wrong" helps nobody to answer, and what an action is made for is no limit.
        telling = [f for f in ask.findings if f.expected != 0 and f.requirement.level != "fit"]
        lines += list(dict.fromkeys(_rule(programme, f) for f in telling))[:3]
    if ask.question.example:
        shown = words.date(_date(ask.question.example)) if ask.question.kind == "date" else ask.question.example
        lines.append(_("Example: {text}").format(text=shown))
    return tuple(lines)


def _rule(programme: Programme, found: Finding) -> str:
    """Say what a requirement asks of the answer."""
    return f"{sentences.rule(programme, found.requirement)} ({sentences.source(found)})"


def _choices(programme: Programme, ask: Ask) -> tuple[tuple[Any, str], ...]:
    question = ask.question
    assert question.choices
    choices = programme.choices[question.choices].values()
    own = [c for c in choices if question.group is None or (c.group or "").startswith(question.group)]
    own = [c for c in own if not ask.groups or c.group in ask.groups] or own
    return tuple((choice.id, words.text(choice.name)) for choice in own)


def _yes_no() -> tuple[tuple[Any, str], ...]:
    return ((True, _("Yes")), (False, _("No")))


def _number(typed: str) -> int:
    digits = re.sub(r"[\s\u00a0\u202f€]|euroa?$|euros?$", "", typed.strip())
    if not digits.isdecimal() or len(digits) > 10:
        raise ValueError(_("Please type a whole number, or nothing if you do not know."))
    return int(digits)


def _number_list(typed: str) -> list[int]:
    return [_number(part) for part in typed.replace(",", " ").split()]


def _date(typed: str) -> dt.date:
    """Read `2027-06-01`, the Finnish `1.6.2027`, and what the program itself writes, `1 Jun 2027`."""
    with contextlib.suppress(ValueError):
        return dt.datetime.strptime(typed.replace(words.NO_BREAK, " ").strip(), "%d %b %Y").date()
    finnish = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", typed.strip())
    try:
        if finnish:
            day, month, year = map(int, finnish.groups())
            return dt.date(year, month, day)
        return dt.date.fromisoformat(typed.strip())
    except ValueError:
        if finnish or re.fullmatch(r"\d{4}-\d\d-\d\d", typed.strip()):
            raise ValueError(_("There is no such day.")) from None
        raise ValueError(_("Please type a date, for example 1.9.2027 or 2027-09-01.")) from None


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
