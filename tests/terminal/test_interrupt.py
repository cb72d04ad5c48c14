"""What happens when a person stops, goes back, or comes again later, in a real terminal."""

from pathlib import Path

import pytest
from person import Person, title_of
from screen import CTRL_C, ENTER, PROGRAMME, Terminal, joined, program_words
from sittings import ANSWERS_A, PLAN, STOPS, plan_so_far, said
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


KIND = {"kind": "vet-provider", "country": "FI", "vet_role": "provides"}


@STOPS
def test_stopping_in_the_middle_keeps_the_answers_and_the_same_question_comes_next(key: str, tmp_path: Path) -> None:
    with Terminal(*PLAN, cwd=tmp_path) as terminal:
        person = Person(terminal, ANSWERS_A)
        person.answer_until("organisation.accreditation")
        terminal.type(key)
        assert terminal.wait_for_end() == 130
        assert said("Stopped. Your answers are kept in {file}.", file="plan.toml") in terminal.text()
        assert said("Go on with: `erasmus plan {file}`", file="plan.toml") in terminal.text()
    assert plan_so_far(tmp_path) == {"aims": ANSWERS_A["aims"], "organisation": KIND}

    with Terminal("plan", "plan.toml", "--today", TODAY, cwd=tmp_path) as terminal:
        person = Person(terminal, ANSWERS_A, "short-term-project")
        assert person.field() == "organisation.accreditation"
        person.answer_until("mobility[1].country")
        terminal.type(key)
        assert terminal.wait_for_end() == 130
    begun = {"type": "job-shadowing", "participants": 2}
    assert plan_so_far(tmp_path)["mobility"][1] == begun

    with Terminal("plan", "plan.toml", "--today", TODAY, cwd=tmp_path) as terminal:
        person = Person(terminal, ANSWERS_A)
        assert person.field() == ""  # the sections of the draft
        person.answer_until("mobility[1].country")
        assert person.asked == ["menu", "menu"]
        terminal.type(key)
        assert terminal.wait_for_end() == 130
    assert plan_so_far(tmp_path)["mobility"][1] == begun


def test_a_story_told_in_many_sittings_ends_in_the_same_draft(tmp_path: Path) -> None:
    stops = ["organisation.kind", "organisation.accreditation", "organisation.oid", "erasmus_plan.objectives"]
    arguments: list[str] = []
    for stop in stops:
        with Terminal("plan", *arguments, "--today", TODAY, cwd=tmp_path) as terminal:
            person = Person(terminal, ANSWERS["e"], "accreditation-then-project")
            person.answer_until(stop)
            assert not arguments or person.asked[0] in [*stops, "menu"]
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
        person = Person(terminal, ANSWERS_A, "short-term-project")
        person.answer_until("mobility[1].participants")
        before = plan_so_far(tmp_path)
        for field in ["mobility[1].type", "mobility[0].checks", "mobility[0].graduated_months_ago"]:
            person.back()
            assert person.field() == field
            assert plan_so_far(tmp_path) == before  # going back takes nothing away
        person.press(ENTER)  # the answer that is there is kept, and the first open question comes next
        assert person.field() == "mobility[1].participants"
        person.back()
        person.back()
        person.back()
        assert person.field() == "mobility[0].graduated_months_ago"
        terminal.type(CTRL_C)
        assert terminal.wait_for_end() == 130


def test_back_from_the_first_item_leads_to_the_question_before_the_list(tmp_path: Path) -> None:
    with Terminal(*PLAN, cwd=tmp_path) as terminal:
        person = Person(terminal, ANSWERS_A, "short-term-project")
        person.answer_until("mobility[0].type")
        person.back()
        assert person.field() == ""  # the sections: nothing was asked before it in its own
        assert "mobility" not in plan_so_far(tmp_path)
        terminal.type(CTRL_C)
        assert terminal.wait_for_end() == 130


def test_an_answer_is_changed_when_the_routes_are_shown(tmp_path: Path) -> None:
    with Terminal(*PLAN, cwd=tmp_path) as terminal:
        person = Person(terminal, ANSWERS["e"], "accreditation-then-project")
        while "organisation.years_in_vet" not in person.asked:
            person.answer()
        while person.field():
            person.answer()
        shown = person.wait_for_question()
        person.pick(shown, next(i for i, line in enumerate(shown.menu) if line.label == said("Change an answer")))
        shown = person.wait_for_question()
        years = PROGRAMME.facts["organisation.years_in_vet"].label.en
        person.pick(shown, next(i for i, line in enumerate(shown.menu) if line.label.startswith(years)))
        person.fill("1")
        assert plan_so_far(tmp_path)["organisation"]["years_in_vet"] == 1
        shown = person.wait_for_question()
        person.pick(shown, len(shown.menu) - 1)
        shown = person.wait_for_question()
        # Too little experience for an accreditation: the routes have changed.
        assert not shown.menu[0].label.startswith(title_of("accreditation-then-project", "en"))
        terminal.type(CTRL_C)
        assert terminal.wait_for_end() == 130


def test_there_is_nothing_before_the_first_question(tmp_path: Path) -> None:
    with Terminal(*PLAN, cwd=tmp_path) as terminal:
        person = Person(terminal, {})
        assert person.field() == "aims"
        person.back()
        terminal.wait_for(said("This is the first question."))
        assert person.field() == "aims"
        terminal.type(CTRL_C)
        assert terminal.wait_for_end() == 130
    assert list(tmp_path.iterdir()) == []
