"""`erasmus template`: writes a template of a file that lies beside a plan."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from erasmus_cli.commands.files import write_new
from erasmus_cli.commands.opening import ORGANISATION, RATES, call_name
from erasmus_cli.language import _
from erasmus_cli.programme.days import day_of
from erasmus_cli.programme.load import Calls
from erasmus_cli.views.page import Page
from erasmus_cli.views.words import clean, either


def run(name: str, now: dt.datetime) -> int:
    """Write the template that the name of the file asks for, and never over a file that is there."""
    from erasmus_cli.plan import template

    calls, today = Calls(), day_of(now)
    programme = calls.planned(None, now)
    wanted = Path(name).name
    year = re.fullmatch(r"call-(\d{4})\.toml", wanted)
    if wanted == ORGANISATION:
        text = template.organisation(programme)
    elif wanted == RATES:
        text = template.rates(programme)
    elif year and int(year[1]) in calls.years:
        text = template.call(calls[int(year[1])], today)
    else:
        names = [ORGANISATION, RATES, *map(call_name, calls.years)]
        told = _("There is no template for {name}. There is one for {names}.")
        Page(error=True).line(told.format(name=clean(name), names=either(names)))
        return 2
    if not write_new({name: text.encode()}):
        return 2
    page = Page()
    page.line(_("Written: {name}").format(name=clean(name)))
    page.line(_("Open it in your editor: it says what each line is for. All commands find it beside a plan."))
    return 0
