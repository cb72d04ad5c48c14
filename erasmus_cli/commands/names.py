"""Finds what a person names: actions by their code or the beginning of it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from erasmus_cli.language import _
from erasmus_cli.views.page import Page
from erasmus_cli.views.words import clean


def actions_named(names: Iterable[str], codes: list[str], errors: Page) -> list[str] | None:
    """Return the codes that names such as `KA122` or `ka210-vet` mean; None, and an error, if one means nothing."""
    chosen: list[str] = []
    for name in names:
        wanted = name.upper()
        found = [c for c in codes if c in (wanted, f"{wanted}-VET")] or [c for c in codes if c.split("-")[0] == wanted]
        if not found:
            near = difflib.get_close_matches(name.upper(), [*codes, *(c.split("-")[0] for c in codes)], n=2)
            said = [_("There is no action {name}.").format(name=clean(name))]
            said += [_("Did you mean {key}?").format(key=" / ".join(near))] if near else []
            errors.line(" ".join([*said, _("Actions: {codes}.").format(codes=", ".join(codes))]))
            return None
        chosen += found
    return chosen
