"""Parts that several papers have: how a paper was made, the idea, tasks, dates, and sources."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from erasmus_cli import __version__
from erasmus_cli.advice.timeline import Dated, State, working_deadline
from erasmus_cli.language import _
from erasmus_cli.papers.blocks import Block, Heading, Items, Pairs, Paragraph, Room, Table
from erasmus_cli.papers.given import IDEA, Given, own, plain, short
from erasmus_cli.papers.values import label
from erasmus_cli.views import steps, when, words

#: So much of all notes on the idea, and at least so much of each, fits a page that has to be one.
SHORT, LEAST = 560, 105


def file_name(given: Given) -> str:
    """Return the name of the plan's file."""
    name = given.file.name
    return _("standard input") if name == "-" else short(Path(name).name, 60)


def plan_name(given: Given) -> str:
    """Return what the plan is called: its title, else its file."""
    return short(given.plan.title, 70) if given.plan.title else file_name(given)


def made(given: Given) -> Iterator[Block]:
    """Say when the paper was made, of what, by which rules, and that it is no application."""
    told = [
        _("Made on {day} from {file} with erasmus {version}. This is no application and no decision.").format(
            day=words.date(given.today), file=file_name(given), version=__version__
        ),
        when.call_words(given.programme),
        _("The Programme Guide and the official form decide."),
    ]
    yield Paragraph(" ".join(told), "small")


def notes(given: Given) -> list[tuple[str, str]]:
    """Return what the plan says of the idea in the person's own words, each with what it is about."""
    said = [(f"idea.{name}", getattr(given.plan.idea, name, None)) for name in IDEA]
    return [(label(given, field), text) for field, text in said if text and own(text)]


def idea(given: Given) -> Iterator[Block]:
    """Yield the idea in the person's own words, or room to write it."""
    for about, text in notes(given):
        yield Heading(about, 2)
        for paragraph in own(text):
            yield Paragraph(paragraph, "quote")
    if not notes(given):
        yield from _no_idea()


def idea_in_short(given: Given) -> Iterator[Block]:
    """Yield the idea in the person's own words, as much as fits a page; what was cut is said."""
    found = notes(given)
    room = max(LEAST, SHORT // max(len(found), 1))
    rows = [(about, short(text, room)) for about, text in found]
    if rows:
        yield Pairs(rows)
    if any(text.endswith(" …") for _about, text in rows):
        yield Paragraph(_("Cut to fit the page; the whole text is in {file}.").format(file=file_name(given)), "small")
    if not rows:
        yield from _no_idea()


def _no_idea() -> Iterator[Block]:
    yield Room(_("The idea is not written down in the plan yet: need, aim, whom it is for, what changes."), 2)


def deadline(given: Given) -> str:
    """Say by which day an application has to be sent, as far as that is known."""
    if given.assessment.round:
        return words.instant(given.assessment.round.finnish)
    step = given.step("deadline")
    if step is None or step.first is None:
        return _("a day that is not published yet")
    return _("{step} (assumed)").format(step=words.date(step.first))


def undone(given: Given) -> list[Dated]:
    """Return the steps that are not done or over, in their order."""
    return [s for s in given.steps if s.state not in (State.DONE, State.PAST)]


def timetable(given: Given) -> Iterator[Block]:
    """Yield the whole way: when, what, what to do, and where that is written."""
    assumed = steps.assumption(given.assessment, given.now)
    if assumed:
        yield Paragraph(assumed, "notice")
    told: set[str] = set()
    rows = []
    for step in given.steps:
        below = [] if step.state is State.DONE else steps.below(step, given.assessment, given.now, told)
        what = steps.title(step, given.plan, given.programme)
        state = steps.done(step) if step.state is State.DONE else steps.when_words(step, given.assessment)
        state += "" if step.state is State.DONE else steps.left(step, given.today)
        rows.append([state, what, plain("\n".join(below))])
    yield Table(
        _("Timetable"), [_("When"), _("What"), _("What it takes, and where it is written")], rows, widths=(3, 3, 7)
    )


def timetable_in_short(given: Given) -> Iterator[Block]:
    """Yield the steps that are ahead and have a date."""
    working = working_deadline(given.assessment, given.now)
    if working:
        told = _(
            "The date of the round of {year} is not known. What is marked “assumed” is counted as if it were on {day}."
        )
        yield Paragraph(told.format(year=given.programme.year, day=words.date(working.day)), "notice")
    rows = [
        [steps.when_words(s, given.assessment), steps.title(s, given.plan, given.programme)]
        for s in sorted((s for s in undone(given) if s.first and _about(given, s)), key=lambda s: (s.first, s.last))
    ]
    if rows:
        yield Table(_("Timetable"), [_("When"), _("What")], rows, widths=(2, 3))
    else:
        yield Paragraph(_("No step has a date yet."), "notice")


def _about(given: Given, step: Dated) -> bool:
    """Whether a step is about the partner that the paper is for: what one host receives is no business of another."""
    if given.other is None or given.other.kind != "mobility" or step.span.item is None:
        return True
    return step.span.item[1] in given.other.activities


def sources(given: Given) -> Iterator[Block]:
    """Yield the documents that the paper rests on."""
    programme, form = given.programme, given.programme.form(given.assessment.code)
    cited = [*given.action.sources, *(form.sources if form else [])]
    cited += [source for f in given.assessment.findings for source in f.requirement.sources]
    documents = {reference.partition(":")[0] for reference in cited}
    found = []
    for document in (d for d in programme.documents.values() if d.id in documents):
        looked = _("version {version}, looked at on {day}").format(
            version=document.version, day=words.date(document.checked)
        )
        found.append(f"{words.text(document.title)}: {looked}. {document.address}")
    yield Items(found)
