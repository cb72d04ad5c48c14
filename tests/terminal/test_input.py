"""What happens when a person mistypes, breaks a rule, or only presses Enter, in a real terminal."""

import datetime as dt
import re
from pathlib import Path

import pytest
from person import Person, title_of
from screen import CLEAR, CTRL_C, ENTER, OPEN, PROGRAMME, Terminal, joined, program_words
from sittings import ANSWERS_A, PLACEMENT, PLAN, SHADOWING, plan_so_far, said
from told import ANSWERS


def test_wrong_input_is_explained_and_the_question_stays(tmp_path: Path) -> None:
    answers = ANSWERS_A | {"organisation.oid": OPEN}
    with Terminal(*PLAN, cwd=tmp_path) as terminal:
        person = Person(terminal, answers, "short-term-project")

        person.answer_until("mobility[0].participants")
        for wrong in ("twelve", "-3", "1,5"):
            terminal.type(CLEAR + wrong + ENTER)
            terminal.wait_for(said("Please type a whole number, or nothing if you do not know."))
            assert person.field() == "mobility[0].participants"
        person.fill("12345678")  # a number, but not of students: it is refused once it is taken
        assert person.field() == "mobility[0].participants"
        assert "12345678" in terminal.text()
        person.answer()

        assert person.field() == "mobility[0].country"
        terminal.type(CLEAR + "Narnia" + ENTER)
        terminal.wait_for(said("There is no such country."))
        assert person.field() == "mobility[0].country"
        terminal.type(CLEAR + "Estnia" + ENTER)
        terminal.wait_for("Estonia")
        assert person.field() == "mobility[0].country"
        person.answer()

        person.answer_until("start")
        no_date = "Please type a date, for example 1.9.2027 or 2027-09-01."
        no_day = "There is no such day."
        for wrong, why in (("31.2.2027", no_day), ("soon", no_date), ("2027-02-30", no_day)):
            terminal.type(CLEAR + wrong + ENTER)
            terminal.wait_for(said(why))
            assert person.field() == "start"
        person.answer()
        terminal.type(CTRL_C)
        assert terminal.wait_for_end() == 130
    plan = plan_so_far(tmp_path)
    assert plan["mobility"] == [PLACEMENT, SHADOWING]
    assert plan["start"] == dt.date(2027, 9, 1)


def test_an_answer_that_breaks_a_rule_is_objected_to_at_once_and_kept(tmp_path: Path) -> None:
    with Terminal(*PLAN, cwd=tmp_path) as terminal:
        person = Person(terminal, ANSWERS_A, "short-term-project")
        person.answer_until("months")
        person.fill("20")
        terminal.wait_for("(KA122-months)")
        assert person.field() == "organisation.flags"
        terminal.type(CTRL_C)
        assert terminal.wait_for_end() == 130
    assert plan_so_far(tmp_path)["months"] == 20


@pytest.mark.parametrize(("country", "broken"), [("CA", True), ("FI", False)])
def test_what_rules_out_every_route_is_objected_to_before_one_is_chosen(
    country: str, broken: bool, tmp_path: Path
) -> None:
    answers = ANSWERS["d"] | {"organisation.country": country}
    with Terminal(*PLAN, cwd=tmp_path) as terminal:
        person = Person(terminal, answers)
        person.answer_until("organisation.country")
        person.answer()
        person.next_question()
        assert bool(objections(terminal)) == broken
        terminal.type(CTRL_C)
        assert terminal.wait_for_end() == 130
    assert plan_so_far(tmp_path)["organisation"]["country"] == country


def test_a_list_is_not_objected_to_before_it_is_finished(tmp_path: Path) -> None:
    with Terminal(*PLAN, cwd=tmp_path) as terminal:
        answers = {"aims": ["skills-ecosystem"], "partners": ANSWERS["d"]["partners"][:1]}
        answers |= {"organisation.vet_role": "provides"}
        person = Person(terminal, ANSWERS["d"] | answers)
        person.answer_until("partners+")
        assert objections(terminal) == []  # a centre of excellence needs more countries, which may still come
        person.answer()
        terminal.wait(lambda: objections(terminal), "an objection")
        assert all(identifier.startswith("COVE-") for identifier in objections(terminal))
        terminal.type(CTRL_C)
        assert terminal.wait_for_end() == 130


def objections(terminal: Terminal) -> list[str]:
    """Return the requirements that an answer was said to break at once."""
    actions = {step.action for route in PROGRAMME.routes for step in route.steps}
    ids = {requirement.id for action in actions for requirement in PROGRAMME.requirements(action)}
    words = (re.search(r"\((\S+)\)$", row.rstrip()) for row in terminal.rows())
    return [found[1] for found in words if found and found[1] in ids]


@pytest.mark.parametrize("language", ["fi", "en"])
def test_enter_alone_invents_nothing(language: str, tmp_path: Path) -> None:
    with Terminal(*PLAN, cwd=tmp_path, language=language) as terminal:
        person = Person(terminal, ANSWERS_A)
        shown = person.answer_until("mobility[0].type")
        assert [line.pointed for line in shown.menu] == [False] * (len(shown.menu) - 1) + [True]
        assert shown.menu[-1].label == joined([program_words(language, "I don't know yet")])
        person.press(ENTER)
        for field in ("participants", "country", "days"):
            assert person.field() == f"mobility[0].{field}"
            person.press(ENTER)
        assert person.field() == "mobility+"
        no = joined([program_words(language, "No")])
        assert [(line.label == no, line.pointed) for line in person.wait_for_question().menu] == [
            (False, False),
            (True, True),
        ]
        person.press(ENTER)
        assert person.field() == "every_year"
        assert [line.pointed for line in person.wait_for_question().menu] == [False, False, True]
        person.press(ENTER)
        person.wait_for_question()
        terminal.type(CTRL_C)
        assert terminal.wait_for_end() == 130
    assert plan_so_far(tmp_path) == {"aims": ANSWERS_A["aims"], "mobility": [{}]}


def test_choosing_nothing_at_the_first_question(tmp_path: Path) -> None:
    with Terminal(*PLAN, cwd=tmp_path) as terminal:
        person = Person(terminal, {})
        assert person.field() == "aims"
        person.press(ENTER)
        terminal.wait_for(said("Everything else depends on this: please choose at least one."))
        assert person.field() == "aims"
        terminal.type(CTRL_C)
        assert terminal.wait_for_end() == 130
    assert list(tmp_path.iterdir()) == []


def test_a_route_whose_first_step_may_be_left_out_says_that_it_is_broken(tmp_path: Path) -> None:
    with Terminal(*PLAN, cwd=tmp_path) as terminal:
        person = Person(terminal, ANSWERS["e"])
        while person.field():
            person.answer()
        shown = person.wait_for_question()
        name = title_of("short-term-while-waiting", "en")
        found = [line.label for line in shown.menu if line.label.startswith(name)]
        assert found == [said("{name} - its first step not as it stands", name=name)]
        terminal.type(CTRL_C)
        assert terminal.wait_for_end() == 130
