"""What happens when a person mistypes, breaks a rule, or only presses Enter, in a real terminal."""

import datetime as dt
import re
from pathlib import Path

import pytest
from person import Person, title_of
from screen import CLEAR, CTRL_C, ENTER, PROGRAMME, Terminal, joined, program_words
from sittings import ANSWERS_A, PLAN, plan_so_far, said
from told import ANSWERS


def test_wrong_input_is_explained_and_the_question_stays(tmp_path: Path) -> None:
    with Terminal(*PLAN, cwd=tmp_path) as terminal:
        person = Person(terminal, ANSWERS_A, "short-term-project")

        person.answer_until("mobility[0].participants")
        for wrong in ("twelve", "-3", "1,5"):
            terminal.type(CLEAR + wrong + ENTER)
            terminal.wait_for(said("Please type a whole number, or nothing if you do not know."))
            assert person.field() == "mobility[0].participants"
        person.fill("12345678")  # a number, but not of students: it is refused once it is taken
        assert person.field() == "mobility[0].participants"
        assert "12,345,678" in terminal.text()
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
        for wrong, why in (("31.2.2027", no_day), ("soon", no_date)):
            terminal.type(CLEAR + wrong + ENTER)
            terminal.wait_for(said(why))
            assert person.field() == "start"
        person.answer()
        terminal.type(CTRL_C)
        assert terminal.wait_for_end() == 130
    plan = plan_so_far(tmp_path)
    assert [(item["type"], item["participants"], item["country"]) for item in plan["mobility"]] == [
        ("short-term", 12, "ES"),
        ("job-shadowing", 2, "EE"),
    ]
    assert plan["start"] == dt.date(2027, 9, 1)


def test_an_answer_that_breaks_a_rule_is_objected_to_at_once_and_kept(tmp_path: Path) -> None:
    with Terminal(*PLAN, cwd=tmp_path) as terminal:
        person = Person(terminal, ANSWERS_A, "short-term-project")
        person.answer_until("months")
        person.fill("20")
        terminal.wait_for("(KA122-months)")
        assert person.field() == "deadline"
        terminal.type(CTRL_C)
        assert terminal.wait_for_end() == 130
    assert plan_so_far(tmp_path)["months"] == 20


@pytest.mark.parametrize(("kind", "broken"), [("natural-person", True), ("company", False)])
def test_what_rules_out_every_route_is_objected_to_before_one_is_chosen(
    kind: str, broken: bool, tmp_path: Path
) -> None:
    answers = ANSWERS["d"] | {"organisation.kind": kind}
    with Terminal(*PLAN, cwd=tmp_path) as terminal:
        person = Person(terminal, answers)
        person.answer_until("organisation.kind")
        person.answer()
        person.next_question()
        assert bool(objections(terminal)) == broken
        terminal.type(CTRL_C)
        assert terminal.wait_for_end() == 130
    assert plan_so_far(tmp_path)["organisation"]["kind"] == kind


def objections(terminal: Terminal) -> list[str]:
    """Return the requirements that an answer was said to break at once."""
    actions = {step.action for route in PROGRAMME.routes for step in route.steps}
    ids = {requirement.id for action in actions for requirement in PROGRAMME.requirements(action)}
    words = (re.search(r"\((\S+)\)$", row.rstrip()) for row in terminal.rows())
    return [found[1] for found in words if found and found[1] in ids]


@pytest.mark.parametrize("language", ["fi", "en"])
def test_enter_alone_invents_nothing(language: str, tmp_path: Path) -> None:
    """Nothing but Enter, to the end: the plan says nothing that was not said."""
    with Terminal(*PLAN, cwd=tmp_path, language=language) as terminal:
        person = Person(terminal, ANSWERS["c"], "small-scale-partnership")
        person.answer_until("organisation.kind")
        while person.field():
            shown = person.wait_for_question()
            assert not shown.menu or shown.menu[-1].label == joined([program_words(language, "I don't know yet")])
            assert not shown.menu or shown.menu[-1].pointed
            person.press(ENTER)
        person.answer()
        while shown := person.next_question():
            several = shown.menu and shown.menu[0].box
            open_ = joined([program_words(language, "I don't know yet")])
            # With several choices, the first Enter on nothing may be a slip, and says so.
            person.press(ENTER * 2 if several and shown.menu[-1].label == open_ else ENTER)
        assert terminal.wait_for_end() == 3
    plan = plan_so_far(tmp_path)
    assert plan == {
        "aims": ["first-cooperation"],
        "call": 2027,
        "action": "KA210-VET",
        "route": "small-scale-partnership",
    }


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
