"""`erasmus actions`: the list of actions, one in short or as a whole, several side by side, application forms."""

from __future__ import annotations

import datetime as dt

from erasmus_cli.commands.names import actions_named
from erasmus_cli.commands.opening import Entries, entered, refused
from erasmus_cli.language import _
from erasmus_cli.programme.load import Calls
from erasmus_cli.views import cards, side_by_side, when, words
from erasmus_cli.views.page import Page


def run(
    names: list[str], form: bool, plan: str | None, everything: bool, now: dt.datetime, year: int | None, output: str
) -> int:
    """Show actions; `form` shows application forms, with the notes of a `plan`; `everything` all rules and sources."""
    entries = entered(Calls(), plan)
    if not isinstance(entries, Entries):
        return refused("actions", entries, now, output)
    calls = entries.calls
    notes = _notes(plan, calls, now) if plan else {}
    if notes is None:
        return 2
    programme = calls[year] if year else calls.planned(None, now)
    base = calls[programme.call.rests_on or programme.year]
    codes = actions_named(names, programme.codes, Page(error=True))
    if codes is None:
        return 2
    page = Page()
    records = [programme.action(code) for code in codes or programme.codes]
    if output == "json" and form:
        found = {code: record for code in codes or programme.codes if (record := programme.form(code))}
        cards.write_forms(found, programme, now)
    elif output == "json":
        cards.write_json(records, programme, base, now)
    elif not codes:
        cards.overview(page, programme, base, now)
    elif form:
        for code in codes:
            record = programme.form(code)
            if record:
                cards.form(page, record, code, programme, notes)
            else:
                page.line(_("Nothing is known of the application form of {code}.").format(code=code))
    elif len(records) > 1:
        side_by_side.show(page, records, programme, base, now, everything=everything)
    elif not everything:
        cards.card(page, records[0], programme, base, now)
    else:
        page.line(codes[0], style="heading")
        cards.show(page, records[0], programme)
        page.line()
        page.line(when.call_words(programme), style="quiet")
        if not records[0].no_call:
            page.line(when.round_words(programme.round(codes[0]), base.round(codes[0]), now), style="quiet")
    return 0


def since(names: list[str], before: int, now: dt.datetime, year: int | None, output: str) -> int:
    """Show what changed in actions, or in all of them, since an earlier call."""
    from erasmus_cli.programme.changes import changes
    from erasmus_cli.views import changes as view
    from erasmus_cli.views import machine

    calls, errors = Calls(), Page(error=True)
    programme, old = calls[year] if year else calls.planned(None, now), calls[before]
    if before >= programme.year:
        told = _("--since needs a call before {year}, the one that is shown. Choose a later one with --call.")
        errors.line(told.format(year=programme.year))
        return 2
    every = list(dict.fromkeys([*programme.codes, *old.codes]))
    codes = actions_named(names, every, errors)
    if codes is None:
        return 2
    found = [changes(old, programme, code) for code in codes or every]
    if output == "json":
        machine.write("changes", now, actions=list(map(view.as_json, found)))
        return 0
    page = Page()
    for changed in filter(None, found):
        holder = programme if changed.code in programme.codes else old
        name = words.text(holder.action(changed.code).name)
        page.line(f"{changed.code} {name}: {before} → {programme.year}", style="heading", hang=2)
        view.show(page, changed)
        page.line()
    if not any(found):
        page.line(view.nothing(found[0]))
    page.line(when.call_words(programme), style="quiet")
    return 0


def _notes(plan: str, calls: Calls, now: dt.datetime) -> dict[str, str] | None:
    """Return what a plan says in its person's own words, by field; None, and an error, if it cannot be read."""
    from erasmus_cli.plan.read import Unreadable, read
    from erasmus_cli.views import problems

    file = read(plan, calls.words_of(now), calls.years)
    if isinstance(file, Unreadable):
        problems.show(Page(error=True), file)
        return None
    tables = {name: file.data.get(name) or {} for name in ("idea", "erasmus_plan")}
    return {
        f"{name}.{key}": said for name, table in tables.items() for key, said in table.items() if isinstance(said, str)
    }
