"""Typer's own words, in the language in use: usage lines, headings of the help, and usage errors.

Typer from 0.26 on has them in English only. Nothing else of Typer is changed.
"""

from __future__ import annotations

import difflib
from typing import Any

import typer
from typer._click import Context, HelpFormatter
from typer._click.exceptions import (
    BadOptionUsage,
    BadParameter,
    MissingParameter,
    NoArgsIsHelpError,
    NoSuchOption,
    UsageError,
)
from typer.core import TyperCommand, TyperGroup

from erasmus_cli.called import program
from erasmus_cli.language import _
from erasmus_cli.views.page import Page


class _Help:
    """The parts of a command's help that Typer writes itself."""

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        own = {"[OPTIONS]": _("[OPTIONS]"), "COMMAND [ARGS]...": _("COMMAND [ARGUMENTS]...")}
        pieces = [own.get(p, p.strip("{}")) for p in self.collect_usage_pieces(ctx)]  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=_("Usage:") + " ")

    def get_help_option(self, ctx: Context) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = _("Show this help and exit.")
        return option

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        for kind, heading in (("argument", _("Arguments")), ("option", _("Options"))):
            params = [p for p in self.get_params(ctx) if p.param_type_name == kind]  # type: ignore[attr-defined]
            # Typer would say of an argument that it is required; the usage line says so without words.
            own = [(p.make_metavar(ctx), p.help) if kind == "argument" else p.get_help_record(ctx) for p in params]
            rows = [row for row in own if row]
            if rows:
                with formatter.section(heading):
                    formatter.write_dl(rows)
        if isinstance(self, TyperGroup):
            self.format_commands(ctx, formatter)


class Command(_Help, TyperCommand):
    """A command whose help is in the language in use."""


class LookUp(Command):
    """A command that only shows something: on a terminal in a pager, if it is longer than the screen."""

    def invoke(self, ctx: Context) -> Any:
        """Run the command. It has the option --no-pager; JSON is for programs and does not come in pages."""
        from erasmus_cli.views.pager import paged

        with paged(not ctx.params["no_pager"] and ctx.params["form"] == "text"):
            return super().invoke(ctx)


class Group(_Help, TyperGroup):
    """The program itself, with its commands."""

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:
        """List the commands with the first line of their help."""
        rows = [(name, command.get_short_help_str(60)) for name, command in self.commands.items()]
        with formatter.section(_("Commands")):
            formatter.write_dl(rows)

    def resolve_command(self, ctx: Context, args: list[str]) -> Any:
        """Find a command; a wrong name is answered with the nearest right one."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], self.commands, n=1)
            hint = " " + _("Did you mean {key}?").format(key=near[0]) if near else ""
            raise UsageError(_("there is no command {name}.").format(name=_shown(args[0])) + hint, ctx)
        return super().resolve_command(ctx, args)


def explain(error: UsageError) -> None:
    """Write a usage error to standard error: what is wrong, and where help is."""
    if error.ctx and (isinstance(error, NoArgsIsHelpError) or error.message == "Missing command."):
        _where_to_start(error.ctx)
        return
    typer.echo(_("Error: {what}").format(what=_message(error)), err=True)
    path = error.ctx.command_path if error.ctx else "erasmus"
    command = program() + path.removeprefix("erasmus")
    typer.echo(_("Help: {command} --help").format(command=command), err=True)


def _where_to_start(ctx: Context) -> None:
    """Write what to type first, and the commands."""
    page = Page()
    page.line(_("Where to start") + ":")
    page.columns(
        [
            (_("You have an idea, or none yet"), "`erasmus plan`"),
            (_("You have a plan"), "`erasmus check plan.toml`"),
            (_("You want to look something up"), "`erasmus explain KA122`"),
            (_("You want help with a command"), "`erasmus plan --help`"),
        ]
    )
    formatter = ctx.make_formatter()
    if isinstance(ctx.command, Group):
        ctx.command.format_commands(ctx, formatter)
    page.exact(formatter.getvalue().strip())


def _message(error: UsageError) -> str:
    match error:
        case NoSuchOption():
            near = ", ".join(error.possibilities or [])
            hint = " " + _("Did you mean {key}?").format(key=near) if near else ""
            return _("there is no option {name}.").format(name=_shown(error.option_name)) + hint
        case MissingParameter():
            name = error.param.human_readable_name if error.param else ""
            return _("{name} is missing.").format(name=name)
        case BadOptionUsage() if "does not take" in error.message:
            return _("the option {name} takes no value.").format(name=error.option_name)
        case BadOptionUsage():
            return _("the option {name} needs exactly one value.").format(name=error.option_name)
        case BadParameter():
            return error.message
    # The usage errors of Typer's own that are left have no class of their own.
    if "extra argument" in error.message:
        return _("there are more arguments than this command takes.")
    return error.message


def _shown(name: str) -> str:
    return "".join(c if c.isprintable() else "\ufffd" for c in name[:60])
