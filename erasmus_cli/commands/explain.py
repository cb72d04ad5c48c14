"""`erasmus explain`: what an id stands for, why, and where it is written."""

from __future__ import annotations

import datetime as dt
import difflib

from erasmus_cli.language import _
from erasmus_cli.programme.load import Calls
from erasmus_cli.programme.lookup import countries, everything
from erasmus_cli.views import explanation
from erasmus_cli.views.page import Page
from erasmus_cli.views.words import clean


def run(name: str, now: dt.datetime, year: int | None, form: str) -> int:
    """Explain the record that `name` is the id of; upper and lower case are the same."""
    calls = Calls()
    programme = calls[year] if year else calls.planned(None, now)
    index = everything(programme)
    ids = {identifier.lower(): identifier for identifier in index}
    ids |= {code.removesuffix("-VET").lower(): code for code in programme.codes}
    identifier = ids.get(name.strip().lower())
    if identifier is None:
        page = Page(error=True)
        page.line(_("There is nothing called {name}.").format(name=clean(name)))
        near = difflib.get_close_matches(name.lower(), ids, n=5, cutoff=0.5)
        if near:
            page.line(_("Did you mean {key}?").format(key=" / ".join(dict.fromkeys(ids[n] for n in near))))
        return 2
    kind, record = index[identifier]
    record = countries(programme) if identifier == "countries" else record
    if form == "json":
        explanation.write_json(kind, identifier, record, programme, now)
    else:
        page = Page()
        explanation.show(page, kind, identifier, record, programme)
        if kind != "choices" and identifier in programme.choices:
            # A list of values that shares its id with something else is shown after it.
            page.line()
            explanation.show(page, "choices", identifier, list(programme.choices[identifier].values()), programme)
    return 0
