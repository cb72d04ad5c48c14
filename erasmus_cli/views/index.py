"""What there is to explain: all of it by kind, all of one kind, and a few records to choose from."""

from __future__ import annotations

import datetime as dt

from erasmus_cli.language import _
from erasmus_cli.programme.keys import Key
from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.lookup import Entry, plain
from erasmus_cli.programme.requirement import Requirement
from erasmus_cli.views import machine, sentences, words
from erasmus_cli.views.page import Page


def several(page: Page, entries: list[Entry], programme: Programme) -> None:
    """List records with what each is, for somebody to choose from."""
    alike = len({entry.kind for entry in entries}) == 1
    told = [_called(entry, programme) + ("" if alike else f" ({kind_of(entry)})") for entry in entries]
    page.columns([(entry.id, words_) for entry, words_ in zip(entries, told, strict=True)])


def _called(entry: Entry, programme: Programme) -> str:
    if isinstance(entry.record, Requirement):
        return sentences.rule(programme, entry.record)
    if isinstance(entry.record, list):
        return ", ".join(choice.id for choice in entry.record[:3]) + ", …"
    return words.text(entry.name) if entry.name else ""


def overview(page: Page, entries: list[Entry], programme: Programme) -> None:
    """Write what there is by kind, with some of each and how to see the rest."""
    page.line(_("`erasmus explain NAME` tells what a word, a rule or a key of the plan file means, for example:"))
    page.line("`erasmus explain KA122-participants`", indent=2)
    page.line("`erasmus explain mobility.days`", indent=2)
    page.line(_("`erasmus explain accreditation`"), indent=2)
    page.line()
    for kind, (heading, more) in _kinds().items():
        own = [entry for entry in entries if entry.kind == kind]
        page.line(f"{heading} ({len(own)}): {more}", style="heading")
        page.line(_on_a_line(_some(own, programme), page.width - 2), indent=2)


def _on_a_line(names: list[str], width: int) -> str:
    """Name as many as fit a line."""
    whole = ", ".join(names)
    if len(whole) <= width:
        return whole
    cut = whole[: width - len(", …")]
    return f"{cut.rpartition(', ')[0]}, …"


def _some(entries: list[Entry], programme: Programme) -> list[str]:
    """Name the records of a kind: rules by the actions that they belong to, keys by their section."""
    if entries[0].kind == "requirement":
        codes = [code for code in programme.codes if programme.requirements(code)]
        return [f"{words.short(code)} ({len(programme.requirements(code))})" for code in reversed(codes)]
    if entries[0].kind == "key":
        return [entry.id for entry in entries if isinstance(entry.record, Key) and not entry.record.section]
    return [words.short(entry.id) for entry in entries]


def of_kind(page: Page, kind: str, entries: list[Entry], programme: Programme) -> None:
    """List all records of a kind; rules only by their ids, under the actions that they belong to."""
    page.line(_kinds()[kind][0], style="heading")
    if kind != "requirement":
        own = [entry for entry in entries if entry.kind == kind]
        page.columns([(entry.id, _called(entry, programme)) for entry in own])
        return
    for code in filter(programme.requirements, programme.codes):
        page.line(f"{code}: {', '.join(q.id for q in programme.requirements(code))}", indent=2, hang=2)


def kind_named(name: str) -> str | None:
    """Return the kind that a name such as `terms` means, in English or in the language in use."""
    named = {plain(heading): kind for kind, (heading, _more) in _kinds().items()}
    named |= {
        plain(more.strip("`").removeprefix("erasmus explain ")): kind for kind, (_heading, more) in _kinds().items()
    }
    return named.get(plain(name))


def _kinds() -> dict[str, tuple[str, str]]:
    """Return the kinds in their order: what several of them are called, and how to see them all."""
    return {
        "action": (_("Actions"), "`erasmus actions`"),
        "term": (_("Terms"), "`erasmus explain terms`"),
        "activity": (_("Types of activity"), "`erasmus explain types`"),
        "key": (_("Keys of the plan file"), "`erasmus explain keys`"),
        "requirement": (_("Rules"), "`erasmus explain rules`"),
        "fact": (_("Facts of a plan"), "`erasmus explain facts`"),
        "choices": (_("Lists of words"), "`erasmus explain lists`"),
        "priority": (_("Priorities"), "`erasmus priorities`"),
        "note": (_("About the programme"), "`erasmus explain notes`"),
        "search": (_("Where to find partners"), "`erasmus partners`"),
        "contact": (_("Where to ask or register"), "`erasmus explain contacts`"),
        "document": (_("Sources"), "`erasmus sources`"),
        "difference": (_("Differences between sources"), "`erasmus explain differences`"),
        "unknown": (_("What is not known"), "`erasmus explain unknowns`"),
    }


def kind_of(entry: Entry) -> str:
    """Say what kind of record an entry is."""
    return {
        "action": _("action"),
        "requirement": _("requirement"),
        "key": _("key of the plan file"),
        "fact": _("fact of a plan"),
        "activity": _("type of activity"),
        "term": _("term"),
        "priority": _("priority"),
        "note": _("about the programme"),
        "search": _("where to find partners"),
        "contact": _("where to ask or register"),
        "document": _("source"),
        "difference": _("difference between sources"),
        "unknown": _("what is not known"),
        "choices": _("values that a plan may have"),
    }[entry.kind]


def write_json(entries: list[Entry], programme: Programme, now: dt.datetime) -> None:
    """Write the ids of all records by kind as JSON."""
    ids = {kind: [entry.id for entry in entries if entry.kind == kind] for kind in _kinds()}
    machine.write("explain", now, call=machine.call(programme), ids=ids)
