"""The options and arguments of the commands, and how their values are read."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

import typer
from typer._click.exceptions import BadParameter

from erasmus_cli import offers
from erasmus_cli.language import LANGUAGES, _


def _day(text: str) -> dt.datetime:
    from erasmus_cli.programme.rounds import as_instant

    finnish = text.split(".")
    try:
        if len(finnish) == 3:
            return as_instant(dt.date(*map(int, reversed(finnish))))
        return as_instant(dt.date.fromisoformat(text))
    except ValueError:
        raise BadParameter(_("--today needs a date such as 2026-11-24.")) from None


def _year(text: str) -> int:
    from erasmus_cli.programme.load import Calls

    years = Calls().years
    if not text.isdecimal() or int(text) not in years:
        listed = ", ".join(map(str, years))
        raise BadParameter(_("--call needs one of the calls that are known: {years}.").format(years=listed))
    return int(text)


def _format(help_: str, *forms: str) -> Any:
    """Return the option --format of a command that can write these forms."""

    def read(text: str) -> str:
        if text not in forms:
            raise BadParameter(_("--format needs one of these: {forms}.").format(forms=", ".join(forms)))
        return text

    return typer.Option(
        "--format",
        parser=read,
        autocompletion=offers.words(*forms),
        metavar="|".join(forms),
        show_default=False,
        help=help_,
    )


#: The papers of `data/<call>/papers.toml`; the help names them and reads no data.
PAPERS = ("principal", "team", "partner")


def _paper(text: str) -> str:
    if text not in PAPERS:
        raise BadParameter(_("--paper needs one of these: {papers}.").format(papers=", ".join(PAPERS)))
    return text


def _alarm(text: str) -> int:
    if not text.isdecimal() or int(text) > 365:
        raise BadParameter(_("--alarm needs a number of days from 0 to 365."))
    return int(text)


def _language(text: str) -> str:
    if text.lower() not in LANGUAGES:
        raise BadParameter(_("--lang needs one of these: fi, en."))
    return text


# The options that all commands share. `--lang` has done its work before the app is imported.
Language = Annotated[
    str | None,
    typer.Option(
        "--lang",
        parser=_language,
        autocompletion=offers.words("fi", "en"),
        metavar="fi|en",
        show_default=False,
        help=_("The language."),
    ),
]
Today = Annotated[
    dt.datetime | None,
    typer.Option(parser=_day, metavar=_("DATE"), show_default=False, help=_("Answer as if it were this day.")),
]
Call = Annotated[
    int | None,
    typer.Option(
        "--call",
        parser=_year,
        autocompletion=offers.years,
        metavar=_("YEAR"),
        show_default=False,
        help=_("The call to plan for."),
    ),
]
Plan = Annotated[
    str,
    typer.Argument(
        autocompletion=offers.plans,
        metavar=_("PLAN"),
        show_default=False,
        help=_("A plan file; - is standard input."),
    ),
]
Form = Annotated[str, _format(_("Text for people (the default) or JSON for programs."), "text", "json")]
FormOrTable = Annotated[
    str,
    _format(_("Text for people (the default), JSON for programs, or CSV for a spreadsheet."), "text", "json", "csv"),
]
Paper = Annotated[
    str | None,
    typer.Option(
        "--paper",
        parser=_paper,
        autocompletion=offers.words(*PAPERS),
        metavar="|".join(PAPERS),
        show_default=False,
        help=_("Which paper; without it the working paper for the team."),
    ),
]
NoPager = Annotated[bool, typer.Option("--no-pager", help=_("Show it without a pager, however long it is."))]
ToCalendar = Annotated[
    str | None,
    typer.Option(
        "--calendar",
        autocompletion=offers.files("ics"),
        metavar=_("FILE.ics"),
        show_default=False,
        help=_("Also write a calendar file for other programs."),
    ),
]
Alarm = Annotated[
    list[int] | None,
    typer.Option(
        "--alarm",
        parser=_alarm,
        metavar=_("DAYS"),
        show_default=False,
        help=_("With --calendar: remind so many days before each date; may be given several times."),
    ),
]


# What one command takes.
NewPlan = Annotated[
    str | None,
    typer.Argument(
        autocompletion=offers.plans,
        metavar=_("PLAN"),
        show_default=False,
        help=_("A plan to go on with, or a name for a new one."),
    ),
]
Answers = Annotated[
    str | None,
    typer.Option(
        "--answers",
        autocompletion=offers.plans,
        metavar=_("FILE"),
        show_default=False,
        help=_("Answers given beforehand: a TOML file with the keys of a plan."),
    ),
]
ToSvg = Annotated[
    str | None,
    typer.Option(
        "--svg",
        autocompletion=offers.files("svg"),
        metavar=_("FILE.svg"),
        show_default=False,
        help=_("Also write the chart as a picture."),
    ),
]
OutFile = Annotated[
    str,
    typer.Argument(
        autocompletion=offers.files("docx", "html", "md"),
        metavar=_("FILE"),
        show_default=False,
        help=_("The file to write; several partners' sheets get a number each."),
    ),
]
OnePartner = Annotated[
    str | None,
    typer.Option(
        "--partner",
        metavar=_("NAME|NUMBER"),
        show_default=False,
        help=_("A sheet for this partner only; without it one for each."),
    ),
]
Countries = Annotated[
    list[str] | None,
    typer.Argument(
        autocompletion=offers.countries,
        metavar=_("COUNTRY..."),
        show_default=False,
        help=_("Names, two-letter codes, or the number of a region."),
    ),
]
Country = Annotated[
    str | None,
    typer.Argument(
        autocompletion=offers.countries,
        metavar=_("COUNTRY"),
        show_default=False,
        help=_("A country: what is known of it, and what is meant for it."),
    ),
]
Shell = Annotated[
    str | None,
    typer.Argument(
        autocompletion=offers.words("bash", "zsh", "fish", "powershell"),
        metavar="bash|zsh|fish|powershell",
        show_default=False,
        help=_("Another shell than the one in use."),
    ),
]
Name = Annotated[
    str | None,
    typer.Argument(
        autocompletion=offers.identifiers,
        metavar=_("NAME"),
        show_default=False,
        help=_("For example accreditation, KA122 or mobility.days."),
    ),
]


def alarms(wanted: list[int] | None, calendar: str | None) -> list[int]:
    """Return the days of the reminders, the longest first; they make sense in a calendar file only."""
    if wanted and not calendar:
        raise BadParameter(_("--alarm needs --calendar: the reminders stand in the calendar file."))
    return sorted(set(wanted or []), reverse=True)
