"""Menus and input lines in a real terminal: narrowing by typing, help on a key, not known, and a changed answer."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from person import Person
from screen import BACK, CTRL_C, DOWN, ENTER, OPEN, PROGRAMME, SPACE, UP, Terminal, joined, program_words
from sittings import ANSWERS_A, PLAN, plan_so_far, said
from told import ANSWERS

LANGUAGES = pytest.mark.parametrize("language", ["fi", "en"])


def stop(terminal: Terminal) -> None:
    terminal.type(CTRL_C)
    assert terminal.wait_for_end() == 130


def test_typing_narrows_a_long_list_and_backspace_widens_it(tmp_path: Path) -> None:
    with Terminal(*PLAN, cwd=tmp_path, language="fi") as terminal:
        person = Person(terminal, ANSWERS_A, "short-term-project")
        whole = person.answer_until("mobility[0].type").menu
        terminal.type("työnv")
        terminal.wait(lambda: len(person.wait_for_question().menu) == 1, "a narrowed list")
        terminal.type("xyz")
        terminal.wait_for(program_words("fi", "No line has these letters: delete some of them."))
        terminal.type(ENTER)  # answers nothing
        terminal.type("\x7f" * 8)
        terminal.wait(lambda: len(person.wait_for_question().menu) == len(whole), "the whole list")
        terminal.type("kurssi")
        terminal.wait(lambda: len(person.wait_for_question().menu) == 1, "a narrowed list")
        person.press(ENTER)
        assert person.field() == "mobility[0].participants"
        stop(terminal)
    assert plan_so_far(tmp_path)["mobility"] == [{"type": "course"}]


def test_typing_narrows_a_list_of_several_and_keeps_what_is_ticked(tmp_path: Path) -> None:
    with Terminal(*PLAN, cwd=tmp_path) as terminal:
        person = Person(terminal, {})
        assert person.field() == "aims"
        terminal.type("staff" + SPACE)
        terminal.wait(lambda: sum(x.ticked for x in person.wait_for_question().menu) == 1, "a tick in the whole list")
        terminal.type("learners" + SPACE)
        terminal.wait(lambda: sum(x.ticked for x in person.wait_for_question().menu) == 2, "two ticks")
        person.press(ENTER)
        person.wait_for_question()
        stop(terminal)
    assert plan_so_far(tmp_path)["aims"] == ["learner-mobility", "staff-mobility"]


@LANGUAGES
def test_help_is_said_with_its_source_and_the_question_stays_as_it_is(language: str, tmp_path: Path) -> None:
    shadowing = PROGRAMME.choices["activity_types"]["job-shadowing"]
    with Terminal(*PLAN, cwd=tmp_path, language=language, columns=60) as terminal:
        person = Person(terminal, ANSWERS_A, "short-term-project")
        person.answer_until("mobility[0].type")
        person.terminal.type(DOWN)  # from the last line to the first
        terminal.wait(lambda: person.wait_for_question().menu[0].pointed, "the first line")
        terminal.type("?")
        terminal.wait_for(f"{shadowing.name.in_(language)}. {shadowing.help.in_(language)}" if shadowing.help else "")
        again = terminal.wait(lambda: (q := person.wait_for_question()) and q.menu[0].pointed and q, "the menu again")
        assert again.menu[0].label == joined([shadowing.name.in_(language)])
        assert (13 in slides(terminal), 86 in pages(terminal)) == (True, True)
        person.press(ENTER)
        assert person.field() == "mobility[0].participants"
        terminal.type(f"?{ENTER}")
        terminal.wait(lambda: 93 in pages(terminal), "the source")
        assert person.field() == "mobility[0].participants"
        person.press(f"n. 12{ENTER}")
        assert person.field() == "mobility[0].country"
        stop(terminal)
    assert plan_so_far(tmp_path)["mobility"] == [{"type": "job-shadowing", "participants": 12}]


def slides(terminal: Terminal) -> list[int]:
    return numbers(r"(?:slides?|diat?)", terminal)


def pages(terminal: Terminal) -> list[int]:
    return numbers(r"(?:pp?\.|s\.)", terminal)


def numbers(of: str, terminal: Terminal) -> list[int]:
    listed = re.findall(of + r" ((?:\d+,? ?)+)", terminal.text())
    return [int(number) for found in listed for number in re.findall(r"\d+", found)]


@pytest.mark.parametrize(
    ("keys", "flags"),
    [
        (ENTER + ENTER, OPEN),  # the first one may be a slip, and says so
        (SPACE + ENTER, ["eu-sanctions"]),
        (UP + ENTER, OPEN),  # the last line: not known yet
        (UP * 2 + ENTER, []),  # the line before it: none of these
        (SPACE + UP * 2 + SPACE + ENTER, []),
        (UP * 2 + SPACE + DOWN * 2 + SPACE + ENTER, ["eu-sanctions"]),
        (SPACE + UP + SPACE + ENTER, OPEN),
    ],
)
def test_none_and_not_known_are_told_apart_in_a_list_of_several(keys: str, flags: Any, tmp_path: Path) -> None:
    with Terminal(*PLAN, cwd=tmp_path) as terminal:
        person = Person(terminal, ANSWERS["d"], "cooperation-partnership")
        person.answer_until("partners[2].flags")  # of the partner in Albania
        person.press(keys)
        person.wait_for_question()
        stop(terminal)
    assert plan_so_far(tmp_path)["partners"][2].get("flags") == flags


@LANGUAGES
@pytest.mark.parametrize("plain", [False, True])
def test_a_changed_answer_replaces_the_former_one(language: str, plain: bool, tmp_path: Path) -> None:
    environment = {"ACCESSIBLE": "1"} if plain else {}
    back = f"<{ENTER}" if plain else BACK
    with Terminal(*PLAN, cwd=tmp_path, language=language, environment=environment) as terminal:
        person = Person(terminal, ANSWERS_A, "short-term-project")
        person.answer_until("mobility[0].participants")
        for keys, days in ((f"4{ENTER}", 4), (ENTER, 4), (f"30{ENTER}", 30), (f"-{ENTER}", None)):
            person.press(keys)
            assert person.field() == "mobility[0].country"
            assert plan_so_far(tmp_path)["mobility"][0].get("participants") == days
            person.press(back)
            assert person.field() == "mobility[0].participants"
        person.press(back)
        assert person.field() == "mobility[0].type"
        person.press(ENTER)  # keeps what was chosen
        assert person.field() == "mobility[0].country"  # the number was left open, and is not asked again
        stop(terminal)
    assert plan_so_far(tmp_path)["mobility"][0]["type"] == "short-term"


def test_plain_lines_say_what_was_understood_and_chosen_before(tmp_path: Path) -> None:
    with Terminal(*PLAN, cwd=tmp_path, environment={"ACCESSIBLE": "1"}) as terminal:
        person = Person(terminal, ANSWERS_A, "short-term-project")
        assert person.field() == "aims"
        person.press(f"2 1{ENTER}")
        terminal.wait_for(said("Understood: {value}", value="send learners or recent graduates abroad to learn"))
        person.answer_until("mobility[0].country")
        person.press(f"holland{ENTER}")
        terminal.wait_for(said("Understood: {value}", value="Netherlands"))
        for field in ("days", "country", "participants"):
            assert person.field() == f"mobility[0].{field}"
            person.press(f"<{ENTER}")
        stop(terminal)


def test_plain_lines_keep_what_was_chosen_of_several(tmp_path: Path) -> None:
    with Terminal(*PLAN, cwd=tmp_path, environment={"ACCESSIBLE": "1"}) as terminal:
        person = Person(terminal, ANSWERS_A, "short-term-project")
        person.press(f"2 1{ENTER}")
        assert person.field() == "organisation.kind"
        person.press(f"<{ENTER}")
        assert person.field() == "aims"
        terminal.wait_for(said("Chosen now: {numbers}. An empty line keeps that.", numbers="1, 2"))
        assert said("? tells more.") in terminal.text()
        person.press(f"learner{ENTER}")
        terminal.wait_for(said("These lines have that: {numbers}. Please type a number.", numbers="1, 4"))
        stop(terminal)


def test_dates_and_sums_are_taken_as_people_write_them_and_shown(tmp_path: Path) -> None:
    with Terminal(*PLAN, cwd=tmp_path) as terminal:
        person = Person(terminal, ANSWERS["d"], "cooperation-partnership")
        shown = person.answer_until("grant")
        person.pick(shown, next(i for i, line in enumerate(shown.menu) if line.label == said("Another sum")))
        person.press(f"n. 250 t€{ENTER}")
        terminal.wait_for("> €250,000")
        person.answer_until("organisation.name")
        person.press(f"\x1b[200~Suvantoseudun\r\nkoulutuskuntayhtymä\x1b[201~{ENTER}")
        person.answer_until("organisation.established")
        person.press(f"1960{ENTER}")
        terminal.wait_for(joined(["> 1 Jan 1960"]))
        person.answer_until("start")
        person.press(f"lokakuu 2027{ENTER}")
        terminal.wait_for(joined(["> 1 Oct 2027"]))
        stop(terminal)
    plan = plan_so_far(tmp_path)
    assert (plan["grant"], plan["start"]) == (250_000, dt.date(2027, 10, 1))
    assert plan["organisation"]["established"] == dt.date(1960, 1, 1)
    assert plan["organisation"]["name"] == "Suvantoseudun koulutuskuntayhtymä"
