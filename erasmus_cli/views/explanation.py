"""What `explain` shows of a record."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec

from erasmus_cli.language import _
from erasmus_cli.programme import records as r
from erasmus_cli.programme.keys import Key, words_of
from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.lookup import Entry, actions_of
from erasmus_cli.programme.requirement import Fact, Requirement
from erasmus_cli.views import cards, key_card, machine, sentences, when, words
from erasmus_cli.views.index import kind_of
from erasmus_cli.views.key_card import asking, rules, word_list
from erasmus_cli.views.page import Page


def show(page: Page, entry: Entry, programme: Programme, *, everything: bool = False) -> None:
    """Write what a record says, and its sources with their addresses; long lists in full only with `everything`."""
    page.line(f"{entry.id} ({kind_of(entry)})", style="heading")
    rest, record = 0, entry.record
    match record:
        case Requirement():
            _requirement(page, record, programme)
        case Fact():
            page.line(words.text(record.label), indent=2)
            if record.note:
                page.line(words.text(record.note), indent=2)
            if record.reads or record.beside:
                fields = ", ".join(record.reads or record.beside)
                page.line(_("Rests on these fields of a plan: {fields}.").format(fields=fields), indent=2)
            rest = rules(page, asking({record.id}, programme), programme, everything)
        case Key():
            rest = key_card.show(page, record, programme, everything)
        case r.Action():
            if everything:
                cards.show(page, record, programme)
            else:
                page.line(words.text(record.name), indent=2)
                page.line(words.text(record.summary), indent=2)
                page.line(_("Its card: `erasmus actions {code}`").format(code=words.short(record.code)), indent=2)
        case r.Term():
            page.line(words.text(record.name), indent=2)
            page.line(words.text(record.meaning), indent=2)
            if record.example:
                page.line(_("Example: {text}").format(text=words.text(record.example)), indent=2)
        case r.ActivityType():
            page.line(words.text(record.name), indent=2)
            page.line(words.text(record.about), indent=2)
            rest = rules(page, record.requirements, programme, everything)
        case r.Contact():
            for line in (words.text(record.name), words.text(record.purpose), record.address):
                page.line(line, indent=2)
        case r.Document():
            _document(page, record)
        case r.Difference():
            page.line(words.text(record.topic), indent=2)
            for document, says in record.says.items():
                page.line(words.text(programme.documents[document].title), indent=2, hang=2, style="quiet")
                page.line(words.text(says), indent=4)
            followed = words.text(programme.documents[record.follows].title)
            page.line(_("Followed here: {document}.").format(document=followed), indent=2)
            page.line(words.text(record.why), indent=2)
        case r.Unknown():
            page.line(words.text(record.topic), indent=2)
            page.line(words.text(record.ask), indent=2)
        case r.Note() | r.Search():
            for told in filter(None, (words.text(record.name), words.text(record.text), record.address)):
                page.line(told, indent=2)
        case r.Priority():
            page.line(words.text(record.name), indent=2)
            page.line(words.text(record.about), indent=2)
        case list():
            rest = word_list(page, record, everything)
    if rest:
        more = _("… and {number} more: `erasmus explain {name} --all`")
        page.line(more.format(number=rest, name=entry.id), indent=2)
    references = getattr(record, "sources", [])
    if references:
        _sources(page, references, programme)
    if not programme.confirmed:
        page.line()
        page.line(when.call_words(programme), style="quiet")


def _requirement(page: Page, record: Requirement, programme: Programme) -> None:
    page.line(sentences.rule(programme, record), indent=2)
    page.line(sentences.consequence(programme, record), indent=2)
    if record.note:
        page.line(words.text(record.note), indent=2)
    if record.each:
        name = words.text(programme.choices["lists"][record.each].name)
        page.line(_("Asked of each: {item}.").format(item=name), indent=2)
    page.line(_("Actions: {codes}.").format(codes=", ".join(actions_of(programme, record.id))), indent=2)
    page.line(_("Fields of a plan: {fields}").format(fields=", ".join(programme.facts[record.fact].reads)), indent=2)


def _document(page: Page, record: r.Document) -> None:
    page.line(words.text(record.title), indent=2)
    page.line(_("Version {version}").format(version=record.version), indent=2)
    if record.date:
        page.line(_("Dated {day}").format(day=words.date(record.date)), indent=2)
    page.line(record.address, indent=2)
    page.line(_("Looked at on {day}").format(day=words.date(record.checked)), indent=2)
    if record.note:
        page.line(words.text(record.note), indent=2)


def _sources(page: Page, references: list[str], programme: Programme) -> None:
    page.line()
    for document in dict.fromkeys(reference.partition(":")[0] for reference in references):
        own = [reference for reference in references if reference.partition(":")[0] == document]
        record = programme.documents[document]
        line = f"{words.sources(programme, own)} - {words.text(record.title)}, {record.address}"
        page.line(_("Source: {source}").format(source=line), indent=2, hang=2)


def write_json(entries: list[Entry], programme: Programme, now: dt.datetime) -> None:
    """Write a record as it stands in the data; `also` are others of the same name."""
    entry, *others = entries
    content: Any = msgspec.to_builtins(entry.record)
    if isinstance(entry.record, Requirement):
        content["actions"] = actions_of(programme, entry.id)
    if isinstance(entry.record, Key):
        content["words"] = [choice.id for choice in words_of(programme, entry.record)]
    also = [{"kind": other.kind, "id": other.id} for other in others]
    call = machine.call(programme)
    machine.write("explain", now, call=call, kind=entry.kind, id=entry.id, record=content, also=also)
