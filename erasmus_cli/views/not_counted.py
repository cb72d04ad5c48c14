"""What a budget does not hold: what the plan may ask for and does not, and what would make the sum more exact."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from erasmus_cli.budget.lines import Line
from erasmus_cli.budget.optional import Optional, optional
from erasmus_cli.language import _
from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.money import UnitCost
from erasmus_cli.views import items, words
from erasmus_cli.views.page import Page

if TYPE_CHECKING:
    from erasmus_cli.plan.model import Plan


def show(page: Page, plan: Plan, programme: Programme, lines: list[Line]) -> None:
    """Write what is not in the sum, what would make it more exact, and what no source tells."""
    if not lines:
        return
    _optional(page, plan, programme)
    narrower = items.labels(programme, plan, (path for line in lines for path in line.narrower))
    if narrower:
        page.line()
        page.line(_("These answers would make the sum more exact: {fields}.").format(fields="; ".join(narrower)))
    told = dict.fromkeys(name for line in lines for name in line.open)
    for unknown in (u for u in programme.unknowns if u.id in told):
        page.line()
        page.line(_("Not known: {what}").format(what=words.text(unknown.topic)), hang=2)
        page.line(f"{words.text(unknown.ask)} ({words.sources(programme, unknown.sources)})", indent=2)


def _optional(page: Page, plan: Plan, programme: Programme) -> None:
    """Write what the plan may ask for: what it says nothing of, and what it says that there is none of."""
    possible = optional(plan, programme)
    unsaid = [o for o in possible if o.unsaid]
    if unsaid:
        page.line()
        page.line(_("The plan says nothing of these yet; they are not in the sum"), style="heading")
    for one in unsaid:
        page.line(f"{name(plan, programme, one.unit, one.unsaid)}: {_rate(programme, one.unit)}", indent=2, hang=2)
    for note, fields in _notes(programme, unsaid).items():
        page.line(f"{'; '.join(fields)}: {note}", indent=2, hang=2)
    declined = [name(plan, programme, one.unit, one.declined) for one in possible if one.declined]
    if declined:
        page.line()
        page.line(_("Not applied for, as the plan says: {what}.").format(what="; ".join(declined)))


def name(plan: Plan, programme: Programme, unit: UnitCost, places: list[int]) -> str:
    """Name what a plan may ask for, with the activities that it is about if these are not all."""
    said = items.label(programme, ("mobility", 0, unit.only_if or ""))
    return said if len(places) == len(plan.mobility or []) else f"{said} ({items.activities(places)})"


def _rate(programme: Programme, unit: UnitCost) -> str:
    """Say how much is paid."""
    source = words.sources(programme, unit.sources)
    if unit.percent is not None:
        what = _("{share} of the costs").format(share=words.percent(Decimal(unit.percent) / 100))
    elif unit.euros is not None:
        what = _("{sum} each").format(sum=words.euros(unit.euros))
    else:
        what = _("travel and individual support for each")
    return f"{what} ({source})"


def _notes(programme: Programme, unsaid: list[Optional]) -> dict[str, list[str]]:
    """Gather what is to be noted, each note once with what it is about."""
    notes: dict[str, list[str]] = {}
    for one in unsaid:
        if one.unit.note:
            about = items.label(programme, ("mobility", 0, one.unit.only_if or ""))
            notes.setdefault(words.text(one.unit.note), []).append(about)
    return notes
