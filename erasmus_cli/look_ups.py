"""The commands that look something up: their options and their help."""

from __future__ import annotations

from typing import Annotated

import typer

from erasmus_cli import offers
from erasmus_cli.language import _
from erasmus_cli.options import (
    Call,
    Form,
    Language,
    Named,
    NoPager,
    Since,
    Today,
    argument,
    moment,
    option,
)
from erasmus_cli.usage import LookUp

look_ups = typer.Typer(rich_markup_mode=None)


@look_ups.command(
    cls=LookUp,
    help=_(
        "Explain a word of the field, a rule, an action or a key of the plan file, by its id or what people call it. "
        "Without a name: what there is."
    ),
    short_help=_("Explain a word, a rule or a key"),
)
def explain(
    name: Named = None,
    everything: Annotated[bool, typer.Option("--all", help=_("Long lists in full."))] = False,
    form: Form = "text",
    no_pager: NoPager = False,
    today: Today = None,
    call: Call = None,
    lang: Language = None,
) -> int:
    """Explain a name."""
    from erasmus_cli.commands import explain as command

    return command.run(name, everything, moment(today), call, form)


@look_ups.command(
    cls=LookUp,
    help=_("Show the actions: all of them, one in short or as a whole, or several side by side."),
    short_help=_("The actions: list, card, side by side"),
)
def actions(
    codes: Annotated[list[str] | None, argument(_("ACTION..."), offers.actions, _("Codes, for example KA220."))] = None,
    application_form: Annotated[bool, typer.Option("--form", help=_("What the application form asks."))] = False,
    plan: Annotated[
        str | None,
        option(
            "--plan", _("FILE"), offers.plans, _("With --form: the notes of this plan where the form asks for them.")
        ),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help=_("All rules, with their sources."))] = False,
    since: Since = None,
    form: Form = "text",
    no_pager: NoPager = False,
    today: Today = None,
    call: Call = None,
    lang: Language = None,
) -> int:
    """Show actions."""
    from erasmus_cli.commands import actions as command

    if since:
        return command.since(codes or [], since, moment(today), call, form)
    return command.run(codes or [], application_form or plan is not None, plan, everything, moment(today), call, form)


@look_ups.command(
    cls=LookUp,
    help=_("Show which countries take part, and what an organisation from one of them may do in each action, and why."),
    short_help=_("Countries and what they may do"),
)
def countries(
    names: Annotated[
        list[str] | None,
        argument(_("COUNTRY..."), offers.countries, _("Names, two-letter codes, or the number of a region.")),
    ] = None,
    form: Form = "text",
    no_pager: NoPager = False,
    today: Today = None,
    call: Call = None,
    lang: Language = None,
) -> int:
    """Show countries."""
    from erasmus_cli.commands import countries as command

    return command.run(names or [], moment(today), call, form)


@look_ups.command(
    cls=LookUp,
    help=_("Show where to find partners and help: contact seminars, platforms, offices in other countries."),
    short_help=_("Where to find partners and help"),
)
def partners(
    country: Annotated[
        str | None,
        argument(_("COUNTRY"), offers.countries, _("A country: what is known of it, and what is meant for it.")),
    ] = None,
    form: Form = "text",
    no_pager: NoPager = False,
    today: Today = None,
    call: Call = None,
    lang: Language = None,
) -> int:
    """Show where to find partners."""
    from erasmus_cli.commands import look_up

    return look_up.partners(country, moment(today), call, form)


@look_ups.command(
    cls=LookUp,
    help=_("Show the priorities: those of the whole programme and those of vocational education and training."),
    short_help=_("Priorities of the programme and of VET"),
)
def priorities(
    form: Form = "text", no_pager: NoPager = False, today: Today = None, call: Call = None, lang: Language = None
) -> int:
    """Show the priorities."""
    from erasmus_cli.commands import look_up

    return look_up.priorities(moment(today), call, form)


@look_ups.command(
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

    return look_up.sources(everything, moment(today), call, form)
