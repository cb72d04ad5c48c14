"""The options and arguments of the commands, and how their values are read."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from typing import Annotated, Any

import typer
from typer._click.exceptions import BadParameter

from erasmus_cli import offers
from erasmus_cli.language import LANGUAGES, _

#: A day and perhaps a time of day, as Finns write them: `19.2.2026 klo 13.00`.
FINNISH = re.compile(
    r"(?:(?P<day>\d\d?)\.(?P<month>\d\d?)\.(?P<year>\d{4})|(?P<iso>\d{4}-\d\d-\d\d))"
    r"(?:\s+(?:(?:klo|kello|at)\s+)?(?P<hour>\d\d?)(?:[.:](?P<minute>\d\d)(?:[.:](?P<second>\d\d))?)?)?",
    re.IGNORECASE,
)


def _moment(text: str) -> dt.datetime:
    """Read a day, or a day and a time on a Finnish clock; the day alone means its first instant."""
    from erasmus_cli.programme.rounds import FINLAND

    try:
        moment = _finnish(text.strip()) or dt.datetime.fromisoformat(text.strip())
    except ValueError:
        raise BadParameter(
            _("--today needs a date such as 2026-11-24, or with a Finnish time of day 2026-11-24T13:00.")
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=FINLAND)


def _finnish(text: str) -> dt.datetime | None:
    found = FINNISH.fullmatch(text)
    if found is None:
        return None
    day = (
        dt.date.fromisoformat(found["iso"]) if found["iso"] else dt.date(*map(int, found.group("year", "month", "day")))
    )
    hour, minute, second = (int(part or 0) for part in found.group("hour", "minute", "second"))
    return dt.datetime.combine(day, dt.time(hour, minute, second))


def moment(today: dt.datetime | None) -> dt.datetime:
    """Return the moment for which a question is asked: now, if --today does not say another."""
    return today or dt.datetime.now(dt.UTC)


def _year(option: str) -> Callable[[str], int]:
    """Return what reads the year of a call."""

    def read(text: str) -> int:
        from erasmus_cli.programme.load import Calls

        years = Calls().years
        if not text.isdecimal() or int(text) not in years:
            told = _("{option} needs one of the calls that are known: {years}.")
            raise BadParameter(told.format(option=option, years=", ".join(map(str, years))))
        return int(text)

    return read


def _one_of(option: str, words: Sequence[str]) -> Callable[[str], str]:
    """Return what reads one of several words."""

    def read(text: str) -> str:
        if text not in words:
            told = _("{option} needs one of these: {words}.")
            raise BadParameter(told.format(option=option, words=", ".join(words)))
        return text

    return read


def argument(metavar: str, offered: Any, help_: str) -> Any:
    """Return an argument; `offered` is what the Tab key completes it with."""
    return typer.Argument(autocompletion=offered, metavar=metavar, show_default=False, help=help_)


def option(name: str, metavar: str, offered: Any, help_: str, read: Any = None) -> Any:
    """Return an option with a value that `read` makes of the text, if it is no text itself."""
    return typer.Option(name, parser=read, autocompletion=offered, metavar=metavar, show_default=False, help=help_)


def _format(help_: str, *forms: str) -> Any:
    """Return the option --format of a command that can write these forms."""
    return option("--format", "|".join(forms), offers.words(*forms), help_, _one_of("--format", forms))


#: The papers of `data/<call>/papers.toml`; the help names them and reads no data.
PAPERS = ("principal", "team", "partner")


def _alarm(text: str) -> int:
    if not text.isdecimal() or int(text) > 365:
        raise BadParameter(_("--alarm needs a number of days from 0 to 365."))
    return int(text)


def _language(text: str) -> str:
    if text.lower() not in LANGUAGES:
        raise BadParameter(_("--lang needs one of these: fi, en."))
    return text


#: What can have come of an application.
OUTCOMES = ("granted", "rejected", "unknown")


# The options that all commands share. `--lang` has done its work before the app is imported.
Language = Annotated[
    str | None,
    option("--lang", "fi|en", offers.words("fi", "en"), _("The language."), _language),
]
Today = Annotated[
    dt.datetime | None,
    typer.Option(
        parser=_moment,
        metavar=_("DATE"),
        show_default=False,
        help=_("Answer as if it were this day; perhaps with a time of day in Finland: 2026-02-19T13:00."),
    ),
]
Call = Annotated[int | None, option("--call", _("YEAR"), offers.years, _("The call to plan for."), _year("--call"))]
Since = Annotated[
    int | None,
    option("--since", _("YEAR"), offers.years, _("What changed since this call."), _year("--since")),
]
Outcome = Annotated[
    str | None,
    option(
        "--outcome",
        "|".join(OUTCOMES),
        offers.words(*OUTCOMES),
        _("What came of the old application."),
        _one_of("--outcome", OUTCOMES),
    ),
]
Plan = Annotated[str, argument(_("PLAN"), offers.plans, _("A plan file; - is standard input."))]
Form = Annotated[str, _format(_("Text for people (the default) or JSON for programs."), "text", "json")]
FormOrTable = Annotated[
    str,
    _format(_("Text for people (the default), JSON for programs, or CSV for a spreadsheet."), "text", "json", "csv"),
]
Paper = Annotated[
    str | None,
    option(
        "--paper",
        "|".join(PAPERS),
        offers.words(*PAPERS),
        _("Which paper; without it the working paper for the team."),
        _one_of("--paper", PAPERS),
    ),
]
NoPager = Annotated[bool, typer.Option("--no-pager", help=_("Show it without a pager, however long it is."))]
ToCalendar = Annotated[
    str | None,
    option("--calendar", _("FILE.ics"), offers.files("ics"), _("Also write a calendar file for other programs.")),
]
ToSvg = Annotated[
    str | None,
    option("--svg", _("FILE.svg"), offers.files("svg"), _("Also write the chart as a picture.")),
]
Shell = Annotated[
    str | None,
    argument(
        "bash|zsh|fish|powershell",
        offers.words("bash", "zsh", "fish", "powershell"),
        _("Another shell than the one in use."),
    ),
]
Template = Annotated[
    str,
    argument(_("FILE"), offers.templates, _("organisation.toml, rates.toml or call-2027.toml.")),
]
NewPlan = Annotated[
    str | None,
    argument(_("PLAN"), offers.plans, _("A plan to go on with, or a name for a new one.")),
]
Named = Annotated[
    str | None,
    argument(_("NAME"), offers.identifiers, _("For example accreditation, KA122 or mobility.days.")),
]
Alarm = Annotated[
    list[int] | None,
    option(
        "--alarm",
        _("DAYS"),
        None,
        _("With --calendar: remind so many days before each date; may be given several times."),
        _alarm,
    ),
]

# Arguments and options of one command each.
Target = Annotated[
    str,
    argument(
        _("FILE"),
        offers.files("docx", "html", "md", "xlsx"),
        _("The file to write, for example team.docx or budget.xlsx; several partners' sheets get a number each."),
    ),
]
Table = Annotated[str | None, argument(_("TABLE"), offers.files("xlsx", "csv"), _("The spreadsheet or CSV file."))]
IntoPlan = Annotated[
    str | None, argument(_("PLAN"), offers.plans, _("The plan to add them to, or a name for a new one."))
]
EmptyTable = Annotated[
    str | None,
    option(
        "--template",
        _("FILE.xlsx"),
        offers.files("xlsx"),
        _("Instead: write an empty table with lists to choose from."),
    ),
]


OnePartner = Annotated[
    str | None,
    option("--partner", _("NAME|NUMBER"), None, _("A sheet for this partner only; without it one for each.")),
]


def alarms(wanted: list[int] | None, calendar: str | None) -> list[int]:
    """Return the days of the reminders, the longest first; they make sense in a calendar file only."""
    if wanted and not calendar:
        raise BadParameter(_("--alarm needs --calendar: the reminders stand in the calendar file."))
    return sorted(set(wanted or []), reverse=True)
