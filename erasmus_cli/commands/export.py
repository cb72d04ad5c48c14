"""`erasmus export`: papers from a plan for principal, team and partners. The file's ending is the format."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from erasmus_cli.commands.check import COULD_NOT_RUN, FINE, NOT_KNOWN, examine, no_action
from erasmus_cli.commands.files import write_new
from erasmus_cli.commands.opening import rates_words, refused
from erasmus_cli.language import _
from erasmus_cli.papers.blocks import Paper
from erasmus_cli.papers.fill import filled
from erasmus_cli.papers.given import Given
from erasmus_cli.papers.others import Other, chosen, others
from erasmus_cli.plan.read import Unreadable
from erasmus_cli.programme.load import Calls
from erasmus_cli.programme.papers import Outline
from erasmus_cli.rules.assess import Assessment
from erasmus_cli.views import words
from erasmus_cli.views.page import Page

#: The paper that is made if none is named: the one that is worked on together.
USUAL = "team"


def _docx(paper: Paper) -> bytes:
    from erasmus_cli.papers import docx

    return docx.write(paper)


def _html(paper: Paper) -> bytes:
    from erasmus_cli.papers import html

    return html.write(paper)


def _markdown(paper: Paper) -> bytes:
    from erasmus_cli.papers import markdown

    return markdown.write(paper)


#: What writes a paper, by the ending of the file.
WRITERS: dict[str, Callable[[Paper], bytes]] = {".docx": _docx, ".html": _html, ".md": _markdown}

#: The ending of a workbook, which is no paper: it is the budget.
WORKBOOK = ".xlsx"


def _workbook(name: str, assessment: Assessment, rates: str | None, now: dt.datetime) -> bytes:
    from erasmus_cli.budget.lines import budget
    from erasmus_cli.views.workbook.whole import document

    mobile = assessment.code in assessment.programme.activity_actions
    lines = budget(assessment.plan, assessment.programme, bounded=True) if mobile else []
    return document(name, assessment, lines, rates, now)


def run(
    name: str, file: str, paper: str | None, partner: str | None, force: bool, now: dt.datetime, year: int | None
) -> int:
    """Make a paper from a plan; `partner` is a number or a name, and without it there is a sheet for each.

    Returns 0 if it is written, 3 if the plan names no action or no partner yet, and 2 if it could not run.
    """
    errors = Page(error=True)
    ending = Path(file).suffix.lower()
    writer = WRITERS.get(ending)
    if writer is None and ending != WORKBOOK:
        listed = ", ".join([*WRITERS, WORKBOOK])
        errors.line(
            _("{file}: the ending of the name tells the format: {endings}.").format(
                file=words.clean(file), endings=listed
            )
        )
        return COULD_NOT_RUN
    result = examine(name, Calls(), now, year)
    if isinstance(result, Unreadable):
        return refused("export", result, now, "text")
    plan, assessment = result
    shown = words.clean(plan.file.name)
    no_call = assessment.programme.action(assessment.code).no_call if assessment else None
    if assessment is None or no_call:
        said = words.text(no_call) if no_call else no_action(shown)
        errors.line(f"{shown}: {said}", style="warning", hang=2)
        return NOT_KNOWN
    rates = rates_words(plan.entries, assessment.programme)
    if writer is None:
        made = {file: _workbook(plan.file.name, assessment, rates, now)}
        if not write_new(made, force=force):
            return COULD_NOT_RUN
        Page().line(_("Written: {name}").format(name=words.clean(file)))
        return FINE
    wanted = paper or ("partner" if partner else USUAL)
    outline = next(o for o in assessment.programme.papers.outlines if o.id == wanted)
    given = Given(plan.file, assessment, now, outline, rates)
    if wanted != "partner":
        made = {file: writer(filled(given))}
    else:
        found = others(plan.file.plan, assessment.programme)
        named = chosen(found, partner) if partner else None
        if not found or (partner and named is None):
            _no_partner(errors, shown, partner, found)
            return COULD_NOT_RUN if found else NOT_KNOWN
        sheets = [named] if named else found
        made = {
            _numbered(file, number, len(sheets)): writer(
                filled(Given(plan.file, assessment, now, outline, rates, other))
            )
            for number, other in enumerate(sheets, 1)
        }
    if not write_new(made, force=force):
        return COULD_NOT_RUN
    _told(Page(), outline, list(made), paper or partner)
    return FINE


def _numbered(file: str, number: int, of: int) -> str:
    """Return the name of one file of several: `partner-1.docx`."""
    path = Path(file)
    return str(path.with_stem(f"{path.stem}-{number}")) if of > 1 else file


def _no_partner(errors: Page, shown: str, partner: str | None, found: list[Other]) -> None:
    if not found:
        told = _(
            "{file}: the plan names no partners, members or hosts yet. Add them with: `erasmus plan {typed}`"
        ).format(file=shown, typed=words.typed(shown))
        errors.line(told, style="warning", hang=2)
        return
    errors.line(
        _("There is no partner {name} in the plan. These can be named or numbered:").format(
            name=words.clean(partner or "")
        )
    )
    for number, other in enumerate(found, 1):
        errors.line(f"{number}. {other.shown}", indent=2, hang=3)


def _told(page: Page, outline: Outline, files: list[str], named: str | None) -> None:
    """Say what was written, and which other papers there are if none was named."""
    for file in files:
        page.line(_("Written: {name}").format(name=words.clean(file)))
    page.line(f"{words.text(outline.name)}. {words.text(outline.about)}")
    if named is None:
        page.line(_("Other papers: add --paper principal or --paper partner."))
    page.line(_("Read it through before you hand it on: it says what the plan says."))
