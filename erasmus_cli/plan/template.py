"""Templates of the files that lie beside a plan: each explains itself, and all examples in them are comments.

As in a plan file, a line with two hashes explains the next one, and a line with one hash becomes an answer when its
hash is taken away.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from erasmus_cli.language import _, language
from erasmus_cli.plan.layout import comment, written
from erasmus_cli.plan.model import Organisation
from erasmus_cli.programme.keys import keys
from erasmus_cli.programme.load import Programme


def organisation(programme: Programme, said: Mapping[str, Any] | None = None) -> str:
    """Write `organisation.toml` with what is said already."""
    known, own = keys(programme), said or {}
    about = own.get("organisation") or {}
    lacking = [("organisation", key) for key in Organisation.model_fields if key not in about]
    head = (
        _("Who we are, once for all plans in this folder (or, in the user's configuration folder, for all plans)."),
        _("A plan's own values win. A plan that names another OID, or another name, does not use this file."),
        _usage(),
    )
    lists = [name for name in ("grants", "applications") if name not in own]
    parts = [*(comment("# ", line) for line in head), "\n"]
    if "applications" in lists:
        parts += [comment("## ", _("The call of the applications at the end of this file."))]
        parts += [f"# call = {programme.year}\n"]
    parts += written(own, programme, lacking)
    for name in lists:
        parts += ["\n", comment("## ", known[name].meaning.in_(language())), f"# [[{name}]]\n"]
        inner = [key for key in known.values() if key.field.startswith(f"{name}[].")]
        parts += [f"# {key.name} = {key.example}\n" for key in inner]
    return "".join(parts)


def rates(programme: Programme) -> str:
    """Write `rates.toml`."""
    head = (
        _("The daily rates of individual support that the national agency has published, in euros (guide p. 99)."),
        _usage(),
    )
    parts = [*(comment("# ", line) for line in head), "\n"]
    parts += [comment("## ", _("The call whose rates these are.")), f"call = {programme.year}\n"]
    parts += [comment("## ", _("Where you read them.")), '# source = "https://…"\n']
    return "".join([*parts, *_rates(programme, "")])


def call(programme: Programme, today: dt.date) -> str:
    """Write `call-<year>.toml`."""
    year = programme.year
    head = (
        _("What is published of call {year} after this program's data were made: rounds, events, daily rates.").format(
            year=year
        ),
        _("The program shows it as entered by you, and goes on using the rules that it knows."),
        _usage(),
    )
    parts = [*(comment("# ", line) for line in head), "\n"]
    parts += [comment("## ", _("Where you read it, and on which day. Each round and event may have its own."))]
    parts += ['# source = "https://…"\n', f"# read_on = {today.isoformat()}\n\n"]
    told = _("A round, with the deadline as a clock in Brussels shows it. The date is an example and no published one.")
    parts += [comment("## ", told), "# [[rounds]]\n", '# action = "KA122-VET"\n']
    parts += [f"# deadline = {year}-12-31T12:00:00\n"]
    parts += [comment("## ", _("A second round of the same action is marked.")), "# optional = false\n\n"]
    parts += [comment("## ", _("An information event, in Finnish time.")), "# [[events]]\n", '# name = "…"\n']
    parts += ['# actions = ["KA122-VET"]\n', f"# start = {year}-01-31T14:00:00\n", f"# end = {year}-01-31T16:00:00\n\n"]
    parts += [comment("## ", _("Daily rates of individual support, in euros.")), "# [rates]\n"]
    return "".join([*parts, *_rates(programme, "rates.")])


def _rates(programme: Programme, prefix: str) -> Iterator[str]:
    """Write the examples of daily rates, each the lowest that the guide allows."""
    for base in programme.rates.base_rates:
        row = programme.choices["rate_rows"][base.person].name.in_(language())
        yield "\n" + comment("## ", _("{row}, by group of the receiving country").format(row=row))
        yield f"# [{prefix}{base.person}]\n"
        for number, (low, high) in enumerate(base.ranges, 1):
            yield comment("## ", _("The guide allows {low}–{high} euros a day.").format(low=low, high=high))
            yield f"# group_{number} = {low}\n"


def _usage() -> str:
    return _("To use a line, take away the # before it and change the example after it.")
