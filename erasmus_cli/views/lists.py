"""Lists to look things up in: partner search, priorities, notes on the programme, and the sources."""

from __future__ import annotations

from collections.abc import Sequence

from erasmus_cli.language import _
from erasmus_cli.programme import records as r
from erasmus_cli.programme.load import Programme
from erasmus_cli.views import words
from erasmus_cli.views.page import Page


def searches(page: Page, found: Sequence[r.Search], programme: Programme) -> None:
    """Write where to find partners and help."""
    for search in found:
        _entry(page, words.text(search.name), words.text(search.text), search.address, search.sources, programme)


def help_and_results(page: Page, programme: Programme) -> None:
    """Write what else the sources tell of partners, and what the agency offers."""
    page.line()
    page.line(_("Help, results and what comes next"), style="heading")
    notes(page, ("partners", "services", "results", "next"), programme)


def priorities(page: Page, programme: Programme) -> None:
    """Write the priorities, horizontal ones first."""
    for name, heading in (("horizontal", _("Horizontal priorities")), ("vet", _("Priorities of VET"))):
        page.line(heading, style="heading")
        for priority in programme.priorities:
            if priority.group == name:
                title = f"{words.text(priority.name)} [{priority.id}]"
                _entry(page, title, words.text(priority.about), None, priority.sources, programme)
        page.line()
    page.line(_("Aims and policy"), style="heading")
    notes(page, ("aims", "priorities", "policy"), programme)


def notes(page: Page, topics: Sequence[str], programme: Programme) -> None:
    """Write what the sources tell of some topics besides the rules."""
    for note in programme.notes:
        if note.topic in topics:
            title = f"{words.text(note.name)} [{note.id}]"
            _entry(page, title, words.text(note.text), note.address, note.sources, programme)


def sources(page: Page, programme: Programme, *, everything: bool) -> None:
    """Write the documents, where they differ, and what is not known; in short, only the ids of the last two."""
    page.line(_("Documents"), style="heading")
    for document in programme.documents.values():
        _document(page, document, everything=everything)
    page.line()
    if everything:
        _differences(page, programme)
        page.line()
        _unknowns(page, programme)
        return
    for heading, ids in (
        (_("Where they differ: {number} points"), [d.id for d in programme.differences]),
        (_("What is not known, and whom to ask: {number} points"), [u.id for u in programme.unknowns]),
    ):
        page.line(heading.format(number=len(ids)), style="heading")
        page.line(", ".join(ids), indent=2)
        page.line()
    page.columns(
        [
            (f"`erasmus explain {programme.differences[0].id}`", _("one of these points")),
            ("`erasmus sources --all`", _("all of them, with what each document says")),
        ]
    )


def _document(page: Page, document: r.Document, *, everything: bool) -> None:
    page.line(f"{words.text(document.title)} [{document.id}]", indent=2, hang=2)
    dated = _("dated {day}").format(day=words.date(document.date)) if document.date else ""
    looked = _("version {version}, looked at on {day}").format(
        version=document.version, day=words.date(document.checked)
    )
    page.line(", ".join(filter(None, (dated, looked))), indent=4)
    page.line(document.address, indent=4)
    if document.note and everything:
        page.line(words.text(document.note), indent=4, style="quiet")


def _differences(page: Page, programme: Programme) -> None:
    page.line(_("Where they differ"), style="heading")
    for difference in programme.differences:
        page.line(f"{words.text(difference.topic)} [{difference.id}]", indent=2, hang=2)
        for source, says in difference.says.items():
            page.line(words.text(programme.documents[source].title), indent=4, hang=2, style="quiet")
            page.line(words.text(says), indent=6)
        followed = words.text(programme.documents[difference.follows].title)
        page.line(_("Followed here: {document}.").format(document=followed), indent=4)
        page.line(words.text(difference.why), indent=4)


def _unknowns(page: Page, programme: Programme) -> None:
    page.line(_("What is not known, and whom to ask"), style="heading")
    for unknown in programme.unknowns:
        page.line(f"{words.text(unknown.topic)} [{unknown.id}]", indent=2, hang=2)
        page.line(words.text(unknown.ask), indent=4)


def _entry(page: Page, title: str, text: str, address: str | None, references: list[str], programme: Programme) -> None:
    page.line(title, style="heading", indent=2, hang=2)
    page.line(f"{text} ({words.sources(programme, references)})", indent=4)
    if address:
        page.line(address, indent=4)
