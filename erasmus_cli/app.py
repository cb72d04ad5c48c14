"""The Typer app: commands, their options and their help. Each command imports what it needs when it runs."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer
from typer._click.exceptions import BadParameter

from erasmus_cli import offers
from erasmus_cli.language import _
from erasmus_cli.options import (
    Alarm,
    Answers,
    Call,
    Countries,
    Country,
    Form,
    FormOrTable,
    Language,
    Name,
    NewPlan,
    NoPager,
    OnePartner,
    OutFile,
    Paper,
    Plan,
    Shell,
    ToCalendar,
    Today,
    ToSvg,
    alarms,
)
from erasmus_cli.usage import Command, Group, LookUp

app = typer.Typer(
    cls=Group,
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@app.callback(
    help=_(
        "Plan an Erasmus+ application for vocational education and training in Finland: find the action that fits, "
        "check the plan against the rules, and see the deadlines."
    )
)
def everywhere(
    version: Annotated[bool, typer.Option("--version", is_eager=True, help=_("Show the version and exit."))] = False,
    lang: Language = None,
) -> None:
    """Take the options that stand before a command."""
    if version:
        from erasmus_cli import __version__

        typer.echo(f"erasmus {__version__}")
        raise typer.Exit


def _now(today: dt.datetime | None) -> dt.datetime:
    return today or dt.datetime.now(dt.UTC)


@app.command(
    cls=Command,
    help=_("Ask step by step, recommend an action with reasons, and write a draft plan."),
    short_help=_("Plan: questions, a recommendation, a draft"),
)
def plan(
    path: NewPlan = None,
    answers: Answers = None,
    no_input: Annotated[
        bool, typer.Option("--no-input", help=_("Ask nothing; what is not answered stays open."))
    ] = False,
    today: Today = None,
    call: Call = None,
    lang: Language = None,
) -> int:
    """Interview a person and write a draft."""
    from erasmus_cli.commands import plan as command

    return command.run(path, answers, no_input, _now(today), call)


@app.command(
    cls=Command,
    help=_(
        "Check plans against the rules: each finding with its place in the file, its source and what would mend it. "
        "Several plans, or all plans of a folder, are also judged together: by the limits that an organisation has."
    ),
    short_help=_("Check plans against the rules"),
)
def check(
    plans: Annotated[
        list[str],
        typer.Argument(
            autocompletion=offers.plans,
            metavar=_("PLAN..."),
            show_default=False,
            help=_("Plan files, or folders of plans; - is standard input."),
        ),
    ],
    form: Form = "text",
    today: Today = None,
    call: Call = None,
    lang: Language = None,
) -> int:
    """Check plan files."""
    from erasmus_cli.commands import check as command

    return command.run(plans, _now(today), call, form)


@app.command(
    cls=Command,
    help=_("Show the rounds and information events, in Finnish time, with the days left."),
    short_help=_("Rounds, events and the days left"),
)
def deadlines(
    actions: Annotated[
        list[str] | None,
        typer.Argument(
            autocompletion=offers.actions,
            metavar=_("ACTION..."),
            show_default=False,
            help=_("Only these actions, for example KA122."),
        ),
    ] = None,
    only_open: Annotated[bool, typer.Option("--open", help=_("Only what is still ahead."))] = False,
    calendar: ToCalendar = None,
    alarm: Alarm = None,
    form: Form = "text",
    today: Today = None,
    call: Call = None,
    lang: Language = None,
) -> int:
    """Show the deadlines."""
    from erasmus_cli.commands import deadlines as command

    return command.run(actions or [], only_open, _now(today), call, form, calendar, alarms(alarm, calendar))


@app.command(
    cls=Command,
    help=_(
        "Show the way of a plan from today to the last record: what is late, each step with its date, the way over "
        "several calls, and a chart."
    ),
    short_help=_("The way of a plan with its dates"),
)
def timeline(
    plan: Plan,
    calendar: ToCalendar = None,
    svg: ToSvg = None,
    alarm: Alarm = None,
    form: Form = "text",
    today: Today = None,
    call: Call = None,
    lang: Language = None,
) -> int:
    """Show the way of a plan."""
    from erasmus_cli.commands import timeline as command

    if svg and svg == calendar:
        raise BadParameter(_("--svg and --calendar need different files."))
    return command.run(plan, _now(today), call, form, calendar, svg, alarms(alarm, calendar))


@app.command(
    cls=Command,
    help=_("Show which actions fit a plan: why, why not, what would change it, and the way over several rounds."),
    short_help=_("Which actions fit a plan, and why"),
)
def recommend(
    plan: Plan,
    form: Form = "text",
    today: Today = None,
    call: Call = None,
    whole: Annotated[bool, typer.Option("--all", help=_("Show all routes with their reasons and sources."))] = False,
    lang: Language = None,
) -> int:
    """Recommend routes."""
    from erasmus_cli.commands import recommend as command

    return command.run(plan, _now(today), call, form, whole)


@app.command(
    cls=Command,
    help=_("Work out the grant of a plan: every line with its formula and source, the totals, and the limits."),
    short_help=_("The grant, line by line, and its limits"),
)
def budget(
    plan: Plan,
    form: FormOrTable = "text",
    today: Today = None,
    call: Call = None,
    lang: Language = None,
) -> int:
    """Work out a budget."""
    from erasmus_cli.commands import budget as command

    return command.run(plan, _now(today), call, form)


@app.command(
    cls=Command,
    help=_(
        "Make a paper from a plan: one page for the principal, a working paper for the team, or a sheet for each "
        "partner. The ending of FILE tells the format: .docx, .html or .md."
    ),
    short_help=_("Papers for principal, team and partners"),
)
def export(
    plan: Plan,
    file: OutFile,
    paper: Paper = None,
    partner: OnePartner = None,
    force: Annotated[bool, typer.Option("--force", help=_("Overwrite a file that is there."))] = False,
    today: Today = None,
    call: Call = None,
    lang: Language = None,
) -> int:
    """Make a paper."""
    from erasmus_cli.commands import export as command

    if partner and paper not in (None, "partner"):
        raise BadParameter(_("--partner belongs to --paper partner."))
    return command.run(plan, file, paper, partner, force, _now(today), call)


@app.command(
    cls=LookUp,
    help=_(
        "Explain a word of the field, a rule, an action or a key of the plan file, by its id or what people call it. "
        "Without a name: what there is."
    ),
    short_help=_("Explain a word, a rule or a key"),
)
def explain(
    name: Name = None,
    everything: Annotated[bool, typer.Option("--all", help=_("Long lists in full."))] = False,
    form: Form = "text",
    no_pager: NoPager = False,
    today: Today = None,
    call: Call = None,
    lang: Language = None,
) -> int:
    """Explain a name."""
    from erasmus_cli.commands import explain as command

    return command.run(name, everything, _now(today), call, form)


@app.command(
    cls=LookUp,
    help=_("Show the actions: all of them, one in short or as a whole, or several side by side."),
    short_help=_("The actions: list, card, side by side"),
)
def actions(
    codes: Annotated[
        list[str] | None,
        typer.Argument(
            autocompletion=offers.actions,
            metavar=_("ACTION..."),
            show_default=False,
            help=_("Codes, for example KA220."),
        ),
    ] = None,
    application_form: Annotated[bool, typer.Option("--form", help=_("What the application form asks."))] = False,
    plan: Annotated[
        str | None,
        typer.Option(
            "--plan",
            autocompletion=offers.plans,
            metavar=_("FILE"),
            show_default=False,
            help=_("With --form: the notes of this plan where the form asks for them."),
        ),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help=_("All rules, with their sources."))] = False,
    form: Form = "text",
    no_pager: NoPager = False,
    today: Today = None,
    call: Call = None,
    lang: Language = None,
) -> int:
    """Show actions."""
    from erasmus_cli.commands import actions as command

    return command.run(codes or [], application_form or plan is not None, plan, everything, _now(today), call, form)


@app.command(
    cls=LookUp,
    help=_("Show which countries take part, and what an organisation from one of them may do in each action, and why."),
    short_help=_("Countries and what they may do"),
)
def countries(
    names: Countries = None,
    form: Form = "text",
    no_pager: NoPager = False,
    today: Today = None,
    call: Call = None,
    lang: Language = None,
) -> int:
    """Show countries."""
    from erasmus_cli.commands import countries as command

    return command.run(names or [], _now(today), call, form)


@app.command(
    cls=LookUp,
    help=_("Show where to find partners and help: contact seminars, platforms, offices in other countries."),
    short_help=_("Where to find partners and help"),
)
def partners(
    country: Country = None,
    form: Form = "text",
    no_pager: NoPager = False,
    today: Today = None,
    call: Call = None,
    lang: Language = None,
) -> int:
    """Show where to find partners."""
    from erasmus_cli.commands import look_up

    return look_up.partners(country, _now(today), call, form)


@app.command(
    cls=LookUp,
    help=_("Show the priorities: those of the whole programme and those of vocational education and training."),
    short_help=_("Priorities of the programme and of VET"),
)
def priorities(
    form: Form = "text", no_pager: NoPager = False, today: Today = None, call: Call = None, lang: Language = None
) -> int:
    """Show the priorities."""
    from erasmus_cli.commands import look_up

    return look_up.priorities(_now(today), call, form)


@app.command(
    cls=LookUp,
    help=_("Show the documents that the program rests on, where they differ, what is not known and whom to ask."),
    short_help=_("Sources, differences, open questions"),
)
def sources(
    everything: Annotated[bool, typer.Option("--all", help=_("What each document says, and whom to ask."))] = False,
    form: Form = "text",
    no_pager: NoPager = False,
    today: Today = None,
    call: Call = None,
    lang: Language = None,
) -> int:
    """Show the sources."""
    from erasmus_cli.commands import look_up

    return look_up.sources(everything, _now(today), call, form)


@app.command(
    cls=Command,
    help=_(
        "Set up completion: the Tab key then finishes commands, options, action codes, countries, ids and the names of "
        "plan files. Without an argument it is set up for the shell in use."
    ),
    short_help=_("Set up completion with the Tab key"),
)
def completion(
    shell: Shell = None,
    lang: Language = None,
) -> int:
    """Set up completion."""
    from erasmus_cli.commands import completion as command

    return command.run(shell)
