"""The draft as a list of sections, in a real terminal: change, add, copy, remove, mend, take another action."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import tomli
import tomli_w
from person import Person
from screen import BACK, CTRL_C, ENTER, PROGRAMME, Terminal, joined, program_words
from told import ANSWERS, TODAY, draft, expected

SECTIONS = [section.id for section in PROGRAMME.sections]


class Desk(Person):
    """A person in front of the sections of a draft."""

    def choose(self, *wanted: str) -> None:
        """Pick the lines that begin with these words, one menu after the other."""
        for words in wanted:
            shown = self.terminal.wait(lambda words=words: self._with(words), f"a menu with {words!r}")  # type: ignore[misc]
            labels = [line.label for line in shown.menu]
            self.pick(shown, next(i for i, label in enumerate(labels) if label.startswith(joined([words]))))

    def _with(self, words: str) -> Any:
        shown = self._ready()
        return shown if shown and any(line.label.startswith(joined([words])) for line in shown.menu) else None

    def section(self, identifier: str) -> str:
        return next(s for s in PROGRAMME.sections if s.id == identifier).name.in_(self.terminal.language)

    def own(self, english: str) -> str:
        return program_words(self.terminal.language, english).partition("{")[0]

    def line(self, words: str, keys: str) -> None:
        """Press keys in the line below these words, which is no question of the programme's, once it is ready."""

        def ready() -> bool:
            rows = [row.strip() for row in self.terminal.rows() if row.strip()]
            return rows[-1] == "?" and joined([words]) in joined(rows[-6:])

        self.terminal.wait(ready, repr(words))
        self.press(keys)

    def stop(self, code: int) -> None:
        """Leave all menus and stop."""
        self.choose(self.own("Stop here: everything is saved"))
        assert self.terminal.wait_for_end() == code


@contextmanager
def at(folder: Path, plan: dict[str, Any], language: str = "en") -> Iterator[Desk]:
    (folder / "plan.toml").write_text(tomli_w.dumps(plan), encoding="utf-8")
    with Terminal("plan", "plan.toml", "--today", TODAY, cwd=folder, language=language) as terminal:
        yield Desk(terminal, {})


@pytest.mark.parametrize("language", ["fi", "en"])
def test_any_answer_is_changed(language: str, tmp_path: Path) -> None:
    plan = expected("d")
    with at(tmp_path, plan, language) as desk:
        label = {"fi": "Organisaation nimi", "en": "Name of the organisation"}[language]
        desk.choose(desk.section("organisation"), label)
        desk.fill("Saariston ammattiopisto")
        desk.choose(desk.own("Back to the sections"))
        desk.stop(0)
    assert draft(tmp_path) == plan | {"organisation": plan["organisation"] | {"name": "Saariston ammattiopisto"}}


def test_items_are_added_copied_and_taken_out(tmp_path: Path) -> None:
    plan = expected("a")
    spain, _estonia = plan["mobility"]
    with at(tmp_path, plan) as desk:
        desk.choose(desk.section("mobility"), "activity 1", desk.own("Copy it"))
        desk.choose(desk.own("Back"), "activity 3", desk.own("Take it out"), desk.own("Yes"))
        assert draft(tmp_path)["mobility"] == [spain, spain]
        desk.choose(desk.own("Add: {kind}"))
        assert desk.field() == "mobility[2].type"
        desk.pick(desk.wait_for_question(), 0)
        assert desk.field() == "mobility[2].participants"
        desk.terminal.type(CTRL_C)
        assert desk.terminal.wait_for_end() == 130
    assert len(draft(tmp_path)["mobility"]) == 3


def test_what_is_not_met_is_mended_by_the_change_that_is_offered(tmp_path: Path) -> None:
    plan = expected("c") | {"months": 25}
    with at(tmp_path, plan) as desk:
        desk.choose(desk.own("Look at what the check found: {number} point"), "NOT MET", "Change the length")
        desk.stop(3)
    assert draft(tmp_path)["months"] == 24  # slide 20: 6 to 24 months


def test_another_action_keeps_what_it_does_not_need(tmp_path: Path) -> None:
    plan = expected("c") | {"aims": ["first-cooperation", "learner-mobility"]}
    with at(tmp_path, plan) as desk:
        desk.choose(desk.own("See the recommendation again, or choose another action"))
        desk.choose(next(r for r in PROGRAMME.routes if r.id == "short-term-project").name.en)
        desk.stop(3)
    kept = draft(tmp_path)
    assert (kept["action"], kept["route"]) == ("KA122-VET", "short-term-project")
    assert kept["aside"]["partners"] == plan["partners"]
    assert kept["organisation"] == plan["organisation"]


@pytest.mark.parametrize("section", SECTIONS)
def test_stopping_in_each_section_loses_nothing(section: str, tmp_path: Path) -> None:
    plan = {"call": 2027, "action": "KA220-VET", "aims": ["development"], "title": "Vene"}
    plan["organisation"] = {"kind": "vet-provider", "vet_role": "provides", "country": "FI"}
    with at(tmp_path, plan) as desk:
        shown = desk.wait_for_question()
        if not any(line.label.startswith(joined([desk.section(section)])) for line in shown.menu):
            assert section == "mobility"
            return
        desk.choose(desk.section(section))
        desk.wait_for_question()
        desk.terminal.type(CTRL_C)
        assert desk.terminal.wait_for_end() == 130
    assert tomli.loads((tmp_path / "plan.toml").read_text(encoding="utf-8")) == plan


def test_going_back_from_the_first_question_of_a_section_leads_to_its_answers(tmp_path: Path) -> None:
    with at(tmp_path, {"call": 2027, "action": "KA122-VET", "aims": ["learner-mobility"]}) as desk:
        desk.choose(desk.section("dates"))
        assert desk.field() == "start"
        desk.fill("1.9.2027")
        assert desk.field() == "months"
        desk.back()
        assert desk.field() == "start"
        desk.back()
        desk.choose(desk.own("Back to the sections"))
        desk.stop(3)
    assert draft(tmp_path)["start"] == dt.date(2027, 9, 1)  # going back takes nothing away


def test_what_was_passed_over_is_not_asked_again_but_can_be_answered(tmp_path: Path) -> None:
    with at(tmp_path, {"call": 2027, "action": "KA122-VET", "aims": ["learner-mobility"]}) as desk:
        desk.choose(desk.section("dates"))
        for field in ("start", "months", "deadline"):
            assert desk.field() == field
            desk.press(ENTER)
        desk.choose(desk.own("Back to the sections"))
        desk.stop(3)
    plan = tomli.loads((tmp_path / "plan.toml").read_text(encoding="utf-8"))
    assert plan["left_open"] == ["deadline", "months", "start"]
    with at(tmp_path, plan) as desk:
        desk.choose(desk.section("dates"), "Start")
        desk.fill("1.9.2027")
        desk.choose(desk.own("Back to the sections"))
        desk.stop(3)
    assert draft(tmp_path)["start"] == dt.date(2027, 9, 1)


def test_killed_after_each_answer_of_a_whole_interview_loses_nothing(tmp_path: Path) -> None:
    answers = ANSWERS["a"] | {"mobility": ANSWERS["a"]["mobility"][:1]}
    asked: list[str] = []
    arguments: list[str] = []
    kills = 0
    while True:
        with Terminal("plan", *arguments, "--today", TODAY, cwd=tmp_path) as terminal:
            person = Person(terminal, answers, "short-term-project")
            person.asked = asked  # it is one person, who does not begin a list anew
            before = list(asked)
            while terminal_is_asking := person.next_question() is not None:
                person.answer()
                if asked[-1] != "menu" and person.next_question():
                    break
            if not terminal_is_asking:
                break
            terminal.kill()
        kills += 1
        arguments = ["plan.toml"]
        # Each answer stands in the file before the next question, so that none is asked for again.
        again = set(before).intersection(asked[len(before) :]) - {"menu", "route"}
        assert not {field for field in again if not field.endswith("+")}
        assert [path.name for path in tmp_path.iterdir()] == ["plan.toml"]
    assert kills >= 30
    assert draft(tmp_path) == expected("a") | {"mobility": expected("a")["mobility"][:1]}


@pytest.mark.parametrize("language", ["fi", "en"])
def test_who_has_no_idea_yet_is_shown_first_steps(language: str, tmp_path: Path) -> None:
    with Terminal("plan", "--today", TODAY, cwd=tmp_path, language=language) as terminal:
        desk = Desk(terminal, {})
        assert desk.field() == "aims"
        desk.press(ENTER + ENTER)  # "I don't know yet" is a line of the menu, and nothing chosen means the same
        step = next(s for s in PROGRAMME.first_steps if s.id == "small-project")
        desk.choose(step.name.in_(language))
        assert desk.field() == "organisation.kind"
        terminal.type(CTRL_C)
        assert terminal.wait_for_end() == 130
    assert draft(tmp_path)["aims"] == step.aims


def test_none_of_the_routes_is_an_answer_too(tmp_path: Path) -> None:
    with Terminal("plan", "--today", TODAY, cwd=tmp_path) as terminal:
        desk = Desk(terminal, ANSWERS["c"])
        while "route" not in desk.asked:
            desk.answer()
        assert terminal.wait_for_end() == 3
        assert "erasmus plan plan.toml" in terminal.text()
        assert "@oph.fi" in terminal.text()
    assert "action" not in draft(tmp_path)


def test_who_does_what_is_written_down(tmp_path: Path) -> None:
    plan = expected("c")
    with at(tmp_path, plan) as desk:
        desk.choose(desk.own("The next five things, and who does them"))
        shown = desk.wait_for_question()
        assert 2 <= len(shown.menu) <= 6  # five things at most, and the way back
        first = shown.menu[0].label.partition(":")[0]
        desk.pick(shown, 0)
        desk.line(f"Who does this: {first}", f"Mirja{ENTER}")
        desk.line(f"When was it done: {first}", BACK)
        desk.line("Now: Mirja. Enter keeps it.", ENTER)
        desk.line(f"When was it done: {first}", ENTER)  # not done yet
        desk.choose(desk.own("Back to the sections"))
        desk.stop(3)
    assert list(draft(tmp_path)["who"].values()) == ["Mirja"]
    assert "done" not in draft(tmp_path)


def test_what_was_done_is_written_down_and_taken_back(tmp_path: Path) -> None:
    with at(tmp_path, expected("c")) as desk:
        desk.choose(desk.own("The next five things, and who does them"))
        desk.choose("EU Login account: ")
        desk.line("Who does this: EU Login account", ENTER)  # nobody yet
        desk.line("When was it done: EU Login account", f"3.11.2026{ENTER}")
        desk.choose("EU Login account: done on 3 Nov 2026")
        desk.line("Who does this: EU Login account", f"Pekka{ENTER}")
        desk.line("Now: 3 Nov 2026. Enter keeps it.", f"31.12.2027{ENTER}")
        desk.terminal.wait_for("That day is still ahead")
        desk.choose(desk.own("Back to the sections"))
        desk.stop(3)
    assert draft(tmp_path)["who"] == {"eu-login": "Pekka"}
    assert draft(tmp_path)["done"] == {"eu-login": dt.date(2027, 12, 31)}


def test_an_item_that_was_added_by_mistake_goes_with_back(tmp_path: Path) -> None:
    plan = expected("a")
    with at(tmp_path, plan) as desk:
        desk.choose(desk.section("mobility"), desk.own("Add: {kind}"))
        assert desk.field() == "mobility[2].type"
        desk.back()
        desk.choose(desk.own("Back to the sections"))
        desk.stop(3)
    assert draft(tmp_path)["mobility"] == plan["mobility"]


def test_who_knows_nothing_is_asked_the_other_questions_and_not_the_same_again(tmp_path: Path) -> None:
    with Terminal("plan", "--today", TODAY, cwd=tmp_path) as terminal:
        desk = Desk(terminal, {})
        assert desk.field() == "aims"
        desk.press(ENTER + ENTER)
        hosting = next(s for s in PROGRAMME.first_steps if s.id == "hosting")
        desk.choose(hosting.name.en)  # which takes no application, so that nothing of it goes into a plan
        desk.choose(desk.own("None of these: ask me the other questions all the same"))
        assert desk.field() == "organisation.kind"
        terminal.type(CTRL_C)
        assert terminal.wait_for_end() == 130
    assert list(tmp_path.iterdir()) == []


def test_what_is_typed_in_a_short_menu_is_not_passed_over(tmp_path: Path) -> None:
    with at(tmp_path, {"call": 2027, "action": "KA210-VET", "aims": ["first-cooperation"]}) as desk:
        desk.choose(desk.section("money"))
        assert desk.field() == "grant"
        desk.terminal.type(f"n. 50 000{ENTER}")
        desk.terminal.wait_for(program_words("en", "No line has these letters: delete some of them."))
        desk.terminal.type(CTRL_C)
        assert desk.terminal.wait_for_end() == 130
    assert "grant" not in draft(tmp_path)


@pytest.mark.parametrize("language", ["fi", "en"])
def test_the_worksheet_shares_a_part_among_the_organisations(language: str, tmp_path: Path) -> None:
    plan = expected("c")
    part = {"title": "Pajaviikko", "country": "EE", "amount": 40000}
    plan |= {"activities": [part], "grant": 60000}
    with at(tmp_path, plan, language) as desk:
        desk.choose(desk.section("money"), desk.own("Worksheet: costs and shares by part"))
        shown = desk.wait_for_question()
        assert "20" in " ".join(desk.terminal.rows())  # 60,000 less 40,000 is still to be allotted
        desk.pick(shown, 0)
        name = plan["organisation"]["name"]
        desk.choose(desk.own("Share of {name}: {sum}") + name)
        desk.terminal.wait_for(program_words(language, "How much of this does {name} get?").format(name=name))
        desk.press(f"15 000{ENTER}")
        desk.choose(desk.own("Back"), desk.own("Back"), desk.own("Back to the sections"))
        desk.stop(1)
    assert draft(tmp_path)["activities"] == [part | {"shares": {name: 15000}}]
