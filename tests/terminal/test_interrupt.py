"""What happens when a person stops, goes back, mistypes, or comes again later, in a real terminal."""

import datetime as dt
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import tomli
from screen import CLEAR, CTRL_C, CTRL_D, ENTER, OPEN, PROGRAMME, Person, Terminal, joined, program_words, title_of
from told import ANSWERS, TODAY, draft, erasmus, expected

PLAN = ("plan", "--today", TODAY)
STOPS = pytest.mark.parametrize("key", [CTRL_C, CTRL_D], ids=["ctrl-c", "ctrl-d"])

PLACEMENT: dict[str, Any] = {"type": "short-term", "participants": 12, "country": "ES", "days": 28}
SHADOWING: dict[str, Any] = {"type": "job-shadowing", "participants": 2, "country": "EE", "days": 5}
ANSWERS_A = ANSWERS["a"]


def said(english: str, **words: object) -> str:
    return joined([program_words("en", english).format(**words)])


def plan_so_far(folder: Path, name: str = "plan.toml") -> dict[str, Any]:
    plan = draft(folder, name)
    assert plan.pop("format") == 1
    return plan


# --- stopping and going on ------------------------------------------------------------------------------------------


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
        assert said("Go on with: erasmus plan {file}", file="plan.toml") in terminal.text()
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


# --- going back -----------------------------------------------------------------------------------------------------


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


# --- wrong input ----------------------------------------------------------------------------------------------------


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
        terminal.wait_for("KA122-months: ")
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
    words = (re.match(r"  \w.*? ?(\S+): ", row) for row in terminal.rows())
    return [found[1] for found in words if found and found[1] in ids]


# --- what Enter alone does ------------------------------------------------------------------------------------------


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


# --- files ----------------------------------------------------------------------------------------------------------


def test_a_plan_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    theirs = "# my own\naims = ['development']\n"
    (tmp_path / "plan.toml").write_text(theirs, encoding="utf-8")
    with Terminal(*PLAN, cwd=tmp_path) as terminal:
        person = Person(terminal, ANSWERS_A)
        shown = person.wait_for_question()
        assert ["plan-2.toml" in line.label for line in shown.menu] == [False, True, False]
        assert [line.pointed for line in shown.menu] == [True, False, False]
        person.pick(shown, 1)
        person.answer_until("mobility[0].country")
        terminal.type(CTRL_C)
        assert terminal.wait_for_end() == 130
        assert said("Go on with: erasmus plan {file}", file="plan-2.toml") in terminal.text()
    assert (tmp_path / "plan.toml").read_text(encoding="utf-8") == theirs
    begun = {"type": "short-term", "participants": 12}
    assert plan_so_far(tmp_path, "plan-2.toml") == {"aims": ANSWERS_A["aims"], "mobility": [begun]}


@pytest.mark.parametrize("line", [0, 2], ids=["go on", "stop"])
def test_a_plan_that_is_there_may_be_gone_on_with_or_left(line: int, tmp_path: Path) -> None:
    theirs = "aims = ['development']\n"
    (tmp_path / "plan.toml").write_text(theirs, encoding="utf-8")
    with Terminal(*PLAN, cwd=tmp_path) as terminal:
        person = Person(terminal, {})
        person.pick(person.wait_for_question(), line)
        if line == 0:
            assert person.field() == "organisation.country"
            person.back()
            terminal.wait_for(
                said("This is the first question. What the file says already can be changed in the file.")
            )
            assert person.field() == "organisation.country"
            terminal.type(CTRL_C)
        assert terminal.wait_for_end() == (130 if line == 0 else 0)
    assert (tmp_path / "plan.toml").read_text(encoding="utf-8") == theirs
    assert [path.name for path in tmp_path.iterdir()] == ["plan.toml"]


@STOPS
def test_stopping_at_the_menu_for_a_plan_that_is_there(key: str, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text("aims = ['development']\n", encoding="utf-8")
    with Terminal(*PLAN, cwd=tmp_path) as terminal:
        Person(terminal, {}).wait_for_question()
        terminal.type(key)
        assert terminal.wait_for_end() == 130


def test_a_persons_own_comments_and_order_stay(tmp_path: Path) -> None:
    theirs = """\
# The idea came from Mirja.
[organisation]
name   =   'Lehtorinteen käsityökoulu'   # since 1952
country = "FI"

# The rest is mine, too.
[[partners]]
role = "partner"    # they asked first
country = "EE"
"""
    aims = 'aims = ["first-cooperation"] # for now\n\n'
    (tmp_path / "mine.toml").write_text(aims + theirs, encoding="utf-8")
    with Terminal("plan", "mine.toml", "--today", TODAY, cwd=tmp_path) as terminal:
        person = Person(terminal, ANSWERS["c"], "small-scale-partnership")
        person.answer_until("organisation.supported_projects")
        assert person.asked == ["organisation.kind", "grant"]
        terminal.type(CTRL_C)
        assert terminal.wait_for_end() == 130
    text = (tmp_path / "mine.toml").read_text(encoding="utf-8")
    written = [line for line in text.splitlines() if line]
    own = [line for line in (aims + theirs).splitlines() if line]
    assert [line for line in written if line in own] == own
    assert sorted(line for line in written if line not in own) == ["grant = 30000", 'kind = "vet-provider"']
    assert tomli.loads(text)["organisation"]["kind"] == "vet-provider"


def test_what_somebody_else_writes_meanwhile_is_not_lost(tmp_path: Path) -> None:
    with Terminal(*PLAN, cwd=tmp_path) as terminal:
        person = Person(terminal, ANSWERS_A)
        person.answer_until("mobility[0].participants")
        (tmp_path / "plan.toml").write_text("# somebody else\n", encoding="utf-8")
        person.answer_until("mobility[0].days")
        terminal.type(CTRL_C)
        assert terminal.wait_for_end() == 130
        assert said("Stopped. Your answers are kept in {file}.", file="plan-2.toml") in terminal.text()
    assert (tmp_path / "plan.toml").read_text(encoding="utf-8") == "# somebody else\n"
    assert plan_so_far(tmp_path, "plan-2.toml")["mobility"][0]["country"] == "ES"


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with Terminal("plan", "nowhere/plan.toml", cwd=tmp_path) as terminal:
        assert terminal.wait_for_end() == 2
        assert terminal.rows() == [said("There is no folder {folder}.", folder="nowhere")]


def unwritable(folder: Path) -> Path:
    """Return a folder in which not even the system's administrator can write a file."""
    if os.geteuid() != 0:
        closed = folder / "closed"
        closed.mkdir(mode=0o500)
        return closed
    if not Path("/proc/self").exists():
        pytest.skip("an administrator may write everywhere here")
    return Path("/proc")


def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    folder = unwritable(tmp_path)
    target = str(folder / "plan.toml")
    at_once = os.geteuid() != 0  # the administrator is told only when it has failed: after the first answer
    if at_once:
        error = said("Nothing can be written to the folder {folder}.", folder=folder)
    else:
        error = said("The draft cannot be written to {file}: {reason}", file=target, reason="")
    with Terminal("plan", target, "--today", TODAY, cwd=tmp_path) as terminal:
        person = Person(terminal, ANSWERS_A)
        while person.next_question():
            person.answer()
        assert terminal.wait_for_end() == 2
        assert error in terminal.text()
        assert "Traceback" not in terminal.text()
        assert person.asked == ([] if at_once else ["aims"])
    given = tmp_path / "given.toml"
    given.write_text("aims = ['development']\n", encoding="utf-8")
    run = erasmus("plan", target, "--answers", "given.toml", "--no-input", "--lang", "en", cwd=tmp_path)
    assert (run.returncode, run.stdout) == (2, "")
    assert error in joined(run.stderr.split("\n"))


def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    with Terminal("plan", "n" * 300, "--today", TODAY, cwd=tmp_path) as terminal:
        person = Person(terminal, ANSWERS_A)
        while person.next_question():
            person.answer()
        assert terminal.wait_for_end() == 2
        assert "Traceback" not in terminal.text()
        terminal.wait_for("the name is too long")
        terminal.wait_for("erasmus plan other-folder/plan.toml")
        assert person.asked == []
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_place_of_a_plan(tmp_path: Path) -> None:
    with Terminal("plan", ".", cwd=tmp_path) as terminal:
        assert terminal.wait_for_end() == 2
        assert "Traceback" not in terminal.text()


# --- other terminals ------------------------------------------------------------------------------------------------


def test_without_a_terminal_one_line_says_what_to_do(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "erasmus_cli", "plan", "--lang", "en"],
        cwd=tmp_path,
        input="1\n",
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert (run.returncode, run.stdout) == (2, "")
    assert len(run.stderr.splitlines()) == 1
    assert "--no-input" in run.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("variable", "value"), [("ACCESSIBLE", "1"), ("TERM", "dumb")])
def test_plain_numbered_questions(variable: str, value: str, tmp_path: Path) -> None:
    with Terminal(*PLAN, cwd=tmp_path, language="fi", environment={variable: value}) as terminal:
        person = Person(terminal, ANSWERS_A)
        shown = person.answer_until("mobility[0].type")
        assert shown.plain
        assert [line.label for line in shown.menu] == [t.name.fi for t in PROGRAMME.activity_types]
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
        assert person.field() == "aims"
        # No escape sequence that moves the cursor was needed: all that was written is still there.
        assert terminal.text().count(joined([PROGRAMME.questions[0].text.fi])) == 2
        terminal.type(CTRL_C)
        assert terminal.wait_for_end() == 130


@pytest.mark.parametrize("language", ["fi", "en"])
def test_plain_questions_take_words_and_a_dash(language: str, tmp_path: Path) -> None:
    environment = {"ACCESSIBLE": "1"}
    with Terminal(*PLAN, cwd=tmp_path, language=language, environment=environment) as terminal:
        person = Person(terminal, ANSWERS["e"])
        person.answer_until("mobility+")
        person.press(program_words(language, "No") + ENTER)
        assert person.field() == "every_year"
        person.press(program_words(language, "Yes").upper() + ENTER)
        assert person.field() == "organisation.country"
        assert joined([program_words(language, "- leaves it open.")]) in terminal.text()
        person.press(f"-{ENTER}")  # an empty line would mean Finland
        assert person.field() == "organisation.kind"
        person.press(ENTER)
        person.wait_for_question()
        terminal.type(CTRL_C)
        assert terminal.wait_for_end() == 130
    plan = plan_so_far(tmp_path)
    assert (plan["every_year"], plan["organisation"]) == (True, {"kind": "vet-provider"})


@pytest.mark.parametrize("language", ["fi", "en"])
def test_a_whole_story_with_plain_questions(language: str, tmp_path: Path) -> None:
    with Terminal(*PLAN, cwd=tmp_path, language=language, environment={"ACCESSIBLE": "1"}) as terminal:
        assert Person(terminal, ANSWERS["c"], "small-scale-partnership").answer_all() == 3
    assert draft(tmp_path) == expected("c")


@STOPS
def test_stopping_at_a_plain_question(key: str, tmp_path: Path) -> None:
    with Terminal(*PLAN, cwd=tmp_path, environment={"TERM": "dumb"}) as terminal:
        Person(terminal, ANSWERS_A).answer_until("mobility[0].type")
        terminal.type(key)
        assert terminal.wait_for_end() == 130
        assert said("Go on with: erasmus plan {file}", file="plan.toml") in terminal.text()
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
