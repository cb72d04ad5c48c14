"""Puts the sheets of a plan's budget together."""

from __future__ import annotations

import datetime as dt

from erasmus_cli.budget.lines import Line
from erasmus_cli.budget.shares import shares
from erasmus_cli.language import _
from erasmus_cli.rules.assess import Assessment
from erasmus_cli.views import words
from erasmus_cli.views.workbook import limits, overview, rates
from erasmus_cli.views.workbook import shares as sharing
from erasmus_cli.views.workbook.activities import Activities
from erasmus_cli.views.workbook.book import Book, Sheet
from erasmus_cli.views.workbook.ceilings import values
from erasmus_cli.views.workbook.lines import ACTIVITY, Lines
from erasmus_cli.views.workbook.lists import Lists
from erasmus_cli.views.workbook.working import Workings


def document(name: str, assessment: Assessment, lines: list[Line], told: str | None, now: dt.datetime) -> bytes:
    """Return the workbook of a plan; `lines` are those of a mobility project, `told` says which rates they rest on."""
    plan, programme = assessment.plan, assessment.programme
    book = Book(assessment.plan.title or name)
    first = overview.write(book, name, assessment, now, told)
    if assessment.code in programme.activity_actions:
        _mobility(book, first, assessment, lines, told)
    else:
        shared = shares(plan, programme, assessment.code)
        compared: limits.Values = {}
        if shared.of:
            sums, number = programme.action(assessment.code).grant.amounts, words.text(programme.table.number)
            written = sharing.write(book, plan, shared, sums, number)
            overview.shared(first, programme, assessment.code, written.allotted, written.left)
            compared = written.values
        limits.write(book, assessment, compared, {})
    return book.written()


def _mobility(book: Book, first: Sheet, assessment: Assessment, lines: list[Line], told: str | None) -> None:
    plan, programme = assessment.plan, assessment.programme
    lists = Lists(book, programme)
    activities = Activities(book, programme, lists, plan.mobility or [], sums=True)
    inputs = rates.write(book, plan, programme, lists, told)
    workings = Workings(book, plan, programme, activities, lists, inputs)
    written = Lines(book, plan, programme, activities, inputs, workings.of)
    for row, working in zip(activities.rows, workings.of, strict=True):
        activities.sums(row, *written.sum_of(of=working.number, column=ACTIVITY))
    overview.sums(first, assessment, written, lines)
    compared, highest = values(programme, activities, lists, inputs, workings, written)
    fields = ("amount", "language_support", "reinforced_language_support", "participants")
    columns = {f"mobility.{field}": activities.cells(field) for field in fields}
    limits.write(book, assessment, compared, columns | {"mobility.highest_amount": highest})
    book.order([_("Overview"), _("Activities"), _("Lines"), _("Limits"), _("Rates"), _("Working"), _("Lists")])
