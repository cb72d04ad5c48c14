"""What happens when a person stops, goes back, or comes again later, in a real terminal."""

from pathlib import Path

import pytest
from person import Person
from screen import CTRL_C, PROGRAMME, Terminal, joined, program_words
from sittings import ANSWERS_A, PLACEMENT, PLAN, SHADOWING, STOPS, plan_so_far, said
from told import ANSWERS, TODAY, draft, expected


@STOPS
@pytest.mark.parametrize("language", ["fi", "en"])
def test_stopping_at_the_first_question_leaves_nothing(key: str, language: str, tmp_path: Path) -> None:
    with Terminal(*PLAN, cwd=tmp_path, language=language) as terminal:
        assert Person(terminal, {}).field() == "aims"
        terminal.type(key)
        assert terminal.wait_for_end() == 130
        assert joined([program_words(language, "Stopped. There were no answers to keep.")]) in terminal.text()
    assert list(tmp_path.iterdir()) == []


@STOPS
def test_stopping_in_the_middle_keeps_the_answers_and_the_same_question_comes_next(key: str, tmp_path: Path) -> None:
    with Terminal(*PLAN, cwd=tmp_path) as terminal:
        person = Person(terminal, ANSWERS_A)
        person.answer_until("mobility[1].country")
        terminal.type(key)
        assert terminal.wait_for_end() == 130
        assert said("Stopped. Your answers are kept in {file}.", file="plan.toml") in terminal.text()
        assert said("Go on with: `erasmus plan {file}`", file="plan.toml") in terminal.text()
    begun = {"type": "job-shadowing", "participants": 2}
    assert plan_so_far(tmp_path) == {"aims": ANSWERS_A["aims"], "mobility": [PLACEMENT, begun]}

    with Terminal("plan", "plan.toml", "--today", TODAY, cwd=tmp_path) as terminal:
        person = Person(terminal, ANSWERS_A)
        assert person.field() == "mobility[1].country"
        person.answer_until("every_year")
        terminal.type(key)
        assert terminal.wait_for_end() == 130
    assert plan_so_far(tmp_path) == {"aims": ANSWERS_A["aims"], "mobility": [PLACEMENT, SHADOWING]}


def test_who_stopped_within_a_list_can_still_add_to_it(tmp_path: Path) -> None:
    with Terminal(*PLAN, cwd=tmp_path) as terminal:
        Person(terminal, ANSWERS_A).answer_until("mobility[1].country")
        terminal.type(CTRL_C)
        assert terminal.wait_for_end() == 130
    with Terminal("plan", "plan.toml", "--today", TODAY, cwd=tmp_path) as terminal:
        person = Person(terminal, ANSWERS_A)
        person.answer_until("every_year")
        assert "mobility+" in person.asked
        terminal.type(CTRL_C)


def test_a_story_told_in_many_sittings_ends_in_the_same_draft(tmp_path: Path) -> None:
    stops = ["organisation.kind", "organisation.accreditation", "organisation.name", "erasmus_plan.objectives"]
    arguments: list[str] = []
    for stop in stops:
        with Terminal("plan", *arguments, "--today", TODAY, cwd=tmp_path) as terminal:
            person = Person(terminal, ANSWERS["e"], "accreditation-then-project")
            person.answer_until(stop)
            assert not arguments or person.asked[0] in stops
            terminal.type(CTRL_C)
            assert terminal.wait_for_end() == 130
        arguments = ["plan.toml"]
    with Terminal("plan", *arguments, "--today", TODAY, cwd=tmp_path) as terminal:
        person = Person(terminal, ANSWERS["e"])
        while person.next_question():
            person.answer()
        assert terminal.wait_for_end() == 3
    assert draft(tmp_path) == expected("e")


def test_back_over_several_questions_and_out_of_a_list_item(tmp_path: Path) -> None:
    with Terminal(*PLAN, cwd=tmp_path) as terminal:
        person = Person(terminal, ANSWERS_A)
        person.answer_until("mobility[1].participants")
        back_through = ["mobility[1].type", "mobility+", "mobility[0].days", "mobility[0].country"]
        for field in back_through:
            person.back()
            assert person.field() == field
        assert plan_so_far(tmp_path)["mobility"] == [{"type": "short-term", "participants": 12}]
        person.fill("Saksa")  # a name in the other language is understood as well
        assert person.field() == "mobility[0].days"
        terminal.type(CTRL_C)
        assert terminal.wait_for_end() == 130
    assert plan_so_far(tmp_path)["mobility"] == [{"type": "short-term", "participants": 12, "country": "DE"}]


def test_back_from_the_first_item_leads_to_the_question_before_the_list(tmp_path: Path) -> None:
    with Terminal(*PLAN, cwd=tmp_path) as terminal:
        person = Person(terminal, ANSWERS_A)
        person.answer_until("mobility[0].type")
        person.back()
        assert person.field() == "aims"
        person.tick(person.wait_for_question(), [PROGRAMME.choices["aims"]["first-cooperation"].name.en])
        assert person.field() == "organisation.country"
        assert plan_so_far(tmp_path) == {"aims": ["first-cooperation"]}
        terminal.type(CTRL_C)
        assert terminal.wait_for_end() == 130


def test_back_over_the_choice_of_a_route(tmp_path: Path) -> None:
    with Terminal(*PLAN, cwd=tmp_path) as terminal:
        person = Person(terminal, ANSWERS["e"], "accreditation-then-project")
        person.answer_until("organisation.oid")
        assert plan_so_far(tmp_path)["action"] == "KA120-VET"
        person.back()
        assert person.field() == "organisation.name"
        person.back()
        assert person.field() == ""  # the routes again
        assert "action" not in plan_so_far(tmp_path)
        person.back()
        assert person.field() == "organisation.years_in_vet"
        person.fill("1")
        # Too little experience for an accreditation: now nothing fits as it stands, and the draft can be for KA122.
        person.route = "short-term-project"
        assert person.field() == ""
        person.answer()
        assert person.field() == "organisation.name"
        plan = plan_so_far(tmp_path)
        assert (plan["action"], plan["organisation"]["years_in_vet"]) == ("KA122-VET", 1)
        terminal.type(CTRL_C)
        assert terminal.wait_for_end() == 130


def test_there_is_nothing_before_the_first_question(tmp_path: Path) -> None:
    with Terminal(*PLAN, cwd=tmp_path) as terminal:
        person = Person(terminal, {})
        assert person.field() == "aims"
        person.back()
        terminal.wait_for(said("This is the first question. What the file says already can be changed in the file."))
        assert person.field() == "aims"
        terminal.type(CTRL_C)
        assert terminal.wait_for_end() == 130


def test_going_back_from_the_first_question_writes_no_file(tmp_path: Path) -> None:
    with Terminal(*PLAN, cwd=tmp_path) as terminal:
        person = Person(terminal, {})
        person.wait_for_question()
        person.back()
        person.wait_for_question()
        terminal.type(CTRL_C)
        terminal.wait_for_end()
    assert list(tmp_path.iterdir()) == []
