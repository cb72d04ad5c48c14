"""Finds a record of any kind by its id."""

from __future__ import annotations

from erasmus_cli.programme.base import Record, Text
from erasmus_cli.programme.countries import codes, country_name
from erasmus_cli.programme.load import Programme
from erasmus_cli.programme.records import Choice

#: A list of choices has no record of its own.
Found = tuple[str, Record | list[Choice]]


def everything(programme: Programme) -> dict[str, Found]:
    """Return all records that have an id, each with its kind; ids that two kinds share keep the first."""
    index: dict[str, Found] = {}

    def add(kind: str, identifier: str, record: Record | list[Choice]) -> None:
        index.setdefault(identifier, (kind, record))

    for code in programme.codes:
        add("action", code, programme.action(code))
        for requirement in programme.requirements(code):
            add("requirement", requirement.id, requirement)
    for fact in programme.facts.values():
        add("fact", fact.id, fact)
    for kind in programme.activity_types:
        add("activity", kind.id, kind)
    for term in programme.terms.values():
        add("term", term.id, term)
    for priority in programme.priorities:
        add("priority", priority.id, priority)
    for contact in programme.contacts.values():
        add("contact", contact.id, contact)
    for document in programme.documents.values():
        add("document", document.id, document)
    for difference in programme.differences:
        add("difference", difference.id, difference)
    for unknown in programme.unknowns:
        add("unknown", unknown.id, unknown)
    for note in programme.notes:
        add("note", note.id, note)
    for search in programme.searches:
        add("search", search.id, search)
    for name, choices in programme.choices.items():
        add("choices", name, list(choices.values()))
    add("choices", "actions", [Choice(id=code, name=programme.action(code).name) for code in programme.codes])
    add("choices", "countries", [])  # see `countries`
    return index


def countries(programme: Programme) -> list[Choice]:
    """Return the countries of the programme; apart from the rest, for their names take time to load."""
    return [
        Choice(id=code, name=Text(fi=country_name(code, "fi"), en=country_name(code, "en")))
        for code in codes(programme)
    ]


def actions_of(programme: Programme, requirement: str) -> list[str]:
    """Return the codes of the actions that have a requirement."""
    return [code for code in programme.codes if any(q.id == requirement for q in programme.requirements(code))]
