"""Finds what a person names: actions by their code or the beginning of it, countries by code or name."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from erasmus_cli.language import _, language
from erasmus_cli.programme import countries
from erasmus_cli.programme.load import Programme
from erasmus_cli.views.page import Page
from erasmus_cli.views.words import clean


def actions_named(names: Iterable[str], codes: list[str], errors: Page) -> list[str] | None:
    """Return the codes that names such as `KA122` or `ka210-vet` mean; None, and an error, if one means nothing."""
    chosen: list[str] = []
    for name in names:
        wanted = name.upper()
        found = [c for c in codes if c in (wanted, f"{wanted}-VET")] or [c for c in codes if c.split("-")[0] == wanted]
        if not found:
            short = dict.fromkeys(c.split("-")[0] for c in codes)
            near = difflib.get_close_matches(wanted, dict.fromkeys([*short, *codes]), n=2)
            said = [_("There is no action {name}.").format(name=clean(name))]
            said += [_("Did you mean {key}?").format(key=" / ".join(near))] if near else []
            errors.line(" ".join([*said, _("Actions: {codes}.").format(codes=", ".join(codes))]))
            return None
        chosen += found
    return chosen


def country_named(programme: Programme, name: str, errors: Page) -> str | None:
    """Return the code of the country that a name means; None, and an error with near names, if it means none."""
    code, near = countries.find(programme, name)
    if code is None:
        errors.line(_("There is no such country in the programme.") + f" ({clean(name)})")
        if near:
            listed = " / ".join(countries.country_name(c, language()) for c in near[:4])
            errors.line(_("Did you mean {key}?").format(key=listed))
    return code
