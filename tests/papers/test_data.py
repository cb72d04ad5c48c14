"""The data of the papers fit together: parts that are filled, steps that exist, criteria that have a place."""

import pytest

from erasmus_cli.options import PAPERS
from erasmus_cli.papers.fill import FILLERS
from erasmus_cli.programme.keys import keys
from erasmus_cli.programme.load import Calls
from erasmus_cli.programme.papers import Told

PROGRAMME = Calls()[2026]
DATA = PROGRAMME.papers
CODES = [code for code in PROGRAMME.codes if not PROGRAMME.action(code).no_call]
TOLD: list[Told] = [*DATA.signing, *DATA.have, *DATA.rights, *DATA.duties, *DATA.otherwise, *DATA.own_money.values()]


def test_every_part_is_filled_and_every_filler_is_used() -> None:
    assert tuple(outline.id for outline in DATA.outlines) == PAPERS
    assert {part.fill for outline in DATA.outlines for part in outline.parts} == set(FILLERS)
    assert [outline.id for outline in DATA.outlines if outline.one_page] == ["principal"]
    assert all(outline.parts[0].fill == "made" for outline in DATA.outlines)


def test_what_is_told_names_steps_actions_and_facts_that_exist() -> None:
    steps = {step.id for step in PROGRAMME.timeline}
    for record in TOLD:
        assert record.step is None or record.step in steps, record
        assert set(record.actions) <= set(PROGRAMME.codes)
        assert {condition.fact for condition in record.when} <= set(PROGRAMME.facts)


def test_what_is_told_cites_a_page_or_is_our_own_advice() -> None:
    """Only who decides in an organisation, and that a share is still to be agreed, have no page."""
    assert [record.text.en for record in TOLD if not record.sources] == [
        "Decision: whether we apply, with which own money and whose working time"
    ]
    assert {role for role, record in DATA.share.items() if not record.sources} == {"partner", "affiliated", "member"}


def test_each_role_is_told_what_it_needs_and_may() -> None:
    for role in DATA.share:
        for records in (DATA.have, DATA.rights, DATA.duties):
            # An affiliated entity is told of its rights by those of its beneficiary.
            assert any(role in record.roles for record in records), (role, records[0].text.en)


@pytest.mark.parametrize("code", CODES)
def test_each_criterion_has_a_section_of_the_form(code: str) -> None:
    form = PROGRAMME.form(code)
    assert form
    placed = {name for section in form.sections for name in section.criteria}
    assert {criterion.id for criterion in PROGRAMME.action(code).award.criteria} <= placed


@pytest.mark.parametrize("code", CODES)
def test_what_a_section_says_are_fields_of_a_plan(code: str) -> None:
    form = PROGRAMME.form(code)
    assert form
    fields = {field for section in form.sections for field in (*section.says, *section.own_words)}
    assert fields <= set(keys(PROGRAMME))


def test_own_money_is_told_for_each_form_of_grant() -> None:
    assert set(DATA.own_money) == {"none", "unit-costs", "lump-sum"}
