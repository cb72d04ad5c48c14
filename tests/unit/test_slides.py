"""The register of slides: what every slide tells is carried by records that exist and that say so."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from erasmus_cli.programme import records as r
from erasmus_cli.programme.load import Calls

PROGRAMME = Calls()[2026]
SLIDES = {slide.number: slide for slide in PROGRAMME.slides}
ACTIONS = {f"actions/{code}": PROGRAMME.action(code) for code in PROGRAMME.codes}


def by_id(records: list[Any]) -> dict[str, Any]:
    return {record.id: record for record in records}


def requirements() -> dict[str, Any]:
    return {q.id: q for code in PROGRAMME.codes for q in PROGRAMME.requirements(code)}


#: What may stand before the colon, with the records that have an id there.
FILES: dict[str, dict[str, Any]] = {
    "programme": by_id(PROGRAMME.notes),
    "partner-search": by_id(PROGRAMME.searches),
    "requirements": requirements(),
    "activities": by_id(PROGRAMME.activity_types),
    "priorities": by_id(PROGRAMME.priorities),
    "countries": by_id([*PROGRAMME.country_groups, *PROGRAMME.exclusions]),
    "terms": PROGRAMME.terms,
    "differences": by_id([*PROGRAMME.differences, *PROGRAMME.unknowns]),
    "choices": {name: choice for listed in PROGRAMME.choices.values() for name, choice in listed.items()},
    "routes": by_id(PROGRAMME.routes),
    "sources": {**PROGRAMME.documents, **PROGRAMME.contacts},
}
#: Files that are named as a whole, with the records in them.
WHOLE: dict[str, Any] = {
    "call": PROGRAMME.call,
    "rounds": [*PROGRAMME.rounds, *PROGRAMME.events],
    **{code: [record, PROGRAMME.requirements(code.partition("/")[2])] for code, record in ACTIONS.items()},
}


def carried(name: str) -> Any:
    """Return what a name stands for; raises KeyError if there is no such record."""
    file, colon, identifier = name.partition(":")
    return FILES[file][identifier] if colon else WHOLE[name]


def cited(value: Any) -> Iterator[str]:
    """Yield all references in a record and in what it holds."""
    if isinstance(value, msgspec.Struct):
        yield from getattr(value, "sources", [])
        value = [getattr(value, name) for name in value.__struct_fields__]
    if isinstance(value, list | tuple | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from cited(item)


EVERYTHING: list[Any] = [FILES, WHOLE, PROGRAMME.facts, PROGRAMME.questions, PROGRAMME.forms, PROGRAMME.learning_eu]


def test_each_of_the_fifty_slides_is_there_once() -> None:
    assert [slide.number for slide in PROGRAMME.slides] == list(range(1, 51))


@pytest.mark.parametrize("number", range(1, 51))
def test_a_slide_names_records_that_exist_or_says_why_it_has_nothing(number: int) -> None:
    slide = SLIDES[number]
    assert bool(slide.carried_by) != bool(slide.nothing)
    assert len(set(slide.carried_by)) == len(slide.carried_by)
    for name in slide.carried_by:
        assert carried(name), name
    for text in filter(None, (slide.title, slide.nothing)):
        assert text.fi.strip() and text.en.strip()


@pytest.mark.parametrize("number", range(1, 51))
def test_a_slide_is_cited_by_what_carries_it(number: int) -> None:
    slide = SLIDES[number]
    # The cover tells of the document itself, which cites no other.
    itself = number == 1 and "sources:slides" in slide.carried_by
    assert slide.nothing or itself or f"slides:{number}" in cited([carried(name) for name in slide.carried_by])


def test_no_slide_is_cited_that_has_nothing() -> None:
    references = [reference.partition(":") for reference in cited(EVERYTHING)]
    numbers = {int(place) for document, _, place in references if document == "slides"}
    assert numbers == {number for number, slide in SLIDES.items() if not slide.nothing}


@pytest.mark.parametrize(
    ("number", "name"),
    [  # What the slides are about, by their titles.
        (25, "actions/COVE"),
        (29, "actions/CB-VET"),
        (34, "actions/JM-LEARNING-EU"),
        (36, "rounds"),
        (40, "partner-search:neo"),
        (41, "partner-search:enfp"),
        (47, "rounds"),
    ],
)
def test_slides_are_carried_by_what_they_are_about(number: int, name: str) -> None:
    assert name in SLIDES[number].carried_by
    assert f"slides:{number}" in cited(carried(name))


def test_a_name_of_nothing_would_be_seen() -> None:
    for name in ("programme:nothing", "nothing:programme-aims", "programme", "actions/KA201"):
        with pytest.raises(KeyError):
            carried(name)
    assert isinstance(carried("terms:third-country"), r.Term)
