"""The first sheet: what this workbook is, of which plan and call, what the sums are, and what they do not hold."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from openpyxl.styles import Alignment

from erasmus_cli import __version__
from erasmus_cli.budget.lines import Line
from erasmus_cli.language import _
from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.rounds import FINLAND
from erasmus_cli.rules.assess import Assessment
from erasmus_cli.views import items, when, words
from erasmus_cli.views.workbook.book import EUROS, Book, Sheet, bold, font, quoted
from erasmus_cli.views.workbook.lines import Lines


def write(book: Book, name: str, assessment: Assessment, now: dt.datetime, told: str | None) -> Sheet:
    """Write what the workbook is; `told` says which daily rates it rests on. The sums come below."""
    programme = assessment.programme
    sheet = book.sheet(_("Overview"), [46, 20, 20, 40])
    sheet.title(assessment.plan.title or _("Budget of a plan"))
    sheet.note(_("This is a calculation for planning, made by the program erasmus. It is not an application."), 4)
    action = words.text(programme.action(assessment.code).name)
    listed = [
        (_("Plan"), Path(name).name),
        (_("Applicant"), (assessment.plan.organisation and assessment.plan.organisation.name) or _("not known")),
        (_("Action"), f"{assessment.code} {action}"),
        (_("Call"), when.call_words(programme)),
        (_("Round"), when.round_words(assessment.round, assessment.last_round, now)),
        (
            _("Made"),
            _("{day}, with erasmus {version}").format(
                day=words.date(now.astimezone(FINLAND).date()), version=__version__
            ),
        ),
    ]
    listed += [(_("Daily rates"), told)] if told else []
    for label, text in listed:
        sheet.put(1, label).font = font(bold=True)
        cell = sheet.put(2, text)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        sheet.raw.merge_cells(start_row=sheet.row, end_row=sheet.row, start_column=2, end_column=4)
        sheet.raw.row_dimensions[sheet.row].height = 15.0 * (len(text) // 78 + 1)
        sheet.row += 1
    return sheet


def sums(sheet: Sheet, assessment: Assessment, lines: Lines, worked_out: list[Line]) -> None:
    """Write the sums of a mobility project, whole and by category."""
    programme = assessment.programme
    sheet.heading(_("Grant by unit costs"))
    sheet.head([_("Category"), _("Lowest sum"), _("Highest sum"), _("Source")], height=20)
    for category in programme.rates.categories:
        label = sheet.put(1, words.text(category.name))
        for column, formula in enumerate(lines.sum_of(of=label.coordinate), 2):
            sheet.formula(column, formula, form=EUROS)
        sheet.put(4, words.sources(programme, category.sources))
        sheet.row += 1
    bold(sheet.put(1, _("Together")))
    low, high = lines.sum_of()
    bold(sheet.formula(2, low, form=EUROS))
    bold(sheet.formula(3, high, form=EUROS)).alignment = Alignment(horizontal="right", vertical="top")
    lacking = lines.lacking()
    some = quoted(_("The sums are at least so much. Lines that are not known yet and not in them:") + " ")
    exact = quoted(_("One sum: all that it rests on is known."))
    spread = quoted(_("A range, from the lowest to the highest that is possible."))
    ends = f"{sheet.cell(2)}={sheet.cell(3)}".replace(f"'{sheet.raw.title}'!", "")
    sheet.formula(
        4,
        f"IF({lacking}>0,{some}&{lacking},IF({ends},{exact},{spread}))",
        like=_("A range, from the lowest to the highest that is possible."),
    )
    sheet.row += 1
    _open(sheet, assessment, worked_out)


def _open(sheet: Sheet, assessment: Assessment, lines: list[Line]) -> None:
    """Say what would make the sums more exact, and what no source tells."""
    programme = assessment.programme
    narrower = items.labels(programme, assessment.plan, (p for x in lines for p in (*x.missing, *x.narrower)))
    told = {name for line in lines for name in line.open}
    unknown = [u for u in programme.unknowns if u.id in told]
    if not narrower and not unknown:
        return
    sheet.heading(_("What was open when this was made"))
    for label in narrower:
        sheet.note(f"• {label}", 4)
    for one in unknown:
        said = f"• {words.text(one.topic)}: {words.text(one.ask)} ({words.sources(programme, one.sources)})"
        sheet.note(said, 4)


def shared(sheet: Sheet, programme: Programme, code: str, allotted: str, left: str) -> None:
    """Write the sums of a lump sum."""
    grant = programme.action(code).grant
    sheet.heading(_("Lump sum"))
    sheet.note(f"{words.text(grant.note)} ({words.sources(programme, grant.sources)})", 4)
    for label, formula in ((_("Shares of the parts together"), allotted), (_("Left to allot"), left)):
        sheet.put(1, label)
        bold(sheet.formula(2, formula, form=EUROS))
        sheet.row += 1
