"""Other terminals: none at all, plain questions, a narrow window."""

import subprocess
import sys
from pathlib import Path

import pytest
from person import Person
from screen import CTRL_C, ENTER, PROGRAMME, Terminal, joined, program_words
from sittings import ANSWERS_A, PLAN, STOPS, plan_so_far, said
from told import ANSWERS, draft, expected


def test_without_a_terminal_it_says_what_to_do(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "erasmus_cli", "plan", "--lang", "en"],
        cwd=tmp_path,
        input="1\n",
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert (run.returncode, run.stdout) == (2, "")
    _said, told = run.stderr.splitlines()
    assert told.endswith("-m erasmus_cli --lang en plan PLAN --no-input --answers FILE")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("variable", "value"), [("ACCESSIBLE", "1"), ("TERM", "dumb")])
def test_plain_numbered_questions(variable: str, value: str, tmp_path: Path) -> None:
    with Terminal(*PLAN, cwd=tmp_path, language="fi", environment={variable: value}) as terminal:
        person = Person(terminal, ANSWERS_A, "short-term-project")
        shown = person.answer_until("mobility[0].type")
        assert shown.plain
        assert [line.label for line in shown.menu] == [
            t.name.fi for t in PROGRAMME.activity_types if t.group != "incoming"
        ]
        person.press(f"99{ENTER}")
        count = str(len(shown.menu))
        terminal.wait_for(joined([program_words("fi", "Please type numbers from 1 to {most}.").format(most=count)]))
        person.answer()
        assert person.field() == "mobility[0].participants"
        person.press(f"kaksi{ENTER}")
        terminal.wait_for(joined([program_words("fi", "Please type a whole number, or nothing if you do not know.")]))
        person.answer()
        assert person.field() == "mobility[0].country"
        person.back()
        assert person.field() == "mobility[0].participants"
        person.back()
        assert person.field() == "mobility[0].type"
        person.back()
        assert person.field() == ""  # the sections of the draft
        # No escape sequence that moves the cursor was needed: all that was written is still there.
        assert joined([PROGRAMME.questions[0].text.fi]) in terminal.text()
        terminal.type(CTRL_C)
        assert terminal.wait_for_end() == 130


@pytest.mark.parametrize("language", ["fi", "en"])
def test_plain_questions_take_words_and_a_dash(language: str, tmp_path: Path) -> None:
    environment = {"ACCESSIBLE": "1"}
    with Terminal(*PLAN, cwd=tmp_path, language=language, environment=environment) as terminal:
        person = Person(terminal, ANSWERS["e"])
        person.answer_until("every_year")
        person.press(program_words(language, "Yes").upper() + ENTER)
        assert person.field() == "consortium"
        person.press(program_words(language, "No") + ENTER)
        assert person.field() == "organisation.years_in_vet"
        person.press(f"<{ENTER}")
        assert person.field() == "consortium"
        assert joined([program_words(language, "- leaves it open.")]) in terminal.text()
        person.press(f"-{ENTER}")  # an empty line would keep the answer
        assert person.field() == "organisation.years_in_vet"
        terminal.type(CTRL_C)
        assert terminal.wait_for_end() == 130
    plan = plan_so_far(tmp_path)
    assert (plan["every_year"], plan.get("consortium")) == (True, None)


@pytest.mark.parametrize("language", ["fi", "en"])
def test_a_whole_story_with_plain_questions(language: str, tmp_path: Path) -> None:
    with Terminal(*PLAN, cwd=tmp_path, language=language, environment={"ACCESSIBLE": "1"}) as terminal:
        assert Person(terminal, ANSWERS["c"], "small-scale-partnership").answer_all() == 3
    assert draft(tmp_path) == expected("c")


@STOPS
def test_stopping_at_a_plain_question(key: str, tmp_path: Path) -> None:
    with Terminal(*PLAN, cwd=tmp_path, environment={"TERM": "dumb"}) as terminal:
        Person(terminal, ANSWERS_A, "short-term-project").answer_until("mobility[0].type")
        terminal.type(key)
        assert terminal.wait_for_end() == 130
        assert said("Go on with: `erasmus plan {file}`", file="plan.toml") in terminal.text()
    assert plan_so_far(tmp_path)["aims"] == ANSWERS_A["aims"]


@pytest.mark.parametrize("language", ["fi", "en"])
def test_a_narrow_terminal(language: str, tmp_path: Path) -> None:
    with Terminal(*PLAN, cwd=tmp_path, language=language, columns=60) as terminal:
        person = Person(terminal, ANSWERS["e"], "accreditation-then-project")
        shown = person.answer_until("organisation.kind")
        labels = [joined([kind.name.in_(language)]) for kind in PROGRAMME.choices["organisation_kinds"].values()]
        assert [line.label for line in shown.menu][:-1] == labels  # broken between words, if at all
        assert person.answer_all() == 3
    assert draft(tmp_path) == expected("e")
