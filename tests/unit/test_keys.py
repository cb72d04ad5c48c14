"""The keys of the plan file: each field of the model has a meaning, the right kind and words, and a true example."""

import datetime as dt
import re
import typing
from collections.abc import Iterator
from typing import Any

import pytest
import tomli
from pydantic import BaseModel

from erasmus_cli.plan.model import OneOf, Plan
from erasmus_cli.plan.read import validate
from erasmus_cli.programme.keys import Key, keys, words_of
from erasmus_cli.programme.load import Calls

PROGRAMME = Calls()[2026]
KEYS = keys(PROGRAMME)


def parts(annotation: Any) -> Iterator[Any]:
    """Yield an annotation and all that it is made of, marks such as OneOf included."""
    yield annotation
    for inner in typing.get_args(annotation):
        yield from parts(inner)


def fields(model: type[BaseModel] = Plan, before: str = "") -> Iterator[tuple[str, list[Any]]]:
    """Yield each field of the plan's model with what its type is made of."""
    for name, field in model.model_fields.items():
        made_of = [*parts(field.annotation), *field.metadata]
        yield before + name, made_of
        several = any(typing.get_origin(part) is list for part in made_of)
        for part in made_of:
            if isinstance(part, type) and issubclass(part, BaseModel):
                yield from fields(part, f"{before}{name}{'[]' if several else ''}.")


FIELDS = dict(fields())


def kinds(made_of: list[Any]) -> set[str]:
    """Return the kinds that a key may have by the type of its field."""
    marks = [part.choices for part in made_of if isinstance(part, OneOf)]
    several = any(typing.get_origin(part) is list for part in made_of)
    if any(typing.get_origin(part) is dict for part in made_of):
        return {"table"}
    if any(isinstance(part, type) and issubclass(part, BaseModel) for part in made_of):
        return {"list"} if several else {"table"}
    if marks == ["countries"]:
        return {"country"}
    if marks:
        return {"many"} if several else {"one"}
    if several:
        return {"numbers"} if int in made_of else {"list"}
    return {bool: {"yes-no"}, int: {"count", "euros"}, str: {"text"}, dt.date: {"date"}}[
        next(part for part in made_of if part in (bool, int, str, dt.date))
    ]


def test_every_field_of_the_model_is_a_key_and_nothing_else_is() -> None:
    assert sorted(KEYS) == sorted(FIELDS)
    assert len(KEYS) > 150


@pytest.mark.parametrize("field", FIELDS)
def test_the_kind_and_the_words_are_those_of_the_model(field: str) -> None:
    key = KEYS[field]
    assert key.kind in kinds(FIELDS[field])
    marks = [part.choices for part in FIELDS[field] if isinstance(part, OneOf)]
    if marks and key.kind in ("one", "many"):
        assert key.choices == marks[0]
        assert words_of(PROGRAMME, key)


@pytest.mark.parametrize("code", [None, *PROGRAMME.codes])
def test_every_example_is_one_that_the_plan_takes(code: str | None) -> None:
    wrong = {}
    for key in keys(PROGRAMME, code).values():
        section, value = key.section, tomli.loads(f"x = {key.example}")["x"]
        data: Any = {key.name: value}
        if section:
            data = {section: [data] if "[]" in key.field else data}
        if not isinstance(validate(data, PROGRAMME), Plan):
            wrong[key.field] = key.example
    assert wrong == {}


def test_the_meaning_is_the_question_of_the_interview_where_there_is_one() -> None:
    assert KEYS["mobility[].days"].meaning.en == "How many days does the activity last, without travel days?"
    assert (KEYS["start"].kind, KEYS["start"].example) == ("date", "2027-09-01")
    assert KEYS["teaching_hours"].example == "[40, 40, 40]"
    assert KEYS["organisation.oid"].example == '"E10000000"'
    # Ticked in the interview, where the fact has the question.
    assert KEYS["mobility[].insured"].meaning.en.endswith("?")
    assert (KEYS["ready.declaration"].kind, KEYS["ready.declaration"].stage) == ("yes-no", "sending")


def test_a_question_of_one_action_counts_for_that_action() -> None:
    def words(code: str) -> set[str]:
        return {choice.group or "" for choice in words_of(PROGRAMME, keys(PROGRAMME, code)["content"])}

    assert all(group.startswith("cove") for group in words("COVE"))
    assert words("CB-VET") == {"cb-vet"}


def test_no_meaning_is_an_order_of_the_program_to_itself() -> None:
    told = [(key.field, text) for key in KEYS.values() for text in (key.meaning.fi, key.meaning.en)]
    assert [field for field, text in told if not text or re.search(r"[{}\n]", text)] == []


def test_a_key_knows_its_section() -> None:
    assert (KEYS["mobility[].days"].section, KEYS["mobility[].days"].name) == ("mobility", "days")
    assert (KEYS["months"].section, KEYS["idea.need"].section) == ("", "idea")
    assert isinstance(KEYS["months"], Key)
