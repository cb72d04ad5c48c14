"""Finds records of any kind by what people call them: ids, keys of the plan file, names in both languages, synonyms."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator

import msgspec

from erasmus_cli.programme.base import Record, Text
from erasmus_cli.programme.countries import codes, country_name
from erasmus_cli.programme.keys import Key, keys
from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.records import Choice

#: How many near matches are worth reading.
NEAR = 8

#: How like a name must be, from 0 to 1, to be offered for another one.
LIKE = 0.7


class Entry(msgspec.Struct, frozen=True):
    """A record that can be looked up, with its kind, its id, and its name if it has one.

    The record of a list of words is the list.
    """

    kind: str
    id: str
    record: Record | list[Choice]
    name: Text | None = None


class Found(msgspec.Struct, frozen=True):
    """What a name stands for: entries that it means, others that are also called so, and entries that are near."""

    meant: list[Entry] = []
    also: list[Entry] = []
    near: list[Entry] = []


def everything(programme: Programme) -> list[Entry]:
    """Return all records that have an id; where several kinds share one, the first is what most people mean."""
    entries: dict[tuple[str, str], Entry] = {}

    def add(kind: str, identifier: str, record: Record | list[Choice], name: Text | None = None) -> None:
        entries.setdefault((kind, identifier), Entry(kind, identifier, record, name))

    for code in programme.codes:
        add("action", code, programme.action(code), programme.action(code).name)
    for term in programme.terms.values():
        add("term", term.id, term, term.name)
    for kind in programme.activity_types:
        add("activity", kind.id, kind, kind.name)
    for key in keys(programme).values():
        add("key", key.field.replace("[]", ""), key, key.meaning)
    for code in programme.codes:
        for requirement in programme.requirements(code):
            add("requirement", requirement.id, requirement)
    for fact in programme.facts.values():
        if ("key", fact.id) not in entries:  # what a plan simply says is told with its key
            add("fact", fact.id, fact, fact.label)
    for priority in programme.priorities:
        add("priority", priority.id, priority, priority.name)
    for contact in programme.contacts.values():
        add("contact", contact.id, contact, contact.name)
    for document in programme.documents.values():
        add("document", document.id, document, document.title)
    for difference in programme.differences:
        add("difference", difference.id, difference, difference.topic)
    for unknown in programme.unknowns:
        add("unknown", unknown.id, unknown, unknown.topic)
    for note in programme.notes:
        add("note", note.id, note, note.name)
    for search in programme.searches:
        add("search", search.id, search, search.name)
    told = {
        entry.id for entry in entries.values() if isinstance(entry.record, Key) and entry.record.choices == entry.id
    }
    for name, choices in programme.choices.items():
        if name not in told:  # a key tells the words that it takes
            add("choices", name, list(choices.values()))
    add("choices", "actions", [Choice(id=code, name=programme.action(code).name) for code in programme.codes])
    add("choices", "countries", [])  # see `countries`
    return list(entries.values())


def find(programme: Programme, wanted: str) -> Found:
    """Find what a name means: first an id, then a name or synonym, then a key without its section."""
    entries, name = everything(programme), plain(wanted)
    by_id = [entry for entry in entries if name in map(plain, _ids(entry))]
    by_name = [entry for entry in entries if name in map(plain, _names(entry, programme))]
    bare = [entry for entry in entries if name in map(plain, _bare(entry))]
    meant = by_id or [e for e in by_name if e.kind == by_name[0].kind] or bare
    if not meant:
        return Found(near=_near(entries, name, programme))
    also = [entry for entry in entries if entry not in meant and (entry in by_name or entry in bare)]
    return Found(meant, also)


def plain(text: str) -> str:
    """Return a text as it is compared: small, without marks, with one space for what is no letter or digit."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[^\W_]+", bare))


def _ids(entry: Entry) -> Iterator[str]:
    yield entry.id
    if entry.kind == "action":
        yield entry.id.removesuffix("-VET")


def _bare(entry: Entry) -> Iterator[str]:
    """Yield the name that a key has within its section."""
    if isinstance(entry.record, Key):
        yield entry.record.name


def _names(entry: Entry, programme: Programme) -> Iterator[str]:
    """Yield what an entry is called, with and without what stands in brackets, and its synonyms."""
    if entry.name and entry.kind != "key":
        for text in (entry.name.fi, entry.name.en):
            yield text
            yield re.sub(r"\(.*?\)", "", text)
            yield from re.findall(r"\((.*?)\)", text)
    yield from programme.synonyms.get(entry.id, [])


def _near(entries: list[Entry], name: str, programme: Programme) -> list[Entry]:
    """Return the entries whose names are nearly this one or have its words in them, the nearest first."""
    scored: list[tuple[float, int, Entry]] = []
    for entry in entries:
        names = {plain(text) for text in (*_ids(entry), *_names(entry, programme), *_bare(entry))}
        score = max(_likeness(name, text) for text in names)
        if score:
            scored.append((-score, len(scored), entry))
    return [entry for _, _, entry in sorted(scored, key=lambda found: found[:2])[:NEAR]]


def _likeness(name: str, text: str) -> float:
    """Say how near two names are, from 0 to 1."""
    words, share = text.split(), min(len(name) / max(len(text), 1), 1)
    begun = bool(name) and all(any(word.startswith(part) for word in words) for part in name.split())
    within = max((len(word) for word in words if len(word) > 4 and word in name), default=0)
    matcher = difflib.SequenceMatcher(None, name, text)
    possible = matcher.real_quick_ratio() > LIKE and matcher.quick_ratio() > LIKE
    likeness = max(
        0.7 + 0.3 * share if begun else 0,
        0.6 + 0.3 * within / len(name) * within / len(text) if within else 0,
        matcher.ratio() if possible else 0,
    )
    return likeness if likeness > LIKE else 0


def countries(programme: Programme) -> list[Choice]:
    """Return the countries of the programme; apart from the rest, for their names take time to load."""
    return [
        Choice(id=code, name=Text(fi=country_name(code, "fi"), en=country_name(code, "en")))
        for code in codes(programme)
    ]


def actions_of(programme: Programme, requirement: str) -> list[str]:
    """Return the codes of the actions that have a requirement."""
    return [code for code in programme.codes if any(q.id == requirement for q in programme.requirements(code))]
