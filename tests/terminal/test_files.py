"""What happens to files: plans that are there already, and places that cannot be written to."""

import os
from pathlib import Path

import pytest
import tomli
from person import Person
from screen import CTRL_C, Terminal, joined
from sittings import ANSWERS_A, PLAN, STOPS, plan_so_far, said
from told import ANSWERS, TODAY, erasmus


def test_a_plan_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    theirs = "# my own\naims = ['development']\n"
    (tmp_path / "plan.toml").write_text(theirs, encoding="utf-8")
    with Terminal(*PLAN, cwd=tmp_path) as terminal:
        person = Person(terminal, ANSWERS_A)
        shown = person.wait_for_question()
        assert ["plan-2.toml" in line.label for line in shown.menu] == [False, True, False]
        assert [line.pointed for line in shown.menu] == [True, False, False]
        person.pick(shown, 1)
        person.answer_until("every_year")
        terminal.type(CTRL_C)
        assert terminal.wait_for_end() == 130
        assert said("Go on with: `erasmus plan {file}`", file="plan-2.toml") in terminal.text()
    assert (tmp_path / "plan.toml").read_text(encoding="utf-8") == theirs
    begun = {"kind": "vet-provider", "country": "FI", "vet_role": "provides", "accreditation": "none"}
    assert plan_so_far(tmp_path, "plan-2.toml") == {"aims": ANSWERS_A["aims"], "organisation": begun}


@pytest.mark.parametrize("line", [0, 2], ids=["go on", "stop"])
def test_a_plan_that_is_there_may_be_gone_on_with_or_left(line: int, tmp_path: Path) -> None:
    theirs = "aims = ['development']\n"
    (tmp_path / "plan.toml").write_text(theirs, encoding="utf-8")
    with Terminal(*PLAN, cwd=tmp_path) as terminal:
        person = Person(terminal, {})
        person.pick(person.wait_for_question(), line)
        if line == 0:
            assert person.field() == "organisation.kind"
            person.back()  # to what the file says already
            assert [line.label for line in person.wait_for_question().menu][-1] == said("Go on")
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
    new = ["grant = 30000", 'kind = "vet-provider"', 'vet_role = "provides"']
    assert sorted(line for line in written if line not in own) == new
    assert tomli.loads(text)["organisation"]["kind"] == "vet-provider"


def test_what_somebody_else_writes_meanwhile_is_not_lost(tmp_path: Path) -> None:
    with Terminal(*PLAN, cwd=tmp_path) as terminal:
        person = Person(terminal, ANSWERS_A)
        person.answer_until("organisation.accreditation")
        (tmp_path / "plan.toml").write_text("# somebody else\n", encoding="utf-8")
        person.answer_until("consortium")
        terminal.type(CTRL_C)
        assert terminal.wait_for_end() == 130
        assert said("Stopped. Your answers are kept in {file}.", file="plan-2.toml") in terminal.text()
    assert (tmp_path / "plan.toml").read_text(encoding="utf-8") == "# somebody else\n"
    assert plan_so_far(tmp_path, "plan-2.toml")["every_year"] is False


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
