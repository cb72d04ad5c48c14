"""The Typer app: commands, their options and their help. Each command imports what it needs when it runs."""

from __future__ import annotations

from typing import Annotated

import typer
from typer._click.exceptions import BadParameter

from erasmus_cli import offers
from erasmus_cli.language import _
from erasmus_cli.look_ups import look_ups
from erasmus_cli.options import (
    Alarm,
    Call,
    EmptyTable,
    Form,
    FormOrTable,
    IntoPlan,
    Language,
    NewPlan,
    OnePartner,
    Outcome,
    Paper,
    Plan,
    Shell,
    Table,
    Target,
    Template,
    ToCalendar,
    Today,
    ToSvg,
    alarms,
    argument,
    moment,
    option,
)
from erasmus_cli.usage import Command, Group

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


@app.command(
    cls=Command,
    help=_("Ask step by step, recommend an action with reasons, and write a draft plan."),
    short_help=_("Plan: questions, a recommendation, a draft"),
)
def plan(
    path: NewPlan = None,
    answers: Annotated[
        str | None,
        option(
            "--answers", _("FILE"), offers.plans, _("Answers given beforehand: a TOML file with the keys of a plan.")
        ),
    ] = None,
    no_input: Annotated[
        bool, typer.Option("--no-input", help=_("Ask nothing; what is not answered stays open."))
    ] = False,
    today: Today = None,
    call: Call = None,
    lang: Language = None,
) -> int:
    """Interview a person and write a draft."""
    from erasmus_cli.commands import plan as command

    return command.run(path, answers, no_input, moment(today), call)


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
        list[str], argument(_("PLAN..."), offers.plans, _("Plan files, or folders of plans; - is standard input."))
    ],
    form: Form = "text",
    today: Today = None,
    call: Call = None,
    lang: Language = None,
) -> int:
    """Check plan files."""
    from erasmus_cli.commands import check as command

    return command.run(plans, moment(today), call, form)


@app.command(
    cls=Command,
    help=_("Show the rounds and information events, in Finnish time, with the days left."),
    short_help=_("Rounds, events and the days left"),
)
def deadlines(
    actions: Annotated[
        list[str] | None, argument(_("ACTION..."), offers.actions, _("Only these actions, for example KA122."))
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

    return command.run(actions or [], only_open, moment(today), call, form, calendar, alarms(alarm, calendar))


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
    return command.run(plan, moment(today), call, form, calendar, svg, alarms(alarm, calendar))


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

    return command.run(plan, moment(today), call, form, whole)


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

    return command.run(plan, moment(today), call, form)


@app.command(
    "next",
    cls=Command,
    help=_(
        "Take a plan into the next call: a new plan beside the old one, with what lasts, new dates, and what the rules "
        "of that call change."
    ),
    short_help=_("Take a plan into the next call"),
)
def next_(
    plan: Plan,
    new: Annotated[
        str | None, argument(_("NEW"), offers.plans, _("The new file; by default NAME-YEAR.toml beside the old one."))
    ] = None,
    outcome: Outcome = None,
    form: Form = "text",
    today: Today = None,
    call: Call = None,
    lang: Language = None,
) -> int:
    """Take a plan into the next call."""
    from erasmus_cli.commands import next_call as command

    return command.run(plan, new, outcome, moment(today), call, form)


@app.command(
    cls=Command,
    help=_(
        "Compare two plans: answers, findings, money and dates. Exit code 1: something is not met in the new plan that "
        "was no fault of the old one; 3: something is open that was not; 0: neither."
    ),
    short_help=_("What is different in two plans"),
)
def diff(
    old: Annotated[str, argument(_("OLD"), offers.plans, _("The plan to compare with; - is standard input."))],
    new: Annotated[str, argument(_("NEW"), offers.plans, _("The plan that is compared."))],
    form: Form = "text",
    today: Today = None,
    call: Call = None,
    lang: Language = None,
) -> int:
    """Compare two plans."""
    from erasmus_cli.commands import diff as command

    return command.run(old, new, moment(today), call, form)


@app.command(
    cls=Command,
    help=_(
        "Make a paper from a plan: one page for the principal, a working paper for the team, or a sheet for each "
        "partner. The ending of FILE tells the format: .docx, .html or .md; .xlsx is the budget as a workbook whose "
        "sums follow when you change a number or a rate in it."
    ),
    short_help=_("Papers, and the budget as a workbook"),
)
def export(
    plan: Plan,
    file: Target,
    paper: Paper = None,
    partner: OnePartner = None,
    force: Annotated[bool, typer.Option("--force", help=_("Replace the file if it is there already."))] = False,
    today: Today = None,
    call: Call = None,
    lang: Language = None,
) -> int:
    """Make a paper or a workbook from a plan."""
    from erasmus_cli.commands import export as command

    if partner and paper not in (None, "partner"):
        raise BadParameter(_("--partner belongs to --paper partner."))
    return command.run(plan, file, paper, partner, force, moment(today), call)


@app.command(
    "import",
    cls=Command,
    help=_(
        "Put the activities of a spreadsheet (.xlsx or .csv, one activity a row) into a plan, with headings in Finnish "
        "or English in any order. All of them are written, or none if a cell cannot be read."
    ),
    short_help=_("Activities from a spreadsheet"),
)
def import_(
    table: Table = None,
    plan: IntoPlan = None,
    replace: Annotated[
        bool, typer.Option("--replace", help=_("Put them in the place of the plan's activities."))
    ] = False,
    template: EmptyTable = None,
    today: Today = None,
    call: Call = None,
    lang: Language = None,
) -> int:
    """Put activities from a spreadsheet into a plan."""
    from erasmus_cli.commands import import_ as command

    if template:
        if table:
            raise BadParameter(_("--template stands alone: it reads no table."))
        return command.template(template, moment(today), call)
    if not table or not plan:
        raise BadParameter(_("TABLE and PLAN are needed, for example: activities.xlsx plan.toml"))
    return command.run(table, plan, replace, moment(today), call)


@app.command(
    cls=Command,
    help=_(
        "Write a template of a file that lies beside a plan: who we are (organisation.toml), daily rates (rates.toml), "
        "or what is published of a call (call-2027.toml)."
    ),
    short_help=_("A template of a file beside a plan"),
)
def template(
    name: Template,
    today: Today = None,
    lang: Language = None,
) -> int:
    """Write a template."""
    from erasmus_cli.commands import template as command

    return command.run(name, moment(today))


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


app.add_typer(look_ups)
